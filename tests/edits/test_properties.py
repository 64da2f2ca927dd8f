"""Edits of real, changed and generated texts: what was meant is read back, and every other byte is as before.

What is expected is worked out here from the text before, by means of its own: it asks the reader, but none of the code
that edits.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any, Final

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from konzept.edits import (
    Document,
    EditError,
    NewItem,
    add_item,
    add_page,
    add_text,
    add_to_part,
    new_file,
    remove_option,
    set_option,
    set_part,
    set_text,
    set_title,
)
from konzept.markdown.reader import read
from konzept.markdown.records import Record
from konzept.model import TYPE_BY_NAME, Source
from tests.project import ROOT
from tools.grammar import ODD_TEXT, documents, dossiers, mutated

# real texts are long where hypothesis shows an example
pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")
REAL: Final = [
    path.read_text(encoding="utf-8")
    for folder in ("docs", "tests/musterau", "tests/steinbrueck")
    for path in sorted((ROOT / folder).rglob("*.md"))
]
WITH_ITEMS: Final = [text for text in REAL if any(record.id for record in read(text, "a.md").records)]
NESTED: Final = """\
% Ein Kommentar

::::{note}
:::{quelle} In einem Block
:art: presse
:id: Q-X1
:::
::::

:::::{empfehlung} Mit Einträgen darin
:status: offen
:handlungsfeld:   HF-SPR
:id: SPR-77

Frei.

::::{sachstand} Darin
:id: SPR-77-S1
:datum: 2020-01-01

:::{note}
Noch tiefer
:::
::::

## Laut Quelle

```text
:::{quelle} nur ein Beispiel
:id: Q-X2
:::
```
:::::

> :::{quelle} Im Zitat
> :id: Q-X3
>
> Text
> :::

- Liste
  :::{quelle} In der Liste
  :art: presse
  :id: Q-X4
  :::
