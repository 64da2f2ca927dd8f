"""Folders that commands fill: only what this program wrote is replaced or removed.

A folder that commands fill is theirs by a manifest: the names of their files, each with the SHA-256 it was written
with and what wrote it. What the manifest does not list, or what has another content by now, is somebody else's: it is
neither replaced nor removed. Manifest and work folder lie in ``build/arbeit`` of the project (the folder above with our
``conf.py``), or in the user's cache if the folder lies elsewhere, so nothing of them is published:

``<place>/besitz.json``  the manifest
``<place>/sperre``       locked while somebody writes
``<place>/bau``          the work folder, which a later build can use again
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from konzept.errors import RefusedError, at
from konzept.files.locking import locked
from konzept.files.places import PLACES, folder_of, made_for, name_of, project_of
from konzept.files.writing import half_made, write

_MADE: Final = ("bericht", "live", "umgebungen", "verapdf")  # in build/: what needs no manifest
_NOTHING: Final = hashlib.sha256().hexdigest()  # of a file that is empty after a power failure
_MANIFEST, _LOCK, _WORK = "besitz.json", "sperre", "bau"

Made = Mapping[str, bytes | Path]


class ForeignError(RefusedError):
    """Writing would replace or remove what this program did not write."""


def tree(folder: Path, leave: str = "") -> dict[str, bytes | Path]:
    """The files of a folder by their relative addresses, without those whose names fit the pattern ``leave``."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and not (leave and path.match(leave)))
    return {path.relative_to(folder).as_posix(): path for path in found}


@contextmanager
def claim(folder: Path, *names: str) -> Iterator[Claim]:
    """Have a folder to oneself, or only the files ``names`` of it, waiting for whoever has it.

    :raises ForeignError: if the folder holds only files of somebody else, or if one of these files is so.
    """
    folder = folder.resolve()
    place = made_for(folder)
    with locked(place / _LOCK, f"Nach {folder} schreibt gerade schon jemand. Dieser Lauf wartet, bis das fertig ist."):
        claimed = Claim(folder, place)
        claimed.examine(names)
        _forget_gone(place)
        yield claimed


