"""What the Redaktion still has to do before a publication, as the data tell it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from konzept.concept import Concept
from konzept.model import Field, Item, Recommendation, Source, TopState, YesNo
from konzept.town import FILE, Town, missing


def open_points(concept: Concept, town: Town, overdue: Sequence[str] = ()) -> str:
    """The open points in groups, each with how many there are and where they stand; ends with a line break.

    ``overdue`` are the pages whose details have to be looked up again.
    """
    parts = [
        f"{heading} ({len(lines)})\n" + "".join(f"  {line}\n" for line in lines)
        for heading, lines in _groups(concept, town, overdue)
        if lines
    ]
    return "\n".join(parts) or "Nichts ist offen.\n"


def _groups(concept: Concept, town: Town, overdue: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    unread = [source for source in concept.all(Source) if source.complete is YesNo.NO]
    yield (
        "Quellen öffnen, ganz lesen, die Einträge dazu vergleichen, dann 'vollstaendig: ja' eintragen",
        [f"{_at(source)}: {source.url}" for source in unread if source.url],
    )
    yield "Quellen ohne Adresse: suchen, ganz lesen", [_at(source) for source in unread if not source.url]
    yield "Quellen ohne Datum", [_at(source) for source in concept.all(Source) if source.date is None]
    named = concept.named()
    yield (
        f"{Recommendation.PLURAL} ohne Angabe zum Stand: nachfragen",
        [_at(item) for item in named if not concept.told(item)],
    )
    yield (
        f"{Recommendation.PLURAL}, nicht mit dem beschlossenen Konzept verglichen",
        [_at(item) for item in named if concept.is_not_compared(item)],
    )
    drafts = [field for field in concept.all(Field) if town.top_count and field.top_state is not TopState.NAMED]
    yield f"Handlungsfelder ohne benannte Top {town.top_count}", [_at(field) for field in drafts]
    yield "Anschriften und Nummern, seit einem halben Jahr nicht verglichen: wieder nachsehen", list(overdue)
    yield f"Angaben in {FILE}", list(missing(town))


def _at(item: Item) -> str:
    return f"{item.place.file}:{item.place.line}: {item.id} {item.title}"
