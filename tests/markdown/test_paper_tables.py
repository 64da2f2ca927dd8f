"""Tables that fit on no page are refused at their line; what passes is printed without a word on another."""

from __future__ import annotations

from pathlib import Path

import pytest

from konzept.pdf.make import make
from tests import pdf_reading as pdf
from tests.project import TODAY, examine, write

AMOUNT = "1.234.567,00 €"


def table(columns: int, rows: int, cell: str = AMOUNT) -> str:
    """A table with a head."""
    lines = [[f"Jahr {2020 + column}" for column in range(columns)], ["---"] * columns, *[[cell] * columns] * rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (table(7, 2), []),
        (table(16, 2), ["Die Tabelle ist mit 16 Spalten zu breit für ein Blatt Papier. Teilen Sie sie."]),
        (
            f"- {table(16, 2)}".replace("\n", "\n  "),
            ["Die Tabelle ist mit 16 Spalten zu breit für ein Blatt Papier. Teilen Sie sie."],
        ),
        (table(3, 0), ["Die Tabelle hat unter dem Kopf keine Zeile. Ergänzen Sie eine, oder streichen Sie sie."]),
        (table(18, 1, "1"), []),
    ],
)
def test_a_table_fits_on_a_page_or_is_refused_at_its_line(tmp_path: Path, text: str, said: list[str]) -> None:
    found = [str(finding) for finding in examine(tmp_path, {"a.md": f"# A\n\n{text}\n"}).findings]
    assert found == [f"a.md:3: {message}" for message in said]


@pytest.mark.parametrize("columns", [5, 7, 8])
def test_what_passes_is_printed_without_a_word_on_another(tmp_path: Path, columns: int) -> None:
    docs = write(tmp_path / "docs", {"a.md": f"# A\n\n{table(columns, 3)}\n"})
    assert make(docs, tmp_path / "pdf", TODAY)
    assert pdf.misplaced(tmp_path / "pdf" / "konzept.pdf") == []
