"""Towns that `new` began and somebody filled: a Kreis with numbered measures and Top 3; one with no Top, not decided.

Whatever can be made of them says their words, and none of the first towns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner

from konzept import states, town, website
from konzept.cli import main
from konzept.pdf.make import make
from konzept.publish.around import SitePages
from konzept.publish.moves import Pages
from tests.project import NOW
from tests.start.test_new import KREIS, NONE, new
from tests.whole.test_another_town import files_of, words_of

# Words of the towns before, and those that stand for what a town has not said.
STRANGE: Final = re.compile(
    r"Herzogenrath|Musterau\b|Steinbrück|Integration|Klimawerkstatt|Runde[rnms]? Tisch|Städte.?[Rr]egion|25\.03\.2025|"
    r"2025-03-25|\bSPR\b|SPR-|\bTop\s2\b|\btop-2\.(?:atom|pdf|html)|Rechtsgrundlage|verfassende|"
    r"\b[Dd](?:ie|er) Stadt\b|\{(?:verfasser|konzept_|kommune|anzahl|top)\w*\}|[«»]"
)
# What a body does with an item of its agenda, in the words of OParl; a kind of sentence where items are called "Ziel".
OTHER_SENSES: Final = re.compile(
    r'(?:(?<=Beschlussfassung, )|(?<=Beschlussfassung“, „)|(?<=Beschlussfassung )|(?<=Beschlussfassung", "))Empfehlung|'
    r'(?:(?<=„Ziel“, „)|(?<="Ziel", "))Empfehlung|'
    r'"Empfehlung", "const": "Empfehlung"|Empfehlung(?=\. Das Konzept sagt)'
)
OWN: Final = (
    *("html/index.html", "html/umsetzung.html", "html/daten.html", "html/mitnehmen/konzept.html", "pdf/konzept.pdf"),
    *("bericht.md", f"abfrage/abfrage-{NOW}-alle.xlsx", "site/404.html"),
)
NO_TOP: Final = re.compile(r"\bTop\b|\btop-\d|Gesprächsblatt")

MEASURES: Final = {
    "handlungsfelder/größe-maß/KE-01.md": """\
:::{empfehlung} Dächer öffentlicher Gebäude für Sonnenstrom nutzen
:id: KE-01
:status: in-umsetzung
(vorn):handlungsfeld: HF-KE
:zuordnung: quelle
:genannt_in: Q-KONZEPT
:nummer_im_konzept: 4.4

## Laut Quelle

„Auf großen Dächern entsteht Strom“ ({need}`Konzept <Q-KONZEPT>`).

## Zur Umsetzung – Vorschlag der Redaktion

Offen ist, in welcher Reihenfolge.
:::

:::{sachstand} Die ersten Anlagen sind in Betrieb
:id: KE-01-S1
:datum: (wann)
:status: in-umsetzung
:nach_angabe_von: (wer)
:betrifft: KE-01
:quelle: Q-BERICHT
:::
""",
    "handlungsfelder/größe-maß/KE-02.md": """\
:::{empfehlung} Das Dach der Kreissporthalle zuerst
:id: KE-02
:status: unbekannt
(weitere):handlungsfeld: HF-KE
:zuordnung: quelle
:genannt_in: Q-KONZEPT
:nummer_im_konzept: 4.4.1
:gehoert_zu: KE-01

## Laut Quelle

„Zuerst die Halle“ ({need}`Konzept <Q-KONZEPT>`).

## Zur Umsetzung – Vorschlag der Redaktion

Offen ist, ob das Dach trägt.
:::
""",
    "handlungsfelder/größe-maß/index.md": """\
:::{handlungsfeld} Größe & Maß
:id: HF-KE
(entwurf):quelle: Q-KONZEPT
:::

:::{ansicht} feld-kurz
:handlungsfeld: HF-KE
:::

## (Einträge)

:::{ansicht} empfehlungen
:handlungsfeld: HF-KE
:::

:::{toctree}
:glob:

*-*
:::
""",
}
SOURCE: Final = """
:::{quelle} Bericht zum Stand, 2023
:id: Q-BERICHT
:datum: 2023
:art: niederschrift
:vollstaendig: ja
:::
"""
MEETINGS: Final = """
:::{beratung} Bericht im Ausschuss, 14.03.2024
:id: B-2024-03-14-1
:datum: 2024-03-14
:gremium: G-AUSSCHUSS-FUER-UMWELT
:zustaendigkeit: Anhörung
:gegenstand: bericht
:ergebnis: empfohlen
:betrifft: KONZEPT
:quelle: Q-NIEDERSCHRIFT
:::

