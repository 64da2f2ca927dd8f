"""The sources that answers bring: one for each body, day and function that released them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from konzept.concept import Concept
from konzept.edits import PAGES, Draft, NewItem, add_item, add_text
from konzept.edits.ids import candidates
from konzept.model import Source
from konzept.model.dates import german_day
from konzept.survey.answer import Answer

_HEADING: Final = "Auskünfte gefragter Stellen"


class Releases:
    """Writes the sources of answers into a draft, and knows which one an answer has."""

    def __init__(self, draft: Draft, concept: Concept) -> None:
        """Begin with a draft of the texts of this concept."""
        self._draft, self._concept = draft, concept
        self._sources: dict[tuple[str, ...], str] = {}

    def write(self, answers: Iterable[Answer]) -> None:
        """Write what the texts do not have yet, below a heading of their own."""
        made: list[NewItem] = []
        for answer in answers:
            if _mark(answer) not in self._sources:
                ident = self._sources[_mark(answer)] = self._ident(answer)
                if ident not in self._draft.ids:
                    self._draft.ids.take([ident])
                    made.append(_source(ident, answer))
        if made:
            document = self._draft[self._concept.home(Source) or PAGES["quelle"]]
            if not any(part.title == _HEADING for part in document.parts()):
                document = add_text(document, f"## {_HEADING}")
            self._draft.put(add_item(document, *made, below=_HEADING))

    def of(self, answer: Answer) -> str:
        """The ID of the source of an answer that was written."""
        return self._sources[_mark(answer)]

    def _ident(self, answer: Answer) -> str:
        stems = candidates(f"Q-AUSKUNFT-{answer.body.code}-{answer.on}")
        return next(i for i in stems if i not in self._draft.ids or self._is_source(i, answer))

    def _is_source(self, ident: str, answer: Answer) -> bool:
        """Whether the source that is there already is of this body and day, released by the same function."""
        there, new = self._concept.get(ident, Source), _source(ident, answer)
        return there is not None and (there.title, there.text.strip()) == (new.title, new.body)


def _mark(answer: Answer) -> tuple[str, ...]:
    return answer.body.code, answer.round, str(answer.on), answer.released


def _source(ident: str, answer: Answer) -> NewItem:
    day = german_day(answer.on)
    return NewItem(
        kind=Source,
        id=ident,
        title=f"Auskunft: {answer.body.name}, {day}",
        options={"datum": str(answer.on), "art": "auskunft", "vollstaendig": "ja"},
        text=(
            f"Schriftliche Antwort auf die Abfrage zum {german_day(date.fromisoformat(answer.round))}. Zur "
            f"Veröffentlichung freigegeben durch: {answer.released}."
        ),
    )
