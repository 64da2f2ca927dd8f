"""A Sitzungsvorlage: what is read from the file, and the page that shows it."""

from __future__ import annotations

import pickle
import re
import shutil
import unicodedata
from decimal import Decimal
from pathlib import Path

from konzept import as_of, website
from konzept import paper as papers
from konzept.examine import examine_folder
from konzept.model import PartialDate
from konzept.model.speech import say
from konzept.model.words import Responsibility, YesNo
from konzept.pages.session_paper import title_of
from konzept.paper import PaperSection, PaperStep, SessionPaper
from konzept.paper.annexes import Annex
from konzept.paper.form import SAMPLE
from konzept.paper.layout import default
from konzept.web.hyphens import written
from tests.project import DOCS, ROOT, SECTIONS, of_the_town, sphinx, write

HEAD = """---
drucksache: V/2026/001
vorlageart: Sitzungsvorlage
status: öffentlich
erstellt_durch: "Amt 51: Beispielamt"
beratungsfolge:
  - datum: 2026-01-20
    gremium: Rat
    zustaendigkeit: Entscheidung
    top: Ö 3
    einstimmig: nein
    ja: 10
    nein: 4
    enthaltung: 0
  - {datum: 2026-01-21, gremium: Ausschuss, zustaendigkeit: Anhörung}
klimaschutz: keine
finanzen:
  gesamtkosten: 1500
  aufgabe: Pflichtaufgabe
  haushaltsmittel: ja
  ergebnisplan: 4711
  gesamtausgaben: 1500.50
anlagen:
  - Plan
---

"""
SAMPLE_HEAD = """---
muster: true
vorlageart: Sitzungsvorlage
status: öffentlich
beratungsfolge:
  - zustaendigkeit: Kenntnisnahme
klimaschutz: keine
---

"""
# The live texts may have entries of every day up to now.
DAY = as_of.default(ROOT)
INDEX = "# Start\n\n:::{toctree}\n:glob:\n\n*\nvorlagen/neu\n:::\n"


def test_a_paper_is_read_whole() -> None:
    found = papers.read(HEAD + SECTIONS, "vorlagen/neu.md")
    assert found.findings == []
    assert found.paper == SessionPaper(
        file="vorlagen/neu.md",
        sample=False,
        number="V/2026/001",
        form=default(),
        kind="Sitzungsvorlage",
        author="Amt 51: Beispielamt",
        subject="Betreff; hier: Beispiel",
        steps=(
            PaperStep(
                date=PartialDate(2026, 1, 20),
                body="Rat",
                responsibility=Responsibility.DECISION,
                agenda_item="Ö 3",
                unanimous=YesNo.NO,
                yes=10,
                no=4,
                abstentions=0,
            ),
            PaperStep(date=PartialDate(2026, 1, 21), body="Ausschuss", responsibility=Responsibility.HEARING),
        ),
        values={
            "": {"klimaschutz": "keine"},
            "finanzen": {
                "gesamtkosten": Decimal(1500),
                "aufgabe": "Pflichtaufgabe",
                "haushaltsmittel": "ja",
                "ergebnisplan": "4711",
                "gesamtausgaben": Decimal("1500.50"),
            },
        },
        annexes=(Annex("Plan"),),
        sections=(
            PaperSection("Beschlussvorschlag", "Der Ausschuss beschließt.", 31),
            PaperSection("Sachverhalt", "Text.", 35),
            PaperSection("Zuständigkeit", "Der Ausschuss.", 39),
        ),
    )
    assert found.paper.name == "neu"


def test_umlauts_of_a_mac_change_nothing() -> None:
    plain = papers.read(HEAD + SECTIONS, "vorlagen/neu.md")
    assert papers.read(unicodedata.normalize("NFD", HEAD + SECTIONS), "vorlagen/neu.md") == plain


def test_every_file_of_the_folder_is_a_paper_but_its_index() -> None:
    names = ["vorlagen/a.md", "vorlagen/2027/a.md", "vorlagen/index.md", "vorlagen.md", "a/vorlagen/b.md", "index.md"]
    assert [name for name in names if papers.is_paper(name)] == ["vorlagen/a.md", "vorlagen/2027/a.md"]


def test_a_bomb_of_references_in_the_head_is_refused_at_once() -> None:
    lines = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 40)]
    found = papers.read("---\n" + "\n".join(lines) + "\n---\n" + SECTIONS, "vorlagen/neu.md")
    assert len([finding for finding in found.findings if finding.place.line == 1]) == 1


