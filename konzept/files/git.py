"""Asks git with fixed settings, whatever the user or the machine has set, and tells in German why it refuses.

Nothing of the work tree or the index is changed, and what is unpacked has the bytes that were committed.
"""

from __future__ import annotations

import calendar
import io
import os
import re
import shlex
import subprocess
import tarfile
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath
from typing import Final

from konzept.errors import KonzeptError, at

_FIXED: Final = (
    "log.showSignature=false",
    "color.ui=false",
    "core.fsmonitor=false",
    "i18n.logOutputEncoding=UTF-8",
    "core.useReplaceRefs=false",  # what stands in the place of a commit here is in no other copy
)
# Variables by which a hook or a shell leads git to another repository than that of the folder.
_ASTRAY: Final = re.compile(
    r"GIT_(?:DIR|WORK_TREE|COMMON_DIR|INDEX_FILE|PREFIX|NAMESPACE|CEILING_DIRECTORIES|GRAFT_FILE|SHALLOW_FILE"
    r"|(?:ALTERNATE_)?OBJECT_DIRECTOR(?:Y|IES)|\w+_PATHSPECS)"
)
# What would change bytes on their way out of the repository.
_BYTES: Final = ("core.autocrlf=false", "core.eol=lf", f"core.attributesFile={os.devnull}")
_OTHERS: Final = re.compile(r"dubious ownership in repository at '([^']*)'")
_SETTINGS: Final = re.compile(r"^fatal: .*\bconfig.*?(?:line (\d+) in file (.+))?$", re.MULTILINE)
_OTHER_ENDS: Final = re.compile(rb"^i/lf +w/(?:crlf|mixed) ", re.MULTILINE)
_NOT_INSTALLED: Final = (
    "git ist nicht installiert oder steht nicht im Suchpfad; ohne git ist nicht bekannt, von welchem Tag die Texte "
    "sind und welche Stände es gibt. Installieren Sie git (https://git-scm.com) und wiederholen Sie den Befehl."
)
_SHALLOW: Final = (
    "Diese Kopie des Repositorys hat nur einen Teil der Geschichte (shallow clone). Holen Sie die ganze: "
    "git fetch --unshallow --tags. In Pipelines: GIT_DEPTH: 0 (GitLab), fetch-depth: 0 (GitHub)."
)
_UNREADABLE: Final = (
    "git kann das Repository von {} nicht lesen: Es ist beschädigt, oder dazu fehlt das Recht. Prüfen Sie, wem sein "
    "Ordner .git gehört. Ist er beschädigt, holen Sie das Repository neu."
)
GONE: Final = "Den Ordner {} gibt es nicht mehr. Legen Sie ihn wieder dorthin."
_NO_COMMIT: Final = "Dieses Repository hat noch keinen Commit. Machen Sie einen: git add -A && git commit"


class GitError(KonzeptError):
    """Git can't be asked, or refuses; the text says in German why, and how to mend it."""


CLONE: Final = "Dafür braucht es einen Klon des Projekts (git clone), keine entpackte ZIP-Datei."


class NoRepositoryError(GitError):
    """There is no repository, and nothing that looks like one."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit with its tree; ``time`` in seconds since 1970, ``day`` in the commit's own time zone.

    The day is the Stichtag of what is built from it, wherever and with whatever time zone that happens.
    """

    id: str
    tree: str
    time: int
    day: date

    @property
    def epoch(self) -> int:
        """A time for ``SOURCE_DATE_EPOCH``, which is read in UTC: that of the commit if it has the same day there."""
        same = datetime.fromtimestamp(self.time, UTC).date() == self.day
        return self.time if same else calendar.timegm(self.day.timetuple())


def top(folder: Path) -> Path | None:
    """The root of the work tree that a folder lies in; nothing if there is none.

    :raises GitError: if there is a repository, but git does not answer.
    """
    try:
        return Path(os.fsdecode(tell(folder, "rev-parse", "--show-toplevel").removesuffix(b"\n")))
    except NoRepositoryError:
        return None


