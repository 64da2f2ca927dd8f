"""Draws needs as sections with heading and description list, and fills the slots."""

from __future__ import annotations

from functools import partial

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from konzept.model import BLOCK_REALISATION, Origin, Recommendation
from konzept.pages.build import Build, ItemLink, Slot
from konzept.pages.facts import facts, proposal, trace
from konzept.pages.nodes import Drawing, draw_blocks
from konzept.pages.sphinx_needs import Need, need_of
from konzept.pages.timeline import cite, editions, timeline
from konzept.views.dossier import RECORDS


def connect(app: Sphinx, build: Build) -> None:
    """Connect the handlers of this part."""
    app.add_node(ItemLink)
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
    for section in doctree.findall(nodes.section):
        if Recommendation.NAME in section["classes"]:
            _dossier(section)


def _section(app: Sphinx, node: nodes.Element) -> nodes.section:
    need = need_of(app.env, node["refid"])
    section = nodes.section(ids=[need.id], classes=["eintrag", need.type])
    section.source, section.line = node.source, node.line
    title = nodes.title("", "")
    if need.type == Recommendation.NAME:
        title += [nodes.inline("", need.id, classes=["kennung"]), nodes.Text(" ")]
    title += nodes.Text(need.title)
    if need.is_proposal:
        title += nodes.inline("", f" ({Origin.PROPOSAL.label})", classes=["zusatz"])
    section += [title, Slot(kind="facts", name="", item=need.id)]
    holder = section
    for child in node.children:
        if isinstance(child, nodes.rubric):
            holder = _part(need.id, child.astext(), "block")
            section += holder
            if child.astext() == BLOCK_REALISATION:
                holder["classes"].append("vorschlag")
                holder += Slot(kind="proposal", name="", item=need.id)
        else:
            holder += child
    section += Slot(kind="trace", name="", item=need.id)
    return section


def _part(ident: str, title: str, *classes: str) -> nodes.section:
    anchor = f"{ident}-{nodes.make_id(title)}"
    return nodes.section("", nodes.title("", title), ids=[anchor], classes=list(classes))


def _dossier(section: nodes.section) -> None:
    """Gather the records below a recommendation in its timeline; how to cite it stands last."""
    ident = section["ids"][0]
    records = [child for child in section.children if isinstance(child, nodes.section) and _is_record(child)]
    for record in records:
        section.remove(record)
    course = _part(ident, "Verlauf", "verlauf")
    course += [Slot(kind="timeline", name="", item=ident), *records]
    published = _part(ident, "Ausgaben", "ausgaben")
    published += Slot(kind="editions", name="", item=ident)
    citing = _part(ident, "Zitieren", "zitieren")
    citing += Slot(kind="cite", name="", item=ident)
    section += [course, published, citing]


def _is_record(node: nodes.section) -> bool:
    return any(kind.NAME in node["classes"] for kind in RECORDS)


def write_drawing(translator: HTML5Translator, node: nodes.Element) -> None:
    """Write a picture into the page; a wide one can be moved on a phone, also by keyboard."""
    moved = ' role="group" aria-label="Bild" tabindex="0"' if node["wide"] else ""
    translator.body.append(f'<div class="bild"{moved}>{node["svg"]}</div>\n')
    raise nodes.SkipNode


def fill_slots(build: Build, app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Draw what depends on the whole concept, and set the addresses of its links."""
    for slot in list(doctree.findall(Slot)):
        key = slot["kind"], slot["name"], slot["item"]
        drawn = build.drawn.pop(key, None) or fill(build, *key)
        slot.replace_self(_with_own_records(slot, drawn) if slot["kind"] == "timeline" else drawn)
    for number, table in enumerate(t for t in doctree.findall(nodes.table) if "ansicht" in t["classes"]):
        table["ids"] = [f"tabelle-{number + 1}"]
    for link in list(doctree.findall(ItemLink)):
        item = build.concept.items[link["target"]]
        address = app.builder.get_relative_uri(docname, build.docname(item))
        plain = nodes.reference("", "", *link.children, internal=True, refuri=f"{address}#{item.id}")
        plain["classes"] = link["classes"]
        link.replace_self(plain)


def _with_own_records(slot: Slot, drawn: list[nodes.Node]) -> list[nodes.Node]:
    """The timeline, in which the records of the page itself stand with their whole text."""
    own = {node["ids"][0]: node for node in slot.parent.findall(nodes.section) if _is_record(node)}
    for node in own.values():
        slot.parent.remove(node)
    whole = [own.pop(node["names"][0], node) if isinstance(node, nodes.section) else node for node in drawn]
    return [*whole, *own.values()]


def fill(build: Build, kind: str, name: str, ident: str) -> list[nodes.Node]:
    """The nodes of a slot. An item that has not the right shape draws nothing."""
    if kind == "view":
        return draw_blocks(build.view(name, ident))
    item = build.concept.items.get(ident)
    if item is None:
        return []
    draw = {
        "facts": facts,
        "proposal": proposal,
        "trace": trace,
        "timeline": timeline,
        "editions": editions,
        "cite": cite,
    }[kind]
    return draw(build.scope(), item)
