"""Which form the town's papers have: ``sitzungsvorlage.toml`` in the folder of the texts, else the one of this package.

What is wrong with the file is told with its line; papers are then read by the form of this package.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from importlib import resources
from pathlib import Path
from typing import Any, Final

from konzept import keyed
from konzept.files import inputs
from konzept.findings import Finding, fault, nearest
from konzept.model.declare import filled, settings_of
from konzept.paper.described import FORMS, HAS
from konzept.paper.form import FACTS, Fact, FormLine, FormRow, FormSection, OrderLabels, PaperForm, VoteLabels

FILE: Final = "sitzungsvorlage.toml"
_finding: Final = partial(fault, FILE, rule="formular")


@dataclass(frozen=True, slots=True)
class Layout:
    """The form, and what is wrong with the file that describes it."""

    form: PaperForm
    findings: tuple[Finding, ...] = ()


def read(folder: Path) -> Layout:
    """The form of a folder of texts; a file with faults does not count."""
    try:
        values, text = inputs.toml(folder / FILE)
    except FileNotFoundError:
        return Layout(default())
    except inputs.DamagedError as error:
        return Layout(default(), (_finding(error.line, error.message),))
    reader = _FormReader(text)
    form = reader.form(values)
    return Layout(default() if reader.findings else form, tuple(reader.findings))


@cache
def default() -> PaperForm:
    """The form of this package."""
    text = resources.files("konzept.paper").joinpath("form.toml").read_text("utf-8")
    return _FormReader(text).form(tomllib.loads(text))


def _twice(*spaces: list[str]) -> Iterator[str]:
    """What stands in one of the lists more than once; what is empty is no name."""
    for names in spaces:
        yield from (name for name, often in Counter(names).items() if name and often > 1)


class _FormReader:
    """Reads a file; its faults gather in ``findings``."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.findings: list[Finding] = []

    def form(self, values: Mapping[str, Any]) -> PaperForm:
        """The form; with faults, what could be read of it."""
        found = self._table(values, PaperForm, "Angabe des Formulars", ())
        facts = tuple(self._facts(found.get("angabe", ())))
        sections = tuple(self._sections(found.get("abschnitt", ())))
        if not self.findings:  # what is missing in a part makes no second fault of the whole
            self._agrees(found, facts, sections)
        return filled(
            PaperForm,
            found,
            reported=found.get("bericht") or next(iter(found.get("arten", ())), ""),
            subject=found.get("betreff") or default().subject,
            votes=VoteLabels(*(found.get("abstimmung") or default().votes)),
            order=OrderLabels(*(found.get("beratungsfolge") or default().order)),
            facts=facts,
            sections=sections,
        )

    def _agrees(self, found: Mapping[str, Any], facts: tuple[Fact, ...], sections: tuple[FormSection, ...]) -> None:
        for role in ("beschluss", FACTS):
            if sum(section.role == role for section in sections) != 1:
                self._note((), "abschnitt", f"Genau ein Abschnitt hat rolle = {role!r}: Dorthin schreibt ein Bericht.")
        if (kind := found.get("bericht")) and kind not in found["arten"]:
            self._note((), "bericht", f"{kind!r} steht nicht in 'arten'. {nearest(kind, found['arten'])}")
        self._once(facts, sections)

    def _facts(self, tables: Iterable[Any]) -> Iterator[Fact]:
        for path, entry in self._entries(tables, "angabe", ()):
            yield filled(Fact, self._table(entry, Fact, "Angabe in [[angabe]]", path))

    def _sections(self, tables: Iterable[Any]) -> Iterator[FormSection]:
        for path, entry in self._entries(tables, "abschnitt", ()):
            found = self._table(entry, FormSection, "Angabe in [[abschnitt]]", path)
            if found.get("ohne_titel") and path[-1][1] == 0:
                self._note(path, "ohne_titel", "Vor dem ersten Abschnitt steht keiner, an den er anschließen könnte.")
            yield filled(FormSection, found, lines=tuple(self._form_lines(found.get("zeile", ()), path)))

    def _form_lines(self, tables: Iterable[Any], above: inputs.Tables) -> Iterator[FormLine]:
        for path, entry in self._entries(tables, "zeile", above):
            found = self._table(entry, FormLine, "Angabe in [[abschnitt.zeile]]", path)
            self._fits(entry, found, path)
            yield filled(FormLine, found, rows=tuple(self._rows(found.get("reihe", ()), path)))

    def _fits(self, entry: Mapping[str, Any], found: Mapping[str, Any], path: inputs.Tables) -> None:
        """Whether a line has what its kind needs, and nothing that it can't use."""
        if not (kind := found.get("art")):
            return
        needed, possible = HAS[kind]
        for name in needed:
            if name not in entry:
                self._note(path, "art", f"Zu art = {kind!r} gehört {name!r}. Ergänzen Sie es.")
        for name in [name for name in found if name not in ("art", *needed, *possible)]:
            self._note(path, name, f"Zu art = {kind!r} gehört kein {name!r}. Streichen Sie es.")
        words = [word for word, _ in found.get("worte", ())]
        for name in (*found.get("erlaeutern", ()), *filter(None, [found.get("bericht", "")])):
            if words and name not in words:
                self._note(path, "worte", f"{name!r} steht nicht in 'worte'. {nearest(name, words)}")

    def _rows(self, tables: Iterable[Any], above: inputs.Tables) -> Iterator[FormRow]:
        entries = list(self._entries(tables, "reihe", above))
        keys = [entry.get("feld") for _, entry in entries]
        for path, entry in entries:
            found = self._table(entry, FormRow, "Angabe in [[abschnitt.zeile.reihe]]", path)
            sums = (*found.get("plus", ()), *found.get("minus", ()))
            if bool(sums) is ("feld" in found):
                self._note(path, "titel", "Eine Reihe hat 'feld', oder sie rechnet mit 'plus' und 'minus'.")
            for name in sums:
                if name not in keys:
                    self._note(path, "plus", f"Eine Reihe mit feld = {name!r} gibt es in dieser Tabelle nicht.")
            yield filled(FormRow, found)

    def _once(self, facts: tuple[Fact, ...], sections: tuple[FormSection, ...]) -> None:
        """A name stands for one value, and a heading for one section."""
        loose = [line.key for section in sections if not section.group for line in section.lines]
        spaces = [[*(fact.key for fact in facts), *(section.group for section in sections), *loose]]
        spaces += [[line.key for line in section.lines] for section in sections if section.group]
        spaces += [[row.key for row in line.rows] for section in sections for line in section.lines]
        for name in _twice(*spaces):
            self._note((), "feld", f"feld = {name!r} steht zweimal. Geben Sie einem einen anderen Namen.", name)
        for title in _twice([section.title for section in sections]):
            self._note((), "titel", f"Zwei Abschnitte heißen {title!r}. Geben Sie einem einen anderen Titel.", title)

    def _table(self, values: Mapping[str, Any], kind: type[Any], of: str, path: inputs.Tables) -> dict[str, Any]:
        found, faults = keyed.table(values, settings_of(kind).values(), of, FORMS)
        for one in faults:
            self._note(path, one.key, one.message)
        return found

    def _entries(
        self, tables: Iterable[Any], name: str, above: inputs.Tables
    ) -> Iterator[tuple[inputs.Tables, Mapping[str, Any]]]:
        for number, entry in enumerate(tables):
            path = (*above, (name, number))
            if isinstance(entry, dict):
                yield path, entry
            else:
                header = ".".join(part for part, _ in path)
                self._note(path, name, f"Jeder Eintrag steht unter einer eigenen Zeile [[{header}]].")

    def _note(self, path: inputs.Tables, key: str, message: str, value: str = "") -> None:
        self.findings.append(_finding(inputs.line_in(self._text, key, path, value), message))
