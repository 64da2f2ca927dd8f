"""Texts that are hard to set: long, wide, without places to break, in other scripts, or not printable at all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import pytest
from docutils import nodes

from konzept import files
from konzept.errors import KonzeptError
from konzept.examine import examine_folder
from konzept.paper.annexes import COUNCIL, MATERIALS
from konzept.pdf import code, typeset
from konzept.pdf.make import make
from konzept.pdf.phrases import INLINES
from tests import pdf_reading as pdf
from tests.paper.test_paper import INDEX, SAMPLE_HEAD
from tests.project import SECTIONS, TODAY, TOWN, recommendation, write

pytestmark = pytest.mark.xdist_group("pdf")
WORDS: Final = "Der Runde Tisch empfiehlt, Kinderbetreuung und Sprachförderung zu verbinden. "
UNBREAKABLE: Final = "https://example.org/" + "0123456789abcdef" * 12 + " " + "x" * 200 + " " + "W" * 90
NAMES: Final = (
    "Ayşe Yıldırım-Çağlayan, Łukasz Wąsowicz-Żółć, Олександра Їжакевич, "
    "თამარ, Հայկ, 王小明, さくら, 김민준, ሰላም, محمد الأحمد"
)

EVERYTHING: Final = """# Alles

Ein Satz mit **fett**, *kursiv*, `Code`, {sub}`tief`, {sup}`hoch`, {abbr}`KIM (Kommunales Management)` und
[Verweis](quellen.md), [Adresse](https://example.org/pfad)[^eins], noch einmal[^eins], {need}`Q-ZB`.

[^eins]: Die Fußnote mit **Nachdruck**.

1. erstens
   * innen
     * ganzinnen
2. zweitens

> Ein Zitat.

Begriff
: Erklärung

:::{warning}
Vorsichtstext
:::

::::{dropdown} Klappe
Gefaltetes
::::

:::::{tab-set}
::::{tab-item} Reiter1
Inhalt1
::::
::::{tab-item} Reiter2
Inhalt2
::::
:::::

::::{card} Kartentitel
Karteninhalt
::::

:::{needtable} Bedarfe
:types: quelle
:columns: id; title
:style: table
:::

:::{needlist}
:types: quelle
:::

```text
if wahr:
    tut()
```


:::{glossary}
Fachwort
  Bedeutung
:::

| Kopf1 | Kopf2 |
|-------|------:|
| links | 1.234 |
"""


def town(tmp_path: Path, files: Mapping[str, str], **settings: str) -> tuple[Path, Path]:
    """A small town with these pages, and the place of its PDFs."""
    return write(tmp_path / "docs", files), tmp_path / "out" / "pdf"


def book(tmp_path: Path, files: Mapping[str, str]) -> Path:
    """The whole concept of a small town as a PDF."""
    folder, target = town(tmp_path, files)
    assert make(folder, target, TODAY)
    return target / "konzept.pdf"


def lost(file: Path, text: str) -> dict[str, int]:
    """The words of a text that a PDF has not."""
    return dict(pdf.count(text) - pdf.count(pdf.body(file)))


def test_a_recommendation_longer_than_a_page_loses_nothing(tmp_path: Path) -> None:
    long = "\n\n".join(f"Absatz{number}. {WORDS * 12}" for number in range(40))
    item = recommendation().replace("Text der Quelle.", long)
    file = book(tmp_path, {"SPR-01.md": item})
    assert lost(file, long) == {}
    assert pdf.misplaced(file) == []


def test_a_table_longer_than_a_page_repeats_its_head(tmp_path: Path) -> None:
    rows = "".join(
        f"* - Zeile{number}\n  - {'Ein Satz ist kurz und gut. ' * (150 if number == 70 else 4)}\n"
        for number in range(150)
    )
    table = (
        f":::{{list-table}} Lange Tabelle\n:header-rows: 1\n:stub-columns: 1\n\n* - Kopfzelle\n  - Inhalt\n{rows}:::\n"
    )
    file = book(tmp_path, {"lang.md": f"# Lang\n\n{table}"})
    words = pdf.body(file)
    pages = [page for page in words.split("\f") if "Zeile" in page]
    assert len(pages) > 5
    assert all("Kopfzelle" in page for page in pages)
    assert lost(file, rows) == {}
    assert pdf.misplaced(file) == []


def test_no_row_of_a_table_stands_alone_before_or_after_a_break(tmp_path: Path) -> None:
    def table(name: int, rows: int) -> str:
        body = "".join(f"| T{name}Z{row} | {'Ein Satz. ' * (1 + row % 3)} |\n" for row in range(rows))
        return f"{WORDS * (name % 100)}\n\n| Zeile | Satz |\n|---|---|\n{body}\n"

    sizes = {**{rows: rows for rows in range(1, 62)}, **{100 + number: 2 + number % 2 for number in range(40)}}
    file = book(tmp_path, {f"t-{name:03}.md": f"# Seite {name}\n\n{table(name, sizes[name])}" for name in sizes})
    found = [re.findall(r"\bT(\d+)Z\d+", page) for page in pdf.body(file).split("\f")]
    counts = [(int(name), page.count(name)) for page in found for name in set(page)]
    assert sum(count for _, count in counts) == sum(sizes.values())
    assert len(counts) > len(sizes) + 20
    assert [(name, count) for name, count in counts if count == 1] == [(1, 1)]
    assert pdf.verapdf([file], "ua1") == [f"{file} ua1 PASS"]


def test_cells_of_a_paper_that_are_to_be_filled_in_by_hand_stay_blank(tmp_path: Path) -> None:
    pages = {
        "index.md": INDEX,
        "vorlagen/neu.md": SAMPLE_HEAD.replace("klima", "finanzen:\n  aufgabe:\nklima") + SECTIONS,
    }
    folder, target = town(tmp_path, pages)
    assert make(folder, target, TODAY)
    paper = target / "neu.pdf"
    _, after_votes = pdf.body(paper).split("Enth.")
    _, after_years = pdf.body(paper).split("4. Jahr")
    assert after_votes.split()[0] == "Betreff;"
    assert after_years.split()[:3] == ["Sachkosten", "Personalkosten", "Finanzaufwand"]
    assert pdf.verapdf([paper], "ua1") == [f"{paper} ua1 PASS"]


def test_words_without_a_place_to_break_stay_on_the_paper(tmp_path: Path) -> None:
    cells = "".join(f"  - {UNBREAKABLE}\n" for _ in range(5))
    table = (
        f":::{{list-table}} Schmal\n:header-rows: 1\n\n* - A\n  - B\n  - C\n  - D\n  - E\n  - F\n* - x\n{cells}:::\n"
    )
    page = f"# {'Überschrift' * 20}\n\n{UNBREAKABLE}\n\n* {UNBREAKABLE}\n\n> {UNBREAKABLE}\n\n{table}\n"
    page += f"```\n{UNBREAKABLE}\n```\n"
    file = book(tmp_path, {"breit.md": page})
    assert pdf.misplaced(file) == []
    assert re.sub(r"\W", "", UNBREAKABLE) in re.sub(r"\W", "", pdf.body(file))


def test_three_hundred_pages(tmp_path: Path) -> None:
    pages = {f"seite-{number:03}.md": f"# Seite {number}\n\n" + f"{WORDS * 18}\n\n" * 3 for number in range(300)}
    file = book(tmp_path, pages)
    assert len(pdf.sheets(file)) >= 300
    assert pdf.misplaced(file) == []


def test_a_chapter_begins_on_a_new_page_unless_there_is_hardly_anything_on_this_one(tmp_path: Path) -> None:
    short, long = f"{WORDS}\n\n", f"{WORDS * 12}\n\n" * 3
    files = {f"s-{n}.md": f"# Kapitel{n}\n\n{text}" for n, text in enumerate((short, short, long, short), 1)}
    pages = [page for page in pdf.text(book(tmp_path, files)).split("\f") if "Kapitel" in page]
    found = [re.findall(r"^Kapitel\d$", page, re.MULTILINE) for page in pages]
    # the contents first; the fourth does not follow the long third
    assert [set(page) for page in found[-2:]] == [{"Kapitel1", "Kapitel2", "Kapitel3"}, {"Kapitel4"}]


def test_a_value_and_its_unit_stand_in_one_line_beside_whatever_is_long(tmp_path: Path) -> None:
    table = f"| Stand | Wert | Quelle |\n|---|---|---|\n| 2015 | 378 Personen | {WORDS * 3} |\n"
    words = pdf.text(book(tmp_path, {"t.md": f"# T\n\n{table}"}), "-layout")
    assert re.search(r"2015 +378 Personen ", words)


def test_numbers_of_one_unit_stand_right_and_the_heads_of_rows_left(tmp_path: Path) -> None:
    table = (
        "| Jahr | Wert | Anteil |\n|---|---|---|\n| 2015 | 9 Personen | 55 Cent |\n| 2016 | 378 Personen | 222 Euro |\n"
    )
    found = [word for sheet in pdf.sheets(book(tmp_path, {"t.md": f"# T\n\n{table}"})) for word in sheet.words]
    units = {round(word.right) for word in found if word.text == "Personen"}
    others = {round(word.left) for word in found if word.text in ("55", "222")}
    assert (len(units), len(others)) == (1, 1)


def test_short_words_of_a_table_are_not_divided(tmp_path: Path) -> None:
    row = "| SPR-01 | Sprache und Bildung | Stand nicht bekannt | Stadt 2025, Beispiel |"
    table = f"| Nummer | Feld | Stand | Herkunft | Text |\n|---|---|---|---|---|\n{row} {WORDS * 3} |\n"
    words = pdf.text(book(tmp_path, {"t.md": f"# T\n\n{table}"}), "-raw").split()
    assert {"Sprache", "Bildung", "bekannt", "Beispiel", "verbinden."} <= set(words)


def test_long_words_of_a_table_may_be_divided_also_if_they_have_several_parts(tmp_path: Path) -> None:
    words = "Kita Weiterbildungsberatung ja"
    assert code.words(words) == f'#"{words}"'
    assert code.words(words, narrow=True) == '#"Kita "#lang("Weiterbildungsberatung")#" ja"'
    row = "| Weiterbildungsberatung | Weiter**bildungs**beratung | **Kita** *und* Schule |"
    docs, target = town(tmp_path, {"t.md": f"# T\n\n| A | B | C |\n|---|---|---|\n{row}\n\n{words}\n"})
    assert make(docs, target, TODAY)
    with files.claim(target) as place:
        source = (place.work / "typst" / "konzept.typ").read_text("utf-8")
    source = re.sub(r"\n//@ .*\n", "", source)
    assert '[#lang("Weiterbildungsberatung")]' in source
    assert 'lang([#"Weiter"#strong()[#"bildungs"]#"beratung"])' in source
    assert '[#strong()[#"Kita"]#" "#emph()[#"und"]#" Schule"]' in source
    assert f'#par()[#"{words}"]' in source


def test_the_head_of_a_page_names_the_last_chapter_that_has_begun(tmp_path: Path) -> None:
    pages = {f"s-{number}.md": f"# Kapitel{number}\n\n" + f"{WORDS * 12}\n\n" * 9 for number in range(1, 6)}
    sheets = [page.split() for page in pdf.text(book(tmp_path, pages), "-layout").split("\f")]
    begun = [[word for word in sheet if word.startswith("Kapitel")] for sheet in sheets]
    first = next(number for number, found in enumerate(begun) if found[:1] == ["Kapitel1"] and len(found) == 2)
    assert begun[first : first + 10] == [[f"Kapitel{n}"] * times for n in range(1, 6) for times in (2, 1)]


def test_a_chapter_does_not_say_of_each_entry_where_it_stands(tmp_path: Path) -> None:
    field = ":::{handlungsfeld} Sprache\n:id: HF-SPR\n:top2: offen\n:::\n\n:::{toctree}\nSPR-01\n:::\n"
    settings = TOWN + 'ratsausgabe = ["HF-SPR.md", "SPR-01.md"]\n'
    folder, target = town(tmp_path, {"HF-SPR.md": field, "SPR-01.md": recommendation(), "kommune.toml": settings})
    assert make(folder, target, TODAY, ["SPR-01"])
    said = [" ".join(pdf.text(target / f"{name}.pdf").split()) for name in ("konzept", "steckbrief-SPR-01")]
    assert ["Dem Handlungsfeld zugeordnet" in text for text in said] == [True, True]
    assert [bool(re.search(r"(?<!Dem )Handlungsfeld:? Sprache", text)) for text in said] == [False, True]
    meaning = "In den ausgewerteten Quellen steht nicht, was daraus geworden ist."
    assert [text.count(meaning) for text in said] == [1, 1]
    assert f"„Stand nicht bekannt“ heißt: {meaning}" in said[0]


def test_a_picture_and_the_narrow_table_that_says_the_same_stand_beside_each_other(tmp_path: Path) -> None:
    view = "# Kennzahlen\n\n```{ansicht} kennzahlen\n```\n\n"
    figures = "".join(
        f":::{{kennzahl}} Zahl {year}\n:id: K-{year}\n:reihe: Gezählte\n:datum: {year}\n:zaehlt: zeitraum\n"
        f":wert: {year - 2000}\n:einheit: Personen\n:quelle: Q-PRESSE\n:::\n\n"
        for year in (2018, 2019, 2020)
    )
    words = [word for sheet in pdf.sheets(book(tmp_path, {"k.md": view + figures})) for word in sheet.words]
    years = [word for word in words if word.text == "2019"]
    pairs = [(a, b) for a in years for b in years if a.page == b.page and b.left - a.left > 200]
    assert any(abs(picture.top - table.top) < 60 for picture, table in pairs)


def test_a_telephone_number_stands_once_and_is_not_lost(tmp_path: Path) -> None:
    page = "# T\n\n[02406 3458](tel:+4924063458) oder [rufen Sie an](tel:+4924069999), "
    page += "[schreiben Sie](mailto:post@x.example?subject=Frage).\n"
    words = pdf.text(book(tmp_path, {"t.md": page}))
    assert "02406 3458 oder rufen Sie an (+4924069999), schreiben Sie (post@x.example)." in words


@pytest.mark.parametrize(
    ("record", "options", "fact"),
    [
        ("kennzahl", "reihe: Reihe {n}\n:datum: 2020\n:zaehlt: zeitraum\n:wert: {n}\n:einheit: Personen", "Einheit"),
        ("stellungnahme", "von: Partei\n:art: Antrag\n:datum: 2020\n:betrifft: HF-SPR", "Betrifft"),
    ],
)
def test_facts_stand_under_their_heading(tmp_path: Path, record: str, options: str, fact: str) -> None:
    items = "".join(
        f":::{{{record}}} Zahl {n}\n:id: {'K' if fact == 'Einheit' else 'ST'}-{n}\n:{options.format(n=n)}\n"
        f":quelle: Q-ZB\n\n{WORDS * (n % 4)}\n:::\n\n"
        for n in range(1, 31)
    )
    pages = pdf.text(book(tmp_path, {"k.md": f"# Zahlen\n\n{items}"}), "-layout").split("\f")
    found = [
        [len(re.findall(rf"^ *{word}", page, re.MULTILINE)) for word in (r"Zahl \d+$", f"{fact} ")] for page in pages
    ]
    assert sum(heads for heads, _ in found) == 30
    assert [page for page in found if page[0] != page[1]] == []


def test_names_in_many_scripts_are_printed(tmp_path: Path) -> None:
    item = recommendation().replace("Text der Quelle.", f"Zum Beispiel: {NAMES}.")
    file = book(tmp_path, {"SPR-01.md": item})
    in_one_order = ", ".join(NAMES.split(", ")[:-1])
    assert lost(file, in_one_order) == {}
    assert re.search("[\u0600-\u06ff]{4}", pdf.body(file))
    assert pdf.page_validation(file) == []


def test_everything_that_a_text_may_contain_is_printed(tmp_path: Path) -> None:
    file = book(tmp_path, {"alles.md": EVERYTHING, "SPR-01.md": recommendation()})
    wanted = (
        "fett kursiv Code tief hoch KIM Kommunales Management Verweis Adresse Die Fußnote mit Nachdruck erstens innen "
        "ganzinnen zweitens Zitat Begriff Erklärung Warnung Vorsichtstext Klappe Gefaltetes Reiter1 Inhalt1 Reiter2 "
        "Inhalt2 Kartentitel Karteninhalt Bedarfe if wahr tut Fachwort Bedeutung Kopf1 Kopf2 links 1.234"
    )
    assert lost(file, wanted) == {}
    assert pdf.text(file).count("Die Fußnote mit") == 1
    assert pdf.page_validation(file) == []


def test_a_page_in_another_language_is_marked_and_says_when_it_was_looked_up(tmp_path: Path) -> None:
    file = book(tmp_path, {"tr.md": "---\nlang: tr\ngeprueft: 2025-12-01\n---\n# Hoş geldiniz\n\nTürkçe bilgi.\n"})
    with pdf.opened(file) as whole:
        assert any(str(element.get("/Lang", "")) == "tr" for element in pdf.structure(whole))
    assert "Die Angaben auf dieser Seite haben wir zuletzt durchgesehen am 01.12.2025." in pdf.text(file)


def test_a_node_without_a_form_stops_the_build_and_names_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delitem(INLINES, nodes.emphasis)
    monkeypatch.delitem(__import__("konzept.pdf.ours", fromlist=["HANDLERS"]).HANDLERS, nodes.emphasis)
    folder, target = town(tmp_path, {"kursiv.md": "# Kursiv\n\nErste Zeile.\n\nHier *kursiv*.\n"})
    assert not make(folder, target, TODAY)
    said = capsys.readouterr().err
    assert f"{folder}/kursiv.md:5: FEHLER: Der Baustein 'emphasis' kann nicht gedruckt werden" in said
    assert not target.exists()


def test_a_character_without_glyph_stops_the_build_and_says_where(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, target = town(tmp_path, {"haken.md": "# Haken\n\nErste Zeile.\n\nErledigt ꆈ und ཀ.\n"})
    assert not make(folder, target, TODAY)
    said = capsys.readouterr().err
    assert f"{folder}/haken.md:5: FEHLER: Dieses Zeichen fehlt in den Schriften der PDFs" in said
    assert "'ꆈ' (U+A188), 'ཀ' (U+0F40)" in said
    assert not target.exists()


def test_a_broken_picture_is_told_at_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = "# Bild\n\nText.\n\n:::{image} kaputt.png\n:alt: Ein Bild\n:::\n"
    folder, target = town(tmp_path, {"bild.md": broken})
    (folder / "kaputt.png").write_bytes(b"\x89PNG\r\n\x1a\nkein Bild")
    assert not make(folder, target, TODAY)
    told = capsys.readouterr().err
    assert [str(finding) for finding in examine_folder(folder, TODAY).findings] == [
        "bild.md:5: Die Datei 'kaputt.png' wird nicht veröffentlicht: Das Bild ist beschädigt. Speichern Sie es neu."
    ]
    assert f"{folder}/bild.md:5: FEHLER: Die Datei 'kaputt.png' wird nicht veröffentlicht: Das Bild ist" in told
    assert told.count("FEHLER") == 1
    assert not target.exists()


def test_errors_of_typst_have_the_place_in_the_markdown(tmp_path: Path) -> None:
    source = tmp_path / "x.typ"
    source.write_text('#set document(title: "x")\n//@ a.md:3\n#par[ja]\n//@ b.md:7\n#nein[]\n//@ c.md:9\n')
    with pytest.raises(typeset.TypesetError) as caught:
        typeset.typeset(source, TODAY)
    assert caught.value.place == ("b.md", 7)


@pytest.mark.parametrize(
    ("message", "start"),
    [
        ("label `<x>` does not exist in the document", "Ein Verweis führt ins Leere. (Typst: label"),
        ("something new", "Das PDF konnte nicht erzeugt werden. (Typst: something new)"),
    ],
)
def test_messages_of_typst_are_german(message: str, start: str) -> None:
    assert typeset.german(message).startswith(start)


def test_what_belongs_together_stays_in_one_line() -> None:
    assert code.words(
        "Brücke e. V. nach § 8, z. B. TOP 4. Top 2, Ö 12.1. Ende. 5 Tage – ja"
    ) == '#"Brücke e.~V. nach §~8, z.~B. TOP~4. Top~2, Ö~12.1. Ende. 5 Tage~– ja"'.replace("~", "\N{NO-BREAK SPACE}")


def test_no_text_can_become_a_command() -> None:
    assert code.words('a"] #f("x")\\') == '#"a\\"] #f(\\"x\\")\\\\"'
    assert code.words("zwei\n  Zeilen") == '#"zwei Zeilen"'
    assert code.words("") == ""


def test_only_words_that_no_line_could_hold_are_broken() -> None:
    for text in (
        "Beschluss des „Integrationskonzeptes“,",
        "Wohnungsbauförderungsrichtlinienänderungsverfahren:",
        "Top-2-Liste",
    ):
        assert code.breakable(text) == text
    assert code.breakable("V/2019/367-E04 gilt") == f"V/{code.BREAK}2019/{code.BREAK}367-E04 gilt"


def test_a_printed_address_breaks_behind_its_signs_and_before_a_dot_or_dash() -> None:
    shown = f"https:/{code.BREAK}/{code.BREAK}a{code.BREAK}-b{code.BREAK}.de/{code.BREAK}neue{code.BREAK}-stelle"
    assert code.breakable("https://a-b.de/neue-stelle") == shown.replace(f"/{code.BREAK}/", "//")


def test_papers_on_a_field_and_on_one_recommendation_say_what_is_not_recorded(tmp_path: Path) -> None:
    url = "https://example.org/" + "-".join(["verwaltungsangelegenheiten"] * 9)
    source = (
        ":::{quelle} Bericht\n:id: Q-ZB\n:datum: 2020-05-05\n:art: zwischenbericht\n"
        f":url: {url}\n:vollstaendig: ja\n:::\n"
    )
    decided = ":entscheidet: Rat\n:zustaendig_laut: Q-ZB"
    entries = {
        "SPR-01.md": recommendation(more=decided),
        "SPR-02.md": recommendation("SPR-02"),
        "quellen.md": f"# Quellen\n\n{source}",
    }
    folder, target = town(tmp_path, entries)
    assert make(folder, target, TODAY, ["SPR", "SPR-02"])
    field, one = (
        " ".join(pdf.text(target / f"{name}.pdf").split()) for name in ("handlungsfeld-SPR", "steckbrief-SPR-02")
    )
    assert "Zu keiner Empfehlung des Felds ist erfasst, wer federführend ist, was es kostet, was der" in field
    assert "Nicht erfasst ist, wer entscheidet, wer federführend ist, was es kostet, was der nächste" in one
    assert url in one.replace(" ", "")  # nothing is put in or left out where a line ends


def test_the_back_of_a_sheet_is_set_smaller_before_it_needs_another_page(tmp_path: Path) -> None:
    options = ":datum: 2020\n:betrifft: SPR-01\n:quelle: Q-ZB"
    trace = "".join(
        f":::{{entwicklung}} Meldung {n}\n:id: SPR-01-E{n}\n{options}\n\n{WORDS * 3}\n:::\n\n" for n in range(1, 13)
    )
    folder, target = town(tmp_path, {"SPR-01.md": recommendation() + "\n" + trace})
    assert make(folder, target, TODAY, ["SPR-01"])
    assert len(pdf.sheets(target / "steckbrief-SPR-01.pdf")) == 2


@pytest.mark.parametrize(("entries", "front"), [(0, 1), (2, 1), (12, 2)])
def test_the_back_of_a_sheet_stays_empty_where_all_fits_on_the_front(tmp_path: Path, entries: int, front: int) -> None:
    options = ":datum: 2020\n:betrifft: SPR-01\n:quelle: Q-ZB"
    trace = "".join(
        f":::{{entwicklung}} Meldung {n}\n:id: SPR-01-E{n}\n{options}\n\n{WORDS}\n:::\n\n" for n in range(entries)
    )
    folder, target = town(tmp_path, {"SPR-01.md": recommendation() + "\n" + trace})
    assert make(folder, target, TODAY, ["SPR-01"])
    sheets = pdf.sheets(target / "steckbrief-SPR-01.pdf")
    found = [n for n, sheet in enumerate(sheets, 1) for word in sheet.words if word.text == "Worauf"]
    assert (len(sheets), found) == (front, [front])


def test_a_reference_says_where_its_page_is_printed(tmp_path: Path) -> None:
    settings = TOWN + 'ratsausgabe = ["a.md"]\nungedruckt = ["c.md"]\n'
    pages = {"a.md": "# A\n\nSiehe [Bee](b.md), [Zeh](c.md).\n", "b.md": "# B\n\nSiehe [Ah](a.md).\n", "c.md": "# C\n"}
    folder, target = town(tmp_path, {**pages, "kommune.toml": settings})
    assert make(folder, target, TODAY, [MATERIALS])
    said = [" ".join(pdf.text(target / f"{name}.pdf").split()) for name in (COUNCIL, MATERIALS)]
    assert "Siehe Bee (Materialband), Zeh (nur im Netz)." in said[0]
    assert "Siehe Ah (Ratsausgabe)." in said[1]


def test_the_index_names_a_page_once_for_each_word_and_says_what_is_bold(tmp_path: Path) -> None:
    body = (
        "# Gremien\n\n:::{gremium} Beirat\n:id: G-BEIRAT\n:kurz: Beirat\n:quelle: Q-ZB\n:::\n\n"
        ":::{glossary}\nBeirat\n  Ein Gremium.\n:::\n"
    )
    settings = TOWN + 'ratsausgabe = ["g.md"]\n'
    said = " ".join(pdf.text(book(tmp_path, {"g.md": body, "kommune.toml": settings})).split())
    assert "Register Fett steht die Seite, auf der etwas erklärt ist. Beirat, 3 Keine amtliche" in said


def test_the_source_of_a_field_stands_before_its_overview(tmp_path: Path) -> None:
    field = (
        ":::{handlungsfeld} Sprache\n:id: HF-SPR\n:top2: offen\n:quelle: Q-ZB\n\n"
        "```{ansicht} feld-kurz\n:handlungsfeld: HF-SPR\n```\n:::\n"
    )
    settings = TOWN + 'ratsausgabe = ["HF-SPR.md", "SPR-01.md"]\n'
    folder, target = town(tmp_path, {"HF-SPR.md": field, "SPR-01.md": recommendation(), "kommune.toml": settings})
    assert make(folder, target, TODAY)
    said = " ".join(pdf.text(target / "konzept.pdf").split())
    assert re.search(r"Quelle: \S+ \(Materialband\) Im Feld: eine Empfehlung", said)


def test_a_table_that_takes_little_of_a_page_is_not_divided(tmp_path: Path) -> None:
    rows = "".join(f"| Zeile | {n} |\n" for n in range(6))
    text = "\n\n".join(f"{WORDS}\n\n| Was | Wie oft |\n|---|---|\n{rows}" for _ in range(20))
    counts = [page.count("Zeile") for page in pdf.body(book(tmp_path, {"t.md": f"# Tabellen\n\n{text}\n"})).split("\f")]
    assert (sum(counts), [count for count in counts if count % 6]) == (120, [])


def test_a_short_list_is_not_divided_and_two_explanations_are_two_paragraphs(tmp_path: Path) -> None:
    lists = "\n\n".join([WORDS + "\n\n- Erstens\n- Zweitens"] * 60)
    text = pdf.text(book(tmp_path, {"l.md": f"# Listen\n\nWort\n: Eins.\n: Zwei.\n\n{lists}\n"}))
    counts = [(page.count("Erstens"), page.count("Zweitens")) for page in text.split("\f")]
    assert sum(first for first, _ in counts) == 60
    assert all(first == second for first, second in counts)
    assert "Eins.Zwei." not in text


def test_a_paper_that_cannot_be_set_does_not_stop_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, target = town(tmp_path, {"SPR-01.md": recommendation()})
    assert make(folder, target, TODAY)
    before = {path.name: path.read_bytes() for path in target.iterdir()}

    def failing(source: Path, day: date, **how: bool) -> bytes:
        if source.stem == "konzept":
            raise typeset.TypesetError("Es geht nicht.", ("index.md", 3))
        return typeset.typeset(source, day, **how)

    monkeypatch.setattr("konzept.pdf.make.typeset", failing)
    with pytest.raises(KonzeptError, match=r"^Nicht gesetzt: konzept\.pdf\. Alle anderen Papiere in .* sind neu\.$"):
        make(folder, target, TODAY + timedelta(days=1))
    assert f"{folder.as_posix()}/index.md:3: konzept.pdf: Es geht nicht." in capsys.readouterr().err
    after = {path.name: path.read_bytes() for path in target.iterdir()}
    assert after.keys() == before.keys()
    assert {name for name in after if after[name] != before[name]} == {"top-2.pdf"}
