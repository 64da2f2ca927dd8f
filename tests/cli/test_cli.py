"""The command line: what it prints, and its exit codes."""

from __future__ import annotations

import ast
import inspect
import json
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from konzept.cli import click_german, main
from tests.project import recommendation, write

DAY = ["--as-of", "2026-01-31"]
MISSING = (
    "In kommune.toml ist vor dem Betrieb noch einzutragen: betreiber, kontakt, anschrift, vertretung, telefon, "
    "verantwortlich, datenschutz, hoster, protokolle, aufsicht, barriere_formular, basisadresse.\n"
    "Vor dem Betrieb fehlt die Seite impressum.md. Ihr Anfang:\n\n# Impressum\n\n:::{ansicht} impressum\n:::\n\n"
    "Vor dem Betrieb fehlt die Seite datenschutz.md. Ihr Anfang:\n\n# Datenschutz\n\n:::{ansicht} datenschutz\n:::\n\n"
    "Vor dem Betrieb fehlt die Seite barrierefreiheit.md. Ihr Anfang:\n\n# Erklärung zur Barrierefreiheit\n\n"
    ":::{ansicht} barrierefreiheit\n:::\n\n"
)


def test_texts_without_a_start_page_are_a_finding_and_no_surprise_of_the_build(tmp_path: Path) -> None:
    write(tmp_path, {"SPR-01.md": recommendation()})
    (tmp_path / "index.md").unlink()
    result = CliRunner().invoke(main, ["check", str(tmp_path), *DAY])
    assert result.exit_code == 1
    assert result.stdout == (
        f"{tmp_path.as_posix()}/index.md:1: Die Startseite fehlt; ohne sie lässt sich nichts bauen. Legen Sie die "
        "Datei an, mit einer Überschrift wie '# Unser Konzept' und einem Verzeichnis der Seiten, je in einer Zeile: "
        "':::{toctree}', ':glob:', '**', ':::'.\n"
    )
    (tmp_path / "index.md").write_text("# Unser Konzept\n\n:::{toctree}\n:glob:\n**\n:::\n", "utf-8")
    assert CliRunner().invoke(main, ["check", str(tmp_path), *DAY]).exit_code == 0


def test_clean(tmp_path: Path) -> None:
    write(tmp_path, {"SPR-01.md": recommendation()})
    result = CliRunner().invoke(main, ["check", str(tmp_path), *DAY])
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", f"0 Fehler, 0 Hinweise.\n{MISSING}")


def test_findings_have_file_and_line_and_exit_1(tmp_path: Path) -> None:
    write(tmp_path, {"SPR-01.md": recommendation(status="fertig")})
    result = CliRunner().invoke(main, ["check", str(tmp_path), *DAY])
    assert result.exit_code == 1
    assert result.stdout == (
        f"{tmp_path.as_posix()}/SPR-01.md:3: 'status': 'fertig' ist nicht vorgesehen. Möglich sind: vorgeschlagen, "
        "unbekannt, offen, in-beratung, umsetzung-beschlossen, in-umsetzung, realisiert, daueraufgabe, "
        "zurueckgestellt, derzeit-nicht-umsetzbar, entfallen.\n"
    )
    assert result.stderr == f"1 Fehler, 0 Hinweise.\n{MISSING}"


def test_stichtag_decides_what_is_the_future(tmp_path: Path) -> None:
    update = (
        ":::{sachstand} Begonnen\n:id: SPR-01-S1\n:datum: 2026-01-31\n:status: offen\n"
        ":nach_angabe_von: Verwaltung\n:betrifft: SPR-01\n:quelle: Q-PRESSE\n:::\n"
    )
    write(tmp_path, {"SPR-01.md": recommendation(status="offen", after="\n" + update)})
    codes = [
        CliRunner().invoke(main, ["check", str(tmp_path), "--as-of", day]).exit_code
        for day in ("2026-01-30", "2026-01-31")
    ]
    assert codes == [1, 0]


def test_a_hint_does_not_fail(tmp_path: Path) -> None:
    more = ":erneut_pruefen: 2026-01-01\n"
    write(tmp_path, {"SPR-01.md": recommendation(more=more)})
    result = CliRunner().invoke(main, ["check", str(tmp_path), *DAY])
    hint = f"{tmp_path.as_posix()}/SPR-01.md:8: Hinweis: SPR-01: Seit dem 01.01.2026 ist erneut zu prüfen.\n"
    assert (result.exit_code, result.stdout, result.stderr) == (0, hint, f"0 Fehler, 1 Hinweis.\n{MISSING}")


def test_wrong_town_file_is_a_finding(tmp_path: Path) -> None:
    write(tmp_path, {"kommune.toml": 'name = "A"\n'})
    result = CliRunner().invoke(main, ["check", str(tmp_path), *DAY])
    assert result.exit_code == 1
    assert "kommune.toml:1: 'titel' fehlt." in result.stdout


