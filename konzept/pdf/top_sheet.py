"""The sheet of the Top recommendations, for the talks with the Fraktionen."""

from __future__ import annotations

from collections.abc import Iterator
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
from konzept.views.talks import notes, told
from konzept.views.top_lists import Places, name, places

_OPTIONS: Final = ("entscheidet", "federfuehrend", "kosten", "naechster_schritt")
_BEFORE: Final = ("Handlungsfeld", "Nummer", "{Eintrag}", "Stand und Herkunft")
_AFTER: Final = ("Hindernis", "Neuester Sachstand")
_ALL: Final = len(_BEFORE) + len(_OPTIONS) + len(_AFTER)
_WIDE: Final = _ALL - 2  # what stands beside field and number
_NONE: Final = "[–]"


def top(frame: Masthead, w: Writer, scope: Scope) -> TypstSource:
    """The sheet: a row for each place, the field's name once for its rows; proposals stand tinted below."""
    w.in_cell = True
    found = places(scope)
    fields = scope.concept.all(Field)
    cells: list[str] = []
    flags: list[list[bool]] = []
    for entry in found:
        rows = list(_rows(w, scope, entry))
        cells.append(f"table.cell(rowspan: {len(rows)}, breakable: false)[{_draw(w, (entry.field.title,))}]")
        cells += [cell for row in rows for cell in row]
        flags += [[True, row[0] != _NONE, *(False for _ in row[1:])][number > 0 :] for number, row in enumerate(rows)]
    w.tables.append([[False] * _ALL, *flags])
    title = name(scope.town, fields)
    whole = f"{title} – {frame.title}"
    settings = {
        "titel": quoted(whole),
        "ueberschrift": f"[{_draw(w, (title,))}]",
        "aus": f"[{_draw(w, (frame.title,))}]",
        "stichtag": quoted(frame.day),
        "hinweis": array(f"[{_draw(w, (note,))}]" for note in frame.notes),
        "wie": array(f"[{_draw(w, line)}]" for line in notes(scope)),
        "spalten": array(f"[{_draw(w, (name,))}]" for name in _columns()),
        "zeilen": array(cells) if flags else "()",
        "neues": str(any(scope.concept.newest_updates(item) for entry in found for item in entry.items)).lower(),
    }
    call = ",\n".join(f"{key}: {value}" for key, value in settings.items())
    imports = '#import "forms/form.typ": *\n#import "forms/top.typ": *'
    text = f"{imports}\n#set document(title: {quoted(whole)})\n#blatt({call})\n"
    return TypstSource(
        name=top_sheet(scope.town), text=text, files=dict(w.files), tables=tuple(w.tables) if flags else ()
    )


def _columns() -> list[str]:
    return [*map(say, _BEFORE), *(Recommendation.option(name).heading for name in _OPTIONS), *_AFTER]


def _rows(w: Writer, scope: Scope, entry: Places) -> Iterator[list[str]]:
    """The cells of each row of a field, but its name."""
    for item in entry.items:
        yield _row(w, scope, item)
    if entry.free:
        said: Line = tuple(part.text if isinstance(part, Ref) else part for part in entry.vacancy)
        yield [_NONE, f"table.cell(colspan: {_WIDE})[{_draw(w, said)}]"]
    for item in entry.ideas:
        yield _idea(w, scope, item)


def _row(w: Writer, scope: Scope, item: Recommendation) -> list[str]:
    badges = (mark(scope.concept, item, scope.today), *origin_badges(scope.concept, item))
    marks = "#linebreak()".join(_draw(w, (badge,)) for badge in badges)
    realisation = (", ".join(item.decided_by), item.lead, item.costs, item.next_step)
    obstacles = ", ".join(kind.label for kind in item.obstacles)
    newest = "#linebreak()".join(_draw(w, (told(update),)) for update in scope.concept.newest_updates(item))
    known = [_NONE if not value else f"[{_draw(w, (value,))}]" for value in (*realisation, obstacles)]
    title = f"[{_draw(w, (item.title,))}]"
    return [_number(w, scope, item), title, f"[{marks}]", *known, f"[{newest}]" if newest else _NONE]


def _idea(w: Writer, scope: Scope, item: Recommendation) -> list[str]:
    """A proposal of the Redaktion: tinted, and named so before its title."""
    title = _draw(w, (f"{Origin.PROPOSAL.label}: {item.title}",))
    tint = "fill: vorschlag-grund"
    return [f"table.cell({tint}, {_number(w, scope, item)})", f"table.cell({tint}, colspan: {_WIDE})[{title}]"]


def _number(w: Writer, scope: Scope, item: Recommendation) -> str:
    base = scope.town.base
    ident = f"#link({quoted(f'{base}/{item.id}/')})[{_draw(w, (item.id,))}]" if base else _draw(w, (item.id,))
    return f"[#kuerzel[{ident}]]"


def _draw(w: Writer, line: Line) -> str:
    return w.inline(nodes.paragraph("", "", *draw_line(line)))
