"""Keeps what texts gave when they were read: the same text, read again by this program, gives the same."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import NamedTuple

from konzept.files import build_sum
from konzept.files.places import place_of
from konzept.files.writing import write
from konzept.markdown import reader
from konzept.markdown.records import Reading
from konzept.model.speech import spoken


class _Kept(NamedTuple):
    """Packed readings by the sum of all that they are made of: those of an earlier run, and those asked for in this."""

    before: dict[str, bytes]
    now: dict[str, bytes]


_KEPT: ContextVar[_Kept | None] = ContextVar("konzept_readings", default=None)


def file_of(target: Path) -> Path:
    """Where a build of the website in ``target`` keeps them: beside its work folder, so that they stay if it fails."""
    return place_of(target.resolve()) / "gelesen"


@contextmanager
def known(readings: dict[str, bytes]) -> Iterator[None]:
    """Within this, no text is read twice, nor one that ``readings`` has; then it has those asked for, packed."""
    store = _Kept(readings, {})
    token = _KEPT.set(store)
    try:
        yield
    finally:
        _KEPT.reset(token)
        readings.clear()
        readings.update(store.now)


@contextmanager
def kept(file: Path) -> Iterator[None]:
    """The same with the readings in a file.

    It lies among what an earlier build left, like Sphinx' own memory, and is trusted as that.
    """
    try:
        program, before = pickle.loads(file.read_bytes())  # noqa: S301  # as Sphinx reads its own
        readings: dict[str, bytes] = before if program == build_sum.program() else {}
    except Exception:  # whatever is wrong with it
        readings = {}
    before = frozenset(readings)
    try:
        with known(readings):
            yield
    finally:
        if readings.keys() != before:
            write(file, pickle.dumps((build_sum.program(), readings), pickle.HIGHEST_PROTOCOL))


def read(text: str, name: str) -> Reading:
    """What a text gives, for the caller alone."""
    store = _KEPT.get()
    if store is None:
        return reader.read(text, name)
    key = hashlib.sha256(repr((spoken(), name, text)).encode("utf-8", "surrogatepass")).hexdigest()
    packed = store.now.get(key) or store.before.get(key)
    reading: Reading = pickle.loads(packed) if packed else reader.read(text, name)  # noqa: S301
    store.now[key] = packed or pickle.dumps(reading, pickle.HIGHEST_PROTOCOL)
    return reading
