"""What each Ausgabe changed at each recommendation: made from git, read by the build, shown on its page."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from konzept import website
from konzept.blocks import Facts, Inline, Line, Url
from konzept.cli import main
from konzept.editions.chronicle import FILE, NOT_COMPARED, Chronicle, Mark, Seen, as_text, chronicle, load
from konzept.editions.registry import Edition
from konzept.model import Recommendation
from konzept.states import of_folder
from konzept.town import Town
from konzept.views.dossier import editions
from konzept.views.facts import facts
from konzept.views.scope import Scope
from tests.project import TODAY, recommendation, write
from tests.test_states import git

FIRST, SECOND, THIRD = (Edition(f"a{n}", f"Ausgabe {n}", date(2025, n, 1)) for n in (1, 2, 3))
UPDATE = (
    "\n:::{sachstand} Begonnen\n:id: SPR-01-S1\n:datum: 2025-01-10\n:status: offen\n"
    ":nach_angabe_von: Verwaltung\n:betrifft: SPR-01\n:quelle: Q-ZB\n:::\n"
)


def seen(folder: Path, edition: Edition, *texts: str) -> Seen:
    """An Ausgabe with these recommendations."""
    files = {f"SPR-{number:02}.md": text for number, text in enumerate(texts, 1)}
    state = of_folder(write(folder / edition.name, files), "")
    return Seen(edition, state.partial().concept, state.partial().lost)


@pytest.fixture
def made(tmp_path: Path) -> Chronicle:
    """Three Ausgaben: a new one, a changed one with a second recommendation, one without the first."""
    changed = recommendation(status="offen", more=":kosten: 5 €\n", after=UPDATE).replace("Text der Q", "Wort der Q")
    return chronicle(
        [
            seen(tmp_path, FIRST, recommendation()),
            seen(tmp_path, SECOND, changed, recommendation("SPR-02")),
            seen(tmp_path, THIRD, "# Leer\n", recommendation("SPR-02")),
        ]
    )


def test_every_ausgabe_is_compared_with_the_one_before(made: Chronicle) -> None:
    assert made == Chronicle(
        (FIRST, SECOND, THIRD),
        {
            "SPR-01": (
                Mark(0, ("erstmals enthalten",)),
                Mark(
                    1,
                    (
                        "Stand: Stand nicht bekannt → offen",
                        "Wortlaut geändert",
                        "geändert: Kosten",
                        "neuer Sachstand: Begonnen (Verwaltung, 10.01.2025)",
                    ),
                ),
                Mark(2, ("nicht mehr enthalten",)),
            ),
            "SPR-02": (Mark(1, ("erstmals enthalten",)),),
        },
        {"SPR-01-S1": 1},
    )


def test_a_published_sachstand_that_says_something_else_now_is_told(tmp_path: Path) -> None:
    before, after = (
        recommendation(status="offen", after=UPDATE.replace("2025-01-10", day).replace("Verwaltung", who))
        for day, who in (("2025-01-10", "Verwaltung"), ("2025-02-10", "Träger"))
    )
    told = chronicle([seen(tmp_path, FIRST, before), seen(tmp_path, SECOND, after)]).marks["SPR-01"][1].words
    assert told == (
        "Sachstand geändert: Begonnen (Datum: 10.01.2025 → 10.02.2025, Nach Angabe von: Verwaltung → Träger)",
    )


def test_what_could_not_be_read_is_told_as_neither_changed_nor_unchanged(tmp_path: Path) -> None:
    unreadable = recommendation().replace(":priority: weitere", ":priority: hoch")
    texts = {FIRST: recommendation(), SECOND: unreadable, THIRD: recommendation(more=":kosten: 5 €\n")}
    found = chronicle([seen(tmp_path, edition, text) for edition, text in texts.items()])
    assert [plain(line) for line in shown(found, tmp_path, "SPR-01", folder="a3")] == [
        "Ausgabe 3 (01.03.2025): nicht verglichen, weil ein Text fehlt oder nicht lesbar ist",
        "Ausgabe 2 (01.02.2025): nicht verglichen, weil ein Text fehlt oder nicht lesbar ist",
        "Ausgabe 1 (01.01.2025): erstmals enthalten",
    ]


def test_of_what_is_held_back_nothing_is_told_until_it_is_published_again(tmp_path: Path) -> None:
    states = [seen(tmp_path, edition, recommendation()) for edition in (FIRST, SECOND, THIRD)]
    held = [replace(state, lost=frozenset({"SPR-01"})) for state in states[:2]]
    assert chronicle(held).marks == {}
    assert chronicle([*held, states[2]]).marks == {"SPR-01": (Mark(2, (NOT_COMPARED,)),)}


def test_what_came_to_the_front_says_whose_choice_that_was(tmp_path: Path) -> None:
    field = ":::{handlungsfeld} Sprache\n:id: HF-SPR\n:top2: vorschlag\n:::\n"
    front = recommendation().replace(":priority: weitere", ":priority: top-2")
    found = chronicle([seen(tmp_path, FIRST, recommendation(), field), seen(tmp_path, SECOND, front, field)])
    assert found.marks["SPR-01"][1].words == ("Priorität: weitere → Top 2: Entwurf der Redaktion",)


def test_a_field_says_what_it_was_called(tmp_path: Path) -> None:
    titles = ("Sprache", "Sprache", "Sprache und Bildung")
    fields = [f":::{{handlungsfeld}} {title}\n:id: HF-SPR\n:top2: offen\n:::\n" for title in titles]
    states = []
    for edition, text in zip((FIRST, SECOND, THIRD), fields, strict=True):
        state = of_folder(write(tmp_path / edition.name, {"HF-SPR.md": text, "SPR-01.md": recommendation()}), "")
        states.append(Seen(edition, state.whole().concept))
    found = chronicle(states)
    (tmp_path / FILE).write_text(as_text(found), "utf-8")
    assert load(tmp_path) == found
    field = states[2].concept.items["HF-SPR"]
    scope = Scope(concept=states[2].concept, town=Town(name="M", title="K"), today=TODAY, chronicle=found)
    assert facts(scope, field) == [
        Facts((("Umbenannt", (("„Sprache“ → „Sprache und Bildung“ (Ausgabe 3, 01.03.2025)",),)),), "")
    ]
    assert facts(replace(scope, chronicle=chronicle(states[:2])), field) == []


def test_the_file_is_read_as_it_was_written(tmp_path: Path, made: Chronicle) -> None:
    assert load(tmp_path) == Chronicle()
    (tmp_path / FILE).write_text(as_text(made), "utf-8")
    assert load(tmp_path) == made


UNSEEN = '{"ausgaben": [], "empfehlungen": {"SPR-01\\u202e": []}}'


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"ausgaben": [], "empfehlungen": {"SPR-01": [{"ausgabe": "a"}]}}', UNSEEN]
)
def test_a_faulty_file_stops_a_strict_build(tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    docs = write(tmp_path / "docs", {"SPR-01.md": recommendation(), FILE: text})
    assert not website.build(docs, tmp_path / "html", TODAY)
    assert f"{FILE}:1: FEHLER: {FILE} ist keine Chronik der Ausgaben. Erneuern Sie sie" in capsys.readouterr().err


def shown(
    made: Chronicle, root: Path, ident: str, base: str = "", edition: str = "", *, folder: str = "a2"
) -> list[Line]:
    """What the page of a recommendation shows of the Ausgaben."""
    state = of_folder(root / folder, "").whole()
    item = state.concept.items[ident]
    assert isinstance(item, Recommendation)
    town = Town(name="A", title="A", base_address=base)
    scope = Scope(concept=state.concept, town=town, today=TODAY, chronicle=made, edition=edition)
    return editions(scope, item)


def plain(line: Line) -> str:
    """The words of a line."""

    def words(part: Inline) -> str:
        return part if isinstance(part, str) else part.text

    return "".join(map(words, line))


def test_the_page_tells_the_newest_first(tmp_path: Path, made: Chronicle) -> None:
    assert [plain(line) for line in shown(made, tmp_path, "SPR-01")] == [
        "Ausgabe 2 → Ausgabe 3 (01.03.2025): nicht mehr enthalten",
        "Ausgabe 1 → Ausgabe 2 (01.02.2025): Stand: Stand nicht bekannt → offen; Wortlaut geändert; "
        "geändert: Kosten; neuer Sachstand: Begonnen (Verwaltung, 10.01.2025)",
        "Ausgabe 1 (01.01.2025): erstmals enthalten",
    ]
    assert [plain(line) for line in shown(made, tmp_path, "SPR-02")] == [
        "Ausgabe 2 bis Ausgabe 3: Stand, Wortlaut und Angaben unverändert",
        "Ausgabe 2 (01.02.2025): erstmals enthalten",
    ]


def test_what_comes_back_is_not_new_and_no_link_leads_to_where_it_is_not(tmp_path: Path) -> None:
    fourth = Edition("a4", "Ausgabe 4", date(2025, 4, 1))
    here, gone = (recommendation(),), ("# Leer\n",)
    states = [seen(tmp_path, edition, *texts) for edition, texts in ((FIRST, here), (SECOND, gone), (THIRD, gone))]
    left, back = chronicle(states), chronicle([*states, seen(tmp_path, fourth, *here)])
    told = ["Ausgabe 1 → Ausgabe 2 (01.02.2025): nicht mehr enthalten", "Ausgabe 1 (01.01.2025): erstmals enthalten"]
    assert [
        plain(line) for line in shown(left, tmp_path, "SPR-01", folder="a1")
    ] == told  # of the texts that have it again
    lines = shown(back, tmp_path, "SPR-01", "https://x.example/", "a4", folder="a1")
    assert [plain(line) for line in lines] == ["Ausgabe 4 (01.04.2025): wieder enthalten", *told]
    addresses = [part.address for line in lines for part in line if isinstance(part, Url)]
    assert addresses == [f"../{name}/SPR-01/index.html" for name in ("a4", "a1", "a1")]


@pytest.mark.parametrize(
    ("base", "edition", "expected"),
    [
        ("", "", []),
        (
            "https://x.example/",
            "",
            [f"https://x.example/{name}/SPR-02/index.html" for name in ("a2", "a3", "a2")],
        ),
        ("https://x.example/", "a3", [f"../{name}/SPR-02/index.html" for name in ("a2", "a3", "a2")]),
    ],
)
def test_links_lead_to_the_ausgaben_if_it_is_known_where_they_stand(
    tmp_path: Path, made: Chronicle, base: str, edition: str, expected: list[str]
) -> None:
    lines = shown(made, tmp_path, "SPR-02", base, edition)
    assert [part.address for line in lines for part in line if isinstance(part, Url)] == expected


def test_an_empty_place_says_why(tmp_path: Path, made: Chronicle) -> None:
    assert shown(Chronicle(), tmp_path, "SPR-01") == [("Es gibt noch keine Ausgabe dieser Website.",)]
    first = [("Eine frühere Ausgabe ist nicht verzeichnet.",)]  # said in an Ausgabe itself
    assert shown(Chronicle(), tmp_path, "SPR-01", "", "a1") == first
    unknown = Chronicle(made.editions, {})
    assert shown(unknown, tmp_path, "SPR-01") == [("In den früheren Ausgaben ist diese Empfehlung nicht enthalten.",)]


def test_the_command_reads_the_ausgaben_of_the_registry_from_git(tmp_path: Path) -> None:
    entry = '[[ausgabe]]\nname = "eins"\nref = "eins"\ntitel = "Eins"\ndatum = 2025-06-01\nanlass = "Anlass"\n'
    docs = write(tmp_path / "docs", {"SPR-01.md": recommendation(), "ausgaben.toml": entry})
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "eins")
    git(tmp_path, "tag", "eins")
    result = CliRunner().invoke(main, ["chronicle", "--texts", str(docs)])
    assert (result.exit_code, load(docs)) == (
        0,
        Chronicle((Edition("eins", "Eins", date(2025, 6, 1)),), {"SPR-01": (Mark(0, ("erstmals enthalten",)),)}),
    )
    compared = CliRunner().invoke(main, ["compare", "eins", str(docs), "--texts", str(docs)])
    assert re.match(r"Von: Ausgabe „Eins“\nNach: Ordner .*\n\nNichts hat sich geändert\.\n", compared.output)
    (docs / "ausgaben.toml").write_text(entry.replace('ref = "eins"', 'ref = "zwei"'), "utf-8")
    failed = CliRunner().invoke(main, ["chronicle", "--texts", str(docs)])
    assert failed.exit_code == 2
    assert "'zwei' ist weder ein Ordner" in failed.output


def test_advice_can_be_typed_into_a_shell_whatever_a_folder_is_called(tmp_path: Path) -> None:
    entry = '[[ausgabe]]\nname = "eins"\nref = "eins"\ntitel = "Eins"\ndatum = 2025-06-01\nanlass = "Anlass"\n'
    folder = "Größe ä & b"
    docs = write(tmp_path / folder / "docs", {"SPR-01.md": recommendation(), "ausgaben.toml": entry})
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "eins")
    git(tmp_path, "tag", "eins")
    result = CliRunner().invoke(main, ["chronicle", "--texts", str(docs)])
    assert result.stderr.endswith(f": git add '{folder}/docs/chronik.json' && git commit\n")


def test_the_command_says_what_the_chronicle_lacks(tmp_path: Path) -> None:
    entry = '[[ausgabe]]\nname = "eins"\nref = "eins"\ntitel = "Eins"\ndatum = 2025-06-01\nanlass = "Anlass"\n'
    lost = recommendation().replace(":handlungsfeld: HF-SPR\n", "")
    docs = write(tmp_path / "docs", {"SPR-01.md": lost, "ausgaben.toml": entry})
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "eins")
    git(tmp_path, "tag", "eins")
    result = CliRunner().invoke(main, ["chronicle", "--texts", str(docs)])
    assert (result.exit_code, result.stderr) == (
        0,
        "In der Chronik fehlt: Ausgabe „Eins“: SPR-01.md: SPR-01: Empfehlung lässt sich nicht lesen und fehlt im "
        "Vergleich.\n"
        "Veröffentlicht, aber noch nicht im Repository: git add docs/chronik.json && git commit\n",
    )
