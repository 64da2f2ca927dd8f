"""Knows a build in which nothing would be new before Sphinx is loaded; in any doubt everything is done."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Final

from konzept.files import build_sum
from konzept.files.claims import Claim, claim
from konzept.files.writing import write

_RECORD: Final = "stand.json"


def said(source: Path, target: Path, today: date) -> str | None:
    """What the build said that made the target as it lies there of just what there is now; nothing if none did."""
    with claim(target) as place:
        try:
            made_of, made, hints = json.loads((place.place / _RECORD).read_text("utf-8"))
            same = made == _sum(place) and made_of == build_sum.of_texts(source, today) and place.is_as_written()
        except (OSError, ValueError, TypeError):
            return None
        return str(hints) if same else None


@contextmanager
def noted(source: Path, target: Path, today: date, hints: str) -> Iterator[None]:
    """Remember what is built in here, with what it said, unless something changed meanwhile."""
    try:
        before = build_sum.of_texts(source, today)
    except OSError:
        before = ""  # the build will say what is wrong
    yield
    with claim(target) as place:
        if before and before == build_sum.of_texts(source, today):
            write(place.place / _RECORD, json.dumps([before, _sum(place), hints]))


def _sum(place: Claim) -> str:
    return hashlib.sha256(place.manifest.read_bytes()).hexdigest()
