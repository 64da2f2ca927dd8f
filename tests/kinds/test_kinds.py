"""Files beside the texts: which are published, by what is in them; and that nothing else lies in the result."""

from __future__ import annotations

import io
import os
import re
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pytest
from PIL import ExifTags, Image, PngImagePlugin

from konzept import website
from konzept.examine import examine_folder
from konzept.kinds.content import LARGEST, refused
from konzept.pdf.make import make
from konzept.pdf.typeset import is_picture
from konzept.web import beside as machines
from tests.project import TODAY, TOWN, recommendation, sphinx, write
from tests.test_website import built

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'
MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"


def picture(form: str, mode: str = "RGB", size: tuple[int, int] = (4, 3), **words: Any) -> bytes:
    """A picture in one colour."""
    out = io.BytesIO()
    Image.new(mode, size, **({} if mode == "P" else {"color": 1})).save(out, form, **words)
    return out.getvalue()


def exif(words: Mapping[int, Any]) -> bytes:
    """What a camera writes beside a picture."""
    made = Image.Exif()
    made.update(words)
    return made.tobytes()


FLATE, HEX, DCT = pikepdf.Name.FlateDecode, pikepdf.Name.ASCIIHexDecode, pikepdf.Name.DCTDecode
PLACE = exif({34853: {1: "N", 2: (50.0, 52.0, 1.0), 3: "E", 4: (6.0, 5.0, 1.0)}})


def with_words(text: str) -> bytes:
    """A PNG with packed words of a program for pictures."""
    words = PngImagePlugin.PngInfo()
    words.add_itxt("XML:com.adobe.xmp", text, zip=True)
    return picture("PNG", pnginfo=words)


def moving(form: str) -> bytes:
    """A picture of two frames."""
    frames = [Image.new("RGB", (4, 3), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, form, save_all=True, append_images=frames[1:])
    return out.getvalue()


def pdf(content: Mapping[str, Any] | None = None, page: Mapping[str, Any] | None = None, **saved: Any) -> bytes:
    """A PDF of one page, with entries in its catalogue and on its page."""
    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        for target, entries in ((made.Root, content), (made.pages[0].obj, page)):
            for key, value in (entries or {}).items():
                target[f"/{key}"] = value
        made.save(out, **saved)
    return out.getvalue()


def action(kind: str, **entries: Any) -> pikepdf.Dictionary:
    """An action of a PDF."""
    return pikepdf.Dictionary(S=pikepdf.Name(f"/{kind}"), **entries)


def linked(thing: pikepdf.Dictionary) -> dict[str, Any]:
    """A page with a link that does something."""
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=thing)
    return {"Annots": pikepdf.Array([link])}


def pdf_of(photo: bytes, *filters: pikepdf.Name, **entries: pikepdf.Name) -> bytes:
    """A PDF with a photo as the camera made it, or with other bytes that are packed."""
    out = io.BytesIO()
    with pikepdf.new() as made:
        names = pikepdf.Array(filters or [pikepdf.Name.DCTDecode])
        made.add_blank_page().obj["/Photo"] = made.make_stream(photo, Filter=names, **entries)
        made.save(out, compress_streams=False)
    return out.getvalue()


def behind_a_page(tiff: bytes) -> bytes:
    """A TIFF with the page of another as its second; the first is the same without the place."""
    begin = int.from_bytes(tiff[4:8], "little") + 2
    entries = [tiff[at : at + 12] for at in range(begin, begin + 12 * tiff[begin - 2], 12)]
    kept = [entry for entry in entries if int.from_bytes(entry[:2], "little") != ExifTags.IFD.GPSInfo]
    first = len(kept).to_bytes(2, "little") + b"".join(kept) + tiff[4:8]
    return tiff[:4] + len(tiff).to_bytes(4, "little") + tiff[8:] + first


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A ZIP file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return out.getvalue()


def xlsx(more: Mapping[str, str | bytes] | None = None, types: str = "", main: str = MAIN, cell: str = "") -> bytes:
    """A table for Excel."""
    head = (
        f'<Types xmlns="{TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{main}"/>{types}</Types>'
    )
    sheet = f'<worksheet xmlns="{SHEET}"><sheetData><row><c>{cell}</c></row></sheetData></worksheet>'
    book = {"xl/workbook.xml": f'<workbook xmlns="{SHEET}"/>', "xl/worksheets/sheet1.xml": sheet}
    return packed({"[Content_Types].xml": head, **book, **(more or {})})


def relation(kind: str, target: str) -> str:
    """A relation of a part of an Office file to something elsewhere."""
    kind = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
    inner = f'<Relationship Id="r" Type="{kind}" Target="{target}" TargetMode="External"/>'
    return f'<Relationships xmlns="{RELATIONS}">{inner}</Relationships>'


def word(body: str = "") -> bytes:
    """A document of Word with more XML in its text."""
    out = io.BytesIO()
    docx.Document().save(out)
    with zipfile.ZipFile(out) as made:
        parts: dict[str, str | bytes] = {name: made.read(name) for name in made.namelist()}
    text = bytes(parts["word/document.xml"]).decode()  # type: ignore[arg-type]
    parts["word/document.xml"] = text.replace("<w:sectPr", f"<w:p>{body}</w:p><w:sectPr", 1)
    return packed(parts)


