"""What only all texts together show: tables of contents, places to which links lead, terms of the glossary."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from graphlib import TopologicalSorter
from typing import Final
from urllib.parse import unquote

from konzept import file_names
from konzept.findings import Finding, either, fault, nearest
from konzept.markdown import permitted
from konzept.markdown.records import Mention, Reading
from konzept.model import Place

ROOT: Final = "index"
DEEPEST: Final = 10
MOST_ENTRIES: Final = 20_000  # of all tables of contents, each unfolded down to the last page
Pages = Mapping[str, Reading]


def check(readings: Iterable[Reading]) -> Iterator[Finding]:
    """Every page has a title and stands in a table of contents; every place and term that a text names exists.

    Says nothing while the blocks of a text do not close: what follows from that would only confuse.
    """
    pages = {page(reading.file): reading for reading in readings if reading.file}
    yield from file_names.check(pages.values())
    if any(reading.broken for reading in pages.values()) or ROOT not in pages:
        return
    yield from _untitled(pages)
    yield from _tables_of_contents(pages)
    yield from _places(pages)
    yield from _terms(pages)


_STRIKE: Final = either("Streichen Sie die Zeile.", "Streichen Sie den Eintrag.")


def page(file: str) -> str:
    """The name of the page that a file becomes."""
    return file.removesuffix(".md")


def _untitled(pages: Pages) -> Iterator[Finding]:
    for reading in pages.values():
        if not reading.anchors and not reading.records and not reading.findings:
            mend = either("Beginnen Sie sie mit einer Zeile wie '# Titel'.", "Geben Sie ihr eine.")
            yield fault(reading.file, 1, f"Die Seite hat keine Überschrift. {mend}")


def _tables_of_contents(pages: Pages) -> Iterator[Finding]:
    below, unmatched = _below(pages)
    yield from unmatched
    reached = _reached(below)
    for name, reading in pages.items():
        if name != ROOT and "orphan" not in reading.head and name not in reached:
            yield fault(
                reading.file,
                1,
                "Die Seite steht in keinem Inhaltsverzeichnis, das von der Startseite aus erreichbar ist. "
                + either(
                    "Nennen Sie sie in einem {toctree}, oder schreiben Sie in den Kopf der Datei 'orphan: true'.",
                    "Nehmen Sie sie in eines auf.",
                ),
            )
    circle = _circle(below)
    for name in circle:
        yield fault(pages[name].file, 1, "Die Inhaltsverzeichnisse führen von dieser Seite im Kreis zu ihr zurück.")
    if not circle:
        yield from ((fault(pages[name].file, 1, message)) for name, message in _entangled(below))


def circles(readings: Iterable[Reading]) -> list[str]:
    """The pages at which tables of contents lead in a circle, which Sphinx would follow for ever."""
    return _circle(_below({page(reading.file): reading for reading in readings if reading.file})[0])


def _below(pages: Pages) -> tuple[dict[str, list[str]], list[Finding]]:
    """The pages below each page, and entries that name none."""
    below: dict[str, list[str]] = {}
    unmatched: list[Finding] = []
    for name, reading in pages.items():
        taken = {name}
        for mention in reading.mentions:
            if mention.kind in ("page", "pages"):
                found = sorted(set(_matching(mention, name, pages)) - taken)
                if not found and (fault := _unmatched(mention, name, pages)):
                    unmatched.append(fault)
                below.setdefault(name, []).extend(found)
                taken |= set(found)
    return below, unmatched


def names(reading: Reading, file: str) -> bool:
    """Whether a table of contents of this text names the page of ``file``."""
    return any(
        found
        for mention in reading.mentions
        if mention.kind in ("page", "pages")
        for found in _matching(mention, page(reading.file), {page(file)} - {page(reading.file)})
    )


def _matching(mention: Mention, name: str, known: Collection[str]) -> Iterator[str]:
    target = _joined(mention.target, name)
    if mention.kind == "pages":
        pattern = re.compile(_regex(target))
        yield from (other for other in known if pattern.fullmatch(other))
    elif page(target) in known:
        yield page(target)


def _unmatched(mention: Mention, name: str, pages: Pages) -> Finding | None:
    target = page(_joined(mention.target, name))
    if mention.kind == "pages":
        if set(_matching(mention, name, pages)) <= {name}:
            return None  # it waits for pages still to be written; one that it ought to name is reported itself
        message = f"Zum Muster {mention.target!r} passt keine weitere Seite. {_STRIKE}"
    elif target in pages:
        message = f"Die Seite {mention.target!r} steht in diesem Inhaltsverzeichnis schon. {_STRIKE}"
    else:
        return None  # that the file is missing is reported where files are looked for
    return Finding(place=mention.place, rule="form", found=message)


def _joined(target: str, name: str) -> str:
    """A target from the top folder, as it is meant from the page ``name``."""
    resolved = permitted.resolve(target, f"{name}.md")
    return "" if resolved is None else resolved.as_posix()


def _regex(pattern: str) -> str:
    """A pattern with ``*``, ``**`` and ``?`` as Sphinx reads it, as a regular expression."""
    known = {"**": ".*", "*": "[^/]*", "?": "[^/]"}
    return "".join(known.get(part, re.escape(part)) for part in re.split(r"(\*\*|\*|\?)", pattern))


def _entangled(below: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Pages below too many tables of contents, or in too many: Sphinx follows every way to a page, and shows each.

    There must be no circle.
    """
    depth, ways = {ROOT: 0}, {ROOT: 1}
    for name in _from_above(below):
        for other in below.get(name, ()):
            depth[other] = max(depth.get(other, 0), depth[name] + 1)
            ways[other] = ways.get(other, 0) + ways[name]
    deep = next((name for name, levels in sorted(depth.items()) if levels > DEEPEST), "")
    if deep:
        yield deep, f"Die Seite liegt mehr als {DEEPEST} Inhaltsverzeichnisse tief. Nennen Sie sie weiter oben."
    elif sum(ways.values()) > MOST_ENTRIES:
        often = max(sorted(ways), key=lambda name: ways[name])
        yield often, f"Zu dieser Seite führen {ways[often]} Wege durch Inhaltsverzeichnisse. Nennen Sie sie nur einmal."


