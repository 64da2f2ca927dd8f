"""What reading one document has given so far."""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from konzept.findings import NOTATION, Finding, either, fault
from konzept.markdown.extent import LONGEST_ADDRESSES, MOST_PARTS
from konzept.markdown.records import Mention, MentionKind, Reading
from konzept.model import Place

_WORD: Final = re.compile(r"\w+")


@dataclass(slots=True)
class Gathering:
    """The reading of a document while it grows.

    ``env`` is what Markdown keeps for a whole document (addresses of links, footnotes): MyST
    shares it between a page and the texts of its blocks, and so do its readers here. ``full`` tells
    that the document has too much of something: the rest is not read.
    """

    reading: Reading
    env: MutableMapping[str, Any] = field(default_factory=dict)
    addresses: int = 0
    full: bool = False

    def shown(self, text: str) -> None:
        """Count words that a page will show."""
        self.reading.words.update(_WORD.findall(text))

    def note(self, kind: MentionKind, target: str, line: int) -> None:
        """Keep something that must exist elsewhere."""
        self.reading.mentions.append(Mention(kind, target, Place(file=self.reading.file, line=line)))

    def count(self, line: int, parts: int) -> None:
        """Count what is drawn and written."""
        self.reading.parts += parts
        if self.reading.parts > MOST_PARTS:
            self._fill(line, f"{MOST_PARTS} Absätze, Zellen, Verweise und Auszeichnungen")

    def address(self, line: int, address: str) -> None:
        """Count the letters of an address."""
        self.addresses += len(address)
        if self.addresses > LONGEST_ADDRESSES:
            self._fill(line, f"{LONGEST_ADDRESSES} Zeichen in Adressen")

    def _fill(self, line: int, what: str) -> None:
        if not self.full:
            self.full = self.reading.broken = True
            self.refuse(line, f"Bis hier hat die Datei mehr als {what}. Machen Sie mehrere Seiten daraus.", plain=True)

    def refuse(self, line: int, message: str, *, plain: bool = False) -> None:
        """Keep a finding of this document; a plain one says nothing of notation, and a form says it as well."""
        self.reading.findings.append(self.finding(line, message, plain=plain))

    def hint(self, line: int, message: str) -> None:
        """Keep a Hinweis of this document."""
        self.reading.findings.append(replace(self.finding(line, message), severity="hinweis"))

    def finding(self, line: int, message: str, *, plain: bool = False) -> Finding:
        """A finding of form at a line of this document."""
        return fault(self.reading.file, line, message if plain else either(message, NOTATION))
