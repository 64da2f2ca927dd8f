"""The program as a wheel, packed from the files that run now: so a new project needs no index of packages for it.

It has what ``pip wheel`` makes of the same files, and beside its metadata the lock with everything that it needs.
"""

from __future__ import annotations

import base64
import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Final

from konzept import __version__
from konzept.errors import KonzeptError
from konzept.files import archives

_PACKAGE: Final = Path(__file__).resolve().parent.parent
_LOCK: Final = "requirements.lock"
_HEAD: Final = "Metadata-Version: 2.1\nName: konzept\nVersion: "
_SUMMARY: Final = "\nSummary: "
_MINIMUM: Final = "3.11"


@dataclass(frozen=True, slots=True)
class Package:
    """The wheel: its version, its bytes, and the pins of all that it needs."""

    version: str
    content: bytes
    lock: str

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"konzept-{self.version}-py3-none-any.whl"

    @property
    def sha256(self) -> str:
        """The checksum that pip asks for."""
        return hashlib.sha256(self.content).hexdigest()


def package() -> Package:
    """Pack the program that runs now.

    :raises KonzeptError: if it does not know which packages it was tested with.
    """
    about, lock = _from_clone() or _from_installation()
    modules = _modules()
    version = f"{__version__}+{_fingerprint(modules, about, lock)}"
    folder = f"konzept-{version}.dist-info"
    files = {
        **modules,
        f"{folder}/METADATA": f"{_HEAD}{version}\n{about}".encode(),
        f"{folder}/WHEEL": b"Wheel-Version: 1.0\nGenerator: konzept\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{folder}/entry_points.txt": b"[console_scripts]\nkonzept = konzept.cli:main\n",
        f"{folder}/{_LOCK}": lock.encode(),
    }
    return Package(version, _packed(files, f"{folder}/RECORD"), lock)


def _fingerprint(modules: Mapping[str, bytes], *more: str) -> str:
    """Eight letters for the very files: another program has another version, or pip would not put it into place."""
    digest = hashlib.sha256("\0".join(more).encode())
    for name, content in modules.items():
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return f"g{digest.hexdigest()[:8]}"


def _modules() -> dict[str, bytes]:
    """The files of the program, without what Python or an editor left among them."""
    found = (path for path in sorted(_PACKAGE.rglob("*")) if path.is_file())
    kept = (path for path in found if "__pycache__" not in path.parts and not path.name.startswith("."))
    made = {f"konzept/{path.relative_to(_PACKAGE).as_posix()}": path.read_bytes() for path in kept}
    example = _PACKAGE.parent / "tests" / "musterau"
    if not (_PACKAGE / "start" / "beispiel").is_dir() and example.is_dir():
        files = (path for path in sorted(example.rglob("*")) if path.is_file())
        made |= {f"konzept/start/beispiel/{path.relative_to(example).as_posix()}": path.read_bytes() for path in files}
    return made


def _from_clone() -> tuple[str, str] | None:
    """Metadata without their head, and lock, from the files beside the package; nothing if they are not there."""
    root = _PACKAGE.parent
    try:
        project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
        needed = list(_requirements((root / "requirements.txt").read_text("utf-8")))
        lock = (root / _LOCK).read_text("utf-8")
    except (FileNotFoundError, KeyError):
        return None
    if project.get("name") != "konzept":
        return None
    lines = [
        f"Summary: {project['description']}",
        f"Requires-Python: >={_MINIMUM}",
        *(f"Requires-Dist: {line}" for line in needed),
    ]
    return "\n".join(lines) + "\n", lock


def _requirements(text: str) -> Iterator[str]:
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    yield from filter(None, lines)


def _from_installation() -> tuple[str, str]:
    """The same from the installed package."""
    try:
        found = metadata.distribution("konzept")
    except metadata.PackageNotFoundError:
        found = None
    about, lock = (found.read_text("METADATA"), found.read_text(_LOCK)) if found else (None, None)
    if not about or not lock:
        raise KonzeptError(
            "Dieses Programm weiß nicht, mit welchen Paketen es geprüft ist: Neben ihm fehlt requirements.lock. "
            "Rufen Sie den Befehl aus einem Klon des Programms auf: python -m konzept …"
        )
    return f"Summary: {about.partition(_SUMMARY)[2]}", lock


def _packed(files: Mapping[str, bytes], record: str) -> bytes:
    rows = [f"{name},sha256={_digest(content)},{len(content)}" for name, content in files.items()]
    return archives.packed([*files.items(), (record, "\n".join([*rows, f"{record},,", ""]).encode())])


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
