"""Notices what is saved below a folder."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

PAUSE: Final = 0.05  # seconds between two looks, at least
_SHARE: Final = 10  # between two looks it rests so many times as long as one takes


def state(folder: Path) -> str:
    """What lies in a folder: names, times and sizes, but nothing that Python compiled."""
    found = []
    for above, _, names in os.walk(folder):
        for path in (os.path.join(above, name) for name in names if not name.endswith(".pyc")):  # noqa: PTH118  # often
            try:
                known = os.stat(path)  # noqa: PTH116  # often
            except OSError:  # it went while we looked, or leads nowhere
                continue
            if stat.S_ISREG(known.st_mode):
                found.append((path, known.st_mtime_ns, known.st_ctime_ns, known.st_size))
    return repr(sorted(found))


def states(folder: Path) -> Iterator[None]:
    """Goes on at once, and then whenever something in the folder has become another; never ends."""
    before = ""
    while True:
        begin = time.monotonic()
        if (now := state(folder)) != before:
            before = now
            yield
        else:
            time.sleep(max(PAUSE, _SHARE * (time.monotonic() - begin)))
