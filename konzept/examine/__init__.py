"""From texts to the concept and all findings: the one core behind both doors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Final

from konzept import contents, paper, rules, synonyms, town
from konzept.concept import Concept
from konzept.editions import chronicle, registry, remembered
from konzept.editions.remembered import Published
from konzept.errors import KonzeptError
from konzept.examine.one_text import (
    closed,
    overlooked,
    read_content,
    read_file,
    read_paper,
    text_of,
    unreadable,
    withheld_elsewhere,
)
from konzept.examine.targets import missing_files, unmade, unmet, unwanted
from konzept.files.inputs import DamagedError, toml
from konzept.findings import Finding, fault, in_order
from konzept.languages.summaries import Foreign, foreign_pages
from konzept.markdown import extent, printable
from konzept.markdown.records import Mention, Reading, hidden
from konzept.markdown.shape import shape
from konzept.model import Field, Place
from konzept.paper import annexes, layout
from konzept.rules import lookups
from konzept.town import Town
from konzept.views.scope import Scope

START: Final = "index.md"
_NO_START: Final = (
    "Die Startseite fehlt; ohne sie lässt sich nichts bauen. Legen Sie die Datei an, mit einer Überschrift wie "
    "'# Unser Konzept' und einem Verzeichnis der Seiten, je in einer Zeile: ':::{toctree}', ':glob:', '**', ':::'."
)
MOST_FINDINGS: Final = 1_000  # of what leads nowhere
_NOTHING_YET: Final = Published()
_AS_THEY_ARE: Final[Mapping[str, bytes]] = {}


@dataclass(frozen=True, slots=True)
class Examination:
    """The concept as far as it has the right shape, every finding, in order, and every ID that is used.

    An ID is used also if it stands in a text that could not be read. ``foreign`` has the pages in other languages by
    file, ``looked_up`` the day on which the details of a page were last compared with their sources, ``papers`` what
    one asks for to get each paper that can be made of the texts, by its file, ``unread`` the files in which something
    may be that nobody could read.
    """

    concept: Concept
    findings: tuple[Finding, ...]
    ids: frozenset[str]
    foreign: Mapping[str, Foreign]
    looked_up: Mapping[str, date]
    papers: Mapping[str, str] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()

    def lost(self) -> frozenset[str]:
        """The IDs that are used and of which no item could be read."""
        return self.ids - self.concept.items.keys()


def examine(
    readings: Iterable[Reading],
    settings: Town,
    today: date,
    newest: Published = _NOTHING_YET,
    beside: Iterable[Finding] = (),
) -> Examination:
    """Shape all records into the concept and apply the rules, as of the Stichtag ``today``.

    ``newest`` is what the newest Ausgabe had, ``beside`` what was found in files beside the texts.
    """
    readings, too_much = extent.beyond(readings)
    if too_much:
        return Examination(Concept.of(()), (too_much,), frozenset(), {}, {})
    shaped = shape(readings)
    out_of_sight = hidden(readings)
    types = out_of_sight | {record.id: record.type for reading in readings for record in reading.records}
    concept = Concept.of(shaped.items, settings.field_order)
    papers = annexes.made(settings, types)
    unread = frozenset(f.place.file for reading in readings if reading.broken for f in reading.findings)
    context = rules.Context(
        concept=concept,
        town=settings,
        today=today,
        faulty=shaped.faulty,
        hidden=out_of_sight,
        files=unread.union(reading.file for reading in readings),
        published=newest,
    )
    scope = Scope(concept=concept, town=settings, today=today)
    foreign, language_findings = foreign_pages(readings, scope, lacking=bool(types.keys() - concept.items.keys()))
    looked_up, lookup_findings = lookups.looked_up(readings, today)
    findings = [
        *beside,
        *language_findings,
        *lookup_findings,
        *(finding for reading in readings for finding in reading.findings),
        *shaped.findings,
        *_bounded(_of_mentions(readings, types, papers, settings)),
        *_bounded(contents.check(readings)),
        *_bounded(finding for reading in readings for finding in _of_screen(reading, settings)),
        *_namesakes(reading.file for reading in readings if paper.is_paper(reading.file)),
        *_order(settings, types),
        *rules.check(context),
    ]
    return Examination(concept, tuple(in_order(findings)), frozenset(types), foreign, looked_up, papers, unread)


def _of_mentions(
    readings: Iterable[Reading], types: Mapping[str, str], papers: Iterable[str], settings: Town
) -> Iterator[Finding]:
    """What texts name and what is not there, can't be made or is not wanted."""
    for mention in (mention for reading in readings for mention in reading.mentions):
        yield from unmet(mention, types)
        yield from unmade(mention, papers)
        yield from unwanted(mention, settings)


def _bounded(findings: Iterator[Finding]) -> Iterator[Finding]:
    """So many findings as somebody can read: each looks for what may be meant, which takes long where there is much."""
    for number, finding in enumerate(findings):
        if number == MOST_FINDINGS:
            message = f"Hier führen mehr als {MOST_FINDINGS} Verweise ins Leere. Weitere nennt die Prüfung danach."
            yield Finding(place=finding.place, rule=finding.rule, found=message)
            return
        yield finding


