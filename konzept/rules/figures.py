"""Rules on figures: each has the day of its Stand, and a share is no more than the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from konzept.findings import Finding
from konzept.model import Figure, Source, Span
from konzept.model.values import number
from konzept.rules.context import Context, error, hint

_WHOLE: Final = Decimal(100)
_PERCENT: Final = re.compile(r"(?:prozent|%|v\. ?h\.|vom hundert)(?!punkt)", re.IGNORECASE)
_SHARE: Final = re.compile(r"anteil", re.IGNORECASE)
# What is compared with something else than its own whole may be more than that.
_COMPARED: Final = re.compile(
    "ver(?:änder|gleich|hältnis|doppel|dreifach)|zu(?:nahme|wachs|wächs)|an(?:stieg|gestiegen)|wachstum|steiger|auslast|"
    "belegung|erfüll|gegenüber|bezogen auf|gemessen an|index",
    re.IGNORECASE,
)


def days(context: Context) -> Iterator[Finding]:
    """A figure is dated to the day as its source is, unless it counts a whole month or year.

    A month or year that is over before its source is the Stand that the source names, which is all there is.
    """
    for item in context.concept.all(Figure):
        if item.span is Span.PERIOD and item.date.is_day:
            must = f"'zaehlt: {Span.PERIOD}' gehört zu einem Monat oder einem Jahr"
            mend = "Berichtigen Sie 'datum' oder streichen Sie 'zaehlt'."
            yield error(item, "datum", must, item.date.german, mend)
        exact = [
            source
            for source in context.concept.pick(item.sources, Source)
            if source.date and source.date.is_day and source.date.first <= item.date.last
        ]
        if item.span is not Span.PERIOD and not item.date.is_day and exact:
            yield error(
                item,
                "datum",
                "Eine Kennzahl hat den Tag ihres Standes",
                item.date.german,
                f"Tragen Sie den Tag ein, den {exact[0].id} als Stand nennt; nennt die Quelle keinen, den Tag der "
                f"Quelle. Zählt die Zahl den ganzen Zeitraum, ergänzen Sie 'zaehlt: {Span.PERIOD}'.",
            )


def shares(context: Context) -> Iterator[Finding]:
    """No share is more than the whole; a change, or what is compared with an aim, may be."""
    for item in context.concept.all(Figure):
        if item.value <= _WHOLE or not _PERCENT.match(item.unit) or _COMPARED.search(item.series):
            continue
        if _SHARE.match(item.series):
            mend = "Prüfen Sie die Zahl an der Quelle."
            yield error(item, "wert", "Ein Anteil ist höchstens 100 Prozent", number(item.value), mend)
        else:
            yield hint(
                item,
                "wert",
                f"{number(item.value)} Prozent sind mehr als das Ganze",
                "Prüfen Sie die Zahl an der Quelle. Ist sie eine Veränderung oder ein Vergleich, sagen Sie das in "
                "'reihe', etwa „Veränderung gegenüber 2020“.",
            )
