"""Reads a patch strictly: it may change and add texts, and nothing else; everything else is refused with its line."""

from __future__ import annotations

import re
from typing import Final

from konzept.files.unseen import unseen
from konzept.german import count
from konzept.intake.patch_names import TEXTS_ONLY, both_names, checked, unquoted
from konzept.intake.patched import AGAIN, FilePatch, Hunk
from konzept.intake.unpacking import RefusedFileError
from konzept.markdown.extent import LONGEST_LINE

_MOST_LINES: Final = 50_000
_MOST_FILES: Final = 200
_INDEX: Final = re.compile(rb"index ([0-9a-f]{7,64})\.\.([0-9a-f]{7,64})(?: ([0-7]{6}))?")
_HUNK: Final = re.compile(rb"@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@(?: .*)?")
_COUNT: Final = re.compile(rb" (\d{1,6}) files? changed")
_TORN: Final = (
    "Diese Zeile gehört nicht in einen Patch: Er ist abgeschnitten, oder ein Mailprogramm hat lange Zeilen umbrochen. "
    f"{AGAIN}"
)
# What a patch may not do, by how its line begins.
_REFUSED: Final = (
    (b"old mode", f"Hier ändern sich die Rechte einer Datei. {TEXTS_ONLY}"),
    (b"new mode", f"Hier ändern sich die Rechte einer Datei. {TEXTS_ONLY}"),
    (b"deleted file mode", f"Hier wird eine Datei gelöscht. {TEXTS_ONLY}"),
    (b"rename ", f"Hier wird eine Datei umbenannt. {TEXTS_ONLY}"),
    (b"copy ", f"Hier wird eine Datei kopiert. {TEXTS_ONLY}"),
    (b"similarity ", f"Hier wird eine Datei umbenannt oder kopiert. {TEXTS_ONLY}"),
    (b"dissimilarity ", f"Hier wird eine Datei ganz ersetzt. {TEXTS_ONLY}"),
    (b"GIT binary patch", "Hier stehen Bytes statt Text. Eine Meldung enthält nur Text."),
    (b"Binary files ", "Hier stehen Bytes statt Text. Eine Meldung enthält nur Text."),
)
_MODES: Final = {
    b"100755": "eine ausführbare Datei",
    b"120000": "eine Verknüpfung des Dateisystems",
    b"160000": "ein fremdes Repository",
    b"040000": "ein Ordner",
}


