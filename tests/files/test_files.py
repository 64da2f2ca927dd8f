"""Writing: whole or not at all, only over what this program wrote, whatever interrupts it."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import pytest

from konzept import files
from konzept.errors import RefusedError, sentence
from konzept.files import ForeignError
from tests.project import ROOT

FOREIGN: Final = {
    "Steuerbescheid.pdf": b"x",
    "index.html": b"meine Seite",
    ".versteckt": b"x",
    "a/b/c.txt": b"tief",
    "leer.txt": b"",
}


def whole(folder: Path) -> dict[str, bytes | str]:
    """Everything below a folder: contents of files, targets of links, and folders."""
    found: dict[str, bytes | str] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = f"-> {path.readlink()}"
        else:
            found[name] = "/" if path.is_dir() else path.read_bytes()
    return found


def filled(folder: Path, content: Mapping[str, bytes]) -> Path:
    """A folder with files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in content.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def put(folder: Path, **made: Mapping[str, bytes]) -> None:
    """Claim a folder and put files there, by owner."""
    with files.claim(folder) as place:
        place.put(made)


def test_a_folder_is_filled_renewed_and_emptied_by_the_same_owner_only(tmp_path: Path) -> None:
    target = tmp_path / "neu" / "html"
    put(target, build={"a.html": b"1", "tief/b.html": b"2"}, pdf={"k.pdf": b"3"})
    put(target, build={"a.html": b"1", "c.html": b"4"})
    assert whole(target) == {"a.html": b"1", "c.html": b"4", "k.pdf": b"3"}
    put(target, build={}, pdf={})
    assert whole(tmp_path) == {"neu": "/", "neu/html": "/"}


def test_a_folder_of_somebody_else_is_refused_and_stays_as_it_is(tmp_path: Path) -> None:
    target = filled(tmp_path / "Dokumente", FOREIGN)
    before = whole(tmp_path)
    with pytest.raises(ForeignError, match=r"In .*/Dokumente liegen Dateien, die nicht von diesem Programm sind\."):
        put(target, build={"index.html": b"neu"})
    assert whole(tmp_path) == before


def test_an_empty_folder_and_one_of_empty_folders_are_taken(tmp_path: Path) -> None:
    (tmp_path / "html" / "leer").mkdir(parents=True)
    put(tmp_path / "html", build={"index.html": b"neu"})
    assert whole(tmp_path) == {"html": "/", "html/leer": "/", "html/index.html": b"neu"}


def test_foreign_files_among_ours_stay_whatever_we_write_and_remove(tmp_path: Path) -> None:
    target = tmp_path / "html"
    put(target, build={"SPR-01/index.html": b"1", "index.html": b"2"})
    filled(target, {"Notiz.txt": b"x", "SPR-01/Notiz.txt": b"y"})
    put(target, build={"index.html": b"3"})
    assert whole(target) == {"Notiz.txt": b"x", "SPR-01": "/", "SPR-01/Notiz.txt": b"y", "index.html": b"3"}


def _edited(target: Path) -> None:
    (target / "index.html").write_bytes(b"von Hand")


def _link_for_folder(target: Path) -> None:
    shutil.rmtree(target / "SPR-01")
    (target / "SPR-01").symlink_to(filled(target.parent / "anderswo", {"index.html": b"fremd"}))


def _file_for_folder(target: Path) -> None:
    shutil.rmtree(target / "SPR-01")
    (target / "SPR-01").write_bytes(b"fremd")


def _link_for_file(target: Path) -> None:
    (target / "index.html").unlink()
    (target / "index.html").symlink_to(filled(target.parent / "anderswo", {"x": b"alt"}) / "x")


def _folder_for_file(target: Path) -> None:
    (target / "index.html").unlink()
    (target / "index.html").mkdir()


def _new_name(target: Path) -> None:
    (target / "neu.html").write_bytes(b"fremd")


@pytest.mark.parametrize(
    "harm", [_edited, _link_for_folder, _file_for_folder, _link_for_file, _folder_for_file, _new_name]
)
@pytest.mark.parametrize(
    "made", [{"index.html": b"a", "SPR-01/index.html": b"b", "neu.html": b"c"}, {"neu.html": b"c"}]
)
def test_what_somebody_changed_is_neither_replaced_nor_removed(
    tmp_path: Path, harm: Callable[[Path], None], made: Mapping[str, bytes]
) -> None:
    target = tmp_path / "html"
    put(target, build={"index.html": b"alt", "SPR-01/index.html": b"alt", "bleibt.html": b"alt"})
    harm(target)
    before = whole(tmp_path)
    with pytest.raises(ForeignError, match="Nicht von diesem Programm oder seither von jemandem geändert: "):
        put(target, build=made)
    assert whole(tmp_path) == before


