"""What we change in others' code: needed still, and without another result."""

from __future__ import annotations

import copy
import gc
import io
import logging
import sys
import zlib
from collections.abc import Callable
from itertools import product
from pathlib import Path
from types import SimpleNamespace

import pytest
import sphinx.builders
import sphinx.events
import sphinx.util.docutils
from docutils import frontend, nodes
from docutils.parsers.rst import Parser
from docutils.readers import standalone
from myst_parser.config.main import MdParserConfig
from myst_parser.mdit_to_docutils import base
from myst_parser.mdit_to_docutils.base import DocutilsRenderer
from myst_parser.parsers.mdit import create_md_parser
from pytest import MonkeyPatch
from sphinx.application import Sphinx
from sphinx.builders import html
from sphinx.events import EventManager
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx_needs import needs, needsfile, utils
from sphinx_needs.need_item import NeedItem, NeedLink

from konzept.extension import upstream
from tests.project import ROOT, write

FLAGS = ("include_self", "descend", "siblings", "ascend")


def test_sphinx_still_makes_a_parser_of_options_for_each_text(monkeypatch: MonkeyPatch) -> None:
    made: list[str] = []
    parser = frontend.OptionParser
    monkeypatch.setattr(sphinx.util.docutils, "OptionParser", lambda **asked: made.append("") or parser(**asked))
    upstream.speed_up()
    original = sphinx.util.docutils._get_settings.__wrapped__  # type: ignore[attr-defined]
    for _ in range(2):
        original(standalone.Reader, Parser(), defaults={}, read_config_files=True)
    assert len(made) == 2


def test_myst_still_makes_a_document_that_it_does_not_use(monkeypatch: MonkeyPatch) -> None:
    made: list[str] = []
    document = base.make_document()
    make = base.make_document
    monkeypatch.setattr(base, "make_document", lambda: made.append("") or make())
    markdown = create_md_parser(MdParserConfig(), DocutilsRenderer)
    markdown.options["document"] = document
    markdown.render("Text.")
    assert document.astext() == "Text."
    assert made == [""]


def test_documents_share_their_settings_but_not_what_they_add_to_them() -> None:
    upstream.speed_up()
    make = sphinx.util.docutils._get_settings
    one, other = (make(standalone.Reader, Parser(), defaults={"of": "one"}) for _ in range(2))
    fresh = make.__wrapped__(standalone.Reader, Parser(), defaults={"of": "one"})  # type: ignore[attr-defined]
    kept = {"record_dependencies", "warning_stream"}
    assert {name: value for name, value in vars(one).items() if name not in kept} == {
        name: value for name, value in vars(fresh).items() if name not in kept
    }
    one.record_dependencies.add("bild.png")
    lists = [name for name, value in vars(one).items() if isinstance(value, list)]
    for name in lists:
        getattr(one, name).append("one")
    assert other.record_dependencies.list == []
    assert [name for name in lists if "one" in getattr(other, name)] == []
    assert make(standalone.Reader, Parser(), defaults={"of": "other"}).of == "other"


def test_it_is_changed_once_however_many_builds_a_process_has() -> None:
    upstream.speed_up()
    first = sphinx.util.docutils._get_settings
    upstream.speed_up()
    assert sphinx.util.docutils._get_settings is first


def test_sphinx_still_looks_for_a_style_sheet_each_time_and_ours_does_once(tmp_path: Path) -> None:
    upstream.speed_up()
    looked: list[str] = []

    class Folder(type(tmp_path)):  # type: ignore[misc]  # the kind of path of this system
        def joinpath(self, *names: str) -> Path:
            looked.extend(names)
            return super().joinpath(*names)

    (tmp_path / "a.css").write_bytes(b"p{}")
    for checksum, times in ((html._file_checksum.__wrapped__, 2), (html._file_checksum, 1)):
        looked.clear()
        found = {checksum(Folder(tmp_path), "a.css") for _ in range(2)}
        assert (looked, found) == (["a.css"] * times, {format(zlib.crc32(b"p{}"), "08x")})


def test_sphinx_still_writes_out_what_an_event_is_given(monkeypatch: MonkeyPatch) -> None:
    written: list[str] = []

    class Need:
        def __repr__(self) -> str:
            written.append("")
            return "Need()"

    upstream.speed_up()
    events, needs = EventManager(SimpleNamespace(pdb=False)), {name: Need() for name in range(100)}  # type: ignore[arg-type]
    events.add("needs")
    events.emit("needs", needs)
    assert len(written) < 10
    monkeypatch.delattr(sphinx.events, "repr")
    written.clear()
    events.emit("needs", needs)
    assert len(written) == 100


def test_sphinx_needs_still_looks_through_all_links_to_a_need_and_ours_gives_the_same() -> None:
    upstream.speed_up()
    looked: list[str] = []

    class Known(list[NeedLink]):
        def __contains__(self, link: object) -> bool:
            looked.append("")
            return super().__contains__(link)

    links = [NeedLink(id=f"A-{number}") for number in range(9) for _ in range(2)]
    for add, times in ((NeedItem.add_backlink.__wrapped__, 18), (NeedItem.add_backlink, 1)):  # type: ignore[attr-defined]
        need = SimpleNamespace(_backlinks={"links": Known()})
        looked.clear()
        for link in links:
            add(need, "links", link)
        assert (need._backlinks["links"], len(looked)) == (links[::2], times)