def clear() -> None:
    """Remove what was written into folders of the project as far as nobody changed it, and all work folders.

    The project is that of the current folder.

    :raises konzept.errors.RefusedError: if this is no project.
    """
    project = project_of(Path.cwd())
    if project is None:
        raise RefusedError(f"{Path.cwd()} liegt in keinem Projekt: Eine Datei conf.py mit 'konzept.conf' fehlt.")
    build = project / "build"
    for manifest in sorted(build.glob(f"{PLACES}/*/{_MANIFEST}")):
        folder = folder_of(manifest)
        if folder and folder.is_dir():
            with locked(manifest.with_name(_LOCK)):
                Claim(folder, manifest.parent).remove()
    for place in (build / name for name in (PLACES, *_MADE)):
        if place.exists():
            shutil.rmtree(place)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A file in a manifest: what wrote it, and every content it may have, more than one only while it is written."""

    owner: str
    sums: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """A folder that nobody else writes to, and the place of its manifest."""

    folder: Path
    place: Path

    @property
    def work(self) -> Path:
        """The work folder, kept from run to run; it need not exist."""
        return self.place / _WORK

    @property
    def manifest(self) -> Path:
        """The file that says what was written into the folder."""
        return self.place / _MANIFEST

    def is_as_written(self) -> bool:
        """Whether each file is there with the one content that it was written with."""
        known = self._load()
        return bool(known) and all(
            not (self.folder / name).is_symlink() and (_sum(self.folder / name),) == entry.sums
            for name, entry in known.items()
        )

    def examine(self, names: Iterable[str] = ()) -> None:
        """Note whose place this is.

        :raises ForeignError: if the files ``names``, or all files that there are, are somebody else's.
        """
        known = self._load()
        self._drop_half_made(known)  # a run that was killed left it
        self._refuse(name for name in names if self._own_sum(name, known) is None)
        if not names and not any(self._own_sum(name, known) for name in known) and _holds_files(self.folder):
            raise ForeignError(
                f"In {self.folder} liegen Dateien, die nicht von diesem Programm sind. Es ändert und löscht sie nicht. "
                "Nennen Sie einen neuen oder leeren Ordner, oder räumen Sie diesen selbst aus."
            )
        self._save(known)

    def put(self, made: Mapping[str, Made], kept: Collection[str] = ()) -> list[Path]:
        """Write files into the folder and remove those that the same owners wrote before and did not make now.

        All are written beside their places first, so that a full disk leaves the folder as it was.

        :param made: for each owner, a word for what made them, its files by their relative addresses.
        :param kept: what stays as it is, though it was not made now.
        :returns: the paths of the files.
        :raises ForeignError: if a file that somebody else wrote or changed is in the way.
        """
        known = self._load()
        files = {name: content for group in made.values() for name, content in group.items()}
        gone = [name for name, entry in known.items() if entry.owner in made and name not in (*files, *kept)]
        there = {name: self._own_sum(name, known) for name in (*files, *gone)}
        self._refuse(name for name, found in there.items() if found is None)
        new = {name: _Entry(owner, (_sum(files[name]),)) for owner, group in made.items() for name in group}
        self._save(known | {name: _Entry(entry.owner, entry.sums + _sums(known, name)) for name, entry in new.items()})
        self._write({name: files[name] for name, entry in new.items() if there[name] not in entry.sums})
        for name in gone:
            self._remove(name)
        self._save({name: entry for name, entry in known.items() if name not in gone} | new)
        return [self.folder / name for name in files]

    def remove(self) -> None:
        """Remove whatever is as it was written."""
        known = self._load()
        for name in known:
            if self._own_sum(name, known):
                self._remove(name)

    def _write(self, files: Made) -> None:
        try:
            for name, content in files.items():
                path = self.folder / name
                with at(path):
                    path.parent.mkdir(parents=True, exist_ok=True)
                    half_made(path).write_bytes(content_of(content))
            for path in (self.folder / name for name in files):
                with at(path):
                    half_made(path).replace(path)
        except BaseException:
            self._drop_half_made(files)
            raise

    def _drop_half_made(self, names: Iterable[str]) -> None:
        for half in (half_made(self.folder / name) for name in names):
            if half.is_file():
                half.unlink()

    def _remove(self, name: str) -> None:
        (self.folder / name).unlink(missing_ok=True)
        for parent in (self.folder / name).parents:
            if parent == self.folder or not parent.is_dir() or any(parent.iterdir()):
                return
            parent.rmdir()

    def _refuse(self, names: Iterable[str]) -> None:
        if found := [str(self.folder / name) for name in names]:
            more = f" und {len(found) - 5} weitere" if len(found) > 5 else ""
            raise ForeignError(
                f"Nicht von diesem Programm oder seither von jemandem geändert: {', '.join(found[:5])}{more}. "
                "Es ersetzt und löscht das nicht. Verschieben oder löschen Sie es selbst."
            )

    def _own_sum(self, name: str, known: Mapping[str, _Entry]) -> str | None:
        """The sum of what this program wrote here, empty if nothing is here; None if something else is in the way."""
        above = self.folder
        for part in Path(name).parts[:-1]:
            above = above / part
            if above.is_symlink() or (above.exists() and not above.is_dir()):
                return None
        path = self.folder / name
        if not os.path.lexists(path):
            return ""
        if name not in known or path.is_symlink() or not path.is_file():
            return None
        found = _sum(path)
        return found if found in known[name].sums or found == _NOTHING else None

    def _load(self) -> dict[str, _Entry]:
        """The manifest; empty if there is none that can be read."""
        try:
            data = json.loads(self.manifest.read_text("utf-8"))
            return {name: _Entry(entry["von"], tuple(entry["sha256"])) for name, entry in data["dateien"].items()}
        except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
            return {}

    def _save(self, entries: Mapping[str, _Entry]) -> None:
        rows = {name: {"von": entry.owner, "sha256": entry.sums} for name, entry in sorted(entries.items())}
        write(self.manifest, json.dumps({"ordner": name_of(self.folder), "dateien": rows}, indent=1))


def _sums(known: Mapping[str, _Entry], name: str) -> tuple[str, ...]:
    return known[name].sums if name in known else ()


def content_of(content: bytes | Path) -> bytes:
    """What a made file says: it is given as bytes, or as the file that has them."""
    return content if isinstance(content, bytes) else content.read_bytes()


def _sum(content: bytes | Path) -> str:
    """The SHA-256; empty if there is no such file."""
    there = isinstance(content, bytes) or content.is_file()
    return hashlib.sha256(content_of(content)).hexdigest() if there else ""


def _holds_files(folder: Path) -> bool:
    """Whether there is anything but empty folders."""
    for path in (folder, *folder.parents):
        if path.exists() and not path.is_dir():
            raise ForeignError(f"{path} ist eine Datei. Nennen Sie einen Ordner.")
    return any(path.is_symlink() or not path.is_dir() for path in folder.rglob("*"))


def _forget_gone(place: Path) -> None:
    """Remove manifests and work folders of folders that are no more."""
    for manifest in place.parent.glob(f"*/{_MANIFEST}"):
        folder = folder_of(manifest)
        if folder and manifest.parent != place and not folder.exists():
            try:
                with locked(manifest.with_name(_LOCK), wait=False):
                    shutil.rmtree(manifest.parent)
            except BlockingIOError:
                continue  # somebody is about to make it
