"""What the theme's templates are given: the frame of the website, and the facts of a page."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from konzept.concept import T
from konzept.exports import things
from konzept.exports.metadata import PREVIEW, Described, structured
from konzept.exports.terms import Terms
from konzept.languages import Language
from konzept.languages.interface import interface
from konzept.model import Event, Field, Item, Origin, Recommendation
from konzept.model.dates import german_day
from konzept.model.speech import say
from konzept.notices import POLICY, invented, official
from konzept.pages.build import Build, language_of
from konzept.pages.freshness import page_of_view
from konzept.views.dossier import named_edition
from konzept.views.downloads import DATA_VIEW, Paper, main_papers
from konzept.views.following import DATES, Following
from konzept.views.plain import first_sentence, shortened
from konzept.web import search
from konzept.web.beside import has_days
from konzept.web.menu import MenuEntry, MenuGroup, groups
from konzept.web.tools import tools, with_tools
from konzept.web.translations import same_page, versions

THEME: Final = Path(__file__).parent.parent / "theme"
_FRAME = "konzept_frame"
_FOLLOW: Final = "auf-dem-laufenden"  # the page that explains feeds and calendar, if the town has one
_BAR_LENGTH, _LONG_PAGE = 6, 4
# Pages that the foot of every page links to, where they exist.
_SERVICE: Final = (
    *("lesehilfe", "anlaufstellen", "mitmachen", "zum-mitnehmen", "redaktion/index"),
    *("impressum", "datenschutz", "barrierefreiheit", "lizenzen"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What every page shows."""

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
    papers: tuple[Paper, ...]
    policy: str = POLICY


@dataclass(slots=True)
class Kept:
    """The frame, made once a build when all texts are read: for each page anew it would grow with the square."""

    frame: Frame | None = None
    following: Following | None = None


@dataclass(frozen=True, slots=True)
class PagePart:
    """A part of a page with its anchor."""

    title: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Summary:
    """The German page that a page summarises, and whether it has changed since."""

    source: MenuEntry
    outdated: bool


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
        context["page"] = PageFacts(build, app.builder, pagename, context, doctree, kept.following)
        if kept.following and pagename != app.config.root_doc:
            subject = _subject(build, doctree)
            found = tools(build, kept.following, app.builder.env, pagename, subject)
            context["body"] = with_tools(str(context.get("body", "")), found, "../" * pagename.count("/"))


class PageFacts:
    """The facts of one page, for the templates."""

    def __init__(
        self,
        build: Build,
        builder: StandaloneHTMLBuilder,
        name: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
        following: Following | None,
    ) -> None:
        """Collect what the frame around this page shows."""
        self._builder, self._name, self._body = builder, name, str(context.get("body", ""))
        env = builder.env
        self.subject = _subject(build, doctree)
        self.item = self.subject if isinstance(self.subject, Recommendation) else None
        self.title = env.titles[name].astext() if name in env.titles else "Suche"
        self.description = _description(self.item, doctree) or f"{self.title}: {build.town.title}"
        self.language = language_of(build, name)
        self.ui = interface(self.language)
        self.siblings = _siblings(build, env, self.language)
        day = build.looked_up.get(name)
        self.looked_up = german_day(day) if day else ""
        self.versions = versions(build, name, builder.config.root_doc)
        self.summary = self._summary(build)
        self.sections = _sections(env, name) if name != builder.config.root_doc else []
        self.crumbs = [] if name == builder.config.root_doc else _above(builder, name)
        self.area = self.crumbs[1].docname if len(self.crumbs) > 1 else name
        base = build.town.base
        self.canonical = f"{base}/{builder.get_target_uri(name)}" if base else ""
        self.alternates = [
            (version.language.tag, f"{base}/{builder.get_target_uri(version.docname)}")
            for version in (same_page(build, name) if base else ())
        ]
        self.preview = f"{base}/{PREVIEW}"
        self.structured = self._structured(build, base) if base and name in env.titles else ""
        feed = following.of_items.get(self.subject.id) if following and self.subject else None
        self.feed = (feed.title, feed.file) if feed else None
        self.hint = _hint(build, self.title, self.canonical or builder.get_target_uri(name))
        _, before, after = builder.relations.get(name, ("", "", "")) if self.item else ("", "", "")
        self.before, self.after = (self._neighbour(build, other) for other in (before, after))

    def address(self, docname: str) -> str:
        """The relative address of a document, never empty."""
        uri = self._builder.get_relative_uri(self._name, docname)
        return uri if uri and uri != "#" else self._builder.get_target_uri(docname).rpartition("/")[2]

    def beside(self, address: str) -> str:
        """The relative address of what lies beside the Ausgabe: the newest one, the list of all."""
        return "../" * (self._name.count("/") + 1) + address

    def _summary(self, build: Build) -> Summary | None:
        """What stands above a page that summarises a German one."""
        page = build.foreign.get(self._name)
        if page is None or not page.summarises:
            return None
        docname = page.summarises.removesuffix(".md")
        return Summary(MenuEntry(self._builder.env.titles[docname].astext(), docname), page.outdated)

    def _structured(self, build: Build, base: str) -> str:
        """The page in the words of schema.org."""
        above = [(crumb.title, f"{base}/{self._builder.get_target_uri(crumb.docname)}") for crumb in self.crumbs]
        page = Described(
            address=self.canonical,
            title=self.title,
            description=self.description,
            language=self.language.tag,
            above=above,
            main=self._about(build, base),
            mentions=things.events(self._items_of(build, Event), self.canonical),
        )
        return structured(page, build.town)

    def _about(self, build: Build, base: str) -> things.Thing | None:
        """What the page is about: a recommendation, or the data."""
        if self.item:
            return things.recommendation(self.item, build.concept)
        if self._name == page_of_view(self._builder.env, DATA_VIEW):
            return things.dataset(Terms(build.town, build.today, build.edition), base)
        return None

    def _items_of(self, build: Build, kind: type[T]) -> list[T]:
        """The items of a kind that stand on the page."""
        return [item for item in build.concept.on_page(f"{self._name}.md") if isinstance(item, kind)]

    def uses(self, file: object) -> bool:
        """Whether this page needs a style sheet or script: nothing else is loaded."""
        name = str(file).rpartition("/")[2]
        marks = {
            "konzept.css": True,
            "konzept.js": True,
            "sphinx-design.min.css": 'class="sd-' in self._body,
            **dict.fromkeys(search.SCRIPTS, self._name == search.PAGE),
        }
        return marks.get(name, False)

    def _neighbour(self, build: Build, docname: str | None) -> MenuEntry | None:
        """The page before or behind, if it is a recommendation too."""
        if not docname or docname.rpartition("/")[0] != self._name.rpartition("/")[0]:
            return None
        known = docname.rpartition("/")[2] in build.concept.items
        return MenuEntry(self._builder.env.titles[docname].astext(), docname) if known else None


