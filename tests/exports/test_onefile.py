"""The website as one file: whole, with unique anchors and without a link that leads nowhere."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from konzept import website
from konzept.exports import articles
from konzept.exports.onefile import Chapter, Cover, joined, part
from konzept.web.hyphens import written
from tests.project import TODAY, recommendation, sphinx, write

COVER = Cover(title="Konzept & Stadt", day="Stichtag: 31.01.2026.", says=("Nicht amtlich.",), base="")
CHAPTER = Chapter(file="a/index.html", title="Kapitel <1>", depth=1)
TEXT = (
    '<body><article class="text" data-teil="text">\n<section id="kapitel"><h1 id="SPR-01">Kapitel'
    '<a class="headerlink" href="#kapitel" aria-label="Adresse">#</a></h1>'
    '<p><a href="../b.html">b</a> <a href="../b.html#teil">Teil</a> <a href="#kapitel">hier</a>'
    ' <a href="../en/x.html">x</a> <a href="https://example.org/#y">y</a> <a href="mailto:a@example.org">m</a></p>'
    '<label for="wahl">W</label><input id="wahl" name="gruppe">'
    '<p>id=&quot;kein&quot; <img src="../_images/z.svg" alt="Z"></p>'
    "</section></article></body>"
)
ARTICLE = '<article class="text" data-teil="text"><h1 id="teil">B</h1><h6>Tief</h6></article>'
OTHER = Chapter(file="b.html", title="B", depth=3)


def whole(base: str = "") -> str:
    cover = Cover(title=COVER.title, day=COVER.day, says=COVER.says, base=base)
    texts, items = {CHAPTER: TEXT, OTHER: ARTICLE}, {"SPR-01": "a/index.html", "teil": "c.html"}
    known = {page.file for page in texts}
    parts = [part(page, text, known, base, items, lambda file: file.encode()) for page, text in texts.items()]
    return joined(list(texts), parts, cover, "p{}")


def test_articles_follow_each_other_with_their_own_anchors() -> None:
    body = whole().partition("<main")[2]
    picture = base64.b64encode(b"_images/z.svg").decode()
    assert body == (
        ' id="inhalt" class="breite">\n'
        '<article class="text" id="seite-a-index">\n<section id="seite-a-index-kapitel"><h2 id="SPR-01">Kapitel</h2>'
        '<p><a href="#seite-b">b</a> <a href="#seite-b-teil">Teil</a> <a href="#seite-a-index-kapitel">hier</a>'
        ' <a>x</a> <a href="https://example.org/#y">y</a> <a href="mailto:a@example.org">m</a></p>'
        '<label for="seite-a-index-wahl">W</label><input id="seite-a-index-wahl" name="seite-a-index-gruppe">'
        f'<p>id=&quot;kein&quot; <img src="data:image/svg+xml;base64,{picture}" alt="Z"></p>'
        "</section></article>\n"
        '<article class="text" id="seite-b"><h3 id="seite-b-teil">B</h3><h6>Tief</h6></article>\n'
        "</main>\n</body>\n</html>\n"
    )


def test_link_to_a_page_that_is_not_in_the_file_leads_to_the_website_if_there_is_one() -> None:
    assert '<a href="https://konzept.example.org/en/x.html">x</a>' in whole("https://konzept.example.org")


def test_policy_allows_its_own_style_sheet_and_nothing_else() -> None:
    digest = base64.b64encode(hashlib.sha256(b"p{}").digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    assert f'content="{policy}"' in whole()
    assert "<style>p{}</style>" in whole()


def test_cover_says_what_the_file_is_and_the_contents_nest() -> None:
    head = whole().partition("<main")[0]
    assert "<h1>Konzept &amp; Stadt</h1>\n<p>Stichtag: 31.01.2026.</p>\n<p>Nicht amtlich.</p>" in head
    chapter = '<li><a href="#seite-a-index">Kapitel &lt;1&gt;</a>'
    assert f'<ul>\n{chapter}<ul>\n<li><a href="#seite-b">B</a></li>\n</ul></li>\n</ul>' in head


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The file of a small town, in which two pages have the same headings."""
    folder = write(
        tmp_path_factory.mktemp("stadt"),
        {
            "SPR-01.md": recommendation(),
            "a.md": "# A\n\n## Ausgangslage\n\nZu {need}`SPR-01` und [b](b.md).\n",
            "b.md": "# B\n\n## Ausgangslage\n\n:::{ansicht} alle\n:::\n\n| x | y |\n|---|---|\n| 1 | 2 |\n",
            "en.md": "---\norphan: true\nlang: en\n---\n\n# English\n",
        },
    )
    assert sphinx(folder, folder / "out") == ""
    return written(folder / "out" / "mitnehmen" / "konzept.html")