def examine_folder(folder: Path, today: date, instead: Mapping[str, bytes] = _AS_THEY_ARE) -> Examination:
    """Read every Markdown file below a folder and examine the whole.

    ``instead`` has other contents of some files, by their names in the folder, as if they lay there.

    :raises konzept.town.TownError: if the town file can't be used.
    """
    settings = _settings(folder)
    paths = sorted(path for path in folder.rglob("*") if path.suffix == ".md" or (path.is_symlink() and path.is_dir()))
    beside = [
        *_start(folder),
        *closed(folder),
        *overlooked(folder),
        *settings_beside(folder),
        *_published_beside(folder),
        *withheld_elsewhere(folder),
    ]
    names = ((path, path.relative_to(folder).as_posix()) for path in paths)
    readings = (
        read_content(instead[name], name, folder) if name in instead else read_file(path, folder)
        for path, name in names
    )
    return examine(readings, settings, today, remembered.read(folder), beside)


def _settings(folder: Path) -> Town:
    """The town file; what it names may lie where nobody may look, and then that is the fault."""
    try:
        return town.load(folder)
    except town.TownError as error:
        raise next((town.TownError(finding) for finding in closed(folder)), error) from None


def _start(folder: Path) -> Iterator[Finding]:
    """Whether there is a page to begin with."""
    if not (folder / START).is_file():
        yield fault(START, 1, _NO_START)


def settings_beside(folder: Path) -> tuple[Finding, ...]:
    """What is wrong with the files beside the texts that say how the town searches and how its papers look."""
    return (*synonyms.read(folder).findings, *layout.read(folder).findings, *_unprintable_settings(folder))


def _published_beside(folder: Path) -> Iterator[Finding]:
    """What is wrong with the files that say what is published: no page needs them, but publishing does."""
    yield from (fault(registry.FILE, line, message, "ausgaben") for line, message in registry.faults(folder))
    try:
        chronicle.load(folder)
    except KonzeptError as error:
        yield fault(chronicle.FILE, 1, str(error).removeprefix(f"{folder / chronicle.FILE}: "), "ausgaben")


def _unprintable_settings(folder: Path) -> Iterator[Finding]:
    """What stands in print beside the texts and has characters without a font; remarks are not printed."""
    for name in (town.FILE, layout.FILE):
        try:
            values, text = toml(folder / name)
        except (FileNotFoundError, DamagedError):
            continue  # told where it is read
        printed = set(printable.unprintable(repr(values)))
        lines = ("".join(letter for letter in line if letter in printed) for line in text.split("\n"))
        yield from (fault(name, line, message) for line, message in printable.refused(lines))


def examine_paper(path: Path, folder: Path, whole: Examination) -> tuple[paper.SessionPaper | None, list[Finding]]:
    """Read one Sitzungsvorlage and report what is wrong with it, but nothing of the other texts.

    It may lie outside the folder of the texts; then its links count from there.
    """
    name = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name
    if faults := unreadable(path, name):
        return None, faults
    text = text_of(path)
    described = layout.read(folder)
    reading = read_paper(text, name, described)
    types = dict.fromkeys(whole.ids, "")
    findings = list(reading.findings)
    findings += missing_files(reading, folder)
    for mention in reading.mentions:
        findings += [*unmet(mention, types), *unmade(mention, whole.papers), *_unreadable(mention, whole)]
    sound = not any(finding.is_error for finding in findings)
    return paper.read(text, name, described.form).paper if sound else None, in_order(findings)


def _unreadable(mention: Mention, whole: Examination) -> Iterator[Finding]:
    """Whether an entry that a paper names could be read: its title and its address stand in the paper."""
    if mention.kind == "item" and mention.target in whole.ids and mention.target not in whole.concept.items:
        message = f"Der Eintrag {mention.target!r}, auf den der Text verweist, hat selbst Fehler; 'check' nennt sie."
        yield fault(mention.place.file, mention.place.line, message)


def _of_screen(reading: Reading, settings: Town) -> Iterator[Finding]:
    """Printed pages have no words that only make sense in front of a screen: a hint, since they may be the matter."""
    if not (settings.is_printed(reading.file.removesuffix(".md")) or paper.is_paper(reading.file)):
        return
    for line, words in reading.of_screen:
        yield Finding(
            place=Place(file=reading.file, line=line),
            rule="druck",
            found=f"Diese Seite wird auch gedruckt. Auf Papier gibt es das nicht: {words!r}.",
            mend="Sagen Sie es so, dass es auch gedruckt stimmt.",
            severity="hinweis",
        )


def _namesakes(papers: Iterable[str]) -> Iterator[Finding]:
    """Papers whose files would have one name, whatever folder they are from."""
    seen: dict[str, str] = {}
    for file in sorted(papers):
        if other := seen.get(name := PurePosixPath(file).stem.casefold()):
            yield fault(file, 1, f"Auch {other!r} ist eine Vorlage dieses Namens. Geben Sie der Datei einen anderen.")
        seen.setdefault(name, file)


def _order(settings: Town, types: dict[str, str]) -> Iterator[Finding]:
    for ident in settings.field_order:
        if types.get(ident) != Field.NAME:
            yield fault(town.FILE, 1, f"'reihenfolge' nennt {ident!r}, ein solches Handlungsfeld gibt es nicht.")
