"""Takes messages out of what mail programs make: several in one file, parts of one, encoded in all the usual ways.

What a mail program did to a patch is undone by trying: a patch names the contents before and after by their sums
(:mod:`konzept.intake.patch_reader`), so the right reading of it proves itself.
"""

from __future__ import annotations

import contextlib
import email
import email.errors
import email.header
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from typing import Any, Final

from konzept.files.unseen import UNSEEN
from konzept.intake.unpacking import RefusedFileError, kind_of

_BOM: Final = b"\xef\xbb\xbf"
_FROM: Final = re.compile(rb"^From (?=[0-9a-f]{40} |\S+ +\w{3} \w{3} )", re.MULTILINE)
_MOST_PARTS: Final = 50
_MOST_MESSAGES: Final = 500
_LONGEST_HEAD: Final = 300
NOBODY: Final = "Meldung ohne Namen"
_BROKEN: Final = (
    email.errors.InvalidBase64PaddingDefect,
    email.errors.InvalidBase64CharactersDefect,
    email.errors.InvalidBase64LengthDefect,
)
_DIFF: Final = re.compile(rb"^diff --git ", re.MULTILINE)
_OF_PROGRAMS: Final = (
    "application/pgp-keys",
    "application/pgp-signature",
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "text/vcard",
    "text/x-vcard",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A message with a patch, or a table that hung on one.

    ``name`` says where it was found. ``bodies`` are the ways to read its text, the most likely first; ``line`` is
    where the text begins in the file. ``subject``, ``author`` and ``session`` (what those of one session share) are
    words of others.
    """

    name: str
    bodies: tuple[bytes, ...]
    line: int = 1
    subject: str = ""
    author: str = ""
    session: str = ""
    is_table: bool = False
    is_message: bool = False


def letters(name: str, content: bytes) -> Iterator[Letter | tuple[str, RefusedFileError]]:
    """The messages and tables of a file; what can't be taken is a name with its reason."""
    try:
        kind = kind_of(content)
    except RefusedFileError as refusal:
        yield name, refusal
        return
    if kind == "table":
        yield Letter(name=name, bodies=(content,), is_table=True)
    elif kind == "patch":
        yield Letter(name=name, bodies=tuple(_ways(content.removeprefix(_BOM), "", flowed=False)), session=name)
    else:
        yield from _messages(name, content.removeprefix(_BOM))


def _messages(name: str, content: bytes, above: int = 0) -> Iterator[Letter | tuple[str, RefusedFileError]]:
    """The messages of a mailbox, or the one of a mail; ``above`` lines of the file stand before it."""
    begins = [match.start() for match in _FROM.finditer(content)] if _FROM.match(content) else [0]
    if len(begins) > _MOST_MESSAGES:
        yield name, RefusedFileError(f"Die Datei enthält mehr als {_MOST_MESSAGES} Nachrichten. Teilen Sie sie auf.")
        return
    for number, (begin, end) in enumerate(zip(begins, [*begins[1:], len(content)], strict=True), 1):
        called = name if len(begins) == 1 else f"{name}, Nachricht {number}"
        try:
            yield from _message(called, name, content[begin:end], above + content.count(b"\n", 0, begin))
        except RefusedFileError as refusal:
            yield called, refusal


def _message(called: str, file: str, raw: bytes, above: int) -> Iterator[Letter | tuple[str, RefusedFileError]]:
    """The letters of one message; ``above`` lines of the file stand before it."""
    if raw.count(b"boundary=") > _MOST_PARTS or raw.count(b"message/rfc822") > _MOST_PARTS:
        raise RefusedFileError(f"Die Nachricht hat mehr als {_MOST_PARTS} Teile. Schicken Sie den Patch als Anlage.")
    message = email.message_from_bytes(raw)
    head: dict[str, Any] = {
        "subject": re.sub(
            r"^\s*(?:(?:Re|AW|WG|Fwd):\s*)*(?:\[PATCH[^\]]*\]\s*)?", "", _head(message, "Subject", above)
        ),
        "author": _name(_head(message, "From", above)),
        "session": f"{message.get('Date', '')} {message.get('From', '')}" if message.get("Date") else file,
    }
    leaves = [part for part in message.walk() if not part.is_multipart() and not _is_of_program(part)]
    found = [letter for part in leaves for letter in _part(called, part, raw, above, head, alone=len(leaves) == 1)]
    if not found:
        raise RefusedFileError(
            "In der Nachricht steht kein Patch, und keine Tabelle hängt an ihr. Wer sie geschickt hat, hängt die Datei "
            "der Redaktion (.patch) unverändert an."
        )
    yield from found


def _is_of_program(part: Message) -> bool:
    """Whether programs for mail add such a part by themselves: a signature, a card of the sender, a picture in it."""
    kind = part.get_content_type()
    inside = part.get_content_disposition() == "inline" or "Content-ID" in part
    return kind in _OF_PROGRAMS or (part.get_content_maintype() == "image" and inside)


def _part(
    called: str, part: Message, raw: bytes, above: int, head: dict[str, Any], *, alone: bool
) -> Iterator[Letter | tuple[str, RefusedFileError]]:
    content = _decoded(part)
    if content is None or (not alone and part.get_content_type() == "text/html"):
        return
    file = _safe(part.get_filename() or "")
    name = called if alone else f"{called}, {file or 'Text'}"
    begin = raw.find(content) if content else -1
    lines = above + raw.count(b"\n", 0, begin) if begin >= 0 else 0
    charset = part.get_content_charset("utf-8") or "utf-8"
    if not _FROM.match(raw) and (pasted := _FROM.search(content)):  # whole files of the form, with their heads
        whole = _in_utf8(content[pasted.start() :], charset)
        yield from _messages(name, whole, lines + content.count(b"\n", 0, pasted.start()))
    elif _DIFF.search(content):
        flowed = str(part.get_param("format", "")).lower() == "flowed"
        yield Letter(
            name=name,
            bodies=tuple(_ways(content, charset, flowed=flowed)),
            line=lines + 1,
            is_message=_DIFF.match(content) is None,
            **head,
        )
    elif part.get_filename():
        yield _attached(name, content)


def _attached(name: str, content: bytes) -> Letter | tuple[str, RefusedFileError]:
    """What hangs on a mail and is no patch; what can't be taken stops nothing else that hangs there."""
    try:
        kind = kind_of(content)
    except RefusedFileError as refusal:
        return name, refusal
    if kind == "table":
        return Letter(name=name, bodies=(content,), is_table=True)
    return name, RefusedFileError("Sie ist selbst eine Nachricht. Legen Sie sie einzeln in den Eingang.")


def _decoded(part: Message) -> bytes | None:
    """The bytes of a part as they were before a mail program wrote them out; nothing of what holds no bytes."""
    way = str(part.get("Content-Transfer-Encoding", "8bit")).strip().lower()
    if way not in ("7bit", "8bit", "binary", "quoted-printable", "base64"):
        raise RefusedFileError(f"Die Nachricht ist auf eine unbekannte Weise verpackt ({_safe(way)!r}).")
    content = part.get_payload(decode=True)
    if any(isinstance(defect, _BROKEN) for defect in part.defects):
        raise RefusedFileError("Die Nachricht ist beschädigt: Ihr Teil in Base64 ist unvollständig.")
    return content if isinstance(content, bytes) else None


def _in_utf8(content: bytes, charset: str) -> bytes:
    """The text as its inner head says it is written, whatever the mail around it was written in."""
    for encoding in ("utf-8", charset):
        with contextlib.suppress(LookupError, ValueError):
            return content.decode(encoding).encode()
    return content


def _ways(content: bytes, charset: str, *, flowed: bool) -> Iterator[bytes]:
    """How the text of a patch may have been before a mail program changed it, the most likely first."""
    first = [content]
    if charset not in ("utf-8", "us-ascii", ""):
        with contextlib.suppress(LookupError, ValueError):
            first.append(content.decode(charset).encode())
    first += [found.replace(b"\r\n", b"\n") for found in first if b"\r\n" in found]
    yield from first
    for found in first if flowed else ():
        lines = re.sub(rb"^ ", b"", found, flags=re.MULTILINE)
        yield lines
        yield re.sub(rb"(?<!^--)(?<!\n--) \n", b" ", lines)


def _head(message: Message, name: str, above: int) -> str:
    """A line of the head in letters; what it may not have is refused, however it is written."""
    if len(message.get_all(name, [])) > 1:
        raise RefusedFileError(f"Der Kopf der Nachricht nennt {name!r} mehrfach.", above + 1)
    written = str(message.get(name, ""))
    try:
        pieces = email.header.decode_header(re.sub(r"\r?\n(?=[ \t])", "", written))
        text = "".join(p if isinstance(p, str) else p.decode(code or "utf-8") for p, code in pieces)
    except (email.errors.HeaderParseError, LookupError, ValueError):
        raise RefusedFileError(f"Der Kopf der Nachricht lässt sich nicht lesen ({name}).", above + 1) from None
    if UNSEEN.search(text) or "\n" in text or "\r" in text:
        raise RefusedFileError(
            f"Im Kopf der Nachricht steht ein unsichtbares Zeichen oder ein Zeilenende ({name}). So schreibt ihn kein "
            "Formular.",
            above + 1,
        )
    if len(text) > _LONGEST_HEAD:
        raise RefusedFileError(f"Im Kopf der Nachricht ist {name!r} länger als {_LONGEST_HEAD} Zeichen.", above + 1)
    return " ".join(text.split())


def _name(author: str) -> str:
    """The name in a sender; the address is nobody's business here, and the neutral one is no name."""
    name = re.sub(r"\s*<[^<>]*>$", "", author).strip(' "')
    return "" if "@" in name or name == NOBODY else name


def _safe(name: str) -> str:
    """A name from a message, for one line of a report."""
    return " ".join(UNSEEN.sub(" ", name.encode("utf-8", "replace").decode()).split())[:100]