def test_every_anchor_is_there_once_and_every_link_leads_to_one(built: str) -> None:
    anchors = Counter(re.findall(r'\sid="([^"]+)"', built))
    assert [anchor for anchor, count in anchors.items() if count > 1] == []
    links = set(re.findall(r'href="#([^"]+)"', built))
    assert {"SPR-01", "seite-a", "seite-b"} <= links
    assert links - anchors.keys() == set()
    assert {"seite-a-ausgangslage", "seite-b-ausgangslage"} <= anchors.keys()


def test_file_has_all_pages_one_title_and_no_gap_in_its_headings(built: str) -> None:
    assert re.findall(r'<article class="text" id="([^"]+)">', built)[0] == "seite-index"
    assert "seite-en" not in built
    levels = [int(level) for level in re.findall(r"<h([1-6])", built)]
    assert levels.count(1) == 1
    assert not [b for a, b in pairwise(levels) if b > a + 1]
    assert "<script" not in built
    assert "Keine amtliche Veröffentlichung der Stadt Musterau" in built


def test_a_build_after_a_change_gives_the_same_file_as_a_fresh_one(tmp_path: Path) -> None:
    folder = write(tmp_path / "docs", {"SPR-01.md": recommendation()})
    sphinx(folder, tmp_path / "out")
    write(folder, {"SPR-01.md": recommendation(more=":kosten: 10 €\n")})
    sphinx(folder, tmp_path / "out")
    sphinx(folder, tmp_path / "fresh")
    later, fresh = ((tmp_path / name / "mitnehmen" / "konzept.html").read_bytes() for name in ("out", "fresh"))
    assert b"10 \xe2\x82\xac" in later
    assert later == fresh


def test_a_theme_without_the_mark_stops_the_build(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A changed layout gives no file with empty chapters, but an error that says what is missing."""
    monkeypatch.setattr(articles, "MARK", ("data-teil", "anders"))
    target = tmp_path / "html"
    assert not website.build(write(tmp_path / "docs", {}), target, TODAY)
    assert not target.exists()
    assert 'In der Seite index.html fehlt ein <article data-teil="anders"> oder sein Ende.' in capsys.readouterr().err


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("<p id='x'>", '<p id="seite-a-x">'),
        ("<a href=#b>", '<a href="#seite-a-b">'),
        ('<p\tid = "x" hidden>', '<p id="seite-a-x" hidden>'),
        ('<P title="a &amp; \'b\'" ID="x">', '<p title="a &amp; &#x27;b&#x27;" id="seite-a-x">'),
        ('<svg><use href="#p"/>', '<svg><use href="#seite-a-p"/>'),
    ],
)
def test_an_attribute_gets_its_new_value_however_it_is_written(tag: str, expected: str) -> None:
    page, text = Chapter(file="a.html", title="A", depth=1), f'<article data-teil="text">{tag}A</article>'
    assert f'id="seite-a">{expected}A</article>' in part(page, text, {page.file}, "", {}, lambda _: b"")


def test_an_article_is_taken_over_as_it_stands() -> None:
    page = (
        '<main><article class="neu text" data-teil="text"><h1>A &amp; B<a class="headerlink" href="#a">#</a></h1>'
        '<svg viewBox="0 0 1 1"><path d="M0 0"/></svg><article>innen</article>x &#62; y &lt; z<br></article></main>'
    )
    assert articles.article(page, "a.html", lambda attributes: attributes, 1) == (
        '<h2>A &amp; B</h2><svg viewBox="0 0 1 1"><path d="M0 0"/></svg><article>innen</article>x &#62; y &lt; z<br>'
    )
