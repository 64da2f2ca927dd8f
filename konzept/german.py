"""German number and case: nouns counted in sentences, verbs that agree, words in a row; names in addresses.

The sentences of reports are put together here, so that none says "1 Empfehlungen".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from konzept.model.phrase import EIN, Gender
from konzept.model.speech import say, spoken

Case = Literal["nom", "akk", "dat"]

# Duden: numbers up to twelve are written as words.
_WORDS: Final = ("", "", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf")
_CASES: Final[dict[Case, int]] = {"nom": 0, "dat": 2, "akk": 3}  # their places in the tables of phrases
_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "AE", "Ö": "OE", "Ü": "UE"})
_INNER: Final = str.maketrans('„“”»«"', "‚‘‘›‹‘")


@dataclass(frozen=True, slots=True)
class RegularNoun:
    """A noun of regular declension; ``after`` follows it unchanged ("der Redaktion").

    Without a gender it has that of what the town calls its items, whose noun stands in its places.
    """

    gender: Gender | None
    one: str
    many: str
    after: str = ""

    def plural(self, case: Case) -> str:
        """The plural; its dative ends in -n. What is a genitive ("der bekannten {Einträge}") stays one."""
        if "{Einträge}" in self.many:
            return say("{Einträgen}" if case == "dat" and self.many == "{Einträge}" else self.many)
        ending = "n" if case == "dat" and not self.many.endswith(("n", "s")) else ""
        return f"{say(self.many)}{ending} {self.after}".rstrip()

    @property
    def agreed(self) -> Gender:
        """The gender of an article before it."""
        return self.gender or spoken().item.gender

    def singular(self) -> str:
        """The singular, which is the same in all three cases."""
        return f"{say(self.one)} {self.after}".rstrip()


RECOMMENDATION: Final = RegularNoun(None, "{Eintrag}", "{Einträge}")
PROPOSAL: Final = RegularNoun("der", "Vorschlag", "Vorschläge", "der Redaktion")
UPDATE: Final = RegularNoun("der", "Sachstand", "Sachstände")
CONSULTATION: Final = RegularNoun("die", "Beratung", "Beratungen")
DEVELOPMENT: Final = RegularNoun("die", "Entwicklung", "Entwicklungen")
STATEMENT: Final = RegularNoun("die", "Stellungnahme", "Stellungnahmen")
PAPER: Final = RegularNoun("die", "Vorlage", "Vorlagen")
CORRECTION: Final = RegularNoun("die", "Berichtigung", "Berichtigungen", "der Redaktion")
WITHDRAWN: Final = RegularNoun("der", "zurückgezogener Vorschlag", "zurückgezogene Vorschläge", "der Redaktion")
ENTRY: Final = RegularNoun("der", "Eintrag", "Einträge")


def counted(number: int, noun: RegularNoun, case: Case = "nom") -> str:
    """A number with its noun: "keine Empfehlung", "mit einem Termin", "zwei Sachstände", "13 Termine"."""
    if number < 2:
        article = ("ein" if number else "kein") + EIN[noun.agreed][_CASES[case]]
        return f"{article} {noun.singular()}"
    return f"{numeral(number)} {noun.plural(case)}"


def count(number: int, one: str, many: str) -> str:
    """A number in digits with its noun."""
    return f"{number} {one if number == 1 else many}"


def numeral(number: int) -> str:
    """A number of two or more as in running text: a word up to twelve, then digits with dots."""
    if 1 < number < len(_WORDS):
        return _WORDS[number]
    return f"{number:,}".replace(",", ".")


def agree(number: int, one: str, many: str) -> str:
    """The verb (or another word) that agrees with :func:`counted`: none and one take the singular."""
    return one if number <= 1 else many


def listed(words: Iterable[str], before_last: str = "und") -> str:
    """Words in a row: "A", "A und B", "A, B und C"; behind "keiner" it is "oder"."""
    *front, last = list(words) or [""]
    return f"{', '.join(front)} {before_last} {last}" if front else last


def quoted(text: str) -> str:
    """The text between quotation marks; those in it become the inner ones."""
    return f"„{text.translate(_INNER)}“"


def sentence(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def unaccented(text: str) -> str:
    """The text without umlauts and accents: "Brücke" as "Bruecke"; other writings stay."""
    parted = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", text).translate(_UMLAUTS))
    return "".join(letter for letter in parted if not unicodedata.combining(letter))


def slug(text: str) -> str:
    """A name for files and addresses: small letters, digits and hyphens; empty if the text has none of them."""
    letters = unaccented(text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", letters))
