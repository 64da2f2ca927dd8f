"""Reads a patch strictly: it may change and add texts, and nothing else; everything else is refused with its line."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

from konzept import contents
from konzept.editions import chronicle, lock, remembered, withdrawals
from konzept.files.unseen import UNSEEN, unseen
from konzept.intake.unpacking import RefusedFileError
from konzept.markdown.extent import LONGEST_LINE
from konzept.survey import rounds

_MOST_LINES: Final = 50_000
_MOST_FILES: Final = 200
_LONGEST_PATH: Final = 200
_INDEX: Final = re.compile(rb"index ([0-9a-f]{7,64})\.\.([0-9a-f]{7,64})(?: ([0-7]{6}))?")
_HUNK: Final = re.compile(rb"@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@(?: .*)?")
_COUNT: Final = re.compile(rb" (\d{1,6}) files? changed")
_WHOLE: Final = 40
_AGAIN: Final = "Lassen Sie sich die Datei der Redaktion noch einmal schicken, als Anlage."
_TORN: Final = (
    "Diese Zeile gehört nicht in einen Patch: Er ist abgeschnitten, oder ein Mailprogramm hat lange Zeilen umbrochen. "
    f"{_AGAIN}"
)
_TEXTS_ONLY: Final = "Eine Meldung ändert Texte und legt neue an, sonst nichts."
# What a patch may not do, by how its line begins.
_REFUSED: Final = (
    (b"old mode", f"Hier ändern sich die Rechte einer Datei. {_TEXTS_ONLY}"),
    (b"new mode", f"Hier ändern sich die Rechte einer Datei. {_TEXTS_ONLY}"),
    (b"deleted file mode", f"Hier wird eine Datei gelöscht. {_TEXTS_ONLY}"),
    (b"rename ", f"Hier wird eine Datei umbenannt. {_TEXTS_ONLY}"),
    (b"copy ", f"Hier wird eine Datei kopiert. {_TEXTS_ONLY}"),
    (b"similarity ", f"Hier wird eine Datei umbenannt oder kopiert. {_TEXTS_ONLY}"),
    (b"dissimilarity ", f"Hier wird eine Datei ganz ersetzt. {_TEXTS_ONLY}"),
    (b"GIT binary patch", "Hier stehen Bytes statt Text. Eine Meldung enthält nur Text."),
    (b"Binary files ", "Hier stehen Bytes statt Text. Eine Meldung enthält nur Text."),
)
_MODES: Final = {
    b"100755": "eine ausführbare Datei",
    b"120000": "eine Verknüpfung des Dateisystems",
    b"160000": "ein fremdes Repository",
    b"040000": "ein Ordner",
}
_PUBLISHED: Final = (lock.FILE, remembered.FILE, chronicle.FILE, withdrawals.FILE)


@dataclass(frozen=True, slots=True)
class Hunk:
    """A place of a file: from line ``first`` (from 1) the lines ``old`` become ``new``; ``line`` is that in the patch.

    ``pieces`` are its lines as they stand, each with the mark before it.
    """

    line: int
    first: int
    old: tuple[bytes, ...]
    new: tuple[bytes, ...]
    pieces: tuple[tuple[bytes, bytes], ...]


@dataclass(slots=True)
class FilePatch:
    """What becomes of one text. ``path`` counts from the folder of the texts; ``line`` is where it begins."""

    path: str
    line: int
    old: str = ""
    new: str = ""
    is_new: bool = False
    hunks: list[Hunk] = field(default_factory=list)


def fingerprint(files: Sequence[FilePatch]) -> str:
    """What tells a report from every other one, however it was sent."""
    found = hashlib.sha256()
    for file in sorted(files, key=lambda one: one.path):
        found.update(f"{file.path}\0{file.old}\0{file.new}\0".encode())
        for hunk in file.hunks:
            found.update(b"".join(mark + text for mark, text in hunk.pieces) + b"\0")
    return found.hexdigest()[:32]


def blob(content: bytes) -> str:
    """The name that git gives to a content."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def parsed(body: bytes, above: str, *, ended: bool = False) -> list[FilePatch]:
    """The changes of a patch; ``above`` is the folder of the texts in the repository, with its slash.

    With ``ended`` it closes with the line that git and our forms put below a patch in a message: without it something
    may be missing.

    :raises RefusedFileError: with the line (from 1, in the body) of the first thing that may not be.
    """
    lines = body.split(b"\n")
    if len(lines) > _MOST_LINES:
        raise RefusedFileError(f"Der Patch hat mehr als {_MOST_LINES} Zeilen. So groß ist keine Meldung.", _MOST_LINES)
    found = _PatchReader(lines, above, ended=ended).files()
    names: dict[str, str] = {}
    for file in found:
        if names.setdefault(file.path.casefold(), file.path) != file.path or found.index(file) != found.index(
            next(one for one in found if one.path == file.path)
        ):
            raise RefusedFileError(f"Die Datei {file.path!r} kommt zweimal vor. {_AGAIN}", file.line)
    return found


