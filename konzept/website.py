"""Builds the website strictly, and puts it in place only when the whole build succeeded."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Final, TextIO

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError, SphinxError, SphinxParallelError
from sphinx.locale import translators
from sphinx.util.console import nocolor
from sphinx.util.docutils import docutils_namespace, patch_docutils

from konzept import errors, files
from konzept.files import build_sum

_PACKAGE: Final = Path(__file__).parent
_COMPLETE: Final = "fertig"
_READ: Final = "doctrees"
_NAMED: Final = re.compile(r"konzept\.extension\.guard\.StoppedError: ")  # so a parallel process tells of it
_NOT_PUBLISHED: Final = ".buildinfo*"


def build(source: Path, target: Path, today: date) -> bool:
    """Build the pages of ``source`` with warnings as errors, and put them into ``target``.

    The work folder keeps what the next build can use again. After a failed build the target is what it was,
    and nothing of the environment is kept: Sphinx would not repeat its own warnings, and the next build would pass.

    :returns: whether the build succeeded.
    :raises konzept.errors.KonzeptError: if the target is not ours to write to.
    """
    with files.claim(target) as place:
        app = sphinx(source, place.work, "html", today)
        if app:
            place.put({"build": files.tree(place.work / "html", _NOT_PUBLISHED)})
        return app is not None


def sphinx(
    source: Path,
    work: Path,
    builder: str,
    today: date,
    said: TextIO | None = None,
    connect: Callable[[Sphinx], None] = lambda app: None,
    **settings: Any,
) -> Sphinx | None:
    """Build into a work folder: pages into ``html`` (the builder's name), doctrees beside them.

    :param said: where to say what is wrong; such a build is lenient, any other stops at it.
    :param connect: is given the application before it builds.
    :returns: the application; nothing after a failed build, of which nothing is kept.
    """
    if "NO_COLOR" in os.environ or not sys.stderr.isatty():
        nocolor()
    with errors.at(work), _begun(work, source):
        try:
            translators.clear()  # Sphinx appends to what is there: after some hundred builds no message was found
            with patch_docutils(str(_PACKAGE)), docutils_namespace():
                app = Sphinx(
                    source,
                    _PACKAGE,  # where our conf.py is
                    work / builder,
                    work / _READ,
                    builder,
                    confoverrides={"konzept_as_of": today.isoformat(), **settings},
                    status=None,
                    warning=said or sys.stderr,
                    warningiserror=said is None,
                    parallel=os.cpu_count() or 1,
                )
                connect(app)
                app.build()
                if app.statuscode == 0:
                    return app
        except SphinxError as error:
            if refused := errors.of_message(str(error)):
                raise refused from None
            (said or sys.stderr).write(f"Der Bau ist gescheitert: {_said(error)}\n")
        shutil.rmtree(work)
        return None


def _said(error: SphinxError) -> str:
    """What stopped the build; of what fails in a parallel process only the kind is known."""
    said = str(error)
    if isinstance(error, SphinxParallelError) and not _NAMED.search(said):
        return errors.unforeseen(said.partition(":")[0])
    if isinstance(error, ExtensionError) and error.orig_exc:
        return str(errors.of_program(error.orig_exc))
    return _NAMED.sub("", said)


@contextmanager
def _begun(work: Path, source: Path) -> Iterator[None]:
    """Mark a work folder as complete only after a build that came to its end.

    What was interrupted, what other texts or another version of the program filled, is not used again:
    Sphinx would take pages for written that are not, and leave files that this build doesn't make.
    """
    digest = hashlib.sha256(repr((source.resolve(), build_sum.program())).encode()).hexdigest()
    stamp = work / _COMPLETE
    if stamp.is_file() and stamp.read_text("ascii") == digest:
        stamp.unlink()
    elif work.exists():
        shutil.rmtree(work)
    if not work.exists():
        _take_over(work, digest)
    yield
    if work.exists():
        files.write(stamp, digest)


def _take_over(work: Path, digest: str) -> None:
    """Begin with what another build of the same texts has read: the PDFs with that of the website.

    Its mark goes before anything of it changes, so what was copied while the mark stood is whole.
    """
    for stamp in sorted(work.parent.parent.glob(f"*/{work.name}/{_COMPLETE}")):
        try:
            before = stamp.stat()
            if stamp.read_text("ascii") == digest:
                shutil.copytree(stamp.parent / _READ, work / _READ, ignore=shutil.ignore_patterns("konzept-*"))
                if os.path.samestat(before, stamp.stat()) and before.st_mtime_ns == stamp.stat().st_mtime_ns:
                    return
        except (OSError, shutil.Error):
            pass  # it is being built anew
        shutil.rmtree(work, ignore_errors=True)
