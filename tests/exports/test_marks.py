"""Marks of a page: found where they stand, whatever the theme looks like otherwise."""

from __future__ import annotations

import pytest

from konzept.exports.page_marks import PageMarks, marks, style_sheets

BODIES = {
    "marked": '<body><main><nav><p>Menü</p></nav><div data-teil="text">|Text</div></main>',
    "marked before all else": '<body><main><article><p data-teil="text">|Text</p></article></main>',
    "an article": '<body><main class="breite"><article class="text">|<h1>A</h1></article></main>',
    "an article behind a menu": "<body><MAIN>\n<nav><li>1<nav>2</nav></li></nav>\n<article>|A</article></MAIN>",
    "a menu and no article": "<body><main><nav>1</nav>|<h1>A</h1><article>B</article></main>",
    "words before the article": "<body><main>|Wort<article>A</article></main>",
    "an empty main": "<body><main>|</main><article>A</article>",
    "no main": '<body class="x">|<p>A</p><article>B</article>',
}


@pytest.mark.parametrize("name", BODIES)
def test_the_text_begins_behind_its_mark_or_where_older_themes_have_it(name: str) -> None:
    page = f"<!DOCTYPE html>\n<html>\n<head>\n<title>ä\u2028</title>\n</head>\n{BODIES[name]}\n</body>\n</html>\n"
    place = marks(page.replace("|", "")).text
    assert place == page.index("|")


def test_what_the_head_says_is_found_with_its_place() -> None:
    head = (
        '<head>\n<meta http-equiv="content-security-policy" content="default-src &#39;none&#39;">\n'
        '<link href="/a?b&amp;c" rel="canonical"/>\n'
        '<link rel="stylesheet" href="x.css"><link rel="icon" href="z.svg">\n'
    )
    page = f"{head}</HEAD >\n<body>"
    start = page.index("<link href")
    assert marks(page) == PageMarks(
        head_end=len(head),
        text=len(page),
        keep=(start, page.index("\n", start)),
        kept="/a?b&c",
        policy="default-src 'none'",
        has_icon=True,
    )
    assert style_sheets(page) == ["x.css"]


def test_a_page_that_forwards_says_where_to() -> None:
    assert marks('<meta content="0; url=../a&amp;b.html#SPR-01" http-equiv="Refresh">').forwards == "../a&b.html#SPR-01"


def test_without_marks_nothing_is_found() -> None:
    assert marks("<p>Ein Text mit </p> <!-- </head><body data-teil='text'> -->") == PageMarks()
