"""What the theme's templates are given: the frame of the website, and the facts of a page."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from konzept.exports.atom import top_feed
from konzept.exports.metadata import PREVIEW, Described, structured
from konzept.model import Origin, Recommendation
from konzept.model.dates import german_day
from konzept.notices import POLICY, official
from konzept.pages.build import Build, language_of
from konzept.pages.sphinx_needs import drop_assets
from konzept.town import Town
from konzept.views.plain import first_sentence, shortened
from konzept.web import search
from konzept.web.menu import MenuEntry, MenuGroup, groups
from konzept.web.translations import same_page, versions

THEME: Final = Path(__file__).parent.parent / "theme"
_FRAME = "konzept_frame"
_BAR_LENGTH, _LONG_PAGE = 6, 4
# Pages that the foot of every page links to, where they exist.
_SERVICE: Final = ("lesehilfe", "anlaufstellen", "impressum", "datenschutz", "barrierefreiheit", "lizenzen")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What every page shows."""

    site: str
    operator: str
    official: str
    legal: str
    day: str
    edition: str
    top: int
    top_feed: str
    example: str
    bar: tuple[MenuEntry, ...]
    groups: tuple[MenuGroup, ...]
    service: tuple[MenuEntry, ...]
    papers: tuple[tuple[str, str], ...]
    policy: str = POLICY


@dataclass(slots=True)
class Kept:
    """The frame, made once a build when all texts are read: for each page anew it would grow with the square."""

    frame: Frame | None = None


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


def connect(app: Sphinx, build: Build) -> None:
    """Connect the handlers of this part."""
    drop_assets(app)
    app.add_html_theme("konzept", str(THEME))
    app.add_js_file("konzept.js", loading_method="defer")
    kept = Kept()
    app.connect("env-updated", partial(find_reframed, build, kept), priority=430)
    app.connect("html-page-context", partial(give_context, build, kept))


def find_reframed(build: Build, kept: Kept, app: Sphinx, env: BuildEnvironment) -> list[str]:
    """All documents, if what every page shows is not what it was."""
    kept.frame = frame(build, env)
    text = repr((kept.frame, build.town, build.foreign))
    digest = hashlib.sha256(text.encode())
    for path in sorted(THEME.rglob("*")):
        digest.update(path.read_bytes() if path.is_file() else b"")
    known, new = getattr(env, _FRAME, ""), digest.hexdigest()
    setattr(env, _FRAME, new)
    return [] if known == new else sorted(env.found_docs)


def frame(build: Build, env: BuildEnvironment) -> Frame:
    """What every page of this build shows."""
    town = build.town
    found = groups(env, build.concept)
    return Frame(
        site=town.title,
        operator=town.operator,
        official=official(town),
        legal=town.legal,
        day=german_day(build.today),
        edition=build.edition,
        top=town.top_count,
        top_feed=top_feed(town),
        example=next((item.id for item in build.concept.recommendations()), ""),
        bar=found[0].entries[:_BAR_LENGTH] if found else (),
        groups=found,
        service=tuple(MenuEntry(env.titles[name].astext(), name) for name in _SERVICE if name in env.titles),
        papers=papers(town) if build.edition else (),
    )


def papers(town: Town) -> tuple[tuple[str, str], ...]:
    """The papers that lie beside the pages of an Ausgabe: what they are called, and their addresses."""
    top = f"Top {town.top_count} auf einem Blatt (PDF)"
    found = [("Für den Druck (PDF)", "pdf/konzept.pdf"), (top, f"pdf/top-{town.top_count}.pdf")]
    if town.council_edition:
        found[0] = ("Ratsausgabe (PDF)", "pdf/konzept.pdf")
        found.append(("Materialband (PDF)", "pdf/materialband.pdf"))
    return tuple(found)


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
        context["page"] = PageFacts(build, app.builder, pagename, context, doctree)


class PageFacts:
    """The facts of one page, for the templates."""

    def __init__(
        self,
        build: Build,
        builder: StandaloneHTMLBuilder,
        name: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> None:
        """Collect what the frame around this page shows."""
        self._builder, self._name, self._body = builder, name, str(context.get("body", ""))
        env = builder.env
        self.item = _recommendation(build, doctree)
        self.title = env.titles[name].astext() if name in env.titles else "Suche"
        self.description = _description(self.item, doctree) or f"{self.title}: {build.town.title}"
        self.language = language_of(build, name)
        self.versions = versions(build, name, builder.config.root_doc)
        self.summary = self._summary(build)
        self.sections = _sections(env, name) if name != builder.config.root_doc else []
        self.crumbs = [] if name == builder.config.root_doc else _above(builder, name)
        self.area = self.crumbs[1].docname if len(self.crumbs) > 1 else name
        base = build.town.base_address.rstrip("/")
        self.canonical = f"{base}/{builder.get_target_uri(name)}" if base else ""
        self.alternates = [
            (version.language.tag, f"{base}/{builder.get_target_uri(version.docname)}")
            for version in (same_page(build, name) if base else ())
        ]
        self.preview = f"{base}/{PREVIEW}"
        self.structured = self._structured(build, base) if base and name in env.titles else ""
        self.hint = _hint(build, self.title, self.canonical or builder.get_target_uri(name))
        _, before, after = builder.relations.get(name, ("", "", "")) if self.item else ("", "", "")
        self.before, self.after = (self._neighbour(build, other) for other in (before, after))

    def address(self, docname: str) -> str:
        """The relative address of a document, never empty."""
        uri = self._builder.get_relative_uri(self._name, docname)
        return uri if uri and uri != "#" else self._builder.get_target_uri(docname).rpartition("/")[2]

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
            item=self.item,
        )
        return structured(page, build.town)

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


def _recommendation(build: Build, doctree: nodes.document | None) -> Recommendation | None:
    """The recommendation that a page is about."""
    first = doctree.next_node(nodes.section) if doctree is not None else None
    return build.concept.get(first["ids"][0], Recommendation) if first is not None and first["ids"] else None


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
