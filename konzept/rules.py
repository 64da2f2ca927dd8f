"""The rules of the concept: pure functions from the concept to findings.

Every rule reports all its findings. Its sentence in :data:`RULES` is what authors read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Final

from konzept.concept import Concept
from konzept.findings import Finding
from konzept.model import (
    BLOCK_PROMPT,
    BLOCK_REALISATION,
    BLOCK_SOURCE,
    ORIGIN_OF_SOURCE,
    Consultation,
    Development,
    Event,
    Field,
    Item,
    PartialDate,
    Party,
    Priority,
    Recommendation,
    Responsibility,
    Result,
    SortedBy,
    Source,
    Status,
    Subject,
    TopState,
    Update,
)
from konzept.model.dates import german_day
from konzept.reader import Record
from konzept.town import Town


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a rule looks at. ``today`` is the Stichtag: no record is dated after it.

    ``faulty`` are the records that could not become items of the concept.
    """

    concept: Concept
    town: Town
    today: date
    faulty: tuple[Record, ...] = ()

    def uncertain(self, kind: type[Item], prefix: str = "") -> bool:
        """Whether a faulty record may be of this type and begin with this ID.

        What depends on such a record is not judged: one fault gives one finding.
        """
        return any(
            record.type == kind.NAME and (record.id.startswith(prefix) or not kind.ID.fullmatch(record.id))
            for record in self.faulty
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule with its name, the sentence authors read, and its check."""

    name: str
    sentence: str
    check: Callable[[Context], Iterator[Finding]]


def check(context: Context) -> list[Finding]:
    """Apply every rule and return all findings."""
    return [finding for rule in RULES for finding in rule.check(context)]


def _error(item: Item, option: str, rule: str, message: str) -> Finding:
    return Finding(place=item.at(option), rule=rule, message=f"{item.id}: {message}")


def _hint(item: Item, option: str, rule: str, message: str) -> Finding:
    place = item.at(option)
    return Finding(place=place, rule=rule, message=f"{item.id}: {message}", severity="hinweis")


def _top_count(context: Context) -> Iterator[Finding]:
    for field in context.concept.all(Field):
        if context.uncertain(Recommendation, field.code):
            continue
        wanted = 0 if field.top_state is TopState.OPEN else context.town.anzahl_top
        top = [r for r in context.concept.recommendations(field) if r.priority is Priority.TOP]
        if len(top) != wanted:
            found = ", ".join(r.id for r in top) or "keine"
            yield _error(
                field,
                "top2",
                "top-2",
                f"Bei 'top2: {field.top_state}' hat das Handlungsfeld genau {wanted} Empfehlungen mit "
                f"'priority: {Priority.TOP}', gefunden: {len(top)} ({found}). "
                "Ändern Sie 'priority' bei den Empfehlungen oder 'top2' beim Handlungsfeld.",
            )
        for item in top:
            if item.status in (Status.NOT_FEASIBLE, Status.DROPPED):
                yield _hint(
                    item,
                    "status",
                    "top-2",
                    f"Die Top 2 von {field.id} sind neu zu benennen, denn diese ist '{item.status.label}'.",
                )


def _top_named(context: Context) -> Iterator[Finding]:
    for field in context.concept.all(Field):
        if field.top_state is TopState.NAMED:
            missing = [n for n, v in (("benannt_am", field.named_on), ("quelle", field.sources)) if not v]
            for name in missing:
                yield _error(
                    field,
                    "top2",
                    "top-2-benannt",
                    f"'top2: {TopState.NAMED}' verlangt, dass 'benannt_am' und 'quelle' sagen, wann und wo "
                    f"der Runde Tisch seine Top 2 benannt hat. Ergänzen Sie {name!r}.",
                )
        elif field.named_on:
            yield _error(
                field,
                "benannt_am",
                "top-2-benannt",
                f"'benannt_am' steht nur bei 'top2: {TopState.NAMED}', gefunden: 'top2: {field.top_state}'. "
                "Streichen Sie 'benannt_am' oder ändern Sie 'top2'.",
            )


def _evidence(context: Context) -> Iterator[Finding]:
    for item in context.concept.recommendations():
        if context.uncertain(Update, f"{item.id}-S"):
            continue
        newest = context.concept.newest_updates(item)
        if newest and item.status not in {update.status for update in newest}:
            stated = " und ".join(f"'{update.status}' in {update.id}" for update in newest)
            yield _error(
                item,
                "status",
                "sachstand",
                f"'status: {item.status}' muss der neueste Sachstand sagen, dort steht aber {stated}. "
                "Gleichen Sie 'status' an oder ergänzen Sie einen neueren Sachstand.",
            )
        elif not newest and item.status is not Status.UNKNOWN:
            yield _error(
                item,
                "status",
                "sachstand",
                f"'status: {item.status}' braucht einen Sachstand mit Quelle, gefunden: keiner. Ergänzen Sie "
                f"unter der Empfehlung einen Sachstand {item.id}-S1 mit 'datum', 'status', 'nach_angabe_von' "
                f"und 'quelle', oder schreiben Sie 'status: {Status.UNKNOWN}'.",
            )


def _editors(context: Context) -> Iterator[Finding]:
    for update in context.concept.all(Update):
        if update.stated_by is not Party.EDITORS:
            continue
        item = context.concept.get(update.affects, Recommendation)
        since = context.concept.since(item) if item else None
        if update.status.order > Status.IN_PROGRESS.order:
            others = ", ".join(party for party in Party if party is not Party.EDITORS)
            yield _error(
                update,
                "status",
                "redaktion",
                f"Die Redaktion stellt höchstens '{Status.IN_PROGRESS}' fest, gefunden: '{update.status}'. "
                f"Nennen Sie bei 'nach_angabe_von', wer es sagt ({others}), mit dessen Quelle.",
            )
        elif update.status is Status.IN_PROGRESS and since and not since.last < update.date.first:
            yield _error(
                update,
                "datum",
                "redaktion",
                f"Die Redaktion stellt '{Status.IN_PROGRESS}' nur nach einem Schritt fest, der nach der "
                f"Empfehlung ({since.german}) getan wurde, gefunden: {update.date.german}. "
                "Was davor war, gehört in die Ausgangslage.",
            )


def _future(context: Context) -> Iterator[Finding]:
    for item in context.concept.items.values():
        planned = isinstance(item, Consultation) and item.result in (None, Result.OPEN)
        for attribute, spec in item.options():
            value = getattr(item, attribute)
            if not isinstance(value, PartialDate) or value.first <= context.today:
                continue
            if not (isinstance(item, Event) or planned or spec.name in ("erneut_pruefen", "bis")):
                yield _error(
                    item,
                    spec.name,
                    "zukunft",
                    f"{spec.name!r} darf nicht nach dem Stichtag {german_day(context.today)} liegen, "
                    f"gefunden: {value.german}. Künftiges ist ein Termin.",
                )


def _decisions(context: Context) -> Iterator[Finding]:
    if context.uncertain(Consultation):
        return
    for item in context.concept.recommendations():
        consultations = context.concept.consultations(item.id)
        if item.status is Status.IN_DELIBERATION and not any(c.papers for c in consultations):
            yield _error(
                item,
                "status",
                "beratung",
                f"'status: {item.status}' braucht eine Beratung mit Vorlage, die diese Empfehlung betrifft. "
                f"Ergänzen Sie in einer Beratung 'betrifft: {item.id}' und 'vorlage'.",
            )
        if item.status is Status.ADOPTED and not any(map(_decides_realisation, consultations)):
            yield _error(
                item,
                "status",
                "beratung",
                f"'status: {item.status}' braucht eine Beratung mit 'betrifft: {item.id}', "
                f"'gegenstand: {Subject.REALISATION}', 'zustaendigkeit: {Responsibility.DECISION}' und einem "
                "Ergebnis, das beschließt. Der Beschluss des Konzepts als Leitfaden genügt nicht.",
            )


def _decides_realisation(consultation: Consultation) -> bool:
    return (
        consultation.subject is Subject.REALISATION
        and consultation.responsibility is Responsibility.DECISION
        and consultation.result is not None
        and consultation.result.positive
    )


def _obstacles(context: Context) -> Iterator[Finding]:
    for item in context.concept.recommendations():
        if item.status in (Status.POSTPONED, Status.NOT_FEASIBLE):
            if not item.obstacles:
                yield _error(
                    item,
                    "status",
                    "hindernis",
                    f"'status: {item.status}' braucht 'hinderungsgrund'. Nennen Sie rechtlich, sachlich oder "
                    "finanziell (auch mehrere, mit Komma).",
                )
            if not (item.review_on or item.review_when):
                yield _error(
                    item,
                    "status",
                    "hindernis",
                    f"'status: {item.status}' braucht 'erneut_pruefen' (ein Tag) oder 'erneut_pruefen_wenn' "
                    "(eine Bedingung). Sagen Sie, wann die Empfehlung erneut geprüft wird.",
                )
        if item.review_on and item.review_on.first <= context.today:
            yield _hint(
                item, "erneut_pruefen", "hindernis", f"Seit {item.review_on.german} ist erneut zu prüfen."
            )


def _replacement(context: Context) -> Iterator[Finding]:
    concept = context.concept
    for item in concept.recommendations():
        reasons = [u for u in concept.updates(item) if u.status is Status.DROPPED and u.text.strip()]
        told = concept.replaced_by(item) or reasons or context.uncertain(Recommendation)
        if item.status is Status.DROPPED and not told:
            yield _error(
                item,
                "status",
                "entfallen",
                "Was entfallen ist, sagt, was an seine Stelle tritt oder warum. Ergänzen Sie in der neuen "
                f"Empfehlung 'ersetzt: {item.id}' oder begründen Sie es im Text des Sachstands.",
            )
        for old in concept.pick(item.replaces, Recommendation):
            if old is item or old.status is not Status.DROPPED:
                yield _error(
                    item,
                    "ersetzt",
                    "entfallen",
                    f"Wer {old.id} ersetzt, ist eine andere Empfehlung, und {old.id} hat "
                    f"'status: {Status.DROPPED}', gefunden: '{old.status}'. "
                    f"Ändern Sie den Status von {old.id} oder streichen Sie 'ersetzt'.",
                )


def _origin(context: Context) -> Iterator[Finding]:
    for item in context.concept.recommendations():
        if item.is_proposal:
            yield from _proposal(item)
            continue
        if not item.named_in:
            yield _error(
                item,
                "",
                "herkunft",
                "Eine Empfehlung nennt bei 'genannt_in' die Quelle, die sie nennt. Ohne solche Quelle ist sie "
                f"ein Vorschlag der Redaktion mit einer ID wie {item.code}-V1 und einem 'anlass'.",
            )
        for name in ("anlass", "seit"):
            if getattr(item, {"anlass": "prompts", "seit": "since"}[name]):
                message = f"{name!r} steht nur bei Vorschlägen der Redaktion. Streichen Sie die Zeile."
                yield _error(item, name, "herkunft", message)
        for source in context.concept.pick(item.named_in, Source):
            if source.kind not in ORIGIN_OF_SOURCE:
                yield _error(
                    item,
                    "genannt_in",
                    "herkunft",
                    f"'genannt_in' verweist nur auf Quellen der Art {', '.join(ORIGIN_OF_SOURCE)}; "
                    f"{source.id} ist '{source.kind}'. Nennen Sie {source.id} im Text.",
                )


def _proposal(item: Recommendation) -> Iterator[Finding]:
    if item.named_in:
        yield _error(
            item,
            "genannt_in",
            "herkunft",
            "Ein Vorschlag der Redaktion hat kein 'genannt_in'. Was eine Quelle empfiehlt, bekommt eine "
            f"ID wie {item.code}-01.",
        )
    for name, value in (("anlass", item.prompts), ("seit", item.since)):
        if not value:
            yield _error(item, "", "herkunft", f"Ein Vorschlag der Redaktion braucht {name!r}.")
    if item.sorted_by is not SortedBy.EDITORS:
        yield _error(
            item, "zuordnung", "herkunft", f"Ein Vorschlag der Redaktion hat 'zuordnung: {SortedBy.EDITORS}'."
        )


def _belonging(context: Context) -> Iterator[Finding]:
    concept = context.concept
    for item in concept.recommendations():
        field = concept.get(item.field, Field)
        if field and field.code != item.code:
            yield _error(
                item,
                "handlungsfeld",
                "zugehoerigkeit",
                f"Die ID beginnt mit dem Kürzel des Handlungsfelds: {item.code} gehört zu HF-{item.code}, "
                f"gefunden: {item.field}. Berichtigen Sie 'handlungsfeld' oder die ID.",
            )
        if PurePosixPath(item.place.file).stem != item.id:
            yield _error(
                item,
                "id",
                "zugehoerigkeit",
                f"Jede Empfehlung steht in einer eigenen Datei, die wie ihre ID heißt: {item.id}.md, "
                f"gefunden: {PurePosixPath(item.place.file).name}. Benennen Sie die Datei um.",
            )
    for record in (*concept.all(Update), *concept.all(Development)):
        owner = record.id.rpartition("-")[0]
        if owner not in (record.affects if isinstance(record, Development) else [record.affects]):
            yield _error(
                record,
                "betrifft",
                "zugehoerigkeit",
                f"Die ID sagt, dass der Eintrag {owner} betrifft. Ergänzen Sie 'betrifft: {owner}' "
                "oder berichtigen Sie die ID.",
            )
    for dated in (*concept.all(Consultation), *concept.all(Event)):
        if str(dated.date) not in dated.id:
            yield _error(
                dated,
                "datum",
                "zugehoerigkeit",
                f"Die ID nennt den Tag: bei 'datum: {dated.date}' beginnt sie mit {dated.id[0]}-{dated.date}-. "
                "Gleichen Sie ID oder Datum an.",
            )


def _blocks(context: Context) -> Iterator[Finding]:
    for item in context.concept.recommendations():
        first = BLOCK_PROMPT if item.is_proposal else BLOCK_SOURCE
        found = re.findall(r"^#{1,6}[ \t]+(.*?)[ \t]*$", item.text, re.MULTILINE)
        if found != [first, BLOCK_REALISATION]:
            listed = ", ".join(f"'{title}'" for title in found) or "keine"
            yield _error(
                item,
                "",
                "bloecke",
                f"Der Text hat genau zwei Überschriften, '## {first}' und '## {BLOCK_REALISATION}', "
                f"gefunden: {listed}. So bleibt getrennt, was die Quelle und was die Redaktion sagt.",
            )
        elif not item.text.lstrip().startswith("#"):
            yield _error(item, "", "bloecke", f"Der Text beginnt mit der Überschrift '## {first}'.")


RULES: Final = (
    Rule(
        name="top-2",
        sentence="Ein Handlungsfeld, dessen Top 2 vorgeschlagen oder benannt sind, hat genau zwei Empfehlungen "
        "mit dieser Priorität, ein anderes keine. Ist eine davon entfallen oder derzeit nicht umsetzbar, "
        "weist die Prüfung darauf hin, dass neu zu benennen ist.",
        check=_top_count,
    ),
    Rule(
        name="top-2-benannt",
        sentence="Benannte Top 2 haben Datum und Quelle.",
        check=_top_named,
    ),
    Rule(
        name="sachstand",
        sentence="Jeder Status außer „unbekannt“ hat einen Sachstand mit Quelle, und der neueste Sachstand sagt "
        "diesen Status.",
        check=_evidence,
    ),
    Rule(
        name="redaktion",
        sentence="Die Redaktion stellt höchstens „in Umsetzung“ fest, und nur nach einem Schritt, der nach der "
        "Empfehlung getan wurde.",
        check=_editors,
    ),
    Rule(
        name="zukunft",
        sentence="Nichts ist nach dem Stichtag datiert; was kommt, ist ein Termin.",
        check=_future,
    ),
    Rule(
        name="beratung",
        sentence="„In Beratung“ braucht eine Beratung mit Vorlage; „Umsetzung beschlossen“ eine Beratung, die "
        "die Umsetzung genau dieser Empfehlung entscheidet.",
        check=_decisions,
    ),
    Rule(
        name="hindernis",
        sentence="Was zurückgestellt oder derzeit nicht umsetzbar ist, nennt den Hinderungsgrund und sagt, wann "
        "oder unter welcher Bedingung erneut geprüft wird.",
        check=_obstacles,
    ),
    Rule(
        name="entfallen",
        sentence="Was entfallen ist, behält ID und Text und sagt, was es ersetzt oder warum; „ersetzt“ stimmt "
        "in beiden Richtungen.",
        check=_replacement,
    ),
    Rule(
        name="herkunft",
        sentence="Eine Empfehlung nennt die Quelle, die sie nennt; ohne solche Quelle ist sie ein Vorschlag der "
        "Redaktion mit eigener ID, Anlass und Datum.",
        check=_origin,
    ),
    Rule(
        name="zugehoerigkeit",
        sentence="IDs, Dateinamen, Handlungsfelder, Daten und Bezüge passen zueinander.",
        check=_belonging,
    ),
    Rule(
        name="bloecke",
        sentence="Der Text einer Empfehlung trennt, was die Quelle sagt, von dem, was die Redaktion vorschlägt.",
        check=_blocks,
    ),
)
