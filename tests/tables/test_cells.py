"""What is wrong in many rows of a table is told once."""

from __future__ import annotations

from konzept.tables.cells import CellFinding, as_text

MUST = "Ohne Freigabe wird nichts veröffentlicht."


def finding(cell: str, subject: str = "", must: str = MUST, file: str = "a.xlsx") -> CellFinding:
    return CellFinding(file=file, sheet="Abfrage", cell=cell, subject=subject, column="Freigabe", must=must)


def test_what_many_rows_have_alike_stands_once_with_all_its_cells() -> None:
    alike = [finding(f"N{row}", f"SPR-{row:02}") for row in (2, 3, 4, 9, 11, 12)]
    others = [finding("N5", "SPR-05", "Etwas anderes."), finding("O6", "SPR-06"), finding("N7", file="b.xlsx")]
    assert as_text([alike[0], others[0], *alike[1:], *others[1:]]) == (
        f"a.xlsx, Abfrage!N2:N4, N9, N11:N12 (SPR-02, SPR-03, SPR-04 und 3 weitere, Freigabe): {MUST}\n"
        "a.xlsx, Abfrage!N5 (SPR-05, Freigabe): Etwas anderes.\n"
        f"a.xlsx, Abfrage!O6 (SPR-06, Freigabe): {MUST}\n"
        f"b.xlsx, Abfrage!N7 (Freigabe): {MUST}\n"
    )


def test_few_rows_and_whole_files_have_lines_of_their_own() -> None:
    few = [finding("N2"), finding("N4"), finding("N3")]
    whole = [finding(""), finding(""), finding(""), finding("")]
    assert as_text([*few, *whole]) == "".join(f"{one}\n" for one in (*few, *whole))
    assert as_text([finding(f"N{row}") for row in range(2, 100, 2)]) == (
        f"a.xlsx, Abfrage!N2, N4, N6, N8, N10, N12, N14, N16, N18, N20, N22, N24 und 37 weitere (Freigabe): {MUST}\n"
    )
