"""What is no part of the matter itself: contents lists, and what tells of persons."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from konzept.documents.outline import Block
from konzept.ingest import fields
from konzept.ingest.known_words import CONTENTS, GLOSSARY, NAMES, OTHER_PARTS, SENTENCE_END
from konzept.ingest.passages import Class
from konzept.personal import is_personal, is_signature

_ENTRY: Final = re.compile(r"(?:\.{3,}|…{1,}|(?:\. ){3,}|_{3,}|\t)\s*(?:[0-9]{1,3}|[IVX]{1,5})$")
_NEAR: Final = 5  # blocks; a list has more entries than one, but titles and numbers of pages may stand between
_PAGE: Final = re.compile(r"[\s.][0-9]{1,3}$")
_ABOUT: Final = {False: (Class.TEXT,), True: (Class.TEXT, Class.NOTE, Class.DATA)}  # what may tell of persons


def contents(blocks: Sequence[Block]) -> Iterator[int]:
    """Entries of contents lists: dots and a page number, several of them, or a page number below such a heading."""
    below = False
    entries = [bool(_ENTRY.search(block.text)) for block in blocks]
    for index, block in enumerate(blocks):
        is_one_of_several = entries[index] and sum(entries[max(0, index - _NEAR) : index + _NEAR + 1]) > 1
        is_numbered = entries[index] or (bool(_PAGE.search(block.text)) and len(block.text) < 160)
        is_head = block.kind in ("überschrift", "absatz") and len(block.text) < 50
        if is_head and CONTENTS.match(fields.title_of(block.text)):
            below = True
        elif is_one_of_several or (below and is_numbered):
            yield index
        elif block.kind == "überschrift" or len(block.text) > 160 or SENTENCE_END.search(block.text):
            below = False


def persons(blocks: Sequence[Block], classes: Sequence[Class]) -> Iterator[int]:
    """Blocks that only tell of persons: in an imprint or below a foreword, or an address alone."""
    inside = ""
    for index, (block, kind) in enumerate(zip(blocks, classes, strict=True)):
        if block.kind == "überschrift" and kind in (Class.HEADING, Class.FIELD):
            inside = fields.title_of(block.text)
        elif kind in _ABOUT[bool(NAMES.match(inside))] and _tells_of_persons(block.text, inside):
            yield index


def _tells_of_persons(text: str, inside: str) -> bool:
    if NAMES.match(inside) or _is_address(text):
        return True
    may_sign = OTHER_PARTS.match(inside) and not GLOSSARY.match(inside)
    return is_signature(text) if may_sign else not inside and is_personal(text)


def _is_address(text: str) -> bool:
    return len(text) < 160 and is_personal(text) and not re.search(r"[.!?]\s*$", text)
