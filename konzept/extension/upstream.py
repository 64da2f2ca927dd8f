"""What we change in the code of others so that a build is faster, in one place and without another result.

docutils' settings come from a parser of options with 74 of them; Sphinx makes it anew for each text, and MyST once
more for a document that it then does not use (``DocutilsRenderer.setup_render``). Made once and copied, they save about
a tenth of a build. ``tests/extension/test_upstream.py`` fails when the other side makes them once: then this goes.
"""

from __future__ import annotations

import copy
import gc
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Final

import sphinx.util.docutils
from docutils.frontend import Values
from docutils.utils import DependencyList
from myst_parser.mdit_to_docutils import base

_AT_ONCE: Final = 50_000  # new objects between two looks for cycles; Python's 700 cost a fifth of a build


def speed_up() -> None:
    """Make settings once in this process, and look for cycles of objects less often."""
    gc.set_threshold(_AT_ONCE, 20, 20)
    for module, name in ((sphinx.util.docutils, "_get_settings"), (base, "get_default_settings")):
        setattr(module, name, made_once(getattr(module, name)))


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
