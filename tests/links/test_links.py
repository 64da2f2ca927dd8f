"""Links: none of the built pages leads nowhere, and what other sites answer is reported."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from konzept import town
from konzept.cli import main
from konzept.editions import chronicle
from konzept.links import servers
from konzept.links.inside import dead, outside, read_pages
from konzept.links.servers import Checked, Verdict
from tests.project import TOWN, write

TODAY = date(2026, 11, 22)
PAGES = {
    "index.html": (
        '<h1 id="oben">Start</h1><p id="oben">zweimal</p>\n'
        '<a href="#oben">gut</a> <a href="#unten">fehlt</a> <a href="">leer</a> <a href="ordner/">gut</a>\n'
        '<a href="ordner/seite.html#%C3%BCber">gut</a> <a href="ordner/seite.html#ueber">fehlt</a>\n'
        '<a href="fehlt.html?a=b">fehlt</a> <img src="bild.png"> <a href="../draussen.html">hinaus</a>\n'
        '<a href="https://konzept.example.org/ordner/seite.html#unten">fehlt</a>\n'
        '<a href="https://konzept.example.org">gut</a> <a href="https://example.org/a#b">aus</a>\n'
        '<a href="mailto:a@example.org">Mail</a> <button popovertarget="menue">Menü</button>\n'
    ),
    "ordner/index.html": '<a href="../index.html#oben">gut</a> <a href="http://example.org/b">aus</a>'
    ' <a href="https://konzept.example.organisation.de/c">aus</a>',
    "ordner/seite.html": '<p id="über">Hier</p><a href="/index.html">gut</a> <a href="https://example.org/a">aus</a>',
}
BASE = "https://konzept.example.org/"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site of bad links."""
    for name, text in PAGES.items():
        path = tmp_path / "html" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path / "html"


def test_every_dead_link_is_found_with_page_line_and_reason(site: Path) -> None:
    assert [str(one) for one in dead(site, read_pages(site), BASE)] == [
        "index.html:1: '#oben': Die Sprungmarke steht 2-mal auf der Seite.",
        "index.html:2: '#unten': Die Seite 'index.html' hat keine Sprungmarke 'unten'.",
        "index.html:2: '': Die Adresse ist leer.",
        "index.html:3: 'ordner/seite.html#ueber': Die Seite 'ordner/seite.html' hat keine Sprungmarke 'ueber'.",
        "index.html:4: 'fehlt.html?a=b': Die Datei 'fehlt.html' gibt es nicht.",
        "index.html:4: 'bild.png': Die Datei 'bild.png' gibt es nicht.",
        "index.html:4: '../draussen.html': Die Adresse führt aus der Website hinaus.",
        "index.html:5: 'https://konzept.example.org/ordner/seite.html#unten': Die Seite 'ordner/seite.html' hat keine "
        "Sprungmarke 'unten'.",
        "index.html:7: '#menue': Die Seite 'index.html' hat keine Sprungmarke 'menue'.",
    ]


def test_links_into_a_published_ausgabe_are_left_to_its_own_check(site: Path) -> None:
    (site / "index.html").write_text(
        f'<a href="{BASE}2026-06/SPR-01/">gut</a> <a href="{BASE}2026-6/SPR-01/">fehlt</a>', "utf-8"
    )
    found = [str(one) for one in dead(site, read_pages(site), BASE, ["2026-06"])]
    assert found[0] == f"index.html:1: '{BASE}2026-6/SPR-01/': Die Datei '2026-6/SPR-01' gibt es nicht."
    assert not any("2026-06" in one for one in found)


def test_links_out_of_the_site_are_listed_once_with_their_pages(site: Path) -> None:
    assert outside(read_pages(site), BASE) == {
        "http://example.org/b": ["ordner/index.html"],
        "https://example.org/a": ["index.html", "ordner/seite.html"],
        "https://konzept.example.organisation.de/c": ["ordner/index.html"],
    }


def test_no_link_of_the_built_pages_is_dead(town_and_site: tuple[Path, Path]) -> None:
    folder, site = town_and_site
    pages = read_pages(site)
    assert len(pages) > len(list(folder.rglob("*.md")))
    editions = [edition.name for edition in chronicle.load(folder).editions]
    assert [str(one) for one in dead(site, pages, town.load(folder).base_address, editions)] == []


