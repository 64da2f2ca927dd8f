"""What vouches for the lock file and lies beside it in the repository: a signature, and witnesses of the time.

They are made with common tools (CONTRIBUTING.md says how) and published with the lock, as long as they belong to it.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from konzept.editions.verification import BESIDE, LOCK, STAMPS

NAMESPACE: Final = "ausgaben"  # what the signature is for (ssh-keygen -n)
SIGNATURE: Final = BESIDE[0]


def found(root: Path) -> dict[str, bytes]:
    """What lies in the folder of the lock file, by name."""
    return {name: (root / name).read_bytes() for name in BESIDE if (root / name).is_file()}


def fitting(beside: dict[str, bytes], lock: str) -> dict[str, bytes]:
    """Those that belong to this text of a lock."""
    return {name: content for name, content in beside.items() if _fits(name, content, lock)}


def stale(root: Path) -> list[str]:
    """The names of those that belong to another lock than the one in this folder."""
    path, beside = root / LOCK, found(root)
    return sorted(beside.keys() - fitting(beside, path.read_text("utf-8")).keys()) if path.is_file() else []


def _fits(name: str, content: bytes, lock: str) -> bool:
    if name in STAMPS:
        return hashlib.sha256(lock.encode()).digest() in content
    return name != SIGNATURE or _signed(content, lock)


def _signed(signature: bytes, lock: str) -> bool:
    """Whether a signature is one of this text, whoever made it; without the tool nobody can tell, and it is kept."""
    tool = shutil.which("ssh-keygen")
    if tool is None:
        return True
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, SIGNATURE)
        path.write_bytes(signature)
        command = [tool, "-Y", "check-novalidate", "-n", NAMESPACE, "-s", str(path)]
        return subprocess.run(command, input=lock.encode(), capture_output=True).returncode == 0
