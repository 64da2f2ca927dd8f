"""A town that differs from the first one in everything: nothing that it publishes says a word of that one."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner

from konzept import states, town, website
from konzept.catalogue import DATA_FILES
from konzept.cli import main
from konzept.exports.csv import recommendations_csv
from konzept.model import Party, Priority, Recommendation, Subject, Update
from konzept.pdf.make import make
from konzept.publish.around import SitePages
from konzept.publish.moves import Pages
from konzept.web.hyphens import written
from tests import pdf_reading as pdf
from tests.project import ROOT, examine

HERE: Final = ROOT / "tests" / "steinbrueck"
DAY: Final = date(2024, 5, 2)
# Words of Herzogenrath: its name, concept, authors, bodies, day, sentences, IDs, how many stand in front;
# then words for a town that has not said its own, and places for words that nobody filled.
STRANGE: Final = re.compile(
    r"Herzogenrath|Integration|Runde[rnms]? Tisch|Städte.?[Rr]egion|25\.03\.2025|2025-03-25|V/20\d\d|SPR-|\bTop\s2\b|"
    r"\btop-2\.\w|Leitfaden|Rechtsgrundlage|verfassende|\{(?:verfasser|konzept|anzahl|beispiel)\w*\}",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything that can be made of the town, as files."""
    folder = tmp_path_factory.mktemp("steinbrueck")
    assert website.build(HERE, folder / "html", DAY)
    assert make(HERE, folder / "pdf", DAY, ["VER-01"])
    day = ["--as-of", DAY.isoformat()]
    for command in (
        ["report", "--texts", str(HERE), "--from", "2021-01-01", "--to", DAY.isoformat(), "--target", f"{folder}/b.md"],
        ["paper", "--texts", str(HERE), "--target", str(folder / "paper"), *day],
    ):
        result = CliRunner().invoke(main, command)
        assert result.exit_code == 0, result.output
    settings = town.load(HERE)
    concept = states.of_folder(HERE, "").whole().concept
    (folder / "empfehlungen.csv").write_bytes(recommendations_csv(concept, settings, DAY))
    for name, text in (
        SitePages(settings).roots([], Pages(frozenset(), dict.fromkeys(("VER-01", "BAU-02"), ""))).items()
    ):
        path = folder / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def words_of(path: Path) -> str:
    """What a file says, in one line."""
    match path.suffix:
        case ".pdf":
            text = pdf.text(path)
        case ".docx" | ".xlsx":
            with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
                text = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))
            text = re.sub(r"<[^>]+>", " ", text)
        case ".html":
            text = written(path)
        case _:
            text = path.read_text("utf-8-sig")
    return " ".join(text.replace("\u200b", "").replace("\u00ad", "").split())


