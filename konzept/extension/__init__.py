"""The Sphinx door: reads, examines and draws the concept in a Sphinx build."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from konzept import __version__
from konzept.extension import directive, drawing, examination, freshness
from konzept.extension.build import Build


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register everything in the order of a build."""
    build = Build()
    for part in (examination, directive, drawing, freshness):
        part.connect(app, build)
    return {"version": __version__, "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
