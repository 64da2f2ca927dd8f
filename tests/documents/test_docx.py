"""What stands in a Word document is read once, wherever it stands, and each paragraph is one thing."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from konzept.documents import opening
from konzept.documents.accounting import word_loss
from konzept.documents.outline import Outline
from konzept.documents.packed import UnreadableError
from konzept.ingest import reading
from tests.ingest.documents import LAYOUTS, box, footnote


def _read(document: docx.document.Document) -> Outline:
    made = io.BytesIO()
    document.save(made)
    return opening.outline(made.getvalue())


def _shown(outline: Outline) -> list[tuple[str, str]]:
    return [(block.kind, block.said) for block in outline.blocks]


def test_boxes_changes_controls_and_nested_tables_are_read_once() -> None:
    document = docx.Document()
    document.add_heading("Anfang", 1)
    paragraph = document.add_paragraph("Vor dem Kasten")
    paragraph._p.append(box("Im Kasten"))
    for tag, inner in (("ins", "<w:t>eingefügt</w:t>"), ("del", "<w:delText>gestrichen</w:delText>")):
        paragraph._p.append(parse_xml(f"<w:{tag} {nsdecls('w')} w:id='1'><w:r>{inner}</w:r></w:{tag}>"))
    control = (
        f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>Im Steuerelement</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    document.element.body.insert(2, parse_xml(control))
    table = document.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Verbunden"
    table.cell(1, 0).text = "Links"
    table.cell(1, 1).add_table(1, 1).cell(0, 0).text = "Innen"
    outline = _read(document)
    assert _shown(outline) == [
        ("überschrift", "Anfang"),
        ("absatz", "Vor dem Kasteneingefügt"),
        ("kasten", "Im Kasten"),
        ("absatz", "Im Steuerelement"),
        ("zelle", "Verbunden"),
        ("zelle", "Links"),
        ("zelle", "Innen"),
    ]
    assert [block.cell.within for block in outline.blocks if block.cell] == [(), (), (1,)]
    loss = word_loss(outline)
    assert (loss.total, loss.lost, loss.extra) == (11, (), ())
    assert outline.warnings == (
        "Im Dokument sind 2 Änderungen noch nicht angenommen. Gelesen ist, was danach dastünde. Prüfen Sie, ob das die "
        "beschlossene Fassung ist. Gestrichen und deshalb nicht gelesen: „gestrichen“.",
    )


def test_a_program_counts_numbers_and_bold_lines_are_headings() -> None:
    document = docx.Document()
    document.add_paragraph().add_run("Ein Kapitel").bold = True
    document.add_paragraph("Ein Absatz mit Text.")
    document.add_paragraph("eins", style="List Number")
    document.add_paragraph("zwei", style="List Number")
    document.add_paragraph("Punkt", style="List Bullet")
    assert _shown(_read(document)) == [
        ("überschrift", "Ein Kapitel"),
        ("absatz", "Ein Absatz mit Text."),
        ("liste", "1. eins"),
        ("liste", "2. zwei"),
        ("liste", "Punkt"),
    ]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_block_is_one_thing_and_no_word_is_lost(layout: str) -> None:
    found = reading.read(opening.outline(LAYOUTS[layout]().content))
    assert len(found.outline.blocks) == len(found.classes)
    loss = word_loss(found.outline)
    assert (loss.lost, loss.extra) == ((), ())
    assert {index for passage in found.passages for index in passage.blocks} <= {*range(len(found.outline.blocks))}


def test_topics_with_letters_group_what_is_numbered_below_them() -> None:
    document = docx.Document()
    document.add_heading("Handlungsfeld Kultur", 1)
    document.add_heading("Handlungsempfehlungen", 2)
    for sign, topic, first in (("a", "Begegnung", "1.\tOrte schaffen"), ("b", "Religionen", "2.\tRäume öffnen")):
        document.add_paragraph().add_run(f"{sign}) {topic}").bold = True
        document.add_paragraph("Die Arbeitsgruppe hat sich oft getroffen. Viele kamen. Es war laut.")
        document.add_paragraph(first)
        document.add_paragraph("Begründung: Das wirkt.")
    document.add_paragraph().add_run("c) Feste").bold = True
    document.add_paragraph("Es gibt wenige.")
    document.add_paragraph("Empfehlung 3: Ein Fest feiern")
    found = reading.read(_read(document))
    assert [(passage.number, passage.text, passage.notes) for passage in found.passages] == [
        ("1", "Orte schaffen", ["Begründung: Das wirkt."]),
        ("2", "Räume öffnen", ["Begründung: Das wirkt."]),
        ("3", "Ein Fest feiern", []),
    ]


def test_a_footnote_of_a_cell_is_told_with_what_stands_there() -> None:
    document = docx.Document()
    document.add_heading("Handlungsfeld Kultur", 1)
    table = document.add_table(3, 3)
    said = ("Feststellung", "Anmerkung", "Empfehlung", "Es ist eng.", "", "Räume öffnen", "Laut.", "", "Teppiche")
    for cell, words in zip(table._cells, said, strict=True):
        cell.text = words
    footnote(document, table.cell(1, 2).paragraphs[0], "Kosten offen.")
    found = reading.read(_read(document))
    assert [(passage.text, passage.notes) for passage in found.passages] == [
        ("Es ist eng.", []),
        ("Räume öffnen", ["Fußnote: Kosten offen."]),
        ("Laut.", []),
        ("Teppiche", []),
    ]


def test_a_lost_word_is_told() -> None:
    document = docx.Document()
    document.add_paragraph("Wort verloren")
    outline = _read(document)
    shortened = Outline(outline.blocks[1:], (*outline.source, "doppelt"))
    assert word_loss(shortened).lost == ("Wort", "doppelt", "verloren")


def _packed(**parts: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", text)
    return made.getvalue()


@pytest.mark.parametrize("shape", ["custom-shape", "rect", "ellipse", "frame"])
def test_the_text_of_a_drawn_shape_of_odt_is_read_once_and_beside_its_paragraph(shape: str) -> None:
    names = ("office", "text", "drawing:draw")
    spaces = " ".join(
        f'xmlns:{name.partition(":")[2] or name}="urn:oasis:names:tc:opendocument:xmlns:{name.partition(":")[0]}:1.0"'
        for name in names
    )
    inner = "<text:p>Im Kreis.</text:p>"
    inner = f"<draw:text-box>{inner}</draw:text-box>" if shape == "frame" else inner
    body = f"<text:p>Davor.<draw:{shape}>{inner}</draw:{shape}> Danach.</text:p>"
    content = _packed(
        content=f"<office:document-content {spaces}><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    outline = opening.outline(content)
    assert _shown(outline) == [("absatz", "Davor. Danach."), ("kasten", "Im Kreis.")]
    assert word_loss(outline).lost == word_loss(outline).extra == ()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "Die Datei ist leer. Lassen Sie sie sich noch einmal schicken."),
        (
            b"Nur Text",
            "Gelesen werden PDF, DOCX und ODT. Speichern Sie das Konzept in einem dieser Formate.",
        ),
        (
            bytes.fromhex("d0cf11e0a1b11ae1") + b"alt",
            "Die Datei ist im alten Format von Word (.doc) oder mit einem Kennwort geschützt. Speichern Sie sie als "
            "DOCX ohne Kennwort.",
        ),
        (
            b"PK\x03\x04kaputt",
            "Die Datei ist beschädigt oder unvollständig. Öffnen Sie sie in Word oder LibreOffice und speichern "
            "Sie sie neu.",
        ),
        (
            _packed(word__document="<a"),
            "Der Teil word/document.xml der Datei ist kein lesbares XML. Öffnen Sie sie in Word oder LibreOffice und "
            "speichern Sie sie neu.",
        ),
        (
            _packed(word__document="<!DOCTYPE a [<!ENTITY x 'y'>]><a/>"),
            "Der Teil word/document.xml der Datei ist kein lesbares XML. Öffnen Sie sie in Word oder LibreOffice und "
            "speichern Sie sie neu.",
        ),
        (
            _packed(other="<a/>"),
            "Die Datei ist kein Word-Dokument. Speichern Sie das Konzept als DOCX, ODT oder PDF.",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_in_german(content: bytes, message: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        opening.outline(content)
    assert str(refused.value) == message


def test_words_of_a_deletion_are_told_in_odt_too_and_without_names() -> None:
    names = "office", "text"
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    deletion = "<text:deletion><text:p>Frau Erika Beispiel <text:span>entscheidet.</text:span></text:p></text:deletion>"
    changes = f"<text:tracked-changes><text:changed-region>{deletion}</text:changed-region></text:tracked-changes>"
    content = (
        f"<office:document-content {spaces}><office:body><office:text>{changes}<text:p>Es gilt.</text:p></office:text>"
        "</office:body></office:document-content>"
    )
    (warning,) = opening.outline(_packed(content=content)).warnings
    assert warning.startswith("Im Dokument ist 1 Änderung noch nicht angenommen.")
    assert warning.endswith(" Gestrichen und deshalb nicht gelesen: „[…] entscheidet.“")


def test_signs_of_fonts_of_signs_are_read_and_unknown_ones_are_told() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Schule ")
    signs = (("Wingdings", "F0E0"), ("Symbol", "F0B3"), ("Wingdings", "F02A"))
    for font, code in signs:
        paragraph.add_run()._r.append(parse_xml(f"<w:sym {nsdecls('w')} w:font='{font}' w:char='{code}'/>"))
    paragraph.add_run(" Beruf")
    outline = _read(document)
    assert _shown(outline) == [("absatz", "Schule →≥\ufffd Beruf")]
    assert outline.warnings == (
        "Im Dokument stehen Zeichen, die das Programm nicht kennt (Zahl: 1). Dort steht \ufffd.",
    )


def test_letters_set_in_fonts_of_signs_are_signs() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Alt: ")
    for font, said in (("Wingdings", "ü"), ("Symbol", "\uf0b3"), ("Wingdings 2", "P"), ("Arial", "\uf0e0 ü")):
        paragraph.add_run(said).font.name = font
    outline = _read(document)
    assert _shown(outline) == [("absatz", "Alt: ✓≥✓→ ü")]
    assert word_loss(outline).lost == ()


_STRUCK = ("Beete und ", "Bäume", " Hecken, Stern", "chen", " pflanzen")


def test_struck_words_stand_apart_and_are_told() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    for number, said in enumerate(_STRUCK):
        paragraph.add_run(said).font.strike = number % 2 == 1
    outline = _read(document)
    assert _shown(outline) == [("absatz", "Beete und Hecken, Stern pflanzen"), ("kommentar", "Bäume chen")]
    assert (word_loss(outline).lost, word_loss(outline).extra) == ((), ())
    assert outline.warnings[0].startswith("Im Dokument ist Text durchgestrichen (Stellen: 1).")


def test_a_paragraph_whose_end_is_deleted_goes_on_in_the_next() -> None:
    document = docx.Document()
    first = document.add_paragraph("Ein Gesund")
    document.add_paragraph("heitstag")
    first._p.append(parse_xml(f"<w:pPr {nsdecls('w')}><w:rPr><w:del w:id='1' w:author='a'/></w:rPr></w:pPr>"))
    outline = _read(document)
    assert _shown(outline) == [("absatz", "Ein Gesundheitstag")]
    assert word_loss(outline).lost == ()


def test_signs_and_struck_words_of_odt() -> None:
    names = {name: name for name in ("office", "text", "style")} | {"svg": "svg-compatible"}
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for short, name in names.items()
    )
    style = "<style:style style:name='{}' style:family='text'><style:text-properties style:{}/></style:style>"
    styles = style.format("T1", "font-name='W2'") + style.format("T2", "text-line-through-style='solid'")
    span = "<text:span text:style-name='{}'>{}</text:span>"
    said = f"Beete {span.format('T1', 'ü')} und {span.format('T2', 'Bäume')} \uf0e0 Hecke{span.format('T2', 'n')}"
    said += f" Kurs{span.format('T2', 'e')}n"
    content = (
        f"<office:document-content {spaces}><office:font-face-decls><style:font-face style:name='W2' "
        "svg:font-family='Wingdings'/></office:font-face-decls><office:automatic-styles>"
        f"{styles}</office:automatic-styles><office:body><office:text><text:p>{said}</text:p></office:text>"
        "</office:body></office:document-content>"
    )
    outline = opening.outline(_packed(content=content))
    assert _shown(outline) == [("absatz", "Beete ✓ und → Hecke Kursn"), ("kommentar", "Bäume n e")]
    assert (word_loss(outline).lost, word_loss(outline).extra) == ((), ())


_ODT_PAGES = (
    "<style:style style:name='P1' style:family='paragraph'><style:paragraph-properties fo:break-before='page'/>"
    "</style:style>"
)


@pytest.mark.parametrize(("said", "pages"), [("3", [1, 2, 3]), ("4", [0, 0, 0])])
def test_pages_of_odt_count_only_if_they_are_as_many_as_it_says(said: str, pages: list[int]) -> None:
    names = {name: name for name in ("office", "text", "style", "meta")} | {"fo": "xsl-fo-compatible"}
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for short, name in names.items()
    )
    body = (
        "<text:p>Eins.</text:p><text:p text:style-name='P1'>Zwei.</text:p><text:p><text:soft-page-break/>Drei.</text:p>"
    )
    styles = f"<office:automatic-styles>{_ODT_PAGES}</office:automatic-styles>"
    content = (
        f"<office:document-content {spaces}>{styles}<office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    statistic = f"<office:meta><meta:document-statistic meta:page-count='{said}'/></office:meta>"
    meta = f"<office:document-meta {spaces}>{statistic}</office:document-meta>"
    outline = opening.outline(_packed(content=content, meta=meta))
    assert [(block.text, block.page) for block in outline.blocks] == [
        *zip(("Eins.", "Zwei.", "Drei."), pages, strict=True)
    ]
    assert outline.pages == pages[-1]


def test_words_that_the_texts_have_are_not_strange() -> None:
    document = docx.Document()
    document.add_paragraph("Die StädteRegion hilft derStadt.")
    made = io.BytesIO()
    document.save(made)
    (warning,) = opening.outline(made.getvalue(), {"StädteRegion"}).warnings
    assert warning == "Diese Wörter sind vielleicht zusammengelaufen: derStadt (Absatz 1)."


_CELL = "<w:tc><w:tcPr><w:gridSpan w:val='{}'/></w:tcPr><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>"
_BODY = "<w:document {}><w:body><w:tbl><w:tr>{}</w:tr></w:tbl></w:body></w:document>"


@pytest.mark.parametrize("width", ["x", "-4", "999999999", "9" * 5000])
def test_a_cell_of_any_width_is_read_or_refused(width: str) -> None:
    content = _packed(word__document=_BODY.format(nsdecls("w"), _CELL.format(width)))
    try:
        assert [block.text for block in opening.outline(content).blocks] == ["x"]
    except UnreadableError as error:
        assert str(error).startswith("Die Datei ist beschädigt.")


def test_words_cut_by_hand_or_run_together_are_told_with_their_place() -> None:
    document = docx.Document()
    document.add_paragraph("Die Inte-gration in der Stadt")
    document.add_paragraph("Neue Sprach-").add_run().add_break()
    document.paragraphs[-1].add_run("förderung und gute Bildung")
    document.add_table(1, 1).cell(0, 0).text = "derStadt hilft undsoziale Gruppen"
    assert _read(document).warnings == (
        "Diese Wörter sind vielleicht zerschnitten: Inte-gration (Absatz 1); Sprach- förderung (Absatz 2).",
        "Diese Wörter sind vielleicht zusammengelaufen: derStadt (Tabelle 1, Zeile 1, Spalte 1); undsoziale (Tabelle "
        "1, Zeile 1, Spalte 1).",
    )
