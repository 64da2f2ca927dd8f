"""The pages and files of the site that belong to no Ausgabe: start, list, 404, redirects, sitemap, switcher."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final
from urllib.parse import quote, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from konzept import catalogue
from konzept.compare.standalone import style_sheet
from konzept.concept import natural
from konzept.editions.lock import Amendment
from konzept.editions.registry import Edition
from konzept.editions.verification import CHANGES, CURRENT
from konzept.exports import metadata
from konzept.model.dates import german_day
from konzept.model.speech import say
from konzept.model.types import RECOMMENDATION_ID
from konzept.notices import POLICY, official
from konzept.publish.finishing import ICON, SCRIPT, STYLE
from konzept.publish.moves import NOT_LISTED, Pages
from konzept.town import Town

TEMPLATES: Final = Path(__file__).parent / "templates"
THEME: Final = Path(__file__).parent.parent / "theme" / "static"
_TELLING: Final = (catalogue.WORKBOOK, catalogue.CONCEPT, catalogue.PACKAGE)
_NEEDS: Final = ("needs.json", "needs.json")  # the only one that the first Ausgaben have


@dataclass(frozen=True, slots=True)
class PdfFile:
    """A PDF of an Ausgabe."""

    address: str
    title: str
    size: str

    @property
    def is_of_one(self) -> bool:
        """Whether it is about one field or one recommendation: there are many of them."""
        return PurePosixPath(self.address).name.startswith(("handlungsfeld-", "steckbrief-"))


@dataclass(frozen=True, slots=True)
class ListedEdition:
    """What the list says of an Ausgabe. A change has its day, the German word, its reason and its pages."""

    edition: Edition
    commit: str
    files: Mapping[str, str]
    papers: tuple[PdfFile, ...]
    changes: tuple[Mapping[str, Any], ...]

    @property
    def data(self) -> tuple[tuple[str, str], ...]:
        """The data files of the Ausgabe that say the most, each with its address and what it is."""
        found = ((export.file, f"{export.title} ({export.file})") for export in _TELLING)
        return tuple((file, title) for file, title in (*found, _NEEDS) if file in self.files)

    @property
    def whole(self) -> str:
        """The Ausgabe as one file, if it has one."""
        return catalogue.WHOLE.file if catalogue.WHOLE.file in self.files else ""


class SitePages:
    """Draws the pages of one site."""

    def __init__(self, town: Town) -> None:
        """Load the templates."""
        self.town, self.base = town, town.base
        self._templates = Environment(
            loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=False
        )

    def page(self, template: str, depth: int, **values: object) -> str:
        """A page ``depth`` folders below the root; -1 for one that is shown at any address."""
        root = "../" * depth if depth >= 0 else urlsplit(self.base).path + "/"
        return self._templates.get_template(template).render(
            root=root,
            town=self.town,
            base=self.base,
            official=official(self.town),
            legal=self.town.legal,
            policy=POLICY,
            german=german_day,
            say=say,
            **{"current": "", **values},
        )

    def roots(self, rows: list[ListedEdition], newest: Pages) -> dict[str, str]:
        """The files at the root; ``rows`` has the newest Ausgabe first, whose pages are ``newest``."""
        return {
            "index.html": self.page("start.html", 0),
            "404.html": self.page("404.html", -1, example=self._example(newest.items)),
            "ausgaben/index.html": self.page("list.html", 1, rows=rows, current="ausgaben"),
            **{f"ausgaben/{row.edition.name}.sha256": checksums(row) for row in rows},
            metadata.AS_IT_IS: "",
            "robots.txt": self.robots(),
            **({"sitemap.xml": self.sitemap([*newest.names, *_data(rows[:1])])} if self.base else {}),
            "konzept.css": style_sheet(),
            ICON: (THEME / ICON).read_text("utf-8"),
            STYLE: (TEMPLATES / STYLE).read_text("utf-8"),
        }

    def _example(self, idents: Iterable[str]) -> str:
        """The number of the first recommendation among these."""
        found = [ident for ident in idents if re.fullmatch(RECOMMENDATION_ID, ident)]
        fields = [field.removeprefix("HF-") for field in self.town.field_order]

        def order(ident: str) -> tuple[int, list[tuple[str, int]]]:
            code = ident.partition("-")[0]
            return [*fields, code].index(code), natural(ident)

        return min(found, key=order, default="")

    def robots(self) -> str:
        """Everything may be read; where the sitemap is, if the site has an address."""
        return "User-agent: *\nAllow: /\n" + (f"Sitemap: {self.base}/sitemap.xml\n" if self.base else "")

    def sitemap(self, names: Iterable[str]) -> str:
        """The pages and data of the current Ausgabe with these names, and the list."""
        found = (f"{self.base}/{CURRENT}/{quote(name)}" for name in names if name not in NOT_LISTED)
        return metadata.sitemap([*found, f"{self.base}/ausgaben/"])


def _data(rows: Iterable[ListedEdition]) -> Iterator[str]:
    """The data files that Ausgaben have."""
    for row in rows:
        yield from (export.file for export in catalogue.DATA_FILES if export.file in row.files)


def script(editions: Iterable[Edition], missing: Mapping[str, Mapping[str, str]], desk: str) -> str:
    """The switcher with its data, the newest Ausgabe first.

    ``desk`` is the script that leads to the Redaktion in the browser, by its address below the current Ausgabe; without
    one it is empty.
    """
    data = {
        "ausgaben": [
            {"name": edition.name, "titel": edition.title, "datum": german_day(edition.date)} for edition in editions
        ],
        "fehlt": missing,
        **({"melden": desk} if desk else {}),
    }
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"window.AUSGABEN = {text};\n{(TEMPLATES / SCRIPT).read_text('utf-8')}"


def checksums(row: ListedEdition) -> str:
    """The sums of an Ausgabe in the form of ``sha256sum``, for the root of the site."""
    return "".join(f"{sum_}  {row.edition.name}/{name}\n" for name, sum_ in sorted(row.files.items()))


def papers(folder: Path, files: Iterable[str]) -> Iterator[PdfFile]:
    """The PDFs of a stored Ausgabe."""
    for name in sorted(files):
        if name.endswith(".pdf"):
            size = f"{max(1, round((folder / name).stat().st_size / 1000))} kB"
            yield PdfFile(name, _title(folder / name), size)


def _title(path: Path) -> str:
    """The title that a PDF gives itself; its file name, if it has none or can't be read."""
    import pikepdf  # slow to load, and needed only where the site is put together anew

    try:
        with pikepdf.open(path) as paper:
            return str(paper.docinfo.get("/Title", "")) or path.stem
    except pikepdf.PdfError:
        return path.stem


def change(made: Amendment) -> Mapping[str, Any]:
    """A lawful change, as the list shows it."""
    return {"day": german_day(made.day), "word": CHANGES[made.kind], "reason": made.reason, "pages": made.pages}
