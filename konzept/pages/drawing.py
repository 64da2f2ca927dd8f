"""Puts sections in the place of needs, and fills what the whole concept draws."""

from __future__ import annotations

import re
from html import escape
from itertools import takewhile
from typing import Final
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.writers.html5 import HTML5Translator

from konzept.model import RECORDS, Field, Item, Recommendation
from konzept.pages.build import Build, FileLink, ItemLink, Slot, ViewLink
from konzept.pages.examination import own_items
from konzept.pages.nodes import Drawing, Fold, draw_blocks, draw_section
from konzept.pages.sphinx_needs import Need
from konzept.views.canvas import TARGET
from konzept.views.item import outline

_TARGET: Final = re.compile(f' {TARGET}="([^"]*)"')


def register(app: Sphinx) -> None:
    """Make the nodes known that are drawn here."""
    app.add_node(ItemLink)
    app.add_node(ViewLink)
    app.add_node(FileLink)
    app.add_node(Fold, html=(open_fold, close_fold))
    app.add_node(Drawing, html=(write_drawing, None))


def draw_needs(app: Sphinx, doctree: nodes.document) -> None:
    """Put a section in the place of every need; one that begins a page holds the whole page."""
    items = own_items(app.env)
    for node in list(doctree.findall(Need)):
        section = _section(items.get(node["refid"]), node)
        parent = node.parent
        position = parent.index(node)
        if position and isinstance(parent[position - 1], nodes.target):
            position -= 1
            del parent[position]
        parent[position] = section
        if parent is doctree and position == 0:
            rest = doctree.children[1:]
            del doctree.children[1:]
            if Field.NAME in section["classes"]:  # what stands before the first heading is the answer: it comes first
                lead = list(takewhile(lambda child: not isinstance(child, nodes.section), rest))
                section[1:1] = lead
                rest = rest[len(lead) :]
            end = next((section.index(child) for child in _sections(section) if _is_course(child)), len(section))
            section[end:end] = rest
    for section in doctree.findall(nodes.section):
        if Recommendation.NAME in section["classes"]:
            _dossier(section)


def _section(item: Item | None, node: nodes.Element) -> nodes.section:
    """The section of a need; of one that the examination does not know, only its ID is shown."""
    written: list[list[nodes.Node]] = [[]]
    headings = []
    for child in node.children:
        if isinstance(child, nodes.rubric):
            headings.append(child.astext())
            written.append([])
        else:
            written[-1].append(child)
    if item is None:
        return nodes.section("", nodes.title("", node["refid"]), ids=[node["refid"]], classes=["eintrag"])
    section = draw_section(outline(item, headings), written)
    section.source, section.line = node.source, node.line
    return section


def _dossier(section: nodes.section) -> None:
    """Gather the records below a recommendation in its timeline."""
    course = next(child for child in _sections(section) if _is_course(child))
    for record in [child for child in _sections(section) if _is_record(child)]:
        section.remove(record)
        course += record


def _sections(node: nodes.Element) -> list[nodes.section]:
    return [child for child in node.children if isinstance(child, nodes.section)]


def _is_course(node: nodes.section) -> bool:
    return "verlauf" in node["classes"]


def _is_record(node: nodes.section) -> bool:
    return any(kind.NAME in node["classes"] for kind in RECORDS)


def write_drawing(translator: HTML5Translator, node: nodes.Element) -> None:
    """Write a picture into the page; a wide one can be moved on a phone, also by keyboard."""
    moved = ' role="group" aria-label="Bild" tabindex="0"' if node["wide"] else ""
    translator.body.append(f'<div class="bild"{moved}>{node["svg"]}{node["broad"]}</div>\n')
    raise nodes.SkipNode


def open_fold(translator: HTML5Translator, node: nodes.Element) -> None:
    """A table that a screen shows when asked."""
    label = translator.encode(node["label"])
    translator.body.append(f'<details class="klappe"><summary>{label}</summary>\n')


def close_fold(translator: HTML5Translator, node: nodes.Element) -> None:
    """The end of it."""
    translator.body.append("</details>\n")


