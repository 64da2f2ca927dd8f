"""Cuts a written page into what the search finds: a recommendation as a whole, other items, terms, parts of pages."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Final

from lxml import html
from lxml.html import HtmlElement

from konzept.concept import Concept
from konzept.exports.page_marks import MARK
from konzept.model import WITHDRAWN, Field, Item, Recommendation, Status

# What is drawn from other pages, stands on every page of its kind, or is said beside a hit.
_LEFT_OUT: Final = frozenset(
    (
        *("ansicht", "toctree-wrapper", "NEEDS_TABLE", "karten", "knapp", "kacheln", "zahlen", "zeilen"),
        *("headerlink", "marken", "werkzeuge", "hinweis-sprache", "ausgaben", "zitieren", "immer"),
    )
)
_LISTS: Final = frozenset(("liste", "folgen", "dateien"))  # sections whose lists are drawn; their titles are searched
_DRAWN: Final = {"ul": _LISTS, "p": frozenset(("liste",))}  # there also paragraphs, of numbers behind a status
_OPENING, _CLOSING, _ARTICLE = "<article", "</article>", f'//article[@{MARK[0]}="{MARK[1]}"]'
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS: Final = frozenset((*_HEADINGS, "p", "li", "dt", "dd", "th", "td", "caption", "pre"))
_WHOLE: Final = (Recommendation, Field)
_ENDS: Final = (".", ":", "!", "?", "…", "“")
_END: Final = re.compile(r"((?<!\b\w)\.|:)$")  # of a name; "e. V." keeps its dot
_STATES: Final = frozenset((*(status.label for status in Status), WITHDRAWN))
_AGE: Final = ", Stand "
_NOTHING: Final = re.compile(r"\s*\([\s,;]*\)")  # what is left of a citation


@dataclass(frozen=True, slots=True)
class Unit:
    """What a hit leads to: its anchor (empty for the page itself), its title, its text, and the ID of its item."""

    anchor: str
    title: str
    text: str
    ident: str = ""
    is_term: bool = False
    is_place: bool = False


def units(page: str, concept: Concept, *, of_places: bool = False) -> Iterator[Unit]:
    """The units of a page, in its order; the page itself is the first.

    A page ``of_places`` lists where to find help: each place is a unit of its own.
    """
    begin, end = page.find(_OPENING), page.rfind(_CLOSING)  # the frame around it need not be read
    found = html.document_fromstring(page[begin : end + len(_CLOSING)]).xpath(_ARTICLE) if begin >= 0 else []
    article: HtmlElement = found[0] if found else html.Element("article")
    for element in [other for other in article.iter() if isinstance(other.tag, str) and _is_left_out(other)]:
        element.drop_tree()
    sections = [section for section in article.iter("section") if _begins(section, concept)]
    terms = article.xpath(".//dl/dt[@id]")
    places = [block for block in article.iter("p") if of_places and len(block) and block[0].tag == "strong"]
    places = [block for block in places if not (block.text or "").strip()]
    begins = {*sections, *(term.getparent() for term in terms), *places}
    for section in sections:
        item = concept.items.get(section.get("id", ""))
        is_page = section is sections[0] and not item
        unit = _unit(section, begins - {section}, concept, item, is_page=is_page)
        if is_page or item or unit.text or not _LISTS.isdisjoint(_classes(section)):
            yield unit
    for term in terms:
        yield Unit(term.get("id", ""), _words(term), _words(term.getnext()), is_term=True)
    for place in places:
        name, section = _words(place[0]), next(place.iterancestors("section"))
        yield Unit(section.get("id", ""), _END.sub("", name), _words(place).removeprefix(name).strip(), is_place=True)


def _is_left_out(element: HtmlElement) -> bool:
    return (
        element.tag in ("svg", "script")
        or not _LEFT_OUT.isdisjoint(_classes(element))
        or any(not _DRAWN[element.tag].isdisjoint(_classes(above)) for above in _around(element))
    )


def _around(element: HtmlElement) -> Iterator[HtmlElement]:
    """What stands around an element, if that decides whether it is left out."""
    yield from element.iterancestors("section") if element.tag in _DRAWN else ()


def _classes(element: HtmlElement) -> list[str]:
    return str(element.get("class", "")).split()


def _begins(section: HtmlElement, concept: Concept) -> bool:
    """Whether a unit begins here: a page, a part of it, or an item that is not part of another one."""
    around = [concept.items.get(above.get("id", "")) for above in section.iterancestors("section")]
    item = concept.items.get(section.get("id", ""))
    if any(isinstance(above, _WHOLE) for above in around):
        return isinstance(item, Recommendation)
    return item is not None or len(around) <= 1


def _unit(
    section: HtmlElement, others: set[HtmlElement], concept: Concept, item: Item | None, *, is_page: bool
) -> Unit:
    heading = next((child for child in section if child.tag in _HEADINGS), None)
    without = others | ({heading} if heading is not None else set())
    if isinstance(item, _WHOLE):  # the headings of its blocks are the same on each such page
        without |= set(section.iter("h2"))
    if item:
        for link in [link for link in section.iter("a") if _is_citation(link, concept)]:
            link.drop_tree()
    title = item.title if item else _words(heading)
    return Unit(
        "" if is_page else section.get("id", ""), title, _text(section, without, concept.items), item.id if item else ""
    )


def _is_citation(link: HtmlElement, concept: Concept) -> bool:
    """Whether a link only says where something stands: in the facts of an item a relation, elsewhere an address."""
    target = link.get("href", "").rpartition("#")[2]
    return (_is_fact(link) and target in concept.items) or _words(link).startswith("http")


def _text(root: HtmlElement, without: set[HtmlElement], ids: Container[str]) -> str:
    """The text below an element, the facts last; a mark stands where no sentence ends, as in "Kosten: keine"."""
    written, before = "", ""
    for block in sorted(_blocks(root, without), key=_is_fact):
        words = _said(block, ids)
        if not words or (block.tag == "dt" and not _said(block.getnext(), ids)):
            continue
        written += (": " if before == "dt" else " " if written.endswith(_ENDS) else " · " if written else "") + words
        before = block.tag
    return written


def _is_fact(block: HtmlElement) -> bool:
    return any("angaben" in above.get("class", "") for above in block.iterancestors("dl"))


def _said(block: HtmlElement | None, ids: Container[str]) -> str:
    """What a block says besides citations; nothing if that is only the number of an item, or how one stands."""
    words = _NOTHING.sub("", _words(block)).strip(" ,;")
    return "" if words in ids or words.partition(_AGE)[0] in _STATES else words


def _blocks(element: HtmlElement, without: set[HtmlElement]) -> Iterator[HtmlElement]:
    """The innermost blocks; a list item with a list in it is said by its parts."""
    for child in element:
        if child in without or not isinstance(child.tag, str):
            continue
        if (
            child.tag in _BLOCKS and not any(inner.tag in _BLOCKS for inner in child.iterdescendants())
        ) or child.tag == "dt":
            yield child
        else:
            yield from _blocks(child, without)


def _words(element: HtmlElement | None) -> str:
    return " ".join(element.text_content().split()) if element is not None else ""
