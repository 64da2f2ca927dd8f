"""The filled form as blocks: what page, PDF, Word and plain text all show, in the order of the form."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from konzept.blocks import Block, Cell, Table, Text, cell
from konzept.model.declare import Word
from konzept.model.speech import say
from konzept.model.values import number
from konzept.model.words import YesNo
from konzept.notices import invented, official
from konzept.paper.annexes import numbered
from konzept.paper.form import (
    PUBLIC,
    SAMPLE,
    YEARS,
    Climate,
    Duty,
    Finances,
    FollowUp,
    Heading,
    PaperKind,
    Section,
    SessionPaper,
    Step,
)
from konzept.town import Town

SESSION_PAPER: Final = PaperKind.SESSION_PAPER.label
SUBJECT: Final = "Betreff"
ANNEXES: Final = "Anlage/n"
_YES, _NO = "☒", "☐"
_BLANK_SAMPLE: Final = "bleibt im Muster leer"
_EXPLANATION: Final = (
    "Kurze Erläuterung (1-3 Sätze – Um welche Auswirkungen handelt es sich? Sind diese erheblich oder gering? "
    "Wenn die Auswirkungen negativ sind, bestehen alternative Handlungsmöglichkeiten?)"
)
_OPEN_AMOUNT: Final = "____________ Euro"
_ROWS: Final[tuple[tuple[str, Callable[[FollowUp], Decimal | None]], ...]] = (
    ("Sachkosten", lambda year: year.material),
    ("Personalkosten", lambda year: year.staff),
    ("Finanzaufwand", lambda year: year.financing),
    ("Folgelasten gesamt", lambda year: year.burden),
    ("Folgeerträge", lambda year: year.returns),
    ("Folgelasten saldiert", lambda year: year.balance),
)
_COSTS: Final = "einschl. Darstellung der Folgekosten Sach- und Personalaufwendungen sowie Folgeerträge"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the form: its heading, blocks, then the texts that were written for it."""

    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()


def marks(paper: SessionPaper) -> str:
    """What stands above a sample in every output; nothing on a real paper."""
    return say(SAMPLE) if paper.sample else ""


def notes(paper: SessionPaper, town: Town) -> tuple[str, ...]:
    """What stands in the foot: a paper of the town itself does not say that it is none."""
    first = official(town) if paper.sample else invented(town)
    return (first, town.legal) if first else (town.legal,)


def facts(paper: SessionPaper) -> tuple[tuple[str, str], ...]:
    """The short fields at the top of the form: label and value, empty if it is not filled in."""
    return (
        ("Drucksachen-Nr", paper.number),
        ("Vorlageart", paper.kind.label),
        ("Status", PUBLIC),
        ("Erstellt durch", paper.author),
    )


def order(paper: SessionPaper, *, blank: bool = False) -> Table:
    """The Beratungsfolge.

    What is not filled in says so, to be read; with ``blank`` it stays blank, to be filled in.
    """
    return Table(
        caption="Beratungsfolge",
        head=("Datum", "Beratungsfolge"),
        rows=tuple(_row(step, blank) for step in paper.steps),
        empty="",
        sortable=False,
    )


def votes(paper: SessionPaper, *, blank: bool = False) -> Table:
    """The block above the Betreff: item and votes of each session that is known; else one to be filled in.

    To be read, an empty one has dashes; with ``blank`` it stays blank.
    """
    met = [step for step in paper.steps if step.agenda_item or step.has_met]
    session = ("Sitzung",) if len(met) > 1 else ()
    rows = [(*([cell(step.date.german if step.date else "")] if session else []), *_votes(step)) for step in met]
    return Table(
        caption="Tagesordnungspunkt und Abstimmung",
        head=(*session, "TOP", "Einst.", "Ja", "Nein", "Enth."),
        rows=tuple(rows) or ((cell() if blank else cell("–"),) * 5,),
        empty="",
        row_heads=False,
        sortable=False,
    )


def head(paper: SessionPaper) -> tuple[Block, ...]:
    """The head of the form, to be read: what and whose paper it is, the votes, and the Beratungsfolge."""
    rows = tuple((cell(label), cell(value or _BLANK_SAMPLE)) for label, value in facts(paper))
    shown = Table(caption="Angaben zur Vorlage", head=("Feld", "Angabe"), rows=rows, empty="", sortable=False)
    return shown, votes(paper), order(paper)


