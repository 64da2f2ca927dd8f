"""Words that mean the same to those who search: the town's file ``synonyme.txt`` in the folder of the texts.

A line is a group of words or phrases with commas between them; whoever searches for one finds the others too.
What follows # is a remark. A town without the file has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from konzept.files import inputs
from konzept.files.unseen import unseen
from konzept.findings import Finding, fault

FILE: Final = "synonyme.txt"
_fault: Final = partial(fault, FILE, rule="synonyme")
MOST: Final = 500
_LONGEST: Final = 60
_PHRASE: Final = re.compile(r"[^\W_]+(?:[ .-]+[^\W_]+)*\.?")


@dataclass(frozen=True, slots=True)
class Synonyms:
    """The groups, as far as they are sound, and what is wrong with the others."""

    groups: tuple[tuple[str, ...], ...] = ()
    findings: tuple[Finding, ...] = ()


def read(folder: Path) -> Synonyms:
    """Read the file of a folder of texts; a damaged one is a finding."""
    try:
        text = inputs.text(folder / FILE)
    except FileNotFoundError:
        return Synonyms()
    except inputs.DamagedError as error:
        return Synonyms(findings=(_fault(error.line, error.message),))
    findings = [_fault(line, message) for line, message in unseen(text)]
    groups: dict[int, tuple[str, ...]] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if written := line.partition("#")[0].strip():
            groups[number] = tuple(" ".join(word.split()) for word in written.split(","))
    findings += [_fault(number, message) for number, group in groups.items() for message in _faults(group)]
    if len(groups) > MOST:
        findings.append(_fault(list(groups)[MOST], f"Die Datei hat mehr als {MOST} Gruppen. Kürzen Sie sie."))
    faulty = {finding.place.line for finding in findings}
    return Synonyms(tuple(group for number, group in groups.items() if number not in faulty), tuple(findings))


def _faults(group: tuple[str, ...]) -> Iterator[str]:
    """A group has at least two words, each once, and nothing but letters, digits, spaces, dots and hyphens."""
    if len(group) == 1:
        yield (
            f"Hier steht nur {group[0]!r}. Eine Zeile nennt Wörter, die dasselbe bedeuten, mit Komma dazwischen: "
            "Amt, Behörde"
        )
    for number, word in enumerate(group):
        if not word:
            yield "Hier stehen zwei Kommas ohne Wort dazwischen, oder eins am Ende. Streichen Sie eins."
        elif len(word) > _LONGEST:
            yield f"{word[:_LONGEST]!r} … ist zu lang. Ein Eintrag hat höchstens {_LONGEST} Zeichen."
        elif not _PHRASE.fullmatch(word):
            yield f"{word!r} ist kein Wort, wie man es sucht. Möglich sind Buchstaben, Ziffern, Leerzeichen und -."
        elif word.casefold() in (other.casefold() for other in group[:number]):
            yield f"{word!r} steht hier zweimal. Streichen Sie eins."
