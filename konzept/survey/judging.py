"""Examines each row of an answer, and makes of a sound one what is to be taken over."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from konzept.concept import natural
from konzept.findings import nearest
from konzept.model import BLOCKED, Obstacle, Recommendation, Status, YesNo
from konzept.model.dates import german_day
from konzept.model.speech import say
from konzept.model.values import condition
from konzept.survey.answer import Answer
from konzept.survey.bodies import Body
from konzept.survey.row import AnswerRow, Judge
from konzept.survey.rows import BLANK, RowKey, fingerprint, values
from konzept.survey.sheet import Raw
from konzept.survey.sheet_columns import ANSWERED, BY_KEY, IN_SESSION, STATED
from konzept.tables.cells import CellFinding
from konzept.typed import key, known

_CITED: Final = 200  # letters of what a table shows
_OFFERED: Final = 200  # among how many IDs a similar one is looked for
_STEP: Final = "Sagen Sie bei „Nächster Schritt“, was bis dahin geschieht."
_COMPARED: Final = 1000  # letters of a cell


def judge(raw: Raw, court: Judge) -> tuple[Answer | None, list[CellFinding]]:
    """The answer of a row, if it is sound, and all findings on it."""
    row = _Answering(raw, court)
    answer = row.answer()
    return (None if any(f.is_error for f in row.findings) else answer), row.findings


class _Answering(AnswerRow):
    """From the columns of a row to its answer."""

    def answer(self) -> Answer | None:
        """What the row says; nothing if nobody can tell whose it is."""
        asked = self.whose()
        if asked is None:
            return None
        key_, body, item = asked
        on = self.day_of_answer(key_.round)
        basis: dict[str, Any] = {"body": body, "round": key_.round, "item": item.id, "on": on, "raw": self.raw}
        if not any(self.raw[name] for name in ANSWERED):
            self.overwritten(key_, item)
            return Answer(kind="leer", **basis)
        if self.raw["other"]:
            return self.passed_on(basis)
        if self.word("publish", YesNo) is not YesNo.YES:
            return Answer(kind="zurückgehalten", **basis)
        self.compare(key_, item)
        said = self.said()
        self.complete(said)
        self.unused(said)
        return Answer(kind="antwort", **basis, **said)

    def whose(self) -> tuple[RowKey, Body, Recommendation] | None:
        """Which question the row answers: its key, whose answer it is, and about what; nothing if that is unclear."""
        key_ = RowKey.parse(self.raw["check"])
        item = self.court.concept.get(key_.item, Recommendation) if key_ else None
        if key_ is None and ("check" not in self.raw.columns or not self.raw.said):
            return None  # without the whole column, its heading is a finding; and a remark below the rows is none
        if key_ is None and not self.raw["id"]:
            self.fault(
                "id",
                f"{say('{Ein Eintrag}')} hat genau eine Zeile; diese hat keine ID.",
                "Schreiben Sie die Angaben in die Zeile, zu der sie gehören.",
            )
        elif key_ is None:
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
        elif key_.item in self.court.before.lost():
            self.fault(
                "id",
                "Was unter dieser ID steht, lässt sich zurzeit nicht lesen.",
                "Berichtigen Sie zuerst den Text; was ihm fehlt, sagt 'check'.",
            )
        elif item is None or item.is_proposal:
            ids = [r.id for r in self.court.concept.named()]
            offer = nearest(key_.item, ids) if len(ids) <= _OFFERED else "Berichtigen Sie die ID."
            self.fault("id", say("Zu dieser ID gibt es {keinen Eintrag}."), offer)
        elif body := self.body_of(key_):
            return key_, body, item
        return None

    def body_of(self, key_: RowKey) -> Body | None:
        """Whose answer it is."""
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
        """When it was given."""
        if not self.raw.said:
            return self.court.today
        asked, found = date.fromisoformat(round_), self.day("on", exact=True)
        if asked > self.court.today:
            self.fault(
                "on",
                f"Gefragt ist nach dem Stand vom {german_day(asked)}; heute ist erst der "
                f"{german_day(self.court.today)}.",
                "Lesen Sie die Antwort ab diesem Tag ein, mit ihm oder einem späteren als Tag der Auskunft.",
            )
        elif found and not asked <= found.first <= self.court.today:
            self.fault(
                "on",
                f"Die Auskunft ist frühestens vom {german_day(asked)} (Tag der Abfrage) und spätestens von heute "
                f"({german_day(self.court.today)}).",
                "Berichtigen Sie den Tag.",
            )
        return found.first if found else self.court.today

    def passed_on(self, basis: Mapping[str, Any]) -> Answer:
        """An answer that names another body; the code of it, if the town asks it at all. Nothing else is said then."""
        if said := [BY_KEY[name].heading for name in ANSWERED if name not in ("other", "publish") and self.raw[name]]:
            self.fault(
                "other",
                f"Ist eine andere Stelle zuständig, bleibt der Rest der Zeile leer; ausgefüllt ist "
                f"{', '.join(f'„{heading}“' for heading in said)}.",
                "Löschen Sie das eine oder das andere.",
            )
        codes = known((name, b.code) for b in self.court.asked.bodies for name in (b.name, b.code))
        to = codes.get(key(self.raw["other"]), "")
        if to == basis["body"].code:
            self.fault(
                "other",
                "Hier steht eine andere Stelle als die, die antwortet.",
                "Nennen Sie die zuständige Stelle, oder lassen Sie das Feld leer und sagen Sie, was Sie wissen.",
            )
        elif not to:
            self.fault(
                "other",
                "Diese Stelle steht noch nicht in umfrage.toml.",
                "Tragen Sie sie dort ein, wenn sie gefragt werden soll.",
                hint=True,
            )
        return Answer(kind="weitergegeben", to=to, **basis)

    def compare(self, key_: RowKey, item: Recommendation) -> None:
        """Whether the recommendation is still what the body was shown; else what was, is and is said side by side."""
        if self.is_as_asked(key_, item) or item.id in self.court.accepted:
            return
        self.fault(
            "id",
            f"{say('{Der Eintrag}')} hat sich seit der Abfrage geändert. {self.changed(item)} {self.stated()}",
            f"{self.court.accept.format(item.id)} Sonst fragen Sie die Stelle noch einmal.",
        )

    def changed(self, item: Recommendation) -> str:
        """What the body was shown of a recommendation, and what it would be shown today."""
        now = values(item, self.court.concept, None, "")
        shown = [(BY_KEY[name].heading, self.raw[name], now[name]) for name in ("title", "words", "now", "newest")]
        other = [_changed(*cell) for cell in shown if not _same(*cell[1:])]
        return " ".join(other) or "Anders ist der Text eines Sachstands."

    def is_as_asked(self, key_: RowKey, item: Recommendation) -> bool:
        """Whether nothing else has changed since than that others answered in the same round, before or after."""
        concept = self.court.concept
        brought = next((r.entries for r in self.court.rounds if r.name == key_.round), frozenset[str]())
        mine = sorted((update.id for update in concept.updates(item) if update.id in brought), key=natural)
        return any(key_.fingerprint == fingerprint(item, concept, mine[known:]) for known in range(len(mine) + 1))

    def overwritten(self, key_: RowKey, item: Recommendation) -> None:
        """Whether somebody without protection of the sheet answered in a cell that only shows what is known."""
        known = self.court.concept.standing(item)
        told = key(self.raw["now"]) not in ("", key(known), key(item.status.label))  # which older tables show
        if told and key_.fingerprint == fingerprint(item, self.court.concept):
            self.fault(
                "now",
                f"Aus den grauen Zellen wird nichts übernommen; bekannt ist „{known}“.",
                f"Schreiben Sie, was neu ist, unter „{BY_KEY['status'].heading}“, und hierher wieder, was bekannt ist.",
            )

    def stated(self) -> str:
        """Which state was answered, as it was typed."""
        typed = " ".join(self.raw["status"].split())
        return f"Geantwortet wurde „{typed}“." if typed else "Ein Stand wurde nicht genannt."

    def said(self) -> dict[str, Any]:
        """What may be published."""
        texts = {name: self.text(name) for name in ("what", "proof", "next_step")}
        return {
            **texts,
            "review_when": condition(self.text("review_when")),
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
                "Füllen Sie „Stand jetzt“ oder „Was ist geschehen“ aus.",
                found="",
            )
        if status in BLOCKED and not said["obstacles"]:
            self.fault(
                "obstacles",
                f"{status.label!r} braucht ein Hindernis.",
                f"Wählen Sie {', '.join(o.label for o in Obstacle)} (auch mehrere, mit Komma).",
            )
        if status in BLOCKED and not (said["review_on"] or said["review_when"]):
            self.fault(
                "review_on",
                f"{status.label!r} sagt, wann oder unter welcher Bedingung wieder geprüft wird.",
                "Nennen Sie einen Tag bei „Erneut prüfen am“ oder eine Bedingung bei „Erneut prüfen, wenn“.",
            )
        if status is Status.DROPPED and not said["what"]:
            self.fault(
                "what",
                f"{status.label!r} sagt, was an die Stelle tritt oder warum.",
                "Begründen Sie es bei „Was ist geschehen“.",
            )
        if said["url"] and not said["proof"]:
            self.fault("proof", "Zu einer Adresse gehört ein Titel.", "Sagen Sie, was dort steht.")

    def unused(self, said: Mapping[str, Any]) -> None:
        """What no text has a place for beside this status: nothing that a body writes is left out unsaid."""
        status, mend = said["status"], "Berichtigen Sie „Stand jetzt“, oder schreiben Sie es bei „Was ist geschehen“."
        for only, names in ((BLOCKED, ("obstacles", "review_on", "review_when")), (IN_SESSION, ("session",))):
            for name in names if status not in only else ():
                if said[name]:
                    where = " und ".join(repr(word.label) for word in only)
                    self.fault(name, f"Das wird nur bei {where} übernommen, hier nicht.", mend, hint=True)
        if said["target"] and not said["next_step"]:
            self.fault("target", "Der Tag gehört zu einem Schritt; allein wird er nicht übernommen.", _STEP, hint=True)


def _same(asked: str, now: str) -> bool:
    """Whether a cell shows what it would show today, as far as can be told: it may be cut, or deleted."""
    return not asked or key(asked)[:_COMPARED] == key(now)[:_COMPARED]


def _changed(heading: str, asked: str, now: str) -> str:
    before, today = (textwrap.shorten(text, _CITED, placeholder=" …") for text in (asked, now))
    if before == today or not today:
        return f"„{heading}“ lautet heute anders."
    return f"„{heading}“ war „{before}“ und ist „{today}“."
