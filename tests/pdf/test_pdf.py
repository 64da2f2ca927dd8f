"""The PDFs of the real texts and of Musterau: complete, conforming, reproducible, with data inside."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pikepdf
import pytest
from click.testing import CliRunner

from konzept import as_of, town
from konzept.cli import main
from konzept.examine import examine_folder
from konzept.exports import csv as data
from konzept.markdown import screen
from konzept.markdown.reader import read as read_page
from konzept.model import Field, Item, Priority, Recommendation, Source
from konzept.model.speech import say
from konzept.paper import SessionPaper, is_paper, layout, read
from konzept.paper.form import SAMPLE
from konzept.pdf.builder import ALL
from konzept.pdf.make import make
from konzept.pdf.volumes import matching
from konzept.views.scope import Scope
from konzept.views.top_lists import places
from tests import pdf_reading as pdf
from tests.project import BASE, ROOT, TOWNS, of_the_town, recommendation, write

pytestmark = pytest.mark.xdist_group("pdf")
# The live texts may have entries of every day up to now.
TODAY: Final = as_of.default(ROOT)
OWN: Final = tuple(folder.name for folder in TOWNS)
FOLDERS: Final = {folder.name: folder for folder in (*TOWNS, ROOT / "tests" / "leer")}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The folders with the PDFs of every concept."""
    base = tmp_path_factory.mktemp("pdf")
    for name, folder in FOLDERS.items():
        assert make(folder, base / name / "pdf", TODAY, [ALL] if name in OWN else [])
    return {name: base / name / "pdf" for name in FOLDERS}


def files(made: dict[str, Path]) -> list[Path]:
    """Every PDF."""
    return [path for folder in made.values() for path in sorted(folder.glob("*.pdf"))]


def attributes(element: Any) -> dict[str, Any]:
    """The attributes of a structure element."""
    found = element.get("/A", pikepdf.Dictionary())
    entries = list(found) if isinstance(found, pikepdf.Array) else [found]
    return {key: value for entry in entries for key, value in entry.items()}


def test_every_pdf_is_made(made: dict[str, Path]) -> None:
    assert [path.name for path in sorted(made["leer"].iterdir())] == ["konzept.pdf", "top-2.pdf"]
    papers = [path.stem for path in (FOLDERS["musterau"] / "vorlagen").glob("*.md") if path.stem != "index"]
    assert papers
    concept = examine_folder(FOLDERS["musterau"], TODAY).concept
    asked = [f"handlungsfeld-{field.code}" for field in concept.all(Field)]
    asked += [f"steckbrief-{item.id}" for item in concept.recommendations()]
    names = {f"{name}.pdf" for name in ("konzept", "materialband", "top-2", "beschlusskontrolle", *asked, *papers)}
    assert {path.name for path in made["musterau"].iterdir()} == names


def test_a_paper_has_all_parts_of_the_form(made: dict[str, Path]) -> None:
    for town_name in OWN:
        form = layout.read(FOLDERS[town_name]).form
        files = [path for path in (FOLDERS[town_name] / "vorlagen").glob("*.md") if is_paper(f"vorlagen/{path.name}")]
        papers = [read(path.read_text("utf-8"), f"vorlagen/{path.name}", form).paper for path in files]
        assert papers
        for paper in papers:
            assert paper
            compare_with_form(paper, made[town_name])


def compare_with_form(paper: SessionPaper, folder: Path) -> None:
    """A printed paper has every part of the form, and what fills it."""
    words = pdf.count(pdf.body(folder / f"{paper.name}.pdf"))
    parts = [*paper.form.order, *paper.form.votes[2:], paper.subject, paper.number]
    parts += [fact.title for fact in paper.form.facts]
    joined = {section.title for section in paper.form.sections if section.joined}
    parts += [section.heading for section in paper.sections if section.heading not in joined]
    lines = [(section, line) for section in paper.form.sections for line in section.lines]
    parts += [line.title for section, line in lines if line.key and section.group in paper.values]
    parts += [label for section, line in lines if section.group in paper.values for _, label in line.words]
    parts += [step.body for step in paper.steps]
    assert pdf.count(" ".join(parts)) - words == {}
    if paper.sample:
        pages = pdf.text(folder / f"{paper.name}.pdf").removesuffix("\f").split("\f")
        assert all(say(SAMPLE) in page for page in pages)
    with pikepdf.open(folder / f"{paper.name}.pdf") as whole:
        assert str(whole.docinfo["/Title"]).startswith(say(SAMPLE) if paper.sample else paper.number)


