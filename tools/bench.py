"""How long builds take beside a floor and beside stock sphinx-needs: ``make bench``.

For generated concepts it prints seconds of the processor (one process each, so that other work on a shared machine
counts little), peak memory and one edit, side by side from the same run, and the ratios, as the table of
``ARCHITECTURE.md``; then what checking one state, comparing two and a report of one cost. All build in turns, and the
quickest counts. The floor is what Sphinx takes anyway: as many pages, on each the same recommendation as a need, in
the theme ``basic``, without views. Only what two processes gain is measured on the clock: that needs a machine which
does nothing else.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Final

from tests.project import BASE, BLOCKS, ROOT, TODAY
from tools.bench_picture import picture

CONF: Final = """
import sys
sys.path.insert(0, {root!r})
from konzept.needs import ID_REGEX, need_types
extensions = ["myst_parser", "sphinx_design", "sphinx_needs"]
language = "de"
source_suffix = {{".md": "markdown"}}
myst_enable_extensions = ["colon_fence", "deflist"]
suppress_warnings = ["myst.header", "toc.no_title"]
needs_types = need_types()
needs_id_required = True
needs_id_regex = ID_REGEX
needs_build_json = True
html_theme = {theme!r}
"""
OURS, STOCK, FLOOR = "ours", "stock", "floor"
MOST_OF_STOCK: Final = 1000  # it grows with the square
THEMES: Final = {STOCK: "alabaster", FLOOR: "basic"}
FIELDS: Final = 7
TURNS: Final = 2
MOST_REPORTED: Final = 500  # a report of more is longer than a text may be
EDIT: Final = (":status: offen", ":status: in-umsetzung")  # of the recommendation, and of its Sachstand
LISTS: Final = {
    OURS: ":::{ansicht} empfehlungen\n:::\n",
    STOCK: ":::{needtable} Alle\n:types: empfehlung\n:columns: id; title; status\n:sort: id\n:style: table\n:::\n",
    FLOOR: "",
}


@dataclass(frozen=True, slots=True)
class Run:
    """Processor seconds of a fresh build, of one edited status and of a build of nothing new; peak memory in MiB.

    ``two`` is how long a fresh build with two processes takes on the clock, as a share of one with one.
    """

    fresh: float
    edit: float
    idle: float
    memory: float
    two: float


SAVED: Final = """
import sys, time
from datetime import date
from pathlib import Path
import konzept.cli
from konzept.examine import examine_folder, reading_cache

folder, day, readings, took = Path(sys.argv[1]), date.fromisoformat(sys.argv[2]), {}, []
file = min((folder / "f0").glob("*-*.md"))
for number in range(4):
    file.write_text(file.read_text("utf-8").replace("verbinden", f"verbinden{number}", 1), "utf-8")
    begin = time.process_time()
    with reading_cache.known(readings):
        examine_folder(folder, day)
    took.append(time.process_time() - begin)
