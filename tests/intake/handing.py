"""Reports of the Redaktion in the browser over a small town, and what takes them in."""

from __future__ import annotations

import subprocess
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from click.testing import CliRunner, Result

from konzept.cli import main
from konzept.cli.intake import _house, _write
from konzept.desk.session import Report
from konzept.intake.house import House
from konzept.intake.outcome import Intake
from konzept.intake.taking import take_in
from tests.desk.town import FILLED, TODAY, desk

NOW: Final = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)


def report(task: str, **values: str) -> Report:
    """A filled form with some other values."""
    return Report(task, {**FILLED[task][0], **values})


def patches(docs: Path, *reports: Report, minute: int = 0, name: str = "", address: str = "") -> dict[str, bytes]:
    """The patches that a browser makes of these reports, by file name; each minute is a session of its own."""
    on = NOW.replace(minute=minute)
    made = desk(docs).patches(list(reports), above="docs/", on=on, base="0123abcd", name=name, address=address)
    return {f"{minute:02}-{file}": content for file, content in made}


def patch(docs: Path, *reports: Report, minute: int = 0) -> bytes:
    """The same of one session in one file, as git keeps mails."""
    return b"\n".join(patches(docs, *reports, minute=minute).values())


def house(docs: Path, today: date = TODAY) -> House:
    """What reports are taken into."""
    return _house(docs, today, "", frozenset(), no_tables="")


def take(docs: Path, files: dict[str, bytes]) -> Intake:
    """What becomes of these files."""
    return take_in(files, house(docs))


def write(docs: Path, found: Intake) -> None:
    """Write what is taken in, as the command does."""
    _write(found, house(docs), docs)


def commit(docs: Path, message: str = "Stand") -> None:
    """Commit all there is."""
    git = ["git", "-C", str(docs.parent), "-c", "user.name=Redaktion", "-c", "user.email=redaktion@example.org"]
    subprocess.run([*git, "add", "-A"], check=True)
    subprocess.run([*git, "commit", "-q", "-m", message], check=True)


def run(*words: object) -> Result:
    """The command, as of the day of the town."""
    return CliRunner().invoke(main, ["intake", *map(str, words), "--as-of", str(TODAY)])


def contents(docs: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {path.relative_to(docs).as_posix(): path.read_bytes() for path in docs.rglob("*") if path.is_file()}
