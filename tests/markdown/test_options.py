"""A line of options that is read without MyST gives what MyST reads in it."""

from hypothesis import example, given
from hypothesis import strategies as st
from myst_parser.parsers.options import options_to_items

from konzept.markdown import options

SIGNS = "aZä1_-–.,;()/+„“ :#'\"&*!|>%@`?[]{}~="
PARTS = st.sampled_from((*SIGNS, "null", "true", "---", "...", "\\", "\u00a0", "\u2028"))


@given(st.sampled_from(("id", "genannt_in", "a1")), st.lists(PARTS, min_size=1, max_size=9).map("".join))
@example("status", "in-umsetzung")
@example("grund", "Das Land fördert es (bis 2027), sagt die Stadt.")
@example("quelle", "Q-ZB; Q-2019 a")
@example("wer", "null")
@example("wer", "a -b")
def test_a_plain_line_is_what_myst_reads(name: str, value: str) -> None:
    line = f":{name}: {value}"
    if options._PLAIN.fullmatch(line):
        assert options_to_items(line[1:])[0] == [(name, value)]
        assert options._option(line) == (name, value, "")


def test_most_lines_are_plain() -> None:
    lines = (":id: SPR-01", ":status: in-umsetzung", ":seit: 2025-03-25", ":traeger: Amt 50 – Soziales (Stadt)")
    assert [bool(options._PLAIN.fullmatch(line)) for line in lines] == [True] * 4
