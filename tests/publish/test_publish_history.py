"""The real Ausgaben of this repository, built from its history, and the switcher between them in a real browser.

Three of them: the first, whose program is the oldest, and the two newest. Each costs most of a minute, and they get
more; ``make fuzz`` sets ``KONZEPT_GRUENDLICH`` and builds them all.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
import tomllib
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from konzept.editions import lock, verification
from konzept.publish.site_plan import Project
from tests.browser import Watched, watch
from tests.project import ROOT, of_the_town

pytestmark = [pytest.mark.xdist_group("history"), of_the_town]
WHERE = ("file", "http")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A clone of this repository with its Ausgaben, published for real; a first try was killed while it built."""
    git = ["git", "-C", str(ROOT), "rev-parse", "--is-shallow-repository"]
    if subprocess.run(git, capture_output=True, text=True, check=False).stdout.strip() != "false":
        # nothing that could be installed: also where all tests must run, this is a skip
        pytest.skip("Für die Ausgaben fehlt die ganze Geschichte des Repositorys: git fetch --unshallow --tags.")
    root = tmp_path_factory.mktemp("geschichte") / "repo"
    subprocess.run(["git", "clone", "-q", str(ROOT), str(root)], check=True)
    for file in ("docs/ausgaben.toml", "docs/kommune.toml", lock.FILE):
        shutil.copy(ROOT / file, root / file)
    if not os.environ.get("KONZEPT_GRUENDLICH"):
        only_some(root)
    (root / "build").mkdir()
    (root / "build" / "umgebungen").symlink_to(ROOT / "build" / "umgebungen")
    (ROOT / "build" / "umgebungen").mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "konzept", "publish", "--texts", str(root / "docs")]
    command += ["--target", str(root.parent / "site")]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as run:
        assert run.stderr is not None
        while "bauen" not in (line := run.stderr.readline()):
            assert line, "the publication ended before it built anything"
        time.sleep(1)
        run.kill()
    assert not (root.parent / "site").exists()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return Project(root, root / "docs", root.parent / "site")


def only_some(root: Path) -> None:
    """Leave only the first and the two newest Ausgaben in a registry and its lock."""
    registry, sums = root / "docs" / "ausgaben.toml", root / lock.FILE
    head, *entries = re.split(r"(?m)^(?=\[)", registry.read_text("utf-8"))
    editions = [entry for entry in entries if entry.startswith("[[ausgabe]]")]
    kept = [editions[0], *editions[-2:]]
    others = [entry for entry in entries if entry not in editions]
    registry.write_text("".join([head, *kept, *others]), "utf-8")
    data = json.loads(sums.read_text("utf-8"))
    names = {tomllib.loads(entry)["ausgabe"][0]["name"] for entry in kept}
    data["ausgaben"] = {name: entry for name, entry in data["ausgaben"].items() if name in names}
    del data[verification.AROUND]  # the pages around them tell of fewer
    sums.write_text(verification.as_text(data), "utf-8")


@pytest.fixture(scope="module")
def places(project: Project) -> Iterator[dict[str, str]]:
    """The address of the site on the disk, and from a server."""
    handler = partial(_Quiet, directory=str(project.target))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield {"file": project.target.as_uri(), "http": f"http://127.0.0.1:{server.server_port}"}
    server.shutdown()
    server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def show(browser: Browser, address: str, *, width: int = 1280, scheme: str = "light", script: bool = True) -> Watched:
    """Open a page in a fresh context."""
    context = browser.new_context(color_scheme=scheme, java_script_enabled=script)  # type: ignore[arg-type]
    return watch(context, address, width)


def names(project: Project) -> list[str]:
    """The published Ausgaben, the oldest first."""
    return list(lock.load(project.lock_file).entries)


def test_ausgaben_of_the_history_were_built_and_nothing_differs_from_the_lock_file(project: Project) -> None:
    published = lock.load(project.lock_file)
    assert len(published.entries) >= 3
    assert verification.check(project.target, published.as_data()) == []
    committed = lock.load(ROOT / lock.FILE).entries
    asked = committed if os.environ.get("KONZEPT_GRUENDLICH") else {n: committed[n] for n in published.entries}
    assert published.entries == asked
    assert [next(iter(asked)), next(reversed(asked))] == [next(iter(committed)), next(reversed(committed))]
    for name, entry in published.entries.items():
        shorts = [file for file in entry.files if file.endswith("SPR-01/index.html")]
        assert shorts == ["SPR-01/index.html"], name


