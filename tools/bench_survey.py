"""What a questionnaire and its answers cost for 100, 1,000 and 10,000 recommendations: ``make bench``.

Processor seconds of writing, of reading and examining, and of taking in; per 1,000 rows they must stay alike.
"""

from __future__ import annotations

import io
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Final

import openpyxl

from konzept import town
from konzept.editions.remembered import Published
from konzept.model import Party
from konzept.survey.bodies import Asked, Body
from konzept.survey.importing import intake
from konzept.survey.outgoing import questions
from konzept.survey.row import Judge
from konzept.survey.sheet_columns import COLUMNS, SHEET
from konzept.survey.workbook import workbook
from konzept.texts import Texts
from tests.project import recommendation, write

SIZES: Final = (100, 1_000, 10_000)
ROUND, TODAY = date(2026, 1, 1), date(2026, 1, 31)
ANSWER: Final = {
    "status": "in Umsetzung",
    "what": "Zwölf Plätze sind besetzt.",
    "publish": "ja",
    "released": "Leitung der Stelle",
}


def texts(folder: Path, count: int) -> Texts:
    """A concept with so many recommendations, two in a file."""
    files = {"HF-SPR.md": "# Felder\n"}
    for number in range(count):
        code = _code(number // 99)
        ident = f"{code}-{number % 99 + 1:02}"
        name = f"{number // 2}.md"  # a website has at most 10,000 texts
        files[name] = files.get(name, "") + recommendation(ident).replace("HF-SPR", f"HF-{code}") + "\n"
        files[f"HF-{code}.md"] = f":::{{handlungsfeld}} Feld {code}\n:id: HF-{code}\n:top2: offen\n:::\n"
    write(folder, files)
    read = {path.name: path.read_bytes() for path in sorted(folder.glob("*.md"))}
    return Texts(files=read, town=town.load(folder), today=TODAY, published=Published())


def _code(number: int) -> str:
    return "".join(chr(65 + number // base % 26) for base in (676, 26, 1))


def filled(content: bytes) -> bytes:
    """Each row answered."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book[SHEET]
    places = {column.key: number for number, column in enumerate(COLUMNS, 1)}
    for row in range(2, sheet.max_row + 1):
        for name, value in ANSWER.items():
            sheet.cell(row, places[name]).value = value
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def measure(count: int) -> tuple[float, float]:
    """Processor seconds of the export and of the import."""
    with tempfile.TemporaryDirectory() as folder:
        state = texts(Path(folder), count)
    concept = state.examined().concept
    fields = tuple(dict.fromkeys(item.field for item in concept.recommendations()))
    body = Body(code="A", name="Amt", party=Party.ADMINISTRATION, fields=fields)
    asked = Asked(bodies=(body,), releasing=(ANSWER["released"],))
    start = time.process_time()
    content = workbook(next(questions(asked, concept, (), ROUND)), asked, concept, state.town)
    out = time.process_time() - start
    answer = filled(content)
    start = time.process_time()
    found = intake({"a.xlsx": answer}, state, Judge(asked=asked, concept=concept, rounds=(), today=TODAY))
    if found.refused or len(found.taken) != count:
        raise SystemExit(f"{count}: {[str(finding) for finding in found.findings[:3]]}, {len(found.taken)}")
    return out, time.process_time() - start


def main() -> None:
    """Print the figures."""
    print("Zeilen   Ausgabe s  je 1.000   Aufnahme s  je 1.000", flush=True)  # noqa: T201
    for count in SIZES:
        out, back = measure(count)
        print(f"{count:6}   {out:9.2f} {out / count * 1000:9.2f}   {back:10.2f} {back / count * 1000:9.2f}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
