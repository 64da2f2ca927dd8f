"""Rules on where a recommendation comes from and where it belongs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from konzept.concept import Concept
from konzept.findings import LEAVE_OUT, Finding, either, heading, shown
from konzept.model import (
    BLOCK_PROMPT,
    BLOCK_REALISATION,
    BLOCK_SOURCE,
    ORIGIN_OF_SOURCE,
    Consultation,
    Development,
    Event,
    Field,
    Recommendation,
    SortedBy,
    Source,
    SourceKind,
    Update,
)
from konzept.model.speech import say
from konzept.model.types import affected
from konzept.rules.context import Context, error

_WORDS: Final = {
    BLOCK_SOURCE: "Schreiben Sie dorthin, was die Quelle sagt.",
    BLOCK_PROMPT: "Schreiben Sie dorthin, woher der Vorschlag kommt.",
    BLOCK_REALISATION: "Schreiben Sie dorthin, was offen ist.",
}


def origin(context: Context) -> Iterator[Finding]:
    """A recommendation has a source that names it, a proposal has not; a concept says who adopted it."""
    for item in context.concept.recommendations():
        if item.is_proposal:
            yield from _proposal(item)
            continue
        if not item.named_in:
            yield error(
                item,
                "",
                say("{Ein Eintrag} nennt bei 'genannt_in' die Quelle, in der {er} steht"),
                mend=say("Ohne solche Quelle ist {er}") + " ein Vorschlag der Redaktion mit einer ID wie "
                f"{item.code}-V1 und einem 'anlass'.",
            )
        for name, value in (("anlass", item.prompts), ("seit", item.since)):
            if value:
                yield error(item, name, f"{name!r} steht nur bei Vorschlägen der Redaktion", mend=LEAVE_OUT)
        kinds = either(", ".join(ORIGIN_OF_SOURCE), ", ".join(kind.label for kind in ORIGIN_OF_SOURCE))
        for source in context.concept.pick(item.named_in, Source):
            if source.kind not in ORIGIN_OF_SOURCE:
                yield error(
                    item,
                    "genannt_in",
                    f"'genannt_in' verweist nur auf Quellen der Art {kinds}; {source.id} ist {shown(source.kind)}",
                    mend=f"Nennen Sie {source.id} im Text.",
                )

    yield from _adopted(context)


def _adopted(context: Context) -> Iterator[Finding]:
    """Only a concept was adopted, and only by who decided it."""
    for source in context.concept.all(Source):
        meeting = context.concept.get(source.adopted_in or "", Consultation)
        if source.adopted_in and source.kind is not SourceKind.CONCEPT:
            kind = either(repr(str(SourceKind.CONCEPT)), f"„{SourceKind.CONCEPT.label}“")
            must = f"'beschlossen_in' steht nur bei Quellen der Art {kind}"
            yield error(source, "beschlossen_in", must, shown(source.kind), LEAVE_OUT)
        elif meeting and not meeting.has_decided:
            must = "'beschlossen_in' nennt eine Beratung, in der beschlossen wurde"
            found = meeting.result.label if meeting.result else "kein Ergebnis"
            yield error(source, "beschlossen_in", must, found, f"Prüfen Sie 'ergebnis' bei {meeting.id}.")
        elif meeting and not meeting.is_on_concept:
            must = "'beschlossen_in' nennt eine Beratung über das Konzept"
            mend = f"Nennen Sie diese, oder prüfen Sie 'gegenstand' bei {meeting.id}."
            yield error(source, "beschlossen_in", must, shown(meeting.subject), mend)


def _proposal(item: Recommendation) -> Iterator[Finding]:
    if item.named_in:
        yield error(
            item,
            "genannt_in",
            "Ein Vorschlag der Redaktion hat kein 'genannt_in'",
            mend=say("Was eine Quelle {empfiehlt}, bekommt eine ID wie {code}-01.", code=item.code),
        )
    if item.confirmed_on:
        must = say("'bestaetigt_am' steht nur bei dem, was eine Quelle {empfiehlt}: Einen Vorschlag bestätigt niemand")
        yield error(item, "bestaetigt_am", must, mend=LEAVE_OUT)
    for name, value in (("anlass", item.prompts), ("seit", item.since)):
        if not value:
            yield error(item, name, f"Ein Vorschlag der Redaktion braucht {name!r}")
    if item.sorted_by is not SortedBy.EDITORS:
        yield error(item, "zuordnung", f"Ein Vorschlag der Redaktion hat 'zuordnung: {SortedBy.EDITORS}'")


def competence(context: Context) -> Iterator[Finding]:
    """Who leads and who decides stands only with the source that says so: it is no proposal of ours."""
    for item in context.concept.recommendations():
        if bool(item.competence_by) == bool(item.lead or item.decided_by):
            continue
        if item.competence_by:
            must = "'zustaendig_laut' steht nur, wo 'federfuehrend' oder 'entscheidet' steht"
            yield error(item, "zustaendig_laut", must, mend=LEAVE_OUT)
        else:
            name = "federfuehrend" if item.lead else "entscheidet"
            must = f"{name!r} steht nur mit der Quelle, die diese Zuständigkeit nennt: 'zustaendig_laut'"
            yield error(item, name, must, mend="Tragen Sie die Quelle ein, oder lassen Sie die Angabe weg.")


def belonging(context: Context) -> Iterator[Finding]:
    """IDs, file names, fields and days agree."""
    yield from _own_file(context)
    yield from _owner(context.concept)
    yield from _day(context.concept)


def _own_file(context: Context) -> Iterator[Finding]:
    concept = context.concept
    for item in concept.recommendations():
        field = concept.get(item.field, Field)
        if field and field.code != item.code:
            yield error(
                item,
                "handlungsfeld",
                f"Die ID beginnt mit dem Kürzel des Handlungsfelds: {item.code} gehört zu HF-{item.code}",
                item.field,
                "Berichtigen Sie 'handlungsfeld' oder die ID.",
            )
        if PurePosixPath(item.place.file).stem != item.id:
            yield error(
                item,
                "id",
                say("{Jeder Eintrag} steht in einer eigenen Datei, die wie {seine} ID heißt: {id}.md", id=item.id),
                PurePosixPath(item.place.file).name,
                _named_so(item, context),
            )


def _named_so(item: Recommendation, context: Context) -> str:
    """How file and ID come together, without that a file or an ID is lost."""
    stem = PurePosixPath(item.place.file).stem
    if any(PurePosixPath(file).stem == item.id for file in context.files):
        return f"{item.id}.md gibt es schon. Prüfen Sie beide, und berichtigen Sie die ID oder löschen Sie eine Kopie."
    if any(other.id == stem for other in context.concept.on_page(item.place.file)):
        return say("Legen Sie diese Datei an, und nehmen Sie {den Eintrag} dorthin.")
    if Recommendation.ID.fullmatch(stem):
        return f"Berichtigen Sie die ID zu {stem}, oder benennen Sie die Datei um, wenn die ID stimmt."
    return "Benennen Sie die Datei um."


def _owner(concept: Concept) -> Iterator[Finding]:
    records: list[Update | Development] = [*concept.all(Update), *concept.all(Development)]
    for record in records:
        owner = record.id.rpartition("-")[0]
        if owner not in affected(record):
            yield error(
                record,
                "betrifft",
                f"Die ID sagt, dass der Eintrag {owner} betrifft",
                mend=f"Ergänzen Sie 'betrifft: {owner}' oder berichtigen Sie die ID.",
            )


def _day(concept: Concept) -> Iterator[Finding]:
    dated_records: list[Consultation | Event] = [*concept.all(Consultation), *concept.all(Event)]
    for dated in dated_records:
        if str(dated.date) not in dated.id:
            yield error(
                dated,
                "datum",
                f"Die ID nennt den Tag: bei 'datum: {dated.date}' beginnt sie mit {dated.id[0]}-{dated.date}-",
                mend="Gleichen Sie ID oder Datum an.",
            )


def hierarchy(context: Context) -> Iterator[Finding]:
    """What belongs to another belongs to none of those that belong to it; number and kind are those of the source."""
    concept = context.concept
    for item in concept.recommendations():
        above, seen = concept.get(item.above or "", Recommendation), [item.id]
        while above is not None and above.id not in seen:
            seen.append(above.id)
            above = concept.get(above.above or "", Recommendation)
        if above is item and item.id == min(seen):  # each circle is told once
            yield error(
                item,
                "gehoert_zu",
                say("Was zu {einem anderen Eintrag} gehört, steht nicht selbst über {ihm}"),
                " → ".join([*seen, item.id]),
                say("Streichen Sie 'gehoert_zu' bei {dem obersten}."),
            )
        for name, value in (("nummer_im_konzept", item.number), ("aussage", item.assertion)):
            if item.is_proposal and value:
                must = f"{name!r} sagt, was im Konzept steht, und fehlt bei Vorschlägen"
                yield error(item, name, must, mend=LEAVE_OUT)


def blocks(context: Context) -> Iterator[Finding]:
    """The words of the source and those of the Redaktion stay apart, and both are there."""
    for item in context.concept.recommendations():
        first = BLOCK_PROMPT if item.is_proposal else BLOCK_SOURCE
        found = [title for title, _ in item.parts if title]
        is_over = item.is_proposal and not item.is_live_proposal and found == [first]  # nothing is proposed any more
        if found != [first, BLOCK_REALISATION] and not is_over:
            listed = ", ".join(f"'{title}'" for title in found) or "keine"
            yield error(
                item,
                "",
                f"Der Text hat genau zwei Überschriften, {heading(first)} und {heading(BLOCK_REALISATION)}",
                listed,
                "So bleibt getrennt, was die Quelle und was die Redaktion sagt.",
            )
        elif item.parts[0][0] != first:
            yield error(item, "", f"Der Text beginnt mit der Überschrift {heading(first)}")
        else:
            for title, text in item.parts:
                if not text.strip():
                    yield error(item, "", f"Unter {heading(title)} steht Text, gefunden: nichts", mend=_WORDS[title])
