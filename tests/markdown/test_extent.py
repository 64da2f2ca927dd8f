"""All texts together cost a bounded amount: what goes beyond stops the examination at the file where it happens."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from konzept import examine as core
from konzept import website
from konzept.kinds import content
from konzept.markdown import extent, shape
from konzept.markdown.records import Reading
from tests.project import TODAY, examine, recommendation, write

TOO_MUCH = "Das ist zu viel für eine Website: Kürzen Sie."
VIEW = ":::{ansicht} empfehlungen\n:::\n\n"
LIST = ":::{needlist}\n:types: quelle\n:::\n\n"


@pytest.mark.parametrize(
    ("limit", "most", "finding"),
    [
        ("MOST_TEXTS", 3, "index.md:1: Mit dieser Datei haben alle zusammen mehr als 3 Texte. "),
        ("LONGEST_TEXTS", 100, "a.md:1: Mit dieser Datei haben alle zusammen mehr als 100 Zeichen. "),
        (
            "MOST_PARTS_OF_ALL",
            5,
            "a.md:1: Mit dieser Datei haben alle zusammen mehr als 5 Absätze, Zellen, Verweise und Auszeichnungen. ",
        ),
        (
            "MOST_ROWS",
            120,
            "b.md:1: Mit dieser Datei sind es mehr als 2 Ansichten und Listen, bei 5 Einträgen oder Texten. ",
        ),
        (
            "MOST_ROWS_OF_ONE",
            100,
            "b.md:1: In dieser Datei sind es mehr als 1 Ansichten und Listen, bei 5 Einträgen oder Texten. ",
        ),
        (
            "MOST_FILES_OF_ALL",
            1,
            "b.md:1: Mit dieser Datei haben alle zusammen mehr als 1 Bilder und andere Dateien. ",
        ),
        (
            "LARGEST_FILES",
            -1,
            "HF-SPR.md:1: Mit dieser Datei haben alle zusammen mehr als -1 MB in Bildern und anderen Dateien. ",
        ),
    ],
)
def test_what_is_too_much_for_all_is_the_only_finding(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    limit: str,
    most: int,
    finding: str,
) -> None:
    for name in ("a.png", "b.png"):
        Image.new("RGB", (2, 2)).save(tmp_path / name)
    files = {
        "a.md": f"# A\n\n{VIEW}![A](a.png)\n",
        "b.md": f"# B\n\n{LIST}{VIEW}![B](b.png) [nirgends](nichts.md)\n",
    }
    monkeypatch.setattr(extent, limit, most)
    write(tmp_path, files)
    with (tmp_path / "quellen.md").open("a", encoding="utf-8") as more:
        more.write(f"\n{VIEW}:::{{quelle}} Buch\n:id: Q-BUCH\n:art: presse\n:vollstaendig: nein\n:::\n")
    found = core.examine_folder(tmp_path, TODAY).findings
    assert [str(f) for f in found] == [f"{finding}{TOO_MUCH}"]
    assert not website.build(tmp_path, tmp_path.parent / "html", TODAY)
    assert finding.partition(": ")[2] in capsys.readouterr().err


def test_beyond_the_limit_no_further_text_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read = []

    def readings() -> Iterator[Reading]:
        for number in range(100):
            read.append(number)
            yield Reading(file=f"{number}.md")

    monkeypatch.setattr(extent, "MOST_TEXTS", 3)
    kept, fault = extent.beyond(readings())
    assert (len(kept), len(read)) == (4, 4)
    assert fault is not None


def test_a_picture_is_decoded_once_however_often_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    decoded = []
    refused = content.refused

    def counted(written: bytes, name: str, *, as_picture: bool = False) -> Iterator[str]:
        decoded.append(name)
        return refused(written, name, as_picture=as_picture)

    Image.new("RGB", (3, 5)).save(tmp_path / "bild.png")
    (tmp_path / "kaputt.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    monkeypatch.setattr("konzept.kinds.content.refused", counted)
    shown = "![Bild](bild.png) ![Bild](kaputt.png)\n\n" * 40
    found = examine(tmp_path, {"a.md": f"# A\n\n{shown}", "b.md": f"# B\n\n{shown}"}).findings
    assert sorted(decoded) == ["bild.png", "kaputt.png"]
    assert [f.place.line for f in found if f.place.file == "b.md"] == list(range(3, 83, 2))


def test_a_text_names_a_bounded_number_of_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extent, "MOST_FILES", 2)
    for number in range(5):
        Image.new("RGB", (2, 2)).save(tmp_path / f"{number}.png")
    text = "# A\n\n" + "".join(f"![Bild]({number}.png)\n\n" for number in range(5))
    assert [str(f) for f in examine(tmp_path, {"a.md": text}).findings] == [
        "a.md:7: Bis hier nennt die Datei mehr als 2 Bilder und andere Dateien. Machen Sie mehrere Seiten daraus."
    ]


def test_a_text_that_is_far_too_long_is_cut_and_refused(tmp_path: Path) -> None:
    found = examine(tmp_path, {"SPR-01.md": recommendation(after="ä" * 700_001)}).findings
    assert [str(f) for f in found if f.place.file == "SPR-01.md"] == [
        "SPR-01.md:1: Die Datei hat mehr als 200000 Zeichen. Machen Sie mehrere Seiten daraus."
    ]


def test_headings_of_one_name_build(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    docs = write(tmp_path / "docs", {"a.md": "# A\n\n## Termine\n\n[zweite](#termine-1)\n\n## Termine\n\nText.\n"})
    assert website.build(docs, tmp_path / "html", TODAY)
    assert capsys.readouterr().err == ""


def test_what_may_be_meant_is_looked_for_only_so_often(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sought = []

    def counted(word: str, known: object) -> str:
        sought.append(word)
        return "Gemeint ist vielleicht 'Q-ZB'." if known else ""

    monkeypatch.setattr(core, "MOST_FINDINGS", 3)
    monkeypatch.setattr(core.targets, "nearest", counted)
    monkeypatch.setattr(shape, "MOST_OFFERS", 2)
    text = "# A\n\n" + "".join(f"{{need}}`Q-A{number}` " for number in range(9))
    linked = recommendation().replace("Q-ZB", ", ".join(f"Q-Z{number}" for number in range(5)))
    found = examine(tmp_path, {"a.md": text, "SPR-01.md": linked}).findings
    offers = [f.message.rpartition("ZB'")[0] != "" for f in found if f.place.file == "SPR-01.md"]
    assert sorted(offers) == [False, False, False, True, True]
    assert sought == ["Q-A0", "Q-A1", "Q-A2", "Q-A3"]
    assert [str(f) for f in found if f.place.file == "a.md"] == [
        "a.md:3: Den Eintrag 'Q-A0', auf den der Text verweist, gibt es nicht. Gemeint ist vielleicht 'Q-ZB'.",
        "a.md:3: Den Eintrag 'Q-A1', auf den der Text verweist, gibt es nicht. Gemeint ist vielleicht 'Q-ZB'.",
        "a.md:3: Den Eintrag 'Q-A2', auf den der Text verweist, gibt es nicht. Gemeint ist vielleicht 'Q-ZB'.",
        "a.md:3: Hier führen mehr als 3 Verweise ins Leere. Weitere nennt die Prüfung danach.",
    ]


def contents(*names: str) -> str:
    """A page with a table of contents."""
    return "# Seite\n\n:::{toctree}\n" + "\n".join(names) + "\n:::\n"


def test_tables_of_contents_are_neither_too_deep_nor_entangled(tmp_path: Path) -> None:
    base = contents("HF-SPR", "quellen", "k0")
    chain = {f"k{n}.md": contents(f"k{n + 1}") for n in range(12)} | {"index.md": base, "k12.md": "# Ende\n"}
    assert [str(f) for f in examine(tmp_path / "tief", chain).findings] == [
        "k10.md:1: Die Seite liegt mehr als 10 Inhaltsverzeichnisse tief. Nennen Sie sie weiter oben."
    ]
    layers = [[f"e{layer}-{n}" for n in range(5)] for layer in range(8)]
    net = {f"{name}.md": contents(*below) for here, below in pairwise(layers) for name in here}
    net |= {f"{name}.md": "# Ende\n" for name in layers[-1]} | {"k0.md": contents(*layers[0]), "index.md": base}
    assert [str(f) for f in examine(tmp_path / "netz", net).findings] == [
        "e7-0.md:1: Zu dieser Seite führen 78125 Wege durch Inhaltsverzeichnisse. Nennen Sie sie nur einmal."
    ]
