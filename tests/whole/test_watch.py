"""The watch itself: it sees what it must see, also in a forked process, and nothing in an honest build."""

from __future__ import annotations

import ast
import os
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from konzept import website
from konzept.examine import examine_folder
from konzept.web.hyphens import written
from tests.project import ROOT, TODAY, recommendation, write
from tests.watch import watching

DEEDS: dict[str, Callable[[], object]] = {
    "open: /etc/hostname": lambda: Path("/etc/hostname").exists() and Path("/etc/hostname").open().close(),
    f"open: {ROOT}/.git": lambda: os.close(os.open(ROOT / ".git", os.O_RDONLY)),
    "os.listdir: /etc": lambda: list(Path("/etc").iterdir()),
    "process: '/bin/true' ['/bin/true']": lambda: subprocess.run(["/bin/true"]),
    "exec: <string> ('print',)": lambda: eval("print"),  # noqa: S307 - this is the deed
    "exec: <unknown> ()": lambda: exec(compile("1", "<unknown>", "exec")),  # noqa: S102 - this is the deed
    "socket: (('127.0.0.1', 9),)": lambda: socket.socket().connect_ex(("127.0.0.1", 9)),
}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("forked", [False, True])
def test_a_deed_is_seen(deed: str, forked: bool, tmp_path: Path) -> None:
    with watching(tmp_path) as watch:
        child = os.fork() if forked else 0
        if child == 0:
            try:
                DEEDS[deed]()
            finally:
                if forked:
                    os._exit(0)
        else:
            os.waitpid(child, 0)
        seen = watch.seen
    assert seen == [deed]


def test_what_leads_out_by_a_link_is_seen(tmp_path: Path) -> None:
    (tmp_path / "geheim").write_text("x", "utf-8")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "link").symlink_to(tmp_path / "geheim")
    with watching(tmp_path / "in") as watch:
        (tmp_path / "in" / "link").read_text("utf-8")
        (tmp_path / "in" / "neu").write_text("x", "utf-8")
        (tmp_path / "in" / ".." / "geheim").read_text("utf-8")
        seen = watch.seen
    assert seen == [f"open: {tmp_path}/in/../geheim", f"open: {tmp_path}/in/link"]


def test_reading_a_program_without_running_it_is_no_deed(tmp_path: Path) -> None:
    with watching(tmp_path) as watch:
        ast.parse("open('/etc/passwd')")
        seen = watch.seen
    assert seen == []


def test_an_honest_build_does_nothing_else(tmp_path: Path) -> None:
    text = (
        "# A\n\nSieh {need}`SPR-01`.\n\n:::{needtable}\n:filter: type == 'empfehlung' and 'Q-ZB' in genannt_in\n:::\n"
    )
    docs = write(tmp_path / "docs", {"SPR-01.md": recommendation(), "a.md": text})
    with watching(docs, tmp_path / "out") as watch:
        assert examine_folder(docs, TODAY).findings == ()
        assert website.build(docs, tmp_path / "out" / "html", TODAY)
        seen = watch.seen
    assert seen == []
    assert "Mehr Kurse" in written(tmp_path / "out" / "html" / "a.html")
