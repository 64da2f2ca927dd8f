"""The strict build: what it writes, what it refuses, and that it never leaves half a site."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment
from sphinx.util import parallel
from sphinx.util.parallel import SerialTasks

from konzept import as_of, files, website
from konzept.pages.processes import FEW
from konzept.web.hyphens import written
from tests.project import DOCS, ROOT, TODAY, TOWN, recommendation, write

EXPECTED = """<section class="eintrag empfehlung" id="SPR-01">
<h1><span class="kennung">SPR-01</span> Mehr Kurse</h1>
<p class="marken"><span class="marke status-unbekannt">Stand nicht bekannt</span> \
<span class="marke herkunft-zwischenbericht">Runder Tisch 2020</span></p>
<section class="block" id="SPR-01-laut-quelle">
<h2>Laut Quelle</h2>
<p>Text der Quelle.</p>
</section>
<section class="einordnung" id="SPR-01-stand-und-herkunft">
<h2>Stand und Herkunft</h2>
<dl class="angaben stand">
<dt>Stand</dt><dd><p>nicht bekannt. In den ausgewerteten Quellen steht nicht, was daraus geworden ist.</p>
</dd>
<dt>Herkunft</dt><dd><p>2020 im Zwischenbericht des Runden Tisches genannt \
(<a class="reference internal" href="quellen.html#Q-ZB">Niederschrift</a>).</p>
<p>Ob und wie es im beschlossenen Konzept steht, ist nicht geprüft.</p>
</dd>
</dl>
<dl class="simple angaben">
<dt>Handlungsfeld</dt><dd><p><a class="reference internal" href="HF-SPR.html#HF-SPR">Sprache</a></p>
</dd>
<dt>Dem Handlungsfeld zugeordnet</dt><dd><p>laut Quelle</p>
</dd>
</dl>
"""


def built(target: Path) -> dict[str, bytes]:
    """Every file of a built site."""
    return {str(path.relative_to(target)): path.read_bytes() for path in sorted(target.rglob("*")) if path.is_file()}


def small(tmp_path: Path, texts: Mapping[str, str] | None = None) -> tuple[Path, Path]:
    """A small town's folder of texts and the place of its site."""
    return write(tmp_path / "docs", texts or {"SPR-01.md": recommendation()}), tmp_path / "out" / "html"


def test_a_town_builds_without_a_warning_and_again_to_the_same_bytes(
    town_and_site: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder, site), again = town_and_site, tmp_path / "html"
    capsys.readouterr()
    assert website.build(folder, again, as_of.default(DOCS) if folder == DOCS else date(2026, 11, 22))
    assert capsys.readouterr().err == ""
    assert built(again) == built(site)


def test_every_recommendation_has_a_page_with_its_id_as_anchor(town_and_site: tuple[Path, Path]) -> None:
    folder, site = town_and_site
    sources = list(folder.glob("handlungsfelder/*/*-*.md"))
    assert sources
    for source in sources:
        page = site / source.relative_to(folder).with_suffix(".html")
        assert f'<section class="eintrag empfehlung" id="{source.stem}">' in page.read_text("utf-8")


def test_internal_links_and_anchors_exist(town_and_site: tuple[Path, Path]) -> None:
    pages = {path.resolve(): written(path) for path in town_and_site[1].rglob("*.html")}
    anchors = {path: set(re.findall(r'\sid="([^"]+)"', text)) for path, text in pages.items()}
    dead = []
    for path, text in pages.items():
        for link in re.findall(r'<a[^>]*\shref="([^"]+)"', text):
            if re.match(r"[a-z]+:", link):
                continue
            address, _, anchor = link.partition("#")
            target = (path.parent / address).resolve() if address else path
            there = anchor in anchors[target] if anchor and target in pages else not anchor and target.exists()
            if not there:
                dead.append((path.name, link))
    assert dead == []


