"""Examines each row of an answer, and makes of a sound one what is to be taken over."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Final, Literal, TypeVar

from konzept.concept import Concept
from konzept.findings import nearest
from konzept.model import (
    Obstacle,
    Organization,
    PartialDate,
    Recommendation,
    Responsibility,
    Result,
    Status,
    YesNo,
)
from konzept.model.dates import german_day
from konzept.model.declare import Word
from konzept.model.speech import say
from konzept.survey.bodies import Asked, Body
from konzept.survey.cells import CellFinding
from konzept.survey.columns import ANSWERED, BY_KEY, STATED
from konzept.survey.rounds import Round
from konzept.survey.rows import BLANK, Key, fingerprint
from konzept.survey.sheet import Raw
from konzept.typed import day_typed, key, known

T = TypeVar("T")
_URL: Final = re.compile(r"https?://[^\s<>\"\\^`{|}@/?#]+(?:[/?#][^\s<>\"\\^`{|}]*)?")
_SCHEME: Final = re.compile(r"https?(?=://)", re.IGNORECASE)
_PARTS: Final = re.compile(r"[,;/\n]| und ")
_OFFERED: Final = 200  # among how many IDs a similar one is looked for
_BLOCKED: Final = (Status.POSTPONED, Status.NOT_FEASIBLE)
Kind = Literal["leer", "weitergegeben", "zurückgehalten", "antwort"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """The meeting and the paper on which a status rests."""

    body: str
    day: PartialDate
    responsibility: Responsibility
    result: Result | None
    paper: str
    paper_on: PartialDate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A sound row: whose answer it is, on what, and what may be published; never names and remarks."""

    kind: Kind
    body: Body
    round: str
    item: str
    on: date
    status: Status | None = None
    since: PartialDate | None = None
    what: str = ""
    proof: str = ""
    url: str = ""
    obstacles: tuple[Obstacle, ...] = ()
    review_on: PartialDate | None = None
    review_when: str = ""
    next_step: str = ""
    target: PartialDate | None = None
    session: Session | None = None
    released: str = ""
    to: str = ""
    raw: Raw = field(compare=False)

    @property
    def key(self) -> str:
        """The fingerprint of what was said: the same file taken in twice has the same one."""
        if self.kind != "antwort":
            return ""
        said = {name: str(value) for name, value in asdict(self).items() if name not in ("raw", "on")}
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """What rows are examined against. ``body`` says whose answer a questionnaire for everybody is.

    ``accepted`` are recommendations whose answer counts although something has changed since they were asked for.
    How to say both, the last two texts tell in the words of the door.
    """

    asked: Asked
    concept: Concept
    rounds: tuple[Round, ...]
    today: date
    body: str = ""
    accepted: frozenset[str] = frozenset()
    name_body: str = "Nennen Sie die Stelle: --body KUERZEL."
    accept: str = "Gilt die Antwort auch jetzt: --accept {}."


def judge(raw: Raw, court: Judge) -> tuple[Answer | None, list[CellFinding]]:
    """The answer of a row, if it is sound, and all findings on it."""
    row = _Row(raw, court)
    answer = row.answer()
    return (None if any(f.is_error for f in row.findings) else answer), row.findings


