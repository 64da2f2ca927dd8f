"""What is withdrawn is gone wherever somebody could read it, is never in what we keep of it, and never comes back."""

from __future__ import annotations

import gzip
import io
import json
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

import docx
import pytest
import typst
from click.testing import CliRunner

from konzept.cli import main
from konzept.editions import PublishError, lock, withdrawals
from konzept.examine import examine_folder
from konzept.publish.amending import Amended, correct, withdraw
from konzept.publish.around import SitePages
from konzept.publish.withdrawal import opaque, taking_out
from konzept.publish.withdrawal.taking_out import Notice
from tests.project import ROOT, TODAY
from tests.small_editions import Town, needs, page

NOTE: Final = "(zurückgezogen am 01.03.2026)"
NOTICE: Final = Notice(date(2026, 3, 1), "Personenbezogene Angabe.")
PDF: Final = '#set document(title: {0})\n#set text(lang: "de", hyphenate: true)\n#box(width: 2.2cm, {1})'


def town_with(tmp_path: Path, **pages: str | bytes) -> Town:
    """A town with one published Ausgabe of these files; ``__`` in a name stands for the dot of its ending."""
    town = Town(tmp_path / "repo")
    town.edition("eins", {"index.html": page("Start"), **{n.replace("__", "."): p for n, p in pages.items()}})
    town.publish()
    return town


def framed(body: str) -> str:
    """Markup as the last of a page."""
    return page("Seite").replace("</main>", f"{body}</main>")


def out(town: Town, passage: str) -> Amended:
    """Withdraw a passage."""
    return withdraw(town.project, [], [passage], NOTICE)


FORMS: Final = [
    ("Cem O'Testner", "a.html", "<p>Es half Cem O’Testner.</p>", f"<p>Es half {NOTE}.</p>"),
    ("Max--Otto Beispiel", "a.html", "<p>Max–Otto Beispiel half.</p>", f"<p>{NOTE} half.</p>"),
    ("Erika Muster", "a.html", "<p>Eri&shy;ka&nbsp;Mus\u00adter</p>", f"<p>{NOTE}</p>"),
    ("Eri\u00adka Muster", "a.html", "<p>Erika Muster</p>", f"<p>{NOTE}</p>"),
    ("Erika Muster", "a.html", "<p>„Erika“ (Muster)</p>", f"<p>„{NOTE})</p>"),
    ("Erika Muster", "a.html", "<p>E<b>ri</b>ka <i>Mu</i>ster</p>", f"<p>{NOTE}<b></b><i></i></p>"),
    ("Erika Muster", "a.html", "<td>Erika</td><td>Muster</td>", f"<td>{NOTE}</td><td></td>"),
    ("Erika Muster", "a.html", "<p>Erika Musters Kurs, erika  MUSTER</p>", f"<p>{NOTE} Kurs, {NOTE}</p>"),
    ("Erika Muster", "a.html", '<img alt="Erika Muster" src="x.png">', f'<img alt="{NOTE}" src="x.png">'),
    ("Erika Muster", "a.html", '<p>Erika <i title="a > b">Muster</i></p>', f'<p>{NOTE}<i title="a > b"></i></p>'),
    ("Erika", "a.html", "<p>Gesucht mit name=Erika</p>", f"<p>Gesucht mit name={NOTE}</p>"),
    ("Jörg Süß", "a.html", "<p>Joerg Suess, J&ouml;rg S&#252;&szlig;</p>", f"<p>{NOTE}, {NOTE}</p>"),
    (
        "Erika Muster",
        "b.atom",
        "<summary>&lt;b&gt;Erika&lt;/b&gt; Muster</summary>",
        f"<summary>&lt;b&gt;{NOTE}</summary>",
    ),
    ("Erika Muster", "b.ics", "SUMMARY:Kurs mit Eri\r\n ka Muster\\, ab 9\r\n", f"SUMMARY:Kurs mit {NOTE}\\, ab 9\r\n"),
    ("Erika Muster", "b.csv", '"Erika";"Muster";1\n', f'"{NOTE}";"";1\n'),
    ("Erika Muster", "b.csv", "Erika Muster;1\n", f"{NOTE};1\n"),
    ("Erika Muster", "b.js", 'x("Erika\\u0020Muster")', f'x("{NOTE}")'),
    ("Berta Testfrau", "b.json", '{"content": "Mit *Berta* **Testfrau**."}', f'{{"content": "Mit *{NOTE}**."}}'),
    ("Ida Testlink", "b.json", '{"x": "[Ida](https://x.de/a) Testlink"}', f'{{"x": "[{NOTE}"}}'),
]


