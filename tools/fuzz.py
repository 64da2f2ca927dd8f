"""Documents from the grammar, and real ones with edits, through the examination and full builds: ``make fuzz``.

Whatever stands in a document, there are findings or a right result, never an exception and never a hang. What passes
the examination builds without a word, opens and runs nothing else, and shows every word once, in its place and order.
What the examination refuses, the build refuses in German. A document that breaks this is written to ``build/fuzz/``,
as short as it still does so.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import re
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any, Final

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from lxml import html
from PIL import Image

from konzept import town, website
from konzept.examine import examine
from konzept.examine.one_text import read_document, read_file
from konzept.findings import Finding
from konzept.markdown.records import Reading
from konzept.town import Town
from tests.project import BASE, ROOT, TODAY, recommendation, write
from tests.watch import watching
from tools.grammar import Document, documents, dossiers, mutated, words_of

MUSTERAU: Final = ROOT / "tests" / "musterau"
PAGE: Final = "seite.md"
SMALL: Final[Mapping[str, str]] = {
    **BASE,
    "SPR-01.md": recommendation(),
    "glossar.md": "# Glossar\n\n:::{glossary}\nKurs\n  Unterricht.\n:::\n",
    "rest.md": (
        "# Rest\n\n:::{konzept} Konzept\n:id: KONZEPT\n:stand: 2020\n:::\n\n"
        ":::{gremium} Rat\n:id: G-RAT\n:quelle: Q-ZB\n:::\n\n"
        ":::{vorlage} Vorlage\n:id: V-2020-001\n:oeffentlich: ja\n:quelle: Q-ZB\n:::\n\n"
        ":::{beratung} Beratung\n:id: B-2020-05-05-1\n:datum: 2020-05-05\n:gremium: G-RAT\n:gegenstand: bericht\n"
        ":vorlage: V-2020-001\n:betrifft: KONZEPT\n:quelle: Q-ZB\n:::\n"
    ),
}
SECONDS: Final = 60
_WORD: Final = re.compile(r"Wort\d+x")
_CHUNK: Final = 500
_SHORTENINGS: Final = 40
_SEVERAL: Final = 3


class Hang(Exception):  # noqa: N818 (a hang is what it is)
    """A document took far too long."""


@dataclass(frozen=True)
class Case:
    """A document in its place: ``musterau`` tells whether it stands there or in a small town."""

    text: str
    document: Document | None = None
    name: str = PAGE
    musterau: bool = False


Fault = Callable[[Case], str]


@dataclass
class Tally:
    """What was done and found: for each symptom how it is found, and the cases that show it."""

    done: Counter[str] = field(default_factory=Counter)
    broken: dict[str, tuple[Fault, list[Case]]] = field(default_factory=dict)

    def look(self, fault: Fault, case: Case) -> None:
        """Look for a fault in a case, and keep it if there is one."""
        self.done[fault.__name__] += 1
        if symptom := fault(case):
            self.broken.setdefault(kind(symptom), (fault, []))[1].append(case)


def kind(symptom: str) -> str:
    """A symptom without what differs from document to document."""
    return re.sub(r"'[^']*'|\"[^\"]*\"|\d+|/\S+|Wort\S+", "…", symptom.partition("\n")[0])[:160]


def cases(odd: bool) -> st.SearchStrategy[Case]:
    """Pages and recommendations of a small town from the grammar."""
    pages = documents(odd).map(lambda document: Case(document.text, document))
    return st.one_of(pages, pages, dossiers(odd).map(lambda document: Case(document.text, document, "SPR-02.md")))


def edited() -> st.SearchStrategy[Case]:
    """Real pages of Musterau with edits, in their places."""
    texts = {path.relative_to(MUSTERAU).as_posix(): path.read_text("utf-8") for path in sorted(MUSTERAU.rglob("*.md"))}
    corpus = list(texts.values())
    return st.sampled_from(sorted(texts)).flatmap(
        lambda name: mutated([texts[name]], corpus).map(lambda text: Case(text, None, name, musterau=True))
    )


def drawn(strategy: st.SearchStrategy[Case], count: int, number: int) -> Iterator[Case]:
    """Examples of a strategy, the same for the same number."""
    for first in range(0, count, _CHUNK):
        yield from _chunk(strategy, min(_CHUNK, count - first), number * 1_000 + first)


def _chunk(strategy: st.SearchStrategy[Case], count: int, number: int) -> list[Case]:
    found: list[Case] = []

    @seed(number)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def collect(case: Case) -> None:
        found.append(case)

    collect()
    return found


# ---- the examination


@cache
def others(musterau: bool) -> tuple[Path, Town, dict[str, Reading]]:
    """A town's folder, settings and readings, read once."""
    folder = MUSTERAU if musterau else small(Path(tempfile.mkdtemp(prefix="fuzz-")))
    readings = {path.relative_to(folder).as_posix(): read_file(path, folder) for path in sorted(folder.rglob("*.md"))}
    return folder, town.load(folder), readings


