"""The rounds of asking as data: who was asked for what, who answered, and what came of it.

The file ``umfragen.json`` in the folder of the texts. It holds no name, no remark, and nothing that was not released.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, Final, Literal, NamedTuple, get_args

from konzept.concept import Concept
from konzept.errors import RefusedError
from konzept.model import Status

FILE: Final = "umfragen.json"
Outcome = Literal["übernommen", "stand-bleibt", "zurückgehalten", "weitergegeben"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An answer for a recommendation: when it was given, what came of it, and the items it brought.

    ``key`` is the fingerprint of what was taken over; ``to`` the code of the body that is to be asked instead.
    """

    body: str
    item: str
    on: str
    outcome: Outcome
    entries: tuple[str, ...] = ()
    key: str = ""
    to: str = ""


@dataclass(frozen=True, kw_only=True)
class Round:
    """One round of asking; ``name`` is the day for which the state was asked."""

    name: str
    until: str = ""
    sent: Mapping[str, tuple[str, ...]]
    answers: tuple[Given, ...] = ()

    def of(self, body: str, item: str) -> Given | None:
        """The answer of a body for a recommendation."""
        return self._by_row.get((body, item))

    @cached_property
    def _by_row(self) -> Mapping[tuple[str, str], Given]:
        return {(answer.body, answer.item): answer for answer in self.answers}

    @cached_property
    def entries(self) -> frozenset[str]:
        """The IDs of all items that answers of this round brought."""
        return frozenset(entry for answer in self.answers for entry in answer.entries)

    def open(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Each body with the recommendations for which it was asked and has not answered."""
        for body, items in sorted(self.sent.items()):
            if missing := tuple(item for item in items if self.of(body, item) is None):
                yield body, missing


class Unanswered(NamedTuple):
    """Since which round an answer is awaited, in which it was asked for last, and the deadline if there is one."""

    since: str
    last: str
    until: str


def sent(rounds: Iterable[Round], name: str, until: str, asked: Mapping[str, Sequence[str]]) -> tuple[Round, ...]:
    """The rounds, in which these bodies were asked for these recommendations; what was recorded stays."""
    found = {r.name: r for r in rounds}
    old = found.get(name, Round(name=name, sent={}))
    both = {code: tuple(dict.fromkeys((*old.sent.get(code, ()), *items))) for code, items in asked.items()}
    found[name] = replace(old, until=until or old.until, sent={**old.sent, **both})
    return tuple(sorted(found.values(), key=lambda r: r.name))


def answered(rounds: Iterable[Round], name: str, answers: Iterable[Given]) -> tuple[Round, ...]:
    """The rounds with more answers; a body that answered was asked."""
    answers = tuple(answers)
    asked: dict[str, list[str]] = {}
    for answer in answers:
        asked.setdefault(answer.body, []).append(answer.item)
    known = sent(rounds, name, "", asked)
    fresh = {(a.body, a.item) for a in answers}
    return tuple(
        replace(r, answers=(*(a for a in r.answers if (a.body, a.item) not in fresh), *answers))
        if r.name == name
        else r
        for r in known
    )


def unanswered(rounds: Iterable[Round], concept: Concept) -> Mapping[str, Mapping[str, Unanswered]]:
    """For each body what it has not answered, by the item; what is dropped by now, nobody waits for."""
    dropped = {item.id for item in concept.recommendations() if item.status is Status.DROPPED}
    missing: dict[str, dict[str, Unanswered]] = {}
    for round_ in sorted(rounds, key=lambda r: r.name):
        for answer in round_.answers:
            missing.get(answer.body, {}).pop(answer.item, None)
        for code, items in round_.open():
            asked = missing.setdefault(code, {})
            for item in (item for item in items if item not in dropped):
                before = asked.get(item, Unanswered(round_.name, "", ""))
                asked[item] = Unanswered(before.since, round_.name, round_.until or before.until)
    return {code: items for code, items in missing.items() if items}


def sentence(rounds: Iterable[Round], start: date, end: date) -> str:
    """How many bodies were asked in a period and how many answered in it; empty if there was no round."""
    found = [r for r in rounds if start <= date.fromisoformat(r.name) <= end]
    asked = {body for r in found for body in r.sent}
    given = [a for r in found for a in r.answers if a.on <= str(end)]
    answered = {a.body for a in given}
    taken = {a.body for a in given if a.entries}
    if not asked:
        return ""
    return (
        f"Nach dem Stand gefragte Stellen: {len(asked)}; geantwortet: {len(answered)}; etwas zur Veröffentlichung "
        f"freigegeben: {len(taken)}. Wer nicht geantwortet hat, sagt damit nichts über den Stand."
    )


def as_bytes(rounds: Iterable[Round]) -> bytes:
    """What the file :data:`FILE` then says; the same rounds give the same bytes."""
    data = [
        {
            "runde": r.name,
            "frist": r.until,
            "gefragt": {body: list(items) for body, items in sorted(r.sent.items())},
            "antworten": [
                {
                    "stelle": a.body,
                    "empfehlung": a.item,
                    "am": a.on,
                    "ergebnis": a.outcome,
                    "eintraege": list(a.entries),
                    "fingerabdruck": a.key,
                    "an": a.to,
                }
                for a in sorted(r.answers, key=lambda a: (a.body, a.item))
            ],
        }
        for r in rounds
    ]
    return (json.dumps({"runden": data}, ensure_ascii=False, indent=1) + "\n").encode()


def load(content: bytes) -> tuple[Round, ...]:
    """Read the file.

    :raises RefusedError: if it is damaged.
    """
    try:
        return tuple(_round(entry) for entry in json.loads(content.decode("utf-8-sig"))["runden"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise RefusedError(
            f"{FILE}: Die Datei ist beschädigt. Holen Sie die letzte Fassung aus dem Repository zurück; sie wird von "
            "'konzept survey' geschrieben."
        ) from None


def _round(entry: Mapping[str, Any]) -> Round:
    date.fromisoformat(entry["runde"])
    return Round(
        name=entry["runde"],
        until=str(entry["frist"]),
        sent={str(body): tuple(map(str, items)) for body, items in entry["gefragt"].items()},
        answers=tuple(
            Given(
                body=str(a["stelle"]),
                item=str(a["empfehlung"]),
                on=str(a["am"]),
                outcome=a["ergebnis"] if a["ergebnis"] in get_args(Outcome) else _wrong(),
                entries=tuple(map(str, a["eintraege"])),
                key=str(a["fingerabdruck"]),
                to=str(a["an"]),
            )
            for a in entry["antworten"]
        ),
    )


def _wrong() -> Any:
    raise ValueError
