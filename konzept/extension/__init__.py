"""The Sphinx door: connects pages, website and PDFs in the order of a build."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from konzept import __version__
from konzept.extension import guard, upstream
from konzept.extension.order import steps
from konzept.files import build_sum
from konzept.pages import directive, drawing, examination, gate, sphinx_needs
from konzept.pages.build import Build
from konzept.pdf import builder as typst
from konzept.web import frame, html_builder, search, translator


def setup(app: Sphinx) -> ExtensionMetadata:
    """Make known what is ours, and connect the steps of a build in their order."""
    build = Build()
    upstream.speed_up()
    upstream.hear_what_is_told(app)
    sphinx_needs.drop_handlers(app)
    for part in (examination, gate, directive, drawing, translator, frame, search):
        part.register(app)
    for builder in (html_builder, typst):
        builder.register(app, build)
    for step in steps(build):
        app.connect(step.event, guard.guarded(step.handler, step.event), step.number)
    guard.name_faults()
    guard.allow_empty_patterns()
    return {
        "version": __version__,
        "env_version": int(build_sum.program()[:16], 16),  # what an older code read is not used again
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
