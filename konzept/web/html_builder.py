"""The builder of the website: Sphinx' own, without what our templates never show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.jinja2glue import BuiltinTemplateLoader

from konzept.pages import freshness
from konzept.pages.build import Build
from konzept.pages.processes import InLots, Shared, are_few, further
from konzept.web import hyphens


def register(app: Sphinx, build: Build) -> None:
    """Put it in the place of Sphinx' builder ``html``."""
    app.registry.add_builder(type("Website", (Website,), {"concept_build": build}), override=True)


class Website(InLots, StandaloneHTMLBuilder):
    """Writes a page with what ``theme/`` shows of it, and its long words with soft hyphens."""

    # Sphinx makes no index: its stems know neither parts of German compounds nor what was meant.
    search = False

    templates: Templates
    concept_build: Build
    beside: Callable[[], None] | None = None
    """What stands beside the pages and needs none of them, to be written; none when that is done."""

    def create_template_bridge(self) -> None:
        """Let the pages be written with soft hyphens."""
        self.templates = Templates(self.app)

    def get_doc_context(self, docname: str, body: str, metatags: str) -> dict[str, Any]:
        """What a page is about; Sphinx would also draw titles, relations and contents, six times a page."""
        return {"meta": self.env.metadata.get(docname), "body": body, "metatags": metatags}

    def _write_parallel(self, docnames: Sequence[str], nproc: int) -> None:
        """Write pages in ``nproc`` further processes and in this one, each page whole; few in this one alone.

        Each process takes the next page when it has written one; those with lists come first, since a list of all takes
        as long as a hundred others. One of the further processes begins with what stands beside the pages.
        """
        if are_few(docnames):
            self._write_serial(docnames)
            return
        first, *others = docnames
        self._write_serial([first])  # what all pages need is loaded before the processes part
        pages = Shared(sorted(others, key=lambda name: not freshness.has_lists(self.env, name)))
        with further(nproc) as tasks:
            tasks.add_task(self._write_both, pages, self._take_over)
            for _ in range(1, nproc):
                tasks.add_task(self._write_shared, pages, self._take_over)
            self._write_shared(pages)
        self.beside = None

    def _write_both(self, pages: Shared) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
        if self.beside:
            self.beside()
        return self._write_shared(pages)

    def _write_shared(self, pages: Shared) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
        """Write pages until none is left; returned are the pictures and the files with data that they have."""
        for docname in pages:
            self._write_serial([docname])
        return self.images, self.concept_build.tables

    def _take_over(self, _: object, written: tuple[dict[str, str], dict[str, tuple[str, ...]]]) -> None:
        images, tables = written
        self.images |= images
        self.concept_build.tables |= tables


class Templates(BuiltinTemplateLoader):
    """Fills templates, which a further build need not translate again; in pages, long words get soft hyphens."""

    def __init__(self, app: Sphinx) -> None:
        """Keep the translated ones beside what was read, for this state of the program."""
        folder = Path(app.doctreedir, "konzept-templates")
        folder.mkdir(parents=True, exist_ok=True)
        program = app.extensions["konzept.extension"].metadata["env_version"]
        self._translated = FileSystemBytecodeCache(str(folder), f"{program}-%s")

    def init(self, *values: Any) -> None:
        """Find the templates of the theme; they are ours, and run without a sandbox that looks at each name."""
        super().init(*values)
        boxed, cache = self.environment, self._translated
        free = Environment(loader=self, bytecode_cache=cache, extensions=[*boxed.extensions])  # noqa: S701  # as boxed
        free.filters, free.globals = boxed.filters, boxed.globals
        self.environment = free  # type: ignore[assignment]

    def render(self, template: str, context: dict[str, Any]) -> str:  # type: ignore[override]
        """A page."""
        return hyphens.hyphenated(super().render(template, context))
