"""Watches what a build does: no file, process, socket or program but those that a build needs.

Python tells an audit hook of every such deed, also in processes that Sphinx forks. A hook can't be taken off again;
this one looks only while somebody watches. What it sees goes into a file, since a fork has no other way to tell.
"""

from __future__ import annotations

import mimetypes
import os
import site
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, Final

from tests.project import ROOT

# What a build may read beside its own folders.
_PROGRAM: Final = [
    ROOT / name for name in ("konzept", "tests", "tools", "conf.py", "requirements.lock", "docutils.conf")
]
_INTERPRETER: Final = [
    *(path for key, path in sysconfig.get_paths().items() if key.endswith("lib") or key in ("include", "data")),
    *site.getsitepackages(),
    sys.prefix,
    f"{sys.base_prefix}/lib/python{sys.version_info.major}{sys.version_info.minor}.zip",
    *mimetypes.knownfiles,
    "/usr/share/zoneinfo",
    "/dev/null",
    "/dev/urandom",
]
# Who makes programs at run time, none of them from texts: the file that does it, and what it is called there.
_MAKERS: Final = (
    ("dataclasses.py", "_create_fn"),
    ("collections/__init__.py", "namedtuple"),
    ("gettext.py", "c2py"),
    ("typing.py", "ForwardRef._evaluate"),
    ("attr/_make.py", "_compile_and_eval"),
    ("sphinx/util/fileutil.py", "copy_asset_file"),  # through Jinja, from the files of the theme
)
_PROCESSES: Final = ("git",)
_SOCKETS: Final = ("urllib3/util/connection.py", "_has_ipv6")  # asks once, at ::1, whether there is IPv6
# Where Python looks for modules and packages, and the sum of a build for the names of libraries.
_SEARCHES: Final = (
    ("<frozen importlib._bootstrap_external>", "_fill_cache"),
    ("importlib/metadata/__init__.py", "FastPath.children"),
    ("konzept/files/build_sum.py", "_libraries"),
)
_DEPTH: Final = 8


@dataclass(slots=True)
class Watch:
    """What is watched: ``folders`` are those of the build; ``seen`` has what it did beside them."""

    folders: tuple[str, ...]
    report: int
    busy: bool = False
    allowed: tuple[str, ...] = field(default_factory=lambda: tuple({os.path.realpath(p) for p in _all_allowed()}))

    @property
    def seen(self) -> list[str]:
        """What this process and its forks did, without repetition."""
        return sorted(set(os.pread(self.report, os.fstat(self.report).st_size, 0).decode().splitlines()))

    def tell(self, what: str) -> None:
        """Note what was done."""
        os.write(self.report, f"{what}\n".encode("utf-8", "backslashreplace"))

    def path(self, event: str, path: Any) -> None:
        """Look at a path that was touched; numbers are files that are open already."""
        if path is None or isinstance(path, int):
            return
        name = os.fsdecode(path)
        real = os.path.realpath(name)
        if not any(real == folder or real.startswith(folder + os.sep) for folder in (*self.folders, *self.allowed)):
            self.tell(f"{event}: {name}")


_watch: Watch | None = None


def _all_allowed() -> Iterator[str]:
    yield from map(str, (*_PROGRAM, *_INTERPRETER))


def _callers() -> Iterator[FrameType]:
    """The frames that led here, without those of this module."""
    frame: FrameType | None = sys._getframe()
    while frame and frame.f_code.co_filename == __file__:
        frame = frame.f_back
    for _ in range(_DEPTH):
        if frame:
            yield frame
            frame = frame.f_back


def _is_called_by(file: str, name: str) -> bool:
    return any(
        frame.f_code.co_filename.endswith(file) and frame.f_code.co_qualname.endswith(name) for frame in _callers()
    )


def _execute(watch: Watch, code: Any, *_: Any) -> None:
    """A program that runs stands in a file of the interpreter or of this project, or is made by one that is known."""
    name = code.co_filename if isinstance(code, CodeType) else repr(code)
    if name.startswith("<frozen ") or any(_is_called_by(*maker) for maker in _MAKERS):
        return
    if Path(name).is_absolute() and name.endswith((".py", ".html")):
        watch.path("exec", name)
    else:
        watch.tell(f"exec: {name} {getattr(code, 'co_names', '')}")


def _open(watch: Watch, path: Any, mode: Any, flags: int) -> None:
    if not _is_within(path):
        watch.path("open", path)


def _is_within(path: Any) -> bool:
    """Whether a name is meant within an open folder that is being removed; it was looked at when that began."""
    return isinstance(path, str) and not Path(path).is_absolute() and _is_called_by("shutil.py", "_rmtree_safe_fd")


def _process(watch: Watch, program: Any, arguments: Any = (), *_: Any) -> None:
    if os.path.basename(os.fsdecode(program)) not in _PROCESSES:  # noqa: PTH119 - what is given may be bytes
        watch.tell(f"process: {program!r} {arguments!r}")


def _socket(watch: Watch, *arguments: Any) -> None:
    if not _is_called_by(*_SOCKETS):
        watch.tell(f"socket: {arguments[1:]!r}")


def _paths(event: str, count: int) -> Callable[..., None]:
    def look(watch: Watch, *arguments: Any) -> None:
        if event == "os.listdir" and any(_is_called_by(*search) for search in _SEARCHES):
            return
        for path in arguments[:count]:
            if not _is_within(path):
                watch.path(event, path)

    return look


_CHECKS: Final[dict[str, Callable[..., None]]] = {
    "open": _open,
    "exec": _execute,
    **dict.fromkeys(("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "pty.spawn"), _process),
    **dict.fromkeys(
        ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"), _socket
    ),
    **{
        event: _paths(event, count)
        for event, count in {
            **dict.fromkeys(("os.listdir", "os.scandir", "os.walk", "os.mkdir", "os.rmdir", "os.remove"), 1),
            **dict.fromkeys(("os.chmod", "os.chown", "os.truncate", "os.utime", "shutil.rmtree", "shutil.chown"), 1),
            **dict.fromkeys(("os.rename", "os.link", "shutil.copyfile", "shutil.copytree", "shutil.move"), 2),
            "os.symlink": 2,
        }.items()
    },
}


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    check, watch = _CHECKS.get(event), _watch
    if check is None or watch is None or watch.busy:
        return
    watch.busy = True
    try:
        check(watch, *arguments)
    except Exception as error:  # a fault of the watch must not look like one of the build, nor be lost
        watch.tell(f"watch: {event} {arguments!r}: {error!r}")
    finally:
        watch.busy = False


sys.addaudithook(_hook)


@contextmanager
def watching(*folders: Path) -> Iterator[Watch]:
    """Watch what is done, and allow it in these folders and the cache only; temporary files go to the last of them."""
    global _watch
    folders[-1].mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile() as report:
        outer, before, tempfile.tempdir = _watch, tempfile.tempdir, str(folders[-1])
        places = [*folders, Path(os.environ["XDG_CACHE_HOME"]) / "konzept"]
        _watch = Watch(tuple(os.path.realpath(place) for place in places), report.fileno())
        try:
            yield _watch
        finally:
            _watch, tempfile.tempdir = outer, before
