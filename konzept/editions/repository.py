"""What publishing needs of git: which commit a ref names, and its files, never those of the work tree."""

from __future__ import annotations

import io
import os
import re
import subprocess
import tarfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from konzept.editions import PublishError
from konzept.errors import at

_NUMBER: Final = re.compile(r"[0-9a-f]{7,40}")


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit with its tree; ``time`` in seconds since 1970."""

    id: str
    tree: str
    time: int

    @property
    def day(self) -> date:
        """The day of the commit, in UTC: the Stichtag of what is built from it."""
        return datetime.fromtimestamp(self.time, UTC).date()


class Repository:
    """A git repository, looked at from the folder of its work tree."""

    def __init__(self, root: Path) -> None:
        """:raises PublishError: if there is no repository."""
        self.root = root
        if self._git("rev-parse", "--git-dir") is None:
            raise PublishError(f"{root} ist kein git-Repository. Ausgaben entstehen aus seinen Commits.")

    def commit(self, ref: str) -> Commit:
        """The commit that a tag or a number names; a branch, HEAD or a range would name another one tomorrow.

        :raises PublishError: if there is none, or if the clone holds only a part of the history.
        """
        answer = self._log(f"refs/tags/{ref.removeprefix('refs/tags/')}")
        if answer is None and _NUMBER.fullmatch(ref):
            answer = self._log(ref)
            answer = answer if answer and answer.decode().startswith(ref) else None
        if answer is None and (self._log(ref) or ".." in ref):
            raise PublishError(
                f"{ref!r} ist kein fester Stand: Morgen kann der Verweis etwas anderes nennen. Nennen Sie die Nummer "
                "des Commits oder einen Tag (git tag -a NAME)."
            )
        if answer is None and self._git("rev-parse", "--is-shallow-repository") == b"true\n":
            raise PublishError(
                f"Den Commit {ref!r} enthält diese Kopie des Repositorys nicht, denn sie hat nur einen Teil der "
                "Geschichte (shallow clone). Holen Sie die ganze: git fetch --unshallow --tags. In Pipelines: "
                "GIT_DEPTH: 0 (GitLab), fetch-depth: 0 (GitHub)."
            )
        if answer is None:
            raise PublishError(
                f"{ref!r} ist weder ein Tag noch ein Commit dieses Repositorys. Fehlt: git fetch --tags?"
            )
        number, tree, time = answer.decode().split()
        return Commit(number, tree, int(time))

    def uncommitted(self, paths: Iterable[Path]) -> list[str]:
        """Those of the files that the last commit does not hold as they are, as git names them."""
        answer = self._git("status", "--porcelain", "-z", "--no-renames", "--", *map(str, paths)) or b""
        return sorted(os.fsdecode(row[3:]) for row in answer.split(b"\0") if row)

    def file(self, commit: Commit, path: str) -> bytes:
        """The content of a file of a commit.

        :raises PublishError: if the commit has no such file.
        """
        content = self._git("cat-file", "blob", f"{commit.id}:{path}")
        if content is None:
            raise PublishError(f"Der Commit {commit.id[:10]} hat keine Datei {path}. So lässt er sich nicht bauen.")
        return content

    def export(self, commit: Commit, folder: Path, *paths: str) -> None:
        """Write the files of a commit (all, or those below ``paths``) into a folder."""
        archive = self._git("archive", "--format=tar", commit.id, *paths)
        if archive is None:
            raise PublishError(f"Die Dateien des Commits {commit.id[:10]} lassen sich nicht lesen.")
        with at(folder), tarfile.open(fileobj=io.BytesIO(archive)) as files:
            files.extractall(folder, filter="data")  # the filter refuses what leads out of the folder

    def _log(self, ref: str) -> bytes | None:
        """Number, tree and time of the commit that a ref names; nothing if it names none, or more than one."""
        number = self._git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
        return self._git("log", "-1", "--format=%H %T %ct", number.decode().strip(), "--") if number else None

    def _git(self, *arguments: str) -> bytes | None:
        """What git answers; nothing if it refuses."""
        try:
            done = subprocess.run(["git", "-C", str(self.root), *arguments], capture_output=True, check=True)
        except (OSError, subprocess.CalledProcessError):
            return None
        return done.stdout
