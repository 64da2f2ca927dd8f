"""Makes the pictures of the Redaktion in the browser on the page "Für andere Kommunen": ``make bilder``.

A real Chromium opens it over the texts of the invented Musterau and fills in a form. On Debian it needs ``chromium``,
and ``make redaktion`` before. ``tests/desk/test_pictures.py`` says when the pictures no longer show what people see.
"""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
import tempfile
from datetime import date
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Page, expect

from konzept import town, website
from konzept.desk import bundle
from konzept.desk.filled import Report
from konzept.desk.session import Desk
from konzept.editions import remembered
from konzept.survey import bodies
from konzept.texts import Texts
from tests.browser import chromium
from tests.desk.serving import put, served
from tests.project import ROOT
from tools.pictures import record

FOLDER: Final = ROOT / "docs" / "bilder"
NAMES: Final = "melden-*.webp"
_TEXTS: Final = ROOT / "tests" / "musterau"
_TODAY: Final = date(2026, 11, 26)
_TASK: Final = "sachstand"
_WRONG: Final = {"betrifft": "SPR-02", "titel": "Zwölf Plätze sind besetzt", "datum": "31.9.2026"}
_RIGHT: Final = {
    **_WRONG,
    "datum": "1.9.2026",
    "status": "in-umsetzung",
    "nach_angabe_von": "Verwaltung",
    "quelle": "Q-VERWALTUNG-2026",
}
_PAGE: Final = ("index.html", "formular.mjs", "bausteine.mjs", "gemerktes.mjs", "redaktion.mjs", "redaktion.css")
_WIDE: Final = 390
_SHARP: Final = 1.25
_COLOURS: Final = 8  # all three and the page stay below 60 kB
_WAIT: Final = 120_000


def shown() -> str:
    """A fingerprint of what the pictures show: the page, its tasks, what it says of the form that they fill in."""
    files = {path.relative_to(_TEXTS).as_posix(): path.read_bytes() for path in sorted(_TEXTS.rglob("*.md"))}
    texts = Texts(files=files, town=town.load(_TEXTS), today=_TODAY, published=remembered.read(_TEXTS))
    desk = Desk(texts)
    desk.take_answers((_TEXTS / bodies.FILE).read_bytes(), None)
    tasks = [task.data() if name == _TASK else (task.title, task.about) for name, task in desk.tasks.items()]
    said = [desk.data(Report(_TASK, values)) for values in (_WRONG, _RIGHT)]
    seen = [(data["remarks"], data["changes"], data["effects"]) for data in said]
    page = [(Path(bundle.__file__).parent / "static" / name).read_bytes() for name in _PAGE]
    return hashlib.sha256(repr([tasks, seen, page]).encode()).hexdigest()


def main() -> None:
    """Make the pictures and record what they show."""
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        docs, site = Path(folder, "docs"), Path(folder, "html")
        shutil.copytree(_TEXTS, docs)
        who = ("-c", "user.name=Musterau", "-c", "user.email=konzept@example.org")
        for command in (("init", "-q"), ("add", "-A"), (*who, "commit", "-q", "-m", "Texte")):
            subprocess.run(["git", "-C", folder, *command], check=True)
        if not website.build(docs, site, _TODAY):
            raise SystemExit("Musterau lässt sich nicht bauen.")
        put(docs, site)
        with served(site) as address:
            page = browser.new_page(viewport={"width": _WIDE, "height": 2000}, device_scale_factor=_SHARP)
            page.goto(address)
            _keep_all(page)
    record("melden", FOLDER, NAMES, shown())


def _keep_all(page: Page) -> None:
    tasks = page.locator("#aufgaben:not([hidden])")
    tasks.wait_for(timeout=_WAIT)
    _keep(page, "melden-aufgaben.webp", "#aufgaben-titel", "#aufgaben-liste li:nth-child(5)")
    page.locator(f'#aufgaben-liste a[href="#{_TASK}"]').click()
    _fill(page, _WRONG)
    expect(page.locator("#feld-datum-fehler")).not_to_be_empty()
    _keep(page, "melden-formular.webp", '[data-feld="betrifft"]', '[data-feld="datum"]')
    _fill(page, _RIGHT)
    expect(page.locator("#aenderungen li, #aenderungen dt, #aenderungen h4").first).to_be_visible()
    expect(page.locator("#feld-datum-fehler")).to_be_empty()
    _keep(page, "melden-aenderungen.webp", "#aenderungen", "#wirkung")


def _fill(page: Page, values: dict[str, str]) -> None:
    for name, value in values.items():
        field = page.locator(f"#feld-{name}")
        if field.evaluate("field => field.localName") == "select":
            field.select_option(value)
        else:
            field.fill(value)
            field.press("Tab")


def _keep(page: Page, name: str, first: str, last: str) -> None:
    """What is shown from one element to another, as wide as a phone."""
    top = page.locator(first).evaluate("e => e.getBoundingClientRect().top + scrollY") - 8
    bottom = page.locator(last).evaluate("e => e.getBoundingClientRect().bottom + scrollY") + 8
    shot = page.screenshot(full_page=True, clip={"x": 0, "y": top, "width": _WIDE, "height": bottom - top})
    FOLDER.mkdir(exist_ok=True)
    with Image.open(io.BytesIO(shot)) as picture:
        few = picture.convert("P", palette=Image.Palette.ADAPTIVE, colors=_COLOURS)
        few.convert("RGB").save(FOLDER / name, lossless=True, quality=100, method=6)


if __name__ == "__main__":
    main()
