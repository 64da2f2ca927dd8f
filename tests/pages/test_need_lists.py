"""What sphinx-needs is for: its export, and the lists that authors make of needs, on pages and in print."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

import lxml.html
import pytest
from docutils import nodes
from docutils.utils import new_document

from konzept import website
from konzept.concept import Concept
from konzept.examine import examine_folder
from konzept.markdown.permitted import refused_directive
from konzept.model import Priority, Recommendation, Status
from konzept.pages.need_tables import headed, put_in_order
from konzept.pdf.make import make
from konzept.pdf.volumes import MATERIALS
from konzept.web.hyphens import written
from tests import pdf_reading as pdf
from tests.project import ROOT, of_the_town

pytestmark = pytest.mark.xdist_group("pdf")
DAY: Final = date(2026, 11, 22)
Kept = Callable[[Concept, Recommendation], bool]
# Each list has a filter as authors write it, and what the concept says of the same.
LISTS: Final[dict[str, tuple[str, Kept]]] = {
    "Vorrang": ("priority == 'top-2'", lambda concept, item: item.priority is Priority.TOP),
    "Feld": ("'HF-WOH' in handlungsfeld", lambda concept, item: item.field == "HF-WOH"),
    "Stand": (
        "status == 'unbekannt' or status == 'in-umsetzung'",
        lambda concept, item: item.status in (Status.UNKNOWN, Status.IN_PROGRESS),
    ),
    "Belegt": (
        "'Vorschlag der Redaktion' not in herkunft",
        lambda concept, item: all(entry.source for entry in concept.origins(item)),
    ),
}

# By number also without a word of order; by another option, as that says.
OTHERS: Final = """\
:::{needlist}
:filter: type == 'empfehlung' and priority == 'top-2'
:::

:::{needtable}
:filter: type == 'empfehlung' and priority == 'top-2'
:style: table
:::

:::{needtable}
:filter: type == 'empfehlung' and priority == 'top-2'
:sort: title
:style: table
:::
"""


def page() -> str:
    tables = "".join(
        f"## {name}\n\n:::{{needtable}} Tabelle {name}\n:filter: type == 'empfehlung' and ({condition})\n"
        ':columns: id as "Nummer"; title as "Titel"; status as "Stand"\n:sort: id\n:style: table\n:::\n\n'
        for name, (condition, _) in LISTS.items()
    )
    lists = "## Liste\n\n:::{needlist}\n:filter: type == 'empfehlung' and priority == 'top-2'\n:sort_by: id\n:::\n"
    links = "Siehe {need}`SPR-01` und {need}`den Vorschlag <SPR-V1>`, {need}`Nr. SPR-01 <SPR-01>`."
    return f"# Listen\n\n{tables}{lists}\n## Andere\n\n{OTHERS}\n## Verweise\n\n{links}\n"


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Musterau with a page of lists."""
    folder = tmp_path_factory.mktemp("listen") / "docs"
    shutil.copytree(ROOT / "tests" / "musterau", folder)
    (folder / "listen.md").write_text(page(), "utf-8")
    index = folder / "index.md"
    index.write_text(index.read_text("utf-8") + "\n:::{toctree}\n:hidden:\n\nlisten\n:::\n", "utf-8")
    return folder


@pytest.fixture(scope="module")
def concept(docs: Path) -> Concept:
    return examine_folder(docs, DAY).concept


@pytest.fixture(scope="module")
def site(docs: Path) -> Path:
    """Its website."""
    assert website.build(docs, docs.parent / "html", DAY)
    return docs.parent / "html"


def kept(concept: Concept, name: str) -> list[Recommendation]:
    """What a list must hold, in the order of the concept."""
    return [item for item in concept.recommendations() if LISTS[name][1](concept, item)]


def test_every_recommendation_is_a_need_with_status_and_priority(concept: Concept, site: Path) -> None:
    data = json.loads((site / "needs.json").read_text("utf-8"))
    needs = data["versions"][data["current_version"]]["needs"].values()
    found = {n["id"]: (n["title"], n["status"], n["priority"]) for n in needs if n["type"] == "empfehlung"}
    assert found == {r.id: (r.title, r.status.written, r.priority.written) for r in concept.recommendations()}


def section(site: Path, ident: str) -> Any:
    return lxml.html.fromstring(written(site / "listen.html")).get_element_by_id(ident)


