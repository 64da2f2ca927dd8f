"""The quick way to a page's tags finds what the parser finds."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from konzept.editions.tags import pieces, read, tags

WORDS = st.sampled_from((*'<>/!-="&; \n', "a", "p", "Ab", "id", "class", "data-teil", "amp;", 'x="y"', "--", "é"))


@given(st.lists(WORDS, max_size=12).map(lambda words: f"<{''.join(words).replace('<', '')}>"))
@example('<a class="b c" href="#d">')
@example("</a>")
@example('<path d="M0 0"/>')
@example('<a href="?a&amp;b">')
@example("<a href='b' id=c disabled>")
@example('<svg viewBox="0 0 1 1">')
@example("<!-- c -->")
@example("<!DOCTYPE html>")
def test_a_tag_is_read_as_the_parser_reads_it(tag: str) -> None:
    cut = pieces(tag)
    if cut == ["", tag, ""]:
        assert read(tag) == next(iter(tags(tag)), None)


@pytest.mark.xdist_group("data")
def test_pieces_of_real_pages_are_their_tags(musterau_site: Path) -> None:
    for file in musterau_site.rglob("*.html"):
        page, at, found = file.read_text("utf-8"), 0, []
        for piece in pieces(page):
            tag = read(piece) if piece.startswith("<") else None
            if tag:
                found.append(tag._replace(start=at, end=at + len(piece)))
            at += len(piece)
        assert (file.name, found) == (file.name, tags(page))
