"""A PDF is read by its tags, or by how it looks; what stands on it is read once, in the order in which one reads."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf
import pytest

from konzept.documents import opening
from konzept.documents.accounting import word_loss
from konzept.documents.dictionary import is_word
from konzept.documents.outline import Outline
from konzept.documents.packed import UnreadableError
from konzept.ingest import reading
from tests.ingest.made import NARROW, by_office, locked, scan, set_by_typst

_PAGE = (
    '#set text(lang: "de", size: 10pt, font: "DejaVu Sans", hyphenate: true)\n'
    '#set page(paper: "a4", header: [Integrationsplan Neuenmoor], '
    "footer: context align(center, counter(page).display()))\n#set par(justify: true)\n"
)
_LONG = "Sprachförderung in Kindertageseinrichtungen und Grundschulen durch Mehrsprachigkeitsbeauftragte verbessern"
COLUMNS = f"{_PAGE}#set page(columns: 2)\n= Empfehlungen\n" + "".join(
    f"- {_LONG} #footnote[Zahlen des Schulamts.]\n" for _ in range(3)
)
TABLE = (
    f"{_PAGE}#set page(height: 9cm)\n= Tabelle\n#table(columns: (1fr, 1fr), table.header([Ziel], [Maßnahme]),\n"
    + "".join(f"[Ziel Nummer {n} steht hier], [Erstens zu {n} beraten, zweitens {_LONG}],\n" for n in range(9))
    + ")\n"
)


def _shown(outline: Outline) -> list[tuple[str, str]]:
    return [(block.kind, block.said) for block in outline.blocks if block.kind != "rand"]


def test_columns_notes_and_cut_words_of_a_tagged_pdf() -> None:
    outline = opening.outline(set_by_typst(COLUMNS))
    notes = [("fußnote", f"{n} Zahlen des Schulamts.") for n in (1, 2, 3)]
    points = [("liste", _LONG)] * 3
    assert _shown(outline) == [
        ("überschrift", "Empfehlungen"),
        *(e for pair in zip(points, notes, strict=True) for e in pair),
    ]
    assert [b.text for b in outline.blocks if b.kind == "rand"] == ["Integrationsplan Neuenmoor", "1"]
    assert outline.ordered
    assert outline.warnings == ("6 Wörter waren am Zeilenende getrennt und sind verbunden.",)


def test_the_same_without_tags_is_read_by_its_look() -> None:
    outline = opening.outline(set_by_typst(COLUMNS, tagged=False))
    said = [text for _, text in _shown(outline)]
    assert said[-7:] == ["Empfehlungen", *[f"• {_LONG}"] * 3, *(f"{n} Zahlen des Schulamts." for n in (1, 2, 3))]
    assert not outline.ordered


_NOTED = (
    '#set page(height: 6cm)\n#set text(lang: "de")\nIn allen Gemeinden{} gilt es. Auch bei „Vereinen“{}. '
    "90 m#super{}[2] Fläche, im Jahr 2024#super{}[7] mehr."
)


@pytest.mark.parametrize("tagged", [True, False])
@pytest.mark.parametrize("drawn", ["", "(typographic: false)"], ids=["by the font", "by the program"])
def test_marks_of_notes_are_no_part_of_words(tagged: bool, drawn: str) -> None:
    notes = "#footnote[12 Orte.]", "#footnote[Stand: Mai.]"
    source = f"#set super{drawn or '(typographic: true)'}\n" + _NOTED.format(*notes, drawn, drawn)
    outline = opening.outline(set_by_typst(source, tagged=tagged))
    assert [(block.kind, block.number, block.text) for block in outline.blocks] == [
        ("absatz", "", "In allen Gemeinden gilt es. Auch bei „Vereinen“. 90 m2 Fläche, im Jahr 2024 mehr."),
        ("fußnote", "1", "12 Orte."),
        ("fußnote", "2", "Stand: Mai."),
    ]
    loss = word_loss(outline)
    assert (loss.lost, loss.extra) == ((), ())


@pytest.mark.parametrize("form", ["pdf", "pdf-ohne"])
def test_a_note_of_an_office_program_has_its_number(form: str) -> None:
    outline = opening.outline(by_office("tables", form))
    (note,) = [block for block in outline.blocks if block.kind == "fußnote"]
    assert (note.number, note.text) == ("1", "Beschluss vom Mai.")


@pytest.mark.parametrize("tagged", [True, False])
def test_a_table_over_pages_is_one_table(tagged: bool) -> None:
    outline = opening.outline(set_by_typst(TABLE, tagged=tagged))
    assert outline.pages > 2
    cells = [block for block in outline.blocks if block.cell]
    assert {block.cell.table for block in cells if block.cell} == {1}
    right = [block.text for block in cells if block.cell and block.cell.column == 2 and "Erstens" in block.text]
    assert right == [f"Erstens zu {n} beraten, zweitens {_LONG}" for n in range(9)]
    loss = word_loss(outline)
    assert (loss.lost, loss.extra) == ((), ())


def test_lines_of_a_cell_stay_together_where_a_font_tells_no_height() -> None:
    outline = opening.outline(by_office("narrow", "pdf-ohne"))
    assert [block.text for block in outline.blocks if block.cell] == ["Agenda-Vorschläge", NARROW]


def test_a_numbered_paragraph_ends_where_the_next_number_begins() -> None:
    said = ("1. Stelle für das Ehrenamt schaffen (0,5 Stelle)", "2. Ehrenamtliche fortbilden", "3. Danken")
    lines = "#linebreak()".join(said).replace(". ", ".~")
    outline = opening.outline(set_by_typst(f"#set page(width: auto)\n{lines}", tagged=False))
    assert [block.text for block in outline.blocks] == [*said]


_SPLIT = """#set page(height: 5cm, margin: 1cm)
#set text(lang: "de", size: 11pt, hyphenate: false)
= Handlungsfeld Sport
#table(columns: (4cm, 4cm), [Feststellung], [Empfehlung],
[Vereine sind voll], [Vereine öffnen#footnote[Kosten offen.]],
[Der Deutschunterricht kindgerecht gestaltet], [Mehrsprachige Informationsbroschüre])
"""


def test_a_row_goes_on_behind_the_notes_of_a_page_and_notes_are_at_what_refers_to_them() -> None:
    found = reading.read(opening.outline(set_by_typst(_SPLIT, tagged=False)))
    assert found.outline.pages == 2
    assert [(passage.text, passage.notes) for passage in found.passages] == [
        ("Vereine sind voll", []),
        ("Vereine öffnen", ["Fußnote: Kosten offen."]),
        ("Der Deutschunterricht kindgerecht gestaltet", []),
        ("Mehrsprachige Informationsbroschüre", []),
    ]


def test_a_sentence_goes_on_behind_the_notes_of_a_page() -> None:
    said = f"Im Jahr 2024 fand ein Treffen statt, bei dem {_LONG} als Aufgabe genannt wurde und alle zustimmten."
    page = "#set page(width: 9cm, height: 5.1cm, margin: 1cm)\n#set text(hyphenate: false)"
    source = f"{page}\nEin Anfang#footnote[Von gestern.]. {said}"
    outline = opening.outline(set_by_typst(source, tagged=False))
    assert outline.pages == 2
    assert _shown(outline) == [("absatz", f"Ein Anfang. {said}"), ("fußnote", "1 Von gestern.")]


@pytest.mark.parametrize("tagged", [True, False])
def test_a_note_at_the_foot_of_a_page_belongs_to_what_refers_to_it(tagged: bool) -> None:
    source = "= Handlungsfeld Sport\n== Empfehlungen\n- Hallen öffnen#footnote[Laut Umfrage.]\n- Vereine stärken"
    found = reading.read(opening.outline(set_by_typst(source, tagged=tagged)))
    assert [(passage.text, passage.notes) for passage in found.passages] == [
        ("Hallen öffnen", ["Fußnote: Laut Umfrage."]),
        ("Vereine stärken", []),
    ]


@pytest.mark.parametrize(("mark", "number"), [("1", "#raised[1]"), ("ii", "ii")])
def test_a_note_at_the_end_of_the_document_belongs_to_what_refers_to_it(mark: str, number: str) -> None:
    source = (
        "#let raised(said) = super(typographic: false, said)\n= Handlungsfeld Sport\n== Empfehlungen\n"
        f"- Hallen öffnen#raised[{mark}]\n- Vereine stärken\n#pagebreak()\nMehr.\n#pagebreak()\n{number} Laut Umfrage."
    )
    found = reading.read(opening.outline(set_by_typst(source, tagged=False)))
    assert [(passage.text, passage.notes) for passage in found.passages][:1] == [
        ("Hallen öffnen", ["Fußnote: Laut Umfrage."])
    ]


def test_a_page_that_is_turned_is_read_as_it_is_seen() -> None:
    upright = opening.outline(set_by_typst(TABLE, tagged=False))
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(set_by_typst(TABLE, tagged=False))) as document:
        for page in document.pages:
            _, _, width, height = map(float, page.mediabox)
            page.contents_add(f"0 1 -1 0 {height} 0 cm".encode(), prepend=True)
            page.mediabox = [0, 0, height, width]
            page.rotate(90, relative=False)
        document.save(made)
    turned = opening.outline(made.getvalue())
    assert [(b.kind, b.text, b.cell) for b in turned.blocks] == [(b.kind, b.text, b.cell) for b in upright.blocks]


@pytest.mark.parametrize("tagged", [True, False])
def test_letters_set_in_fonts_of_signs_are_signs(tagged: bool) -> None:
    fonts = '#set text(font: "DejaVu Sans")\n#let w(s) = text(font: "New Computer Modern", s)\n'
    source = f"{fonts}Grün #w[ü] und #w[Ø] für alle"
    with pikepdf.open(io.BytesIO(set_by_typst(source, tagged=tagged))) as document:
        for thing in document.objects:
            for name in ("/BaseFont", "/FontName") if isinstance(thing, pikepdf.Dictionary) else ():
                if name in thing and "NewC" in str(thing[name]):
                    thing[name] = pikepdf.Name("/ABCDEF+Wingdings-Regular")
        made = io.BytesIO()
        document.save(made)
    outline = opening.outline(made.getvalue())
    assert [text for _, text in _shown(outline)] == ["Grün ✓ und ➢ für alle"]
    assert (word_loss(outline).lost, word_loss(outline).extra) == ((), ())


_SIDE = (
    '#set page(width: 16cm, height: 14cm, margin: (left: 6cm, rest: 2cm))\n#set text(lang: "de", size: 11pt)\n'
    "#let side(said) = place(left, dx: -4.5cm, box(width: 4cm, text(size: 8pt, said)))\n"
    "= Garten\n#side[Wer hilft: der Bauhof]\n= Kultur\n#side[Das Lesefest]\nViele feiern.\n== Maßnahmen\n"
    "- Beete anlegen\n#rect[*Zahlen:* 98 Beete]\n- Feste feiern\n"
)


@pytest.mark.parametrize("tagged", [True, False])
def test_what_stands_at_the_side_or_in_a_box_is_no_part_of_headings_and_points(tagged: bool) -> None:
    outline = opening.outline(set_by_typst(_SIDE, tagged=tagged))
    assert [text.removeprefix("• ") for _, text in _shown(outline)] == [
        *("Garten", "Wer hilft: der Bauhof", "Kultur", "Das Lesefest", "Viele feiern.", "Maßnahmen"),
        *("Beete anlegen", "Zahlen: 98 Beete", "Feste feiern"),
    ]


def _lines(*said: str) -> Outline:
    """A page with these lines as one paragraph, the second one on the next page."""
    text = '#set page(width: 14cm, height: auto)\n#set text(lang: "de", hyphenate: false)\nErste Seite.\n#pagebreak()\n'
    return opening.outline(set_by_typst(text + "\\\n".join(said)))


@pytest.mark.parametrize(
    ("lines", "said", "warnings"),
    [
        (("Die Sprach-", "förderung hilft."), "Die Sprachförderung hilft.", "1"),
        (("Kinder-", "und Jugendhilfe"), "Kinder- und Jugendhilfe", ""),
        (("Sprach-", "beziehungsweise Bildungsangebote"), "Sprach- beziehungsweise Bildungsangebote", ""),
        (("Ein Deutsch-", "Kurs"), "Ein Deutsch-Kurs", ""),
        (("Von 2024-", "2026 folgt"), "Von 2024- 2026 folgt", ""),
        (("MEHR SPRACH-", "FÖRDERUNG UND EU-", "MITTEL"), "MEHR SPRACHFÖRDERUNG UND EU-MITTEL", "1"),
        (
            ("Eine deutsch-türkische Gruppe, noch eine deutsch-", "türkische Gruppe"),
            "Eine deutsch-türkische Gruppe, noch eine deutsch-türkische Gruppe",
            "",
        ),
        (
            ("Eine deutsch-", "türkische Gruppe"),
            "Eine deutschtürkische Gruppe",
            "1 Ob diese Wörter mit Bindestrich geschrieben werden, ist unsicher: deutsch|türkische (Seite 2).",
        ),
        (
            ("Haus Xyl-", "quor hilft"),
            "Haus Xylquor hilft",
            "1 Ob diese Wörter mit Bindestrich geschrieben werden, ist unsicher: Xyl|quor (Seite 2).",
        ),
        (
            ("Das Handlungsfel", "d Sprache und die Integr", "ation der Stadt"),
            "Das Handlungsfeld Sprache und die Integration der Stadt",
            "Diese Wörter waren am Zeilenende ohne Strich getrennt und sind verbunden: Handlungsfeld (Seite 2); "
            "Integration (Seite 2).",
        ),
        (("Siehe www.neuenmoor.de/der-", "neue-", "plan"), "Siehe www.neuenmoor.de/der-neue-plan", ""),
        (("Die Stadt", "bietet Kurse", "an der Schule"), "Die Stadt bietet Kurse an der Schule", ""),
        (
            ("Die Inte-gration, Sprach- förderung, Sprach- und Bildung",),
            "Die Inte-gration, Sprach- förderung, Sprach- und Bildung",
            "Diese Wörter sind vielleicht zerschnitten: Inte-gration (Seite 2); Sprach- förderung (Seite 2).",
        ),
        (
            ("SprachkurseundBildung derStadt, Gesundheit undsoziale BürgerInnen im Jugendverband",),
            "SprachkurseundBildung derStadt, Gesundheit undsoziale BürgerInnen im Jugendverband",
            "Diese Wörter sind vielleicht zusammengelaufen: SprachkurseundBildung (Seite 2); derStadt (Seite 2); "
            "undsoziale (Seite 2).",
        ),
    ],
)
def test_words_cut_or_run_together(lines: tuple[str, ...], said: str, warnings: str) -> None:
    outline = _lines(*lines)
    assert outline.blocks[-1].text == said
    told = " ".join(outline.warnings).replace(" Wort war am Zeilenende getrennt und ist verbunden.", "")
    assert told == warnings
    loss = word_loss(outline)
    assert (loss.lost, loss.extra) == ((), ())


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("Sprachlernprogramm", True),
        ("Mehrsprachigkeitsbeauftragte", True),
        ("INTEGRATIONSRAT", True),
        ("Sprachf", False),
        ("örderung", False),
        ("d", False),
        ("derStadt", False),
    ],
)
def test_what_is_a_word(word: str, known: bool) -> None:
    assert is_word(word) is known


_PICTURE = (
    "#let picture(x, y, width, height, shade: 0) = place(dx: x * 1pt, dy: y * 1pt, image(bytes((shade, 9, 9)), "
    'format: (encoding: "rgb8", width: 1, height: 1), width: width * 1pt, height: height * 1pt, fit: "stretch"))\n'
    "#set page(width: 400pt, height: 600pt, margin: 40pt, background: picture(40, 10, 90, 70))\n"  # arms on each page
)


def test_pictures_that_may_have_writing_are_told_with_their_page() -> None:
    chart = "#picture(0, 100, 150, 100, shade: 90)"
    strips = "".join(f"#picture(170, {100 + 10 * n}, 100, 10, shade: {n})" for n in range(10))
    pages = [f"Auf Seite {n} {_LONG}. #picture({20 * n}, 300, 30, 30)" for n in (1, 2, 3, 4)]
    pages[1] += chart + strips
    content = set_by_typst(_PICTURE + "\n#pagebreak()\n".join(pages))
    assert opening.outline(content).warnings == (
        "Auf diesen Seiten stehen Bilder (Seite und Zahl): 2 (2). Was in einem Bild geschrieben steht, liest das "
        "Programm nicht. Sehen Sie dort nach.",
    )


def test_a_table_may_have_only_level_lines() -> None:
    table = "#table(columns: (1cm, 6cm, 4cm), stroke: (x: none, y: 1pt), [Nr.], [Maßnahme], [Wer?], "
    table += "[1], [Lotsendienst in allen Ortsteilen und Vierteln der Stadt aufbauen], [Sozialamt], "
    table += "[2], [Kurse], [VHS und Vereine der ganzen Region])"
    outline = opening.outline(set_by_typst(f"Davor.\n{table}\nDanach.", tagged=False))
    assert [(b.text, (b.cell.row, b.cell.column) if b.cell else None) for b in outline.blocks] == [
        ("Davor.", None),
        ("Nr.", (1, 1)),
        ("Maßnahme", (1, 2)),
        ("Wer?", (1, 3)),
        ("1", (2, 1)),
        ("Lotsendienst in allen Ortsteilen und Vierteln der Stadt aufbauen", (2, 2)),
        ("Sozialamt", (2, 3)),
        ("2", (3, 1)),
        ("Kurse", (3, 2)),
        ("VHS und Vereine der ganzen Region", (3, 3)),
        ("Danach.", None),
    ]


def test_words_of_a_chart_are_whole() -> None:
    lines = " ".join(f"#place(dx: {x}cm, line(end: (0cm, 2cm)))" for x in (0, 1, 2, 3))
    lines += " ".join(f"#place(dy: {y}cm, line(end: (3cm, 0cm)))" for y in (0, 1, 2))
    said = "#place(dx: .3cm, dy: .3cm)[Haushalte Sonstiges 2008#super[22] Bürgerfonds]"
    said += '#place(dx: 4cm, rotate(-90deg, reflow: true)[#text(lang: "de")[Energieverbrauch]])'
    outline = opening.outline(set_by_typst(lines + said, tagged=False))
    assert "Energieverbrauch" in [block.text for block in outline.blocks]
    loss = word_loss(outline)
    assert (loss.lost, loss.extra) == ((), ())


def test_a_picture_is_as_large_as_the_page_shows_it() -> None:
    with pikepdf.open(
        io.BytesIO(set_by_typst(f"{_PICTURE}{_LONG}. #picture(0, 100, 150, 100, shade: 90)"))
    ) as document:
        page = document.pages[0]
        form = document.make_stream(page.Contents.read_bytes(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
        form.BBox, form.Resources = page.mediabox, page.Resources
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Form=form))
        page.Contents = document.make_stream(b"q .3 0 0 .3 0 0 cm /Form Do Q")
        made = io.BytesIO()
        document.save(made)
    assert opening.outline(made.getvalue()).warnings == ()


_TWO_FONTS = (
    "#set page(height: 5cm)\nDas Konzept für alle Menschen\n#pagebreak()\n"
    '#text(font: "DejaVu Sans Mono")[Handlungsfeld] Bildung in der Stadt'
)


def _without_letters(content: bytes, font: str = "") -> bytes:
    """A PDF in which fonts of this name, or all, don't say which letters they show."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        for page in document.pages:
            for found in page.Resources.Font.values():
                if "/ToUnicode" in found and font in str(found.BaseFont):
                    del found["/ToUnicode"]
        document.save(made)
    return made.getvalue()


