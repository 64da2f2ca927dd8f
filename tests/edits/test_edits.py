"""Edits: what was meant stands there, and every other byte is as before."""

from __future__ import annotations

import unicodedata

import pytest

from konzept.edits import (
    Document,
    EditError,
    NewItem,
    add_item,
    add_page,
    add_text,
    new_file,
    remove_option,
    set_option,
    set_title,
)
from konzept.model import Recommendation, Source, Update

TEXT = """\
# Größe

:::{quelle} Müßige Größe
:id: Q-A
:vollstaendig:  ja
:art:  presse

Text.
:::
Danach.

- Liste

  :::{quelle} In der Liste
  :id: Q-B
  :::

## Weitere

## Ende
"""
WRITINGS = {
    "as it is": lambda text: text.encode(),
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "BOM": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "NFD": lambda text: unicodedata.normalize("NFD", text).encode(),
    "no end": lambda text: text.rstrip("\n").encode(),
}
NEW = NewItem(kind=Source, id="Q-C", title="Für alle", options={"vollstaendig": "nein", "art": "presse"}, text="Öl.")
NEW_LINES = ":::{quelle} Für alle\n:id: Q-C\n:art: presse\n:vollstaendig: nein\n\nÖl.\n:::"
EDITS = {
    "option changed": (lambda d: set_option(d, "Q-A", "art", "rückblick"), ":art:  presse", ":art:  rückblick"),
    "option added": (
        lambda d: set_option(d, "Q-A", "datum", "2020"),
        ":id: Q-A\n",
        ":id: Q-A\n:datum: 2020\n",
    ),
    "option added in a list": (
        lambda d: set_option(d, "Q-B", "datum", "2020"),
        "  :id: Q-B\n",
        "  :id: Q-B\n  :datum: 2020\n",
    ),
    "option removed": (lambda d: remove_option(d, "Q-A", "art"), ":art:  presse\n", ""),
    "option not there removed": (lambda d: remove_option(d, "Q-A", "datum"), "", ""),
    "title": (lambda d: set_title(d, "Q-A", "Süß"), "} Müßige Größe", "} Süß"),
    "item after item": (
        lambda d: add_item(d, NEW, after="Q-A"),
        "\n:::\nDanach",
        f"\n:::\n\n{NEW_LINES}\n\nDanach",
    ),
    "item below heading": (lambda d: add_item(d, NEW, below="Weitere"), "## Weitere\n", f"## Weitere\n\n{NEW_LINES}\n"),
    "item at the end": (lambda d: add_item(d, NEW), "## Ende", f"## Ende\n\n{NEW_LINES}"),
    "text": (lambda d: add_text(d, "Ärger", below="Ende"), "## Ende", "## Ende\n\nÄrger"),
}


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_changes_its_lines_and_keeps_the_writing(edit: str, writing: str) -> None:
    change, old, new = EDITS[edit]
    before = WRITINGS[writing](TEXT)
    assert change(Document("a.md", before)).content == WRITINGS[writing](TEXT.replace(old, new, 1))


