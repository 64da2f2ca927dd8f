"""States to compare: from folders, git refs and published needs.json, also of an older model."""

from __future__ import annotations

import json
import os
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from konzept import states
from konzept.compare import Changes, compare
from konzept.examine import examine_folder
from konzept.model import Recommendation
from konzept.states import Snapshot, SnapshotError, comparable, load, of_folder
from tests.project import ROOT, TODAY, recommendation, write

MUSTERAU = ROOT / "tests" / "musterau"


def changes(old: Snapshot, new: Snapshot) -> Changes:
    """What changed between two states."""
    both = comparable(old, new)
    return compare(both.old, both.new)


def git(folder: Path, *words: str) -> None:
    """Run git with a name and a day of its own."""
    settings = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    environment = {"GIT_COMMITTER_DATE": "2025-06-01T12:00:00Z", "GIT_AUTHOR_DATE": "2025-06-01T12:00:00Z"}
    subprocess.run(["git", *settings, *words], cwd=folder, check=True, capture_output=True, env=environment)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository whose tag ``alt`` has one recommendation, and its folder another beside it."""
    docs = write(tmp_path / "docs", {"SPR-01.md": recommendation()})
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "alt")
    git(tmp_path, "tag", "alt")
    (docs / "SPR-02.md").write_text(recommendation("SPR-02"), "utf-8")
    return docs


def test_a_git_ref_is_read_without_touching_the_folder(repository: Path) -> None:
    old, new = load("alt", repository), load(str(repository), repository)
    assert (old.label, old.day, old.whole().town.title) == ("Stand alt", date(2025, 6, 1), "Konzept für Musterau")
    assert [item.id for item in changes(old, new).added] == ["SPR-02"]


def test_a_ref_is_found_when_the_folder_is_gone(repository: Path) -> None:
    for path in repository.iterdir():
        path.unlink()
    repository.rmdir()
    assert "SPR-01" in load("alt", repository).whole().concept.items


@pytest.mark.parametrize("name", ["gibt-es-nicht", "--output=/x", "HEAD:docs", ""])
def test_a_name_that_means_nothing_is_refused(repository: Path, name: str) -> None:
    with pytest.raises(SnapshotError, match="weder ein Ordner noch eine Datei noch ein Stand"):
        load(name or "0" * 40, repository)


def test_without_a_repository_there_are_no_refs(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match="'HEAD' ist weder"):
        load("HEAD", tmp_path / "docs")


def test_a_ref_without_the_folder_is_refused(repository: Path) -> None:
    with pytest.raises(SnapshotError, match="Im Stand 'alt' gibt es keinen Ordner texte"):
        load("alt", repository.parent / "texte")


def test_a_published_needs_json_is_the_concept_again(musterau_site: Path) -> None:
    published = load(str(musterau_site / "needs.json"))
    assert (published.missing(), published.partial().lost, published.day) == ((), frozenset(), None)
    found = changes(published, of_folder(MUSTERAU, ""))
    assert not found


def needs(*entries: dict[str, object]) -> str:
    """A needs.json with these needs."""
    version = {"needs": {str(entry.get("id")): entry for entry in entries}}
    return json.dumps({"current_version": "1", "versions": {"1": version}})


def test_what_an_older_needs_json_has_otherwise_is_named(tmp_path: Path) -> None:
    good = {"id": "Q-A", "type": "quelle", "title": "A", "art": "presse", "vollstaendig": "ja", "docname": "q"}
    odd = {**good, "id": "Q-B", "datum": "gestern"}
    lost = {**good, "id": "Q-C", "art": "Gerücht"}
    file = tmp_path / "needs.json"
    file.write_text(needs(good, odd, lost, {**good, "id": "M-1", "type": "massnahme"}), "utf-8")
    found = load(str(file)).partial()
    assert list(found.concept.items) == ["Q-A", "Q-B"]
    assert found.lost == {"Q-C"}
    assert found.unread == (
        "Die Art 'massnahme' kennt dieses Programm nicht; ihre Einträge fehlen im Vergleich.",
        "q.md: Q-B: ohne 'datum', denn so kennt es dieses Programm nicht.",
        "q.md: Q-C: Quelle lässt sich nicht lesen und fehlt im Vergleich.",
    )


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"versions": {}, "current_version": ""}', "ä".encode("latin-1")])
def test_a_file_that_is_no_needs_json_is_refused(tmp_path: Path, text: str | bytes) -> None:
    file = tmp_path / "needs.json"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(SnapshotError, match=r"needs\.json ist keine needs\.json einer Ausgabe"):
        load(str(file))


def test_a_folder_with_a_wrong_town_file_is_read_all_the_same(tmp_path: Path) -> None:
    write(tmp_path, {"SPR-01.md": recommendation(), "kommune.toml": "farbe = 1\n"})
    found = states.of_folder(tmp_path, "").partial()
    assert "SPR-01" in found.concept.items
    assert len(found.unread) == 1
    assert found.unread[0].startswith("kommune.toml:1: 'farbe' ist keine bekannte Einstellung.")


def test_what_lies_in_a_file_that_can_not_be_read_is_no_change(repository: Path, tmp_path: Path) -> None:
    old = load("alt", repository)
    (repository / "SPR-01.md").write_bytes(recommendation().encode("utf-16"))
    new = load(str(repository), repository)
    assert ([item.id for item in changes(old, new).added], [*changes(old, new).went(Recommendation)]) == (
        ["SPR-02"],
        [],
    )
    said = f"Ordner {repository.as_posix()}: SPR-01.md:1: Die Datei ist nicht in UTF-8 gespeichert. "
    assert [line.startswith(said) for line in comparable(old, new).unread] == [True]
    with pytest.raises(SnapshotError, match=r"SPR-01\.md:1: Die Datei ist nicht in UTF-8 gespeichert"):
        new.whole()


def test_a_folder_that_can_not_be_opened_is_told(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (repository / "zu").mkdir()
    scan = os.scandir

    def refusing(path: Any = ".") -> Any:
        if Path(str(path)).name == "zu":
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refusing)
    said = "zu:1: Der Ordner lässt sich nicht lesen. Dazu fehlt das Recht."
    found = [str(finding) for finding in examine_folder(repository, TODAY).findings if finding.place.file == "zu"]
    assert [line.startswith(said) for line in found] == [True]
    with pytest.raises(SnapshotError, match=f"^x: {said}"):
        of_folder(repository, "x")
