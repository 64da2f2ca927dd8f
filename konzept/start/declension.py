"""German names in their cases, from what somebody types: "Runder Tisch", "Steuerungsgruppe", "das Werk, des Werkes".

The last noun decides the gender, and how its genitive ends; the adjectives before it take the endings that follow an
article. What is not known is asked for as a dictionary has it: with article, then the genitive.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal

from konzept.errors import KonzeptError
from konzept.model.speech import Naming

Gender = Literal["der", "die", "das"]

# What the last noun ends with, and the ending of its genitive; of several the longest counts.
_MASCULINE: Final = {
    "kreis": "es",
    "markt": "es",
    "verband": "es",
    "bezirk": "s",
    "flecken": "s",
    "tisch": "es",
    "rat": "es",
    "beirat": "s",
    "plan": "s",
    "ausschuss": "es",
    "vorstand": "s",
    "verein": "s",
    "dienst": "es",
    "fachbereich": "s",
    "senat": "s",
    "bericht": "s",
    "pakt": "s",
    "leitfaden": "s",
    "entwurf": "s",
    "tag": "es",
}
_FEMININE: Final = (
    "stadt",
    "gemeinde",
    "region",
    "kommune",
    "gruppe",
    "werkstatt",
    "verwaltung",
    "kommission",
    "initiative",
    "strategie",
    "konferenz",
    "stelle",
    "agentur",
    "allianz",
    "agenda",
    "runde",
    "planung",
    "versammlung",
    "gesellschaft",
    "gemeinschaft",
    "stabsstelle",
    "leitung",
    "lenkung",
    "leitlinie",
    "charta",
    "vertretung",
)
_NEUTER: Final = {
    "konzept": "s",
    "leitbild": "es",
    "programm": "s",
    "amt": "es",
    "land": "es",
    "büro": "s",
    "forum": "s",
    "bündnis": "ses",
    "netzwerk": "s",
    "gremium": "s",
    "referat": "s",
    "dezernat": "s",
    "team": "s",
    "institut": "s",
    "komitee": "s",
    "kuratorium": "s",
    "plenum": "s",
    "parlament": "s",
    "quartier": "s",
    "ministerium": "s",
}
_ARTICLES: Final[Mapping[Gender, tuple[str, str, str, str]]] = {
    "der": ("der", "des", "dem", "den"),
    "die": ("die", "der", "der", "die"),
    "das": ("das", "des", "dem", "das"),
}
# The ending of an adjective without an article, which tells the gender too, and after one, in the four cases.
_STRONG: Final[Mapping[str, Gender]] = {"er": "der", "e": "die", "es": "das"}
_WEAK: Final[Mapping[Gender, tuple[str, str, str, str]]] = {
    "der": ("e", "en", "en", "en"),
    "die": ("e", "en", "en", "e"),
    "das": ("e", "en", "en", "e"),
}
_TYPED: Final = re.compile(r"(?:(?P<article>der|die|das) )?(?P<words>[^,;]+?)(?:, (?:des|der) (?P<genitive>[^,;]+))?")


def declined(typed: str) -> Naming:
    """The name in its cases.

    :raises KonzeptError: if its gender can't be told; says how to type it so that it can.
    """
    match = _TYPED.fullmatch(" ".join(typed.split()))
    if not match:
        raise _unclear(typed)
    *adjectives, noun = match["words"].split()
    known = _known(noun)
    gender = next((of for of in _ARTICLES if of == match["article"]), known[0] if known else None)
    if gender is None:
        raise _unclear(typed)
    stems = [_stem(word, gender, bool(match["article"]), typed) for word in adjectives]
    genitive = match["genitive"] or ""
    owned = genitive.split()[-1] if genitive else noun + _genitive(noun, gender, known)
    nouns = (noun, owned, noun, noun)
    cases = [
        " ".join([article, *(stem + ending for stem in stems), word])
        for article, ending, word in zip(_ARTICLES[gender], _WEAK[gender], nouns, strict=True)
    ]
    strong = next(ending for ending, of in _STRONG.items() if of == gender)
    short = " ".join([*(stem + strong for stem in stems), noun])
    return Naming(short=short, who=cases[0], whose=cases[1], to_whom=cases[2], whom=cases[3])


def _known(noun: str) -> tuple[Gender, str] | None:
    """Gender and ending of the genitive, as the end of the noun tells."""
    table: dict[str, tuple[Gender, str]] = {
        **{end: ("der", ending) for end, ending in _MASCULINE.items()},
        **dict.fromkeys(_FEMININE, ("die", "")),
        **{end: ("das", ending) for end, ending in _NEUTER.items()},
    }
    found = [end for end in table if noun.casefold().endswith(end)]
    return table[max(found, key=len)] if found else None


def _genitive(noun: str, gender: Gender, known: tuple[Gender, str] | None) -> str:
    if gender == "die":
        return ""
    if known and known[0] == gender:
        return known[1]
    return "es" if noun.endswith(("s", "ß", "x", "z", "sch", "st")) else "s"


def _stem(word: str, gender: Gender, after_article: bool, typed: str) -> str:
    """An adjective without its ending: that after an article, or that which stands alone."""
    if not word[:1].isupper() and word in ("und", "für", "zum", "zur", "am", "im", "von", "der", "des"):
        raise _unclear(typed)
    for ending in ("e",) if after_article else sorted(_STRONG, key=len, reverse=True):
        if word.endswith(ending) and (after_article or _STRONG[ending] == gender):
            return word.removesuffix(ending)
    raise _unclear(typed)


def _unclear(typed: str) -> KonzeptError:
    return KonzeptError(
        f"Wie {typed!r} in den vier Fällen heißt, ist nicht zu erkennen. Schreiben Sie es in der Einzahl mit Artikel "
        "wie in einem Wörterbuch, wenn nötig mit dem zweiten Fall: 'das Werk, des Werkes', 'der Runde Tisch', "
        "'die Lokale Agenda'."
    )
