"""The town file: what it may say, and what is said when it is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from konzept import town
from konzept.examine import examine_folder
from konzept.files.conflicts import CONFLICT
from konzept.pdf.volumes import volumes
from konzept.start.declension import declined
from konzept.views.downloads import main_papers
from tests.project import TODAY, examine

_NAMING = (
    "kommune.toml:3: 'verfasser' muss eine Tabelle "
    '{ kurz = "…", wer = "…", wessen = "…", wem = "…", wen = "…" } sein: '
    "das Wort in der Einzahl, allein und in den vier Fällen mit 'der', 'die' oder 'das', gefunden: "
)


def test_defaults_and_values(tmp_path: Path) -> None:
    (tmp_path / "kommune.toml").write_text(
        'name = "Musterau"\ntitel = "Konzept"\namtlich = true\nanzahl_top = 3\nreihenfolge = ["HF-SPR"]\n', "utf-8"
    )
    assert town.load(tmp_path) == town.Town(
        name="Musterau", title="Konzept", official=True, top_count=3, field_order=("HF-SPR",)
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('name = "A"\n', "kommune.toml:1: 'titel' fehlt. Ergänzen Sie: titel = \"…\""),
        ('name = "A"\n<<<<<<< HEAD\ntitel = "B"\n', f"kommune.toml:2: {CONFLICT}"),
        (
            'name = "A"\ntitel = "B"\nkontackt = "x"\n',
            "kommune.toml:3: 'kontackt' ist keine bekannte Einstellung. Gemeint ist vielleicht 'kontakt'.",
        ),
        (
            'name = "A"\ntitel = "B"\n\n["kontackt"]\nx = 1\n',
            "kommune.toml:4: 'kontackt' ist keine bekannte Einstellung. Gemeint ist vielleicht 'kontakt'.",
        ),
        (
            'name = "A"\ntitel = "B"\namtlich = "ja"\n',
            "kommune.toml:3: 'amtlich' muss true oder false sein, gefunden: 'ja'.",
        ),
        (
            'name = "A"\ntitel = "B"\nanzahl_top = -1\n',
            "kommune.toml:3: 'anzahl_top' muss eine ganze Zahl von 0 bis 99 sein, gefunden: -1.",
        ),
        (
            f'name = "A"\ntitel = "B"\nanzahl_top = 0x{"f" * 5000}\n',
            "kommune.toml:3: 'anzahl_top' muss eine ganze Zahl von 0 bis 99 sein, "
            "gefunden: eine Zahl mit sehr vielen Ziffern.",
        ),
        (
            f'name = "A"\ntitel = "{"b" * 301}"\n',
            "kommune.toml:2: 'titel' hat 301 Zeichen, möglich sind 300. Kürzen Sie es.",
        ),
        (
            f'name = "A"\ntitel = "B"\nkontakt = "{"b" * 2001}"\n',
            "kommune.toml:3: 'kontakt' hat 2001 Zeichen, möglich sind 2000. Kürzen Sie es.",
        ),
        (
            'name = "A"\ntitel = "B\u202e"\n',
            "kommune.toml:2: Hier steht ein unsichtbares Zeichen (U+202E), das die Leserichtung umkehrt. "
            "Löschen Sie es.",
        ),
        (
            'name = "A"\n\ntitel = "B\\u200b"\n',
            "kommune.toml:3: Hier steht ein unsichtbares Zeichen (U+200B), das keinen Platz braucht. Löschen Sie es.",
        ),
        (
            'name = "A"\ntitel = "B"\nbarriere_formular = "example.org"\n',
            "kommune.toml:3: 'barriere_formular' muss mit https:// beginnen, gefunden: 'example.org'.",
        ),
        (
            'name = "A"\ntitel = "B"\nbasisadresse = "http://example.org"\n',
            "kommune.toml:3: 'basisadresse' muss mit https:// beginnen, gefunden: 'http://example.org'.",
        ),
        (
            'name = "A"\ntitel = "B"\nreihenfolge = [1]\n',
            "kommune.toml:3: 'reihenfolge' muss eine Liste von IDs der Handlungsfelder sein, gefunden: [1].",
        ),
        (
            'name = "A"\ntitel = "B"\nentscheidet = ["Rat, Ausschuss"]\n',
            "kommune.toml:3: 'entscheidet' muss eine Liste von Wörtern ohne Komma sein, gefunden: ['Rat, Ausschuss'].",
        ),
        *(
            (
                f'name = "A"\ntitel = "B"\nratsausgabe = ["{page}"]\n',
                f"kommune.toml:3: 'ratsausgabe': Zu '{page}' gibt es keine Seite. "
                'Nennen Sie eine Datei wie "konzept.md".',
            )
            for page in ("../kommune.md", "/etc/x.md", "kommune.toml", "*/*.md", "felder/*.md")
        ),
        (
            'name = "A"\ntitel = "B"\nratsausgabe = ["index.md", "teil/daten-spalten.md"]\n',
            "kommune.toml:3: 'ratsausgabe': Zu 'teil/daten-spalten.md' gibt es keine Seite. Legen Sie die Datei an, "
            "mit einer Überschrift wie '# Daten spalten', oder streichen Sie sie hier.",
        ),
        (
            'name = "A"\ntitel = "B"\nungedruckt = "a.md"\n',
            "kommune.toml:3: 'ungedruckt' muss eine Liste von Seiten sein, gefunden: 'a.md'.",
        ),
        ('name = "A"\ntitel = "B"\nverfasser = "Beirat"\n', f"{_NAMING}'Beirat'."),
        (
            'name = "A"\ntitel = "B"\nverfasser = { kurz = "Redaktion", wer = "die Redaktion", '
            'wessen = "der Redaktion", wem = "der Redaktion", wen = "die Redaktion" }\n',
            "kommune.toml:3: 'verfasser' kann nicht 'Redaktion' heißen: So heißt bei Sachständen oder Stellungnahmen "
            "schon jemand anderes. Nehmen Sie ein genaueres Wort.",
        ),
        ('name = "A"\ntitel = "B"\nverfasser = { kurz = "Beirat" }\n', f"{_NAMING}{{'kurz': 'Beirat'}}."),
        (
            'name = "A"\ntitel = "B"\nverfasser = { kurz = "Beirat", wer = "Beirat", wessen = "des Beirats", '
            'wem = "dem Beirat", wen = "den Beirat" }\n',
            f"{_NAMING}{{'kurz': 'Beirat', 'wer': 'Beirat', 'wessen': 'des Beirats', 'wem': 'dem Beirat', "
            "'wen': 'den Beirat'}.",
        ),
        (
            'name = "A"\ntitel = "B"\nempfehlung = { kurz = "Neue Maßnahme" }\n',
            'kommune.toml:3: \'empfehlung\' muss eine Tabelle { kurz = "…", wer = "…", wessen = "…", wem = "…", '
            'wen = "…", mehrzahl = "…", mehrzahl_wem = "…" } sein: ein einziges Wort, in der Einzahl allein und in '
            "den vier Fällen mit 'der', 'die' oder 'das', in der Mehrzahl allein und hinter 'den', gefunden: "
            "{'kurz': 'Neue Maßnahme'}.",
        ),
    ],
)
def test_wrong_town_files(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "kommune.toml").write_text(text, "utf-8")
    with pytest.raises(town.TownError) as error:
        town.load(tmp_path)
    assert str(error.value) == message


def test_what_is_still_missing_is_named() -> None:
    assert town.missing(town.Town(name="A", title="B", operator="C", contact="d@example.org", host="E")) == (
        "anschrift",
        "vertretung",
        "telefon",
        "verantwortlich",
        "datenschutz",
        "protokolle",
        "aufsicht",
        "barriere_formular",
        "basisadresse",
    )


def test_no_town_file(tmp_path: Path) -> None:
    with pytest.raises(town.TownError, match=r"kommune.toml:1: Die Datei kommune.toml fehlt im Ordner der Texte"):
        town.load(tmp_path)


def test_no_toml(tmp_path: Path) -> None:
    (tmp_path / "kommune.toml").write_text("name =", "utf-8")
    with pytest.raises(town.TownError, match=r"kein gültiges TOML"):
        town.load(tmp_path)


def test_order_names_a_field_that_does_not_exist(tmp_path: Path) -> None:
    settings = 'name = "A"\ntitel = "B"\nreihenfolge = ["HF-SPR", "HF-NIX"]\n'
    assert [str(finding) for finding in examine(tmp_path, {"kommune.toml": settings}).findings] == [
        "kommune.toml:1: 'reihenfolge' nennt 'HF-NIX', ein solches Handlungsfeld gibt es nicht."
    ]


def test_pages_that_a_star_names_in_a_folder_may_still_come(tmp_path: Path) -> None:
    (tmp_path / "felder" / "a").mkdir(parents=True)
    (tmp_path / "kommune.toml").write_text('name = "A"\ntitel = "B"\nratsausgabe = ["felder/*/*-*.md"]\n')
    assert town.load(tmp_path).council_edition == ("felder/*/*-*.md",)


def test_where_the_start_page_is_named_and_missing_the_examination_says_how_it_begins(tmp_path: Path) -> None:
    (tmp_path / town.FILE).write_text('name = "A"\ntitel = "B"\nungedruckt = ["index.md"]\n', "utf-8")
    found = examine_folder(tmp_path, TODAY).findings
    assert [str(finding).partition(";")[0] for finding in found] == ["index.md:1: Die Startseite fehlt"]


@pytest.mark.parametrize(
    ("body", "name"),
    [
        *(("Große Kreisstadt", "Ratsausgabe"), ("Samtgemeinde", "Ratsausgabe"), ("Markt", "Ratsausgabe")),
        *(("Landkreis", "Gremienausgabe"), ("Zweckverband", "Gremienausgabe"), ("StädteRegion", "Gremienausgabe")),
    ],
)
def test_only_a_municipality_has_an_edition_for_its_rat(body: str, name: str) -> None:
    said = town.Town(name="A", title="B", body=declined(body), council_edition=("konzept.md",))
    assert said.council_edition_name == name
    assert [paper.text for paper in main_papers(said, ())][::2] == [f"{name} (PDF)", "Materialband (PDF)"]
    assert [volume.kind for volume in volumes(said, ["konzept"], frozenset())] == [name, f"Materialband zur {name}"]