class _PatchReader:
    """Walks through the lines of a patch."""

    def __init__(self, lines: list[bytes], above: str, *, ended: bool) -> None:
        self._lines, self._above, self._ended = lines, above, ended
        self._at = self._told = 0

    def files(self) -> list[FilePatch]:
        self._skip_message()
        found: list[FilePatch] = []
        while self._at < len(self._lines) and self._line.startswith(b"diff --git "):
            if len(found) == _MOST_FILES:
                raise self._refusal(f"Der Patch ändert mehr als {_MOST_FILES} Dateien. So groß ist keine Meldung.")
            found.append(self._file())
            while self._at < len(self._lines) and not self._line.strip():
                self._at += 1
        self._refuse_more()
        if self._told not in (0, len(found)):
            raise RefusedFileError(f"Der Patch kündigt {self._told} Dateien an, hier sind es {len(found)}. {_AGAIN}", 1)
        if not found:
            raise RefusedFileError(f"Hier steht kein Patch. {_AGAIN}", 1)
        if self._ended and (self._at >= len(self._lines) or self._line.rstrip() != b"--"):
            raise self._refusal(f"Das Ende des Patches fehlt. {_AGAIN}", min(self._at, len(self._lines) - 1))
        return found

    @property
    def _line(self) -> bytes:
        return self._lines[self._at]

    def _refusal(self, reason: str, at: int | None = None) -> RefusedFileError:
        return RefusedFileError(reason, (self._at if at is None else at) + 1)

    def _skip_message(self) -> None:
        while self._at < len(self._lines) and not self._line.startswith(b"diff --git "):
            if re.match(rb"@@ -\d|GIT binary patch|--- a/|\+\+\+ b/|index [0-9a-f]{7,}\.\.", self._line):
                raise self._refusal(f"Hier beginnt eine Änderung, ohne dass davor die Datei genannt ist. {_AGAIN}")
            if match := _COUNT.match(self._line):
                self._told = int(match[1])
            self._at += 1

    def _refuse_more(self) -> None:
        """What stands behind the end belongs to programs for mail; a change there would go unseen."""
        for number in range(self._at, len(self._lines)):
            line = self._lines[number]
            if re.match(rb"diff --git |@@ -\d|GIT binary patch|rename |copy |(?:old|new|deleted file) mode ", line):
                raise self._refusal(f"Hinter dem Ende des Patches steht noch eine Änderung. {_AGAIN}", number)
            if number == self._at and line[:1] in (b"+", b"-", b" ", b"\\") and line.rstrip() not in (b"--", b"-- "):
                raise self._refusal(f"Hier steht mehr, als der Patch ankündigt. Er ist beschädigt. {_AGAIN}", number)

    def _file(self) -> FilePatch:
        begin = self._at
        a, b = self._both(self._line[len(b"diff --git ") :])
        if a != b:
            raise self._refusal(f"Hier wird eine Datei umbenannt oder kopiert. {_TEXTS_ONLY}")
        file = FilePatch(self._checked(b), begin + 1)
        self._at += 1
        self._head(file)
        self._names(file, b)
        last = 0
        while self._at < len(self._lines) and self._line.startswith(b"@@ -"):
            hunk = self._hunk(file)
            if hunk.first < last or (file.is_new and (hunk.old or file.hunks)):
                raise self._refusal(f"Diese Stelle überschneidet sich mit der davor. {_AGAIN}", hunk.line - 1)
            last = hunk.first + len(hunk.old)
            file.hunks.append(hunk)
        if not file.hunks:
            raise self._refusal(f"Zu dieser Datei steht keine Änderung hier. {_AGAIN}", begin)
        return file

    def _head(self, file: FilePatch) -> None:
        while self._at < len(self._lines):
            line = self._line
            for begins, reason in _REFUSED:
                if line.startswith(begins):
                    raise self._refusal(reason)
            if line.startswith(b"new file mode "):
                self._refuse_mode(line[len(b"new file mode ") :])
                file.is_new = True
            elif match := _INDEX.fullmatch(line):
                file.old, file.new = match[1].decode(), match[2].decode()
                self._refuse_mode(match[3] or b"100644")
            elif line.startswith(b"--- "):
                break
            else:
                raise self._refusal(f"Diese Zeile gehört nicht in den Kopf einer Datei. {_AGAIN}")
            self._at += 1
        if not file.new:
            raise self._refusal(f"Hier fehlt die Zeile, die sagt, welcher Stand geändert wird (index). {_AGAIN}")
        if file.is_new != (not file.old.strip("0")):
            raise self._refusal(f"Der Patch widerspricht sich: Ist die Datei neu oder nicht? {_AGAIN}")

    def _refuse_mode(self, mode: bytes) -> None:
        if mode != b"100644":
            what = _MODES.get(mode, "keine einfache Datei")
            raise self._refusal(f"Das ist {what}. {_TEXTS_ONLY}")

    def _names(self, file: FilePatch, path: bytes) -> None:
        for mark, expected in ((b"--- ", b"/dev/null" if file.is_new else b"a/" + path), (b"+++ ", b"b/" + path)):
            if self._at >= len(self._lines) or not self._line.startswith(mark):
                raise self._refusal(f"Der Patch ist beschädigt: Hier fehlt der Name der Datei. {_AGAIN}", self._near())
            if self._unquoted(self._line[len(mark) :].removesuffix(b"\t")) != expected:
                raise self._refusal(f"Hier steht ein anderer Name der Datei als davor. {_AGAIN}")
            self._at += 1

    def _near(self) -> int:
        return min(self._at, len(self._lines) - 1)

    def _hunk(self, file: FilePatch) -> Hunk:
        begin, match = self._at, _HUNK.fullmatch(self._line)
        if match is None:
            raise self._refusal(f"Der Patch ist beschädigt: So beginnt keine Stelle. {_AGAIN}")
        before, after = int(match[2] or b"1"), int(match[4] or b"1")
        first = int(match[1]) + (not before)  # without old lines it names the line above
        self._at += 1
        pieces: list[tuple[bytes, bytes]] = []
        while before or after or (self._at < len(self._lines) and self._line.startswith(b"\\")):
            if self._at >= len(self._lines):
                raise self._refusal(f"Der Patch ist abgeschnitten. {_AGAIN}", len(self._lines) - 1)
            mark, text = self._line[:1] or b" ", self._line[1:]  # programs for mail cut the blank of an empty line
            if mark == b"\\":
                if not pieces or not pieces[-1][1].endswith(b"\n") or not text.startswith(b" "):
                    raise self._refusal(f"Der Patch ist beschädigt. {_AGAIN}")
                pieces[-1] = pieces[-1][0], pieces[-1][1][:-1]
                self._at += 1
                continue
            if mark not in (b" ", b"+", b"-"):
                raise self._refusal(_TORN)
            before, after = before - (mark != b"+"), after - (mark != b"-")
            if before < 0 or after < 0:
                raise self._refusal(f"Der Patch ist beschädigt: Die Zahl der Zeilen stimmt nicht. {_AGAIN}")
            if mark == b"+":
                self._refuse_line(text)
            pieces.append((mark, text + b"\n"))
            self._at += 1
        old = tuple(text for mark, text in pieces if mark != b"+")
        new = tuple(text for mark, text in pieces if mark != b"-")
        if old == new:
            raise self._refusal(f"An dieser Stelle ändert sich nichts. Der Patch ist beschädigt. {_AGAIN}", begin)
        return Hunk(begin + 1, first, old, new, tuple(pieces))

    def _refuse_line(self, text: bytes) -> None:
        try:
            words = text.removesuffix(b"\r").decode()
        except UnicodeDecodeError:
            raise self._refusal(f"Diese Zeile ist nicht in UTF-8 geschrieben. {_AGAIN}") from None
        if len(words) > LONGEST_LINE:
            raise self._refusal(f"Die Zeile hat {len(words)} Zeichen, möglich sind {LONGEST_LINE}.")
        for _, message in unseen(words):
            raise self._refusal(message)

    def _both(self, rest: bytes) -> tuple[bytes, bytes]:
        """The two names in the first line of a file."""
        quoted = re.fullmatch(rb'("(?:[^"\\]|\\.)*"|[^"]*) ("(?:[^"\\]|\\.)*"|[^"]*)', rest)
        half = len(rest) // 2
        if b'"' not in rest and rest[:2] == b"a/" and rest[half : half + 3] == b" b/":
            names = rest[:half], rest[half + 1 :]
        elif quoted:
            names = quoted[1], quoted[2]
        else:
            raise self._refusal(f"Die Namen der Dateien sind nicht zu lesen. {_AGAIN}")
        a, b = (self._unquoted(name) for name in names)
        if not a.startswith(b"a/") or not b.startswith(b"b/"):
            raise self._refusal(f"Die Namen der Dateien beginnen nicht mit 'a/' und 'b/'. {_AGAIN}")
        return a[2:], b[2:]

    def _unquoted(self, name: bytes) -> bytes:
        if not name.startswith(b'"'):
            return name
        if len(name) < 2 or not name.endswith(b'"'):
            raise self._refusal(f"Der Name der Datei ist nicht zu lesen. {_AGAIN}")
        known = {b"n": b"\n", b"t": b"\t", b"r": b"\r", b'"': b'"', b"\\": b"\\"}

        def letter(match: re.Match[bytes]) -> bytes:
            found = match[1]
            return bytes([int(found, 8) & 255]) if found.isdigit() else known.get(found, b"\0")

        return re.sub(rb"\\([0-7]{3}|.)", letter, name[1:-1], flags=re.DOTALL)

    def _checked(self, name: bytes) -> str:
        """The path from the folder of the texts, if a report may change what lies there."""
        try:
            path = name.decode()
        except UnicodeDecodeError:
            raise self._refusal("Der Name der Datei ist nicht in UTF-8.") from None
        if reason := refused_path(path, self._above):
            raise self._refusal(reason)
        return path.removeprefix(self._above)


