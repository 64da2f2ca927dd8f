"""Draws needs as sections with heading and description list, and fills the slots."""

from __future__ import annotations

from functools import partial

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from konzept.extension.build import Build, Link, Slot
from konzept.extension.facts import facts, proposal, trace
from konzept.extension.markup import Drawing, draw_blocks
from konzept.extension.stock import Need, need_of
from konzept.model import BLOCK_REALISATION, Recommendation

_NUMBERED = (Recommendation.NAME,)


def connect(app: Sphinx, build: Build) -> None:
    """Connect the handlers of this part."""
    app.add_node(Link)
    app.add_node(Drawing, html=(write_drawing, None))
    app.connect("doctree-read", draw_needs, priority=400)
    app.connect("doctree-resolved", partial(fill_slots, build), priority=400)


def draw_needs(app: Sphinx, doctree: nodes.document) -> None:
    """Put a section in the place of every need; one that begins a page holds the whole page."""
    for node in list(doctree.findall(Need)):
        section = _section(app, node)
        parent = node.parent
        position = parent.index(node)
        if position and isinstance(parent[position - 1], nodes.target):
            position -= 1
            del parent[position]
        parent[position] = section
        if parent is doctree and position == 0:
            section.extend(rest := doctree.children[1:])
            del doctree.children[1:]
            for child in rest:
                child.parent = section


def _section(app: Sphinx, node: nodes.Element) -> nodes.section:
    need = need_of(app.env, node["refid"])
    section = nodes.section(ids=[need.id], classes=["eintrag", need.type])
    section.source, section.line = node.source, node.line
    title = nodes.title("", "")
    if need.type in _NUMBERED:
        title += [nodes.inline("", need.id, classes=["kennung"]), nodes.Text(" ")]
    title += nodes.Text(need.title)
    section += [title, Slot(kind="facts", name="", item=need.id)]
    holder = section
    for child in node.children:
        if isinstance(child, nodes.rubric):
            ident = f"{need.id}-{nodes.make_id(child.astext())}"
            holder = nodes.section("", nodes.title("", "", *child.children), ids=[ident], classes=["block"])
            section += holder
            if child.astext() == BLOCK_REALISATION:
                holder["classes"].append("vorschlag")
        else:
            holder += child
    if holder is not section:
        holder += Slot(kind="proposal", name="", item=need.id)
    section += Slot(kind="trace", name="", item=need.id)
    return section


def write_drawing(translator: HTML5Translator, node: nodes.Element) -> None:
    """Write a picture into the page."""
    translator.body.append(f'<div class="bild">{node["svg"]}</div>\n')
    raise nodes.SkipNode


def fill_slots(build: Build, app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Draw what depends on the whole concept, and set the addresses of its links."""
    for slot in list(doctree.findall(Slot)):
        slot.replace_self(fill(build, slot["kind"], slot["name"], slot["item"]))
    for number, table in enumerate(t for t in doctree.findall(nodes.table) if "ansicht" in t["classes"]):
        table["ids"] = [f"tabelle-{number + 1}"]
    for link in list(doctree.findall(Link)):
        item = build.concept.items[link["target"]]
        address = app.builder.get_relative_uri(docname, build.docname(item))
        plain = nodes.reference("", "", *link.children, internal=True, refuri=f"{address}#{item.id}")
        link.replace_self(plain)


def fill(build: Build, kind: str, name: str, ident: str) -> list[nodes.Node]:
    """The nodes of a slot. An item that has not the right shape draws nothing."""
    if kind == "view":
        return draw_blocks(build.view(name, ident))
    item = build.concept.items.get(ident)
    if item is None:
        return []
    draw = {"facts": facts, "proposal": proposal, "trace": trace}[kind]
    return draw(build.concept, item)
