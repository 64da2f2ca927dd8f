"""After any edits an incremental build equals a fresh one, and writes only what depends on them."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PIL import Image

from konzept.pages import session_paper
from konzept.paper.view import head
from tests.project import ROOT, TODAY, sphinx, write

MUSTERAU = ROOT / "tests" / "musterau"
ALWAYS = re.compile(r"search\.html|[A-Z]{3}-\w+/index\.html")  # pages that Sphinx adds to each build
IGNORED = (".buildinfo", ".buildinfo.bak")


def files(folder: Path) -> list[Path]:
    """The Markdown files of a folder, in order."""
    return sorted(folder.rglob("*.md"))


def one(folder: Path, random: Random, pattern: str = r"[A-Z]{3}-\w+\.md") -> Path:
    """A file whose name fits, or any if none is left."""
    fitting = [path for path in files(folder) if re.fullmatch(pattern, path.name)]
    return random.choice(fitting or files(folder))


def replaced(path: Path, pattern: str, by: str) -> None:
    """Replace the first place that fits."""
    path.write_text(re.sub(pattern, by, path.read_text("utf-8"), count=1, flags=re.MULTILINE), "utf-8")


def title(folder: Path, random: Random) -> None:
    replaced(one(folder, random), r"^(:+\{\w+\}) .*$", rf"\1 Neuer Titel {random.randrange(1000)}")


def status(folder: Path, random: Random) -> None:
    replaced(one(folder, random), r"^:status: .*$", f":status: {random.choice(['offen', 'unbekannt', 'realisiert'])}")


def priority(folder: Path, random: Random) -> None:
    replaced(one(folder, random), r"^:priority: .*$", f":priority: {random.choice(['top-2', 'weitere'])}")


def source(folder: Path, random: Random) -> None:
    replaced(one(folder, random, "quellen.md"), r"^:datum: .*$", f":datum: 20{random.randrange(10, 24)}")


def broken(folder: Path, random: Random) -> None:
    replaced(one(folder, random), r"^:status: .*$", ":status: kaputt")


def mended(folder: Path, random: Random) -> None:
    for path in files(folder):
        replaced(path, r"^:status: kaputt$", ":status: unbekannt")


def text(folder: Path, random: Random) -> None:
    path = random.choice(files(folder))
    path.write_text(path.read_text("utf-8") + f"\nNoch ein Satz {random.randrange(1000)}.\n", "utf-8")


def record(folder: Path, random: Random) -> None:
    path = one(folder, random)
    record = f":::{{entwicklung}} Neues\n:id: {path.stem}-E{random.randrange(50, 99)}\n:datum: 2024\n"
    record += f":betrifft: {path.stem}\n:quelle: {source_id(folder)}\n:::\n"
    path.write_text(path.read_text("utf-8") + "\n" + record, "utf-8")


def source_id(folder: Path) -> str:
    found = re.search(r"^:id: (Q-\S+)$", (folder / "quellen.md").read_text("utf-8"), re.MULTILINE)
    return found[1] if found else "Q-KEINE"


def deleted(folder: Path, random: Random) -> None:
    one(folder, random).unlink()


def renamed(folder: Path, random: Random) -> None:
    path = one(folder, random)
    path.rename(path.with_name(f"{path.stem[:4]}{random.randrange(50, 99)}.md"))


def added(folder: Path, random: Random) -> None:
    name = f"neu{random.randrange(100)}"
    body = f"# Neue Seite {name}\n\n:::{{ansicht}} top-2\n:::\n\n{{need}}`KONZEPT`\n"
    (folder / f"{name}.md").write_text("---\norphan: true\n---\n" + body, "utf-8")


def backdated(folder: Path, random: Random) -> None:
    path = one(folder, random)
    path.write_text(path.read_text("utf-8") + f"\nAus der Sicherung {random.randrange(1000)}.\n", "utf-8")
    os.utime(path, (10**9, 10**9))


def picture(folder: Path, random: Random) -> None:
    number, file = random.randrange(3), folder / f"bild{random.randrange(2)}.png"
    (folder / "bilder.md").write_text(f"---\norphan: true\n---\n# Bilder\n\n![Ein Bild]({file.name})\n", "utf-8")
    Image.new("RGB", (4, 4), (80 * number, 0, 0)).save(file)
    for path in (file, folder / "bilder.md"):
        os.utime(path, (10**9, 10**9))


def body(folder: Path, random: Random) -> None:
    name = random.choice(["Rat", "Land, Träger", "Rat, Verwaltung"])
    replaced(one(folder, random, "(SPR|WOH)-0[1-5].md"), r"^:entscheidet: .*$", f":entscheidet: {name}")


def town_name(folder: Path, random: Random) -> None:
    replaced(folder / "kommune.toml", r"^titel = .*$", f'titel = "Konzept {random.randrange(1000)}"')


EDITS: list[Callable[[Path, Random], None]] = [
    title,
    status,
    priority,
    source,
    broken,
    mended,
    text,
    record,
    deleted,
    renamed,
    added,
    backdated,
    picture,
    body,
    town_name,
]


def built(out: Path) -> dict[str, bytes]:
    """What a build wrote, without what holds timings or is Sphinx' own memory."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and ".doctrees" not in path.parts and path.name not in IGNORED
    }