def find(folder: Path, ref: str) -> Commit | None:
    """The commit that a tag, a branch or a number names; nothing if it names none.

    :raises GitError: if git can't be asked.
    """
    number = _answer(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    if number is None or number.startswith(b"^"):  # what is not below a commit is none
        if ref == "HEAD" and _answer(folder, "rev-parse", "--verify", "--quiet", ref):
            raise GitError(_UNREADABLE.format(folder))  # it has a commit, but its files are not there
        return None
    ident, tree, time, day = (
        tell(folder, "log", "-1", "--format=%H %T %ct %cs", number.decode().strip(), "--").decode().split()
    )
    return Commit(ident, tree, int(time), date.fromisoformat(day))


def why_unknown(folder: Path) -> str:
    """Why git may not know a commit that there is; empty if it knows all."""
    if _answer(folder, "rev-parse", "--is-shallow-repository") == b"true\n":
        return _SHALLOW
    return "" if find(folder, "HEAD") else _NO_COMMIT


def is_clean(folder: Path) -> bool:
    """Whether the folder is as the last commit has it, without files that no commit has."""
    return tell(folder, "status", "--porcelain", "--untracked-files=normal", "--", ".") == b""


def has_other_line_ends(folder: Path) -> bool:
    """Whether files of the work tree end their lines as Windows does, but not in the repository (core.autocrlf)."""
    return _OTHER_ENDS.search(tell(folder, "ls-files", "--eol", "--", ".")) is not None


def content(folder: Path, commit: Commit, path: str) -> bytes | None:
    """The content of a file of a commit; nothing if it has no such file."""
    return _answer(folder, "cat-file", "blob", f"{commit.id}:{path}")


def blob(folder: Path, name: str, largest: int) -> bytes | None:
    """The content that git knows by this name (all of it or its beginning); nothing if there is none of this size."""
    if not re.fullmatch(r"[0-9a-f]{7,64}", name):
        return None
    size = _answer(folder, "cat-file", "-s", name)
    if size is None or int(size) > largest:
        return None
    return _answer(folder, "cat-file", "blob", name)


def take_commits(folder: Path, stream: bytes) -> None:
    """Make commits and a new branch of what ``git fast-import`` reads; work tree and index stay as they are.

    :raises GitError: if git refuses.
    """
    done = _run(folder, "fast-import", "--quiet", "--done", stdin=stream)
    if done.returncode:
        raise GitError(f"{folder}: git lehnt ab: {os.fsdecode(done.stderr).strip().splitlines()[0]}")


def has(folder: Path, commit: Commit, path: str) -> bool:
    """Whether a commit has a file or folder."""
    return path == "." or _answer(folder, "rev-parse", "--verify", "--quiet", f"{commit.id}:{path}") is not None


def unpack(folder: Path, commit: Commit, target: Path, *paths: str) -> None:
    """Write the files of a commit (all, or those below ``paths``) into a folder, with the bytes that it has.

    :raises GitError: if git refuses, or a file would leave the folder.
    """
    archive = tell(folder, "archive", "--format=tar", commit.id, "--", *paths)
    with at(target), tarfile.open(fileobj=io.BytesIO(archive)) as files:
        for entry in files:
            if _leads_out(entry):
                raise GitError(
                    f"Der Commit {commit.id[:10]} enthält eine Verknüpfung, die aus ihm hinausführt: {entry.name}. "
                    "Das ist nicht erlaubt."
                )
            _place(target / entry.name, entry, files)


def _leads_out(entry: tarfile.TarInfo) -> bool:
    """Whether something of an archive leads elsewhere; Python before 3.11.4 has no filter that would ask this."""
    name, link = PurePosixPath(entry.name), PurePosixPath(entry.linkname if entry.issym() else "")
    up = link.parts.count("..")
    # ".." behind a name means something else where that name is a link
    below = ".." not in (*name.parts, *link.parts[up:]) and up < len(name.parts)
    return not below or name.is_absolute() or link.is_absolute()


def _place(path: Path, entry: tarfile.TarInfo, files: tarfile.TarFile) -> None:
    if entry.isdir():
        path.mkdir(parents=True, exist_ok=True)
    elif entry.issym():
        path.symlink_to(entry.linkname)
    elif content := files.extractfile(entry):
        path.write_bytes(content.read())
        path.chmod(entry.mode & 0o755)
        os.utime(path, (entry.mtime, entry.mtime))


def tell(folder: Path, *arguments: str) -> bytes:
    """What git answers.

    :raises GitError: if it refuses.
    """
    done = _run(folder, *arguments)
    if done.returncode:
        if not folder.is_dir():
            raise GitError(GONE.format(folder))
        said = os.fsdecode(done.stderr).strip().splitlines()
        raise GitError(f"{folder}: git lehnt ab: {said[-1] if said else f'Code {done.returncode}'}")
    return done.stdout


def _answer(folder: Path, *arguments: str) -> bytes | None:
    """What git answers; nothing if it does not know what was asked for."""
    done = _run(folder, *arguments)
    return done.stdout if done.returncode == 0 else None


def _run(folder: Path, *arguments: str, stdin: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    settings = _FIXED + (_BYTES if arguments[0] == "archive" else ())
    command = ["git", *(word for setting in settings for word in ("-c", setting)), "-C", str(folder), *arguments]
    # in English, so that its reasons are found
    variables = {name: value for name, value in os.environ.items() if not _ASTRAY.fullmatch(name)}
    variables |= {"LC_ALL": "C", "LANGUAGE": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    try:
        done = subprocess.run(command, capture_output=True, env=variables, input=stdin)
    except FileNotFoundError:
        if _looks_like_one(folder):
            raise GitError(_NOT_INSTALLED) from None
        raise NoRepositoryError(_NOT_INSTALLED) from None
    said = os.fsdecode(done.stderr)
    if done.returncode and (match := _OTHERS.search(said)):
        raise GitError(
            f"git liest {match[1]} nicht, denn der Ordner gehört jemand anderem (dubious ownership). Wenn Sie ihm "
            f"vertrauen: git config --global --add safe.directory {shlex.quote(match[1])}"
        )
    if done.returncode and "not a git repository" in said:
        if _looks_like_one(folder):
            raise GitError(_UNREADABLE.format(folder))
        raise NoRepositoryError(f"{folder} ist kein git-Repository. {CLONE}")
    if done.returncode and (match := _SETTINGS.search(said)):
        where = f" ({match[2]}, Zeile {match[1]})" if match[2] else ""
        raise GitError(
            f"git kann seine Einstellungen nicht lesen{where}. Prüfen Sie .gitconfig in Ihrem Ordner und .git/config "
            "im Projekt: was darin steht und ob Sie sie lesen dürfen."
        )
    return done


def _looks_like_one(folder: Path) -> bool:
    return any(os.path.lexists(parent / ".git") for parent in (folder.absolute(), *folder.absolute().parents))
