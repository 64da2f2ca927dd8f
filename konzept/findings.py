"""What the examination of a concept reports: a place, a German sentence, and how to mend it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from konzept.model import Place

Severity = Literal["fehler", "hinweis"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding. An error stops a strict build, a hint (Hinweis) is only listed.

    ``rule`` names the rule that found it, ``message`` says what must hold, what was
    found instead and how to mend it.
    """

    place: Place
    rule: str
    message: str
    severity: Severity = "fehler"

    @property
    def is_error(self) -> bool:
        """Whether the finding stops a strict build."""
        return self.severity == "fehler"

    @property
    def text(self) -> str:
        """The message, with the word Hinweis in front if it is only that."""
        return self.message if self.is_error else f"Hinweis: {self.message}"

    def __str__(self) -> str:
        return f"{self.place.file}:{self.place.line}: {self.text}"


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Sort findings by file, line and text; the same finding is kept once."""
    return sorted(set(findings), key=lambda f: (f.place.file, f.place.line, f.severity, f.message))


def nearest(word: str, known: Iterable[str]) -> str:
    """A German half-sentence that offers the most similar known word, or lists all."""
    known = [str(entry) for entry in known]
    if close := difflib.get_close_matches(word, known, n=1, cutoff=0.6):
        return f"Gemeint ist vielleicht {close[0]!r}."
    return "Möglich sind: " + ", ".join(known) + "."
