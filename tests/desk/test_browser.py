"""The Redaktion in a real browser: the same rules, every task, without barriers, without a network afterwards."""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Iterator
from datetime import datetime, time
from email import message_from_bytes
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from konzept import town, website
from konzept.desk.bundle import FOLDER, pyodide
from konzept.desk.filled import Report
from konzept.desk.linking import linked
from konzept.desk.session import Desk
from konzept.errors import RefusedError
from konzept.examine import examine_folder
from konzept.files import git
from konzept.survey import bodies
from konzept.survey.outgoing import questions
from konzept.survey.workbook import workbook
from tests.browser import Watched, cannot, watch
from tests.desk.serving import put, served
from tests.desk.town import FILLED, TODAY, desk, filled, texts
from tests.project import BASE, Case, cases
from tests.survey.filling import GOOD, saved_by_libreoffice
from tests.survey.filling import filled as answered

pytestmark = pytest.mark.xdist_group("browser-desk")
WAIT: Final = 90_000
PHONE: Final[ViewportSize] = {"width": 390, "height": 844}
# The cases of rules and shapes, asked in the browser of the program that lies beside the page.
_ASK: Final = """
import json, pathlib, shutil, sys
sys.path.insert(0, "/programm")
from datetime import date
from konzept.examine import examine_folder
from konzept.model.speech import kept

def asked(text):
    said = []
    for files in json.loads(text):
        root = pathlib.Path("/fall")
        shutil.rmtree(root, ignore_errors=True)
        for name, content in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        with kept():
            said.append([str(finding) for finding in examine_folder(root, date(2026, 1, 31)).findings])
    return json.dumps(said)
asked
"""
_TRY: Final = """
import { loadPyodide } from "./pyodide/pyodide.mjs";
const python = await loadPyodide({ indexURL: new URL("./pyodide/", import.meta.url).href });
const archive = await (await fetch("programm.zip")).arrayBuffer();
python.unpackArchive(new Uint8Array(archive), "zip", { extractDir: "/programm" });
const asked = python.runPython(await (await fetch("fragen.py")).text());
document.body.textContent = asked(await (await fetch("faelle.json")).text());
document.body.dataset.fertig = "ja";
"""


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return texts(tmp_path_factory.mktemp("redaktion"))


@pytest.fixture(scope="module")
def site(docs: Path) -> Path:
    """The website of a small town with the Redaktion beside it."""
    try:
        pyodide()
    except RefusedError as error:
        cannot(f"{error} (Pyodide is missing; KONZEPT_ALLES=1 makes this a failure.)")
    target = docs.parent / "html"
    assert website.build(docs, target, TODAY)
    put(docs, target)
    for name, content in linked(target).items():
        (target / name).write_bytes(content)
    return target


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site) as found:
        yield found


@pytest.fixture(scope="module")
def session(docs: Path) -> Desk:
    return desk(docs)


def on_that_day(browser: Browser) -> BrowserContext:
    """A phone on which it is the day of the session, whatever day it is here."""
    found = browser.new_context(viewport=PHONE, accept_downloads=True)
    found.clock.set_fixed_time(datetime.combine(TODAY, time(12)))
    found.on("dialog", lambda dialog: dialog.accept())
    return found


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    found = on_that_day(browser)
    yield found
    found.close()


@pytest.fixture(scope="module")
def shared(browser: Browser, address: str) -> Iterator[Watched]:
    """One page for all tasks, since it takes a while until it is ready."""
    found = on_that_day(browser)
    watched = watch(found, address)
    watched.page.locator("#aufgaben:not([hidden])").wait_for(timeout=WAIT)
    yield watched
    found.close()


@pytest.fixture
def opened(shared: Watched) -> Iterator[Watched]:
    """The page for all tests, with nothing in it."""
    page = shared.page
    page.locator("#name").evaluate("field => { field.value = ''; }")
    page.locator("#vorschau").evaluate("folded => { folded.open = false; }")
    yield shared
    for button in ("#abbrechen", "#loeschen"):
        if page.locator(button).is_visible():
            page.locator(button).click()
    page.emulate_media(color_scheme="light", forced_colors="none")
    page.set_viewport_size(PHONE)


@pytest.fixture
def fresh(context: BrowserContext, address: str) -> Watched:
    """A page of its own, ready: for tests of what lasts when it is left."""
    watched = watch(context, address)
    watched.page.locator("#aufgaben:not([hidden])").wait_for(timeout=WAIT)
    return watched