:::{beratung} Bericht im Kreistag, 21.03.2024
:id: B-2024-03-21-1
:datum: 2024-03-21
:gremium: G-KREISTAG
:zustaendigkeit: Beschlussfassung
:gegenstand: bericht
:ergebnis: mehrheitlich beschlossen
:ja: 30
:nein: 12
:betrifft: KONZEPT
:quelle: Q-NIEDERSCHRIFT
:::

:::{quelle} Niederschriften von März 2024
:id: Q-NIEDERSCHRIFT
:datum: 2024-03
:art: niederschrift
:vollstaendig: ja
:::
"""


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of a town: the folder of all outputs, and what each file says in one line."""

    folder: Path
    said: dict[str, str]


def fill(docs: Path, top: int, authors: str) -> None:
    """Write measures into a town that was just begun; its folders and files have umlauts and ß."""
    front = {
        "(vorn)": f":priority: top-{top}\n" if top else "",
        "(weitere)": ":priority: weitere\n" if top else "",
        "(entwurf)": ":top2: vorschlag\n" if top else "",
        "(wer)": authors,
        "(wann)": "2017/2018" if top else "2. Halbjahr 2020",
        "(Einträge)": "Maßnahmen" if top else "Ziele",
    }
    (gone,) = (path for path in docs.glob("handlungsfelder/*/index.md") if "HF-KE\n" in path.read_text("utf-8"))
    name = gone.parent.name
    gone.unlink()
    for file, text in MEASURES.items():
        for place, word in front.items():
            text = text.replace(place, word)
        (docs / file).parent.mkdir(exist_ok=True)
        (docs / file).write_text(text, "utf-8")
    fields = docs / "handlungsfelder/index.md"
    fields.write_text(fields.read_text("utf-8").replace(f"{name}/index", "größe-maß/index"), "utf-8")
    with (docs / "quellen.md").open("a", encoding="utf-8") as file:
        file.write(SOURCE)
    if top:
        with (docs / "beratungen.md").open("a", encoding="utf-8") as file:
            file.write(MEETINGS)


def made(folder: Path, options: tuple[str, ...], top: int, authors: str) -> Made:
    """Begin a town, fill it, and make everything of it."""
    result = new(folder / "süß & fein", *options)
    assert result.exit_code == 0, result.output
    docs, out = folder / "süß & fein" / "docs", folder / "aus"
    fill(docs, top, authors)
    assert website.build(docs, out / "html", NOW)
    assert make(docs, out / "pdf", NOW, ["KE-01", "materialband"])
    (out / "brief").mkdir()
    report = ["report", "--texts", str(docs), "--from", "2021-01-01", "--to", NOW.isoformat()]
    for command in (
        [*report, "--target", str(out / "bericht.md")],
        report,
        ["session", str(docs), str(out / "mappe")],
        ["todo", str(docs)],
        ["agenda", str(docs), str(out / "ansteht")],
        ["survey", "export", str(docs), str(out / "abfrage"), "--all"],
    ):
        done = CliRunner().invoke(main, command)
        assert done.exit_code == 0, done.output
        (out / "brief" / f"{command[0]}.txt").write_text(done.output, "utf-8")
    for name, text in SitePages(town.load(docs)).roots([], Pages(frozenset(), {"KE-01": "", "KE-02": ""})).items():
        if name.endswith(".html"):
            (out / "site" / name).parent.mkdir(parents=True, exist_ok=True)
            (out / "site" / name).write_text(text, "utf-8")
    return Made(out, {path.relative_to(out).as_posix(): words_of(path) for path in files_of(out)})


