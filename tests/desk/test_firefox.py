"""The Redaktion in a real Firefox: every task with the keyboard, and the very patch that the program gives."""

from __future__ import annotations

import json
from collections.abc import Iterator
from email import message_from_bytes
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final

import pytest

from konzept import website
from konzept.desk.bundle import pyodide
from konzept.desk.session import Desk
from konzept.errors import RefusedError
from konzept.files import git
from tests.browser import AXE, TAGS, cannot
from tests.desk.serving import put, served
from tests.desk.town import FILLED, TODAY, desk, filled, texts
from tests.firefox import Page, firefox

pytestmark = pytest.mark.xdist_group("firefox-desk")
_KEEP: Final = """() => {
  window.made = [];
  const make = URL.createObjectURL;
  URL.createObjectURL = (blob) => { window.made.push(blob); return make.call(URL, blob); };
}"""


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return texts(tmp_path_factory.mktemp("redaktion"))


@pytest.fixture(scope="module")
def page(docs: Path) -> Iterator[Page]:
    """The Redaktion, ready, at the width of a phone."""
    try:
        pyodide()
    except RefusedError as error:
        cannot(f"{error} (Pyodide is missing; KONZEPT_ALLES=1 makes this a failure.)")
    target = docs.parent / "html"
    assert website.build(docs, target, TODAY)
    put(docs, target)
    with served(target) as address, firefox() as found:
        found.before(_KEEP)
        found.size(390, 844)
        found.go(address)
        found.until("!document.getElementById('aufgaben').hidden")
        yield found


def fill(page: Page, task: str) -> None:
    """Open a task and fill its form with the keyboard."""
    page.focus(f'#aufgaben-liste a[href="#{task}"]')
    page.press("Enter")
    page.until("!document.getElementById('eingabe').hidden")
    for name, value in FILLED[task][0].items():
        place = f'[data-feld="{name}"]'
        if page.ask(f"!!document.querySelector('details:not([open]):has({place}) > summary')"):
            page.focus(f"details:not([open]):has({place}) > summary")
            page.press("Enter")
        if page.ask(f"!!document.querySelector('{place} input[type=checkbox]')"):
            page.focus(f'{place} input[value="{value}"]')
            page.press("Space")
            continue
        page.focus(f"#feld-{name}")
        if page.ask(f"document.querySelector('#feld-{name}').localName === 'select'"):
            page.press(*["Down"] * page.ask(f"document.querySelector('#feld-{name} option[value=\"{value}\"]').index"))
        elif page.ask(f"!!document.querySelector('{place} .hinzu')"):
            for part in value.split("\n"):
                page.press(part, "Enter")
        else:
            page.ask(f"document.querySelector('#feld-{name}').select()")
            page.press(value)


@pytest.mark.parametrize("task", FILLED)
def test_a_task_by_keyboard_gives_the_patch_that_the_program_gives(task: str, page: Page, docs: Path) -> None:
    session: Desk = desk(docs)
    fill(page, task)
    page.focus("#aufnehmen")
    page.press("Enter")
    page.until("document.querySelectorAll('#meldungen-liste > li').length === 1")
    assert page.ask("document.documentElement.scrollWidth - window.innerWidth") <= 0
    page.focus("#fertig")
    page.press("Enter")
    page.until("!document.getElementById('ergebnis').hidden")
    content = str(page.ask("window.made.at(-1).text()")).encode()
    on = parsedate_to_datetime(str(message_from_bytes(content)["Date"]))
    base = str(git.find(docs, "HEAD").id)
    wanted = session.patches([filled(task)], above="docs/", on=on, base=base)
    assert [(page.ask("document.querySelector('#dateien a').download"), content)] == wanted
    page.focus("#loeschen")
    page.press("Enter")
    assert page.complaints == []


def test_no_barriers(page: Page) -> None:
    fill(page, "sachstand")
    run = f"axe.run(document, {{runOnly: {{type: 'tag', values: {json.dumps(TAGS)}}}}})"
    found = page.ask(f"(() => {{ {AXE}; return {run}; }})()")
    assert [violation["id"] for violation in found["violations"]] == []
