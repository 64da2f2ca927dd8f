"""Guards the handlers of a build: one that fails stops it with a German sentence that names the text.

And names our faults: what Sphinx would call WARNING is a FEHLER, since it stops the build.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, Final

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError, NoUri, SphinxError
from sphinx.util.logging import SphinxLogRecord, WarningStreamHandler

from konzept import errors
from konzept.errors import KonzeptError

_WITH_NAME: Final = ("source-read", "html-page-context", "env-purge-doc")  # the first value is the text's name
_WITH_NAME_LAST: Final = ("doctree-resolved",)


class StoppedError(SphinxError):
    """A handler of ours can't go on; Sphinx shows the text as it is."""

    category = "Der Bau ist gescheitert"


class _Fault(SphinxLogRecord):
    """A fault that we report."""

    prefix = "FEHLER: "


def name_faults() -> None:
    """Let Sphinx show our faults under their name."""
    for handler in logging.getLogger("sphinx").handlers:
        if isinstance(handler, WarningStreamHandler):
            handler.addFilter(_named)


def allow_empty_patterns() -> None:
    """Let a table of contents wait for pages still to be written.

    Sphinx gives this warning half a name, so that no setting can leave it out.
    """
    logging.getLogger("sphinx.sphinx.directives.other").addFilter(_is_no_empty_pattern)


def _is_no_empty_pattern(record: logging.LogRecord) -> bool:
    return getattr(record, "subtype", "") != "empty_glob"


def _named(record: logging.LogRecord) -> bool:
    if record.name.startswith("sphinx.konzept."):
        record.__class__ = _Fault
    return True


def guarded(handler: Callable[..., Any], event: str = "") -> Callable[..., Any]:
    """The handler of an event, guarded; one that is called by none tells of no text."""

    @wraps(getattr(handler, "func", handler))
    def run(app: Sphinx, *values: Any) -> Any:
        with _told(lambda: _file(app, event, values)):
            return handler(app, *values)

    return run


def guard_builder(app: Sphinx) -> None:
    """Guard what reads and writes one text, whoever's code fails there: parser, sphinx-needs, templates."""
    for name in ("read_doc", "write_doc"):
        setattr(app.builder, name, _of_text(app, getattr(app.builder, name)))


def _of_text(app: Sphinx, method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def run(docname: str, *values: Any, **more: Any) -> Any:
        with _told(lambda: str(app.env.doc2path(docname))):
            return method(docname, *values, **more)

    return run


@contextmanager
def _told(file: Callable[[], str]) -> Iterator[None]:
    """What fails in here stops the build with a German sentence that names the file."""
    try:
        yield
    except ExtensionError as error:  # a handler of somebody else failed
        raise StoppedError(str(errors.of_program(error.orig_exc or error, file()))) from error
    except (SphinxError, NoUri):
        raise
    except KonzeptError as error:
        raise StoppedError(str(error)) from error
    except OSError as error:
        raise StoppedError(errors.sentence(error)) from error
    except Exception as error:
        raise StoppedError(str(errors.of_program(error, file()))) from error


def _file(app: Sphinx, event: str, values: tuple[Any, ...]) -> str:
    """The text that a handler was working on; empty if it was none, or all of them."""
    if event in _WITH_NAME:
        name = str(values[0])
    elif event in _WITH_NAME_LAST:
        name = str(values[-1])
    elif event == "doctree-read":
        name = app.env.docname
    else:
        return ""
    return str(app.env.doc2path(name)) if name in app.env.found_docs else name
