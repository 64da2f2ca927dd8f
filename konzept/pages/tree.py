"""Examines the finished trees: what Sphinx made of a text, against what the examination read in it.

Twice a tree passes here: when a document was read, before Sphinx notes which files it needs, and
when everything is resolved, before it is written. Only nodes, attributes and addresses of the
list pass; and the words of a page must be those that the examination read, no more and no fewer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from docutils import nodes
from docutils.utils import Reporter
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx_design.icons import get_octicon

from konzept.examine.targets import unfit
from konzept.markdown import permitted
from konzept.pages.examination import refuse, take_words, withhold
from konzept.pages.readings import readings
from konzept.pages.sphinx_needs import NeedRef, held_elsewhere

_EVERYWHERE: Final = frozenset(("ids", "classes", "names", "dupnames", "backrefs", "translation_progress", "html"))
_PLAIN: Final = """document admonition block_quote caption compound definition definition_list definition_list_item
    docinfo emphasis entry field field_body field_name important inline label line line_block list_item literal note
    tip hint warning caution attention paragraph row strong subscript superscript table tbody term thead title figure
    legend seealso"""
_OWN: Final[Mapping[str, str]] = {
    **dict.fromkeys(_PLAIN.split(), ""),
    "Drawing": "alt broad svg wide",
    "Fold": "label",
    "Link": "target",
    "Need": "docname refid",
    "NeedRef": "need_link refdoc refexplicit reftarget reftype refwarn refdomain",
    "Needlist": "docname filter filter_warning lineno show_filters show_status show_tags target_id types status tags"
    " sort_by max_items",
    "NeedtableHeader": "html_attributes",
    "NeedtableRow": "html_attributes",
    "NeedtableTable": "data html_attributes",
    "PassthroughTextElement": "",
    "Slot": "item kind name",
    "abbreviation": "explanation",
    "bullet_list": "bullet",
    "caption": "",
    "colspec": "colwidth stub",
    "container": "container_classes design_component has_title is_div literal_block opened selected title_classes"
    " type color icon",
    "document": "source",
    "dropdown_main": "opened",
    "dropdown_title": "",
    "enumerated_list": "enumtype suffix prefix start",
    "entry": "morecols morerows stub",
    "figure": "align width",
    "footnote": "auto docname",
    "footnote_reference": "auto docname refid",
    "glossary": "sorted",
    "image": "uri alt width align candidates original_uri",
    "index": "entries inline",
    "literal_block": "force highlight_args language linenos xml:space",
    "pending_xref": "refdoc refdomain refexplicit reftarget reftargetid reftype refwarn",
    "download_reference": "refdoc refdomain refexplicit reftarget reftype refwarn filename",
    "raw": "format xml:space",
    "reference": "internal refdocname refid reftitle refuri id_link",
    "rubric": "level slug",
    "section": "slug",
    "sd_tab_input": "checked id set_id type",
    "sd_tab_label": "aria_controls input_id",
    "table": "align width data",
    "target": "refid refuri",
    "tgroup": "cols stub",
    "toctree": "caption entries glob hidden includefiles includehidden maxdepth numbered parent rawcaption rawentries"
    " titlesonly",
    "transition": "",
}
_ALLOWED: Final = {name: _EVERYWHERE.union(attributes.split()) for name, attributes in _OWN.items()}
# What a text makes and a page shows in other words than were written, or not at all.
_NOT_COUNTED: Final = (
    nodes.abbreviation,
    nodes.comment,
    nodes.docinfo,
    nodes.footnote_reference,
    nodes.label,
    nodes.raw,
    nodes.subscript,
    nodes.superscript,
    nodes.system_message,
    NeedRef,
)
_WORD: Final = re.compile(r"\w+")


def examine_read(app: Sphinx, doctree: nodes.document) -> None:
    """Examine a document as it was read; what is not permitted is reported and taken out.

    Comments go too: HTML would show them to everyone who looks at the source of the page; and what docutils
    notes for itself, such as a heading that stands there twice.
    """
    for node in list(doctree.findall(lambda node: isinstance(node, nodes.comment) or _is_note(node))):
        node.parent.remove(node)
    for node, message in list(_refused(doctree, app.env, app.env.docname)):
        refuse(app.env, _line(node), message)
        node.parent.remove(node)
    if (read := take_words(app.env)) is not None:
        _compare(read, Counter(_words(doctree)), app.env)


def _is_note(node: nodes.Node) -> bool:
    return isinstance(node, nodes.system_message) and node["level"] == Reporter.INFO_LEVEL


def examine_resolved(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Examine a document as it will be written."""
    for node, message in list(_refused(doctree, app.env, "")):
        refuse(app.env, _line(node), message, docname)
        node.parent.remove(node)


