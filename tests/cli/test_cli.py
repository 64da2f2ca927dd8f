"""The command line: what it prints, and its exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from konzept.cli import main
from tests.project import recommendation, write

DAY = ["--as-of", "2026-01-31"]
MISSING = (
    "In kommune.toml ist vor dem Betrieb noch einzutragen: betreiber, kontakt, anschrift, vertretung, telefon, "
    "verantwortlich, datenschutz, hoster, protokolle, aufsicht, barriere_formular, basisadresse.\n"
)


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
    hint = f"{tmp_path.as_posix()}/SPR-01.md:8: Hinweis: SPR-01: Seit 01.01.2026 ist erneut zu prüfen.\n"
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
    write(tmp_path, {"SPR-01.md": recommendation(status="realisiert", more=":erneut_pruefen: 2026-01-01\n")})
    result = CliRunner().invoke(main, ["check", str(tmp_path), *DAY, "--format", "json"])
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert [(entry["file"], entry["line"], entry["severity"], entry["rule"]) for entry in found] == [
        (f"{tmp_path.as_posix()}/SPR-01.md", 3, "fehler", "sachstand"),
        (f"{tmp_path.as_posix()}/SPR-01.md", 8, "hinweis", "hindernis"),
    ]
    assert found[1]["message"] == "SPR-01: Seit 01.01.2026 ist erneut zu prüfen."


def test_findings_for_a_forge(tmp_path: Path) -> None:
    write(tmp_path, {"SPR-01.md": recommendation(more=":erneut_pruefen: 2026-01-01\n")})
    result = CliRunner().invoke(main, ["check", str(tmp_path), *DAY, "--format", "gitlab"])
    (entry,) = json.loads(result.stdout)
    assert len(entry.pop("fingerprint")) == 64
    assert entry == {
        "description": "Hinweis: SPR-01: Seit 01.01.2026 ist erneut zu prüfen.",
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
    assert "SPR-01: Seit 31.01.2026 ist erneut zu prüfen." in result.stdout


def test_what_is_no_day_is_said_in_german() -> None:
    result = CliRunner().invoke(main, ["check", "--as-of", "31.02.2026"])
    assert result.exit_code == 2
    assert "'31.02.2026' ist kein Tag. Schreiben Sie ihn wie 31.12.2026 oder 2026-12-31." in result.stderr


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


def test_places_without_names_stay_for_old_ausgaben(tmp_path: Path) -> None:
    docs = write(tmp_path / "docs", {"SPR-01.md": recommendation()})
    by_place = CliRunner().invoke(main, ["build", str(docs), str(tmp_path / "eins"), *DAY])
    by_name = CliRunner().invoke(main, ["build", "--texts", str(docs), "--target", str(tmp_path / "zwei"), *DAY])
    assert (by_place.exit_code, by_name.exit_code) == (0, 0)
    assert (tmp_path / "eins" / "index.html").read_bytes() == (tmp_path / "zwei" / "index.html").read_bytes()
