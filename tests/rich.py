"""A generated concept that has everything in proportion: every type, sources, Sachstände, Beratungen, Kennzahlen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from tests.project import TOWN

TODAY: Final = date(2026, 11, 22)
IN_FIELD: Final = 20  # recommendations of a field; every tenth is a proposal of the Redaktion
_BEGIN: Final = date(2022, 1, 1)
_HISTORIES: Final = ((), ("offen",), ("offen", "in-umsetzung", "realisiert"), ("offen", "zurueckgestellt"))


def rich(count: int) -> dict[str, str]:
    """The files of a town with ``count`` recommendations, and with all other things in proportion."""
    files = {"kommune.toml": TOWN, "konzept.md": _concept()}
    pages = ["konzept"]
    for number in range(count // IN_FIELD):
        code = f"{chr(65 + number // 26)}{chr(65 + number % 26)}X"
        files |= _field(code, number)
        pages.append(f"{code}/index")
    return files | {"index.md": "# Start\n\n:::{toctree}\n\n" + "\n".join(pages) + "\n:::\n"}


def _concept() -> str:
    """The concept, its body, and the days on which a body dealt with the whole: these do not grow with it."""
    days = "".join(
        _need("beratung", f"Bericht {year}", f"B-{year}-03-03-1", datum=f"{year}-03-03", gremium="G-RAT",
              gegenstand=subject, betrifft="KONZEPT", quelle="Q-AKTEN", ergebnis=result)
        for year, subject, result in (
            (2023, "bericht", "zur Kenntnis genommen"),
            (2024, "leitfaden", "ungeändert beschlossen"),
        )
    )  # fmt: skip
    return (
        _need("konzept", "Konzept", "KONZEPT", stand="2022-01-01", quelle="Q-KONZEPT")
        + "\n## Mehr\n\n"
        + _need("gremium", "Rat", "G-RAT", quelle="Q-KONZEPT")
        + _need("quelle", "Das Konzept", "Q-KONZEPT", datum="2022-01-01", art="konzept", vollstaendig="ja")
        + _need("quelle", "Akten", "Q-AKTEN", art="niederschrift", vollstaendig="nein")
        + days
    )


def _field(code: str, number: int) -> dict[str, str]:
    views = "".join(
        f"## {view}\n\n:::{{ansicht}} {view}\n:handlungsfeld: HF-{code}\n:::\n\n"
        for view in ("top-2", "empfehlungen", "vorschlaege", "spur", "beratungen")
    )
    head = _need("handlungsfeld", f"Feld {code}", f"HF-{code}", top2="benannt", benannt_am="2024-05-05",
                 quelle="Q-KONZEPT")  # fmt: skip
    things = _need("gremium", f"Beirat {code}", f"G-{code}", quelle="Q-KONZEPT", nachfolger="G-RAT")
    files = {f"{code}/index.md": f"{head}\n{views}\n:::{{toctree}}\n:glob:\n\n*-*\n:::\n\n## Gremium\n\n{things}"}
    for place in range(1, IN_FIELD + 1):
        ident = f"{code}-V{place}" if place % 10 == 0 else f"{code}-{place:02}"
        files[f"{code}/{ident}.md"] = "".join(_page(code, ident, number * IN_FIELD + place))
    return files


def _page(code: str, ident: str, number: int) -> Iterator[str]:
    """A recommendation or a proposal with its history, its papers, and the sources of all that."""
    source, day = f"Q-{ident}", _BEGIN + timedelta(days=number % 300)
    proposal = "-V" in ident
    yield _recommendation(code, ident, number)
    for step, status in enumerate(() if proposal else _history(number), 1):
        told = str(day + timedelta(days=90 * step))
        yield _need("sachstand", f"{ident} ist {status}", f"{ident}-S{step}", datum=told, status=status,
                    nach_angabe_von="Verwaltung", betrifft=ident, quelle=f"{source}-P")  # fmt: skip
    yield _need("entwicklung", f"Neues zu {ident}", f"{ident}-E1", datum=str(day)[:7], betrifft=ident, quelle=source)
    yield "\n## Dazu\n\n"
    yield _need("quelle", f"Bericht zu {ident}", source, datum=str(day), art="zwischenbericht", vollstaendig="ja")
    yield _need("quelle", f"Meldung zu {ident}", f"{source}-P", art="presse", vollstaendig="nein")
    yield _need("vorlage", f"Vorlage zu {ident}", f"V-{ident}", oeffentlich="ja", betrifft=ident, quelle=source)
    # the number makes IDs of one day differ
    when = day + timedelta(days=30)
    about = f"HF-{code}" if proposal else ident  # a proposal that a body dealt with is none any more
    yield _need("beratung", f"Beratung zu {ident}", f"B-{when}-{number + 10}", datum=str(when), gremium=f"G-{code}",
                gegenstand="umsetzung", betrifft=about, quelle=f"{source}-P", vorlage=f"V-{ident}",
                ergebnis="ungeändert beschlossen")  # fmt: skip
    yield _need("stellungnahme", f"Wort zu {ident}", f"ST-{ident}", datum=str(day), von="Fraktion",
                art="Antrag", betrifft=ident, quelle=source)  # fmt: skip
    later = TODAY + timedelta(days=10 + number % 300)
    yield _need("termin", f"Frist zu {ident}", f"T-{later}-{number + 10}", datum=str(later), art="Frist",
                betrifft=ident, quelle=source)  # fmt: skip
    year = str(2000 + number % IN_FIELD)
    yield _need("kennzahl", f"Plätze {ident}", f"K-{ident}", reihe=f"Plätze {code}", datum=year, wert=str(number),
                einheit="Plätze", zaehlt="zeitraum", quelle=source)  # fmt: skip


def _history(number: int) -> tuple[str, ...]:
    return _HISTORIES[number % len(_HISTORIES)]


def _recommendation(code: str, ident: str, number: int) -> str:
    proposal, source = "-V" in ident, f"Q-{ident}"
    status = "vorgeschlagen" if proposal else (_history(number) or ("unbekannt",))[-1]
    origin = {"anlass": source, "seit": "2024-01-01"} if proposal else {"genannt_in": f"{source}, Q-KONZEPT"}
    text = (
        f"## {'Anlass' if proposal else 'Laut Quelle'}\n\nEs soll {ident} geben ({{need}}`Bericht <{source}>`).\n\n"
        f"## Zur Umsetzung – Vorschlag der Redaktion\n\nMan könnte mit {ident} anfangen."
    )
    priority = "top-2" if ident.endswith(("-01", "-02")) else "weitere"
    review = {"hinderungsgrund": "finanziell", "erneut_pruefen": f"{2026 + number % 2}-05-05"}
    more = review if status == "zurueckgestellt" else {}
    return _need("empfehlung", f"Empfehlung {ident}", ident, text, status=status, priority=priority,
                 handlungsfeld=f"HF-{code}", zuordnung="redaktion" if proposal else "quelle", **origin,
                 federfuehrend="Verwaltung", zustaendig_laut=source, naechster_schritt=f"{ident} besprechen",
                 **more)  # fmt: skip


def _need(kind: str, title: str, ident: str, text: str = "", **options: str) -> str:
    written = "".join(f":{name}: {value}\n" for name, value in options.items())
    below = f"\n{text}\n" if text else ""
    return f":::{{{kind}}} {title}\n:id: {ident}\n{written}{below}:::\n\n"
