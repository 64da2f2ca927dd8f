"""A small repository with Ausgaben for tests, and a maker that takes an Ausgabe's pages as they lie in the commit.

Run as a program it publishes once: ``python -m tests.small_editions ROOT``, and says ``los`` when it begins.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from konzept.editions.registry import Edition
from konzept.editions.repository import Commit, Repository
from konzept.publish.publishing import publish
from konzept.publish.site_plan import Project
from tests.project import TOWN
from tools.demo import WithoutPackages

PAGE: Final = """<!DOCTYPE html>
<html lang="de">
<head>
<meta charset="utf-8">
<title>{title}</title>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{text}</p>
</main>
</body>
</html>
"""
_GIT: Final = ["git", "-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]


def page(title: str, text: str = "Text.") -> str:
    """A page as an old commit would have built it: it knows nothing of Ausgaben."""
    return PAGE.format(title=title, text=text)


def needs(**docnames: str) -> str:
    """A data file with recommendations by ID, each with its document."""
    names = {ident.replace("_", "-"): docname for ident, docname in docnames.items()}
    found = {
        ident: {"id": ident, "type": "empfehlung", "title": "Mehr Kurse", "docname": docname}
        for ident, docname in names.items()
    }
    return json.dumps({"versions": {"": {"needs": found}}})


@dataclass(frozen=True, slots=True)
class FakeMaker(WithoutPackages):
    """Takes the folder ``seiten`` of a commit for its built pages; counts what it made in ``made``."""

    made: list[str]

    def make(self, edition: Edition, commit: Commit, target: Path) -> None:
        """Copy the pages."""
        self.made.append(edition.name)
        source = target.with_name(f"{target.name}.quelle")
        source.mkdir()
        self.repository.export(commit, source)
        (source / "seiten").rename(target)


class Town:
    """A repository of an invented town in ``root``; the site is beside it."""

    def __init__(self, root: Path) -> None:
        """Use the repository, or make it."""
        self.root = root
        if not (root / ".git").exists():
            (root / "docs").mkdir(parents=True)
            self.git("init", "-q", "-b", "main")
            (root / "docs" / "kommune.toml").write_text(TOWN, "utf-8")
            (root / "docs" / "ausgaben.toml").write_text("", "utf-8")
        self.project = Project(root, root / "docs", root.parent / "site")
        self.site = self.project.target
        self.maker = FakeMaker(Repository(root), root.parent / "umgebungen", [])

    def git(self, *arguments: str) -> str:
        """Run git in the repository."""
        done = subprocess.run([*_GIT, "-C", str(self.root), *arguments], capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def edition(self, name: str, pages: Mapping[str, str | bytes], day: str = "2026-01-01") -> str:
        """Commit these pages (in place of all others), tag the commit and register it. Returns the commit."""
        folder = self.root / "seiten"
        if folder.exists():
            self.git("rm", "-rqf", "--ignore-unmatch", "seiten")
        for file, text in pages.items():
            path = folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        self.git("add", "-A")
        self.git("commit", "-qm", name)
        self.git("tag", "-a", f"v-{name}", "-m", name)
        registry = self.root / "docs" / "ausgaben.toml"
        entry = f'[[ausgabe]]\nname = "{name}"\nref = "v-{name}"\ntitel = "Ausgabe {name}"\n'
        entry += f'datum = {day}\nanlass = "Anlass von {name}"\n\n'
        registry.write_text(registry.read_text("utf-8") + entry, "utf-8")
        return self.git("rev-parse", "HEAD")

    def publish(self, **options: object) -> bool:
        """Publish with the quick maker."""
        return publish(self.project, self.maker, **options).changed  # type: ignore[arg-type]

    def files(self, folder: str = "") -> dict[str, bytes]:
        """Every file of the site, or of a folder of it, without packed copies."""
        top = self.site / folder
        paths = (path for path in sorted(top.rglob("*")) if path.is_file() and path.suffix != ".gz")
        return {path.relative_to(top).as_posix(): path.read_bytes() for path in paths}

    def text(self, file: str) -> str:
        """A page of the site."""
        return (self.site / file).read_text("utf-8")


if __name__ == "__main__":
    _town = Town(Path(sys.argv[1]))
    sys.stdout.write("los\n")
    sys.stdout.flush()
    _town.publish()
