"""How the answers of each task become text: the items and options that a report writes."""

from __future__ import annotations

from typing import Final

from konzept.desk.pen import Pen, Values, picked
from konzept.edits import EditError, NewItem, set_option, set_part, set_text, set_title
from konzept.findings import About, Finding
from konzept.model import (
    ASIDE,
    BLOCK_PROMPT,
    BLOCK_REALISATION,
    BLOCK_SOURCE,
    BLOCKED,
    Consultation,
    Development,
    Event,
    Figure,
    Item,
    Paper,
    PartialDate,
    Place,
    Recommendation,
    Statement,
    Status,
    TopState,
    Update,
)

_CHOSEN: Final = About(option="empfehlungen")
_DAY: Final = About(option="datum")
_OLDER: Final = (
    "Vom {} ist schon ein neuerer Stand bekannt; zurückgestellt wird nur, was jetzt so ist. Melden Sie Älteres unter "
    "„Sachstand melden“."
)
_STRANGERS: Final = "{} gehört nicht zu diesem Handlungsfeld oder ist ein Vorschlag der Redaktion. Wählen Sie andere."


def report_update(pen: Pen, values: Values) -> None:
    """A Sachstand below its recommendation; its state follows if nothing newer is known."""
    target = values["betrifft"]
    options = {**picked(values, Update), "quelle": pen.sources(values)}
    item = NewItem(
        kind=Update,
        id=pen.draft.ids.next(f"{target}-S"),
        title=values["titel"],
        options=options,
        text=values.get("text", ""),
    )
    pen.add(item, file=pen.file_of(target), shown=target)
    pen.change(target, _state(pen, target, values))


def _state(pen: Pen, target: str, values: Values) -> dict[str, str]:
    """What changes at the recommendation: its state, and what says why it is put aside or was so far.

    :raises EditError: if that is said of a day of which a newer state is known: there is no place for it.
    """
    status, said = values["status"], picked(values, Recommendation, without=("status", "betrifft"))
    item = pen.concept.get(target, Recommendation)
    newest = pen.concept.newest_updates(item)[:1] if item else []
    if newest and _is_before(values.get("datum", ""), newest[0].date):
        if said:
            found = _OLDER.format(newest[0].date.german)
            raise EditError(Finding(place=Place(file=pen.file_of(target), line=1), found=found, subject=_DAY))
        return {}
    is_freed = item is not None and item.status in BLOCKED and status not in BLOCKED
    gone = dict.fromkeys(ASIDE, "") if said or is_freed else {}
    return {"status": status, **gone, **said}


def _is_before(day: str, known: PartialDate) -> bool:
    """Whether something later is known: then the state of the recommendation stays."""
    try:
        return PartialDate.parse(day) < known
    except ValueError:
        return False


def recommend(pen: Pen, values: Values) -> None:
    """A recommendation that a source names, or a proposal of the Redaktion if none does."""
    field, named = values["handlungsfeld"], values.get("genannt_in", "")
    if values.get("q_titel"):
        named = ", ".join(filter(None, [named, pen.source(values, "q_")]))
    code = pen.code(field)
    if named:
        ident, first = pen.draft.ids.next(f"{code}-", 2), BLOCK_SOURCE
        own = {"status": Status.UNKNOWN.value, "genannt_in": named, "zuordnung": values.get("zuordnung", "")}
    else:
        ident, first = pen.draft.ids.next(f"{code}-V"), BLOCK_PROMPT
        own = {"status": Status.SUGGESTED.value, "zuordnung": "redaktion", "seit": values.get("seit", "")}
    rest = picked(values, Recommendation, without=("genannt_in", "zuordnung", "seit"))
    item = NewItem(
        kind=Recommendation,
        id=ident,
        title=values["titel"],
        options={**rest, "priority": "weitere", **own},
        parts={first: values.get("text", ""), BLOCK_REALISATION: values.get("umsetzung", "")},
    )
    pen.page(str(pen.folder_of(field) / f"{ident}.md"), item)


def enter_consultation(pen: Pen, values: Values) -> None:
    """A Beratung, with the paper that the form describes."""
    day, sources = values["datum"], pen.sources(values)
    papers = values.get("vorlage", "")
    if values.get("v_titel"):
        papers = ", ".join(filter(None, [papers, _paper(pen, values, sources)]))
    options = {**picked(values, Consultation), "quelle": sources, "vorlage": papers}
    _record(pen, Consultation, pen.draft.ids.next(f"B-{day}-"), options, values)


def _paper(pen: Pen, values: Values, sources: str) -> str:
    options = {**picked(values, Paper, "v_"), "quelle": sources, "betrifft": values.get("betrifft", "")}
    ident = pen.slug_id("V-", values.get("v_drucksache", "").removeprefix("V/") or values["v_titel"])
    return pen.add(NewItem(kind=Paper, id=ident, title=values["v_titel"], options=options), prefix="v_")


