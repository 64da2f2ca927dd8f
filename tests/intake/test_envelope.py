"""What programs for mail do to patches: what can be undone is, the rest is refused."""

from __future__ import annotations

import base64
import quopri
import re
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Final

import pytest

from konzept.intake.commits import plain_name
from tests.desk.town import texts
from tests.intake.handing import patch, patches, report, take


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    return texts(tmp_path)


def body(content: bytes) -> bytes:
    return content.split(b"\n\n", 1)[1]


def wrapped(way: str, encode: Callable[[bytes], bytes], more: str = "; charset=UTF-8") -> Callable[[bytes], bytes]:
    head = (
        f"From: X <x@example.org>\nSubject: Meldung\nContent-Type: text/plain{more}\nContent-Transfer-Encoding: {way}"
    )
    return lambda content: head.encode() + b"\n\n" + encode(body(content))


def attached(content: bytes) -> bytes:
    """A mail to which the file hangs, with text and a version of it in HTML."""
    message = EmailMessage()
    message["From"], message["Subject"] = "Erika Muster <e@example.org>", "Meldung für Sie"
    message.set_content("Guten Tag,\n\nanbei.\n")
    message.add_alternative("<p>Guten Tag</p>", subtype="html")
    message.add_attachment(content, maintype="application", subtype="octet-stream", filename="meldung.patch")
    return message.as_bytes()


def forwarded(content: bytes) -> bytes:
    import email

    message = EmailMessage()
    message["From"], message["Subject"] = "Amt <amt@example.org>", "WG: Meldung"
    message.set_content("Zur Kenntnis.\n")
    message.add_attachment(email.message_from_bytes(attached(content), policy=message.policy))
    return message.as_bytes()


def beside(*parts: tuple[bytes, str, str, dict[str, str]]) -> Callable[[bytes], bytes]:
    """A mail to which the file hangs below other things: content, kind, file name, more lines of their heads."""

    def mail(content: bytes) -> bytes:
        message = EmailMessage()
        message["From"], message["Subject"] = "Amt <amt@example.org>", "Meldung"
        message.set_content("Guten Tag,\n\nanbei.\n")
        for other, kind, name, head in (*parts, (content, "text/x-patch", "meldung.patch", {})):
            first, _, second = kind.partition("/")
            message.add_attachment(other, maintype=first, subtype=second, filename=name, **head)
        return message.as_bytes()

    return mail


def pasted(charset: str) -> Callable[[bytes], bytes]:
    """A mail into which somebody copied the whole file, between greeting and name."""

    def mail(content: bytes) -> bytes:
        words = re.sub("[„“–]", "-", content.decode()) if charset == "iso-8859-1" else content.decode()
        message = EmailMessage()
        message["From"], message["Subject"] = "Erika Muster <e@example.org>", "Meldung für Sie"
        text = f"Guten Tag,\n\nhier die Meldung:\n\n{words}\n\nMit freundlichen Grüßen\nErika Muster\n"
        message.set_content(text, charset=charset, cte="quoted-printable")
        return message.as_bytes()

    return mail


PICTURE: Final = b"\x89PNG\r\n\x1a\n" + bytes(40)
CARD: Final = b"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Amt\r\nEND:VCARD\r\n"


def stuffed(content: bytes) -> bytes:
    """As RFC 3676 has it: a blank before each line that begins with one or with "From "."""
    return re.sub(rb"(?m)^(?= |>|From )", b" ", content)


def latin(content: bytes) -> bytes:
    """Letters of the west; quotation marks, which stand only in the message, are made plain."""
    return quopri.encodestring(re.sub("[„“–]", "-", content.decode()).encode("latin-1"))


UNDONE: Final[dict[str, Callable[[bytes], bytes]]] = {
    "as it is": lambda c: c,
    "alone, without a message": lambda c: c[c.index(b"diff --git") :],
    "with a byte order mark": lambda c: b"\xef\xbb\xbf" + c,
    "line ends of Windows": lambda c: c.replace(b"\n", b"\r\n"),
    "line ends of Windows, alone": lambda c: c[c.index(b"diff --git") :].replace(b"\n", b"\r\n"),
    "quoted-printable": wrapped("quoted-printable", quopri.encodestring),
    "base64": wrapped("base64", base64.encodebytes),
    "base64 of Windows": wrapped("base64", lambda c: base64.encodebytes(c.replace(b"\n", b"\r\n"))),
    "another encoding": wrapped("quoted-printable", latin, "; charset=iso-8859-1"),
    "windows-1252": wrapped("8bit", lambda c: c.decode().encode("cp1252"), "; charset=windows-1252"),
    "stuffed lines": wrapped("8bit", stuffed, "; charset=UTF-8; format=flowed"),
    "blanks at the end of lines cut": lambda c: re.sub(rb"(?m)[ ]+$", b"", c),
    "a foot of the list": lambda c: c + b"\n_____\nGepr\xc3\xbcft auf Viren\n",
    "attached": attached,
    "forwarded": forwarded,
    "beside the picture of a foot": beside((PICTURE, "image/png", "image001.png", {"cid": "<a@example.org>"})),
    "beside a picture shown in the mail": beside((PICTURE, "image/png", "logo.png", {"disposition": "inline"})),
    "beside a card": beside((CARD, "text/vcard", "amt.vcf", {})),
    "signed": beside((b"0\x82\x0b\0\0\1", "application/pkcs7-signature", "smime.p7s", {})),
    "pasted whole": pasted("utf-8"),
    "pasted whole, in another encoding": pasted("iso-8859-1"),
    "in a mailbox": lambda c: b"From x@example.org Thu Nov 26 10:00:00 2026\n" + c.split(b"\n", 1)[1],
}  # fmt: skip