def refused_path(path: str, above: str) -> str:
    """Why a report may not change the file of this path (from the top of the repository), or nothing."""
    parts = path.split("/")
    if UNSEEN.search(path) or "\n" in path or "\r" in path or "\t" in path:
        return "Im Namen der Datei steht ein unsichtbares Zeichen."
    if path.startswith("/") or "\\" in path or ":" in path or {"..", ".", ""} & {*parts} or len(path) > _LONGEST_PATH:
        return f"{path[:_LONGEST_PATH]!r} ist kein Weg zu einem Text in diesem Repository."
    if PurePosixPath(path).name.casefold() in _PUBLISHED:
        return f"{path!r} wird geschrieben, wenn eine Ausgabe veröffentlicht wird. Keine Meldung ändert es."
    if not path.startswith(above) or (not above and parts[0] in ("konzept", "tests", "tools")):
        return f"{path!r} liegt nicht bei den Texten ({above}). {_TEXTS_ONLY}"
    if path == above + rounds.FILE:  # who has answered; what may change in it, answers.py says
        return ""
    if any(part.startswith(".") for part in parts) or not path.endswith(".md"):
        return f"{path!r} ist kein Text (.md). {_TEXTS_ONLY}"
    return contents.refused_name(path.removeprefix(above))


def applied(file: FilePatch, base: Sequence[bytes]) -> Iterator[tuple[bytes, bool]]:
    """The lines of a text after the patch, each with whether it came with it.

    :raises RefusedFileError: if the text is another one than the patch was made for.
    """
    at = 0
    for hunk in file.hunks:
        begin = hunk.first - 1
        if begin < at or tuple(base[begin : begin + len(hunk.old)]) != hunk.old:
            raise RefusedFileError(f"Die Stelle passt nicht zu dem Stand, den der Patch nennt. {_AGAIN}", hunk.line)
        yield from ((line, False) for line in base[at:begin])
        yield from ((text, mark == b"+") for mark, text in hunk.pieces if mark != b"-")
        at = begin + len(hunk.old)
    yield from ((line, False) for line in base[at:])


def verified(file: FilePatch, content: bytes) -> bool | None:
    """Whether a content is the one that the patch names as its result; nothing if it names it only in part."""
    name = blob(content)
    if not name.startswith(file.new):
        return False
    return True if len(file.new) == _WHOLE else None
