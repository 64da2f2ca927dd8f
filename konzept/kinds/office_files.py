"""Files of Word, Excel and Writer: packed XML, bounded; no macros, nothing embedded, nothing loaded from elsewhere."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from lxml import etree

from konzept.kinds import ADDRESSES
from konzept.kinds.markup import MarkupError, parse
from konzept.kinds.pixels import PLACES, tells_place

_MOST_BYTES: Final = 50 * 2**20
_MOST_PARTS: Final = 5_000
_MOST_MARKS: Final = 2_000_000
_ODT: Final = b"application/vnd.oasis.opendocument.text"
_OOXML: Final = "application/vnd.openxmlformats-officedocument."
# The part that makes a file what it is, and its content type.
FORMATS: Final = {
    "xlsx": ("xl/workbook.xml", f"{_OOXML}spreadsheetml.sheet.main+xml"),
    "docx": ("word/document.xml", f"{_OOXML}wordprocessingml.document.main+xml"),
    "odt": ("content.xml", _ODT.decode()),
}
_LOCKED: Final = "Sie ist verschlüsselt. Speichern Sie sie ohne Kennwort."
_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_MACROS: Final = "Makros"
_EMBEDDED: Final = "eingebettete Dateien oder Programme"
_ELSEWHERE: Final = "Teile, die von anderswo geladen werden"
# What the content types of Office call such parts.
_PARTS: Final = (
    (re.compile(r"macro|vba|keymap|toolbars|customui|xlmsheet|intlmacrosheet|dialogsheet", re.I), _MACROS),
    (re.compile(r"oleobject|activex|\.control|webextension|taskpane|octet-stream|\.bin$", re.I), _EMBEDDED),
    (re.compile(r"externallink|connections|querytable|querytables|volatiledependencies", re.I), _ELSEWHERE),
)
_TYPES: Final = re.compile(
    r"application/(?:xml|vnd\.openxmlformats-(?:package|officedocument)\.[\w.-]+(?:\+xml|printerSettings|vmlDrawing)"
    r"|vnd\.ms-(?:office|word|excel)\.[\w.-]+\+xml|inkml\+xml)|image/(?:png|jpe?g|gif|bmp|tiff|x-emf|x-wmf)"
)
# The first word of a field that only writes something that is in the file.
_FIELDS: Final = re.compile(
    "(?:NUM)?(?:PAGES?|WORDS|CHARS)|SECTION(?:PAGES)?|TOC|HYPERLINK|(?:PAGE|NOTE|STYLE)?REF|SEQ|TIME|(?:CREATE|SAVE"
    "|PRINT)?DATE|EDITTIME|TITLE|SUBJECT|AUTHOR|KEYWORDS|COMMENTS|FILE(?:NAME|SIZE)|LASTSAVEDBY|DOCPROPERTY|REVNUM"
    "|INDEX|XE|TC|TOA|TA|LISTNUM|SYMBOL|FORM(?:TEXT|CHECKBOX|DROPDOWN)|ADVANCE|BIBLIOGRAPHY|CITATION|EQ|="
)
# The address of a link, quoted or not, behind switches such as \\o "tip" and \\n.
_FIRST: Final = re.compile(r'\s*\w+(?:\s+\\[lot]\s*(?:"[^"]*"|\S+)|\s+\\[mn](?=\s|$))*\s+(?:"([^"]*)"|(\S+))', re.I)
# Formulas that ask other programs or other machines.
_ASKING: Final = re.compile(
    r"\b(WEBSERVICE|RTD|DDE|IMAGE|CALL|REGISTER(?:\.ID)?|EXEC|STOCKHISTORY|SQL\.REQUEST|TRANSLATE|DETECTLANGUAGE"
    r"|COPILOT|PY|CUBE\w+)\s*\(|(?<=\w)\|",  # the last is DDE as Excel writes it: program|subject!cell
    re.I,
)
_STRING: Final = re.compile(r'"[^"]*"')
# Where formulas stand: elements and attributes of these names.
_FORMULA: Final = re.compile(r"f|definedName|\w*formula\d?", re.I)
# Cells of another file: [1]sheet!A1, or a quoted name with its folder before ! or, as LibreOffice writes it, #.
_OTHER_FILE: Final = re.compile(r"\][\w. ]*!")
_QUOTED: Final = re.compile(r"'(?:[^']|'')*'\s*[!#]?")
_LINK: Final = re.compile(r'\bHYPERLINK\s*\((?:\s*"([^"]*)"\s*[,;)])?', re.I)
# How pictures begin, by their ending.
_PICTURES: Final = {
    "png": (b"\x89PNG",),
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
    "gif": (b"GIF8",),
    "bmp": (b"BM",),
    "tif": (b"II*", b"MM\0*"),
    "tiff": (b"II*", b"MM\0*"),
    "emf": (b"\1\0\0\0",),
    "wmf": (b"\xd7\xcd\xc6\x9a", b"\1\0\x09\0"),
    "svg": (b"<",),
    "svm": (b"VCLMTF",),
}
_ODT_PARTS: Final = re.compile(
    r"mimetype|(?:content|styles|meta|settings|META-INF/(?:manifest|documentsignatures))\.xml|(?:META-INF/)?manifest\.rdf"
    r"|layout-cache|Configurations2/.*\.xml|Configurations2/accelerator/.*|(?:Pictures|ObjectReplacements|Thumbnails)/.+"
)
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HREF: Final = "{http://www.w3.org/1999/xlink}href"


def begins(name: str, content: bytes) -> bool:
    """Whether a content is packed and has the part that makes it a file of this format."""
    mark = b"mimetype" + _ODT if name == "odt" else FORMATS[name][0].encode()
    return content.startswith(b"PK\x03\x04") and mark in content


def locked_or_old(name: str, content: bytes) -> str:
    """Why a content of the old kind of Office is none of this format; it also holds files with a password."""
    why = "Sie ist mit einem Kennwort geschützt oder im alten Format von Office."
    return f"{why} Speichern Sie sie ohne Kennwort als {name}." if content.startswith(_OLE) else ""


def refused(name: str, content: bytes) -> Iterator[str]:
    """Why a content is no file of this format that may be published."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if reason := _out_of_bounds(packed):
                yield reason
                return
            parts = {entry.filename: packed.read(entry) for entry in packed.infolist() if not entry.is_dir()}
            if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
                yield _LOCKED
                return
            if sum(part.count(b"<") for part in parts.values()) > _MOST_MARKS:
                yield f"Sie hat mehr als {_MOST_MARKS // 2} Absätze, Wörter oder Zellen. Teilen Sie sie auf."
                return
            found = dict.fromkeys(_odt(parts) if name == "odt" else _ooxml(parts, FORMATS[name]))
            found |= dict.fromkeys([PLACES] if any(map(tells_place, parts.values())) else [])
    except MarkupError as error:
        yield str(error)
        return
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, KeyError, NotImplementedError, EOFError):
        yield "Sie ist beschädigt. Speichern Sie sie neu."
        return
    if found:
        yield f"Sie enthält {', '.join(found)}. Nehmen Sie das heraus oder speichern Sie sie als PDF."


