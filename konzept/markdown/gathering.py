"""What reading one document has given so far."""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from konzept.findings import Finding
from konzept.markdown.records import Mention, MentionKind, Reading
from konzept.model import Place

_WORD: Final = re.compile(r"\w+")


@dataclass(slots=True)
class Gathering:
    """The reading of a document while it grows.

    ``env`` is what Markdown keeps for a whole document (addresses of links, footnotes): MyST
    shares it between a page and the texts of its blocks, and so do its readers here.
    """

    reading: Reading
    env: MutableMapping[str, Any] = field(default_factory=dict)

    def shown(self, text: str) -> None:
        """Count words that a page will show."""
        self.reading.words.update(_WORD.findall(text))

    def note(self, kind: MentionKind, target: str, line: int) -> None:
        """Keep something that must exist elsewhere."""
        self.reading.mentions.append(Mention(kind, target, Place(file=self.reading.file, line=line)))

    def refuse(self, line: int, message: str) -> None:
        """Keep a finding of this document."""
        self.reading.findings.append(self.finding(line, message))

    def hint(self, line: int, message: str) -> None:
        """Keep a Hinweis of this document."""
        self.reading.findings.append(replace(self.finding(line, message), severity="hinweis"))

    def finding(self, line: int, message: str) -> Finding:
        """A finding of form at a line of this document."""
        return Finding(place=Place(file=self.reading.file, line=line), rule="form", message=message)
