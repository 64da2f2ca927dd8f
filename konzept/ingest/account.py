"""The account of a document: whether a word of it was lost, what was found in it, and what to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from konzept.documents.accounting import WordLoss, word_loss
from konzept.german import count, listed
from konzept.ingest.passages import Understood
from konzept.ingest.proposals import Row
from konzept.ingest.review_file import ReviewedDocument
from konzept.model.speech import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What became of a document, for people."""

    of: ReviewedDocument
    reading: Understood
    loss: WordLoss
    warnings: tuple[str, ...]

    @property
    def lines(self) -> list[str]:
        """The account in a few lines for the console."""
        counts = Counter(passage.kind.label for passage in self.reading.passages)
        found = ", ".join(f"{number}-mal {kind}" for kind, number in counts.items())
        pages = f"{count(self.reading.outline.pages, 'Seite', 'Seiten')}, " if self.reading.outline.pages else ""
        return [
            f"{self.of.file}: {pages}{len(self.reading.classes)} Absätze, Zellen und Fußnoten, {self.loss.total} "
            f"Wörter; {len(self.loss.lost)} verloren, {len(self.loss.extra)} doppelt.",
            f"Gefunden: {found or 'nichts'}.",
            f"Handlungsfelder: {', '.join(self.reading.fields) or 'keine erkannt'}.",
        ]


def account(reading: Understood, rows: Sequence[Row], of: ReviewedDocument) -> Account:
    """The account of a document that was read and made into rows."""
    warnings = (*reading.outline.warnings, *_warnings(reading, rows))
    return Account(of=of, reading=reading, loss=word_loss(reading.outline), warnings=warnings)


def _warnings(reading: Understood, rows: Sequence[Row]) -> Iterator[str]:
    if unknown := dict.fromkeys(row.titled for row in rows if row.main and row.titled and not row.field):
        names = listed([f"„{title}“" for title in unknown])
        yield (
            f"Diese Handlungsfelder gibt es in den Texten nicht: {names}. Ordnen Sie ihre Zeilen zu, oder "
            "legen Sie sie an: Schreiben Sie bei „Unser Handlungsfeld“ eine neue ID und den Titel, etwa HF-GAR Garten."
        )
    if not reading.passages:
        said = say("Es ist {kein Eintrag}, kein Ziel und keine Feststellung erkannt.")
        yield f"{said} Alles steht im Blatt Übriges; entscheiden Sie dort."
