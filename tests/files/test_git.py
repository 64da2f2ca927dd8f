"""Git answers the same whatever is set on the machine, and its reasons are told: in check, compare and publish."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from konzept import as_of, states
from konzept.cli import main
from konzept.editions.repository import Repository
from konzept.files import git
from tests.project import NOW, ROOT, recommendation, write

NIGHT = "2026-11-25T00:30:00+0100"  # in UTC still the day before
ENTRY = '[[ausgabe]]\nname = "a1"\nref = "a1"\ntitel = "Eins"\ndatum = 2026-11-25\nanlass = "Anlass"\n'
OTHERS = (
    "git liest {0} nicht, denn der Ordner gehört jemand anderem (dubious ownership). Wenn Sie ihm vertrauen: "
    "git config --global --add safe.directory {0}\n"
)
ABSENT = (
    "git ist nicht installiert oder steht nicht im Suchpfad; ohne git ist nicht bekannt, von welchem Tag die Texte "
    "sind und welche Stände es gibt. Installieren Sie git (https://git-scm.com) und wiederholen Sie den Befehl.\n"
)


def run(folder: Path, *words: str, when: str = NIGHT) -> None:
    """Run git with a name of its own."""
    settings = ["-c", "user.name=T", "-c", "user.email=t@example.org"]
    environment = os.environ | {"GIT_COMMITTER_DATE": when, "GIT_AUTHOR_DATE": when}
    subprocess.run(["git", *settings, *words], cwd=folder, check=True, capture_output=True, env=environment)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No settings of whoever runs the tests."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    return tmp_path


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """Texts in a repository with an Ausgabe, committed shortly after midnight."""
    folder = write(tmp_path / "projekt" / "docs", {"SPR-01.md": recommendation(), "ausgaben.toml": ENTRY})
    (folder.parent / "requirements.lock").write_text("", "utf-8")
    (folder.parent / "konzept.js").write_bytes(b"a\nb\n")
    run(folder.parent, "init", "-q", "-b", "main")
    run(folder.parent, "add", "-A")
    run(folder.parent, "commit", "-qm", "eins")
    run(folder.parent, "tag", "a1")
    return folder


def command(*words: str) -> Result:
    """What a command says."""
    return CliRunner().invoke(main, list(words))


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Asia/Tokyo"])
def test_a_commit_has_one_day_that_of_its_own_time_zone(docs: Path, zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", zone)
    found = Repository(docs.parent).commit("a1")
    assert (as_of.default(docs), states.load("HEAD", docs).day, found.day) == (date(2026, 11, 25),) * 3
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(found.epoch))
    assert as_of.default(docs) == date(2026, 11, 25)


def test_a_build_of_a_commit_gets_its_own_time_where_the_day_is_the_same_in_utc(docs: Path) -> None:
    run(docs.parent, "commit", "-q", "--amend", "--no-edit", when="2026-11-25T12:00:00+0100")
    found = git.find(docs, "HEAD")
    assert found is not None
    assert (found.epoch, found.day) == (found.time, date(2026, 11, 25))


def test_signatures_colours_and_languages_change_no_answer(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not shutil.which("ssh-keygen"):
        pytest.skip("Zum Unterschreiben fehlt ssh-keygen.")
    root = docs.parent
    key = root.parent / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    public = key.with_suffix(".pub").read_text("utf-8")
    (root.parent / "allowed").write_text(f"t@example.org {public}", "utf-8")
    for name, value in {
        "gpg.format": "ssh",
        "user.signingkey": f"{key}.pub",
        "gpg.ssh.allowedSignersFile": str(root.parent / "allowed"),
        "log.showSignature": "true",
        "color.ui": "always",
        "i18n.logOutputEncoding": "UTF-16",
        "status.showUntrackedFiles": "no",
    }.items():
        run(root, "config", name, value)
    run(root, "commit", "-q", "-S", "--amend", "--no-edit")
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"):  # as in a hook
        monkeypatch.setenv(name, str(root.parent))
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    found = git.find(root, "HEAD")
    assert found is not None
    assert (len(found.id), len(found.tree)) == (40, 40)
    assert (as_of.default(docs), found.day) == (date(2026, 11, 25),) * 2
    assert command("compare", "HEAD", str(docs), "--texts", str(docs)).output.endswith("Nichts hat sich geändert.\n")
    (docs / "neu.md").write_text("# Neu\n", "utf-8")
    assert as_of.default(docs) == NOW


def test_settings_that_git_can_not_read_are_told_and_the_day_is_not_guessed(docs: Path, home: Path) -> None:
    (home / "gitconfig").write_text("[user\n", "utf-8")
    for words in commands(docs):
        result = command(*words)
        assert (result.exit_code, result.output.partition(")")[0]) == (
            1,
            f"git kann seine Einstellungen nicht lesen ({home}/gitconfig, Zeile 1",
        )


def test_what_stands_in_the_place_of_a_commit_on_this_computer_only_is_not_read(docs: Path) -> None:
    before = git.find(docs, "HEAD")
    (docs / "neu.md").write_text("# Neu\n", "utf-8")
    run(docs.parent, "add", "-A")
    run(docs.parent, "commit", "-qm", "zwei")
    run(docs.parent, "replace", "a1", "HEAD")
    assert (git.find(docs, "a1"), before is not None) == (before, True)


@pytest.mark.parametrize("ref", ["^a1", "a1..HEAD", "--all", "HEAD:docs", ""])
def test_what_names_no_single_commit_is_none(docs: Path, ref: str) -> None:
    assert git.find(docs, ref) is None


@pytest.mark.parametrize("source", ["the machine", "the commit"])
def test_what_is_unpacked_has_the_bytes_that_were_committed(docs: Path, tmp_path: Path, source: str) -> None:
    copy = tmp_path / "kopie"
    if source == "the machine":
        run(tmp_path, "clone", "-q", "-c", "core.autocrlf=true", str(docs.parent), str(copy))
        assert (copy / "konzept.js").read_bytes() == b"a\r\nb\r\n"
    else:
        shutil.copytree(docs.parent, copy)
    repository, target = Repository(copy), tmp_path / "aus"
    target.mkdir()
    repository.export(repository.commit("a1"), target)
    assert (target / "konzept.js").read_bytes() == b"a\nb\n"


@pytest.mark.parametrize(
    ("link", "leads_out"),
    [
        ("konzept.js", False),
        ("docs/../konzept.js", True),  # elsewhere, if docs is a link itself
        ("..", True),
        ("../nebenan", True),
        ("/etc/passwd", True),
        ("docs", False),
    ],
)
def test_a_link_of_a_commit_leads_nowhere_else(docs: Path, tmp_path: Path, link: str, leads_out: bool) -> None:
    (docs.parent / "link").symlink_to(link)
    run(docs.parent, "add", "-A")
    run(docs.parent, "commit", "-qm", "zwei")
    commit, target = git.find(docs, "HEAD"), tmp_path / "aus"
    assert commit is not None
    target.mkdir()
    if leads_out:
        with pytest.raises(git.GitError, match="Verknüpfung, die aus ihm hinausführt: link"):
            git.unpack(docs.parent, commit, target)
    else:
        git.unpack(docs.parent, commit, target)
        assert (target / "link").readlink() == Path(link)


def test_a_link_of_a_folder_may_lead_to_the_folder_above(docs: Path, tmp_path: Path) -> None:
    (docs / "link").symlink_to("../konzept.js")
    run(docs.parent, "add", "-A")
    run(docs.parent, "commit", "-qm", "zwei")
    commit, target = git.find(docs, "HEAD"), tmp_path / "aus"
    assert commit is not None
    target.mkdir()
    git.unpack(docs.parent, commit, target)
    assert (target / "docs/link").read_bytes() == (docs.parent / "konzept.js").read_bytes()


def test_this_project_itself_keeps_its_bytes_wherever_it_is_checked_out(docs: Path, tmp_path: Path) -> None:
    shutil.copy(ROOT / ".gitattributes", docs.parent)
    run(docs.parent, "add", "-A")
    run(docs.parent, "commit", "-qm", "zwei")
    run(tmp_path, "clone", "-q", "-c", "core.autocrlf=true", str(docs.parent), "kopie")
    assert (tmp_path / "kopie" / "konzept.js").read_bytes() == b"a\nb\n"


def test_a_clone_made_before_says_what_to_do_and_publishes_the_same(docs: Path, tmp_path: Path) -> None:
    run(tmp_path, "clone", "-q", "-c", "core.autocrlf=true", str(docs.parent), "kopie")
    copy = tmp_path / "kopie"
    shutil.copy(ROOT / ".gitattributes", docs.parent)
    run(docs.parent, "add", "-A")
    run(docs.parent, "commit", "-qm", "zwei")
    run(copy, "pull", "-q")
    said = command("check", str(copy / "docs")).stderr
    assert "Dieser Klon hat Zeilenenden von Windows (core.autocrlf), veröffentlicht werden andere." in said
    commit, target = git.find(copy, "HEAD"), tmp_path / "aus"
    assert commit is not None
    target.mkdir()
    git.unpack(copy, commit, target)
    assert (target / "konzept.js").read_bytes() == b"a\nb\n"
    for step in said.partition("darin ist: ")[2].splitlines()[0].split(" && "):
        run(copy, *step.split()[1:])
    assert (copy / "konzept.js").read_bytes() == b"a\nb\n"
    assert git.is_clean(copy)
    assert "Zeilenenden" not in command("check", str(copy / "docs")).stderr


def commands(docs: Path) -> list[tuple[str, ...]]:
    """Every command that must ask git."""
    texts = ("--texts", str(docs))
    return [
        ("check", str(docs)),
        ("compare", "a1", str(docs), *texts),
        ("chronicle", *texts),
        ("report", "--from", "a1", *texts),
        ("publish", *texts, "--target", str(docs.parent / "site")),
    ]


def test_that_a_folder_belongs_to_somebody_else_is_told_with_the_remedy(
    docs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    said = OTHERS.format(docs.parent)
    for words in commands(docs):
        result = command(*words)
        more = "Nichts wurde veröffentlicht; die Website ist, wie sie war.\n" if words[0] == "publish" else ""
        assert (result.exit_code, result.output) == (1, said + more), words
    assert command("check", str(docs), "--as-of", "25.11.2026").exit_code == 0


def test_that_git_is_absent_is_told_where_there_is_a_repository(
    docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    for words in commands(docs):
        result = command(*words)
        more = "Nichts wurde veröffentlicht; die Website ist, wie sie war.\n" if words[0] == "publish" else ""
        assert (result.exit_code, result.output) == (1, ABSENT + more), words
    outside = write(tmp_path / "ohne" / "docs", {})
    assert as_of.default(outside) == NOW
    with pytest.raises(states.SnapshotError, match="'HEAD' ist weder ein Ordner"):
        states.load("HEAD", outside)


def test_without_a_repository_each_command_says_what_it_needs(tmp_path: Path) -> None:
    docs = write(tmp_path / "ohne" / "docs", {"ausgaben.toml": AUSGABE})
    for words in (("report", "--texts", docs), ("chronicle", "--texts", docs), ("publish", "--texts", docs)):
        result = command(*map(str, words))
        assert result.exit_code != 0
        assert git.CLONE in result.output
        assert "ein Tag gemeint" not in result.output


AUSGABE = """\
[[ausgabe]]
name = "eins"
ref = "v1"
titel = "Ausgabe eins"
datum = 2026-01-02
anlass = "Anlass."
"""


def test_a_repository_without_a_commit_says_so(tmp_path: Path) -> None:
    docs = write(tmp_path / "leer" / "docs", {})
    run(docs.parent, "init", "-q")
    assert as_of.default(docs) == NOW
    result = command("compare", "HEAD", str(docs), "--texts", str(docs))
    assert (result.exit_code, result.output) == (
        2,
        "'HEAD' ist weder ein Ordner noch eine Datei noch ein Stand, den git kennt. Dieses Repository hat noch keinen "
        "Commit. Machen Sie einen: git add -A && git commit\n",
    )


def test_a_clone_with_a_part_of_the_history_says_so(docs: Path, tmp_path: Path) -> None:
    (docs / "neu.md").write_text("# Neu\n", "utf-8")
    run(docs.parent, "add", "-A")
    run(docs.parent, "commit", "-qm", "zwei")
    run(tmp_path, "clone", "-q", "--depth", "1", "--no-tags", docs.parent.as_uri(), "flach")
    texts = tmp_path / "flach" / "docs"
    result = command("compare", "a1", str(texts), "--texts", str(texts))
    assert (result.exit_code, result.output) == (
        2,
        "Ausgabe „Eins“: 'a1' ist weder ein Ordner noch eine Datei noch ein Stand, den git kennt. Diese Kopie des "
        "Repositorys hat nur einen Teil der Geschichte (shallow clone). Holen Sie die ganze: git fetch --unshallow "
        "--tags. In Pipelines: GIT_DEPTH: 0 (GitLab), fetch-depth: 0 (GitHub).\n",
    )


def test_a_commit_whose_files_are_damaged_is_no_missing_folder(docs: Path) -> None:
    commit = git.find(docs, "a1")
    assert commit is not None
    for path in (docs.parent / ".git" / "objects").glob("*/*"):
        if path.parent.name + path.name not in (commit.id, commit.tree):
            path.chmod(0o600)
            path.write_bytes(b"")
    result = command("compare", "a1", str(docs), "--texts", str(docs))
    assert result.exit_code != 0
    assert "git lehnt ab: " in result.output
