"""All tables as one file for Excel and LibreOffice: the same bytes for the same content.

Days and numbers are typed, addresses can be followed, and a text is never a formula, whatever it begins with.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import accumulate
from typing import Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from konzept.exports.csv import text_of
from konzept.exports.terms import Terms
from konzept.model import PartialDate
from konzept.views.columns import PROPOSED, DataColumn, Value, explained
from konzept.views.data_tables import DataTable

GUIDE: Final = "Über diese Datei"
_GUIDE_WIDTHS: Final = (26, 40, 76, 24)
_LONGEST: Final = 32_767  # letters in a cell; more would be left out without a word
_CUT: Final = " … (gekürzt; ganz steht es in concept.json)"
_LONGEST_LINK, _MOST_LINKS = 2_000, 60_000
_LONGEST_NAME: Final = 31
_NARROWEST, _WIDEST, _ADDRESS = 10, 34, 24  # widths of columns, in letters
_WIDE: Final = dict.fromkeys(("wortlaut", "text", "anlass_text", "zur_umsetzung_vorschlag_der_redaktion"), 60)
_FIXED: Final = 3  # columns that stay while one scrolls
_PRINTED: Final = 190  # letters beside each other that can still be read on a sheet of paper
_EPOCH: Final = date(1899, 12, 30)  # day 0 of a spreadsheet; that year had one day more there
_LINE, _MOST_LINES = 15, 6  # points; rows are equally high, since they are sorted


def workbook(tables: Sequence[DataTable], terms: Terms) -> bytes:
    """The bytes of the file: a sheet that explains it, then one for each table."""
    made = io.BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(made, settings)
    book.set_properties(
        {
            "title": terms.title,
            "subject": terms.day,
            "comments": terms.town.legal,
            "created": datetime.combine(terms.today, datetime.min.time()),
        }
    )
    formats = {name: book.add_format(shape) for name, shape in _SHAPES.items()}
    guide = book.add_worksheet(GUIDE)
    for table in tables:
        _sheet(book.add_worksheet(table.kind.title[:_LONGEST_NAME]), table, formats, terms)
    _guide(guide, tables, formats, terms)
    book.close()
    return made.getvalue()


_SHAPES: Final = {
    "title": {"bold": True, "font_size": 14, "text_wrap": True, "valign": "top"},
    "head": {"bold": True, "bg_color": "#D9E2EC", "text_wrap": True, "valign": "top", "border": 1},
    "ours": {"bold": True, "bg_color": "#FFF2CC", "text_wrap": True, "valign": "top", "border": 1},
    "text": {"text_wrap": True, "valign": "top"},
    "marked": {"text_wrap": True, "valign": "top", "quote_prefix": True},
    "day": {"num_format": "dd.mm.yyyy", "valign": "top", "align": "left"},
    "number": {"num_format": "#,##0.####", "valign": "top"},
    "count": {"num_format": "#,##0", "valign": "top"},
    "link": {"font_color": "#0F4C5C", "underline": 1, "valign": "top"},
}


def _sheet(sheet: Worksheet, table: DataTable, formats: Mapping[str, Format], terms: Terms) -> None:
    texts = [[text_of(value) for value in row] for row in table.rows]
    widths = [_width(column, [row[number] for row in texts]) for number, column in enumerate(table.columns)]
    for number, column in enumerate(table.columns):
        sheet.set_column(number, number, widths[number])
        sheet.write_string(0, number, column.heading, formats["ours" if column.basis == PROPOSED else "head"])
    links = _MOST_LINKS
    for place, (row, said) in enumerate(zip(table.rows, texts, strict=True), 1):
        for number, (column, value, text) in enumerate(zip(table.columns, row, said, strict=True)):
            linked = column.form == "url" and bool(value) and links > 0
            links -= linked
            _cell(sheet, (place, number), value, text, formats, linked=linked)
    printed = sum(total <= _PRINTED for total in accumulate(widths))
    high = max((_height(table.columns[:printed], row, widths) for row in texts), default=1)
    sheet.set_default_row(_LINE * min(_MOST_LINES, high))
    sheet.set_row(0, 2 * _LINE)
    sheet.print_area(0, 0, len(table.rows), printed - 1)
    sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    sheet.freeze_panes(1, _FIXED)
    first, last, whole = (xl_col_to_name(number) for number in (0, printed - 1, len(table.columns) - 1))
    _on_paper(sheet, terms, 0, "" if last == whole else f"\nSpalten {first} bis {last}; die Datei hat sie bis {whole}")


def _on_paper(sheet: Worksheet, terms: Terms, head: int, lacking: str = "") -> None:
    """Print a sheet as wide as a page, its head on each, with lines between cells; the foot tells what is lacking."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(0)  # hides none, and prints them
    sheet.repeat_rows(head)
    sheet.set_footer(f"&L{_masked(terms.title)[:90]}{lacking}&C{_masked(terms.day)}&RSeite &P von &N")


