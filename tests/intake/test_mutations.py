"""Whatever happens to a patch on its way: it is taken as it was made, refused, or at odds, and never half."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from konzept.intake.house import House
from konzept.intake.outcome import Intake
from konzept.intake.patch_reader import blob
from konzept.intake.results import as_markdown, as_text
from konzept.intake.taking import take_in
from tests.desk.town import texts
from tests.intake.handing import house, patch, report

SLOW = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> tuple[House, bytes, Intake]:
    """A town, a session of reports about it, and what they change; they do not build on one another."""
    docs = texts(tmp_path_factory.mktemp("stadt"))
    made = patch(docs, report("sachstand"), report("empfehlung"), report("text", titel="Für Mütter"))
    there = house(docs)
    return there, made, take_in({"x.patch": made}, there)


MUTATIONS = st.lists(
    st.one_of(
        st.tuples(st.just("byte"), st.integers(0, 10**6), st.integers(0, 255)),
        st.tuples(st.just("cut"), st.integers(0, 10**6), st.integers(1, 400)),
        st.tuples(st.just("double"), st.integers(0, 10**6), st.integers(1, 400)),
        st.tuples(st.just("line"), st.integers(0, 10**6), st.integers(0, 10**6)),
        st.tuples(st.just("insert"), st.integers(0, 10**6), st.sampled_from(range(12))),
    ),
    min_size=1,
    max_size=4,
)
LINES = (
    b"diff --git a/docs/x.md b/docs/x.md",
    b"+++ b/docs/../x.md",
    b"@@ -1 +1 @@",
    b"@@ -0,0 +1,2 @@",
    b"+x",
    b"-x",
    b" x",
    b"\\ No newline at end of file",
    b"new file mode 100644",
    b"index 0000000..1111111 100644",
    b"-- ",
    b"From x",
)


def mutated(content: bytes, mutations: list[tuple[str, int, int]]) -> bytes:
    """The content after these changes."""
    for kind, at, more in mutations:
        at %= len(content) or 1
        lines = content.split(b"\n")
        if kind == "byte":
            content = content[:at] + bytes([more]) + content[at + 1 :]
        elif kind == "cut":
            content = content[:at] + content[at + more :]
        elif kind == "double":
            content = content[: at + more] + content[at:]
        elif kind == "line":
            one, other = at % len(lines), more % len(lines)
            lines[one], lines[other] = lines[other], lines[one]
            content = b"\n".join(lines)
        else:
            lines.insert(at % (len(lines) + 1), LINES[more])
            content = b"\n".join(lines)
    return content


@SLOW
@given(MUTATIONS)
def test_a_changed_patch_is_never_taken_by_half(
    place: tuple[House, bytes, Intake], mutations: list[tuple[str, int, int]]
) -> None:
    there, made, whole = place
    found = take_in({"x.patch": mutated(made, mutations)}, there)
    known = {(change.path, change.new) for outcome in whole.outcomes for change in outcome.changes}
    assert found.outcomes
    for outcome in found.outcomes:
        if outcome.verdict in ("conflict", "refused"):
            assert outcome.changes == ()
            assert outcome.remarks or outcome.clashes
        assert {(change.path, change.new) for change in outcome.changes} <= known
    state = dict(there.texts.files)
    for outcome in found.outcomes:
        for change in outcome.changes:
            assert state.get(change.path) == change.old
            state[change.path] = change.new or b""
    assert {change.path: change.new for change in found.changes} == {
        path: content for path, content in state.items() if there.texts.files.get(path) != content
    }
    for text in (as_text(found), as_markdown(found)):
        assert not set(text) & {chr(n) for n in (*range(9), *range(14, 32), 0x202E, 0x200B)}


@SLOW
@given(st.binary(max_size=600))
def test_any_bytes_are_told_and_nothing_is_taken(place: tuple[House, bytes, Intake], content: bytes) -> None:
    there, _, _ = place
    found = take_in({"x": content, "y": b"From: x@example.org\n" + content}, there)
    assert {outcome.verdict for outcome in found.outcomes} == {"refused"}
    assert found.changes == ()


def test_the_sum_is_that_of_git() -> None:
    assert blob(b"") == "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"
