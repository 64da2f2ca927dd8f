"""What a build made of each written page, kept for the next one: a page that is as it was is not read again."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from konzept.web import hyphens

Made = Callable[[Path, Callable[[str], Any]], Any]


@contextmanager
def kept(app: Sphinx, name: str, *given: object) -> Iterator[Made]:
    """A function that gives what is made of a written page, without its soft hyphens.

    ``given`` is all else that it is made of: if that changed, nothing of an earlier build counts.
    """
    program = app.extensions["konzept.extension"].metadata["env_version"]
    file, key = Path(app.doctreedir, f"konzept-{name}.pickle"), repr((program, given))
    before, now = _read(file, key), {}

    def made(page: Path, make: Callable[[str], Any]) -> Any:
        found = page.stat()
        stamp = found.st_mtime_ns, found.st_size
        known = before.get(str(page))
        now[str(page)] = known if known and known[0] == stamp else (stamp, make(hyphens.written(page)))
        return now[str(page)][1]

    yield made
    if now != before:
        file.write_bytes(pickle.dumps((key, now), pickle.HIGHEST_PROTOCOL))


def _read(file: Path, key: str) -> dict[str, tuple[tuple[int, int], Any]]:
    given, found = pickle.loads(file.read_bytes()) if file.is_file() else ("", {})  # noqa: S301  # as Sphinx reads its own
    return found if given == key else {}
