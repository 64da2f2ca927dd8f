"""The PDFs that come from pages: the whole concept, and one recommendation with its trace."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from docutils import nodes

from konzept.exports import csv
from konzept.model import WITHDRAWN, Field, Origin, Recommendation, Status
from konzept.model.dates import german_day
from konzept.model.speech import say
from konzept.notices import PREVIEW, official
from konzept.pages.build import Build
from konzept.paper.annexes import of_field, of_recommendation
from konzept.pdf import index
from konzept.pdf.code import array, call, quoted, words
from konzept.pdf.excerpts import Excerpt
from konzept.pdf.volumes import UNPRINTED, Volume
from konzept.pdf.writer import Flags, Writer

NEEDS: Final = "needs.json"
_HOW: Final = (
    "{Jeder Eintrag} hat eine Nummer{beispiel}. Sie bleibt immer dieselbe und ist kein Rang. "
    "Ein V in der Nummer heißt: Vorschlag der Redaktion. Solche Vorschläge {empfiehlt} keine der ausgewerteten "
    "Quellen; sie stehen in einem gestrichelten Rahmen oder neben einer gestrichelten Linie und werden getrennt "
    "gezählt.",
    "Hinter einem Verweis steht die Seite, auf die er führt, zum Beispiel (S. 12). In der PDF-Datei führt "
    "der Verweis selbst dorthin. Adressen im Netz stehen ausgeschrieben in Klammern.",
    "„Stand nicht bekannt“ heißt: In den ausgewerteten Quellen steht nicht, was daraus geworden ist.",
    "Der Stand sagt, wie es um {einen Eintrag} steht, die Herkunft, welche Quelle {ihn} nennt. Beides steht als Wort "
    "mit einem Zeichen, das auch ohne Farbe zu erkennen ist:",
)
_SOURCES: Final = "Eine Zahl in eckigen Klammern ist die Nummer einer Quelle im Verzeichnis"
_OTHERWISE: Final = "Steht etwas nicht in diesem Band, sagt die Klammer, wo es steht: "
_NOT_PRINTED: Final = f"„{UNPRINTED}“ heißt: auf der Website"
_DATA: Final = (
    "In der PDF-Datei stecken zwei Dateien mit denselben Angaben für Programme: needs.json mit allen Einträgen und "
    "empfehlungen.csv mit den {Einträgen} als Tabelle."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Masthead:
    """What every PDF says of itself."""

    title: str
    day: str
    notes: tuple[str, ...]
    edition: str
    editor: str
    decision: str

    @classmethod
    def of(cls, build: Build) -> Masthead:
        """The frame of a build."""
        return cls(
            title=build.town.title,
            day=german_day(build.today),
            notes=(official(build.town), build.town.legal),
            edition=build.edition,
            editor=build.town.operator,
            decision=build.concept.decision,
        )

    def call(self, name: str, w: Writer, title: str = "", file_title: str = "", **more: str) -> str:
        """The first line of a source: the template that shows everything after it.

        ``file_title`` is what the file says of itself, if that is more than what stands on its pages.
        """
        notes = array(f"[{w.text(note, nodes.Text(note))}]" for note in self.notes)
        settings = {"titel": quoted(title or self.title), "stichtag": quoted(self.day), "hinweis": notes, **more}
        title_line = f"#set document(title: {quoted(file_title or title or self.title)})\n"
        return f"{title_line}#show: {name}.with({', '.join(f'{key}: {value}' for key, value in settings.items())})\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class TypstSource:
    """The source of one PDF: its text, the files it needs, which cells are headings of rows.

    ``may_be_tight`` as for :func:`konzept.pdf.typeset.typeset`.
    """

    name: str
    text: str
    files: dict[str, bytes]
    tables: tuple[Flags, ...]
    may_be_tight: bool = False


def concept(frame: Masthead, w: Writer, book: nodes.Element, volume: Volume, example: str) -> TypstSource:
    """A printed volume of the concept."""
    body = w.blocks(book.children)
    attached = array(
        [
            f'({quoted(NEEDS)}, "application/json", {quoted("Alle Einträge des Konzepts als needs.json")})',
            f'({quoted(csv.FILE)}, "text/csv", {quoted(say("Die {Einträge} als Tabelle"))})',
        ]
    )
    settings = {
        "art": quoted(volume.kind),
        "deckblatt": array(f"({quoted(key)}, [{w.text(value, nodes.Text(value))}])" for key, value in _cover(frame)),
        "lesen": f"[{_how_to_read(w, example)}]",
        "anhang": attached,
        "gekuerzt": str(volume.edited).lower(),
    }
    head = frame.call("konzept", w, file_title=f"{frame.title} – {volume.kind}", **settings)
    register = call("register", *index.entries(w.labels, book)) if volume.edited else ""
    return source_of(volume.name, '#import "forms/concept.typ": *', head + body + register, w)


def _cover(frame: Masthead) -> list[tuple[str, str]]:
    """What the cover says; what is not known is not there."""
    edition = frame.edition or PREVIEW
    decided = say("Beschluss {konzept_wessen}")  # not of what is printed here
    said = [("Ausgabe", edition), (decided, frame.decision), ("Herausgegeben von", frame.editor)]
    return [(label, value) for label, value in [*said, ("Stichtag", frame.day)] if value]


def field(frame: Masthead, w: Writer, excerpt: Excerpt, item: Field) -> TypstSource:
    """One field with its recommendations and what they rest on, for a Fraktion."""
    return replace(_of_excerpt(of_field(item.code), frame, w, excerpt, item.title, "\n".join), may_be_tight=True)


def recommendation(frame: Masthead, w: Writer, excerpt: Excerpt, item: Recommendation) -> TypstSource:
    """One recommendation on the front of a sheet, its trace on the back."""
    return _of_excerpt(of_recommendation(item.id), frame, w, excerpt, item.numbered, _front_and_back)


def _front_and_back(parts: Sequence[str]) -> str:
    return "\n".join(call(name, body=part) for name, part in zip(("vorn", "hinten"), parts, strict=True) if part)


def _of_excerpt(
    name: str, frame: Masthead, w: Writer, excerpt: Excerpt, title: str, joined: Callable[[Sequence[str]], str]
) -> TypstSource:
    parts = (w.blocks(excerpt.front), w.blocks(excerpt.back))
    head = frame.call("auszug", w, title, aus=f"[{words(f'{frame.title}, Stichtag {frame.day}')}]")
    return source_of(name, '#import "forms/recommendation.typ": *', head + joined(parts), w)


def _how_to_read(w: Writer, example: str) -> str:
    badges = [("status", word.value, word.label) for word in Status]
    badges.append(("status", Status.DROPPED.value, WITHDRAWN))
    origins = [("herkunft", word.value, word.label.replace(" {jahr}", "")) for word in Origin]
    lines = [
        call("par", body=" ".join(call("box", body=_badge(w, *badge)) + "#h(.6em)" for badge in group))
        for group in (badges, origins)
    ]
    like = f", zum Beispiel {example}" if example else ""
    first, second, *others = [words(say(sentence, beispiel=like)) for sentence in _HOW]
    text = [call("par", body=part) for part in (first, second + _where_else(w), *others)]
    heading = call(
        "heading", body=words("So lesen Sie diese Druckausgabe"), level="1", outlined="false", bookmarked="true"
    )
    legend = call("block", body="#set par(leading: 1.1em)\n" + "\n".join(lines), above="1.2em", below="1.4em")
    return "\n".join(["#pagebreak(weak: true)", heading, *text, legend, call("par", body=words(say(_DATA)))])


def _where_else(w: Writer) -> str:
    """What stands in brackets instead of a page, as far as it does here, and how sources are called."""
    said = [_NOT_PRINTED if place == UNPRINTED else f"„{place}“ ist ein eigener Band" for place in sorted(w.elsewhere)]
    where = f" {words(_OTHERWISE + ', '.join(said) + '.')}" if said else ""
    first = next(iter(w.sources), "")
    cited = f" {words(_SOURCES)}{call('seite', quoted(first))}." if first else ""
    return where + cited


def _badge(w: Writer, kind: str, value: str, label: str) -> str:
    return call("marke", quoted(f"{kind}-{value}"), "false", body=w.text(label, nodes.Text(label)))


def source_of(name: str, imports: str, text: str, w: Writer) -> TypstSource:
    """A source from what a writer has written."""
    return TypstSource(
        name=name,
        text=f'#import "forms/form.typ": *\n{imports}\n{text}\n',
        files=dict(w.files),
        tables=tuple(w.tables),
    )
