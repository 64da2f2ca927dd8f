"""The program as a package: the wheel has all of it, and builds a town from a folder that is not ours."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Final

import pytest
from packaging.requirements import Requirement

from konzept import __version__
from konzept.publish import environment
from konzept.web.hyphens import written
from tests.project import ROOT

MUSTERAU: Final = ROOT / "tests" / "musterau"
REQUIREMENTS: Final = [
    Requirement(line.split(" #")[0])
    for line in (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    if line[0] != "#"
]
# Declared without being imported by us: others look for them.
ASKED_FOR_BY_OTHERS: Final = {
    "sphinx-design",  # an extension of Sphinx, named in konzept/conf.py
    "myst-parser",
    "tzdata",  # of Python itself, where the system has none
    # fonts, found by fontpkg or by the place of their files
    "fontpkg-amiri",
    "fontpkg-source-sans-3",
    "manimgx-fonts",
    "manimgx-fonts-cjk",
    "cssselect",  # lxml.cssselect
}


def run(command: list[str], folder: Path, **more: str) -> str:
    """Run a command that must succeed, without our folder on any path; its output."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "TMPDIR")}
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env={**kept, **more})
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy, so that nothing is left in our folder; with the setuptools that is here."""
    source, target = tmp_path_factory.mktemp("quelle"), tmp_path_factory.mktemp("wheel")
    shutil.copytree(ROOT / "konzept", source / "konzept", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "requirements.txt", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source / name)
    options = ["--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(target)]
    command = [sys.executable, "-m", "pip", "wheel", *options, str(source)]
    run(command, source, PYTHONPATH=os.environ.get("PYTHONPATH", ""))
    (made,) = target.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an empty environment into which only the wheel was installed.

    The packages that it needs are lent from the environment of the tests by a ``.pth`` file: so the test needs no
    network, and they are those of the lock file.
    """
    folder = tmp_path_factory.mktemp("umgebung") / "venv"
    lend(folder)
    found = folder / "bin" / "python"
    run([str(found), "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", str(wheel)], folder)
    return found


def lend(folder: Path) -> Path:
    """Make an environment that sees our packages; the folder of its own ones."""
    venv.create(folder, with_pip=True)
    own = folder / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"
    (own / "geliehen.pth").write_text(f"{sysconfig.get_path('purelib')}\n", "utf-8")
    return own


def test_the_wheel_has_every_file_of_the_package_and_says_what_it_needs(wheel: Path) -> None:
    tracked = subprocess.run(["git", "ls-files", "konzept"], cwd=ROOT, capture_output=True, text=True, check=True)
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
        about = next(name for name in archive.namelist() if name.endswith("/METADATA"))
        text = archive.read(about).decode()
        entry = archive.read(about.replace("METADATA", "entry_points.txt")).decode()
    assert packed == set(tracked.stdout.split())
    assert f"\nVersion: {__version__}\n" in text
    needed = {Requirement(line) for line in re.findall(r"^Requires-Dist: (.*)$", text, re.MULTILINE)}
    assert needed == set(REQUIREMENTS)
    assert entry.split() == ["[console_scripts]", "konzept", "=", "konzept.cli:main"]


def test_the_installed_program_builds_a_town_from_another_folder(python: Path, tmp_path: Path) -> None:
    shutil.copytree(MUSTERAU, tmp_path / "docs")
    shutil.copy(ROOT / "conf.py", tmp_path / "conf.py")
    where = run([str(python), "-c", "import konzept; print(konzept.__file__)"], tmp_path)
    assert where.startswith(str(python.parent.parent))
    konzept = str(python.with_name("konzept"))
    day = ["--as-of", "2026-11-22"]
    run([konzept, "check", "docs", *day], tmp_path)
    run([konzept, "build", "docs", "build/html", *day], tmp_path)
    run([konzept, "pdf", "docs", "build/pdf", *day], tmp_path)
    assert (tmp_path / "build/html/SPR-01/index.html").exists()
    assert (tmp_path / "build/html/_static/konzept.css").exists()
    assert {"konzept.pdf", "top-2.pdf"} <= {path.name for path in (tmp_path / "build/pdf").iterdir()}
    plain = ["-m", "sphinx", "-q", "-c", ".", "docs", "plain", "-D", "konzept_as_of=2026-11-22"]
    run([str(python), *plain], tmp_path)
    page = "handlungsfelder/sprache-und-bildung/SPR-01.html"
    assert (tmp_path / "plain" / page).read_bytes() == (tmp_path / "build/html" / page).read_bytes()
    run([konzept, "clean"], tmp_path)
    assert [path for path in (tmp_path / "build").rglob("*") if path.is_file()] == []


def test_the_installed_program_publishes_a_town_from_its_own_repository(
    python: Path, wheel: Path, tmp_path: Path
) -> None:
    """A town's repository is its texts and a lock file; the environment of its Ausgabe is made ready beforehand."""
    root = tmp_path / "stadt"
    shutil.copytree(MUSTERAU, root / "docs")
    settings = root / "docs/kommune.toml"  # Pyodide is no package that the program needs
    settings.write_text(settings.read_text("utf-8").replace("redaktion_im_browser = true", ""), "utf-8")
    (root / "docs/chronik.json").unlink()
    shutil.copy(ROOT / "conf.py", root / "conf.py")
    pins = f"konzept=={__version__}\n".encode()
    (root / environment.LOCK).write_bytes(pins)
    (root / ".gitignore").write_text("/build/\n", "utf-8")
    registry = '[[ausgabe]]\nname = "2026-11"\nref = "v1"\ntitel = "Erste"\ndatum = 2026-11-22\nanlass = "Beginn"\n'
    (root / "docs/ausgaben.toml").write_text(registry, "utf-8")
    git = ["git", "-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    when = {"GIT_AUTHOR_DATE": "2026-11-22T12:00:00Z", "GIT_COMMITTER_DATE": "2026-11-22T12:00:00Z"}
    for words in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-qm", "Stand"], ["tag", "v1"]):
        run([*git, *words], root, **when)
    place = root / "build/umgebungen" / environment.key(pins)
    lend(place)
    run([str(place / "bin/python"), "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", str(wheel)], root)
    (place / "fertig").touch()
    run([str(python.with_name("konzept")), "publish", "--plain", "public"], root)
    assert (root / "public/aktuell/SPR-01/index.html").exists()
    assert (root / "public/2026-11/pdf/konzept.pdf").exists()
    assert "SPR-01" in written(root / "public/404.html")
    run([str(python.with_name("konzept")), "verify", "public"], root)


def _imported() -> Iterator[tuple[str, str]]:
    """What each module of the package imports: the first name, and the file."""
    for path in sorted((ROOT / "konzept").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and not node.level:
                yield str(node.module), path.relative_to(ROOT).as_posix()
            elif isinstance(node, ast.Import):
                yield from ((alias.name, path.relative_to(ROOT).as_posix()) for alias in node.names)


def test_what_is_imported_is_declared_and_what_is_declared_is_used() -> None:
    packages = metadata.packages_distributions()
    declared = {requirement.name.lower() for requirement in REQUIREMENTS}
    used: dict[str, str] = {}
    for module, file in _imported():
        first = module.split(".")[0]
        if first not in sys.stdlib_module_names and first != "konzept":
            names = {name.lower().replace("_", "-") for name in packages.get(first, [first])}
            used.setdefault(next(iter(names & declared), min(names)), file)
    assert {name: file for name, file in used.items() if name not in declared} == {}
    assert declared - set(used) <= ASKED_FOR_BY_OTHERS
