"""What the theme's templates are told of one page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final
from urllib.parse import quote

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder

from konzept.concept import Concept
from konzept.exports import things
from konzept.exports.metadata import PREVIEW, Described, structured
from konzept.exports.terms import Terms
from konzept.languages.interface import interface
from konzept.model import Event, Item, Origin, Recommendation
from konzept.model.dates import german_day
from konzept.pages.build import Build, language_of
from konzept.views.downloads import DATA_VIEW
from konzept.views.following import Following
from konzept.views.plain import first_sentence, shortened
from konzept.web import search
from konzept.web.menu import MenuEntry
from konzept.web.translations import Version, same_page, versions

_LONG_PAGE: Final = 4


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


class PageFacts:
    """The facts of one page, each made when a template asks for it."""

    def __init__(
        self,
        build: Build,
        builder: StandaloneHTMLBuilder,
        name: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
        following: Following | None,
    ) -> None:
        """Note what the facts are taken from; ``context`` has the page as HTML."""
        self._build, self._builder, self._env, self._name = build, builder, builder.env, name
        self._body, self._doctree, self._following = str(context.get("body", "")), doctree, following
        self._root = builder.config.root_doc
        self.subject = _subject(build, doctree)
        self.item = self.subject if isinstance(self.subject, Recommendation) else None
        self.title = self._env.titles[name].astext() if name in self._env.titles else "Suche"
        self.description = _description(build.concept, self.item, doctree) or f"{self.title}: {build.town.title}"
        self.language = language_of(build, name)
        self.ui = interface(self.language)
        base = build.town.base
        self.canonical = f"{base}/{builder.get_target_uri(name)}" if base else ""
        self.preview = f"{base}/{PREVIEW}"

    @property
    def siblings(self) -> list[MenuEntry]:
        """All pages in a language other than German."""
        found = sorted(name for name, page in self._build.foreign.items() if page.language is self.language)
        return [self._entry(name) for name in found if name in self._env.titles]

    @property
    def looked_up(self) -> str:
        """The day on which the details of the page were last compared with their sources."""
        day = self._build.looked_up.get(self._name)
        return german_day(day) if day else ""

    @cached_property
    def versions(self) -> tuple[Version, ...]:
        """The page in other languages."""
        return versions(self._build, self._name, self._root)

    @cached_property
    def summary(self) -> Summary | None:
        """What stands above a page that summarises a German one."""
        page = self._build.foreign.get(self._name)
        if page is None or not page.summarises:
            return None
        return Summary(self._entry(page.summarises.removesuffix(".md")), page.outdated)

    @cached_property
    def sections(self) -> list[PagePart]:
        """The parts of a long page."""
        gone = self._build.left_out.get(self._name, ())
        parts = _second_level(self._env.tocs.get(self._name)) if self._name != self._root else ()
        found = [part for part in parts if part.anchor not in gone]
        return found if len(found) >= _LONG_PAGE else []

    @cached_property
    def crumbs(self) -> list[MenuEntry]:
        """The way from the start page to the page above."""
        return [] if self._name == self._root else _above(self._builder, self._name)

    @property
    def area(self) -> str:
        """The page of the main menu below which the page stands, or itself."""
        return self.crumbs[1].docname if len(self.crumbs) > 1 else self._name

    @property
    def alternates(self) -> list[tuple[str, str]]:
        """The same page in other languages, for search engines: language and address."""
        base = self._build.town.base
        return [
            (version.language.tag, f"{base}/{self._builder.get_target_uri(version.docname)}")
            for version in (same_page(self._build, self._name) if base else ())
        ]

    @cached_property
    def structured(self) -> str:
        """The page in the words of schema.org."""
        base = self._build.town.base
        if not base or self._name not in self._env.titles:
            return ""
        on_page = self._build.concept.on_page(f"{self._name}.md")
        page = Described(
            address=self.canonical,
            title=self.title,
            description=self.description,
            language=self.language.tag,
            above=[(crumb.title, f"{base}/{self._builder.get_target_uri(crumb.docname)}") for crumb in self.crumbs],
            main=self._about(base),
            mentions=things.events([item for item in on_page if isinstance(item, Event)], self.canonical),
        )
        return structured(page, self._build.town)

    def _about(self, base: str) -> things.Thing | None:
        """What the page is about: a recommendation, or the data."""
        if self.item:
            return things.recommendation(self.item, self._build.concept)
        if self._name == self._build.places.get(DATA_VIEW, ("",))[0]:
            return things.dataset(Terms(self._build.town, self._build.today, self._build.edition), base)
        return None

    @cached_property
    def feed(self) -> tuple[str, str] | None:
        """Title and file of the feed about what the page is about."""
        found = self._following.of_items.get(self.subject.id) if self._following and self.subject else None
        return (found.title, found.file) if found else None

    @property
    def hint(self) -> str:
        """The address of a mail to the Redaktion about the page; empty if there is none."""
        contact, address = self._build.town.contact, self.canonical or self._builder.get_target_uri(self._name)
        if "@" not in contact:
            return ""
        body = f"Seite: {self.title}\nAdresse: {address}\nStichtag: {german_day(self._build.today)}\n\n"
        return f"mailto:{contact}?subject={quote(f'Hinweis: {self.title}')}&body={quote(body)}"

    @property
    def before(self) -> MenuEntry | None:
        """The recommendation before this one in its folder."""
        return self._neighbour(1)

    @property
    def after(self) -> MenuEntry | None:
        """The recommendation behind this one in its folder."""
        return self._neighbour(2)

    def _neighbour(self, place: int) -> MenuEntry | None:
        docname = (self._builder.relations.get(self._name) or ("", "", ""))[place] if self.item else ""
        if not docname or docname.rpartition("/")[0] != self._name.rpartition("/")[0]:
            return None
        return self._entry(docname) if docname.rpartition("/")[2] in self._build.concept.items else None

    def address(self, docname: str) -> str:
        """The relative address of a document, never empty."""
        uri = self._builder.get_relative_uri(self._name, docname)
        return uri if uri and uri != "#" else self._builder.get_target_uri(docname).rpartition("/")[2]

    def beside(self, address: str) -> str:
        """The relative address of what lies beside the Ausgabe: the newest one, the list of all."""
        return "../" * (self._name.count("/") + 1) + address

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

    def _entry(self, docname: str) -> MenuEntry:
        return MenuEntry(self._env.titles[docname].astext(), docname)


def _subject(build: Build, doctree: nodes.document | None) -> Item | None:
    """The item that a page is about: the one with which it begins."""
    first = doctree.next_node(nodes.section) if doctree is not None else None
    return build.concept.items.get(first["ids"][0]) if first is not None and first["ids"] else None


def _description(concept: Concept, item: Recommendation | None, doctree: nodes.document | None) -> str:
    if item is not None:
        lead = f"{Origin.PROPOSAL.label}: " if item.is_proposal else ""
        return shortened(f"{lead}{item.title} ({concept.standing(item)}). {first_sentence(item)}")
    said = ""
    for paragraph in _paragraphs(doctree) if doctree is not None else ():
        text = paragraph.astext().strip()
        said = f"{said} {text}" if text.endswith((".", "!", "?", ":", "“")) else f"{said} {text}."
        if len(said) > 60:
            return shortened(said)
    return ""


def _paragraphs(node: nodes.Element) -> Iterator[nodes.paragraph]:
    """The paragraphs of sections, in their order; what stands in lists and tables need not be looked at."""
    for child in node.children:
        if isinstance(child, nodes.section):
            yield from _paragraphs(child)
        elif isinstance(child, nodes.paragraph) and isinstance(node, nodes.section):
            yield child


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
