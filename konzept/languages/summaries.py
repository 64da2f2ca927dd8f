"""Pages in other languages, and whether the German page that they summarise has changed since.

A page says in its head which German page it summarises (``fasst_zusammen``), and which text of
that page its author had read (``stand``): a fingerprint of all words that the page showed then,
those of its views too. Whoever has read the German page anew copies the new one from the Hinweis.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, NamedTuple

from konzept.blocks import Block, Cards, Line, Lines, Picture, Section, Table, Text
from konzept.findings import Finding, fault, nearest
from konzept.languages import GERMAN, LANGUAGES, Language
from konzept.markdown.records import Reading
from konzept.model import Field
from konzept.views import VIEWS
from konzept.views.scope import Scope

# Views are drawn for a day behind all others: that time goes by is no change of the text.
_END: Final = date(2999, 12, 31)
_LENGTH: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreign:
    """A page in another language: the file of the German page it summarises, and whether that has changed."""

    language: Language
    summarises: str = ""
    outdated: bool = False


class _Unread(NamedTuple):
    """What nobody can compare at present: files, and whether something of the concept is lacking."""

    files: Container[str]
    concept: bool


def foreign_pages(
    readings: Iterable[Reading], scope: Scope, *, lacking: bool
) -> tuple[dict[str, Foreign], list[Finding]]:
    """The pages in other languages by file, and what is wrong with their heads.

    ``lacking`` tells that the concept lacks what could not be read: what its views show will be different again.
    """
    readings = list(readings)
    files = {reading.file: reading for reading in readings}
    unread = {finding.place.file for reading in readings if reading.broken for finding in reading.findings}
    pages: dict[str, Foreign] = {}
    findings: list[Finding] = []
    for reading in files.values():
        if "lang" in reading.head or "fasst_zusammen" in reading.head:
            page, faults = _page(reading, files, scope, _Unread(unread, lacking))
            findings += faults
            if page.language is not GERMAN:
                pages[reading.file] = page
    return pages, findings


def _page(
    reading: Reading, files: Mapping[str, Reading], scope: Scope, unread: _Unread
) -> tuple[Foreign, list[Finding]]:
    findings = list(_language_faults(reading))
    language = LANGUAGES.get(reading.head.get("lang", ""), GERMAN)
    if findings or "fasst_zusammen" not in reading.head:
        return Foreign(language=language), findings
    name = reading.head["fasst_zusammen"]
    source = files.get(f"{name}.md")
    if f"{name}.md" in unread.files or (source and unread.concept and _views(source)):
        return Foreign(language=language, summarises=source.file if source else ""), []
    if source is None or "lang" in source.head:
        german = [file.removesuffix(".md") for file, other in files.items() if "lang" not in other.head]
        return Foreign(language=language), [
            _finding(reading, "fasst_zusammen", f"Eine deutsche Seite {name!r} gibt es nicht. {nearest(name, german)}")
        ]
    now, then = fingerprint(source, scope), reading.head.get("stand")
    if then is None:
        message = f"Es fehlt, welcher Stand von {name!r} zusammengefasst ist. Ergänzen Sie im Kopf: stand: {now}"
        return Foreign(language=language), [_finding(reading, "fasst_zusammen", message)]
    if then != now:
        message = (
            f"Die Seite {name!r} wurde geändert, seit diese Zusammenfassung geschrieben wurde. "
            f"Lesen Sie beide, ändern Sie, was nicht mehr stimmt, und tragen Sie ein: stand: {now}"
        )
        findings.append(replace(_finding(reading, "stand", message), severity="hinweis"))
    return Foreign(language=language, summarises=source.file, outdated=then != now), findings


def _language_faults(reading: Reading) -> Iterator[Finding]:
    tag = reading.head.get("lang", "")
    if not tag or tag == GERMAN.tag:
        message = "Eine Zusammenfassung nennt ihre Sprache. Ergänzen Sie im Kopf zum Beispiel: lang: en"
        if "fasst_zusammen" in reading.head:
            yield _finding(reading, "fasst_zusammen", message)
        return
    if tag not in LANGUAGES:
        message = f"Die Sprache {tag!r} ist nicht bekannt. {nearest(tag, LANGUAGES)}"
        yield _finding(reading, "lang", message)
        return
    wanted, found = LANGUAGES[tag].direction, reading.head.get("dir")
    if found and found != wanted:
        message = f"Bei 'lang: {tag}' gehört 'dir: {wanted}', gefunden: {found!r}. Die Zeile darf auch fehlen."
        yield _finding(reading, "dir", message)


def fingerprint(reading: Reading, scope: Scope) -> str:
    """Twelve letters that change when any word changes that the page shows."""
    digest = hashlib.sha256(" ".join(reading.body.split()).encode())
    for name, ident in _views(reading):
        narrow = replace(scope, today=_END, field=scope.concept.get(ident, Field) if ident else None)
        for block in VIEWS[name](narrow) if name in VIEWS else ():
            digest.update("\n".join(_words(block)).encode())
    return digest.hexdigest()[:_LENGTH]


def _views(reading: Reading) -> list[tuple[str, str]]:
    """The views of a page, each with the ID of its Handlungsfeld if it names one."""
    found: list[tuple[str, str]] = []
    for mention in reading.mentions:
        if mention.kind == "view":
            found.append((mention.target, ""))
        elif mention.kind == "field" and found:
            found[-1] = found[-1][0], mention.target
    return found


def _words(block: Block) -> Iterator[str]:
    """The words of a block; a picture says nothing that its table does not say."""
    match block:
        case Table():
            yield from (block.caption, *block.head) if block.rows else (block.empty,)
            yield from (_line(line) for row in block.rows for cell in row for line in cell)
        case Text():
            yield _line(block.line)
        case Cards():
            yield block.heading.text if block.heading else ""
            for card in block.cards:
                yield from (card.title.text, _line(card.badges), *map(_line, card.lines))
            yield "" if block.cards else block.empty
        case Lines():
            yield from map(_line, block.lines)
        case Section():
            yield _line(block.title)
            for inner in block.blocks:
                yield from _words(inner)
        case Picture():
            pass


def _line(line: Line) -> str:
    return "".join(part if isinstance(part, str) else part.text for part in line)


def _finding(reading: Reading, key: str, message: str) -> Finding:
    return fault(reading.file, reading.head_lines.get(key, 1), message, "sprache")
