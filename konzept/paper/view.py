"""The filled form as blocks: what page, PDF, Word and plain text all show, in the order of the form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from konzept.blocks import Block, Cell, Table, Text, cell, number
from konzept.model.declare import Word
from konzept.model.words import YesNo
from konzept.paper.form import PUBLIC, SAMPLE, Climate, Duty, Finances, Heading, Section, SessionPaper, Step

SESSION_PAPER: Final = "Sitzungsvorlage"
SUBJECT: Final = "Betreff"
ANNEXES: Final = "Anlage/n"
_YES, _NO = "☒", "☐"
_BLANK_SAMPLE: Final = "bleibt im Muster leer"
_EXPLANATION: Final = (
    "Kurze Erläuterung (1-3 Sätze – Um welche Auswirkungen handelt es sich? Sind diese erheblich oder gering? "
    "Wenn die Auswirkungen negativ sind, bestehen alternative Handlungsmöglichkeiten?)"
)
_COSTS: Final = "einschl. Darstellung der Folgekosten Sach- und Personalaufwendungen sowie Folgeerträge"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the form: its heading, blocks, then the text that was written under that heading."""

    title: str
    blocks: tuple[Block, ...] = ()
    section: Section | None = None


def marks(paper: SessionPaper) -> str:
    """What stands above a sample in every output; nothing on a real paper."""
    return SAMPLE if paper.sample else ""


def facts(paper: SessionPaper) -> tuple[tuple[str, str], ...]:
    """The short fields at the top of the form: label and value, empty if it is not filled in."""
    return (
        ("Drucksachen-Nr", paper.number),
        ("Vorlageart", f"{SESSION_PAPER} ({paper.kind.label})"),
        ("Status", PUBLIC),
        ("Erstellt durch", paper.author),
    )


def order(paper: SessionPaper, *, blank: bool = False) -> Table:
    """The Beratungsfolge.

    What is not filled in says so, to be read; with ``blank`` it stays blank, to be filled in.
    """
    return Table(
        caption="Beratungsfolge",
        head=("Datum", "Beratungsfolge", "TOP", "Einst.", "Ja", "Nein", "Enth."),
        rows=tuple(_row(step, blank) for step in paper.steps),
        empty="",
        sortable=False,
    )


def head(paper: SessionPaper) -> tuple[Block, ...]:
    """The head of the form, to be read: what and whose paper it is, and the Beratungsfolge."""
    rows = tuple((cell(label), cell(value or _BLANK_SAMPLE)) for label, value in facts(paper))
    shown = Table(caption="Angaben zur Vorlage", head=("Feld", "Angabe"), rows=rows, empty="", sortable=False)
    return shown, order(paper)


def parts(paper: SessionPaper) -> Iterator[Part]:
    """The parts below the head, in the order of the form; those that the paper leaves out are left out."""
    yield Part(title=Heading.PROPOSAL, section=paper.section(Heading.PROPOSAL))
    finances = paper.section(Heading.FINANCES)
    if paper.finances or finances:
        blocks = tuple(_finances(paper.finances)) if paper.finances else ()
        yield Part(title=Heading.FINANCES, blocks=(Text((f"({_COSTS})",)), *blocks), section=finances)
    yield Part(title=Heading.CLIMATE, blocks=tuple(_climate(paper)), section=paper.section(Heading.CLIMATE))
    yield Part(title=Heading.FACTS, section=paper.section(Heading.FACTS))
    yield Part(title=Heading.RESPONSIBILITY, section=paper.section(Heading.RESPONSIBILITY))
    if paper.annexes:
        yield Part(title=ANNEXES, blocks=tuple(Text((line,)) for line in _annexes(paper.annexes)))


def _row(step: Step, blank: bool) -> tuple[Cell, ...]:
    body = " ".join((*_filled(step.body, "Gremium noch offen", blank), f"({step.responsibility.label})"))
    votes = (step.yes, step.no, step.abstentions)
    return (
        cell(*_filled(step.date.german if step.date else "", "noch offen", blank)),
        cell(body),
        cell(*_filled(step.agenda_item)),
        cell(*_filled(step.unanimous.label if step.unanimous else "")),
        *(cell(*_filled("" if count is None else str(count))) for count in votes),
    )


def _filled(value: str, otherwise: str = "", blank: bool = True) -> tuple[str, ...]:
    """A value, or what is said instead; with ``blank`` nothing."""
    return (value,) if value else (otherwise,) if not blank else ()


def _finances(finances: Finances) -> Iterator[Text]:
    if finances.total is not None:
        yield _line(f"Gesamtkosten: {_euro(finances.total)}")
    yield _line(*_boxes(Duty, finances.duty))
    yield _line("Haushaltsmittel stehen zur Verfügung: ", *_boxes(YesNo, finances.available))
    account, investment = finances.expense_account, finances.investment_number
    yield _line(f"{_box(bool(account))} im Ergebnisplan bei Aufwandskonto {account}".rstrip())
    yield _line(f"{_box(bool(investment))} im Finanzplan bei Investitionsnummer {investment}".rstrip())
    if finances.spending is not None:
        yield _line(f"Gesamtausgaben: {_euro(finances.spending)}")


def _climate(paper: SessionPaper) -> Iterator[Text]:
    for box in _boxes(Climate, paper.climate):
        yield _line(box.strip())
    if paper.section(Heading.CLIMATE) is None:
        yield _line(_EXPLANATION)


def _annexes(names: Iterable[str]) -> Iterator[str]:
    for count, name in enumerate(names, 1):
        yield f"{count} - {name}"


def _boxes(words: type[Word], chosen: Word | None) -> Iterator[str]:
    for word in words:
        yield f"{_box(word is chosen)} {word.label}   "


def _box(checked: bool) -> str:
    return _YES if checked else _NO


def _line(*parts: str) -> Text:
    return Text(("".join(parts).strip(),))


def _euro(amount: Decimal) -> str:
    return f"{number(amount)} Euro"
