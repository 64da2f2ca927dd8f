"""Pages in other languages: their heads, and whether the German text has changed since."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from konzept import town
from konzept.examine import examine_folder
from konzept.examine.one_text import read_document
from konzept.languages import LANGUAGES
from konzept.languages.summaries import Foreign, fingerprint
from konzept.views.scope import Scope
from tests.project import TODAY, examine, recommendation, sphinx, write

GERMAN = "# Überblick\n\nDer Text.\n\n:::{ansicht} zahlen\n:::\n"
FILES = {"SPR-01.md": recommendation(), "kurz.md": GERMAN}


def page(stand: str, lang: str = "en", more: str = "") -> str:
    stand = f"stand: {stand}\n" if stand else ""
    return f"---\norphan: true\nlang: {lang}\nfasst_zusammen: kurz\n{stand}{more}---\n\n# In brief\n"


def stand(folder: Path) -> str:
    """The fingerprint that the examination offers."""
    found = examine(folder, {**FILES, "en.md": page("x")}).findings
    assert len(found) == 1
    return re.findall(r"stand: ([0-9a-f]{12})$", str(found[0]))[0]


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("SPR-01.md", recommendation().replace(":priority: weitere", ":priority: hoch")),
        ("SPR-01.md", recommendation("spr-01")),
        ("kurz.md", f"{GERMAN}\n<<<<<<< HEAD\n"),
        ("kurz.md", "\x00"),
    ],
    ids=["a faulty item", "a faulty ID", "a conflict", "a character that nobody sees"],
)
@pytest.mark.parametrize("written", ["123456789abc", ""], ids=["another stand", "no stand"])
def test_while_something_can_not_be_read_no_stand_is_offered(
    file: str, text: str, written: str, tmp_path: Path
) -> None:
    findings = examine(tmp_path, {**FILES, "en.md": page(written), file: text}).findings
    assert [finding.place.file for finding in findings] == [file]


def test_summary_of_the_text_as_it_is_is_up_to_date(tmp_path: Path) -> None:
    now = stand(tmp_path)
    examination = examine(tmp_path, {**FILES, "en.md": page(now)})
    assert examination.findings == ()
    assert examination.foreign == {"en.md": Foreign(language=LANGUAGES["en"], summarises="kurz.md")}


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("kurz.md", GERMAN.replace("Der Text.", "Ein anderer Text.")),
        ("SPR-02.md", recommendation("SPR-02")),
    ],
    ids=["words of the page", "what a view of the page shows"],
)
def test_summary_of_a_text_that_changed_is_outdated_and_the_hint_mends_it(file: str, text: str, tmp_path: Path) -> None:
    files = {**FILES, "en.md": page(stand(tmp_path))}
    examination = examine(tmp_path, {**files, file: text})
    hint = str(examination.findings[0])
    assert re.fullmatch(
        "en.md:5: Hinweis: Die Seite 'kurz' wurde geändert, seit diese Zusammenfassung geschrieben wurde. Lesen Sie "
        "beide, ändern Sie, was nicht mehr stimmt, und tragen Sie ein: stand: [0-9a-f]{12}",
        hint,
    )
    assert examination.foreign["en.md"].outdated
    mended = examine(tmp_path, {**files, file: text, "en.md": page(hint[-12:])})
    assert (mended.findings, mended.foreign["en.md"].outdated) == ((), False)


def test_time_alone_and_line_breaks_change_nothing(tmp_path: Path) -> None:
    event = (
        "# Termine\n\n:::{ansicht} termine\n:::\n\n:::{termin} Sitzung\n:id: T-2026-03-01-1\n:datum: 2026-03-01\n"
        ":art: Sitzung\n:betrifft: HF-SPR\n:quelle: Q-ZB\n:::\n"
    )
    folder = write(tmp_path, {"kurz.md": event})
    scope = Scope(concept=examine_folder(folder, TODAY).concept, town=town.load(folder), today=TODAY)
    reading = read_document(event, "kurz.md", folder)
    broken = read_document(
        "---\norphan: true\n---\n\n" + event.replace("# Termine\n", "# Termine\n\n"), "kurz.md", folder
    )
    later = replace(scope, today=TODAY.replace(year=2027))
    assert fingerprint(reading, scope) == fingerprint(reading, later) == fingerprint(broken, scope)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (page("x", lang="xx"), "en.md:3: Die Sprache 'xx' ist nicht bekannt. Möglich sind: de, de-simple, en, "),
        (
            page("x", lang="ar", more="dir: ltr\n"),
            "en.md:6: Bei 'lang: ar' gehört 'dir: rtl', gefunden: 'ltr'. Die Zeile darf auch fehlen.",
        ),
        (page(""), "en.md:4: Es fehlt, welcher Stand von 'kurz' zusammengefasst ist. Ergänzen Sie im Kopf: stand: "),
        (
            "---\nfasst_zusammen: kurz\n---\n\n# Kurz\n",
            "en.md:2: Eine Zusammenfassung nennt ihre Sprache. Ergänzen Sie im Kopf zum Beispiel: lang: en",
        ),
        (
            page("x").replace("fasst_zusammen: kurz", "fasst_zusammen: kurtz"),
            "en.md:4: Eine deutsche Seite 'kurtz' gibt es nicht. Gemeint ist vielleicht 'kurz'.",
        ),
        (
            page("x").replace("fasst_zusammen: kurz", "fasst_zusammen: en"),
            "en.md:4: Eine deutsche Seite 'en' gibt es nicht. ",
        ),
    ],
)
def test_wrong_head(text: str, message: str, tmp_path: Path) -> None:
    findings = examine(tmp_path, {**FILES, "en.md": text}).findings
    assert [finding.is_error for finding in findings] == [True]
    assert str(findings[0]).startswith(message)


def test_page_says_its_language_direction_and_that_it_is_outdated(tmp_path: Path) -> None:
    files = {**FILES, "en/index.md": page("x"), "ar/index.md": page(stand(tmp_path), lang="ar")}
    (tmp_path / "en.md").unlink()
    assert sphinx(write(tmp_path, files), tmp_path / "out") == ""
    english, arabic, german, other = (
        (tmp_path / "out" / name).read_text("utf-8")
        for name in ("en/index.html", "ar/index.html", "kurz.html", "SPR-01.html")
    )
    assert '<html lang="en">' in english
    assert '<html lang="ar" dir="rtl">' in arabic
    assert LANGUAGES["en"].changed in english
    assert LANGUAGES["ar"].changed not in arabic
    assert '<header class="kopf">' in english
    assert '<html lang="de">' in german
    assert '<header class="kopf">' in german
    menu = r'<a href="([^"]+)" lang="([^"]+)" hreflang="[^"]+"( aria-current="[a-z]+")?>([^<]+)</a></li>'
    assert re.findall(menu, german) == [
        ("kurz.html", "de", ' aria-current="page"', "Deutsch"),
        ("en/index.html", "en", "", "English"),
        ("ar/index.html", "ar", "", "العربية"),
    ]
    assert re.findall(menu, english)[0] == ("../kurz.html", "de", "", "Deutsch")
    assert re.findall(menu, other)[1] == ("en/index.html", "en", "", "English")
    assert 'class="hinweis-sprache"' not in german
