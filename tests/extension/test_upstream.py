"""What we change in others' code: needed still, and without another result."""

from __future__ import annotations

import pyphen
import pytest
import sphinx.util.docutils
from docutils import frontend
from docutils.parsers.rst import Parser
from docutils.readers import standalone
from myst_parser.config.main import MdParserConfig
from myst_parser.mdit_to_docutils import base
from myst_parser.mdit_to_docutils.base import DocutilsRenderer
from myst_parser.parsers.mdit import create_md_parser
from pytest import MonkeyPatch

from konzept.extension import upstream


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


@pytest.mark.parametrize("language", ["de_DE", "en_GB"])
def test_pyphen_still_takes_all_patterns_apart_and_ours_are_the_same(language: str) -> None:
    upstream.speed_up()
    late, early = (pyphen.HyphDict.__new__(pyphen.HyphDict) for _ in range(2))
    pyphen.HyphDict.__init__(late, pyphen.LANGUAGES[language])
    pyphen.HyphDict.__init__.__wrapped__(early, pyphen.LANGUAGES[language])
    assert {type(pattern) for pattern in early.patterns.values()} == {tuple}
    assert {key: value for key in late.patterns if (value := late.patterns.get(key))} == early.patterns
    assert late.maxlen == early.maxlen
    words = ("Zwischenbericht", "Handlungsfelder", "Integrationskonzept", "recommendations")
    assert [late.positions(word) for word in words] == [early.positions(word) for word in words]
