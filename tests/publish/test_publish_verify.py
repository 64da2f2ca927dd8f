"""A downloaded copy is checked with nothing but Python; withdrawals and corrections leave a mark that it knows."""

from __future__ import annotations

import errno
import gzip
import json
import os
import shutil
import subprocess
import sys
import zlib
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner

from konzept import as_of
from konzept.cli import main
from konzept.editions import PublishError, lock, verification
from konzept.publish.amending import correct, withdraw
from konzept.publish.withdrawal.taking_out import Notice
from tests.small_editions import Town, needs, page

PRIVATE = "Erika Muster & Söhne"
GOOD = "2 Ausgaben, Dateien: 8 und 15 darum herum; alle unverändert."
NOTICE = Notice(date(2026, 3, 1), "Personenbezogene Angabe.")
INDEX = (
    'Search.setIndex({"docnames":["alt","index"],"titles":["Kurse","Start"],"titleterms":{"kurs":0},'
    '"terms":{"erika":0,"text":[0,1]},"alltitles":{"Kurse":[[0,"kurse"]]},"objects":{},"indexentries":{}})'
)


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """Two published Ausgaben; the first holds a passage in every form that a site has."""
    made = Town(tmp_path / "repo")
    told = page("Kurse", "Es half <strong>Erika\nMuster</strong> &amp; S&#246;hne, sagt man.")
    pages = {"index.html": page("Start"), "alt.html": told, "searchindex.js": INDEX}
    pages["suche.js"] = 'x("Erika Muster & S\\u00f6hne")'
    pages["needs.json"] = needs(SPR_01="alt").replace("Mehr Kurse", "Mit Erika Muster & S\\u00f6hne")
    made.edition("eins", pages)
    made.edition("zwei", {"index.html": page("Start neu"), "neu.html": page("Kurse")}, "2026-02-01")
    assert made.publish()
    return made


def checked(folder: Path, *more: str) -> tuple[int, list[str]]:
    """Run the program that is published on a copy, in a Python that knows nothing of us; without what it leaves."""
    command = [sys.executable, "-I", "-S", verification.__file__, str(folder), *more]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    lines = (done.stdout + done.stderr).splitlines()
    return done.returncode, [line for line in lines if not line.startswith(verification.NOT_CHECKED)]


@pytest.fixture
def copy(town: Town, tmp_path: Path) -> Path:
    """A downloaded copy of the site."""
    return shutil.copytree(town.site, tmp_path / "kopie")


def test_an_unchanged_copy_passes_by_both_doors(copy: Path) -> None:
    assert (copy / "pruefen.py").read_bytes() == Path(verification.__file__).read_bytes()
    assert checked(copy) == (0, [GOOD])
    result = CliRunner().invoke(main, ["verify", str(copy)])
    assert result.exit_code == 0


def change(path: Path) -> None:
    """Overwrite a file of the copy."""
    path.chmod(0o644)
    path.write_bytes(b"anders")


