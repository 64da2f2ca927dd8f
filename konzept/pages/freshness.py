"""Keeps incremental builds fresh: a page is written again when what it draws has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from konzept.blocks import links
from konzept.pages.build import Build, Slot
from konzept.pages.sphinx_needs import referenced, uses_all_needs
from konzept.views import LISTS

_SLOTS, _DIGESTS, _CONTENTS = "konzept_slots", "konzept_digests", "konzept_contents"


@dataclass(frozen=True, slots=True)
class Used:
    """One thing that a page draws from the whole concept (see :class:`Slot`); ``section`` is the anchor above it."""

    kind: str
    name: str
    item: str
    line: int = 0
    section: str = ""


def find_changed(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """The documents of which a file has another content than when they were read: Sphinx sees only newer dates.

    What Sphinx read of documents that are gone it would keep for good; that is removed.
    """
    for docname in removed:
        Path(env.doctreedir, f"{docname}.doctree").unlink(missing_ok=True)
    known: dict[str, str] = _stored(env, _CONTENTS)
    now: dict[str, str] = {}
    stale = []
    for docname in env.found_docs:
        own = _contents(env, docname)
        now |= own
        if any(known.get(path) != digest for path, digest in own.items()):
            stale.append(docname)
    setattr(env, _CONTENTS, now)
    return stale


def note_contents(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Remember also the files of which reading has only now shown that a document needs them."""
    for docname in env.found_docs:
        for path, digest in _contents(env, docname).items():
            _stored(env, _CONTENTS).setdefault(path, digest)
    return []


def _contents(env: BuildEnvironment, docname: str) -> dict[str, str]:
    """The SHA-256 of the file of a document and of those that it needs; empty for what is not there."""
    paths = [Path(env.doc2path(docname)), *(Path(env.srcdir, name) for name in env.dependencies.get(docname, ()))]
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "" for path in paths}


def note_slots(app: Sphinx, doctree: nodes.document) -> None:
    """Remember what a page draws from the whole concept."""
    found = [
        Used(slot["kind"], slot["name"], slot["item"], slot.line or 0, _section(slot)) for slot in doctree.findall(Slot)
    ]
    found += [Used("title", "", ident) for ident in referenced(doctree)]
    if uses_all_needs(doctree):
        found.append(Used("all", "", ""))
    slots(app.env)[app.env.docname] = found


def _places(env: BuildEnvironment) -> dict[str, tuple[str, str]]:
    """Where each view of the whole concept stands; the first place counts."""
    used = ((name, use) for name, found in sorted(slots(env).items(), reverse=True) for use in reversed(found))
    return {use.name: (name, use.section) for name, use in used if use.kind == "view" and not use.item}


def _section(slot: Slot) -> str:
    parent = slot.parent
    return str(parent["ids"][0]) if isinstance(parent, nodes.section) and parent["ids"] else ""


def purge_document(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Forget a document."""
    slots(env).pop(docname, None)
    _digests(env).pop(docname, None)


def merge_documents(app: Sphinx, env: BuildEnvironment, docnames: Iterable[str], other: Any) -> None:
    """Take over what a parallel process found."""
    slots(env).update({name: slots(other)[name] for name in docnames if name in slots(other)})


def find_stale(build: Build, app: Sphinx, env: BuildEnvironment) -> list[str]:
    """The documents whose drawn parts are not what they were when they were written last."""
    memory: dict[Used, bytes] = {}
    build.places = _places(env)
    around = _around(build, env)
    digests = {name: around[name] + _digest(build, used, memory) for name, used in slots(env).items()}
    stale = [name for name, digest in digests.items() if _digests(env).get(name) != digest]
    setattr(env, _DIGESTS, digests)
    return stale


def _around(build: Build, env: BuildEnvironment) -> dict[str, str]:
    """What each page shows of others: the titles before, behind and above it, and where links to lists lead."""
    relations = env.collect_relations()
    lists = [build.places.get(view) for view in LISTS]
    around = {}
    for docname in slots(env):
        above = docname
        names = list(relations.get(docname, ()))
        while above := (relations.get(above) or [None])[0] or "":
            names.append(above)
        titles = [(name, env.titles[name].astext()) for name in names if name in env.titles]
        around[docname] = repr((titles, lists))
    return around


def _digest(build: Build, used: list[Used], memory: dict[Used, bytes]) -> str:
    digest = hashlib.sha256()
    for use in used:
        key = Used(use.kind, use.name, use.item)
        if key not in memory:
            memory[key] = hashlib.sha256(_drawn(build, key).encode()).digest()
        digest.update(memory[key])
    return digest.hexdigest()


def _drawn(build: Build, use: Used) -> str:
    """What a page shows, as text: the blocks, and where their links lead."""
    if use.kind == "all":
        return repr(list(build.concept.items.values()))
    if use.kind == "title":
        item = build.concept.items.get(use.item)
        return repr(item and (item.title, build.docname(item)))
    key = use.kind, use.name, use.item
    blocks = build.drawn[key] = build.blocks(key)
    targets = [build.concept.items.get(link.id) for link in links(blocks)]
    return repr((blocks, [build.docname(item) if item else "" for item in targets]))


def slots(env: BuildEnvironment) -> dict[str, list[Used]]:
    """What each document draws from the whole concept."""
    return _stored(env, _SLOTS)


def _digests(env: BuildEnvironment) -> dict[str, str]:
    return _stored(env, _DIGESTS)


def _stored(env: BuildEnvironment, name: str) -> dict[str, Any]:
    if not hasattr(env, name):
        setattr(env, name, {})
    stored: dict[str, Any] = getattr(env, name)
    return stored
