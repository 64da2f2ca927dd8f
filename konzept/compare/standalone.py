"""Changes as one HTML page that stands by itself: in the look of the website, without script."""

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
_TEMPLATES: Final = Environment(
    loader=FileSystemLoader([Path(__file__).parent, _STATIC]),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def as_page(changes: Changes, labels: tuple[str, str], unread: tuple[str, ...], town: Town) -> str:
    """The whole page; its style sheet stands in it, and its policy permits nothing else."""
    style = _style()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return _TEMPLATES.get_template("changes.html").render(
        labels=labels,
        groups=groups(changes),
        nothing="" if changes else NOTHING,
        not_read=NOT_READ,
        unread=unread,
        shortened=shortened,
        site=town.title,
        official=official(town),
        legal=town.legal,
        style=Markup(style),  # noqa: S704  # our own style sheet
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'",
    )


def _style() -> str:
    """The style sheet of the website, with an empty foot for printed sheets."""
    return _TEMPLATES.from_string((_STATIC / "konzept.css_t").read_text("utf-8")).render(foot=Markup('""'))
