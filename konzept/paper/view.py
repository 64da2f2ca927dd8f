"""The filled form as blocks: what page, PDF, Word and plain text all show, in the order of the form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from konzept.blocks import Block, Cell, Table, Text, cell
from konzept.model.speech import say
from konzept.model.values import number
from konzept.notices import invented, official
from konzept.paper.annexes import numbered
from konzept.paper.form import PUBLIC, SAMPLE, FormLine, FormSection, PaperSection, PaperStep, SessionPaper
from konzept.town import Town

_YES, _NO = "☒", "☐"
_BLANK_SAMPLE: Final = "bleibt im Muster leer"
_BLANK: Final = "____________"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPart:
    """A part of the form: its heading, blocks, then the texts that were written for it."""

    title: str
    blocks: tuple[Block, ...]
    sections: tuple[PaperSection, ...] = ()


def marks(paper: SessionPaper) -> str:
    """What stands above a sample in every output; nothing on a real paper."""
    return say(SAMPLE) if paper.sample else ""


def titled(paper: SessionPaper) -> str:
    """What the file says of itself: the Betreff; that of a sample says first that it is one."""
    return ": ".join(filter(None, (marks(paper), paper.subject)))


def notes(paper: SessionPaper, town: Town) -> tuple[str, ...]:
    """What stands in the foot: a paper of the town itself does not say that it is none."""
    first = official(town) if paper.sample else invented(town)
    return (first, town.legal) if first else (town.legal,)


def facts(paper: SessionPaper) -> tuple[tuple[str, str], ...]:
    """The short fields at the top of the form: label and value, empty if it is not filled in."""
    known = {
        "drucksache": paper.number,
        "vorlageart": paper.kind,
        "status": PUBLIC,
        "erstellt_durch": paper.author,
        **paper.values[""],
    }
    return tuple((fact.title, known.get(fact.key, "")) for fact in paper.form.facts)


def order(paper: SessionPaper, *, blank: bool = False) -> Table:
    """The Beratungsfolge.

    What is not filled in says so, to be read; with ``blank`` it stays blank, to be filled in.
    """
    return Table(
        caption=paper.form.order.title,
        head=paper.form.order[1:],
        rows=tuple(_row(step, blank) for step in paper.steps),
        empty="",
        sortable=False,
    )


def votes(paper: SessionPaper, *, blank: bool = False) -> Table:
    """The block above the Betreff: item and votes of each session that is known; else one to be filled in.

    To be read, an empty one has dashes; with ``blank`` it stays blank.
    """
    met = [step for step in paper.steps if step.agenda_item or step.has_met]
    caption, session, *columns = paper.form.votes
    several = len(met) > 1
    rows = [(*([cell(step.date.german if step.date else "")] if several else []), *_votes(step)) for step in met]
    return Table(
        caption=caption,
        head=(*([session] if several else []), *columns),
        rows=tuple(rows) or ((cell() if blank else cell("–"),) * 5,),
        empty="",
        row_heads=False,
        sortable=False,
    )


def head(paper: SessionPaper) -> tuple[Block, ...]:
    """The head of the form, to be read: what and whose paper it is, the votes, and the Beratungsfolge."""
    rows = tuple((cell(label), cell(value or _BLANK_SAMPLE)) for label, value in facts(paper))
    shown = Table(caption="Angaben zur Vorlage", head=("Feld", "Angabe"), rows=rows, empty="", sortable=False)
    drawn: dict[str, Block] = {"angaben": shown, "abstimmung": votes(paper), "beratungsfolge": order(paper)}
    return tuple(drawn[name] for name in paper.form.head if name in drawn)


def parts(paper: SessionPaper, day: date) -> Iterator[PaperPart]:
    """The parts below the head, in the order of the form; those that the paper leaves out are left out.

    The names of annexes that are files begin with the day, as in the folder for the session.
    """
    found: list[PaperPart] = []
    for section in paper.form.sections:
        text = paper.text(section.title)
        texts = (text,) if text else ()
        blocks = tuple(_lines(paper, section, has_text=bool(text)))
        if section.joined and found and not blocks:
            found[-1] = replace(found[-1], sections=found[-1].sections + texts)
        elif text or (blocks and (not section.group or section.group in paper.values)):
            found.append(PaperPart(title=section.title, blocks=blocks, sections=texts))
    yield from found
    if paper.annexes:
        yield PaperPart(
            title=paper.form.annexes, blocks=tuple(Text((line,)) for line, _ in numbered(paper.annexes, day))
        )


def _lines(paper: SessionPaper, section: FormSection, *, has_text: bool) -> Iterator[Block]:
    """What stands above the text of a section; of a group that is not filled in only the fixed words."""
    values = paper.values.get(section.group)
    for line in section.lines:
        if line.kind == "text" or (line.kind == "erlaeuterung" and not has_text):
            yield _line(line.title)
        elif line.key and values is not None:
            yield from _valued(line, values.get(line.key))


def _valued(line: FormLine, value: Any) -> Iterator[Block]:
    match line.kind:
        case "eintrag":
            yield _line(f"{line.title}: {value or _BLANK}")
        case "betrag":
            yield _line(f"{line.title}: {_BLANK if value is None else number(value)} Euro")
        case "haken":
            yield _line(f"{_box(bool(value))} {line.title} {value or ''}")
        case "auswahl" if line.below:
            yield from (_line(box) for box in _boxes(line, value))
        case "auswahl":
            yield _line(f"{line.title}: " if line.title else "", *_boxes(line, value))
        case "jahre":
            yield _years(line, value or ())


def _row(step: PaperStep, blank: bool) -> tuple[Cell, ...]:
    body = " ".join((*_filled(step.body, "Gremium noch offen", blank), f"({step.responsibility.label})"))
    return cell(*_filled(step.date.german if step.date else "", "noch offen", blank)), cell(body)


def _votes(step: PaperStep) -> tuple[Cell, ...]:
    votes = (step.yes, step.no, step.abstentions)
    return (
        cell(*_filled(step.agenda_item)),
        cell(*_filled(step.unanimous.label if step.unanimous else "")),
        *(cell(*_filled("" if count is None else str(count))) for count in votes),
    )


def _filled(value: str, otherwise: str = "", blank: bool = True) -> tuple[str, ...]:
    """A value, or what is said instead; with ``blank`` nothing."""
    return (value,) if value else (otherwise,) if not blank else ()


def _years(line: FormLine, years: Sequence[Mapping[str, Any]]) -> Table:
    """What follows over some years: those that are not given stay empty."""
    named = [str(year["jahr"]) for year in years] + [f"{n}. Jahr" for n in range(len(years) + 1, line.years + 1)]
    rest = [cell()] * (line.years - len(years))
    rows = tuple((cell(row.title), *(cell(*_amount(row.value(year))) for year in years), *rest) for row in line.rows)
    return Table(caption=line.title, head=("Art", *named), rows=rows, empty="", sortable=False, row_heads=True)


def _amount(value: Decimal | None) -> tuple[str, ...]:
    return () if value is None else (number(value),)


def _boxes(line: FormLine, chosen: str | None) -> Iterator[str]:
    for word, label in line.words:
        yield f"{_box(word == chosen)} {label}   "


def _box(checked: bool) -> str:
    return _YES if checked else _NO


def _line(*parts: str) -> Text:
    return Text(("".join(parts).strip(),))
