"""Mutated documents through reader and rules, and through whole builds: ``make fuzz``.

Whatever stands in a document, there may be findings or a right result, but never an
exception and never a hang. A document that breaks this is written to ``build/fuzz/``.
"""

from __future__ import annotations

import argparse
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from types import FrameType
from typing import Final

from konzept import town
from konzept.examine import examine, local_findings, read_document, read_file
from tests.project import BASE, ROOT, TODAY, cases, recommendation, sphinx, write

MUSTERAU: Final = ROOT / "tests" / "musterau"
NASTY: Final = (
    ":::",
    "::::",
    "```",
    "~~~",
    ":::{empfehlung} X",
    ":::{quelle} X",
    "```{include} ../x",
    ":id: SPR-01",
    ":id:",
    ":status: offen",
    ":datum: 2025-13-40",
    ":datum: 0000",
    ":filter: x(",
    "---",
    "***",
    "# ",
    "###### tief",
    "<b>",
    "<!--",
    "-->",
    "{need}`",
    "{need}`X`",
    "[a](b.md)",
    "[a](javascript:x)",
    "![",
    "[^1]",
    "[^1]: x",
    "(x)=",
    "+++",
    "% x",
    "| a | b |",
    "|---|---|",
    "> ",
    "- ",
    "1. ",
    "\t",
    "\x00",
    "\ufeff",
    "\u202e",
    "\r",
    "ä",
    "a\u0308",
    "\U0001f600",
    "\\",
    "`",
    '"',
    "'",
    " #",
    "[[copy('x')]]",
    "<<x>>",
    "{{ x }}",
    "$x$",
    ":wert: 1e999",
    ":wert: ٣",
    ":betrifft: ,",
    ":quelle: Q-A, Q-A",
    "&#x0;",
    "&amp;",
    "http://[",
    "x" * 5000,
    "(" * 300,
    "*" * 300,
    "> " * 200,
)
SECONDS_A_DOCUMENT: Final = 20


class Hang(Exception):  # noqa: N818 (a hang is what it is)
    """A document took far too long."""


def documents() -> list[str]:
    """What is mutated: Musterau and every file of the cases."""
    found = [path.read_text("utf-8") for path in sorted(MUSTERAU.rglob("*.md"))]
    return found + [
        text for name in ("rules", "shape", "attacks") for case in cases(name) for text in case.files.values()
    ]


def mutated(random: Random, corpus: list[str]) -> str:
    """A document with one to six changes."""
    lines = random.choice(corpus).split("\n")
    for _ in range(random.randint(1, 6)):
        place = random.randrange(len(lines) + 1)
        match random.randrange(7):
            case 0:
                lines[place : place + random.randint(1, 4)] = []
            case 1:
                lines.insert(place, random.choice(NASTY))
            case 2:
                lines[place:place] = lines[place : place + 5]
            case 3:
                other = random.choice(corpus).split("\n")
                start = random.randrange(len(other))
                lines[place:place] = other[start : start + random.randint(1, 12)]
            case 4:
                lines = lines[:place]
            case _ if lines:
                place = min(place, len(lines) - 1)
                cut = random.randrange(len(lines[place]) + 1)
                lines[place] = lines[place][:cut] + random.choice(NASTY) + lines[place][cut + random.randrange(3) :]
        lines = lines or [""]
    return "\n".join(lines)


def read_many(count: int, seed: int) -> Iterator[str]:
    """Examine mutated documents among the others of Musterau; yields each that breaks."""
    random, corpus = Random(seed), documents()
    settings = town.load(MUSTERAU)
    others = [read_file(path, MUSTERAU) for path in sorted(MUSTERAU.rglob("*.md"))]
    for _ in range(count):
        text = mutated(random, corpus)
        number = random.randrange(len(others))
        try:
            with_alarm()
            reading = read_document(text, "handlungsfelder/sprache-und-bildung/SPR-01.md", MUSTERAU)
            local_findings(reading)
            examine([*others[:number], reading, *others[number + 1 :]], settings, TODAY)
        except Exception:
            yield text
        finally:
            signal.alarm(0)


def build_many(count: int, seed: int) -> Iterator[str]:
    """Build small towns with a mutated document; yields each that breaks."""
    random, corpus = Random(seed), documents()
    for _ in range(count):
        text = mutated(random, corpus)
        with tempfile.TemporaryDirectory() as folder:
            docs = write(Path(folder) / "docs", {**BASE, "SPR-02.md": recommendation("SPR-02")})
            (docs / "SPR-01.md").write_bytes(text.encode("utf-8", "surrogatepass"))
            try:
                with_alarm()
                sphinx(docs, Path(folder) / "out")
            except Exception:
                yield text
            finally:
                signal.alarm(0)


def with_alarm() -> None:
    """Raise :class:`Hang` when a document takes too long."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise Hang

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(SECONDS_A_DOCUMENT)


def main() -> int:
    """Run until the counts or the seconds are used up; the seed is the day's, or as given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--builds", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=900)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    words = parser.parse_args()
    begin, broken, done = time.monotonic(), 0, {"documents": 0, "builds": 0}
    for kind, run, count, step in (
        ("documents", read_many, words.documents, 500),
        ("builds", build_many, words.builds, 10),
    ):
        for first in range(0, count, step):
            if time.monotonic() - begin > words.seconds:
                break
            for text in run(min(step, count - first), words.seed + first):
                broken += 1
                folder = ROOT / "build" / "fuzz"
                folder.mkdir(parents=True, exist_ok=True)
                (folder / f"{kind}-{broken}.md").write_text(text, "utf-8", errors="surrogatepass")
            done[kind] += min(step, count - first)
    print(f"seed {words.seed}: {done['documents']} documents, {done['builds']} builds, {broken} broken")  # noqa: T201
    return 1 if broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
