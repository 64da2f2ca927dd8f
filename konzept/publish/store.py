"""Where the built Ausgaben are kept, beside the site that shows them.

``<target>.ablage/ausgaben/<name>-<digest>/``  the stored Ausgaben, never changed in place
``<target>.ablage/staende/<number>/``          the site as it was put together, of hard links to them
``<target>``                                   a symbolic link to the newest of these, replaced in one step
"""

from __future__ import annotations

import filecmp
import gzip
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Final

from konzept import files
from konzept.editions import PublishError, legible, lock, verification
from konzept.files.locking import locked

_TEXT: Final = verification.ALWAYS_PACKED | legible.KINDS | {".mjs", ".wasm", ".zip"}
_LOCK: Final = "sperre"
_WORK: Final = re.compile(r"arbeit-[a-z0-9_]{8}")  # as tempfile makes the name
_PLACE: Final = re.compile(r"(.+)-[0-9a-f]{16}")
_KEPT: Final = 2  # the site shown, and the one before for whoever is reading it


class Store:
    """The store of a target folder."""

    def __init__(self, target: Path) -> None:
        """Nothing is written yet."""
        self.target = target
        self.folder = target.with_name(f"{target.name}.ablage")
        self.editions, self.states, self.work = (self.folder / name for name in ("ausgaben", "staende", "arbeit"))

    def place(self, name: str, sums: Mapping[str, str]) -> Path:
        """Where an Ausgabe with these files is kept; it need not be there."""
        return self.editions / f"{name}-{lock.digest(sums)[:16]}"

    def adopt(self, name: str, made: Path, time: int) -> dict[str, str]:
        """Take a folder over for good and return the SHA-256 of its files.

        Packed copies are written beside the files; ``time`` (seconds since 1970) becomes their age. A file that
        another Ausgabe has under the same name is kept once, as old as it is there.
        """
        sums = verification.files(made)
        place = self.place(name, sums)
        if not place.exists():
            for path in [made / file for file in sums]:
                pack(path)
            for path in (path for path in made.rglob("*") if path.is_file()):
                path.chmod(0o444)
                os.utime(path, (time, time))
            self._share(made)
            place.parent.mkdir(parents=True, exist_ok=True)
            made.rename(place)
        return sums

    def _share(self, made: Path) -> None:
        """Let files be links to those of stored Ausgaben with the same name and content."""
        stored = [place for _, place in self.places()]
        for path in (path for path in made.rglob("*") if path.is_file()):
            others = (place / path.relative_to(made) for place in stored)
            for same in (other for other in others if other.is_file() and filecmp.cmp(other, path, shallow=False)):
                path.unlink()
                _link(str(same), str(path))
                break

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other publications away, and clean up what a killed one left.

        :raises PublishError: if somebody else's files are here, or if somebody is publishing.
        """
        self._examine()
        self.folder.mkdir(parents=True, exist_ok=True)
        with ExitStack() as stack:
            try:
                stack.enter_context(locked(self.folder / _LOCK, wait=False))
            except BlockingIOError:
                raise PublishError("Hier wird gerade schon veröffentlicht. Warten Sie, bis das zu Ende ist.") from None
            for left in self.folder.iterdir():
                if _WORK.fullmatch(left.name):
                    shutil.rmtree(left, ignore_errors=True)
            files.half_made(self.target).unlink(missing_ok=True)
            # a folder of its own: what a killed publication started may still write into the old one
            self.work = Path(tempfile.mkdtemp(prefix="arbeit-", dir=self.folder))
            try:
                yield
            finally:
                shutil.rmtree(self.work, ignore_errors=True)

    def places(self) -> Iterator[tuple[str, Path]]:
        """The stored Ausgaben that are there, each with its name."""
        for path in sorted(self.editions.glob("*")):
            if match := _PLACE.fullmatch(path.name):
                yield match[1], path

    def tidy(self, known: lock.Lock, keep: int = _KEPT) -> None:
        """Remove what Ausgaben were before they were changed, and states: all but the newest ``keep``.

        A state that still has what was withdrawn since goes at once, unless it is shown. Ausgaben stay, also those
        that the lock file does not name, and an earlier state as long as the present one is to be made of it.
        """
        for name, entry in known.entries.items():
            now = self.place(name, entry.files)
            for earlier in map(partial(self.place, name), entry.earlier() if now.exists() else ()):
                if earlier != now and earlier.exists():
                    shutil.rmtree(earlier)
        states = sorted(path for path in self.states.glob("*") if path.with_suffix(".json").is_file() and path.is_dir())
        for number, path in enumerate(states, 1):
            if path != self.shown() and (number <= len(states) - keep or _has_withdrawn(path, known)):
                shutil.rmtree(path)
                path.with_suffix(".json").unlink()

    def shown(self) -> Path | None:
        """The state that the target shows; none if nothing was published yet."""
        if not self.target.is_symlink():
            return None
        return self.target.parent / self.target.readlink()

    def shown_lock(self) -> lock.Lock | None:
        """The lock file of the site that is shown; none if nothing was published yet.

        :raises PublishError: if it is damaged.
        """
        state = self.shown()
        return lock.load(state / lock.FILE) if state and state.is_dir() else None

    def next_state(self) -> Path:
        """The folder of the next state; it does not exist yet."""
        numbers = [int(path.name) for path in self.states.glob("*") if path.name.isdigit()]
        return self.states / f"{max(numbers, default=0) + 1:06}"

    def show(self, state: Path) -> None:
        """Let the target show a state: one rename, so that a reader sees the old site or the new one."""
        files.link(self.target, state.relative_to(self.target.parent))

    def _examine(self) -> None:
        """:raises PublishError: if what is in the place of site or store is somebody else's."""
        shown = self.shown()
        if (shown is None and os.path.lexists(self.target)) or (shown and shown.parent != self.states):
            raise PublishError(
                f"{self.target} ist keine Website dieses Programms. "
                "Löschen oder verschieben Sie das, oder nennen Sie mit --target einen anderen Ort."
            )
        names = {path.name for path in self.folder.iterdir()} if self.folder.exists() else set()
        if names and not names & {self.editions.name, self.states.name, _LOCK}:
            raise PublishError(
                f"In {self.folder} liegen Dateien, die nicht von diesem Programm sind. "
                "Räumen Sie den Ordner aus, oder nennen Sie mit --target einen anderen Ort."
            )


def _has_withdrawn(state: Path, known: lock.Lock) -> bool:
    """Whether a state was put together before something was withdrawn, or nobody can tell."""
    try:
        shown = lock.load(state / lock.FILE).entries
    except PublishError:
        return True
    there = [(shown[name].changes, entry.changes) for name, entry in known.entries.items() if name in shown]
    return any(
        [change for change in now if change.kind == "zurueckgezogen" and change not in before]
        or any(old.reason != new.reason for old, new in zip(before, now, strict=False))
        for before, now in there
    )


def copy_files(names: Iterable[str], source: Path, target: Path) -> None:
    """Copy files, so that they can be changed without harm to the stored ones."""
    for name in names:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / name, target / name)


def link_tree(source: Path, target: Path) -> None:
    """Repeat a folder by hard links; by copies where the disk knows no links."""
    shutil.copytree(source, target, copy_function=_link)


def pack(path: Path) -> None:
    """Write a packed copy beside a text, the same bytes for the same text."""
    if path.suffix in _TEXT and path.stat().st_size > verification.SMALL:
        packed = path.with_name(path.name + verification.PACKED)
        packed.write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))


def _link(source: str, target: str) -> str:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
    return target
