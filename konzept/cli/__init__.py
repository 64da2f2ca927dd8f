"""The command line door: ``python -m konzept``. Exit codes: 0 clean, 1 findings, 2 wrong usage."""

from __future__ import annotations

import click

from konzept.cli import building, changes, documents, ingest, intake, linkcheck, publication, start, survey
from konzept.cli.shared import Door


@click.group(cls=Door, context_settings={"help_option_names": ["-h", "--help", "--hilfe"]})
def main() -> None:
    """Ein lebendes Konzept: Texte prüfen, die Website bauen, PDFs setzen."""


for _part in (building, documents, changes, survey, intake, ingest, linkcheck, publication, start):
    for _command in _part.COMMANDS:
        main.add_command(_command)