def test_a_folder_emptied_and_used_for_something_else_is_foreign(tmp_path: Path) -> None:
    target = tmp_path / "html"
    put(target, build={"index.html": b"alt"})
    shutil.rmtree(target)
    filled(target, {"index.html": b"mein", "Notiz.txt": b"x"})
    with pytest.raises(ForeignError, match="liegen Dateien, die nicht von diesem Programm sind"):
        put(target, build={"index.html": b"neu"})
    assert whole(target) == {"index.html": b"mein", "Notiz.txt": b"x"}


def test_nothing_lies_beside_a_target_and_places_of_folders_that_are_gone_go(tmp_path: Path) -> None:
    cache = Path(os.environ["XDG_CACHE_HOME"]) / "konzept"
    names = []
    for number in range(3):
        target = tmp_path / str(number) / "html"
        put(target, build={"index.html": b"1"})
        with files.claim(target) as place:
            names.append(place.place.name)
        assert whole(target.parent) == {"html": "/", "html/index.html": b"1"}
        shutil.rmtree(target)
    assert [name for name in names if (cache / name).exists()] == names[-1:]


@pytest.mark.parametrize("variable", ["XDG_CACHE_HOME", "HOME"])
def test_where_nothing_can_be_noted_for_a_target_elsewhere_it_is_said_what_to_name_instead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    (tmp_path / "datei").write_text("", "utf-8")
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setenv(variable, str(tmp_path / "datei"))
    where = tmp_path / "datei" / {"XDG_CACHE_HOME": "konzept", "HOME": ".cache/konzept"}[variable]
    with pytest.raises(RefusedError) as error:
        put(tmp_path / "html", build={"index.html": b"1"})
    assert str(error.value) == (
        f"Für Ziele außerhalb des Projekts merkt sich das Programm in {where}, was es geschrieben hat; dort kann es "
        f"nicht schreiben. {tmp_path / 'datei'} ist eine Datei, gebraucht wird ein Ordner. Benennen Sie die Datei um. "
        "Wiederholen Sie dann den Befehl. Oder nennen Sie ein Ziel im Projekt, oder mit der Umgebungsvariablen "
        "XDG_CACHE_HOME einen Ordner, in den Sie schreiben dürfen."
    )
    assert not (tmp_path / "html").exists()


def test_single_files_of_a_folder_are_claimed_among_foreign_ones(tmp_path: Path) -> None:
    filled(tmp_path, FOREIGN)
    for content in (b"1", b"2"):
        with files.claim(tmp_path, "links.txt") as place:
            place.put({"links": {"links.txt": content}})
    with pytest.raises(ForeignError, match=r"Steuerbescheid\.pdf"), files.claim(tmp_path, "Steuerbescheid.pdf"):
        pytest.fail("claimed")
    assert {name: data for name, data in whole(tmp_path).items() if data != "/"} == {**FOREIGN, "links.txt": b"2"}


