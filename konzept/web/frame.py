"""What the theme's templates are given: the frame, made once a build, and the facts of each page."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from konzept.blocks import File
from konzept.model import Field
from konzept.model.dates import german_day
from konzept.model.speech import say
from konzept.notices import POLICY, invented, official
from konzept.pages.build import Build
from konzept.views.dossier import named_edition
from konzept.views.downloads import main_papers
from konzept.views.following import DATES, Following
from konzept.web.beside import has_days
from konzept.web.menu import MenuEntry, MenuGroup, groups
from konzept.web.page_facts import PageFacts
from konzept.web.tools import tools, with_tools

THEME: Final = Path(__file__).parent.parent / "theme"
_FRAME = "konzept_frame"
_FOLLOW: Final = "auf-dem-laufenden"  # the page that explains feeds and calendar, if the town has one
_BAR_LENGTH: Final = 6
# Pages that the foot of every page links to, where they exist.
_SERVICE: Final = (
    *("lesehilfe", "anlaufstellen", "mitmachen", "zum-mitnehmen", "redaktion/index"),
    *("impressum", "datenschutz", "barrierefreiheit", "lizenzen"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What every page shows around its text, in words and addresses from the folder of the website.

    ``day`` is the Stichtag; ``edition``, its day and its papers are empty in a preview, as is what a town does not have
    (feeds, calendar). ``example`` is the ID of the first recommendation. ``bar`` has the entries of the short menu,
    ``groups`` those of the whole one, ``service`` those in the foot.
    """

    site: str
    operator: str
    official: str
    invented: str
    legal: str
    day: str
    edition: str
    edition_words: str
    edition_day: str
    feeds: tuple[tuple[str, str], ...]
    calendar: str
    follow: MenuEntry | None
    example: str
    to_item: str
    bar: tuple[MenuEntry, ...]
    groups: tuple[MenuGroup, ...]
    service: tuple[MenuEntry, ...]
    papers: tuple[File, ...]
    policy: str = POLICY


@dataclass(slots=True)
class Kept:
    """The frame, made once a build when all texts are read: for each page anew it would grow with the square."""

    frame: Frame | None = None
    following: Following | None = None


def register(app: Sphinx) -> None:
    """Make the theme and its script known."""
    app.add_html_theme("konzept", str(THEME))
    app.add_js_file("konzept.js", loading_method="defer")


def find_reframed(build: Build, kept: Kept, app: Sphinx, env: BuildEnvironment) -> list[str]:
    """All documents, if what every page shows is not what it was."""
    kept.following = Following(build.concept, build.town, build.today)
    kept.frame = frame(build, env, kept.following)
    text = repr((kept.frame, build.town, build.foreign, build.looked_up, sorted(kept.following.of_items)))
    digest = hashlib.sha256(text.encode())
    for path in sorted(THEME.rglob("*")):
        digest.update(path.read_bytes() if path.is_file() else b"")
    known, new = getattr(env, _FRAME, ""), digest.hexdigest()
    setattr(env, _FRAME, new)
    return [] if known == new else sorted(env.found_docs)


def frame(build: Build, env: BuildEnvironment, following: Following) -> Frame:
    """What every page of this build shows."""
    town = build.town
    found = groups(env, build.concept, town)
    return Frame(
        site=town.title,
        operator=town.operator,
        official=official(town),
        invented=invented(town),
        legal=town.legal,
        day=german_day(build.today),
        edition=build.edition,
        edition_words=named_edition(build.edition),
        edition_day=build.edition_day,
        feeds=tuple((feed.title, feed.file) for feed in following.feeds if feed.about is None),
        calendar=DATES if has_days(build) else "",
        follow=MenuEntry(env.titles[_FOLLOW].astext(), _FOLLOW) if _FOLLOW in env.titles else None,
        example=next((item.id for item in build.concept.recommendations()), ""),
        to_item=say("{zum Eintrag}"),
        bar=found[0].entries[:_BAR_LENGTH] if found else (),
        groups=found,
        service=tuple(MenuEntry(env.titles[name].astext(), name) for name in _SERVICE if name in env.titles),
        papers=main_papers(town, build.concept.all(Field)) if build.edition else (),
    )


def give_context(
    build: Build,
    kept: Kept,
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Give the templates ``frame`` and ``page``."""
    if isinstance(app.builder, StandaloneHTMLBuilder):
        context["frame"] = kept.frame
        context["page"] = facts = PageFacts(build, app.builder, pagename, context, doctree, kept.following)
        if kept.following and pagename != app.config.root_doc:
            found = tools(build, app.builder.env, pagename, facts.subject)
            context["body"] = with_tools(str(context.get("body", "")), found, "../" * pagename.count("/"))