@pytest.mark.parametrize(("passage", "name", "text", "left"), FORMS)
def test_a_passage_goes_in_every_form_in_which_it_is_read(
    tmp_path: Path, passage: str, name: str, text: str, left: str
) -> None:
    town = Town(tmp_path / "repo")
    text = framed(text) if name.endswith(".html") else text
    town.edition("eins", {"index.html": page("Start", passage), name: text})
    town.publish()
    out(town, passage)
    assert left in (town.site / "eins" / name).read_bytes().decode("utf-8")


def test_two_texts_of_a_list_that_stand_beside_each_other_are_nobodys_name(tmp_path: Path) -> None:
    town = town_with(tmp_path, b__js='["Erika","Muster"]', a__html=page("Erika Muster"))
    out(town, "Erika Muster")
    assert town.text("eins/b.js") == '["Erika","Muster"]'


def test_anchors_and_addresses_of_a_name_lead_to_each_other_still(tmp_path: Path) -> None:
    body = '<h2 id="cem-otestner">Cem O’Testner</h2><a href="#cem-otestner">?</a>'
    body += '<a href="x.html?q=Cem%20O%27Testner">s</a>'
    town = town_with(tmp_path, a__html=framed(body))
    out(town, "Cem O'Testner")
    slug = f"zurueckgezogen-{withdrawals.load(town.root).entries[0].id}"
    left = f'<h2 id="{slug}">{NOTE}</h2><a href="#{slug}">?</a><a href="x.html?q={slug}">s</a>'
    assert f"{left}</main>" in town.text("eins/a.html")


def test_the_search_finds_a_page_by_what_it_still_says_and_by_nothing_else(tmp_path: Path) -> None:
    index = {
        "docnames": ["a", "index"],
        "titles": ["Dora Testheim", "Start"],
        "terms": {"dora": 0, "testheim": [0, 1], "kurs": [0, 1]},
        "titleterms": {"dora": 0, "testheim": 0, "kurs": 0},
        "alltitles": {"Dora Testheim": [[0, "dora-testheim"]]},
        "objects": {},
        "indexentries": {},
    }
    town = town_with(
        tmp_path, a__html=page("Dora Testheim", "Kurse"), searchindex__js=f"Search.setIndex({json.dumps(index)})"
    )
    out(town, "Dora Testheim")
    found = json.loads(town.text("eins/searchindex.js")[len("Search.setIndex(") : -1])
    slug = f"zurueckgezogen-{withdrawals.load(town.root).entries[0].id}"
    assert found["terms"] == {"testheim": 1, "kurs": [0, 1]}
    assert found["titleterms"] == {"kurs": 0}
    assert (found["titles"], found["alltitles"]) == ([NOTE, "Start"], {NOTE: [[0, slug]]})


def document(text: str) -> bytes:
    """A Word document in which a name is divided into runs."""
    made, paper = io.BytesIO(), docx.Document()
    paragraph = paper.add_paragraph("Es half ")
    for part in (text[:3], text[3:]):
        paragraph.add_run(part).bold = part == text[:3]
    paper.save(made)
    return made.getvalue()


