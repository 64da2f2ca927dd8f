"""Finds what tells of persons: names behind a form of address, addresses of mail, numbers of telephones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

LEFT_OUT: Final = "[…]"
MAY_BE: Final = "Hier steht vielleicht der Name, die Adresse oder die Telefonnummer eines Menschen."
TAKE_OUT: Final = "Namen von Privatpersonen stehen nirgends: Nehmen Sie das heraus, oder nennen Sie die Funktion."
_NAME: Final = r"[A-ZÄÖÜ][\w'’]{1,40}(?:-[A-ZÄÖÜ][\w'’]{1,40}){0,3}"  # bounded, as hostile texts have no end
_PERSON: Final = re.compile(
    rf"\b(?:Herrn?|Frau|Dr\.|Prof\.|Dipl\.-\w+\.?|Pfarrer(?:in)?|Bürgermeister(?:in)?|"
    rf"Dezernent(?:in)?|Landrat|Landrätin)"
    rf"(?:\s+(?:Dr\.|Prof\.|med\.|phil\.|a\.\s?D\.|[A-ZÄÖÜ]\.))*(?:\s+(?:von|van|de|zu|der|{_NAME})){{0,2}}\s+{_NAME}"
)
_LABELLED: Final = re.compile(
    rf"(?P<label>\b(?:Ansprech(?:partner(?:in)?|person)|Kontakt(?:person)?|Redaktion|Bearbeite[rt](?:in)?|Bearbeitung|"
    rf"Verfasser(?:in)?|Autor(?:in)?|Leitung|Leiter(?:in)?|Text|Fotos?|Vorsitz(?:ende[r]?)?|Moderation|Gestaltung):\s*)"
    rf"(?:{_NAME}\s+(?:(?:von|van|de|zu)\s+)?{_NAME}(?:\s*(?:,|und|/)\s*(?={_NAME}\s+{_NAME}))?){{1,20}}"
)
_OFFICE: Final = re.compile(
    rf"{_NAME}\s+{_NAME}(?=,?\s+\(?(?:Ober)?(?:bürgermeister|Bürgermeister|Landrat|Landrätin|Dezernent|Beigeordnete))"
)
_HOME: Final = re.compile(rf"\b{_NAME}(?:\s{_NAME})?\s[0-9]{{1,3}}\s?[a-z]?,?\s[0-9]{{5}}\s{_NAME}")
_MAIL: Final = re.compile(r"[\w.+\-]{1,64}\s?(?:@|\(at\)|\[at\]|\(ät\))\s?[\w\-]+(?:\s?\.\s?[\w\-]+)+", re.I)
_PHONE: Final = re.compile(
    r"(?:(?:Tel(?:efon)?|Fon|Mobil|Fax|Handy)\b[ .:]*)(?:\+|\(?0)[\d \-/().]{5,}\d|(?:\+49|"
    r"\b0[1-9]\d{1,4})[ \-/()]{1,3}\d[\d \-/]{4,}\d"
)
_NOBODY: Final = re.compile(r"\b(?:Herrn?|Frau) (?:und|oder|in|mit|aus)\b|\bFrau(?:en)? und\b")
_SIGNED: Final = re.compile(rf"(?:(?:Dr\.|Prof\.)\s+)*{_NAME}(?:\s+(?:von|van|{_NAME})){{1,3}}(?:,\s+[\w\- ]{{3,60}})?")


def redacted(text: str) -> str:
    """The text without what tells of persons."""
    text = _LABELLED.sub(lambda m: f"{m['label']}{LEFT_OUT}", text)
    for rule in (_MAIL, _PHONE, _PERSON, _OFFICE, _HOME):
        text = rule.sub(lambda m: m[0] if _NOBODY.match(m[0]) else LEFT_OUT, text)
    return text


def persons(text: str) -> Iterator[str]:
    """What in a text tells of persons: the words themselves."""
    for rule in (_LABELLED, _MAIL, _PHONE, _PERSON, _OFFICE, _HOME):
        for match in rule.finditer(text):
            if not _NOBODY.match(match[0]):
                yield match[0]
        text = rule.sub(LEFT_OUT, text)


def is_personal(text: str) -> bool:
    """Whether something in a text tells of a person."""
    return redacted(text) != text


def is_signature(text: str) -> bool:
    """Whether a short line may be a name, as it stands below a foreword or in an imprint."""
    return len(text) < 90 and _SIGNED.fullmatch(text.strip(" .")) is not None
