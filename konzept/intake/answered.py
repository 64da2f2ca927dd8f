"""That a body has answered, as a report tells it: a patch that came of a table also adds to the rounds of asking.

Nothing else may change in their file. It is put together by its entries, not by its lines: two reports that add to it
are never at odds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple

from konzept.concept import Concept
from konzept.errors import RefusedError
from konzept.intake.numbering import Brought
from konzept.intake.unpacking import RefusedFileError
from konzept.model import Consultation, Development, Recommendation, Update
from konzept.model.dates import german_day
from konzept.model.speech import say
from konzept.survey.bodies import Asked
from konzept.survey.rounds import FILE, Given, Round, answered, as_bytes, load

_KEY: Final = re.compile(r"[0-9a-f]{16}")
_ONLY_ANSWERS: Final = f"In {FILE} trägt eine Meldung nur ein, welche Stelle geantwortet hat, sonst nichts."


class Told(NamedTuple):
    """An answer that a report tells of, and the round that it belongs to."""

    round: str
    given: Given


def told(record: Brought) -> list[Told]:
    """The answers that a report adds to the file of rounds.

    :raises RefusedFileError: if it changes anything else there.
    """
    try:
        before, after = (load(content) if content else () for content in (b"".join(record.base), record.content))
    except RefusedError:
        raise RefusedFileError(_ONLY_ANSWERS) from None
    old = {round_.name: {*round_.answers} for round_ in before}
    fresh = {round_.name: [a for a in round_.answers if a not in old.get(round_.name, set())] for round_ in after}
    expected = before
    for name, given in fresh.items():
        expected = answered(expected, name, given) if given else expected
    if as_bytes(expected) != as_bytes(after):
        raise RefusedFileError(_ONLY_ANSWERS)
    return [Told(name, given) for name, found in fresh.items() for given in found]


def joined(rounds: tuple[Round, ...], entries: Iterable[Told]) -> tuple[Round, ...]:
    """The rounds of today with these answers; what they say already stays.

    :raises RefusedFileError: if one of them says otherwise.
    """
    for name, given in entries:
        known = next((round_.of(given.body, given.item) for round_ in rounds if round_.name == name), None)
        if known is None or not known.entries:
            rounds = answered(rounds, name, [given])
        elif known.key != given.key:
            raise RefusedFileError(
                f"{given.body} hat zu {given.item} für diese Abfrage schon anders geantwortet; übernommen ist "
                f"{', '.join(known.entries)}. Berichtigen Sie das von Hand."
            )
    return rounds


def refuse_false(entries: Iterable[Told], asked: Asked, concept: Concept, today: date) -> None:
    """Refuse answers that can't be: of nobody who is asked, for nothing that is, with items that are not there.

    ``concept`` is that of the texts with the report.

    :raises RefusedFileError: for the first of them.
    """
    for name, given in entries:
        for fault in _faults(name, given, asked, concept, today):
            raise RefusedFileError(f"{FILE}, {given.body[:40]!r} zu {given.item[:40]!r}: {fault}")


def _faults(name: str, given: Given, asked: Asked, concept: Concept, today: date) -> Iterator[str]:
    codes = {body.code for body in asked.bodies}
    if given.body not in codes or not {given.to} <= {"", *codes}:
        yield "Die Stelle steht nicht in umfrage.toml."
    about = concept.get(given.item, Recommendation)
    if about is None or about.is_proposal:  # the answer may be that it is dropped
        yield say("Zu {diesem Eintrag} wird niemand gefragt.")
    if not _is_between(name, given.on, today):
        yield "Der Tag ist keiner, oder er liegt vor der Abfrage oder in der Zukunft."
    for entry in given.entries:
        item = concept.items.get(entry)
        if not isinstance(item, Update | Development | Consultation) or given.item not in item.affects:
            yield f"{entry[:40]!r} ist kein Eintrag zu {say('{diesem Eintrag}')}."
    if bool(given.entries) != (given.outcome in ("übernommen", "stand-bleibt")):
        yield "Was daraus wurde, passt nicht zu den Einträgen."
    if bool(given.entries) != (_KEY.fullmatch(given.key) is not None):
        yield "Der Fingerabdruck der Antwort fehlt oder ist keiner."


def _is_between(asked: str, day: str, today: date) -> bool:
    try:
        return date.fromisoformat(asked) <= date.fromisoformat(day) <= today
    except ValueError:
        return False


def sentence(entry: Told, asked: Asked) -> str:
    """What an entry says, for the report."""
    name, given = entry
    day = german_day(date.fromisoformat(name))
    return f"{asked.body(given.body).name} hat auf die Abfrage zum {day} geantwortet: {given.outcome}."