def fill(page: Page, task: str) -> None:
    """Open a task and fill its form with the keyboard as people do."""
    page.locator(f'#aufgaben-liste a[href="#{task}"]').press("Enter")
    for name, value in FILLED[task][0].items():
        field = page.locator(f"#feld-{name}")
        folded = page.locator(f'details:not([open]):has([data-feld="{name}"]) > summary')
        if folded.count():
            folded.press("Enter")
        if page.locator(f'[data-feld="{name}"] input[type="checkbox"]').count():
            page.locator(f'[data-feld="{name}"] input[value="{value}"]').press("Space")
        elif field.evaluate("field => field.localName") == "select":
            field.select_option(value)
        elif page.locator(f'[data-feld="{name}"] .hinzu').count():
            for part in value.split("\n"):
                field.fill(part)
                field.press("Enter")
        else:
            field.fill(value)


def test_the_rules_say_in_the_browser_what_they_say_here(site: Path, address: str, context: BrowserContext) -> None:
    found: list[Case] = [case for name in ("rules", "shape") for case in cases(name)]
    assert len(found) > 50
    folder = site / FOLDER
    (folder / "faelle.json").write_text(json.dumps([{**BASE, **case.files} for case in found]), "utf-8")
    (folder / "fragen.py").write_text(_ASK, "utf-8")
    (folder / "probe.mjs").write_text(_TRY, "utf-8")
    (folder / "probe.html").write_text('<!DOCTYPE html><script type="module" src="probe.mjs"></script>', "utf-8")
    page = context.new_page()
    page.goto(f"{address}probe.html")
    page.locator("body[data-fertig]").wait_for(timeout=WAIT)
    said = json.loads(page.locator("body").inner_text())
    assert {case.title: answer for case, answer in zip(found, said, strict=True)} == {
        case.title: case.expected for case in found
    }


@pytest.mark.parametrize("task", FILLED)
def test_a_task_by_keyboard_gives_the_patch_that_the_program_gives(
    task: str, shared: Watched, session: Desk, docs: Path, address: str
) -> None:
    page = shared.page
    fill(page, task)
    page.locator("#aufnehmen").press("Enter")
    expect(page.locator("#meldungen-liste li")).to_have_count(1)
    page.locator("#name").fill("Jürgen Müßig")
    page.locator("#fertig").press("Enter")
    with page.expect_download() as download:
        page.locator("#dateien a").click()
    content = Path(download.value.path()).read_bytes()
    on = parsedate_to_datetime(str(message_from_bytes(content)["Date"]))
    base = str(git.find(docs, "HEAD").id)
    wanted = session.patches([filled(task)], above="docs/", on=on, base=base, name="Jürgen Müßig")
    assert [(download.value.suggested_filename, content)] == wanted
    page.locator("#loeschen").click()
    assert shared.complaints == []
    assert shared.refused() == []
    assert {urlsplit(request).netloc for request in shared.requests} <= {urlsplit(address).netloc, ""}


def test_a_recommendation_leads_to_the_form_that_asks_for_its_state(address: str, context: BrowserContext) -> None:
    watched = watch(context, address.replace(FOLDER + "/", "SPR-02.html"))
    watched.page.get_by_role("link", name="Sachstand melden").click()
    expect(watched.page.locator("#eingabe-titel")).to_have_text("Sachstand melden", timeout=WAIT)
    expect(watched.page.locator("#feld-betrifft")).to_have_value("SPR-02 – Mehr Bücher")
    assert watched.complaints == []


def test_remarks_lead_to_their_fields(opened: Watched) -> None:
    page = opened.page
    page.locator('#aufgaben-liste a[href="#termin"]').click()
    page.locator("#feld-titel").fill("Sitzung")
    page.locator("#feld-datum").fill("31.02.2026")
    remark = "„31.02.2026“ ist kein Datum des Kalenders. Schreiben Sie einen Tag wie 31.12.2026."
    page.locator("#feld-art").select_option("Sitzung")
    page.locator("#feld-betrifft").fill("HF-SPR")
    expect(page.locator("#feld-datum-fehler")).to_have_text(remark)
    expect(page.locator("#feld-datum")).to_have_attribute("aria-invalid", "true")
    page.locator("#aufnehmen").click()
    expect(page.locator("#fehlerliste")).to_be_focused()
    page.locator("#fehlerliste a").first.click()
    expect(page.locator("#feld-datum")).to_be_focused()
    assert page.locator("#meldungen").is_hidden()


