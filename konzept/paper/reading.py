"""Reads a Markdown file into a SessionPaper, or says with file and line what is missing or wrong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from konzept.findings import Finding, either
from konzept.model import Place
from konzept.model.words import YesNo
from konzept.paper.annexes import Annex, is_taken
from konzept.paper.body import heading, read_body
from konzept.paper.form import YEARS, Climate, Finances, FollowUp, Heading, Section, SessionPaper, Step
from konzept.paper.front import LABELS, NotPublicError, Values, read_front

_FRONT = re.compile(r"\ufeff?-{3,}[ \t]*\n(.*?)^-{3,}[ \t]*$", re.DOTALL | re.MULTILINE)
_NOT_PUBLIC = (
    "Diese Vorlage ist nicht öffentlich und wird nicht angenommen: Die Texte hier, ihr Verlauf und alles, was "
    "daraus gebaut wird, sind öffentlich. Entfernen Sie die Datei, auch aus dem Verlauf, und schreiben Sie die "
    "Vorlage im Ratsinformationssystem."
)
_NO_FRONT = "Der Kopf der Vorlage fehlt oder ist nicht geschlossen. " + either(
    "Er steht ganz oben zwischen zwei Zeilen '---'; ein Beispiel steht auf der Seite „Muster für Sitzungsvorlagen“.",
    "Füllen Sie die Felder des Formulars neu aus.",
)
_SAMPLE = either("'muster: true'", "einem Muster")
_VOTES = ("einstimmig", "ja", "nein", "enthaltung")


@dataclass(slots=True)
class Read:
    """What a file gave: the paper if nothing is wrong, every finding, and whether it may be public."""

    paper: SessionPaper | None = None
    findings: list[Finding] = field(default_factory=list)
    public: bool = True


def read(text: str, file: str) -> Read:
    """Read a paper. ``file`` names it in places.

    Of a paper that is not public only this is reported, so that no message quotes it.
    """
    text = unicodedata.normalize("NFC", text)
    found: list[tuple[int, str]] = []

    def note(line: int, message: str) -> None:
        found.append((line, message))

    if is_taken(name := PurePosixPath(file).stem):
        note(
            1, f"{name!r} heißt schon ein Papier, das aus den Texten entsteht. Geben Sie der Datei einen anderen Namen."
        )
    match = _FRONT.match(text)
    if match is None:
        return Read(None, [_finding(file, 1, _NO_FRONT)])
    try:
        values = read_front(match[1], note)
    except NotPublicError as error:
        return Read(None, [_finding(file, error.line, _NOT_PUBLIC)], public=False)
    subject, sections = read_body(without_head(text), note)
    if values is not None:
        found += _disagreements(values, sections)
    findings = [_finding(file, line, message) for line, message in found]
    paper = None if findings or values is None else _paper(file, values, subject, sections)
    return Read(paper, findings)


def without_head(text: str) -> str:
    """The text with blank lines in the place of its front matter, so that lines keep their numbers."""
    return _FRONT.sub(lambda match: "\n" * match[0].count("\n"), text, count=1)


def _disagreements(values: Values, sections: tuple[Section, ...]) -> Iterator[tuple[int, str]]:
    """What several values say that can't be true together."""
    sample = values.get("muster", False)
    steps: tuple[Values, ...] = values.get("beratungsfolge", ())
    for name, words in (
        ("drucksache", "keine Drucksachen-Nummer"),
        ("erstellt_durch", "keine Angabe, wer es erstellt hat"),
    ):
        if sample and values.get(name):
            yield values.at(name), f"Ein Muster trägt {words}. Lassen Sie {_named(name)} leer."
        if not sample and values.lacks(name):
            yield values.at(name), f"{_named(name)} ist leer, das geht nur bei {_SAMPLE}. Tragen Sie es ein."
    for step in steps:
        yield from _disagreeing_step(step, sample)
    finances = values.get("finanzen")
    if finances and len(finances.get("folgejahre", ())) > YEARS:
        yield finances.at("folgejahre"), f"Das Formular hat Platz für {YEARS} Jahre. Fassen Sie weitere zusammen."
    explained = any(section.heading is Heading.CLIMATE for section in sections)
    climate = values.get("klimaschutz")
    if climate and climate is not Climate.NONE and not explained:
        yield (
            values.at("klimaschutz"),
            f"Bei {_named('klimaschutz', climate)} gehört eine kurze Erläuterung dazu (1 bis 3 Sätze). "
            f"Ergänzen Sie {heading(Heading.CLIMATE)}.",
        )


def _disagreeing_step(step: Values, sample: bool) -> Iterator[tuple[int, str]]:
    for name in _VOTES if sample else ():
        if step.get(name) is not None:
            yield step.at(name), f"Ein Muster hat kein Abstimmungsergebnis. Lassen Sie {_named(name)} leer."
    for name in ("datum", "gremium") if not sample else ():
        if step.lacks(name):
            yield step.at(name), f"{_named(name)} ist leer, das geht nur bei {_SAMPLE}. Tragen Sie es ein."
    if step.get("einstimmig") is YesNo.YES and step.get("nein") and step.get("ja"):
        yield (
            step.at("einstimmig"),
            f"{_named('einstimmig', 'ja')} und Stimmen auf beiden Seiten passen nicht zusammen.",
        )


def _paper(file: str, values: Values, subject: str, sections: tuple[Section, ...]) -> SessionPaper:
    return SessionPaper(
        file=file,
        sample=values.get("muster", False),
        number=values.get("drucksache", ""),
        kind=values.get("vorlageart"),
        author=values.get("erstellt_durch", ""),
        subject=subject,
        steps=tuple(_step(row) for row in values.get("beratungsfolge")),
        climate=values.get("klimaschutz"),
        finances=_finances(values.get("finanzen")),
        annexes=tuple(_annex(row) for row in values.get("anlagen", ())),
        sections=sections,
    )


def _annex(row: Values) -> Annex:
    return Annex(row.get("titel", ""), row.get("datei", ""), row.at("datei"))


def _step(row: Values) -> Step:
    return Step(
        date=row.get("datum"),
        body=row.get("gremium", ""),
        responsibility=row.get("zustaendigkeit"),
        agenda_item=row.get("top", ""),
        unanimous=row.get("einstimmig"),
        yes=row.get("ja"),
        no=row.get("nein"),
        abstentions=row.get("enthaltung"),
    )


def _finances(row: Values | None) -> Finances | None:
    if row is None:
        return None
    return Finances(
        total=row.get("gesamtkosten"),
        duty=row.get("aufgabe"),
        available=row.get("haushaltsmittel"),
        expense_account=row.get("ergebnisplan", ""),
        investment_number=row.get("finanzplan", ""),
        spending=row.get("gesamtausgaben"),
        years=tuple(_year(year) for year in row.get("folgejahre", ())),
    )


def _year(row: Values) -> FollowUp:
    return FollowUp(
        year=row.get("jahr"),
        material=row.get("sachkosten"),
        staff=row.get("personalkosten"),
        financing=row.get("finanzaufwand"),
        returns=row.get("folgeertraege"),
    )


def _named(name: str, value: str = "") -> str:
    """A key, with its value, within a finding."""
    label = LABELS[name]
    return either(f"'{name}: {value}'", f"„{label}: {value}“") if value else either(repr(name), f"„{label}“")


def _finding(file: str, line: int, message: str) -> Finding:
    return Finding(place=Place(file=file, line=line), rule="form", found=message)
