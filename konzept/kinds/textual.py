"""Plain text, tables and calendars: UTF-8 without control characters, markup, formulas and programs."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from icalendar import Calendar
from icalendar.cal import Component

from konzept.files.unseen import UNSEEN
from konzept.kinds import ADDRESSES

FORMATS: Final = ("ics", "csv", "txt")
# A calendar takes the longest to read: half a megabyte, which is more than a thousand dates, takes two seconds.
_MOST_BYTES: Final = {"txt": 5 * 2**20, "csv": 5 * 2**20, "ics": 2**19}
# What a browser takes for the beginning of an element; addresses in <> are none, unless they have events.
_MARKUP: Final = re.compile(
    r"<[a-z][^<>]*?[\s/\"']on[a-z]+\s*="
    r"|<(?!(?:[^\s<>@=]+@|https?://)[^\s<>=]+>)(?:[a-z]|[/!?])[^<>]*>",
    re.IGNORECASE,
)
# "+49 2406 83-0" and "-5,3 %" are values; what else begins so is computed.
_VALUE: Final = re.compile(r"[+-][\d\s.,/()%€–-]*")
_CELLS: Final = ";,\t"
_SEPARATOR: Final = re.compile(r'"?sep=([^\n\r"])', re.IGNORECASE)  # Excel divides by what the first line names
# What loads something beside the calendar, and what makes an invitation of it, which calendars answer.
_LOADING: Final = {
    "ATTACH": "ein Anhang",
    "IMAGE": "ein Bild",
    "CONFERENCE": "ein Anruf",
    "SOURCE": "eine Quelle, aus der er sich erneuert",
    "LINK": "ein Verweis auf anderes",
    "STRUCTURED-DATA": "ein Anhang",
}


def begins(name: str, content: bytes) -> bool:
    """Whether a content can be text of this kind."""
    return _is_text(content) and (name != "ics" or _plain(content).startswith("BEGIN:VCALENDAR"))


def _is_text(content: bytes) -> bool:
    return b"\0" not in content[:4096] and not content.startswith((b"%PDF-", b"PK\x03\x04", b"GIF8", b"\x89PNG"))


def _plain(content: bytes) -> str:
    return content.decode("utf-8-sig", errors="replace").lstrip()


def refused(name: str, content: bytes) -> Iterator[str]:
    """Why a text is not one that may be published."""
    if len(content) > _MOST_BYTES[name]:
        yield f"Sie ist größer als {_MOST_BYTES[name] // 2**10} kB. Teilen Sie sie auf."
        return
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        yield "Sie ist nicht in UTF-8 gespeichert. Speichern Sie sie so."
        return
    if match := UNSEEN.search(text):
        line = text.count("\n", 0, match.start()) + 1
        yield f"In Zeile {line} steht das unsichtbare Zeichen U+{ord(match[0]):04X}. Streichen Sie es."
    if match := _MARKUP.search(text):
        line = text.count("\n", 0, match.start()) + 1
        yield f"In Zeile {line} steht HTML: {match[0][:40]!r}. Streichen Sie es."
    if name == "csv":
        yield from _formulas(text)
    if name == "ics":
        yield from _calendar(content)


def _formulas(text: str) -> Iterator[str]:
    """The first cell that a spreadsheet would compute, whatever it takes for the end of a cell."""
    named = _SEPARATOR.match(text)
    for delimiter in dict.fromkeys((*_CELLS, *(named[1] if named else ""))):
        try:
            rows = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
            for row in rows:
                if formula := next((cell for cell in row if _is_formula(cell)), ""):
                    yield (
                        f"In Zeile {rows.line_num} berechnet eine Tabellenkalkulation die Zelle {formula[:40]!r}. "
                        "Stellen Sie ein Leerzeichen oder einen Apostroph davor."
                    )
                    return
        except csv.Error:
            yield "Die Tabelle ist nicht lesbar. Speichern Sie sie neu."
            return


def _is_formula(cell: str) -> bool:
    first = unicodedata.normalize("NFKC", cell[:1])  # Excel takes the wide characters of East Asia for the same
    return first in ("=", "@", "\t", "\r", "\n") or (first in ("+", "-") and not _VALUE.fullmatch(first + cell[1:]))


def _calendar(content: bytes) -> Iterator[str]:
    try:
        calendar = Calendar.from_ical(content)
    except Exception:  # what the library raises for broken content has no common base
        yield "Der Kalender ist nicht lesbar. Speichern Sie ihn neu."
        return
    for part in calendar.walk():
        yield from _part(part)
    if str(calendar.get("METHOD", "PUBLISH")).upper() != "PUBLISH":
        yield f"Der Kalender ist eine Einladung oder Absage (METHOD:{calendar['METHOD']}). Streichen Sie diese Zeile."


def _part(part: Component) -> Iterator[str]:
    """What an event, a reminder or the calendar itself does beyond naming a time."""
    for name, what in _LOADING.items():
        if name in part:
            yield f"In {part.name} steht {what} ({name}). Streichen Sie das."
    if str(part.get("ACTION", "DISPLAY")).upper() not in ("DISPLAY", "AUDIO"):
        yield f"Eine Erinnerung will etwas anderes als erinnern ({part['ACTION']}). Streichen Sie sie."
    for address in _addresses(part):
        if not address.lower().startswith(ADDRESSES):
            yield f"Ein Termin verweist auf {address[:40]!r}. Nennen Sie eine Adresse mit https."
    if re.search(r"(?:SECOND|MINUTE|HOUR)LY", str(part.get("RRULE", "")), re.IGNORECASE):
        yield "Ein Termin wiederholt sich öfter als täglich (RRULE). Streichen Sie das."


def _addresses(part: Component) -> Iterator[str]:
    """All addresses that programs offer to open."""
    for name, value in part.property_items(recursive=False):
        if name in ("URL", "TZURL"):
            yield str(value)
        if alternative := getattr(value, "params", {}).get("ALTREP"):
            yield str(alternative)
