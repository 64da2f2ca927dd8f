"""Lets only one process at a time have a file open; the lock ends with the process, however it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

if sys.platform != "win32":
    import fcntl


@contextmanager
def locked(path: Path, message: str = "", *, wait: bool = True) -> Iterator[IO[bytes]]:
    """Open a file for oneself; ``message`` tells whoever has to wait. Processes begun by a fork keep it locked.

    :raises BlockingIOError: if another process has it, and nobody wants to wait.
    """
    while True:
        with path.open("ab") as handle:
            if sys.platform != "win32":  # there nobody waits
                _lock(handle, message, wait=wait)
                if not path.exists() or not os.path.samestat(path.stat(), os.fstat(handle.fileno())):
                    continue  # whoever had it has renamed or removed it
            yield handle
            return


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Have a folder to oneself: whoever else asks for it waits. On Windows nobody does."""
    if sys.platform == "win32":
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _lock(handle: IO[bytes], message: str, *, wait: bool) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        if not wait:
            raise
        if message:
            sys.stderr.write(f"{message}\n")
        fcntl.flock(handle, fcntl.LOCK_EX)
