"""The Redaktion in the browser beside the current Ausgabe: in none, checked with all else, without withdrawn words."""

from __future__ import annotations

import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import expect

from konzept import town as towns
from konzept.desk import bundle
from konzept.editions import PublishError, lock, verification
from konzept.errors import RefusedError
from konzept.publish import desk, publishing
from konzept.publish.amending import withdraw
from konzept.publish.site_plan import plan
from konzept.publish.withdrawal.taking_out import Notice
from tests.browser import chromium, watch
from tests.project import recommendation, write
from tests.small_editions import Town, needs, page

WANTED: Final = "redaktion_im_browser = true\n"
FOLDER: Final = f"aktuell/{bundle.FOLDER}"
DOSSIER: Final = (
    page("Alt", "TEXT")
    .replace("<main>", '<main><article><section class="eintrag empfehlung" id="SPR-01">')
    .replace("</main>", "</section></article></main>")
)
PRIVATE: Final = "Erika Muster und Söhne"


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Town:
    """Two Ausgaben of a town that wants it; a small file stands for Pyodide."""
    (tmp_path / "pyodide.mjs").write_text("// Python\n" * 200, "utf-8")
    monkeypatch.setattr(bundle, "pyodide", lambda: [tmp_path / "pyodide.mjs"])
    made = Town(tmp_path / "repo")
    docs = write(made.root / "docs", {"SPR-01.md": recommendation()})
    settings = docs / "kommune.toml"
    settings.write_text(settings.read_text("utf-8") + WANTED, "utf-8")
    made.edition("eins", {"index.html": page("Start"), "alt.html": page("Alt"), "needs.json": needs(SPR_01="alt")})
    private = recommendation().replace("Text der Quelle.", f"{PRIVATE} sagen das.")
    (docs / "SPR-01.md").write_text(private, "utf-8")
    made.edition(
        "zwei",
        {"index.html": page("Neu"), "alt.html": DOSSIER.replace("TEXT", PRIVATE), "needs.json": needs(SPR_01="alt")},
    )
    return made


def inside(town: Town) -> list[str]:
    """The files of the Redaktion on the site."""
    return [name for name in town.files() if bundle.FOLDER in name]


def test_it_is_beside_the_current_ausgabe_and_in_none(town: Town) -> None:
    assert town.publish()
    found = inside(town)
    assert {f"{FOLDER}/{name}" for name in ("index.html", "texte.zip", "verweis.js", "pyodide/pyodide.mjs")} < {*found}
    assert [name for name in found if not name.startswith(f"{FOLDER}/")] == []
    assert [name for name in lock.load(town.project.lock_file).around if bundle.FOLDER in name] == found
    assert (town.site / f"{FOLDER}/pyodide/pyodide.mjs.gz").is_file()
    assert f'"melden":"{bundle.LINK}"' in town.text("ausgaben.js")
    assert not town.publish()


def test_it_works_on_the_texts_of_the_current_ausgabe_and_knows_their_commit(town: Town) -> None:
    commit = town.git("rev-parse", "v-zwei^{commit}")
    (town.root / "docs" / "SPR-01.md").write_text("Neuer als die Ausgabe.\n", "utf-8")
    assert town.publish()
    with zipfile.ZipFile(town.site / FOLDER / "texte.zip") as archive:
        assert json.loads(archive.read("stand.json"))["commit"] == commit
        assert PRIVATE in archive.read("texte/SPR-01.md").decode()


def test_a_copy_in_which_it_was_changed_or_added_to_does_not_pass(town: Town) -> None:
    town.publish()
    assert verification.check(town.site, lock.load(town.project.lock_file).as_data()) == []
    worker, strange = town.site / FOLDER / "worker.mjs", town.site / FOLDER / "mehr.mjs"
    worker.chmod(0o644)
    worker.write_bytes(worker.read_bytes() + b"\n")
    strange.write_text("", "utf-8")
    assert verification.check(town.site, lock.load(town.project.lock_file).as_data()) == [
        f"{FOLDER}/mehr.mjs: Die Datei gehört nicht hierher.",
        f"{FOLDER}/worker.mjs: Die Datei ist verändert.",
    ]
    with pytest.raises(PublishError, match=f"{FOLDER}/worker.mjs: Die Datei ist verändert"):
        town.publish()


def test_it_comes_and_goes_with_the_setting(town: Town) -> None:
    settings = town.root / "docs" / "kommune.toml"
    town.publish()
    settings.write_text(settings.read_text("utf-8").replace(WANTED, ""), "utf-8")
    assert town.publish()
    assert inside(town) == []
    assert '"melden"' not in town.text("ausgaben.js")


def test_only_the_current_ausgabe_leads_to_the_form_with_the_recommendation_chosen(town: Town) -> None:
    town.publish()
    with chromium() as browser:
        here = watch(browser.new_context(), (town.site / "aktuell" / "alt.html").as_uri())
        link = here.page.locator("h1 + .werkzeuge a")
        expect(link).to_have_text("Sachstand melden")
        form = (town.site / FOLDER / "index.html").as_uri()
        expect(link).to_have_attribute("href", f"{form}#sachstand?betrifft=SPR-01")
        old = watch(browser.new_context(), (town.site / "zwei" / "alt.html").as_uri())
        expect(old.page.locator(".ausgaben-wahl")).to_have_count(1)
        assert old.page.locator(f'script[src$="{bundle.LINK}"]').count() == 0
        assert here.complaints == old.complaints == []


def test_its_bytes_are_the_same_wherever_it_is_made(town: Town, tmp_path: Path) -> None:
    commit = town.project.repository.commit("v-zwei")
    town.git("clone", "-q", ".", str(tmp_path / "anderswo"))
    settings = towns.load(town.project.docs)
    one = bundle.of_commit(town.root, commit, "docs", settings)
    assert bundle.of_commit(tmp_path / "anderswo", commit, "docs", settings) == one


def test_what_was_withdrawn_is_not_handed_out_with_it(town: Town) -> None:
    town.publish()
    withdraw(town.project, [], [PRIVATE], Notice(date(2026, 3, 1), "Personenbezogene Angabe."), "remove")
    assert inside(town) == []
    said = (
        "In den Texten von {} steht in SPR-01.md, was seitdem zurückgezogen ist. Die Redaktion im Browser gibt es "
        "wieder, wenn es in keinem Text mehr steht und das in einer Ausgabe veröffentlicht ist."
    ).format(town.git("rev-parse", "v-zwei^{commit}")[:10])
    assert desk.made(plan(town.project)) == ({}, said)
    assert publishing.publish(town.project, town.maker).without_desk == said


def test_no_page_of_the_ausgabe_is_replaced(town: Town) -> None:
    pages = {"index.html": page("Neu"), f"{bundle.FOLDER}/index.html": page("Von Hand")}
    town.edition("drei", pages, "2026-03-01")
    with pytest.raises(PublishError, match=f"drei: In der Ausgabe liegt schon {bundle.FOLDER}/index.html"):
        town.publish()


def test_without_pyodide_nothing_is_shown(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(bundle, "_PACKAGES", Path("nirgends"))
    with pytest.raises(RefusedError, match="Pyodide ist nicht installiert"):
        town.publish()
    assert not town.site.exists()
