"""The order of a build: every handler of ours, with the event of Sphinx that calls it, and why it stands there.

The list is read from above to below, as a build goes. Where Sphinx, MyST or sphinx-needs listen to the same event,
the number says whether ours comes before them (below 500) or after.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final, NamedTuple

from konzept.extension import guard, upstream
from konzept.pages import (
    body_pages,
    drawing,
    examination,
    freshness,
    gate,
    need_tables,
    rereading,
    session_paper,
    sphinx_needs,
    toctrees,
    tree,
)
from konzept.pages.build import Build
from konzept.web import after_pages, beside, declared, frame, printing, responsive, search, tabledata

SPHINX: Final = 500  # the number of Sphinx' own handlers


class Step(NamedTuple):
    """A handler, its event, its number among the handlers of that event, and the reason for its place."""

    event: str
    number: int
    handler: Callable[..., Any]
    why: str


def steps(build: Build) -> tuple[Step, ...]:
    """All steps of the build that knows ``build``, in their order: texts are read, all is read, pages are written."""
    return (*_while_texts_are_read(build), *_from_then_on(build, frame.Kept()))


# fmt: off
def _while_texts_are_read(build: Build) -> tuple[Step, ...]:
    return (
        Step("config-inited", 1, partial(examination.load_settings, build),
             "whatever comes asks for the town and its words, or for the Stichtag"),
        Step("builder-inited", SPHINX, gate.close,
             "what could run or read is off before the first text is read"),
        Step("builder-inited", SPHINX, partial(printing.give_foot, build),
             "Sphinx fills the style sheet when it begins to write; town and Stichtag are known"),
        Step("builder-inited", SPHINX, partial(declared.note_present, build),
             "what an earlier build left is seen before this one writes"),
        Step("builder-inited", SPHINX, body_pages.leave_out,
             "what an earlier build read is loaded, and Sphinx does not look for changed texts yet"),
        Step("builder-inited", SPHINX, guard.guard_builder,
             "the builder is there; what fails in it from now on names its text"),
        Step("env-get-outdated", 1, upstream.look_for_cycles,
             "what an earlier build read is loaded, and lasts as long as this one"),
        Step("env-get-outdated", SPHINX, partial(rereading.find_changed, build),
             "Sphinx asks which texts to read again; contents and the Stichtag count, not dates of files"),
        Step("env-before-read-docs", SPHINX, examination.refuse_unreadable,
             "a text that nobody can read stops the build before Sphinx stumbles over it"),
        Step("env-before-read-docs", SPHINX, sphinx_needs.begin_list,
             "parallel processes share one list, also in a town so small that sphinx-needs has none yet"),
        Step("env-purge-doc", SPHINX, sphinx_needs.purge,
             "in the place of sphinx-needs' own, which looks through all needs for each text"),
        Step("env-purge-doc", SPHINX, examination.purge_document,
             "what a changed text gave is forgotten before it is read again"),
        Step("env-purge-doc", SPHINX, freshness.purge_document,
             "and what it drew"),
        Step("source-read", SPHINX, examination.read_document,
             "examined before MyST sees it; a text with a fault is withheld"),
        Step("source-read", 510, session_paper.keep_paper,
             "only what passed the examination is kept as a paper"),
        Step("doctree-read", 1, tree.examine_read,
             "what MyST made is examined before we or Sphinx (files it collects) touch it"),
        Step("doctree-read", 380, toctrees.sort_found,
             "pages stand by their numbers before Sphinx notes their order"),
        Step("doctree-read", 390, partial(session_paper.draw_paper, build),
             "the parts of a paper are found by their headings, before needs become sections too"),
        Step("doctree-read", 400, drawing.draw_needs,
             "needs are sections before Sphinx collects titles and anchors"),
        Step("doctree-read", 450, freshness.note_slots,
             "all slots are there, also those within needs"),
        Step("env-merge-info", SPHINX, examination.merge_documents,
             "several processes read; what each found comes together"),
        Step("env-merge-info", SPHINX, freshness.merge_documents,
             "and what the pages of each draw"),
    )


def _from_then_on(build: Build, kept: frame.Kept) -> tuple[Step, ...]:
    return (
        Step("env-updated", 400, partial(examination.examine_concept, build),
             "all is read: first the Concept and its findings, which the following need"),
        Step("env-updated", 400, rereading.note_contents,
             "the contents that were read, for the next build"),
        Step("env-updated", 405, partial(body_pages.make, build),
             "the Concept tells which pages there are that nobody wrote; then they are like any other"),
        Step("env-updated", 410, partial(declared.examine_files, build),
             "files are examined as they are now, before anything copies them"),
        Step("env-updated", 420, partial(freshness.find_stale, build),
             "the Concept is whole: which pages draw something else than before"),
        Step("env-updated", 430, partial(frame.find_reframed, build, kept),
             "the frame of all pages is made once, when titles and Concept are known"),
        Step("env-updated", 440, partial(beside.draw_preview, build),
             "the picture is there before a page names it"),
        Step("write-started", SPHINX, freshness.leave_contents,
             "the environment is stored; which pages are written is settled now"),
        Step("write-started", SPHINX, partial(after_pages.offer, build, guard.guarded),
             "who writes pages may write what stands beside them; the Concept is whole"),
        Step("needs-before-sealing", SPHINX, partial(examination.compare_needs, build),
             "the last moment at which the data of sphinx-needs can be compared and completed"),
        Step("doctree-resolved", 400, partial(drawing.fill_slots, build),
             "the page is whole before sphinx-needs draws its tables and others look at all of it"),
        Step("doctree-resolved", 880, partial(need_tables.put_in_order, build),
             "sphinx-needs has drawn its tables and lists, each by its own rule"),
        Step("doctree-resolved", 890, partial(need_tables.say_german, build),
             "sphinx-needs has drawn its tables, and what they show is not used yet"),
        Step("doctree-resolved", 900, partial(responsive.mark, build),
             "tables have all their cells, those of sphinx-needs too"),
        Step("doctree-resolved", 910, partial(tabledata.offer, build),
             "rows say whose proposal they are, and have all columns, also empty ones"),
        Step("doctree-resolved", 920, partial(responsive.prepare, build),
             "what a page need not show goes, and what stays fits a phone"),
        Step("doctree-resolved", 1000, tree.examine_resolved,
             "the last look is at what is written"),
        Step("html-page-context", SPHINX, partial(frame.give_context, build, kept),
             "each page gets its facts when it is written"),
        Step("html-collect-pages", SPHINX, search.page,
             "the search is a page beside the texts, since Sphinx writes none without its index"),
        Step("build-finished", SPHINX, partial(after_pages.write, build, guard.guarded),
             "all pages are there, and the data of sphinx-needs"),
        Step("build-finished", 900, partial(declared.compare_output, build),
             "nobody writes any more: what lies there is what was declared"),
    )
# fmt: on