def _from_above(below: Mapping[str, list[str]]) -> Iterator[str]:
    """The pages that are reached, each after all that name it."""
    found = TopologicalSorter({name: below.get(name, ()) for name in _reached(below)})
    return reversed([*found.static_order()])


def _reached(below: Mapping[str, list[str]]) -> set[str]:
    reached, waiting = {ROOT}, [ROOT]
    while waiting:
        for name in below.get(waiting.pop(), ()):
            if name not in reached:
                reached.add(name)
                waiting.append(name)
    return reached


def _circle(below: Mapping[str, list[str]]) -> list[str]:
    """The pages from which the tables of contents lead back to them: without theirs no circle is left."""
    done: set[str] = set()
    found: set[str] = set()
    for start in sorted(below):
        path: list[str] = []
        waiting = [(start, False)]
        while waiting:
            name, leave = waiting.pop()
            if leave:
                done.add(path.pop())
            elif name in path:
                found.add(name)
            elif name not in done:
                path.append(name)
                waiting.append((name, True))
                waiting += [(other, False) for other in below.get(name, ())]
    return sorted(found)


def _places(pages: Pages) -> Iterator[Finding]:
    for name, reading in pages.items():
        for mention in reading.mentions:
            if mention.kind not in ("place", "file") or "#" not in mention.target:
                continue
            file, _, anchor = mention.target.partition("#")
            other = pages.get(page(_joined(unquote(file), name)) if file else name)
            if other is None or unquote(anchor) in other.anchors:
                continue
            known = sorted(other.anchors)
            message = f"Die Stelle {'#' + anchor!r} gibt es in {other.file} nicht. {nearest(unquote(anchor), known)}"
            if any(record.id == anchor for record in other.records):
                so = either(f"so: {{need}}`{anchor}`", f"mit seiner ID {anchor}")
                message = f"Auf einen Eintrag verweist man {so}, gefunden: {mention.target!r}."
            yield Finding(place=mention.place, rule="form", found=message)


def _terms(pages: Pages) -> Iterator[Finding]:
    explained: dict[str, Place] = {}  # by the term in small letters, as Sphinx compares terms
    mentions = [mention for reading in pages.values() for mention in reading.mentions]
    for mention in (mention for mention in mentions if mention.kind == "explained"):
        first = explained.setdefault(mention.target.lower(), mention.place)
        if first is not mention.place:
            there = f"{first.file}{either(f', Zeile {first.line}', '')}"
            message = f"Der Begriff {mention.target!r} ist schon in {there} erklärt."
            yield Finding(place=mention.place, rule="form", found=message)
    for mention in (mention for mention in mentions if mention.kind == "term"):
        if mention.target.lower() not in explained:
            words = [other.target for other in mentions if other.kind == "explained"]
            offer = nearest(mention.target, words) if words else "Es gibt kein Glossar."
            message = f"Der Begriff {mention.target!r} ist in keinem Glossar erklärt. {offer}"
            yield Finding(place=mention.place, rule="form", found=message)
