"""An upgrade shows what it would do, keeps what somebody changed, and reads what an older version began."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner, Result

from konzept.cli import main, text_folder
from konzept.examine import examine_folder
from konzept.start import upgrading, wheel
from tests.project import ROOT
from tests.start.test_new import KREIS, new

OLDEST: Final = ROOT / "tests" / "start" / "fassung-0.1.0"  # as `new` and an author left it in November 2026


def run(folder: Path, *options: str) -> Result:
    """Upgrade a folder."""
    return CliRunner().invoke(main, ["upgrade", str(folder), *options])


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A project of an older version: another package, another guide, one pipeline changed, the other one deleted."""
    folder = tmp_path / "alt"
    assert new(folder, *KREIS).exit_code == 0
    state = json.loads((folder / "paket/stand.json").read_text("utf-8"))
    guide, package = folder / "docs/redaktion/anleitung.md", next((folder / "paket").glob("*.whl"))
    guide.write_text("# Alte Anleitung\n", "utf-8")
    package.rename(package.with_name("konzept-0.0.9-py3-none-any.whl"))
    state["dateien"]["docs/redaktion/anleitung.md"] = upgrading.sums({"": guide.read_text("utf-8")})[""]
    state["konzept"] = "0.0.9"
    state["modell"]["termin"] = {"datum": [], "uhrzeit": []}
    state["modell"]["quelle"]["art"].remove("entwurf")
    (folder / "paket/stand.json").write_text(json.dumps(state), "utf-8")
    (folder / ".gitlab-ci.yml").write_text("# unsere\n", "utf-8")
    (folder / ".github/workflows/konzept.yml").unlink()
    return folder


def test_without_apply_it_only_shows(older: Path) -> None:
    before = contents(older)
    result = run(older)
    assert result.exit_code == 0, result.output
    assert contents(older) == before
    assert "\n-# Alte Anleitung\n+# Anleitung zum Schreiben\n" in result.stdout
    assert "termin: Die Angabe 'uhrzeit' gibt es nicht mehr.\n" in result.stdout
    assert "termin: Neu ist die Angabe 'betrifft' („Betrifft“).\n" in result.stdout
    assert "quelle, art: Neu ist 'entwurf'.\n" in result.stdout
    version = wheel.package().version
    assert result.stderr == (
        "Gelöscht, bleibt weg: .github/workflows/konzept.yml\n"
        "Selbst geändert, bleibt, wie es ist: .gitlab-ci.yml\n"
        f"Von Fassung 0.0.9 auf {version}; 0 Fehler in den Texten. Nichts ist geschrieben; das tut --apply.\n"
    )


def test_a_file_in_another_encoding_is_somebodys_and_stays(older: Path) -> None:
    own = older / "Makefile"
    own.write_bytes("# für uns\n".encode("latin-1"))
    result = run(older, "--apply")
    assert result.exit_code == 0, result.output
    assert "Selbst geändert, bleibt, wie es ist: Makefile\n" in result.stderr
    assert own.read_bytes() == "# für uns\n".encode("latin-1")


def test_apply_writes_only_what_is_ours_and_a_second_time_nothing(older: Path) -> None:
    before = contents(older)
    assert run(older, "--apply").exit_code == 0
    after = contents(older)
    changed = {name for name in after if after[name] != before.get(name)}
    package = wheel.package()
    assert changed == {"docs/redaktion/anleitung.md", "paket/stand.json", f"paket/{package.file}"}
    assert set(before) < set(after)  # the older package too: older Ausgaben are built with it
    again = run(older, "--apply")
    assert again.stderr.endswith("Das Projekt hat diese Fassung schon.\n")
    assert contents(older) == after