def _record(pen: Pen, kind: type[Item], ident: str, options: Values, values: Values) -> None:
    text = values.get("text", "")
    pen.add(NewItem(kind=kind, id=ident, title=values["titel"], options=options, text=text), shown=ident)


def report_development(pen: Pen, values: Values) -> None:
    """An Entwicklung, in the file of what it concerns first."""
    target = values["betrifft"].split(",")[0].strip()
    options = {**picked(values, Development), "quelle": pen.sources(values)}
    ident = pen.draft.ids.next(f"{target}-E")
    text = values.get("text", "")
    item = NewItem(kind=Development, id=ident, title=values["titel"], options=options, text=text)
    pen.add(item, file=pen.file_of(target), shown=target if pen.concept.get(target, Recommendation) else ident)


def enter_statement(pen: Pen, values: Values) -> None:
    """A Stellungnahme."""
    options = {**picked(values, Statement), "quelle": pen.sources(values)}
    _record(pen, Statement, pen.slug_id("ST-", values["titel"]), options, values)


def enter_event(pen: Pen, values: Values) -> None:
    """A Termin."""
    options = {**picked(values, Event), "quelle": pen.sources(values)}
    _record(pen, Event, pen.draft.ids.next(f"T-{values['datum']}-"), options, values)


def enter_figure(pen: Pen, values: Values) -> None:
    """A Kennzahl."""
    options = {**picked(values, Figure), "quelle": pen.sources(values)}
    _record(pen, Figure, pen.slug_id("K-", values["titel"]), options, values)


def enter_source(pen: Pen, values: Values) -> None:
    """A Quelle alone."""
    pen.shown = pen.source(values, "")


def name_top(pen: Pen, values: Values) -> None:
    """The field says who named its Top; exactly these recommendations have the priority then."""
    field, chosen = values["feld"], [part.strip() for part in values["empfehlungen"].split(",") if part.strip()]
    top = {"top2": TopState.NAMED.value, "benannt_am": values.get("benannt_am", ""), "quelle": pen.sources(values)}
    for name, value in top.items():
        document = pen.draft.of(field)
        if name == "quelle" and value:
            for source in value.split(","):
                pen.also(field, "quelle", source.strip())
        elif value:
            pen.draft.put(set_option(document, field, name, value))
    pen.prefixes[field], pen.shown = "", field
    code = pen.code(field)
    if strangers := [ident for ident in chosen if not _is_named(pen.concept.get(ident, Recommendation), code)]:
        place, found = Place(file=pen.file_of(field), line=1), _STRANGERS.format(", ".join(strangers))
        raise EditError(Finding(place=place, found=found, subject=_CHOSEN))
    for item in pen.concept.all(Recommendation):
        priority = "top" if item.id in chosen else "weitere"
        if item.code == code and not item.is_proposal:
            pen.change(item.id, {"priority": _priority(priority)})


def _is_named(item: Recommendation | None, code: str) -> bool:
    """Whether it is one of the field's own, which a source names."""
    return item is not None and item.code == code and not item.is_proposal


def _priority(which: str) -> str:
    spec = Recommendation.option("priority")
    top, other = spec.choices
    return top.written if which == "top" else other.written


def confirm_wording(pen: Pen, values: Values) -> None:
    """The day on which the authors confirmed the wording of a recommendation."""
    pen.change(values["betrifft"], {"bestaetigt_am": values["bestaetigt_am"]})
    pen.shown = values["betrifft"]


def change_text(pen: Pen, values: Values) -> None:
    """Title and text of an item; of a recommendation the parts of its text, each below its heading."""
    ident = values["eintrag"]
    if values.get("titel"):
        pen.draft.put(set_title(pen.draft.of(ident), ident, values["titel"]))
    item = pen.concept.items.get(ident)
    if isinstance(item, Recommendation):
        first = BLOCK_PROMPT if item.is_proposal else BLOCK_SOURCE
        for heading, name in ((first, "text"), (BLOCK_REALISATION, "umsetzung")):
            if (text := values.get(name, "")) or item.part(heading):
                pen.draft.put(set_part(pen.draft.of(ident), ident, heading, text))
    else:
        pen.draft.put(set_text(pen.draft.of(ident), ident, values.get("text", "")))
    if values.get("redaktionell"):
        pen.change(ident, {"redaktionell": values["redaktionell"]})
    pen.prefixes[ident], pen.shown = "", ident


def written(item: Item) -> dict[str, str]:
    """What the form for changing a text shows of an item at first."""
    if not isinstance(item, Recommendation):
        return {"titel": item.title, "text": item.text.strip()}
    first = BLOCK_PROMPT if item.is_proposal else BLOCK_SOURCE
    return {"titel": item.title, "text": item.part(first).strip(), "umsetzung": item.part(BLOCK_REALISATION).strip()}
