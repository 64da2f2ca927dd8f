"""The form of a town's papers, described in its own file: what is wrong with it is told with its line."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from konzept.examine import examine_folder
from konzept.paper import layout, read, view
from konzept.web.hyphens import written
from tests.paper.test_paper import INDEX, SAMPLE_HEAD
from tests.project import ROOT, SECTIONS, TODAY, sphinx, write

DEFAULT: Final = (ROOT / "konzept/paper/form.toml").read_text("utf-8")
SMALL: Final = """name = "Vorlage"
arten = ["Vorlage"]
nummern = ["1/27"]
kopf = ["betreff", "angaben"]
anlagen = "Anlagen"

[[angabe]]
feld = "status"
titel = "Status"

[[abschnitt]]
titel = "Text"
rolle = "sachverhalt"

[[abschnitt.zeile]]
art = "auswahl"
feld = "eile"
worte = { "ja" = "ja", "nein" = "nein" }

[[abschnitt.zeile]]
art = "jahre"
feld = "geld"
titel = "Geld"
jahre = 2

[[abschnitt.zeile.reihe]]
feld = "ein"
titel = "Einnahmen"

[[abschnitt]]
titel = "Beschluss"
rolle = "beschluss"
"""
# What is changed in the small form, and what is said of it.
FAULTS: Final[dict[str, tuple[str, str, list[str]]]] = {
    "unbekannte Angabe": (
        'anlagen = "Anlagen"',
        'anlage = "Anlagen"',
        ["1: 'anlagen' fehlt. Ergänzen Sie: anlagen = \"…\"",
         "5: 'anlage' ist keine Angabe des Formulars. Gemeint ist vielleicht 'anlagen'."],
    ),
    "nicht alle Spalten benannt": (
        'anlagen = "Anlagen"',
        'anlagen = "Anlagen"\n\n[beratungsfolge]\ntitel = "Weg"',
        ["7: 'beratungsfolge' muss eine Tabelle aus titel, datum, gremium sein, gefunden: {'titel': 'Weg'}."],
    ),
    "falsche Art einer Zeile": (
        'art = "auswahl"',
        'art = "wahl"',
        ["16: 'art' kennt 'wahl' nicht. Gemeint ist vielleicht 'auswahl'."],
    ),
    "was zur Zeile nicht gehört und was ihr fehlt": (
        'titel = "Geld"\njahre = 2',
        'jahre = 9\npflicht = true',
        ["21: Zu art = 'jahre' gehört 'titel'. Ergänzen Sie es.",
         "23: 'jahre' muss eine ganze Zahl von 1 bis 6 sein, gefunden: 9.",
         "24: Zu art = 'jahre' gehört kein 'pflicht'. Streichen Sie es."],
    ),
    "ein Wort, das nicht zur Wahl steht": (
        'feld = "eile"',
        'feld = "eile"\nerlaeutern = ["vielleicht"]',
        ["19: 'vielleicht' steht nicht in 'worte'. Möglich sind: ja, nein."],
    ),
    "zweimal derselbe Name": (
        'feld = "geld"',
        'feld = "eile"',
        ["22: feld = 'eile' steht zweimal. Geben Sie einem einen anderen Namen."],
    ),
    "ein Name, den der Kopf schon hat": (
        'feld = "eile"',
        'feld = "anlagen"',
        ["17: 'feld' muss ein noch freier Name aus kleinen Buchstaben ohne Umlaute sein, gefunden: 'anlagen'."],
    ),
    "zwei Abschnitte mit einem Titel": (
        'titel = "Beschluss"',
        'titel = "Text"',
        ["31: Zwei Abschnitte heißen 'Text'. Geben Sie einem einen anderen Titel."],
    ),
    "kein Abschnitt für den Beschluss": (
        'rolle = "beschluss"',
        'rolle = "zustaendigkeit"',
        ["11: Genau ein Abschnitt hat rolle = 'beschluss': Dorthin schreibt ein Bericht."],
    ),
    "eine Reihe, die mit nichts rechnet": (
        'feld = "ein"\ntitel = "Einnahmen"',
        'titel = "Einnahmen"\nminus = ["aus"]',
        ["26: Eine Reihe mit feld = 'aus' gibt es in dieser Tabelle nicht."],
    ),
    "ein Kopf ohne Betreff": (
        'kopf = ["betreff", "angaben"]',
        'kopf = ["angaben"]',
        ["4: 'kopf' nennt 'betreff' nicht, oder etwas zweimal. Nennen Sie jedes einmal."],
    ),
    "keine Ziffer in der Nummer": (
        'nummern = ["1/27"]',
        'nummern = ["keine"]',
        ["3: 'nummern' muss eine Liste von Beispielen wie [\"V/2027/012\"] sein, gefunden: ['keine']."],
    ),
    "kein TOML": (
        'name = "Vorlage"',
        "name = Vorlage",
        ["1: Hier ist die Datei kein gültiges TOML. Jede Angabe hat eine Zeile wie name = \"…\"; Texte stehen in "
         "geraden Anführungszeichen, und jeder Name kommt einmal vor."],
    ),
}  # fmt: skip


def test_the_form_of_the_package_can_be_copied_and_is_the_same(tmp_path: Path) -> None:
    (tmp_path / layout.FILE).write_text(DEFAULT, "utf-8")
    assert layout.read(tmp_path) == layout.Layout(layout.default())


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_told_with_its_line_and_nothing_of_the_papers(tmp_path: Path, name: str) -> None:
    old, new, expected = FAULTS[name]
    assert SMALL.count(old) == 1
    docs = write(
        tmp_path, {"index.md": INDEX, "vorlagen/neu.md": SAMPLE_HEAD.replace("klimaschutz: keine\n", "") + SECTIONS}
    )
    (docs / layout.FILE).write_text(SMALL.replace(old, new), "utf-8")
    assert [str(finding) for finding in examine_folder(docs, TODAY).findings] == [
        f"sitzungsvorlage.toml:{message}" for message in expected
    ]


def test_a_secret_paper_is_refused_also_with_a_broken_form(tmp_path: Path) -> None:
    secret = SAMPLE_HEAD.replace("status: öffentlich", "status: nichtöffentlich")
    docs = write(tmp_path, {"index.md": INDEX, "vorlagen/neu.md": secret + SECTIONS, layout.FILE: "name ="})
    told = [finding.place.file for finding in examine_folder(docs, TODAY).findings]
    assert told == ["sitzungsvorlage.toml", "vorlagen/neu.md"]


def test_papers_follow_the_form_and_are_drawn_again_when_it_changes(tmp_path: Path) -> None:
    head = "---\nmuster: true\nvorlageart: Vorlage\nstatus: öffentlich\nberatungsfolge:\n  - zustaendigkeit: Anhörung\n"
    paper = f"{head}eile: ja\n---\n\n# Betreff\n\n## Text\n\nWorte.\n\n## Beschluss\n\nSo.\n"
    docs = write(tmp_path / "docs", {"index.md": INDEX, "vorlagen/neu.md": paper, layout.FILE: SMALL})
    assert sphinx(docs, tmp_path / "out") == ""
    page = written(tmp_path / "out/vorlagen/neu.html")
    assert ("☒ ja" in page, "Beratungsfolge" in page, "Klimaschutz" in page) == (True, False, False)
    (docs / layout.FILE).write_text(SMALL.replace('"ja" = "ja"', '"ja" = "sofort"'), "utf-8")
    assert sphinx(docs, tmp_path / "out") == ""
    assert "☒ sofort" in written(tmp_path / "out/vorlagen/neu.html")
    (docs / layout.FILE).unlink()
    assert "Die Überschrift 'Text' hat die Vorlage nicht." in sphinx(docs, tmp_path / "out")


def test_a_town_names_the_columns_of_votes_and_of_the_course(tmp_path: Path) -> None:
    described = DEFAULT.replace('betreff = "Betreff"', 'betreff = "Gegenstand"').replace('"Einst."', '"einstimmig"')
    described = described.replace('gremium = "Beratungsfolge"', 'gremium = "Gremium"')
    form = layout.read(write(tmp_path, {layout.FILE: described})).form
    paper = read(SAMPLE_HEAD + SECTIONS, "vorlagen/neu.md", form).paper
    assert paper
    assert (view.votes(paper).head, view.order(paper).head, paper.form.subject) == (
        ("TOP", "einstimmig", "Ja", "Nein", "Enth."),
        ("Datum", "Gremium"),
        "Gegenstand",
    )
