"""Phrases around what the town calls its items: written with "Eintrag", said with the town's noun.

A masculine noun shows each case ("jeder, jedes, jedem, jeden Eintrag"), so a sentence can be written as it is read:
"Zu {keinem anderen Eintrag}" becomes "Zu keiner anderen Maßnahme" or "Zu keinem anderen Ziel".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

Gender = Literal["der", "die", "das"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun:
    """A noun without an article: the singular in its four cases, the plural and its dative."""

    gender: Gender
    singular: tuple[str, str, str, str]
    plural: str
    plural_dative: str


# The endings of what stands before a noun, in the four cases: of "jeder" and of "ein".
_DER: Final[Mapping[Gender, tuple[str, str, str, str]]] = {
    "der": ("er", "es", "em", "en"),
    "die": ("e", "er", "er", "e"),
    "das": ("es", "es", "em", "es"),
}
EIN: Final[Mapping[Gender, tuple[str, str, str, str]]] = {
    "der": ("", "es", "em", "en"),
    "die": ("e", "er", "er", "e"),
    "das": ("", "es", "em", ""),
}
ARTICLE: Final[Mapping[Gender, tuple[str, str, str, str]]] = {
    "der": ("der", "des", "dem", "den"),
    "die": ("die", "der", "der", "die"),
    "das": ("das", "des", "dem", "das"),
}
# "er", and in the dative and the accusative.
PRONOUN: Final[Mapping[Gender, tuple[str, str, str]]] = {
    "der": ("er", "ihm", "ihn"),
    "die": ("sie", "ihr", "sie"),
    "das": ("es", "ihm", "es"),
}
POSSESSIVE: Final[Mapping[Gender, str]] = {"der": "sein", "die": "ihr", "das": "sein"}
_CONTRACTED: Final[Mapping[str, Mapping[Gender, str]]] = {
    "zum": {"der": "zum", "die": "zur", "das": "zum"},
    "vom": {"der": "vom", "die": "von der", "das": "vom"},
}
_DATIVE: Final = 2
_PLURAL: Final = {"Einträge": "plural", "Einträgen": "plural_dative"}
# What an adjective ends with: after "der", after "ein", alone.
WEAK: Final[Mapping[Gender, tuple[str, str, str, str]]] = {
    "der": ("e", "en", "en", "en"),
    "die": ("e", "en", "en", "e"),
    "das": ("e", "en", "en", "e"),
}
_ADJECTIVE: Final = re.compile(r"(?P<stem>\w+?)(?P<ending>e[rmn]?)")


def phrase(written: str, noun: Noun) -> str | None:
    """What a phrase with "Eintrag" is with another noun; nothing if it is no such phrase.

    The noun may be left out ("durch {einen anderen}"), and "er", "ihm", "ihn" and "seine" stand for it. Words before
    a plural are the same for all nouns and stand outside.
    """
    *before, last = written.split(" ")
    if last in _PLURAL and not before:
        return str(getattr(noun, _PLURAL[last]))
    is_said = last in ("Eintrag", "Eintrags")
    if is_said and not before:
        return noun.singular[last == "Eintrags"]
    words = [word.lower() for word in (before if is_said else [*before, last])]
    if words[0] in PRONOUN["der"]:
        return PRONOUN[noun.gender][PRONOUN["der"].index(words[0])]
    if words[0].startswith("sein"):  # what belongs to it decides the ending
        return POSSESSIVE[noun.gender] + words[0].removeprefix("sein")
    found = _beginning(words[0], noun.gender)
    if found is None or not (found[0] or is_said):
        return None
    first, case, is_open = found
    adjectives = [_adjective(word, noun.gender, case, is_open) for word in words[bool(first) :]]
    return " ".join([*filter(None, [first]), *adjectives, *([noun.singular[case]] if is_said else [])])


def _beginning(word: str, gender: Gender) -> tuple[str, int, bool] | None:
    """The first word, the case that it tells, and whether an adjective after it may have to tell the gender.

    Without a word: it is an adjective itself.
    """
    if word in _CONTRACTED:
        return _CONTRACTED[word][gender], _DATIVE, False
    if word in ARTICLE["der"]:
        case = ARTICLE["der"].index(word)
        return ARTICLE[gender][case], case, False
    for stems, endings in ((("jed", "dies", "welch"), _DER), (("ein", "kein"), EIN)):
        for stem in stems:
            ending = word.removeprefix(stem)
            if word.startswith(stem) and ending in endings["der"]:
                case = endings["der"].index(ending)
                return stem + endings[gender][case], case, endings is EIN and not endings[gender][case]
    match = _ADJECTIVE.fullmatch(word)
    return ("", _DER["der"].index(match["ending"]), True) if match and match["ending"] in _DER["der"] else None


def _adjective(word: str, gender: Gender, case: int, is_open: bool) -> str:
    """An adjective; where nothing before it tells the gender, it does."""
    match = _ADJECTIVE.fullmatch(word)
    return (match["stem"] if match else word) + (_DER if is_open else WEAK)[gender][case]