print(min(took[1:]))
"""
HEAD: Final = (
    "| recommendations | floor | ours | each | ours / floor | stock | stock / ours | one edit: floor | ours | stock"
    " | nothing new | memory: floor | ours | stock | two processes |\n" + "|---" * 15 + "|"
)
SHOWN: Final[tuple[tuple[str, str, Callable[[Run], float]], ...]] = (
    ("stock, fresh", STOCK, attrgetter("fresh")),
    ("ours, fresh", OURS, attrgetter("fresh")),
    ("floor, fresh", FLOOR, attrgetter("fresh")),
    ("ours, one edit", OURS, attrgetter("edit")),
    ("floor, one edit", FLOOR, attrgetter("edit")),
    ("ours, nothing new", OURS, attrgetter("idle")),
)


def generate(folder: Path, count: int, kind: str) -> Path:
    """A concept of ``count`` recommendations, each with a Sachstand, in files of their own.

    The pages are the same for both sides, but our views draw lists where stock has its tables. The floor has neither
    lists nor Sachstände. Contents are hidden, as on the pages of the town.
    """
    pages = {name: text for name, text in BASE.items() if name not in ("HF-SPR.md", "index.md")}
    pages["index.md"] = (
        "# Start\n\n:::{toctree}\n:hidden:\n\nquellen\nuebersicht\n"
        + "".join(f"f{number}/index\n" for number in range(FIELDS))
        + ":::\n"
    )
    pages["uebersicht.md"] = "# Alle\n\n" + LISTS[kind]
    for number in range(FIELDS):
        code = f"F{chr(65 + number)}X"
        pages[f"f{number}/index.md"] = (
            f":::{{handlungsfeld}} Feld {number}\n:id: HF-{code}\n:top2: offen\n:::\n\n"
            ":::{toctree}\n:hidden:\n:glob:\n\n*-*\n:::\n"
        )
    for number in range(count):
        code = f"F{chr(65 + number % FIELDS)}X"
        name = f"{code}-{number // FIELDS + 1:02}"
        text = recommendation(name, code)
        pages[f"f{number % FIELDS}/{name}.md"] = text.partition(":::{sachstand}")[0] if kind == FLOOR else text
    for file, text in pages.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def recommendation(name: str, code: str) -> str:
    """A recommendation of ordinary length, with its Sachstand."""
    words = "Der Runde Tisch empfiehlt, Kinderbetreuung und Sprachförderung zu verbinden. " * 12
    text = BLOCKS.replace("Text der Quelle.", words).replace("Text der Redaktion.", words)
    return (
        f":::{{empfehlung}} Empfehlung {name} zur Sprachförderung\n:id: {name}\n:status: offen\n:priority: weitere\n"
        f":handlungsfeld: HF-{code}\n:zuordnung: quelle\n:genannt_in: Q-ZB\n\n{text}\n:::\n\n"
        f":::{{sachstand}} Noch nicht begonnen\n:id: {name}-S1\n:datum: 2025-02-01\n:status: offen\n"
        f":nach_angabe_von: Verwaltung\n:betrifft: {name}\n:quelle: Q-PRESSE\n\n{words}\n:::\n"
    )


class Side:
    """One of the programs, with a generated concept in a folder of its own."""

    def __init__(self, folder: Path, count: int, kind: str) -> None:
        """Write the concept."""
        self._folder, self._out = folder, folder / "out"
        self.docs = generate(folder / "docs", count, kind)
        self._edited = sorted((self.docs / "f0").glob("*-*.md"))
        conf = ROOT if kind == OURS else folder
        if kind != OURS:
            (folder / "conf.py").write_text(CONF.format(root=str(ROOT), theme=THEMES[kind]), "utf-8")
        self._begin = [sys.executable, "-m", "sphinx", "-q", "-c", str(conf), str(self.docs)]
        self._settings = ["-D", f"konzept_as_of={TODAY}"] if kind == OURS else []

    def fresh(self) -> tuple[float, float]:
        """Processor seconds and MiB of a build into an empty folder."""
        shutil.rmtree(self._out, ignore_errors=True)
        return cost([*self._begin, str(self._out), *self._settings])

    def edit(self) -> float:
        """Processor seconds of a build after the status of one recommendation was edited, each time of another."""
        edited = self._edited.pop(0)
        edited.write_text(edited.read_text("utf-8").replace(*EDIT), "utf-8")
        return cost([*self._begin, str(self._out), *self._settings])[0]

    def idle(self) -> float:
        """Processor seconds of a build when nothing is new: as authors call it, it is known before Sphinx is loaded."""
        target = str(self._folder / "html")
        command = [sys.executable, "-m", "konzept", "build", str(self.docs), target, "--as-of", str(TODAY)]
        return min([cost(command, XDG_CACHE_HOME=str(self._folder))[0] for _ in range(3)][1:])

    def on_the_clock(self, processes: int) -> float:
        """How long a fresh build with so many processes takes."""
        start = time.perf_counter()
        cost([*self._begin, str(self._folder / f"{processes}"), *self._settings, "-E", "-j", str(processes)])
        return time.perf_counter() - start


def measure(folder: Path, count: int, kinds: list[str]) -> dict[str, Run]:
    """Builds of all programs in turns, since machines waver: the quickest of each counts."""
    sides = {kind: Side(folder / kind, count, kind) for kind in kinds}
    turns = range(TURNS if count <= MOST_OF_STOCK else 1)
    fresh = [{kind: side.fresh() for kind, side in sides.items()} for _ in turns]
    edits = [{kind: side.edit() for kind, side in sides.items()} for _ in turns]
    clock = [[sides[OURS].on_the_clock(processes) for processes in (2, 1)] for _ in turns]
    two, one = (min(took[which] for took in clock) for which in (0, 1))
    idle = sides[OURS].idle()
    return {
        kind: Run(
            fresh=min(turn[kind][0] for turn in fresh),
            edit=min(turn[kind] for turn in edits),
            idle=idle if kind == OURS else 0.0,
            memory=max(turn[kind][1] for turn in fresh),
            two=two / one if kind == OURS else 0.0,
        )
        for kind in kinds
    }


def cost(command: list[str], **variables: str) -> tuple[float, float]:
    """The processor seconds that a command takes, and its peak memory in MiB.

    :raises subprocess.CalledProcessError: if it fails.
    """
    compiled = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT, env=compiled | variables
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def rows(counts: list[int], kinds: list[str], found: dict[int, dict[str, Run]]) -> Iterator[str]:
    """A line of the table for each size, when all programs are compiled; what was measured is put into ``found``."""
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), FIELDS * (TURNS + 1), kinds)
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            chosen = kinds if count <= MOST_OF_STOCK else [FLOOR, OURS]
            runs = found[count] = measure(Path(folder), count, chosen)
        yield row(count, runs)


def row(count: int, runs: dict[str, Run]) -> str:
    """A line of the table."""
    mine, floor, stock = runs[OURS], runs[FLOOR], runs.get(STOCK)
    cells = (
        f"{count:,}",
        f"{floor.fresh:.1f} s",
        f"{mine.fresh:.1f} s",
        f"{mine.fresh / count * 1000:.1f} ms",
        f"{mine.fresh / floor.fresh:.2f}",
        f"{stock.fresh:.1f} s" if stock else "–",
        f"{stock.fresh / mine.fresh:.1f}" if stock else "–",
        *(f"{run.edit:.2f} s" if run else "–" for run in (floor, mine, stock)),
        f"{mine.idle:.2f} s",
        *(f"{run.memory:,.0f} MiB" if run else "–" for run in (floor, mine, stock)),
        f"{mine.two:.2f}",
    )
    return f"| {' | '.join(cells)} |"


def drawn(found: dict[int, dict[str, Run]]) -> str:
    """The picture of what was measured."""
    lines = {
        name: points
        for name, kind, get in SHOWN
        if (points := [(count, get(runs[kind])) for count, runs in found.items() if kind in runs])
    }
    return picture("Seconds of the processor for a build of the website", lines)


def saved(folder: Path) -> float:
    """The processor seconds that ``check --watch`` takes for a text that was saved: the least of three."""
    command = [sys.executable, "-c", SAVED, str(folder), TODAY.isoformat()]
    return float(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


def change_rows(counts: list[int]) -> Iterator[str]:
    """A line for each size: checking a folder, comparing two in which every Sachstand differs, a report of one, a save.

    A save is one text that was saved while ``check --watch`` runs.
    """
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            old, new = (generate(Path(folder) / side, count, OURS) for side in ("old", "new"))
            for path in new.glob("f*/*-*.md"):
                path.write_text(path.read_text("utf-8").replace("Noch nicht begonnen", "Noch immer nichts"), "utf-8")
            konzept = [sys.executable, "-m", "konzept"]
            checked = cost([*konzept, "check", str(new), "--as-of", TODAY.isoformat()])
            days = ["--from", "2024-12-31", "--to", TODAY.isoformat(), "--target", "-"]
            save = saved(new)
            compared = cost([*konzept, "compare", str(old), str(new)])
            reported = cost([*konzept, "report", "--texts", str(new), *days]) if count <= MOST_REPORTED else None
        line = f"{count:6}"
        for found in (checked, compared, reported):
            seconds, memory = found or (0.0, 0.0)
            line += f" | {seconds:7.1f} s | {seconds / count * 1000:5.1f} ms | {memory:5.0f} MiB" if found else " | –"
        line += f" | {save:6.2f} s"
        yield line


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", type=int, nargs="*", default=[100, 1000, 3000, 10000])
    parser.add_argument("--without-stock", action="store_true")
    parser.add_argument("--changes", type=int, nargs="*", default=[500, 10000], help="sizes to compare and report")
    parser.add_argument("--picture", type=Path, default=ROOT / "build" / "bauzeiten.svg", help="where to draw it")
    words = parser.parse_args()
    kinds = [FLOOR, OURS, *([] if words.without_stock else [STOCK])]
    print(HEAD)  # noqa: T201
    found: dict[int, dict[str, Run]] = {}
    for line in rows(words.counts, kinds, found):
        print(line, flush=True)  # noqa: T201
    if len(found) > 1:
        words.picture.parent.mkdir(parents=True, exist_ok=True)
        words.picture.write_text(drawn(found), "utf-8")
    if not words.changes:
        return
    head = "\nnumber" + " | {:9} | each     | peak memory" * 3 + " | saved"
    print(head.format("check", "compare", "report"))  # noqa: T201
    for line in change_rows(words.changes):
        print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
