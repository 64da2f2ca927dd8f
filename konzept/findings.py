"""What the examination of a concept reports: of what, what must hold, what was found, how to mend it, and where.

The words of a finding are said once. In them ``'name'`` or ``'name: value'`` names an option as authors of Markdown
write it, and :func:`either` has the words that a form says otherwise; each rendering writes both in its own way.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Literal, NamedTuple

from konzept.model import TYPE_BY_NAME, Option, Place, Word

Severity = Literal["fehler", "hinweis"]

# No text has these characters (files/unseen.py), so that nobody's words are taken for a mark.
_EITHER: Final = re.compile("\x1c([^\x1c-\x1e]*)\x1d([^\x1c-\x1e]*)\x1e")
_QUOTED: Final = re.compile(r"(?<!\w)'([^'\n]+)'")
_UNMARKED: Final = dict.fromkeys(map(ord, "\x1c\x1d\x1e"))
# What can't be said otherwise of the notation of Markdown, where somebody fills in a field.
NOTATION: Final = (
    "Etwas in diesem Text lässt sich so nicht darstellen. Schreiben Sie einfache Sätze und Absätze, ohne HTML und ohne "
    "Sonderzeichen am Anfang."
)


class About(NamedTuple):
    """What a finding is about: an option of an item of a type; without option the whole item, without item a file."""

    type: str = ""
    item: str = ""
    option: str = ""


A_FILE: Final = About()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding. An error stops a strict build, a hint (Hinweis) is only listed.

    ``rule`` names the rule that found it. ``must`` and ``found`` are one sentence: what must hold, and what was found
    instead; where ``found`` is a sentence of its own it comes first. ``mend`` says how to mend it. Only ``found`` has
    words of others: nothing in it is taken for the name of an option. ``lead`` is for those who read it far from its
    place.
    """

    place: Place
    rule: str = ""
    must: str = ""
    found: str = ""
    mend: str = ""
    lead: str = ""
    subject: About = A_FILE
    severity: Severity = "fehler"

    @property
    def is_error(self) -> bool:
        """Whether the finding stops a strict build."""
        return self.severity == "fehler"

    @property
    def message(self) -> str:
        """The finding for authors of Markdown."""
        return self.lead + _sentences(*map(in_markdown, (self.must, self.found, self.mend)))

    @property
    def text(self) -> str:
        """The message, with the word Hinweis in front if it is only that."""
        return self.message if self.is_error else f"Hinweis: {self.message}"

    @property
    def beside_field(self) -> str:
        """The finding beside the field of a form or for the cell of a table: no word about notation."""
        must, mend = (_labelled(words, self.subject.type) for words in (self.must, self.mend))
        text = _sentences(*map(in_form, (must, self.found, mend)))
        return text if self.is_error else f"Hinweis: {text}"

    def __str__(self) -> str:
        file = "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in self.place.file)
        return f"{file}:{self.place.line}: {self.text}"


def fault(file: str, line: int, message: str, rule: str = "form") -> Finding:
    """A finding about a file that says all in one message."""
    return Finding(place=Place(file=file, line=line), rule=rule, found=message)


def either(markdown: str, form: str) -> str:
    """Words for authors of Markdown, and those that a form says instead."""
    return f"\x1c{markdown.translate(_UNMARKED)}\x1d{form.translate(_UNMARKED)}\x1e"


def heading(title: str) -> str:
    """The heading of a section within a finding."""
    return either(f"'## {title}'", f"„{title}“")


def shown(word: Word) -> str:
    """A word of the model: as authors write it, or as readers see it."""
    return either(f"'{word}'", f"„{word.label}“")


LEAVE_OUT: Final = either("Streichen Sie die Zeile.", "Lassen Sie das Feld leer.")


def in_markdown(words: str) -> str:
    """Words as authors of Markdown read them."""
    return _EITHER.sub(r"\1", words)


def in_form(words: str) -> str:
    """Words as they stand beside a field."""
    return _QUOTED.sub(r"„\1“", _EITHER.sub(r"\2", words))


def _sentences(must: str, found: str, mend: str) -> str:
    if not must and not mend:
        return found  # whoever says all at once says it in whole sentences
    first = (found, must) if found.endswith(".") else (f"{must}, gefunden: {found}" if found else must,)
    return " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in (*first, mend) if part)


def _labelled(words: str, kind: str) -> str:
    """Own words with the label of each option instead of its name, and that of its value."""

    def named(quoted: re.Match[str]) -> str:
        name, colon, value = quoted[1].partition(": ")
        spec = _spec(name, kind)
        if spec is None:
            return quoted[0]
        label = next((word.label for word in spec.choices if value in (word, word.written)), value)
        return f"'{spec.label}{colon}{label}'"

    return _QUOTED.sub(named, words)


def _spec(name: str, kind: str) -> Option | None:
    """The declaration of an option: that of the type, or else of the first type that has it."""
    types = sorted(TYPE_BY_NAME.values(), key=lambda declared: kind != declared.NAME)
    return next((spec for declared in types for _, spec in declared.options() if spec.name == name), None)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Sort findings by file, line and text; the same finding is kept once."""
    return sorted(set(findings), key=lambda f: (f.place.file, f.place.line, f.severity, f.message))


def fresh(before: Iterable[Finding], after: Iterable[Finding]) -> list[Finding]:
    """The findings that were not there before, wherever their lines are by now; one more of the same is one."""
    left = Counter(map(_anywhere, before))
    found = []
    for finding in after:
        if left[same := _anywhere(finding)]:
            left[same] -= 1
        else:
            found.append(finding)
    return found


def _anywhere(finding: Finding) -> Finding:
    return replace(finding, place=Place(file=finding.place.file, line=0))


def nearest(word: str, known: Iterable[str]) -> str:
    """A German half-sentence that offers the most similar known word, or lists all: those of the same word, if any."""
    known = [str(entry) for entry in known]
    return similar(word, known) or _possible(known)


def similar(word: str, known: Iterable[str]) -> str:
    """The same where any other word may be meant as well: empty if none is similar."""
    known = [str(entry) for entry in known]
    if len(same := [entry for entry in known if word in entry.split()]) > 1:
        return _possible(same)
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f"Gemeint ist vielleicht {close[0]!r}." if close else ""


def _possible(known: Iterable[str]) -> str:
    return f"Möglich sind: {', '.join(known)}."
