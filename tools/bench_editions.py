"""How long publishing takes beside sphinx-polyversion on the same repository: part of ``make bench``.

A repository with a tag for each Ausgabe is published by both in the same run: the first time, again with
nothing new, and with one tag more. Environments are there before: sphinx-polyversion uses the running one,
which is its best case. The machines are shared: read the ratios. The last figure says how much room all Ausgaben take
on the disk, as a multiple of the newest one.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from konzept.publish import environment
from tests.project import ROOT, TOWN
from tools.bench import OURS, generate

COUNT: Final = 14
PUBLISH: Final = """
import sys
from pathlib import Path
import konzept.cli
from konzept.editions.repository import Repository
from konzept.publish.making import Maker
from konzept.publish.publishing import publish
from konzept.publish.site_plan import Project
root, environments = map(Path, sys.argv[1:])
publish(Project(root, root / "docs", root.parent / "site"), Maker(Repository(root), environments))
"""
POLYVERSION: Final = """
from pathlib import Path
from sphinx_polyversion import DefaultDriver
from sphinx_polyversion.environment import Environment
from sphinx_polyversion.git import Git
from sphinx_polyversion.sphinx import SphinxBuilder
here = Path(__file__).parent
builder = SphinxBuilder(Path("docs"), args=["-c", ".", "-q"])
DefaultDriver(
    here, here.parent / "poly", vcs=Git(branch_regex="$^", tag_regex="v.*"), builder=builder, env=Environment.factory()
).run()
"""


@dataclass(frozen=True, slots=True)
class Seconds:
    """What a run takes, on the clock and of the processors."""

    clock: float
    processor: float

    def __str__(self) -> str:
        return f"{self.clock:6.1f} / {self.processor:5.1f}"


@dataclass(frozen=True, slots=True)
class Times:
    """The first run, a run with nothing new, and a run with one Ausgabe more; the room of all as a multiple of one."""

    first: Seconds
    again: Seconds
    more: Seconds
    room: float


def repository(root: Path, count: int) -> None:
    """Write the project with a generated concept, and a tagged commit for each Ausgabe."""
    generate(root / "docs", COUNT, OURS)
    (root / "docs" / "kommune.toml").write_text(TOWN, "utf-8")
    listed = subprocess.run(
        ["git", "ls-files", "konzept", "conf.py", environment.LOCK], cwd=ROOT, stdout=subprocess.PIPE
    )
    for name in listed.stdout.decode().split():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes((ROOT / name).read_bytes())
    (root / "poly.py").write_text(POLYVERSION, "utf-8")
    git(root, "init", "-q", "-b", "main")
    for number in range(count):
        tag(root, number)


def tag(root: Path, number: int) -> None:
    """One Ausgabe more."""
    (root / "docs" / "quellen.md").open("a", encoding="utf-8").write(f"\nStand {number}.\n")
    git(root, "add", "-A")
    git(root, "commit", "-qm", f"Stand {number}")
    git(root, "tag", f"v{number:02}")
    with (root / "docs" / "ausgaben.toml").open("a", encoding="utf-8") as registry:
        registry.write(f'[[ausgabe]]\nname = "v{number:02}"\nref = "v{number:02}"\ntitel = "Stand {number}"\n')
        registry.write('datum = 2026-01-31\nanlass = "Messung"\n\n')


def git(root: Path, *words: str) -> None:
    """Run git."""
    name = ["-c", "user.name=Messung", "-c", "user.email=messung@example.org"]
    subprocess.run(["git", "-C", str(root), *name, *words], check=True, capture_output=True)


def ours(root: Path) -> None:
    """Publish as ``make site`` does, in a process of its own, with the environments of this project."""
    command = [sys.executable, "-c", PUBLISH, str(root), str(ROOT / "build" / "umgebungen")]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


def theirs(root: Path) -> None:
    """Build all tags with sphinx-polyversion, each with the program that lies beside its texts."""
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    command = [sys.executable, "poly.py"]
    words = {**os.environ, "PATH": path, "PYTHONPATH": "."}
    subprocess.run(command, cwd=root, check=True, capture_output=True, env=words)


def measure(count: int, run: Callable[[Path], None], where: str) -> Times:
    """All three runs on a fresh repository; ``where`` is the folder beside it in which the Ausgaben are."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "repo")
        repository(root, count)
        first, again = seconds(run, root), seconds(run, root)
        room = (space(root.parent) - space(root)) / space(root.parent / where / f"v{count - 1:02}")
        tag(root, count)
        return Times(first, again, seconds(run, root), room)


def space(folder: Path) -> int:
    """The bytes of all published files; one that has several names counts once."""
    paths = (Path(above, name) for above, _, names in os.walk(folder.resolve()) for name in names)
    known = {
        (state.st_dev, state.st_ino): state.st_size for path in paths if (state := path.stat(follow_symlinks=False))
    }
    return sum(known.values())


def seconds(run: Callable[[Path], None], root: Path) -> Seconds:
    """How long a run takes."""
    begin, used = time.monotonic(), processor()
    run(root)
    return Seconds(time.monotonic() - begin, processor() - used)


def processor() -> float:
    """The seconds of the processors that all runs took so far."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def rows(counts: list[int]) -> Iterator[str]:
    """Two lines of the table for each number of Ausgaben."""
    for count in counts:
        for name, run, where in (("konzept", ours, "site"), ("sphinx-polyversion", theirs, "poly")):
            times = measure(count, run, where)
            yield f"{count:8} | {name:18} | {times.first} | {times.again} | {times.more} | {times.room:5.2f}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", type=int, nargs="*", default=[1, 5, 20])
    words = parser.parse_args()
    environment.prepare(ROOT / "build" / "umgebungen", (ROOT / environment.LOCK).read_bytes())
    head = "Ausgaben | tool               | first          | again          | one more        | room"
    print(f"{head}  (s clock / s processors, {COUNT} recommendations)")  # noqa: T201
    for line in rows(words.counts):
        print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