def small(folder: Path) -> Path:
    """The small town with a picture."""
    write(folder / "docs", SMALL)
    Image.new("RGB", (2, 2)).save(folder / "docs" / "bild.png")
    return folder / "docs"


def findings(case: Case) -> list[Finding]:
    """The errors of a case in its town."""
    folder, config, readings = others(case.musterau)
    reading = read_document(case.text, case.name, folder)
    found = examine([*({**readings, case.name: reading}).values()], config, TODAY if not case.musterau else DAY)
    return [finding for finding in found.findings if finding.is_error]


DAY: Final = TODAY.replace(year=2027)


def checked(case: Case) -> str:
    """What is wrong with how a case is examined."""
    with watching(others(case.musterau)[0]) as watch:
        try:
            with limited():
                found = findings(case)
        except Exception as error:
            return f"Prüfung: {error!r}"
        if watch.seen:
            return f"Prüfung tut etwas anderes: {watch.seen[0]}"
    astray = [str(f) for f in found if not f.message or f.place.line < 1 or f.place.line > case.text.count("\n") + 2]
    return f"Prüfung nennt eine falsche Zeile: {astray[0]}" if astray and not case.musterau else ""


# ---- the build


def built(case: Case) -> str:
    """What is wrong with how a case is built, compared with how it is examined."""
    refused = bool(findings(case))
    with tempfile.TemporaryDirectory(prefix="fuzz-") as name, watching(Path(name)) as watch:
        place = Path(name)
        docs = copied(place / "docs") if case.musterau else small(place)
        (docs / case.name).write_bytes(case.text.encode("utf-8", "surrogatepass"))
        said = io.StringIO()
        try:
            with limited(), contextlib.redirect_stderr(said):
                done = website.build(docs, place / "html", DAY if case.musterau else TODAY)
        except Exception as error:
            return f"Bau: {error!r}"
        if watch.seen:
            return f"Bau tut etwas anderes: {watch.seen[0]}"
        page = place / "html" / Path(case.name).with_suffix(".html")
        return _judged(case, refused, said.getvalue(), page.read_text("utf-8") if done else "")


def _judged(case: Case, refused: bool, said: str, page: str) -> str:
    lines = [re.sub(r"\x1b\[[\d;]*m", "", line) for line in said.splitlines() if line.strip()]
    if refused:
        english = [line for line in lines if "[konzept." not in line]
        return "Prüfung lehnt ab, der Bau gelingt" if page else f"Bau lehnt anders ab: {english[0]}" if english else ""
    if not page or lines:
        return f"Prüfung lässt durch, der Bau sagt: {_message(lines)}"
    return lost(case.document, page) if case.document else ""


def _message(lines: Sequence[str]) -> str:
    line = lines[0] if lines else "nichts"
    return re.sub(r".*?: (?:FEHLER|WARNING|ERROR): ", "", line, count=1)


def lost(document: Document, page: str) -> str:
    """Which word of a document a page does not show once, in order and in its elements."""
    article = html.fromstring(page).find(".//article")
    shown = list(_words(article))
    counts = Counter(word for word, _ in shown)
    for word, _ in document.shown:
        if counts[word] != 1:
            return f"Ein Wort steht {counts[word]} Mal auf der Seite: {_around(document.text, word)}"
    if not document.plain:
        return ""
    order = [word for word, above in shown if "aside" not in above]
    if order != list(words_of(document.shown)):
        return "Die Wörter stehen in anderer Reihenfolge"
    found = dict(shown)
    for word, above in document.shown:
        chain = iter(found[word])
        if not all(element in chain for element in above):
            return f"Ein Wort steht nicht in {' > '.join(above)}: {_around(document.text, word)}"
    return ""