@pytest.mark.parametrize("name", UNDONE)
def test_what_a_mail_program_did_is_undone(name: str, docs: Path) -> None:
    """The report has no words that the smaller encodings don't."""
    made = patch(docs, report("sachstand", titel="Zwei Kurse für Mütter"))
    plain = take(docs, {"x.patch": made})
    changed = UNDONE[name](made)
    found = take(docs, {"x.patch": changed})
    assert [outcome.verdict for outcome in found.outcomes] == ["sound"], found.outcomes[0].remarks
    assert found.changes == plain.changes
    assert found.marks == plain.marks


DAMAGED: Final[dict[str, Callable[[bytes], bytes]]] = {
    "long lines broken": lambda c: re.sub(rb"(?m)^(.{20}\S*) (.+)$", rb"\1\n\2", c),
    "blanks at the beginning of lines cut": lambda c: re.sub(rb"(?m)^ +", b"", c),
    "tabs for blanks": lambda c: c.replace(b" ", b"\t"),
    "quoted": lambda c: re.sub(rb"(?m)^", b"> ", body(c)),
    "umlauts written as two letters": lambda c: c.replace("ü".encode(), b"ue"),
    "words replaced": lambda c: c.replace(b"Kinderbetreuung", b"Kinder-Betreuung"),
    "base64 cut": wrapped("base64", lambda c: base64.encodebytes(c)[:-30]),
    "cut": lambda c: c[: len(c) * 2 // 3],
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGED)
def test_what_can_not_be_undone_is_refused(name: str, docs: Path) -> None:
    made = patch(docs, report("sachstand", titel="Zwei Kurse für Mütter"))
    changed = DAMAGED[name](made)
    assert changed != made
    found = take(docs, {"x.patch": changed})
    assert [outcome.verdict for outcome in found.outcomes] == ["refused"]
    assert found.changes == ()
    assert found.outcomes[0].remarks[0].text


def test_two_mails_and_a_table_in_one_mail_are_each_taken(docs: Path) -> None:
    message = EmailMessage()
    message["From"] = "x@example.org"
    message.set_content("Zwei Anlagen\n")
    one, other = patches(docs, report("sachstand"), report("text")).values()
    message.add_attachment(one, maintype="text", subtype="x-patch", filename="eins.patch")
    message.add_attachment(other, maintype="text", subtype="x-patch", filename="zwei.patch")
    message.add_attachment(b"ID;Feld\n", maintype="text", subtype="csv", filename="antwort.csv")
    found = take(docs, {"m.eml": message.as_bytes()})
    assert [(outcome.name, outcome.verdict) for outcome in found.outcomes] == [
        ("m.eml, eins.patch", "sound"),
        ("m.eml, zwei.patch", "sound"),
        ("m.eml, antwort.csv", "refused"),
    ]


def test_what_else_hangs_on_a_mail_stops_no_patch_and_is_told(docs: Path) -> None:
    mail = beside((b"%PDF-1.7", "application/pdf", "Brief.pdf", {}), (PICTURE, "image/png", "Plan.png", {}))
    found = take(docs, {"m.eml": mail(patch(docs, report("sachstand")))})
    told = {outcome.name: (outcome.verdict, [remark.text for remark in outcome.remarks]) for outcome in found.outcomes}
    how = "Legen Sie Patches (.patch) und ausgefüllte Tabellen (.xlsx, .ods, .csv) einzeln in den Eingang."
    assert told == {
        "m.eml, Brief.pdf": ("refused", [f"Das ist ein PDF. {how}"]),
        "m.eml, Plan.png": ("refused", [f"Das ist ein Bild. {how}"]),
        "m.eml, meldung.patch": ("sound", []),
    }


def test_two_patches_pasted_into_one_mail_are_each_taken(docs: Path) -> None:
    found = take(docs, {"m.eml": pasted("utf-8")(patch(docs, report("sachstand"), report("text")))})
    assert [(outcome.name, outcome.verdict) for outcome in found.outcomes] == [
        ("m.eml, Nachricht 1", "sound"),
        ("m.eml, Nachricht 2", "sound"),
    ]


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("Erika Muster", "Erika Muster"),
        ("Jürgen Müßig-O’Neill", "Jürgen Müßig-O’Neill"),
        ("Dr. E. Muster", "Dr. E. Muster"),
        ("", ""),
        ("Signed-off-by: Rat", ""),
        ("[skip ci]", ""),
        ("#12", ""),
        ("@bürgermeister", ""),
        ("x" * 81, ""),
        ("-Muster", ""),
        ("Rat <rat@example.org>", ""),
        ("Rat\nMeldung", ""),
    ],
)
def test_only_a_plain_name_comes_into_a_commit(author: str, name: str) -> None:
    assert plain_name(author) == name
