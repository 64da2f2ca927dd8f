"""How well invented concepts of known truth are understood, and how long that takes: ``make bench``.

Each layout is read as Word document and, if LibreOffice is there, as ODT and as PDF with and without tags. Printed are
precision and recall of the recommendations, the shares of right fields, numbers and hierarchy, the words lost, and
seconds of the processor.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator

from konzept.ingest import opening, reading
from tests.ingest.documents import FIELDS, score
from tests.ingest.made import EVERY, FORMS, by_office


def documents() -> Iterator[tuple[str, str, bytes]]:
    """Each document with its layout and form."""
    for layout, make in EVERY.items():
        yield layout, "docx", make().content
        for form in FORMS if shutil.which("soffice") else ():
            yield layout, form, by_office(layout, form)


def main() -> None:
    """Print a line for each document."""
    print(  # noqa: T201
        "Konzept aufnehmen: Genauigkeit und Vollständigkeit der Empfehlungen, Felder, Nummern, Gliederung, Wortverlust"
    )
    print(  # noqa: T201
        f"{'Form':<22}{'genau':>7}{'vollst.':>9}{'Felder':>8}{'Nummern':>9}{'Gliederung':>12}{'verloren':>10}{'s':>7}"
    )
    for layout, form, content in documents():
        begun = time.process_time()
        found = score(reading.read(opening.outline(content), FIELDS), EVERY[layout]())
        took = time.process_time() - begun
        shares = f"{found.precision:>7}{found.recall:>9}{found.fields:>8}{found.numbers:>9}{found.hierarchy:>12}"
        print(f"{layout + ', ' + form:<22}{shares}{found.lost:>10}{took:>7.2f}")  # noqa: T201
    if not shutil.which("soffice"):
        print("ODT und PDF sind nicht gemessen: LibreOffice fehlt.")  # noqa: T201


if __name__ == "__main__":
    main()
