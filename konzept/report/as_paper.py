"""The report as a Sitzungsvorlage for Kenntnisnahme: Markdown that the clerk may edit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from konzept.compare.period import Period
from konzept.edits import Value, new_file
from konzept.edits.wording import escaped, heading
from konzept.model import Recommendation
from konzept.model.dates import german_day
from konzept.model.speech import say
from konzept.model.words import Responsibility
from konzept.paper.form import FACTS, PUBLIC, PaperForm
from konzept.paper.layout import default
from konzept.report.chapters import facts

_RESPONSIBLE: Final = (
    "Welches Gremium nach welcher Bestimmung zuständig ist, trägt ein, wer die Vorlage einbringt. "
    "Eine Kenntnisnahme ist kein Beschluss, {einen Eintrag} umzusetzen."
)


def document(period: Period, asked: str = "", form: PaperForm | None = None) -> str:
    """The whole paper, ending with a line break; ``asked`` says who was asked for the state and who answered.

    Without a form it has that of this package.
    """
    form = form or default()
    return new_file("zwischenbericht.md", *_paper(period, asked, form), head=_head(form)).content.decode()


def _head(form: PaperForm) -> dict[str, Value]:
    """The head of a sample, with a place for all that is filled in later; only what the form says is ticked."""
    shown = [fact.key for fact in form.facts if fact.key not in ("vorlageart", "status")]
    lines = [line for section in form.sections if not section.group for line in section.lines]
    step = ("datum", "gremium", "zustaendigkeit", "top", "einstimmig", "ja", "nein", "enthaltung")
    notice = {name: Responsibility.NOTICE.value if name == "zustaendigkeit" else "" for name in step}
    return {
        "muster": "true",
        **({"drucksache": ""} if "drucksache" in shown else {}),
        "vorlageart": form.reported,
        "status": PUBLIC,
        **{name: "" for name in shown if name != "drucksache"},
        "beratungsfolge": [notice],
        **{line.key: line.reported for line in lines if line.reported or line.required},
    }


def _paper(period: Period, asked: str, form: PaperForm) -> Iterator[str]:
    """The sections of the form, as far as a report has something for them."""
    name = escaped(period.town.for_whom)
    days = f"{german_day(period.start)} bis {german_day(period.end)}"
    short = escaped(period.town.concept.short)
    yield heading(1, f"{short} für {name}; hier: Bericht zum Stand der {Recommendation.PLURAL}, {days}")
    written = {
        "beschluss": [
            f"Das zuständige Gremium nimmt den Bericht zum Stand der {Recommendation.PLURAL} "
            f"{escaped(period.town.concept.whose)} zur Kenntnis."
        ],
        FACTS: list(facts(period, asked)),
    }
    written.setdefault(form.of_role("zustaendigkeit").role, []).append(say(_RESPONSIBLE))
    for section in form.sections:
        if texts := written.get(section.role) or [text for text in [section.reported] if text]:
            yield heading(2, section.title)
            yield from texts
