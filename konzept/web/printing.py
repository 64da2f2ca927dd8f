"""What the style sheet needs to know: the foot of every printed sheet, since a page has no inline style, and widths."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.builders import html
from sphinx.builders.html import _assets

from konzept.model.dates import german_day
from konzept.notices import official
from konzept.pages.build import Build
from konzept.views.dossier import named_edition
from konzept.web import responsive


def give_foot(build: Build, app: Sphinx) -> None:
    """Give the template of the style sheet the words of the foot."""
    # Sphinx (and konzept.extension.upstream) keeps checksums
    # as long as the process lives; the style sheet changes with the Stichtag
    for module, name in ((_assets, "_file_checksum_inner"), (html, "_file_checksum")):
        getattr(module, name).cache_clear()
    edition = f" · {named_edition(build.edition)}" if build.edition else ""
    title = f"{build.town.title}{edition} · Stichtag {german_day(build.today)}"
    app.config.html_context = {
        **app.config.html_context,
        "table_widths": responsive.WIDTHS,
        "foot": css_lines(title, official(build.town), build.town.legal),
    }


def css_lines(*lines: str) -> str:
    """Lines of text as a CSS string; whatever might end it is written as its number."""
    return '"' + r"\a ".join("".join(map(_escaped, line)) for line in lines) + '"'


def _escaped(letter: str) -> str:
    return letter if letter.isalnum() or letter in " .,;:·–" else f"\\{ord(letter):x} "
