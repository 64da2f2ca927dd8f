"""What a directive names that must exist elsewhere: views, fields, days, pages, pictures."""

from __future__ import annotations

import re

from konzept.markdown import permitted
from konzept.markdown.gathering import Gathering
from konzept.markdown.inlines import Inlines
from konzept.markdown.options import Options
from konzept.model.dates import is_day


def note(name: str, argument: str, options: Options, line: int, inlines: Inlines) -> None:
    """Note what the directive ``name`` names, and refuse what it can't name so."""
    match name:
        case "ansicht":
            _view(argument, options, line, inlines.found)
        case "image" | "figure":
            inlines.picture(argument, options.values.get("alt", ""), line)
        case "toctree":
            for number, entry in enumerate(options.text.split("\n"), options.end + 1):
                _page(entry, number, "glob" in options.values, inlines.found)


def _view(name: str, options: Options, line: int, found: Gathering) -> None:
    """A view, and the field or the day that it shows."""
    found.note("view", name, line)
    if ident := options.values.get("handlungsfeld"):
        found.note("field", ident, options.lines["handlungsfeld"])
    if "tag" not in options.values:
        return
    line, value = options.lines["tag"], options.values["tag"]
    if not is_day(value):
        found.refuse(line, f"'tag' ist ein Tag wie 2026-12-31, gefunden: {value!r}.")
    elif "handlungsfeld" in options.values:
        found.refuse(line, "Eine Ansicht hat 'handlungsfeld' oder 'tag', nicht beides. Streichen Sie eine Zeile.")
    else:
        found.note("day", name, line)


def _page(entry: str, line: int, glob: bool, found: Gathering) -> None:
    """The page that an entry of a table of contents names."""
    match = re.fullmatch(r".*<([^<>]+)>", entry)
    target = match[1] if match else entry
    if not target.strip():
        return
    if entry != entry.strip():
        found.refuse(line, f"Eine Seite des Inhaltsverzeichnisses steht ganz links, gefunden: {entry!r}.")
    elif reason := permitted.refused_address(target):
        found.refuse(line, reason)
    elif glob and re.search(r"[*?\[]", target):
        found.reading.lists += 1
        found.note("pages", target, line)
    elif not target.startswith(("https://", "http://")) and target != "self":
        found.note("page", target, line)