TIFF = "word/media/image1.tiff"


def with_picture(content: bytes) -> bytes:
    """A document of Word with a TIFF."""
    with zipfile.ZipFile(io.BytesIO(word())) as made:
        parts: dict[str, str | bytes] = {name: made.read(name) for name in made.namelist()}
    types = bytes(parts["[Content_Types].xml"]).decode()  # type: ignore[arg-type]
    known = '<Default Extension="tiff" ContentType="image/tiff"/>'
    parts["[Content_Types].xml"] = types.replace("</Types>", f"{known}</Types>")
    return packed({**parts, TIFF: content})


def field(*pieces: str) -> str:
    """A field whose instruction is written in pieces."""
    runs = "".join(p if p.startswith("<") else f"<w:r><w:instrText>{p}</w:instrText></w:r>" for p in pieces)
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return f"{mark.format('begin')}{runs}{mark.format('end')}"


def odt(body: str = "", more: Mapping[str, str | bytes] | None = None, kind: str = "text") -> bytes:
    """A document of Writer."""
    names = " ".join(f'xmlns:{name}="{OFFICE}{name}:1.0"' for name in ("office", "text", "script", "draw"))
    names += ' xmlns:xlink="http://www.w3.org/1999/xlink"'
    content = f"<office:document-content {names}>{body}</office:document-content>"
    return packed({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": content, **(more or {})})


CALENDAR = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20250101T000000Z\r\n{}"
CALENDAR += "END:VEVENT\r\nEND:VCALENDAR\r\n"
GOOD = {
    "png": picture("PNG"),
    "palette.PNG": picture("PNG", "P"),
    "grau.png": picture("PNG", "LA"),
    "tief.png": picture("PNG", "I;16"),
    "jpg": picture("JPEG", exif=exif({274: 1, 315: "Wer es gemacht hat"})),
    "progressiv.jpeg": picture("JPEG", progressive=True),
    "gif": picture("GIF"),
    "webp": picture("WEBP"),
    "svg": SVG.format('<style>.a{fill:red}</style><path class="a" d="M0 0h1"/><text x="1">Größe</text>').encode(),
    "verlauf.svg": SVG.format(
        '<defs><linearGradient id="a"><stop offset="0" stop-color="#fff"/></linearGradient>'
        '<linearGradient id="b" href="#a"/></defs><rect fill="url(#b)" style="stroke:rgb(1,2,3)" width="1" height="1"/>'
    ).encode(),
    "typ.svg": b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd"><!-- x -->'
    + SVG.format("").encode(),
    "pdf": pdf(),
    "gepackt.pdf": pdf(object_stream_mode=pikepdf.ObjectStreamMode.generate),
    "verweis.pdf": pdf(page=linked(action("URI", URI=pikepdf.String("https://example.org")))),
    "docx": word(field(" PAGE ") + field(' HYPERLINK "https://example.org" ')),
    "xlsx": xlsx(cell="<f>SUM(A1:'Blatt 2'!A2)</f><f>HYPERLINK(\"https://example.org\", Kurse[Name])</f>"),
    "odt": odt('<text:p><text:a xlink:href="https://example.org">x</text:a></text:p>'),
    "bild.odt": odt(
        '<draw:image xlink:href="Pictures/x.png"/><text:a xlink:href="#Ziel">x</text:a>',
        {"Pictures/x.png": picture("PNG")},
    ),
    "masse.svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9.5mm"/>',
    "csv": "\ufeffKurs;Tel;Wert\nDeutsch;+49 2406 83-0;-5,3 %\n".encode(),
    "ics": CALENDAR.format("URL:https://example.org\r\n").encode(),
    "txt": "Größer als 3 & kleiner < 5: <amt@example.org>, <https://example.org/x>\n".encode(),
}
DAMAGED = "Das Bild ist beschädigt. Speichern Sie es neu."
ENCRYPTED = "Sie ist verschlüsselt. Speichern Sie sie ohne Kennwort und ohne Einschränkungen."
OUT_OF_PDF = "Sie enthält {}. Nehmen Sie das heraus, zum Beispiel mit „Als PDF drucken“."
RENEW = "Speichern Sie sie neu, ohne das."
_ASKS = "die Formel {!r}, die andere Programme oder Rechner fragt"
OUT_OF_OFFICE = "Sie enthält {}. Nehmen Sie das heraus oder speichern Sie sie als PDF."
OUT_OF_SVG = "Eine Zeichnung darf nicht enthalten: {}. Speichern Sie sie ohne das oder als PNG."
TAKEN = "In dem Foto steht, wo es gemacht wurde (GPS). Speichern Sie es ohne diese Angabe."
TAKEN_IN = "Fotos, in denen steht, wo sie gemacht wurden (GPS)"
ELSEWHERE, EMBEDDED = "Teile, die von anderswo geladen werden", "eingebettete Dateien oder Programme"


def other(kind: str, really: str = "") -> str:
    """What is said of content of another kind."""
    found = f", sondern {really}" if really else ""
    return f"Ihr Inhalt ist nicht {kind}{found}. Speichern Sie sie als {kind} oder ändern Sie die Endung."


BAD: list[tuple[str, str, bytes, list[str]]] = [
    ("empty", "png", b"", ["Sie ist leer."]),
    ("too large", "pdf", b"%PDF-" + bytes(LARGEST), ["Sie ist größer als 20 MB. Verkleinern Sie sie."]),
    ("JPEG named PNG", "png", GOOD["jpg"], [other("png", "jpg")]),
    ("HTML named PDF", "pdf", b"<html></html>", [other("pdf")]),
    ("HTML named SVG", "svg", b"<html></html>", [other("svg")]),
    ("PDF named text", "txt", GOOD["pdf"], [other("txt", "pdf")]),
    ("table named document", "docx", GOOD["xlsx"], [other("docx", "xlsx")]),
    ("cut PNG", "png", GOOD["grau.png"][:50], [DAMAGED]),
    ("cut JPEG", "jpg", GOOD["jpg"][:-30], [DAMAGED]),
    ("cut WebP", "webp", GOOD["webp"][:-6], [DAMAGED]),
    (
        "too many pixels",
        "png",
        picture("PNG", "1", (6000, 5000)),
        ["Das Bild hat 6000 × 5000 Bildpunkte, erlaubt sind zusammen höchstens 25 Millionen. Verkleinern Sie es."],
    ),
    *(
        (
            f"moving {form}",
            form.lower(),
            moving(form),
            ["Das Bild bewegt sich, und niemand kann es anhalten. Nehmen Sie ein einzelnes Bild daraus."],
        )
        for form in ("GIF", "PNG", "WEBP")
    ),
    ("CMYK", "jpg", picture("JPEG", "CMYK"), ["Das Bild hat Druckfarben (CMYK). Speichern Sie es in RGB."]),
    (
        "many passes",
        "jpg",
        GOOD["jpg"] + b"\xff\xda" * 200,
        ["Das Bild wird in 201 Durchgängen gezeichnet. Speichern Sie es neu, ohne „progressiv“."],
    ),
    ("script in SVG", "svg", SVG.format("<script>alert(1)</script>").encode(), [OUT_OF_SVG.format("<script>")]),
    ("event in SVG", "svg", SVG.format('<path onload="x"/>').encode(), [OUT_OF_SVG.format("onload='x'")]),
    (
        "HTML and picture in SVG",
        "svg",
        SVG.format('<foreignObject><b xmlns="http://www.w3.org/1999/xhtml">x</b></foreignObject><image/>').encode(),
        [OUT_OF_SVG.format("<foreignObject>, <b>, <image>")],
    ),
    (
        "repetition, animation and links in SVG",
        "svg",
        SVG.format('<use href="#a"/><set/><a href="https://example.org"/><filter/>').encode(),
        [OUT_OF_SVG.format("<use>, <set>, <a>, <filter>")],
    ),
    (
        "foreign addresses in SVG",
        "svg",
        SVG.format(
            '<path fill="url(https://example.org)"/><path style="fill:url(//e.org/x)"/>'
            '<linearGradient href="https://example.org"/><path style="fill:\\75rl(x)"/>'
        ).encode(),
        [
            OUT_OF_SVG.format(
                "fill='url(https://example.org)', style='fill:url(//e.org/x)', href='https://example.org', "
                "style='fill:\\\\75rl(x)'"
            )
        ],
    ),
    *(
        (
            f"style sheet {style}",
            "svg",
            SVG.format(f"<style>{style}</style>").encode(),
            [OUT_OF_SVG.format("<style> mit mehr als Farben und Strichen")],
        )
        for style in (
            "@import 'x.css';",
            ".a{fill:url(x)}",
            ".a{background:red}",
            '.a{font-family:"/*";fill:url(x);font-family:"*/"}',
            ".a{fill:red}<!-- --> .a{fill:url(x)}",
        )
    ),
    (
        "entities",
        "svg",
        b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("&a;").encode(),
        ["Sie legt in <!DOCTYPE …> eigene Namen fest. Streichen Sie diese Angabe."],
    ),
    ("style sheet from elsewhere", "svg", b'<?xml-stylesheet href="x"?>' + GOOD["svg"], [OUT_OF_SVG.format("<?…?>")]),
    (
        "another encoding",
        "svg",
        b'<?xml version="1.0" encoding="iso-8859-1"?>' + GOOD["verlauf.svg"],
        ["Sie nennt die Kodierung 'iso-8859-1'. Speichern Sie sie in UTF-8."],
    ),
    (
        "broken SVG",
        "svg",
        b"<svg xmlns='http://www.w3.org/2000/svg'>",
        ["Sie ist beschädigt: kein lesbares XML in UTF-8."],
    ),
    (
        "no size",
        "svg",
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 5"/>',
        ["Die Zeichnung nennt keine Größe. Ergänzen Sie viewBox oder width und height, alle größer als 0."],
    ),
    (
        "size without end, of which no part is tried again",
        "svg",
        b'<svg xmlns="http://www.w3.org/2000/svg" width="%b x" height="1"/>' % (b"7" * 400_000),
        ["Die Zeichnung nennt keine Größe. Ergänzen Sie viewBox oder width und height, alle größer als 0."],
    ),
    ("cut PDF", "pdf", GOOD["pdf"][:200], ["Die PDF-Datei ist beschädigt. Speichern Sie sie neu."]),
    (
        "locked PDF",
        "pdf",
        pdf(encryption=pikepdf.Encryption(owner="a", user="b")),
        [ENCRYPTED],
    ),
    ("restricted PDF", "pdf", pdf(encryption=pikepdf.Encryption(owner="a", user="")), [ENCRYPTED]),
    (
        "JavaScript when opened",
        "pdf",
        pdf({"OpenAction": action("JavaScript", JS=pikepdf.String("app.alert(1)"))}),
        [OUT_OF_PDF.format("JavaScript")],
    ),
    (
        "JavaScript in the list of names",
        "pdf",
        pdf(
            {"Names": pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=pikepdf.Array([])))},
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        ),
        [OUT_OF_PDF.format("JavaScript")],
    ),
    (
        "attachment",
        "pdf",
        pdf({"Names": pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary(Names=pikepdf.Array([])))}),
        [OUT_OF_PDF.format("angehängte Dateien")],
    ),
    (
        "launch",
        "pdf",
        pdf(page=linked(action("Launch", F=pikepdf.String("calc.exe")))),
        [OUT_OF_PDF.format("ein Programm, das startet (Launch)")],
    ),
    (
        "form that sends, after a harmless action",
        "pdf",
        pdf(page=linked(action("GoTo", D=pikepdf.String("x"), Next=pikepdf.Array([action("SubmitForm")])))),
        [OUT_OF_PDF.format("ein Formular, das Daten verschickt")],
    ),
    (
        "additional action",
        "pdf",
        pdf(page={"AA": pikepdf.Dictionary(O=action("Rendition"))}),
        [OUT_OF_PDF.format("Multimedia")],
    ),
    (
        "foreign address",
        "pdf",
        pdf(page=linked(action("URI", URI=pikepdf.String("javascript:x")))),
        [OUT_OF_PDF.format("einen Verweis auf 'javascript:x'")],
    ),
    (
        "forms that compute",
        "pdf",
        pdf({"AcroForm": pikepdf.Dictionary(XFA=pikepdf.Array([]))}),
        [OUT_OF_PDF.format("ein Formular, das rechnet (XFA)")],
    ),
    (
        "macros by type",
        "xlsx",
        xlsx(main="application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
        [OUT_OF_OFFICE.format("Makros")],
    ),
    (
        "macros as a part",
        "xlsx",
        xlsx(
            {"xl/vbaProject.bin": b"x"},
            '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>',
        ),
        [OUT_OF_OFFICE.format("Makros")],
    ),
    (
        "a field in a part of another name",
        "xlsx",
        xlsx(
            {"xl/sheet.dat": f'<worksheet xmlns="{SHEET}"><f>RTD("x")</f></worksheet>'},
            '<Override PartName="/xl/Sheet.dat" ContentType="application/xml"/>',
        ),
        [OUT_OF_OFFICE.format("die Formel 'RTD', die andere Programme oder Rechner fragt")],
    ),
    (
        "too many cells",
        "xlsx",
        xlsx(cell="<v/>" * 2_000_000),
        ["Sie hat mehr als 1000000 Absätze, Wörter oder Zellen. Teilen Sie sie auf."],
    ),
    (
        "a part of unknown type",
        "xlsx",
        xlsx({"xl/embeddings/x.exe": b"MZ"}),
        [OUT_OF_OFFICE.format(f"{EMBEDDED} (xl/embeddings/x.exe)")],
    ),
    (
        "a table from elsewhere",
        "xlsx",
        xlsx({"xl/_rels/workbook.xml.rels": relation("externalLinkPath", "file:///x.xlsx")}),
        [OUT_OF_OFFICE.format(f"{ELSEWHERE} ('file:///x.xlsx')")],
    ),
    (
        "a formula that asks the web",
        "xlsx",
        xlsx(cell='<f>_xlfn.WEBSERVICE("https://example.org")</f>'),
        [OUT_OF_OFFICE.format("die Formel 'WEBSERVICE', die andere Programme oder Rechner fragt")],
    ),
    (
        "DDE in pieces",
        "docx",
        word(field("DD", 'EAUTO c:\\\\x "y"')),
        [OUT_OF_OFFICE.format("ein Feld der Art 'DDEAUTO'")],
    ),
    (
        "field in a field",
        "docx",
        word(
            field(" PAGE ").replace(
                "<w:r><w:instrText> PAGE", '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE'
            )
        ),
        [OUT_OF_OFFICE.format("ein Feld der Art ''")],
    ),
    (
        "field that leads to a file",
        "docx",
        word(field(' HYPERLINK "\\\\\\\\host\\\\x" ')),
        [OUT_OF_OFFICE.format("einen Verweis auf '\\\\\\\\\\\\\\\\host\\\\\\\\x'")],
    ),
    (
        "macros of Writer",
        "odt",
        odt(more={"Basic/Standard/x.xml": "<x/>"}),
        [OUT_OF_OFFICE.format("Makros")],
    ),
    (
        "event and picture from elsewhere",
        "odt",
        odt('<script:event-listener script:language="x"/><draw:image xlink:href="https://example.org/x.png"/>'),
        [OUT_OF_OFFICE.format(f"Makros, {ELSEWHERE} ('https://example.org/x.png')")],
    ),
    ("another document", "odt", odt(kind="text-master"), [OUT_OF_OFFICE.format("einen Hauptteil einer anderen Art")]),
    (
        "bomb",
        "xlsx",
        xlsx({"xl/x.xml": b" " * (60 * 2**20)}),
        ["Ausgepackt ist sie größer als 50 MB oder hat mehr als 5000 Teile."],
    ),
    ("broken package", "xlsx", GOOD["xlsx"][:-30], ["Sie ist beschädigt. Speichern Sie sie neu."]),
    (
        "formulas",
        "csv",
        b"a,b\n1,@x\n",
        [
            "In Zeile 2 berechnet eine Tabellenkalkulation die Zelle '@x'. "
            "Stellen Sie ein Leerzeichen oder einen Apostroph davor."
        ],
    ),
    ("ANSI", "csv", "Größe".encode("cp1252"), ["Sie ist nicht in UTF-8 gespeichert. Speichern Sie sie so."]),
    (
        "control character",
        "txt",
        "a\nb\u202ec".encode(),
        ["In Zeile 2 steht das unsichtbare Zeichen U+202E. Streichen Sie es."],
    ),
    ("HTML in text", "txt", b"a\n\n<ScRiPt src=x>", ["In Zeile 3 steht HTML: '<ScRiPt src=x>'. Streichen Sie es."]),
    ("no calendar", "ics", b"x", [other("ics")]),
    ("broken calendar", "ics", b"BEGIN:VCALENDAR\r\nx", ["Der Kalender ist nicht lesbar. Speichern Sie ihn neu."]),
    (
        "calendar that starts something",
        "ics",
        CALENDAR.format(
            "URL:javascript:x\r\nATTACH:https://example.org\r\nBEGIN:VALARM\r\nACTION:PROCEDURE\r\nEND:VALARM\r\n"
        ).encode(),
        [
            "In VEVENT steht ein Anhang (ATTACH). Streichen Sie das.",
            "Ein Termin verweist auf 'javascript:x'. Nennen Sie eine Adresse mit https.",
            "Eine Erinnerung will etwas anderes als erinnern (PROCEDURE). Streichen Sie sie.",
        ],
    ),
    (
        "pictures, calls and invitations in a calendar",
        "ics",
        CALENDAR.format(
            'IMAGE;VALUE=URI:https://example.org/x\r\nDESCRIPTION;ALTREP="javascript:x":a\r\nRRULE:FREQ=SECONDLY\r\n'
        )
        .replace("PRODID", "METHOD:REQUEST\r\nPRODID")
        .encode(),
        [
            "In VEVENT steht ein Bild (IMAGE). Streichen Sie das.",
            "Ein Termin verweist auf 'javascript:x'. Nennen Sie eine Adresse mit https.",
            "Ein Termin wiederholt sich öfter als täglich (RRULE). Streichen Sie das.",
            "Der Kalender ist eine Einladung oder Absage (METHOD:REQUEST). Streichen Sie diese Zeile.",
        ],
    ),
    *(
        (
            f"table that computes {cell!r}",
            "csv",
            cell.encode(),
            [
                f"In Zeile {line} berechnet eine Tabellenkalkulation die Zelle {found!r}. "
                "Stellen Sie ein Leerzeichen oder einen Apostroph davor."
            ],
        )
        for cell, line, found in (
            ("\uff1d1+1", 1, "\uff1d1+1"),
            ('"\n=1"', 2, "\n=1"),
            ("sep=|\na|=1", 2, "=1"),
            ("\uff0bx", 1, "\uff0bx"),
        )
    ),
    (
        "an event in a text",
        "txt",
        b"<x onclick=y>",
        ["In Zeile 1 steht HTML: '<x onclick='. Streichen Sie es."],
    ),
    (
        "hidden letter",
        "csv",
        "a\u200bb".encode(),
        ["In Zeile 1 steht das unsichtbare Zeichen U+200B. Streichen Sie es."],
    ),
    (
        "hidden letter in SVG",
        "svg",
        SVG.format("<text>a\u202eb</text>").encode(),
        ["In der Zeichnung steht das unsichtbare Zeichen U+202E. Streichen Sie es."],
    ),
    (
        "an element with more attributes than can be gone through",
        "svg",
        SVG.format("<rect " + " ".join(f'a{n}=""' for n in range(60_000)) + "/>").encode(),
        [OUT_OF_SVG.format("<rect> mit mehr als 100 Attributen")],
    ),
    *(
        (f"an archive in {kind}", kind, content + xlsx(), ["In ihr steckt außerdem ein Archiv (ZIP). " + RENEW])
        for kind, content in (("png", picture("PNG")), ("jpg", picture("JPEG")), ("pdf", pdf()))
    ),
    *(
        (f"link of a PDF to {address}", "pdf", pdf(page=linked(action("URI", URI=address))), [OUT_OF_PDF.format(told)])
        for address, told in (
            ("\\\\host\\x", "einen Verweis auf '\\\\\\\\host\\\\x'"),
            ("//example.org/x", "einen Verweis auf '//example.org/x'"),
        )
    ),
    *(
        (f"formula {formula}", "xlsx", xlsx(cell=formula), [OUT_OF_OFFICE.format(_ASKS.format(told))])
        for formula, told in (
            ("<f>cmd|'/c calc'!A0</f>", "DDE"),
            ('<f>DDE("x","y","z")</f>', "DDE"),
            ('<f>WEB<!-- -->SERVICE("x")</f>', "WEBSERVICE"),
            ('<f>WEB<?x?>SERVICE("x")</f>', "WEBSERVICE"),
        )
    ),
    *(
        (f"formula {formula}", "xlsx", xlsx(cell=formula), [OUT_OF_OFFICE.format(told)])
        for formula, told in (
            ('<f>HYPERLINK("file:///x","y")</f>', "einen Verweis auf 'file:///x'"),
            ('<f>HYPERLINK("fi"&amp;"le:///x")</f>', "einen berechneten Verweis (HYPERLINK)"),
            ("<f>hyperlink(A1)</f>", "einen berechneten Verweis (HYPERLINK)"),
            ("<f>'C:\\[x.xlsx]O''B'!A1</f>", f"{ELSEWHERE} (\"'C:\\\\[x.xlsx]O''B'!A1\")"),
            ("<f>'file:///x.ods'#$T.A1</f>", f"{ELSEWHERE} (\"'file:///x.ods'#$T.A1\")"),
            ("<f>SUM([1]Blatt!A1)</f>", f"{ELSEWHERE} ('SUM([1]Blatt!A1)')"),
            ('<calculatedColumnFormula>RTD("x")</calculatedColumnFormula>', _ASKS.format("RTD")),
            ('<calculatedItem formula="DDE(1)"/>', _ASKS.format("DDE")),
        )
    ),
    *(
        (f"photo with its place in {name}", name, content, [told])
        for name, content, told in (
            ("jpg", picture("JPEG", exif=PLACE), TAKEN),
            ("jpeg", picture("JPEG") + picture("JPEG", exif=PLACE), TAKEN),
            ("png", picture("PNG", exif=PLACE), TAKEN),
            ("png", with_words('<x exif:GPSLatitude="50"/>'), TAKEN),
            ("webp", picture("WEBP", exif=PLACE), TAKEN),
            ("webp", picture("WEBP", xmp=b'<x exif:GPSLatitude="50"/>'), TAKEN),
            ("odt", odt(more={"Pictures/x.jpg": picture("JPEG", exif=PLACE)}), OUT_OF_OFFICE.format(TAKEN_IN)),
            ("pdf", pdf_of(picture("JPEG", exif=PLACE)), OUT_OF_PDF.format(TAKEN_IN)),
            *(
                ("pdf", pdf_of(content, *filters, **entries), OUT_OF_PDF.format(TAKEN_IN))
                for content, filters, entries in (
                    (zlib.compress(picture("JPEG", exif=PLACE)), (FLATE, pikepdf.Name.DCTDecode), {}),
                    (zlib.compress(picture("JPEG", exif=PLACE).hex().encode() + b">"), (FLATE, HEX, DCT), {}),
                    (zlib.compress(b'<x exif:GPSLatitude="50"/>'), (FLATE,), {"Type": pikepdf.Name.Metadata}),
                    (b"\0JpgTiffExif->JP2" + PLACE[6:], (pikepdf.Name.JPXDecode,), {}),
                )
            ),
            *(
                ("docx", with_picture(content), OUT_OF_OFFICE.format(TAKEN_IN))
                for content in (
                    picture("TIFF", exif=PLACE),
                    picture("TIFF", size=(200, 200), exif=PLACE),
                    behind_a_page(picture("TIFF", exif=PLACE)),
                )
            ),
        )
    ),
    *(
        (f"text with {text}", "txt", text.encode(), [f"In Zeile 1 steht HTML: {text[:40]!r}. Streichen Sie es."])
        for text in ("<x style=y>", "<template>", "<https://x/onclick=", "</textarea>")
    ),
    *(
        (f"part of a table: {name}", "xlsx", xlsx({name: content}, types), [OUT_OF_OFFICE.format(told)])
        for name, content, types, told in (
            (
                "xl/_rels/workbook.xml.RELS",
                relation("image", "https://example.org/x"),
                "",
                f"{ELSEWHERE} ('https://example.org/x')",
            ),
            (
                "xl/_rels/workbook.xml.rels",
                relation("image", "https://example.org/x").replace(' TargetMode="External"', ""),
                "",
                f"{ELSEWHERE} ('https://example.org/x')",
            ),
            (
                "xl/media/x.png",
                b"MZ",
                '<Default Extension="png" ContentType="image/png"/>',
                f"{EMBEDDED} (xl/media/x.png)",
            ),
        )
    ),
    *(
        (
            f"link of a document: {code}",
            "docx",
            word(field(code)),
            [OUT_OF_OFFICE.format(f"einen Verweis auf {told!r}")],
        )
        for code, told in (
            ("HYPERLINK file:///x", "file:///x"),
            ("HYPERLINK \\\\host\\x", "\\\\host\\x"),
            ('HYPERLINK \\o "https://example.org" "file:///x"', "file:///x"),
        )
    ),
    (
        "field without an end",
        "docx",
        word(field("DDE x").rpartition("<w:r>")[0]),
        [OUT_OF_OFFICE.format("ein Feld der Art 'DDE'")],
    ),
    (
        "link of a drawing",
        "docx",
        word('<w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" href="javascript:x"/></w:pict>'),
        [OUT_OF_OFFICE.format(f"{ELSEWHERE} ('javascript:x')")],
    ),
    (
        "macro of Writer that runs when clicked, and a database",
        "odt",
        odt('<text:execute-macro text:name="x"/><text:database-display/>'),
        [OUT_OF_OFFICE.format(f"Makros, {ELSEWHERE} (eine Datenbank)")],
    ),
    ("program in a document", "odt", odt(more={"x.exe": b"MZ"}), [OUT_OF_OFFICE.format(f"{EMBEDDED} (x.exe)")]),
    (
        "program called a picture",
        "odt",
        odt(more={"Pictures/x.png": b"MZ"}),
        [OUT_OF_OFFICE.format(f"{EMBEDDED} (Pictures/x.png)")],
    ),
    ("program called a picture in Word", "docx", with_picture(b"MZ"), [OUT_OF_OFFICE.format(f"{EMBEDDED} ({TIFF})")]),
    ("object", "odt", odt("<draw:object/>"), [OUT_OF_OFFICE.format(EMBEDDED)]),
    ("part that is no XML", "xlsx", xlsx({"xl/x.xml": "<x>"}), ["Sie ist beschädigt: kein lesbares XML in UTF-8."]),
    (
        "password of Writer",
        "odt",
        packed(
            {
                "mimetype": "application/vnd.oasis.opendocument.text",
                "content.xml": b"\x93\x01\x7f",
                "META-INF/manifest.xml": "<manifest:encryption-data/>",
            }
        ),
        ["Sie ist verschlüsselt. Speichern Sie sie ohne Kennwort."],
    ),
    *(
        (
            f"password of Office, {kind}",
            kind,
            bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600),
            [
                "Sie ist mit einem Kennwort geschützt oder im alten Format von Office. Speichern Sie sie ohne Kennwort "
                f"als {kind}."
            ],
        )
        for kind in ("docx", "xlsx", "odt")
    ),
    *(
        (
            f"drawing without a size: {size}",
            "svg",
            f'<svg xmlns="http://www.w3.org/2000/svg" {size}/>'.encode(),
            ["Die Zeichnung nennt keine Größe. Ergänzen Sie viewBox oder width und height, alle größer als 0."],
        )
        for size in (
            'viewBox="0 0 9"',
            'viewBox="0 0" width="9" height="9"',
            'width="9"',
            'viewBox="0 0 9 9" width="0"',
        )
    ),
    (
        "element in a style",
        "svg",
        SVG.format("<style>.a{fill:red}<desc/></style>").encode(),
        [OUT_OF_SVG.format("<style> mit mehr als Farben und Strichen")],
    ),
]


