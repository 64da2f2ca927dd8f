"""What a withdrawn page left is found by the marks of our files; a file without them stops the withdrawal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import pytest

from konzept.errors import KonzeptError
from konzept.publish.withdrawal.traces import TracePage

FEED: Final = """<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de">
  <id>urn:uuid:1</id>
  <entry>
    <title>&lt;entry&gt; &amp; mehr</title>
    <link href="b.html"/>
  </entry>
  <entry>
    <title>A</title>
    <link rel='alternate' href='https://example.org/aktuell/a.html#x'/>
  </entry>
</feed>
"""
DAY: Final = (
    "BEGIN:VEVENT\r\nSUMMARY{}:{}\r\nDTSTART;VALUE=DATE:20260101\r\nDTSTAMP:20260101T000000Z\r\nUID:1\r\nEND:VEVENT\r\n"
)
CALENDAR: Final = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{}END:VCALENDAR\r\n"
OTHER_DAY: Final = DAY.format("", "Ein anderer Tag") + DAY.format("", "Erneut prüfen: SPR-011 Mehr\\, Kurse")
WHOLE: Final = """<body>
<ul><li><a href="#seite-a">A</a></li></ul>
<main>
<article class="text" id="seite-a"><p title="</article>">A</p><article>Karte</article><!-- </article> --></article>
<article class="text" id="seite-b"><p>B</p></article>
</main></body>
"""
FILES: Final = {
    "a.html": "A",
    "b.html": "B",
    "x.atom": FEED,
    "termine.ics": CALENDAR.format(
        OTHER_DAY
        + DAY.format(";LANGUAGE=de", "Mehr\\, \r\n Kurse")
        + DAY.format("", "Erneut prüfen: SPR-01 Mehr\\, Kurse (Vorschlag der Redaktion)")
    ),
    "mitnehmen/konzept.html": WHOLE,
}


def forget(folder: Path, changed: dict[str, str]) -> dict[str, str]:
    """The files after a page was forgotten in them."""
    need = {"id": "SPR-01", "title": "Mehr, Kurse", "docname": "a"}
    needs = json.dumps({"versions": {"": {"needs": {"SPR-01": need}}}})
    for name, text in {**FILES, "needs.json": needs, **changed}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(text.encode())
    list(TracePage.of(folder, "a.html").forget("(weg)"))
    return {name: (folder / name).read_bytes().decode() for name in FILES}


def test_entries_days_and_the_chapter_of_the_page_go_and_every_other_byte_stays(tmp_path: Path) -> None:
    begin, end = FEED.index("  <entry>\n    <title>A"), FEED.index("</feed>")
    chapter = WHOLE[WHOLE.index('<p title="') : WHOLE.index("</article>\n<article class")]
    assert forget(tmp_path, {}) == {
        "a.html": "A",
        "b.html": "B",
        "x.atom": FEED[:begin] + FEED[end:],
        "termine.ics": CALENDAR.format(OTHER_DAY),
        "mitnehmen/konzept.html": WHOLE.replace(chapter, "<p>(weg)</p>"),
    }


def test_a_page_that_is_no_chapter_leaves_the_one_file_as_it_is(tmp_path: Path) -> None:
    other = WHOLE.replace("seite-a", "seite-c")
    assert forget(tmp_path, {"mitnehmen/konzept.html": other})["mitnehmen/konzept.html"] == other


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("x.atom", FEED.replace("</entry>", ""), "kein lesbarer Feed ("),
        ("x.atom", FEED.replace("<link", "<verweis"), "kein Feed, dessen Einträge alle einen <link> haben."),
        ("x.atom", FEED.replace("2005/Atom", "2006/Atom"), "kein Feed, dessen Einträge alle einen <link> haben."),
        ("termine.ics", FILES["termine.ics"].replace("END:VEVENT", ""), "kein lesbarer Kalender ("),
        ("termine.ics", "Guten Tag", "kein lesbarer Kalender ("),
        ("termine.ics", FILES["termine.ics"].replace("SUMMARY", "X-Y"), "Einträge alle ein SUMMARY haben."),
        (
            "mitnehmen/konzept.html",
            WHOLE.replace('id="seite-a"', ""),
            'fehlt das <article id="seite-a"> oder sein Ende',
        ),
        ("mitnehmen/konzept.html", WHOLE.replace("</article>", ""), 'fehlt das <article id="seite-a"> oder sein Ende'),
        ("mitnehmen/konzept.html", "<main>Nichts</main>", 'fehlt das <article id="seite-a"> oder sein Ende'),
    ],
)
def test_a_file_without_its_marks_stops_the_withdrawal(tmp_path: Path, name: str, text: str, said: str) -> None:
    with pytest.raises(KonzeptError) as stopped:
        forget(tmp_path, {name: text})
    assert name in str(stopped.value)
    assert said in str(stopped.value)
    assert str(stopped.value).endswith("Geändert wurde nichts. Stellen Sie die Datei aus einer Kopie wieder her.")
    assert (tmp_path / name).read_bytes().decode() == text
