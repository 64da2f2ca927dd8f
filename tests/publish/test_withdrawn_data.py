"""A withdrawn passage leaves every file that a build gives out: each of the catalogue is tried."""

from __future__ import annotations

import json
import re
import zipfile
from html import unescape
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from click.testing import CliRunner

from konzept import catalogue, town, website
from konzept.cli import main
from konzept.editions import legible, verification
from konzept.examine import examine_folder
from konzept.publish import store
from tests.project import TODAY, recommendation, write
from tests.small_editions import Town, page

PRIVATE: Final = "Erika Musterfrau aus der Beispielgasse 7"
SAID: Final = f"Das hat {PRIVATE} gesagt."
REASON: Final = "Personenbezogene Angabe."

pytestmark = pytest.mark.xdist_group("withdrawn-data")


def texts() -> dict[str, str]:
    """The texts of a town in which everything that can say something says it."""
    update = (
        f"\n:::{{sachstand}} {PRIVATE} hat angefangen\n:id: SPR-01-S1\n:datum: 2025-03-15\n:status: offen\n"
        f":nach_angabe_von: Verwaltung\n:betrifft: SPR-01\n:quelle: Q-A\n\n{SAID}\n:::\n"
    )
    day = f":::{{termin}} Mit {PRIVATE}\n:id: T-2026-12-31-1\n:datum: 2026-12-31\n:art: Frist\n:betrifft: SPR-01\n"
    first = recommendation(status="offen", after=update)
    first = first.replace("Text der Quelle.", SAID).replace("Mehr Kurse", f"Mehr Kurse mit {PRIVATE}")
    source = f":::{{quelle}} Mit {PRIVATE}\n:id: Q-A\n:datum: 2025-03-15\n:art: presse\n:vollstaendig: ja\n:::\n"
    return {
        "SPR-01.md": first.replace("priority: weitere", "priority: top-2"),
        "HF-SPR.md": ":::{handlungsfeld} Sprache\n:id: HF-SPR\n:top2: vorschlag\n:::\n",
        "termine.md": f"# Termine\n\n{day}:quelle: Q-ZB\n:::\n\n{source}",
    }


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The files of an Ausgabe before and after the withdrawal."""
    folder = tmp_path_factory.mktemp("zurueck")
    write(folder / "docs", texts())
    built = folder / "html"
    assert website.build(folder / "docs", built, TODAY)
    made = Town(folder / "repo")
    pages = {path.relative_to(built).as_posix(): path.read_bytes() for path in built.rglob("*") if path.is_file()}
    made.edition("eins", pages)
    made.publish()
    command = ["withdraw", "--texts", str(made.project.docs), "--target", str(made.site), "--passage", PRIVATE]
    command += ["--reason", REASON, "--date", "2026-02-02"]
    answer = CliRunner().invoke(main, command)
    assert answer.exit_code == 0, answer.output
    return built, made.site / "eins"


def words(path: Path) -> str:
    """Everything that can be read in a file; of one that is gone nothing."""
    if not path.exists():
        return ""
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as packed:
            text = " ".join(packed.read(name).decode("utf-8", "ignore") for name in packed.namelist())
    else:
        text = re.sub(r"\r?\n ", "", path.read_text("utf-8"))  # long lines of calendars are folded
    return " ".join(unescape(re.sub(r"<[^<>]+>", "", text)).split())


EXPORTS: Final = [export.file for export in catalogue.exports(town.Town(name="Musterau", title="Konzept"))]
# What has nothing of the texts in it, or nothing of those above.
SILENT: Final = (catalogue.PACKAGE.file, catalogue.SCHEMA.file)


@pytest.mark.parametrize("file", EXPORTS)
def test_the_passage_is_in_no_export_any_more(file: str, published: tuple[Path, Path]) -> None:
    before, after = (words(folder / file) for folder in published)
    assert PRIVATE not in after
    assert "Musterfrau" not in after
    table = next((export.table for export in catalogue.DATA_FILES if export.file == file), None)
    about = ("Empfehlungen", "Sachstände", "Termine", "Quellen")
    assert (PRIVATE in before) is (file not in SILENT and (table is None or table.title in about))


PAGE: Final = "SPR-01.html"
OWN: Final = ("SPR-01", "SPR-01-S1")


class WholeTown(NamedTuple):
    """A town with two Ausgaben of which a page was withdrawn; how it was built, and what the command said."""

    town: Town
    built: Path
    refused: str
    said: str


@pytest.fixture(scope="module")
def without_page(tmp_path_factory: pytest.TempPathFactory) -> WholeTown:
    """The same town, the page of its recommendation withdrawn from both Ausgaben."""
    folder = tmp_path_factory.mktemp("seite")
    made = Town(folder / "repo")
    own = texts()
    own["SPR-01.md"] = own["SPR-01.md"].replace(":status: offen", ":erneut_pruefen: 2027-01-01\n:status: offen", 1)
    write(made.root / "docs", own)
    assert website.build(made.root / "docs", folder / "html", TODAY)
    built = folder / "html"
    pages = {path.relative_to(built).as_posix(): path.read_bytes() for path in built.rglob("*") if path.is_file()}
    papers = {"pdf/vorlage.pdf": b"%PDF-1.7", "pdf/vorlage.txt": SAID.encode(), "daten/seiten/SPR-01-1.csv": b"A;B\r\n"}
    first = recommendation(status="offen").replace("priority: weitere", "priority: top-2")
    (made.root / "docs" / "SPR-01.md").write_text(first, "utf-8")
    made.edition("eins", {"SPR-01.html": page("Alt"), "needs.json": (built / "needs.json").read_bytes()})
    (made.root / "docs" / "SPR-01.md").write_text(own["SPR-01.md"], "utf-8")
    made.edition("zwei", {**pages, **papers}, "2026-02-01")
    made.publish()
    assert PRIVATE in (made.root / "docs" / "chronik.json").read_text("utf-8")
    command = ["withdraw", "--texts", str(made.project.docs), "--target", str(made.site), "--page", PAGE]
    command += ["--reason", REASON, "--date", "2026-02-02"]
    before = made.files()
    refused = CliRunner().invoke(main, command)
    assert (refused.exit_code, made.files()) == (1, before)
    (made.root / "docs" / "SPR-01.md").unlink()
    for name in ("termine.md", "HF-SPR.md"):
        path = made.root / "docs" / name
        path.write_text(path.read_text("utf-8").replace(":betrifft: SPR-01\n", "").replace(PRIVATE, "X"), "utf-8")
    answer = CliRunner().invoke(main, [*command, "--excerpts", "remove"])
    return WholeTown(made, built, refused.output, answer.output)


def test_a_page_is_not_withdrawn_while_others_repeat_its_items_and_nobody_decided(without_page: WholeTown) -> None:
    assert "In der Ausgabe zwei wiederholen andere Dateien, was auf der Seite steht:" in without_page.refused
    assert f"  „Mehr Kurse mit {PRIVATE}“\n" in without_page.refused
    listed = without_page.refused.partition("Dateien: ")[2].partition("\n")[0].split(", ")
    assert {"HF-SPR.html", "termine.html", "termine.ics", "daten/csv/termine.csv"} <= {*listed}
    assert not {PAGE, "SPR-01/index.html", "daten/concept.json", "feeds/SPR-01.atom"} & {*listed}


def test_with_a_page_go_its_rows_entries_and_days(without_page: WholeTown) -> None:
    after = without_page.town.site / "zwei"
    for path in sorted(after.rglob("*.csv")):
        first = {line.partition(";")[0].partition(",")[0] for line in path.read_text("utf-8-sig").splitlines()}
        assert not first & {*OWN}, path
    concept = json.loads((after / "daten" / "concept.json").read_text("utf-8"))
    kept = [entry["id"] for entry in concept["eintraege"]]
    assert kept == ["HF-SPR", "Q-A", "Q-PRESSE", "Q-ZB", "T-2026-12-31-1"]
    assert concept["hinweise"][-1] == "SPR-01.html: (zurückgezogen am 02.02.2026)"
    assert "Erneut prüfen" in (without_page.built / "termine.ics").read_text("utf-8")
    calendar = (after / "termine.ics").read_text("utf-8")
    assert (calendar.count("BEGIN:VEVENT"), calendar.count("END:VEVENT"), "Erneut" in calendar) == (1, 1, False)
    feed = (after / "aenderungen.atom").read_text("utf-8")
    assert ("<entry>" in feed, feed.rstrip().endswith("</feed>")) == (False, True)
    gone = ("feeds/SPR-01.atom", "daten/seiten/SPR-01-1.csv", "pdf/vorlage.txt", "daten/empfehlungen.xlsx")
    assert not any((after / name).exists() for name in gone)
    assert "zurückgezogen" in (after / "SPR-01" / "index.html").read_text("utf-8")
    whole = (after / "mitnehmen" / "konzept.html").read_text("utf-8")
    assert '<article class="text" id="seite-SPR-01"><p>(zurückgezogen am 02.02.2026)</p></article>' in whole
    assert 'id="seite-quellen"' in whole


@pytest.mark.parametrize("file", EXPORTS)
def test_no_export_has_anything_of_a_withdrawn_page(file: str, without_page: WholeTown) -> None:
    before, after = words(without_page.built / file), words(without_page.town.site / "zwei" / file)
    said = (SAID, f"Mehr Kurse mit {PRIVATE}", f"{PRIVATE} hat angefangen")
    assert not any(text in after for text in said)
    table = next((export.table for export in catalogue.DATA_FILES if export.file == file), None)
    assert any(text in before for text in said) is (
        file not in SILENT and (table is None or table.title in ("Empfehlungen", "Sachstände", "Termine"))
    )


def test_no_other_file_has_its_words(without_page: WholeTown) -> None:
    town = without_page.town
    shown = [path for path in town.site.rglob("*") if path.suffix in legible.KINDS]
    said = (SAID, f"Mehr Kurse mit {PRIVATE}", f"{PRIVATE} hat angefangen")
    assert [path for path in shown for text in said if text in words(path)] == []
    assert {path.name for path in shown} > {"konzept.html", "termine.ics", "suche-texte.js", "concept.json"}
    assert verification.main([str(town.site)]) == 0


def test_chronicle_and_memory_of_the_texts_forget_the_items_of_a_page(without_page: WholeTown) -> None:
    docs = without_page.town.root / "docs"
    assert "SPR-01" not in json.loads((docs / "chronik.json").read_text("utf-8"))["empfehlungen"]
    remembered = json.loads((docs / "ausgabe.json").read_text("utf-8"))
    assert (remembered["ausgabe"], [*remembered["eintraege"]]) == (
        "zwei",
        ["HF-SPR", "Q-A", "Q-PRESSE", "Q-ZB", "T-2026-12-31-1"],
    )
    assert [f for f in examine_folder(docs, TODAY).findings if f.rule in ("bestand", "zurueckgezogen")] == []
    assert not without_page.town.publish()
    written = {name: (docs / name).read_bytes() for name in ("chronik.json", "ausgabe.json")}
    without_page.town.publish(renew=True)
    assert {name: (docs / name).read_bytes() for name in written} == written


def test_what_can_be_searched_as_text_is_packed_too() -> None:
    assert {kind.suffix for kind in catalogue.KINDS if kind.text} <= store._TEXT
    assert not {kind.suffix for kind in catalogue.KINDS if not kind.text} & store._TEXT
