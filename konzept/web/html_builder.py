"""The builder of the website: Sphinx' own, without what our templates never show."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import FileSystemBytecodeCache
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.jinja2glue import BuiltinTemplateLoader

from konzept.web import hyphens


def register(app: Sphinx) -> None:
    """Put it in the place of Sphinx' builder ``html``."""
    app.add_builder(Website, override=True)


class Website(StandaloneHTMLBuilder):
    """Writes a page with what ``theme/`` shows of it, and its long words with soft hyphens."""

    # Sphinx makes no index: its stems know neither parts of German compounds nor what was meant.
    search = False

    templates: Templates

    def create_template_bridge(self) -> None:
        """Let the pages be written with soft hyphens."""
        self.templates = Templates(self.app)

    def get_doc_context(self, docname: str, body: str, metatags: str) -> dict[str, Any]:
        """What a page is about; Sphinx would also draw titles, relations and contents, six times a page."""
        return {"meta": self.env.metadata.get(docname), "body": body, "metatags": metatags}


class Templates(BuiltinTemplateLoader):
    """Fills templates, which a further build need not translate again; in pages, long words get soft hyphens."""

    def __init__(self, app: Sphinx) -> None:
        """Keep the translated ones beside what was read, for this state of the program."""
        folder = Path(app.doctreedir, "konzept-templates")
        folder.mkdir(parents=True, exist_ok=True)
        program = app.extensions["konzept.extension"].metadata["env_version"]
        self._translated = FileSystemBytecodeCache(str(folder), f"{program}-%s")

    def init(self, *values: Any) -> None:
        """Find the templates of the theme."""
        super().init(*values)
        self.environment.bytecode_cache = self._translated

    def render(self, template: str, context: dict[str, Any]) -> str:  # type: ignore[override]
        """A page."""
        return hyphens.hyphenated(super().render(template, context))