def test_a_file_that_is_not_utf8_is_a_finding(tmp_path: Path) -> None:
    write(tmp_path, {}).joinpath("alt.md").write_bytes("# Städte".encode("latin-1"))
    result = CliRunner().invoke(main, ["check", str(tmp_path), *DAY])
    message = "alt.md:1: Die Datei ist nicht in UTF-8 gespeichert. Speichern Sie sie so.\n"
    assert (result.exit_code, result.stdout) == (1, f"{tmp_path.as_posix()}/{message}")


@pytest.mark.parametrize("words", [["check", "gibt-es-nicht"], ["check", "--as-of", "heute"], ["pruefe"]])
def test_wrong_usage_exits_2(words: list[str]) -> None:
    assert CliRunner().invoke(main, words).exit_code == 2


def test_findings_as_json(tmp_path: Path) -> None:
    write(tmp_path, {"SPR-01.md": recommendation(status="in-umsetzung", more=":erneut_pruefen: 2026-01-01\n")})
    result = CliRunner().invoke(main, ["check", str(tmp_path), *DAY, "--format", "json"])
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert [(entry["file"], entry["line"], entry["severity"], entry["rule"]) for entry in found] == [
        (f"{tmp_path.as_posix()}/SPR-01.md", 3, "fehler", "sachstand"),
        (f"{tmp_path.as_posix()}/SPR-01.md", 8, "hinweis", "hindernis"),
    ]
    assert found[1]["message"] == "SPR-01: Seit dem 01.01.2026 ist erneut zu prüfen."


def test_findings_for_a_forge(tmp_path: Path) -> None:
    write(tmp_path, {"SPR-01.md": recommendation(more=":erneut_pruefen: 2026-01-01\n")})
    result = CliRunner().invoke(main, ["check", str(tmp_path), *DAY, "--format", "gitlab"])
    (entry,) = json.loads(result.stdout)
    assert len(entry.pop("fingerprint")) == 64
    assert entry == {
        "description": "Hinweis: SPR-01: Seit dem 01.01.2026 ist erneut zu prüfen.",
        "check_name": "hindernis",
        "severity": "info",
        "location": {"path": f"{tmp_path.as_posix()}/SPR-01.md", "lines": {"begin": 8}},
    }


def test_clean_json_is_an_empty_list(tmp_path: Path) -> None:
    write(tmp_path, {})
    result = CliRunner().invoke(main, ["check", str(tmp_path), *DAY, "--format", "json"])
    assert (result.exit_code, json.loads(result.stdout)) == (0, [])


def test_compare_as_text_json_and_page(tmp_path: Path) -> None:
    old = write(tmp_path / "alt", {"SPR-01.md": recommendation()})
    new = write(tmp_path / "neu", {"SPR-01.md": recommendation().replace("Mehr Kurse", "Mehr gute Kurse")})
    text, data, page = (
        CliRunner().invoke(main, ["compare", str(old), str(new), "--format", form]) for form in ("text", "json", "html")
    )
    assert (text.exit_code, data.exit_code, page.exit_code) == (0, 0, 0)
    assert text.stdout == (
        f"Von: Ordner {old.as_posix()}\nNach: Ordner {new.as_posix()}\n\n"
        "Geänderter Wortlaut (1)\n  SPR-01 Mehr gute Kurse\n      Titel: Mehr {+gute+} Kurse\n"
    )
    assert [group["art"] for group in json.loads(data.stdout)["gruppen"]] == ["text"]
    assert page.stdout.startswith("<!DOCTYPE html>")


def test_compare_with_what_does_not_exist_exits_2_in_german(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["compare", "gibt-es-nicht", str(write(tmp_path, {}))])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("'gibt-es-nicht' ist weder ein Ordner noch eine Datei")


def test_findings_as_markdown_for_a_merge_request(tmp_path: Path) -> None:
    write(tmp_path, {"SPR-01.md": recommendation(more=":erneut_pruefen: 2026-01-01\n", status="entfallen*")})
    result = CliRunner().invoke(main, ["check", str(tmp_path), *DAY, "--format", "markdown"])
    lines = result.stdout.splitlines()
    assert lines[:6] == [
        "# Prüfung der Texte",
        "",
        "Fehler verhindern die Veröffentlichung, Hinweise nicht.",
        "",
        f"## {tmp_path.as_posix()}/SPR-01.md",
        "",
    ]
    assert lines[6].startswith("* Zeile 3, **Fehler**: ")
    assert r"'entfallen\*'" in lines[6]
    write(tmp_path, {"SPR-01.md": recommendation()})
    result = CliRunner().invoke(main, ["check", str(tmp_path), *DAY, "--format", "markdown"])
    assert (result.exit_code, result.stdout.splitlines()[2]) == (0, "Keine Funde: Alle Regeln sind eingehalten.")


