"""The sheet of the Top recommendations, for the talks with the Fraktionen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from docutils import nodes

from konzept.blocks import Line, Ref
from konzept.model import Field, Origin, Recommendation
from konzept.model.speech import say
from konzept.pages.nodes import draw_line
from konzept.paper.annexes import top_sheet
from konzept.pdf.code import array, quoted
from konzept.pdf.sources import Masthead, TypstSource
from konzept.pdf.writer import Writer
from konzept.views.cards import origin_badges
from konzept.views.marks import mark
from konzept.views.scope import Scope
from konzept.views.talks import ANSWERS, NEWEST, NEXT_STEP, NONE, OBSTACLE, answered, headed, notes
from konzept.views.top_lists import Places, name, places

_FIRST: Final = ("Handlungsfeld", "Nummer", "{Eintrag}", "Stand und Herkunft")
_WIDTHS: Final[Mapping[str, str]] = {NEXT_STEP: "1.3fr", OBSTACLE: "1.6cm", NEWEST: "1.2fr"}
_NONE: Final = f"[{NONE}]"


def top(frame: Masthead, w: Writer, scope: Scope) -> TypstSource:
    """The sheet: a row for each place, the field's name once for its rows; proposals stand tinted below."""
    w.in_cell = True
    found = places(scope)
    fields = scope.concept.all(Field)
    items = [item for entry in found for item in entry.items]
    columns = answered(scope, items)
    heads = [*map(say, _FIRST), *map(headed, columns)]
    cells: list[str] = []
    flags: list[list[bool]] = []
    for entry in found:
        rows = list(_rows(w, scope, entry, columns))
        cells.append(f"table.cell(rowspan: {len(rows)}, breakable: false)[{_draw(w, (entry.field.title,))}]")
        cells += [cell for row in rows for cell in row]
        flags += [[True, row[0] != _NONE, *(False for _ in row[1:])][number > 0 :] for number, row in enumerate(rows)]
    w.tables.append([[False] * len(heads), *flags])
    title = name(scope.town, fields)
    whole = f"{title} – {frame.title}"
    settings = {
        "titel": quoted(whole),
        "ueberschrift": f"[{_draw(w, (title,))}]",
        "aus": f"[{_draw(w, (f'{frame.title}, Stichtag {frame.day}',))}]",
        "stichtag": quoted(frame.day),
        "hinweis": array(f"[{_draw(w, (note,))}]" for note in frame.notes),
        "wie": array(f"[{_draw(w, line)}]" for part in notes(scope, items, columns) for line in part),
        "spalten": array(f"[{_draw(w, (name,))}]" for name in heads),
        "breiten": array(("2.3cm", "1.35cm", "1.4fr", "4cm", *(_WIDTHS.get(name, "2.1cm") for name in columns))),
        "zeilen": array(cells) if flags else "()",
    }
    call = ",\n".join(f"{key}: {value}" for key, value in settings.items())
    imports = '#import "forms/form.typ": *\n#import "forms/top.typ": *'
    text = f"{imports}\n#set document(title: {quoted(whole)})\n#blatt({call})\n"
    return TypstSource(
        name=top_sheet(scope.town), text=text, files=dict(w.files), tables=tuple(w.tables) if flags else ()
    )


def _rows(w: Writer, scope: Scope, entry: Places, columns: Sequence[str]) -> Iterator[list[str]]:
    """The cells of each row of a field, but its name."""
    wide = len(_FIRST) - 2 + len(columns)
    for item in entry.items:
        yield _row(w, scope, item, columns)
    if entry.free:
        said: Line = tuple(part.text if isinstance(part, Ref) else part for part in entry.vacant)
        yield [_NONE, f"table.cell(colspan: {wide})[{_draw(w, said)}]"]
    for item in entry.ideas:
        yield _idea(w, scope, item, wide)


def _row(w: Writer, scope: Scope, item: Recommendation, columns: Sequence[str]) -> list[str]:
    badges = (mark(scope.concept, item, scope.today), *origin_badges(scope.concept, item))
    marks = "#linebreak()".join(_draw(w, (badge,)) for badge in badges)
    known = [f"[{_draw(w, (ANSWERS[column](scope, item) or NONE,))}]" for column in columns]
    return [_number(w, scope, item), f"[{_draw(w, (item.title,))}]", f"[{marks}]", *known]


def _idea(w: Writer, scope: Scope, item: Recommendation, wide: int) -> list[str]:
    """A proposal of the Redaktion: tinted, and named so before its title."""
    title = _draw(w, (f"{Origin.PROPOSAL.label}: {item.title}",))
    tint = "fill: vorschlag-grund"
    return [f"table.cell({tint}, {_number(w, scope, item)})", f"table.cell({tint}, colspan: {wide})[{title}]"]


def _number(w: Writer, scope: Scope, item: Recommendation) -> str:
    base = scope.town.base
    ident = f"#link({quoted(f'{base}/{item.id}/')})[{_draw(w, (item.id,))}]" if base else _draw(w, (item.id,))
    return f"[#kuerzel[{ident}]]"


def _draw(w: Writer, line: Line) -> str:
    return w.inline(nodes.paragraph("", "", *draw_line(line)))
