"""What a build keeps in the environment of Sphinx, for the next build too."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sphinx.environment import BuildEnvironment

T = TypeVar("T")


def stored(env: BuildEnvironment, name: str, begin: Callable[[], T]) -> T:
    """What is kept under a name, to be changed in place; ``begin`` makes it where there is nothing yet."""
    if not hasattr(env, name):
        setattr(env, name, begin())
    found: T = getattr(env, name)
    return found
