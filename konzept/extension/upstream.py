"""What we change in the code of others so that a build is faster, in one place and without another result.

docutils' settings come from a parser of options with 74 of them; Sphinx makes it anew for each text, and MyST once
more for a document that it then does not use (``DocutilsRenderer.setup_render``). Made once and copied, they save
about a tenth of a build. Sphinx looks for each page anew where each style sheet and script lies before it takes the
checksum that it keeps, and writes out all that an event is given (all needs) for a message that nobody sees; it makes
every message, also those that each handler then drops. docutils looks for nodes with a generator for each level of a
tree, through all of which each node goes. sphinx-needs looks through all links to a need for each further one: a
square; and before it compares a value of a need with its default, it makes a type of three for each; on each page it
asks of each node of what type it is, for one type after another.
``tests/extension/test_upstream.py`` fails when the other side has mended one of them: then it goes.
"""

from __future__ import annotations

import copy
import gc
import reprlib
from collections.abc import Callable, Iterator, Mapping
from functools import cache, wraps
from logging import WARNING, getLogger
from typing import Any, Final

import sphinx.builders
import sphinx.events
import sphinx.util.docutils
from docutils import nodes
from docutils.frontend import Values
from docutils.utils import DependencyList
from myst_parser.mdit_to_docutils import base
from sphinx.application import Sphinx
from sphinx.builders import html
from sphinx.util.logging import NAMESPACE, VERBOSITY_MAP
from sphinx_needs import needs, needsfile
from sphinx_needs.need_item import NeedItem, NeedLink

_AT_ONCE: Final = 50_000  # new objects between two looks for cycles; Python's 700 cost a fifth of a build


def speed_up() -> None:
    """Make settings once in this process; nothing is a cycle while a build begins."""
    gc.unfreeze()  # what an earlier build of this process has loaded
    gc.disable()
    setattr(html, "_file_checksum", looked_up_once(getattr(html, "_file_checksum")))  # noqa: B009, B010  # not exported
    setattr(sphinx.events, "repr", reprlib.repr)  # noqa: B010  # the built-in one, as this module sees it
    setattr(NeedItem, "add_backlink", linked_back(NeedItem.add_backlink))  # noqa: B010  # others see a method
    setattr(needsfile, "_is_json_default", known_soon(getattr(needsfile, "_is_json_default")))  # noqa: B009, B010
    setattr(needs, "node_match", of_one_of(getattr(needs, "node_match")))  # noqa: B009, B010
    setattr(nodes.Node, "findall", found_in_one_walk(nodes.Node.findall))  # noqa: B010  # others see a method
    for module, name in ((sphinx.util.docutils, "_get_settings"), (base, "get_default_settings")):
        setattr(module, name, made_once(getattr(module, name)))


_Find = Callable[..., Iterator[nodes.Node]]


def found_in_one_walk(find: _Find) -> _Find:
    """``findall``, which goes through a tree in one loop; that of docutils goes through a generator for each level.

    Also while the tree is changed it finds the same, in the same order.
    """
    if hasattr(find, "__wrapped__"):
        return find

    @wraps(find)
    def findall(
        self: nodes.Node,
        condition: type[nodes.Node] | Callable[[nodes.Node], bool] | None = None,
        include_self: bool = True,
        descend: bool = True,
        siblings: bool = False,
        ascend: bool = False,
    ) -> Iterator[nodes.Node]:
        if not (include_self and descend) or siblings or ascend:
            return find(self, condition, include_self, descend, siblings, ascend)
        if isinstance(condition, type):
            return _walked(self, condition)
        found = _walked(self, object)
        return filter(condition, found) if condition else found

    return findall


def _walked(top: nodes.Node, kind: type) -> Iterator[nodes.Node]:
    """A node and all below it that are of a kind."""
    above: list[Iterator[nodes.Node]] = []
    beside = iter((top,))
    while True:
        for node in beside:
            if isinstance(node, kind):
                yield node
            if children := node.children:
                above.append(beside)
                beside = iter(children)
                break
        else:
            if not above:
                return
            beside = above.pop()


def hear_what_is_told(app: Sphinx) -> None:
    """Let Sphinx make no message that nobody will see: it makes all, and each handler then drops most."""
    level = WARNING if app.quiet else VERBOSITY_MAP[max(app.verbosity, 0)]
    getLogger(NAMESPACE).setLevel(level)


def look_for_cycles(app: object, *values: object) -> list[str]:
    """Look for cycles of objects from now on, but less often, and not among all that an earlier build left."""
    gc.freeze()
    gc.set_threshold(_AT_ONCE, 20, 20)
    gc.enable()
    return []


def made_once(make: Callable[..., Values]) -> Callable[..., Values]:
    """``make``, which makes settings for components, with a copy of what it made for the same question before."""
    if hasattr(make, "made"):
        return make
    made: dict[tuple[type, ...], tuple[Mapping[str, Any], Values]] = {}

    @wraps(make)
    def settings(*components: Any, **asked: Any) -> Values:
        key = tuple(part if isinstance(part, type) else type(part) for part in components)
        question = {name: dict(value) if isinstance(value, Mapping) else value for name, value in asked.items()}
        if key not in made or made[key][0] != question:
            made[key] = question, make(*components, **asked)
        return _copied(made[key][1])

    settings.made = made  # type: ignore[attr-defined]
    return settings


def _copied(settings: Values) -> Values:
    """Settings that one document may change without the others: files it depends on, lists it adds to."""
    copied = copy.copy(settings)
    for name, value in vars(settings).items():
        if isinstance(value, list | dict):
            setattr(copied, name, copy.copy(value))
        elif isinstance(value, DependencyList):
            setattr(copied, name, DependencyList())
    return copied


def looked_up_once(checksum: Callable[..., str]) -> Callable[..., str]:
    """``checksum`` of a file, which asks for it once a build: whoever changes files calls ``cache_clear``."""
    return checksum if hasattr(checksum, "cache_clear") else cache(checksum)


def of_one_of(match: Callable[..., Callable[[nodes.Node], bool]]) -> Callable[..., Callable[[nodes.Node], bool]]:
    """``match``, which makes a condition for nodes of these types; ours asks Python once for all types."""
    if hasattr(match, "__wrapped__"):
        return match

    @wraps(match)
    def condition(types: type | list[type]) -> Callable[[nodes.Node], bool]:
        known = tuple(types) if isinstance(types, list) else types
        return lambda node: isinstance(node, known)

    return condition


_Add = Callable[[NeedItem, str, str | NeedLink], None]


def linked_back(add: _Add) -> _Add:
    """``add``, which notes a link to a need once; those of one need come together, so it looks at the last one."""
    if hasattr(add, "__wrapped__"):
        return add

    @wraps(add)
    def add_last(need: NeedItem, kind: str, link: str | NeedLink) -> None:
        known = need._backlinks.get(kind)
        if not known or isinstance(link, str):
            add(need, kind, link)
        elif known[-1] != link:
            known.append(link)

    return add_last


def known_soon(is_default: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    """``is_default``, which tells whether a value is the default; most are the same object or text."""
    if hasattr(is_default, "__wrapped__"):
        return is_default

    @wraps(is_default)
    def is_known(value: Any, default: Any) -> bool:
        return value is default or (type(value) is str and value == default) or is_default(value, default)

    return is_known
