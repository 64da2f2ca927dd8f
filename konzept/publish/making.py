"""Builds one Ausgabe from the files of its commit, with the packages its commit pins."""

from __future__ import annotations

import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from konzept.editions import PublishError
from konzept.editions.registry import Edition
from konzept.editions.repository import Commit, Repository
from konzept.publish import environment

# What no reader uses; the inventory is packed differently by every machine's zlib.
_UNWANTED: Final = (".buildinfo*", "schema_violations.json", "objects.inv")


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes Ausgaben of a repository; ``environments`` is the folder of the environments, ``docs`` of the texts."""

    repository: Repository
    environments: Path
    docs: str = "docs"

    def pins(self, commit: Commit) -> bytes:
        """The lock file of the packages of a commit."""
        return self.repository.file(commit, environment.LOCK)

    def make(self, edition: Edition, commit: Commit, target: Path) -> None:
        """Build into ``target``, which must not exist: pages, and PDFs if the commit can make them.

        The environment must be ready.

        :raises PublishError: if the build fails.
        """
        python = environment.python(self.environments, self.pins(commit)).absolute()
        with tempfile.TemporaryDirectory(dir=target.parent) as folder:
            source, out = Path(folder, "quelle"), Path(folder, "bau", "html").absolute()
            source.mkdir()
            self.repository.export(commit, source)
            command = [str(python), "-m", "konzept"]
            variables = environment.variables(
                SOURCE_DATE_EPOCH=str(commit.epoch),
                KONZEPT_AUSGABE=edition.title,
                KONZEPT_AUSGABE_NAME=edition.name,
                KONZEPT_AUSGABE_TAG=edition.date.isoformat(),
                XDG_CACHE_HOME=str(Path(folder, "cache").absolute()),  # nothing of this build is left over
            )
            _run([*command, "build", self.docs, str(out)], source, variables, edition)
            if re.search(r"^\s+pdf\b", _run([*command, "--help"], source, variables, edition), re.MULTILINE):
                papers = out.with_name("pdf")
                _run([*command, "pdf", self.docs, str(papers)], source, variables, edition)
                papers.rename(out / "pdf")
            for pattern in _UNWANTED:
                for path in out.glob(pattern):
                    path.unlink()
            out.rename(target)


def _run(command: list[str], folder: Path, variables: dict[str, str], edition: Edition) -> str:
    done = subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True)
    if done.returncode:
        last = "\n".join((done.stderr or done.stdout).strip().splitlines()[-15:])
        raise PublishError(f"Die Ausgabe {edition.name} lässt sich nicht bauen:\n{last}")
    return done.stdout
