"""What a reader can do with a page, in one line below its heading: print it, ask, report what is new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import quote

from sphinx.environment import BuildEnvironment

from konzept.model import Consultation, Field, Item, MainConcept, Recommendation, Status
from konzept.model.dates import german_day
from konzept.model.speech import say
from konzept.pages.build import Build
from konzept.pages.freshness import slots
from konzept.paper import is_paper
from konzept.views.dossier import named_edition
from konzept.views.downloads import decision_list, main_papers, paper_of, session_papers, sheet

_DECIDED: Final = ("beratungen",)  # what the Beschlusskontrolle goes on with
_TOP: Final = ("top-2", "gespraechsblatt")  # the views that the sheet prints
_QUESTIONS: Final = (
    "Was ist geschehen?",
    "An welchem Tag?",
    "Wer sagt das?",
    "Wo ist es veröffentlicht (Adresse oder Titel und Datum)?",
)
_ASKED: Final = (
    "In den ausgewerteten Quellen steht nicht, was aus {diesem Eintrag} geworden ist.",
    "Ist dazu etwas bekannt, und wo ist es veröffentlicht?",
)


@dataclass(frozen=True, slots=True)
class Tool:
    """A link: its words and its address; ``beside`` tells that it is a file beside the pages."""

    words: str
    address: str
    beside: bool = True


def tools(build: Build, env: BuildEnvironment, docname: str, item: Item | None) -> Iterator[Tool]:
    """The tools of a page, which is about ``item`` if about one; none for what does not exist."""
    if build.edition:
        yield from _papers(build, env, docname, item)
    if isinstance(item, Recommendation) and "@" in build.town.contact:
        if item.status is Status.UNKNOWN:
            yield Tool(
                "Nach dem Stand fragen", _mail(build, item, f"Frage zu {item.id}", map(say, _ASKED)), beside=False
            )
        subject = f"Neue Entwicklung zu {item.id}"
        yield Tool("Neue Entwicklung melden", _mail(build, item, subject, _QUESTIONS), beside=False)


def _papers(build: Build, env: BuildEnvironment, docname: str, item: Item | None) -> Iterator[Tool]:
    if item is not None and (paper := paper_of(item)):
        yield Tool("Als PDF", paper.path)
    elif is_paper(f"{docname}.md"):
        for paper in session_papers(PurePosixPath(docname).name, ""):
            yield Tool(f"Als {paper.text.strip(' ()')}", paper.path)
    elif build.town.top_count and _shows(env, docname, _TOP):
        yield Tool("Auf einem Blatt (PDF)", sheet(build.town).path)
    elif _shows(env, docname, _DECIDED) or any(build.docname(c) == docname for c in build.concept.all(Consultation)):
        for paper in decision_list():
            yield Tool(paper.text, paper.path)
    elif isinstance(item, MainConcept):
        whole, *_ = main_papers(build.town, build.concept.all(Field))
        yield Tool(whole.text, whole.path)


def _shows(env: BuildEnvironment, docname: str, views: Sequence[str]) -> bool:
    """Whether a page shows one of these views whole."""
    return any(use.kind == "view" and use.name in views and not use.item for use in slots(env).get(docname, ()))


def _mail(build: Build, item: Recommendation, subject: str, lines: Iterable[str]) -> str:
    """The address of a mail to the Redaktion about a recommendation."""
    origin = named_edition(build.edition) if build.edition else f"Stichtag: {german_day(build.today)}"
    body = "\n".join([item.numbered, origin, "", *(f"{line}\n" for line in lines)])
    return f"mailto:{build.town.contact}?subject={quote(subject)}&body={quote(body)}"


def with_tools(body: str, found: Iterable[Tool], up: str) -> str:
    """The article with the tools below its heading; ``up`` leads from the page to the folder of the website."""
    addresses = ((tool.words, up + quote(tool.address) if tool.beside else tool.address) for tool in found)
    links = [f'<li><a href="{escape(address)}">{escape(words)}</a></li>' for words, address in addresses]
    head, end, rest = body.partition("</h1>")
    if not links or not end:
        return body
    return f'{head}{end}\n<ul class="werkzeuge">{"".join(links)}</ul>{rest}'
