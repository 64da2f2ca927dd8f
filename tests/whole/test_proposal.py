"""One proposal of the Redaktion, drawn through every output: none shows it without saying whose idea it is."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from icalendar import Calendar

from konzept import town, website
from konzept.compare import compare
from konzept.compare.changelist import as_text
from konzept.compare.period import between_days
from konzept.concept import Concept
from konzept.examine import examine_folder
from konzept.exports import csv as data
from konzept.pdf.builder import ALL
from konzept.pdf.make import make
from konzept.report.as_paper import document
from konzept.views import cards, recommendations
from konzept.views.scope import Scope
from konzept.web.hyphens import written
from tests import pdf_reading as pdf
from tests.outputs import outputs, words
from tests.project import BLOCKS, TODAY, examine, recommendation, write

pytestmark = pytest.mark.xdist_group("proposal")
TITLE: Final = "Mehr Bücher ausleihen"
MARK: Final = "Vorschlag der Redaktion"
# How far from the title the mark may stand: within the same row, card or entry.
NEAR: Final = 160
TOWN: Final = 'name = "Musterau"\ntitel = "Konzept"\nbasisadresse = "https://konzept.example.org"\n'
PROPOSAL: Final = (
    f":::{{empfehlung}} {TITLE}\n:id: SPR-V1\n:status: vorgeschlagen\n:priority: weitere\n:handlungsfeld: HF-SPR\n"
    ":zuordnung: redaktion\n:anlass: Q-PRESSE\n:seit: 2025-01-01\n:erneut_pruefen: 2026-05-01\n"
    ":federfuehrend: Bücherei\n:zustaendig_laut: Q-PRESSE\n\n" + BLOCKS.replace("Laut Quelle", "Anlass") + "\n:::\n\n"
    ":::{entwicklung} Neue Regale\n:id: SPR-V1-E1\n:datum: 2025-06-01\n:betrifft: SPR-V1\n:quelle: Q-PRESSE\n:::\n"
)
VIEWS: Final = (
    *("top-2", "top-2-knapp", "alle", "vorschlaege", "handlungsfelder", "nachverfolgung", "nachverfolgung-quellen"),
    *("spur", "stand-am", "seit", "status-woerter", "herkunft-woerter", "zitat", "entwicklungen"),
)
FILES: Final[Mapping[str, str]] = {
    "kommune.toml": TOWN,
    "HF-SPR.md": ":::{handlungsfeld} Sprache\n:id: HF-SPR\n:top2: offen\n:::\n\n:::{ansicht} vorschlaege\n"
    ":handlungsfeld: HF-SPR\n:::\n",
    "SPR-01.md": recommendation(),
    "SPR-V1.md": PROPOSAL,
    "text.md": "# Text\n\nSiehe {need}`SPR-V1`.\n\n"
    ':::{needtable}\n:columns: id as "Nummer"; title as "Titel"; status as "Stand"\n'
    ':filter: type == "empfehlung"\n:::\n\n:::{needlist}\n:filter: type == "empfehlung"\n:::\n',
    "ansichten.md": "# Ansichten\n" + "".join(f"\n## {name}\n\n:::{{ansicht}} {name}\n:::\n" for name in VIEWS),
}


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The texts of a town with one recommendation and one proposal."""
    return write(tmp_path_factory.mktemp("vorschlag") / "docs", FILES)


@pytest.fixture(scope="module")
def concept(docs: Path) -> Concept:
    """The concept of the town."""
    examination = examine_folder(docs, TODAY)
    assert [str(finding) for finding in examination.findings] == []
    return examination.concept


@pytest.fixture(scope="module")
def site(docs: Path) -> Path:
    """The website."""
    assert website.build(docs, docs.parent / "html", TODAY)
    return docs.parent / "html"


