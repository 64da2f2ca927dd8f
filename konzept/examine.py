"""From texts to the concept and all findings: the one core behind both doors."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Final

from konzept import contents, errors, kinds, paper, rules, synonyms, town
from konzept.concept import Concept
from konzept.editions import legible, passages, remembered
from konzept.editions.remembered import Published
from konzept.files.reading import NOT_UTF8, DamagedError, toml
from konzept.findings import Finding, in_order, nearest
from konzept.languages.summaries import Foreign, foreign_pages
from konzept.markdown import extent, permitted, printable
from konzept.markdown.characters import refused_characters
from konzept.markdown.reader import read
from konzept.markdown.records import Mention, MentionKind, Reading
from konzept.markdown.shape import shape
from konzept.model import Field, Place
from konzept.paper import annexes, layout
from konzept.rules import lookups
from konzept.town import Town
from konzept.views import DATED, VIEWS
from konzept.views.scope import Scope

MOST_FINDINGS: Final = 1_000  # of what leads nowhere
WITHHELD: Final = "zurueckgezogen"
_NOTHING_YET: Final = Published()
_JUDGED: Final[dict[tuple[bytes, str, bool], tuple[str, ...]]] = {}  # a picture is decoded once, not at each mention


@dataclass(frozen=True, slots=True)
class Examination:
    """The concept as far as it has the right shape, every finding, in order, and every ID that is used.

    ``foreign`` has the pages in other languages by file, ``looked_up`` the day on which the details of a page were
    last compared with their sources, ``papers`` what one asks for to get each paper that can be made of the texts, by
    its file.
    """

    concept: Concept
    findings: tuple[Finding, ...]
    ids: frozenset[str]
    foreign: Mapping[str, Foreign]
    looked_up: Mapping[str, date]
    papers: Mapping[str, str] = field(default_factory=dict)


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
    types = {record.id: record.type for reading in readings for record in reading.records}
    concept = Concept.of(shaped.items, settings.field_order)
    papers = annexes.made(settings, types)
    context = rules.Context(concept=concept, town=settings, today=today, faulty=shaped.faulty, published=newest)
    foreign, language_findings = foreign_pages(readings, Scope(concept=concept, town=settings, today=today))
    looked_up, lookup_findings = lookups.looked_up(readings, today)
    findings = [
        *beside,
        *language_findings,
        *lookup_findings,
        *(finding for reading in readings for finding in reading.findings),
        *shaped.findings,
        *_bounded(
            finding
            for reading in readings
            for mention in reading.mentions
            for finding in (*_unmet(mention, types), *_unmade(mention, papers), *_unwanted(mention, settings))
        ),
        *_bounded(contents.check(readings)),
        *_order(settings, types),
        *rules.check(context),
    ]
    return Examination(concept, tuple(in_order(findings)), frozenset(types), foreign, looked_up, papers)


def _bounded(findings: Iterator[Finding]) -> Iterator[Finding]:
    """So many findings as somebody can read: each looks for what may be meant, which takes long where there is much."""
    for number, finding in enumerate(findings):
        if number == MOST_FINDINGS:
            message = f"Hier führen mehr als {MOST_FINDINGS} Verweise ins Leere. Weitere nennt die Prüfung danach."
            yield Finding(place=finding.place, rule=finding.rule, found=message)
            return
        yield finding


def examine_folder(folder: Path, today: date) -> Examination:
    """Read every Markdown file below a folder and examine the whole.

    :raises konzept.town.TownError: if the town file can't be used.
    """
    settings = town.load(folder)
    paths = sorted(path for path in folder.rglob("*") if path.suffix == ".md" or (path.is_symlink() and path.is_dir()))
    beside = [*settings_beside(folder), *_withheld_elsewhere(folder)]
    readings = (read_file(path, folder) for path in paths)
    return examine(readings, settings, today, remembered.read(folder), beside)


def settings_beside(folder: Path) -> tuple[Finding, ...]:
    """What is wrong with the files beside the texts that say how the town searches and how its papers look."""
    return (*synonyms.read(folder).findings, *layout.read(folder).findings, *_unprintable_settings(folder))


def _unprintable_settings(folder: Path) -> Iterator[Finding]:
    """What stands in print beside the texts and has characters without a font; remarks are not printed."""
    for name in (town.FILE, layout.FILE):
        try:
            values, text = toml(folder / name)
        except (FileNotFoundError, DamagedError):
            continue  # told where it is read
        printed = set(printable.unprintable(repr(values)))
        lines = ("".join(letter for letter in line if letter in printed) for line in text.split("\n"))
        yield from (_fault(name, line, message) for line, message in printable.refused(lines))


def read_file(path: Path, folder: Path) -> Reading:
    """Read one file; a file that is not UTF-8 is a finding."""
    name = path.relative_to(folder).as_posix()
    if path.is_dir():
        message = "Ein Ordner darf keine Verknüpfung sein. Legen Sie die Dateien selbst hierher."
        return Reading(findings=[_fault(name, 1, message)])
    if faults := list(unreadable(path, name)):
        return Reading(findings=faults)
    return read_document(_text(path), name, folder)


def read_content(content: bytes, name: str, folder: Path) -> Reading:
    """Read a text that may not lie in its folder yet, as if it did; one that is not UTF-8 is a finding."""
    try:
        text = content[: 5 * extent.LONGEST_TEXT].decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Reading(findings=[_fault(name, error.object[: error.start].count(b"\n") + 1, NOT_UTF8)])
    return read_document(text.replace("\r\n", "\n").replace("\r", "\n"), name, folder)


def unreadable(path: Path, name: str) -> Iterator[Finding]:
    """Why a text can't be read at all; ``name`` is what it is called in the finding."""
    try:
        _text(path)
    except UnicodeDecodeError as error:
        yield _fault(name, error.object[: error.start].count(b"\n") + 1, NOT_UTF8)
    except OSError as error:
        yield _fault(name, 1, f"Die Datei lässt sich nicht lesen. {errors.reason(error)}")


