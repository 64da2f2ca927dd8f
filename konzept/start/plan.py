"""What a new town says of itself, examined and brought into one form."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from konzept import file_names
from konzept.errors import KonzeptError
from konzept.german import slug
from konzept.markdown.shape import LONGEST_ID
from konzept.model import Field, Subject
from konzept.model.phrase import Noun
from konzept.model.speech import DECIDERS, Naming
from konzept.start.declension import declined, noun
from konzept.town import for_whom

LANGUAGES: Final = ("en", "de-simple")
"""The languages in which a first short summary can be written."""
_MOST_TOP: Final = 9
_CODE: Final = re.compile(r"[A-Z]{2,5}")


@dataclass(frozen=True, slots=True)
class PlannedField:
    """A Handlungsfeld: the letters that begin the IDs of its recommendations, and its title."""

    code: str
    title: str
    place: str = ""

    @property
    def folder(self) -> str:
        """The name of its folder."""
        return self.place or sure_slug(self.title)


@dataclass(frozen=True, slots=True)
class CouncilBody:
    """A body of the council: its title and its ID."""

    title: str

    @property
    def id(self) -> str:
        """As the texts name it; of a long title the first words."""
        whole = f"G-{sure_slug(self.title).upper()}"
        if len(whole) <= LONGEST_ID:
            return whole
        words = whole[: LONGEST_ID + 1].rpartition("-")[0]
        return words if "-" in words else whole[:LONGEST_ID]


@dataclass(frozen=True, slots=True)
class CouncilDecision:
    """Which body decided the concept, on which day, and as what."""

    body: CouncilBody
    day: date
    subject: Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All that is known of the town before its first text is written; ``day`` is that of the beginning."""

    name: str
    body: Naming
    full_name: Naming | None
    concept: Naming
    authors: Naming
    item: Noun
    fields: tuple[PlannedField, ...]
    top_count: int
    bodies: tuple[CouncilBody, ...]
    decision: CouncilDecision | None
    deciders: tuple[str, ...]
    languages: tuple[str, ...]
    day: date

    @property
    def named(self) -> Naming:
        """The name of the town with what it is."""
        return self.full_name or self.body.with_name(self.name)

    @property
    def title(self) -> str:
        """The title of the website."""
        return f"{self.concept.short} für {for_whom(self.name, self.body, self.full_name)}"


def plan(
    *,
    name: str,
    kind: str,
    full_name: str,
    concept: str,
    authors: str,
    item: str,
    fields: Iterable[str],
    top: int,
    bodies: Iterable[str],
    decided_by: str,
    decided_on: date | None,
    as_guide: bool,
    deciders: Iterable[str],
    languages: Iterable[str],
    day: date,
) -> Plan:
    """Bring what was typed into one form; empty is what was not said.

    :raises KonzeptError: if it does not fit together.
    """
    if not name.strip():
        raise KonzeptError("Es fehlt, wie die Kommune heißt.")
    if as_guide and not decided_by.strip():
        raise KonzeptError(
            "'--as-guide' sagt, als was ein Gremium das Konzept beschlossen hat. Nennen Sie es mit --decided-by und "
            "--decided-on, oder lassen Sie '--as-guide' weg."
        )
    _refuse_twice(name, declined(kind).short, full_name)
    top_count(top)
    decision = _decision(decided_by, decided_on, Subject.GUIDE if as_guide else Subject.CONCEPT, day)
    known = [*([decision.body] if decision else []), *(CouncilBody(tidy(title)) for title in bodies)]
    councils = _apart(known)
    return Plan(
        name=tidy(name),
        body=declined(kind),
        full_name=declined(full_name) if full_name.strip() else None,
        concept=declined(concept),
        authors=declined(authors),
        item=noun(item),
        fields=parts(fields),
        top_count=top,
        bodies=councils,
        decision=decision,
        deciders=tuple(map(_decider, deciders)) or _deciders(declined(kind), councils),
        languages=tuple(languages),
        day=day,
    )


def _apart(known: Iterable[CouncilBody]) -> tuple[CouncilBody, ...]:
    """Each body once.

    :raises KonzeptError: if two have one ID, since their names begin with the same many words.
    """
    found: dict[str, CouncilBody] = {}
    for body in known:
        other = found.setdefault(body.id, body)
        if sure_slug(other.title) != sure_slug(body.title):
            raise KonzeptError(f"Nennen Sie {body.title!r} kürzer: Es beginnt wie {other.title!r}.")
    return tuple(found.values())


def says_twice(name: str, kind: str) -> bool:
    """Whether a name says again what the body is: it would read "der Stadt Stadt Aachen"."""
    return bool(re.search(rf"^\s*{re.escape(kind)}\s|[\s-]{re.escape(kind)}\s*$", name, re.IGNORECASE))


