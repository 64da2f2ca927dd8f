"""Draws a Sitzungsvorlage: the page of a paper has all parts of the form, in its order."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from konzept import paper as papers
from konzept.pages import rereading
from konzept.pages.build import Build
from konzept.pages.nodes import draw_blocks
from konzept.paper import layout
from konzept.paper.view import PaperPart, head, marks, parts

_PAPER: Final = "konzept_paper"
_SAMPLE: Final = "konzept_muster"


def keep_paper(app: Sphinx, docname: str, content: list[str]) -> None:
    """Read the paper and hide its front matter from MyST, which would make other things of it.

    Runs behind the examination: in the place of a paper with a fault stands the list of its faults.
    """
    name = f"{docname}.md"
    if not papers.is_paper(name):
        return
    app.env.note_dependency(layout.FILE)
    if paper := papers.read(content[0], name, layout.read(Path(app.srcdir)).form).paper:
        app.env.temp_data[_PAPER] = paper
        app.env.metadata[docname][_SAMPLE] = marks(paper)
        content[0] = papers.without_head(content[0])


def title_of(env: BuildEnvironment, docname: str) -> str:
    """The Betreff of a paper, as a list names it: a sample says first that it is one."""
    title, mark = env.titles[docname].astext(), env.metadata[docname].get(_SAMPLE)
    return f"{mark}: {title}" if mark else title


def draw_paper(build: Build, app: Sphinx, doctree: nodes.document) -> None:
    """Put the head under the Betreff, and every part of the form under its heading."""
    paper: papers.SessionPaper | None = app.env.temp_data.pop(_PAPER, None)
    page = doctree.next_node(nodes.section)
    if paper is None or page is None:
        return
    page["classes"].append("sitzungsvorlage")
    written = {
        child[0].astext().removesuffix(":"): child for child in page.children if isinstance(child, nodes.section)
    }
    rest = [child for child in page.children[1:] if not isinstance(child, nodes.section)]
    del page.children[1:]
    if mark := marks(paper):
        page += nodes.paragraph("", "", nodes.strong("", mark), classes=["muster"])
    for table in doctree.findall(nodes.table):
        table["classes"] += ["fest", "formular"]
    page += draw_blocks(head(paper))
    if any(annex.file for annex in paper.annexes):
        rereading.note_day(app.env, build.today)  # their names begin with it
    for part in parts(paper, build.today):
        page += _part(part, [written[section.heading] for section in part.sections], doctree)
    page += rest
    for table in page.findall(nodes.table):
        table["classes"] += [] if "formular" in table["classes"] else ["formular"]  # keeps its empty columns


def _part(part: PaperPart, written: list[nodes.section], doctree: nodes.document) -> nodes.section:
    """A part of the form; what was written under further headings follows without them."""
    if written:
        section, *more = written
        section += [child for other in more for child in other.children[1:]]
    else:
        section = nodes.section("", nodes.title("", part.title))
        section["names"].append(nodes.fully_normalize_name(part.title))
        doctree.note_implicit_target(section, section)
    section[1:1] = draw_blocks(part.blocks)
    return section
