"""Writes the folder of data files of a website, each of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from konzept import catalogue
from konzept.exports import concept_json, csv, datapackage, xlsx
from konzept.exports.terms import Terms
from konzept.files import renew
from konzept.model import Item, Recommendation
from konzept.pages.build import Build
from konzept.views.columns import At
from konzept.views.data_tables import tables


def write(build: Build, at: At, folder: Path) -> None:
    """Write them below the folder of the website; ``at`` gives the address of an item there."""
    base = build.town.base

    def lasting(item: Item) -> str:
        """The short address of a recommendation, which stays when its page moves; without a server its file."""
        if not isinstance(item, Recommendation):
            return at(item)
        return f"{base}/{item.id}/" if base else f"{item.id}/index.html"

    for export, content in files(build, lasting):
        renew(folder / export.file, content)


def copy_needs(folder: Path) -> None:
    """Put what sphinx-needs wrote to the others."""
    renew(folder / catalogue.NEEDS.file, (folder / "needs.json").read_bytes())


def files(build: Build, at: At) -> Iterator[tuple[catalogue.Export, bytes]]:
    """Each data file with its bytes, without that of sphinx-needs."""
    found, terms = tables(build.scope(), at), Terms(build.town, build.today, build.edition)
    yield catalogue.WORKBOOK, xlsx.workbook(found, terms)
    for table in found:
        yield catalogue.german_csv_of(table.kind), csv.for_germans(table)
        yield catalogue.csv_of(table.kind), csv.for_programs(table)
    yield catalogue.PACKAGE, datapackage.datapackage(found, terms)
    yield catalogue.CONCEPT, concept_json.written(build.concept, terms)
    yield catalogue.SCHEMA, concept_json.written_schema()
