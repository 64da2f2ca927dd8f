"""What the commands share: options, and how they speak."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Final, NoReturn

import click

from konzept import stichtag as stichtage

FOLDER: Final = click.Path(exists=True, file_okay=False, path_type=Path)
STICHTAG: Final = click.option(
    "--stichtag",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Tag, auf den alles bezogen ist (JJJJ-MM-TT); sonst der des Commits.",
)


def day_of(given: datetime | None, folder: Path) -> date:
    """The Stichtag that was asked for, or that of the texts."""
    return given.date() if given else stichtage.default(folder)


def count(number: int, one: str, many: str) -> str:
    """A number with its noun."""
    return f"{number} {one if number == 1 else many}"


def write(target: Path, text: str) -> None:
    """Write a file in one step."""
    beside = target.with_name(f".{target.name}.neu")
    beside.write_text(text, "utf-8")
    beside.replace(target)


def refuse(message: str) -> NoReturn:
    """End with a German sentence: what was asked can't be done so."""
    click.echo(message, err=True)
    raise SystemExit(2)
