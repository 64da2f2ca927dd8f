"""What the library of the command line says, in German.

It asks ``gettext``, but has no German of its own, and a file of translations would have to be compiled. So the table
takes the place of its ``gettext``; a test names what it lacks.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any, Final

from click import core, decorators, exceptions, formatting, parser, types

MODULES: Final[tuple[ModuleType, ...]] = (core, decorators, exceptions, formatting, parser, types)
WORDS: Final = {
    "Aborted!": "Abgebrochen.",
    "Options": "Optionen",
    "Commands": "Befehle",
    "Positional arguments": "Angaben",
    "Usage:": "Aufruf:",
    "Show this message and exit.": "Diese Hilfe zeigen.",
    "Missing command.": "Es fehlt ein Befehl.",
    "default: {default}": "sonst: {default}",
    "Got unexpected extra argument ({args})": "Zu viel angegeben: {args}. Streichen Sie es.",
    "Got unexpected extra arguments ({args})": "Zu viel angegeben: {args}. Streichen Sie es.",
    "Did you mean {possibility}?": "Gemeint ist vielleicht {possibility}.",
    "(Did you mean one of: {possibilities}?)": "Gemeint ist vielleicht eines von: {possibilities}.",
    "Error: {message}": "{message}",
    "Try '{command} {option}' for help.": "Hilfe: {command} {option}",
    "required": "nötig",
    "unknown error": "aus unbekanntem Grund",
    "Could not open file {filename!r}: {message}": "Die Datei {filename!r} lässt sich nicht öffnen: {message}",
    "Missing argument": "Es fehlt",
    "Missing option": "Es fehlt die Option",
    "Missing parameter": "Es fehlt",
    "Missing parameter: {param_name}": "Es fehlt: {param_name}",
    "Missing {param_type}": "Es fehlt: {param_type}",
    "No such option {name!r}.": "Die Option {name!r} gibt es nicht.",
    "No such command {name!r}.": "Den Befehl {name!r} gibt es nicht.",
    "Invalid value: {message}": "{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint}: {message}",
    "file": "Datei",
    "directory": "Ordner",
    "path": "Pfad",
    "Choose from:\n\t{choices}": "Möglich sind:\n\t{choices}",
    "{value!r} is not {choice}.": "{value!r} ist nicht möglich, nur {choice}.",
    "{value!r} is not one of {choices}.": "{value!r} ist nicht möglich. Möglich sind: {choices}.",
    "{value} is not in the range {range}.": "{value} liegt nicht im Bereich {range}.",
    "{value!r} is not a valid {number_type}.": "{value!r} ist keine Zahl.",
    "{name} {filename!r} is a file.": "{filename!r} ist eine Datei, verlangt ist ein Ordner.",
    "{name} {filename!r} is a directory.": "{filename!r} ist ein Ordner, verlangt ist eine Datei.",
    "{name} {filename!r} is not readable.": "{name} {filename!r} ist für Sie nicht lesbar. Prüfen Sie, wem es gehört.",
    "{name} {filename!r} is not writable.": "{name} {filename!r} ist schreibgeschützt. Prüfen Sie, wem es gehört.",
    "{name} {filename!r} does not exist.": "{name} {filename!r} gibt es nicht. Prüfen Sie die Schreibweise.",
    "Option {name!r} does not take a value.": "Die Option {name!r} hat keinen Wert. Streichen Sie ihn.",
    "Option {name!r} requires an argument.": "Die Option {name!r} verlangt einen Wert.",
    "Option {name!r} requires {nargs} arguments.": "Die Option {name!r} verlangt {nargs} Werte.",
    "Argument {name!r} takes {nargs} values.": "{name!r} verlangt {nargs} Werte.",
}
_SHAPES: Final = {"[OPTIONS]": "[OPTIONEN]", "COMMAND [ARGS]...": "BEFEHL ..."}  # of a call; these it does not ask for


class _Formatter(formatting.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        for english, german in _SHAPES.items():
            args = args.replace(english, german)
        super().write_usage(prog, args, prefix)


def speak() -> None:
    """Let the library speak German, in this process."""
    core.Context.formatter_class = _Formatter
    types.IntParamType.name = types.IntRange.name = "zahl"
    types.IntRange._describe_range = _range  # type: ignore[assignment]  # else "1<=x<=64"
    for module in MODULES:
        vars(module).update({name: say for name, say in (("_", _one), ("ngettext", _many)) if name in vars(module)})


def _range(of: Any) -> str:
    return f"{of.min} bis {of.max}"


def _one(text: str) -> str:
    return WORDS.get(text, text)


def _many(one: str, many: str, count: Any) -> str:
    return _one(one if count == 1 else many)
