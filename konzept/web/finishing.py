"""Writes what is made of all pages, and what stands beside them: data, feeds, calendar, short addresses.

Neither needs the other, and both leave nothing but files: a build that may have several processes uses two.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sphinx.application import Sphinx
from sphinx.util.parallel import ParallelTasks, SerialTasks, parallel_available

from konzept.pages.build import Build
from konzept.web import beside, search, short, single
from konzept.web.html_builder import Website

Task = Callable[[Sphinx], None]
_BESIDE: Final = (short.write, beside.write_files, beside.write_feeds)
_OF_PAGES: Final = (search.write_texts, single.write_file)


def finish(build: Build, guarded: Callable[[Task], Task], app: Sphinx, exception: Exception | None) -> None:
    """Write both; nothing after a failed build. What another process does is ``guarded`` there."""
    builder = app.builder
    if exception or not isinstance(builder, Website):
        return

    def write_beside(app: Sphinx) -> None:
        for write in _BESIDE:
            write(build, builder)

    tasks = ParallelTasks(2) if parallel_available and app.parallel > 1 else SerialTasks()
    tasks.add_task(guarded(write_beside), app)
    try:
        for write in _OF_PAGES:
            write(build, builder)
    finally:
        tasks.join()
