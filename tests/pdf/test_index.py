"""The index of a printed volume names what is explained twice in the order of the book, in each run alike."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes

from konzept.pdf import index

NAMES = [f"Ausschuss {letter}" for letter in "ABCDEFGH"]


def book() -> nodes.Element:
    """A glossary, and a page with the bodies of which it tells."""
    glossary, bodies = (addnodes.start_of_file(docname=name) for name in ("glossar", "gremien"))
    terms = (nodes.term(name, name, ids=[f"term-{number}"]) for number, name in enumerate(NAMES))
    glossary += addnodes.glossary("", nodes.definition_list("", *(nodes.definition_list_item("", t) for t in terms)))
    for number, name in enumerate(NAMES):
        title = nodes.title(name, name)
        bodies += nodes.section("", title, ids=[f"G-{number}"], classes=["eintrag", "gremium"])
    return nodes.container("", glossary, bodies)


def test_what_is_explained_twice_is_named_in_the_order_of_the_book() -> None:
    labels = {f"{place}{number}" for place in ("glossar#term-", "gremien#G-") for number in range(len(NAMES))}
    assert index.entries(labels - {"gremien#G-7"}, book()) == [
        f'([#"{name}"], "glossar#term-{number}"' + (f', "gremien#G-{number}")' if number < 7 else ")")
        for number, name in enumerate(NAMES)
    ]
