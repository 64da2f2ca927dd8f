"""The pages about the project say of paths, rooms, events, commands and counts what is so."""

from __future__ import annotations

import inspect
import re
import textwrap
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import cast

import click
import pytest

from konzept import rules, town
from konzept.blocks import Block, Text
from konzept.cli import main
from konzept.editions import registry
from konzept.examine import examine_folder
from konzept.exports.page_marks import MARK
from konzept.extension.order import steps
from konzept.findings import Finding, in_markdown
from konzept.kinds import MOST_PIXELS, content
from konzept.markdown import extent, reader
from konzept.model import Key
from konzept.pages.build import Build
from konzept.paper import front
from konzept.paper.layout import default
from konzept.rules.context import Context
from konzept.views import VIEWS, View
from konzept.views.scope import Scope
from konzept.web.hyphens import written
from tests.files import test_foreign
from tests.intake import test_answered, test_envelope, test_hostile
from tests.kinds import test_kinds
from tests.markdown import test_extent, test_limits
from tests.pages import test_gate, test_interruption
from tests.project import ROOT, TODAY, of_the_town, recommendation, sphinx, write
from tests.publish import test_publish_verify, test_withdrawing, test_withdrawn_data
from tests.whole import test_attacks, test_fuzz, test_watch
from tools import fuzz

SECURITY = (ROOT / "SECURITY.md").read_text("utf-8")
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
ROOMS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"][0]["layers"]
MADE = ("build/", "mitnehmen/", "daten/", "SPR-01/")  # what a build makes
ENDINGS = r"\.(?:py|md|toml|json|lock|html|txt)$"


def quoted(text: str) -> Iterator[str]:
    """What stands between single backticks, outside of fenced blocks."""
    yield from re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL))


def paths(text: str) -> list[str]:
    """What a page calls a file or a folder of the repository."""
    words = (word for word in quoted(text) if " " not in word and not word.startswith((*MADE, "/", "<", ".b")))
    return [word for word in words if word.endswith("/") or ("/" in word and re.search(ENDINGS, word))]


@of_the_town
def test_each_path_of_the_architecture_is_there() -> None:
    named = paths(ARCHITECTURE)
    files = [word for word in quoted(ARCHITECTURE) if re.fullmatch(r"\w+\.py", word) and word != "pruefen.py"]
    assert "pages/gate.py" in named
    assert "needs.py" in files
    missing = [path for path in (*named, *files) if not any((top / path).exists() for top in (ROOT, ROOT / "konzept"))]
    assert missing == []


@of_the_town
def test_each_path_that_the_program_names_is_there() -> None:
    named = {
        path
        for file in (ROOT / "konzept").rglob("*.py")
        for path in re.findall(r"(?:tests|tools|docs)/[\w/-]+\.(?:py|md|toml)", file.read_text("utf-8"))
    }
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


def test_the_picture_shows_the_rooms_in_the_order_of_the_contract() -> None:
    picture = ARCHITECTURE.split("## Rooms")[1].split("```")[1]
    lines = [line.split()[1:] for line in picture.splitlines() if re.match(r"\w", line)]
    assert [room for line in lines for room in line] == ROOMS[::-1]


def test_the_glossary_names_classes_that_are_there() -> None:
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "konzept").rglob("*.py"))
    classes = set(re.findall(r"^class (\w+)", code, re.MULTILINE))
    named = {word for word in quoted(ARCHITECTURE.split("## Glossary")[1]) if re.fullmatch(r"[A-Z][a-z]\w+", word)}
    assert "Edition" in named
    assert named - classes == set()


def test_the_events_of_the_build_are_those_of_the_program() -> None:
    table = ARCHITECTURE.split("**Events of Sphinx.**")[1].split("## Glossary")[0]
    told = re.findall(r"^\| `([\w-]+)` \|", table, re.MULTILINE)
    assert told == list(dict.fromkeys(step.event for step in steps(Build())))


def test_the_keys_of_the_town_file_are_those_that_are_read() -> None:
    told = re.findall(r"(\w+) =\s(\w+)", ARCHITECTURE.split("Keys of the town file")[1])
    read = {town.key_of(spec.name): spec.name for spec in fields(town.Town)}
    assert dict(told) == {key: name for key, name in read.items() if key != name}


