"""What a reader can do with a page or a table: take its data along, report what is new."""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from konzept import website
from konzept.links import inside
from konzept.model.dates import german_day
from konzept.web.hyphens import written
from tests.project import BASE, TODAY, recommendation, write

PROPOSAL = (
    ":::{empfehlung} =Mehr Bücher\n:id: SPR-V1\n:status: vorgeschlagen\n:priority: weitere\n:handlungsfeld: HF-SPR\n"
    ":zuordnung: redaktion\n:anlass: Q-PRESSE\n:seit: 2025-01-01\n\n## Anlass\n\nText.\n\n"
    "## Zur Umsetzung – Vorschlag der Redaktion\n\nText der Redaktion.\n:::\n"
)
TABLES = (
    '# Listen\n\n:::{ansicht} alle\n:::\n\n:::{needtable} Fundstellen\n:columns: id as "Nummer"; title as "Titel"\n'
    ":filter: type == 'empfehlung'\n:sort: id\n:style: table\n:::\n"
)


def rows(file: Path) -> list[list[str]]:
    """The rows of a table as a spreadsheet reads it."""
    return list(csv.reader(io.StringIO(file.read_text("utf-8-sig")), delimiter=";"))


def test_each_table_offers_what_it_shows_as_a_file(tmp_path: Path) -> None:
    texts = {"SPR-01.md": recommendation(), "SPR-V1.md": PROPOSAL, "unter/listen.md": TABLES}
    docs, target = write(tmp_path / "docs", texts), tmp_path / "html"
    assert website.build(docs, target, TODAY)
    page = written(target / "unter" / "listen.html")
    assert re.findall(r'<a href="([^"]+)" download aria-label="Daten der Tabelle „([^“]+)“', page) == [
        ("../daten/seiten/unter/listen-1.csv", "Alle Empfehlungen und Vorschläge"),
        ("../daten/seiten/unter/listen-2.csv", "Fundstellen"),
    ]
    made = target / "daten" / "seiten" / "unter"
    foot = [german_day(TODAY), "Gesetzliche Ansprüche bleiben unberührt."]
    assert [[row[0], row[1], row[4], *row[-2:]] for row in rows(made / "listen-1.csv")] == [
        ["Nummer", "Empfehlung", "Stand", "Stichtag", "Hinweis"],
        ["SPR-01", "Mehr Kurse", "Stand nicht bekannt", *foot],
        ["SPR-V1", "'=Mehr Bücher (Vorschlag der Redaktion)", "Vorschlag, noch nicht beraten", *foot],
    ]
    assert [row[:2] for row in rows(made / "listen-2.csv")] == [
        ["Nummer", "Titel"],
        ["SPR-01", "Mehr Kurse"],
        ["SPR-V1 (Vorschlag der Redaktion)", "'=Mehr Bücher"],
    ]
    both = re.findall(r'<p class="werkzeuge">(.*?)</p>', page)
    assert [re.findall(r'href="([^"]+)" download>([^<]+)<', links) for links in both] == [
        [("../daten/empfehlungen.xlsx", "Alle Daten (Excel)")],
        [],  # once a page
    ]
    assert list(inside.dead(target, inside.read_pages(target))) == []


def test_files_of_tables_stay_with_pages_that_are_not_written_again_and_go_with_their_tables(tmp_path: Path) -> None:
    texts = {"SPR-01.md": recommendation(), "eins.md": TABLES, "zwei.md": TABLES}
    docs, target = write(tmp_path / "docs", texts), tmp_path / "html"
    assert website.build(docs, target, TODAY)
    (docs / "zwei.md").write_text("# Nichts mehr\n", "utf-8")
    assert website.build(docs, target, TODAY)
    assert sorted(path.name for path in (target / "daten" / "seiten").iterdir()) == ["eins-1.csv", "eins-2.csv"]


def test_a_new_development_is_reported_by_a_mail_that_asks_what_the_record_needs(tmp_path: Path) -> None:
    docs, target = write(tmp_path / "docs", {"SPR-01.md": recommendation()}), tmp_path / "html"
    assert website.build(docs, target, TODAY)
    assert "mailto:" not in written(target / "SPR-01.html")
    (docs / "kommune.toml").write_text(BASE["kommune.toml"] + 'kontakt = "post@example.org"\n', "utf-8")
    assert website.build(docs, target, TODAY)
    page = written(target / "SPR-01.html")
    found = re.search(r'<a href="(mailto:post@example.org[^"]+)">Neue Entwicklung melden</a>', page)
    assert found
    mail = parse_qs(urlsplit(unescape(found[1])).query)
    assert mail["subject"] == ["Neue Entwicklung zu SPR-01"]
    assert mail["body"][0].split("\n\n")[0].splitlines() == ["SPR-01 Mehr Kurse", "Stichtag: 31.01.2026"]
    assert [line for line in mail["body"][0].splitlines() if line.endswith("?")] == [
        "Was ist geschehen?",
        "An welchem Tag?",
        "Wer sagt das?",
        "Wo ist es veröffentlicht (Adresse oder Titel und Datum)?",
    ]
    assert "Neue Entwicklung melden" not in written(target / "HF-SPR.html")


def test_where_no_state_is_known_a_mail_asks_for_it_and_nowhere_else(tmp_path: Path) -> None:
    known = recommendation("SPR-02").replace("status: unbekannt", "status: offen") + (
        "\n:::{sachstand} Noch nicht begonnen\n:id: SPR-02-S1\n:datum: 2026-01-01\n:status: offen\n"
        ":nach_angabe_von: Verwaltung\n:betrifft: SPR-02\n:quelle: Q-PRESSE\n:::\n"
    )
    docs = write(tmp_path / "docs", {"SPR-01.md": recommendation(), "SPR-02.md": known, "SPR-V1.md": PROPOSAL})
    (docs / "kommune.toml").write_text(BASE["kommune.toml"] + 'kontakt = "post@example.org"\n', "utf-8")
    assert website.build(docs, tmp_path / "html", TODAY)
    found = {
        page.name: re.findall(r'<a href="([^"]+)">Nach dem Stand fragen</a>', written(page))
        for page in (tmp_path / "html").rglob("*.html")
        if page.name != "konzept.html"  # all pages as one file, which shows no tools
    }
    assert [name for name, links in found.items() if links] == ["SPR-01.html"]
    mail = parse_qs(urlsplit(unescape(found["SPR-01.html"][0])).query)
    assert mail == {
        "subject": ["Frage zu SPR-01"],
        "body": [
            "SPR-01 Mehr Kurse\nStichtag: 31.01.2026\n\n"
            "In den ausgewerteten Quellen steht nicht, was aus dieser Empfehlung geworden ist.\n\n"
            "Ist dazu etwas bekannt, und wo ist es veröffentlicht?\n"
        ],
    }