@contextmanager
def copied() -> Iterator[tuple[Path, Path]]:
    """A copy of Musterau that may be edited, and a place for its site."""
    with tempfile.TemporaryDirectory() as folder:
        docs = Path(folder) / "docs"
        shutil.copytree(MUSTERAU, docs)
        yield docs, Path(folder) / "out"


@pytest.mark.parametrize("parallel", [1, 2])
@settings(
    max_examples=3,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],  # a build takes seconds: a failing example is not made smaller
    suppress_health_check=list(HealthCheck),
)
@given(edits=st.lists(st.tuples(st.sampled_from(EDITS), st.randoms(use_true_random=False)), min_size=2, max_size=5))
def test_incremental_equals_fresh(parallel: int, edits: list[tuple[Callable[[Path, Random], None], Random]]) -> None:
    assert left_after(edits, parallel) == []


def left_after(edits: Iterable[tuple[Callable[[Path, Random], None], Random]], parallel: int = 1) -> list[str]:
    """What differs from a fresh build after a build for each edit."""
    with copied() as (docs, out):
        sphinx(docs, out, parallel=parallel)
        for edit, random in edits:
            edit(docs, random)
            sphinx(docs, out, parallel=parallel)
        fresh = out.with_name("fresh")
        sphinx(docs, fresh)
        return differences(built(out), built(fresh))


def differences(a: dict[str, bytes], b: dict[str, bytes]) -> list[str]:
    """The names of files that are not the same in both."""
    return sorted(name for name in a.keys() | b.keys() if a.get(name) != b.get(name))


@pytest.mark.parametrize("edits", [(backdated,) * 3, (picture,) * 5], ids=["backdated", "picture"])
def test_contents_count_and_not_dates(edits: tuple[Callable[[Path, Random], None], ...]) -> None:
    assert left_after((edit, Random(number)) for number, edit in enumerate(edits)) == []


# Written though it shows the same: a list of sphinx-needs depends on every need, a table of contents on the headings
# of its pages, however deep.
UNCHANGED = frozenset(
    ("gremien.html", "nachverfolgung.html", "quellen.html", "index.html", "handlungsfelder/index.html")
)


@pytest.mark.parametrize("edit", [title, status, text, record], ids=lambda edit: edit.__name__)
def test_an_edit_writes_only_the_pages_that_depend_on_it(edit: Callable[[Path, Random], None]) -> None:
    with copied() as (docs, out):
        sphinx(docs, out)
        before = built(out)
        times = {path: path.stat().st_mtime_ns for path in out.rglob("*.html")}
        edit(docs, Random(4))
        sphinx(docs, out)
        after = built(out)
        touched = (p for p in out.rglob("*.html") if p.stat().st_mtime_ns != times.get(p))
        written = {name for p in touched if not ALWAYS.fullmatch(name := p.relative_to(out).as_posix())}
        changed = {name for name in differences(before, after) if name.endswith(".html")}
        assert {name for name in changed if not ALWAYS.fullmatch(name)} <= written
        assert written - changed <= UNCHANGED
        assert len(written) < len([name for name in after if name.endswith(".html")]) / 2


def test_a_table_of_contents_is_written_again_if_it_shows_something_else(tmp_path: Path) -> None:
    """However many tables lie between; Sphinx looks one level up, and there at every edit."""
    above = "# {}\n\n:::{{toctree}}\n\n{}\n:::\n"
    texts = {"index.md": above.format("Start", "a\nquellen\nHF-SPR"), "a.md": above.format("A", "b")}
    texts |= {"b.md": above.format("B", "c"), "c.md": "# C\n\nEins.\n"}
    docs, out = write(tmp_path / "docs", texts), tmp_path / "out"

    def written(text: str) -> set[str]:
        (docs / "c.md").write_text(text, "utf-8")
        times = {path: path.stat().st_mtime_ns for path in out.rglob("*.html")}
        sphinx(docs, out)
        sphinx(docs, out.with_name("fresh"))
        assert differences(built(out), built(out.with_name("fresh"))) == []
        return {path.stem for path in times if path.stat().st_mtime_ns != times[path]} - {"search", "konzept"}

    sphinx(docs, out)
    assert written("# C\n\nZwei.\n") == {"c"}
    assert written("# C\n\nZwei.\n\n## Neu\n") == {"index", "a", "b", "c"}


def test_a_paper_with_annexes_is_read_again_on_another_day_only(monkeypatch: pytest.MonkeyPatch) -> None:
    with copied() as (docs, out):
        sphinx(docs, out)
        drawn: list[str] = []
        monkeypatch.setattr(session_paper, "head", lambda paper: drawn.append(paper.name) or head(paper))
        sphinx(docs, out)
        assert drawn == []
        tomorrow = TODAY + timedelta(days=1)
        sphinx(docs, out, today=tomorrow)
        assert drawn == ["foerderung-2027"]
        assert f"{tomorrow:%y%m%d}_Top-2" in (out / "vorlagen/foerderung-2027.html").read_text("utf-8")
