"""The second wall: with the examination switched off, nothing of an attack runs, is read or is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sphinx_needs.ubquery import compile_portable

from konzept.examine import one_text
from konzept.examine.one_text import read_document
from konzept.markdown.permitted_blocks import BLOCKS, Content
from konzept.markdown.permitted_filters import refused_filter
from konzept.markdown.records import Reading
from konzept.web.hyphens import written
from tests.project import BASE, Case, cases, sphinx, write

CANARY = "GeheimesWort4711"
SOFT = "\u00ad".encode()  # stands in long words of pages
ATTACKS = [
    *cases("attacks"),
    Case(
        "Python als Inhalt", {"a.md": "# A\n\n```{needlist}\n:types: quelle\n\nopen('gelaufen','w')\nresults=[]\n```\n"}
    ),
    Case("Python als Argument", {"a.md": "# A\n\n```{needlist} open('gelaufen','w')\n```\n"}),
    Case("Python im Filter", {"a.md": "# A\n\n```{needtable}\n:filter: open('gelaufen','w')\n```\n"}),
    Case("Funktion als Filter", {"a.md": "# A\n\n```{needtable}\n:filter-func: os.system(x)\n```\n"}),
    Case(
        "Filter im Glossar",
        {"a.md": "# A\n\n:::{glossary}\nB\n    ```{needtable}\n    :filter: open('gelaufen','w')\n    ```\n:::\n"},
    ),
    Case("HTML im Glossar", {"a.md": "# A\n\n:::{glossary}\nB\n\n    <script>alert(1)</script>\n:::\n"}),
    Case(
        "Datei im Glossar", {"a.md": "# A\n\n:::{glossary}\nB\n    ```{include} ../kanarienvogel.txt\n    ```\n:::\n"}
    ),
    Case(
        "Adresse außen, Verweis und Bild innen",
        {"a.md": "# A\n\n[y]: ../kanarienvogel.txt\n\n:::{note}\n[x][y] ![z][y]\n:::\n\n:::{card} [t][y]\nx\n:::\n"},
    ),
    Case("Bild mit Leerzeichen", {"a.md": "# A\n\n```{image} ../kanarien vogel.txt\n:alt: x\n```\n"}),
    Case(
        "Bildunterschrift eines Beispiels",
        {"a.md": "# A\n\n```{code-block} text\n:caption: <img onerror=x()> ![x](../kanarienvogel.txt)\nx\n```\n"},
    ),
    Case("Kopf im Block", {"a.md": "# A\n\n:::{note}\n:class: tip\n---\nlang: ar\n---\nText\n:::\n"}),
    Case("RST", {"a.md": "# A\n\n```{eval-rst}\n.. raw:: html\n\n   <script>alert(1)</script>\n```\n"}),
    Case(
        "fremde Verzeichnisse", {"a.md": "# A\n\n[x](inv:python#list) <project:../kanarienvogel.txt> [y](path:a.md)\n"}
    ),
    Case("schließende Marken", {"a.md": "# A\n\nText </article></main></body>\n"}),
]
_LIVE = re.compile(
    rb"<script>alert|href=\"(?:javascript|data|vbscript|file):|onerror=|<iframe|</article></main></body>\s*<"
)


@pytest.fixture(autouse=True)
def first_wall_off(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(reading: Reading) -> list[object]:
        return []

    monkeypatch.setattr(one_text, "local_findings", nothing)


@pytest.mark.parametrize("case", ATTACKS, ids=[case.title for case in ATTACKS])
def test_attack_gets_nowhere_even_unexamined(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("kanarienvogel.txt", "kanarien vogel.txt", "kanarienvogel.md"):
        (tmp_path / name).write_text(CANARY, "utf-8")
    docs, out = tmp_path / "docs", tmp_path / "out"
    before = set(tmp_path.iterdir())
    sphinx(write(docs, case.files), out)
    assert set(tmp_path.iterdir()) - before == {docs, out}
    written = {
        path: path.read_bytes().replace(SOFT, b"")
        for path in out.rglob("*")
        if path.is_file() and ".doctrees" not in path.parts
    }
    assert written
    assert [path for path, content in written.items() if CANARY.encode() in content] == []
    assert [path for path, content in written.items() if path.suffix == ".html" and _LIVE.search(content)] == []


def test_words_that_the_examination_did_not_read_stop_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both ways: what MyST makes of a text and what the examination read in it are compared word by word."""
    read = read_document

    def blind(text: str, name: str, folder: Path) -> Reading:
        reading = read(text, name, folder)
        if name == "a.md":
            reading.words.subtract(["Ungelesenes"])
            reading.words.update(["Verschwundenes"])
        return reading

    monkeypatch.setattr(one_text, "read_document", blind)
    docs = write(tmp_path / "docs", {"a.md": "# A\n\nUngelesenes steht hier.\n"})
    assert sphinx(docs, tmp_path / "out").splitlines() == [
        f"{docs}/a.md:1: FEHLER: Text {what}: {word!r}. Prüfen Sie Einrückungen und ob jeder Block geschlossen ist. "
        "[konzept.form]"
        for what, word in (
            ("würde auf der Seite fehlen", "Verschwundenes"),
            ("stünde auf der Seite, ohne geprüft zu sein", "Ungelesenes"),
        )
    ]


