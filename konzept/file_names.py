"""Names of texts and of what lies beside them: usable on every system, and none that a build gives itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from itertools import accumulate
from typing import Final

from konzept.files.unseen import UNSEEN
from konzept.findings import Finding, fault
from konzept.markdown.records import Reading
from konzept.model import Recommendation

_STRANGE: Final = re.compile(r'[%#\\"<>|:*?\x00-\x1f\x7f]')
_NO_TEXT: Final = re.compile("[\udc80-\udcff]")  # how Python writes bytes of a name that are not UTF-8
_HIDDEN: Final = re.compile(r"(?:^|/)(\.[^/]*)")
_CUT: Final = re.compile(r"([^/]*[. ])/")  # Windows leaves these signs out
# Folders and pages that a build makes itself; and names that mean devices to Windows.
_OURS: Final = re.compile(
    r"(?:_static|_images|_downloads|_sources|mitnehmen|daten)/.*|search|genindex|404", re.IGNORECASE
)
_DEVICE: Final = re.compile(r"(?:^|/)(?:con|prn|aux|nul|com\d|lpt\d)(?=[./]|$)", re.IGNORECASE)


def check(readings: Collection[Reading]) -> Iterator[Finding]:
    """A name can be used on every system: names that differ in case only are one on Windows and macOS."""
    seen: dict[str, str] = {}
    records = (record for reading in readings for record in reading.records)
    short = {f"{record.id}/index".casefold() for record in records if record.type == Recommendation.NAME}
    texts = {reading.file for reading in readings}
    for reading in readings:
        name = reading.file.removesuffix(".md")
        if _OURS.fullmatch(name) or name.casefold() in short:
            yield fault(reading.file, 1, "Unter dieser Adresse legt der Bau selbst eine Datei an. Benennen Sie sie um.")
        for file in (reading.file, *(named for named in reading.files if named not in texts)):
            if message := refused_name(file):
                yield fault(reading.file, 1, message)
            if others := _alike(file, seen):
                message = "Der Name {!r} unterscheidet sich von {!r} nur in Groß- und Kleinbuchstaben. {}"
                yield fault(reading.file, 1, message.format(*others, "Nehmen Sie einen anderen."))


def refused_name(file: str) -> str:
    """Why a file can't have this name, or nothing."""
    if _NO_TEXT.search(file):
        return "Der Name der Datei ist nicht in UTF-8 geschrieben. Benennen Sie sie um, mit neu getipptem Namen."
    if strange := _STRANGE.search(file):
        return f"Der Name einer Datei hat kein Zeichen {strange[0]!r}; es geht nicht überall. Benennen Sie sie um."
    if hidden := UNSEEN.search(file):
        return f"Im Namen der Datei steht ein unsichtbares Zeichen (U+{ord(hidden[0]):04X}). Benennen Sie sie um."
    if device := _DEVICE.search(file):
        return f"Unter Windows kann keine Datei {device[0].strip('/')!r} heißen. Benennen Sie sie um."
    if dotted := _HIDDEN.search(file):
        return (
            f"Der Name {dotted[1]!r} beginnt mit einem Punkt; viele Programme zeigen und kopieren so etwas nicht. "
            "Benennen Sie es um, oder nehmen Sie es aus dem Ordner der Texte."
        )
    if cut := _CUT.search(file):
        return f"Unter Windows endet kein Ordner mit Punkt oder Leerzeichen, gefunden: {cut[1]!r}. Benennen Sie ihn um."
    if not unicodedata.is_normalized("NFC", file):
        return "Im Namen der Datei sind Umlaute aus zwei Zeichen gemacht. Benennen Sie sie um, mit neu getipptem Namen."
    return ""


def _alike(path: str, seen: dict[str, str]) -> tuple[str, str] | None:
    """A folder of a path, or itself, that differs in case only from one that was seen, and this one."""
    for name in accumulate(path.split("/"), "{}/{}".format):
        if (other := seen.setdefault(name.casefold(), name)) != name:
            return name, other
    return None
