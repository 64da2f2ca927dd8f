"""Writes what a form says into a draft of the texts, and knows afterwards of which field each option came."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final

from konzept.concept import Concept
from konzept.edits import PAGES, Draft, NewItem, add_item, add_page, add_value, new_file, remove_option, set_option
from konzept.german import slug
from konzept.model import Field, Item, Source

_LONGEST_SLUG: Final = 40
Values = Mapping[str, str]


class Pen:
    """One report, written into a draft: new items, changed options.

    ``prefixes`` has the items that the report writes or changes, each with what the names of its fields begin with;
    ``shown`` is the item whose page shows best what was done.
    """

    def __init__(self, draft: Draft, concept: Concept) -> None:
        """Write into this draft of the texts, whose concept this is."""
        self.draft, self.concept = draft, concept
        self.prefixes: dict[str, str] = {}
        self.shown = ""

    def add(self, item: NewItem, *, file: str = "", prefix: str = "", shown: str = "") -> str:
        """Put a new item into a file: below the last one that this report or the file has of the kind.

        :returns: its ID.
        :raises konzept.edits.EditError: if it can't stand there.
        """
        name = file or self.concept.home(item.kind) or PAGES.get(item.kind.NAME, f"{item.kind.NAME}.md")
        if name not in self.draft.documents:
            self._begin(name, item)
        else:
            document = self.draft[name]
            same = [r.id for r in document.reading.records if r.id and (file or r.type == item.kind.NAME)]
            free = [ident for ident in same if document.block(ident).free]
            self.draft.put(add_item(document, item, after=free[-1] if free else ""))
        self.prefixes[item.id] = prefix
        self.shown = shown or self.shown
        return item.id

    def change(self, ident: str, options: Values) -> None:
        """Give options of an item these values; an empty one takes the option away."""
        for name, value in options.items():
            document = self.draft.of(ident)
            changed = set_option(document, ident, name, value) if value else remove_option(document, ident, name)
            self.draft.put(changed)
        self.prefixes[ident] = ""

    def also(self, ident: str, name: str, value: str) -> None:
        """Put one more value behind those that an option of an item has."""
        self.draft.put(add_value(self.draft.of(ident), ident, name, value))
        self.prefixes.setdefault(ident, "")

    def sources(self, values: Values) -> str:
        """The IDs of the sources that a form names, with the one that it describes; this one is written."""
        named = values.get("quelle", "")
        if not values.get("q_titel", ""):
            return named
        return ", ".join(filter(None, [named, self.source(values, "q_")]))

    def source(self, values: Values, prefix: str) -> str:
        """Write the source that the fields with this prefix describe; its ID."""
        title = values.get(f"{prefix}titel", "")
        options = picked(values, Source, prefix)
        ident = self.slug_id("Q-", title)
        item = NewItem(kind=Source, id=ident, title=title, options=options, text=values.get(f"{prefix}text", ""))
        return self.add(item, prefix=prefix)

    def slug_id(self, prefix: str, title: str) -> str:
        """An ID from the words of a title that nothing has yet."""
        first, *more = (slug(title).upper() or "NEU").split("-")
        kept = [first]
        for word in more:
            if len("-".join([*kept, word])) > _LONGEST_SLUG:
                break
            kept.append(word)
        stem = prefix + "-".join(kept)[:_LONGEST_SLUG].rstrip("-")
        return self.draft.ids.free(stem)

    def file_of(self, ident: str) -> str:
        """The file of an item.

        :raises konzept.errors.RefusedError: if there is no such item.
        """
        return self.draft.of(ident).file

    def folder_of(self, field: str) -> PurePosixPath:
        """The folder of the recommendations of a field."""
        return PurePosixPath(self.file_of(field)).parent

    def page(self, name: str, item: NewItem) -> str:
        """Write an item into a new file of its own, and name it in the table of contents beside it if that lists files.

        :returns: its ID.
        """
        self.draft.add(new_file(name, item))
        index = str(PurePosixPath(name).parent / "index.md")
        if index in self.draft.documents:
            self.draft.put(add_page(self.draft[index], name))
        self.prefixes[item.id], self.shown = "", item.id
        return item.id

    def code(self, field: str) -> str:
        """The letters with which the IDs of a field's recommendations begin."""
        found = self.concept.get(field, Field)
        return found.code if found else field.removeprefix("HF-")

    def _begin(self, name: str, item: NewItem) -> None:
        self.draft.add(new_file(name, f"# {item.kind.PLURAL}", item))
        self.draft.put(add_page(self.draft["index.md"], name))


def picked(values: Values, kind: type[Item], prefix: str = "", without: tuple[str, ...] = ()) -> dict[str, str]:
    """The values of a form that are options of a need type, by name."""
    named = {spec.name for _, spec in kind.options()} - {*without}
    return {name: values[prefix + name] for name in sorted(named) if values.get(prefix + name, "").strip()}
