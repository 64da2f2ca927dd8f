"""Several processes share the work of a build; none gets in the way of another."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from pathlib import Path
from typing import NoReturn

import pytest
from docutils import nodes
from sphinx.errors import SphinxParallelError

from konzept.pages import processes
from konzept.pages.processes import Shared, further, in_lots
from konzept.web.html_builder import Website
from tests.project import recommendation, sphinx, write


def test_names_are_taken_once_by_whoever_comes_first() -> None:
    names = [f"{number:03}" for number in range(300)]
    shared, found = Shared(names), list[list[str]]()
    with further(2) as tasks:
        for _ in range(2):
            tasks.add_task(list, shared, lambda _, taken: found.append(taken))
        found.append(list(shared))
    assert sorted(name for taken in found for name in taken) == names
    assert all(taken == sorted(taken) for taken in found)


@pytest.mark.parametrize(
    ("names", "count", "expected"),
    [
        ([], 2, ([], [])),
        (["a"], 2, (["a"], [])),
        (["a", "b", "c"], 1, (["a", "b", "c"], [])),
        (["a", "b", "c", "d"], 2, (["a", "b", "c"], [["d"]])),
        (list("abcdefghijklm"), 3, (list("abcde"), [list("fghi"), list("jklm")])),
    ],
)
def test_lots_keep_the_order_and_the_first_process_reads_a_little_more(
    names: list[str], count: int, expected: tuple[list[str], list[list[str]]]
) -> None:
    assert in_lots(names, count) == expected


def test_what_fails_in_one_process_ends_all() -> None:
    def go_on() -> None:
        while True:
            time.sleep(0.01)

    with pytest.raises(KeyError), further(1) as tasks:
        tasks.add_task(go_on)
        raise KeyError
    assert multiprocessing.active_children() == []

    def fail() -> NoReturn:
        raise ValueError

    with pytest.raises(SphinxParallelError), further(2) as tasks:
        tasks.add_task(fail)
    assert multiprocessing.active_children() == []


def test_a_process_that_was_left_alone_takes_nothing_more(tmp_path: Path) -> None:
    shared = Shared(["a", "b"])

    def begin() -> None:
        with further(1) as tasks:
            tasks.add_task(take)
            time.sleep(60)

    def take() -> None:
        parent = os.getppid()
        for name in shared:
            (tmp_path / name).write_text(str(os.getpid()), "ascii")
            while os.getppid() == parent:
                time.sleep(0.01)

    middle = multiprocessing.get_context("fork").Process(target=begin)
    middle.start()
    while not (tmp_path / "a").exists() or not (tmp_path / "a").read_text("ascii"):
        time.sleep(0.01)
    os.kill(middle.pid or 0, signal.SIGKILL)
    middle.join()
    left = int((tmp_path / "a").read_text("ascii"))
    while Path(f"/proc/{left}/stat").exists() and ") Z" not in Path(f"/proc/{left}/stat").read_text("ascii"):
        time.sleep(0.01)
    assert not (tmp_path / "b").exists()


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_as_many_processes_as_there_may_be_read_and_write_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    monkeypatch.setattr(processes, "FEW", 3)
    read, write_page = Website.read_doc, Website.write_doc

    def note(name: str) -> None:
        with (tmp_path / name).open("a") as file:
            file.write(f"{os.getpid()}\n")

    def noted_read(self: Website, docname: str, **more: bool) -> None:
        note("read")
        read(self, docname, **more)

    def noted_write(self: Website, docname: str, doctree: nodes.document) -> None:
        note("written")
        write_page(self, docname, doctree)

    monkeypatch.setattr(Website, "read_doc", noted_read)
    monkeypatch.setattr(Website, "write_doc", noted_write)
    more = {f"seite-{number}.md": f"# Seite {number}\n\n![Bild]({number}.svg)\n" for number in range(9)}
    pictures = {f"{number}.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>' for number in range(9)}
    table = {"alle.md": "# Alle\n\n:::{ansicht} empfehlungen\n:::\n"}
    docs = write(tmp_path / "docs", {"SPR-01.md": recommendation(), **more, **pictures, **table})
    one, several = tmp_path / "one", tmp_path / "several"
    assert sphinx(docs, one) == ""
    for name in ("read", "written"):
        (tmp_path / name).unlink()
    assert sphinx(docs, several, parallel=count) == ""
    who_read, who_wrote = (set((tmp_path / name).read_text().split()) for name in ("read", "written"))
    assert (len(who_read), len(who_wrote) <= count) == (count, True)
    assert built(several) == built(one)


def built(folder: Path) -> dict[str, bytes]:
    """The files of a website."""
    files = (file for file in folder.rglob("*") if file.is_file() and ".doctrees" not in file.parts)
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}