@pytest.mark.parametrize(
    ("harm", "complaint"),
    [
        (lambda c: change(c / "eins" / "alt.html"), "eins/alt.html: Die Datei ist verändert."),
        (lambda c: (c / "zwei" / "neu.html").unlink(), "zwei/neu.html: Die Datei fehlt."),
        (lambda c: (c / "zwei" / "x.html").touch(), "zwei/x.html: Die Datei gehört nicht hierher."),
        (lambda c: shutil.rmtree(c / "zwei"), "zwei: Die Ausgabe fehlt."),
        (lambda c: change(c / "aktuell" / "neu.html"), "aktuell/neu.html: Die Datei ist verändert."),
        (
            lambda c: (c / "eins" / "index.html.gz").write_bytes(b"anders"),
            "eins/index.html.gz: Die gepackte Datei hat einen anderen Inhalt als index.html.",
        ),
        (lambda c: (c / "ausgaben.js.gz").unlink(), "ausgaben.js.gz: Die gepackte Datei fehlt."),
        (lambda c: change(c / "ausgaben.js"), "ausgaben.js: Die Datei ist verändert."),
        (
            lambda c: change(c / "ausgaben.js.gz"),
            "ausgaben.js.gz: Die gepackte Datei hat einen anderen Inhalt als ausgaben.js.",
        ),
        (lambda c: change(c / "pruefen.py"), "pruefen.py: Die Datei ist verändert."),
        (lambda c: (c / "index.html").unlink(), "index.html: Die Datei fehlt."),
        (lambda c: change(c / "SPR-01" / "index.html"), "SPR-01/index.html: Die Datei ist verändert."),
        (lambda c: change(c / "ausgaben" / "eins.sha256"), "ausgaben/eins.sha256: Die Datei ist verändert."),
        (lambda c: change(c / "aktuell" / "alt.html"), "aktuell/alt.html: Die Datei ist verändert."),
        (lambda c: (c / "neu.html").touch(), "neu.html: Die Datei gehört nicht hierher."),
        (lambda c: (c / "aktuell" / "x.html").touch(), "aktuell/x.html: Die Datei gehört nicht hierher."),
        (
            lambda c: (c / "mehr").symlink_to(c / "eins"),
            "mehr: Das ist eine Verknüpfung, veröffentlicht wurde keine.",
        ),
        (
            lambda c: (c / "zwei").rename(c.parent / "zwei") and (c / "zwei").symlink_to(c.parent / "zwei"),
            "zwei: Das ist eine Verknüpfung, veröffentlicht wurde keine.",
        ),
        (
            lambda c: (c / "ausgaben.lock.json.tsr").write_bytes(b"x"),
            "ausgaben.lock.json.tsr: Dieser Zeitstempel gehört zu einer anderen Sperrdatei.",
        ),
    ],
    ids=[
        *(
            "changed",
            "missing",
            "more",
            "no Ausgabe",
            "aktuell",
            "packed",
            "packed, gone",
            "script of all pages",
            "script, packed",
        ),
        *("program", "start page", "short address", "sums", "moved page", "added", "added to aktuell", "linked folder"),
        *("linked Ausgabe", "time stamp"),
    ],
)
def test_each_deviation_is_named(copy: Path, harm: Callable[[Path], None], complaint: str) -> None:
    harm(copy)
    assert checked(copy) == (1, [complaint, "1 Abweichung."])


def without_sums(copy: Path) -> dict[str, Any]:
    """Let the lock of a copy be as it was before it had sums of what is around the Ausgaben."""
    data: dict[str, Any] = json.loads((copy / "ausgaben.lock.json").read_text("utf-8"))
    del data["website"]
    for name in ("ausgaben.lock.json", "ausgaben.lock.json.gz"):
        (copy / name).unlink()
    (copy / "ausgaben.lock.json").write_text(verification.as_text(data), "utf-8")
    return data


def said(copy: Path, capsys: pytest.CaptureFixture[str], *more: str) -> list[str]:
    """The lines of the program about a copy that is unchanged."""
    assert verification.main([str(copy), *more]) == 0
    return capsys.readouterr().out.splitlines()


