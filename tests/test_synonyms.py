"""The town's list of words that mean the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from konzept import synonyms
from tests.project import TOWNS, examine


def read(folder: Path, text: str) -> tuple[tuple[tuple[str, ...], ...], list[str]]:
    """Write the file, read it, and give the groups and the findings."""
    (folder / synonyms.FILE).write_text(text, "utf-8")
    found = synonyms.read(folder)
    return found.groups, [str(finding) for finding in found.findings]


def test_a_town_without_a_list_has_no_synonyms(tmp_path: Path) -> None:
    assert synonyms.read(tmp_path) == synonyms.Synonyms()


def test_a_line_is_a_group_and_remarks_are_none(tmp_path: Path) -> None:
    text = "\ufeff# Wörter\n\nAmt,  Rathaus # Bemerkung\r\nDeutsch  lernen, Sprachkurs, e-Mail, St. Martin\n"
    assert read(tmp_path, text) == (
        (("Amt", "Rathaus"), ("Deutsch lernen", "Sprachkurs", "e-Mail", "St. Martin")),
        [],
    )


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("Amt", "Hier steht nur 'Amt'."),
        ("Amt, , Rathaus", "Hier stehen zwei Kommas ohne Wort dazwischen, oder eins am Ende. Streichen Sie eins."),
        ("Amt, Rathaus,", "Hier stehen zwei Kommas ohne Wort dazwischen, oder eins am Ende. Streichen Sie eins."),
        ("Amt, amt", "'amt' steht hier zweimal. Streichen Sie eins."),
        ("Amt, <b>", "'<b>' ist kein Wort, wie man es sucht."),
        (f"Amt, {'a' * 61}", f"'{'a' * 60}' … ist zu lang."),
        ("Amt, Rat\u200bhaus", "Hier steht ein unsichtbares Zeichen (U+200B)"),
    ],
)
def test_a_faulty_line_is_named_and_the_others_stay(tmp_path: Path, line: str, message: str) -> None:
    groups, findings = read(tmp_path, f"Haus, Gebäude\n{line}\n")
    assert groups == (("Haus", "Gebäude"),)
    assert findings
    assert all(finding.startswith("synonyme.txt:2: ") for finding in findings)
    assert message in findings[0]


def test_a_file_in_another_encoding_and_one_without_end_are_findings(tmp_path: Path) -> None:
    (tmp_path / synonyms.FILE).write_bytes("Amt, Behörde".encode("cp1252"))
    assert [finding.place.line for finding in synonyms.read(tmp_path).findings] == [1]
    groups, findings = read(tmp_path, "a1, b1\n" * (synonyms.MOST + 1))
    assert len(groups) == synonyms.MOST
    assert findings == [
        f"synonyme.txt:{synonyms.MOST + 1}: Die Datei hat mehr als {synonyms.MOST} Gruppen. Kürzen Sie sie."
    ]


def test_the_examination_reports_it(tmp_path: Path) -> None:
    found = examine(tmp_path, {synonyms.FILE: "Amt\n"}).findings
    assert [(finding.place.file, finding.is_error) for finding in found] == [(synonyms.FILE, True)]


@pytest.mark.parametrize("folder", TOWNS, ids=lambda folder: folder.name)
def test_the_lists_in_this_repository_are_sound(folder: Path) -> None:
    found = synonyms.read(folder)
    assert found.groups
    assert found.findings == ()