def test_a_comment_reaches_no_page(tmp_path: Path) -> None:
    docs = write(tmp_path / "docs", {"a.md": f"# A\n\n% {CANARY}\n\nText.\n"})
    assert sphinx(docs, tmp_path / "out") == ""
    pages = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert [path.name for path in pages if CANARY.encode() in path.read_bytes() and path.suffix != ".pickle"] == []


def conditions() -> st.SearchStrategy[str]:
    field = st.sampled_from(("id", "title", "datum", "fundstelle"))
    several = st.sampled_from(("id", "title", "handlungsfeld", "genannt_in", "herkunft"))
    word = st.text(st.characters(exclude_characters="\x00", codec="utf-8"), max_size=8).map(repr)
    listed = st.lists(word, max_size=3).map(lambda words: f"[{', '.join(words)}]")
    simple = st.one_of(
        st.builds("{} {} {}".format, field, st.sampled_from(("==", "!=", "<", "<=", ">", ">=")), word),
        st.builds("{} {} {}".format, word, st.sampled_from(("in", "not in")), several),
        st.sampled_from(("type == 'empfehlung'", "status in ['offen', 'unbekannt']", "priority != 'top-2'")),
        st.builds("{} {} {}".format, field, st.sampled_from(("in", "not in")), listed),
    )
    return st.recursive(
        simple,
        lambda inner: st.one_of(
            st.builds("({} {} {})".format, inner, st.sampled_from(("and", "or")), inner),
            inner.map("not {}".format),
        ),
        max_leaves=5,
    )


@given(conditions())
def test_a_permitted_filter_is_answered_without_evaluation(condition: str) -> None:
    assert refused_filter(condition) == ""
    assert compile_portable(condition).predicate is not None


@pytest.mark.parametrize(
    "text",
    ["open('x')", "status", "'x'", "True", "status == open", "status.upper() == 'X'", "[x for x in status]", "x := 1"]  # noqa: RUF005
    + ["status == 'a' if id == 'b' else type == 'c'", "unbekannt == 'a'", "status == f'{id}'", "(" * 500, "1" * 5000],
)
def test_every_other_filter_is_refused(text: str) -> None:
    assert refused_filter(text).startswith("Der Filter darf nur Felder mit Werten vergleichen")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "type == 'empfehlung' and handlungsfeld == 'HF-SPR'",
            "'handlungsfeld' hat mehrere Werte und ist nie gleich einem einzelnen. Schreiben Sie zum Beispiel: "
            "'HF-SPR' in handlungsfeld.",
        ),
        (
            "not herkunft in ['a', 'b']",
            "'herkunft' hat mehrere Werte und ist nie gleich einem einzelnen. Schreiben Sie zum Beispiel: "
            "'a' in herkunft.",
        ),
        (
            "status == 'unbekant'",
            "Der Filter vergleicht 'status' mit 'unbekant'; das gibt es nicht. Gemeint ist vielleicht 'unbekannt'.",
        ),
        (
            "id == 'SPR-01' or type in ('empfehlung', 'empfehlungen')",
            "Der Filter vergleicht 'type' mit 'empfehlungen'; das gibt es nicht. Gemeint ist vielleicht 'empfehlung'.",
        ),
    ],
)
def test_a_filter_that_no_entry_can_meet_is_refused(text: str, said: str) -> None:
    assert refused_filter(text) == said


def _calls() -> Iterator[tuple[str, str]]:
    for name, block in BLOCKS.items():
        if block.content is Content.NOTHING:
            yield f"{name}: Inhalt", f"```{{{name}}}{' top-2' if block.argument_needed else ''}\n\n{CANARY}\n```\n"
        if block.argument is None and block.content not in (Content.MARKDOWN, Content.TERMS):
            yield f"{name}: Argument", f"```{{{name}}} {CANARY}\n```\n"
        yield f"{name}: Option", f"```{{{name}}}\n:name: {CANARY}\n:file: {CANARY}\n```\n"


@pytest.mark.parametrize(("title", "text"), list(_calls()), ids=[title for title, _ in _calls()])
def test_a_block_takes_nothing_that_its_declaration_does_not_name(title: str, text: str, tmp_path: Path) -> None:
    docs = write(tmp_path / "docs", {"a.md": f"# A\n\n{text}", "index.md": BASE["index.md"]})
    warnings = sphinx(docs, tmp_path / "out")
    assert "a.md:" in warnings
    page = written(tmp_path / "out" / "a.html")
    assert CANARY not in page


def test_a_list_without_rows_says_so_in_german_and_keeps_its_caption(tmp_path: Path) -> None:
    lists = ":::{needtable} Termine im Mai\n:types: termin\n:::\n\n:::{needlist}\n:types: termin\n:::\n"
    docs = write(tmp_path / "docs", {"a.md": f"# A\n\n{lists}"})
    assert sphinx(docs, tmp_path / "out") == ""
    page = written(tmp_path / "out" / "a.html")
    assert re.findall(r'<p class="needs_filter_warning"[^>]*>([^<]*)', page) == [
        "Termine im Mai: Dazu gibt es keinen Eintrag.",
        "Dazu gibt es keinen Eintrag.",
    ]