def parts(paper: SessionPaper, day: date) -> Iterator[Part]:
    """The parts below the head, in the order of the form; those that the paper leaves out are left out.

    The names of annexes that are files begin with the day, as in the folder for the session.
    """
    yield Part(title=Heading.PROPOSAL, sections=paper.texts(Heading.PROPOSAL))
    finances = paper.texts(Heading.FINANCES)
    if paper.finances or finances:
        blocks = tuple(_finances(paper.finances)) if paper.finances else ()
        yield Part(title=Heading.FINANCES, blocks=(Text((f"({_COSTS})",)), *blocks), sections=finances)
    yield Part(title=Heading.CLIMATE, blocks=tuple(_climate(paper)), sections=paper.texts(Heading.CLIMATE))
    yield Part(title=Heading.FACTS, sections=paper.texts(Heading.FACTS, Heading.RESPONSIBILITY))
    if paper.annexes:
        yield Part(title=ANNEXES, blocks=tuple(Text((line,)) for line, _ in numbered(paper.annexes, day)))


def _row(step: Step, blank: bool) -> tuple[Cell, ...]:
    body = " ".join((*_filled(step.body, "Gremium noch offen", blank), f"({step.responsibility.label})"))
    return cell(*_filled(step.date.german if step.date else "", "noch offen", blank)), cell(body)


def _votes(step: Step) -> tuple[Cell, ...]:
    votes = (step.yes, step.no, step.abstentions)
    return (
        cell(*_filled(step.agenda_item)),
        cell(*_filled(step.unanimous.label if step.unanimous else "")),
        *(cell(*_filled("" if count is None else str(count))) for count in votes),
    )


def _filled(value: str, otherwise: str = "", blank: bool = True) -> tuple[str, ...]:
    """A value, or what is said instead; with ``blank`` nothing."""
    return (value,) if value else (otherwise,) if not blank else ()


def _finances(finances: Finances) -> Iterator[Block]:
    yield _line(f"1. Gesamtkosten: {_euro(finances.total)}")
    yield _line(*_boxes(Duty, finances.duty))
    yield _line("Haushaltsmittel stehen zur Verfügung: ", *_boxes(YesNo, finances.available))
    account, investment = finances.expense_account, finances.investment_number
    yield _line(f"{_box(bool(account))} im Ergebnisplan bei Aufwandskonto {account}".rstrip())
    yield _line(f"{_box(bool(investment))} im Finanzplan bei Investitionsnummer {investment}".rstrip())
    yield _line(f"Gesamtausgaben: {_euro(finances.spending)}")
    yield _years(finances.years)


def _years(years: tuple[FollowUp, ...]) -> Table:
    """What follows over four years, as the form has it: years that are not given stay empty."""
    named = [str(year.year) for year in years] + [f"{number}. Jahr" for number in range(len(years) + 1, YEARS + 1)]
    rest = [cell()] * (YEARS - len(years))
    rows = tuple((cell(label), *(cell(*_amount(value(year))) for year in years), *rest) for label, value in _ROWS)
    caption = "2. Folgeerträge/Folgekosten in Euro"
    return Table(caption=caption, head=("Art", *named), rows=rows, empty="", sortable=False, row_heads=True)


def _amount(value: Decimal | None) -> tuple[str, ...]:
    return () if value is None else (number(value),)


def _climate(paper: SessionPaper) -> Iterator[Text]:
    for box in _boxes(Climate, paper.climate):
        yield _line(box.strip())
    if not paper.texts(Heading.CLIMATE):
        yield _line(_EXPLANATION)


def _boxes(words: type[Word], chosen: Word | None) -> Iterator[str]:
    for word in words:
        yield f"{_box(word is chosen)} {word.label}   "


def _box(checked: bool) -> str:
    return _YES if checked else _NO


def _line(*parts: str) -> Text:
    return Text(("".join(parts).strip(),))


def _euro(amount: Decimal | None) -> str:
    return _OPEN_AMOUNT if amount is None else f"{number(amount)} Euro"
