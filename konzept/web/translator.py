"""The HTML writer: Sphinx' own, with attributes of our tables and German words at anchors."""

from __future__ import annotations

from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from konzept.german import quoted

_ANCHOR: Final = '<a class="headerlink"'


def register(app: Sphinx) -> None:
    """Let it write every page."""
    app.set_translator("html", Translator)


class Translator(HTML5Translator):
    """Writes a node's attribute ``html`` (names and values) into its tag."""

    def starttag(
        self, node: nodes.Element, tagname: str, suffix: str = "\n", empty: bool = False, **attributes: Any
    ) -> str:
        """Open a tag."""
        more: dict[str, str] = node.get("html", {}) if isinstance(node, nodes.Element) else {}
        tag: str = super().starttag(node, tagname, suffix, empty, **{**attributes, **more})
        return tag

    def depart_table(self, node: nodes.table) -> None:
        """Close a table; below it stands where its data are (see :mod:`konzept.web.tabledata`)."""
        super().depart_table(node)
        if "data" in node:
            address, caption, book = node["data"]
            label = self.encode(f"Daten der Tabelle „{caption}“ (CSV)")
            links = f'<a href="{address}" download aria-label="{label}">Daten (CSV)</a>'
            if book:
                links += f' <a href="{book}" download>Alle Daten (Excel)</a>'
            self.body.append(f'<p class="werkzeuge">{links}</p>\n')

    def visit_reference(self, node: nodes.Element) -> None:
        """Open a link; one that shows its address need not show it again in print, and no link shows a raw ID."""
        if node.get("internal"):
            node.attributes.pop("reftitle", None)  # sphinx-needs puts the ID there
        if node.get("refuri") == node.astext():
            node["classes"].append("adresse")
        super().visit_reference(node)

    def visit_title(self, node: nodes.title) -> None:
        """Open a heading."""
        self._heading = len(self.body)
        super().visit_title(node)

    def depart_title(self, node: nodes.title) -> None:
        """Close a heading; its anchor stands before it, since within it would be read aloud as a part of its name."""
        super().depart_title(node)
        *_, anchor, closing = self.body
        if anchor.startswith(_ANCHOR) and closing.startswith("</h"):
            self.body[-2:] = [closing]
            self.body.insert(self._heading, anchor)

    def add_permalink_ref(self, node: nodes.Element, title: str) -> None:
        """Add the anchor of a heading or term; what it leads to is said in German."""
        if not node["ids"] or isinstance(node, nodes.table):
            return
        named = node if isinstance(node, nodes.term) else node.next_node(nodes.title)
        words = self.encode(named.astext() if named is not None else node["ids"][0])
        foreign = "lang" in self.builder.env.metadata[self.builder.current_docname]
        german = ' lang="de"' if foreign else ""
        label = f"Adresse von {quoted(words)}"
        self.body.append(f'{_ANCHOR} href="#{node["ids"][0]}" aria-label="{label}"{german}>#</a>')