REFUSED = {
    "line break": (
        lambda d: set_option(d, "Q-A", "art", "a\nb"),
        "a.md:3: Q-A: 'art' steht in einer Zeile, gefunden: 'a\\nb'. Ersetzen Sie die Zeilenumbrüche.",
    ),
    "empty": (
        lambda d: set_option(d, "Q-A", "art", " "),
        "a.md:3: 'art' ist leer. Geben Sie einen Wert an, oder nehmen Sie die Option weg.",
    ),
    "quotation marks": (
        lambda d: set_option(d, "Q-A", "art", '"a"'),
        "a.md:6: Der Wert von 'art' darf nicht mit einem Anführungszeichen beginnen, gefunden: '\"a\"'. "
        "Stellen Sie ein Wort davor oder schreiben Sie „…“.",
    ),
    "unknown option": (
        lambda d: set_option(d, "Q-A", "datun", "2020"),
        "a.md:3: 'datun' ist keine Option von Quelle. Gemeint ist vielleicht 'datum'.",
    ),
    "unknown item": (
        lambda d: set_option(d, "X", "datum", "2020"),
        "a.md:1: Den Eintrag 'X' gibt es hier nicht. Möglich sind: Q-A, Q-B.",
    ),
    "the ID removed": (
        lambda d: remove_option(d, "Q-A", "id"),
        "a.md:3: Ein Eintrag behält seine ID. Nehmen Sie andere Optionen weg.",
    ),
    "an open block": (
        lambda d: add_text(d, ":::{note}\nText"),
        "a.md:22: Der Block {note} wird nicht geschlossen. Schreiben Sie unter seinen Text eine Zeile ':::'.",
    ),
    "ID taken": (
        lambda d: add_item(d, NEW, NEW),
        "a.md:1: Die ID 'Q-C' gibt es in dieser Datei schon. Nehmen Sie die nächste freie.",
    ),
    "in a list": (
        lambda d: add_item(d, NEW, after="Q-B"),
        "a.md:14: 'Q-B' steht in einer Liste oder einem Zitat. Setzen Sie den Eintrag an eine andere Stelle.",
    ),
    "no such heading": (
        lambda d: add_item(d, NEW, below="Endo"),
        "a.md:1: Die Überschrift 'Endo' gibt es hier nicht. Gemeint ist vielleicht 'Ende'.",
    ),
    "no table of contents": (
        lambda d: add_page(d, "b.md"),
        "a.md:1: Die Seite hat kein Inhaltsverzeichnis. Schreiben Sie einen Block {toctree} an ihr Ende.",
    ),
}


@pytest.mark.parametrize("edit", REFUSED)
def test_what_cannot_stand_there_is_refused_in_german(edit: str) -> None:
    change, message = REFUSED[edit]
    with pytest.raises(EditError) as caught:
        change(Document("a.md", TEXT.encode()))
    assert str(caught.value) == message


def test_a_new_file_has_head_items_and_text() -> None:
    item = NewItem(
        kind=Recommendation,
        id="SPR-01",
        title="Kurse",
        options={"priority": "weitere", "status": "unbekannt"},
        parts={"Laut Quelle": ":::{note}\nText\n:::", "Zur Umsetzung – Vorschlag der Redaktion": "Offen."},
    )
    assert new_file("a/SPR-01.md", item, "Text", head={"orphan": "true"}).content.decode() == (
        "---\norphan: true\n---\n\n"
        "::::{empfehlung} Kurse\n:id: SPR-01\n:status: unbekannt\n:priority: weitere\n\n"
        "## Laut Quelle\n\n:::{note}\nText\n:::\n\n## Zur Umsetzung – Vorschlag der Redaktion\n\nOffen.\n::::\n\nText\n"
    )


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (":::{toctree}\nb\n:::\n", ":::{toctree}\nb\nc/SPR-01\n:::\n"),
        (":::{toctree}\n:hidden:\n:::\n", ":::{toctree}\n:hidden:\n\nc/SPR-01\n:::\n"),
        (":::{toctree}\n:glob:\n\nc/*-*\n:::\n", ":::{toctree}\n:glob:\n\nc/*-*\n:::\n"),
        (":::{toctree}\n:glob:\n\nc/d-*\n\n:::\n", ":::{toctree}\n:glob:\n\nc/d-*\nc/SPR-01\n\n:::\n"),
    ],
)
def test_a_page_is_put_into_a_table_of_contents_once(table: str, expected: str) -> None:
    document = add_page(Document("a/index.md", f"# A\n\n{table}".encode()), "a/c/SPR-01.md")
    assert document.content.decode() == f"# A\n\n{expected}"
    assert add_page(document, "a/c/SPR-01.md") == document


def test_edits_follow_one_another() -> None:
    document = Document("a.md", TEXT.encode())
    document = set_option(document, "Q-A", "datum", "2020")
    document = add_item(document, NEW, after="Q-A")
    update = NewItem(kind=Update, id="SPR-01-S1", title="Neu")
    document = set_option(add_item(document, update, after="Q-C"), "Q-C", "art", "website")
    assert [(record.id, dict(record.options)) for record in document.reading.records] == [
        ("Q-A", {"id": "Q-A", "datum": "2020", "vollstaendig": "ja", "art": "presse"}),
        ("Q-C", {"id": "Q-C", "art": "website", "vollstaendig": "nein"}),
        ("SPR-01-S1", {"id": "SPR-01-S1"}),
        ("Q-B", {"id": "Q-B"}),
    ]