def fill_slots(build: Build, app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Draw what depends on the whole concept, and set the addresses of its links."""
    build.left_out.pop(docname, None)
    for slot in list(doctree.findall(Slot)):
        key = slot["kind"], slot["name"], slot["item"]
        blocks = build.drawn.pop(key) if key in build.drawn else build.blocks(key)
        drawn = draw_blocks(blocks)
        if slot["kind"] == "view" and build.concept.get(slot["item"], Field) and _is_for_nothing(slot, drawn):
            build.left_out.setdefault(docname, set()).update(slot.parent["ids"])
            slot.parent.parent.remove(slot.parent)
            continue
        for table in (table for node in drawn for table in node.findall(nodes.table)):
            table["classes"] += [f"ansicht-{slot['name']}"] if slot["kind"] == "view" else []
        slot.replace_self(_with_own_records(slot, drawn) if slot["kind"] == "timeline" else drawn)
    for number, table in enumerate(t for t in doctree.findall(nodes.table) if "ansicht" in t["classes"]):
        table["ids"] = [f"tabelle-{number + 1}"]
    if isinstance(app.builder, StandaloneHTMLBuilder):
        for picture in doctree.findall(Drawing):
            for name in ("svg", "broad"):
                picture[name] = _TARGET.sub(lambda match: _address_in(build, app, docname, match[1]), picture[name])
    for link in list(doctree.findall(nodes.reference)):
        match link:
            case ViewLink():
                _lead(link, _address_of_view(build, app, docname, link["view"], link["anchor"]))
            case FileLink():
                _lead(link, _address_of_file(build, app, docname, link["file"]))
            case ItemLink():
                _lead(link, _address_of_item(build, app, docname, link["target"]))


def _is_for_nothing(slot: Slot, drawn: list[nodes.Node]) -> bool:
    """Whether a field has nothing of what the section shows: then its heading would promise what is not there.

    A section in which somebody wrote something stays, and so does the page itself.
    """
    is_empty = all(isinstance(node, nodes.paragraph) and "leer" in node["classes"] for node in drawn)
    beside = (child for child in slot.parent.children if child is not slot)
    return is_empty and isinstance(slot.parent.parent, nodes.section) and all(type(c) is nodes.title for c in beside)


def _address_of_view(build: Build, app: Sphinx, docname: str, view: str, anchor: str) -> str:
    """Where a part of a view stands, seen from a page; nowhere if no page shows it."""
    page, section = build.places.get(view, ("", ""))
    return f"{app.builder.get_relative_uri(docname, page)}#{anchor or section}" if page else ""


def _address_of_item(build: Build, app: Sphinx, docname: str, ident: str) -> str:
    item = build.concept.items.get(ident)
    return f"{app.builder.get_relative_uri(docname, build.docname(item))}#{item.id}" if item else ""


def _address_in(build: Build, app: Sphinx, docname: str, target: str) -> str:
    """The attribute of a link in a picture; nothing if it leads nowhere."""
    view, _, anchor = target.partition("#")
    if anchor:
        address = _address_of_view(build, app, docname, view, anchor)
    else:
        address = _address_of_item(build, app, docname, target)
    return f' href="{escape(address)}"' if address else ""


def _lead(link: nodes.reference, address: str) -> None:
    """Give a link its address; without one only its words stay, as for an item that has a fault."""
    if not address:
        link.parent.replace(link, link.children)
        return
    plain = nodes.reference("", "", *link.children, internal=not address.startswith("https:"), refuri=address)
    plain["classes"] = link["classes"]
    link.replace_self(plain)


def _address_of_file(build: Build, app: Sphinx, docname: str, file: str) -> str:
    """Where a file beside the pages lies, seen from a page; from paper its address on the web, if it has one."""
    if isinstance(app.builder, StandaloneHTMLBuilder):
        return "../" * docname.count("/") + quote(file)
    base = build.town.base_address.rstrip("/")
    return f"{base}/{quote(file)}" if base else ""


def _with_own_records(slot: Slot, drawn: list[nodes.Node]) -> list[nodes.Node]:
    """The timeline, in which the records of the page itself stand with their whole text."""
    own = {node["ids"][0]: node for node in slot.parent.findall(nodes.section) if _is_record(node)}
    for node in own.values():
        slot.parent.remove(node)
    begin = f"{slot['item']}-"
    whole = [
        own.pop(node["ids"][0].removeprefix(begin), node) if isinstance(node, nodes.section) else node for node in drawn
    ]
    return [*whole, *own.values()]
