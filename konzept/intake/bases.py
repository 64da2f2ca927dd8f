"""The texts that reports were made for: as they are today, as git knows them, or as an earlier report made them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from konzept.intake.merging import Lines, lines_of
from konzept.intake.numbering import Brought, Names, renamed
from konzept.intake.patch_reader import FilePatch, applied, blob, verified
from konzept.intake.unpacking import RefusedFileError

_DAMAGED: Final = (
    "Die Datei ist auf dem Weg verändert worden: Was sie ergibt, ist nicht, was sie selbst nennt. Lassen Sie sie sich "
    "noch einmal schicken, als Anlage oder in einem ZIP, das Sie auspacken."
)
_UNKNOWN: Final = (
    "Den Stand, den die Meldung ändert, kennt git hier nicht, und die Stelle sieht heute anders aus. Holen Sie die "
    "ganze Geschichte (git fetch --unshallow), oder bitten Sie um eine neue Meldung auf dem Stand von heute."
)


@dataclass(frozen=True, slots=True)
class _Base:
    """A text that a report was made for: as it was, and with the IDs and the name it has now."""

    lines: Lines
    now: Lines
    path: str


class Bases:
    """Finds the text that a patch names by its blob. Reports of one session build on one another."""

    def __init__(self, above: str, known: Callable[[str], bytes | None]) -> None:
        """``above`` is the folder of the texts in the repository, ``known`` gives a content that git knows."""
        self._above, self._known = above, known
        self._pool: dict[str, _Base] = {}

    def has(self, file: FilePatch, files: Mapping[str, bytes]) -> bool:
        """Whether the text that a patch was made for is known; ``files`` are those of today."""
        return self._base(file, files) is not None

    def _base(self, file: FilePatch, files: Mapping[str, bytes]) -> _Base | None:
        """The text that a patch changes, if it is known."""
        if file.is_new:
            return _Base((), (), file.path)
        for name, base in self._pool.items():
            if name.startswith(file.old):
                return base
        content = files.get(file.path)
        if content is None or not blob(content).startswith(file.old):
            content = self._known(file.old)
        if content is None:
            return None
        lines = lines_of(content)
        return _Base(lines, lines, file.path)

    def brought(self, file: FilePatch, files: Mapping[str, bytes]) -> Brought:
        """A text as a patch makes it.

        :raises RefusedFileError: if the patch does not prove itself, or nobody can tell where it belongs.
        """
        base = self._base(file, files)
        if base is None:
            return self._fitting(file, files)
        before = [*applied(file, base.lines)]
        if verified(file, b"".join(line for line, _ in before)) is False:
            raise RefusedFileError(_DAMAGED, file.line)
        return Brought(base.path, [*applied(_moved(file, base), base.now)], [*base.now])

    def _fitting(self, file: FilePatch, files: Mapping[str, bytes]) -> Brought:
        """The same if nobody knows the text that it was made for: only where each place is found exactly once."""
        if file.path not in files:
            raise RefusedFileError(f"Die Datei {self._above}{file.path} gibt es nicht.", file.line)
        lines = lines_of(files[file.path])
        hunks = []
        for hunk in file.hunks:
            places = _places(lines, hunk.old)
            if len(places) != 1 or not hunk.old:
                raise RefusedFileError(_UNKNOWN, hunk.line)
            hunks.append(replace(hunk, first=places[0] + 1))
        return Brought(file.path, [*applied(replace(file, hunks=hunks), lines)], lines)

    def remember(
        self, patches: Iterable[FilePatch], texts: Iterable[Brought], names: Names, files: Mapping[str, bytes]
    ) -> None:
        """What later reports of the session may be made for: the texts of this one, whatever becomes of it."""
        for file, text in zip(patches, texts, strict=True):
            base = self._base(file, files)
            if base is not None:
                lines = [line for line, _ in applied(file, base.lines)]
                renewed = renamed(text, names)
                now = [line for line, _ in renewed.lines]
                self._pool[blob(b"".join(lines))] = _Base(lines, now, renewed.path)


def _places(lines: Lines, wanted: Lines) -> list[int]:
    """Where these lines stand in a text, from 0."""
    number = len(wanted)
    return [n for n in range(len(lines) - number + 1) if tuple(lines[n : n + number]) == tuple(wanted)]


def _moved(file: FilePatch, base: _Base) -> FilePatch:
    """The same change for a base whose IDs were changed: line for line the same, with the words of now."""
    hunks = []
    for hunk in file.hunks:
        at, pieces = hunk.first - 1, []
        for mark, text in hunk.pieces:
            pieces.append((mark, text if mark == b"+" else base.now[at]))
            at += mark != b"+"
        old = tuple(text for mark, text in pieces if mark != b"+")
        hunks.append(replace(hunk, old=old, pieces=tuple(pieces)))
    return replace(file, hunks=hunks)
