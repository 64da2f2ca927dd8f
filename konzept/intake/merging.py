"""Puts together what two sides made of one text, line by line; where both changed the same line, neither wins."""

from __future__ import annotations

import codecs
import difflib
import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

Lines = Sequence[bytes]
_LINE: Final = re.compile(rb"[^\n]*\n|[^\n]+")
_FENCE: Final = re.compile(rb"([:`~]{3,})(\{[a-z]+\})?")
_CONTENTS: Final = b"{toctree}"
_ENTRY: Final = re.compile(rb"[\w./*-]+")


class Conflict(NamedTuple):
    """Lines that both sides changed: ``line`` is where those of today begin, from 1."""

    line: int
    ours: tuple[bytes, ...]
    theirs: tuple[bytes, ...]


class _Edit(NamedTuple):
    """Lines ``begin`` to before ``end`` of the base have become these."""

    begin: int
    end: int
    lines: tuple[bytes, ...]


def lines_of(content: bytes) -> list[bytes]:
    """The lines of a content, each with its end."""
    return _LINE.findall(content)


def merged(base: Lines, ours: Lines, theirs: Lines) -> tuple[list[bytes], list[Conflict]]:
    """The text with the changes of both sides, and where they are at odds; there it has the lines of ours.

    What both inserted at the same place stands one below the other if each is whole by itself: items, or entries of a
    table of contents. A heading that both put above it stands once. Line ends and byte order mark are those of ours:
    git and Windows change them without anybody having written something.
    """
    if (form := _form(ours)) != _form(base):
        base, theirs = _formed(base, form), _formed(theirs, form)
    before, one_end, other_end = (_is_ended(lines) for lines in (base, ours, theirs))
    end = one_end if one_end != before else other_end
    base, ours, theirs = (_ended(lines) for lines in (base, ours, theirs))
    result: list[bytes] = []
    conflicts: list[Conflict] = []
    at = 0
    for begin, stop, ours_edits, theirs_edits in _groups(_edits(base, ours), _edits(base, theirs)):
        result += base[at:begin]
        one, other = (_side(base, begin, stop, edits) for edits in (ours_edits, theirs_edits))
        if not theirs_edits or one == other:
            result += one
        elif not ours_edits:
            result += other
        elif begin == stop and (more := _beside(base, begin, one, other)) is not None:
            result += [*one, *more]
        else:
            conflicts.append(Conflict(len(result) + 1, tuple(one), tuple(other)))
            result += one
        at = stop
    result += base[at:]
    if result and not end:
        result[-1] = result[-1].removesuffix(b"\n")
    return result, conflicts


def _form(lines: Lines) -> tuple[bytes, bytes | None]:
    """The byte order mark of a text, and the one kind of line end that it has; nothing if it has several."""
    ends = {line[len(line.rstrip(b"\r\n")) :] for line in lines if line.endswith(b"\n")}
    mark = codecs.BOM_UTF8 if lines and lines[0].startswith(codecs.BOM_UTF8) else b""
    return mark, ends.pop() if len(ends) == 1 else None


def _formed(lines: Lines, form: tuple[bytes, bytes | None]) -> Lines:
    """The lines with this byte order mark and this line end."""
    mark, end = form
    if end is not None:
        lines = [line.rstrip(b"\r\n") + end if line.endswith(b"\n") else line for line in lines]
    return [mark + lines[0].removeprefix(codecs.BOM_UTF8), *lines[1:]] if lines else lines


def _is_ended(lines: Lines) -> bool:
    return not lines or lines[-1].endswith(b"\n")


def _ended(lines: Lines) -> Lines:
    return lines if _is_ended(lines) else [*lines[:-1], lines[-1] + b"\n"]


def _edits(base: Lines, side: Lines) -> list[_Edit]:
    """The changes of a side; what is only inserted is told as far below as it can be, so that blocks are whole."""
    matcher = difflib.SequenceMatcher(None, base, side, autojunk=False)
    found = [_Edit(a, b, tuple(side[c:d])) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"]
    ends = [*(edit.begin for edit in found), len(base)][1:]
    return [_below(edit, base, end) for edit, end in zip(found, ends, strict=True)]


def _below(edit: _Edit, base: Lines, end: int) -> _Edit:
    begin, lines = edit.begin, edit.lines
    if edit.begin != edit.end:
        return edit
    while begin < end and lines[0] == base[begin]:
        begin, lines = begin + 1, (*lines[1:], lines[0])
    return _Edit(begin, begin, lines)


def _groups(ours: list[_Edit], theirs: list[_Edit]) -> Iterator[tuple[int, int, list[_Edit], list[_Edit]]]:
    """The edits in their order, those together that touch the same lines."""
    waiting = sorted(
        [(edit, 0) for edit in ours] + [(edit, 1) for edit in theirs], key=lambda e: (e[0].begin, e[0].end, e[1])
    )
    while waiting:
        first, side = waiting.pop(0)
        begin, end = first.begin, first.end
        sides: tuple[list[_Edit], list[_Edit]] = ([], [])
        sides[side].append(first)
        while waiting and _touch(begin, end, waiting[0][0]):
            edit, side = waiting.pop(0)
            sides[side].append(edit)
            end = max(end, edit.end)
        yield begin, end, *sides


def _touch(begin: int, end: int, edit: _Edit) -> bool:
    """Whether an edit that begins later changes the same lines, or inserts at the same place or within them."""
    if begin == end:
        return edit.begin == edit.end == begin
    return edit.begin < end and (edit.begin > begin or edit.end > edit.begin)


def _side(base: Lines, begin: int, end: int, edits: list[_Edit]) -> list[bytes]:
    """What a side made of these lines of the base."""
    found: list[bytes] = []
    at = begin
    for edit in edits:
        found += [*base[at : edit.begin], *edit.lines]
        at = edit.end
    return [*found, *base[at:end]]


def _beside(base: Lines, place: int, one: Lines, other: Lines) -> Lines | None:
    """What the other side's insertion adds below this one at the same place; nothing if they can't stand together."""
    (head, items), (same, others) = _headed(one), _headed(other)
    if [line for line in head if line.strip()] != [line for line in same if line.strip()]:
        return None
    if not _is_whole(base, place, items) or not _is_whole(base, place, others):
        return None
    if head and not any(line.strip() for line in others):
        return []
    listed = _open(base, place) == _CONTENTS
    return [line for line in others if not listed or line not in one]


def _headed(lines: Lines) -> tuple[Lines, Lines]:
    """The headings that lines begin with, and what is below them."""
    end = 0
    for number, line in enumerate(lines, 1):
        if line.startswith(b"#"):
            end = number
        elif line.strip():
            break
    return lines[:end], lines[end:]


def _is_whole(base: Lines, place: int, lines: Lines) -> bool:
    """Whether lines stand by themselves: closed blocks with blank lines around, or entries of a table of contents."""
    if _open(base, place) == _CONTENTS:
        return all(_ENTRY.fullmatch(line.strip()) for line in lines)
    free, left = _outside(lines)
    return not free and not left and not _open(base, place)


def _open(base: Lines, place: int) -> bytes:
    """The name of the outermost block that is open before a line."""
    return _outside(base[:place])[1]


def _outside(lines: Lines) -> tuple[list[bytes], bytes]:
    """What stands outside of blocks, and the name of the outermost block that does not end."""
    free: list[bytes] = []
    mark = name = b""
    for line in lines:
        text = line.strip()
        match = _FENCE.match(text)
        if mark:
            if text == mark:
                mark = name = b""
        elif match and match[2]:
            mark, name = match[1], match[2]
        elif text:
            free.append(text)
    return free, name
