"""The PDFs that come from pages: the whole concept, and one recommendation with its trace."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from docutils import nodes
from sphinx import addnodes

from konzept.exports import csv
from konzept.model import Item, Origin, Recommendation, Status
from konzept.model.dates import german_day
from konzept.notices import official
from konzept.pages.build import Build
from konzept.pdf import index
from konzept.pdf.code import array, call, quoted, words
from konzept.pdf.inlines import target
from konzept.pdf.volumes import Volume
from konzept.pdf.writer import Flags, Writer

NEEDS: Final = "needs.json"
_HOW: Final = (
    "Jede Empfehlung hat eine Nummer{beispiel}. Sie bleibt immer dieselbe und ist kein Rang. "
    "Ein V in der Nummer heißt: Vorschlag der Redaktion. Solche Vorschläge empfiehlt keine der ausgewerteten "
    "Quellen; sie stehen in einem gestrichelten Rahmen oder neben einer gestrichelten Linie und werden getrennt "
    "gezählt.",
    "Hinter einem Verweis steht die Seite, auf die er führt, zum Beispiel (S. 12). In der elektronischen Fassung "
    "führt ein Klick dorthin. Adressen im Netz stehen ausgeschrieben in Klammern.",
    "Der Stand sagt, wie es um eine Empfehlung steht, die Herkunft, welche Quelle sie nennt. Beides steht als Wort "
    "mit einem Zeichen, das auch ohne Farbe zu erkennen ist:",
)
_DATA: Final = (
    "In der PDF-Datei stecken zwei Dateien mit denselben Angaben für Programme: needs.json mit allen Einträgen und "
    "empfehlungen.csv mit den Empfehlungen als Tabelle."
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

    def call(self, name: str, w: Writer, title: str = "", **more: str) -> str:
        """The first line of a source: the template that shows everything after it."""
        notes = array(f"[{w.text(note, nodes.Text(note))}]" for note in self.notes)
        settings = {"titel": quoted(title or self.title), "stichtag": quoted(self.day), "hinweis": notes, **more}
        title_line = f"#set document(title: {settings['titel']})\n"
        return f"{title_line}#show: {name}.with({', '.join(f'{key}: {value}' for key, value in settings.items())})\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class TypstSource:
    """The source of one PDF: its text, the files it needs, which cells are headings of rows."""

    name: str
    text: str
    files: dict[str, bytes] = field(default_factory=dict)
    tables: tuple[Flags, ...] = ()


def concept(frame: Masthead, w: Writer, book: nodes.Element, volume: Volume, example: str) -> TypstSource:
    """A printed volume of the concept."""
    body = w.blocks(book.children)
    attached = array(
        [
            f'({quoted(NEEDS)}, "application/json", {quoted("Alle Einträge des Konzepts als needs.json")})',
            f'({quoted(csv.FILE)}, "text/csv", {quoted("Die Empfehlungen als Tabelle")})',
        ]
    )
    settings = {
        "art": quoted(volume.kind),
        "deckblatt": array(f"({quoted(key)}, [{w.text(value, nodes.Text(value))}])" for key, value in _cover(frame)),
        "lesen": f"[{_how_to_read(w, example)}]",
        "anhang": attached,
        "gekuerzt": str(volume.edited).lower(),
    }
    head = frame.call("konzept", w, **settings)
    register = call("register", *index.entries(w, book)) if volume.edited else ""
    return source_of(volume.name, '#import "forms/concept.typ": *', head + body + register, w)


def _cover(frame: Masthead) -> list[tuple[str, str]]:
    """What the cover says; what is not known is not there."""
    edition = frame.edition or "Vorschau, keine veröffentlichte Ausgabe"
    said = [("Ausgabe", edition), ("Beschluss", frame.decision), ("Herausgegeben von", frame.editor)]
    return [(label, value) for label, value in [*said, ("Stichtag", frame.day)] if value]


def recommendation(frame: Masthead, w: Writer, excerpt: nodes.Element, item: Recommendation) -> TypstSource:
    """One recommendation with what it rests on."""
    body = w.blocks(excerpt.children)
    title = item.numbered
    head = frame.call("dossier", w, title, aus=f"[{words(f'{frame.title}, Stichtag {frame.day}')}]")
    return source_of(f"empfehlung-{item.id}", '#import "forms/recommendation.typ": *', head + body, w)


def excerpt(book: nodes.Element, build: Build, item: Recommendation) -> nodes.Element:
    """The page of a recommendation, and after it the entries of other pages to which it refers."""
    holder = nodes.container()
    page = next(doc for doc in book.findall(addnodes.start_of_file) if doc["docname"] == build.docname(item))
    own = page.deepcopy()
    own["teil"] = True
    for inner in list(own.findall(addnodes.start_of_file))[1:]:
        inner.parent.remove(inner)
    holder += own
    wanted = {label for label in (target(page["docname"], ref) for ref in own.findall(nodes.reference)) if label}
    rest = [entry for doc in book.findall(addnodes.start_of_file) for entry in _entries(doc, page, build, wanted)]
    if rest:
        section = nodes.section("", nodes.title("", "Worauf sich das stützt"), *rest, ids=["belege"])
        holder += section
    return holder


def _entries(doc: nodes.Element, page: nodes.Element, build: Build, wanted: set[str]) -> Iterator[nodes.Element]:
    """The entries of a page that are wanted, each as a document of its own, so that its references fit."""
    name = doc["docname"]
    for child in doc.findall(nodes.section):
        item = build.concept.items.get(child["ids"][0]) if child["ids"] else None
        if f"{name}#{item.id if item else ''}" in wanted and name != page["docname"] and _is_record(item):
            yield addnodes.start_of_file("", child.deepcopy(), docname=name, teil=True)


def _is_record(item: Item | None) -> bool:
    return item is not None and item.NAME not in ("handlungsfeld", "empfehlung", "konzept")


def _how_to_read(w: Writer, example: str) -> str:
    badges = [("status", word.value, word.label) for word in Status]
    origins = [("herkunft", word.value, word.label.replace(" {jahr}", "")) for word in Origin]
    lines = [
        call("par", body=" ".join(call("box", body=_badge(w, *badge)) + "#h(.6em)" for badge in group))
        for group in (badges, origins)
    ]
    like = f", zum Beispiel {example}" if example else ""
    text = [call("par", body=words(sentence.replace("{beispiel}", like))) for sentence in _HOW]
    heading = call(
        "heading", body=words("So lesen Sie diese Druckausgabe"), level="1", outlined="false", bookmarked="true"
    )
    legend = call("block", body="#set par(leading: 1.1em)\n" + "\n".join(lines), above="1.2em", below="1.4em")
    return "\n".join(["#pagebreak(weak: true)", heading, *text, legend, call("par", body=words(_DATA))])


def _badge(w: Writer, kind: str, value: str, label: str) -> str:
    return call("marke", quoted(f"{kind}-{value}"), "false", body=w.text(label, nodes.Text(label)))


def source_of(name: str, imports: str, text: str, w: Writer) -> TypstSource:
    """A source from what a writer has written."""
    return TypstSource(
        name=name,
        text=f'{imports}\n#import "forms/form.typ": *\n{text}\n',
        files=dict(w.files),
        tables=tuple(w.tables),
    )
