"""What the extension takes from sphinx-needs: its nodes and its needs, read-only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx_needs import derive, filter_common, variants
from sphinx_needs.data import SphinxNeedsData
from sphinx_needs.directives import needif
from sphinx_needs.directives.need import purge_needs
from sphinx_needs.directives.needflow._directive import NeedflowGraphiz, NeedflowPlantuml
from sphinx_needs.directives.needlist import Needlist
from sphinx_needs.directives.needtable import Needtable, NeedtableRow, NeedtableTable
from sphinx_needs.functions import common, functions
from sphinx_needs.nodes import Need
from sphinx_needs.roles.need_count import NeedCount
from sphinx_needs.roles.need_ref import NeedRef

_ASSETS = {
    "config-inited": ("sphinxcontrib.jquery",),
    "env-updated": ("sphinx_needs.environment", "sphinx_data_viewer.sphinx_data_viewer"),
    "html-page-context": ("sphinx_needs.environment",),
}
_DRAW_ON_ALL = (Needtable, Needlist, NeedflowGraphiz, NeedflowPlantuml, NeedCount)


def referenced(doctree: nodes.document) -> Iterator[str]:
    """The IDs to which the role ``need`` refers in a document."""
    for node in doctree.findall(NeedRef):
        yield node["reftarget"]


def uses_all_needs(doctree: nodes.document) -> bool:
    """Whether a document has a table, list or picture of sphinx-needs, drawn by a filter."""
    return any(True for kind in _DRAW_ON_ALL for _ in doctree.findall(kind))


def held_elsewhere(env: BuildEnvironment, docname: str, idents: Iterable[str]) -> bool:
    """Whether sphinx-needs has one of these IDs from another document: then it took none from this one."""
    needs = SphinxNeedsData(env).get_needs_mutable()
    return any(ident in needs and needs[ident]["docname"] != docname for ident in idents)


def purge(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Let sphinx-needs purge only documents read before.

    It looks through all needs for each document; in a fresh build that grows with the square.
    """
    if docname in env.all_docs:
        purge_needs(app, env, docname)


def forbid_code() -> None:
    """Take Python's evaluation away from sphinx-needs: no filter, function or variant of it can run a text.

    The filters that a text may have are answered by its compiled predicates, without evaluation.
    """
    for module in (derive, filter_common, needif, variants, common, functions):
        for name in ("eval", "exec"):
            setattr(module, name, _refused)


def _refused(*arguments: object) -> None:
    raise RuntimeError("sphinx-needs wollte einen Text als Programm ausführen")


def begin_list(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Let sphinx-needs have its list of documents before any is read.

    Else the first parallel process that finds no need leaves a list without its entry "all", and the next one fails.
    """
    SphinxNeedsData(env).get_or_create_docs().setdefault("all", [])


def drop_handlers(app: Sphinx) -> None:
    """Keep scripts and styles of sphinx-needs out of the website, and its purge, in the place of which stands ours.

    Nothing that we draw uses them; its handlers also write ``permalink.html``, a page with an inline script.
    """
    for event, modules in _ASSETS.items():
        for listener in list(app.events.listeners[event]):
            if listener.handler.__module__ in modules:
                app.disconnect(listener.id)
    for listener in list(app.events.listeners["env-purge-doc"]):
        if listener.handler is purge_needs:
            app.disconnect(listener.id)


__all__ = [
    "Need",
    "NeedRef",
    "Needlist",
    "Needtable",
    "NeedtableRow",
    "NeedtableTable",
    "begin_list",
    "drop_handlers",
    "forbid_code",
    "held_elsewhere",
    "purge",
    "referenced",
    "uses_all_needs",
]