def archive(name: str, content: bytes) -> bytes:
    """A packed file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, content)
    return made.getvalue()


def paper(text: str, title: str = "Papier") -> bytes:
    """A PDF with narrow lines, so that words are divided at their ends."""
    return typst.compile(
        PDF.format(json.dumps(title, ensure_ascii=False), json.dumps(text, ensure_ascii=False)).encode()
    )


LONG: Final = "Gesprächsrunde mit Bürgermeisterkandidatin Wilhelmine Donaudampfschifffahrt am Abend"
DOCUMENTS: Final = {
    "papier.pdf": paper(LONG),
    "papier.txt": b"Dasselbe",
    "text.txt": b"Wilhelmine Donaudampfschifffahrt",
    "titel.pdf": paper("Text", "Von Wilhelmine Donaudampfschifffahrt"),
    "anlage.pdf": typst.compile(b'#pdf.attach("x.csv", bytes("Wilhelmine Donaudampfschifffahrt"))\nText'),
    "brief.docx": document("Wilhelmine Donaudampfschifffahrt"),
    "liste.xlsx": archive("xl/sharedStrings.xml", b"<si><t>Wilhelmine</t></si><si><t>Donaudampfschifffahrt</t></si>"),
    "alles.zip": archive("x.docx", document("Wilhelmine Donaudampfschifffahrt")),
    "kaputt.odt": b"PK",
    "kaputt.pdf": b"%PDF-1.7",
    "bild.png": b"\x89PNG Comment Wilhelmine Donaudampfschifffahrt\0",
}
OTHERS: Final = {
    "anderes.pdf": paper("Wilhelmine Kaiser"),
    "anderes.txt": b"Niemand",
    "text.pdf": paper("Etwas anderes"),
    "anderes.docx": document("Niemand"),
    "leer.png": b"\x89PNG",
    ".nojekyll": b"",
}


READ_AT_ONCE: Final = """
import sys
from concurrent.futures import ThreadPoolExecutor
from konzept.publish.withdrawal import opaque
content = open(sys.argv[1], "rb").read()
alone = list(opaque.texts(content, "papier.pdf"))
with ThreadPoolExecutor(4) as pool:
    print(all(found == alone for found in pool.map(lambda _: list(opaque.texts(content, "papier.pdf")), range(120))))
