"""Keeps incremental builds fresh: a page is written again when what it draws has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from konzept.blocks import links
from konzept.concept import Concept
from konzept.pages.build import Build, Slot
from konzept.pages.sphinx_needs import referenced, uses_all_needs
from konzept.pages.stored_values import stored
from konzept.pages.watched import Watched
from konzept.views import LISTS

_SLOTS, _DIGESTS, _OUTLINES = "konzept_slots", "konzept_digests", "konzept_outlines"


@dataclass(frozen=True, slots=True)
class Used:
    """One thing that a page draws from the whole concept (see :class:`Slot`); ``section`` is the anchor above it."""

    kind: str
    name: str
    item: str
    line: int = 0
    section: str = ""


def note_slots(app: Sphinx, doctree: nodes.document) -> None:
    """Remember what a page draws from the whole concept."""
    found = used(doctree)
    found += [Used("title", "", ident) for ident in referenced(doctree)]
    if uses_all_needs(doctree):
        found.append(Used("all", "", ""))
    slots(app.env)[app.env.docname] = found


def used(doctree: nodes.document) -> list[Used]:
    """What is drawn in the slots of a page."""
    found = doctree.findall(Slot)
    return [Used(slot["kind"], slot["name"], slot["item"], slot.line or 0, _section(slot)) for slot in found]


def has_lists(env: BuildEnvironment, docname: str) -> bool:
    """Whether a page shows views of the concept, which may be long."""
    return any(use.kind in ("view", "body") for use in slots(env).get(docname, ()))


def places(env: BuildEnvironment) -> dict[str, tuple[str, str]]:
    """Where each view of the whole concept stands; the first place counts. A page about a body is its own place."""
    found = ((name, use) for name, own in sorted(slots(env).items(), reverse=True) for use in reversed(own))
    return {
        name if use.kind == "body" else use.name: (name, use.section)
        for name, use in found
        if use.kind == "body" or (use.kind == "view" and not use.item)
    }


def forget(env: BuildEnvironment, docname: str) -> None:
    """Forget a page that no text is written for, with what Sphinx knows of it."""
    purge_document(None, env, docname)
    for known in (env.titles, env.longtitles, env.tocs, env.metadata, env.toctree_includes):
        known.pop(docname, None)
    Path(env.doctreedir, f"{docname}.doctree").unlink(missing_ok=True)


def _section(slot: Slot) -> str:
    parent = slot.parent
    return str(parent["ids"][0]) if isinstance(parent, nodes.section) and parent["ids"] else ""


def purge_document(app: Sphinx | None, env: BuildEnvironment, docname: str) -> None:
    """Forget a document."""
    for name in (_SLOTS, _DIGESTS, _OUTLINES):
        kept: dict[str, Any] = stored(env, name, dict)
        kept.pop(docname, None)


def merge_documents(app: Sphinx, env: BuildEnvironment, docnames: Iterable[str], other: Any) -> None:
    """Take over what a parallel process found."""
    slots(env).update({name: slots(other)[name] for name in docnames if name in slots(other)})


def find_stale(build: Build, app: Sphinx, env: BuildEnvironment) -> list[str]:
    """The documents whose drawn parts are not what they were when they were written last.

    What was asked of the concept to draw them is kept: only where the answers changed they are drawn again.
    """
    build.places = places(env)
    draw = _Draw(build)
    around = _around(build, env)
    before: dict[str, Drawn] = stored(env, _DIGESTS, dict)
    now = {name: draw.page(around[name], used, before.get(name)) for name, used in slots(env).items()}
    setattr(env, _DIGESTS, now)
    return [name for name, drawn in now.items() if name not in before or before[name].digest != drawn.digest]


class Drawn(NamedTuple):
    """What a page drew, as a sum; what was asked of the concept for that, a question a line; the sum of the answers."""

    digest: str
    asked: str
    answers: str


class _Draw:
    """Draws what the pages of one build show of the concept."""

    def __init__(self, build: Build) -> None:
        self._build, self._concept = build, Watched(build.concept)
        self._scope = replace(build.scope(), concept=self._concept)
        self._given = repr(replace(self._scope, concept=Concept({})))
        self._memory: dict[Used, tuple[bytes, frozenset[str]]] = {}

    def page(self, around: str, used: list[Used], before: Drawn | None) -> Drawn:
        """What a page shows now; without drawing it, if nothing that it asked for has changed."""
        if before and before.answers == self._answers(before.asked):
            drawn = before.asked, before.answers, before.digest.partition(" ")[2]
        else:
            found = [self._part(Used(use.kind, use.name, use.item)) for use in used]
            asked = "\n".join(sorted(frozenset[str]().union(*(questions for _, questions in found))))
            drawn = asked, self._answers(asked), hashlib.sha256(b"".join(part for part, _ in found)).hexdigest()
        return Drawn(f"{hashlib.sha256(around.encode()).hexdigest()} {drawn[2]}", drawn[0], drawn[1])

    def _answers(self, asked: str) -> str:
        return hashlib.sha256(f"{self._given} {self._concept.sum_of(asked.splitlines())}".encode()).hexdigest()

    def _part(self, use: Used) -> tuple[bytes, frozenset[str]]:
        if use not in self._memory:
            self._concept.asked.clear()
            self._memory[use] = hashlib.sha256(self._drawn(use).encode()).digest(), frozenset(self._concept.asked)
        return self._memory[use]

    def _drawn(self, use: Used) -> str:
        """What a page shows, as text: the blocks, and where their links lead."""
        items = self._concept.items
        if use.kind == "all":
            return repr(list(items.values()))
        if use.kind == "title":
            item = items.get(use.item)
            return repr(item and (item.title, self._build.docname(item)))
        key = use.kind, use.name, use.item
        blocks = self._build.drawn[key] = self._build.blocks(key, self._scope)
        targets = [items.get(link.id) for link in links(blocks)]
        return repr((blocks, [self._build.docname(item) if item else "" for item in targets]))


def _around(build: Build, env: BuildEnvironment) -> dict[str, str]:
    """What each page shows of others: titles around it, tables of contents, and where links to lists lead."""
    relations = env.collect_relations()
    lists = [build.places.get(view) for view in LISTS]
    around: dict[str, str] = {}
    known: dict[str, str] = {}
    for docname in slots(env):
        above = docname
        names = list(relations.get(docname, ()))
        while above := (relations.get(above) or [None])[0] or "":
            names.append(above)
        titles = [(name, env.titles[name].astext()) for name in names if name in env.titles]
        around[docname] = repr((titles, lists, _below(env, docname, known)))
    return around


def _below(env: BuildEnvironment, docname: str, known: dict[str, str]) -> str:
    """The outlines of all pages that the tables of contents of a page name, and so on, as one sum."""
    if docname not in known:
        known[docname] = ""  # in a circle nothing is new
        found = [
            (name, _outline(env, name), _below(env, name, known)) for name in env.toctree_includes.get(docname, ())
        ]
        known[docname] = hashlib.sha256(repr(found).encode()).hexdigest() if found else ""
    return known[docname]


def _outline(env: BuildEnvironment, docname: str) -> str:
    """What a table of contents shows of one page, as a sum."""
    outlines: dict[str, str] = stored(env, _OUTLINES, dict)
    if docname not in outlines and docname in env.tocs:
        shown = env.titles[docname].pformat(), env.tocs[docname].pformat(), env.toc_secnumbers.get(docname)
        outlines[docname] = hashlib.sha256(repr(shown).encode()).hexdigest()
    return outlines.get(docname, "")


def leave_contents(app: Sphinx, builder: object) -> None:
    """Let Sphinx not write every page again whose table of contents names a page that is written.

    :func:`find_stale` has found those that show something else, also those above them, which Sphinx forgets.
    """
    app.env.files_to_rebuild = {}


def slots(env: BuildEnvironment) -> dict[str, list[Used]]:
    """What each document draws from the whole concept."""
    return stored(env, _SLOTS, dict)
