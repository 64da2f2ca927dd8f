"""The menu: the pages in the groups of the start page's tables of contents, two levels deep.

It is read from the environment once a build. Its length depends on the number of
Handlungsfelder, never on the number of recommendations. Pages for the Redaktion stand in no menu.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment

from konzept.concept import Concept
from konzept.model import Field
from konzept.town import Town

_WITHOUT_CAPTION = "Seiten"


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A page in the menu, with the pages below it."""

    title: str
    docname: str
    entries: tuple[MenuEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class MenuGroup:
    """The pages of one table of contents, under its caption."""

    title: str
    entries: tuple[MenuEntry, ...]


def groups(env: BuildEnvironment, concept: Concept, town: Town) -> tuple[MenuGroup, ...]:
    """The groups of the menu, in the order of the start page."""
    root = env.config.root_doc
    fields = {field.place.file.removesuffix(".md") for field in concept.all(Field)}
    found = (
        MenuGroup(tree.get("caption") or _WITHOUT_CAPTION, tuple(_entries(env, tree, fields, town)))
        for tree in _toctrees(env.tocs.get(root))
    )
    return tuple(group for group in found if group.entries)


def _toctrees(toc: nodes.Node | None) -> Iterator[addnodes.toctree]:
    if toc is not None:
        yield from toc.findall(addnodes.toctree)


def _entries(env: BuildEnvironment, tree: addnodes.toctree, fields: set[str], town: Town) -> Iterator[MenuEntry]:
    """The pages of a table of contents; below them only Handlungsfelder."""
    root = env.config.root_doc
    for title, docname in tree["entries"]:
        if docname in env.titles and not town.is_editorial(docname):
            below = () if docname == root else env.toctree_includes.get(docname, ())
            children = tuple(MenuEntry(env.titles[name].astext(), name) for name in below if name in fields)
            yield MenuEntry(title or env.titles[docname].astext(), docname, children)
