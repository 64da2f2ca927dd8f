"""The account of a document: what each part of it is, in sums that add up, and whether a word was lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from konzept.german import listed
from konzept.ingest.accounting import word_loss
from konzept.ingest.passages import Class, Understood
from konzept.ingest.proposals import Row, place
from konzept.ingest.review_file import ReviewedDocument
from konzept.model.speech import say


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountPart:
    """One paragraph, cell or note: where it stands, what it is, what it says."""

    place: str
    kind: Class
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What became of a document, for people: whether all was read, and what was found in it.

    ``sums`` counts blocks by class, ``found`` rows by what they are; ``fields`` are the headings taken for
    Handlungsfelder. Of the ``words`` those in ``lost`` were not read and those in ``extra`` were read twice. ``pages``
    is 0 where the format has none; ``ordered`` tells whether the file says in which order its words are read.
    """

    of: ReviewedDocument
    sums: dict[Class, int]
    parts: tuple[AccountPart, ...]
    found: dict[str, int]
    fields: tuple[str, ...]
    words: int
    lost: tuple[str, ...]
    extra: tuple[str, ...]
    warnings: tuple[str, ...]
    pages: int
    ordered: bool

    @property
    def lines(self) -> list[str]:
        """The account in a few lines for the console."""
        found = ", ".join(f"{number}-mal {kind}" for kind, number in self.found.items())
        pages = f"{self.pages} Seiten, " if self.pages else ""
        return [
            f"{self.of.file}: {pages}{sum(self.sums.values())} Absätze, Zellen und Fußnoten, {self.words} Wörter; "
            f"{len(self.lost)} verloren, {len(self.extra)} doppelt.",
            f"Gefunden: {found or 'nichts'}.",
            f"Handlungsfelder: {', '.join(self.fields) or 'keine erkannt'}.",
        ]


def account(reading: Understood, rows: Sequence[Row], of: ReviewedDocument) -> Account:
    """The account of a document that was read and made into rows."""
    loss = word_loss(reading.outline)
    blocks = zip(reading.outline.blocks, reading.classes, strict=True)
    unknown = dict.fromkeys(row.titled for row in rows if row.main and row.titled and not row.field)
    warnings = list(reading.outline.warnings)
    if unknown:
        names = listed([f"„{title}“" for title in unknown])
        warnings.append(
            f"Diese Handlungsfelder gibt es in den Texten nicht: {names}. Ordnen Sie ihre Zeilen zu, oder "
            "legen Sie sie an: Schreiben Sie bei „Unser Handlungsfeld“ eine neue ID und den Titel, etwa HF-GAR Garten."
        )
    if not reading.passages:
        warnings.append(
            say("Es ist {kein Eintrag}, kein Ziel und keine Feststellung erkannt.")
            + " Alles steht im Blatt Übriges; entscheiden Sie dort."
        )
    return Account(
        of=of,
        sums=reading.sums(),
        parts=tuple(AccountPart(place=place(b.page, b.place), kind=kind, text=b.said) for b, kind in blocks),
        found=dict(Counter(passage.kind.label for passage in reading.passages)),
        fields=reading.fields,
        words=loss.total,
        lost=loss.lost,
        extra=loss.extra,
        warnings=tuple(warnings),
        pages=reading.outline.pages,
        ordered=reading.outline.ordered,
    )
