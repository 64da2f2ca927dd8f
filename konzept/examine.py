"""From readings to the concept and all findings: the one core behind both doors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from konzept import rules, town
from konzept.concept import Concept
from konzept.findings import Finding, in_order
from konzept.model import Field, Place
from konzept.reader import Reading, read
from konzept.shape import shape
from konzept.town import Town


@dataclass(frozen=True, slots=True)
class Examination:
    """The concept as far as it has the right shape, every finding, in order, and every ID that is used."""

    concept: Concept
    findings: tuple[Finding, ...]
    ids: frozenset[str]


def examine(readings: Iterable[Reading], settings: Town, today: date) -> Examination:
    """Shape all records into the concept and apply the rules, as of the Stichtag ``today``."""
    readings = list(readings)
    shaped = shape(record for reading in readings for record in reading.records)
    concept = Concept.of(shaped.items, settings.reihenfolge)
    findings = [finding for reading in readings for finding in reading.findings]
    findings += shaped.findings
    findings += _order(concept, settings)
    findings += rules.check(rules.Context(concept=concept, town=settings, today=today, faulty=shaped.faulty))
    ids = frozenset(record.id for reading in readings for record in reading.records)
    return Examination(concept, tuple(in_order(findings)), ids)


def examine_folder(folder: Path, today: date) -> Examination:
    """Read every Markdown file below a folder and examine the whole.

    :raises konzept.town.TownError: if the town file can't be used.
    """
    settings = town.load(folder)
    return examine((read_file(path, folder) for path in sorted(folder.rglob("*.md"))), settings, today)


def read_file(path: Path, folder: Path) -> Reading:
    """Read one file; a file that is not UTF-8 is a finding."""
    name = path.relative_to(folder).as_posix()
    try:
        return read(path.read_text(encoding="utf-8-sig"), name)
    except UnicodeDecodeError:
        message = "Die Datei ist nicht in UTF-8 gespeichert. Speichern Sie sie in dieser Kodierung."
        place = Place(file=name, line=1)
        return Reading(findings=[Finding(place=place, rule="form", message=message)])


def _order(concept: Concept, settings: Town) -> Iterable[Finding]:
    for ident in settings.reihenfolge:
        if concept.items and concept.get(ident, Field) is None:
            message = f"'reihenfolge' nennt {ident!r}, ein solches Handlungsfeld gibt es nicht."
            yield Finding(place=Place(file=town.FILE, line=1), rule="kommune", message=message)
