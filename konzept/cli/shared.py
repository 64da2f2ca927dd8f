"""What the commands share: options, how they speak, and how they end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, NoReturn

import click

from konzept import as_of, errors
from konzept.errors import KonzeptError

FOLDER: Final = click.Path(exists=True, file_okay=False, path_type=Path)
AS_OF: Final = click.option(
    "--stichtag",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Tag, auf den alles bezogen ist (JJJJ-MM-TT); sonst der des Commits.",
)


def day_of(given: datetime | None, folder: Path) -> date:
    """The Stichtag that was asked for, or that of the texts."""
    return given.date() if given else as_of.default(folder)


def count(number: int, one: str, many: str) -> str:
    """A number with its noun."""
    return f"{number} {one if number == 1 else many}"


@contextmanager
def saying(sentence: str) -> Iterator[None]:
    """If something stops the command in here, a sentence more is told after the reason."""
    try:
        yield
    except (KonzeptError, OSError) as error:
        error.add_note(sentence)
        raise


class Door(click.Group):
    """Shows what stops a command: its German reason, and what else is to be said; no traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except KonzeptError as error:
            _end(str(error), error, error.exit_code)
        except BrokenPipeError:
            raise  # nobody reads any more: click ends quietly
        except OSError as error:
            _end(errors.sentence(error), error, KonzeptError.exit_code)
        except KeyboardInterrupt as error:
            _end("Abgebrochen.", error, 130)


def _end(message: str, error: BaseException, code: int) -> NoReturn:
    for line in (message.rstrip("\n"), *getattr(error, "__notes__", ())):
        click.echo(line, err=True)
    raise SystemExit(code)
