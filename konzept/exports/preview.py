"""The picture that appears where somebody shares a link: title and purpose, set by Typst."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import fontpkg_fira_sans
import typst

from konzept.model.speech import say
from konzept.notices import official
from konzept.town import Town
from konzept.views.plain import shortened

SIZE: Final = (1200, 630)
_FONTS: Final = Path(fontpkg_fira_sans.__file__).parent / "files"
# One point is one pixel. The colours are those of the website in light.
_TEMPLATE: Final = """
#set page(width: 1200pt, height: 630pt, margin: (x: 90pt, top: 0pt, bottom: 60pt), fill: rgb("#fbfaf7"))
#set text(font: "Fira Sans", lang: "de", fill: rgb("#1f1d1a"), size: 30pt, hyphenate: false)
#place(top + left, dx: -90pt, rect(width: 1200pt, height: 18pt, fill: rgb("#0f4c5c")))
#v(1fr)
#block(width: 100%, par(leading: 0.5em, text(size: eval(sys.inputs.size), weight: 700, sys.inputs.title)))
#v(24pt)
#text(size: 34pt)[Was ist {empfohlen}, was ist daraus geworden, \\ und woher wissen wir das?]
#v(1fr)
#line(length: 100%, stroke: 2pt + rgb("#d9d3c7"))
#v(-4pt)
#text(size: 22pt, fill: rgb("#57524a"), sys.inputs.official)
"""


def draw(town: Town) -> bytes:
    """The picture as PNG of :data:`SIZE`, the same bytes for the same town file."""
    title = shortened(town.title)
    size = max(40, min(72, 3600 // len(title)))
    words = {"title": title, "size": f"{size}pt", "official": official(town)}
    return typst.compile(
        say(_TEMPLATE).encode(),
        format="png",
        ppi=72,
        sys_inputs=words,
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[_FONTS]),
    )