def test_what_is_not_checked_is_said(town: Town, copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nobody = "Nicht geprüft ist, von wem die Sperrdatei stammt und von wann. "
    own = "Sie liegt in der Kopie: Wer diese ändert, kann auch sie ändern. "
    assert said(copy, capsys) == [GOOD, f"{nobody}{own}Eine Unterschrift liegt nicht bei."]
    (copy / "ausgaben.lock.json.sig").touch()
    how = "Wie man es prüft, steht auf der Website unter „Alle Ausgaben“; dazu liegt bei: ausgaben.lock.json.sig."
    assert said(copy, capsys, "--sperre", str(town.project.lock_file)) == [GOOD, f"{nobody}{how}"]


def test_of_an_older_lock_is_said_what_it_has_no_sums_of(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = without_sums(copy)
    (copy / "zugefuegt.html").touch()
    left = verification.unchecked(copy, data)
    assert {"zugefuegt.html", "aktuell/alt.html", "index.html", "pruefen.py"} <= set(left)
    assert not {name for name in left if name.startswith(("eins", "zwei"))}
    assert said(copy, capsys)[1] == f"{verification.NO_SUMS} {', '.join(left)}."
    (copy / "mehr").symlink_to(copy / "eins")
    assert verification.check(copy, data) == ["mehr: Das ist eine Verknüpfung, veröffentlicht wurde keine."]


def test_a_lock_that_names_no_current_ausgabe_does_not_pass(copy: Path) -> None:
    data = json.loads((copy / "ausgaben.lock.json").read_text("utf-8"))
    data["aktuell"] = ""
    assert verification.check(copy, data)[0] == (
        "ausgaben.lock.json: Die Sperrdatei sagt nicht, welche Ausgabe die aktuelle ist."
    )


def harm(path: Path, how: str, random: Random) -> None:
    """Change one file of a copy."""
    content = path.read_bytes()
    path.chmod(0o644)
    path.unlink()
    match how:
        case "flip":
            place = random.randrange(len(content))
            path.write_bytes(
                content[:place] + bytes([content[place] ^ 1 << random.randrange(8)]) + content[place + 1 :]
            )
        case "cut":
            path.write_bytes(content[: random.randrange(len(content))])
        case "longer":
            path.write_bytes(content + b" ")
        case "elsewhere":
            path.with_name(f"x{path.name}").write_bytes(content)
        case "link":
            path.with_name(f"x{path.name}").write_bytes(content)
            path.symlink_to(f"x{path.name}")


def is_harmless(path: Path, kept: bytes) -> bool:
    """Whether a packed copy still gives what it gave: the date in it may be another one."""
    if path.suffix != ".gz" or not path.exists():
        return False
    with suppress(OSError, EOFError, zlib.error):
        return gzip.decompress(path.read_bytes()) == gzip.decompress(kept)
    return False


def test_each_of_500_changes_is_found_and_named(copy: Path) -> None:
    """Bytes that flip, files that are cut, longer, gone, renamed, or a link to what they were; any file of the site."""
    random = Random(0)
    data = json.loads((copy / "ausgaben.lock.json").read_text("utf-8"))
    files = [path for path in sorted(copy.rglob("*")) if path.is_file() and path.stat().st_size]
    names = {path.relative_to(copy).as_posix() for path in files}
    assert {"ausgaben.js", "ausgaben.js.gz", "ausgaben.lock.json", "SPR-01/index.html", "aktuell/alt.html"} <= names
    harmless = 0
    for _ in range(500):
        path, how = random.choice(files), random.choice(["flip", "cut", "longer", "gone", "elsewhere", "link"])
        kept, before = path.read_bytes(), set(path.parent.iterdir())
        harm(path, how, random)
        new = set(path.parent.iterdir()) - before
        wanted = new if how == "elsewhere" else {path}
        faults = "\n".join(verification.check(copy, data))
        if is_harmless(path, kept) and not new:
            harmless += 1
        else:
            assert all(f"{file.relative_to(copy).as_posix()}: " in faults for file in wanted), (path, how)
        for file in new:
            file.unlink()
        path.unlink(missing_ok=True)
        path.write_bytes(kept)
    assert verification.check(copy, data) == []
    assert harmless < 10


def test_a_lock_file_from_elsewhere_is_taken_and_a_bad_one_refused(town: Town, copy: Path, tmp_path: Path) -> None:
    change(copy / "eins" / "alt.html")
    data = json.loads((copy / "ausgaben.lock.json").read_text("utf-8"))
    data["ausgaben"]["eins"]["dateien"]["alt.html"] = "0" * 64
    (copy / "ausgaben.lock.json").write_text(json.dumps(data), "utf-8")
    assert checked(copy, "--sperre", str(town.project.lock_file))[0] == 1
    data["ausgaben"] = {"../geheim": data["ausgaben"]["eins"]}
    bad = tmp_path / "bad.json"
    bad.write_text(json.dumps(data), "utf-8")
    assert checked(copy, "--sperre", str(bad))[1][0] == "'../geheim': Die Sperrdatei nennt einen unzulässigen Namen."
    bad.write_text("[]", "utf-8")
    assert checked(copy, "--sperre", str(bad)) == (2, [f"{bad}: Das ist keine gültige Sperrdatei der Ausgaben."])
    assert checked(copy, "--sperre", str(tmp_path / "fehlt"))[0] == 2


def test_a_passage_goes_from_every_file_in_every_form_it_takes(town: Town, copy: Path) -> None:
    result = withdraw(town.project, [], [PRIVATE], NOTICE)
    assert result.changed == {"eins": ("SPR-01/index.html", "alt.html", "needs.json", "searchindex.js", "suche.js")}
    everything = b"".join(path.read_bytes() for path in town.project.store.folder.rglob("*") if path.is_file())
    assert b"erika" not in everything.lower()
    assert "<p>Es half <strong>(zurückgezogen am 01.03.2026)</strong>, sagt man.</p>" in town.text("eins/alt.html")
    assert '"terms":{"text":1}' in town.text("eins/searchindex.js")
    assert json.loads(town.text("eins/needs.json"))["versions"][""]["needs"]["SPR-01"]["title"] == (
        "Mit (zurückgezogen am 01.03.2026)"
    )
    assert "01.03.2026: zurückgezogen. Personenbezogene Angabe." in town.text("ausgaben/index.html")
    listed = "SPR-01/index.html, alt.html, needs.json, searchindex.js, suche.js"
    assert checked(town.site)[1] == [
        GOOD,
        f"Vermerkt: eins, 01.03.2026: zurückgezogen ({listed}). Personenbezogene Angabe.",
    ]
    assert "eins/alt.html: Dieser Stand wurde am 01.03.2026 zurückgezogen. Holen Sie die Kopie neu. " in (
        "\n".join(checked(copy, "--sperre", str(town.project.lock_file))[1])
    )
    assert not town.publish()


def test_excerpts_of_a_page_stop_its_withdrawal_until_somebody_decides(town: Town) -> None:
    sentence = "Ein Satz, den auch eine andere Seite wiederholt."
    pages = {"index.html": page("Start", sentence), "a.html": page("Seite", sentence)}
    rows = [
        ["Seite", "", "Seite", "a.html#x", "", f"{sentence} Geheim."],
        ["Seite", "", "Start", "index.html", "", "Anderes."],
    ]
    pages["suche-texte.js"] = f"Suche.lies({json.dumps({'texte': rows, 'synonyme': []})})\n"
    town.edition("drei", {**pages, "needs.json": needs(SPR_01="a")}, "2026-02-02")
    town.publish()
    before = town.files()
    with pytest.raises(PublishError) as caught:
        withdraw(town.project, ["a.html"], [], NOTICE)
    assert str(caught.value).splitlines()[:3] == [
        "In der Ausgabe drei wiederholen andere Dateien, was auf der Seite steht:",
        f"  „{sentence}“",
        "Dateien: index.html",
    ]
    assert town.files() == before
    withdraw(town.project, ["a.html"], [], NOTICE, "remove")
    assert sentence not in town.text("drei/index.html")
    assert "Diese Seite wurde zurückgezogen" in town.text("drei/a.html")
    kept = json.loads(town.text("drei/suche-texte.js").removeprefix("Suche.lies(").rstrip().removesuffix(")"))
    assert kept == {"texte": rows[1:], "synonyme": []}
    assert json.loads(town.text("drei/needs.json"))["versions"][""]["needs"]["SPR-01"] == {
        "id": "SPR-01",
        "type": "empfehlung",
        "docname": "a",
        "title": "(zurückgezogen am 01.03.2026)",
        "content": "(zurückgezogen am 01.03.2026)",
    }
    assert checked(town.site)[0] == 0


@pytest.mark.parametrize(
    ("pages", "passages", "reason", "complaint"),
    [
        ([], ["Das steht nirgends"], "Grund", "Das steht in keiner Ausgabe. Prüfen Sie die Schreibweise."),
        (
            ["nie.html"],
            [],
            "Grund",
            "Keine Ausgabe hat die Seite 'nie.html'. Nennen Sie sie ab dem Ordner der Ausgabe, zum Beispiel "
            "quellen.html.",
        ),
        ([], [PRIVATE], f"Name {PRIVATE}", "Der Grund wird veröffentlicht und darf die Stelle nicht wiederholen."),
        (
            [],
            ["an"],
            "Grund",
            "Die Stelle 'an' ist zu kurz; sie stünde überall. Nennen Sie mindestens vier Buchstaben.",
        ),
    ],
)
def test_what_can_not_be_withdrawn_changes_nothing(
    town: Town, pages: list[str], passages: list[str], reason: str, complaint: str
) -> None:
    before, locked = town.files(), town.project.lock_file.read_bytes()
    with pytest.raises(PublishError) as caught:
        withdraw(town.project, pages, passages, Notice(date(2026, 3, 1), reason))
    assert str(caught.value) == complaint
    assert (town.files(), town.project.lock_file.read_bytes()) == (before, locked)


def test_a_correction_stands_on_the_page_and_in_the_list_and_survives_a_rebuild(town: Town) -> None:
    correct(town.project, "zwei", "neu.html", Notice(date(2026, 3, 2), "Es muss <2025> heißen."))
    note = '<div class="ausgaben-berichtigung" role="note"><p><strong>Berichtigung vom 02.03.2026:</strong> '
    assert f"<main>\n{note}Es muss &lt;2025&gt; heißen.</p></div>" in town.text("zwei/neu.html")
    assert town.text("aktuell/neu.html") == town.text("zwei/neu.html")
    assert "02.03.2026: berichtigt (neu.html). Es muss &lt;2025&gt; heißen." in town.text("ausgaben/index.html")
    before = town.files()
    shutil.rmtree(town.project.store.folder)
    town.site.unlink()
    assert town.publish()
    assert town.files() == before
    with pytest.raises(PublishError, match=r"Die Ausgabe 'drei' gibt es nicht. Es gibt: eins, zwei."):
        correct(town.project, "drei", "neu.html", NOTICE)
    with pytest.raises(PublishError, match=r"Die Ausgabe zwei hat keine Seite 'alt.html'"):
        correct(town.project, "zwei", "alt.html", NOTICE)


@pytest.mark.parametrize(
    ("day", "text", "complaint"),
    [
        (
            as_of.today() + timedelta(days=1),
            "Es waren zehn.",
            "kommt erst noch. Nennen Sie den Tag, an dem Sie ändern.",
        ),
        (
            date(2026, 1, 31),
            "Es waren zehn.",
            "Am 31.01.2026 gab es die Ausgabe vom 01.02.2026 noch nicht. Nennen Sie den Tag, an dem Sie ändern.",
        ),
        (date(2026, 3, 1), " ", "Der Vermerk ist leer. Schreiben Sie, was auf der Seite stehen soll."),
        (date(2026, 3, 2), "Schon da.", "Diese Berichtigung steht mit diesem Tag schon auf 'neu.html'."),
    ],
)
def test_a_correction_that_can_not_be_meant_changes_nothing(town: Town, day: date, text: str, complaint: str) -> None:
    correct(town.project, "zwei", "neu.html", Notice(date(2026, 3, 2), "Schon da."))
    before = town.files()
    with pytest.raises(PublishError) as caught:
        correct(town.project, "zwei", "neu.html", Notice(day, text))
    assert str(caught.value).endswith(complaint)
    assert town.files() == before
    if "gab es" in complaint or "kommt erst" in complaint:
        with pytest.raises(PublishError) as caught:
            withdraw(town.project, [], ["Start neu"], Notice(day, text))
        assert str(caught.value).endswith(complaint)
        assert town.files() == before


def test_a_folder_that_is_no_copy_says_so(copy: Path) -> None:
    result = CliRunner().invoke(main, ["verify", str(copy / "eins")])
    assert result.exit_code == 2
    assert f"In {copy / 'eins'} liegt keine Sperrdatei (ausgaben.lock.json). Nennen Sie den Ordner" in result.stderr


def test_nothing_withdrawn_comes_back_when_it_is_interrupted_before_the_site_is_shown(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("konzept.publish.amending.show", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        withdraw(town.project, [], [PRIVATE], NOTICE)
    assert len(lock.load(town.project.lock_file).entries["eins"].changes) == 1
    assert town.publish()
    assert "Erika" not in town.text("eins/alt.html")
    texts = list(town.project.store.folder.rglob("alt.html"))
    assert texts
    assert not any("Erika" in path.read_text("utf-8") for path in texts)


def test_a_withdrawal_of_which_the_lock_file_lost_the_entry_stops_everything(town: Town) -> None:
    locked = town.project.lock_file.read_text("utf-8")
    withdraw(town.project, [], [PRIVATE], NOTICE)
    before = town.files()
    town.project.lock_file.write_text(locked, "utf-8")
    with pytest.raises(PublishError, match=r"In der Ausgabe 'eins' fehlt hier, was geändert wurde \(zurückgezogen am "):
        town.publish()
    assert town.files() == before


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.EACCES, "Dazu fehlt das Recht. Prüfen Sie, wem die Datei gehört."),
        (errno.EIO, "Der Datenträger antwortet nicht, wie er soll. Holen Sie die Kopie neu."),
        (errno.EPROTO, f"Das Betriebssystem lehnt ab (Fehler {errno.EPROTO})."),
    ],
)
@pytest.mark.parametrize("name", ["ausgaben.lock.json", "alt.html", "index.html.gz"])
def test_what_can_not_be_read_is_told_in_german_by_the_published_file(
    copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, number: int, reason: str
) -> None:
    read = Path.read_bytes
    (copy / "eins" / "index.html.gz").write_bytes(gzip.compress((copy / "eins" / "index.html").read_bytes()))

    def refuse(path: Path | str) -> bytes:
        if Path(path).name == name:
            raise OSError(number, os.strerror(number), str(path))
        return read(Path(path))

    monkeypatch.setattr(verification, "_content", refuse)
    monkeypatch.setattr(Path, "read_text", lambda path, encoding: refuse(path).decode(encoding))
    assert verification.main([str(copy)]) == 2
    assert capsys.readouterr().err.endswith(f"{name}: Die Datei lässt sich nicht lesen. {reason}\n")


def test_a_wrong_call_of_the_published_file_says_how_it_is_called(copy: Path) -> None:
    for words, code, first in ((["--sperre"], 2, "Falscher Aufruf."), (["--hilfe"], 0, "Prüft, ob eine Kopie")):
        ended, said = checked(copy, *words)
        assert (ended, said[0][: len(first)]) == (code, first)
        assert "Aufruf:  python pruefen.py [ORDNER] [--sperre DATEI]" in said


def test_the_published_file_checks_the_copy_in_which_it_lies(copy: Path, tmp_path: Path) -> None:
    def called(program: Path) -> tuple[int, str]:
        done = subprocess.run([sys.executable, str(program)], cwd=tmp_path, capture_output=True, text=True)
        return done.returncode, (done.stdout or done.stderr).splitlines()[0]

    elsewhere = tmp_path / "pruefen.py"
    elsewhere.write_bytes((copy / "pruefen.py").read_bytes())
    assert called(copy / "pruefen.py")[0] == 0
    assert called(elsewhere) == (2, "Falscher Aufruf.")
    (copy / "eins" / "index.html").write_text("anders", "utf-8")
    assert called(copy / "pruefen.py") == (1, "eins/index.html: Die Datei ist verändert.")