def tries(*tests: Callable[..., None]) -> str:
    """How many cases the given tests have, as pytest counts them, without what only doubles each of them."""
    marks = (mark for test in tests for mark in getattr(test, "pytestmark", ()) if mark.name == "parametrize")
    return str(sum(len(list(mark.args[1])) for mark in marks))


def test_security_counts_what_is_tried() -> None:
    rows = [line.strip("| ").split(" | ") for line in SECURITY.splitlines() if re.match(r"\| .* \| 0 \| `", line)]
    fuzzed = re.findall(r"_many\((\d+),", inspect.getsource(test_fuzz))
    assert [(row[2], row[4].split("`")[-2]) for row in rows] == [
        (tries(test_attacks.test_attack_is_refused_and_reads_nothing), "tests/whole/test_attacks.py"),
        (tries(test_gate.test_attack_gets_nowhere_even_unexamined), "tests/pages/test_gate.py"),
        (tries(test_gate.test_a_block_takes_nothing_that_its_declaration_does_not_name), "tests/pages/test_gate.py"),
        (tries(test_gate.test_every_other_filter_is_refused), "tests/pages/test_gate.py"),
        (tries(test_attacks.test_links_of_the_file_system_that_lead_out_are_refused), "tests/whole/test_attacks.py"),
        (tries(test_attacks.test_hard_links_are_refused), "tests/whole/test_attacks.py"),
        (tries(test_kinds.test_what_runs_loads_hides_or_is_broken_is_refused), "tests/kinds/test_kinds.py"),
        (tries(test_limits.test_what_is_too_much_is_refused_at_its_place), "tests/markdown/test_limits.py"),
        (tries(test_extent.test_what_is_too_much_for_all_is_the_only_finding), "tests/markdown/test_extent.py"),
        (tries(test_limits.test_an_invisible_character_is_named_at_its_line), "tests/markdown/test_limits.py"),
        (
            tries(
                test_foreign.test_a_command_refuses_a_folder_of_foreign_files,
                test_foreign.test_a_command_leaves_foreign_files_among_its_own_and_beside_them,
                test_foreign.test_a_command_does_not_replace_its_own_file_that_somebody_edited,
            ),
            "tests/files/test_foreign.py",
        ),
        (
            tries(test_interruption.test_killed_while_it_reads_writes_or_puts_pages_in_place),
            "tests/pages/test_interruption.py",
        ),
        (tries(test_hostile.test_a_hostile_patch_is_refused_with_line_and_reason), "tests/intake/test_hostile.py"),
        (tries(test_answered.test_nothing_else_in_the_record_may_change), "tests/intake/test_answered.py"),
        (tries(test_hostile.test_what_no_text_may_have_is_refused_by_the_rules), "tests/intake/test_hostile.py"),
        (tries(test_hostile.test_a_wrong_kind_of_file_is_told_by_its_content), "tests/intake/test_hostile.py"),
        (tries(test_envelope.test_what_can_not_be_undone_is_refused), "tests/intake/test_envelope.py"),
        (tries(test_publish_verify.test_each_deviation_is_named), "tests/publish/test_publish_verify.py"),
        (
            tries(test_withdrawing.test_a_passage_goes_in_every_form_in_which_it_is_read),
            "tests/publish/test_withdrawing.py",
        ),
        (str(len(test_withdrawing.DOCUMENTS)), "tests/publish/test_withdrawing.py"),
        (
            tries(test_withdrawn_data.test_no_export_has_anything_of_a_withdrawn_page),
            "tests/publish/test_withdrawn_data.py",
        ),
        (f"{fuzzed[0]} geprüft, {fuzzed[1]} gebaut", "tests/whole/test_fuzz.py"),
    ]