def test_who_copies_an_address_gets_no_character_more(made: dict[str, Path]) -> None:
    assert [path.name for path in files(made) if "\N{ZERO WIDTH SPACE}" in pdf.text(path)] == []


def test_other_files_beside_the_pdfs_stay(tmp_path: Path) -> None:
    target, folder = tmp_path / "pdf", write(tmp_path / "docs", {"SPR-01.md": recommendation()})
    assert make(folder, target, TODAY, ["SPR-01"])
    for name in ("vorlage.docx", "Steuerbescheid.pdf"):
        (target / name).write_bytes(b"x")
    (folder / "index.md").write_text(BASE["index.md"].replace("Start", "Neuer Anfang"), "utf-8")
    dossier = (target / "steckbrief-SPR-01.pdf").read_bytes()
    assert [path.name for path in make(folder, target, TODAY)] == ["konzept.pdf", "top-2.pdf"]
    assert {path.name: path.read_bytes() for path in target.iterdir() if path.stem not in ("konzept", "top-2")} == {
        "steckbrief-SPR-01.pdf": dossier,
        "vorlage.docx": b"x",
        "Steuerbescheid.pdf": b"x",
    }


def test_verapdf_passes_everything(made: dict[str, Path]) -> None:
    said = pdf.verapdf(files(made))
    assert said == [f"{path} {profile} PASS" for path in files(made) for profile in ("ua1", "3a")]


def test_verapdf_would_find_a_fault(made: dict[str, Path], tmp_path: Path) -> None:
    spoilt = tmp_path / "ohne.pdf"
    with pikepdf.open(made["leer"] / "top-2.pdf") as whole:
        del whole.Root.StructTreeRoot, whole.Root.MarkInfo, whole.Root.Lang
        whole.save(spoilt)
    said = pdf.verapdf([spoilt])
    assert [line for line in said if not line.startswith("  ")] == [f"{spoilt} ua1 FAIL", f"{spoilt} 3a FAIL"]
    assert len(said) > 2


def test_second_validator_passes_everything(made: dict[str, Path]) -> None:
    assert {path.name: pdf.page_validation(path) for path in files(made)} == {path.name: [] for path in files(made)}


@pytest.mark.parametrize("name", OWN)
def test_no_word_is_lost(made: dict[str, Path], name: str) -> None:
    """Every authored word and every entry of the printed pages stands in one of the two volumes.

    Only the headings go whose section shows in print what another chapter shows.
    """
    settings = town.load(FOLDERS[name])
    unprinted = (*settings.unprinted, *settings.editorial)
    concept = examine_folder(FOLDERS[name], TODAY).concept
    files = (path.relative_to(FOLDERS[name]).as_posix() for path in FOLDERS[name].rglob("*.md"))
    names = [file for file in files if not any(fits(file, pattern) for pattern in unprinted)]
    printed = [read_page((FOLDERS[name] / file).read_text("utf-8"), file) for file in names]
    headings = pdf.count(" ".join(re.findall("(?m)^#+ (.*)", "\n".join(reading.body for reading in printed))))
    wanted = sum((pdf.count(" ".join(reading.words.elements())) for reading in printed), Counter())
    wanted += pdf.count(" ".join(map(named, concept.items.values())))
    assert wanted.total() > 3000
    bound = pdf.body(made[name] / "konzept.pdf") + pdf.body(made[name] / "materialband.pdf")
    assert wanted - pdf.count(bound) - headings == {}