@pytest.mark.parametrize("name", LISTS)
def test_a_table_on_a_page_has_what_its_filter_says(concept: Concept, site: Path, name: str) -> None:
    items = kept(concept, name)
    assert 0 < len(items) < len(concept.recommendations())
    rows = section(site, name.lower()).xpath(".//tbody/tr")
    found = [[" ".join(cell.text_content().split()) for cell in row] for row in rows]
    mark = " (Vorschlag der Redaktion)"
    assert found == [[item.id + mark * item.is_proposal, item.title, item.status.label] for item in items]
    targets = [re.sub(r".*#", "", link.get("href")) for link in section(site, name.lower()).xpath(".//tbody//a")]
    assert targets == [item.id for item in items]


def test_a_list_and_references_on_a_page_have_titles_and_links(concept: Concept, site: Path) -> None:
    items = kept(concept, "Vorrang")
    found = section(site, "liste").text_content()
    assert re.findall(r"[A-Z]{3}-(?:\d\d|V\d)", found) == [item.id for item in items]
    assert all(item.title in found for item in items)
    links = {link.text_content(): link.get("href") for link in section(site, "verweise").xpath(".//p//a")}
    here = concept.items["SPR-01"], concept.items["SPR-V1"]
    here = (*here, here[0])
    assert list(links) == [here[0].numbered, "SPR-V1 den Vorschlag (Vorschlag der Redaktion)", "Nr. SPR-01"]
    assert list(links.values()) == [item.place.file.replace(".md", f".html#{item.id}") for item in here]


def test_what_names_no_order_goes_by_number_and_other_orders_stay(concept: Concept, site: Path) -> None:
    items, others = kept(concept, "Vorrang"), section(site, "andere")
    numbers = [item.id for item in items]
    assert numbers != sorted(numbers)
    assert re.findall(r"([A-Z]{3}-\d\d):", others.text_content()) == numbers
    by_number, by_title = (
        [row.xpath("string(.//a)") for row in table.xpath(".//tbody/tr")] for table in others.xpath(".//table")
    )
    assert by_number == numbers
    assert by_title == [item.id for item in sorted(items, key=lambda item: item.title.lower())]
    assert "nach-nummer" not in (site / "listen.html").read_text("utf-8")


def test_tables_list_and_references_are_printed(concept: Concept, docs: Path) -> None:
    target = docs.parent / "pdf"
    assert make(docs, target, DAY, [MATERIALS])
    text = " ".join(pdf.text(target / f"{MATERIALS}.pdf").split())
    chapter = text[text.rindex("Tabelle Vorrang") :]
    for name in LISTS:
        table = chapter[chapter.index(f"Tabelle {name}") :]
        assert re.findall(r"[A-Z]{3}-(?:\d\d|V\d)", table)[: len(kept(concept, name))] == [
            item.id for item in kept(concept, name)
        ], name
    assert "Siehe SPR-01 Sprachkurse für Frauen" in chapter
    assert "SPR-V1 den Vorschlag (Vorschlag der Redaktion)" in chapter


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ("", 'id as "Nummer"; title as "Titel"; status as "Stand"'),
        (
            'title as "Was"; datum;kosten',
            'title as "Was"; datum as "Datum"; kosten as "Kosten (Vorschlag der Redaktion)"',
        ),
    ],
)
def test_a_column_without_a_heading_has_that_of_the_model(columns: str, expected: str) -> None:
    assert headed(columns) == expected


@of_the_town
@pytest.mark.parametrize("name", ["top-2", "empfehlungen"])
def test_the_pages_that_list_recommendations_use_a_table_of_sphinx_needs(name: str) -> None:
    assert ":::{needtable}" in (ROOT / "docs" / f"{name}.md").read_text("utf-8")


def test_a_heading_has_no_sign_that_divides_columns() -> None:
    """sphinx-needs divides the columns there too, and the table would have columns that nobody wrote."""
    columns = {'title as "Wer und was"': True, 'title as "Wer, was"': False, 'title as "Wer; was"': False}
    found = {text: not refused_directive("needtable", "Tabelle", {"columns": text}, "") for text in columns}
    assert found == columns


def test_a_page_without_such_a_list_asks_nothing_of_the_concept() -> None:
    """Looking at all items for each page would grow with the square."""
    build: Any = object()
    tree = new_document("seite")
    tree += nodes.paragraph(text="Nur ein Satz.")
    put_in_order(build, build, tree, "seite")
    assert tree.astext() == "Nur ein Satz."