@pytest.mark.parametrize("day", ["31.01.2026", "2026-01-31"])
def test_a_day_is_read_in_german_and_in_iso(day: str, tmp_path: Path) -> None:
    write(tmp_path, {"SPR-01.md": recommendation(more=":erneut_pruefen: 2026-01-31\n")})
    result = CliRunner().invoke(main, ["check", "--texts", str(tmp_path), "--as-of", day])
    assert "SPR-01: Seit dem 31.01.2026 ist erneut zu prüfen." in result.stdout


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("31.02.2026", "Den Tag '31.02.2026' gibt es im Kalender nicht."),
        ("25.3.26", "'25.3.26' ist kein Tag. Schreiben Sie ihn wie 31.12.2026 oder 2026-12-31."),
    ],
)
def test_what_is_no_day_is_said_in_german(day: str, message: str) -> None:
    result = CliRunner().invoke(main, ["check", "--as-of", day])
    assert (result.exit_code, message in result.stderr) == (2, True), result.stderr


def test_texts_and_target_have_the_same_name_in_every_command() -> None:
    commands = {name: command for name, command in main.commands.items() if not isinstance(command, click.Group)}
    groups = [command for command in main.commands.values() if isinstance(command, click.Group)]
    commands |= {f"{group.name} {name}": command for group in groups for name, command in group.commands.items()}
    options = {
        name: {option for parameter in command.params for option in parameter.opts if option.startswith("--")}
        for name, command in commands.items()
    }
    assert {name for name, known in options.items() if "--texts" not in known} <= {"verify", "clean", "new", "upgrade"}
    assert {name for name, known in options.items() if "--target" not in known} <= {
        "check",
        "todo",
        "survey import",  # writes into the texts
        "chronicle",
        "compare",
        "verify",
        "clean",
        "new",  # makes a repository of its own
        "upgrade",
    }
    with_day = {name for name, known in options.items() if known & {"--as-of", "--date", "--to"}}
    assert with_day >= {"check", "build", "pdf", "paper", "links", "report", "withdraw", "correct"}


@pytest.mark.parametrize("words", [["check"], ["publish"], ["survey", "export"], ["report"], ["links", "docs"]])
def test_who_stands_in_another_folder_is_told_where_the_texts_are(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    docs = tmp_path / "mit Leerzeichen" / "docs"
    docs.mkdir(parents=True)
    monkeypatch.chdir(docs)
    result = CliRunner().invoke(main, words)
    above = f"Einer liegt in {docs.parent}. Wechseln Sie dorthin: cd '{docs.parent}'"
    assert result.exit_code == 2
    assert result.stderr.endswith(f"Einen Ordner 'docs' gibt es hier nicht ({docs}). {above}\n")
    monkeypatch.chdir(tmp_path)
    mend = "Prüfen Sie die Schreibweise, oder wechseln Sie in den Ordner des Projekts."
    if words[0] != "links":
        told = CliRunner().invoke(main, words).stderr
        assert told.endswith(f"Einen Ordner 'docs' gibt es hier nicht ({tmp_path}). {mend}\n")


@pytest.mark.parametrize(
    "words", [["build"], ["pdf"], ["session"], ["agenda"], ["survey", "export"], ["survey", "remind"], ["desk"]]
)
@pytest.mark.parametrize("place", [".", "neu", "../docs/neu/html"])
def test_nothing_is_made_among_the_texts(words: list[str], place: str, tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    target = docs / place
    result = CliRunner().invoke(main, [*words, "--texts", str(docs), "--target", str(target)])
    refused = f"{target.resolve()} liegt in {docs}, im Ordner der Texte. Dort wird nichts Gebautes abgelegt."
    assert (result.exit_code, result.stderr.partition("abgelegt.")[0]) == (2, refused.removesuffix("abgelegt."))
    assert list(docs.iterdir()) == []


def test_places_without_names_stay_for_old_ausgaben(tmp_path: Path) -> None:
    docs = write(tmp_path / "docs", {"SPR-01.md": recommendation()})
    by_place = CliRunner().invoke(main, ["build", str(docs), str(tmp_path / "eins"), *DAY])
    by_name = CliRunner().invoke(main, ["build", "--texts", str(docs), "--target", str(tmp_path / "zwei"), *DAY])
    assert (by_place.exit_code, by_name.exit_code) == (0, 0)
    assert (tmp_path / "eins" / "index.html").read_bytes() == (tmp_path / "zwei" / "index.html").read_bytes()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["check", "datei"], "'[TEXTE]': 'datei' ist eine Datei, verlangt ist ein Ordner."),
        (["paper", "."], "'[DATEIEN]...': '.' ist ein Ordner, verlangt ist eine Datei."),
        (["chek"], "Den Befehl 'chek' gibt es nicht. Gemeint ist vielleicht 'check'."),
        (["check", "--texte"], "Die Option '--texte' gibt es nicht. Gemeint ist vielleicht '--texts'."),
        (["check", ".", "a", "b"], "Zu viel angegeben: a b. Streichen Sie es."),
        (["publish", "--jobs", "x"], "'--jobs': 'x' ist keine Zahl."),
        (["publish", "--jobs", "99"], "'--jobs': 99 liegt nicht im Bereich 1 bis 64."),
        (["withdraw", "--page", "x"], "Es fehlt die Option '--reason'."),
        (
            ["withdraw", "--excerpts", "x"],
            "'--excerpts': 'x' ist nicht möglich. Möglich sind: 'report', 'remove', 'keep'.",
        ),
    ],
)
def test_wrong_usage_is_told_in_german(
    words: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / "datei").touch()
    result = CliRunner().invoke(main, words)
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (2, said)
    assert result.stderr.startswith("Aufruf: ")


