"""Takes what the items of a withdrawn page left in the other files of its Ausgabe: rows, entries, days, chapters."""

from __future__ import annotations

import csv
import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from icalendar import Calendar, Event
from lxml import etree

from konzept import catalogue
from konzept.editions import PublishError, legible
from konzept.editions.folding import folded
from konzept.exports import onefile

NEEDS: Final = ("needs.json", f"{catalogue.FOLDER}/needs.json")
_ATOM: Final = "{http://www.w3.org/2005/Atom}"


@dataclass(frozen=True, slots=True)
class TracePage:
    """A page that is withdrawn from the Ausgabe in ``folder``, and its items by ID, as sphinx-needs has them."""

    folder: Path
    name: str
    items: Mapping[str, Mapping[str, Any]]

    @classmethod
    def of(cls, folder: Path, name: str) -> TracePage:
        """The page, as long as the data still have its items."""
        docname = name.removesuffix(".html")
        return cls(folder, name, {i: need for i, need in needs(folder) if need.get("docname") == docname})

    def own(self) -> Iterator[str]:
        """The files that tell of nothing but this page or its items; its short addresses are no such files."""
        table = re.compile(rf"{catalogue.FOLDER}/seiten/{re.escape(self.name.removesuffix('.html'))}-[0-9]+\.csv")
        for path in self.folder.rglob("*"):
            name = path.relative_to(self.folder).as_posix()
            if table.fullmatch(name) or (path.suffix == ".atom" and path.stem in self.items):
                yield name

    def short(self) -> list[str]:
        """Its short addresses."""
        return [name for ident in self.items if (self.folder / (name := f"{ident}/index.html")).is_file()]

    def forget(self, word: str) -> Iterator[str]:
        """Take its items out of a file after the other, and give the names of those that changed."""
        for path in sorted(self.folder.rglob("*")):
            if path.suffix not in legible.KINDS or not path.is_file():
                continue
            name = path.relative_to(self.folder).as_posix()
            text = legible.read(path)
            if (new := self._without(name, text, word)) != text:
                legible.write(path, new)
                yield name

    def _without(self, name: str, text: str, word: str) -> str:
        if name.endswith(".csv"):
            return "".join(self._rows(text))
        if name.endswith(".atom"):
            return self._entries(name, text)
        if name.endswith(".ics"):
            return self._days(name, text)
        if name == f"{catalogue.FOLDER}/concept.json":
            return self._records(text, word)
        if name == catalogue.WHOLE.file and (chapter := onefile.place(text, self.name)):
            return f"{text[: chapter[0]]}<p>{word}</p>{text[chapter[1] :]}"
        return text

    def _entries(self, name: str, text: str) -> str:
        """A feed without the entries that lead to the page or its items."""
        try:
            feed = etree.fromstring(
                text.encode("utf-8", "surrogateescape"), etree.XMLParser(remove_blank_text=True, resolve_entities=False)
            )
        except etree.XMLSyntaxError as error:
            raise PublishError(_unreadable(name, f"kein lesbarer Feed ({error.msg})")) from None
        entries = feed.findall(f"{_ATOM}entry")
        links = {entry: [link.get("href", "") for link in entry.iter(f"{_ATOM}link")] for entry in entries}
        if feed.tag != f"{_ATOM}feed" or not all(links.values()):
            raise PublishError(_unreadable(name, "kein Feed, dessen Einträge alle einen <link> haben"))
        gone = [entry for entry in entries if self._is_led_to(links[entry], name)]
        for entry in gone:
            feed.remove(entry)
        made: bytes = etree.tostring(feed, encoding="UTF-8", xml_declaration=True, pretty_print=True)
        return made.decode() if gone else text

    def _days(self, name: str, text: str) -> str:
        """A calendar without the days of the page or its items."""
        try:
            calendar = Calendar.from_ical(text)
        except ValueError as error:
            raise PublishError(_unreadable(name, f"kein lesbarer Kalender ({error})")) from None
        if name == catalogue.CALENDAR_FILE.file and not all("SUMMARY" in day for day in calendar.events):
            raise PublishError(_unreadable(name, "kein Kalender, dessen Einträge alle ein SUMMARY haben"))
        gone = [day for day in calendar.events if self._is_day(day, name)]
        calendar.subcomponents = [part for part in calendar.subcomponents if part not in gone]
        made: bytes = calendar.to_ical()
        return made.decode() if gone else text

    def _rows(self, text: str) -> Iterator[str]:
        """The lines of a table but those whose first cell is the ID of an item; each as it is written."""
        lines = re.split(r"(?<=\n)", text)
        reader = csv.reader(lines, delimiter=";" if ";" in lines[0] else ",")
        before = 0
        for row in reader:
            if not row or row[0].lstrip("'") not in self.items:
                yield "".join(lines[before : reader.line_num])
            before = reader.line_num
        yield "".join(lines[before:])

    def _records(self, text: str, word: str) -> str:
        data = json.loads(text)
        kept = [entry for entry in data["eintraege"] if entry["id"] not in self.items]
        if len(kept) == len(data["eintraege"]):
            return text
        data = {**data, "hinweise": [*data.get("hinweise", ()), f"{self.name}: {word}"], "eintraege": kept}
        return json.dumps(data, ensure_ascii=False, indent=1) + "\n"

    def _is_day(self, day: Event, name: str) -> bool:
        said = str(day.get("SUMMARY", ""))
        titles = {folded(str(item.get("title", ""))) for item in self.items.values()} - {""}
        is_review = any(said.startswith(f"Erneut prüfen: {ident} ") for ident in self.items)
        return is_review or folded(said) in titles or self._is_led_to([str(day.get("URL", ""))], name)

    def _is_led_to(self, addresses: Iterable[str], name: str) -> bool:
        """Whether one of the addresses in the file ``name`` is that of the page or of one of its items."""
        return any(self._target(address, name) in (self.name, *self.short()) for address in addresses)

    def _target(self, address: str, name: str) -> str:
        """The page that an address leads to: relative to the file, or below whatever the website's own address is."""
        path = unquote(urlsplit(address).path)
        path += "index.html" if path.endswith("/") else ""
        if not urlsplit(address).scheme:
            path = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
        parts = path.strip("/").split("/")
        tails = ("/".join(parts[start:]) for start in range(len(parts)))
        return next((tail for tail in tails if (self.folder / tail).is_file()), "")


def _unreadable(name: str, what: str) -> str:
    return (
        f"{name} ist {what}. So lässt sich nicht sagen, was darin zur zurückgezogenen Seite gehört. Geändert wurde "
        "nichts. Stellen Sie die Datei aus einer Kopie wieder her."
    )


def needs(folder: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """All items of an Ausgabe by ID, as sphinx-needs has them."""
    for name in NEEDS:
        if (path := folder / name).is_file():
            for version in json.loads(path.read_text("utf-8"))["versions"].values():
                yield from version["needs"].items()
            return
