"""Patches: the real git makes of them what was meant."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from konzept.edits.patch import FileChange, git_patch, mail
from konzept.errors import RefusedError

ON: Final = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
OLD: Final = "".join(f"Zeile {number} mit ä\n" for number in range(20)).encode()
NEW: Final = OLD.replace(b"Zeile 15", "Süß 15".encode())
CHANGES: Final = [
    FileChange("docs/a.md", OLD, NEW),
    FileChange("docs/neu.md", None, b"# Neu\n"),
    FileChange("docs/leer.md", None, b""),
    FileChange("docs/weg.md", b"Weg\n", None),
    FileChange("docs/ohne Ende.md", b"eins\nzwei", b"eins\ndrei"),
    FileChange("docs/Ende.md", b"eins", b"eins\n"),
    FileChange('docs/Gr\u00f6\u00dfe "A".md', b"\xef\xbb\xbfeins\r\nzwei\r\n", b"\xef\xbb\xbfeins\r\ndrei\r\n"),
    FileChange("docs/odd.md", b"a\x0cb\xc2\x85c\n--- x\n", b"a\x0cb\xc2\x85d\n--- x\n+++ y\n"),
    FileChange("docs/gleich.md", b"gleich\n", b"gleich\n"),
]


def git(folder: Path, *words: str, given: bytes = b"") -> bytes:
    setting = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "core.autocrlf=false")
    done = subprocess.run(["git", *setting, *words], cwd=folder, input=given, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def repository(folder: Path, files: dict[str, bytes | None]) -> Path:
    folder.mkdir(exist_ok=True)
    git(folder, "init", "-q")
    put(folder, files)
    return folder


def put(folder: Path, files: dict[str, bytes | None]) -> None:
    for name, content in files.items():
        if content is not None:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Anfang", "--allow-empty")


def contents(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def after(changes: list[FileChange]) -> dict[str, bytes]:
    return {change.path: change.new for change in changes if change.new is not None}


def test_git_applies_every_kind_of_change(tmp_path: Path) -> None:
    folder = repository(tmp_path, {change.path: change.old for change in CHANGES})
    git(folder, "apply", given=git_patch(CHANGES))
    assert contents(folder) == after(CHANGES)


def test_the_lines_on_the_blobs_are_those_of_git(tmp_path: Path) -> None:
    folder = repository(tmp_path, {change.path: change.old for change in CHANGES})
    patch = git_patch(CHANGES)
    git(folder, "apply", "--index", given=patch)
    own = git(folder, "diff", "--cached", "--full-index", "--no-renames")
    assert names(patch) == names(own)


def names(patch: bytes) -> list[bytes]:
    return sorted(line for line in patch.splitlines() if line.startswith((b"diff", b"index")))


def test_git_am_makes_a_commit_with_author_subject_and_text(tmp_path: Path) -> None:
    folder = repository(tmp_path, {change.path: change.old for change in CHANGES})
    text = "Angaben aus dem Amt.\n\nFrom heute an gilt:\n--- kein Ende ---\ndiff --git a b"
    message = mail(
        CHANGES, subject="Inhalt: Größe geändert", text=text, author="Jürgen Müßig", address="j@example.org", on=ON
    )
    git(folder, "am", "-3", "-q", given=message)
    assert contents(folder) == after(CHANGES)
    log = git(folder, "log", "-1", "--format=%an|%ae|%aI|%B").decode().strip()
    indented = text.replace("From", " From").replace("---", " ---", 1).replace("diff", " diff")
    assert log == f"Jürgen Müßig|j@example.org|2026-11-25T10:00:00+00:00|Inhalt: Größe geändert\n\n{indented}"


def test_git_am_merges_what_changed_elsewhere_in_the_file_meanwhile(tmp_path: Path) -> None:
    change = FileChange("docs/a.md", OLD, NEW)
    folder = repository(tmp_path, {"docs/a.md": OLD})
    put(folder, {"docs/a.md": OLD.replace(b"Zeile 13", b"Anders 13")})
    message = mail([change], subject="Neu", text="", author="A", address="a@example.org", on=ON)
    git(folder, "am", "-3", "-q", given=message)
    assert contents(folder) == {"docs/a.md": NEW.replace(b"Zeile 13", b"Anders 13")}


@pytest.mark.parametrize("field", ["subject", "author", "address"])
@pytest.mark.parametrize("value", ["", "a\nb", "a\u2028b"])
def test_the_head_of_a_message_is_of_single_lines(field: str, value: str) -> None:
    given = {"subject": "Neu", "author": "A", "address": "a@example.org", field: value}
    with pytest.raises(RefusedError, match=r"^Betreff, Name und Adresse stehen in je einer Zeile. Ergänzen Sie sie.$"):
        mail([], text="", on=ON, **given)


@pytest.mark.parametrize("author", ["Müller, Anna", "O’Brien", "Dr. A. Müller (Amt 50)", "Anna-Lena Öz", "张伟"])
def test_git_am_keeps_the_name_of_a_person(author: str, tmp_path: Path) -> None:
    folder = repository(tmp_path, {"docs/a.md": OLD})
    change = FileChange("docs/a.md", OLD, NEW)
    git(folder, "am", "-q", given=mail([change], subject="Neu", text="", author=author, address="a@b.de", on=ON))
    assert git(folder, "log", "-1", "--format=%an|%ae").decode() == f"{author}|a@b.de\n"


@pytest.mark.parametrize(
    ("author", "address", "told"),
    [
        ('Anna "Änni" Müller', "a@b.de", 'Im Namen kann nicht stehen: ". Lassen Sie es weg.'),
        ("Anna <a@b.de>", "a@b.de", "Im Namen kann nicht stehen: < > @. Lassen Sie es weg."),
        (",", "a@b.de", "Der Name hat keinen Buchstaben."),
        ("Anna " * 20, "a@b.de", "Der Name ist länger als 80 Zeichen. Kürzen Sie ihn."),
        ("Anna", "müller@stadt.de", "Das ist keine E-Mail-Adresse, die hier stehen kann."),
        ("Anna", "a@b.de, c@d.de", "Das ist keine E-Mail-Adresse, die hier stehen kann."),
        ("Anna", "anna", "Das ist keine E-Mail-Adresse, die hier stehen kann."),
    ],
)
def test_a_person_whom_git_would_take_for_another_is_refused(author: str, address: str, told: str) -> None:
    with pytest.raises(RefusedError) as refused:
        mail([], subject="Neu", text="", author=author, address=address, on=ON)
    assert str(refused.value).startswith(told)


LINES = st.lists(st.sampled_from([b"a", b"b", b"", b"a\r", b"\xc3\xa4", b"\x0c", b"-- ", b"\\ No", b"+x"]), max_size=12)
CONTENTS = st.builds(lambda lines, end: b"\n".join(lines) + end, LINES, st.sampled_from([b"", b"\n", b"\r\n"]))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(old=CONTENTS, new=CONTENTS)
def test_git_makes_the_new_bytes_of_the_old_ones(old: bytes, new: bytes, tmp_path: Path) -> None:
    changes = [FileChange("a.md", old, new)]
    path = tmp_path / "a.md"
    path.write_bytes(old)
    if patch := git_patch(changes):
        git(tmp_path, "apply", "--whitespace=nowarn", given=patch)
    assert path.read_bytes() == new