def test_the_library_of_the_command_line_says_nothing_that_is_not_translated() -> None:
    """What only a program or an option that we do not have would say stays English."""
    known = {*click_german.WORDS, "deprecated", "(dynamic)", "env var: {var}", "Choice({choices})"}
    calls = [
        call
        for module in click_german.MODULES
        for call in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ("_", "ngettext")
    ]
    said = {str(word.value) for call in calls for word in call.args if isinstance(word, ast.Constant)}
    said |= {"required"}  # this one it asks for by a variable
    left = {text for text in said - known if not re.search(_NEVER, text)}
    assert left == set()
    assert len(said & set(click_german.WORDS)) == len(click_german.WORDS)


def _helps(command: click.Command, context: click.Context) -> Iterator[tuple[str, str]]:
    yield context.command_path, command.get_help(context)
    for name, below in getattr(command, "commands", {}).items():
        yield from _helps(below, click.Context(below, context, name))


def test_the_help_of_every_command_is_german_and_says_the_same_of_the_same_option() -> None:
    found = list(_helps(main, click.Context(main, info_name="konzept")))
    assert len(found) > len(main.commands)
    for path, text in found:
        assert not re.search(r"OPTIONS|COMMAND|ARGS|INTEGER|RANGE|PFAD|required|default", text), path
        if "--texts" in text:
            assert "[sonst: docs]" in text, path


@pytest.mark.parametrize("words", [[], ["survey"]])
def test_what_a_command_does_is_said_whole_in_the_list_of_commands(words: list[str]) -> None:
    said = CliRunner().invoke(main, [*words, "--help"]).stdout.partition("Befehle:\n")[2].splitlines()
    assert said
    assert [line for line in said if line.endswith("...")] == []


def test_no_help_calls_an_item_by_the_name_of_one_town() -> None:
    found = _helps(main, click.Context(main, info_name="konzept"))
    named = {path for path, text in found if "Empfehlung" in text or "top-2" in text}
    assert named == {"konzept new"}  # what a concept may consist of


# Of versions, dates, passwords, pairs of values, old options; and what is told to programmers.
_NEVER = (
    "version|format|boolean|UUID|executable|Deprecat|Confirm|continue|defined|declaration|iterable|start character|"
    "same flag|Takes|values are required|determine"
)


def test_a_list_made_of_half_of_the_texts_says_what_it_lacks(tmp_path: Path) -> None:
    docs = write(tmp_path / "docs", {"SPR-01.md": recommendation()})
    (docs / "SPR-02.md").write_bytes(recommendation("SPR-02").encode("utf-16"))
    (docs / "SPR-03.md").write_text(recommendation("SPR-03", status="fertig"), "utf-8")
    said = "Hier fehlt, was sich nicht lesen lässt: SPR-02.md, SPR-03. Warum, sagt 'check'.\n"
    for words in (["todo", str(docs), *DAY], ["agenda", str(docs), str(tmp_path / "neu"), *DAY]):
        result = CliRunner().invoke(main, words)
        assert (result.exit_code, result.stderr) == (0, said)


def test_the_desk_asks_for_the_website_beside_which_it_is_to_stand(tmp_path: Path) -> None:
    docs = write(tmp_path / "docs", {"SPR-01.md": recommendation()})
    done = CliRunner().invoke(main, ["desk", str(docs), str(tmp_path / "html"), *DAY])
    told = f"In {tmp_path / 'html'} steht noch keine Website. Bauen Sie sie zuerst: build.\n"
    assert (done.exit_code, done.output, (tmp_path / "html").exists()) == (2, told, False)