def unmarked(text: str) -> list[str]:
    """Each place where the title stands and no mark is near."""
    text = " ".join(re.sub("\u00ad\\s*", "", text).split())
    found = [text[max(0, m.start() - NEAR) : m.end() + NEAR] for m in re.finditer(re.escape(TITLE), text)]
    return [place for place in found if MARK not in place]


def test_no_page_and_no_file_of_the_website_shows_it_unmarked(site: Path) -> None:
    shown = [path for path in outputs(site, TITLE) if path.suffix != ".json"]
    found = {path.relative_to(site).as_posix(): unmarked(words(path)) for path in shown}
    assert {name for name in found if "/" not in name} >= {
        *("SPR-V1.html", "HF-SPR.html", "ansichten.html", "text.html"),
        *("aenderungen.atom", "termine.ics", "suche-texte.js"),
    }
    assert {"SPR-V1/index.html", "mitnehmen/konzept.html"} <= set(found)
    assert {name: places for name, places in found.items() if places} == {}


def test_its_page_says_so_in_title_description_heading_citation_and_data(site: Path) -> None:
    page = written(site / "SPR-V1.html")
    assert f"<title>SPR-V1 {TITLE} ({MARK}) – Konzept</title>" in page
    assert f'<meta name="description" content="{MARK}: {TITLE} (Vorschlag, noch nicht beraten).' in page
    assert f"SPR-V1: {TITLE} ({MARK}). In: Konzept. Stichtag: 31.01.2026." in page
    assert f"{MARK}; keine Empfehlung der verfassenden Stelle und nicht beschlossen." in page
    structured = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)[0])
    assert structured["name"] == f"SPR-V1 {TITLE} ({MARK})"
    assert structured["mainEntity"]["name"] == f"{TITLE} ({MARK})"


def test_its_rows_are_tinted_and_its_cards_dashed(site: Path) -> None:
    for name in ("ansichten.html", "text.html"):
        page = (site / name).read_text("utf-8")
        rows = re.findall(r"<tr([^>]*)>(.*?)</tr>", page, re.DOTALL)
        own = [(start, row) for start, row in rows if '#SPR-V1"' in "".join(row.split("</td>")[:2])]
        assert own
        assert all("vorschlag" in start for start, _ in own)
        assert all(MARK in "".join(row.split("</td>")[:3]) for _, row in own)
    cards = re.findall(r'<li class="karte([^"]*)">(.*?)</li>', written(site / "HF-SPR.html"), re.DOTALL)
    assert [(name.strip(), MARK in body) for name, body in cards if TITLE in body] == [("vorschlag", True)]


def test_a_hit_of_the_search_is_called_so(site: Path) -> None:
    text = (site / "suche-texte.js").read_text("utf-8")
    rows = json.loads(text.removeprefix("Suche.lies(").rstrip().removesuffix(")"))["texte"]
    assert [[row[0], row[2], [mark for _, mark in row[6]][-1]] for row in rows if row[1] == "SPR-V1"] == [
        [MARK, TITLE, MARK]
    ]


def test_feed_and_calendar_say_so(site: Path) -> None:
    feed = (site / "aenderungen.atom").read_text("utf-8")
    assert f"<title>Entwicklung zu SPR-V1 ({MARK}): Neue Regale</title>" in feed
    entries = Calendar.from_ical((site / "termine.ics").read_text("utf-8")).walk("VEVENT")
    assert [str(entry["summary"]) for entry in entries] == [f"Erneut prüfen: SPR-V1 {TITLE} ({MARK})"]