def test_security_names_the_limits_that_hold() -> None:
    text = " ".join(SECURITY.split())
    documents, builds = re.findall(
        r'"--(?:documents|builds)", type=int, default=([\d_]+)', inspect.getsource(fuzz.main)
    )
    for sentence in (
        f"höchstens {extent.LONGEST_TEXT} Zeichen, eine Zeile {extent.LONGEST_LINE}, ein Titel {extent.LONGEST_TITLE}",
        f"höchstens {extent.MOST_HEADINGS} Überschriften und {reader.DEEPEST} Ebenen ineinander, {extent.MOST_PARTS} "
        f"Absätze, Zellen, Verweise und Auszeichnungen und {extent.MOST_FILES} Bilder",
        f"höchstens {extent.MOST_TEXTS}, mit höchstens {extent.LONGEST_TEXTS} Zeichen und {extent.MOST_FILES_OF_ALL}",
        f"anderen Dateien ({extent.LARGEST_FILES} MB), {extent.MOST_PARTS_OF_ALL} Absätzen",
        f"höchstens {content.LARGEST // 2**20} MB, ein Bild höchstens {MOST_PIXELS} Bildpunkte",
        f"{int(documents)} Dokumente durch die Prüfung und {int(builds)} durch den ganzen Bau",
        f"mit {len(test_watch.DEEDS)} Taten",
    ):
        assert sentence in text


@of_the_town
def test_each_path_of_security_is_there() -> None:
    named = [path for path in paths(SECURITY) if not path.startswith("build/")]
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_both_forges_ask_the_same_of_a_change() -> None:
    forms = (".gitlab/merge_request_templates/Default.md", ".github/pull_request_template.md")
    gitlab, github = ((ROOT / form).read_text("utf-8") for form in forms)
    assert gitlab == github
    missing = [path for path in quoted(gitlab) if path.endswith(".md") and not (ROOT / path).exists()]
    assert missing == []


CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
PAGES = {name: (ROOT / name).read_text("utf-8") for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")}
PAGES |= {"ARCHITECTURE.md": ARCHITECTURE, "SECURITY.md": SECURITY}


def unknown(line: str) -> list[str]:
    """What a command line of ours names that click does not know; nothing if all is known."""
    name, *words = line.split()
    command = main.commands.get(name)
    while isinstance(command, click.Group) and words:
        name, *words = words
        command = command.commands.get(name)
    if command is None:
        return [name]
    options = {option for parameter in command.params for option in (*parameter.opts, "--help")}
    return [word for word in words if word.startswith("--") and word not in options]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("build docs build/html", []),
        ("berichtigen", ["berichtigen"]),
        ("check --stichtag x", ["--stichtag"]),
        ("survey import a --apply", []),
        ("survey nehmen", ["nehmen"]),
        ("survey import a --apply-all", ["--apply-all"]),
    ],
)
def test_what_click_does_not_know_is_found(line: str, expected: list[str]) -> None:
    assert unknown(line) == expected


@pytest.mark.parametrize("page", PAGES)
def test_commands_and_options_are_those_of_click(page: str) -> None:
    spans = list(quoted(re.sub(r"\n(?=\S)", " ", PAGES[page].replace("\n```", "\n\n```"))))
    called = [span.partition("-m konzept ")[2] for span in spans if "python -m konzept " in span]
    called += [span for span in spans if span.split()[0] in main.commands]
    called += re.findall(r"^\.venv/bin/python -m konzept (.*)$", PAGES[page], re.MULTILINE)
    assert [(line, bad) for line in called if not line.startswith("--help") and (bad := unknown(line))] == []
    groups = [command for command in main.commands.values() if isinstance(command, click.Group)]
    commands = [*main.commands.values(), *(command for group in groups for command in group.commands.values())]
    known = {option for command in commands for parameter in command.params for option in parameter.opts}
    others = ("pip ", "git ", ".venv/bin/python -m tools.")
    options = [
        word for span in spans if not span.startswith(others) for word in span.split() if re.match("--[a-z]", word)
    ]
    assert [word for word in options if word not in (*known, "--help")] == []


