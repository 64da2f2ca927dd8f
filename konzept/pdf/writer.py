"""The translator: from docutils nodes to Typst. Every node type is handled on purpose."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import SphinxError

from konzept.errors import KonzeptError, of_program
from konzept.markdown import printable
from konzept.model import Source
from konzept.pdf.code import call, quoted, words

Handler = Callable[["Writer", nodes.Element], str]
Report = Callable[[str, str, int], None]
Flags = list[list[bool]]
MARK = "//@ "


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What is the same for all that a writer writes."""

    folder: Path  # of the texts
    handlers: Mapping[type[nodes.Node], Handler]  # by type of node what prints it
    report: Report  # takes a German message, the file below ``folder``, and the line
    base: str  # the address of the website; empty if it has none
    edited: bool  # whether as for the council: sources are called by number, records stand short
    running: bool  # whether all facts stand as running text
    elsewhere: Mapping[str, str]  # by page or entry that this paper does not have, where it is printed


@dataclass(frozen=True, slots=True)
class Cited:
    """A source in the list of sources: its number there, and its title."""

    number: int
    title: str


@dataclass(slots=True)
class Writer:
    """Writes one PDF's text in the language of Typst, and remembers what later parts of it need."""

    settings: Settings
    labels: frozenset[str]  # every place in this paper to which something may refer
    tables: list[Flags] = field(default_factory=list)  # for each table which cells of its rows are headings
    files: dict[str, bytes] = field(default_factory=dict)  # pictures and codes, by the name that the text gives them
    notes: dict[str, nodes.Element] = field(default_factory=dict)  # footnotes by their place
    written_notes: set[str] = field(default_factory=set)  # those that stand in the text already
    sources: Mapping[str, Cited] = field(default_factory=dict)  # how each source is cited
    elsewhere: set[str] = field(default_factory=set)  # places of which the text says that they are in another paper
    doc: str = ""  # the document that is being written
    level: int = 0  # the depth of its headings so far
    in_cell: bool = False
    narrow: bool = False  # whether there is so little room that only long words are divided
    empty: str = "[–]"  # what an empty cell shows

    @classmethod
    def of(cls, settings: Settings, trees: Iterable[nodes.Element]) -> Writer:
        """A writer for these trees: it knows every place to which something may refer."""
        trees = list(trees)
        labels = frozenset(label for tree in trees for label in _labels(tree))
        notes = {key: note for tree in trees for key, note in _notes(tree)}
        listed = [label for tree in trees for label in _sources(tree)] if settings.edited else []
        numbers = {label: Cited(number, title) for number, (label, title) in enumerate(listed, 1)}
        return cls(settings=settings, labels=labels, notes=notes, sources=numbers)

    def draw(self, node: nodes.Node) -> str:
        """One node with all that is in it."""
        if isinstance(node, nodes.Text):
            return self.text(node.astext(), node)
        assert isinstance(node, nodes.Element)  # noqa: S101 - docutils has no third kind of node
        handler = self.settings.handlers.get(type(node))
        if handler is None:
            name = type(node).__name__
            self.fault(f"Der Baustein {name!r} kann nicht gedruckt werden: Für ihn ist keine Form festgelegt.", node)
            return ""
        try:
            return handler(self, node)
        except (KonzeptError, SphinxError):
            raise
        except Exception as error:
            raise of_program(error, ":".join(map(str, self.place(node)))) from error

    def inline(self, node: nodes.Element) -> str:
        """What is in a node, as one piece of text."""
        return "".join(map(self.draw, node.children))

    def blocks(self, children: Iterable[nodes.Node]) -> str:
        """Nodes that stand below each other."""
        return "\n".join(map(self.draw, children))

    def item(self, node: nodes.Element) -> str:
        """What is in a list item or cell, as an argument; its first paragraph begins in the line of its mark."""
        first, *rest = node.children or [nodes.Text("")]
        if not isinstance(first, nodes.paragraph) or first["classes"]:
            return f"[{self.anchors(node)}{self.blocks(node.children)}]"
        lead = self.anchors(node) + self.anchors(first) + self.inline(first)
        return f"{self.mark(first)}[{lead}\n{self.blocks(rest)}]" if rest else f"{self.mark(first)}[{lead}]"

    def text(self, text: str, node: nodes.Node) -> str:
        """Plain text; a character that no font has is a fault."""
        if lacking := printable.unprintable(text):
            self.fault(printable.message(lacking), node)
        return words(text, narrow=self.narrow)

    def mark(self, node: nodes.Node) -> str:
        """A comment that tells the place in the Markdown, for messages of Typst."""
        file, line = self.place(node)
        return f"\n{MARK}{file}:{line}\n"

    def anchors(self, node: nodes.Element) -> str:
        """The places to which something may refer, that are at a node."""
        return "".join(call("anker", quoted(f"{self.doc}#{ident}")) for ident in _idents(node))

    def place(self, node: nodes.Node) -> tuple[str, int]:
        """The file below the folder of texts, and the line, in which a node stands."""
        line = next((n.line for n in _upwards(node) if n.line is not None), 1) or 1
        source = next((n.source for n in _upwards(node) if n.source), None)
        if source is None:
            return f"{self.doc}.md", line
        path = Path(source)
        return (path.relative_to(self.settings.folder).as_posix() if path.is_absolute() else path.as_posix()), line

    def fault(self, message: str, node: nodes.Node) -> None:
        """Report what can't be printed; the build goes on to find the rest, and then fails."""
        self.settings.report(message, *self.place(node))


def _upwards(node: nodes.Node) -> Iterator[nodes.Node]:
    at: nodes.Node | None = node
    while at is not None:
        yield at
        at = at.parent


def _idents(node: nodes.Element) -> list[str]:
    """The IDs of a node, by which references know it."""
    found: list[str] = node.get("ids", [])
    return found


def _labels(tree: nodes.Element) -> Iterator[str]:
    for doc in tree.findall(addnodes.start_of_file):
        name = doc["docname"]
        yield name
        for node in _own(doc):
            yield from (f"{name}#{ident}" for ident in _idents(node))


def _notes(tree: nodes.Element) -> Iterator[tuple[str, nodes.Element]]:
    for doc in tree.findall(addnodes.start_of_file):
        for node in _own(doc):
            if isinstance(node, nodes.footnote):
                yield from ((f"{doc['docname']}#{ident}", node) for ident in node["ids"])


def _sources(tree: nodes.Element) -> Iterator[tuple[str, str]]:
    """The sources in the order in which the volume lists them, with their titles."""
    for doc in tree.findall(addnodes.start_of_file):
        for node in _own(doc):
            if isinstance(node, nodes.section) and Source.NAME in node["classes"]:
                yield f"{doc['docname']}#{node['ids'][0]}", node[0].astext()


def _own(doc: nodes.Element) -> Iterator[nodes.Element]:
    """The elements of one document, without those of the documents that were put into it."""
    for child in doc.children:
        if isinstance(child, nodes.Element) and not isinstance(child, addnodes.start_of_file):
            yield child
            yield from _own(child)