def _words(node: Any, above: tuple[str, ...] = ()) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The words below a node in the order of the page, each with the elements and classes that hold it.

    A list of needs says the titles once more: it is no place of a word.
    """
    if not isinstance(node.tag, str) or node.get("id", "").startswith("needlist-"):
        return
    within = (*above, *node.get("class", "").split(), node.tag)
    yield from ((word, within) for word in _WORD.findall(node.text or ""))
    for child in node:
        yield from _words(child, within)
        yield from ((word, within) for word in _WORD.findall(child.tail or ""))


def _around(text: str, word: str) -> str:
    return next((line for line in text.split("\n") if word in line), "")


def copied(target: Path) -> Path:
    """A copy of Musterau."""
    for path in MUSTERAU.rglob("*"):
        if path.is_file():
            (target / path.relative_to(MUSTERAU)).parent.mkdir(parents=True, exist_ok=True)
            (target / path.relative_to(MUSTERAU)).write_bytes(path.read_bytes())
    return target


@contextlib.contextmanager
def limited() -> Iterator[None]:
    """Raise :class:`Hang` when a document takes too long."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise Hang

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)


# ---- the runs


def read_many(count: int, number: int, tally: Tally) -> None:
    """Examine documents: half plain or odd ones of the grammar, half real ones with edits."""
    for strategy, share in ((cases(odd=False), 4), (cases(odd=True), 4), (edited(), 2)):
        for case in drawn(strategy, count * share // 10, number):
            tally.look(checked, case)


def build_many(count: int, number: int, tally: Tally) -> None:
    """Build documents, most of them such as pass the examination."""
    shares = ((cases(odd=False), 5), (cases(odd=True), 3), (edited(), 2))
    for strategy, share in shares:
        wanted = max(1, count * share // 10)
        passing, refused = 0, 0
        for case in drawn(strategy, wanted * 20, number):
            try:
                passes = not findings(case)
            except Exception:
                tally.look(checked, case)
                continue
            if not passes and refused >= wanted // 10:
                continue
            passing, refused = passing + passes, refused + (not passes)
            tally.look(built, case)
            if passing + refused >= wanted:
                break


def shortened(case: Case, fault: Fault, symptom: str) -> Case:
    """A case with as few lines as show the same symptom; it keeps no tree, so its words are not looked for."""
    lines, size, left = case.text.split("\n"), len(case.text.split("\n")) // 2, _SHORTENINGS
    while size and left:
        place = 0
        while place < len(lines) and left:
            fewer = Case("\n".join(lines[:place] + lines[place + size :]), None, case.name, case.musterau)
            left -= 1
            with contextlib.suppress(Exception):
                if kind(fault(fewer)) == symptom:
                    lines = fewer.text.split("\n")
                    continue
            place += size
        size //= 2
    return Case("\n".join(lines), None, case.name, case.musterau)


def keep(tally: Tally, folder: Path) -> None:
    """Write what was found: some documents of each symptom, the first as short as possible."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, (symptom, (fault, found)) in enumerate(sorted(tally.broken.items()), 1):
        kept = [shortened(found[0], fault, symptom), *found[: _SEVERAL - 1]]
        for place, case in enumerate(kept):
            name = folder / f"{number:02}-{place}"
            name.with_suffix(".md").write_bytes(case.text.encode("utf-8", "surrogatepass"))
            where = f"{'Musterau' if case.musterau else 'kleiner Ort'}, {case.name}"
            name.with_suffix(".txt").write_text(f"{symptom}\n{len(found)} Mal\n{where}\n{fault(case)}\n", "utf-8")


def main() -> int:
    """Run until the counts or the seconds are used up; the seed is the day's, or as given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--builds", type=int, default=500)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    words = parser.parse_args()
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="fuzz-") as cache_folder:
        os.environ["XDG_CACHE_HOME"] = cache_folder
        try:
            read_many(words.documents, words.seed, tally)
            build_many(words.builds, words.seed, tally)
        finally:  # what was found by then is kept
            keep(tally, ROOT / "build" / "fuzz")
    broken = sum(len(found) for _, found in tally.broken.values())
    counts = ", ".join(f"{number} {word}" for word, number in tally.done.items())
    print(f"seed {words.seed}: {counts}, {broken} broken in {len(tally.broken)} ways")  # noqa: T201
    return 1 if broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
