"""Makes every table fit for phones, keyboards and screen readers: German labels at every cell."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from konzept.model import WITHDRAWN, Field, Origin, PartialDate, Recommendation, Status, Word
from konzept.model.speech import say
from konzept.pages.build import Build
from konzept.pages.sphinx_needs import NeedtableTable
from konzept.pages.table_parts import caption_of, cells_of, columns_of, drop_empty_columns, group_of, parts_of, rows_of
from konzept.views.marks import Contested

# Headings of columns by which a reader may want to filter.
FILTERED: Final = frozenset(
    {"Handlungsfeld", "Priorität", "Stand", "Herkunft", "Federführend", "Art", "Gremium", "Zuständigkeit", "Ergebnis"}
)
SUM: Final = "Zusammen"
# What a row is about, if it does not begin with it; and columns whose words say without a heading what they are.
_MAIN: Final = ("Vorschlag", "Was", "Was geschah", "Beratung", "Entwicklung", "Termin", "Anlass")
_CLEAR: Final = frozenset(
    {"Nummer", "Handlungsfeld", "Datum", "Stand", "Herkunft", "Art", "Gremium", "Stand und Herkunft", "Inhalt"}
)
_TOP: Final = "Top "
# The room that a table needs, in rem: a letter, the gap of a column, the narrowest column; a longer word is hyphenated.
WIDTHS: Final = (16, 24, 32, 40, 48, 56, 64, 72)
_LETTER, _GAP, _LEAST, _LONGEST, _LONGEST_MAIN = 0.54, 1.1, 3.5, 13, 20
_SHORT, _USUAL = 8, 6  # letters of a number that stands before the title of its card
_NARROW: Final = 2
_ISO: Final = re.compile(r"\d{4}-\d{2}(-\d{2})?")
_FIRST: Final = 3
# A status is sorted by the order of its life, not by the alphabet.
_STATUS: Final = {status.value: f"{number:02}" for number, status in enumerate(Status)}
_ORDER: Final = {status.label: _STATUS[status.value] for status in Status}


def mark(build: Build, app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Let each row of a table that is about a proposal of the Redaktion say so."""
    for table in doctree.findall(nodes.table):
        for row in rows_of(table):
            _mark(build, row)


