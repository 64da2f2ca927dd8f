"""Builds one Ausgabe from the files of its commit, with the packages its commit pins."""

from __future__ import annotations

import re
import subprocess
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from konzept.editions import PublishError, registry
from konzept.editions.registry import Edition
from konzept.editions.repository import Commit, Repository
from konzept.publish import builds, environment

# What no reader uses; the inventory is packed differently by every machine's zlib.
_MOST_LINES: Final = 100
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
        """Build into ``target``, which must not exist: pages, and what else the commit can make.

        The environment must be ready.

        :raises PublishError: if the build fails.
        """
        python = environment.python(self.environments, self.pins(commit)).absolute()
        with tempfile.TemporaryDirectory(dir=target.parent) as folder:
            source, out = Path(folder, "quelle"), Path(folder, "bau", "html").absolute()
            source.mkdir()
            self.repository.export(commit, source)
            variables = environment.variables(
                SOURCE_DATE_EPOCH=str(commit.epoch),
                KONZEPT_AUSGABE=edition.title,
                KONZEPT_AUSGABE_NAME=edition.name,
                KONZEPT_AUSGABE_TAG=edition.date.isoformat(),
                XDG_CACHE_HOME=str(Path(folder, "cache").absolute()),  # nothing of this build is left over
            )
            run = partial(_run, str(python), folder=source, variables=variables, edition=edition, commit=commit)
            for build in builds.of(run("-c", builds.SHOW), source, edition.name):
                made = out.with_name(build.into) if build.into else out
                run("-m", "konzept", *build.words(self.docs, str(made)))
                if build.into:
                    made.rename(out / build.into)
            for pattern in _UNWANTED:
                for path in out.glob(pattern):
                    path.unlink()
            out.rename(target)


def _run(*command: str, folder: Path, variables: dict[str, str], edition: Edition, commit: Commit) -> str:
    done = subprocess.run(command, cwd=folder, env=variables, capture_output=True, encoding="utf-8", errors="replace")
    if done.returncode:
        last = "\n".join(_without((done.stderr or done.stdout).strip(), folder).splitlines()[-_MOST_LINES:])
        raise PublishError(
            f"Die Ausgabe {edition.name} lässt sich nicht bauen. Zum Commit {commit.id[:10]} sagt der Bau:\n{last}\n"
            "Ist die Ausgabe neu, berichtigen Sie das in einem neuen Commit, und nennen Sie diesen bei 'ref' in "
            f"{registry.FILE}."
        )
    return done.stdout


def _without(said: str, folder: Path) -> str:
    """What a build said with paths as in the repository; a sentence on a folder that is gone afterwards is left out."""
    inside = re.sub(rf"{re.escape(str(folder))}[/\\]", "", said)
    return re.sub(rf" *[^.\n]*{re.escape(str(folder.parent))}[^\n]*", "", inside)
