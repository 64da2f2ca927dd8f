"""Reads what somebody typed into the columns of one row as values of the model; findings gather."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from konzept.concept import Concept
from konzept.examine import Examination
from konzept.findings import nearest
from konzept.model import Obstacle, Organization, PartialDate, Responsibility, Result
from konzept.model.dates import german_day
from konzept.model.declare import Word
from konzept.survey.answer import Session
from konzept.survey.bodies import Asked
from konzept.survey.rounds import Round
from konzept.survey.sheet import Raw
from konzept.survey.sheet_columns import BY_KEY
from konzept.tables.cells import CellFinding
from konzept.typed import day_typed, key, known

_URL: Final = re.compile(r"https?://[^\s<>\"\\^`{|}@/?#]+(?:[/?#][^\s<>\"\\^`{|}]*)?")
_SCHEME: Final = re.compile(r"https?(?=://)", re.IGNORECASE)
_PARTS: Final = re.compile(r"[,;/\n]| und ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """What rows are examined against: ``before`` are the texts. ``body`` says whose answer one for everybody is.

    ``accepted`` are recommendations whose answer counts although something has changed since they were asked for. How
    to say whose answer it is, and that it counts, the last two texts tell in the words of the door.
    """

    asked: Asked
    before: Examination
    rounds: tuple[Round, ...]
    today: date
    body: str = ""
    accepted: frozenset[str] = frozenset()
    name_body: str = "Nennen Sie die Stelle: --body KUERZEL."
    accept: str = "Gilt die Antwort auch jetzt: --accept {}."

    @property
    def concept(self) -> Concept:
        """The concept as it is now."""
        return self.before.concept


class AnswerRow:
    """One row while it is examined."""

    def __init__(self, raw: Raw, court: Judge) -> None:
        """A row, and what it is examined against."""
        self.raw, self.court = raw, court
        self.findings: list[CellFinding] = []

    def fault(self, name: str, must: str, mend: str, **more: Any) -> None:
        """Note what is wrong in a column."""
        self.findings.append(self.raw.finding(name, must, mend, **more))

    def text(self, name: str) -> str:
        """What stands in a column, if it fits."""
        longest = BY_KEY[name].longest
        if len(self.raw[name]) > longest:
            self.fault(name, f"Hier passen höchstens {longest} Zeichen, es sind {len(self.raw[name])}.", "Kürzen Sie.")
        return self.raw[name]

    def word(self, name: str, words: type[Word], choices: Iterable[Word] = ()) -> Any:
        """The word of the model that is meant."""
        possible = tuple(choices) or tuple(words)
        if not self.raw[name]:
            return None
        found = known((said, word) for word in possible for said in (word.label, word.value, word.written))
        if (word := found.get(key(self.raw[name]))) is None:
            self.fault(name, "Hier steht ein Wort aus der Liste.", nearest(self.raw[name], [w.label for w in possible]))
        return word

    def day(self, name: str, *, exact: bool = False) -> PartialDate | None:
        """The day, month or year that is meant; only a day with ``exact``."""
        if not self.raw[name]:
            return None
        found = day_typed(self.raw[name])
        if found is None or not 1900 <= found.year <= 2199:
            self.fault(name, "Hier steht ein Datum.", "Schreiben Sie es wie 1.3.2026, März 2026 oder 2026.")
            return None
        if exact and not found.is_day:
            self.fault(name, "Hier steht ein Tag, nicht nur Monat oder Jahr.", "Schreiben Sie ihn wie 1.3.2026.")
            return None
        return found

    def past(self, name: str) -> PartialDate | None:
        """The same, and not after today."""
        found = self.day(name)
        if found and found.first > self.court.today:
            self.fault(
                name,
                f"Das liegt nicht in der Zukunft (heute ist der {german_day(self.court.today)}).",
                "Künftiges gehört zu „Nächster Schritt“.",
            )
        return found

    def url(self) -> str:
        """The address of what proves it."""
        url = _SCHEME.sub(lambda match: match[0].lower(), self.text("url"), count=1)
        if url and not _URL.fullmatch(url):
            self.fault(
                "url",
                "Eine Adresse beginnt mit https:// und hat keine Leerzeichen und kein Kennwort.",
                "Kopieren Sie sie aus der Adresszeile des Browsers.",
            )
        return url

    def obstacles(self) -> tuple[Obstacle, ...]:
        """What stands against it, in the order of the model."""
        found = known((said, o) for o in Obstacle for said in (o.label, o.value))
        chosen = []
        for part in filter(None, (part.strip() for part in _PARTS.split(self.raw["obstacles"]))):
            if key(part) in found:
                chosen.append(found[key(part)])
            else:
                self.fault(
                    "obstacles",
                    "Ein Hindernis ist eines der Wörter der Liste.",
                    nearest(part, [o.label for o in Obstacle]),
                    found=part,
                )
        return tuple(o for o in Obstacle if o in chosen)

    def released(self) -> str:
        """Who released it, by function: names of people stay out."""
        functions = known((name, name) for name in self.court.asked.releasing)
        if (found := functions.get(key(self.raw["released"]))) is None:
            self.fault(
                "released",
                "Was veröffentlicht wird, hat jemand freigegeben; hier steht dessen Funktion, kein Name.",
                f"Möglich sind: {', '.join(self.court.asked.releasing)}.",
                found="(etwas anderes; es wird nicht wiederholt)" if self.raw["released"] else "",
            )
        return found or ""

    def session(self) -> Session | None:
        """The meeting, if body and day are given; what is missing then is a finding."""
        names = ("body", "session", "power", "result", "paper", "paper_on")
        if not any(self.raw[name] for name in names):
            return None
        bodies = known(
            (said, b) for b in self.court.concept.all(Organization) for said in (b.title, b.short or b.title)
        )
        body = bodies.get(key(self.raw["body"]))
        if body is None:
            titles = self.court.asked.organizations(self.court.concept)
            self.fault(
                "body", "Zu einer Sitzung gehört eines der Gremien der Liste.", nearest(self.raw["body"], titles)
            )
        day, paper_on = self.day("session", exact=True), self.past("paper_on")
        power = self.word("power", Responsibility)
        result = self.word("result", Result)
        for name in ("session", "power", "paper"):
            if not self.raw[name]:
                self.fault(
                    name,
                    "Zu einer Sitzung gehören Gremium, Tag, Zuständigkeit und Nummer der Vorlage.",
                    "Ergänzen Sie das, oder lassen Sie alle Felder zu Sitzung und Vorlage leer.",
                )
        if result not in (None, Result.OPEN) and day and day.first > self.court.today:
            self.fault("result", "Eine Sitzung, die noch kommt, hat kein Ergebnis.", "Lassen Sie es leer.")
        if body is None or day is None or power is None or not self.raw["paper"]:
            return None
        return Session(
            body=body.id, day=day, responsibility=power, result=result, paper=self.text("paper"), paper_on=paper_on
        )
