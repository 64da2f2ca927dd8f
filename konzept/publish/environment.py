"""Environments with the pinned packages of a commit: one for every lock file, made once and kept."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from konzept import errors
from konzept.editions import PublishError
from konzept.files.locking import locked

LOCK: Final = "requirements.lock"
_DONE: Final = "fertig"
_OF_THE_DISK: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EACCES, errno.EROFS)  # not of the network
_KEPT: Final = re.compile(
    r"PATH|HOME|TMPDIR|SSL_CERT_\w+|REQUESTS_CA_BUNDLE|PIP_\w+|https?_proxy|HTTPS?_PROXY|NO_PROXY"
    r"|SYSTEMROOT|SYSTEMDRIVE|COMSPEC|PATHEXT|TEMP|TMP|USERPROFILE|LOCALAPPDATA"  # without them Windows starts nothing
)


def key(pins: bytes) -> str:
    """The name of the environment: of the lock file and of the Python that runs it."""
    return f"{hashlib.sha256(pins).hexdigest()[:16]}-py{sys.version_info.major}.{sys.version_info.minor}"


def python(folder: Path, pins: bytes) -> Path:
    """The interpreter of the environment for a lock file."""
    place = folder / key(pins)
    return place / "Scripts" / "python.exe" if sys.platform == "win32" else place / "bin" / "python"


def is_ready(folder: Path, pins: bytes) -> bool:
    """Whether the environment was made to the end."""
    return (folder / key(pins) / _DONE).exists()


def prepare(folder: Path, pins: bytes) -> None:
    """Make the environment, unless it is there.

    :raises PublishError: if a package can't be installed any more.
    """
    place = folder / key(pins)
    folder.mkdir(parents=True, exist_ok=True)
    with locked(place.with_suffix(".sperre")):  # another publication may be making the same one
        if not is_ready(folder, pins):
            _make(place, folder, pins)


def _make(place: Path, folder: Path, pins: bytes) -> None:
    shutil.rmtree(place, ignore_errors=True)
    lock = place / LOCK
    options = ["--quiet", "--disable-pip-version-check", "--no-input", "--require-hashes", "-r", str(lock)]
    with errors.at(place):
        _run([sys.executable, "-m", "venv", str(place)])
        lock.write_bytes(pins)
        _run([str(python(folder, pins)), "-m", "pip", "install", *options])
        (place / _DONE).touch()


def variables(**more: str) -> dict[str, str]:
    """The environment variables of a build: nothing of the user's settings reaches the pages."""
    kept = {name: value for name, value in os.environ.items() if _KEPT.fullmatch(name)}
    return {**kept, "LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "0", "PYTHONUTF8": "1", **more}


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", env=variables())
    refused = errors.of_message(done.stderr or done.stdout) if done.returncode else None
    if refused and refused.errno in _OF_THE_DISK:
        raise refused
    if done.returncode:
        said = [line for line in (done.stderr or done.stdout).strip().splitlines() if not line.startswith("WARNING")]
        last = "\n".join(said)[-1500:]
        raise PublishError(
            "Die Umgebung für den Bau lässt sich nicht anlegen. Sind die Pakete nicht mehr zu haben, nehmen Sie "
            f"die gespeicherte Ausgabe aus einer Kopie der Website (--copy).\n{last}"
        )
