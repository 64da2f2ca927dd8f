"""What one Sphinx build knows of the concept, shared by the parts of the extension."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from docutils import nodes

from konzept.blocks import Block
from konzept.concept import Concept
from konzept.editions.chronicle import Chronicle
from konzept.languages import GERMAN, Language
from konzept.languages.summaries import Foreign
from konzept.model import Item, Recommendation
from konzept.survey.bodies import Asked
from konzept.survey.outgoing import Question, for_all, questions
from konzept.town import Town
from konzept.views import responsible, view
from konzept.views.item import PARTS
from konzept.views.scope import Scope

QUESTIONNAIRES: Final = "redaktion/abfragen"
SlotKey = tuple[str, str, str]  # kind, name and item of a slot


@dataclass(slots=True)
class Build:
    """The state of one build: settings from its start, the concept from the end of reading."""

    town: Town = field(default_factory=lambda: Town(name="", title=""))
    today: date = date.min
    edition: str = ""  # the title of the Ausgabe that is built; like the next two empty for a preview
    edition_name: str = ""  # its address below the website
    edition_day: str = ""  # its day in German
    chronicle: Chronicle = field(default_factory=Chronicle)
    concept: Concept = field(default_factory=lambda: Concept.of(()))
    ids: frozenset[str] = frozenset()
    foreign: Mapping[str, Foreign] = field(default_factory=dict)  # pages in other languages, by document
    papers: Mapping[str, str] = field(default_factory=dict)  # the titles of the Sitzungsvorlagen, by name
    looked_up: Mapping[str, date] = field(default_factory=dict)  # when the details of a page were last compared
    drawn: dict[SlotKey, list[Block]] = field(default_factory=dict)  # kept until its page is written
    present: frozenset[str] = frozenset()  # the files that were in the output folder before this build
    tables: dict[str, tuple[str, ...]] = field(default_factory=dict)  # by document, the files with data of its tables
    # By view of the whole concept, the first document that shows it and the anchor of the section in which it stands.
    places: dict[str, tuple[str, str]] = field(default_factory=dict)
    asked: Asked | None = None  # whom the town asks for the state of recommendations
    left_out: dict[str, set[str]] = field(default_factory=dict)  # by document, the anchors of sections not shown
    _scope: Scope | None = None

    def scope(self) -> Scope:
        """What everything is drawn from; made once, since whoever draws a page asks for it."""
        if self._scope is None or self._scope.concept is not self.concept:
            self._scope = self._made_scope()
        return self._scope

    def _made_scope(self) -> Scope:
        return Scope(
            concept=self.concept,
            town=self.town,
            today=self.today,
            chronicle=self.chronicle,
            edition=self.edition,
            edition_name=self.edition_name,
            papers=self.papers,
            questionnaires=tuple((file, question.asked) for file, question in self.questionnaires().items()),
        )

    def questionnaires(self) -> dict[str, Question]:
        """The blank questionnaires beside the pages, by file."""
        if self.asked is None:
            return {}
        found = [*questions(self.asked, self.concept, (), self.today), for_all(self.concept, self.today)]
        return {f"{QUESTIONNAIRES}/{question.file}": question for question in found if question.items}

    def blocks(self, key: SlotKey, scope: Scope | None = None) -> list[Block]:
        """What a slot shows, drawn from the concept or from ``scope``. An item of a wrong shape shows nothing."""
        kind, name, ident = key
        scope = scope or self.scope()
        if kind == "view":
            return view(scope, name, ident)
        if kind == "body":
            return responsible.page(scope, name, scope.concept.pick(ident.split(), Recommendation))
        item = scope.concept.items.get(ident)
        return PARTS[kind](scope, item) if item else []

    def docname(self, item: Item) -> str:
        """The document in which an item stands."""
        return item.place.file.removesuffix(".md")


class ViewLink(nodes.reference):
    """A reference to a part of a view; its address is set when the page is written."""


class FileLink(nodes.reference):
    """A reference to a file beside the pages, ``file`` from the folder of the website."""


class ItemLink(nodes.reference):
    """A reference to an item by its ID; its address is set when the page is written."""


class Slot(nodes.General, nodes.Element):
    """The place of something drawn from the whole concept: a view, or a part of an item.

    ``kind`` is "view" or a key of :data:`konzept.views.item.PARTS`; ``name`` and ``item`` say which. Of the kind "body"
    it is the page of whoever has this ``name``, with the IDs of its recommendations.
    """


def language_of(build: Build, docname: str) -> Language:
    """The language in which a page is written."""
    page = build.foreign.get(docname)
    return page.language if page else GERMAN