def _out_of_bounds(packed: zipfile.ZipFile) -> str:
    """What is wrong with the package itself, told before anything is unpacked."""
    entries = packed.infolist()
    if len(entries) > _MOST_PARTS or sum(entry.file_size for entry in entries) > _MOST_BYTES:
        return f"Ausgepackt ist sie größer als {_MOST_BYTES // 2**20} MB oder hat mehr als {_MOST_PARTS} Teile."
    if any(entry.flag_bits & 1 for entry in entries):
        return _LOCKED
    names = [entry.filename.lower() for entry in entries]
    if len(set(names)) < len(names) or any(name.startswith("/") or ".." in name.split("/") for name in names):
        return "Sie ist nicht so gepackt wie ein Dokument. Speichern Sie sie neu."
    return ""


def _ooxml(parts: dict[str, bytes], wanted: tuple[str, str]) -> Iterator[str]:
    """What an Office file must not have: by the types of its parts, their relations, and the fields in its text."""
    types = _content_types(parts["[Content_Types].xml"])
    main, kind = wanted
    for name, content in parts.items():
        own = types.get(f"/{name}".lower()) or types.get(name.rpartition(".")[2].lower(), "")
        if name == main and own != kind:
            yield _MACROS if "macro" in own.lower() else f"einen Hauptteil der Art {own!r}"
        elif word := next((word for pattern, word in _PARTS if pattern.search(own)), ""):
            yield word
        elif _is_disguised(name, content) or (name != "[Content_Types].xml" and not _TYPES.fullmatch(own)):
            yield f"{_EMBEDDED} ({name})"
        if name.lower().endswith(".rels"):
            yield from _relations(parse(content))
        elif own.endswith("xml"):
            root = parse(content)
            yield from (*_fields(root), *_formulas(root), *_drawn(root))


def _content_types(content: bytes) -> dict[str, str]:
    """The content type of each part by its name, or by its ending."""
    entries = [node for node in parse(content) if isinstance(node.tag, str)]
    return {
        str(node.get("PartName") or node.get("Extension", "")).lower(): str(node.get("ContentType", ""))
        for node in entries
    }


def _relations(root: etree._Element) -> Iterator[str]:
    for node in root.iter(etree.Element):
        target = str(node.get("Target", ""))
        kind = str(node.get("Type", "")).rpartition("/")[2]
        if word := next((word for pattern, word in _PARTS if pattern.search(kind)), ""):
            yield f"{word} ({target[:40]!r})"
            continue
        is_outside = node.get("TargetMode", "Internal") != "Internal" or re.match(r"\w+:|//|\\", target)
        if is_outside and not (kind == "hyperlink" and _is_address(target)):
            yield f"{_ELSEWHERE} ({target[:40]!r})"