def test_a_draft_survives_and_can_be_deleted(fresh: Watched, address: str) -> None:
    page = fresh.page
    fill(page, "termin")
    expect(page.locator("#wirkung li")).to_have_count(2)
    page.close()
    again = watch(fresh.page.context, address).page
    expect(again.locator("#feld-titel")).to_have_value("Sitzung", timeout=WAIT)
    again.locator("#aufnehmen").click()
    expect(again.locator("#meldungen-liste li")).to_have_count(1)
    again.reload()
    expect(again.locator("#meldungen-liste li")).to_have_count(1, timeout=WAIT)
    again.locator("#loeschen").click()
    expect(again.locator("#meldungen")).to_be_hidden()
    assert again.evaluate("localStorage.length") == 0


def test_no_draft_takes_the_place_of_another(opened: Watched) -> None:
    page = opened.page
    begun = page.locator("#angefangen li")
    page.locator('#aufgaben-liste a[href="#entwicklung"]').click()
    page.locator("#feld-titel").fill("Ein Regal")
    expect(page.locator("#feld-titel-fehler")).to_have_text("")
    page.wait_for_timeout(400)
    page.go_back()
    page.locator('#aufgaben-liste a[href="#termin"]').click()
    page.locator("#feld-titel").fill("Sitzung")
    page.wait_for_timeout(400)
    page.go_back()
    expect(begun).to_have_text(["Neuigkeit melden: Ein Regal", "Termin eintragen: Sitzung"])
    page.locator("a.sprung").press("Enter")
    begun.locator("a").first.click()
    expect(page.locator("#feld-titel")).to_have_value("Ein Regal")
    page.locator("a.sprung").press("Enter")
    expect(page.locator("#feld-titel")).to_be_visible()
    page.go_back()
    page.locator("#abbrechen").click()
    begun.locator("a").click()
    page.locator("#abbrechen").click()
    expect(begun).to_have_count(0)


def test_a_report_that_is_changed_stays_where_it_was_and_no_other_takes_its_place(opened: Watched) -> None:
    page = opened.page
    fill(page, "quelle")
    page.locator("#aufnehmen").dblclick()
    listed = page.locator("#meldungen-liste li p:first-child")
    expect(listed).to_have_text(["Quelle anlegen: Brief der Stadt"])
    page.get_by_role("button", name="Bearbeiten Quelle anlegen").click()
    expect(page.locator("#aufnehmen")).to_have_text("Änderung aufnehmen")
    page.go_back()
    fill(page, "termin")
    expect(page.locator("#aufnehmen")).to_have_text("Meldung aufnehmen")
    page.locator("#aufnehmen").click()
    expect(listed).to_have_text(["Quelle anlegen: Brief der Stadt", "Termin eintragen: Sitzung"])


def test_a_second_window_knows_the_reports_of_the_first(fresh: Watched, address: str) -> None:
    second = watch(fresh.page.context, address).page
    second.locator("#aufgaben:not([hidden])").wait_for(timeout=WAIT)
    for page, task in ((fresh.page, "quelle"), (second, "termin")):
        fill(page, task)
        page.locator("#aufnehmen").click()
        expect(page.locator("#aufgaben")).to_be_visible()
    for page in (fresh.page, second):
        expect(page.locator("#meldungen-liste li")).to_have_count(2)


def test_the_next_item_that_is_chosen_brings_its_own_text(opened: Watched) -> None:
    page = opened.page
    page.locator('#aufgaben-liste a[href="#text"]').click()
    for chosen, title in (("SPR-01 – Mehr Kurse", "Mehr Kurse"), ("spr-02", "Mehr Bücher")):
        page.locator("#feld-eintrag").fill(chosen)
        expect(page.locator("#feld-titel")).to_have_value(title)


def test_files_that_cannot_be_made_say_which_report_is_in_the_way(opened: Watched) -> None:
    page = opened.page
    fill(page, "quelle")
    page.locator("#aufnehmen").click()
    expect(page.locator("#meldungen-liste li")).to_have_count(1)
    fill(page, "termin")
    for name in ("titel", "datum"):
        page.locator(f"#feld-q_{name}").fill("")
    for name in ("art", "vollstaendig"):
        page.locator(f"#feld-q_{name}").select_option("")
    page.locator("#feld-quelle").fill("Q-BRIEF-DER-STADT")
    page.locator("#aufnehmen").click()
    expect(page.locator("#meldungen-liste li")).to_have_count(2)
    page.get_by_role("button", name="Löschen Quelle anlegen").click()
    page.locator("#fertig").click()
    expect(page.locator("#pruefung")).to_contain_text("So entstehen noch keine Dateien.")
    expect(page.locator("#pruefung")).to_contain_text("Meldung 1: Das ist hier nicht verzeichnet: Q-BRIEF-DER-STADT.")
    expect(page.locator("#pruefung")).to_be_focused()


