"""Whatever a file holds, no command ends in a traceback: every command with every file broken in every way."""

from __future__ import annotations

import contextlib
import io
import os
import re
import resource
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

import click
import docx
import pytest
from click.testing import CliRunner, Result

from konzept.cli import main
from konzept.editions import lock
from konzept.intake import record
from tests.paper.test_paper import SAMPLE_HEAD
from tests.project import ROOT, SECTIONS, TODAY, recommendation, write
from tests.small_editions import Town, page
from tests.survey.filling import GOOD, filled
from tests.test_states import needs

DAY: Final = ("--as-of", TODAY.isoformat())
FILES: Final = (
    "docs/kommune.toml",
    "docs/ausgaben.toml",
    "docs/chronik.json",
    "docs/ausgabe.json",
    "docs/SPR-01.md",
    "docs/vorlagen/a.md",
    "docs/umfrage.toml",
    "docs/umfragen.json",
    "docs/meldungen.json",
    "docs/synonyme.txt",
    "docs/sitzungsvorlage.toml",
    "ausgaben.lock.json",
    "zurueckgezogen.json",
    "needs.json",
    "paket/stand.json",
    "eingang/abfrage.xlsx",
    "konzept.docx",
)
BINARY: Final = (".xlsx", ".docx")
HANDED_OVER: Final = ("needs.json", "eingang/abfrage.xlsx", "konzept.docx")


def folder(path: Path) -> None:
    """A folder in its place."""
    path.unlink()
    path.mkdir()


def deep(path: Path) -> None:
    """Brackets in brackets."""
    text = {".json": "[" * 99_999, ".toml": "a = " + "[" * 99_999, ".md": "> " * 999 + "a\n"}
    path.write_text(text.get(path.suffix, "(" * 99_999), "utf-8")


def wrong_type(path: Path) -> None:
    """Values that are right for TOML and JSON, but not here."""
    if path.suffix in BINARY:
        return
    if path.suffix == ".md":
        text = re.sub(r"^(:?\w+): .+$", r"\1: [{5: x}]", path.read_text("utf-8"), flags=re.MULTILINE)
    else:
        text = re.sub(r"(?<== |: )\"[^\"]*\"", "5", path.read_text("utf-8"))
    path.write_text(text, "utf-8")


def flat(path: Path) -> None:
    """Not even the right shape."""
    text = {".json": "[5]", ".toml": "5 = 5\n", ".md": "---\n- 5\n---\n"}
    path.write_text(text.get(path.suffix, "5, , 5 = 5\n"), "utf-8")