def test_the_page_shows_all_parts_of_the_form_in_its_order(tmp_path: Path) -> None:
    docs = write(tmp_path / "docs", {"index.md": INDEX, "vorlagen/neu.md": HEAD + SECTIONS})
    assert sphinx(docs, tmp_path / "out") == ""
    page = written(tmp_path / "out/vorlagen/neu.html")
    article = page.partition('data-teil="text">')[2].partition("</article>")[0]
    text = re.sub(r"\s+", " ", re.sub(r"<a class=\"headerlink\".*?</a>|<[^>]+>", " ", article)).strip()
    assert text == (
        "Betreff; hier: Beispiel "
        "Angaben zur Vorlage Feld Angabe Drucksachen-Nr V/2026/001 Vorlageart Sitzungsvorlage "
        "Status öffentlich Erstellt durch Amt 51: Beispielamt "
        "Tagesordnungspunkt und Abstimmung TOP Einst. Ja Nein Enth. Ö 3 nein 10 4 0 "
        "Beratungsfolge Datum Beratungsfolge 20.01.2026 Rat (Entscheidung) 21.01.2026 Ausschuss (Anhörung) "
        "Beschlussvorschlag Der Ausschuss beschließt. "
        "Finanzielle Auswirkungen (einschl. Darstellung der Folgekosten Sach- und Personalaufwendungen sowie "
        "Folgeerträge) 1. Gesamtkosten: 1.500 Euro ☒ Pflichtaufgabe ☐ Freiwillige Aufgabe "
        "Haushaltsmittel stehen zur Verfügung: ☒ ja ☐ nein ☒ im Ergebnisplan bei Aufwandskonto 4711 "
        "☐ im Finanzplan bei Investitionsnummer Gesamtausgaben: 1.500,50 Euro "
        "2. Folgeerträge/Folgekosten in Euro Art 1. Jahr 2. Jahr 3. Jahr 4. Jahr "
        "Sachkosten Personalkosten Finanzaufwand Folgelasten gesamt Folgeerträge Folgelasten saldiert "
        "Auswirkungen auf den Klimaschutz ☒ keine Auswirkungen ☐ positive Auswirkungen ☐ negative Auswirkungen "
        "Kurze Erläuterung (1-3 Sätze – Um welche Auswirkungen handelt es sich? Sind diese erheblich oder gering? "
        "Wenn die Auswirkungen negativ sind, bestehen alternative Handlungsmöglichkeiten?) "
        "Sachverhalt Text. Der Ausschuss. Anlage/n 1 - Plan"
    )


def test_only_a_sample_is_marked_as_one(tmp_path: Path) -> None:
    for name, head in (("muster", SAMPLE_HEAD), ("echt", HEAD)):
        docs = write(tmp_path / name, {"index.md": INDEX, "vorlagen/neu.md": head + SECTIONS})
        sphinx(docs, tmp_path / f"out-{name}")
    pages = [written(tmp_path / f"out-{name}/vorlagen/neu.html") for name in ("muster", "echt")]
    bodies = [page.partition("</head>")[2] for page in pages]
    assert [body.count(say(SAMPLE)) for body in bodies] == [1, 0]
    described = [re.findall(r'<meta name="description" content="([^"]*)">', page) for page in pages]
    assert [[text.startswith(f"{say(SAMPLE)}. ") for text in found] for found in described] == [[True], [False]]


def test_a_list_says_that_a_sample_is_one(tmp_path: Path) -> None:
    files = {"index.md": INDEX.replace("neu", "echt\nvorlagen/muster"), "vorlagen/echt.md": HEAD + SECTIONS}
    sphinx(write(tmp_path / "docs", {**files, "vorlagen/muster.md": SAMPLE_HEAD + SECTIONS}), tmp_path / "out")
    env = pickle.loads((tmp_path / "out/.doctrees/environment.pickle").read_bytes())  # noqa: S301  # just made
    titles = [title_of(env, f"vorlagen/{name}") for name in ("echt", "muster")]
    assert titles == ["Betreff; hier: Beispiel", f"{say(SAMPLE)}: Betreff; hier: Beispiel"]


def test_a_paper_that_is_not_public_leaves_nothing_in_the_pages(tmp_path: Path) -> None:
    secret = SECTIONS.replace("Text.", "Grundstück Nr. 5") + "\n\n<b>Grundstück</b>\n"
    head = HEAD.replace("status: öffentlich", "status: nichtöffentlich").replace("Plan", "Grundstücksplan")
    docs = write(tmp_path / "docs", {"index.md": INDEX, "vorlagen/neu.md": head + secret})
    warnings = sphinx(docs, tmp_path / "out")
    assert warnings.count("FEHLER") == 1
    written = [path.read_text("utf-8", "replace") for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert not any("Grundstück" in text for text in [warnings, *written])


def test_an_edited_paper_gives_the_page_of_a_fresh_build(tmp_path: Path) -> None:
    docs = write(tmp_path / "docs", {"index.md": INDEX, "vorlagen/neu.md": SAMPLE_HEAD + SECTIONS})
    sphinx(docs, tmp_path / "out")
    write(docs, {"index.md": INDEX, "vorlagen/neu.md": HEAD + SECTIONS})
    sphinx(docs, tmp_path / "out")
    sphinx(docs, tmp_path / "fresh")
    name = "vorlagen/neu.html"
    assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "fresh" / name).read_bytes()


@of_the_town
def test_a_copy_of_the_sample_and_the_example_of_the_guide_are_papers_without_fault(tmp_path: Path) -> None:
    """What a clerk begins with: both go into the folder and are found there by its table of contents."""
    shutil.copytree(DOCS, tmp_path / "docs")
    folder = tmp_path / "docs/vorlagen"
    guide = (folder / "index.md").read_text("utf-8")
    examples = re.findall(
        r"^````\{code-block\} markdown\n:caption:.*\n\n(---\n.*?)^````$", guide, re.DOTALL | re.MULTILINE
    )
    assert len(examples) == 1
    (folder / "aus-der-anleitung.md").write_text(examples[0], "utf-8")
    shutil.copy(folder / "sitzungsvorlage.md", folder / "kopie.md")
    assert examine_folder(tmp_path / "docs", DAY).findings == examine_folder(DOCS, DAY).findings
    assert website.build(tmp_path / "docs", tmp_path / "html", DAY)
    assert {path.stem for path in (tmp_path / "html/vorlagen").iterdir()} >= {"aus-der-anleitung", "kopie"}
