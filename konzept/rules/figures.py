"""Rules on figures: each has the day of its Stand."""

from __future__ import annotations

from collections.abc import Iterator

from konzept.findings import Finding
from konzept.model import Figure, Source, Span
from konzept.rules.context import Context, error


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
