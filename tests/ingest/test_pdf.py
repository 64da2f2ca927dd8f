"""A PDF is read by its tags, or by how it looks; what stands on it is read once, in the order in which one reads."""

from __future__ import annotations

import io

import pikepdf
import pytest

from konzept.ingest import opening
from konzept.ingest.accounting import word_loss
from konzept.ingest.outline import Outline
from konzept.ingest.parts import UnreadableError
from tests.ingest.made import locked, scan, set_by_typst

_PAGE = (
    '#set text(lang: "de", size: 10pt, font: "DejaVu Sans", hyphenate: true)\n'
    '#set page(paper: "a4", header: [Integrationsplan Neuenmoor], '
    "footer: context align(center, counter(page).display()))\n#set par(justify: true)\n"
)
_LONG = "Sprachförderung in Kindertageseinrichtungen und Grundschulen durch Mehrsprachigkeitsbeauftragte verbessern"
COLUMNS = f"{_PAGE}#set page(columns: 2)\n= Empfehlungen\n" + "".join(
    f"- {_LONG} #footnote[Zahlen des Schulamts.]\n" for _ in range(3)
)
TABLE = (
    f"{_PAGE}#set page(height: 9cm)\n= Tabelle\n#table(columns: (1fr, 1fr), table.header([Ziel], [Maßnahme]),\n"
    + "".join(f"[Ziel Nummer {n} steht hier], [Erstens zu {n} beraten, zweitens {_LONG}],\n" for n in range(9))
    + ")\n"
)


def _shown(outline: Outline) -> list[tuple[str, str]]:
    return [(block.kind, block.said) for block in outline.blocks if block.kind != "rand"]


def test_columns_notes_and_cut_words_of_a_tagged_pdf() -> None:
    outline = opening.outline(set_by_typst(COLUMNS))
    notes = [("fußnote", f"{n} Zahlen des Schulamts.") for n in (1, 2, 3)]
    points = [("liste", _LONG)] * 3
    assert _shown(outline) == [
        ("überschrift", "Empfehlungen"),
        *(e for pair in zip(points, notes, strict=True) for e in pair),
    ]
    assert [b.text for b in outline.blocks if b.kind == "rand"] == ["Integrationsplan Neuenmoor", "1"]
    assert outline.ordered
    assert outline.warnings == ("6 Wörter waren am Zeilenende getrennt und sind verbunden.",)


def test_the_same_without_tags_is_read_by_its_look() -> None:
    outline = opening.outline(set_by_typst(COLUMNS, tagged=False))
    said = [text for _, text in _shown(outline)]
    assert said[-7:] == ["Empfehlungen", *[f"• {_LONG}"] * 3, *(f"{n} Zahlen des Schulamts." for n in (1, 2, 3))]
    assert not outline.ordered


@pytest.mark.parametrize("tagged", [True, False])
def test_a_table_over_pages_is_one_table(tagged: bool) -> None:
    outline = opening.outline(set_by_typst(TABLE, tagged=tagged))
    assert outline.pages > 2
    cells = [block for block in outline.blocks if block.cell]
    assert {block.cell.table for block in cells if block.cell} == {1}
    right = [block.text for block in cells if block.cell and block.cell.column == 2 and "Erstens" in block.text]
    assert right == [f"Erstens zu {n} beraten, zweitens {_LONG}" for n in range(9)]
    loss = word_loss(outline)
    assert (loss.lost, loss.extra) == ((), ())


def test_a_page_that_is_turned_is_read_as_it_is_seen() -> None:
    upright = opening.outline(set_by_typst(TABLE, tagged=False))
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(set_by_typst(TABLE, tagged=False))) as document:
        for page in document.pages:
            _, _, width, height = map(float, page.mediabox)
            page.contents_add(f"0 1 -1 0 {height} 0 cm".encode(), prepend=True)
            page.mediabox = [0, 0, height, width]
            page.rotate(90, relative=False)
        document.save(made)
    turned = opening.outline(made.getvalue())
    assert [(b.kind, b.text, b.cell) for b in turned.blocks] == [(b.kind, b.text, b.cell) for b in upright.blocks]


def test_words_are_joined_as_they_are_written_elsewhere() -> None:
    text = (
        '#set page(width: 7cm, height: auto)\n#set text(lang: "de", hyphenate: false)\n'
        "Die Sprach-\\\nförderung hilft. Kinder- \\\nund Jugendhilfe, E-\\\nMail, Sozial-\\\n"
        "Raum, 2024-\\\n2026 folgt.\n"
    )
    outline = opening.outline(set_by_typst(text))
    said = "Die Sprachförderung hilft. Kinder- und Jugendhilfe, E-Mail, Sozial-Raum, 2024- 2026 folgt."
    assert [block.text for block in outline.blocks] == [said]


def test_letters_that_a_font_does_not_name_are_told_with_their_page() -> None:
    content = set_by_typst("#set page(height: 5cm)\nErste Seite\n#pagebreak()\nZweite Seite", tagged=False)
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        for page in document.pages:
            for font in page.Resources.Font.values():
                if "/ToUnicode" in font:
                    del font["/ToUnicode"]
        document.save(made)
    warnings = opening.outline(made.getvalue()).warnings
    assert [w for w in warnings if w.startswith("Auf diesen Seiten sagt eine Schrift nicht, welche Buchstaben")] != []
    assert "1 (11), 2 (12)" in "".join(warnings)


def test_one_that_only_restricts_is_read() -> None:
    content = locked(set_by_typst("Ein Satz."), owner_only=True)
    assert [block.text for block in opening.outline(content).blocks] == ["Ein Satz."]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            locked(set_by_typst("Geheim.")),
            "Die Datei ist mit einem Kennwort geschützt. Speichern Sie sie ohne Kennwort.",
        ),
        (
            set_by_typst("Ein Satz.")[:400],
            "Die PDF-Datei ist beschädigt oder unvollständig. Lassen Sie sie sich noch einmal schicken.",
        ),
        (
            b"%PDF-1.7\nkaputt",
            "Die PDF-Datei ist beschädigt oder unvollständig. Lassen Sie sie sich noch einmal schicken.",
        ),
        (scan(), "Die PDF-Datei ist ein Scan: Sie hat Bilder von Seiten und keinen Text."),
        (set_by_typst("#rect()"), "In der Datei steht kein Text."),
    ],
    ids=["locked", "cut off", "broken", "scan", "empty"],  # the bytes differ from process to process
)
def test_what_cannot_be_read_is_refused_in_german(content: bytes, message: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        opening.outline(content)
    assert str(refused.value).startswith(message)


def test_a_scan_is_told_of_the_program_that_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}" if name == "tesseract" else None)
    with pytest.raises(UnreadableError) as refused:
        opening.outline(scan())
    assert str(refused.value).endswith("Auf diesem Rechner geht das mit: tesseract seite.png seite -l deu pdf.")
