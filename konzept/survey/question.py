"""What a questionnaire asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from konzept.model import Recommendation
from konzept.model.speech import say
from konzept.survey.bodies import Body


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked: whom (nobody: whoever fills it in), for which items, in which round, until when."""

    body: Body | None
    items: Sequence[Recommendation]
    round: date
    until: date | None

    @property
    def file(self) -> str:
        """The name of the file; the deadline stands in it."""
        until = f"-bis-{self.until}" if self.until else ""
        return f"abfrage-{self.round}-{self.body.code.lower() if self.body else 'alle'}{until}.xlsx"

    @property
    def asked(self) -> str:
        """Whom it asks."""
        return self.body.name if self.body else say("alle {Einträge}")
