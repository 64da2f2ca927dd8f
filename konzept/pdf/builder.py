"""The Sphinx builder ``typst``: writes the sources of all PDFs, from assembled and resolved documents."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Final

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util import logging

from konzept.errors import KonzeptError, of_program
from konzept.exports import csv
from konzept.findings import nearest
from konzept.languages import GERMAN, Language
from konzept.languages.interface import interface
from konzept.model import Field, Recommendation
from konzept.model.dates import german_day
from konzept.pages import body_pages
from konzept.pages.build import Build, language_of
from konzept.pages.processes import InLots
from konzept.paper import SessionPaper, is_paper, layout, read
from konzept.paper.annexes import DECISIONS, MATERIALS
from konzept.pdf import decision_list, excerpts, session_papers, top_sheet
from konzept.pdf import sources as pdfs
from konzept.pdf.edited import IN_TABLES, leave_out, shorten, without_unknown
from konzept.pdf.ours import HANDLERS
from konzept.pdf.phrases import INTERNAL
from konzept.pdf.sources import Masthead, TypstSource
from konzept.pdf.volumes import Volume, assemble, in_order, volumes, where_printed
from konzept.pdf.writer import Settings, Writer
from konzept.views.talks import unrecorded

LOGGER: Final = logging.getLogger(__name__)
ALL: Final = "*"
_FORMS: Final = Path(__file__).parent / "forms"


def register(app: Sphinx, build: Build) -> None:
    """Make the builder known, and the value that names the items that get a PDF of their own, or says that all do."""
    app.add_config_value("konzept_excerpts", [], "", types=(list,), description="IDs und Kürzel mit eigenem PDF")
    app.registry.add_builder(type("TypstBuilder", (TypstBuilder,), {"concept_build": build}), override=True)


class TypstBuilder(InLots):
    """Writes ``konzept.typ``, the sheet of the Top items and what else is asked for into the output folder."""

    name = "typst"
    format = "typst"
    epilog = ""
    allow_parallel = False
    supported_image_types = ["image/svg+xml", "image/png", "image/jpeg", "image/gif", "image/webp"]  # noqa: RUF012 - as Sphinx declares it
    concept_build: Build
    sources: tuple[TypstSource, ...] = ()
    elsewhere: Mapping[str, str] = MappingProxyType({})

    def get_outdated_docs(self) -> str:
        """The whole is always written."""
        return "alle Seiten"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """A reference that the translator turns into a place in the PDF."""
        return f"{INTERNAL}{docname}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """A place in the PDF does not depend on where one stands."""
        return self.get_target_uri(to, typ)

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Nothing is prepared."""

    def write_documents(self, docnames: Set[str]) -> None:
        """Write the sources of all PDFs."""
        build = self.concept_build
        found_pages = in_order(self.config.root_doc, self.env.toctree_includes, self.env.found_docs)
        unprinted = {*body_pages.made(self.env), *(name.removesuffix(".md") for name in self.config.konzept_faulty)}
        ordered = [page for page in found_pages if page not in unprinted]
        again = {build.docname(item) for item in build.concept.items.values() if item.NAME == IN_TABLES}
        frame = Masthead.of(build)
        example = next((item.id for item in build.concept.recommendations()), "")
        bound = volumes(build.town, ordered, again)
        self.elsewhere = where_printed(bound, ordered)
        rest = {page: where for page, where in where_printed(bound[1:], ordered).items() if page in bound[-1].pages}
        entries = {
            f"{(page := build.docname(item))}#{item.id}": rest.get(page, "") for item in build.concept.items.values()
        }
        found = [self._volume(volume, entries, frame, example) for volume in bound if self._is_asked(volume)]
        if build.town.top_count:
            found.append(top_sheet.top(frame, self.writer(), build.scope()))
        if {ALL, DECISIONS} & set(self.config.konzept_excerpts):
            found.append(decision_list.source(frame, self.writer(), build.scope()))
        found += self._excerpts(frame, ordered)
        found += [
            session_papers.source(frame, build.town, self.writer(page), page, paper)
            for page, paper in self._papers(ordered)
        ]
        self.sources = tuple(found)
        for source in found:
            self._write(source)
        (self.outdir / csv.FILE).write_bytes(csv.recommendations_csv(build.concept, build.town, build.today))
        shutil.copytree(_FORMS, self.outdir / _FORMS.name, dirs_exist_ok=True)

    def _papers(self, ordered: Sequence[str]) -> Iterator[tuple[nodes.Element, SessionPaper]]:
        """The Sitzungsvorlagen with their pages."""
        form = layout.read(Path(self.srcdir)).form
        for page in self.book([page for page in ordered if is_paper(f"{page}.md")]).findall(addnodes.start_of_file):
            name = f"{page['docname']}.md"
            if paper := read((Path(self.srcdir) / name).read_text("utf-8"), name, form).paper:
                yield page, paper

    def writer(
        self,
        *trees: nodes.Element,
        edited: bool = False,
        running: bool = False,
        entries: Mapping[str, str] = MappingProxyType({}),
    ) -> Writer:
        """A writer for what is in trees; its faults are warnings of Sphinx, which stop a strict build."""
        folder, base = Path(self.srcdir), self.concept_build.town.base
        settings = Settings(
            folder=folder,
            handlers=HANDLERS,
            report=partial(_report, folder),
            base=base,
            edited=edited,
            running=running,
            elsewhere={**self.elsewhere, **entries} if edited or running else {},
        )
        return Writer.of(settings, trees)

    def _is_asked(self, volume: Volume) -> bool:
        """The Materialband is made on demand only."""
        return volume.name != MATERIALS or bool({ALL, MATERIALS} & set(self.config.konzept_excerpts))

    def _excerpts(self, frame: Masthead, ordered: Sequence[str]) -> Iterator[TypstSource]:
        """The papers about one field or one recommendation each, as far as they are asked for."""
        build = self.concept_build
        asked = [ident for ident in self.config.konzept_excerpts if ident not in (MATERIALS, DECISIONS)]
        fields, items = build.concept.all(Field), build.concept.recommendations()
        known: dict[str, Field | Recommendation] = {f.code: f for f in fields} | {item.id: item for item in items}
        book = self.book(ordered, edited=True) if asked else nodes.container()
        for ident in known if ALL in asked else asked:
            item = known.get(ident)
            if item is None:
                LOGGER.warning(
                    "Weder %s noch Handlungsfeld heißt %r. %s", Recommendation.LABEL, ident, nearest(ident, known)
                )
            elif isinstance(item, Field):
                excerpt = excerpts.of_field(book, build.docname(item), unrecorded(build.scope(), item))
                yield pdfs.field(frame, self.writer(*excerpt.trees, edited=True, running=True), excerpt, item)
            else:
                excerpt = excerpts.of_recommendation(book, build.docname(item), unrecorded(build.scope(), item))
                yield pdfs.recommendation(frame, self.writer(*excerpt.trees, edited=True), excerpt, item)

    def _volume(self, volume: Volume, entries: Mapping[str, str], frame: Masthead, example: str) -> TypstSource:
        """The source of a printed volume; of ``entries`` it says in which other one they are, if it is edited."""
        book, running = self.book(volume.pages, edited=volume.edited), bool(self.concept_build.town.council_edition)
        without_unknown(book)
        return pdfs.concept(
            frame,
            self.writer(book, edited=volume.edited, running=running, entries=entries if volume.edited else {}),
            book,
            volume,
            example,
        )

    def book(self, pages: Sequence[str], *, edited: bool = False) -> nodes.document:
        """These documents in one tree, each resolved and in the place of its page; ``edited`` as for the council."""
        whole = self.env.get_doctree(self.config.root_doc)
        whole.children = []
        draw = partial(self._document, edited=edited)
        whole += assemble(pages, self.config.root_doc, self.env.toctree_includes, draw)
        return whole

    def _document(self, docname: str, *, edited: bool = False) -> addnodes.start_of_file:
        doctree = self.env.get_doctree(docname)
        if edited:
            leave_out(doctree)
        for toctree in list(doctree.findall(addnodes.toctree)):
            toctree.parent.remove(toctree)
        # the arguments say that nothing of a table of contents is to be resolved: there is none left
        try:
            resolved = self.env.get_and_resolve_doctree(docname, self, doctree=doctree, tags=self.tags)
        except (KonzeptError, SphinxError):
            raise
        except Exception as error:
            raise of_program(error, f"{docname}.md") from error
        if edited:
            shorten(resolved)
        language = language_of(self.concept_build, docname)
        written = {} if language is GERMAN else {"lang": language.tag, "dir": language.direction}
        notes = self._binding(docname)
        if notes and isinstance(page := resolved.children[0], nodes.section):
            page[1:1] = notes
            notes = []
        below = self._looked_up(docname, language)
        return addnodes.start_of_file("", *notes, *resolved.children, *below, docname=docname, **written)

    def _binding(self, docname: str) -> list[nodes.paragraph]:
        """What stands above a summary in another language: which German text is binding."""
        page = self.concept_build.foreign.get(docname)
        german = page.summarises.removesuffix(".md") if page else ""
        if page is None or german not in self.env.titles:
            return []
        link = nodes.reference("", self.env.titles[german].astext(), refuri=self.get_target_uri(german), internal=True)
        own = {} if page.language.says_so else {"lang": GERMAN.tag, "dir": GERMAN.direction}
        notes = [nodes.paragraph("", f"{page.language.binding} ", link, **own)]
        return notes + ([nodes.paragraph("", page.language.changed, **own)] if page.outdated else [])

    def _looked_up(self, docname: str, language: Language) -> list[nodes.paragraph]:
        """On which day addresses and numbers of a page were last compared: on paper they get old unseen."""
        day, words = self.concept_build.looked_up.get(docname), interface(language)
        own = {"lang": GERMAN.tag, "dir": GERMAN.direction} if words.tag == GERMAN.tag else {}
        return [nodes.paragraph("", f"{words.looked_up} {german_day(day)}.", **own)] if day else []

    def _write(self, source: TypstSource) -> None:
        (self.outdir / f"{source.name}.typ").write_text(source.text, "utf-8")
        for name, content in source.files.items():
            path = self.outdir / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def _report(folder: Path, message: str, file: str, line: int) -> None:
    LOGGER.warning(message, location=f"{folder / file}:{line}", type="konzept", subtype="pdf")
