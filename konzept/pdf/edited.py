"""Edits the pages for the council: what only a screen needs goes, what follows in full is not announced by cards."""

from __future__ import annotations

from typing import Final

from docutils import nodes
from sphinx import addnodes

from konzept.model import Field, Figure, MainConcept, Recommendation, Source
from konzept.pages.build import Slot
from konzept.pages.sphinx_needs import NeedtableTable
from konzept.pages.table_parts import drop_empty_columns
from konzept.views.facts import UNKNOWN
from konzept.views.item import FURTHER

# What the chapters of the edition show themselves, and what only makes sense where one can click.
_ELSEWHERE: Final = frozenset(
    {"empfehlungen", "vorschlaege", "handlungsfelder", "top-2-knapp", "neues", "spur", "quellen"}
)
_TRACES: Final = frozenset(
    {"nachverfolgung", "nachverfolgung-beratungen", "nachverfolgung-quellen", "entwicklungen", "geschichte"}
)
_SLOTS: Final = frozenset({"editions", "cite", "trace"})
_OF_A_FIELD: Final = frozenset({"top-2"})  # a chapter of its own
_FULL: Final = frozenset({Recommendation.NAME, Field.NAME, MainConcept.NAME})
SHORT: Final = "kurz"
# Entries that the edition shows in the tables and pictures of a view only; each for itself is in the Materialband.
IN_TABLES: Final = Figure.NAME


def leave_out(doctree: nodes.document) -> None:
    """Take out of a page what the edition does not show, before anything is drawn; emptied sections go too."""
    for slot in list(doctree.findall(Slot)):
        if _is_left_out(slot):
            slot.parent.remove(slot)
    for figure in [node for node in doctree.findall(nodes.section) if IN_TABLES in node["classes"]]:
        figure.parent.remove(figure)
    for section in reversed(list(doctree.findall(nodes.section))):
        if "eintrag" not in section["classes"] and all(map(_is_empty, section.children)):
            section.parent.remove(section)


def _is_empty(node: nodes.Node) -> bool:
    """Whether a part of a section says nothing without the rest: its heading, a hidden table of contents."""
    return isinstance(node, nodes.title | addnodes.toctree) or (
        isinstance(node, nodes.compound) and all(map(_is_empty, node.children))
    )


def _is_left_out(slot: nodes.Element) -> bool:
    name, item = slot["name"], slot["item"]
    return slot["kind"] in _SLOTS or name in _ELSEWHERE | _TRACES or (bool(item) and name in _OF_A_FIELD)


def shorten(page: nodes.Element) -> None:
    """Mark the records, which stand short, and take out lists of what follows on the same page, and empty courses."""
    records = [node for node in page.findall(nodes.section) if is_record(node)]
    for node in records:
        node["classes"].append(SHORT)
    if any(Source.NAME in node["classes"] for node in records):
        for listing in list(page.findall(NeedtableTable)):
            listing.parent.remove(listing)
    for known in [section for section in page.findall(nodes.section) if FURTHER in section["classes"]]:
        _above_the_words(known)
    for facts in [facts for facts in page.findall(nodes.definition_list) if "stand" in facts["classes"]]:
        _without_marked(facts)
    for table in page.findall(nodes.table):
        drop_empty_columns(table, "–")
    for section in [node for node in page.findall(nodes.section) if Field.NAME in node["classes"]]:
        _facts_first(section)
    for course in [node for node in page.findall(nodes.section) if "verlauf" in node["classes"]]:
        _without_lead(course)


def without_unknown(book: nodes.Element) -> None:
    """A whole book says in front, once, what it means that a state is not known: its mark says that it is so."""
    for fact in [fact for fact in book.findall(nodes.definition_list_item) if fact[-1].astext() == UNKNOWN]:
        _without_fact(fact)


def _above_the_words(known: nodes.section) -> None:
    """What is known stands above the words of the source, without a heading: few lines, which a sheet shows at once."""
    entry = known.parent
    entry.remove(known)
    first = next((part for part in entry.children if isinstance(part, nodes.section)), None)
    above = entry.index(first) if first else len(entry)
    entry[above:above] = known.children[1:]


def _without_marked(facts: nodes.definition_list) -> None:
    """What a mark above the facts says in the same words is said."""
    marks = {mark.astext() for mark in facts.parent.findall(nodes.inline) if "marke" in mark["classes"]}
    items = [item for item in facts.children if isinstance(item, nodes.definition_list_item)]
    for fact in [item for item in items if item[-1].astext() in marks]:
        _without_fact(fact)


def _without_fact(fact: nodes.Element) -> None:
    """Take out a fact; a list that says nothing else goes with it."""
    facts = fact.parent
    facts.remove(fact)
    if not facts.children:
        facts.parent.remove(facts)


def _facts_first(section: nodes.section) -> None:
    """The facts of a field stand before its overview, whose last line has another source."""
    for facts in [child for child in section.children if isinstance(child, nodes.definition_list)]:
        if "angaben" in facts["classes"]:
            section.remove(facts)
            section.insert(1, facts)


def _without_lead(course: nodes.section) -> None:
    """A course of events is its records: what is said before them is of use on a long page only."""
    for child in [child for child in course.children if isinstance(child, nodes.paragraph)]:
        course.remove(child)
    if not any(isinstance(child, nodes.section) for child in course.children):
        course.parent.remove(course)


def is_record(node: nodes.Element) -> bool:
    """Whether a section holds an entry that is not read for its own sake."""
    return "eintrag" in node["classes"] and not _FULL & set(node["classes"])
