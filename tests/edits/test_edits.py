"""Edits: what was meant stands there, and every other byte is as before."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest

from konzept.edits import (
    Document,
    EditError,
    NewItem,
    add_item,
    add_page,
    add_text,
    add_to_part,
    add_value,
    new_file,
    remove_option,
    set_option,
    set_part,
    set_text,
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

::::{empfehlung} Kurse
:id: SPR-01
:entscheidet: Rat

Frei.

## Laut Quelle

:::{note}
Hinweis [Öl]
:::

## Zur Umsetzung – Vorschlag der Redaktion
::::

:::{quelle} Leer
:id: Q-L
:::
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
    "item below heading": (lambda d: add_item(d, NEW, below="Ende"), "## Ende", f"## Ende\n\n{NEW_LINES}"),
    "item at the end": (lambda d: add_item(d, NEW), "## Ende", f"## Ende\n\n{NEW_LINES}"),
    "text of an item": (lambda d: set_text(d, "Q-A", "\nÖl\n\n## Neu\n"), "\nText.\n:::", "\nÖl\n\n## Neu\n:::"),
    "text with a block": (
        lambda d: set_text(d, "Q-A", "::::{note}\nÖl\n::::"),
        TEXT[TEXT.index(":::{q") : TEXT.index("Danach")],
        "::" + TEXT[TEXT.index(":::{q") : TEXT.index("Text.")] + "::::{note}\nÖl\n::::\n:::::\n",
    ),
    "no text": (lambda d: set_text(d, "Q-A", ""), "\n\nText.\n:::", "\n:::"),
    "the first text": (lambda d: set_text(d, "Q-L", "Öl"), ":id: Q-L\n", ":id: Q-L\n\nÖl\n"),
    "free part": (lambda d: set_part(d, "SPR-01", "", "Öl\n\nÜbel"), "Frei.", "Öl\n\nÜbel"),
    "the first free part": (lambda d: set_part(d, "Q-L", "", "Öl"), ":id: Q-L\n", ":id: Q-L\n\nÖl\n"),
    "part": (lambda d: set_part(d, "SPR-01", "Laut Quelle", "Öl"), ":::{note}\nHinweis [Öl]\n:::\n", "Öl\n"),
    "empty part": (
        lambda d: set_part(d, "SPR-01", "Zur Umsetzung – Vorschlag der Redaktion", "Öl"),
        "der Redaktion\n",
        "der Redaktion\n\nÖl\n",
    ),
    "part between": (
        lambda d: set_part(d, "SPR-01", "Anlass", "Öl"),
        "\n\n## Zur",
        "\n\n## Anlass\n\nÖl\n\n## Zur",
    ),
    "part at the end": (
        lambda d: set_part(d, "SPR-01", "Weiteres", "Öl"),
        "der Redaktion\n",
        "der Redaktion\n\n## Weiteres\n\nÖl\n",
    ),
    "part continued": (
        lambda d: add_to_part(d, "SPR-01", "Laut Quelle", "Öl"),
        "Hinweis [Öl]\n:::\n",
        "Hinweis [Öl]\n:::\n\nÖl\n",
    ),
    "free part continued": (lambda d: add_to_part(d, "SPR-01", "", "Öl"), "Frei.\n", "Frei.\n\nÖl\n"),
    "empty part continued": (lambda d: add_to_part(d, "Q-L", "", "Öl"), ":id: Q-L\n", ":id: Q-L\n\nÖl\n"),
    "first value": (lambda d: add_value(d, "SPR-01", "anlass", "Q-A"), ":id: SPR-01\n", ":id: SPR-01\n:anlass: Q-A\n"),
    "further value": (lambda d: add_value(d, "SPR-01", "entscheidet", "Größe"), "heidet: Rat", "heidet: Rat, Größe"),
    "value that is there": (lambda d: add_value(d, "SPR-01", "entscheidet", "Rat"), "", ""),
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
    "a further value of an option that has one": (
        lambda d: add_value(d, "SPR-01", "status", "offen"),
        "a.md:20: SPR-01: 'status' nimmt nicht mehrere Werte. Möglich sind: anlass, entscheidet, ersetzt, genannt_in, "
        "hinderungsgrund, zustaendig_laut.",
    ),
    "two values at once": (
        lambda d: add_value(d, "SPR-01", "anlass", "Q-A, Q-B"),
        "a.md:20: SPR-01: Ein Komma trennt die Werte von 'anlass', gefunden: 'Q-A, Q-B'. Geben Sie sie einzeln an.",
    ),
    "unknown item": (
        lambda d: set_option(d, "X", "datum", "2020"),
        "a.md:1: Den Eintrag 'X' gibt es hier nicht. Möglich sind: Q-A, Q-B, SPR-01, Q-L.",
    ),
    "the ID removed": (
        lambda d: remove_option(d, "Q-A", "id"),
        "a.md:3: Ein Eintrag behält seine ID. Nehmen Sie andere Optionen weg.",
    ),
    "an open block": (
        lambda d: add_text(d, ":::{note}\nText"),
        "a.md:40: Der Block {note} wird nicht geschlossen. Schreiben Sie unter seinen Text eine Zeile ':::'.",
    ),
    "ID taken": (
        lambda d: add_item(d, NEW, NEW),
        "a.md:1: Q-C: Diese ID gibt es in der Datei schon. Nehmen Sie die nächste freie.",
    ),
    "in a list": (
        lambda d: add_item(d, NEW, after="Q-B"),
        "a.md:14: 'Q-B' ist eingerückt. Nennen Sie einen Eintrag, der ganz links steht.",
    ),
    "an item in the text": (
        lambda d: set_text(d, "Q-A", ":::{quelle} Neu\n:id: Q-N\n:::"),
        "a.md:8: {quelle} steht innerhalb von {quelle}. Jeder Eintrag steht für sich: Schließen Sie den Block davor, "
        "bevor dieser beginnt.",
    ),
    "an option in the text": (
        lambda d: set_text(d, "Q-A", ":datum: 2020"),
        "a.md:8: Die Option 'datum' steht hinter dem Text oder einer leeren Zeile und gilt dort nicht. "
        "Optionen stehen ohne Leerzeile direkt unter dem Titel.",
    ),
    "an item below the heading": (
        lambda d: add_text(d, ":::{quelle} Neu\n:id: Q-N\n:::", below="Ende"),
        "a.md:1: Im Text steht ein Eintrag. Fügen Sie Einträge einzeln hinzu.",
    ),
    "an open block in the text": (
        lambda d: set_text(d, "Q-A", "```text\nÖl"),
        "a.md:8: Das Beispiel wird nicht geschlossen. Schreiben Sie unter seinen Text eine Zeile '```'.",
    ),
    "a link elsewhere": (
        lambda d: set_text(d, "Q-A", "[öl]: https://example.org"),
        "a.md:8: Mit dieser Änderung würde der Text darum herum anders gelesen. Prüfen Sie, was in ihr steht.",
    ),
    "a heading that is none": (
        lambda d: set_part(d, "SPR-01", "Neu ##", "Öl"),
        "a.md:20: SPR-01: 'Neu ##' lässt sich nicht als Überschrift lesen.",
    ),
    "a heading of a new item that is none": (
        lambda d: add_item(d, NewItem(kind=Source, id="Q-N", title="Neu", parts={"Neu ##": "Öl"})),
        "a.md:1: Q-N: Der Eintrag lässt sich nicht so schreiben, dass er ebenso gelesen wird.",
    ),
    "no such heading": (
        lambda d: add_item(d, NEW, below="Endo"),
        "a.md:1: Die Überschrift 'Endo' gibt es hier nicht. Gemeint ist vielleicht 'Ende'.",
    ),
    "a table of contents in an item": (
        lambda d: add_page(set_text(d, "Q-A", ":::{toctree}\nx\n:::"), "b.md"),
        "a.md:1: Die Seite hat kein Inhaltsverzeichnis. Schreiben Sie einen Block {toctree} an ihr Ende.",
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


UNREADABLE = {
    "another encoding": (
        TEXT.encode("cp1252"),
        "a.md:1: Die Datei ist nicht in UTF-8 gespeichert. Speichern Sie sie so.",
    ),
    "an open block": (
        b":::{quelle} A\n:id: Q-A\n",
        "a.md:1: Der Block {quelle} wird nicht geschlossen. Schreiben Sie unter seinen Text eine Zeile ':::'.",
    ),
    "two byte order marks": (
        2 * b"\xef\xbb\xbf" + TEXT.encode(),
        "a.md:1: Hier steht ein unsichtbares Steuerzeichen (U+FEFF). Löschen Sie es.",
    ),
}


@pytest.mark.parametrize("text", UNREADABLE)
@pytest.mark.parametrize("change", [*EDITS.values()], ids=[*EDITS])
def test_a_text_that_cannot_be_read_is_not_changed(change: tuple[Callable[..., Document], str, str], text: str) -> None:
    content, message = UNREADABLE[text]
    with pytest.raises(EditError) as caught:
        change[0](Document("a.md", content))
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
        ("SPR-01", {"id": "SPR-01", "entscheidet": "Rat"}),
        ("Q-L", {"id": "Q-L"}),
    ]
