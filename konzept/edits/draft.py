"""Several texts that are changed together: each item is found in its file, each ID stands once in all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from konzept.edits.ids import Ids
from konzept.edits.patch import FileChange
from konzept.errors import RefusedError
from konzept.findings import nearest
from konzept.markdown.document import Document, EditError


class Draft:
    """Texts by their names from the folder of the texts, as they were and as they are changed so far.

    So several edits become one change::

        draft = Draft(files)
        draft.put(set_option(draft.of("SPR-01"), "SPR-01", "status", "offen"))
        draft.put(add_item(draft["quellen.md"], source, below="Weitere Quellen"))
        draft.add(new_file("handlungsfelder/…/SPR-06.md", recommendation))
        draft.changes()

    ``taken`` are IDs that no new item may have, such as those of published Ausgaben; ``ids`` gives the next free ones.
    """

    def __init__(self, files: Mapping[str, bytes | Document], taken: Iterable[str] = ()) -> None:
        """Begin with these files; a document that was read already is not read again."""
        self._documents = {
            file: found if isinstance(found, Document) else Document(file, found) for file, found in files.items()
        }
        self._before = dict(self._documents)
        self._places = {ident: file for file, document in self._documents.items() for ident in _ids(document)}
        self._taken = {*taken} - self._places.keys()
        self.ids = Ids((*self._places, *self._taken))

    def __getitem__(self, file: str) -> Document:
        """The text as it is now.

        :raises RefusedError: if there is none of this name.
        """
        if file not in self._documents:
            raise RefusedError(f"Die Datei {file!r} gibt es nicht. {nearest(file, sorted(self._documents))}")
        return self._documents[file]

    @property
    def documents(self) -> Mapping[str, Document]:
        """All texts as they are now, by their names."""
        return self._documents

    def of(self, ident: str) -> Document:
        """The text that holds the item, as it is now.

        :raises RefusedError: if none holds it.
        """
        if ident not in self._places:
            raise RefusedError(f"Den Eintrag {ident!r} gibt es nicht. {nearest(ident, sorted(self._places))}")
        return self._documents[self._places[ident]]

    def put(self, document: Document) -> None:
        """Let this be the text of its file from now on.

        :raises EditError: if there is no such file yet, or an item has an ID that is taken elsewhere.
        """
        old = self[document.file]
        self._refuse_taken(document, {*_ids(old)})
        for ident in _ids(old):
            self._places.pop(ident, None)
        self._place(document)

    def add(self, document: Document) -> None:
        """Add a new file.

        :raises EditError: if there is one of this name, or an item has an ID that is taken.
        """
        names = {file.casefold(): file for file in self._documents}
        if known := names.get(document.file.casefold()):
            message = f"Die Datei {known!r} gibt es schon. Nehmen Sie einen anderen Namen."
            raise EditError(document.fault(1, message))
        self._refuse_taken(document, set())
        self._place(document)

    def changes(self) -> Iterator[FileChange]:
        """What is changed so far, in the order of the files; their paths count from the folder of the texts."""
        for file, document in sorted(self._documents.items()):
            old = self._before.get(file)
            if old is None or old.content != document.content:
                yield FileChange(file, old.content if old else None, document.content)

    def _place(self, document: Document) -> None:
        self._documents[document.file] = document
        idents = _ids(document)
        self._places |= dict.fromkeys(idents, document.file)
        self.ids.take(idents)

    def _refuse_taken(self, document: Document, own: set[str]) -> None:
        for record in document.reading.records:
            if record.id not in own and (record.id in self._places or record.id in self._taken):
                there = f"steht schon in {self._places[record.id]}" if record.id in self._places else "ist vergeben"
                message = f"Die ID {record.id!r} {there}. IDs sind einmalig: Nehmen Sie die nächste freie."
                raise EditError(document.fault(record.place.line, message))


def _ids(document: Document) -> list[str]:
    return [record.id for record in document.reading.records if record.id]
