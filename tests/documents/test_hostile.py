"""A file that means harm, is broken or is none of its kind is refused in German, or read as what it is."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

import docx
import pikepdf
import pytest
from docx.oxml.ns import nsdecls

from konzept.documents import opening
from konzept.documents.accounting import word_loss
from konzept.documents.outline import Outline
from konzept.documents.packed import UnreadableError
from konzept.ingest import reading
from tests.ingest.made import set_by_typst

_DOCUMENT = f"<w:document {nsdecls('w', 'r')}><w:body>{{}}</w:body></w:document>"
_LOOP = "<w:style w:styleId='A'><w:basedOn w:val='A'/></w:style>"
_TEXT = "<w:p><w:r><w:t>Ein Satz.</w:t></w:r></w:p>"


def _word(body: str = _TEXT, **others: bytes) -> bytes:
    """A Word document of this body, with other parts beside it."""
    return _packed({"word/document.xml": _DOCUMENT.format(body).encode()} | dict(others))


def _packed(parts: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def _saved() -> bytes:
    made, document = io.BytesIO(), docx.Document()
    document.add_paragraph("Ein Satz.")
    document.save(made)
    return made.getvalue()


def _pdf(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(set_by_typst("= Titel\nEin Satz.\n- Punkt"))) as document:
        change(document)
        document.save(made)
    return made.getvalue()


BOMB = _packed({"word/document.xml": b"<a>" + b" " * (101 * 2**20) + b"</a>"})
MANY = _packed({f"word/teil{number}.xml": b"<a/>" for number in range(5_001)})
ENTITY = _packed(
    {"word/document.xml": b"<!DOCTYPE a [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]>" + _DOCUMENT.format(_TEXT).encode()}
)
OUTSIDE = _packed(
    {"word/document.xml": b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + _DOCUMENT.format(_TEXT).encode()}
)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (BOMB, "Die Datei hat mehr als 100 MB Text. Teilen Sie sie auf."),
        (MANY, "Ausgepackt ist die Datei größer als 400 MB"),
        (ENTITY, "Der Teil word/document.xml der Datei ist kein lesbares XML."),
        (OUTSIDE, "Der Teil word/document.xml der Datei ist kein lesbares XML."),
        (_saved()[:2_000], "Die Datei ist beschädigt oder unvollständig."),
        (_saved().replace(b"PK", b"XX", 1), "Gelesen werden PDF, DOCX und ODT."),
        (b"{\\rtf1 Ein Satz.}", "Gelesen werden PDF, DOCX und ODT."),
        (b"<html><body>Ein Satz.</body></html>", "Gelesen werden PDF, DOCX und ODT."),
        (_packed({"xl/workbook.xml": b"<a/>"}), "Die Datei ist kein Word-Dokument."),
        (_packed({"content.xml": b"<a/>"}), "Die Datei ist kein Textdokument."),
    ],
    ids=["bomb", "parts", "entities", "outside", "cut off", "no zip", "rtf", "html", "table", "odt of nothing"],
)
def test_it_is_refused_in_german(content: bytes, message: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        opening.outline(content)
    assert str(refused.value).startswith(message)


def _cycle(document: pikepdf.Pdf) -> None:
    tree = document.Root.StructTreeRoot
    first = tree.K[0] if isinstance(tree.K, pikepdf.Array) else tree.K
    first.K = pikepdf.Array([first, tree, *first.K] if isinstance(first.K, pikepdf.Array) else [first, tree])


def _nonsense(document: pikepdf.Pdf) -> None:
    document.Root.StructTreeRoot.K = pikepdf.Array([1, pikepdf.String("x"), pikepdf.Dictionary(S=3)])


def _script(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


@pytest.mark.parametrize("change", [_cycle, _nonsense, _script], ids=["cycle", "nonsense", "script"])
def test_a_pdf_with_odd_tags_is_read_by_what_stands_on_it(change: Callable[[pikepdf.Pdf], None]) -> None:
    assert _lacking(opening.outline(_pdf(change)), "Titel", "Ein", "Satz", "Punkt") == ([], (), ())


def _lacking(outline: Outline, *words: str) -> tuple[list[str], tuple[str, ...], tuple[str, ...]]:
    """Which of the words were not read, and which of the document were lost or stand twice."""
    said = " ".join(block.text for block in outline.blocks)
    loss = word_loss(outline)
    return [word for word in words if word not in said], tuple(loss.lost), tuple(loss.extra)


def _deep(levels: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * levels + _TEXT + "</w:tc></w:tr></w:tbl>" * levels


@pytest.mark.parametrize(
    "content",
    [
        _word(**{"word/vbaProject.bin": b"Sub AutoOpen()"}),
        _word(
            **{
                "word/_rels/document.xml.rels": b"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/"
                b"relationships'><Relationship Id='a' TargetMode='External' Target='https://example.org/x'/>"
                b"</Relationships>"
            }
        ),
        _word(_deep(20)),
        _word(f"<w:tbl><w:tr><w:tc>{_TEXT}</w:tc></w:tr>{'<w:tr/>' * 20_000}</w:tbl>"),
        _word(_TEXT + "<w:p><w:r><w:footnoteReference w:id='9'/></w:r></w:p>"),
        _word(**{"word/styles.xml": f"<w:styles {nsdecls('w')}>{_LOOP}</w:styles>".encode()}),
    ],
    ids=["macro", "relation", "deep", "rows", "note of nothing", "style of itself"],
)
def test_it_is_read_as_what_it_says(content: bytes) -> None:
    outline = opening.outline(content)
    assert _lacking(outline, "Ein Satz.") == ([], (), ())
    assert len(reading.read(outline).classes) == len(outline.blocks)


def test_tables_in_tables_without_end_are_refused() -> None:
    with pytest.raises(UnreadableError):
        opening.outline(_word(_deep(2_000)))