@pytest.mark.parametrize("where", WHERE)
def test_an_old_page_says_what_it_is_and_leads_to_the_same_page_with_its_anchor(
    project: Project, places: dict[str, str], browser: Browser, where: str
) -> None:
    old = names(project)[0]
    watched = show(browser, f"{places[where]}/{old}/umsetzung.html#x")
    page = watched.page
    banner = page.get_by_role("complementary", name="Hinweis zur Ausgabe")
    assert "Sie lesen die Ausgabe „" in banner.inner_text()
    page.locator(".ausgaben-wahl summary").click()
    links = page.get_by_role("navigation", name="Ausgabe wählen").get_by_role("link")
    assert links.count() == len(names(project)) + 1
    assert page.locator(".ausgaben-wahl [aria-current]").count() == 1
    page.keyboard.press("Escape")
    assert not page.locator(".ausgaben-wahl ul").is_visible()
    banner.get_by_role("link").click()
    page.wait_for_url(f"{places[where]}/aktuell/umsetzung.html#x")
    assert page.locator(".ausgaben-hinweis").count() == 0
    assert page.locator(".ausgaben-wahl").count() == 1
    assert [one.is_visible() for one in page.locator(".ausgabe-hinweis").all()] == [False]  # the switcher says the same
    assert (watched.refused(), watched.complaints) == ([], [])
    assert all(request.startswith(places[where]) for request in watched.requests)


@pytest.mark.parametrize("where", WHERE)
def test_a_page_that_another_ausgabe_lacks_leads_to_its_start_with_a_note(
    project: Project, places: dict[str, str], browser: Browser, where: str
) -> None:
    first, last = names(project)[0], names(project)[-1]
    entries = lock.load(project.lock_file).entries
    only = sorted(name for name in entries[last].files if name.endswith(".html") and name not in entries[first].files)
    if not only:
        pytest.skip("Alle Ausgaben haben dieselben Seiten. (Every page is in every Ausgabe.)")
    page = show(browser, f"{places[where]}/aktuell/{only[0]}").page
    page.locator(".ausgaben-wahl summary").click()
    page.locator(".ausgaben-wahl li a").nth(len(names(project)) - 1).click()
    page.wait_for_url(f"{places[where]}/{first}/index.html?fehlt-aus={last}")
    assert "gibt es in dieser Ausgabe nicht. Sie sind auf der Startseite." in page.locator("body").inner_text()


def test_pages_around_the_ausgaben_and_the_banner_have_no_barriers(
    project: Project, places: dict[str, str], browser: Browser
) -> None:
    second = names(project)[1]
    found = {}
    for name in ("ausgaben/index.html", "404.html", f"{second}/index.html?fehlt-aus={names(project)[0]}"):
        for scheme in ("light", "dark"):
            for width in (320, 1280):
                watched = show(browser, f"{places['http']}/{name}", width=width, scheme=scheme)
                if "ausgaben/" not in name and "404" not in name:
                    watched.page.locator(".ausgaben-wahl summary").click()
                wide = watched.page.evaluate("document.documentElement.scrollWidth > innerWidth")
                found[name, scheme, width] = (watched.barriers(), wide, watched.refused(), watched.complaints)
                watched.page.context.close()
    assert {key: value for key, value in found.items() if value != ([], False, [], [])} == {}


def test_without_javascript_start_and_list_lead_everywhere(
    project: Project, places: dict[str, str], browser: Browser
) -> None:
    page = show(browser, f"{places['http']}/ausgaben/index.html", script=False).page
    titles = page.locator("section.ausgabe h2 a")
    assert titles.count() == len(names(project))
    titles.last.click()
    page.wait_for_url(f"{places['http']}/{names(project)[0]}/index.html")
    page.goto(places["file"] + "/index.html")
    page.wait_for_url(f"{places['file']}/aktuell/index.html")
