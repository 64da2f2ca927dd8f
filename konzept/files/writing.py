"""Writes a file in one step: whole, or not at all."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

from konzept.errors import HALF, at
from konzept.files.locking import locked


def write(path: Path, content: str | bytes) -> None:
    """Write a file in one step; it is on the disk before it takes its place."""
    half = half_made(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with at(path), locked(half) as handle:
        try:
            handle.truncate(0)
            handle.write(content.encode() if isinstance(content, str) else content)
            handle.flush()
            os.fsync(handle.fileno())
            if sys.platform == "win32":
                handle.close()  # an open file can't be renamed there
            half.replace(path)
        except BaseException:
            half.unlink(missing_ok=True)
            raise


def renew(path: Path, content: bytes) -> None:
    """Write a file unless it is there as it would be: to compare a thousand feeds costs a tenth of writing them."""
    if not path.is_file() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def link(path: Path, target: Path) -> None:
    """Let a symbolic link lead to a folder, in one step."""
    half = half_made(path)
    half.unlink(missing_ok=True)
    half.symlink_to(target, target_is_directory=True)
    half.replace(path)


def half_made(path: Path) -> Path:
    """Where a file is written first: a name that nobody else gives, the same each time, so that none is left over."""
    return path.with_name(f"{HALF}{short(path.name)}.neu")


def short(text: str) -> str:
    """Sixteen letters that stand for a longer name, the same each time."""
    return hashlib.sha256(os.fsencode(text)).hexdigest()[:16]
