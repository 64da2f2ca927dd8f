"""Plain words: markup goes, sentences end where they end."""

from __future__ import annotations

import pytest

from konzept.edits.wording import escaped
from konzept.model import Place, Recommendation
from konzept.views.plain import block, plain, sentences, shortened


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("Es gilt ({need}`Seite <Q-A>`).", "Es gilt."),
        ("Es gilt ({need}`A <Q-A>`, {need}`B <Q-B>`) viel.", "Es gilt viel."),
        ("Die {need}`Vorlage <Q-A>` und {need}`SPR-05`.", "Die Vorlage und SPR-05."),
        ("Es waren mehr ([Zahlen](zahlen.md)).", "Es waren mehr."),
        ("Es waren mehr (siehe [Zahlen](zahlen.md)).", "Es waren mehr (siehe Zahlen)."),
        ("**Fett**, *schräg* und [Seite](a.md).", "Fett, schräg und Seite."),
        ("Fragen an <post@x.example>, \\*Stern\\*, A&amp;B.", "Fragen an post@x.example, *Stern*, A&B."),
        ("> Ein Zitat.\n>\n> Sein Ende.\n\nDanach.", "Ein Zitat. Sein Ende. Danach."),
        ("Dort steht:\n- eins\n- zwei", "Dort steht: eins; zwei"),
        ("1. Erstens\n   - oben\n   - unten\n2. Zweitens.", "1. Erstens; oben; unten; 2. Zweitens."),
        ("5) fünfter Punkt", "5) fünfter Punkt"),
        ("„a\\_b \\<c\\>“", "„a_b <c>“"),
        ("| Kurs | Ort |\n|---|---|\n| A1 | Nord |", "Kurs: Ort; A1: Nord"),
        ("Siehe <https://example.org/a_b> und `code`.", "Siehe https://example.org/a_b und code."),
        (
            "1. Eins\n   * zwei:\n     * drei\n     * vier\n2. fünf\n\nEnde.",
            "1. Eins; zwei: drei; vier; 2. fünf; Ende.",
        ),
        ("Dort:\n* a.\n* b", "Dort: a. b"),
        ("| Kurs | Ort | Tag |\n|---|---|---|\n| A | | Mo |\n| B | X | |", "Kurs: Ort, Tag; A: Mo; B: X"),
        ("Nachweis\n: Ein Blatt\n\nStufe\n: Zum Beispiel\n  A2", "Nachweis: Ein Blatt; Stufe: Zum Beispiel A2"),
        ("Das gilt.[^a]\n\n[^a]: Laut {need}`Gesetz <Q-A>`.", "Das gilt. Laut Gesetz."),
        ("> „Türen\n> öffnen“\n\nSagt er.", "„Türen öffnen“ Sagt er."),
        (":::{note}\n:class: x\nWas *hier* steht.\n:::\n\nText.", "Was hier steht. Text."),
        (":::{admonition} Zu *prüfen*\nWer?\n:::", "Zu prüfen Wer?"),
        ("Eins\\\nzwei  \ndrei", "Eins zwei drei"),
        ("", ""),
    ],
)
def test_markup_goes(markdown: str, text: str) -> None:
    assert plain(markdown) == text


@pytest.mark.parametrize(
    "words",
    [
        "Ämter & Vereine",
        "5 * 3 = 15, 2*2",
        "Raum [x] <y> {z}",
        "a_b_c",
        "„ab“ – `c`",
        "x < y > z &amp; |",
        "#3",
        "C:\\tmp",
    ],
)
def test_what_was_written_so_that_it_is_no_markup_comes_back(words: str) -> None:
    assert plain(escaped(words)) == words


def test_a_list_stands_in_one_line() -> None:
    said = "„Räume öffnen“ ({need}`Konzept <Q-A>`)\n\nDazu steht dort:\n\n* Kosten: „offen“\n* „*Bald*“"
    parts = (("Laut Quelle", said),)
    item = Recommendation(id="KUL-01", title="Räume öffnen", parts=parts, place=Place(file="KUL-01.md", line=1))
    assert block(item, "Laut Quelle") == "„Räume öffnen“ Dazu steht dort: Kosten: „offen“; „Bald“"


def test_a_long_text_is_cut_between_words() -> None:
    cut = shortened("Wort, " * 60)
    assert len(cut) <= 157
    assert cut.endswith("Wort …")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Es gilt. Das ist neu.", "Es gilt."),
        ("Der Verein Brücke e. V. berät. Wo, wissen wir nicht.", "Der Verein Brücke e. V. berät."),
        ("Es begann am 29. September 2000. Danach kam mehr.", "Es begann am 29. September 2000."),
        (
            "Lernförderung in der Sek. I im Regelschulsystem. Mehr nicht.",
            "Lernförderung in der Sek. I im Regelschulsystem.",
        ),
        ("„Es fehlt viel. Das ist so.“ Mehr sagt er nicht.", "„Es fehlt viel. Das ist so.“"),
        ("Er sagt „es fehlt viel. Das ist so“ und geht. Mehr nicht.", "Er sagt „es fehlt viel. Das ist so“ und geht."),
        ("«Es fehlt viel. Das ist so.» Mehr nicht.", "«Es fehlt viel. Das ist so.»"),
        ("»Es fehlt viel. Das ist so.« Mehr nicht.", "»Es fehlt viel. Das ist so.«"),
        ("“Much is missing. It is so.” Mehr nicht.", "“Much is missing. It is so.”"),
        ("„Sie sagt: «Es fehlt viel.» So ist es.“ Mehr nicht.", "„Sie sagt: «Es fehlt viel.» So ist es.“"),
        ('"Es fehlt viel. Das ist so." Mehr nicht.', '"Es fehlt viel. Das ist so."'),
    ],
)
def test_a_sentence_ends_where_it_ends(text: str, first: str) -> None:
    assert sentences(text)[0] == first