def named(item: Item) -> str:
    """How a volume names an item: only recommendations have a number that people use."""
    return f"{item.id} {item.title}" if isinstance(item, Recommendation) else item.title


def fits(file: str, pattern: str) -> bool:
    """Whether a pattern of the town file names a page."""
    return list(matching([pattern], [file.removesuffix(".md")])) != []


def test_words_stand_on_the_paper_and_not_on_each_other(made: dict[str, Path]) -> None:
    assert {path.name: pdf.misplaced(path) for path in files(made)} == {path.name: [] for path in files(made)}


def test_no_paper_speaks_of_a_screen(made: dict[str, Path]) -> None:
    """What the program writes into views as little as what authors write, where the town says what is printed."""
    papers = [path for name in OWN for path in sorted(made[name].glob("*.pdf"))]
    found = {str(path): list(screen.found(pdf.text(path).replace("\n", " "))) for path in papers}
    assert found == {str(path): [] for path in papers}


def test_top_sheet_says_of_every_item_who_decides_what_it_costs_and_what_comes_next(made: dict[str, Path]) -> None:
    for name in OWN:
        concept = examine_folder(FOLDERS[name], TODAY).concept
        sheets = pdf.sheets(made[name] / "top-2.pdf")
        said = pdf.text(made[name] / "top-2.pdf", "-raw")
        assert f", Stichtag {TODAY:%d.%m.%Y}" in said.partition("Federführend")[0].partition("Nächster Schritt")[0]
        words = pdf.count(said)
        for item in concept.all(Recommendation):
            if item.priority is Priority.TOP:
                speakers = [update.speaker for update in concept.newest_updates(item)]
                ours = [*item.decided_by, item.lead or "", item.costs or "", item.next_step or ""]
                marks = [item.status.label, *(o.label for o in concept.origins(item))]
                obstacles = [kind.label for kind in item.obstacles]
                line = " ".join([item.id, item.title, *marks, *ours, *obstacles, *speakers])
                assert pdf.count(line) - words == {}
        assert {(round(sheet.width), round(sheet.height)) for sheet in sheets} == {(842, 595)}
        assert len(sheets) <= 2


def test_machine_readable_data_is_attached(made: dict[str, Path]) -> None:
    with pikepdf.open(made["musterau"] / "konzept.pdf") as whole:
        found = {str(entry.UF): entry for entry in whole.Root.AF}
        assert {str(entry.AFRelationship) for entry in found.values()} == {"/Data"}
        needs = json.loads(found["needs.json"].EF.F.read_bytes())
        table = found[data.FILE].EF.F.read_bytes()
    concept = examine_folder(FOLDERS["musterau"], TODAY).concept
    (version,) = needs["versions"].values()
    assert set(version["needs"]) == set(concept.items)
    assert table == data.recommendations_csv(concept, town.load(FOLDERS["musterau"]), TODAY)


def test_equal_texts_give_equal_bytes(made: dict[str, Path], tmp_path: Path) -> None:
    assert make(FOLDERS["musterau"], tmp_path / "anders" / "pdf", TODAY, [ALL])
    first = {path.name: path.read_bytes() for path in made["musterau"].iterdir()}
    assert {path.name: path.read_bytes() for path in (tmp_path / "anders" / "pdf").iterdir()} == first


def test_metadata_have_a_title_of_their_own_language_and_no_person(made: dict[str, Path]) -> None:
    titles: list[str] = []
    for path in files(made):
        with pikepdf.open(path) as whole:
            assert whole.Root.Lang == "de-DE"
            assert whole.Root.ViewerPreferences.DisplayDocTitle
            titles.append(str(whole.docinfo.get("/Title")))
            assert set(whole.docinfo.keys()) <= {"/Title", "/Creator", "/CreationDate", "/ModDate"}
            assert TODAY.isoformat() in bytes(whole.Root.Metadata.read_bytes()).decode()
            assert b"dc:creator" not in whole.Root.Metadata.read_bytes()
    musterau = [title for path, title in zip(files(made), titles, strict=True) if path.parent == made["musterau"]]
    assert "None" not in titles
    assert [title for title, times in Counter(musterau).items() if times > 1] == []


