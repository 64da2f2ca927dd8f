"""The texts of a town in memory, for whoever changes them without a folder: answers of offices, forms in a browser."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from konzept.editions.remembered import Published
from konzept.examine import Examination, examine
from konzept.markdown.document import Document
from konzept.paper import is_paper
from konzept.town import Town


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """The texts of a town by file, with what else their examination needs."""

    files: Mapping[str, bytes]
    town: Town
    today: date
    published: Published

    def examined(self, documents: Iterable[Document] | None = None) -> Examination:
        """The concept and its findings, as the texts are or as these documents are."""
        given = documents or (Document(name, content) for name, content in self.files.items())
        readings = [document.reading for document in given if not is_paper(document.file)]
        return examine(readings, self.town, self.today, self.published)
