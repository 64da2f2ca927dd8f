"""Soft hyphens are for the eye: in long words of pages, in nothing that is read by programs, searched or copied."""

from __future__ import annotations

import re
from pathlib import Path

from konzept import website
from konzept.web.hyphens import HYPHEN, hyphenated, in_tables, written
from tests.project import TODAY, recommendation, write

PAGE = """<!DOCTYPE html>
<html lang="de">
<head><title>Integrationskonzept</title></head>
<body>
<h1 id="integrationskonzept" title="Integrationskonzept">Integrationskonzept</h1>
<p>Ein Zwischenbericht über Handlungsfelder/Zuständigkeiten, kurz.</p>
<p><span class="marke status-x">zurückgestellt, Zwischenbericht</span> <code>zwischenbericht</code></p>
<section class="zitieren"><h2>Integrationskonzept</h2></section>
<p lang="ar">Integrationskonzept <span lang="de">Integrationskonzept</span></p><p lang="en">recommendations</p>
</body></html>
"""


def test_long_words_are_parted_and_nothing_else() -> None:
    seen = hyphenated(PAGE).replace(HYPHEN, "-")
    assert seen.splitlines()[4:10] == [
        '<h1 id="integrationskonzept" title="Integrationskonzept">Integra-tions-konzept</h1>',
        "<p>Ein Zwischen-bericht über Hand-lungs-fel-der/<wbr>Zustän-dig-kei-ten, kurz.</p>",
        '<p><span class="marke status-x">zurückgestellt, Zwischenbericht</span> <code>zwischenbericht</code></p>',
        '<section class="zitieren"><h2>Integrationskonzept</h2></section>',
        '<p lang="ar">Integrationskonzept <span lang="de">Integra-tions-konzept</span></p>'
        '<p lang="en">recom-mendations</p>',
        "</body></html>",
    ]


def test_no_hyphen_is_added_to_an_address_in_running_text() -> None:
    mail = "kinderbetreuungseinrichtungen&#64;stadtverwaltung-musterau.example.org"
    links = (
        f'<a href="mailto:x">{mail}</a> www.stadtverwaltung.example.org <a href="y">https://stadtverwaltung.example</a>'
    )
    assert hyphenated(f'<p lang="de">An {mail} oder {links}</p>') == f'<p lang="de">An {mail} oder {links}</p>'
    assert hyphenated(f'<p lang="de">{"einrichtungen." * 20_000}</p>')  # in no time


def test_a_tag_says_what_a_parser_reads_in_it() -> None:
    page = "<div LANG='de'><h2 title='a > b' data-lang=\"en\">Integrationskonzept</h2><CODE>Integrationskonzept</code>"
    assert hyphenated(f"{page}<p class = nr>Integrationskonzept</p>").replace(HYPHEN, "-") == (
        "<div LANG='de'><h2 title='a > b' data-lang=\"en\">Integra-tions-konzept</h2><CODE>Integrationskonzept</code>"
        "<p class = nr>Integrationskonzept</p>"
    )


def test_the_number_of_a_recommendation_is_never_parted(tmp_path: Path) -> None:
    page = (
        '<p lang="de"><a href="WOH-04.html">WOH-04 Ein Fest</a>, Vorschlag KUL-V1; <code>SPR-01 oder SPR-02</code></p>'
    )
    (tmp_path / "a.html").write_text(hyphenated(page), "utf-8")
    assert (tmp_path / "a.html").read_text("utf-8") == (
        '<p lang="de"><a href="WOH-04.html"><span class="ganz">WOH-04</span> Ein Fest</a>, Vorschlag '
        '<span class="ganz">KUL-V1</span>; <code>SPR-01 oder SPR-02</code></p>'
    )
    assert written(tmp_path / "a.html") == page


def test_beside_a_single_letter_no_word_is_parted() -> None:
    seen = hyphenated('<h1 lang="de">Zusammenarbeit institutionalisieren</h1>').replace(HYPHEN, "-")
    assert seen == '<h1 lang="de">Zusam-men-ar-beit insti-tu-tio-na-li-sieren</h1>'


def test_who_reads_a_written_page_reads_what_was_written_also_the_endless_word(tmp_path: Path) -> None:
    page = PAGE.replace("kurz", "Volkshochschulkursteilnahmebescheinigung")
    (tmp_path / "a.html").write_text(hyphenated(page), "utf-8")
    assert HYPHEN in (tmp_path / "a.html").read_text("utf-8")
    assert written(tmp_path / "a.html") == page


def test_in_the_file_with_all_pages_only_tables_have_them_since_what_is_copied_is_not_cleaned_there() -> None:
    page = "<p>Integrationskonzept</p><table><td>Integrationskonzept <b lang='ar'>Integrationskonzept</b></td></table>"
    cell = "<td>Integra-tions-konzept <b lang='ar'>Integrationskonzept</b></td>"
    assert in_tables(page).replace(HYPHEN, "-") == f"<p>Integrationskonzept</p><table>{cell}</table>"


def test_a_second_build_changes_nothing_and_only_pages_have_soft_hyphens(tmp_path: Path) -> None:
    docs, target = write(tmp_path / "docs", {"SPR-01.md": recommendation()}), tmp_path / "html"
    assert website.build(docs, target, TODAY)
    first = {path: path.read_bytes() for path in target.rglob("*") if path.is_file()}
    assert HYPHEN.encode() in first[target / "SPR-01.html"]
    assert website.build(docs, target, TODAY)
    assert {path: path.read_bytes() for path in target.rglob("*") if path.is_file()} == first
    programs = [path for path in first if path.suffix != ".html"]
    assert [path.name for path in programs if HYPHEN.encode() in first[path]] == []
    attributes = re.findall(r'="([^"]*)"', (target / "SPR-01.html").read_text("utf-8"))
    assert [value for value in attributes if HYPHEN in value] == []
