"""What changed between two states: whole texts, words, JSON and the page."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from konzept.compare import Changes, compare
from konzept.compare.changelist import as_json, as_text
from konzept.compare.difference import Piece, difference, shortened
from konzept.compare.standalone import as_page
from konzept.states import Snapshot, comparable, of_folder
from konzept.town import Town
from tests.project import ROOT, Case, cases, recommendation, write

pytestmark = pytest.mark.usefixtures("words_of_the_town")
ALL = list(cases("compare"))
TOWN = Town(name="Musterau", title="Konzept für Musterau")


def state(folder: Path, case: Case, side: str) -> Snapshot:
    """One side of a case."""
    files = {name.removeprefix(f"{side}/"): text for name, text in case.files.items() if name.startswith(f"{side}/")}
    return of_folder(write(folder / side, files), side)


def changes(folder: Path, old: str, new: str) -> Changes:
    """The changes between two versions of one recommendation."""
    texts = (write(folder / side, {"SPR-01.md": text}) for side, text in (("alt", old), ("neu", new)))
    both = comparable(*(of_folder(text, "") for text in texts))
    return compare(both.old, both.new)


@pytest.mark.parametrize("case", ALL, ids=[case.title for case in ALL])
def test_cases(case: Case, tmp_path: Path) -> None:
    states = [state(tmp_path, case, side) for side in ("alt", "neu")]
    both = comparable(*states)
    assert as_text(compare(both.old, both.new), ("alt", "neu"), both.unread) == case.files["Vergleich"]


def test_a_concept_compared_with_itself_has_not_changed() -> None:
    concept = of_folder(ROOT / "tests" / "musterau", "").whole().concept
    found = compare(concept, concept)
    assert not found
    assert (found.added, found.gone, found.changed, found.statuses) == ((), (), (), ())


def test_json_has_the_same_groups_and_the_words(tmp_path: Path) -> None:
    text = recommendation()
    found = changes(tmp_path, text, text.replace("Text der Quelle", "Wort der Quelle"))
    assert json.loads(as_json(found, ("a", "b"), ("c",))) == {
        "von": "a",
        "nach": "b",
        "geaendert": True,
        "gruppen": [
            {
                "art": "text",
                "titel": "Geänderter Wortlaut",
                "eintraege": [
                    {
                        "id": "SPR-01",
                        "typ": "empfehlung",
                        "titel": "Mehr Kurse",
                        "zeilen": [],
                        "wortlaut": {
                            "Text": [
                                {"art": "gleich", "text": "## Laut Quelle"},
                                {"art": "weg", "text": "Text"},
                                {"art": "neu", "text": "Wort"},
                                {
                                    "art": "gleich",
                                    "text": "der Quelle. ## Zur Umsetzung – Vorschlag der Redaktion "
                                    "Text der Redaktion.",
                                },
                            ]
                        },
                    }
                ],
            }
        ],
        "nicht_verglichen": ["c"],
    }


def test_the_page_says_the_same_as_the_text_and_masks_it(tmp_path: Path) -> None:
    old, new = (recommendation().replace("Mehr Kurse", title) for title in ("Kurse & mehr", "Kurse <b>"))
    found = changes(tmp_path, old, new)
    page = as_page(found, ("alt", "neu"), ("Etwas <fehlt>.",), TOWN)
    body = re.sub(r"<style>.*?</style>|<(?!/?(?:ins|del)\b)[^>]+>", "", page, flags=re.DOTALL)
    words = " ".join(body.split())
    assert "Kurse <del>gestrichen: &amp; mehr</del> <ins>neu: &lt;b&gt;</ins>" in words
    assert "Etwas &lt;fehlt&gt;." in words
    assert "<b>" not in page
    assert "Gesetzliche Ansprüche bleiben unberührt." in words
    assert not re.search(r"<script|https?://|src=|href=\"(?!#)", page)


def test_the_page_says_when_nothing_changed(tmp_path: Path) -> None:
    found = changes(tmp_path, recommendation(), recommendation())
    assert '<p class="leer">Nichts hat sich geändert.</p>' in as_page(found, ("a", "b"), (), TOWN)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("ein Satz", "ein  \n Satz", ()),
        ("", "neu hier", (Piece("neu", "neu hier"),)),
        ("alt hier", "", (Piece("weg", "alt hier"),)),
        (
            "a b c",
            "a x c",
            (Piece("gleich", "a"), Piece("weg", "b"), Piece("neu", "x"), Piece("gleich", "c")),
        ),
        ("a a", "a a a", (Piece("gleich", "a a"), Piece("neu", "a"))),
    ],
)
def test_difference_of_words(old: str, new: str, expected: tuple[Piece, ...]) -> None:
    assert difference(old, new) == expected


def test_a_passage_that_is_too_long_for_words_is_replaced_as_a_whole() -> None:
    old, new = (" ".join(f"{word}{number}" for number in range(3000)) for word in "ab")
    assert [piece.kind for piece in difference(old, new)] == ["weg", "neu"]


def test_long_runs_that_stayed_are_cut_around_the_changes() -> None:
    words = " ".join(map(str, range(40)))
    pieces = difference(f"{words} alt {words} alt {words}", f"{words} neu {words} neu {words}")
    assert [piece.text for piece in shortened(pieces) if piece.kind == "gleich"] == [
        "… 32 33 34 35 36 37 38 39",
        "0 1 2 3 4 5 6 7 … 32 33 34 35 36 37 38 39",
        "0 1 2 3 4 5 6 7 …",
    ]