"""


def test_papers_of_several_ausgaben_are_read_at_once(tmp_path: Path) -> None:
    """In a process of its own: PDFium ends it if two threads use it."""
    path = tmp_path / "papier.pdf"
    path.write_bytes(typst.compile(b"#for n in range(60) [Blatt #n mit Worten. #pagebreak() ]"))
    run = subprocess.run([sys.executable, "-c", READ_AT_ONCE, path], cwd=ROOT, capture_output=True, text=True)
    assert (run.returncode, run.stdout, run.stderr) == (0, "True\n", "")


def test_documents_that_hold_it_or_that_nobody_can_read_are_replaced_and_no_others(tmp_path: Path) -> None:
    town = Town(tmp_path / "repo")

    class WithPapers(type(town.maker)):  # type: ignore[misc]
        def make(self, edition: object, commit: object, target: Path) -> None:
            super().make(edition, commit, target)
            for name, content in {**DOCUMENTS, **OTHERS}.items():
                (target / name).write_bytes(content)

    town.maker = WithPapers(town.maker.repository, town.maker.environments, [])
    town.edition("eins", {"index.html": page("Start", "Wilhelmine Donaudampfschifffahrt")})
    town.publish()
    result = out(town, "Wilhelmine Donaudampfschifffahrt")
    assert result.changed == {"eins": tuple(sorted([*DOCUMENTS, "index.html"]))}
    left = town.files("eins")
    assert sorted(name for name in left if name != "index.html") == sorted(
        [*OTHERS, *(name for name in DOCUMENTS if name.endswith(".pdf"))]
    )
    assert {name: left[name] for name in OTHERS} == OTHERS
    assert "zurückgezogen" in " ".join(opaque.texts(left["papier.pdf"], "papier.pdf"))
    assert result.left == {"eins": ["Allein steht noch da: „wilhelmine“ in anderes.pdf."]}


def test_packed_copies_and_the_store_have_it_no_more(tmp_path: Path) -> None:
    town = town_with(tmp_path, a__html=page("Lang", "Erika Muster. " * 200))
    out(town, "Erika Muster")
    paths = [path for path in town.project.store.folder.rglob("*") if path.is_file()]
    assert any(path.suffix == ".gz" for path in paths)
    contents = [gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes() for path in paths]
    assert not any(b"erika" in content.lower() for content in contents)


def test_what_is_left_is_said(tmp_path: Path) -> None:
    town = town_with(
        tmp_path,
        a__html=page("Kurse", "Erika Muster und Erika Mustermann und Frau Muster"),
        erika_muster__txt="Nichts",
    )
    result = out(town, "Erika Muster")
    assert result.left == {
        "eins": [
            "Der Name der Datei enthält die Stelle und bleibt: erika_muster.txt.",
            "Ähnlich und nicht herausgenommen: „erika mustermann“ in a.html.",
            "Allein steht noch da: „erika“ in a.html.",
            "Allein steht noch da: „muster“ in a.html.",
        ]
    }


def test_the_withdrawal_is_data_without_the_words(tmp_path: Path) -> None:
    town = town_with(tmp_path, a__html=page("Kurse", "Erika Muster"))
    out(town, "Erika Muster")
    text = (town.root / withdrawals.FILE).read_text("utf-8")
    data = json.loads(text)
    (entry,) = data["zurueckgezogen"]
    assert "rika" not in text.lower()
    assert [mark["woerter"] for mark in entry["stellen"]] == [1, 2, 2]
    assert (entry["datum"], entry["grund"]) == ("2026-03-01", "Personenbezogene Angabe.")
    assert withdrawals.load(town.root).as_text() == text
    (made,) = lock.load(town.project.lock_file).entries.values()
    assert made.searched == made.changes[0].withdrawals == (entry["nummer"],)


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """Two Ausgaben, of the first a name was withdrawn and a correction made before and after."""
    made = Town(tmp_path / "repo")
    made.edition("eins", {"index.html": page("Start"), "alt.html": page("Kurse", "Es half Erika Muster.")})
    made.edition("zwei", {"index.html": page("Start neu")}, "2026-02-01")
    made.publish()
    correct(made.project, "eins", "alt.html", Notice(date(2026, 2, 2), "Es war 2025."))
    out(made, "Erika Muster")
    correct(made.project, "eins", "index.html", Notice(date(2026, 3, 2), "Es war 2024."))
    return made


def held(town: Town) -> bool:
    """Whether the name is in anything that is shown or stored."""
    paths = (path for path in town.site.parent.rglob("*") if path.is_file() and "repo" not in path.parts)
    return any(b"Erika" in path.read_bytes() for path in paths)


def forget(town: Town) -> None:
    """Let the lock file know the Ausgaben as they were published, and nothing of what came later."""
    entries = lock.load(town.project.lock_file).entries
    before = {name: replace(e, files=e.original(), changes=(), searched=()) for name, e in entries.items()}
    lock.save(lock.Lock(before), town.project.lock_file)


def test_a_lost_ausgabe_is_built_again_without_it(town: Town) -> None:
    before = town.files()
    shutil.rmtree(town.project.store.folder)
    town.site.unlink()
    assert town.publish(frozen=True)
    assert (town.files(), held(town)) == (before, False)


def test_a_lost_ausgabe_of_which_an_earlier_program_took_out_more_is_built_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = town_with(tmp_path, a__html=page("Kurse", "Erika Muster"), anderes__txt="Ohne den Namen")

    def as_before(folder: Path, name: str, known: withdrawals.Withdrawals, site_pages: SitePages) -> set[str]:
        (folder / "anderes.txt").unlink()
        return apply(folder, name, known, site_pages)

    with monkeypatch.context() as earlier:
        apply = taking_out.apply
        earlier.setattr(taking_out, "apply", as_before)
        out(town, "Erika Muster")
    before = town.files()
    assert "eins/anderes.txt" not in before
    shutil.rmtree(town.project.store.folder)
    town.site.unlink()
    assert town.publish(frozen=True)
    assert town.files() == before


def test_a_pipeline_with_the_store_of_before_carries_it_out_on_that(town: Town, tmp_path: Path) -> None:
    before, store = town.files(), town.project.store
    entry = lock.load(town.project.lock_file).entries["eins"]
    shutil.rmtree(store.folder)
    town.site.unlink()
    later = town.project.lock_file.read_text("utf-8"), (town.root / withdrawals.FILE).read_text("utf-8")
    (town.root / withdrawals.FILE).unlink()
    forget(town)
    town.publish()
    assert held(town)
    shutil.rmtree(store.states)
    town.site.unlink()
    for path, text in zip((town.project.lock_file, town.root / withdrawals.FILE), later, strict=True):
        path.write_text(text, "utf-8")
    town.maker.made.clear()
    assert town.publish(frozen=True)
    assert (town.files(), town.maker.made, held(town)) == (before, [], False)
    assert [path.name for path in store.editions.glob("eins-*")] == [store.place("eins", entry.files).name]


def test_lock_and_list_that_are_both_older_than_the_store_are_refused(town: Town) -> None:
    """As after a commit is taken back, in a pipeline that keeps only the stored Ausgaben."""
    store = town.project.store
    before = sorted(path.name for path in store.editions.iterdir())
    forget(town)
    (town.root / withdrawals.FILE).unlink()
    town.site.unlink()
    shutil.rmtree(store.states)
    for frozen in (True, False):
        with pytest.raises(
            PublishError, match=r"In der Ausgabe 'eins' fehlt hier, was gespeichert ist: .*/eins-\w{16}\. "
        ):
            town.publish(frozen=frozen)
    assert (sorted(path.name for path in store.editions.iterdir()), held(town)) == (before, False)


@pytest.mark.parametrize(
    ("pages", "passages", "said"),
    [
        (["SPR-02/index.html"], [], "SPR-02/index.html leitet nur weiter. Nennen Sie die Seite selbst: weg.html"),
        (["weg.html", "wge.html"], [], "Keine Ausgabe hat die Seite 'wge.html'. Nennen Sie sie ab dem Ordner der"),
        ([], ["Erika Muster", "Erikka Muster"], "In keiner Ausgabe steht: „Erikka Muster“. Prüfen Sie die Schreib"),
        ([], ["Erikka Muster"], "Das steht in keiner Ausgabe. Prüfen Sie die Schreibweise."),
    ],
)
def test_a_slip_of_the_pen_withdraws_nothing(tmp_path: Path, pages: list[str], passages: list[str], said: str) -> None:
    town = town_with(tmp_path, weg__html=page("Kurse", "Erika Muster"), needs__json=needs(SPR_02="weg"))
    before = town.files()
    with pytest.raises(PublishError) as refused:
        withdraw(town.project, pages, passages, NOTICE, "keep")
    assert str(refused.value).startswith(said)
    assert (town.files(), (town.root / withdrawals.FILE).exists()) == (before, False)
    with pytest.raises(PublishError, match="leitet nur weiter"):
        correct(town.project, "eins", "SPR-02/index.html", NOTICE)


def test_several_passages_go_wherever_each_of_them_stands(tmp_path: Path) -> None:
    town = town_with(tmp_path, a__html=framed("<td>Erika</td><td>Muster</td>"), b__js='x("Paula\\u0020Beispiel")')
    correct(town.project, "eins", "a.html", Notice(date(2026, 2, 2), "Cem Testner half."))
    withdraw(town.project, ["a.html"], [], NOTICE, "keep")
    withdraw(town.project, [], ["Paula Beispiel", "Cem Testner"], NOTICE)
    assert not any(b"Paula" in content or b"Cem" in content for content in town.files().values())


def test_it_goes_from_the_reasons_of_earlier_changes_too(tmp_path: Path) -> None:
    """They stand in the list of the Ausgaben and in the lock file, which is published; one made of them is the same."""
    town = town_with(tmp_path, a__html=page("Kurse", "Text."), b__html=page("Mehr"))
    correct(town.project, "eins", "a.html", Notice(date(2026, 2, 2), "Es half Erika Muster, und zwar 2025."))
    withdraw(town.project, ["b.html"], [], Notice(date(2026, 2, 3), "Erika Muster bat darum."))
    assert out(town, "Erika Muster").retold
    assert not held(town)
    assert f"Es half {NOTE}, und zwar 2025." in town.text("ausgaben/index.html")
    kept = [(town.root / name).read_text("utf-8") for name in (lock.FILE, withdrawals.FILE)]
    assert [("Erika" in text, f'"grund": "{NOTE} bat darum."' in text) for text in kept] == [(False, True)] * 2
    before = town.files()
    assert not town.publish(frozen=True)
    shutil.rmtree(town.project.store.folder)
    town.site.unlink()
    assert town.publish(frozen=True)
    assert town.files() == before


def test_what_only_a_reason_still_says_is_withdrawn_as_well(town: Town) -> None:
    correct(town.project, "eins", "alt.html", Notice(date(2026, 3, 2), "Paula Beispiel leitet ihn."))
    assert withdraw(town.project, ["alt.html"], [], NOTICE, "keep").left == {
        "eins": [
            f"In der Liste der Ausgaben steht weiter die Berichtigung vom {said}. Soll etwas davon heraus, nennen Sie "
            "es mit --passage."
            for said in ("02.02.2026: „Es war 2025.“", "02.03.2026: „Paula Beispiel leitet ihn.“")
        ]
    }
    words = ["withdraw", "--passage", "Paula Beispiel", "--reason", "Auf Wunsch.", "--date", "2026-03-04"]
    words += ["--texts", str(town.root / "docs"), "--target", str(town.site)]
    assert "Paula" in town.text("ausgaben/index.html")
    result = CliRunner().invoke(main, words)
    assert (result.exit_code, result.output.splitlines()[0]) == (
        0,
        "Auch im Grund einer früheren Änderung stand es; aus Sperrdatei und Liste der Ausgaben ist es heraus.",
    )
    assert not any(b"Paula" in content for content in town.files().values())
    assert CliRunner().invoke(main, words).exit_code == 1


def test_with_lock_and_store_lost_it_is_taken_out_and_logged_again(town: Town) -> None:
    shutil.rmtree(town.project.store.folder)
    town.site.unlink()
    town.project.lock_file.unlink()
    assert town.publish()
    assert NOTE in town.text("eins/alt.html")
    assert not held(town)
    entry = lock.load(town.project.lock_file).entries["eins"]
    assert [(change.kind, change.withdrawals) for change in entry.changes] == [("zurueckgezogen", entry.searched)]


def test_a_lock_that_lost_it_gets_it_again_but_not_in_a_pipeline(town: Town) -> None:
    data = json.loads(town.project.lock_file.read_text("utf-8"))
    shutil.rmtree(town.project.store.folder)
    town.site.unlink()
    forget(town)
    with pytest.raises(PublishError, match=r"^zurueckgezogen\.json nennt Zurückgezogenes, von dem .*: eins, zwei\. "):
        town.publish(frozen=True)
    assert not town.site.exists()
    assert town.publish()
    assert not held(town)
    assert (
        json.loads(town.project.lock_file.read_text("utf-8"))["ausgaben"]["eins"]["durchsucht"]
        == (data["ausgaben"]["eins"]["durchsucht"])
    )


def test_a_lost_list_of_withdrawals_stops_everything(town: Town) -> None:
    path = town.root / withdrawals.FILE
    numbers = [entry.id for entry in withdrawals.load(town.root).entries]
    text = path.read_text("utf-8")
    path.unlink()
    with pytest.raises(PublishError) as caught:
        town.publish()
    assert str(caught.value) == (
        f"{path}: Hier fehlt Zurückgezogenes: {numbers[0]}. Ohne diese Angaben käme es mit dem nächsten Bau wieder. "
        "Holen Sie den letzten Stand der Datei aus git (git pull, git restore zurueckgezogen.json oder den richtigen "
        "Zweig)."
    )
    for bad in ("{}", "[]", "x", text.replace('"runden": 25', '"runden": 1000000000')):
        path.write_text(bad, "utf-8")
        with pytest.raises(PublishError, match=r"Die Datei ist beschädigt\. Ohne sie kann Zurückgezogenes"):
            town.publish()


def test_a_new_ausgabe_of_texts_that_have_it_still_is_published_without_it(town: Town) -> None:
    town.edition("drei", {"index.html": page("Drei", "Mit Erika Muster")}, "2026-03-03")
    assert town.publish()
    assert f"<p>Mit {NOTE}</p>" in town.text("drei/index.html")
    assert not held(town)


def test_a_withdrawn_page_does_not_come_back_with_a_new_ausgabe(town: Town) -> None:
    withdraw(town.project, ["alt.html"], [], NOTICE)
    town.edition("drei", {"index.html": page("Drei"), "alt.html": page("Kurse")}, "2026-03-03")
    with pytest.raises(PublishError) as caught:
        town.publish()
    number = withdrawals.load(town.root).entries[-1].id
    assert str(caught.value) == (
        "drei: Die Seite alt.html ist zurückgezogen (2026-03-01: Personenbezogene Angabe.). Nehmen Sie sie aus den "
        "Texten und nennen Sie den neuen Commit. Sagt sie jetzt anderes, setzen Sie in zurueckgezogen.json bei Nummer "
        f"{number} 'danach_erlaubt' auf true."
    )
    path = town.root / withdrawals.FILE
    path.write_text(path.read_text("utf-8").replace('"danach_erlaubt": false', '"danach_erlaubt": true'), "utf-8")
    assert town.publish()
    assert "Kurse" in town.text("drei/alt.html")
    assert "Diese Seite wurde zurückgezogen" in town.text("eins/alt.html")


def test_texts_of_today_that_have_it_are_named_with_file_and_line(town: Town) -> None:
    docs = town.root / "docs"
    (docs / "kurse.md").write_text("# Kurse\n\nMit *Erika*\nMuster.\n", "utf-8")
    (docs / "liste.csv").write_text("Kurs;Leitung\nEins;Erika Muster\n", "utf-8")
    withdraw(town.project, ["index.html"], [], NOTICE, "keep")
    (docs / "index.md").write_text("# Start\n", "utf-8")
    first, second = (entry.id for entry in withdrawals.load(town.root).entries)
    found = [str(f) for f in examine_folder(docs, TODAY).findings if f.rule == "zurueckgezogen"]
    said = (
        f"Hier beginnt eine Stelle, die am 01.03.2026 zurückgezogen wurde (Nummer {first}: Personenbezogene Angabe). "
        "Sie darf nicht wiederkommen: Nehmen Sie sie aus dem Text."
    )
    assert found == [
        "index.md:1: Das ist eine Seite, die am 01.03.2026 zurückgezogen wurde "
        f"(Nummer {second}: Personenbezogene Angabe). Löschen Sie die Datei. Sagt sie jetzt anderes, setzen Sie in "
        f"zurueckgezogen.json bei Nummer {second} 'danach_erlaubt' auf true.",
        f"kurse.md:3: {said}",
        f"liste.csv:2: {said}",
    ]
    for words in (["check", str(docs)], ["build", str(docs), str(town.root.parent / "html")]):
        result = CliRunner().invoke(main, words)
        assert (result.exit_code, f"kurse.md:3: {said}" in result.output) == (1, True)


def test_the_chronicle_is_cleaned_and_made_anew_without_it(town: Town) -> None:
    chronicle = town.root / "docs" / "chronik.json"
    mark = {"ausgabe": "drei", "was": ["neuer Sachstand: Gespräch mit Paula Testchronik"]}
    told = {
        "ausgaben": [{"name": "drei", "titel": "Drei", "datum": "2026-03-03"}],
        "empfehlungen": {"SPR-01": [mark]},
    }
    town.edition("drei", {"index.html": page("Drei", "Paula Testchronik")}, "2026-03-03")
    town.publish()
    chronicle.write_text(json.dumps(told), "utf-8")
    places = ["--texts", str(town.root / "docs"), "--target", str(town.site)]
    words = ["withdraw", "--passage", "Paula Testchronik", "--reason", "Auf Wunsch.", "--date", "2026-03-04"]
    result = CliRunner().invoke(main, [*words, *places])
    assert result.exit_code == 0, result.output
    assert (
        "Gespräch mit (zurückgezogen)"
        in json.loads(chronicle.read_text("utf-8"))["empfehlungen"]["SPR-01"][0]["was"][0]
    )


def test_a_chronicle_that_can_not_be_read_is_told_before_anything_is_withdrawn(town: Town) -> None:
    before = town.text("zwei/index.html")
    (town.root / "docs" / "chronik.json").write_bytes("Übersicht".encode("latin-1"))
    places = ["--texts", str(town.root / "docs"), "--target", str(town.site)]
    words = ["withdraw", "--passage", "Start neu", "--reason", "Auf Wunsch.", "--date", "2026-03-04"]
    result = CliRunner().invoke(main, [*words, *places])
    assert result.exit_code == 1
    assert "chronik.json ist keine Chronik der Ausgaben. Erneuern Sie sie: python -m konzept" in result.stderr
    assert town.text("zwei/index.html") == before


def test_withdrawing_what_texts_of_today_have_says_where_and_ends_with_1(town: Town) -> None:
    (town.root / "docs" / "kurse.md").write_text("# Kurse\n\nStart neu.\n", "utf-8")
    places = ["--texts", str(town.root / "docs"), "--target", str(town.site)]
    words = ["withdraw", "--passage", "Start neu", "--reason", "Auf Wunsch.", "--date", "2026-03-04"]
    result = CliRunner().invoke(main, [*words, *places])
    assert result.exit_code == 1
    assert "kurse.md:3: Hier beginnt eine Stelle, die am 04.03.2026 zurückgezogen wurde" in result.stdout
    assert "In den Texten von heute steht es noch." in result.stderr
    assert NOTE.replace("01.03", "04.03") in town.text("zwei/index.html")


def test_a_withdrawal_that_is_only_in_the_lock_is_not_guessed(town: Town) -> None:
    entries = lock.load(town.project.lock_file).entries
    data = json.loads(town.project.lock_file.read_text("utf-8"))
    for change in data["ausgaben"]["eins"]["eingriffe"]:
        change.pop("zurueckgezogen", None)
    town.project.lock_file.write_text(json.dumps(data), "utf-8")
    shutil.rmtree(town.project.store.place("eins", entries["eins"].files))
    shutil.rmtree(town.project.store.states)
    town.site.unlink()
    with pytest.raises(PublishError, match=r"eins: .* etwas zurückgezogen, was zurueckgezogen\.json nicht nennt"):
        town.publish()
