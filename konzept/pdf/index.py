"""The index of a printed volume: the words of the glossary, bodies and recommendations, each with its pages."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from docutils import nodes
from sphinx import addnodes

from konzept.concept import alphabetical
from konzept.model import Organization, Recommendation
from konzept.pdf.code import quoted, words

_KINDS = {Organization.NAME, Recommendation.NAME}


def entries(labels: Collection[str], book: nodes.Element) -> list[str]:
    """The entries in the order of the alphabet, as arguments: what is looked up, and the places where it stands.

    Only places that have one of these labels are named, those of one name in the order of the book.
    """
    found: dict[str, list[str]] = {}
    for name, label in sorted(dict.fromkeys(_found(book)), key=_order):
        if label in labels:
            found.setdefault(name, []).append(quoted(label))
    return [f"([{words(name)}], {', '.join(places)})" for name, places in found.items()]


def _found(book: nodes.Element) -> Iterator[tuple[str, str]]:
    """Each thing with the place where it is explained."""
    for doc in book.findall(addnodes.start_of_file):
        for glossary in doc.findall(addnodes.glossary):
            for term in glossary.findall(nodes.term):
                yield from ((term.astext(), f"{doc['docname']}#{ident}") for ident in term["ids"][:1])
        for section in doc.findall(nodes.section):
            if _KINDS & set(section["classes"]) and "eintrag" in section["classes"]:
                yield section[0].astext(), f"{doc['docname']}#{section['ids'][0]}"


def _order(entry: tuple[str, str]) -> tuple[list[tuple[str, int]], str]:
    return alphabetical(entry[0]), entry[0]
