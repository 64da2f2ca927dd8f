"""What publishing needs of git: which commit a ref names, and its files, never those of the work tree."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from konzept.editions import PublishError
from konzept.files import git
from konzept.files.git import Commit

_NUMBER: Final = re.compile(r"[0-9a-f]{7,40}")

__all__ = ["Commit", "Repository"]


class Repository:
    """A git repository, looked at from the folder of its work tree."""

    def __init__(self, root: Path) -> None:
        """:raises PublishError: if there is no repository."""
        self.root = root
        if git.top(root) is None:
            raise PublishError(f"{root} ist kein git-Repository. Ausgaben entstehen aus seinen Commits. {git.CLONE}")

    def commit(self, ref: str) -> Commit:
        """The commit that a tag or a number names; a branch, HEAD or a range would name another one tomorrow.

        :raises PublishError: if there is none, or if the clone holds only a part of the history.
        """
        found = git.find(self.root, f"refs/tags/{ref.removeprefix('refs/tags/')}")
        if found is None and _NUMBER.fullmatch(ref):
            found = git.find(self.root, ref)
            found = found if found and found.id.startswith(ref) else None
        if found is None and (".." in ref or git.find(self.root, ref)):
            raise PublishError(
                f"{ref!r} ist kein fester Stand: Morgen kann der Verweis etwas anderes nennen. Nennen Sie die Nummer "
                "des Commits oder einen Tag (git tag -a NAME)."
            )
        if found is None:
            why = git.why_unknown(self.root) or "Fehlt: git fetch --tags?"
            raise PublishError(f"{ref!r} ist weder ein Tag noch ein Commit dieses Repositorys. {why}")
        return found

    def uncommitted(self, paths: Iterable[Path]) -> list[str]:
        """Those of the files that the last commit does not hold as they are, as git names them."""
        answer = git.tell(self.root, "status", "--porcelain", "-z", "--no-renames", "--", *map(str, paths))
        return sorted(os.fsdecode(row[3:]) for row in answer.split(b"\0") if row)

    def file(self, commit: Commit, path: str) -> bytes:
        """The content of a file of a commit.

        :raises PublishError: if the commit has no such file.
        """
        content = git.content(self.root, commit, path)
        if content is None:
            raise PublishError(f"Der Commit {commit.id[:10]} hat keine Datei {path}. So lässt er sich nicht bauen.")
        return content

    def export(self, commit: Commit, folder: Path, *paths: str) -> None:
        """Write the files of a commit (all, or those below ``paths``) into a folder.

        :raises konzept.files.git.GitError: if git refuses.
        """
        git.unpack(self.root, commit, folder, *paths)