def test_letters_that_a_font_does_not_name_are_told_with_their_page() -> None:
    warnings = opening.outline(_without_letters(set_by_typst(_TWO_FONTS, tagged=False), "DejaVu")).warnings
    assert warnings[0] == (
        "Auf diesen Seiten sagt eine Schrift nicht, welche Buchstaben sie zeigt (Seite und Zahl): 2 (13). Lesen Sie "
        "diese Stellen im Dokument selbst."
    )


def test_a_document_whose_fonts_name_no_letters_is_refused() -> None:
    with pytest.raises(UnreadableError) as refused:
        opening.outline(_without_letters(set_by_typst(_TWO_FONTS, tagged=False)))
    assert str(refused.value).startswith("Die Schriften der PDF-Datei sagen nicht, welche Buchstaben sie zeigen;")


def _encoded(differences: Sequence[int | str], text: str) -> bytes:
    """A PDF with a font of its own encoding: from these codes on, letters have these names."""
    made = io.BytesIO()
    with pikepdf.new() as document:
        page = document.add_blank_page(page_size=(595, 842))
        listed = pikepdf.Array(d if isinstance(d, int) else pikepdf.Name(d) for d in differences)
        encoding = pikepdf.Dictionary(BaseEncoding=pikepdf.Name.WinAnsiEncoding, Differences=listed)
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica, Encoding=encoding
        )
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.Contents = document.make_stream(f"BT /F1 9 Tf 40 700 Td ({text}) Tj ET".encode("cp1252"))
        document.save(made)
    return made.getvalue()


