"""The Sitzungsmappe: every paper with its annexes under the names of the town, and the list of what was decided."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from pathlib import Path
from typing import Final

import openpyxl
import pytest
from click.testing import CliRunner, Result

from konzept.cli import main
from konzept.paper.annexes import Annex
from konzept.pdf import typeset
from tests import pdf_reading as pdf
from tests.files.test_files import whole
from tests.paper.test_paper import HEAD, SAMPLE_HEAD
from tests.project import SECTIONS, TODAY, recommendation, write

ANNEXES: Final = """anlagen:
  - Plan des Trägers
  - titel: "Top 2: das Blatt für 2026/27"
    datei: top-2.pdf
  - titel: 251201_Kosten
    datei: ./kosten.csv
"""
INDEX: Final = "# Start\n\n:::{toctree}\n:glob:\n\n*\nvorlagen/*\n:::\n"
RECORDS: Final = """# Beratungen

:::{gremium} Rat der Stadt
:id: G-R
:kurz: Rat
:quelle: Q-PRESSE
:::

:::{vorlage} Kurse
:id: V-2021-001
:drucksache: V/2021/001
:federfuehrend: Amt 51
:oeffentlich: ja
:betrifft: SPR-01
:quelle: Q-PRESSE
:::

:::{beratung} =Kurse am Abend
:id: B-2021-02-03-1
:datum: 2021-02-03
:gremium: G-R
:gegenstand: umsetzung
:zustaendigkeit: Entscheidung
:ergebnis: geändert beschlossen
:vorlage: V-2021-001
:betrifft: SPR-01
:quelle: Q-PRESSE
:::

:::{beratung} Kurse am Morgen
:id: B-2020-02-03-1
:datum: 2020-02-03
:gremium: G-R
:gegenstand: umsetzung
:zustaendigkeit: Entscheidung
:ergebnis: abgelehnt
:betrifft: SPR-02
:quelle: Q-PRESSE
:::

:::{beratung} Das Konzept
:id: B-2019-02-03-1
:datum: 2019-02-03
:gremium: G-R
:gegenstand: leitfaden
:zustaendigkeit: Entscheidung
:ergebnis: ungeändert beschlossen
:betrifft: KONZEPT
:quelle: Q-PRESSE
:::

:::{beratung} Noch eine
:id: B-2022-02-03-1
:datum: 2022-02-03
:gremium: G-R
:gegenstand: bericht
:zustaendigkeit: Kenntnisnahme
:betrifft: SPR-02
:quelle: Q-PRESSE
:::

:::{termin} Kurse beginnen
:id: T-2021-09-01-1
:datum: 2021-09-01
:art: Frist
:betrifft: SPR-01
:quelle: Q-PRESSE
:::

