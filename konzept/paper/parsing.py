"""Reads a Markdown file into a SessionPaper, or says with file and line what is missing or wrong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final

from konzept.findings import Finding, either, fault, heading
from konzept.model.declare import Word
from konzept.model.words import YesNo
from konzept.paper.annexes import Annex, is_taken
from konzept.paper.body import read_body
from konzept.paper.described import KNOWN
from konzept.paper.form import FormSection, PaperForm, PaperSection, PaperStep, SessionPaper
from konzept.paper.front import NotPublicError, Values, read_front
from konzept.paper.keys import labels
from konzept.paper.layout import default

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
_OF_REAL_ONES: Final = {
    "drucksache": "keine Drucksachen-Nummer",
    "erstellt_durch": "keine Angabe, wer es erstellt hat",
}
_VOTES = ("einstimmig", "ja", "nein", "enthaltung")


@dataclass(frozen=True, slots=True)
class _Told:
    """How values are named within a finding."""

    labels: Mapping[str, str]

    def key(self, name: str, value: str = "") -> str:
        """A key, with its value if one is given."""
        label = self.labels[name]
        return either(f"'{name}: {value}'", f"„{label}: {value}“") if value else either(repr(name), f"„{label}“")

    def empty(self, name: str) -> str:
        """That only a sample leaves a key open."""
        return f"{self.key(name)} ist leer, das geht nur bei {_SAMPLE}. Tragen Sie es ein."


@dataclass(slots=True)
class Read:
    """What a file gave: the paper if nothing is wrong, its annexes, every finding, and whether it may be public."""

    paper: SessionPaper | None
    findings: list[Finding]
    public: bool = True
    annexes: tuple[Annex, ...] = ()


def read(text: str, file: str, form: PaperForm | None = None) -> Read:
    """Read a paper. ``file`` names it in places; without a form it has that of this package.

    Of a paper that is not public only this is reported, so that no message quotes it.
    """
    form = form or default()
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
        return Read(None, [fault(file, 1, _NO_FRONT)])
    try:
        values = read_front(match[1], note, form)
    except NotPublicError as error:
        return Read(None, [fault(file, error.line, _NOT_PUBLIC)], public=False)
    subject, sections = read_body(without_head(text), note, form)
    if values is not None:
        found += _disagreements(values, sections, form)
    findings = [fault(file, line, message) for line, message in found]
    paper = None if findings or values is None else _paper(file, form, values, subject, sections)
    return Read(paper, findings, annexes=_annexes(values) if values else ())


def without_head(text: str) -> str:
    """The text with blank lines in the place of its front matter, so that lines keep their numbers."""
    return _FRONT.sub(lambda match: "\n" * match[0].count("\n"), text, count=1)


def _disagreements(values: Values, sections: tuple[PaperSection, ...], form: PaperForm) -> Iterator[tuple[int, str]]:
    """What several values say that can't be true together."""
    told = _Told(labels(form))
    sample = values.get("muster", False)
    steps: tuple[Values, ...] = values.get("beratungsfolge", ())
    for name, words in _OF_REAL_ONES.items():
        if sample and values.get(name):
            yield values.at(name), f"Ein Muster trägt {words}. Lassen Sie {told.key(name)} leer."
    needed = [fact.key for fact in form.facts if fact.required or fact.key in _OF_REAL_ONES]
    for name in needed if not sample else ():
        if values.lacks(name):
            yield values.at(name), told.empty(name)
    for step in steps:
        yield from _disagreeing_step(step, sample, told)
    written = {section.heading for section in sections}
    for part in form.sections:
        group = values.get(part.group) if part.group else values
        if isinstance(group, Values):
            yield from _disagreeing_lines(part, group, told, explained=part.title in written)
            yield from _open_lines(part, group, told) if not sample else ()


def _disagreeing_lines(part: FormSection, group: Values, told: _Told, *, explained: bool) -> Iterator[tuple[int, str]]:
    for line in part.lines:
        value = group.get(line.key)
        if line.kind == "jahre" and value and len(value) > line.years:
            yield group.at(line.key), f"Das Formular hat Platz für {line.years} Jahre. Fassen Sie weitere zusammen."
        if line.kind == "auswahl" and value in line.explained and not explained:
            yield (
                group.at(line.key),
                f"Bei {told.key(line.key, value)} gehört eine kurze Erläuterung dazu (1 bis 3 Sätze). "
                f"Ergänzen Sie {heading(part.title)}.",
            )


def _open_lines(part: FormSection, group: Values, told: _Told) -> Iterator[tuple[int, str]]:
    """What is there, but still to be filled in."""
    for line in part.lines:
        if line.required and line.key in group.lines and group.lacks(line.key):
            yield group.at(line.key), told.empty(line.key)


def _disagreeing_step(step: Values, sample: bool, told: _Told) -> Iterator[tuple[int, str]]:
    for name in _VOTES if sample else ():
        if step.get(name) is not None:
            yield step.at(name), f"Ein Muster hat kein Abstimmungsergebnis. Lassen Sie {told.key(name)} leer."
    for name in ("datum", "gremium") if not sample else ():
        if step.lacks(name):
            yield step.at(name), told.empty(name)
    if step.get("einstimmig") is YesNo.YES and step.get("nein") and step.get("ja"):
        yield (
            step.at("einstimmig"),
            f"{told.key('einstimmig', 'ja')} und Stimmen auf beiden Seiten passen nicht zusammen.",
        )


def _paper(
    file: str, form: PaperForm, values: Values, subject: str, sections: tuple[PaperSection, ...]
) -> SessionPaper:
    return SessionPaper(
        file=file,
        form=form,
        sample=values.get("muster", False),
        number=values.get("drucksache", ""),
        kind=values.get("vorlageart").value,
        author=values.get("erstellt_durch", ""),
        subject=subject,
        steps=tuple(_step(row) for row in values.get("beratungsfolge")),
        values=dict(_own(form, values)),
        annexes=_annexes(values),
        sections=sections,
    )


def _own(form: PaperForm, values: Values) -> Iterator[tuple[str, dict[str, Any]]]:
    """The values that only this form has: those of its facts and loose lines, then those of each group."""
    loose = [line.key for part in form.sections if not part.group for line in part.lines]
    names = [*(fact.key for fact in form.facts if fact.key not in KNOWN), *loose]
    yield "", {name: _plain(values.get(name)) for name in names if values.get(name) is not None}
    for part in form.sections:
        if part.group and isinstance(group := values.get(part.group), Values):
            yield part.group, {name: _plain(value) for name, value in group.values.items()}


def _plain(value: Any) -> Any:
    """A value without the lines in which it stands; a word as it is written."""
    if isinstance(value, tuple):
        return tuple(row.values for row in value)
    return value.value if isinstance(value, Word) else value


def _annexes(values: Values) -> tuple[Annex, ...]:
    rows: tuple[Values, ...] = values.get("anlagen", ())
    return tuple(Annex(row.get("titel", ""), row.get("datei", ""), row.at("datei")) for row in rows)


def _step(row: Values) -> PaperStep:
    return PaperStep(
        date=row.get("datum"),
        body=row.get("gremium", ""),
        responsibility=row.get("zustaendigkeit"),
        agenda_item=row.get("top", ""),
        unanimous=row.get("einstimmig"),
        yes=row.get("ja"),
        no=row.get("nein"),
        abstentions=row.get("enthaltung"),
    )