def test_an_error_stops_the_build_each_time_and_leaves_the_good_site(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    docs, target = small(tmp_path)
    assert website.build(docs, target, TODAY)
    good = built(target)
    (docs / "SPR-01.md").write_text(recommendation(status="realisiert"), "utf-8")
    for _ in range(2):
        assert not website.build(docs, target, TODAY)
        assert "SPR-01.md:3: FEHLER: SPR-01: 'status: realisiert' braucht einen Sachstand" in capsys.readouterr().err
        assert built(target) == good


def test_sphinxs_own_fault_fails_again_on_the_second_build(tmp_path: Path) -> None:
    docs, target = small(tmp_path, {"SPR-01.md": recommendation(after="\nSiehe [dort](gibt-es-nicht.md).\n")})
    assert [website.build(docs, target, TODAY) for _ in range(2)] == [False, False]
    assert not target.exists()


def test_an_incremental_build_in_which_nothing_changed_still_fails(tmp_path: Path) -> None:
    """Even where the work folder survives, as in a plain sphinx-build."""
    docs, _ = small(tmp_path, {"SPR-01.md": recommendation(status="realisiert")})
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-c", str(ROOT), str(docs)]
    command += [str(tmp_path / "o"), "-d", str(tmp_path / "d"), "-D", f"konzept_as_of={TODAY}"]
    runs = [subprocess.run(command, capture_output=True, text=True, check=False) for _ in range(2)]
    assert [run.returncode for run in runs] == [1, 1]
    assert all("SPR-01.md:3: FEHLER: SPR-01: 'status: realisiert'" in run.stderr for run in runs)


def test_what_another_version_of_the_program_left_is_not_published(tmp_path: Path) -> None:
    docs, target = small(tmp_path)
    assert website.build(docs, target, TODAY)
    good = built(target)
    with files.claim(target) as place:
        (place.work / "html" / "permalink.html").write_text("left over", "utf-8")
        (place.work / "fertig").write_text("another version", "ascii")
    assert website.build(docs, target, TODAY)
    assert built(target) == good


def test_an_edit_rewrites_the_views_of_other_pages_and_a_deleted_page_goes(tmp_path: Path) -> None:
    view = "# Alle\n\n:::{ansicht} empfehlungen\n:::\n\n{need}`SPR-01`\n"
    docs, target = small(tmp_path, {"SPR-01.md": recommendation(), "alle.md": view, "weg.md": "# Weg\n"})
    assert website.build(docs, target, TODAY)
    text = recommendation().replace("Mehr Kurse", "Viel mehr Kurse")
    (docs / "SPR-01.md").write_text(text, "utf-8")
    (docs / "weg.md").unlink()
    assert website.build(docs, target, TODAY)
    fresh = tmp_path / "fresh" / "html"
    assert website.build(docs, fresh, TODAY)
    assert built(target) == built(fresh)
    assert "weg.html" not in built(target)
    assert "Viel mehr Kurse" in written(target / "alle.html")


def test_a_process_that_finds_no_entry_does_not_stop_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each document has a process of its own here, one after the other; the first has no entry."""
    monkeypatch.setattr("konzept.pages.processes.FEW", 0)
    monkeypatch.setattr("os.cpu_count", lambda: 50)
    monkeypatch.setattr("konzept.pages.processes.ParallelTasks", lambda _: parallel.ParallelTasks(1))
    docs, target = small(tmp_path, {"SPR-01.md": recommendation(), "AA.md": "# Ohne Eintrag\n"})
    assert website.build(docs, target, TODAY)


def test_one_edit_starts_a_further_process_for_what_stands_beside_the_pages_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    docs, target = small(tmp_path, {f"{number}.md": f"# Seite {number}\n" for number in range(FEW)})
    assert website.build(docs, target, TODAY)
    monkeypatch.setattr("konzept.pages.processes.ParallelTasks", lambda count: begun.append(count) or SerialTasks())
    begun: list[int] = []
    (docs / "1.md").write_text("# Seite 1\n\nEin Satz.\n", "utf-8")
    assert website.build(docs, target, TODAY)
    assert begun == [1]
    assert "Ein Satz." in (target / "1.html").read_text("utf-8")


def test_a_further_build_does_not_translate_templates_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    translated: list[str | None] = []
    compile_template = Environment.compile

    def noted(self: Environment, source: Any, name: str | None = None, *values: Any, **more: Any) -> Any:
        translated.append(name)
        return compile_template(self, source, name, *values, **more)

    monkeypatch.setattr(Environment, "compile", noted)
    docs, target = small(tmp_path, {})
    found = []
    for text in ("# Eins\n", "# Zwei\n"):
        (docs / "seite.md").write_text(text, "utf-8")
        translated.clear()
        assert website.build(docs, target, TODAY)
        found.append({"page.html", "layout.html", "short.html"} & set(translated))
    assert found == [{"page.html", "layout.html", "short.html"}, set()]


def test_unknown_view_and_unknown_field_are_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "# A\n\n:::{ansicht} top2\n:::\n\n:::{ansicht} top-2\n:handlungsfeld: HF-XYZ\n:::\n"
    docs, target = small(tmp_path, {"a.md": text})
    assert not website.build(docs, target, TODAY)
    err = capsys.readouterr().err
    assert "a.md:3: FEHLER: Die Ansicht 'top2' gibt es nicht. Gemeint ist vielleicht 'top-2'." in err
    assert "a.md:7: FEHLER: Das Handlungsfeld 'HF-XYZ' gibt es nicht. Möglich sind: HF-SPR." in err


def test_needs_are_sections_with_heading_and_description_list(tmp_path: Path) -> None:
    """The same nodes serve every builder: no layout table, and the title in the table of contents."""
    docs, target = small(tmp_path)
    assert website.build(docs, target, TODAY)
    page = written(target / "SPR-01.html")
    body = page[page.index('<section class="eintrag empfehlung"') : page.index("</main>")]
    shown = re.sub(r"<a class=\"headerlink.*?</a>", "", body)
    assert "</section>".join(shown.split("</section>")[:2]) == EXPECTED
    assert "<table" not in body
    assert '<a class="headerlink" href="#SPR-01" aria-label="Adresse von „SPR-01 Mehr Kurse“">#</a><h1>' in body
    assert re.findall(r"<h\d[^>]*>(?:(?!</h\d).)*headerlink", body) == []  # else a heading is read aloud twice


def test_an_example_the_town_names_stands_in_the_concept_and_a_withdrawn_proposal_is_said_once(tmp_path: Path) -> None:
    source = ":::{quelle} Beispiele\n:id: Q-BSP\n:datum: 2025-05-05\n:art: pressemitteilung\n:vollstaendig: ja\n:::\n"
    update = (
        "\n:::{sachstand} Zurückgezogen\n:id: SPR-V1-S1\n:datum: 2025-06-01\n:betrifft: SPR-V1\n:status: entfallen\n"
        ":nach_angabe_von: Redaktion\n:festgestellt_am: 2025-06-01\n:quelle: Q-BSP\n\nNicht mehr nötig.\n:::\n"
    )
    proposal = recommendation("SPR-V1", "entfallen").replace(
        ":zuordnung: quelle\n:genannt_in: Q-ZB\n", ":zuordnung: redaktion\n:anlass: Q-ZB\n:seit: 2025-01-01\n"
    )
    proposal = proposal.replace("## Laut Quelle", "## Anlass")
    docs, target = small(
        tmp_path,
        {
            "beispiele.md": "# Beispiele\n\n" + source,
            "SPR-01.md": recommendation().replace("Q-ZB", "Q-BSP"),
            "SPR-V1.md": proposal + update,
        },
    )
    assert website.build(docs, target, TODAY)
    example, withdrawn = (written(target / f"{name}.html") for name in ("SPR-01", "SPR-V1"))
    assert "<p>Wie es im Konzept steht, ist nicht geprüft.</p>" in example
    assert "Ob und wie es" not in example
    assert "<dt>Stand</dt><dd><p>Der Vorschlag ist zurückgezogen.</p>" in withdrawn
    assert "weiterverfolgt" not in withdrawn


def test_contact_address_and_official_mark_of_the_town_are_on_every_page(tmp_path: Path) -> None:
    town = 'name = "Musterau"\ntitel = "Konzept"\nkontakt = "post@example.org"\namtlich = true\n'
    town += 'basisadresse = "https://example.org/k/"\n'
    docs, target = small(tmp_path, {"SPR-01.md": recommendation(), "kommune.toml": town})
    assert website.build(docs, target, TODAY)
    page = written(target / "SPR-01.html")
    assert 'href="mailto:post@example.org?subject=Hinweis%3A%20SPR-01%20Mehr%20Kurse&amp;body=Seite%3A%20SPR-01' in page
    assert "Eine Veröffentlichung der Stadt Musterau." in page
    assert '<link rel="canonical" href="https://example.org/k/SPR-01.html">' in page
    assert "SPR-01: Mehr Kurse. In: Konzept. Stichtag: 31.01.2026. " in page
    assert 'href="https://example.org/k/SPR-01/"' in page
    assert 'content="0; url=../SPR-01.html"' in written(target / "SPR-01" / "index.html")


def test_a_new_page_and_another_day_reach_the_frame_of_every_page(tmp_path: Path) -> None:
    docs, target = small(tmp_path)
    assert website.build(docs, target, TODAY)
    (docs / "neu.md").write_text("# Ganz neu\n", "utf-8")
    (docs / "SPR-01.md").unlink()
    later = TODAY.replace(day=1)
    assert website.build(docs, target, later)
    fresh = tmp_path / "fresh" / "html"
    assert website.build(docs, fresh, later)
    assert built(target) == built(fresh)
    assert "Ganz neu" in written(target / "quellen.html")
    assert not (target / "SPR-01").exists()


def test_the_timeline_holds_the_records_of_the_page_and_of_others_the_newest_first(tmp_path: Path) -> None:
    update = (
        "\n:::{sachstand} Kurse begonnen\n:id: SPR-01-S1\n:datum: 2021-06-01\n:status: in-umsetzung\n"
        ":nach_angabe_von: Verwaltung\n:betrifft: SPR-01\n:quelle: Q-PRESSE\n\nEs läuft.\n:::\n"
    )
    event = ":::{termin} Fest\n:id: T-2026-01-05-1\n:datum: 2026-01-05\n:art: Sitzung\n"
    event += ":betrifft: SPR-01\n:quelle: Q-ZB\n:::\n"
    texts = {"SPR-01.md": recommendation(status="in-umsetzung", after=update), "t.md": f"# Termine\n\n{event}"}
    docs, target = small(tmp_path, texts)
    assert website.build(docs, target, TODAY)
    page = written(target / "SPR-01.html")
    course = page[page.index('id="SPR-01-verlauf"') : page.index('id="SPR-01-zitieren"')]
    assert re.findall(r'<section class="eintrag \w+" id="([^"]+)"', course) == ["SPR-01-T-2026-01-05-1", "SPR-01-S1"]
    assert "Es läuft." in course


def test_an_ausgabe_says_its_name_on_every_page_and_every_printed_sheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    docs, target = small(tmp_path)
    assert website.build(docs, target, TODAY)
    assert "Ausgabe" not in written(target / "quellen.html")
    for name, value in (("", "Stand 1"), ("_NAME", "stand-1"), ("_TAG", "2026-02-03")):
        monkeypatch.setenv(f"KONZEPT_AUSGABE{name}", value)
    assert website.build(docs, target, TODAY)
    said = "Ausgabe „Stand 1“ vom 03.02.2026; die neueste Ausgabe steht unter "
    for page in target.rglob("*.html"):
        text = page.read_text("utf-8")
        up = "../" * (len(page.relative_to(target).parts))
        links = f'<a href="{up}aktuell/index.html">aktuell</a>, alle stehen in der <a href="{up}ausgaben/index.html">'
        assert f"{said}{links}" in text or "default-src 'none'" in text.partition("script-src")[0]
    assert "Kurzadresse auf dieser Website: stand-1/SPR-01/." in written(target / "SPR-01.html")
    town = TOWN + 'basisadresse = "https://example.org/k/"\n'
    (docs / "kommune.toml").write_text(town, "utf-8")
    assert website.build(docs, target, TODAY)
    page = written(target / "SPR-01.html")
    assert '<link rel="canonical" href="https://example.org/k/aktuell/SPR-01.html">' in page
    assert "In: Konzept für Musterau, Ausgabe „Stand 1“. Stichtag: 31.01.2026. " in page
    assert 'href="https://example.org/k/stand-1/SPR-01/"' in page
    assert "Konzept für Musterau · Ausgabe \\201e Stand 1\\201c  · Stichtag" in (
        (target / "_static" / "konzept.css").read_text("utf-8")
    )


def test_a_protocol_has_no_colour_codes(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    docs, target = small(tmp_path, {"a.md": "# A\n\n{need}`Q-WEG`\n"})
    assert not website.build(docs, target, TODAY)
    said = capfd.readouterr().err
    assert "Den Eintrag 'Q-WEG', auf den der Text verweist, gibt es nicht." in said
    assert "\x1b" not in said
