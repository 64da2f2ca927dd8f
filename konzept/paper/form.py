"""What a Sitzungsvorlage consists of: the form, which is data of the town, and a filled one.

What a town's file may say of the form are the attributes of its parts; :mod:`konzept.paper.described` reads them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any, Final, Literal, NamedTuple

from konzept.markdown.extent import PAPERS
from konzept.model import PartialDate
from konzept.model.declare import setting
from konzept.model.words import Responsibility, YesNo
from konzept.paper.annexes import Annex

FOLDER: Final = PAPERS
PUBLIC: Final = "öffentlich"
FACTS: Final = "sachverhalt"
SAMPLE: Final = "Muster, kein Dokument {kommune_wessen}"
LONGEST: Final = 300  # letters of what stands in the form
_SHORT: Final = 60
LineKind = Literal["text", "erlaeuterung", "eintrag", "betrag", "haken", "auswahl", "jahre"]
HeadBlock = Literal["angaben", "abstimmung", "betreff", "beratungsfolge"]


def _title() -> Any:
    return setting("titel", required=True, longest=LONGEST)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """A row of a table of years: a value for each year, or what others are together."""

    title: str = _title()
    key: str = setting("feld", "name")
    plus: tuple[str, ...] = setting("plus", "names", (), help="Feldern der Reihen")
    minus: tuple[str, ...] = setting("minus", "names", (), help="Feldern der Reihen")

    def value(self, year: Mapping[str, Any]) -> Decimal | None:
        """What stands in a year; nothing if nothing is given that it is made of."""
        if self.key:
            found: Decimal | None = year.get(self.key)
            return found
        signed = [(1, year.get(name)) for name in self.plus] + [(-1, year.get(name)) for name in self.minus]
        given = [sign * value for sign, value in signed if value is not None]
        return sum(given, Decimal()) if given else None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormLine:
    """A line above the text of a section: fixed words, or a value from the head of the paper."""

    kind: LineKind = setting("art", "kind", "text", required=True)
    title: str = setting("titel", longest=2 * LONGEST)
    # the name of the value in the head
    key: str = setting("feld", "name")
    # of a choice its boxes: what authors write, and what is printed
    words: tuple[tuple[str, str], ...] = setting("worte", "words", ())
    # whether the boxes stand below each other, and not side by side
    below: bool = setting("untereinander", "flag", False)
    required: bool = setting("pflicht", "flag", False)
    # the boxes that ask for a text in the section
    explained: tuple[str, ...] = setting("erlaeutern", "names", (), help="Wörtern aus 'worte'")
    # the box that a report of the program ticks
    reported: str = setting("bericht")
    # of a table of years how many columns it has, and its rows
    years: int = setting("jahre", "years", 0)
    rows: tuple[FormRow, ...] = setting(
        "reihe", "tables", (), help="Reihen, jede unter einer Zeile [[abschnitt.zeile.reihe]]"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSection:
    """A section of the form."""

    title: str = _title()
    # by which a report of the program finds where its text belongs
    role: str = setting("rolle", "role")
    required: bool = setting("pflicht", "flag", False)
    # the name in the head under which its values stand; a paper without any leaves the section out
    group: str = setting("feld", "name")
    # whether it follows the section before without a heading
    joined: bool = setting("ohne_titel", "flag", False)
    # what a report of the program writes there
    reported: str = setting("bericht")
    lines: tuple[FormLine, ...] = setting(
        "zeile", "tables", (), help="Zeilen, jede unter einer Zeile [[abschnitt.zeile]]"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A short value at the top of the form."""

    key: str = setting("feld", "fact", required=True)
    title: str = _title()
    required: bool = setting("pflicht", "flag", False)


class VoteLabels(NamedTuple):
    """What the block of the votes is called, and its columns; the session stands there if there are several."""

    title: str
    session: str
    item: str
    unanimous: str
    yes: str
    no: str
    abstentions: str


class OrderLabels(NamedTuple):
    """What the Beratungsfolge is called, and its columns."""

    title: str
    date: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperForm:
    """The form of a town: what a paper has, in which order, and what it is called.

    ``kinds`` are what a paper can be, ``reported`` is what a report is.
    """

    name: str = setting("name", required=True, longest=_SHORT)
    kinds: tuple[str, ...] = setting("arten", "names", (), required=True, help="Texten", longest=_SHORT)
    reported: str = setting("bericht", longest=_SHORT)
    numbers: tuple[str, ...] = setting("nummern", "numbers", (), required=True, longest=_SHORT)
    head: tuple[HeadBlock, ...] = setting("kopf", "head", (), required=True)
    subject: str = setting("betreff", longest=_SHORT)
    votes: VoteLabels = setting("abstimmung", "votes", MISSING, longest=_SHORT)
    order: OrderLabels = setting("beratungsfolge", "order", MISSING, longest=_SHORT)
    annexes: str = setting("anlagen", required=True, longest=_SHORT)
    facts: tuple[Fact, ...] = setting("angabe", "tables", (), help="Angaben, jede unter einer Zeile [[angabe]]")
    sections: tuple[FormSection, ...] = setting(
        "abschnitt", "tables", (), required=True, help="Abschnitten, jeder unter einer Zeile [[abschnitt]]"
    )

    @property
    def needed_lines(self) -> frozenset[str]:
        """The lines of sections without which no real paper is complete; a sample leaves them open."""
        return frozenset(line.key for section in self.sections for line in section.lines if line.required)

    def of_role(self, role: str) -> FormSection:
        """The section of a role; what no section has belongs to the facts, which each form has."""
        return next(section for name in (role, FACTS) for section in self.sections if section.role == name)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperStep:
    """One row of the Beratungsfolge. Votes are empty until the body has met."""

    date: PartialDate | None
    body: str
    responsibility: Responsibility
    agenda_item: str = ""
    unanimous: YesNo | None = None
    yes: int | None = None
    no: int | None = None
    abstentions: int | None = None

    @property
    def has_met(self) -> bool:
        """Whether anything is known of the vote."""
        return any(value is not None for value in (self.unanimous, self.yes, self.no, self.abstentions))


@dataclass(frozen=True, slots=True)
class PaperSection:
    """A section of the text: its Markdown, and the line of the file in which it begins."""

    heading: str
    markdown: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPaper:
    """A Sitzungsvorlage. It is always public: a paper that is not is never read into one.

    ``sample`` marks a Muster, which has no number, no author and no votes. ``values`` are those of the lines and facts
    that only this form has, by the group of their section; a group that is not filled in is missing.
    """

    file: str
    form: PaperForm = field(repr=False)
    sample: bool
    number: str
    kind: str
    author: str
    subject: str
    steps: tuple[PaperStep, ...]
    values: Mapping[str, Mapping[str, Any]]
    annexes: tuple[Annex, ...]
    sections: tuple[PaperSection, ...]

    @property
    def name(self) -> str:
        """What files made from the paper are called, without their ending."""
        return PurePosixPath(self.file).stem

    def text(self, title: str) -> PaperSection | None:
        """The text under this heading, if the paper has it."""
        return next((section for section in self.sections if section.heading == title), None)


def is_paper(name: str) -> bool:
    """Whether a file of the texts is a paper: all in the folder ``vorlagen`` are, but for index pages."""
    return name.startswith(f"{FOLDER}/") and PurePosixPath(name).stem != "index"