class _Row:
    """One row while it is examined; its findings gather."""

    def __init__(self, raw: Raw, court: Judge) -> None:
        self.raw, self.court = raw, court
        self.findings: list[CellFinding] = []

    def fault(self, name: str, must: str, mend: str, **more: Any) -> None:
        self.findings.append(self.raw.finding(name, must, mend, **more))

    def answer(self) -> Answer | None:
        asked = self.whose()
        if asked is None:
            return None
        key_, body, item = asked
        on = self.day_of_answer(key_.round)
        basis: dict[str, Any] = {"body": body, "round": key_.round, "item": item.id, "on": on, "raw": self.raw}
        if not any(self.raw[name] for name in ANSWERED):
            return Answer(kind="leer", **basis)
        if self.raw["other"]:
            return self.passed_on(basis)
        if self.word("publish", YesNo) is not YesNo.YES:
            return Answer(kind="zurückgehalten", **basis)
        self.compare(key_, item)
        said = self.said()
        self.complete(said)
        return Answer(kind="antwort", **basis, **said)

    def whose(self) -> tuple[Key, Body, Recommendation] | None:
        """Which question the row answers."""
        key_ = Key.parse(self.raw["check"])
        item = self.court.concept.get(key_.item, Recommendation) if key_ else None
        if key_ is None:
            self.fault(
                "check",
                "In der letzten Spalte steht der Prüfwert der Abfrage; er fehlt oder ist beschädigt.",
                "Übertragen Sie die Angaben in die Datei, die Sie bekommen haben.",
            )
        elif key(self.raw["id"]) != key(key_.item):
            self.fault(
                "id",
                f"ID und Prüfwert gehören zusammen; der Prüfwert ist der von {key_.item}. Wahrscheinlich "
                "sind beim Sortieren oder Kopieren Spalten verrutscht.",
                "Übertragen Sie die Angaben in die Datei, die Sie bekommen haben.",
            )
        elif item is None or item.is_proposal:
            ids = [r.id for r in self.court.concept.recommendations() if not r.is_proposal]
            offer = nearest(key_.item, ids) if len(ids) <= _OFFERED else "Berichtigen Sie die ID."
            self.fault("id", say("Zu dieser ID gibt es {keinen Eintrag}."), offer)
        elif body := self.body_of(key_):
            return key_, body, item
        return None

    def body_of(self, key_: Key) -> Body | None:
        code = self.court.body if key_.body == BLANK else key_.body
        for body in self.court.asked.bodies:
            if body.code == code:
                return body
        if key_.body == BLANK and not code:
            self.fault(
                "check",
                "Diese Abfrage ging an alle; wessen Antwort sie ist, steht nicht darin.",
                self.court.name_body,
            )
        else:
            codes = [body.code for body in self.court.asked.bodies]
            self.fault("check", f"Die Stelle {code!r} steht nicht in umfrage.toml.", nearest(code, codes))
        return None

    def day_of_answer(self, round_: str) -> date:
        found = self.day("on", exact=True)
        if found is None:
            return self.court.today
        if found.first > self.court.today or found.first < date.fromisoformat(round_):
            self.fault(
                "on",
                f"Die Auskunft ist vom {german_day(date.fromisoformat(round_))} (Tag der Abfrage) oder "
                f"später, aber nicht nach heute ({german_day(self.court.today)}).",
                "Berichtigen Sie den Tag.",
            )
        return found.first

    def passed_on(self, basis: Mapping[str, Any]) -> Answer:
        """An answer that names another body; the code of it, if the town asks it at all. Nothing else is said then."""
        if said := [BY_KEY[name].heading for name in ANSWERED if name not in ("other", "publish") and self.raw[name]]:
            self.fault(
                "other",
                f"Ist eine andere Stelle zuständig, bleibt der Rest der Zeile leer; ausgefüllt ist {', '.join(said)}.",
                "Löschen Sie das eine oder das andere.",
            )
        codes = known((name, b.code) for b in self.court.asked.bodies for name in (b.name, b.code))
        to = codes.get(key(self.raw["other"]), "")
        if not to:
            self.fault(
                "other",
                "Diese Stelle steht noch nicht in umfrage.toml.",
                "Tragen Sie sie dort ein, wenn sie gefragt werden soll.",
                hint=True,
            )
        return Answer(kind="weitergegeben", to=to, **basis)

    def compare(self, key_: Key, item: Recommendation) -> None:
        """Whether the recommendation is still what the body was shown; else three states stand side by side."""
        round_ = next((r for r in self.court.rounds if r.name == key_.round), None)
        now = fingerprint(item, self.court.concept, round_.entries if round_ else ())
        if now == key_.fingerprint or item.id in self.court.accepted:
            return
        newest = "; ".join(f"{u.speaker}: {u.status.label}, {u.title}" for u in self.court.concept.newest_updates(item))
        self.fault(
            "id",
            f"{say('{Der Eintrag}')} hat sich seit der Abfrage geändert. Gefragt wurde mit "
            f"Stand {self.raw['now'] or 'unbekannt'!r} ({self.raw['newest'] or 'ohne Sachstand'}); heute gilt "
            f"{item.status.label!r} ({newest or 'ohne Sachstand'}); geantwortet wurde "
            f"{self.raw['status'] or 'kein Stand'!r}.",
            f"Vergleichen Sie die drei. {self.court.accept.format(item.id)}",
        )

    def said(self) -> dict[str, Any]:
        """What may be published."""
        texts = {name: self.text(name) for name in ("what", "proof", "review_when", "next_step")}
        return {
            **texts,
            "status": self.word("status", Status, STATED),
            "since": self.past("since"),
            "url": self.url(),
            "obstacles": self.obstacles(),
            "review_on": self.day("review_on", exact=True),
            "target": self.day("target"),
            "session": self.session(),
            "released": self.released(),
        }

    def complete(self, said: Mapping[str, Any]) -> None:
        """What a status needs beside itself."""
        status = said["status"]
        if status is None and not said["what"] and not self.raw["status"]:
            self.fault(
                "what",
                "Eine Auskunft nennt den Stand oder sagt, was geschehen ist.",
                "Füllen Sie Stand jetzt oder Was ist geschehen aus.",
                found="",
            )
        if status in _BLOCKED and not said["obstacles"]:
            self.fault(
                "obstacles",
                f"{status.label!r} braucht ein Hindernis.",
                f"Wählen Sie {', '.join(o.label for o in Obstacle)} (auch mehrere, mit Komma).",
            )
        if status in _BLOCKED and not (said["review_on"] or said["review_when"]):
            self.fault(
                "review_on",
                f"{status.label!r} sagt, wann oder unter welcher Bedingung wieder geprüft wird.",
                "Nennen Sie einen Tag bei Erneut prüfen am oder eine Bedingung bei Erneut prüfen, wenn.",
            )
        if status is Status.DROPPED and not said["what"]:
            self.fault(
                "what",
                f"{status.label!r} sagt, was an die Stelle tritt oder warum.",
                "Begründen Sie es bei Was ist geschehen.",
            )
        if said["url"] and not said["proof"]:
            self.fault("proof", "Zu einer Adresse gehört ein Titel.", "Sagen Sie, was dort steht.")

    def text(self, name: str) -> str:
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
        found = self.day(name)
        if found and found.first > self.court.today:
            self.fault(
                name,
                f"Das liegt nicht nach heute ({german_day(self.court.today)}).",
                "Künftiges gehört zu Nächster Schritt.",
            )
        return found

    def url(self) -> str:
        url = _SCHEME.sub(lambda match: match[0].lower(), self.text("url"), count=1)
        if url and not _URL.fullmatch(url):
            self.fault(
                "url",
                "Eine Adresse beginnt mit https:// und hat keine Leerzeichen und kein Kennwort.",
                "Kopieren Sie sie aus der Adresszeile des Browsers.",
            )
        return url

    def obstacles(self) -> tuple[Obstacle, ...]:
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
            titles = [b.title for b in self.court.concept.all(Organization)]
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


def judge_all(rows: Iterable[Raw], court: Judge) -> Iterator[tuple[Raw, Answer | None, list[CellFinding]]]:
    """Each row with its answer and its findings."""
    for raw in rows:
        yield raw, *judge(raw, court)