def parsed(body: bytes, above: str, *, ended: bool) -> list[FilePatch]:
    """The changes of a patch; ``above`` is the folder of the texts in the repository, with its slash.

    With ``ended`` it closes with the line that git and our forms put below a patch in a message: without it something
    may be missing.

    :raises RefusedFileError: with the line (from 1, in the body) of the first thing that may not be.
    """
    lines = body.split(b"\n")
    if len(lines) > _MOST_LINES:
        raise RefusedFileError(f"Der Patch hat mehr als {_MOST_LINES} Zeilen. So groß ist keine Meldung.", _MOST_LINES)
    found = _PatchReader(lines, above, ended=ended).files()
    seen: set[str] = set()
    for file in found:
        if file.path.casefold() in seen:
            raise RefusedFileError(f"Die Datei {file.path!r} kommt zweimal vor. {AGAIN}", file.line)
        seen.add(file.path.casefold())
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
            try:
                found.append(self._file())
            except RefusedFileError as refusal:  # what is wrong with a name does not know its line
                raise refusal if refusal.line else self._refusal(refusal.reason) from None
            while self._at < len(self._lines) and not self._line.strip():
                self._at += 1
        self._refuse_more()
        if self._told not in (0, len(found)):
            told = f"Der Patch kündigt {count(self._told, 'Datei', 'Dateien')} an, enthält aber {len(found)}."
            raise RefusedFileError(f"{told} {AGAIN}", 1)
        if not found:
            raise RefusedFileError(f"Hier steht kein Patch. {AGAIN}", 1)
        if self._ended and (self._at >= len(self._lines) or self._line.rstrip() != b"--"):
            raise self._refusal(f"Das Ende des Patches fehlt. {AGAIN}", min(self._at, len(self._lines) - 1))
        return found

    @property
    def _line(self) -> bytes:
        return self._lines[self._at]

    def _refusal(self, reason: str, at: int | None = None) -> RefusedFileError:
        return RefusedFileError(reason, (self._at if at is None else at) + 1)

    def _skip_message(self) -> None:
        while self._at < len(self._lines) and not self._line.startswith(b"diff --git "):
            if re.match(rb"@@ -\d|GIT binary patch|--- a/|\+\+\+ b/|index [0-9a-f]{7,}\.\.", self._line):
                raise self._refusal(f"Hier beginnt eine Änderung, ohne dass davor die Datei genannt ist. {AGAIN}")
            if match := _COUNT.match(self._line):
                self._told = int(match[1])
            self._at += 1

    def _refuse_more(self) -> None:
        """What stands behind the end belongs to programs for mail; a change there would go unseen."""
        for number in range(self._at, len(self._lines)):
            line = self._lines[number]
            if re.match(rb"diff --git |@@ -\d|GIT binary patch|rename |copy |(?:old|new|deleted file) mode ", line):
                raise self._refusal(f"Hinter dem Ende des Patches steht noch eine Änderung. {AGAIN}", number)
            if number == self._at and line[:1] in (b"+", b"-", b" ", b"\\") and line.rstrip() not in (b"--", b"-- "):
                raise self._refusal(f"Hier steht mehr, als der Patch ankündigt. Er ist beschädigt. {AGAIN}", number)

    def _file(self) -> FilePatch:
        begin = self._at
        a, b = both_names(self._line[len(b"diff --git ") :])
        if a != b:
            raise self._refusal(f"Hier wird eine Datei umbenannt oder kopiert. {TEXTS_ONLY}")
        file = FilePatch(checked(b, self._above), begin + 1)
        self._at += 1
        self._head(file)
        self._names(file, b)
        last = 0
        while self._at < len(self._lines) and self._line.startswith(b"@@ -"):
            hunk = self._hunk()
            if hunk.first < last or (file.is_new and (hunk.old or file.hunks)):
                raise self._refusal(f"Diese Stelle überschneidet sich mit der davor. {AGAIN}", hunk.line - 1)
            last = hunk.first + len(hunk.old)
            file.hunks.append(hunk)
        if not file.hunks:
            raise self._refusal(f"Zu dieser Datei steht keine Änderung hier. {AGAIN}", begin)
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
                raise self._refusal(f"Diese Zeile gehört nicht in den Kopf einer Datei. {AGAIN}")
            self._at += 1
        if not file.new:
            raise self._refusal(f"Hier fehlt die Zeile, die sagt, welcher Stand geändert wird (index). {AGAIN}")
        if file.is_new != (not file.old.strip("0")):
            raise self._refusal(f"Der Patch widerspricht sich: Ist die Datei neu oder nicht? {AGAIN}")

    def _refuse_mode(self, mode: bytes) -> None:
        if mode != b"100644":
            what = _MODES.get(mode, "keine einfache Datei")
            raise self._refusal(f"Das ist {what}. {TEXTS_ONLY}")

    def _names(self, file: FilePatch, path: bytes) -> None:
        for mark, expected in ((b"--- ", b"/dev/null" if file.is_new else b"a/" + path), (b"+++ ", b"b/" + path)):
            if self._at >= len(self._lines) or not self._line.startswith(mark):
                raise self._refusal(f"Der Patch ist beschädigt: Hier fehlt der Name der Datei. {AGAIN}", self._near())
            if unquoted(self._line[len(mark) :].removesuffix(b"\t")) != expected:
                raise self._refusal(f"Hier steht ein anderer Name der Datei als davor. {AGAIN}")
            self._at += 1

    def _near(self) -> int:
        return min(self._at, len(self._lines) - 1)

    def _hunk(self) -> Hunk:
        begin, match = self._at, _HUNK.fullmatch(self._line)
        if match is None:
            raise self._refusal(f"Der Patch ist beschädigt: So beginnt keine Stelle. {AGAIN}")
        before, after = int(match[2] or b"1"), int(match[4] or b"1")
        first = int(match[1]) + (not before)  # without old lines it names the line above
        self._at += 1
        pieces: list[tuple[bytes, bytes]] = []
        while before or after or (self._at < len(self._lines) and self._line.startswith(b"\\")):
            if self._at >= len(self._lines):
                raise self._refusal(f"Der Patch ist abgeschnitten. {AGAIN}", len(self._lines) - 1)
            mark, text = self._line[:1] or b" ", self._line[1:]  # programs for mail cut the blank of an empty line
            if mark == b"\\":
                if not pieces or not pieces[-1][1].endswith(b"\n") or not text.startswith(b" "):
                    raise self._refusal(f"Der Patch ist beschädigt. {AGAIN}")
                pieces[-1] = pieces[-1][0], pieces[-1][1][:-1]
                self._at += 1
                continue
            if mark not in (b" ", b"+", b"-"):
                raise self._refusal(_TORN)
            before, after = before - (mark != b"+"), after - (mark != b"-")
            if before < 0 or after < 0:
                raise self._refusal(f"Der Patch ist beschädigt: Die Zahl der Zeilen stimmt nicht. {AGAIN}")
            if mark == b"+":
                self._refuse_line(text)
            pieces.append((mark, text + b"\n"))
            self._at += 1
        old = tuple(text for mark, text in pieces if mark != b"+")
        new = tuple(text for mark, text in pieces if mark != b"-")
        if old == new:
            raise self._refusal(f"An dieser Stelle ändert sich nichts. Der Patch ist beschädigt. {AGAIN}", begin)
        return Hunk(begin + 1, first, old, new, tuple(pieces))

    def _refuse_line(self, text: bytes) -> None:
        try:
            words = text.removesuffix(b"\r").decode()
        except UnicodeDecodeError:
            raise self._refusal(f"Diese Zeile ist nicht in UTF-8 geschrieben. {AGAIN}") from None
        if len(words) > LONGEST_LINE:
            raise self._refusal(f"Die Zeile hat {len(words)} Zeichen, möglich sind {LONGEST_LINE}.")
        for _, message in unseen(words):
            raise self._refusal(message)
