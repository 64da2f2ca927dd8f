"""Writes what is made of all pages, and what stands beside them: data, feeds, calendar, short addresses.

Neither needs the other, and both leave nothing but files: a build that may have several processes uses two.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from typing import Final

from sphinx.application import Sphinx
from sphinx.util.parallel import SerialTasks, parallel_available

from konzept.pages.build import Build
from konzept.pages.processes import are_few, further
from konzept.web import beside, search, short, single
from konzept.web.html_builder import Website

Task = Callable[[Sphinx], None]
_BESIDE: Final = (short.write, beside.write_files, beside.write_feeds)
_OF_PAGES: Final = (search.write_texts, single.write_file)


def write(build: Build, guarded: Callable[[Task], Task], app: Sphinx, exception: Exception | None) -> None:
    """Write both; nothing after a failed build. What another process does is ``guarded`` there."""
    builder = app.builder
    if exception or not isinstance(builder, Website):
        return

    def write_beside(app: Sphinx) -> None:
        for step in _BESIDE:
            step(build, builder)

    is_shared = parallel_available and app.parallel > 1 and not are_few(app.env.found_docs)
    with further(1) if is_shared else nullcontext(SerialTasks()) as tasks:
        tasks.add_task(guarded(write_beside), app)
        for step in _OF_PAGES:
            step(build, builder)
