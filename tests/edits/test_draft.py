"""Drafts: several edits of several texts, as one change."""

from __future__ import annotations

import pytest

from konzept.edits import Draft, FileChange, NewItem, add_item, add_page, new_file, set_option
from konzept.errors import RefusedError
from konzept.model import Recommendation, Source, Update

FILES = {
    "index.md": b"# Start\n\n:::{toctree}\nquellen\n:::\n",
    "quellen.md": b"# Quellen\n\n:::{quelle} A\n:id: Q-A\n:::\n",
    "SPR-01.md": b":::{empfehlung} Kurse\n:id: SPR-01\n:status: offen\n:::\n",
    "andere.md": b"# Andere\n",
}


def source(ident: str) -> NewItem:
    return NewItem(kind=Source, id=ident, title="Neu")


def test_edits_of_several_files_and_of_one_file_are_one_change() -> None:
    draft = Draft(FILES)
    draft.put(set_option(draft.of("SPR-01"), "SPR-01", "status", "realisiert"))
    update = NewItem(kind=Update, id=draft.ids.next("SPR-01-S"), title="Fertig")
    draft.put(add_item(draft.of("SPR-01"), update, after="SPR-01"))
    draft.put(add_item(draft["quellen.md"], source("Q-B"), source("Q-C")))
    draft.put(set_option(draft.of("Q-C"), "Q-C", "art", "konzept"))
    draft.add(new_file("SPR-02.md", NewItem(kind=Recommendation, id="SPR-02", title="Mehr")))
    draft.put(add_page(draft["index.md"], "SPR-02.md"))
    assert list(draft.changes()) == [
        FileChange(
            "SPR-01.md",
            FILES["SPR-01.md"],
            b":::{empfehlung} Kurse\n:id: SPR-01\n:status: realisiert\n:::\n\n"
            b":::{sachstand} Fertig\n:id: SPR-01-S1\n:::\n",
        ),
        FileChange("SPR-02.md", None, b":::{empfehlung} Mehr\n:id: SPR-02\n:::\n"),
        FileChange("index.md", FILES["index.md"], b"# Start\n\n:::{toctree}\nquellen\nSPR-02\n:::\n"),
        FileChange(
            "quellen.md",
            FILES["quellen.md"],
            FILES["quellen.md"]
            + b"\n:::{quelle} Neu\n:id: Q-B\n:::\n\n:::{quelle} Neu\n:id: Q-C\n:art: konzept\n:::\n",
        ),
    ]


def test_an_edit_that_is_taken_back_is_no_change() -> None:
    draft = Draft(FILES)
    draft.put(set_option(draft.of("SPR-01"), "SPR-01", "status", "realisiert"))
    draft.put(set_option(draft.of("SPR-01"), "SPR-01", "status", "offen"))
    assert list(draft.changes()) == []


def test_the_next_id_is_one_that_nobody_had() -> None:
    draft = Draft(FILES, taken=["SPR-01-S4", "SPR-07"])
    found = (draft.ids.next("SPR-01-S"), draft.ids.next("SPR-", 2), draft.ids.next("ARB-", 2))
    assert found == ("SPR-01-S5", "SPR-08", "ARB-01")


REFUSED = {
    "ID taken in another file": (
        lambda draft: draft.put(add_item(draft["andere.md"], source("Q-A"))),
        "andere.md:3: Die ID 'Q-A' steht schon in quellen.md. IDs sind einmalig: Nehmen Sie die nächste freie.",
    ),
    "ID of an old Ausgabe": (
        lambda draft: draft.put(add_item(draft["andere.md"], source("Q-OLD"))),
        "andere.md:3: Die ID 'Q-OLD' ist vergeben. IDs sind einmalig: Nehmen Sie die nächste freie.",
    ),
    "a file that is there": (
        lambda draft: draft.add(new_file("Quellen.md", "# Neu")),
        "Quellen.md:1: Die Datei 'quellen.md' gibt es schon. Nehmen Sie einen anderen Namen.",
    ),
    "no such file": (
        lambda draft: draft["quelle.md"],
        "Die Datei 'quelle.md' gibt es nicht. Gemeint ist vielleicht 'quellen.md'.",
    ),
    "no such item": (
        lambda draft: draft.of("SPR-10"),
        "Den Eintrag 'SPR-10' gibt es nicht. Gemeint ist vielleicht 'SPR-01'.",
    ),
}


@pytest.mark.parametrize("edit", REFUSED)
def test_what_does_not_fit_together_is_refused(edit: str) -> None:
    change, message = REFUSED[edit]
    with pytest.raises(RefusedError) as caught:
        change(Draft(FILES, taken=["Q-OLD"]))
    assert str(caught.value) == message


def test_an_id_is_given_once_whatever_becomes_of_it() -> None:
    ids = Draft(FILES, taken=["Q-A-2"]).ids
    assert [ids.next("SPR-", 2), ids.next("SPR-", 2), ids.next("B-2026-01-31-")] == [
        "SPR-02",
        "SPR-03",
        "B-2026-01-31-1",
    ]
    assert [ids.free("Q-A"), ids.free("Q-A"), ids.free("Q-NEU"), ids.free("Q-NEU")] == [
        "Q-A-3",
        "Q-A-4",
        "Q-NEU",
        "Q-NEU-2",
    ]
    ids.take(["SPR-99"])
    assert (ids.next("SPR-", 2), "SPR-99" in ids, "SPR-98" in ids) == ("SPR-100", True, False)
