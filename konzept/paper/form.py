"""What a Sitzungsvorlage consists of, in the order of the form of V/2019/367-E04."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Final

from konzept.model import PartialDate
from konzept.model.declare import Word
from konzept.model.words import Responsibility, YesNo
from konzept.paper.annexes import Annex

FOLDER: Final = "vorlagen"
PUBLIC: Final = "öffentlich"
SAMPLE: Final = "Muster, kein Dokument {kommune_wessen}"


class PaperKind(Word):
    """What the council information system calls the paper; what a body does with it stands in the Beratungsfolge."""

    SESSION_PAPER = "Sitzungsvorlage"


class Climate(Word):
    """The three boxes on the effects on the climate."""

    NONE = "keine", "keine Auswirkungen"
    POSITIVE = "positiv", "positive Auswirkungen"
    NEGATIVE = "negativ", "negative Auswirkungen"


class Duty(Word):
    """Whether the law asks for what costs money."""

    MANDATORY = "Pflichtaufgabe"
    VOLUNTARY = "freiwillig", "Freiwillige Aufgabe"


class Heading(StrEnum):
    """The sections of the text, in the order of the form."""

    PROPOSAL = "Beschlussvorschlag"
    FINANCES = "Finanzielle Auswirkungen"
    CLIMATE = "Auswirkungen auf den Klimaschutz"
    FACTS = "Sachverhalt"
    RESPONSIBILITY = "Zuständigkeit"


REQUIRED: Final = (Heading.PROPOSAL, Heading.FACTS)
YEARS: Final = 4  # that the form has room for


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One row of the Beratungsfolge. Votes are empty until the body has met."""

    date: PartialDate | None = None
    body: str = ""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """What follows in one year, in Euro."""

    year: int
    material: Decimal | None = None
    staff: Decimal | None = None
    financing: Decimal | None = None
    returns: Decimal | None = None

    @property
    def burden(self) -> Decimal | None:
        """All costs of the year; nothing if none is given."""
        given = [cost for cost in (self.material, self.staff, self.financing) if cost is not None]
        return sum(given, Decimal()) if given else None

    @property
    def balance(self) -> Decimal | None:
        """The costs less the returns; nothing if neither is given."""
        given = self.burden is not None or self.returns is not None
        return (self.burden or Decimal()) - (self.returns or Decimal()) if given else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finances:
    """The boxes and amounts (in Euro) of the block on money, as in V/2022/243-E01."""

    total: Decimal | None = None
    duty: Duty | None = None
    available: YesNo | None = None
    expense_account: str = ""
    investment_number: str = ""
    spending: Decimal | None = None
    years: tuple[FollowUp, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the text: its Markdown, and the line of the file in which it begins."""

    heading: Heading
    markdown: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPaper:
    """A Sitzungsvorlage. It is always public: a paper that is not is never read into one.

    ``sample`` marks a Muster, which has no number, no author and no votes.
    """

    file: str
    sample: bool
    number: str
    kind: PaperKind
    author: str
    subject: str
    steps: tuple[Step, ...]
    climate: Climate
    finances: Finances | None
    annexes: tuple[Annex, ...]
    sections: tuple[Section, ...]

    @property
    def name(self) -> str:
        """What files made from the paper are called, without their ending."""
        return PurePosixPath(self.file).stem

    def texts(self, *headings: Heading) -> tuple[Section, ...]:
        """The sections under these headings, as far as the paper has them."""
        return tuple(section for section in self.sections if section.heading in headings)


def is_paper(name: str) -> bool:
    """Whether a file of the texts is a paper: all in the folder ``vorlagen`` are, but for index pages."""
    path = PurePosixPath(name)
    return path.parts[0] == FOLDER and len(path.parts) > 1 and path.stem != "index"