def test_data_files_say_so(site: Path, concept: Concept) -> None:
    settings = town.Town(name="Musterau", title="Konzept")
    text = data.recommendations_csv(concept, settings, TODAY).decode("utf-8-sig")
    table = csv.DictReader(io.StringIO(text), delimiter=";")
    named, proposed = list(table)
    assert list(named)[:3] == ["Nummer", "Art", "Titel"]
    assert (named["Art"], named["Genannt seit"], named["Laut Quelle"]) == (
        "Empfehlung",
        "05.05.2020",
        "Text der Quelle.",
    )
    assert (proposed["Art"], proposed["Genannt seit"], proposed["Vorgeschlagen seit"]) == (MARK, "", "01.01.2025")
    assert proposed["Stand"] == "Vorschlag, noch nicht beraten"
    assert (proposed["Federführend"], proposed["Zuständig laut (Nummer)"]) == ("Bücherei", "Q-PRESSE")
    assert (proposed["Quelle (Titel)"], proposed["Quelle (Adresse)"]) == ("Zeitung", "–")
    assert {row["Stichtag"] for row in (named, proposed)} == {"31.01.2026"}
    assert all(row["Hinweis"] == "Gesetzliche Ansprüche bleiben unberührt." for row in (named, proposed))
    (version,) = json.loads((site / "needs.json").read_text("utf-8"))["versions"].values()
    assert version["needs"]["SPR-V1"]["herkunft"] == [MARK]
    assert version["needs"]["SPR-V1"]["status"] == "vorgeschlagen"


def test_no_pdf_shows_it_unmarked(docs: Path) -> None:
    target = docs.parent / "pdf"
    assert make(docs, target, TODAY, [ALL])
    made = {path.name: pdf.text(path, "-raw") for path in sorted(target.glob("*.pdf"))}
    shown = {name for name, text in made.items() if TITLE in " ".join(text.split())}
    assert {"konzept.pdf", "steckbrief-SPR-V1.pdf", "top-2.pdf"} <= shown
    assert {name: unmarked(text) for name, text in made.items() if unmarked(text)} == {}


def test_the_report_leaves_it_out_unless_asked_for_and_then_marks_it(docs: Path, concept: Concept) -> None:
    settings, start = town.load(docs), date(2024, 12, 31)
    without = document(between_days(concept, settings, start, TODAY))
    assert TITLE not in without
    assert "SPR-V1" not in without
    assert "Vorschläge der Redaktion sind nicht Gegenstand dieses Berichts." in without
    asked = document(between_days(concept, settings, start, TODAY, proposals=True))
    assert TITLE in asked
    assert unmarked(asked) == []


def test_a_comparison_marks_it(concept: Concept) -> None:
    text = as_text(compare(Concept({}), concept), ("alt", "neu"))
    assert TITLE in text
    assert unmarked(text) == []


def test_a_withdrawn_proposal_is_not_counted_and_stands_last(tmp_path: Path) -> None:
    def entry(ident: str, status: str, more: str = "") -> str:
        text = recommendation(ident, status=status, more=":anlass: Q-PRESSE\n:seit: 2025-01-01\n", after=more)
        return (
            text.replace("## Laut Quelle", "## Anlass")
            .replace(":genannt_in: Q-ZB\n", "")
            .replace("Mehr Kurse", f"Mehr {ident}")
            .replace(":zuordnung: quelle", ":zuordnung: redaktion")
        )

    gone = (
        "\n:::{sachstand} Zurückgezogen\n:id: SPR-V1-S1\n:datum: 2026-01-01\n:festgestellt_am: 2026-01-01\n"
        ":status: entfallen\n:nach_angabe_von: Redaktion\n:betrifft: SPR-V1\n:quelle: Q-PRESSE\n\nErledigt.\n:::\n"
    )
    found = examine(
        tmp_path, {"SPR-V1.md": entry("SPR-V1", "entfallen", gone), "SPR-V2.md": entry("SPR-V2", "vorgeschlagen")}
    )
    assert [str(finding) for finding in found.findings] == []
    scope = Scope(concept=found.concept, town=town.load(tmp_path), today=TODAY)
    [tiles] = cards.fields(scope)
    assert [card.lines for card in tiles.cards] == [(("1 Vorschlag der Redaktion",),)]
    [table] = recommendations.proposals(scope)
    assert [re.findall(r"SPR-V\d", repr(row))[0] for row in table.rows] == ["SPR-V2", "SPR-V1"]
