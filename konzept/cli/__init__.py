"""The command line door: ``python -m konzept``. Exit codes: 0 clean, 1 findings, 2 wrong usage."""

from __future__ import annotations

import gc
from typing import Final

import click

from konzept.cli import click_german
from konzept.cli.door import Door, Late

_COMMANDS: Final = {
    "site_folder": ["build"],
    "building": ["check", "desk", "todo", "clean"],
    "documents": ["pdf", "paper", "session"],
    "changes": ["compare", "report", "chronicle"],
    "survey": ["survey"],
    "intake": ["intake", "agenda"],
    "ingest": ["ingest"],
    "linkcheck": ["links"],
    "publication": ["publish", "verify", "withdraw", "correct"],
    "start": ["new", "upgrade"],
}
gc.set_threshold(50_000, 20, 20)  # nothing that is loaded is a cycle: to look for some took a fifth of loading
_PLACES: Final = Late({name: module for module, names in _COMMANDS.items() for name in names})
click_german.speak()  # before the first option is made


@click.group(cls=Door, commands=_PLACES, context_settings={"help_option_names": ["-h", "--help", "--hilfe"]})
def main() -> None:
    """Ein lebendes Konzept: Texte prüfen, die Website bauen, PDFs setzen."""