@pytest.fixture(scope="module")
def kreis(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The Kreis: decided by the Kreistag, Top 3, measures with numbers of their own."""
    return made(tmp_path_factory.mktemp("kreis"), KREIS, 3, "Steuerungsgruppe")


@pytest.fixture(scope="module")
def undecided(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The town with nothing in front and no decision."""
    options = tuple(f"KE={word}" if word == "Öffentlichkeit & Maß" else word for word in NONE)
    return made(tmp_path_factory.mktemp("offen"), options, 0, "Werk")


def strange(found: Made, pattern: re.Pattern[str]) -> Iterator[str]:
    """Where the words are that must not be said."""
    for name, text in found.said.items():
        for match in pattern.finditer(text):
            yield f"{name}: …{text[max(match.start() - 60, 0) : match.end() + 30]}…"


def test_the_kreis_says_no_word_of_another_town(kreis: Made) -> None:
    assert {"bericht.md", "brief/todo.txt", "pdf/top-3.pdf", "pdf/steckbrief-KE-01.pdf"} <= set(kreis.said)
    assert set(strange(kreis, STRANGE)) == set()


def test_the_undecided_town_says_no_word_of_another_town_nor_of_a_top(undecided: Made) -> None:
    assert "pdf/konzept.pdf" in undecided.said
    assert not [name for name in undecided.said if "top-" in name]
    lists = re.compile("html/daten|html/redaktion/|html/mitnehmen/")  # of all columns and options that there can be
    kept = {name: text for name, text in undecided.said.items() if not lists.match(name)}
    assert set(strange(undecided, STRANGE)) == set()
    assert set(strange(Made(undecided.folder, kept), NO_TOP)) == set()


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("html/index.html", "Keine amtliche Veröffentlichung des Kreises Musterland, solange der Kreis sie nicht"),
        ("html/index.html", "Beschlossen ist es seit dem 18.11.2021 (Kreistag)."),
        ("html/lesehilfe.html", "Ein Amt des Kreises sagt es."),
        (
            "html/lesehilfe.html",
            "Die Steuerungsgruppe sagt es. Sie hat das Konzept erarbeitet. Als Angabe des Kreises gilt das nicht.",
        ),
        ("html/handlungsfelder/größe-maß/KE-01.html", "Steuerungsgruppe, 2017/2018"),
        ("html/handlungsfelder/größe-maß/KE-01.html", "Dazu gehört"),
        ("html/handlungsfelder/größe-maß/KE-02.html", "4.4.1"),
        ("html/massnahmen.html", "Nummer im Konzept"),
        ("bericht.md", "nach Angabe der Steuerungsgruppe von 2017/2018"),
        ("pdf/konzept.pdf", "mehrheitlich beschlossen"),
    ],
)
def test_the_kreis_says_its_own_words(file: str, said: str, kreis: Made) -> None:
    assert said in re.sub(r" (?=[.,])", "", " ".join(re.sub(r"<[^>]+>", " ", kreis.said[file]).split()))


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("html/index.html", "Das Werk hat den Lokalen Teilhabeplan erarbeitet. Beschlossen ist er noch nicht."),
        ("html/index.html", "Keine amtliche Veröffentlichung der Großen Kreisstadt Süßfließ an der Größe, solange die"),
        ("html/handlungsfelder/größe-maß/KE-01.html", "Steht im Entwurf des Lokalen Teilhabeplans (ohne Jahr); ein"),
        ("html/handlungsfelder/größe-maß/KE-01.html", "Werk, 2. Halbjahr 2020"),
        ("html/daten/csv/sachstaende.csv", ",2020-41,"),
        ("html/daten/csv-excel/sachstaende.csv", ";im 2. Halbjahr 2020;"),
        ("html/aenderungen.atom", "Sachstand, 2. Halbjahr 2020."),
        ("pdf/steckbrief-KE-01.pdf", "Werk, 2. Halbjahr 2020"),
        ("html/umsetzung.html", "Entwurf des Lokalen Teilhabeplans"),
        ("html/umsetzung.html", "Bestätigung vom Werk"),
    ],
)
def test_the_undecided_town_says_its_own_words(file: str, said: str, undecided: Made) -> None:
    assert said in re.sub(r" (?=[.,])", "", " ".join(re.sub(r"<[^>]+>", " ", undecided.said[file]).split()))


def test_where_nothing_is_decided_nothing_says_so(undecided: Made) -> None:
    words = re.sub(r"<[^>]+>", " ", undecided.said["html/handlungsfelder/größe-maß/KE-01.html"])
    assert "beschlossenen Konzept" not in words
    concept = states.of_folder(undecided.folder.parent / "süß & fein" / "docs", "").whole().concept
    assert concept.decision == ""


@pytest.mark.parametrize("name", ["kreis", "undecided"])
def test_what_the_concept_consists_of_has_its_own_name_everywhere(name: str, request: pytest.FixtureRequest) -> None:
    found: Made = request.getfixturevalue(name)
    said = {file: OTHER_SENSES.sub("", text) for file, text in found.said.items()}
    assert set(strange(Made(found.folder, said), re.compile("Empfehlung"))) == set()
    own = "Maßnahme" if name == "kreis" else "Ziel"
    assert {file for file in OWN if own not in said[file]} == set()
