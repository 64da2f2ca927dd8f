"""HTML pages that stand by themselves, in the look of the website, without script: one of changes, and others."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from konzept.compare import Changes
from konzept.compare.changelist import NOT_READ, NOTHING, groups
from konzept.compare.difference import shortened
from konzept.notices import official
from konzept.town import Town

_STATIC: Final = Path(__file__).parent.parent / "theme" / "static"


def as_page(changes: Changes, labels: tuple[str, str], unread: tuple[str, ...], town: Town) -> str:
    """The whole page of what changed between two states."""
    return drawn(
        Path(__file__).with_name("changes.html"),
        town,
        title="Was sich geändert hat",
        labels=labels,
        groups=groups(changes),
        nothing="" if changes else NOTHING,
        not_read=NOT_READ,
        unread=unread,
    )


def style_sheet() -> str:
    """The style sheet of the website; the foot of printed sheets is empty in it."""
    text = (_STATIC / "konzept.css_t").read_text("utf-8")
    return Environment(undefined=StrictUndefined, autoescape=False).from_string(text).render(foot='""')  # noqa: S701


def drawn(template: Path, town: Town, **values: object) -> str:
    """A page of a template that fills in ``standalone.html``; its style sheet stands in it, its policy permits no more.

    What the values say is text, whatever stands in it.
    """
    templates = Environment(
        loader=FileSystemLoader([template.parent, Path(__file__).parent, _STATIC]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = style_sheet()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return templates.get_template(template.name).render(
        shortened=shortened,
        site=town.title,
        official=official(town),
        legal=town.legal,
        style=Markup(style),  # noqa: S704  # our own style sheet
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'",
        **values,
    )
