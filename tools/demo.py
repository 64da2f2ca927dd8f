"""Builds the invented town Musterau as a site of its own: two Ausgaben with pages and PDFs, marked as invented.

Whoever wants to know what a kept concept looks like sees it here in a minute. The texts are those of
``tests/musterau``; the first Ausgabe is a little older than the second, so that there is something to compare.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from konzept import files, town
from konzept.editions import PublishError
from konzept.editions.registry import FILE as REGISTRY
from konzept.editions.registry import Edition
from konzept.editions.repository import Commit, Repository
from konzept.errors import KonzeptError
from konzept.publish import environment
from konzept.publish.publishing import publish
from konzept.publish.site_plan import Project

ROOT: Final = Path(__file__).resolve().parent.parent
TEXTS: Final = ROOT / "tests" / "musterau"
MARK: Final = "erfundenes Beispiel"
_TITLE: Final = "Das lebende Integrationskonzept für Musterau"
_DAYS: Final = ("2026-11-22", "2026-11-27")
_LATER: Final = ":::{sachstand} Lerncafés laufen dauerhaft"  # what the first Ausgabe does not know yet
_CHANGED: Final = "handlungsfelder/sprache-und-bildung/SPR-03.md"
_WIDTH: Final = 640
_PICTURES: Final = {"umsetzung": "umsetzung.html", "empfehlung": "handlungsfelder/sprache-und-bildung/SPR-01.html"}


@dataclass(frozen=True, slots=True)
class WithoutPackages:
    """What makes Ausgaben without an environment of their own."""

    repository: Repository
    environments: Path

    def pins(self, commit: Commit) -> bytes:
        """No packages; the environment counts as made."""
        place = self.environments / environment.key(b"")
        place.mkdir(parents=True, exist_ok=True)
        (place / "fertig").touch()
        return b""


class Here(WithoutPackages):
    """Makes Ausgaben with the program and the packages that are running, since all is of today."""

    def make(self, edition: Edition, commit: Commit, target: Path) -> None:
        """Build pages and PDFs of a commit into a folder that does not exist yet."""
        with tempfile.TemporaryDirectory(dir=target.parent) as folder:
            source, out = Path(folder, "quelle"), Path(folder, "bau", "html")
            source.mkdir()
            self.repository.export(commit, source)
            variables = environment.variables(
                PYTHONPATH=str(ROOT),
                SOURCE_DATE_EPOCH=str(commit.epoch),
                KONZEPT_AUSGABE=edition.title,
                KONZEPT_AUSGABE_NAME=edition.name,
                KONZEPT_AUSGABE_TAG=edition.date.isoformat(),
                XDG_CACHE_HOME=str(Path(folder, "cache")),
            )
            for command, into in (("build", out), ("pdf", out.with_name("pdf"))):
                words = [sys.executable, "-m", "konzept", command, "docs", str(into)]
                done = subprocess.run(words, cwd=source, env=variables, capture_output=True, text=True)
                if done.returncode:
                    raise PublishError(f"Das Beispiel lässt sich nicht bauen:\n{done.stderr or done.stdout}")
            out.with_name("pdf").rename(out / "pdf")
            for name in (".buildinfo", "objects.inv"):
                (out / name).unlink(missing_ok=True)
            out.rename(target)


def demo(target: Path) -> Path:
    """Build the site into a folder of its own and return its start page."""
    with files.claim(target) as place, tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "musterau")
        project = Project(root, root / "docs", Path(folder, "site"))
        _texts(project.docs)
        _git(root, _DAYS[0], "init", "-q", "-b", "main")
        maker = Here(Repository(root), Path(folder, "umgebungen"))
        whole = (project.docs / _CHANGED).read_text("utf-8")
        for number, day in enumerate(_DAYS, 1):
            (project.docs / _CHANGED).write_text(whole if number > 1 else _earlier(whole), "utf-8")
            _register(root, project.docs, number, day)
            publish(project, maker)
        place.put({"demo": files.tree(project.target)})
    return target / "index.html"


def _texts(docs: Path) -> None:
    """The texts of the town, with the mark in its title; it has no address, and its chronicle is made anew."""
    shutil.copytree(TEXTS, docs, ignore=shutil.ignore_patterns("chronik.json", "ausgaben.toml"))
    settings = docs / town.FILE
    text = settings.read_text("utf-8").replace(f'titel = "{_TITLE}"', f'titel = "{_TITLE} – {MARK}"')
    settings.write_text(text.replace('"https://konzept.example.org"', '""'), "utf-8")
    (docs / REGISTRY).write_text("", "utf-8")


def _earlier(text: str) -> str:
    """The recommendation as it was before its newest Sachstand."""
    before, _, _ = text.partition(_LATER)
    return before.replace(":status: daueraufgabe", ":status: realisiert")


def _register(root: Path, docs: Path, number: int, day: str) -> None:
    _git(root, day, "add", "-A")
    _git(root, day, "commit", "-q", "-m", f"Ausgabe {number}")
    ref = _git(root, day, "rev-parse", "HEAD")
    entry = (
        f'[[ausgabe]]\nname = "2026-{number}"\nref = "{ref}"\ntitel = "Ausgabe 2026/{number}"\ndatum = {day}\n'
        f'anlass = "Die {"erste" if number == 1 else "zweite"} Ausgabe der erfundenen Stadt."\n\n'
    )
    registry = docs / REGISTRY
    registry.write_text(registry.read_text("utf-8") + entry, "utf-8")


def _git(root: Path, day: str, *words: str) -> str:
    root.mkdir(exist_ok=True)
    names = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in _PERSON.items()}
    dates = {f"GIT_{who}_DATE": f"{day}T12:00:00+00:00" for who in ("AUTHOR", "COMMITTER")}
    command = ["git", "-c", "commit.gpgsign=false", "-c", "core.autocrlf=false", "-C", str(root), *words]
    done = subprocess.run(command, env={**os.environ, **names, **dates}, capture_output=True, text=True, check=True)
    return done.stdout.strip()


_PERSON: Final = {"NAME": "Musterau", "EMAIL": "konzept@example.org"}


def pictures(site: Path, target: Path) -> None:
    """Small pictures of two pages of the built site, for README; needs what the browser tests need."""
    from PIL import Image
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 2 * _WIDTH, "height": 2 * 480})
        for name, address in _PICTURES.items():
            page.goto((site / "aktuell" / address).as_uri())
            file = target / f"{name}.png"
            page.screenshot(path=file)
            with Image.open(file) as shot:
                small = shot.convert("RGB").resize((_WIDTH, 480), Image.Resampling.LANCZOS).quantize(48)
            small.save(file, optimize=True)
        browser.close()


def main(words: Sequence[str] | None = None) -> int:
    """Build the site; beside a real one only if its town file does not refuse that."""
    parser = argparse.ArgumentParser(prog="python -m tools.demo", description=__doc__, allow_abbrev=False)
    parser.add_argument("--target", type=Path, default=Path("build/demo"), help="Ordner, in dem das Beispiel entsteht")
    parser.add_argument(
        "--beside", type=Path, help="Ordner der Texte, deren Website das Beispiel unter beispiel/ zeigt"
    )
    parser.add_argument("--pictures", type=Path, help="Ordner für zwei kleine Bilder des gebauten Beispiels")
    chosen = parser.parse_args(words)
    if chosen.beside and not town.load(chosen.beside).example:
        sys.stdout.write(f"Ohne Beispiel: 'beispiel' in {chosen.beside / town.FILE} ist false.\n")
        return 0
    try:
        start = demo(chosen.target.absolute())
    except KonzeptError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    if chosen.pictures:
        pictures(start.parent, chosen.pictures)
    sys.stdout.write(f"Die erfundene Stadt Musterau: {start}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
