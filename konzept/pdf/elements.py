"""How paragraphs, lists, notes, pictures and the components of sphinx-design are printed."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import admonitionlabels
from sphinx_design.shared import PassthroughTextElement, is_component

from konzept.kinds import pixels, svg
from konzept.model import Recommendation
from konzept.pdf import typeset
from konzept.pdf.code import call, quoted
from konzept.pdf.phrases import language, listed, nothing, target
from konzept.pdf.writer import Handler, Writer

_NOTES: Final = (
    nodes.note,
    nodes.tip,
    nodes.hint,
    nodes.important,
    nodes.warning,
    nodes.caution,
    nodes.attention,
    nodes.danger,
    nodes.error,
    addnodes.seealso,
)
_FEW, _SHORT = 3, 300  # items and letters of a list that is not divided


def paragraph(w: Writer, node: nodes.Element) -> str:
    """A paragraph; its class chooses the look. One before a table stays with it."""
    look = next((name for name in node["classes"] if name in _LOOKS), "vorspann" if _leads(node) else "")
    body = language(node, w.inline(node))
    if not body.strip():
        return w.anchors(node)
    return w.mark(node) + w.anchors(node) + call(_LOOKS.get(look, "par"), body=body)


def _leads(node: nodes.Element) -> bool:
    """Whether what follows begins with a table."""
    following = node.next_node(descend=False, siblings=True)
    while isinstance(following, nodes.container) and following.children:
        following = following[0]
    return isinstance(following, nodes.table)


def through(w: Writer, node: nodes.Element) -> str:
    """A group of blocks without a look of its own."""
    return w.anchors(node) + language(node, w.blocks(node.children))


def bullet_list(w: Writer, node: nodes.Element) -> str:
    """A list; a short one stands on one page."""
    items = _elements(node)
    drawn = call("list", *map(w.item, items))
    is_short = len(items) <= _FEW and len(node.astext()) <= _SHORT
    return w.mark(node) + w.anchors(node) + (call("block", body=drawn, breakable="false") if is_short else drawn)


def enumerated_list(w: Writer, node: nodes.Element) -> str:
    """A numbered list."""
    sign = {"loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I"}.get(node.get("enumtype"), "1")
    items = map(w.item, _elements(node))
    pattern = node.get("prefix", "") + sign + node.get("suffix", ".")
    return (
        w.mark(node)
        + w.anchors(node)
        + call("enum", *items, start=str(node.get("start", 1)), numbering=quoted(pattern))
    )


def definition_list(w: Writer, node: nodes.Element) -> str:
    """Terms with their explanation; the facts of an item are set in two columns."""
    if w.settings.running and "angaben" in node["classes"]:
        return w.mark(node) + w.anchors(node) + call("kurzangaben", body=running_facts(w, node))
    entries = []
    for item in _elements(node):
        terms = [child for child in _elements(item) if isinstance(child, nodes.term | nodes.classifier)]
        rest = [child for child in _elements(item) if not isinstance(child, nodes.term | nodes.classifier)]
        names = ", ".join(f"[{w.anchors(term)}{w.inline(term)}]" for term in terms)
        entries.append(f"(({names},), {' + parbreak() + '.join(listed(w, part) for part in rest) or '[]'})")
    look = "angaben" if "angaben" in node["classes"] else "begriffe"
    frame = str("stand" in node["classes"]).lower()
    arguments = (frame, *entries) if look == "angaben" else tuple(entries)
    return w.mark(node) + w.anchors(node) + call(look, *arguments)


def running_facts(w: Writer, node: nodes.Element) -> str:
    """Facts as running text, but for those that only name the chapter in which they stand.

    A recommendation is named by its number: its title stands where its page is.
    """
    around = _around(node)
    for link in node.findall(nodes.reference):
        ident = (target(w.doc, link) or "").rpartition("#")[2]
        if Recommendation.ID.fullmatch(ident):
            link.clear()
            link += nodes.Text(ident)
    items = node.findall(nodes.definition_list_item)
    return "~· ".join(_fact(w, item) for item in items if not _is_around(w, item, around))


def _around(node: nodes.Node) -> set[str]:
    """The places of the sections and pages in which a node stands."""
    found, inside, at = set[str](), list[str](), node.parent
    while at is not None:
        inside += at.get("ids", ())
        if isinstance(at, addnodes.start_of_file):
            found |= {f"{at['docname']}#{ident}" for ident in inside} | {at["docname"]}
            inside = []
        at = at.parent
    return found


def _is_around(w: Writer, item: nodes.Element, around: set[str]) -> bool:
    definition = item.next_node(nodes.definition)
    links = list(definition.findall(nodes.reference)) if definition is not None else []
    return (
        bool(links)
        and all(target(w.doc, link) in around for link in links)
        and sum(len(link.astext()) for link in links) == len((definition or item).astext())
    )


def _fact(w: Writer, item: nodes.Element) -> str:
    term, definition = item.next_node(nodes.term), item.next_node(nodes.definition)
    assert term is not None and definition is not None  # noqa: S101 - docutils has no other list item
    lines = [w.inline(line) for line in definition.children if isinstance(line, nodes.Element)]
    between = " " if any(line.endswith('."') for line in lines) else ", "  # sentences, as they are printed
    return call("angabe", f"[{w.inline(term)}]", body=between.join(lines))


def block_quote(w: Writer, node: nodes.Element) -> str:
    """A quotation, with who said it below."""
    said = [child for child in _elements(node) if isinstance(child, nodes.attribution)]
    rest = [child for child in node.children if child not in said]
    by = f"[{''.join(map(w.inline, said))}]" if said else "none"
    return w.mark(node) + call("zitat", by, body=w.blocks(rest))


def literal_block(w: Writer, node: nodes.Element) -> str:
    """Code; each line stands by itself."""
    lines = node.astext().split("\n")
    return w.mark(node) + w.anchors(node) + call("quelltext", *(f"[{w.text(_kept(line), node)}]" for line in lines))


def _kept(line: str) -> str:
    """The spaces at the beginning of a line of code count."""
    bare = line.lstrip(" ")
    return "\N{NO-BREAK SPACE}" * (len(line) - len(bare)) + bare


def admonition(w: Writer, node: nodes.Element) -> str:
    """A note with its heading."""
    rest = list(node.children)
    title = rest[0] if rest else None
    if isinstance(node, nodes.admonition) and isinstance(title, nodes.title):
        del rest[0]
        head = w.inline(title)
    else:
        head = w.text(str(admonitionlabels[node.tagname]), node)
    return w.mark(node) + w.anchors(node) + call("hinweis", f"[{head}]", body=w.blocks(rest))


def image(w: Writer, node: nodes.Element) -> str:
    """An image; without words that tell the same it can't be printed.

    What it is has been examined with the text; what Typst does not read of it is printed pixel by pixel.
    """
    if not (alt := node.get("alt", "").strip()):
        w.fault("Dem Bild fehlt die Beschreibung in Worten. Schreiben Sie sie in die Option alt.", node)
    path = Path(node["uri"])
    if not (w.settings.folder / path).is_file():
        w.fault(f"Das Bild {path.as_posix()!r} gibt es nicht.", node)
        return ""
    content, name = (w.settings.folder / path).read_bytes(), f"bilder/{path.as_posix()}"
    if svg.begins(content):
        w.text(svg.words(content), node)
    elif not typeset.is_picture(content):
        content, name = pixels.as_png(content), f"{name}.png"
    w.files[name] = content
    width = node.get("width", "")
    size = width if width.endswith("%") else "auto"
    w.text(alt, node)
    drawn = call("bild", quoted(name), size, alt=quoted(alt))
    return call("box", body=drawn) if isinstance(node.parent, nodes.TextElement) else w.mark(node) + drawn


def figure(w: Writer, node: nodes.Element) -> str:
    """An image with its caption; a legend stands below."""
    caption = next((child for child in _elements(node) if isinstance(child, nodes.caption)), None)
    legend = [child for child in _elements(node) if isinstance(child, nodes.legend)]
    rest = [child for child in _elements(node) if child is not caption and child not in legend]
    words = f"[{w.inline(caption)}]" if caption is not None else "none"
    below = "".join(w.blocks(child.children) for child in legend)
    body = w.blocks(rest)
    return w.mark(node) + w.anchors(node) + call("abbildung", f"[{body}]", words) + f"\n{below}"


def container(w: Writer, node: nodes.Element) -> str:
    """A group; those of sphinx-design are printed open and one below the other."""
    for name, look in _COMPONENTS.items():
        if is_component(node, name):
            return (
                w.mark(node)
                + w.anchors(node)
                + (call(look, body=w.blocks(node.children)) if look else through(w, node))
            )
    if "literal-block-wrapper" in node["classes"]:
        return w.anchors(node) + w.blocks(node.children)
    return through(w, node)


def rubric(w: Writer, node: nodes.Element) -> str:
    """A heading that is in no table of contents."""
    return w.mark(node) + w.anchors(node) + call("zwischentitel", body=w.inline(node))


def line(w: Writer, node: nodes.Element) -> str:
    """One line of several."""
    return w.inline(node) + "#linebreak()"


def _elements(node: nodes.Element) -> list[nodes.Element]:
    return [
        child for child in node.children if isinstance(child, nodes.Element) and not isinstance(child, nodes.comment)
    ]


_LOOKS: Final = {
    "vorspann": "vorspann",
    "leer": "leer",
    "marken": "marken",
    "zeit": "zeit",
    "beleg": "beleg",
    "titel": "kartentitel",
    "ueber-karten": "zwischentitel",
    "sd-card-title": "kartentitel",
    "rubric": "zwischentitel",
}
_COMPONENTS: Final = {
    "card": "kasten",
    "dropdown": "kasten",
    "tab-item": "kasten",
    "card-header": "",
    "card-body": "",
    "card-footer": "",
    "card-title": "kartentitel",
    "grid-container": "",
    "grid-row": "",
    "grid-item": "",
    "tab-set": "",
    "tab-label": "kartentitel",
    "tab-content": "",
}

BLOCKS: Final[dict[type[nodes.Node], Handler]] = {
    nodes.paragraph: paragraph,
    nodes.bullet_list: bullet_list,
    nodes.enumerated_list: enumerated_list,
    nodes.definition_list: definition_list,
    nodes.block_quote: block_quote,
    nodes.literal_block: literal_block,
    nodes.admonition: admonition,
    **dict.fromkeys(_NOTES, admonition),
    nodes.image: image,
    nodes.figure: figure,
    nodes.caption: lambda w, node: call("kartentitel", body=w.inline(node)),
    nodes.container: container,
    nodes.compound: through,
    PassthroughTextElement: lambda w, node: w.inline(node),  # the title of a card
    nodes.rubric: rubric,
    nodes.line_block: lambda w, node: call("par", body="".join(map(w.draw, node.children))),
    nodes.line: line,
    nodes.transition: lambda w, node: "" if "footnotes" in node["classes"] else call("trennlinie"),
    addnodes.glossary: through,
    addnodes.toctree: nothing,  # its pages follow as chapters
}