def _fields(root: etree._Element) -> Iterator[str]:
    """Fields that do more than to repeat what is in the file, such as DDE, INCLUDETEXT and QUOTE."""
    begun, written = False, ""
    for node in root.iter(f"{_W}fldSimple", f"{_W}fldChar", f"{_W}instrText"):
        if node.tag == f"{_W}fldSimple":
            yield from _field(str(node.get(f"{_W}instr", "")))
        elif node.tag == f"{_W}instrText":
            written += _text(node)
        else:
            if begun:
                yield from _field(written)
            begun, written = node.get(f"{_W}fldCharType") == "begin", ""
    if begun:
        yield from _field(written)


def _text(node: etree._Element) -> str:
    """What a program reads in an element, also around comments."""
    return str(node.xpath("string()"))


def _field(text: str) -> Iterator[str]:
    word = (text.split() or [""])[0].upper()
    word = "=" if word.startswith("=") else word
    address = _FIRST.match(text) if word == "HYPERLINK" else None
    if not _FIELDS.fullmatch(word):
        yield f"ein Feld der Art {word[:20]!r}"
    elif address and _leads_out(found := address[1] or address[2] or "") and not _is_address(found):
        yield f"einen Verweis auf {found[:40]!r}"


def _leads_out(address: str) -> bool:
    return re.match(r"[a-z][a-z\d+.-]*:|[\\/]", address, re.I) is not None


def _drawn(root: etree._Element) -> Iterator[str]:
    """What the older way of drawing in Office (VML) leads to or loads by itself, without a relation."""
    for node in root.iter("{urn:schemas-microsoft-com:vml}*"):
        for key in ("href", "src"):
            target = str(node.get(key, ""))
            if _leads_out(target) and not (key == "href" and _is_address(target)):
                yield f"{_ELSEWHERE} ({target[:40]!r})"


def _formulas(root: etree._Element) -> Iterator[str]:
    """Formulas that ask other programs, machines or files, or lead to anything but an address."""
    for node in root.iter(etree.Element):
        written = [_text(node)] if _FORMULA.fullmatch(etree.QName(node).localname) else []
        for formula in (*written, *(str(v) for k, v in node.attrib.items() if _FORMULA.fullmatch(str(k)))):
            bare = _STRING.sub('""', formula)
            if match := _ASKING.search(bare):
                yield f"die Formel {(match[1] or 'DDE').upper()!r}, die andere Programme oder Rechner fragt"
            elif _OTHER_FILE.search(bare) or any(map(_names_a_file, _QUOTED.findall(bare))):
                yield f"{_ELSEWHERE} ({formula[:40]!r})"
            for address in _LINK.findall(formula):
                if not _is_address(address):
                    yield f"einen Verweis auf {address[:40]!r}" if address else "einen berechneten Verweis (HYPERLINK)"


def _names_a_file(quoted: str) -> bool:
    """Whether a quoted name before a cell names a file, and not only a sheet."""
    return quoted.endswith(("!", "#")) and re.search(r"[\[\\/]", quoted) is not None


def _odt(parts: dict[str, bytes]) -> Iterator[str]:
    """What a file of Writer must not have: scripts, events, embedded objects, and what is loaded from elsewhere."""
    if parts.get("mimetype", b"").strip() != _ODT:
        yield "einen Hauptteil einer anderen Art"
    for name, content in parts.items():
        if re.match(r"(?:Basic|Scripts|Dialogs)/", name):
            yield _MACROS
        elif not _ODT_PARTS.fullmatch(name) or _is_disguised(name, content):
            yield f"{_EMBEDDED} ({name})"
        elif name.endswith((".xml", ".rdf")):
            yield from (word for node in parse(content).iter(etree.Element) for word in _odt_node(node))


def _odt_node(node: etree._Element) -> Iterator[str]:
    name, target = etree.QName(node).localname, str(node.get(_HREF, ""))
    if name in ("script", "scripts", "event-listener", "execute-macro") and len(node) + len(node.attrib):
        yield _MACROS
    elif name.startswith("database-"):
        yield f"{_ELSEWHERE} (eine Datenbank)"
    elif name in ("object", "object-ole", "applet", "plugin", "floating-frame"):
        yield _EMBEDDED
    elif name.startswith("dde-") or (target and not _is_inside(target) and not (name == "a" and _is_address(target))):
        yield f"{_ELSEWHERE} ({target[:40]!r})" if target else _ELSEWHERE


def _is_disguised(name: str, content: bytes) -> bool:
    """Whether a part is called a picture and is something else; LibreOffice keeps some without an ending."""
    marks = _PICTURES.get(name.rpartition(".")[2].lower())
    return marks is not None and not content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(marks)


def _is_inside(target: str) -> bool:
    """Whether an address names a picture in the package."""
    return re.match(r"(?:\./)?(?:Pictures|ObjectReplacements|Thumbnails)/[^:]*$", target) is not None


def _is_address(text: str) -> bool:
    return text.strip().lower().startswith((*ADDRESSES, "#"))