def test_headings_skip_no_level_and_bookmarks_lead_to_recommendations(made: dict[str, Path]) -> None:
    with pikepdf.open(made["musterau"] / "konzept.pdf") as whole:
        levels = [int(str(e.S)[2:]) for e in pdf.structure(whole) if re.fullmatch(r"/H\d", str(e.S))]
        assert len(levels) > 50
        assert all(low <= high + 1 for high, low in zip([0, *levels], levels, strict=False))
        with whole.open_outline() as outline:
            titles = [" ".join(re.sub("[\u00ad\u200b]", "", entry.title).split()) for entry in walk(outline.root)]
    items = examine_folder(FOLDERS["musterau"], TODAY).concept.recommendations()
    assert {item.numbered for item in items} <= set(titles)


def walk(entries: Any) -> Iterator[Any]:
    """All entries of an outline."""
    for entry in entries:
        yield entry
        yield from walk(entry.children)


def test_headings_of_columns_and_rows_have_their_scope(made: dict[str, Path]) -> None:
    with pikepdf.open(made["musterau"] / "konzept.pdf") as whole:
        heads = [e for e in pdf.structure(whole) if str(e.S) == "/TH"]
        scopes = [str(attributes(head).get("/Scope")) for head in heads]
    assert set(scopes) == {"/Column", "/Row"}
    with pikepdf.open(made["musterau"] / "top-2.pdf") as whole:
        rows = [e for e in pdf.structure(whole) if attributes(e).get("/Scope") == "/Row"]
    concept = examine_folder(FOLDERS["musterau"], TODAY).concept
    found = places(Scope(concept=concept, town=town.load(FOLDERS["musterau"]), today=TODAY))
    assert len(rows) == sum(1 + len(entry.items) + len(entry.ideas) for entry in found)


def test_pictures_tell_the_same_in_words(made: dict[str, Path]) -> None:
    with pikepdf.open(made["musterau"] / "konzept.pdf") as whole:
        pictures = [e for e in pdf.structure(whole) if str(e.S) == "/Figure"]
        assert pictures
        assert all(str(picture.get("/Alt", "")) for picture in pictures)


def test_the_foot_of_each_page_says_what_it_is(made: dict[str, Path]) -> None:
    """Only a real paper of the town says nothing of the publication."""
    for path in files(made):
        for page in pdf.text(path, "-raw").removesuffix("\f").split("\f"):
            words = " ".join(page.split())
            assert "Empfehlung und Leitfaden, keine Rechtsgrundlage" in words
            assert ("eröffentlichung der Stadt" in words) == (path.stem != "foerderung-2027")


def test_recommendation_brings_its_sources_along(made: dict[str, Path]) -> None:
    concept = examine_folder(FOLDERS["musterau"], TODAY).concept
    item = concept.get("SPR-01", Recommendation)
    words = " ".join(pdf.text(made["musterau"] / "steckbrief-SPR-01.pdf", "-raw").split())
    assert item
    assert all(source.title in words for source in concept.pick(item.named_in, Source))
    assert "Worauf sich das stützt" in words


def test_what_is_known_of_a_recommendation_stands_together_on_its_sheet(made: dict[str, Path]) -> None:
    words = pdf.text(made["musterau"] / "steckbrief-SPR-01.pdf", "-raw")
    places = [words.index(part) for part in ("\nHerkunft", "\nDem Handlungsfeld", "\nWer entscheidet", "\nLaut Quelle")]
    assert places == sorted(places)
    assert "\nAngaben\n" not in words


