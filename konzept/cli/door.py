"""How a command is found and how it ends: with its German reason and an exit code, never with a traceback."""

from __future__ import annotations

from collections import UserDict
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any, NoReturn

import click

from konzept import errors
from konzept.errors import KonzeptError


class Late(UserDict[str, Any]):
    """Commands by their names, at first with the module that has each in its list ``COMMANDS``."""

    def __getitem__(self, name: str) -> click.Command:
        """A command; only now its module is loaded."""
        module = import_module(f"konzept.cli.{self.data[name]}")
        found: dict[str, click.Command] = {command.name: command for command in module.COMMANDS}
        return found[name]


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
        except (click.exceptions.Exit, click.ClickException, click.Abort):
            raise
        except Exception as error:
            _end(str(errors.of_program(error)), error, errors.ProgramError.exit_code)


def _end(message: str, error: BaseException, code: int) -> NoReturn:
    for line in (message.rstrip("\n"), *getattr(error, "__notes__", ())):
        click.echo(line, err=True)
    raise SystemExit(code)


@contextmanager
def saying(sentence: str) -> Iterator[None]:
    """If something stops the command in here, a sentence more is told after the reason."""
    try:
        yield
    except (KonzeptError, OSError) as error:
        error.add_note(sentence)
        raise
