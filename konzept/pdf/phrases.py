"""How words within a line are printed: emphasis, links, badges, footnotes."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from docutils import nodes
from sphinx import addnodes

from konzept.model.values import noted
from konzept.pdf.code import call, quoted
from konzept.pdf.writer import Handler, Writer

INTERNAL: Final = "%"
_SHORTEST_NUMBER: Final = 3  # digits of a telephone number, such as 112


def inline(w: Writer, node: nodes.Element) -> str:
    """A span: a badge, the ID in a heading, a passage in another language, or plain words."""
    if "kennung" in node["classes"]:
        return call("kennung", body=w.inline(node))
    if "marke" in node["classes"]:
        return call("marke", quoted(node["classes"][-1]), str(w.in_cell).lower(), body=w.inline(node))
    return w.anchors(node) + language(node, w.inline(node))


def language(node: nodes.Element, body: str) -> str:
    """The body, marked with its language if the node names one."""
    if not (code := node.get("lang")):
        return body
    right = node.get("dir") == "rtl" or code.partition("-")[0] in ("ar", "fa", "he", "ur", "ps", "ckb")
    return call("sprache", quoted(code.partition("-")[0]), "rtl" if right else "ltr", body=body)


def reference(w: Writer, node: nodes.Element) -> str:
    """A link: inside the PDF with its page, else to the web with its address."""
    if len(node.children) == 1 and isinstance(node[0], nodes.image):
        return w.inline(node)
    label = target(w.doc, node)
    if label is None:
        return _outwards(w, node, node["refuri"])
    body = w.inline(node)
    if cited := w.sources.get(label):
        named = "" if node.astext() == cited.title else f"{body}~"
        return named + call("verweis", quoted(label), body=f"\\[{cited.number}\\]")
    if label in w.labels:
        return _inwards(w, node, label, body)
    place = "" if w.in_cell else w.settings.elsewhere.get(label, "")
    w.elsewhere.update([place] if place else [])
    where = call("adresse", body=w.text(place, node)) if place else ""
    if address := web_address(w.settings.base, label):
        return call("link", quoted(address), body=body) + where
    return body + where


def _inwards(w: Writer, node: nodes.Element, label: str, body: str) -> str:
    """A link to a place in the PDF, with its page; in tables below a number, or behind words if there is but one."""
    link, page = call("verweis", quoted(label), body=body), quoted(label)
    if not w.in_cell:
        return link + call("seite", page)
    if len(node.parent.children) == 1 and ("nr" in node["classes"] or label.endswith(f"#{node.astext()}")):
        return call("nr", page, body=body)
    return link + (call("seite", page, vor="[ ]") if _leads_its_row(node) else "")


def _leads_its_row(node: nodes.Element) -> bool:
    """Whether this is the first reference of a row of a table, and the only one in its cell."""
    cell = node.parent
    while cell is not None and not isinstance(cell, nodes.entry):
        cell = cell.parent
    return (
        cell is not None
        and cell.parent.next_node(nodes.reference) is node
        and len(list(cell.findall(nodes.reference))) == 1
    )


def target(doc: str, node: nodes.Element) -> str | None:
    """The label that a reference leads to, if it stays within the texts."""
    if "refid" in node:
        return f"{doc}#{node['refid']}"
    address = node.get("refuri", "")
    if not address.startswith(INTERNAL):
        return None
    return str(address.removeprefix(INTERNAL).removesuffix("#"))


def listed(w: Writer, node: nodes.Element) -> str:
    """What is in a cell or a definition, as an argument; lines that are but numbers of sources become one."""
    lines = [child for child in node.children if isinstance(child, nodes.TextElement)]
    if len(lines) < 2 or len(lines) < len(node.children) or not all(_is_number(w, line) for line in lines):
        return w.item(node)
    return f"{w.mark(node)}[{w.anchors(node)}{', '.join(map(w.inline, lines))}]"


def _is_number(w: Writer, line: nodes.Element) -> bool:
    ref = line.next_node(nodes.reference)
    cited = w.sources.get(target(w.doc, ref) or "") if ref is not None else None
    return cited is not None and line.astext() == cited.title


def web_address(base: str, label: str) -> str:
    """The address of a place on the website, if the website has one."""
    doc, _, ident = label.partition("#")
    return f"{base}/{doc}.html" + (f"#{ident}" if ident else "") if base else ""


def download(w: Writer, node: nodes.Element) -> str:
    """A link to a file, which is on the website and not in the PDF."""
    if not w.settings.base or "filename" not in node:
        return through(w, node)
    return call("link", quoted(f"{w.settings.base}/_downloads/{quote(node['filename'])}"), body=w.inline(node))


def _outwards(w: Writer, node: nodes.Element, address: str) -> str:
    link = call("link", quoted(address), body=w.inline(node))
    shown = node.astext()
    is_number = address.startswith("tel:") and sum(map(str.isdigit, shown)) >= _SHORTEST_NUMBER
    if is_number or shown in (address, noted(address)):
        return link
    return link + call("adresse", body=w.text(noted(address), node))


def footnote_reference(w: Writer, node: nodes.Element) -> str:
    """A footnote stands at the foot of the page where it is first referred to."""
    key = f"{w.doc}#{node['refid']}"
    if key in w.written_notes:
        return call("footnote", f"label({quoted(key)})")
    w.written_notes.add(key)
    note = w.notes[key]
    text = nodes.container("", *(child.deepcopy() for child in note.children if not isinstance(child, nodes.label)))
    text.source, text.line, text.parent = note.source, note.line, note
    return call("footnote", f"h(.3em) + {w.item(text)}") + call("label", quoted(key))


def emphasis(w: Writer, node: nodes.Element) -> str:
    """Words that are emphasized; Sphinx puts the words of references into this node too, where it means nothing."""
    return through(w, node) if "xref" in node["classes"] else w.anchors(node) + call("emph", body=w.inline(node))


def abbreviation(w: Writer, node: nodes.Element) -> str:
    """An abbreviation, with what it stands for in brackets."""
    said = node.get("explanation", "")
    return w.inline(node) + (w.text(f" ({said})", node) if said else "")


def _wrapped(name: str) -> Handler:
    return lambda w, node: w.anchors(node) + call(name, body=w.inline(node))


def nothing(w: Writer, node: nodes.Element) -> str:
    """A node that says nothing to readers of a print."""
    return ""


def through(w: Writer, node: nodes.Element) -> str:
    """A node that adds nothing to what is in it."""
    return w.anchors(node) + w.inline(node)


def raw(w: Writer, node: nodes.Element) -> str:
    """What MyST makes of a forced end of a line; anything else in another markup can't be printed."""
    if node["format"] == "html" and node.astext().strip() == "<br />":
        return "#linebreak()"
    if node["format"] != "latex":
        w.fault(f"Text in der Auszeichnung {node['format']!r} kann nicht gedruckt werden: {node.astext()!r}.", node)
    return ""


INLINES: Final[dict[type[nodes.Node], Handler]] = {
    nodes.inline: inline,
    nodes.emphasis: emphasis,
    nodes.strong: _wrapped("strong"),
    nodes.literal: _wrapped("wort"),
    addnodes.literal_emphasis: _wrapped("emph"),
    addnodes.literal_strong: _wrapped("strong"),
    nodes.subscript: _wrapped("sub"),
    nodes.superscript: _wrapped("super"),
    nodes.title_reference: _wrapped("emph"),
    nodes.reference: reference,
    addnodes.download_reference: download,
    nodes.abbreviation: abbreviation,
    nodes.footnote_reference: footnote_reference,
    nodes.raw: raw,
    nodes.target: through,
    nodes.generated: through,
    nodes.comment: nothing,
    nodes.footnote: nothing,  # stands where it is referred to
    nodes.system_message: nothing,  # Sphinx has reported it
    addnodes.index: nothing,
    addnodes.tabular_col_spec: nothing,
}