:::{konzept} Das Konzept
:id: KONZEPT
:stand: 2019-02-03
:quelle: Q-PRESSE
:::
"""
UPDATE: Final = """
:::{sachstand} Kurse laufen
:id: SPR-01-S1
:datum: 2021-10-01
:status: realisiert
:nach_angabe_von: Verwaltung
:betrifft: SPR-01
:quelle: Q-PRESSE
:::
"""
LEGAL: Final = "Gesetzliche Ansprüche bleiben unberührt."


def texts(folder: Path) -> Path:
    """A town with what it decided, a sample and a paper with three annexes."""
    docs = write(
        folder,
        {
            "index.md": INDEX,
            "beratungen.md": RECORDS,
            "SPR-01.md": recommendation(status="realisiert", after=UPDATE),
            "SPR-02.md": recommendation("SPR-02"),
            "vorlagen/muster.md": SAMPLE_HEAD + SECTIONS,
            "vorlagen/kurse.md": HEAD.replace("anlagen:\n  - Plan\n", ANNEXES) + SECTIONS,
        },
    )
    (docs / "vorlagen/kosten.csv").write_bytes(b"Jahr;Euro\r\n2026;5\r\n")
    return docs


def session(docs: Path, target: Path, *more: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, ["session", str(docs), str(target), "--as-of", TODAY.isoformat(), *more])


def rows(content: bytes) -> list[list[str]]:
    """A table as CSV."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_a_folder_has_papers_fields_annexes_and_the_list_of_decisions(tmp_path: Path) -> None:
    result = session(texts(tmp_path / "docs"), tmp_path / "mappe")
    assert result.stderr == "Liegt nicht bei, weil die Vorlage keine Datei dazu nennt: kurse: 1 - Plan des Trägers\n"
    made = {name: data for name, data in whole(tmp_path / "mappe").items() if isinstance(data, bytes)}
    assert set(made) == {
        "Beschlusskontrolle/260131_Beschlusskontrolle.csv",
        "Beschlusskontrolle/260131_Beschlusskontrolle.pdf",
        "Beschlusskontrolle/260131_Beschlusskontrolle.xlsx",
        "kurse/2 - 260131_Top-2-das-Blatt-für-2026-27.pdf",
        "kurse/3 - 251201_Kosten.csv",
        *(f"{name}/{name}{ending}" for name in ("kurse", "muster") for ending in (".docx", ".pdf", ".txt")),
        "kurse/Felder/01 Drucksachen-Nr.txt",
        "kurse/Felder/02 Vorlageart.txt",
        "kurse/Felder/03 Status.txt",
        "kurse/Felder/04 Erstellt durch.txt",
        "kurse/Felder/05 Tagesordnungspunkt und Abstimmung.txt",
        "kurse/Felder/06 Betreff.txt",
        "kurse/Felder/07 Beratungsfolge.txt",
        "kurse/Felder/08 Beschlussvorschlag.txt",
        "kurse/Felder/09 Finanzielle Auswirkungen.txt",
        "kurse/Felder/10 Auswirkungen auf den Klimaschutz.txt",
        "kurse/Felder/11 Sachverhalt.txt",
        "kurse/Felder/12 Anlage-n.txt",
        "muster/Felder/01 Vorlageart.txt",
        "muster/Felder/02 Status.txt",
        "muster/Felder/03 Betreff.txt",
        "muster/Felder/04 Beratungsfolge.txt",
        "muster/Felder/05 Beschlussvorschlag.txt",
        "muster/Felder/06 Auswirkungen auf den Klimaschutz.txt",
        "muster/Felder/07 Sachverhalt.txt",
    }
    listed = re.findall("(?m)^  (.*)$", result.stdout)
    assert listed == sorted(made)
    assert made["kurse/3 - 251201_Kosten.csv"] == b"Jahr;Euro\r\n2026;5\r\n"
    names = "1 - Plan des Trägers\r\n2 - 260131_Top-2-das-Blatt-für-2026-27\r\n3 - 251201_Kosten\r\n"
    assert made["kurse/Felder/12 Anlage-n.txt"].decode("utf-8-sig") == names
    assert made["muster/Felder/07 Sachverhalt.txt"].decode("utf-8-sig") == "Text.\r\n\r\nDer Ausschuss.\r\n"
    sheet = pdf.text(tmp_path / "mappe/kurse/2 - 260131_Top-2-das-Blatt-für-2026-27.pdf")
    assert "Top 2 je Handlungsfeld" in sheet


def test_the_list_of_decisions_says_what_became_of_each(tmp_path: Path) -> None:
    assert session(texts(tmp_path / "docs"), tmp_path / "mappe", "--paper", "muster").exit_code == 0
    folder = tmp_path / "mappe/Beschlusskontrolle"
    assert sorted(path.name for path in (tmp_path / "mappe").iterdir()) == ["Beschlusskontrolle", "muster"]
    head = ["Datum", "Betreff", "Federführend für die Vorlage", "Frist", "Sachstand", "Erledigt"]
    guide = "Eine einzelne Empfehlung ist mit dem Leitfaden nicht beschlossen."
    expected = [
        ["03.02.2019", "Das Konzept|Rat der Stadt: ungeändert beschlossen", "–", "–", guide, "nicht bekannt"],
        ["03.02.2021", "=Kurse am Abend|Rat der Stadt: geändert beschlossen|Vorlage V/2021/001", "Amt 51",
         "01.09.2021: Kurse beginnen", "SPR-01: realisiert, Stand 10/2021", "ja"],
    ]  # fmt: skip
    found = rows((folder / "260131_Beschlusskontrolle.csv").read_bytes())
    said = [[cell.replace("|", " | ") for cell in row] for row in expected]
    said[1][1] = f"'{said[1][1]}"  # a spreadsheet would compute it
    assert found == [[*head, "Stichtag", "Hinweis"], *([*row, "31.01.2026", LEGAL] for row in said)]
    book = openpyxl.load_workbook(folder / "260131_Beschlusskontrolle.xlsx")
    sheet = [[str(cell) for cell in row] for row in book["Beschlusskontrolle"].iter_rows(values_only=True)]
    assert sheet == [head, *([cell.replace("|", "\n") for cell in row] for row in expected)]
    assert {cell.data_type for row in book["Beschlusskontrolle"].iter_rows() for cell in row} == {"s"}
    how = [str(row[0]) for row in book["Hinweise"].iter_rows(values_only=True)]
    left = "Ohne bekanntes Ergebnis und deshalb nicht in der Liste: eine Beratung."
    assert (how[:2], left in how) == (["Beschlusskontrolle – Konzept für Musterau", "Stichtag 31.01.2026"], True)
    words = pdf.count(pdf.text(folder / "260131_Beschlusskontrolle.pdf"))
    assert pdf.count(" ".join([*head, left, *(cell for row in expected for cell in row)])) - words == {}
    assert pdf.misplaced(folder / "260131_Beschlusskontrolle.pdf") == []


