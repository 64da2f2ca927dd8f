"""The builder of the website: Sphinx' own, without what our templates never show."""

from __future__ import annotations

from typing import Any

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
        self.templates = Templates()

    def get_doc_context(self, docname: str, body: str, metatags: str) -> dict[str, Any]:
        """What a page is about; Sphinx would also draw titles, relations and contents, six times a page."""
        return {"meta": self.env.metadata.get(docname), "body": body, "metatags": metatags}


class Templates(BuiltinTemplateLoader):
    """Fills templates; in pages, long words get soft hyphens."""

    def render(self, template: str, context: dict[str, Any]) -> str:  # type: ignore[override]
        """A page."""
        return hyphens.hyphenated(super().render(template, context))