def test_what_a_build_has_loaded_is_let_go_by_the_next() -> None:
    upstream.speed_up()
    assert not gc.isenabled()
    upstream.look_for_cycles(None)
    assert (gc.isenabled(), gc.get_freeze_count() > 0) == (True, True)
    upstream.speed_up()
    assert gc.get_freeze_count() == 0
    upstream.look_for_cycles(None)


def test_sphinx_needs_still_makes_a_type_for_each_value_and_ours_gives_the_same(monkeypatch: MonkeyPatch) -> None:
    upstream.speed_up()
    asked: list[object] = []
    monkeypatch.setattr(
        needsfile, "isinstance", lambda value, kind: asked.append(value) or isinstance(value, kind), raising=False
    )
    values = ("", "a", "b", None, 0, 0.0, 1, True, False, [], ["a"], ("a",), {}, {"a": 1}, {"a": 1.0}, {"a": True})
    pairs = [(value, copy.deepcopy(default)) for value in values for default in values]
    found = []
    for is_default in (needsfile._is_json_default.__wrapped__, needsfile._is_json_default):  # type: ignore[attr-defined]
        asked.clear()
        assert is_default("an", "".join(("a", "n")))
        found.append(([is_default(*pair) for pair in pairs], "an" in asked))
    assert found[0][0] == found[1][0]
    assert [says for _, says in found] == [True, False]


def tree() -> nodes.section:
    """Words within each other and beside each other."""
    section = nodes.section("", nodes.title("", "A"), ids=["a"])
    for number in range(3):
        section += nodes.paragraph("", "", nodes.Text(f"{number}"), nodes.emphasis("", "", nodes.strong("", "x")))
    section += nodes.bullet_list("", *(nodes.list_item("", nodes.paragraph("", "y")) for _ in range(2)))
    return section


def test_what_is_found_in_a_tree_in_one_walk_is_what_docutils_finds() -> None:
    upstream.speed_up()
    ours, theirs = nodes.Node.findall, nodes.Node.findall.__wrapped__  # type: ignore[attr-defined]
    whole = tree()
    conditions = (None, nodes.Node, nodes.paragraph, nodes.Text, lambda node: isinstance(node, nodes.strong))
    flags = [dict(zip(FLAGS, chosen, strict=True)) for chosen in product((True, False), repeat=len(FLAGS))]
    for start in [whole, whole[1], whole[2][1], whole[0][0]]:
        for condition in conditions:
            for chosen in flags:
                found = [list(map(id, find(start, condition, **chosen))) for find in (ours, theirs)]
                assert found[0] == found[1]


@pytest.mark.parametrize("condition", [nodes.paragraph, lambda node: isinstance(node, nodes.paragraph)])
def test_it_finds_the_same_while_the_tree_is_changed(condition: Callable[[nodes.Node], bool]) -> None:
    upstream.speed_up()
    shown = []
    for find in (nodes.Node.findall, nodes.Node.findall.__wrapped__):  # type: ignore[attr-defined]
        whole, seen = tree(), []
        for node in find(whole, condition):
            seen.append(node.astext())
            if len(seen) == 1:
                node += nodes.paragraph("", "new below")
            elif len(seen) == 3:
                node.replace_self([nodes.paragraph("", "new beside"), nodes.comment()])
        shown.append((seen, whole.pformat()))
    assert shown[0] == shown[1]
    assert "new below" in shown[0][0]


def test_sphinx_needs_still_asks_for_one_type_after_another_and_ours_gives_the_same(monkeypatch: MonkeyPatch) -> None:
    upstream.speed_up()
    asked: list[object] = []
    monkeypatch.setattr(
        utils, "isinstance", lambda value, kind: asked.append(kind) or isinstance(value, kind), raising=False
    )
    types = [nodes.emphasis, nodes.strong, nodes.section]
    theirs, ours = needs.node_match.__wrapped__, needs.node_match  # type: ignore[attr-defined]
    for kinds in (types, nodes.section):
        found = [list(tree().findall(match(kinds))) for match in (theirs, ours)]
        assert [list(map(str, part)) for part in found[:1]] == [list(map(str, part)) for part in found[1:]]
    asked.clear()
    assert theirs(types)(nodes.section()) and len(asked) == 4  # and once whether it was given a list


def test_docutils_still_ends_at_the_limit_of_recursion_and_ours_does_not() -> None:
    upstream.speed_up()
    innermost = top = nodes.container()
    for _ in range(sys.getrecursionlimit()):
        innermost.children.append(innermost := nodes.container())
    with pytest.raises(RecursionError):
        list(nodes.Node.findall.__wrapped__(top, nodes.container))  # type: ignore[attr-defined]
    assert len(list(top.findall(nodes.container))) == sys.getrecursionlimit() + 1


@pytest.mark.parametrize(
    ("status", "verbosity", "level"), [(None, 0, 30), (io.StringIO(), 0, 20), (io.StringIO(), 2, 10)]
)
def test_sphinx_still_makes_messages_that_nobody_sees(
    status: io.StringIO | None, verbosity: int, level: int, monkeypatch: MonkeyPatch, tmp_path: Path
) -> None:
    levels: list[int] = []
    hear = upstream.hear_what_is_told
    logger = logging.getLogger("sphinx")
    monkeypatch.setattr(upstream, "hear_what_is_told", lambda app: levels.append(logger.level) or hear(app))
    docs = write(tmp_path / "docs", {})
    with patch_docutils(), docutils_namespace():
        Sphinx(docs, ROOT, tmp_path / "out", tmp_path / "trees", "html", status=status, verbosity=verbosity)
    assert (levels, logger.level) == ([logging.DEBUG], level)
