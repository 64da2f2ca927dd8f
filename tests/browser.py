"""A real Chromium for tests of the built website, with the barriers that axe-core finds."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NoReturn

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

AXE: Final = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
TAGS: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
MISSING: Final = (
    "Für die Tests im Browser fehlt Chromium. Auf Debian: apt-get install chromium. "
    "(Chromium is missing; KONZEPT_ALLES=1 makes this a failure.)"
)
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
_ARGUMENTS += ["--disable-component-update", "--disable-sync"]
# Only violations are described in full: the rest takes most of the time.
_RUN: Final = """(runOnly) => axe.run(document, {runOnly, resultTypes: ["violations"]})"""
_ALL: Final = {"type": "tag", "values": TAGS}
_COLOURS: Final = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
# Runs before a page's own scripts and keeps what the policy refused.
_WATCH = """window.refused = []; document.addEventListener("securitypolicyviolation",
    (event) => window.refused.push(`${event.violatedDirective}: ${event.blockedURI}`));"""


@dataclass(slots=True)
class Watched:
    """A page, and what it asked for and complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def go(self, address: str) -> None:
        """Open another page in the same window, and forget what the one before asked for."""
        self.requests.clear()
        self.complaints.clear()
        self.page.goto(address)

    def refused(self) -> list[str]:
        """What the Content-Security-Policy refused."""
        found: list[str] = self.page.evaluate("window.refused")
        return found

    def barriers(self, *, only_colours: bool = False) -> list[str]:
        """What axe-core finds, a line for each element."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE)
        result: dict[str, Any] = self.page.evaluate(_RUN, _COLOURS if only_colours else _ALL)
        return [
            f"{violation['id']}: {node['html'][:160]}"
            for violation in result["violations"]
            for node in violation["nodes"]
        ]


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; without it the tests are skipped, or fail if all must run."""
    path = shutil.which("chromium")
    if path is None:
        cannot(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)
        yield browser
        browser.close()


def watch(context: BrowserContext, address: str = "about:blank", width: int = 0) -> Watched:
    """Open an address in a new page of the context; ``width`` in pixels, 0 is the context's own."""
    watched = Watched(context.new_page())
    page = watched.page
    if width:
        page.set_viewport_size({"width": width, "height": 800})
    page.add_init_script(_WATCH)
    page.on("request", lambda request: watched.requests.append(request.url))
    page.on("requestfailed", lambda request: _failed(request, watched))
    page.on("console", lambda message: watched.complaints.append(message.text))
    page.on("pageerror", lambda error: watched.complaints.append(str(error)))
    page.goto(address)
    return watched


def barriers_at_each_width(watched: Watched) -> list[str]:
    """The barriers of an open page, wide and as on a phone, and what dark colours add there."""
    found = []
    for width in (1280, 390):
        watched.page.set_viewport_size({"width": width, "height": 900})
        found += [f"{width} {barrier}" for barrier in watched.barriers()]
    watched.page.emulate_media(color_scheme="dark")
    found += [f"dark {barrier}" for barrier in watched.barriers(only_colours=True)]
    watched.page.emulate_media(color_scheme="light")
    return found


def _failed(request: Request, watched: Watched) -> None:
    """Note what could not be loaded; what was under way while the page was left says nothing of it."""
    if request.failure != "net::ERR_ABORTED":
        watched.complaints.append(f"failed: {request.url}")


def printed(page: Page, file: Path) -> list[str]:
    """Print a page into a file, and read the text of every sheet."""
    reader = shutil.which("pdftotext")
    if reader is None:
        cannot("Für die Tests des Drucks fehlt pdftotext. Auf Debian: apt-get install poppler-utils.")
    page.pdf(path=file, format="A4")
    text = subprocess.run([str(reader), "-layout", file, "-"], capture_output=True, text=True, check=True).stdout
    text = re.sub("\u00ad\u2010?", "", text)  # a hyphen at the end of a line, and those that are not used
    return [" ".join(sheet.split()) for sheet in text.removesuffix("\f").split("\f")]


def cannot(why: str) -> NoReturn:
    """Skip a test, or let it fail if all must run."""
    if os.environ.get("KONZEPT_ALLES") == "1":
        pytest.fail(why)
    pytest.skip(why)