def files_of(folder: Path) -> Iterator[Path]:
    """The files that tell something of the town; scripts, styles and tools of others are the same for all."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in {
            ".html",
            ".atom",
            ".ics",
            ".csv",
            ".json",
            ".md",
            ".txt",
            ".docx",
            ".xlsx",
            ".pdf",
        }:
            yield path


def test_nothing_that_it_publishes_says_a_word_of_the_first_town(made: Path) -> None:
    found = {path.relative_to(made).as_posix(): words_of(path) for path in files_of(made)}
    assert {export.file for export in DATA_FILES} <= {name.removeprefix("html/") for name in found}
    for name in filter(lambda name: name.startswith("html/daten/"), found):  # they list every word there is
        found[name] = re.sub(f"{Subject.GUIDE.label}|{Subject.GUIDE}", "", found[name])
    assert {"b.md", "html/top-3.atom", "pdf/top-3.pdf", "pdf/steckbrief-VER-01.pdf", "paper/bericht.docx"} <= set(found)
    strange = {
        f"{name}: …{text[max(match.start() - 60, 0) : match.end() + 30]}…"
        for name, text in found.items()
        for match in STRANGE.finditer(text)
    }
    assert strange == set()


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("pdf/top-3.pdf", "Top 3 je Handlungsfeld – teils von der Klimawerkstatt benannt, teils Entwurf der Redaktion"),
        ("pdf/top-3.pdf", "18 von 18 Plätzen sind belegt."),
        ("pdf/konzept.pdf", "Jede Empfehlung hat eine Nummer, zum Beispiel BAU-01."),
        ("pdf/konzept.pdf", "Das Konzept bindet die Stadt, soweit der Rat Mittel bereitstellt."),
        ("b.md", "# Klimaschutzkonzept für Steinbrück; hier: Bericht"),
        ("b.md", "zum Stand der Empfehlungen des Klimaschutzkonzeptes zur Kenntnis."),
        ("b.md", "nach Angabe der Klimawerkstatt vom 01.02.2023"),
        ("html/search.html", "Eine Nummer wie BAU-01 führt zur Empfehlung."),
        ("html/alles.html", "Die Klimawerkstatt sagt es. Sie hat das Konzept erarbeitet. Als Angabe der Stadt gilt"),
        ("html/alles.html", "Von der Klimawerkstatt bestätigt"),
        ("site/404.html", "BAU-02/"),
    ],
)
def test_what_it_says_instead_are_its_own_words(file: str, said: str, made: Path) -> None:
    assert said in words_of(made / file)


def test_the_origin_says_who_decided_the_concept(made: Path) -> None:
    words = re.sub(r"<[^>]+>", "", words_of(made / "html/handlungsfelder/bauen/BAU-01.html"))
    assert (
        "Steht im beschlossenen Konzept (Rat der Stadt Steinbrück, 18.11.2021: geändert beschlossen) "
        "(Klimaschutzkonzept der Stadt Steinbrück, beschlossen am 18.11.2021)."
    ) in words
    assert "Durch den Beschluss" not in words_of(made / "pdf/top-3.pdf")


def test_words_are_those_of_the_town_and_older_ones_are_still_read(tmp_path: Path) -> None:
    concept = states.of_folder(HERE, "").whole().concept
    (update,), item = concept.all(Update), concept.get("VER-01", Recommendation)
    assert item is not None
    assert (update.stated_by, item.priority) == (Party.AUTHORS, Priority.TOP)
    assert item.decided_by == ("Kreistag", "Verbandsversammlung")
    wrong = (HERE / "handlungsfelder/verkehr/VER-01.md").read_text("utf-8").replace("HF-VER", "HF-SPR")
    wrong = (
        wrong.replace("VER-01", "SPR-01")
        .replace("Q-KONZEPT, Q-WERKSTATT", "Q-ZB")
        .replace("Q-WERKSTATT", "Q-ZB")
        .replace("Q-KONZEPT", "Q-ZB")
    )
    found = [finding.text for finding in examine(tmp_path, {"SPR-01.md": wrong}).findings if finding.rule == "form"]
    parties, deciders = (
        "Verwaltung, Runder Tisch, Träger, Redaktion",
        "Verwaltung, Ausschuss, Rat, StädteRegion, Land, Träger",
    )
    assert found == [
        "'priority': 'top-3' ist nicht vorgesehen. Möglich sind: top-2, weitere.",
        f"'entscheidet': 'Kreistag' ist nicht vorgesehen. Möglich sind: {deciders}.",
        f"'entscheidet': 'Verbandsversammlung' ist nicht vorgesehen. Möglich sind: {deciders}.",
        f"'nach_angabe_von': 'Klimawerkstatt' ist nicht vorgesehen. Möglich sind: {parties}.",
    ]
    # an older state of the texts, whose town file did not have the words yet
    (tmp_path / "kommune.toml").write_text('name = "A"\ntitel = "B"\n', "utf-8")
    (tmp_path / "SPR-01.md").write_text(
        wrong.replace("top-3", "top-2").replace("Kreistag", "StädteRegion").replace("Klimawerkstatt", "Runder Tisch")
    )
    before = states.of_folder(tmp_path, "")
    assert before.partial().unread == ()
    assert [update.stated_by for update in before.whole().concept.all(Update)] == [Party.AUTHORS]
