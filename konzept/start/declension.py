"""German names in their cases, from what somebody types: "Runder Tisch", "Steuerungsgruppe", "das Werk, des Werkes".

The last noun decides the gender, and how its genitive ends; the adjectives before it take the endings that follow an
article. Where that can't be, a noun that is known is looked for further in front, and what stands behind it stays as it
is ("Arbeitskreis Asyl", "Beirat für Menschen mit Behinderung", "der Zweckverband Wasser Nord"). What is not known is
asked for as a dictionary has it: with article, then the genitive. What a concept consists of ("Maßnahme") has a plural
too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from konzept.errors import KonzeptError
from konzept.model.phrase import ARTICLE, WEAK, Gender, Noun
from konzept.model.speech import Naming

# What the last noun ends with, by its gender and the ending of its genitive; of several the longest counts.
_NOUNS: Final[Mapping[tuple[Gender, str], tuple[str, ...]]] = {
    ("der", "es"): ("kreis", "markt", "verband", "tisch", "rat", "ausschuss", "dienst", "tag", "ansatz", "leitsatz"),
    ("der", "s"): (
        *("bezirk", "flecken", "beirat", "plan", "vorstand", "verein", "fachbereich", "senat", "bericht", "pakt"),
        *("leitfaden", "entwurf", "vorschlag", "auftrag", "schritt", "punkt", "baustein"),
    ),
    ("die", ""): (
        *("stadt", "gemeinde", "region", "kommune", "gruppe", "werkstatt", "verwaltung", "kommission"),
        *("initiative", "strategie", "konferenz", "stelle", "agentur", "allianz", "agenda", "runde", "planung"),
        *("versammlung", "gesellschaft", "gemeinschaft", "stabsstelle", "leitung", "lenkung", "leitlinie"),
        *("charta", "vertretung", "empfehlung", "forderung", "handlung", "leistung", "nahme", "aufgabe", "idee"),
    ),
    ("das", "s"): (
        *("konzept", "programm", "büro", "forum", "netzwerk", "gremium", "referat", "dezernat", "team", "institut"),
        *("komitee", "kuratorium", "plenum", "parlament", "quartier", "ministerium", "ziel", "projekt", "vorhaben"),
    ),
    ("das", "es"): ("leitbild", "amt", "land"),
    ("das", "ses"): ("bündnis",),
}
_KNOWN: Final = {end: told for told, ends in _NOUNS.items() for end in ends}
# How the plural of what a concept may consist of ends: instead of the end of the word.
_PLURALS: Final = {
    "ung": "ungen",
    "e": "en",
    "ziel": "ziele",
    "projekt": "projekte",
    "vorhaben": "vorhaben",
    "schlag": "schläge",
    "auftrag": "aufträge",
    "satz": "sätze",
    "schritt": "schritte",
    "punkt": "punkte",
    "baustein": "bausteine",
}
# Nouns that are inflected as adjectives are: "der Beauftragte, des Beauftragten".
_LIKE_ADJECTIVES: Final = ("beauftragte", "beigeordnete", "vorsitzende")
# The ending of an adjective without an article, which tells the gender too.
_STRONG: Final[Mapping[str, Gender]] = {"er": "der", "e": "die", "es": "das"}
_TYPED: Final = re.compile(r"(?:(?P<article>der|die|das) )?(?P<words>[^,;]+?)(?:, (?:des|der) (?P<genitive>[^,;]+))?")


def declined(typed: str) -> Naming:
    """The name in its cases.

    :raises KonzeptError: if its gender can't be told; says how to type it so that it can.
    """
    match = _TYPED.fullmatch(" ".join(typed.split()))
    if not match:
        raise _unclear(typed)
    words = match["words"].split()
    try:
        return _inflected(words, match["article"], match["genitive"], typed)
    except KonzeptError:
        head = _head_before_its_name(words)
        if head is None or match["genitive"]:
            raise
        found = _inflected(words[: head + 1], match["article"], None, typed)
        return found.with_name(" ".join(words[head + 1 :]))


def _inflected(words: list[str], article: str | None, genitive: str | None, typed: str) -> Naming:
    *adjectives, noun = words
    known = _known(noun)
    gender = next((of for of in ARTICLE if of == article), known[0] if known else None)
    if gender is None:
        raise _unclear(typed)
    stems = [_stem(word, gender, bool(article), typed) for word in adjectives]
    owned = genitive.split()[-1] if genitive else noun + _genitive(noun, gender, known)
    strong = next(ending for ending, of in _STRONG.items() if of == gender)
    nouns, alone = [noun, owned, noun, noun], noun
    if noun.casefold().endswith(_LIKE_ADJECTIVES):
        nouns, alone = [noun[:-1] + ending for ending in WEAK[gender]], noun[:-1] + strong
    cases = [
        " ".join([article, *(stem + ending for stem in stems), word])
        for article, ending, word in zip(ARTICLE[gender], WEAK[gender], nouns, strict=True)
    ]
    short = " ".join([*(stem + strong for stem in stems), alone])
    return Naming(short=short, who=cases[0], whose=cases[1], to_whom=cases[2], whom=cases[3])


def _head_before_its_name(words: list[str]) -> int | None:
    """Where the first known noun stands that has a name or a purpose behind it; with "und" it would be several.

    "Runde Tisch" is a slip of the pen, no round of that name.
    """
    if {"und", "oder", "sowie", "&", "/"} & set(words):
        return None
    nouns = (at for at, word in enumerate(words[:-1]) if word[:1].isupper() and word != "Runde" and _known(word))
    return next(nouns, None)


def noun(typed: str) -> Noun:
    """A single noun in its cases and in the plural.

    :raises KonzeptError: if it is more than a word, or its gender or plural can't be told.
    """
    words, _, plural = typed.strip().partition(", die ")
    cases = declined(words)
    who, whose, to_whom, whom = (n.partition(" ")[2] for n in (cases.who, cases.whose, cases.to_whom, cases.whom))
    forms = (who, whose, to_whom, whom)
    many = plural.strip() or _plural(forms[0])
    if not many or any(" " in word for word in (*forms, many)):
        raise KonzeptError(
            f"Wie {typed!r} in der Mehrzahl heißt, ist nicht zu erkennen. Nennen Sie ein einziges Wort mit Artikel, "
            "zweitem Fall und Mehrzahl wie in einem Wörterbuch: 'der Meilenstein, des Meilensteins, die Meilensteine'."
        )
    dative = many if many.endswith(("n", "s")) else f"{many}n"
    return Noun(gender=_gender(cases), singular=forms, plural=many, plural_dative=dative)


def _gender(cases: Naming) -> Gender:
    return next(gender for gender in ARTICLE if cases.who.startswith(f"{gender} "))


def _plural(word: str) -> str:
    end = max((end for end in _PLURALS if word.casefold().endswith(end)), key=len, default="")
    if not end:
        return ""
    many = word[: -len(end)] + _PLURALS[end]
    return word[0] + many[1:]


def _known(word: str) -> tuple[Gender, str] | None:
    """Gender and ending of the genitive, as the end of the noun tells."""
    found = [end for end in _KNOWN if word.casefold().endswith(end)]
    return _KNOWN[max(found, key=len)] if found else None


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
