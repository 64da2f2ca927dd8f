"""Counts the words of a PDF by another way than reading it, and says what of it people should look at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from konzept.documents.checking import with_places
from konzept.documents.outline import Block, squeezed
from konzept.documents.pdf_page import Page
from konzept.documents.pdf_pictures import to_look_at
from konzept.documents.pdf_words import Joiner


def plain(found: Sequence[Page]) -> Iterator[str]:
    """The words of the pages as another way gives them: the text of each page as a whole."""
    for page in found:
        for line in re.split(r"[\r\n]+", page.plain.replace("\x02", "-\n").replace("\ufffe", "-\n")):
            yield squeezed("".join(_same(letter) for letter in line))


def _same(letter: str) -> str:
    return {"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "\u2010": "-", "\u2011": "-"}.get(letter, letter)


def warnings(found: Sequence[Page], joiner: Joiner, blocks: Sequence[Block]) -> Iterator[str]:
    """What people should look at in the document itself."""
    unknown = Counter(page.number for page in found for g in page.glyphs if not g.known and g.text.strip())
    if unknown:
        listed = ", ".join(f"{page} ({number})" for page, number in sorted(unknown.items()))
        yield (
            f"Auf diesen Seiten sagt eine Schrift nicht, welche Buchstaben sie zeigt (Seite und Zahl): {listed}. Lesen "
            "Sie diese Stellen im Dokument selbst."
        )
    empty = [page.number for page in found if page.pictures and not any(g.text.strip() for g in page.glyphs)]
    if empty:
        yield (
            f"Diese Seiten sind nur Bilder und nicht gelesen: {', '.join(map(str, empty))}. Ihre Wörter fehlen auch in "
            "der Zahl der gelesenen. Lassen Sie sich das Dokument als Word-Datei geben, oder lassen Sie den Text "
            "dieser Seiten erkennen (OCR)."
        )
    seen = [(page, many) for page, many in to_look_at([page.pictures for page in found]) if page not in empty]
    if seen:
        listed = ", ".join(f"{page} ({many})" for page, many in seen)
        yield (
            f"Auf diesen Seiten stehen Bilder (Seite und Zahl): {listed}. Was in einem Bild geschrieben steht, liest "
            "das Programm nicht. Sehen Sie dort nach."
        )
    if joiner.joined:
        said = "1 Wort war" if joiner.joined == 1 else f"{joiner.joined} Wörter waren"
        yield f"{said} am Zeilenende getrennt und {'ist' if joiner.joined == 1 else 'sind'} verbunden."
    told = {
        "Ob diese Wörter mit Bindestrich geschrieben werden, ist unsicher": joiner.unsure,
        "Diese Wörter waren am Zeilenende ohne Strich getrennt und sind verbunden": joiner.mended,
    }
    for saying, found_words in told.items():
        if found_words:
            yield f"{saying}: {with_places((f'Seite {page}', word) for page, word in found_words)}."
    outside = [b for b in blocks if b.kind == "kasten" and not b.cell]
    if outside:
        listed = ", ".join(map(str, dict.fromkeys(b.page for b in outside)))
        yield f"Auf diesen Seiten steht Text außerhalb der Gliederung des PDF; er ist einzeln gelesen: {listed}."
