"""The command: it shows, writes, makes a branch, and tells all of it in one report."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import html

from konzept import files
from konzept.cli import main
from konzept.desk.session import Desk, Report
from konzept.survey import keeping
from konzept.web.hyphens import written
from tests import browser
from tests.desk.town import TODAY, texts
from tests.intake.handing import NOW, commit, contents, patches, report, run
from tests.survey.filling import GOOD, OFFICE, Place, filled


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    return texts(tmp_path)


def put(docs: Path, made: dict[str, bytes]) -> Path:
    """The files, in the folder beside the texts."""
    folder = docs.parent / keeping.FOLDER
    folder.mkdir(exist_ok=True)
    (folder / "README.md").write_text("# Eingang\n", "utf-8")
    for name, content in made.items():
        (folder / name).write_bytes(content)
    return folder


def git(docs: Path, *words: str) -> str:
    done = subprocess.run(["git", "-C", docs.parent, *words], capture_output=True, text=True, check=True)
    return done.stdout


def at_odds(docs: Path) -> dict[str, bytes]:
    """Three reports: one to take, one at odds with the text of today, one that is damaged."""
    made = patches(docs, report("wortlaut"), report("text"))
    content = (docs / "SPR-02.md").read_text("utf-8")
    (docs / "SPR-02.md").write_text(content.replace("Text der Quelle.", "Anderer Text."), "utf-8")
    commit(docs)
    return made | {"z.patch": b"diff --git a/README.md b/README.md\n"}


def test_what_programs_put_into_the_folder_by_themselves_is_no_report(docs: Path) -> None:
    names = (".DS_Store", "Thumbs.db", "desktop.ini", "~$antwort.xlsx", ".~lock.antwort.ods#")
    put(docs, dict.fromkeys(names, b"x"))
    done = run("--texts", docs, "--target", docs.parent / "aus")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "antwort" not in done.stdout


def test_the_folder_beside_the_texts_is_shown_and_nothing_is_written(docs: Path) -> None:
    put(docs, patches(docs, report("sachstand")))
    before = contents(docs)
    done = run("--texts", docs, "--target", docs.parent / "aus")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith(
        "1 Meldung: 1 zu übernehmen.\n\n1. 00-2026-11-26-01-sachstand.patch: kann übernommen "
    )
    assert done.stdout.endswith("Nichts ist geschrieben. In die Texte übernehmen Sie es mit --apply.\n")
    assert contents(docs) == before


def test_with_apply_it_is_written_and_the_check_is_clean(docs: Path) -> None:
    folder = put(docs, patches(docs, report("sachstand"), report("empfehlung")))
    done = run("--texts", docs, "--target", docs.parent / "aus", "--apply")
    assert done.exit_code == 0
    assert done.stdout.endswith(
        "Geschrieben: SPR-01.md, SPR-03.md, quellen.md, meldungen.json. Lesen Sie die Texte, machen Sie einen Commit, "
        "und leeren Sie dann den Eingang.\n"
    )
    check = CliRunner().invoke(main, ["check", str(docs), "--as-of", str(TODAY)])
    assert (check.exit_code, "0 Fehler" in check.stderr) == (0, True)
    again = run(folder, "--texts", docs, "--target", docs.parent / "aus", "--apply")
    assert again.stdout.startswith("2 Meldungen: 2 schon früher übernommen.")
    assert again.stdout.endswith("Nichts ist zu schreiben.\n")


def test_what_is_sound_is_written_although_others_are_not(docs: Path) -> None:
    put(docs, at_odds(docs))
    before = contents(docs)
    done = run("--texts", docs, "--target", docs.parent / "aus", "--apply")
    assert done.exit_code == 1
    assert done.stdout.startswith("3 Meldungen: 1 übernommen, 1 im Widerspruch zu heute, 1 abgelehnt.")
    changed = {name for name, content in contents(docs).items() if before.get(name) != content}
    assert changed == {"SPR-01.md", "meldungen.json"}


def test_an_empty_folder_is_no_fault(docs: Path) -> None:
    put(docs, {})
    done = run("--texts", docs, "--target", docs.parent / "aus")
    assert (done.exit_code, done.stdout.split("\n")[0]) == (0, "Nichts liegt im Eingang.")


def test_a_disk_that_fails_leaves_all_files_as_they_were(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(docs, patches(docs, report("sachstand")))
    before, real = contents(docs), files.write

    def failing(path: Path, content: str | bytes) -> None:
        if path.name == "meldungen.json":
            raise OSError(28, "No space left on device", str(path))
        real(path, content)

    monkeypatch.setattr("konzept.cli.text_folder.files.write", failing)
    done = run("--texts", docs, "--target", docs.parent / "aus", "--apply")
    assert (done.exit_code, contents(docs)) == (1, before)
    assert "Der Datenträger ist voll." in done.stderr


def test_the_report_says_the_same_in_all_three_forms(docs: Path) -> None:
    put(docs, at_odds(docs))
    target = docs.parent / "aus"
    terminal = run("--texts", docs, "--target", target).stdout
    page = html.fromstring(written(target / "bericht.html"))
    markdown = (target / "bericht.md").read_text("utf-8")
    for words in ("Anderer Text.", "Neuer Text.", "Heute steht hier", "Die Meldung will", "SPR-01: Wortlaut bestätigt"):
        assert words in terminal
        assert words in markdown
        assert words in page.text_content()
    assert page.get("lang") == "de"
    assert page.xpath("count(//h1)") == 1
    assert [int(h.tag[1]) for h in page.xpath("//h1|//h2|//h3")] == [1, 2, 3, 2, 3, 2]
    assert page.xpath("//script|//img|//link|//@onclick") == []
    policy = page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert re.fullmatch(r"default-src 'none'; style-src 'sha256-[\w+/=]+'; base-uri 'none'", policy)


def test_the_page_has_no_barriers(docs: Path) -> None:
    put(docs, at_odds(docs) | patches(docs, report("sachstand"), minute=1))
    target = docs.parent / "aus"
    run("--texts", docs, "--target", target)
    with browser.chromium() as chromium:
        for width in (390, 1200):
            watched = browser.watch(chromium.new_context(), (target / "bericht.html").as_uri(), width)
            assert (watched.barriers(), watched.refused(), watched.complaints) == ([], [], [])
            assert watched.page.evaluate("document.documentElement.scrollWidth") <= width


def forged(made: dict[str, bytes], author: str) -> dict[str, bytes]:
    """The patches of the person Rat with another name in their heads, as the Redaktion in the browser writes none."""
    found = {
        name: content.replace(b"\nFrom: Rat <", f'\nFrom: "{author}" <'.encode()) for name, content in made.items()
    }
    assert made.keys() == found.keys()
    assert not [name for name, content in made.items() if content == found[name]]
    return found


def test_words_of_others_are_no_commands_of_a_forge(docs: Path) -> None:
    """In the text of a merge request a line ``/merge`` would be one, ``@name`` would call somebody."""
    made = patches(docs, report("text", titel="/merge @rat #12 !3", text="`x` @rat `` #12"), name="Rat")
    made = forged(made, "@rat")
    made["@rat`#1.patch"] = b"x"
    put(docs, made)
    target = docs.parent / "aus"
    run("--texts", docs, "--target", target)
    markdown = (target / "bericht.md").read_text("utf-8")
    outside = re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", markdown)
    assert "@rat" in markdown
    assert not re.search(r"[@#!<]|^/", re.sub(r"(?m)^#+ ", "", outside), re.MULTILINE)
    assert "<img" not in written(target / "bericht.html")


def test_a_branch_has_a_commit_for_each_report(docs: Path) -> None:
    made = patches(docs, report("sachstand"), report("empfehlung"), report("text"), name="Erika Muster")
    head = git(docs, "rev-parse", "HEAD")
    before = contents(docs)
    folder = put(docs, made)
    (docs.parent / ".gitignore").write_text("eingang/\naus/\n.gitignore\n", "utf-8")
    done = run(folder, "--texts", docs, "--target", docs.parent / "aus", "--branch", "meldungen/2026-11-26")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.endswith(f"Der Zweig meldungen/2026-11-26 hat 3 Commits mehr als {head[:10]}.\n")
    assert (contents(docs), git(docs, "rev-parse", "HEAD"), git(docs, "status", "--porcelain")) == (before, head, "")
    log = git(docs, "log", "--reverse", "--format=%an <%ae>|%cn|%s", "HEAD..meldungen/2026-11-26").splitlines()
    neutral = "Eingang der Redaktion <eingang@example.invalid>|Eingang der Redaktion"
    assert log == [
        f"{neutral}|Inhalt: Meldung zu Q-NIEDERSCHRIFT-VOM-10-11-2026, SPR-01-S1",
        f"{neutral}|Inhalt: Meldung zu SPR-03",
        f"{neutral}|Inhalt: Meldung zu SPR-02",
    ]
    text = git(docs, "log", "-1", "--format=%b", "meldungen/2026-11-26")
    assert re.fullmatch(
        r"Nach eigener Angabe von Erika Muster; wer es war, ist nicht geprüft\.\n\nMeldung: [0-9a-f]{32}\n\n", text
    )
    git(docs, "checkout", "-q", "meldungen/2026-11-26")
    check = CliRunner().invoke(main, ["check", str(docs), "--as-of", str(TODAY)])
    assert (check.exit_code, "0 Fehler" in check.stderr) == (0, True)
    again = run(folder, "--texts", docs, "--target", docs.parent / "aus")
    assert again.stdout.startswith("3 Meldungen: 3 schon früher übernommen.")


def test_a_forged_author_stands_in_no_commit(docs: Path) -> None:
    made = forged(patches(docs, report("text"), name="Rat", address="rat@example.org"), "Signed-off-by Rat [skip ci]")
    put(docs, made)
    (docs.parent / ".gitignore").write_text("eingang/\naus/\n.gitignore\n", "utf-8")
    run("--texts", docs, "--target", docs.parent / "aus", "--branch", "neu")
    assert "Rat" not in git(docs, "log", "-1", "--format=fuller", "neu").replace("Redaktion", "")
    assert "example.org" not in git(docs, "log", "-1", "--format=%an%ae%cn%ce%B", "neu")


@pytest.mark.parametrize(
    ("branch", "more", "message"),
    [
        ("-x", [], "'-x' kann kein Zweig heißen."),
        ("a..b", [], "'a..b' kann kein Zweig heißen."),
        ("a//b", [], "'a//b' kann kein Zweig heißen."),
        ("belegt", [], "Den Zweig 'belegt' gibt es schon."),
        ("neu", ["--apply"], "'--apply' und '--branch' schließen sich aus"),
    ],
)
def test_a_branch_that_can_not_be_made_is_refused(docs: Path, branch: str, more: list[str], message: str) -> None:
    git(docs, "branch", "belegt")
    put(docs, patches(docs, report("text")))
    (docs.parent / ".gitignore").write_text("eingang/\n.gitignore\n", "utf-8")
    heads = git(docs, "for-each-ref")
    done = run("--texts", docs, "--target", docs.parent / "aus", f"--branch={branch}", *more)
    assert done.exit_code == 2
    assert done.stderr.startswith(message)
    assert git(docs, "for-each-ref") == heads


def test_a_branch_begins_with_a_commit(docs: Path) -> None:
    put(docs, patches(docs, report("text")))
    (docs / "neu.md").write_text("# Neu\n", "utf-8")
    done = run("--texts", docs, "--target", docs.parent / "aus", "--branch", "neu")
    assert (done.exit_code, "was kein Commit hat" in done.stderr) == (2, True)


@pytest.fixture
def musterau(tmp_path: Path) -> Place:
    place = Place(tmp_path)
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "Stand"]):
        who = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
        subprocess.run(["git", "-C", tmp_path, *who, *command], check=True)
    return place


def test_a_table_and_a_patch_come_through_the_same_door(musterau: Place, words_of_the_town: object) -> None:
    docs = musterau.folder
    answer = filled(musterau.out(OFFICE), {"SPR-02": GOOD})
    desk = Desk(musterau.texts)
    values = {"betrifft": "SPR-01", "bestaetigt_am": "10.11.2026"}
    ((name, patch),) = desk.patches([Report("wortlaut", values)], above="docs/", on=NOW, base="x")
    folder = put(docs, {"antwort.xlsx": answer, name: patch})
    target = docs.parent / "aus"
    shown = run(folder, "--texts", docs, "--target", target)
    assert shown.exit_code == 0, shown.output
    assert shown.stdout.startswith("2 Meldungen: 2 zu übernehmen.")
    done = run(folder, "--texts", docs, "--target", target, "--apply")
    assert done.exit_code == 0
    changed = set(git(docs, "status", "--porcelain", "--untracked-files=all", "docs").split()) - {"M", "??"}
    assert {"docs/umfragen.json", "docs/meldungen.json", "docs/quellen.md"} <= changed
    again = run(folder, "--texts", docs, "--target", target, "--apply")
    assert again.stdout.startswith("2 Meldungen: 2 schon früher übernommen.")


def test_a_table_with_a_fault_is_refused_as_a_whole(musterau: Place, words_of_the_town: object) -> None:
    answer = filled(musterau.out(OFFICE), {"SPR-02": GOOD, "SPR-01": GOOD | {"status": "fertig"}})
    folder = put(musterau.folder, {"antwort.xlsx": answer})
    before = contents(musterau.folder)
    done = run(folder, "--texts", musterau.folder, "--target", musterau.folder.parent / "aus", "--apply")
    assert done.exit_code == 1
    assert "SPR-01, Stand jetzt): Hier steht ein Wort aus der Liste." in done.stdout
    assert contents(musterau.folder) == before


def test_a_table_never_comes_into_the_repository(musterau: Place, words_of_the_town: object) -> None:
    answer = filled(musterau.out(OFFICE), {"SPR-02": GOOD})
    folder = put(musterau.folder, {"antwort.xlsx": answer})
    done = run(folder, "--texts", musterau.folder, "--target", musterau.folder.parent / "aus", "--branch", "neu")
    assert done.exit_code == 1
    assert "antwort.xlsx: Antworten von Stellen kommen nie ins Repository:" in done.stdout
    assert "Kein Zweig ist entstanden" in done.stdout
    assert git(musterau.folder, "branch", "--list", "neu") == ""
