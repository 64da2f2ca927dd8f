"""What a first visit to a field page costs, beside stock sphinx-needs under other themes."""

from __future__ import annotations

import functools
import gzip
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from playwright.sync_api import Browser

from tests.browser import chromium
from tests.project import ROOT, TODAY
from tools.bench import CONF, OURS, STOCK, generate

THEMES: Final = ("konzept", "pydata_sphinx_theme", "furo", "alabaster")
PAGE: Final = "f0/index.html"
COUNT: Final = 100


@dataclass(frozen=True, slots=True)
class Visit:
    """A first visit: requests, bytes over gzip, and requests that left this machine."""

    requests: int
    weight: int
    foreign: int


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine; the address without the last slash."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def visit(browser: Browser, folder: Path, page: str) -> Visit:
    """Visit a page with an empty cache. Every file counts as a server that compresses would send it."""
    with served(folder) as address:
        context = browser.new_context(viewport={"width": 390, "height": 800})
        opened = context.new_page()
        asked: list[str] = []
        opened.on("request", lambda request: asked.append(request.url))
        opened.goto(f"{address}/{page}", wait_until="networkidle")
        context.close()
        files = [folder / urlsplit(url).path.lstrip("/") for url in asked if url.startswith(address)]
    weight = sum(len(gzip.compress(file.read_bytes())) for file in files if file.is_file())
    return Visit(len(asked), weight, sum(not url.startswith((address, "data:")) for url in asked))


def built(folder: Path, theme: str) -> Path:
    """Build the generated concept with this project, or with stock sphinx-needs under a theme."""
    own = theme == "konzept"
    docs = generate(folder / "docs", COUNT, OURS if own else STOCK)
    if not own:
        settings = CONF.format(root=str(ROOT), theme=theme)
        (folder / "conf.py").write_text(settings, "utf-8")
    conf, more = (ROOT, ["-D", f"konzept_as_of={TODAY}"]) if own else (folder, [])
    command = [sys.executable, "-m", "sphinx", "-q", "-c", str(conf), str(docs), str(folder / "out"), *more]
    subprocess.run(command, check=True, capture_output=True)
    return folder / "out"


def rows() -> Iterator[str]:
    """A line of the table for each theme."""
    with chromium() as browser:
        for theme in THEMES:
            with tempfile.TemporaryDirectory() as folder:
                found = visit(browser, built(Path(folder), theme), PAGE)
            yield f"{theme:20} | {found.requests:8} | {found.weight / 1000:6.1f} kB | {found.foreign:13}"


def main() -> None:
    """Print the table."""
    print(f"theme                | requests | gzip      | third parties ({COUNT} recommendations, {PAGE})")  # noqa: T201
    for line in rows():
        print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