def prepare(build: Build, app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Prepare all tables of a document, those of sphinx-needs too: they are drawn by now.

    What only a screen makes use of, other builders do without.
    """
    for table in doctree.findall(nodes.table):
        if isinstance(table, NeedtableTable):
            _read_aloud(table)
        _spare(table)
        group = group_of(table)
        # given widths would become inline styles, which the website's policy forbids
        table["classes"] = [name for name in table["classes"] if name != "colwidths-given"] + ["colwidths-auto"]
        head = next((part for part in parts_of(group) if isinstance(part, nodes.thead)), None) if group else None
        if group and head and isinstance(app.builder, StandaloneHTMLBuilder):
            if _ends_with_sum(table):
                table["classes"].append("fest")
            _label(build, table, group, head)


def _read_aloud(table: nodes.table) -> None:
    """Say what an author's table of sphinx-needs shows as readers know it: days in German, labels instead of codes.

    A code that means different things in different options stays.
    """
    labels: dict[str, set[str]] = defaultdict(set)
    for kind in (kind for kind in Word.__subclasses__() if kind is not Origin):  # no option has that
        for word in kind:
            labels[word.written].add(word.label)
    for text in list(table.findall(nodes.Text)):
        code = text.astext()
        found = labels.get(code, set())
        if _ISO.fullmatch(code):
            found = {PartialDate.parse(code).german}
        if len(found) == 1:
            text.parent.replace(text, nodes.Text(*found))


def _spare(table: nodes.table) -> None:
    """Leave out what tells nothing: a caption that repeats the heading, a column in which no row has a value.

    The columns of forms stay, since people fill them in, and those that an author wrote.
    """
    caption, above = caption_of(table), table.parent
    while above is not None and not isinstance(above, nodes.section):
        above = above.parent
    if caption and above is not None and above[0].astext().endswith(caption):
        table["classes"].append("wie-titel")
    if is_drawn(table) and "formular" not in table["classes"]:
        drop_empty_columns(table)


def is_drawn(table: nodes.table) -> bool:
    """Whether the table was drawn from the concept, and not written by an author."""
    return isinstance(table, NeedtableTable) or "ansicht" in table["classes"]


def _mark(build: Build, row: nodes.row) -> None:
    """Mark a row that is about a proposal of the Redaktion: it is tinted, and its first columns say so."""
    first = row.children[:_FIRST]
    links = [link for entry in first for link in entry.findall(nodes.reference) if _is_proposal(build, link)]
    if not links:
        return
    row["classes"].append("vorschlag")
    if not any(Origin.PROPOSAL.label in entry.astext() for entry in first):
        links[-1].parent.append(nodes.Text(f" ({Origin.PROPOSAL.label})"))


def _is_proposal(build: Build, link: nodes.reference) -> bool:
    item = _recommendation(build, link)
    return item is not None and item.is_proposal


def _recommendation(build: Build, link: nodes.reference) -> Recommendation | None:
    """The recommendation to which a link leads."""
    return build.concept.get(link.get("refid") or link.get("refuri", "").rpartition("#")[2], Recommendation)


def _ends_with_sum(table: nodes.table) -> bool:
    """Whether the last row of a table that an author wrote is the sum, which must stay where it is."""
    rows = rows_of(table)
    first = cells_of(rows[-1])[:1] if rows else []
    return bool(first) and first[0].astext().strip() == SUM


def _label(build: Build, table: nodes.table, group: nodes.tgroup, head: nodes.thead) -> None:
    """Name the roles of rows and cells, since a phone shows a wide table as cards."""
    labels = [entry.astext() for row in rows_of(table) if row.parent is head for entry in cells_of(row)]
    main = _main(labels)
    width = _width(table, len(stubs := _stubs(group)), main)
    table["classes"] += [f"ab-{width}", *(["breit"] if len(labels) > _NARROW else [])]
    counted = {"data-zaehlt": say("{Einträgen}")} if labels[main] == Recommendation.LABEL else {}
    _say(table, role="table", **counted)
    for part in parts_of(group):
        _say(part, role="rowgroup")
    for row in rows_of(table):
        _say(row, role="row")
        for number, (entry, label) in enumerate(zip(cells_of(row), labels, strict=False)):
            in_head = row.parent is head
            if not entry.astext() and not any(entry.findall(nodes.image)):
                entry.clear()  # an empty paragraph of sphinx-needs: a card would name what is not there
            _label_cell(entry, label, in_head=in_head, stub=number < len(stubs) and stubs[number])
            if not in_head:
                entry["classes"] += _places(entry, label, is_main=number == main)
                entry["html"] |= _by_number(build, entry)


def _main(labels: list[str]) -> int:
    """The column that tells what a row is about; on a card it is the title."""
    return next((labels.index(label) for label in labels if label in (Recommendation.LABEL, *_MAIN)), 0)


def _places(entry: nodes.entry, label: str, *, is_main: bool) -> list[str]:
    """What a cell is on a card: its title, the number before it, or a value with or without its name."""
    words = entry.astext()
    if is_main:
        return ["haupt"]
    if label == "Nummer" and len(words) <= _SHORT:
        return ["vorn", *(["gross"] if len(words) > _USUAL else [])]
    return [] if label in _CLEAR or words.startswith(_TOP) else ["name"]


def _stubs(group: nodes.tgroup) -> list[bool]:
    """Of each column, whether its cells are headings of their rows."""
    return [bool(spec.get("stub")) for spec in columns_of(group)]


def _width(table: nodes.table, columns: int, main: int) -> int:
    """The least of the known widths at which every column has room, by the longest words and lines of the cells.

    Two columns need room for their words only. Code is never parted.
    """
    needed = [_LEAST] * columns
    for row in rows_of(table):
        for number, entry in zip(range(columns), cells_of(row), strict=False):
            if len(needed) <= _NARROW:
                letters = max(map(len, _unbroken(entry)), default=0)
            else:
                most = _LONGEST_MAIN if number == main else _LONGEST
                letters = min(max(map(len, entry.astext().splitlines()), default=0), most)
                letters = max(letters, *(len(code.astext()) for code in entry.findall(nodes.literal)), 0)
            needed[number] = max(needed[number], letters * _LETTER + _GAP)
    return next((width for width in WIDTHS if sum(needed) <= width), WIDTHS[-1])


def _unbroken(entry: nodes.entry) -> Iterator[str]:
    """What stands in one line whatever the room: words, and marks as a whole."""
    yield from entry.astext().split()
    yield from (mark.astext() for mark in entry.findall(nodes.inline) if "marke" in mark["classes"])


def _label_cell(entry: nodes.entry, label: str, *, in_head: bool, stub: bool) -> None:
    if in_head:
        _say(entry, role="columnheader", scope="col")
        if label in FILTERED:
            entry["classes"].append("filter")
    elif stub:
        _say(entry, **{"role": "rowheader", "scope": "row", "data-label": label})
    else:
        _say(entry, **{"role": "cell", "data-label": label} | _sorting(entry))


def _sorting(entry: nodes.entry) -> dict[str, str]:
    """A status is sorted by the order of its life and filtered by its word, however old the statement is."""
    marks = [mark for mark in entry.findall(nodes.inline) if "marke" in mark["classes"]]
    found = [Status(word) for mark in marks for word in _STATUS if f"status-{word}" in mark["classes"]]
    if any("status-strittig" in mark["classes"] for mark in marks):
        return {"data-sort": f"{len(_STATUS):02}", "data-filter": Contested.CONTESTED.label}
    if len(found) == 1:
        word = WITHDRAWN if entry.astext().strip() == WITHDRAWN else found[0].label
        return {"data-sort": _STATUS[found[0].value], "data-filter": word}
    place = _ORDER.get(entry.astext().strip())
    return {"data-sort": place} if place else {}


def _by_number(build: Build, entry: nodes.entry) -> dict[str, str]:
    """Where what a cell begins with the number of stands in the concept: by its field, not by the alphabet."""
    link = next(iter(entry.findall(nodes.reference)), None)
    item = _recommendation(build, link) if link is not None else None
    if item is None or not entry.astext().startswith(item.id):
        return {}
    fields = [field.id for field in build.concept.all(Field)]
    return {"data-sort": f"{(*fields, item.field).index(item.field)} {entry.astext()}"}


def _say(node: nodes.Element, **attributes: str) -> None:
    """Give an element HTML attributes (see :class:`konzept.web.translator.Translator`)."""
    node["html"] = attributes