def _text(path: Path) -> str:
    """A text, or so much of it that it is refused as too long."""
    most = 5 * extent.LONGEST_TEXT
    with path.open("rb") as opened:
        content = opened.read(most)
    text = content.decode("utf-8-sig", "ignore" if len(content) == most else "strict")  # a cut may divide a letter
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_document(text: str, name: str, folder: Path) -> Reading:
    """Read one document and report every fault that its own text shows."""
    if _outside(folder / name, folder):
        message = "Die Datei ist eine Verknüpfung, die aus dem Ordner der Texte hinausführt. Das ist nicht erlaubt."
        return Reading(findings=[_fault(name, 1, message)])
    reading = _read_paper(text, name, layout.read(folder)) if paper.is_paper(name) else read(text, name)
    reading.findings += _missing_files(reading, folder)
    reading.findings += _withheld(text, name, folder)
    return reading


def _withheld(text: str, name: str, folder: Path) -> Iterator[Finding]:
    """What was withdrawn and stands in a text of today again."""
    root = folder.resolve().parent
    for line, message in passages.withheld(text, name, root):
        yield Finding(place=Place(file=name, line=line), rule=WITHHELD, found=message)


def _withheld_elsewhere(folder: Path) -> Iterator[Finding]:
    """The same for files that are no pages; PDFs and the like are searched when they are published."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.suffix in legible.KINDS - {".md"} and path.is_file() and not _outside(path, folder):
            yield from _withheld(legible.read(path), name, folder)


def _read_paper(text: str, name: str, described: layout.Layout) -> Reading:
    """Read a Sitzungsvorlage; of one that is not public, or too large, nothing else is said.

    Its form says more exactly what is wrong in a line, so nothing general is said of that line. What a form asks for
    that is wrong itself is not told.
    """
    if any(refused_characters(text)):
        return read(text, name)
    found = paper.read(text, name, described.form)
    if found.public and described.findings:
        return read(paper.without_head(text), name)
    reading = read(paper.without_head(text), name) if found.public else Reading()
    for annex in found.annexes:
        if annex.file:
            kind: MentionKind = "made" if annex.is_made else "file"
            reading.mentions.append(Mention(kind, annex.file, Place(file=name, line=annex.line)))
    lines = {finding.place.line for finding in found.findings}
    reading.findings = [f for f in reading.findings if f.place.line not in lines] + list(found.findings)
    return reading


def examine_paper(path: Path, folder: Path, whole: Examination) -> tuple[paper.SessionPaper | None, list[Finding]]:
    """Read one Sitzungsvorlage and report what is wrong with it, but nothing of the other texts.

    It may lie outside the folder of the texts; then its links count from there.
    """
    name = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name
    if faults := list(unreadable(path, name)):
        return None, faults
    text = _text(path)
    described = layout.read(folder)
    reading = _read_paper(text, name, described)
    types = dict.fromkeys(whole.ids, "")
    findings = list(reading.findings)
    findings += _missing_files(reading, folder)
    for mention in reading.mentions:
        findings += [*_unmet(mention, types), *_unmade(mention, whole.papers), *_unreadable(mention, whole)]
    sound = not any(finding.is_error for finding in findings)
    return paper.read(text, name, described.form).paper if sound else None, in_order(findings)


def _unreadable(mention: Mention, whole: Examination) -> Iterator[Finding]:
    """Whether an entry that a paper names could be read: its title and its address stand in the paper."""
    if mention.kind == "item" and mention.target in whole.ids and mention.target not in whole.concept.items:
        message = f"Der Eintrag {mention.target!r}, auf den der Text verweist, hat selbst Fehler; 'check' nennt sie."
        yield _fault(mention.place.file, mention.place.line, message)


def local_findings(reading: Reading) -> list[Finding]:
    """What one document shows by itself, without the others: with any of it, it is not drawn."""
    return [f for f in (*reading.findings, *shape([reading], alone=True).findings) if f.is_error]


def _missing_files(reading: Reading, folder: Path) -> Iterator[Finding]:
    """Whether the files that a text names are there and fit; each is looked at once, its fault told at each mention."""
    told: dict[tuple[str, str], list[str]] = {}
    for mention in reading.mentions:
        key = (mention.kind, mention.target)
        if key not in told:
            told[key] = [found.message for found in _missing_file(mention, folder, reading)]
            if len(reading.files) > extent.MOST_FILES:
                message = f"Bis hier nennt die Datei mehr als {extent.MOST_FILES} Bilder und andere Dateien."
                yield _fault(mention.place.file, mention.place.line, f"{message} Machen Sie mehrere Seiten daraus.")
                return
        yield from (_fault(mention.place.file, mention.place.line, message) for message in told[key])


def _missing_file(mention: Mention, folder: Path, reading: Reading) -> Iterator[Finding]:
    """Whether a file that a link, an image or a table of contents names is there."""
    if mention.kind not in ("file", "picture", "page"):
        return
    file = mention.place.file
    target = permitted.resolve(mention.target, file)
    if target is None or _outside(folder / target, folder):
        yield _fault(file, mention.place.line, f"{mention.target!r} führt aus dem Ordner der Texte hinaus.")
        return
    names = [target, PurePosixPath(f"{target}.md")] if mention.kind == "page" else [target]
    if not any(_is_file(folder / name) for name in names):
        offer = "" if _outside((folder / target).parent, folder) else _similar(folder / target)
        message = f"Die Datei {mention.target!r} gibt es nicht. {offer}".strip()
        yield _fault(file, mention.place.line, message)
    elif mention.kind == "picture" or (mention.kind == "file" and not _is_page(target)):
        reading.files[target.as_posix()] = (folder / target).stat().st_size
        yield from (
            _fault(file, mention.place.line, reason)
            for reason in unfit(folder / target, target.as_posix(), as_picture=mention.kind == "picture")
        )


def _is_page(target: PurePosixPath) -> bool:
    """Whether a link leads to a text that is examined as such, and not to a file that is handed out."""
    return target.suffix == ".md" and not any(part.startswith(".") for part in target.parts)


def unfit(path: Path, name: str, *, as_picture: bool) -> Iterator[str]:
    """Why a file is not published, by its name and by what is in it; ``name`` is what it is called in the reasons."""
    from konzept.kinds.content import LARGEST, refused  # decoders are slow to load, and few texts have files

    try:
        with path.open("rb") as opened:
            content = opened.read(LARGEST + 1)
    except OSError as error:
        yield f"Die Datei {name!r} lässt sich nicht lesen. {errors.reason(error)}"
        return
    key = (hashlib.sha256(content).digest(), name, as_picture)
    if key not in _JUDGED:
        _JUDGED[key] = tuple(refused(content, name, as_picture=as_picture))
    yield from _JUDGED[key]


def _unwanted(mention: Mention, settings: Town) -> Iterator[Finding]:
    """Whether the town allows files of this kind; that they are of a known kind is told where they are read."""
    target = permitted.resolve(mention.target, mention.place.file)
    if mention.kind not in ("file", "picture") or target is None or kinds.kind_of(target.name) not in kinds.KINDS:
        return
    if reason := kinds.unwanted(target.as_posix(), settings.file_kinds):
        yield _fault(mention.place.file, mention.place.line, reason)


def _outside(path: Path, folder: Path) -> bool:
    try:
        return not path.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError):  # a name that no file can have
        return False


def _similar(path: Path) -> str:
    """Offers a file of the same folder, if there is such a folder."""
    try:
        known = sorted(other.name for other in path.parent.glob("*.*"))
    except (OSError, ValueError):
        known = []
    return nearest(path.name, known) if known else ""


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that no file can have
        return False


def _unmet(mention: Mention, types: dict[str, str]) -> Iterator[Finding]:
    """Whether an entry, a field or a view that a text names exists."""
    target = mention.target
    if mention.kind == "item" and target not in types:
        known = list(types)
        message = f"Den Eintrag {target!r}, auf den der Text verweist, gibt es nicht."
    elif mention.kind == "field" and types.get(target) != Field.NAME:
        known = [ident for ident, name in types.items() if name == Field.NAME]
        message = f"Das Handlungsfeld {target!r} gibt es nicht."
    elif mention.kind == "view" and target not in VIEWS:
        known = list(VIEWS)
        message = f"Die Ansicht {target!r} gibt es nicht."
    elif mention.kind == "day" and target in VIEWS and target not in DATED:
        known = list(DATED)
        message = f"Die Ansicht {target!r} kennt keinen Tag. Streichen Sie 'tag' oder wählen Sie eine andere."
    else:
        return
    offer = nearest(target, known)
    if not offer.startswith("Gemeint") and mention.kind == "item":
        offer = "Legen Sie ihn an oder berichtigen Sie die ID."
    yield _fault(mention.place.file, mention.place.line, f"{message} {offer}")


def _unmade(mention: Mention, papers: Iterable[str]) -> Iterator[Finding]:
    """Whether a paper that is attached is one that can be made."""
    if mention.kind == "made" and mention.target not in papers:
        offer = nearest(mention.target, list(papers))
        message = (
            f"Ein Papier {mention.target!r} entsteht aus diesen Texten nicht. {offer} Eine Datei, die neben den Texten "
            f"liegt, nennen Sie mit ihrem Ordner: './{mention.target}'."
        )
        yield _fault(mention.place.file, mention.place.line, message)


def _order(settings: Town, types: dict[str, str]) -> Iterator[Finding]:
    for ident in settings.field_order:
        if types.get(ident) != Field.NAME:
            yield _fault(town.FILE, 1, f"'reihenfolge' nennt {ident!r}, ein solches Handlungsfeld gibt es nicht.")


def _fault(file: str, line: int, message: str) -> Finding:
    return Finding(place=Place(file=file, line=line), rule="form", found=message)
