"""Reports as commits of a branch, one each, for ``git fast-import``: bytes that git makes objects of.

Whoever handed a report in has no say in the commit but for the texts. Author and committer are always the same neutral
words, since anybody can write any name into a message; the subject is made of IDs. What somebody says of themselves
stands in the text of the commit as their own statement, if it is a plain name and nothing else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Final

from konzept.edits import FileChange
from konzept.intake.outcome import Outcome
from konzept.intake.record import FILE, as_bytes

AUTHOR: Final = "Eingang der Redaktion <eingang@example.invalid>"
_LONGEST_NAME: Final = 80
_MOST_IDS: Final = 4
_PLAIN: Final = re.compile(r"[A-Za-z0-9-]+")
_BRANCH: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_/-]{0,98}[A-Za-z0-9]")


def is_branch(name: str) -> bool:
    """Whether a branch may be called so here."""
    return _BRANCH.fullmatch(name) is not None and "//" not in name


def stream(
    outcomes: Iterable[Outcome], marks: Mapping[str, str], *, above: str, branch: str, base: str, time: int
) -> bytes:
    """The commits on top of the commit ``base``, for a branch that does not exist yet; ``time`` in seconds since 1970.

    ``marks`` are the reports that were taken in before.
    """
    made, known, parent = [f"reset refs/heads/{branch}\nfrom {base}\n\n".encode()], dict(marks), base
    for outcome in outcomes:
        known[outcome.mark] = day_of(time)
        record = FileChange(FILE, None, as_bytes(known))
        who = f"{AUTHOR} {time} +0000"
        text = message(outcome).encode()
        made.append(f"commit refs/heads/{branch}\nauthor {who}\ncommitter {who}\n".encode() + _data(text))
        if parent:
            made.append(f"from {parent}\n".encode())
            parent = ""
        files = [*outcome.changes, record]
        made += [f"M 100644 inline {_quoted(above + f.path)}\n".encode() + _data(f.new or b"") for f in files]
        made.append(b"\n")
    return b"".join([*made, b"done\n"])


def day_of(time: int) -> str:
    """The day of a time, as the record of reports has it."""
    return datetime.fromtimestamp(time, UTC).date().isoformat()


def message(outcome: Outcome) -> str:
    """Subject and text of a commit."""
    ids = [*outcome.touched] or [stem for stem in map(_stem, outcome.changes) if _PLAIN.fullmatch(stem)] or ["Texten"]
    more = f" und {len(ids) - _MOST_IDS} weitere" if len(ids) > _MOST_IDS else ""
    lines = [f"Inhalt: Meldung zu {', '.join(ids[:_MOST_IDS])}{more}"]
    if name := plain_name(outcome.author):
        lines += ["", f"Nach eigener Angabe von {name}; wer es war, ist nicht geprüft."]
    return "\n".join([*lines, "", f"Meldung: {outcome.mark}", ""])


def plain_name(author: str) -> str:
    """The name that somebody gave, if it is one: letters, and what stands between them in names."""
    plain = all(letter.isalpha() or unicodedata.combining(letter) or letter in " .'’-" for letter in author)
    return author if plain and author[:1].isalpha() and len(author) <= _LONGEST_NAME else ""


def _stem(change: FileChange) -> str:
    return PurePosixPath(change.path).stem


def _data(content: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(content), content)


def _quoted(path: str) -> str:
    return '"' + path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