def _refused(doctree: nodes.document, env: BuildEnvironment, docname: str) -> Iterator[tuple[nodes.Element, str]]:
    """Each element that may not be there, and why. Addresses of files count from ``docname``, at first."""
    for node in doctree.findall(nodes.Element):
        name = type(node).__name__
        allowed = _ALLOWED.get(name, _EVERYWHERE if name.startswith("Needtable") else None)
        if allowed is None:
            yield (
                node,
                f"Etwas der Art {name!r} darf auf keiner Seite stehen: {node.astext()[:60]!r}. Streichen Sie es.",
            )
            continue
        strange = next(filter(node.get, sorted(node.attributes.keys() - allowed)), "")
        if strange and name != "Needtable":
            yield node, f"{name!r} darf kein {strange!r} haben. Streichen Sie es."
        elif reason := _refused_address(node, env, docname):
            yield node, reason


def _refused_address(node: nodes.Element, env: BuildEnvironment, docname: str) -> str:
    if isinstance(node, nodes.raw) and node.astext().strip() not in _drawings():
        return f"HTML ist nicht erlaubt, gefunden: {node.astext()[:60]!r}. Schreiben Sie es in Markdown."
    if isinstance(node, nodes.image):
        return _refused_file(str(node["uri"]), env, docname, as_picture=True)
    if isinstance(node, addnodes.download_reference):
        return _refused_file(str(node["reftarget"]), env, docname, as_picture=False)
    if isinstance(node, nodes.reference | nodes.target) and not node.get("internal"):
        address = str(node.get("refuri", ""))
        return permitted.refused_address(address) if address else ""
    return ""


def _refused_file(address: str, env: BuildEnvironment, docname: str, *, as_picture: bool) -> str:
    """Why a file that the page would show or offer is refused, as Sphinx will look it up."""
    folder = Path(env.srcdir).resolve()
    try:
        path = Path(env.relfn2path(address, docname)[1]) if docname else folder / address
        inside = not urlsplit(address).scheme and path.resolve().is_relative_to(folder)
    except (OSError, ValueError):
        inside = False
    if not inside:
        return f"Die Datei {address!r} liegt nicht im Ordner der Texte. Legen Sie sie dorthin."
    return next(unfit(path, address, as_picture=as_picture), "") if docname else ""


@cache
def _drawings() -> frozenset[str]:
    """The only HTML that may stand in a page: line breaks, and the marks at what can be opened."""
    marks = (get_octicon(f"chevron-{way}", height="1.5em") for way in ("right", "down", "up"))
    return frozenset(("<br />", r"\\", *(mark.strip() for mark in marks)))


def _words(node: nodes.Element) -> Iterator[str]:
    """The words of a text as they stand in its tree."""
    for child in node.children:
        if isinstance(child, nodes.Text):
            yield from _WORD.findall(child.astext())
        elif isinstance(child, nodes.Element) and not _is_role(child):
            yield from _words(child)


def _is_role(node: nodes.Element) -> bool:
    """Whether words were made from a role, whose content is no text of its own."""
    return isinstance(node, _NOT_COUNTED) or (isinstance(node, addnodes.pending_xref) and node["reftype"] == "term")


def _compare(read: Mapping[str, int], shown: Counter[str], env: BuildEnvironment) -> None:
    """Report words that a page would lose or add: then the examination and MyST read the text differently.

    A page loses the words of an item whose ID another text has too, which is reported with both.
    """
    lost, added = Counter(read) - shown, shown - Counter(read)
    if lost and held_elsewhere(env, env.docname, (record.id for record in readings(env)[env.docname].records)):
        withhold(env)
        lost = Counter()
    for words, what in ((lost, "würde auf der Seite fehlen"), (added, "stünde auf der Seite, ohne geprüft zu sein")):
        if words:
            some = ", ".join(repr(word) for word in list(words)[:3])
            message = f"Text {what}: {some}. Prüfen Sie Einrückungen und ob jeder Block geschlossen ist."
            refuse(env, 1, message)


def _line(node: nodes.Node | None) -> int:
    while node is not None:
        if node.line:
            return node.line
        node = node.parent
    return 1