@pytest.mark.parametrize("page", PAGES)
def test_targets_are_those_of_the_makefile(page: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = re.findall(r"(?:`|^)make ([a-z]+(?: [a-z]+)*)(?=`| +#)", PAGES[page], re.MULTILINE)
    assert [target for line in named for target in line.split() if target not in targets] == []


@of_the_town
def test_each_path_of_contributing_is_there_and_the_names_in_it_too() -> None:
    named = [path for path in paths(CONTRIBUTING) if not path.startswith(("~", "build/", ".well-known/"))]
    assert [path for path in named if not (ROOT / path).exists()] == []
    places = re.findall(r"((?:`[A-Z_]+`)) of ((?:`konzept/[\w/]+\.py`(?: and )?)+)", CONTRIBUTING)
    assert len(places) >= 6
    for name, files in places:
        for file in quoted(files):
            assert re.search(rf"^{name.strip('`')}\b", (ROOT / file).read_text("utf-8"), re.MULTILINE), (name, file)


def test_a_view_is_added_by_its_function_and_name_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def view(scope: Scope) -> list[Block]:
        return [Text(line=(f"Gezählt: {len(scope.concept.recommendations())}",))]

    text = "# A\n\n:::{ansicht} neu\n:::\n"
    docs = write(tmp_path / "docs", {"SPR-01.md": recommendation(), "a.md": text})
    assert [finding.rule for finding in examine_folder(docs, TODAY).findings] == ["form"]
    monkeypatch.setitem(cast(dict[str, View], VIEWS), "neu", view)
    assert examine_folder(docs, TODAY).findings == ()
    assert sphinx(docs, tmp_path / "out") == ""
    assert "<p>Gezählt: 1</p>" in written(tmp_path / "out" / "a.html")


def test_a_rule_is_added_by_its_function_and_name_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def shout(context: Context) -> Iterator[Finding]:
        for item in context.concept.recommendations():
            yield Finding(place=item.place, rule="ruf", must=f"{item.id} ruft.")

    docs = write(tmp_path / "docs", {"SPR-01.md": recommendation()})
    monkeypatch.setattr(rules, "RULES", (*rules.RULES, rules.Rule(name="ruf", sentence="Niemand ruft.", check=shout)))
    assert [str(finding) for finding in examine_folder(docs, TODAY).findings] == ["SPR-01.md:1: SPR-01 ruft."]
    assert sphinx(docs, tmp_path / "out") == f"{docs}/SPR-01.md:1: FEHLER: SPR-01 ruft. [konzept.ruf]\n"


def test_a_value_in_the_head_of_a_paper_is_added_by_its_key_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    text, form = "frist: 3. Tag\n", default()

    def told() -> list[str]:
        found: list[str] = []
        front.read_front(text, lambda line, message: found.append(f"{line}: {message}"), form)
        return [message for message in found if message.startswith("2: ")]

    assert told()[0].startswith("2: 'frist' gehört nicht in den Kopf der Vorlage.")
    known, frist = front.keys_of(form), Key(name="frist", words_of_label="Frist", form="day")
    monkeypatch.setattr(front, "keys_of", lambda form: (*known, frist))
    wrong = "2: 'frist': '3. Tag' ist kein Datum des Kalenders. Verlangt ist ein Tag wie 25.03.2027."
    assert [in_markdown(message) for message in told()] == [wrong]
    text = "frist: 25.03.2027\n"
    assert told() == []


def test_the_contracts_stand_in_the_code_of_both_sides() -> None:
    sides = {
        'data-teil="text"': ("theme/layout.html",),
        'content="0; url=': ("theme/short.html", "publish/finishing.py"),
        "<main": ("theme/layout.html", "theme/short.html"),
        "</head": ("theme/layout.html", "theme/short.html"),
        "SOURCE_DATE_EPOCH": ("publish/making.py", "as_of.py"),
        "KONZEPT_AUSGABE": ("publish/making.py", "pages/examination.py"),
        "builds.toml": ("publish/builds.py",),
    }
    contracts = ARCHITECTURE.split("## Contracts")[1].split("**Walls")[0]
    for mark, files in sides.items():
        assert mark.strip('", ') in contracts
        assert [file for file in files if mark not in (ROOT / "konzept" / file).read_text("utf-8")] == []
    assert MARK == ("data-teil", "text")


def test_the_sample_of_an_ausgabe_can_be_copied(tmp_path: Path) -> None:
    sample = textwrap.dedent(CONTRIBUTING.split("```toml\n")[1].split("```")[0])
    write(tmp_path, {registry.FILE: sample})
    assert [edition.name for edition in registry.load(tmp_path).editions] == ["2027-1"]
