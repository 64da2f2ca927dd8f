"""The options that commands share: the same thing has the same name in all of them."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, Final

import click

from konzept import as_of
from konzept.errors import RefusedError
from konzept.model.dates import day_in, no_day


class _Day(click.ParamType[date]):
    """A day of the calendar, in German or as in ISO 8601."""

    name = "Tag"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day."""
        found = value if isinstance(value, date) else day_in(value)
        if found is None:
            self.fail(no_day(value), param, ctx)
        return found


class _Folder(click.Path):
    """A folder that is there; of one that is not it says where it was looked for, and where it is."""

    def __init__(self, mend: str) -> None:
        """Say what to do if there is none."""
        super().__init__(exists=True, file_okay=False, path_type=Path)
        self.mend = mend

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read the path."""
        here = Path.cwd()
        if not Path(value).is_absolute() and not os.path.lexists(value):
            above = next((folder for folder in here.parents if value and (folder / value).is_dir()), None)
            mend = f"Einer liegt in {above}. Wechseln Sie dorthin: cd {shlex.quote(str(above))}" if above else self.mend
            self.fail(f"Einen Ordner {str(value)!r} gibt es hier nicht ({here}). {mend}", param, ctx)
        return super().convert(value, param, ctx)


DAY: Final = _Day()
FOLDER: Final = _Folder("Prüfen Sie die Schreibweise, oder wechseln Sie in den Ordner des Projekts.")
PAGES: Final = _Folder("Bauen Sie die Website zuerst: python -m konzept build")
EDITION: Final = "KONZEPT_AUSGABE"  # set by the publisher only: the title of the Ausgabe
TEXTS: Final = click.option("--texts", type=FOLDER, default="docs", show_default=True, help="Ordner der Texte.")
AS_OF: Final = click.option(
    "--as-of",
    "as_of_day",
    type=DAY,
    help="Tag, auf den alles bezogen ist (TT.MM.JJJJ oder JJJJ-MM-TT); sonst der des Commits.",
)
ANSWERER: Final = click.option("--body", default="", help="Kürzel der Stelle, wenn eine Abfrage an alle ging.")
ACCEPT: Final = click.option(
    "--accept", multiple=True, help="ID, zu der die Antwort gilt, obwohl sich seit der Abfrage etwas geändert hat."
)


def target(default: str, help: str = "Ordner für das Ergebnis.", *, is_file: bool = False) -> Callable[[Any], Any]:
    """The option that says where a command writes."""
    kind = click.Path(file_okay=is_file, dir_okay=not is_file, path_type=Path)
    return click.option("--target", type=kind, default=default, show_default=True, help=help)


def day_of(given: date | None, folder: Path) -> date:
    """The Stichtag that was asked for, or that of the texts."""
    return given or as_of.default(folder)


def _keep_apart(texts: Path, target: Path) -> None:
    """:raises RefusedError: if what is made would lie among the texts, where people look for what they wrote."""
    if target.resolve().is_relative_to(texts.resolve()):
        raise RefusedError(
            f"{target.resolve()} liegt in {texts.resolve()}, im Ordner der Texte. Dort wird nichts Gebautes abgelegt. "
            "Nennen Sie als ZIEL einen anderen Ordner."
        )


def named(texts: str, target: str = "") -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Texts and target by their names, as in every command, or without: so old Ausgaben are asked for.

    Given are the defaults.
    """
    options: dict[str, tuple[str, click.ParamType[Any], str]] = {"texts": (texts, FOLDER, "Ordner der Texte.")}
    if target:
        options["target"] = (target, click.Path(file_okay=False, path_type=Path), "Ordner für das Ergebnis.")

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        @wraps(command)
        def run(**given: Any) -> None:
            for name, (default, kind, _) in options.items():
                option = given.pop(f"{name}_by_name")
                given[name] = option or given[name] or kind.convert(default, None, None)
            if target:
                _keep_apart(given["texts"], given["target"])
            command(**given)

        decorated: Callable[..., None] = run
        for name, (default, kind, text) in reversed(options.items()):
            says = f"{text}  [sonst: {default}]"
            decorated = click.option(f"--{name}", f"{name}_by_name", type=kind, help=says)(decorated)
        for name, (_, kind, _) in reversed(options.items()):
            shown = {"texts": "[TEXTE]", "target": "[ZIEL]"}[name]
            decorated = click.argument(name, type=kind, required=False, metavar=shown)(decorated)
        return decorated

    return decorate
