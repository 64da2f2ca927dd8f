"""How well invented concepts of known truth are understood, and how long that takes: ``make bench``.

Each layout is read as Word document and, if LibreOffice is there, as ODT and as PDF with and without tags; typeset ones
as both kinds of PDF. Printed are precision and recall of the recommendations, the shares of right fields, numbers and
hierarchy, the words lost, and seconds of the processor.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator

from konzept.documents import opening
from konzept.ingest import reading
from tests.ingest.documents import FIELDS, Truth, score
from tests.ingest.made import EVERY, FORMS, by_office, set_by_typst
from tests.ingest.others import TYPESET


def documents() -> Iterator[tuple[str, str, bytes, Truth]]:
    """Each document with its layout and form, and what is true of it."""
    for layout, make in EVERY.items():
        truth = make()
        yield layout, "docx", truth.content, truth
        for form in FORMS if shutil.which("soffice") else ():
            yield layout, form, by_office(layout, form), truth
    for layout, typeset in TYPESET.items():
        source, truth = typeset()
        for form in ("pdf", "pdf-ohne"):
            yield layout, form, set_by_typst(source, tagged=form == "pdf"), truth


def main() -> None:
    """Print a line for each document."""
    print(  # noqa: T201
        "Konzept aufnehmen: Genauigkeit und Vollständigkeit der Empfehlungen, Felder, Nummern, Gliederung, Wortverlust"
    )
    print(  # noqa: T201
        f"{'Form':<22}{'genau':>7}{'vollst.':>9}{'Felder':>8}{'Nummern':>9}{'Gliederung':>12}{'verloren':>10}{'s':>7}"
    )
    for layout, form, content, truth in documents():
        begun = time.process_time()
        found = score(reading.read(opening.outline(content), FIELDS), truth)
        took = time.process_time() - begun
        shares = f"{found.precision:>7}{found.recall:>9}{found.fields:>8}{found.numbers:>9}{found.hierarchy:>12}"
        print(f"{layout + ', ' + form:<22}{shares}{found.lost:>10}{took:>7.2f}")  # noqa: T201
    if not shutil.which("soffice"):
        print("ODT und PDF sind nicht gemessen: LibreOffice fehlt.")  # noqa: T201


if __name__ == "__main__":
    main()
