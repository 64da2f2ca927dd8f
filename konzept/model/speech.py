"""What the program calls things of the town: words of the model are sentences with places for them.

The doors say once in whose words they speak (:func:`konzept.town.load` does), since a label is asked for
in every corner, also where nothing of the town is at hand. Until then the words are general ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final

from konzept.model.phrase import ARTICLE, PRONOUN, Gender, Noun, phrase

_PLACE: Final = re.compile(r"\{(\w+(?: \w+)*)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """A name in the singular: alone, and in the four cases with its article."""

    short: str
    who: str
    whose: str
    to_whom: str
    whom: str

    def with_name(self, name: str) -> Naming:
        """The same with a proper name behind it, which does not change: "des Kreises Musterland"."""
        return Naming(**{case: f"{getattr(self, case)} {name}" for case in self.__slots__})

    @property
    def gender(self) -> Gender:
        """The gender that its article tells."""
        return next(gender for gender in ARTICLE if self.who.startswith(f"{gender} "))

    @property
    def pronoun(self) -> str:
        """What stands for the name."""
        return PRONOUN[self.gender][0]

    @property
    def by(self) -> str:
        """The name after "von"."""
        return f"vom {self.to_whom[4:]}" if self.to_whom.startswith("dem ") else f"von {self.to_whom}"


AUTHORS: Final = Naming(
    short="verfassende Stelle",
    who="die verfassende Stelle",
    whose="der verfassenden Stelle",
    to_whom="der verfassenden Stelle",
    whom="die verfassende Stelle",
)
CONCEPT: Final = Naming(
    short="Konzept", who="das Konzept", whose="des Konzepts", to_whom="dem Konzept", whom="das Konzept"
)
TOWN: Final = Naming(short="Stadt", who="die Stadt", whose="der Stadt", to_whom="der Stadt", whom="die Stadt")
ITEM: Final = Noun(
    gender="die",
    singular=("Empfehlung", "Empfehlung", "Empfehlung", "Empfehlung"),
    plural="Empfehlungen",
    plural_dative="Empfehlungen",
)
ADMINISTRATION: Final = "Verwaltung"
"""The word for the administration of the town, also where it made the concept itself."""
DECIDERS: Final = (ADMINISTRATION, "Ausschuss", "Rat", "Kreistag", "Kreis", "Land", "Bund", "Träger")


EXAMPLE_CODE: Final = "SPR"
"""The letters of a field where none of the town's is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """The town's words."""

    body: Naming = TOWN  # what the town is: a Stadt, a Kreis
    authors: Naming = AUTHORS  # who made the concept
    concept: Naming = CONCEPT  # what the concept is called
    item: Noun = ITEM  # what the concept consists of: "Empfehlung", "Maßnahme"
    top_count: int = 2  # how many of these stand in front in each field; 0 for none
    deciders: tuple[str, ...] = DECIDERS  # who may decide on them
    code: str = EXAMPLE_CODE  # the letters of one of the town's fields, for examples of IDs
    strict: bool = True  # whether other deciders are refused: an older state of the texts may have had other ones

    @property
    def _measure(self) -> str:
        """What a sentence that says what is to be done is called, beside "Ziel" and "Feststellung"."""
        name = self.item.singular[0]
        return ITEM.singular[0] if name in ("Ziel", "Feststellung") else name

    @property
    def _told_of(self) -> tuple[str, ...]:
        """Who besides providers may say that something is done: the administration, and the authors if others."""
        others = (self.authors.whose,) if self.authors.short != ADMINISTRATION else ()
        return "der Verwaltung", *others

    @property
    def words(self) -> Mapping[str, str]:
        """The word for each place."""
        front = f"Top {self.top_count}" if self.top_count else f"Top-{self.item.plural}"
        found = {"anzahl": str(self.top_count), "top": front, "aussage": self._measure}
        found["empfohlen"] = "empfohlen" if self.item == ITEM else "vorgesehen"
        found["verwaltung_wessen"] = ", ".join(self._told_of)
        found["empfiehlt"] = "empfiehlt" if self.item == ITEM else "nennt"
        for name, naming in (("kommune", self.body), ("verfasser", self.authors), ("konzept", self.concept)):
            found |= {
                name: naming.short,
                f"{name}_wer": naming.who,
                f"{name}_wessen": naming.whose,
                f"{name}_wen": naming.whom,
                f"{name}_von": naming.by,
                f"{name}_er": naming.pronoun,
            }
        return found


class _Voice:
    """Words in use, and the sentences that were said with them already: the same labels are asked for all the time."""

    def __init__(self, speech: Speech) -> None:
        self.speech, self.words = speech, speech.words
        self.said: dict[str, str] = {}

    def say(self, text: str, values: Mapping[str, object]) -> str:
        words = {**self.words, **values} if values else self.words

        def word(match: re.Match[str]) -> str:
            place = match[1]
            if place in values:
                return str(values[place])
            found = str(words.get(place.lower()) or phrase(place, self.speech.item) or match[0])
            return found[:1].upper() + found[1:] if place[0].isupper() else found

        return _PLACE.sub(word, text)


_SPOKEN: ContextVar[_Voice] = ContextVar("konzept_speech", default=_Voice(Speech()))  # noqa: B039  # only remembers


def speak(speech: Speech) -> None:
    """Use these words from now on."""
    _SPOKEN.set(_Voice(speech))


def spoken() -> Speech:
    """The words in use."""
    return _SPOKEN.get().speech


@contextmanager
def kept() -> Iterator[None]:
    """Go back to the words in use when what is done in here is done."""
    before = _SPOKEN.set(_SPOKEN.get())
    try:
        yield
    finally:
        _SPOKEN.reset(before)


def say(text: str, **values: object) -> str:
    """A text with the town's words and the values in its places; one with a capital letter begins with one.

    Around "Eintrag" places are phrases (:mod:`konzept.model.phrase`): "Zu {keinem Eintrag} gibt es {eins}".
    """
    if "{" not in text:
        return text
    voice = _SPOKEN.get()
    if values:
        return voice.say(text, values)
    if text not in voice.said:
        voice.said[text] = voice.say(text, {})
    return voice.said[text]


@dataclass(frozen=True, slots=True)
class Said:
    """A class attribute that is said with the town's words."""

    text: str

    def __get__(self, instance: object, owner: type) -> str:
        """What readers see."""
        return say(self.text)