def test_code_and_short_address_with_a_website(made: dict[str, Path]) -> None:
    with_site = pdf.text(made["musterau"] / "steckbrief-SPR-01.pdf")
    assert "/SPR-01/" in with_site.split("Stand")[0]
    with pikepdf.open(made["musterau"] / "steckbrief-SPR-01.pdf") as whole:
        alts = [str(e.Alt) for e in pdf.structure(whole) if "/Alt" in e]
    assert any(alt.startswith("QR-Code mit der Adresse https://") for alt in alts)


@of_the_town
def test_no_code_without_a_website(made: dict[str, Path]) -> None:
    with pikepdf.open(made["docs"] / "steckbrief-SPR-01.pdf") as whole:
        alts = [str(e.Alt) for e in pdf.structure(whole) if "/Alt" in e]
    assert not any("QR-Code" in alt for alt in alts)


def test_the_cover_says_what_was_decided_and_as_what(made: dict[str, Path]) -> None:
    cover = " ".join(pdf.text(made["musterau"] / "konzept.pdf", "-f", "1", "-l", "1").split())
    assert "Beschluss des Integrationskonzeptes: " in cover
    assert ", 25.03.2025, als Leitfaden: ungeändert beschlossen" in cover


def test_a_volume_says_what_stands_elsewhere_and_where_its_sources_are(made: dict[str, Path]) -> None:
    _, second, *rest = pdf.text(made["musterau"] / "konzept.pdf").split("\f")
    said = " ".join(second.split())
    assert "„Materialband“ ist ein eigener Band" in said
    found = re.search(r"Nummer einer Quelle im Verzeichnis \(S\. (\d+)\)", said)
    assert found
    assert rest[int(found[1]) - 3].split("\n\n")[1].strip().startswith("Quellen")
    assert "eckigen Klammern" not in pdf.text(made["musterau"] / "materialband.pdf").split("\f")[1]


def test_each_code_can_be_read_and_covers_no_word(made: dict[str, Path], tmp_path: Path) -> None:
    """With an address: one code for each recommendation, in the edition and on its own sheet."""
    folder, idents = made["musterau"], [item.id for item in recommendations("musterau")]
    for name, wanted in {"konzept": sorted(idents), **{f"steckbrief-{ident}": [ident] for ident in idents}}.items():
        codes = pdf.codes(folder / f"{name}.pdf", tmp_path / name)
        assert sorted(text for _, text, _ in codes) == [f"https://konzept.example.org/{ident}/" for ident in wanted]
        words = [word for sheet in pdf.sheets(folder / f"{name}.pdf") for word in sheet.words]
        assert [word.text for word in words for code in codes if covers(code, word)] == []


def covers(code: tuple[int, str, tuple[float, float, float, float]], word: pdf.Word) -> bool:
    """Whether a code and a word share a place on a page."""
    page, _, (left, top, right, bottom) = code
    return page == word.page and word.left < right and word.right > left and word.top < bottom and word.bottom > top


def recommendations(name: str) -> tuple[Recommendation, ...]:
    """The recommendations of a concept."""
    return examine_folder(FOLDERS[name], TODAY).concept.recommendations()


def test_unknown_excerpt_stops_and_nothing_changes(tmp_path: Path) -> None:
    target = tmp_path / "pdf"
    answer = CliRunner().invoke(main, ["pdf", str(FOLDERS["musterau"]), str(target), "--excerpt", "SPR-99"])
    assert answer.exit_code == 1
    assert "ist unverändert" in answer.output
    assert not target.exists()


def test_csv_opens_in_a_spreadsheet_and_runs_nothing(tmp_path: Path) -> None:
    concept = examine_folder(FOLDERS["musterau"], TODAY).concept
    rows = list(
        csv.reader(
            io.StringIO(data.recommendations_csv(concept, town.load(FOLDERS["musterau"]), TODAY).decode("utf-8-sig")),
            delimiter=";",
        )
    )
    assert [row[0] for row in rows[1:]] == [item.id for item in concept.recommendations()]
    assert {len(row) for row in rows} == {len(rows[0])}
    assert not [cell for row in rows[1:] for cell in row if cell.startswith(("=", "+", "-", "@"))]