def moved(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let this be the folder of the project."""
    project.mkdir(exist_ok=True)
    (project / "conf.py").write_text("from konzept.conf import *\n", "utf-8")
    monkeypatch.chdir(project)
    return project


def test_a_project_that_was_moved_still_owns_its_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = moved(tmp_path / "a", monkeypatch)
    put(project / "build" / "html", build={"index.html": b"1", "weg.html": b"1"})
    assert sorted(path.name for path in (project / "build").iterdir()) == ["arbeit", "html"]
    project = moved(project.rename(tmp_path / "b"), monkeypatch)
    put(project / "build" / "html", build={"index.html": b"2"})
    assert whole(project / "build" / "html") == {"index.html": b"2"}
    assert len(list((project / "build" / "arbeit").iterdir())) == 1


def test_clearing_leaves_what_is_not_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = moved(tmp_path / "projekt", monkeypatch)
    put(project / "build" / "html", build={"index.html": b"1", "edited.html": b"1", "SPR-01/index.html": b"1"})
    put(project / "public", publish={"index.html": b"1"})
    put(tmp_path / "anderswo", build={"index.html": b"1"})
    kept = {"html/edited.html": b"von Hand", "html/Notiz.txt": b"x", "site/aktuell.html": b"1", "Notiz.txt": b"x"}
    filled(project / "build", {**kept, "live/html/index.html": b"1"})
    files.clear()
    found = {name: data for name, data in whole(tmp_path).items() if data != "/"}
    del found["projekt/conf.py"]
    assert found == {**{f"projekt/build/{name}": data for name, data in kept.items()}, "anderswo/index.html": b"1"}


KILLED: Final = """
import os, signal, sys
from pathlib import Path
from konzept import files

def counted(name, module):
    own = getattr(module, name)
    def call(*arguments, **named):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return own(*arguments, **named)
    setattr(module, name, call)

left = int(sys.argv[2])
for name in ("mkdir", "write_bytes", "replace", "unlink", "rmdir", "symlink_to"):
    counted(name, Path)
counted("fsync", os)
target = Path(sys.argv[1])
files.write(target / "einzeln.txt", "neu")
files.link(target / "zeiger", Path("neu"))
with files.claim(target / "html") as place:
    place.put({"build": {"a.html": b"neu", "tief/c.html": b"neu", "gleich.html": b"gleich"}})
"""


def test_killed_at_any_step_each_file_is_whole_nothing_foreign_is_lost_and_the_next_run_ends_as_usual(
    tmp_path: Path,
) -> None:
    """A process of its own is killed at each of its steps in turn; nothing is cleaned up between the kills."""
    target = tmp_path / "ziel"
    files.write(target / "einzeln.txt", "alt")
    files.link(target / "zeiger", Path("alt"))
    old = {"a.html": b"alt", "tief/b.html": b"alt", "gleich.html": b"gleich"}
    new = {"a.html": b"neu", "tief/c.html": b"neu", "gleich.html": b"gleich"}
    kills = 0
    while True:
        put(target / "html", build=old)
        filled(target / "html", {"Notiz.txt": b"x", "tief/Notiz.txt": b"x"})
        run = subprocess.run([sys.executable, "-c", KILLED, str(target), str(kills)], cwd=ROOT, check=False)
        found = whole(target / "html")
        assert {name: found[name] for name in ("Notiz.txt", "tief/Notiz.txt")} == {
            "Notiz.txt": b"x",
            "tief/Notiz.txt": b"x",
        }
        visible = {name: data for name, data in found.items() if isinstance(data, bytes) and ".konzept-" not in name}
        assert all(data in (b"x", old.get(name), new.get(name)) for name, data in visible.items())
        assert (target / "einzeln.txt").read_text("utf-8") in ("alt", "neu")
        assert (target / "zeiger").readlink().name in ("alt", "neu")
        put(target / "html", build=new)
        assert whole(target / "html") == {**new, "tief": "/", "Notiz.txt": b"x", "tief/Notiz.txt": b"x"}
        if run.returncode == 0:
            break
        assert run.returncode == -signal.SIGKILL
        kills += 1
    assert kills > 20
    assert sorted(path.name for path in target.iterdir()) == ["einzeln.txt", "html", "zeiger"]


def test_a_full_disk_leaves_the_folder_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "html"
    put(target, build={"a.html": b"alt", "weg.html": b"alt"})
    write_bytes = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if path == files.half_made(target / "z.html"):
            write_bytes(path, data[:1])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write_bytes(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space") as error:
        put(target, build={"a.html": b"neu", "z.html": b"neu"})
    assert sentence(error.value) == (
        f"{target / 'z.html'}: Der Datenträger ist voll. Schaffen Sie Platz. Wiederholen Sie dann den Befehl."
    )
    assert whole(target) == {"a.html": b"alt", "weg.html": b"alt"}
    monkeypatch.undo()
    put(target, build={"a.html": b"neu", "z.html": b"neu"})
    assert whole(target) == {"a.html": b"neu", "z.html": b"neu"}


def test_a_file_that_can_not_be_written_stays_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files.write(tmp_path / "sperre.json", "alt")
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(errno.EIO, "Input/output error")))
    with pytest.raises(OSError, match="Input/output error") as error:
        files.write(tmp_path / "sperre.json", "neu")
    assert sentence(error.value).startswith(f"{tmp_path / 'sperre.json'}: Der Datenträger antwortet nicht")
    assert whole(tmp_path) == {"sperre.json": b"alt"}


WAITING: Final = """
import sys
from pathlib import Path
from konzept import files

with files.claim(Path(sys.argv[1])) as place:
    place.put({"build": {"index.html": b"zweiter"}})
"""


def test_the_second_of_two_runs_says_that_it_waits_and_comes_after_the_first(tmp_path: Path) -> None:
    target = tmp_path / "html"
    command = [sys.executable, "-c", WAITING, str(target)]
    with files.claim(target) as place:
        second = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
        assert second.stderr is not None
        assert second.stderr.readline() == (
            f"Nach {target} schreibt gerade schon jemand. Dieser Lauf wartet, bis das fertig ist.\n"
        )
        place.put({"build": {"index.html": b"erster"}})
        assert second.poll() is None
        assert whole(target) == {"index.html": b"erster"}
    assert second.communicate() == (None, "")
    assert whole(target) == {"index.html": b"zweiter"}