def test_letters_that_a_font_names_wrongly_are_told_with_their_page() -> None:
    content = _encoded([72, "/parenleft", 73, "/parenright"], "Das Handlungsfeld Integration \\(hier gemeint\\)")
    outline = opening.outline(content)
    assert outline.blocks[0].text == "Das (andlungsfeld )ntegration (hier gemeint)"
    assert outline.warnings == (
        "In diesen Wörtern stehen vielleicht falsche Buchstaben, weil eine Schrift sie falsch nennt: (andlungsfeld "
        "(Seite 1); )ntegration (Seite 1).",
    )


def test_a_page_on_which_all_letters_are_moved_on_is_told() -> None:
    moved = "".join(chr(ord(letter) + 1) if letter.isalpha() else letter for letter in _SENTENCE * 4)
    assert (
        opening.outline(_encoded([], moved))
        .warnings[-1]
        .startswith("Auf diesen Seiten sind die meisten Wörter keine deutschen: 1.")
    )


_SENTENCE = "Die Stadt sollte neue Angebote machen und mehr Menschen durch gute Kurse erreichen. "


def test_one_that_only_restricts_is_read() -> None:
    content = locked(set_by_typst("Ein Satz."), owner_only=True)
    assert [block.text for block in opening.outline(content).blocks] == ["Ein Satz."]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            locked(set_by_typst("Geheim.")),
            "Die Datei ist mit einem Kennwort geschützt. Speichern Sie sie ohne Kennwort.",
        ),
        (
            set_by_typst("Ein Satz.")[:400],
            "Die PDF-Datei ist beschädigt oder unvollständig. Lassen Sie sie sich noch einmal schicken.",
        ),
        (
            b"%PDF-1.7\nkaputt",
            "Die PDF-Datei ist beschädigt oder unvollständig. Lassen Sie sie sich noch einmal schicken.",
        ),
        (scan(), "Die PDF-Datei ist ein Scan: Sie hat Bilder von Seiten und keinen Text."),
        (set_by_typst("#rect()"), "In der Datei steht kein Text."),
    ],
    ids=["locked", "cut off", "broken", "scan", "empty"],  # the bytes differ from process to process
)
def test_what_cannot_be_read_is_refused_in_german(content: bytes, message: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        opening.outline(content)
    assert str(refused.value).startswith(message)


def test_pages_that_are_only_pictures_are_all_told_with_what_to_do() -> None:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(scan())) as picture, pikepdf.open(io.BytesIO(set_by_typst(COLUMNS * 8))) as document:
        pages = len(document.pages)
        for _ in range(14):
            document.pages.append(picture.pages[0])
        document.save(made)
    (told,) = [said for said in opening.outline(made.getvalue()).warnings if "nur Bilder" in said]
    assert f": {', '.join(map(str, range(pages + 1, pages + 15)))}. " in told
    assert "oder lassen Sie den Text dieser Seiten erkennen (OCR)." in told


def test_a_scan_is_told_of_the_program_that_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}" if name == "tesseract" else None)
    with pytest.raises(UnreadableError) as refused:
        opening.outline(scan())
    assert str(refused.value).endswith("Auf diesem Rechner geht das mit: tesseract seite.png seite -l deu pdf.")
