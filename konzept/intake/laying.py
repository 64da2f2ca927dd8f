"""Puts what a report brings onto the texts of now; where both changed the same lines they are at odds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from konzept.intake.merging import Lines, lines_of, merged
from konzept.intake.numbering import Brought
from konzept.intake.outcome import Clash
from konzept.intake.unpacking import RefusedFileError


def laid_onto(files: Mapping[str, bytes], texts: Iterable[Brought], above: str) -> tuple[dict[str, bytes], list[Clash]]:
    """The texts with those of a report, and where they are at odds.

    :param above: where the folder of the texts lies in the repository, for messages.
    :raises RefusedFileError: if a text that it changes is gone, or a new one has the name of another but for case.
    """
    after, clashes = dict(files), list[Clash]()
    folded = {path.casefold(): path for path in files}
    for text in texts:
        theirs = [line for line, _ in text.lines]
        known = folded.get(text.path.casefold())
        if not theirs and not text.base:
            continue  # all that the new file had is known already
        if known is None and not text.base:
            after[text.path] = b"".join(theirs)
            continue
        if known != text.path:
            reason = f"gibt es schon als {known}" if known else "gibt es heute nicht mehr"
            raise RefusedFileError(f"Die Datei {above}{text.path} {reason}.")
        ours = lines_of(files[text.path])
        if not text.base and theirs != ours:
            clashes.append(_clash(text.path, 1, ours, ours, theirs))
            continue
        lines, found = merged(text.base, ours, theirs) if text.base else (ours, [])
        clashes += [_clash(text.path, place.line, lines, place.ours, place.theirs) for place in found]
        after[text.path] = b"".join(lines)
    return after, clashes


def _clash(path: str, line: int, lines: Lines, ours: Lines, theirs: Lines) -> Clash:
    return Clash(
        file=path,
        line=line,
        about=_about(lines, line),
        ours=b"".join(ours).decode("utf-8", "replace").strip("\r\n"),
        theirs=b"".join(theirs).decode("utf-8", "replace").strip("\r\n"),
    )


def _about(lines: Lines, line: int) -> str:
    """The ID of the item in which a line stands, as far as it can be told from the lines above."""
    for written in reversed(lines[:line]):
        if written.startswith(b":id:"):
            return written[4:].decode("utf-8", "replace").strip()
    return ""