def _width(column: DataColumn, texts: Sequence[str]) -> int:
    """How wide a column is: as its longest value, within bounds."""
    longest = max(map(len, texts), default=0)
    most = _ADDRESS if column.form == "url" else _WIDE.get(column.name, _WIDEST)
    return min(most, max(_NARROWEST, len(column.heading) // 2 + 3, *_words(column.heading), longest + 2))


def _height(columns: Sequence[DataColumn], row: Sequence[str], widths: Sequence[int]) -> int:
    """How many lines a row needs; addresses stand in one line."""
    cells = zip(columns, row, widths, strict=False)
    return max(_lines(text, width) for column, text, width in cells if column.form != "url")


def _words(heading: str) -> list[int]:
    """How much room each word of a heading needs, with the mark of the filter."""
    return [len(word) + 4 for word in heading.split()]


def _lines(text: str, width: int) -> int:
    """About how many lines a text needs."""
    return 1 + int(len(text) * 1.1) // width


def _cell(
    sheet: Worksheet, at: tuple[int, int], value: Value, text: str, formats: Mapping[str, Format], *, linked: bool
) -> None:
    match value:
        case None | "" | ():
            return
        case PartialDate() if value.is_day and value.year > 1900:
            sheet.write_number(*at, (value.first - _EPOCH).days, formats["day"])
        case PartialDate():
            sheet.write_string(*at, value.german, formats["text"])
        case int() | Decimal():
            # with the form of a number Excel shows a whole one as "140,"
            sheet.write_number(*at, value, formats["count" if value == int(value) else "number"])
        case _:
            if linked and text.startswith(("https://", "http://")) and len(text) <= _LONGEST_LINK:
                sheet.write_url(*at, text, formats["link"], text)
                return
            text = text if len(text) <= _LONGEST else text[: _LONGEST - len(_CUT)] + _CUT
            begins = text.startswith(("=", "+", "-", "@"))  # edited, it would become a formula without the mark
            sheet.write_string(*at, text, formats["marked" if begins else "text"])


def _guide(sheet: Worksheet, tables: Sequence[DataTable], formats: Mapping[str, Format], terms: Terms) -> None:
    """What this is and what it means in law; then each column of each sheet with its meaning and origin."""
    for number, width in enumerate(_GUIDE_WIDTHS):
        sheet.set_column(number, number, width)
    sheet.merge_range(0, 0, 0, 3, terms.title, formats["title"])
    for place, line in enumerate(terms.lines(), 1):
        sheet.merge_range(place, 0, place, 3, line, formats["text"])
        sheet.set_row(place, _LINE * _lines(line, sum(_GUIDE_WIDTHS)))
    start = len(terms.lines()) + 2
    for number, heading in enumerate(("Blatt", "Spalte", "Was darin steht", "Woher das kommt")):
        sheet.write_string(start, number, heading, formats["head"])
    for place, cells in enumerate(_explained(tables), start + 1):
        sheet.set_row(place, _LINE * max(map(_lines, cells, _GUIDE_WIDTHS)))
        for number, text in enumerate(cells):
            sheet.write_string(place, number, text, formats["text"])
    _on_paper(sheet, terms, start)
    sheet.activate()


def _explained(tables: Sequence[DataTable]) -> Iterator[tuple[str, str, str, str]]:
    for table in tables:
        for column in table.columns:
            yield table.kind.title, column.heading, explained(column), column.basis


def _masked(text: str) -> str:
    """In a footer an ampersand begins a command."""
    return text.replace("&", "&&")