@pytest.mark.parametrize("name", GOOD)
def test_each_kind_is_published_if_it_is_what_it_says(name: str) -> None:
    assert list(refused(GOOD[name], f"x.{name}")) == []


@pytest.mark.parametrize(("kind", "content", "reasons"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_what_runs_loads_hides_or_is_broken_is_refused(kind: str, content: bytes, reasons: list[str]) -> None:
    assert list(refused(content, f"x.{kind}")) == [
        f"Die Datei 'x.{kind}' wird nicht veröffentlicht: {reason}" for reason in reasons
    ]


def files(tmp_path: Path, text: str, more: Mapping[str, bytes]) -> tuple[Path, Path]:
    """A small town with a page ``a.md`` and files beside it, and the place of its site."""
    docs = write(tmp_path / "docs", {"SPR-01.md": recommendation(), "a.md": f"# A\n\n{text}\n"})
    for name, content in more.items():
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        (docs / name).write_bytes(content)
    return docs, tmp_path / "out" / "html"


def beside(target: Path) -> set[str]:
    """The pictures and files of a built site."""
    return {name.rpartition("/")[2] for name in built(target) if name.startswith(("_images/", "_downloads/"))}


def said(docs: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What a build said, without its colours and kinds."""
    found = re.findall(r"FEHLER: (.*) \[", capsys.readouterr().err)
    assert [finding.message for finding in examine_folder(docs, TODAY).findings] in (found, [])
    return found


PICTURES = {f"{number}.{name.rpartition('.')[2]}": GOOD[name] for number, name in enumerate(GOOD) if number < 11}


def test_every_picture_that_passes_is_on_the_page_and_in_print(tmp_path: Path) -> None:
    text = "\n\n".join(f"![Bild {name}]({name}) und [Datei]({name})" for name in PICTURES)
    docs, target = files(tmp_path, text, PICTURES)
    assert examine_folder(docs, TODAY).findings == ()
    assert website.build(docs, target, TODAY)
    assert beside(target) == set(PICTURES)
    assert make(docs, tmp_path / "pdf", TODAY)
    with pikepdf.open(tmp_path / "pdf" / "konzept.pdf") as book:
        pictures = [at for at in book.objects if isinstance(at, pikepdf.Dictionary) and at.get("/Alt")]
    assert {str(at["/Alt"]) for at in pictures if str(at["/Alt"]).startswith("Bild")} == {f"Bild {n}" for n in PICTURES}


def test_print_takes_what_browsers_take(tmp_path: Path) -> None:
    """A wrong sum of the pixels: Pillow and browsers draw the picture, Typst doesn't; it is printed pixel by pixel."""
    broken = bytearray(GOOD["png"])
    broken[GOOD["png"].index(b"IEND") - 5] ^= 1
    docs, target = files(tmp_path, "![Bild](a.png)", {"a.png": bytes(broken)})
    assert not is_picture(bytes(broken))
    assert website.build(docs, target, TODAY)
    assert make(docs, tmp_path / "pdf", TODAY)


def test_a_letter_of_a_drawing_without_glyph_is_told_at_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    docs, _ = files(tmp_path, "![Bild](a.svg)", {"a.svg": SVG.format("<text>ܐ</text>").encode()})
    assert not make(docs, tmp_path / "pdf", TODAY)
    assert "a.md:3: FEHLER: Dieses Zeichen fehlt in den Schriften der PDFs: 'ܐ'" in capsys.readouterr().err


def test_the_town_may_allow_less_and_both_doors_say_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    docs, target = files(tmp_path, "[x](a.png) [y](b.gif)", {"a.png": GOOD["png"], "b.gif": GOOD["gif"]})
    (docs / "kommune.toml").write_text(f'{TOWN}dateiarten = ["png", "pdf"]\n', "utf-8")
    assert not website.build(docs, target, TODAY)
    reason = "Dateien der Art 'gif' sind hier nicht erlaubt. Möglich sind: png, pdf."
    assert said(docs, capsys) == [f"Die Datei 'b.gif' wird nicht veröffentlicht: {reason}"]


def test_a_file_that_changed_after_its_text_was_read_is_examined_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    docs, target = files(tmp_path, "![x](a.png) [y](b.pdf)", {"a.png": GOOD["png"], "b.pdf": GOOD["pdf"]})
    assert website.build(docs, target, TODAY)
    before = built(target)
    for name in ("a.png", "b.pdf"):
        times = (docs / name).stat()
        (docs / name).write_bytes(b"<script>alert(1)</script>")
        os.utime(docs / name, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert not website.build(docs, target, TODAY)
    assert said(docs, capsys) == [
        f"Die Datei 'a.png' wird nicht veröffentlicht: {other('png')}",
        f"Die Datei 'b.pdf' wird nicht veröffentlicht: {other('pdf')}",
    ]
    assert built(target) == before


def test_a_file_that_no_text_names_is_not_published(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Sphinx takes ``a.de.png`` in the place of ``a.png`` if there is one."""
    docs, target = files(tmp_path, "![x](a.png)", {"a.png": GOOD["png"], "a.de.png": b"<script>alert(1)</script>"})
    assert not website.build(docs, target, TODAY)
    message = "Die Datei 'a.de.png' würde veröffentlicht, aber kein gelesener Text nennt sie."
    assert said(docs, capsys) == [message]


def test_what_is_no_longer_named_is_gone_from_the_next_build(tmp_path: Path) -> None:
    docs, target = files(tmp_path, "![x](a.png) [y](b.pdf)", {"a.png": GOOD["png"], "b.pdf": GOOD["pdf"]})
    assert website.build(docs, target, TODAY)
    assert beside(target) == {"a.png", "b.pdf"}
    (docs / "a.md").unlink()
    (docs / "SPR-01.md").unlink()
    (docs / "SPR-02.md").write_text(recommendation("SPR-02"), "utf-8")
    assert website.build(docs, target, TODAY)
    fresh = tmp_path / "fresh" / "html"
    assert website.build(docs, fresh, TODAY)
    assert built(target) == built(fresh)
    assert not {"a.html", "SPR-01.html", "SPR-01/index.html"} & built(target).keys()
    assert not any((target / name).exists() for name in ("SPR-01", "_images", "_downloads"))


def test_what_a_build_writes_undeclared_stops_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    docs, target = files(tmp_path, "Text.", {})
    put = machines._put

    def leak(file: Path, text: str) -> None:
        put(file, text)
        if file.name == "sitemap.xml":
            (file.parent / "mehr.html").write_text("<script>", "utf-8")

    monkeypatch.setattr(machines, "_put", leak)
    assert not website.build(docs, target, TODAY)
    message = "Die Datei 'mehr.html' ist im Bau entstanden, gehört aber zu nichts, was veröffentlicht werden soll."
    assert said(docs, capsys) == [message]
    assert not target.exists()


def test_a_lenient_build_shows_the_same_faults_and_publishes_no_file_of_them(tmp_path: Path) -> None:
    bad = {"a.html": b"<script>alert(1)</script>", "b.png": b"<script>alert(1)</script>", "c.png": GOOD["png"]}
    docs, _ = files(tmp_path, "[x](a.html) ![y](b.png) ![z](c.png)", bad)
    warnings = sphinx(docs, tmp_path / "lenient")
    assert warnings.count("FEHLER") == 2
    assert not any(b"alert(1)" in content for content in built(tmp_path / "lenient").values())
