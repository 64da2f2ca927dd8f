"""Patches that want more than to change texts: each is refused with its line and the reason, nothing applied."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from konzept.editions import withdrawals
from konzept.editions.withdrawals import Withdrawals
from konzept.intake.outcome import Intake
from konzept.intake.patched import blob
from tests.desk.town import texts
from tests.intake.handing import commit, contents, patch, report, run, take

TEXTS_ONLY: Final = "Eine Meldung ändert Texte und legt neue an, sonst nichts."
AGAIN: Final = "Lassen Sie sich die Datei der Redaktion noch einmal schicken, als Anlage."
TORN: Final = (
    "Diese Zeile gehört nicht in einen Patch: Er ist abgeschnitten, oder ein Mailprogramm hat lange Zeilen umbrochen. "
    f"{AGAIN}"
)
OLD: Final = b"docs/SPR-02.md"


def swap(old: bytes, new: bytes, count: int = -1) -> Callable[[bytes], bytes]:
    """A patch with other bytes in the place of some; they must be there."""

    def change(content: bytes) -> bytes:
        assert old in content
        return content.replace(old, new, count)

    return change


def path(name: str) -> Callable[[bytes], bytes]:
    """The same change of another file."""
    return swap(OLD, name.encode())


def head(line: str) -> Callable[[bytes], bytes]:
    """A line more in the head of the file."""
    return swap(b"\nindex ", f"\n{line}\nindex ".encode())


def added(text: bytes) -> Callable[[bytes], bytes]:
    """Another text in the line that the patch adds first."""
    return swap(b"+Neuer Text.", b"+" + text)


def field(name: bytes, value: bytes) -> Callable[[bytes], bytes]:
    """Another value in the head of the message."""
    return lambda content: re.sub(rb"(?m)^" + name + rb": .*$", lambda _: name + b": " + value, content, count=1)


def new_file(name: str, mode: str = "100644", text: str = "x") -> Callable[[bytes], bytes]:
    """A patch that brings this file."""
    lines = (
        f"diff --git a/{name} b/{name}\nnew file mode {mode}\nindex {'0' * 40}..{'1' * 40}\n--- /dev/null\n"
        f"+++ b/{name}\n@@ -0,0 +1 @@\n+{text}\n"
    )
    return lambda _: lines.encode()


# A patch, in which line it is refused, and why.
PATCHES: Final[dict[str, tuple[Callable[[bytes], bytes], int, str]]] = {
    "out by dots": (
        path("docs/../konzept/cli.md"),
        12,
        "'docs/../konzept/cli.md' ist kein Weg zu einem Text in diesem Repository.",
    ),
    "an absolute path": (
        path("/etc/passwd.md"),
        12,
        "'/etc/passwd.md' ist kein Weg zu einem Text in diesem Repository.",
    ),
    "a path of Windows": (path("docs\\x.md"), 12, "'docs\\\\x.md' ist kein Weg zu einem Text in diesem Repository."),
    "a letter that looks like another": (
        path("docs/h\u0430us.md"),
        12,
        "Im Namen der Datei steht '\u0430' aus einer anderen Schrift; es kann wie ein anderer Buchstabe aussehen.",
    ),
    "a drive": (path("C:docs/x.md"), 12, "'C:docs/x.md' ist kein Weg zu einem Text in diesem Repository."),
    "a quoted path out": (
        swap(b"diff --git a/docs/SPR-02.md b/docs/SPR-02.md", rb'diff --git "a/docs/\056./x.md" "b/docs/\056./x.md"'),
        12,
        "'docs/../x.md' ist kein Weg zu einem Text in diesem Repository.",
    ),
    "a line end in a path": (
        swap(b"diff --git a/docs/SPR-02.md b/docs/SPR-02.md", rb'diff --git "a/docs/x\n.md" "b/docs/x\n.md"'),
        12,
        "Im Namen der Datei steht ein unsichtbares Zeichen.",
    ),
    "a path that turns letters around": (
        path("docs/\u202egnp.md"),
        12,
        "Im Namen der Datei steht ein unsichtbares Zeichen.",
    ),
    "a very long path": (
        path(f"docs/{'x' * 300}.md"),
        12,
        f"'docs/{'x' * 195}' ist kein Weg zu einem Text in diesem Repository.",
    ),
    "the program": (
        path("konzept/cli/__init__.py"),
        12,
        f"'konzept/cli/__init__.py' liegt nicht bei den Texten (docs/). {TEXTS_ONLY}",
    ),
    "the pipeline": (path(".gitlab-ci.yml"), 12, f"'.gitlab-ci.yml' liegt nicht bei den Texten (docs/). {TEXTS_ONLY}"),
    "a text elsewhere": (path("README.md"), 12, f"'README.md' liegt nicht bei den Texten (docs/). {TEXTS_ONLY}"),
    "git itself": (path("docs/.git/x.md"), 12, f"'docs/.git/x.md' ist kein Text (.md). {TEXTS_ONLY}"),
    "the town file": (path("docs/kommune.toml"), 12, f"'docs/kommune.toml' ist kein Text (.md). {TEXTS_ONLY}"),
    "a picture": (path("docs/karte.svg"), 12, f"'docs/karte.svg' ist kein Text (.md). {TEXTS_ONLY}"),
    "the lock of Ausgaben": (
        path("ausgaben.lock.json"),
        12,
        "'ausgaben.lock.json' wird geschrieben, wenn eine Ausgabe veröffentlicht wird. Keine Meldung ändert es.",
    ),
    "what an Ausgabe had": (
        path("docs/ausgabe.json"),
        12,
        "'docs/ausgabe.json' wird geschrieben, wenn eine Ausgabe veröffentlicht wird. Keine Meldung ändert es.",
    ),
    "the chronicle": (
        path("docs/chronik.json"),
        12,
        "'docs/chronik.json' wird geschrieben, wenn eine Ausgabe veröffentlicht wird. Keine Meldung ändert es.",
    ),
    "what was withdrawn": (
        path("zurueckgezogen.json"),
        12,
        "'zurueckgezogen.json' wird geschrieben, wenn eine Ausgabe veröffentlicht wird. Keine Meldung ändert es.",
    ),
    "a symbolic link": (
        new_file("docs/x.md", "120000", "/etc/passwd"),
        2,
        f"Das ist eine Verknüpfung des Dateisystems. {TEXTS_ONLY}",
    ),
    "a link in the place of a text": (
        swap(b"0 100644\n", b"0 120000\n"),
        13,
        f"Das ist eine Verknüpfung des Dateisystems. {TEXTS_ONLY}",
    ),
    "an executable file": (new_file("docs/x.md", "100755"), 2, f"Das ist eine ausführbare Datei. {TEXTS_ONLY}"),
    "another repository": (new_file("docs/x.md", "160000"), 2, f"Das ist ein fremdes Repository. {TEXTS_ONLY}"),
    "an unknown mode": (new_file("docs/x.md", "100777"), 2, f"Das ist keine einfache Datei. {TEXTS_ONLY}"),
    "other rights": (head("old mode 100644"), 13, f"Hier ändern sich die Rechte einer Datei. {TEXTS_ONLY}"),
    "a deletion": (head("deleted file mode 100644"), 13, f"Hier wird eine Datei gelöscht. {TEXTS_ONLY}"),
    "a new name": (head("rename from docs/SPR-02.md"), 13, f"Hier wird eine Datei umbenannt. {TEXTS_ONLY}"),
    "a copy": (head("copy from docs/SPR-01.md"), 13, f"Hier wird eine Datei kopiert. {TEXTS_ONLY}"),
    "a likeness": (head("similarity index 100%"), 13, f"Hier wird eine Datei umbenannt oder kopiert. {TEXTS_ONLY}"),
    "two names": (
        swap(b"b/docs/SPR-02.md\nindex", b"b/docs/SPR-09.md\nindex"),
        12,
        f"Hier wird eine Datei umbenannt oder kopiert. {TEXTS_ONLY}",
    ),
    "another name below": (
        swap(b"+++ b/docs/SPR-02.md", b"+++ b/docs/SPR-01.md"),
        15,
        f"Hier steht ein anderer Name der Datei als davor. {AGAIN}",
    ),
    "bytes": (head("GIT binary patch"), 13, "Hier stehen Bytes statt Text. Eine Meldung enthält nur Text."),
    "files that differ": (
        head("Binary files a/x and b/x differ"),
        13,
        "Hier stehen Bytes statt Text. Eine Meldung enthält nur Text.",
    ),
    "a strange line in the head": (head("delta 12"), 13, f"Diese Zeile gehört nicht in den Kopf einer Datei. {AGAIN}"),
    "no sums": (
        lambda c: re.sub(rb"(?m)^index .*\n", b"", c),
        13,
        f"Hier fehlt die Zeile, die sagt, welcher Stand geändert wird (index). {AGAIN}",
    ),
    "a new file that is old": (
        head("new file mode 100644"),
        15,
        f"Der Patch widerspricht sich: Ist die Datei neu oder nicht? {AGAIN}",
    ),
    "cut in the middle": (lambda c: c[: c.index(b"-Text der Redaktion")], 25, f"Der Patch ist abgeschnitten. {AGAIN}"),
    "cut before its end": (swap(b"+Offen ist alles.\n :::\n", b""), 27, TORN),
    "more lines than told": (
        swap(b"@@ -8,9 +8,9 @@", b"@@ -8,9 +8,8 @@"),
        27,
        f"Der Patch ist beschädigt: Die Zahl der Zeilen stimmt nicht. {AGAIN}",
    ),
    "fewer lines than told": (swap(b"@@ -8,9 +8,9 @@", b"@@ -8,10 +8,10 @@"), 29, TORN),
    "lines that nobody counted": (
        swap(b"\n :::\n", b"\n :::\n+Noch etwas\n"),
        28,
        f"Hier steht mehr, als der Patch ankündigt. Er ist beschädigt. {AGAIN}",
    ),
    "a change behind the end": (
        lambda c: c + b"\n@@ -1 +1 @@\n-x\n+y\n",
        31,
        f"Hinter dem Ende des Patches steht noch eine Änderung. {AGAIN}",
    ),
    "a file behind the end": (
        lambda c: c + b"\ndiff --git a/.gitlab-ci.yml b/.gitlab-ci.yml\n",
        31,
        f"Hinter dem Ende des Patches steht noch eine Änderung. {AGAIN}",
    ),
    "a place without a file": (
        swap(b"\ndiff --git", b"\n@@ -1 +1 @@\n-x\n+y\ndiff --git"),
        12,
        f"Hier beginnt eine Änderung, ohne dass davor die Datei genannt ist. {AGAIN}",
    ),
    "places that overlap": (
        swap(b"\n :::\n", b"\n :::\n@@ -16,1 +16,1 @@\n-:::\n+x\n"),
        28,
        f"Diese Stelle überschneidet sich mit der davor. {AGAIN}",
    ),
    "the same file twice": (
        lambda c: c.replace(b"-- \nkonzept\n", c[c.index(b"diff --git") :]).replace(b" 1 file ", b" 2 files "),
        28,
        f"Die Datei 'SPR-02.md' kommt zweimal vor. {AGAIN}",
    ),
    "no change at all": (
        lambda c: c[: c.index(b"@@")] + b"@@ -1 +1 @@\n :::{empfehlung} Mehr B\xc3\xbccher\n",
        16,
        f"An dieser Stelle ändert sich nichts. Der Patch ist beschädigt. {AGAIN}",
    ),
    "a file without a change": (
        lambda c: c[: c.index(b"@@")],
        12,
        f"Zu dieser Datei steht keine Änderung hier. {AGAIN}",
    ),
    "fewer files than told": (
        swap(b" 1 file ", b" 2 files "),
        9,
        f"Der Patch kündigt 2 Dateien an, enthält aber 1. {AGAIN}",
    ),
    "no end": (swap(b"-- \nkonzept\n", b""), 28, f"Das Ende des Patches fehlt. {AGAIN}"),
    "a file whose beginning is gone": (
        lambda c: c.replace(b"diff --git a/docs", b"diff a/docs").replace(
            b"-- \n", new_file("docs/x.md")(b"") + b"-- \n"
        ),
        13,
        f"Hier beginnt eine Änderung, ohne dass davor die Datei genannt ist. {AGAIN}",
    ),
    "a strange place": (
        swap(b"@@ -8,9 +8,9 @@", b"@@ -8,9 +8,9999999999999 @@"),
        16,
        f"Der Patch ist beschädigt: So beginnt keine Stelle. {AGAIN}",
    ),
    "NUL": (added(b"x\0y"), 21, "Hier steht ein unsichtbares Steuerzeichen (U+0000). Löschen Sie es."),
    "letters turned around": (
        added("x\u202ey".encode()),
        21,
        "Hier steht ein unsichtbares Zeichen (U+202E), das die Leserichtung umkehrt. Löschen Sie es.",
    ),
    "hidden letters": (
        added("x\u200by".encode()),
        21,
        "Hier steht ein unsichtbares Zeichen (U+200B), das keinen Platz braucht. Löschen Sie es.",
    ),
    "an escape of a terminal": (
        added(b"x\x1b[2Jy"),
        21,
        "Hier steht ein unsichtbares Steuerzeichen (U+001B). Löschen Sie es.",
    ),
    "another encoding": (added(b"\xe4\xf6"), 21, f"Diese Zeile ist nicht in UTF-8 geschrieben. {AGAIN}"),
    "a very long line": (added(b"x" * 20_000), 21, "Die Zeile hat 20000 Zeichen, möglich sind 10000."),
    "a million lines": (
        lambda c: c + b"x\n" * 1_000_000,
        50_008,
        "Der Patch hat mehr als 50000 Zeilen. So groß ist keine Meldung.",
    ),
    "hundreds of files": (
        lambda _: b"".join(new_file(f"docs/x{n}.md")(b"") for n in range(300)),
        1401,
        "Der Patch ändert mehr als 200 Dateien. So groß ist keine Meldung.",
    ),
    "lines that a mail program broke": (
        swap(b"+Offen ist alles.", b"+Offen\nist alles."),
        27,
        TORN,
    ),
    "words changed on the way": (
        added(b"Neuer Texd."),
        12,
        "Die Datei ist auf dem Weg verändert worden: Was sie ergibt, ist nicht, was sie selbst nennt. Lassen Sie sie "
        "sich noch einmal schicken, als Anlage oder in einem ZIP, das Sie auspacken.",
    ),
    "another place than told": (
        swap(b"@@ -8,9 +8,9 @@", b"@@ -7,9 +7,9 @@"),
        16,
        f"Die Stelle passt nicht zu dem Stand, den der Patch nennt. {AGAIN}",
    ),
    "a subject with a line end": (
        field(b"Subject", b"=?utf-8?q?x=0ASigned-off-by=3A_Rat?="),
        1,
        "Im Kopf der Nachricht steht ein unsichtbares Zeichen oder ein Zeilenende (Subject). So schreibt ihn kein "
        "Formular.",
    ),
    "a sender with an escape": (
        field(b"From", b"=?utf-8?q?=1B=5B2JRat?= <x@example.org>"),
        1,
        "Im Kopf der Nachricht steht ein unsichtbares Zeichen oder ein Zeilenende (From). So schreibt ihn kein "
        "Formular.",
    ),
    "two senders": (
        swap(b"\nFrom: ", b"\nFrom: Rat <rat@example.org>\nFrom: "),
        1,
        "Der Kopf der Nachricht nennt 'From' mehrfach.",
    ),
    "a very long sender": (field(b"From", b"x" * 400), 1, "Im Kopf der Nachricht ist 'From' länger als 300 Zeichen."),
    "a sender in a broken encoding": (
        field(b"From", b"=?utf-8?b?a?= <x@example.org>"),
        1,
        "Der Kopf der Nachricht lässt sich nicht lesen (From).",
    ),
}


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    return texts(tmp_path)


def reasons(found: Intake) -> list[str]:
    return [f"{remark.place}: {remark.text}" for outcome in found.outcomes for remark in outcome.remarks]


@pytest.mark.parametrize("name", PATCHES)
def test_a_hostile_patch_is_refused_with_line_and_reason(name: str, docs: Path) -> None:
    change, line, reason = PATCHES[name]
    found = take(docs, {"x.patch": change(patch(docs, report("text")))})
    assert [outcome.verdict for outcome in found.outcomes] == ["refused"]
    assert reasons(found) == [f"x.patch:{line}: {reason}"]
    assert (found.changes, found.marks) == ((), {})


# What a new text says, and what the rules say to it.
SMUGGLED: Final = {
    "HTML": ("<script>alert(1)</script>", "HTML"),
    "a file of the machine": ("```{include} /etc/passwd\n```", "include"),
    "a picture of elsewhere": ("![x](https://example.org/x.png)", "example.org"),
    "a picture that is not there": ("![x](fehlt.png)", "fehlt.png"),
    "a program": ("[x](javascript:alert(1))", "javascript"),
    "a raw block": ("```{raw} html\n<b>x</b>\n```", "raw"),
    "an item in an item": (":::{quelle} X\n:id: Q-X\n:::", "quelle"),
}


@pytest.mark.parametrize("name", SMUGGLED)
def test_what_no_text_may_have_is_refused_by_the_rules(name: str, docs: Path) -> None:
    text, said = SMUGGLED[name]
    before = contents(docs)
    content = (docs / "SPR-02.md").read_text("utf-8")
    (docs / "SPR-02.md").write_text(content.replace("Text der Quelle.", text), "utf-8")
    made = diff(docs)
    (docs / "SPR-02.md").write_text(content, "utf-8")
    found = take(docs, {"x.patch": made})
    assert [outcome.verdict for outcome in found.outcomes] == ["refused"]
    assert any(said in reason and reason.startswith("docs/SPR-02.md:") for reason in reasons(found))
    assert (found.changes, contents(docs)) == ((), before)


def diff(docs: Path) -> bytes:
    """What was changed since the last commit, as git writes it."""
    done = subprocess.run(["git", "-C", docs.parent, "diff", "--full-index", "HEAD"], capture_output=True, check=True)
    return done.stdout


def test_what_was_withdrawn_does_not_come_back(docs: Path) -> None:
    """The words of the withdrawal are not in its file; the report that has them is refused all the same."""
    made = patch(docs, report("text"))
    withdrawals.save(Withdrawals().with_passage("Neuer Text", date(2026, 11, 1), "Name einer Person"), docs.parent)
    found = take(docs, {"x.patch": made})
    assert [outcome.verdict for outcome in found.outcomes] == ["refused"]
    assert "Hier beginnt eine Stelle, die am 01.11.2026 zurückgezogen wurde" in reasons(found)[0]


def test_an_id_that_was_published_stays(docs: Path) -> None:
    """A patch that takes an item out, whose ID an Ausgabe had."""
    (docs / "ausgabe.json").write_text('{"ausgabe": "2026-1", "eintraege": {"SPR-02": {}}}', "utf-8")
    commit(docs)
    content = (docs / "SPR-02.md").read_text("utf-8")
    (docs / "SPR-02.md").write_text("# Leer\n", "utf-8")
    made = diff(docs)
    (docs / "SPR-02.md").write_text(content, "utf-8")
    found = take(docs, {"x.patch": made})
    assert [outcome.verdict for outcome in found.outcomes] == ["refused"]
    assert any("SPR-02" in reason for reason in reasons(found))


FILES: Final = {
    "nothing": (b"", "Die Datei ist leer. Lassen Sie sie sich noch einmal schicken."),
    "pdf": (b"%PDF-1.7\n", "Das ist ein PDF. "),
    "png": (b"\x89PNG\r\n", "Das ist ein Bild. "),
    "gzip": (b"\x1f\x8b\x08", "Das ist ein Archiv (gzip). "),
    "tar": (b"x" * 257 + b"ustar", "Das ist ein Archiv (tar). "),
    "7z": (b"7z\xbc\xaf\x27\x1c", "Das ist ein Archiv (7z). "),
    "program": (b"#!/bin/sh\nrm -rf /\n", "Das ist ein Programm. "),
    "program of Windows": (b"MZ\x90", "Das ist ein Programm. "),
    "page": (b"<!DOCTYPE html>", "Das ist eine Datei in XML oder HTML (zum Beispiel .fods, .xml, .htm). "),
    "outlook": (
        bytes.fromhex("d0cf11e0a1b11ae1") + "__substg1.0_".encode("utf-16-le"),
        "Das ist eine Nachricht aus Outlook (.msg). ",
    ),
    "utf-16": ("diff --git a b".encode("utf-16"), "Die Datei ist in UTF-16 gespeichert. "),
    "bytes": (b"abc\0def", "Die Art der Datei ist nicht zu erkennen. "),
    "mail without a patch": (b"From: x@example.org\n\nGuten Tag\n", "In der Nachricht steht kein Patch"),
    "mail in an unknown wrapping": (
        b"From: x@example.org\nContent-Transfer-Encoding: x-uuencode\n\nx\n",
        "Die Nachricht ist auf eine unbekannte Weise verpackt ('x-uuencode').",
    ),
    "mail of a thousand parts": (
        b"From: x@example.org\n" + b"boundary=x\n" * 1000,
        "Die Nachricht hat mehr als 50 Teile.",
    ),
    "too many messages": (b"From " + b"0" * 40 + b" x\n\n", "In der Nachricht steht kein Patch"),
    "a patch of megabytes": (b"diff --git a/x b/x\n" + b"x" * (5 * 2**20), "Der Patch hat mehr als 5 MB."),
    "a file of megabytes": (b"x" * (21 * 2**20), "Die Datei hat mehr als 20 MB."),
}


@pytest.mark.parametrize("name", FILES)
def test_a_wrong_kind_of_file_is_told_by_its_content(name: str, docs: Path) -> None:
    content, reason = FILES[name]
    found = take(docs, {"x.patch": content, "y.xlsx": content})
    assert [outcome.verdict for outcome in found.outcomes] == ["refused", "refused"]
    assert all(said.split(": ", 1)[1].startswith(reason) for said in reasons(found))


def test_an_archive_is_not_unpacked(docs: Path) -> None:
    def packed(name: str) -> bytes:
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            archive.writestr(name, patch(docs, report("text")))
        return made.getvalue()

    found = take(docs, {"a.patch": packed("x.patch"), "b.xlsx": packed("word/document.xml")})
    how = "Legen Sie Patches (.patch) und ausgefüllte Tabellen (.xlsx, .ods, .csv) einzeln in den Eingang."
    assert reasons(found) == [
        f"a.patch: Das ist ein Archiv (zip). Packen Sie es aus. {how}",
        f"b.xlsx: Das ist ein Dokument und keine Tabelle. {how}",
    ]


def test_a_link_in_the_folder_is_not_followed(docs: Path, tmp_path: Path) -> None:
    folder = tmp_path / "eingang"
    folder.mkdir()
    (folder / "x.patch").symlink_to("/etc/passwd")
    done = run(folder, "--texts", docs, "--target", tmp_path / "aus", "--apply")
    assert (done.exit_code, done.stderr) == (
        2, f"{folder / 'x.patch'} ist eine Verknüpfung. Legen Sie die Datei selbst hierher.\n",
    )  # fmt: skip


def test_a_folder_that_leads_elsewhere_is_not_written_through(docs: Path, tmp_path: Path) -> None:
    """Somebody put a link into the texts; a report that would go through it is refused."""
    outside = tmp_path / "anderswo"
    outside.mkdir()
    (docs / "mehr").symlink_to(outside, target_is_directory=True)
    made = new_file("docs/mehr/x.md", text="# X")(b"").replace(b"1" * 40, blob(b"# X\n").encode())
    found = take(docs, {"x.patch": made})
    assert [outcome.verdict for outcome in found.outcomes] == ["refused"]
    assert "Verknüpfung" in reasons(found)[0]
    assert list(outside.iterdir()) == []
