"""Writes what is made of all pages, and what stands beside them: data, feeds, calendar, short addresses.

Neither needs the other, and all leave nothing but files. What stands beside the pages needs none of them either: where
several processes write pages, one of them begins with it (:class:`konzept.web.html_builder.Website`).
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import Final

from sphinx.application import Sphinx
from sphinx.util.parallel import SerialTasks, parallel_available

from konzept.pages.build import Build
from konzept.pages.processes import are_few, further
from konzept.web import beside, data, search, short, single
from konzept.web.html_builder import Website

Task = Callable[[Sphinx], None]
_BESIDE: Final = (short.write, beside.write_files, beside.write_feeds)


def offer(build: Build, guarded: Callable[[Task], Task], app: Sphinx, builder: object) -> None:
    """Let whoever writes pages write what stands beside them; what fails in it is ``guarded``."""
    if isinstance(builder, Website):

        def write_beside(app: Sphinx) -> None:
            for step in _BESIDE:
                step(build, builder)

        builder.beside = partial(guarded(write_beside), app)


def write(build: Build, guarded: Callable[[Task], Task], app: Sphinx, exception: Exception | None) -> None:
    """Write what is not written yet; nothing after a failed build. What another process does is ``guarded`` there."""
    builder = app.builder
    if exception or not isinstance(builder, Website):
        return

    def write_search(app: Sphinx) -> None:
        search.write_texts(build, builder)

    is_shared = parallel_available and app.parallel > 1 and not are_few(app.env.found_docs)
    with further(1) if is_shared else nullcontext(SerialTasks()) as tasks:
        tasks.add_task(guarded(write_search), app)
        if builder.beside:
            builder.beside()
        data.copy_needs(Path(builder.outdir))
        single.write_file(build, builder)