def test_a_name_that_no_commit_can_bear_is_told_at_its_field(opened: Watched) -> None:
    page = opened.page
    fill(page, "quelle")
    page.locator("#aufnehmen").click()
    page.locator("#name").fill('Anna "Änni" Müller')
    page.locator("#adresse").fill("müller@example.org")
    page.locator("#fertig").click()
    expect(page.locator("#name-fehler")).to_have_text('Im Namen kann nicht stehen: ". Lassen Sie es weg.')
    expect(page.locator("#adresse-fehler")).to_contain_text("ohne Umlaute")
    expect(page.locator("#name")).to_be_focused()
    assert page.locator("#ergebnis").is_hidden()
    assert opened.barriers() == []
    page.locator("#name").fill("Müller, Anna")
    page.locator("#adresse").fill("")
    page.locator("#fertig").click()
    expect(page.locator("#dateien a")).to_have_count(1)
    expect(page.locator("#name-fehler")).to_be_hidden()


def test_a_report_can_be_changed_and_names_what_came_before(opened: Watched) -> None:
    page = opened.page
    fill(page, "quelle")
    page.locator("#aufnehmen").click()
    expect(page.locator("#meldungen-liste li")).to_have_count(1)
    page.locator('#aufgaben-liste a[href="#termin"]').click()
    assert page.locator('option[value="Q-BRIEF-DER-STADT – Brief der Stadt"]').count() == 1
    page.locator("#abbrechen").click()
    page.get_by_role("button", name="Bearbeiten Quelle anlegen: Brief der Stadt").click()
    expect(page.locator("#feld-titel")).to_have_value("Brief der Stadt")
    page.locator("#feld-titel").fill("Zweiter Brief")
    page.locator("#aufnehmen").click()
    expect(page.locator("#meldungen-liste li p").first).to_have_text("Quelle anlegen: Zweiter Brief")


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_a_table_is_examined_in_place_row_by_row_and_becomes_the_same_patch(
    form: str, opened: Watched, session: Desk, docs: Path, tmp_path: Path
) -> None:
    concept = examine_folder(docs, TODAY).concept
    asked = bodies.load((docs / bodies.FILE).read_bytes(), concept)
    sent = workbook(next(questions(asked, concept, (), TODAY)), asked, concept, town.load(docs))
    answers = {"SPR-01": GOOD | {"on": "26.11.2026"}, "SPR-02": {"status": "offen"}}
    table = answered(sent, answers)
    if form == "ods":
        table = saved_by_libreoffice(table, "ods", tmp_path)
    page = opened.page
    page.locator('#aufgaben-liste a[href="#tabelle"]').click()
    page.locator("#feld-datei").set_input_files({"name": f"antwort.{form}", "mimeType": "", "buffer": table})
    expect(page.locator("#zeilen li")).to_have_text(
        ["Zeile 2, SPR-01: wird übernommen", re.compile("Zeile 3, SPR-02: nicht zur Veröffentlichung freigegeben")]
    )
    assert opened.barriers() == []
    page.locator("#aufnehmen").click()
    expect(page.locator("#meldungen-liste li p").first).to_have_text(f"Antwort in einer Tabelle prüfen: antwort.{form}")
    page.locator("#pruefen").click()
    expect(page.locator("#pruefung")).to_have_text("Die Prüfung hat an Ihren Meldungen nichts auszusetzen.")
    page.locator("#fertig").click()
    with page.expect_download() as download:
        page.locator("#dateien a").click()
    content = Path(download.value.path()).read_bytes()
    on = parsedate_to_datetime(str(message_from_bytes(content)["Date"]))
    values = {"datei": f"antwort.{form}\n{base64.b64encode(table).decode()}"}
    base = str(git.find(docs, "HEAD").id)
    ((_, wanted),) = session.patches([Report("tabelle", values)], above="docs/", on=on, base=base)
    assert content == wanted
    assert opened.complaints == []
    assert opened.refused() == []