def _refuse_twice(name: str, kind: str, full_name: str) -> None:
    if says_twice(name, kind) and not full_name.strip():
        raise KonzeptError(
            f"Der Name steht ohne {kind!r}, sonst hieße es zweimal {kind!r}; gefunden: {tidy(name)!r}. Lassen Sie das "
            "Wort bei --name weg. Gehört es zum Namen, nennen Sie ihn ganz, mit Artikel: --full-name."
        )


def _decider(typed: str) -> str:
    """A word for who may decide.

    :raises KonzeptError: if it has a comma: that stands between several.
    """
    if "," in (word := tidy(typed)):
        raise KonzeptError(
            f"Wer entscheiden kann, heißt ohne Komma, denn damit trennt man dort mehrere; gefunden: {word!r}. Nehmen "
            "Sie ein kürzeres Wort."
        )
    return word


def _deciders(body: Naming, councils: Iterable[CouncilBody]) -> tuple[str, ...]:
    """Who may decide if nobody says it; the council of a Kreis is no Rat, and a body with a comma is any Ausschuss."""
    usual = (word for word in DECIDERS if word != "Rat" or not body.short.lower().endswith("kreis"))
    return tuple(dict.fromkeys((*usual, *(council.title for council in councils if "," not in council.title))))


def _decision(by: str, on: date | None, subject: Subject, today: date) -> CouncilDecision | None:
    if bool(by.strip()) != bool(on):
        raise KonzeptError(
            "Zum Beschluss gehören das Gremium und der Tag: --decided-by und --decided-on. Ist das Konzept noch nicht "
            "beschlossen, lassen Sie beide weg."
        )
    if on and on > today:
        raise KonzeptError(f"Der Tag des Beschlusses darf nicht in der Zukunft liegen, gefunden: {on:%d.%m.%Y}.")
    return CouncilDecision(CouncilBody(tidy(by)), on, subject) if on else None


def top_count(number: int) -> int:
    """How many may stand in front.

    :raises KonzeptError: if that are more.
    """
    if not 0 <= number <= _MOST_TOP:
        raise KonzeptError(f"Vorn stehen können je Handlungsfeld 0 bis {_MOST_TOP}, gefunden: {number}.")
    return number


def sure_slug(title: str) -> str:
    """The same as :func:`konzept.german.slug`, and "feld" for a title without any Latin letter."""
    return slug(title) or "feld"


def tidy(text: str) -> str:
    """The text in one line.

    :raises KonzeptError: if it has a sign that would be read as something else, or no letter at all.
    """
    line = " ".join(text.split())
    if line and not any(map(str.isalpha, line)):
        raise KonzeptError(f"{line!r} ist kein Name: Es steht kein Buchstabe darin.")
    if strange := re.search(r"[\x00-\x1f\x7f\"\\`{}<>\[\]|]", line):
        raise KonzeptError(f"In {line!r} steht {strange[0]!r}; das geht in einem Namen nicht. Lassen Sie es weg.")
    return line


def parts(typed: Iterable[str]) -> tuple[PlannedField, ...]:
    """The fields, as ``Titel`` or ``KÜR=Titel``; a code that was not said is made of the title.

    :raises KonzeptError: if one is wrong or there twice, or if there is none.
    """
    found: list[PlannedField] = []
    for entry in typed:
        first, equals, rest = entry.partition("=")
        title = tidy(rest if equals else first)
        code = first.strip() if equals else code_of(title, {part.code for part in found})
        if not title:
            raise KonzeptError("Ein Handlungsfeld braucht einen Titel, zum Beispiel 'Klima und Energie'.")
        if not _CODE.fullmatch(code) or not Field.ID.fullmatch(f"HF-{code}"):
            why = (
                f"Mit {code!r} beginnen schon die Nummern anderer Einträge. "
                if _CODE.fullmatch(code)
                else f"Ein Kürzel besteht aus zwei bis fünf Großbuchstaben ohne Umlaut, gefunden: {code!r}. "
            )
            raise KonzeptError(
                f"{why}Schreiben Sie zum Beispiel '{code_of(title, {part.code for part in found})}={title}'."
            )
        part = PlannedField(code, title)
        if file_names.refused_name(part.folder):
            raise KonzeptError(
                f"Ein Handlungsfeld kann nicht {title!r} heißen: So darf unter Windows kein Ordner heißen."
            )
        if any(code == other.code or part.folder == other.folder for other in found):
            raise KonzeptError(
                f"Jedes Handlungsfeld hat sein eigenes Kürzel und seinen eigenen Titel: {entry!r} gibt es schon."
            )
        found.append(part)
    if not found:
        raise KonzeptError("Ein Konzept hat mindestens ein Handlungsfeld.")
    return tuple(found)


def code_of(title: str, taken: set[str]) -> str:
    """Letters of the title that no other field has; ``taken`` are those of the others."""
    letters = sure_slug(title).replace("-", "").upper()
    letters = "".join(sign for sign in letters if sign.isalpha()).ljust(3, "X")
    others = (letters[:2] + letter for letter in letters[2:])
    free = (code for code in (*others, *(letters[0] + a + b for a in letters for b in letters)) if code not in taken)
    return next(free, "")
