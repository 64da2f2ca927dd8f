"""A draft of an item's page as plain HTML: from the Concept alone, without Sphinx and without a folder to build in.

It has the sections, words and class names of the page that a build makes, but no frame around
them, so that a text can be shown while it is written, also in a browser. What only a whole
build knows (tables of sphinx-needs, tables of contents) is named and left out.
"""

from __future__ import annotations

from konzept.draft.drawer import Drawer
from konzept.draft.item_text import ItemText
from konzept.model import Item
from konzept.views.item import page
from konzept.views.scope import Scope


def draw_item(scope: Scope, item: Item) -> str:
    """The page of an item, on which links to items lead to their anchors."""
    concept = scope.concept

    def text(ident: str, part: int) -> str:
        if ident not in texts:
            texts[ident] = ItemText(scope, drawer, concept.items[ident].text)
        return texts[ident].part(part)

    texts: dict[str, ItemText] = {}
    drawer = Drawer(concept, text)
    return drawer.section(page(scope, item), 1)
