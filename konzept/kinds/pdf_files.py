"""PDF files that are only read: whole, open, and without anything that runs, sends, starts or is hidden inside."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final

import pikepdf
from pikepdf import settings

from konzept.kinds import ADDRESSES
from konzept.kinds.pixels import PLACES, tells_place

_MOST_OBJECTS: Final = 200_000
# What a packed part may need unpacked, how deep and how large values may be: more is no document but an attack.
_LIMITS: Final = {
    "flate_max_memory": 64 * 2**20,
    "run_length_max_memory": 64 * 2**20,
    "png_max_memory": 64 * 2**20,
    "tiff_max_memory": 64 * 2**20,
    "max_stream_filters": 4,
    "parser_max_nesting": 100,
    "parser_max_container_size": 1_000_000,
}
_ENCRYPTED: Final = "Sie ist verschlüsselt. Speichern Sie sie ohne Kennwort und ohne Einschränkungen."
_DAMAGED: Final = "Die PDF-Datei ist beschädigt. Speichern Sie sie neu."
_PHOTOS: Final = ("/DCTDecode", "/DCT", "/JPXDecode")
# Where actions stand (ISO 32000-2, 12.6), and those that only lead to a place or to a web address.
_ACTION_KEYS: Final = ("/A", "/PA", "/OpenAction", "/Next")
_ACTIONS: Final = ("/GoTo", "/URI", "/Named", "/SetOCGState", "/Hide")
_KEYS: Final = {
    "/JS": "JavaScript",
    "/JavaScript": "JavaScript",
    "/EmbeddedFiles": "angehängte Dateien",
    "/EF": "angehängte Dateien",
    "/XFA": "ein Formular, das rechnet (XFA)",
    "/RichMediaContent": "Multimedia",
    "/RichMediaSettings": "Multimedia",
    "/3DD": "Multimedia",
    "/Movie": "Multimedia",
    "/Sound": "Multimedia",
}
_NAMES: Final = {
    "/JavaScript": "JavaScript",
    "/Launch": "ein Programm, das startet (Launch)",
    "/SubmitForm": "ein Formular, das Daten verschickt",
    "/ImportData": "ein Formular, das Daten lädt",
    "/GoToR": "einen Sprung in andere Dateien",
    "/GoToE": "einen Sprung in angehängte Dateien",
    "/Rendition": "Multimedia",
    "/RichMediaExecute": "Multimedia",
    "/Movie": "Multimedia",
    "/Sound": "Multimedia",
}


def begins(content: bytes) -> bool:
    """Whether a content begins as PDF files do."""
    return content.startswith(b"%PDF-")


@contextmanager
def bounded() -> Iterator[None]:
    """Within, no PDF may take more room or be deeper than a document is."""
    before = settings.set_qpdf_limits(**_LIMITS)  # type: ignore[arg-type]  # all of these are numbers
    try:
        yield
    finally:
        settings.set_qpdf_limits(**before)  # type: ignore[arg-type]  # what it gave us itself


def refused(content: bytes) -> Iterator[str]:
    """Why a PDF is not only something to read."""
    try:
        with bounded(), pikepdf.open(io.BytesIO(content), attempt_recovery=False, suppress_warnings=True) as file:
            found = _reason(file, content) or (_DAMAGED if file.get_warnings() else "")
    except pikepdf.PasswordError:
        found = _ENCRYPTED
    except Exception:  # what the library raises for broken content has no common base
        found = _DAMAGED
    if found:
        yield found


def _reason(file: pikepdf.Pdf, content: bytes) -> str:
    if file.is_encrypted:
        return _ENCRYPTED
    if len(file.objects) > _MOST_OBJECTS:
        return f"Sie hat mehr als {_MOST_OBJECTS} Teile. Teilen Sie sie auf."
    if not len(file.pages):
        return "Sie hat keine Seite."
    places = [PLACES] if tells_place(content) or any(map(tells_place, _packed(file))) else []
    if found := dict.fromkeys([*(word for node in file.objects for word in _forbidden(node)), *places]):
        words = ", ".join(found)
        return f"Sie enthält {words}. Nehmen Sie das heraus, zum Beispiel mit „Als PDF drucken“."
    return ""


def _packed(file: pikepdf.Pdf) -> Iterator[bytes]:
    """What is packed in the file, pictures of cameras as they were; pixels have no words."""
    for node in list(file.objects):
        if not isinstance(node, pikepdf.Stream) or "/Filter" not in node:
            continue
        filters, extra = _list(node.Filter), _list(node.get("/DecodeParms", []))
        is_photo = str(filters[-1]) in _PHOTOS
        if is_photo:
            filters = filters[:-1]
        elif node.get("/Subtype") == pikepdf.Name.Image:
            continue
        stream = pikepdf.Stream(file, node.read_raw_bytes(), Filter=filters, DecodeParms=extra[: len(filters)])
        with suppress(pikepdf.PdfError):  # nobody can read it, or it is larger than any document
            yield stream.read_bytes()


def _list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, pikepdf.Array | list) else [value]


def _forbidden(node: Any) -> Iterator[str]:
    """What one object and all that is written inside it holds, as it is named to people."""
    for at in written_in(node):
        entries = _entries_of(at)
        if isinstance(at, pikepdf.Stream) and "/F" in entries:
            yield "Teile aus anderen Dateien"
        yield from _wrong(entries)


def written_in(node: Any) -> Iterator[Any]:
    """An object of a PDF and all that is written inside it, but not the objects that it refers to."""
    stack = [node]
    while stack:
        yield (at := stack.pop())
        parts = at if isinstance(at, pikepdf.Array) else _entries_of(at).values()
        stack += [part for part in parts if not (isinstance(part, pikepdf.Object) and part.is_indirect)]


def _entries_of(node: Any) -> dict[str, Any]:
    if isinstance(node, pikepdf.Stream):
        return dict(node.stream_dict.items())
    return dict(node.items()) if isinstance(node, pikepdf.Dictionary) else {}


def _wrong(entries: dict[str, Any]) -> Iterator[str]:
    for key, value in entries.items():
        if key in _KEYS:
            yield _KEYS[key]
        if key in _ACTION_KEYS:
            yield from _actions(value)
        if key == "/AA" and isinstance(value, pikepdf.Dictionary):
            yield from (word for action in value.values() for word in _actions(action))
        if key in ("/URI", "/Base") and isinstance(value, pikepdf.String) and not _is_address(str(value)):
            yield f"einen Verweis auf {str(value)[:40]!r}"


def _actions(value: Any) -> Iterator[str]:
    """Why what stands in the place of an action is forbidden; places, attributes and outlines stand there as well."""
    for action in value if isinstance(value, pikepdf.Array) else (value,):
        kind = str(action.get("/S", "")) if isinstance(action, pikepdf.Dictionary) else ""
        if kind and kind not in _ACTIONS:
            yield _NAMES.get(kind, f"die Aktion {kind.removeprefix('/')!r}")


def _is_address(text: str) -> bool:
    address = text.strip().lower()
    is_relative = ":" not in address.partition("/")[0] and "\\" not in address and not address.startswith("//")
    return address.startswith((*ADDRESSES, "#")) or is_relative