def test_a_page_that_the_guide_has_only_now_is_written_and_listed(older: Path) -> None:
    state = json.loads((older / "paket/stand.json").read_text("utf-8"))
    page, listing = older / "docs/redaktion/konzept-kommt.md", older / "docs/redaktion/index.md"
    wanted, listed = page.read_text("utf-8"), listing.read_text("utf-8")
    del state["dateien"]["docs/redaktion/konzept-kommt.md"]
    (older / "paket/stand.json").write_text(json.dumps(state), "utf-8")
    page.unlink()
    listing.write_text(listed.replace("konzept-kommt\n", ""), "utf-8")
    result = run(older, "--apply")
    assert (result.exit_code, "konzept-kommt" in result.stderr) == (0, False)
    assert page.read_text("utf-8") == wanted
    assert listing.read_text("utf-8") == listed.replace("konzept-kommt\npruefung\n", "pruefung\nkonzept-kommt\n")


def test_the_example_gets_no_pages_that_nothing_lists(tmp_path: Path) -> None:
    folder = tmp_path / "spiel"
    assert new(folder, "--beispiel").exit_code == 0
    state = json.loads((folder / "paket/stand.json").read_text("utf-8"))
    (folder / "paket/stand.json").write_text(json.dumps({**state, "konzept": "0.0.9"}), "utf-8")
    assert run(folder, "--apply").exit_code == 0
    assert not (folder / "docs/redaktion").exists()
    assert faults(folder) == []


def test_the_pins_follow_the_package(older: Path) -> None:
    state = json.loads((older / "paket/stand.json").read_text("utf-8"))
    for name in ("requirements.txt", "requirements.lock"):
        text = "konzept==0.0.9\n"
        (older / name).write_text(text, "utf-8")
        state["dateien"][name] = upgrading.sums({"": text})[""]
    (older / "paket/stand.json").write_text(json.dumps(state), "utf-8")
    shown = run(older, "--apply").stdout
    assert "requirements.lock: andere Pakete oder Prüfsummen; was genau, zeigt nach --apply 'git diff'.\n" in shown
    assert shown.count("--hash=sha256:") == 1  # that of the package in requirements.txt
    package = wheel.package()
    pinned = f"konzept=={package.version} --hash=sha256:{package.sha256}\n"
    assert all(pinned in (older / name).read_text("utf-8") for name in ("requirements.txt", "requirements.lock"))


@pytest.mark.parametrize(("state", "said"), [(None, "ist kein Projekt, das"), ("{", "ist beschädigt. Holen Sie")])
def test_what_is_no_project_is_refused(state: str | None, said: str, tmp_path: Path) -> None:
    if state is not None:
        (tmp_path / "paket").mkdir()
        (tmp_path / "paket/stand.json").write_text(state)
    result = run(tmp_path)
    assert result.exit_code == 2
    assert said in result.stderr


def faults(folder: Path) -> list[str]:
    """What the examination of the texts finds on a later day and does not only hint at."""
    found = examine_folder(folder / "docs", date(2026, 12, 1)).findings
    return [str(finding) for finding in found if finding.is_error]


def test_what_version_0_1_0_began_is_read_and_upgraded_by_this_one(tmp_path: Path) -> None:
    folder = tmp_path / "projekt"
    shutil.copytree(OLDEST, folder)
    before = contents(folder / "docs")
    assert faults(folder) == []
    result = run(folder, "--apply")
    assert result.exit_code == 0, result.output
    assert "gibt es nicht mehr" not in result.stdout
    after = contents(folder / "docs")
    assert {name for name in after if after[name] != before.get(name)} <= {
        "redaktion/anleitung.md",
        "redaktion/index.md",
        "redaktion/konzept-kommt.md",
        "redaktion/pruefung.md",
    }
    assert faults(folder) == []


_PLACE: Final = "handlungsfelder/größe-maß/KE-01.md"
_OPTIONS: Final = ":nummer_im_konzept: 4.4\n"
_OPEN: Final = "Offen ist, in welcher Reihenfolge.\n"
_SAID: Final = "Federführend: Amt für \\*Bauen\\*. Wer entscheidet: Rat, Kreistag."