BREAKS: Final[dict[str, Callable[[Path], object]]] = {
    "leer": lambda path: path.write_bytes(b""),
    "abgeschnitten": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3]),
    "falsche Art": wrong_type,
    "falsche Form": flat,
    "tief": deep,
    "nicht UTF-8": lambda path: path.write_bytes(path.read_bytes() + "\nä ö".encode("latin-1")),
    "UTF-16": lambda path: path.write_bytes(path.read_bytes().decode("latin-1").encode("utf-16")),
    "BOM": lambda path: path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes()),
    "Nullzeichen": lambda path: path.write_bytes(path.read_bytes().replace(b"a", b"\0")),
    "Ordner": folder,
    "Verknüpfung auf sich": lambda path: (path.unlink(), path.symlink_to(path.name)),
    "fehlt": lambda path: path.unlink(),
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in which every command succeeds; each test breaks a copy."""
    town = Town(tmp_path_factory.mktemp("heil") / "projekt")
    files = {"SPR-01.md": recommendation(), "vorlagen/a.md": SAMPLE_HEAD + SECTIONS}
    asked = '[[stelle]]\nkuerzel = "AMT"\nname = "Amt"\nart = "Verwaltung"\nempfehlungen = ["SPR-01"]\n'
    files |= {"umfrage.toml": f'freigabe = ["Leitung"]\n{asked}', "synonyme.txt": "Kurs, Lehrgang\n"}
    files["sitzungsvorlage.toml"] = (ROOT / "konzept/paper/form.toml").read_text("utf-8")
    files["meldungen.json"] = record.as_bytes({"a" * 64: "2026-01-01"}).decode()
    write(town.root / "docs", {**files, "vorlagen/index.md": "# Vorlagen\n"})
    shutil.copy(ROOT / "conf.py", town.root / "conf.py")
    (town.root / "paket").mkdir()
    (town.root / "paket/stand.json").write_text('{"konzept": "0.0.1", "dateien": {}, "modell": {}}', "utf-8")
    (town.root / "requirements.lock").write_text("# keine\n", "utf-8")
    start = page("Start", "Es halfen Erika Muster und Otto Beispiel.")
    town.edition("eins", {"index.html": start, "search.html": page("Suche")})
    assert town.publish()
    assert (town.root / lock.FILE).is_file()
    for words in PREPARING:
        result = run(words, town.root)
        assert result.exit_code == 0, result.output
    (town.root / "eingang").mkdir()
    question = next((town.root.parent / "aus/fragen").glob("*.xlsx")).read_bytes()
    (town.root / "eingang/abfrage.xlsx").write_bytes(
        filled(question, {"SPR-01": GOOD | {"since": "2025", "released": "Leitung", "on": "25.01.2026"}})
    )
    (town.root / "konzept.docx").write_bytes(docx_with("1 Sprache", "1.1 Mehr Kurse anbieten"))
    source = {"id": "Q-A", "type": "quelle", "title": "A", "art": "presse", "vollstaendig": "ja", "docname": "q"}
    (town.root / "needs.json").write_text(needs(source), "utf-8")
    return town.root


def run(words: tuple[str, ...], root: Path) -> Result:
    """Run a command of the lists below in the folder of its project: ``clean`` cleans the one it stands in."""
    with contextlib.chdir(root):
        return CliRunner().invoke(main, _placed(list(words), root))


def _placed(words: list[str], root: Path) -> list[str]:
    """The words of a command, with the folders of a project."""
    places = {"docs": root / "docs", "site": root.parent / "site", "project": root}
    places |= {name: root / name for name in ("needs.json", "eingang/abfrage.xlsx", "konzept.docx")}
    out = root.parent / "aus"
    return [str(places.get(word, out / word[4:] if word.startswith("out:") else word)) for word in words]


def docx_with(*headings: str) -> bytes:
    """A document of headings with a paragraph below each."""
    document, made = docx.Document(), io.BytesIO()
    for level, heading in enumerate(headings, 1):
        document.add_heading(heading, level)
        document.add_paragraph("Die Stadt soll mehr Kurse anbieten.")
    document.save(made)
    return made.getvalue()


_PLACES: Final = ("--texts", "docs", "--target", "site")
PREPARING: Final = (
    ("chronicle", "--texts", "docs"),
    ("survey", "export", "docs", "out:fragen", "--round", "2026-01-20", "--record"),
    ("withdraw", "--passage", "Otto Beispiel", "--reason", "Person.", "--date", "2026-02-01", *_PLACES),
)
COMMANDS: Final[dict[str, tuple[str, ...]]] = {
    "check": ("check", "docs", *DAY),
    "check as sarif": ("check", "docs", "--format", "gitlab", *DAY),
    "compare": ("compare", "eins", "docs", "--texts", "docs"),
    "compare needs": ("compare", "needs.json", "docs", "--texts", "docs", "--format", "json"),
    "report": ("report", "--from", "2025-01-01", "--to", "2026-01-31", "--texts", "docs", "--target", "-"),
    "report of states": ("report", "--from", "eins", "--texts", "docs", "--target", "-"),
    "chronicle": ("chronicle", "--texts", "docs"),
    "links": ("links", "site", "--texts", "docs", "--internal", *DAY),
    "paper": ("paper", "--texts", "docs", "--target", "out:papiere", *DAY),
    "publish": ("publish", "--texts", "docs", "--target", "site"),
    "publish as planned": ("publish", "--dry-run", "--texts", "docs", "--target", "site"),
    "verify": ("verify", "site"),
    "withdraw": (
        *("withdraw", "--passage", "Erika Muster", "--reason", "Person.", "--date", "2026-03-01"),
        *_PLACES,
    ),
    "correct": (
        *("correct", "eins", "index.html", "--text", "Falsch.", "--date", "2026-03-01"),
        *_PLACES,
    ),
    "todo": ("todo", "docs", *DAY),
    "agenda": ("agenda", "docs", "out:agenda", *DAY),
    "survey export": ("survey", "export", "docs", "out:abfrage", "--round", "2026-01-25"),
    "survey import": ("survey", "import", "eingang/abfrage.xlsx", "--texts", "docs", *DAY),
    "survey receipt": ("survey", "receipt", "eingang/abfrage.xlsx", "--texts", "docs", "--target", "out:post", *DAY),
    "survey remind": ("survey", "remind", "docs", "out:post", *DAY),
    "intake": ("intake", "--texts", "docs", "--target", "out:eingang", *DAY),
    "ingest": ("ingest", "konzept.docx", "--texts", "docs", "--target", "out:aufnahme", *DAY),
    "upgrade": ("upgrade", "project"),
    "new": ("new", "docs", "--name", "Neustadt"),
    "clean": ("clean",),
}
REFUSING: Final = ("new",)  # where something lies it begins nothing
SLOW: Final[dict[str, tuple[str, ...]]] = {
    "build": ("build", "docs", "out:html", *DAY),
    "pdf": ("pdf", "docs", "out:pdf", *DAY),
    "session": ("session", "docs", "out:mappe", *DAY),
    "desk": ("desk", "docs", "out:html", *DAY),
}
ENGLISH: Final = re.compile(r"Traceback|\b(?:the|not|expected|invalid|error|must be|line \d)\b", re.IGNORECASE)


def ends(
    whole: Path, tmp_path: Path, file: str, way: str, commands: dict[str, tuple[str, ...]]
) -> dict[str, list[str]]:
    """What is wrong with the ends of commands in a project with one broken file, if anything is.

    The file is broken again for each: some commands write it anew.
    """
    shutil.copytree(whole.parent, tmp_path / "kopie", symlinks=True)
    root, found = tmp_path / "kopie" / whole.name, {}
    content = (whole / file).read_bytes() if (whole / file).exists() else b'{"ausgabe": "eins", "eintraege": {}}'
    for name, words in commands.items():
        put(root / file, content)
        BREAKS[way](root / file)
        found[name] = faults(root, words)
    return {name: wrong for name, wrong in found.items() if wrong}


def put(path: Path, content: bytes) -> None:
    """A whole file, whatever lies in its place."""
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    path.write_bytes(content)


def faults(root: Path, words: tuple[str, ...]) -> list[str]:
    """What is wrong with how a command ends."""
    result = run(words, root)
    said = result.output.replace(str(root), "")
    found = [] if result.exit_code in (0, 1, 2) else [f"Code {result.exit_code}"]
    found += [] if result.exception is None or isinstance(result.exception, SystemExit) else [repr(result.exception)]
    found += [line for line in said.splitlines() if ENGLISH.search(line)][:2]
    found += ["sagt nichts"] if result.exit_code and not said.strip() else []
    return found + ([said[:300]] if found else [])


def test_as_long_as_nothing_is_broken_every_command_succeeds(whole: Path, tmp_path: Path) -> None:
    shutil.copytree(whole.parent, tmp_path / "kopie", symlinks=True)
    root = tmp_path / "kopie" / whole.name
    results = {name: run(words, root) for name, words in (COMMANDS | SLOW).items()}
    codes = {name: result.exit_code for name, result in results.items()}
    assert codes == dict.fromkeys(codes, 0) | dict.fromkeys(REFUSING, 2)
    assert not (root / "build/arbeit").exists()


def test_every_command_is_tried() -> None:
    """A new command is added to the lists above."""
    groups = {name: command.commands for name, command in main.commands.items() if isinstance(command, click.Group)}
    known = {name for name in main.commands if name not in groups}
    known |= {f"{name} {part}" for name, parts in groups.items() for part in parts}
    tried = {" ".join(words[: 1 + (words[0] in groups)]) for words in (COMMANDS | SLOW).values()}
    assert tried == known


# These read no state of the concept, or only what is published or committed.
OTHERS: Final = ("chronicle", "links", "publish", "verify", "withdraw", "correct", "new", "clean", "paper")


def test_whoever_reads_the_concept_refuses_or_names_what_can_not_be_read(whole: Path, tmp_path: Path) -> None:
    shutil.copytree(whole.parent, tmp_path / "kopie", symlinks=True)
    root = tmp_path / "kopie" / whole.name
    (root / "docs/SPR-01.md").write_text(recommendation().replace(":priority: weitere", ":priority: hoch"), "utf-8")
    asked = {name: words for name, words in (COMMANDS | SLOW).items() if words[0] not in OTHERS}
    said = {name: run(words, root).output for name, words in asked.items()}
    assert [name for name, output in said.items() if "SPR-01" not in output] == []


def test_a_byte_order_mark_changes_nothing(whole: Path, tmp_path: Path) -> None:
    shutil.copytree(whole.parent, tmp_path / "kopie", symlinks=True)
    root = tmp_path / "kopie" / whole.name
    for file in FILES:
        if (root / file).exists() and not file.endswith(BINARY):
            BREAKS["BOM"](root / file)
    codes = {name: run(words, root).exit_code for name, words in COMMANDS.items()}
    assert codes == dict.fromkeys(codes, 0) | dict.fromkeys(REFUSING, 2)


# `make fuzz` lets every command meet every file broken in every way. Here `check` does; any other meets in each file
# one of those that one reader refuses for all commands, and every second of the rest.
UNREADABLE: Final = ("nicht UTF-8", "UTF-16", "Ordner", "Verknüpfung auf sich")
REST: Final = tuple(way for way in BREAKS if way not in UNREADABLE)
ALL: Final = bool(os.environ.get("KONZEPT_GRUENDLICH"))


def may_read(words: tuple[str, ...], file: str) -> bool:
    """Whether a command may read a file: all read what lies in the project; what is handed over must be named."""
    if file == "paket/stand.json":
        return "project" in words
    return file not in HANDED_OVER or file in words


def tried(commands: dict[str, tuple[str, ...]], file: str, way: str) -> dict[str, tuple[str, ...]]:
    """The commands that meet a file broken in a way."""
    may = {name: words for name, words in commands.items() if may_read(words, file)}
    if ALL or file.endswith(BINARY):
        return may
    ways, turns = (UNREADABLE, len(UNREADABLE)) if way in UNREADABLE else (REST, 2)
    turn = ways.index(way) + FILES.index(file)
    return {name: may[name] for number, name in enumerate(may) if name == "check" or (number - turn) % turns == 0}


def cases(commands: dict[str, tuple[str, ...]], files: tuple[str, ...]) -> list[tuple[str, str]]:
    """The files and the ways to break them of which some command is to be tried."""
    return [(file, way) for file in files for way in BREAKS if tried(commands, file, way)]


def test_every_command_meets_every_file_that_it_may_read_and_every_way() -> None:
    for commands, files in ((COMMANDS, FILES), (SLOW, FILES[:11])):
        for file in files:
            allowed = {name for name, words in commands.items() if may_read(words, file)}
            for ways in (UNREADABLE, REST[:2], REST[2:4], REST[4:6], REST[6:]):
                assert set().union(*(tried(commands, file, way) for way in ways)) == allowed
        for way in BREAKS:
            assert set().union(*(tried(commands, file, way) for file in files)) == set(commands)


@pytest.mark.parametrize(("file", "way"), cases(COMMANDS, FILES))
def test_no_command_ends_in_a_traceback(whole: Path, tmp_path: Path, file: str, way: str) -> None:
    assert ends(whole, tmp_path, file, way, tried(COMMANDS, file, way)) == {}


@pytest.mark.parametrize(("file", "way"), cases(SLOW, FILES[:11]))
def test_no_build_ends_in_a_traceback(whole: Path, tmp_path: Path, file: str, way: str) -> None:
    assert ends(whole, tmp_path, file, way, tried(SLOW, file, way)) == {}


WRITING: Final = ("build", "pdf", "paper", "chronicle", "publish", "withdraw", "correct", "report to a file")


@pytest.mark.parametrize("name", WRITING)
def test_a_disk_that_takes_no_more_is_told_by_every_command_that_writes(whole: Path, tmp_path: Path, name: str) -> None:
    """The limit of the size of files strikes wherever something is written, in this process and in others."""
    shutil.copytree(whole.parent, tmp_path / "kopie", symlinks=True)
    root = tmp_path / "kopie" / whole.name
    (root / "docs" / "SPR-01.md").write_text(recommendation().replace("Mehr Kurse", "Noch mehr Kurse"), "utf-8")
    if name == "publish":
        (root / lock.FILE).unlink()
        shutil.rmtree(root.parent / "site.ablage")
    report = ("report", "--from", "eins", "--texts", "docs", "--target", "out:bericht.md")
    words = report if name == "report to a file" else (COMMANDS | SLOW)[name]
    before = {path: path.read_bytes() for path in (root / "docs").rglob("*") if path.is_file()}
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, limit[1]))
    try:
        result = run(words, root)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert result.exit_code == 1, result.output
    assert "Die Datei wird größer, als hier erlaubt ist. Nennen Sie einen anderen Ort." in result.stderr
    assert [line for line in result.output.replace(str(root), "").splitlines() if ENGLISH.search(line)] == []
    assert {path: path.read_bytes() for path in (root / "docs").rglob("*") if path.is_file()} == before