def test_an_older_draft_is_examined_against_newer_texts(fresh: Watched, address: str) -> None:
    page = fresh.page
    fill(page, "quelle")
    page.locator("#aufnehmen").click()
    expect(page.locator("#meldungen-liste li")).to_have_count(1)
    page.reload()
    expect(page.locator("#meldungen-liste li")).to_have_count(1, timeout=WAIT)
    assert page.locator("#pruefung").inner_text() == ""
    page.evaluate(
        "localStorage.setItem('konzept-redaktion',"
        "JSON.stringify({...JSON.parse(localStorage.getItem('konzept-redaktion')), commit: 'älter'}))"
    )
    page.reload()
    expect(page.locator("#pruefung")).to_have_text(
        re.compile("^Die Texte sind neuer als Ihr Entwurf: vom .*nichts auszusetzen.$"), timeout=WAIT
    )


def test_it_works_without_a_network_afterwards(fresh: Watched) -> None:
    page = fresh.page
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    page.locator("#aufgaben:not([hidden])").wait_for(timeout=WAIT)
    page.context.set_offline(True)
    page.reload()
    expect(page.locator("#lage-text")).to_have_text("Bereit.", timeout=WAIT)
    expect(page.locator("#aufgaben-liste li")).to_have_count(len(FILLED) + 1)


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_no_barriers_and_nothing_to_scroll_sideways(colours: str, opened: Watched) -> None:
    page = opened.page
    page.emulate_media(color_scheme="dark" if colours == "dark" else "light")
    assert opened.barriers() == []
    fill(page, "sachstand")
    page.locator("#vorschau summary").click()
    expect(page.locator(".vorschau h4").first).to_be_visible()
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
        assert opened.barriers() == []
    page.locator("#aufnehmen").click()
    page.locator("#fertig").click()
    expect(page.locator("#ergebnis")).to_be_focused()
    assert opened.barriers() == []


def test_with_letters_twice_as_large_nothing_is_to_scroll_sideways(fresh: Watched) -> None:
    page = fresh.page
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    wide = []
    for task in FILLED:
        page.locator(f'#aufgaben-liste a[href="#{task}"]').press("Enter")
        page.locator("#formular").evaluate(
            "form => { for (const fold of form.querySelectorAll('details')) fold.open = true; }"
        )
        for width in (320, 390):
            page.set_viewport_size({"width": width, "height": 844})
            over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            wide += [(task, width, over)] if over > 0 else []
        page.locator("#abbrechen").click()
    assert wide == []


def test_in_forced_colours_what_is_wrong_and_what_is_new_is_seen_without_colour(opened: Watched) -> None:
    page = opened.page
    page.emulate_media(forced_colors="active")
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    fill(page, "text")
    expect(page.locator("#aenderungen ins").first).to_be_visible()
    drawn = "(e, name) => getComputedStyle(e)[name]"
    assert page.locator("#aenderungen ins").first.evaluate(drawn, "textDecorationLine") == "underline"
    assert page.locator("#aenderungen del").first.evaluate(drawn, "textDecorationLine") == "line-through"
    page.locator("#abbrechen").click()
    page.locator('#aufgaben-liste a[href="#termin"]').click()
    page.locator("#aufnehmen").click()
    expect(page.locator("#feld-titel")).to_have_attribute("aria-invalid", "true")
    for name in ("#feld-titel", "#feld-titel-fehler", "#aufnehmen", "#fehlerliste"):
        line = page.locator(name)
        assert line.evaluate(drawn, "borderLeftStyle") == "solid", name
        assert line.evaluate(drawn, "borderLeftColor") != line.evaluate(drawn, "backgroundColor"), name
    assert opened.barriers() == []
    page.locator("#fehlerliste a").first.focus()
    page.keyboard.press("Enter")
    focused = page.locator("#feld-titel")
    expect(focused).to_be_focused()
    assert focused.evaluate(drawn, "outlineStyle") != "none"


def test_without_webassembly_or_javascript_it_says_what_else_works(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    expect(page.locator("#lage-text")).to_have_text("Diese Seite braucht JavaScript.")
    expect(page.locator("#ohne")).to_be_visible()
    context.close()
    context = browser.new_context()
    context.add_init_script("delete window.WebAssembly")
    page = context.new_page()
    page.goto(address)
    expect(page.locator("#lage-text")).to_have_text("Dieser Browser kann das Programm nicht ausführen.")
    expect(page.locator("#ohne")).to_be_visible()
    context.close()


def test_a_first_visit_costs_no_more_than_eight_megabytes(site: Path) -> None:
    tried = {"faelle.json", "fragen.py", "probe.mjs", "probe.html"}
    loaded = [path for path in (site / FOLDER).rglob("*") if path.is_file() and path.name not in tried]
    assert sum(len(gzip.compress(path.read_bytes())) for path in loaded) <= 8_000_000