def _siblings(build: Build, env: BuildEnvironment, language: Language) -> list[MenuEntry]:
    """All pages in a language other than German."""
    found = sorted(name for name, page in build.foreign.items() if page.language is language)
    return [MenuEntry(env.titles[name].astext(), name) for name in found if name in env.titles]


def _subject(build: Build, doctree: nodes.document | None) -> Item | None:
    """The item that a page is about: the one with which it begins."""
    first = doctree.next_node(nodes.section) if doctree is not None else None
    return build.concept.items.get(first["ids"][0]) if first is not None and first["ids"] else None


def _description(item: Recommendation | None, doctree: nodes.document | None) -> str:
    if item is not None:
        return shortened(f"{_lead(item)}{item.title} ({item.status.label}). {first_sentence(item)}")
    for paragraph in doctree.findall(nodes.paragraph) if doctree is not None else ():
        if len(text := paragraph.astext()) > 60 and isinstance(paragraph.parent, nodes.section):
            return shortened(text)
    return ""


def _lead(item: Recommendation) -> str:
    return f"{Origin.PROPOSAL.label}: " if item.is_proposal else ""


def _sections(env: BuildEnvironment, name: str) -> list[PagePart]:
    """The parts of a long page."""
    found = list(_second_level(env.tocs.get(name)))
    return found if len(found) >= _LONG_PAGE else []


def _second_level(toc: nodes.Node | None) -> Iterator[PagePart]:
    for first in toc.children if toc is not None else ():
        for level in first.children:
            if isinstance(level, nodes.bullet_list):
                for item in level.children:
                    link = item.next_node(nodes.reference)
                    if link is not None:
                        yield PagePart(link.astext(), link["anchorname"].removeprefix("#"))


def _above(builder: StandaloneHTMLBuilder, name: str) -> list[MenuEntry]:
    """The way from the start page to the page above."""
    found: list[MenuEntry] = []
    above: str | None = (builder.relations.get(name) or [builder.config.root_doc])[0]
    while above and above not in [entry.docname for entry in found]:
        found.append(MenuEntry(builder.env.titles[above].astext(), above))
        above = (builder.relations.get(above) or [None])[0]
    root = builder.config.root_doc
    return [MenuEntry("Start", root), *(entry for entry in reversed(found) if entry.docname != root)]


def _hint(build: Build, title: str, address: str) -> str:
    """The address of a mail to the Redaktion about a page; empty if there is none."""
    if "@" not in build.town.contact:
        return ""
    body = f"Seite: {title}\nAdresse: {address}\nStichtag: {german_day(build.today)}\n\n"
    return f"mailto:{build.town.contact}?subject={quote(f'Hinweis: {title}')}&body={quote(body)}"