def with_competence(tmp_path: Path, more: str = "", text: str = _OPEN) -> Path:
    """The project of 0.1.0, in which the Redaktion proposed who leads, as that version let it; line ends of Windows."""
    folder = tmp_path / "projekt"
    shutil.copytree(OLDEST, folder)
    path = folder / "docs" / _PLACE
    old = path.read_text("utf-8").replace(_OPEN, text)
    options = f":federfuehrend: Amt für *Bauen*.\n{more}:entscheidet: Rat, Kreistag\n"
    path.write_bytes(old.replace(_OPTIONS, _OPTIONS + options).replace("\n", "\r\n").encode())
    return folder


def test_what_was_a_proposal_of_the_redaktion_moves_into_its_text(tmp_path: Path) -> None:
    folder = with_competence(tmp_path)
    before = contents(folder)
    shown = run(folder)
    assert contents(folder) == before
    assert "-:federfuehrend: Amt für *Bauen*.\n-:entscheidet: Rat, Kreistag\n" in shown.stdout
    assert f"+{_SAID}\n" in shown.stdout
    assert "Dann bleibt die Angabe, wo sie ist. Betroffen: KE-01.\n" in shown.stdout
    assert "entwicklung: Neu ist die Angabe 'erschlossen' („Von der Redaktion erschlossen“).\n" in shown.stdout
    assert "; 0 Fehler in den Texten. Nichts ist geschrieben" in shown.stderr
    assert run(folder, "--apply").exit_code == 0
    wanted = (OLDEST / "docs" / _PLACE).read_text("utf-8").replace(_OPEN, f"{_OPEN}\n{_SAID}\n")
    after = contents(folder)
    assert after[f"docs/{_PLACE}"] == wanted.replace("\n", "\r\n").encode()
    assert {name for name in before if name.startswith("docs/") and after[name] != before[name]} <= {
        f"docs/{_PLACE}",
        "docs/redaktion/anleitung.md",
        "docs/redaktion/index.md",
        "docs/redaktion/pruefung.md",
    }
    assert faults(folder) == []
    assert run(folder, "--apply").stderr.endswith("Das Projekt hat diese Fassung schon.\n")
    assert contents(folder) == after


@pytest.mark.parametrize(
    ("more", "text"),
    [
        (":zielgruppe: Wer entscheidet: Rat, Kreistag\n", _OPEN),  # the text would repeat it
        ("", f"{_OPEN}\n## Zur Umsetzung – Vorschlag der Redaktion\n\nZweimal.\n"),  # nobody knows where it belongs
    ],
)
def test_what_it_cannot_mend_it_names_with_what_to_write(more: str, text: str, tmp_path: Path) -> None:
    folder = with_competence(tmp_path, more, text)
    before = contents(folder)
    result = run(folder, "--apply")
    assert contents(folder)[f"docs/{_PLACE}"] == before[f"docs/{_PLACE}"]
    assert (
        f"docs/{_PLACE}:9: KE-01: 'federfuehrend' und 'entscheidet' stehen nur noch mit der Quelle, die es sagt. "
        "Gibt es eine, schreiben Sie darunter ':zustaendig_laut:' mit ihrer ID, etwa ':zustaendig_laut: Q-KONZEPT'. "
        "Sonst sagen Sie es im Text und nehmen die Angabe weg.\n"
    ) in result.stdout
    assert "'federfuehrend' steht nur mit der Quelle, die diese Zuständigkeit nennt" in result.stdout


def test_who_named_the_source_already_keeps_the_option(tmp_path: Path) -> None:
    folder = with_competence(tmp_path, ":zustaendig_laut: Q-KONZEPT\n")
    before = contents(folder)
    assert "Betroffen" not in run(folder, "--apply").stdout
    assert contents(folder)[f"docs/{_PLACE}"] == before[f"docs/{_PLACE}"]


def test_nothing_is_written_if_one_file_cannot_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = with_competence(tmp_path)
    before, write = contents(folder), text_folder.files.write

    def full(path: Path, content: bytes) -> None:
        if path.name == "stand.json" and content != before["paket/stand.json"]:
            raise OSError(28, "voll")
        write(path, content)

    monkeypatch.setattr(text_folder.files, "write", full)
    assert run(folder, "--apply").exit_code != 0
    assert contents(folder) == before
