"""Views: pure functions from the concept to tables, paragraphs and pictures, each with its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from konzept.blocks import Block
from konzept.views import (
    answered_first,
    cards,
    data_page,
    downloads,
    following,
    history,
    lists,
    marks,
    meanings,
    operator,
    past,
    progress,
    recommendations,
    record_tables,
    responsible,
    state,
    talks,
    time_axis,
    trace,
    trace_picture,
    vocabulary,
)
from konzept.views.scope import Scope

View = Callable[[Scope], list[Block]]

VIEWS: Final[Mapping[str, View]] = {
    "top-2": recommendations.top,
    talks.SHEET: talks.sheet,
    "top-2-knapp": cards.top_by_field,
    "alle": recommendations.register,
    "empfehlungen": recommendations.named,
    "vorschlaege": recommendations.proposals,
    "ohne-sachstand": recommendations.without_update,
    "hindernisse": recommendations.obstacles,
    "bestaetigungen": recommendations.confirmations,
    "handlungsfelder": cards.fields,
    answered_first.ANSWER: answered_first.answer,
    marks.LISTS: lists.lists,
    responsible.WAITING: responsible.overview,
    "feld-kurz": answered_first.brief,
    "auf-einen-blick": answered_first.glance,
    "naechste-termine": answered_first.next_days,
    "zahlen": cards.numbers,
    "neues": cards.news,
    "stand-nach-status": state.by_status,
    "stand-nach-handlungsfeld": state.by_field,
    "stand-nach-herkunft": state.by_origin,
    "nachverfolgung": trace.forward,
    "nachverfolgung-beratungen": trace.from_consultations,
    "nachverfolgung-quellen": trace.from_sources,
    "spur": trace_picture.trace,
    "geschichte": history.history,
    "zeitachse": time_axis.axis,
    "fortschritt": progress.progress,
    "beratungen": record_tables.consultations,
    "entwicklungen": record_tables.developments,
    "stellungnahmen": record_tables.statements,
    "termine": record_tables.events,
    "kennzahlen": record_tables.figures,
    "quellen": record_tables.sources,
    marks.WORDS: meanings.status_words,
    "herkunft-woerter": meanings.origin_words,
    "angabe-woerter": meanings.party_words,
    "top-2-woerter": meanings.top_words,
    "zitat": meanings.citation_example,
    "impressum": operator.imprint,
    "datenschutz": operator.privacy,
    "barrierefreiheit": operator.accessibility,
    "offene-angaben": operator.unfilled,
    "kontakt": operator.contact,
    "melden": operator.reporting,
    "mitnehmen": downloads.everything,
    "abfragen": downloads.questionnaires,
    "abonnieren": following.subscribe,
    "stand-am": past.as_known,
    "meilensteine": past.overview,
    "ohne-datum": past.undated,
    "seit": past.since,
    "daten": data_page.files,
    "daten-bild": data_page.picture,
    "daten-spalten": data_page.explained,
    "regeln": vocabulary.rules,
    "erlaubtes": vocabulary.permitted,
    "eintragsarten": vocabulary.need_types,
}
# The views to whose parts others link.
LISTS: Final = (
    marks.LISTS,
    responsible.WAITING,
    answered_first.ANSWER,
    talks.SHEET,
    marks.WORDS,
    downloads.DATA_VIEW,
)
# The views that look at the day that the option ``tag`` names.
DATED: Final = ("stand-am", "seit")


def view(scope: Scope, name: str, shown: str = "") -> list[Block]:
    """The blocks of a view, of a field or of a day if one is named; nothing if that field does not exist."""
    scope = scope.at(shown)
    return VIEWS[name](scope) if not shown or scope.field or scope.day else []
