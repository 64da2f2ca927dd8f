"""Several processes for one build: each does a share of the work, and so does the one that began them.

Sphinx starts a dozen, one after another, and waits. Each sends back the whole environment or lets the memory of the
first be copied anew, the parts of all pages are put together in the first alone, and what ends first is merged first,
so that lists of sphinx-needs change their order from run to run.
"""

from __future__ import annotations

import mmap
import multiprocessing
import os
import pickle
from collections.abc import Iterator, Sequence, Sized
from contextlib import contextmanager
from struct import Struct
from typing import Final

from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.util.parallel import ParallelTasks

FEW: Final = 20
"""Texts or pages for which further processes cost more than they save."""
_NUMBER: Final = Struct("=Q")
_OWN: Final = 1.1
"""How much this process reads when a further one reads 1: that one also packs what it found."""


def are_few(docnames: Sized) -> bool:
    """Whether this process had better do it alone."""
    return len(docnames) <= FEW


@contextmanager
def further(count: int) -> Iterator[ParallelTasks]:
    """Tasks for further processes, which work while this one goes on in the block; at its end they are done.

    If the block or one of them fails, all are ended: nobody writes any more when the error is told.
    """
    tasks = ParallelTasks(count)
    try:
        yield tasks
        tasks.join()
    except BaseException:
        tasks.terminate()
        for process in multiprocessing.active_children():
            process.join()
        raise


def _end_alone() -> None:
    """End a process whose work nobody will take: it must not write into the folder of the next build."""
    parent = multiprocessing.parent_process()
    if parent and not parent.is_alive():
        os._exit(1)


class Shared:
    """Names that several processes share: each takes the next one that no other has taken."""

    def __init__(self, names: Sequence[str]) -> None:
        """Make it before the processes part."""
        self._names = names
        self._taken = mmap.mmap(-1, _NUMBER.size)  # of no file, and the same for all processes
        self._lock = multiprocessing.get_context("fork").Lock()

    def __iter__(self) -> Iterator[str]:
        """What this process takes."""
        while True:
            _end_alone()
            with self._lock:
                (number,) = _NUMBER.unpack_from(self._taken)
                _NUMBER.pack_into(self._taken, 0, number + 1)
            if number >= len(self._names):
                return
            yield self._names[number]


def in_lots(names: list[str], count: int) -> tuple[list[str], list[list[str]]]:
    """The names of this process and those of each further one, in their order."""
    own = -(-len(names) * _OWN // (_OWN + count - 1))
    rest = names[int(own) :]
    size = -(-len(rest) // max(count - 1, 1))
    return names[: int(own)], [rest[start : start + size] for start in range(0, len(rest), size or 1)]


class InLots(Builder):
    """A builder that reads texts in one lot for each process; few are read in this one."""

    def _read_parallel(self, docnames: list[str], nproc: int) -> None:
        if are_few(docnames):
            self._read_serial(docnames)
            return
        for docname in docnames:  # none of them counts any more, in whatever process
            self.events.emit("env-purge-doc", self.env, docname)
            self.env.clear_doc(docname)
        own, lots = in_lots(docnames, nproc)
        read: dict[str, bytes] = {}
        with further(nproc - 1) as tasks:
            for lot in lots:
                tasks.add_task(self._read_lot, lot, lambda lot, found: read.update({lot[0]: found}))
            self._read_serial(own)
        for lot in lots:
            found: BuildEnvironment = pickle.loads(read.pop(lot[0]))  # noqa: S301  # from a process of ours
            self.env.merge_info_from(lot, found, self._app)

    def _read_lot(self, docnames: Sequence[str]) -> bytes:
        self.env._app = self._app
        for docname in docnames:
            _end_alone()
            self.read_doc(docname, _cache=False)
        return pickle.dumps(self.env, pickle.HIGHEST_PROTOCOL)
