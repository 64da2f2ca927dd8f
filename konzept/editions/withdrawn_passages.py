"""Finds withdrawn passages in a file of text, and puts a note in their place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Final

from konzept.editions import legible, withdrawals
from konzept.editions.tags import Tag, tags
from konzept.editions.withdrawals import Withdrawal, Withdrawals
from konzept.model.dates import german_day

_CELLS: Final = re.compile(r'"?;"?|\n')
_NEAR: Final = 300  # characters around a hit that tell whether it stands in an address
_HERE: Final = "\ue000"  # stands for a hit while its tag is read; no text has it
_ADDRESSES: Final = re.compile(r"id|href|src|for|name|headers|class|aria-\w+by|data-[\w-]+|xlink:href", re.IGNORECASE)
_BEFORE, _AFTER = re.compile(r"""[^\s"'<>()\[\],;]*$"""), re.compile(r"""[^\s"'<>()\[\],;]*""")
Note = Callable[[Withdrawal], str]


def lines(source: str, kind: str, known: Withdrawals) -> Iterator[tuple[int, Withdrawal]]:
    """The lines of a source in which a withdrawn passage begins, each passage once a line."""
    if not known.entries:
        return
    found = set()
    for way in legible.ways(kind):
        seen = way(source)
        found |= {
            (source.count("\n", 0, seen.place(hit.start, hit.end)[0]) + 1, hit.withdrawal)
            for hit in known.hits(seen.text)
        }
    yield from sorted(found, key=lambda one: (one[0], one[1].id))


def withheld(text: str, name: str, root: Path) -> Iterator[tuple[int, str]]:
    """Line and German sentence for what a text of today still has of what was withdrawn; ``name`` is its address.

    :raises konzept.editions.PublishError: if the file of withdrawals in ``root`` is damaged.
    """
    known = withdrawals.load(root)
    for line, entry in lines(text, PurePosixPath(name).suffix, known):
        yield (
            line,
            f"Hier beginnt eine Stelle, die {_said(entry)} Sie darf nicht wiederkommen: Nehmen Sie sie aus dem Text.",
        )
    for entry in known.entries:
        if entry.page and not entry.again and name == f"{entry.page.removesuffix('.html')}.md":
            yield (
                1,
                f"Das ist eine Seite, die {_said(entry)} Löschen Sie die Datei. Sagt sie jetzt anderes, setzen Sie in "
                f"{withdrawals.FILE} bei Nummer {entry.id} 'danach_erlaubt' auf true.",
            )


def cleaned(source: str, kind: str, known: Withdrawals, note: Note) -> str:
    """The source with a note in the place of each passage; marks of the file within it are kept."""
    for way in legible.ways(kind):
        seen = way(source)
        hits = list(known.hits(seen.text))
        marks = tags(source) if hits and kind in legible.MARKUP else []
        pieces, last = [], 0
        for hit in hits:
            start, end = seen.place(hit.start, hit.end)
            if start >= last:
                new = (
                    f"zurueckgezogen-{hit.withdrawal.id}"
                    if _is_address(source, start, end, marks)
                    else note(hit.withdrawal) + "".join(_kept(source, start, end, kind, marks))
                )
                pieces += [source[last:start], new]
                last = end
        source = "".join([*pieces, source[last:]])
    return source


def retold(reason: str, known: Withdrawals) -> str:
    """The reason of a change without what was withdrawn later: it stands in the lock file and in the list."""
    return cleaned(reason, ".txt", known, lambda entry: f"(zurückgezogen am {german_day(entry.day)})")


def with_reasons(known: Withdrawals) -> Withdrawals:
    """The withdrawals, none of which repeats in its reason what another one withdrew."""
    return replace(known, entries=tuple(replace(one, reason=retold(one.reason, known)) for one in known.entries))


def _kept(source: str, start: int, end: int, kind: str, marks: Iterable[Tag]) -> Iterator[str]:
    """The tags or the ends of cells that stand within a hit."""
    if kind == ".csv":
        yield from (cell[0] for cell in _CELLS.finditer(source, start, end))
    yield from (source[tag.start : tag.end] for tag in marks if start <= tag.start and tag.end <= end)


def _is_address(source: str, start: int, end: int, marks: Iterable[Tag]) -> bool:
    """Whether what stands there leads somewhere or is led to: no words may stand in its place."""
    inside = source[start:end]
    if re.search(r"[\s<]", inside):
        return False
    before, after = source[max(0, start - _NEAR) : start], source[end : end + _NEAR]
    left, right = _BEFORE.search(before), _AFTER.match(after)
    run = (left[0] if left else "") + (right[0] if right else "")
    if _ADDRESSES.fullmatch(_attribute(source, start, end, marks)) or re.search("[/#@]", run):
        return True
    ends = before[: len(before) - len(left[0] if left else "")][-1:] + after[len(right[0] if right else "") :][:1]
    return ends == '""' and re.search("[-_]", inside) is not None


def _attribute(source: str, start: int, end: int, marks: Iterable[Tag]) -> str:
    """The name of the attribute in which something stands, if it stands in one."""
    around = (source[tag.start : start] + _HERE + source[end : tag.end] for tag in marks if tag.start < start < tag.end)
    found = (attribute for marked in around for tag in tags(marked) for attribute in tag.attributes)
    return next((name for name, value in found if _HERE in (value or "")), "")


def _said(entry: Withdrawal) -> str:
    day, reason = german_day(entry.day), entry.reason.rstrip(".")
    return f"am {day} zurückgezogen wurde (Nummer {entry.id}: {reason})."