class _Server(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        code = int(self.path.strip("/").partition("/")[0])
        self.send_response(code)
        if code == 301:
            self.send_header("Location", "/200/neu")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    """A server on this machine that answers with the number it is asked for."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Server) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


def test_servers_answer_and_nothing_they_do_is_an_error(server: str) -> None:
    addresses = [f"{server}/{name}" for name in ("200/da", "301/alt", "404", "410", "403", "500")]
    told: list[int] = []
    found = servers.check([*addresses, "http://127.0.0.1:1/zu", "http://[kaputt"], lambda: told.append(1))
    assert len(told) == len(found) == 8
    assert {one.address.removeprefix(server): (one.answer, one.detail) for one in found if server in one.address} == {
        "/200/da": (Verdict.THERE, ""),
        "/301/alt": (Verdict.MOVED, f"{server}/200/neu"),
        "/404": (Verdict.GONE, "Antwort 404"),
        "/410": (Verdict.GONE, "Antwort 410"),
        "/403": (Verdict.REFUSED, "Antwort 403"),
        "/500": (Verdict.REFUSED, "Antwort 500"),
    }
    closed, wrong = (one for one in found if server not in one.address)
    assert closed == Checked(
        "http://127.0.0.1:1/zu", Verdict.SILENT, "Der Server hat die Verbindung abgelehnt oder abgebrochen."
    )
    assert wrong.answer is Verdict.SILENT
    assert wrong.detail.startswith("Die Verbindung kam nicht zustande: ")


def test_the_report_names_what_is_gone_first() -> None:
    found = [
        Checked("https://a.example.org", Verdict.THERE),
        Checked("https://b.example.org", Verdict.GONE, "Antwort 404"),
        Checked("https://c.example.org", Verdict.SILENT, "timed out"),
    ]
    pages = {one.address: ["index.html", "quellen.html"] for one in found}
    assert servers.report(found, pages, TODAY) == (
        "Verweise auf andere Websites, geprüft für den Stand vom 22.11.2026\n"
        "Geprüft: 3. Eine Website kann zeitweise nicht antworten: Prüfen Sie von Hand, bevor Sie ändern.\n\n"
        "Nicht mehr da (1)\n  https://b.example.org\n      Antwort 404\n      steht auf: index.html, quellen.html\n\n"
        "Keine Antwort (1)\n  https://c.example.org\n      timed out\n      steht auf: index.html, quellen.html\n\n"
        "Von Hand prüfen (der Server antwortet Programmen nicht oder meldet einen Fehler) (0)\n\nUmgezogen (0)\n\n"
        "Erreichbar (1)\n  https://a.example.org\n"
    )


def test_the_report_says_so_if_there_is_no_network() -> None:
    found = [Checked("https://a.example.org", Verdict.SILENT, "Der Servername ist unbekannt.")]
    assert servers.report(found, {}, TODAY).splitlines()[2] == (
        "Keine einzige hat geantwortet: Vermutlich fehlt dieser Maschine der Zugang zum Netz."
    )


def test_the_command_fails_for_dead_links_within_the_site_only(site: Path, server: str, tmp_path: Path) -> None:
    docs, report = write(tmp_path / "docs", {"kommune.toml": TOWN}), tmp_path / "bericht/links.txt"
    options = ["--texts", str(docs), "--target", str(report), "--as-of", TODAY.isoformat()]
    result = CliRunner().invoke(main, ["links", str(site), "--internal", *options])
    assert result.exit_code == 1
    assert "html/index.html:2: '#unten': " in result.stdout
    assert "tote Verweise auf 3 Seiten.\n" in result.stdout
    assert not report.exists()
    for name in PAGES:
        (site / name).write_text(f'<a href="{server}/404">aus</a>', "utf-8")
    result = CliRunner().invoke(main, ["links", str(site), *options])
    assert result.exit_code == 0
    assert result.stdout == (f"0 tote Verweise auf 3 Seiten.\n1 Verweis nach außen anzusehen. Der Bericht: {report}\n")
    assert "Nicht mehr da (1)" in report.read_text("utf-8")