def test_a_paper_that_is_not_there_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    result = session(texts(tmp_path / "docs"), tmp_path / "mappe", "--paper", "kurs")
    assert result.exit_code == 1
    assert result.stderr.endswith("Eine Vorlage 'kurs' gibt es in "
        f"{tmp_path / 'docs'} nicht. Gemeint ist vielleicht 'kurse'.\n")  # fmt: skip
    assert not (tmp_path / "mappe").exists()


def test_a_fault_in_a_text_is_told_with_its_line_and_nothing_is_written(tmp_path: Path) -> None:
    docs = texts(tmp_path / "docs")
    (docs / "SPR-02.md").write_text(recommendation("SPR-02", status="fertig"), "utf-8")
    result = session(docs, tmp_path / "mappe")
    assert result.exit_code == 1
    assert "/SPR-02.md:3: " in result.output
    assert not (tmp_path / "mappe").exists()


FAULTY: Final = {
    "its annex is not there": ("datei: ./kosten.csv", "datei: ./plan.csv", 28),
    "it names an entry that is not there": ("Text.", "{need}`SPR-99`", 39),
    "its head is no head": ("drucksache:", "drucksache", 3),
}


@pytest.mark.parametrize("fault", FAULTY)
def test_a_paper_with_a_fault_keeps_its_folder_and_stops_no_other(tmp_path: Path, fault: str) -> None:
    docs, target, print_target = texts(tmp_path / "docs"), tmp_path / "mappe", tmp_path / "pdf"
    day = ("--as-of", TODAY.isoformat())
    printing = ["pdf", str(docs), str(print_target), *day]
    (docs / "index.md").write_text(INDEX + "\nMehr steht in der [Vorlage](vorlagen/kurse.md).\n", "utf-8")
    assert (session(docs, target).exit_code, CliRunner().invoke(main, printing).exit_code) == (0, 0)
    before, printed = whole(target), whole(print_target)
    old, new, line = FAULTY[fault]
    for name in ("kurse", "muster"):
        path = docs / f"vorlagen/{name}.md"
        path.write_text(path.read_text("utf-8").replace("beschließt", "lehnt ab"), "utf-8")
    path = docs / "vorlagen/kurse.md"
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    results = [session(docs, target), CliRunner().invoke(main, printing)]
    assert [result.exit_code for result in results] == [1, 1]
    for result in results:
        assert f"{docs.as_posix()}/vorlagen/kurse.md:{line}: " in result.stderr
    assert results[0].stderr.endswith("Nicht angelegt: kurse. Was daran falsch ist, steht darüber.\n")
    assert "Nicht gesetzt: kurse.pdf. Alle anderen Papiere" in results[1].stderr
    after = whole(target)
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert changed == {
        *(f"muster/muster{ending}" for ending in (".docx", ".pdf", ".txt")),
        "muster/Felder/05 Beschlussvorschlag.txt",
    }
    again = whole(print_target)
    assert {name for name in printed.keys() | again.keys() if printed.get(name) != again.get(name)} >= {"muster.pdf"}
    assert again["kurse.pdf"] == printed["kurse.pdf"]
    assert session(docs, target, "--paper", "muster").exit_code == 0
    assert session(docs, target, "--paper", "kurse").stderr.endswith(f"{target} ist unverändert.\n")


def test_a_paper_whose_annex_cannot_be_set_keeps_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    docs, target = texts(tmp_path / "docs"), tmp_path / "mappe"

    def failing(source: Path, day: date, **how: bool) -> bytes:
        if source.stem == "top-2":
            raise typeset.TypesetError("Es geht nicht.", ("index.md", 3))
        return typeset.typeset(source, day, **how)

    monkeypatch.setattr("konzept.pdf.make.typeset", failing)
    result = session(docs, target)
    assert (result.exit_code, result.stderr.splitlines()) == (
        1,
        [
            f"{docs.as_posix()}/index.md:3: top-2.pdf: Es geht nicht.",
            "top-2.pdf ist nicht gesetzt.",
            "Nicht angelegt: kurse. Was daran falsch ist, steht darüber.",
        ],
    )
    assert sorted(path.name for path in target.iterdir()) == ["Beschlusskontrolle", "muster"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Top-2-Empfehlungen", "260131_Top-2-Empfehlungen"),
        ("250317_Integrationskonzept", "250317_Integrationskonzept"),
        ("../../Fremd: \\ ?*", "260131_Fremd"),
        ("A" * 200, f"260131_{'A' * 80}"),
        ("Kosten (Entwurf), Seite 1.", "260131_Kosten-(Entwurf)-Seite-1"),
    ],
)
def test_a_file_is_named_as_the_town_names_files(title: str, name: str) -> None:
    assert Annex(title, "top-2.pdf").named(TODAY) == name
    assert Annex(title).named(TODAY) == title