"""
HEADS: Final = ("", "---\norphan: true\n---\n\n")
Writing = Callable[[str], bytes]


def _written(text: str, end: str, bom: bool, apart: bool, cut: bool, seed: int) -> bytes:
    lines = (text.rstrip("\n") if cut else text).split("\n")
    ends = [end or ("\n", "\r\n", "\r")[(seed >> (2 * (n % 8))) % 3] for n in range(len(lines) - 1)]
    whole = "".join(line + how for line, how in zip(lines, [*ends, ""], strict=True))
    return b"\xef\xbb\xbf" * bom + unicodedata.normalize("NFD" if apart else "NFC", whole).encode()


WRITINGS: Final[st.SearchStrategy[Writing]] = st.tuples(
    st.sampled_from(["\n", "\n", "\r\n", "\r", ""]),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.integers(0, 2**16),
).map(lambda how: lambda text: _written(text, *how))
TEXTS: Final = st.one_of(
    st.sampled_from(WITH_ITEMS),
    st.just(NESTED),
    mutated([*REAL, NESTED], REAL),
    documents(odd=False).map(lambda found: found.text),
    documents(odd=True).map(lambda found: found.text),
    dossiers(odd=True).map(lambda found: found.text),
)
WORDS: Final = st.text("abzäöüßÄ 019.,–„“§()/", min_size=1, max_size=30).filter(lambda text: text.strip())
VALUES: Final = st.one_of(WORDS, ODD_TEXT, st.lists(ODD_TEXT, max_size=3).map("".join), st.text(max_size=8))
BODIES: Final = st.one_of(
    WORDS,
    st.lists(st.one_of(WORDS, ODD_TEXT, st.just("")), max_size=6).map("\n".join),
    documents(odd=True).map(lambda found: found.text.partition("\n\n")[2]),
    st.sampled_from(["::::{note}\nText\n::::", ":::{quelle} X\n:id: Q-NEU\n:::", ":::", "```", "% x", "[1]: a", "---"]),
)


def _records(content: bytes) -> list[Record]:
    return read(content.decode("utf-8-sig"), "a.md").records


def _facts(record: Record) -> tuple[Any, ...]:
    return record.type, record.title, dict(record.options), record.text


def _kept(old: bytes, new: bytes) -> tuple[int, int]:
    """How many bytes at the beginning and at the end are the same."""
    most = min(len(old), len(new))
    first = next((n for n in range(most) if old[n] != new[n]), most)
    last = next((n for n in range(most - first) if old[-1 - n] != new[-1 - n]), most - first)
    return first, last


def _lines(content: bytes) -> list[bytes]:
    return re.findall(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$", content)


def _try(edit: Callable[[], Document]) -> Document | None:
    try:
        return edit()
    except EditError as error:
        assert re.match(r"[\w./]+\.md:\d+: \S", str(error))
        return None


def _same_writing(old: Document, new: Document) -> None:
    assert new.content.startswith(b"\xef\xbb\xbf") == old.content.startswith(b"\xef\xbb\xbf")
    before, after = old.content.decode(), new.content.decode()
    if unicodedata.is_normalized("NFD", before) and not unicodedata.is_normalized("NFC", before):
        assert unicodedata.is_normalized("NFD", after)
    assert set(re.findall(r"\r\n|\r|\n", after)) <= (set(re.findall(r"\r\n|\r|\n", before)) or {"\n"})


def _chosen(data: st.DataObject, document: Document) -> Record | None:
    records = [record for record in document.reading.records if record.id]
    return data.draw(st.sampled_from(records)) if records else None


@given(text=TEXTS, head=st.sampled_from(HEADS), writing=WRITINGS, value=VALUES, data=st.data())
def test_an_option_is_set_and_nothing_else(
    text: str, head: str, writing: Writing, value: str, data: st.DataObject
) -> None:
    document = Document("a.md", writing(head + text))
    if (record := _chosen(data, document)) is None:
        return
    name = data.draw(
        st.sampled_from([*record.options, *(spec.name for _, spec in TYPE_BY_NAME[record.type].options())])
    )
    new = _try(lambda: set_option(document, record.id, name, value))
    if new is None:
        return
    _same_writing(document, new)
    wanted = unicodedata.normalize("NFC", value.strip())
    before, after = _records(document.content), _records(new.content)
    assert len(before) == len(after)
    for old, found in zip(before, after, strict=True):
        if old.place == record.place:
            assert _facts(found) == (old.type, old.title, {**old.options, name: wanted}, old.text)
            assert [option for option in found.options if option in old.options] == [*old.options]
            assert name not in found.unread
        elif not (old.place.line < record.place.line and old.end > record.end):
            assert _facts(found) == _facts(old)
    first, last = _kept(document.content, new.content)
    old_lines, new_lines = _lines(document.content), _lines(new.content)
    number = record.lines.get(name)
    if number:
        assert [n for n, pair in enumerate(zip(old_lines, new_lines, strict=True), 1) if len({*pair}) > 1] in (
            [],
            [number],
        )
    else:
        assert len(new_lines) == len(old_lines) + 1
        assert first + last >= len(document.content)


@given(text=TEXTS, writing=WRITINGS, data=st.data())
def test_an_option_is_removed_and_comes_back(text: str, writing: Writing, data: st.DataObject) -> None:
    document = Document("a.md", writing(text))
    if (record := _chosen(data, document)) is None:
        return
    name = data.draw(st.sampled_from([*record.options]))
    new = _try(lambda: remove_option(document, record.id, name))
    if new is None:
        return
    lines = _lines(document.content)
    assert _lines(new.content) == lines[: record.lines[name] - 1] + lines[record.lines[name] :]
    known = [spec.name for _, spec in TYPE_BY_NAME[record.type].options()]
    if name in known and record.options[name] and (back := _try(lambda: _back(new, record, name))):
        found = next(found for found in _records(back.content) if found.id == record.id)
        assert _facts(found) == _facts(record)


def _back(document: Document, record: Record, name: str) -> Document:
    return set_option(document, record.id, name, record.options[name])


@given(text=TEXTS, writing=WRITINGS, body=BODIES, how=st.sampled_from(["whole", "part", "more"]), data=st.data())
def test_a_text_is_replaced_or_continued_and_nothing_else(
    text: str, writing: Writing, body: str, how: str, data: st.DataObject
) -> None:
    document = Document("a.md", writing(text))
    if (record := _chosen(data, document)) is None:
        return
    headings = ["", "Neue Überschrift", *(title for title, _ in record.parts)]
    heading = data.draw(st.sampled_from(headings))
    change = {
        "whole": lambda: set_text(document, record.id, body),
        "part": lambda: set_part(document, record.id, heading, body),
        "more": lambda: add_to_part(document, record.id, heading, body),
    }[how]
    new = _try(change)
    if new is None:
        return
    _same_writing(document, new)
    wanted = unicodedata.normalize("NFC", body.replace("\r\n", "\n").replace("\r", "\n")).strip("\n")
    wanted = wanted if wanted.strip() else ""
    before, after = _records(document.content), _records(new.content)
    found = next(found for found in after if found.id == record.id)
    assert (found.type, found.title, found.options) == (record.type, record.title, record.options)
    if how == "whole":
        assert found.text == wanted
    elif how == "more":
        assert wanted in found.text
        first, last = _kept(document.content, new.content)
        assert first + last >= len(document.content) or ":::" in body or "```" in body
    else:
        assert wanted in found.text
        if not re.search("^ {0,3}#|^ {0,3}(=+|-+) *$", wanted, re.MULTILINE) and "[" not in body + text:
            parts = {title: below.strip("\n") for title, below in found.parts}
            old_parts = {title: below.strip("\n") for title, below in record.parts}
            assert parts.get(heading, "") == wanted
            assert {**parts, heading: ""} == {**old_parts, heading: ""}
    others = [
        _facts(other) for other in before if other.place.line < record.place.line and other.end < record.place.line
    ]
    assert [_facts(other) for other in after][: len(others)] == others
    below = [_facts(other) for other in before if other.place.line > record.end]
    assert not below or [_facts(other) for other in after][-len(below) :] == below
    lines, new_lines = _lines(document.content), _lines(new.content)
    assert new_lines[: record.place.line - 1] == lines[: record.place.line - 1]
    rest = lines[record.end :]
    assert not rest or new_lines[-len(rest) :] == rest


@given(text=TEXTS, head=st.sampled_from(HEADS), writing=WRITINGS, title=VALUES, body=BODIES, data=st.data())
def test_items_are_added_and_nothing_else(
    text: str, head: str, writing: Writing, title: str, body: str, data: st.DataObject
) -> None:
    document = Document("a.md", writing(head + text))
    options = {"art": data.draw(VALUES), "vollstaendig": "ja"}
    items = [NewItem(kind=Source, id=f"Q-NEU-{n}", title=title, options=options, text=body) for n in range(2)]
    record = _chosen(data, document)
    where = data.draw(st.sampled_from([{}, {"after": record.id if record else ""}, {"below": "Quellen"}]))
    new = _try(lambda: add_item(document, *items, **where))
    if new is None:
        return
    _same_writing(document, new)
    normal = lambda value: unicodedata.normalize("NFC", value)  # noqa: E731  # short
    wanted_text = normal(body.replace("\r\n", "\n").replace("\r", "\n")).strip("\n")
    added = [
        (
            "quelle",
            normal(title).strip(),
            {k: v for k, v in {"id": item.id, **{k: normal(v).strip() for k, v in options.items()}}.items() if v},
            wanted_text if wanted_text.strip() else "",
        )
        for item in items
    ]
    before, after = _records(document.content), [_facts(found) for found in _records(new.content)]
    index = next(n for n, facts in enumerate(after) if facts[2].get("id") == "Q-NEU-0")
    assert after[index : index + 2] == added
    assert after[:index] + after[index + 2 :] == [_facts(old) for old in before]
    if "after" in where and record:
        assert index == sum(old.place.line <= record.end for old in before)
    first, last = _kept(document.content, new.content)
    assert first + last >= len(document.content)


@given(text=TEXTS, writing=WRITINGS, body=BODIES, title=VALUES, data=st.data())
def test_pages_get_text_and_items_get_titles_and_nothing_else(
    text: str, writing: Writing, body: str, title: str, data: st.DataObject
) -> None:
    document = Document("a.md", writing(text))
    record = _chosen(data, document)
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE) or ["Ende"]
    heading = data.draw(st.sampled_from(headings))
    for change in (
        lambda: add_text(document, body),
        lambda: add_text(document, body, below=heading),
        lambda: add_page(document, "b/neu.md"),
    ):
        if new := _try(change):
            _same_writing(document, new)
            assert [_facts(found) for found in _records(new.content)] == [
                _facts(old) for old in _records(document.content)
            ]
    if record is None:
        return
    if new := _try(lambda: set_title(document, record.id, title)):
        found = next(found for found in _records(new.content) if found.id == record.id)
        wanted = unicodedata.normalize("NFC", title.strip())
        assert _facts(found) == (record.type, wanted, dict(record.options), record.text)
        assert len(_lines(new.content)) == len(_lines(document.content))


@given(title=VALUES, options=st.lists(VALUES, min_size=3, max_size=3), body=BODIES, value=VALUES)
def test_a_new_file_is_read_as_it_was_given(title: str, options: list[str], body: str, value: str) -> None:
    names = ("datum", "art", "url")
    item = NewItem(kind=Source, id="Q-A", title=title, options=dict(zip(names, options, strict=True)), text=body)
    head = {"muster": "true", "liste": [value, {"a": value, "b": ""}], "mehr": {"x y": value}}
    new = _try(lambda: new_file("a/b.md", item, head=head))
    if new is None:
        return
    front, text = new.content.decode().removeprefix("---\n").split("\n---\n", 1)
    assert yaml.safe_load(front)["liste"][1]["b"] is None
    assert yaml.load(front, yaml.BaseLoader) == head  # noqa: S506  # makes nothing but texts
    (found,) = read(text, "a/b.md").records
    wanted = {name: unicodedata.normalize("NFC", given).strip() for name, given in item.options.items()}
    assert found.options == {"id": "Q-A", **{name: given for name, given in wanted.items() if given}}


@given(text=st.sampled_from(WITH_ITEMS), writing=WRITINGS, word=WORDS, data=st.data())
def test_plain_words_are_never_refused_in_real_texts(
    text: str, writing: Writing, word: str, data: st.DataObject
) -> None:
    document = Document("a.md", writing(text))
    record = _chosen(data, document)
    assert record is not None
    word = f"W{word}"
    for _, spec in TYPE_BY_NAME[record.type].options():
        assert set_option(document, record.id, spec.name, word).content != document.content
    for heading in (*(title for title, _ in record.parts), "Neu"):
        assert word.strip() in set_part(document, record.id, heading, word).block(record.id).record.text
    item = NewItem(kind=Source, id="Q-NEU", title=word, text=word)
    for where in ({}, {"after": record.id}):
        assert add_item(document, item, **where).block("Q-NEU").record.title == word.strip()
