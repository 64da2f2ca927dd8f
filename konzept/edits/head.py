"""Writes the front matter of a file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

from konzept.markdown.document import Document, EditError

Value = str | Sequence[Any] | Mapping[str, Any]
"""A text, a list, or keys with values; an empty text leaves the key without a value."""


def head_lines(file: str, head: Mapping[str, Value]) -> list[str]:
    """The lines of the front matter, with its marks.

    :raises EditError: if it would not be read back as it is given.
    """
    lines = ["---", *_keys(head, ""), "---"]
    try:
        found = yaml.load("\n".join(lines[1:-1]), yaml.BaseLoader)  # noqa: S506  # it makes nothing but texts
    except yaml.YAMLError:
        found = None
    if found != json.loads(json.dumps(head)):
        message = "Der Kopf der Datei lässt sich so nicht schreiben. Prüfen Sie Namen und Werte."
        raise EditError(Document(file, b"").fault(1, message))
    return lines


def _keys(values: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in values.items():
        if isinstance(value, str):
            yield f"{indent}{key}: {_scalar(value)}".rstrip()
        else:
            yield f"{indent}{key}:"
            yield from _keys(value, f"{indent}  ") if isinstance(value, Mapping) else _list(value, f"{indent}  ")


def _list(values: Sequence[Any], indent: str) -> Iterator[str]:
    for value in values:
        inner = [f"{indent}  {_scalar(value)}"] if isinstance(value, str) else [*_keys(value, f"{indent}  ")]
        yield f"{indent}- {inner[0][len(indent) + 2 :]}"
        yield from inner[1:]


def _scalar(text: str) -> str:
    """The text as it is where YAML reads it so, else between quotation marks."""
    try:
        plain = bool(text.strip()) and yaml.load(f"x: {text}", yaml.BaseLoader) == {"x": text}  # noqa: S506  # as above
    except yaml.YAMLError:
        plain = False
    return text if plain or not text else json.dumps(text, ensure_ascii=False)
