"""Changes of files as a patch that ``git apply`` and ``git am`` take: the form in which a door hands in what it did.

With the whole names of the blobs, ``git am -3`` merges when other lines of a file changed meanwhile.
"""

from __future__ import annotations

import binascii
import difflib
import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from email.header import Header
from email.utils import format_datetime, formataddr
from typing import Final, NamedTuple

from konzept.edits.sender import no_address, no_name
from konzept.errors import RefusedError

_LINE: Final = re.compile("[^\n]*\n|[^\n]+")
_TAKEN_FOR_MAIL: Final = re.compile(r"(?im)^(?=From |>|From:|Date:|Subject:|diff |Index: |---)")
_NOBODY: Final = "0" * 40


class FileChange(NamedTuple):
    """A file before and after; ``path`` counts from the top of the repository.

    Before is ``None`` for a new file, after for one that is gone.
    """

    path: str
    old: bytes | None
    new: bytes | None


def git_patch(changes: Iterable[FileChange]) -> bytes:
    """The changes as ``git diff --full-index`` writes them; nothing for a file that stays as it is."""
    lines = (line for change in changes if change.old != change.new for line in _file(change))
    return "".join(lines).encode("latin-1")


def mail(changes: Iterable[FileChange], *, subject: str, text: str, author: str, address: str, on: datetime) -> bytes:
    """The patch as a message that ``git am -3`` makes a commit of, with this author, subject and text.

    :raises RefusedError: if subject, author or address are no single line, or git could not keep who it is from.
    """
    if any(len(value.splitlines()) != 1 for value in (subject, author, address)):
        raise RefusedError("Betreff, Name und Adresse stehen in je einer Zeile. Ergänzen Sie sie.")
    if wrong := no_name(author) or no_address(address):
        raise RefusedError(wrong)
    changed = [change for change in changes if change.old != change.new]
    told = f"\n---\n {len(changed)} {'file' if len(changed) == 1 else 'files'} changed\n".encode()
    body = _TAKEN_FOR_MAIL.sub(" ", text.strip()).encode() + told + git_patch(changed) + b"-- \nkonzept\n"
    returns = b"\r" in body  # git takes them for damage done by programs for mail, if they are not written out
    head = (
        f"From {_NOBODY} Mon Sep 17 00:00:00 2001",
        f"From: {formataddr((author, address), 'utf-8')}",
        f"Date: {format_datetime(on)}",
        f"Subject: {Header(f'[PATCH] {subject}', 'utf-8', maxlinelen=9999).encode()}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=UTF-8",
        f"Content-Transfer-Encoding: {'quoted-printable' if returns else '8bit'}",
    )
    return "\n".join([*head, "", ""]).encode() + (_quoted_printable(body) if returns else body)


def _quoted_printable(content: bytes) -> bytes:
    return b"\n".join(binascii.b2a_qp(line, istext=False) for line in content.split(b"\n"))


def _file(change: FileChange) -> Iterator[str]:
    """The lines on one file; each letter stands for a byte."""
    old, new = _quoted(f"a/{change.path}"), _quoted(f"b/{change.path}")
    yield f"diff --git {old} {new}\n"
    if change.old is None:
        yield "new file mode 100644\n"
    if change.new is None:
        yield "deleted file mode 100644\n"
    mode = " 100644" if change.old is not None and change.new is not None else ""
    yield f"index {_blob(change.old)}..{_blob(change.new)}{mode}\n"
    names = "/dev/null" if change.old is None else old, "/dev/null" if change.new is None else new
    before, after = (_LINE.findall((content or b"").decode("latin-1")) for content in (change.old, change.new))
    for line in difflib.unified_diff(before, after, *names):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _blob(content: bytes | None) -> str:
    """The name that git gives to a content."""
    if content is None:
        return _NOBODY
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def _quoted(path: str) -> str:
    """A path as git writes it: with other letters than those of ASCII between quotation marks, byte by byte."""
    if re.fullmatch(r"[ !#-\[\]-~]+", path):
        return path
    letters = (chr(b) if 32 <= b < 127 else f"\\{b:03o}" for b in path.encode())
    return '"' + "".join(f"\\{letter}" if letter in '"\\' else letter for letter in letters) + '"'
