"""How our own parts are printed: documents, sections of items, cards, drawn pictures."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import takewhile
from typing import Final

import segno
from docutils import nodes
from sphinx import addnodes

from konzept.model import Recommendation
from konzept.pages.nodes import Drawing, Fold
from konzept.pages.sphinx_needs import NeedtableTable
from konzept.pdf import pictures
from konzept.pdf.code import call, quoted
from konzept.pdf.edited import SHORT, is_record
from konzept.pdf.elements import BLOCKS, bullet_list, running_facts
from konzept.pdf.phrases import INLINES, language
from konzept.pdf.table import HALF, is_narrow, table
from konzept.pdf.writer import Handler, Writer

_LOOKS: Final = ("karten", "knapp", "kacheln", "zahlen", "zeilen")
_MARKED_DEPTH: Final = 4
_LED_TO: Final = (Drawing, Fold, nodes.table, nodes.section, NeedtableTable)
_LEAD_MAX: Final = 200  # letters that stay with what follows them
# Behind the first record of a course of events, in a line of its own, as nothing is that somebody wrote.
_MAY_BREAK: Final = "/* may break */"


def document(w: Writer, node: nodes.Element) -> str:
    """A page of the website as a chapter or a part of one."""
    outer, w.doc = w.doc, node["docname"]
    inside = w.level > 0
    front, cut, rest = w.blocks(node.children).partition(f"\n{_MAY_BREAK}\n")
    front = call("anker", quoted(w.doc)) + language(node, front)
    rest = cut and language(node, rest)
    w.doc = outer
    if node.get("teil"):
        return front + rest
    return call("einheit", f"[{front}]", f"[{rest}]") if inside else call("kapitel") + front + rest


def section(w: Writer, node: nodes.Element) -> str:
    """A section with its heading. The two blocks of a dossier have a rule at their side."""
    if SHORT in node["classes"]:
        return record(w, node)
    w.level += 1
    title = next((child for child in node.children if isinstance(child, nodes.title)), None)
    rest = [child for child in node.children if child is not title]
    _keep_lead(rest)
    heading = _heading(w, node, title) if title is not None else w.anchors(node)
    below = list(_below(w, rest))
    if "verlauf" in node["classes"]:
        below[1:1] = [_MAY_BREAK]
    body = "\n".join([heading, *below])
    w.level -= 1
    if is_record(node):
        return call("v", "1.8em", weak="true") + call("zusammen", "9cm", body=body)
    look = "vorschlag" if "vorschlag" in node["classes"] else "quelle"
    return call("eigener-block", quoted(look), body=body) if "block" in node["classes"] else body


def _keep_lead(rest: Sequence[nodes.Node]) -> None:
    """Mark the few words between a heading and a picture, a table or a further heading: they would stand alone."""
    lead: list[nodes.paragraph] = []
    for child in rest:
        if not isinstance(child, nodes.paragraph):
            break
        lead.append(child)
    led_to = rest[len(lead) : len(lead) + 1]
    if led_to and isinstance(led_to[0], _LED_TO) and sum(len(part.astext()) for part in lead) <= _LEAD_MAX:
        for part in lead:
            part["classes"].append("vorspann")


def _below(w: Writer, rest: Sequence[nodes.Node]) -> Iterator[str]:
    """Nodes below each other; pictures and the narrow table that says the same stand beside each other.

    Where as many tables follow as there are pictures, each picture stands beside its own.
    """
    left = list(rest)
    while left:
        pictures = list(takewhile(_is_small, left))
        tables = list(_narrow_tables(w, left[len(pictures) :])) if pictures else []
        if not tables:
            yield w.draw(left.pop(0))
            continue
        groups = [[picture] for picture in pictures] if len(tables) >= len(pictures) else [pictures]
        for group, beside in zip(groups, tables, strict=False):
            yield call("nebeneinander", f"[{w.blocks(group)}]", f"[{table(w, beside, HALF)}]")
        del left[: len(pictures) + len(groups)]


def _narrow_tables(w: Writer, rest: Sequence[nodes.Node]) -> Iterator[nodes.table]:
    """The tables at the beginning that have room beside a picture."""
    for node in rest:
        found = _table(node)
        if found is None or not is_narrow(w, found):
            return
        yield found


def _is_small(node: nodes.Node) -> bool:
    return isinstance(node, Drawing) and not node["wide"]


def _table(node: nodes.Node) -> nodes.table | None:
    """A table, also one that a screen shows when asked."""
    if isinstance(node, Fold) and len(node.children) == 1:
        node = node.children[0]
    return node if isinstance(node, nodes.table) else None


def record(w: Writer, node: nodes.Element) -> str:
    """A record in few lines: its title, its facts in running text, what else it says."""
    title, *rest = node.children
    label, *others = [f"{w.doc}#{ident}" for ident in node["ids"]]
    cited = w.sources.get(label)
    number = str(cited.number) if cited else "none"
    anchors = call("anker", quoted(label)) + "".join(call("anker", quoted(other)) for other in others)
    head = w.inline(title) if isinstance(title, nodes.Element) else ""
    facts = "~· ".join(filter(None, map(partial(_running, w), rest)))
    body = w.blocks(child for child in rest if not _is_running(child))
    return w.mark(node) + call("eintrag", number, f"[{anchors}{head}]", f"[{facts}]", body=body)


def _is_running(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Element) and bool({"angaben", "zeit", "beleg"} & set(node["classes"]))


def _running(w: Writer, node: nodes.Node) -> str:
    """Facts that stand in a list elsewhere, as running text; nothing for what is no fact."""
    if not _is_running(node) or not isinstance(node, nodes.Element):
        return ""
    if isinstance(node, nodes.paragraph):
        return w.inline(node)
    return running_facts(w, node)


def _heading(w: Writer, node: nodes.Element, title: nodes.Element) -> str:
    classes = node["classes"]
    kind = next((name for name in classes if name not in ("eintrag", "block", "verlauf", "vorschlag")), "")
    is_entry = "eintrag" in classes
    named = Recommendation.NAME in classes
    label, *others = [f"{w.doc}#{ident}" for ident in node["ids"]] or [f"{w.doc}#"]
    settings = {
        "level": str(w.level),
        "outlined": str(named or w.level <= (1 if w.settings.edited else 2)).lower(),
        "bookmarked": str(w.level <= _MARKED_DEPTH or is_entry).lower(),
    }
    heading = call("heading", body=w.inline(title), **settings) + call("label", quoted(label))
    after = "".join(call("anker", quoted(other)) for other in others)
    if named and kind == Recommendation.NAME:
        return w.mark(title) + call("kopf", _qr(w, node["ids"][0]), body=heading) + after
    return w.mark(title) + heading + after


def _qr(w: Writer, ident: str) -> str:
    """The code that leads to the page on the website, with its short address below."""
    if not w.settings.base:
        return "none"
    address = f"{w.settings.base}/{ident}/"
    name = f"qr/{ident}.svg"
    code = io.BytesIO()  # black on nothing, with the quiet zone of four modules that readers need
    made = segno.make(address, micro=False, error="m")
    made.save(code, kind="svg", xmldecl=False, svgclass=None, lineclass=None, omitsize=True)
    w.files[name] = code.getvalue()
    alt = f"QR-Code mit der Adresse {address}"
    return f"({quoted(name)}, {quoted(alt)}, {quoted(address)})"


def cards(w: Writer, node: nodes.Element) -> str:
    """A list of cards, or a plain list."""
    look = next((name for name in node["classes"] if name in _LOOKS), "")
    if not look:
        return bullet_list(w, node)
    items = []
    for item in node.children:
        if isinstance(item, nodes.Element):
            first, *rest = item.children
            title = w.inline(first) if isinstance(first, nodes.Element) else ""
            proposal = str("vorschlag" in item["classes"]).lower()
            items.append(f"karte({quoted(look)}, {proposal}, [{title}], [{w.blocks(rest)}])")
    return w.mark(node) + call("karten", quoted(look), *items)


def drawing(w: Writer, node: nodes.Element) -> str:
    """A drawn picture, in the colours of print."""
    picture = pictures.for_print(node["svg"])
    w.text(picture.words, node)
    name = f"bilder/{hashlib.sha256(picture.svg).hexdigest()[:16]}.svg"
    w.files[name] = picture.svg
    w.text(node["alt"], node)
    return w.mark(node) + call(
        "zeichnung", quoted(name), f"{picture.width:g}", f"{picture.height:g}", alt=quoted(node["alt"])
    )


HANDLERS: Final[dict[type[nodes.Node], Handler]] = {
    **INLINES,
    **BLOCKS,
    addnodes.start_of_file: document,
    nodes.section: section,
    nodes.bullet_list: cards,
    nodes.table: table,
    NeedtableTable: table,
    Drawing: drawing,
    Fold: lambda w, node: w.blocks(node.children),  # paper unfolds nothing
}
