"""Parts of the edited book: the pages of one field, or of one recommendation, with the entries they rest on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from docutils import nodes
from sphinx import addnodes

from konzept.pdf.edited import is_record
from konzept.pdf.phrases import target

_RESTS_ON: Final = "Worauf sich das stützt"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What stands on the front of a paper, and what follows on a page of its own."""

    front: tuple[nodes.Element, ...]
    back: tuple[nodes.Element, ...]

    @property
    def trees(self) -> tuple[nodes.Element, ...]:
        """All of it."""
        return (*self.front, *self.back)


def of_field(book: nodes.Element, page: str, lacking: str) -> Excerpt:
    """A field with what all of it lacks below its overview, and the recommendations; what they rest on follows."""
    own = _page(book, page)
    whole = _whole(own)
    below = whole.first_child_matching_class((nodes.section, addnodes.start_of_file)) or len(whole)
    whole[below:below] = _said(lacking)
    return Excerpt((own,), _support(book, own))


def of_recommendation(book: nodes.Element, page: str, lacking: str) -> Excerpt:
    """A recommendation with what is lacking; its course and what all of it rests on follow on the back."""
    own = _page(book, page)
    support = _support(book, own)
    courses = [node for node in own.findall(nodes.section) if "verlauf" in node["classes"]]
    for course in courses:
        course.parent.remove(course)
    _whole(own).extend(_said(lacking))
    back = [addnodes.start_of_file("", course, docname=page, teil=True) for course in courses]
    return Excerpt((own,), (*back, *support))


def _whole(own: nodes.Element) -> nodes.Element:
    return own.next_node(nodes.section) or own


def _said(words: str) -> list[nodes.paragraph]:
    return [nodes.paragraph("", words, classes=["leer"])] if words else []


def _page(book: nodes.Element, page: str) -> nodes.Element:
    own = next(doc for doc in book.findall(addnodes.start_of_file) if doc["docname"] == page).deepcopy()
    own["teil"] = True
    return own


def _support(book: nodes.Element, own: nodes.Element) -> tuple[nodes.Element, ...]:
    """The entries of other pages to which these refer, below a heading; nothing if there are none."""
    inside: dict[str, nodes.Element] = {doc["docname"]: doc for doc in own.findall(addnodes.start_of_file)}
    wanted = {target(name, link) for name, doc in inside.items() for link in doc.findall(nodes.reference)}
    rest = [entry for doc in book.findall(addnodes.start_of_file) for entry in _entries(doc, inside, wanted)]
    return (nodes.section("", nodes.title("", _RESTS_ON), *rest, ids=["belege"]),) if rest else ()


def _entries(doc: nodes.Element, inside: dict[str, nodes.Element], wanted: set[str | None]) -> Iterator[nodes.Element]:
    """The entries of a page that are wanted, each as a document of its own, so that its references fit."""
    name = doc["docname"]
    for child in doc.findall(nodes.section):
        if name not in inside and is_record(child) and f"{name}#{child['ids'][0]}" in wanted:
            yield addnodes.start_of_file("", child.deepcopy(), docname=name, teil=True)
