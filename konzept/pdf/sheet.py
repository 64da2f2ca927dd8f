"""The one-page sheet of the Top recommendations, for the talks with the Fraktionen."""

from __future__ import annotations

from docutils import nodes

from konzept.extension.markup import draw_line
from konzept.model import Field, Priority, Recommendation
from konzept.pdf.code import array, quoted
from konzept.pdf.papers import Frame, Source
from konzept.pdf.writer import Writer
from konzept.views.cards import origin_badges, status_badge
from konzept.views.parts import Line, Scope
from konzept.views.recommendations import how_top_came_about

_COLUMNS = ("Handlungsfeld", "Nr.", "Empfehlung", "Stand", "Herkunft")
_NONE = "Noch sind keine Top-Empfehlungen benannt oder vorgeschlagen."
_NOT_DECIDED = "Durch den Beschluss des Konzepts als Leitfaden gilt keine einzelne Empfehlung als beschlossen."


def top(frame: Frame, w: Writer, scope: Scope) -> Source:
    """The sheet: a row for each recommendation, the field's name once for its rows."""
    w.in_cell = True
    fields = scope.concept.all(Field)
    chosen = {
        field.id: [r for r in scope.concept.recommendations(field) if r.priority is Priority.TOP] for field in fields
    }
    cells: list[str] = []
    flags: list[list[bool]] = []
    for field in fields:
        for number, item in enumerate(chosen[field.id]):
            if number == 0:
                cells.append(f"table.cell(rowspan: {len(chosen[field.id])})[{_draw(w, (field.title,))}]")
            cells += _row(w, scope, item)
            flags.append([number == 0, True, False, False, False][number > 0 :])
    said = [*how_top_came_about(fields), (_NOT_DECIDED,)] if flags else [(_NONE,)]
    w.tables.append(flags)
    title = f"Top-{scope.town.anzahl_top}-Empfehlungen aller Handlungsfelder"
    whole = f"{title} – {frame.title}"
    settings = {
        "titel": quoted(whole),
        "ueberschrift": f"[{_draw(w, (title,))}]",
        "aus": f"[{_draw(w, (frame.title,))}]",
        "stichtag": quoted(frame.day),
        "hinweis": array(f"[{_draw(w, (note,))}]" for note in frame.notes),
        "wie": array(f"[{_draw(w, line)}]" for line in said),
        "spalten": array(f"[{_draw(w, (name,))}]" for name in _COLUMNS),
        "zeilen": array(cells) if flags else "()",
    }
    call = ",\n".join(f"{key}: {value}" for key, value in settings.items())
    imports = '#import "formen/form.typ": *\n#import "formen/top-2.typ": *'
    text = f"{imports}\n#set document(title: {quoted(whole)})\n#blatt({call})\n"
    return Source(name="top-2", text=text, files=dict(w.files), tables=tuple(w.tables) if flags else (), pages=1)


def _row(w: Writer, scope: Scope, item: Recommendation) -> list[str]:
    base = scope.town.basisadresse.rstrip("/")
    ident = f"#link({quoted(f'{base}/{item.id}/')})[{_draw(w, (item.id,))}]" if base else _draw(w, (item.id,))
    origins = "#linebreak()".join(_draw(w, (badge,)) for badge in origin_badges(scope.concept, item))
    status = _draw(w, (status_badge(item.status),))
    return [f"[#kuerzel[{ident}]]", f"[{_draw(w, (item.title,))}]", f"[{status}]", f"[{origins}]"]


def _draw(w: Writer, line: Line) -> str:
    return w.inline(nodes.paragraph("", "", *draw_line(line)))
