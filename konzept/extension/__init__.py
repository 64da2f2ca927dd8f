"""The Sphinx door: connects pages, website and PDFs in the order of a build."""

from __future__ import annotations

import hashlib
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from konzept import __version__
from konzept.extension import guard
from konzept.pages import directive, drawing, examination, freshness, gate, session_paper, tree
from konzept.pages.build import Build
from konzept.pdf import builder as typst
from konzept.web import beside, declared, frame, printing, responsive, search, short, single, tabledata, translator


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register everything in the order of a build."""
    build = Build()
    for part in (
        examination,
        gate,
        directive,
        drawing,
        responsive,
        tabledata,
        translator,
        session_paper,
        freshness,
        beside,
        frame,
        printing,
        short,
        search,
        single,
        tree,
        declared,
        typst,
    ):
        part.connect(app, build)
    guard.protect(app)
    guard.name_faults()
    return {
        "version": __version__,
        "env_version": _code_version(),
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


def _code_version() -> int:
    """A number that changes with our code: what an older code read is not used again."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return int.from_bytes(digest.digest()[:8])
