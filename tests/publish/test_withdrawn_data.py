"""A withdrawn passage leaves every file that a build gives out: each of the catalogue is tried."""

from __future__ import annotations

import re
import zipfile
from html import unescape
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner

from konzept import catalogue, town, website
from konzept.cli import main
from konzept.publish import store
from tests.project import TODAY, recommendation, write
from tests.small_editions import Town

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


def test_what_can_be_searched_as_text_is_packed_too() -> None:
    assert {kind.suffix for kind in catalogue.KINDS if kind.text} <= store._TEXT
    assert not {kind.suffix for kind in catalogue.KINDS if not kind.text} & store._TEXT
