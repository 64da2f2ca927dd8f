"""A preview that renews itself when a text is saved: ``make live``.

Two programs work together. One answers the browser: a page that is asked for while a newer text lies there waits for
the build that has it, so no page is stale. The other, the forge, has everything loaded and builds each state of the
texts in a fork of itself, so that one build leaves nothing behind for the next. It tells when the pages are
there, before the files beside them, and what is wrong: that stands above each page, and nothing ends.
"""

from __future__ import annotations

import argparse
import html
import importlib
import io
import itertools
import json
import mimetypes
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from konzept.editions.tags import tags
from konzept.files.watching import PAUSE, state

ROOT: Final = Path(__file__).resolve().parent.parent
PROGRAM: Final = ROOT / "konzept"
_HELD: Final = 20  # seconds that a question for news may wait
_RARELY: Final = 20  # looks at the texts for one at the program
_LOCATED: Final = re.compile(r"(?P<file>.+?\.md)(:\d+)?: (WARNING|ERROR|CRITICAL|FEHLER): ")
_SCRIPT: Final = """
const known = new URL(document.currentScript.src).search;
(async () => {
  for (;;) {
    try {
      const answer = await fetch(`/.live/neu${known}`);
      if (answer.ok && `?${await answer.text()}` !== known) return location.reload();
    } catch {
      await new Promise((wait) => setTimeout(wait, 500));
    }
  }
})();
"""
_STYLE: Final = ".live{background:#fff2cc;color:#111;padding:1rem;white-space:pre-wrap;overflow-wrap:anywhere}"


@dataclass
class Preview:
    """What the newest build is of and what it said, for the threads that answer a browser."""

    texts: Path
    work: Path
    number: int = 0
    pages: str = ""
    whole: str = ""
    said: str = ""
    failed: bool = False
    news: threading.Condition = field(default_factory=threading.Condition)

    def hear(self, step: str, of: str, said: str) -> None:
        """Note what a build tells: that its pages are there, that all is there, or that it failed."""
        with self.news:
            if step != "done" or said != self.said:
                self.number += 1
            self.pages, self.whole = of, "" if step == "pages" else of
            self.said, self.failed = said.replace(f"{ROOT}/", ""), step == "failed"
            self.news.notify_all()

    def wait(self, *, whole: bool) -> None:
        """Wait for the build of what lies there now."""
        with self.news:
            while (self.whole if whole else self.pages) != state(self.texts):
                self.news.wait(PAUSE)

    def follow(self) -> None:
        """Listen to forges: one that ends is followed by the next, as when the program itself was changed."""
        command = [sys.executable, "-m", "tools.live", "--forge", str(self.texts), str(self.work)]
        while True:
            program, texts = state(PROGRAM), state(self.texts)
            with tempfile.TemporaryFile("w+") as failure:
                forge = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=failure, text=True)
                for line in forge.stdout or ():
                    self.hear(**json.loads(line))
                failure.seek(0)
                said = failure.read()
            while forge.wait() and (state(PROGRAM), now := state(self.texts)) == (program, texts):
                if self.whole != now or not self.failed:
                    self.hear("failed", now, said)
                time.sleep(PAUSE)


class Answer(BaseHTTPRequestHandler):
    """Answers a browser."""

    def __init__(self, preview: Preview, *more: Any) -> None:
        """Answer with what a preview knows."""
        self._preview = preview
        super().__init__(*more)

    def do_GET(self) -> None:
        """Answer what is asked for."""
        address = urlsplit(self.path)
        if address.path == "/.live/neu":
            self._say_news(address.query)
        elif address.path == "/.live/live.js":
            self._send(200, "text/javascript", _SCRIPT.encode())
        elif address.path == "/.live/live.css":
            self._send(200, "text/css", _STYLE.encode())
        else:
            self._send_file(unquote(address.path).lstrip("/"))

    def _say_news(self, known: str) -> None:
        with self._preview.news:
            self._preview.news.wait_for(lambda: str(self._preview.number) != known, _HELD)
        self._send(200, "text/plain", str(self._preview.number).encode())

    def _send_file(self, name: str) -> None:
        top = (self._preview.work / "html").resolve()
        name += "index.html" * (name == "" or name.endswith("/"))
        is_page = (self._preview.texts / name).with_suffix(".md").is_file() and name.endswith(".html")
        self._preview.wait(whole=not is_page)
        file = (top / name).resolve()
        there = file.is_relative_to(top) and file.is_file() and not self._preview.failed
        if there and file.suffix != ".html":
            self._send(200, mimetypes.guess_type(file)[0] or "application/octet-stream", file.read_bytes())
            return
        lacking = "" if self._preview.failed else f"<p>Die Seite {html.escape(name)} gibt es nicht.</p>"
        empty = f'<!DOCTYPE html><html lang="de"><head><title>Vorschau</title></head><body>{lacking}</body></html>'
        page = file.read_text("utf-8") if there else empty
        self._send(200 if there else 404, "text/html; charset=utf-8", _with_findings(page, self._preview).encode())

    def _send(self, code: int, kind: str, content: bytes) -> None:
        self.send_response(code)
        for name, value in (("Content-Type", kind), ("Content-Length", len(content)), ("Cache-Control", "no-store")):
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *arguments: Any) -> None:  # its name there
        """Say nothing."""


def _with_findings(page: str, preview: Preview) -> str:
    """A page that renews itself, and says above its text what is wrong."""
    found, alert = tags(page), ""
    head = next((tag.start for tag in found if tag.name == "head" and tag.closes), 0)
    body = next((tag.end for tag in found if tag.name == "body" and not tag.closes), head)
    if preview.said:
        what = "Diese Texte lassen sich nicht bauen:" if preview.failed else "Damit ließe sich nichts veröffentlichen:"
        alert = f'<div class="live" role="alert">{what}\n\n{html.escape(preview.said)}</div>'
    renewal = (
        f'<link rel="stylesheet" href="/.live/live.css"><script src="/.live/live.js?{preview.number}" defer></script>'
    )
    return page[:head] + renewal + page[head:body] + alert + page[body:]


def forge(texts: Path, work: Path) -> None:
    """Build each state of the texts and tell of it, until the program changes or nobody listens."""
    _load(texts)
    program, parent = state(PROGRAM), os.getppid()
    built, faulty = "", set[str]()
    for look in itertools.count():
        if os.getppid() != parent or (look % _RARELY == 0 and state(PROGRAM) != program):
            return
        if (now := state(texts)) == built:
            time.sleep(PAUSE)
            continue
        found = _forked(texts, work, now, faulty)
        faulty, built = set(found["faulty"]), now
        for name in found["modules"]:  # whatever was loaded late is there for the next build
            if name not in sys.modules and name.partition(".")[0] != "__main__":
                importlib.import_module(name)


def _load(texts: Path) -> None:
    """Have at hand what each build needs: the program, how words are parted, which letters the fonts have, pictures."""
    importlib.import_module("konzept.website")
    from konzept.examine.targets import unfit
    from konzept.extension import upstream
    from konzept.kinds import PICTURES
    from konzept.markdown.printable import unprintable
    from konzept.web.hyphens import hyphenated

    upstream.speed_up()
    for language in ("de", "en"):
        hyphenated(f'<p lang="{language}">International</p>')
    unprintable("")
    for file in (file for file in texts.rglob("*") if file.suffix[1:] in PICTURES):
        list(unfit(file, file.relative_to(texts).as_posix(), as_picture=True))


def _forked(texts: Path, work: Path, now: str, faulty: set[str]) -> dict[str, list[str]]:
    """Build in a fork of this process; where there is none, in this one."""
    if not hasattr(os, "fork"):
        return _build(texts, work, now, faulty)
    reader, writer = os.pipe()
    if not (child := os.fork()):
        os.close(reader)
        try:
            with os.fdopen(writer, "w") as told:
                json.dump(_build(texts, work, now, faulty), told)
        finally:
            os._exit(0)  # also after an error: this process must not go on as a second forge
    os.close(writer)
    with os.fdopen(reader) as told:
        answer = told.read()
    os.waitpid(child, 0)
    if not answer:
        _tell("failed", now, "Der Bau ist abgebrochen. Starten Sie die Vorschau neu.")
    found: dict[str, list[str]] = json.loads(answer or '{"faulty": [], "modules": []}')
    return found


def _build(texts: Path, work: Path, now: str, faulty: set[str]) -> dict[str, list[str]]:
    """Build, and give the texts of which Sphinx said something: it would not repeat that, so they are read again."""
    from sphinx.application import Sphinx
    from sphinx.builders import html as sphinx_html

    from konzept import as_of, website

    forget = getattr(sphinx_html._file_checksum, "cache_clear", None)  # see konzept.extension.upstream
    if forget:
        forget()
    said = io.StringIO()

    def connect(app: Sphinx) -> None:
        app.connect("env-get-outdated", lambda app, env, *others: sorted(faulty & env.found_docs))
        app.connect("build-finished", lambda app, error: error or _tell("pages", now, said.getvalue()), priority=1)

    try:
        done = website.sphinx(texts, work, "html", as_of.default(texts), said, connect)
        _tell("done" if done else "failed", now, said.getvalue())
    except Exception:  # whatever it is, the next state of the texts may be without it
        shutil.rmtree(work, ignore_errors=True)
        _tell("failed", now, f"{said.getvalue()}\n{traceback.format_exc(limit=-1)}")
    lines = [line for line in said.getvalue().splitlines() if line]
    located = [found for line in lines if (found := _LOCATED.match(line))]
    if lines and not located:
        shutil.rmtree(work, ignore_errors=True)  # nobody knows where it comes from: all is read again
    names = (Path(found["file"]) for found in located)
    docs = texts.resolve()
    return {
        "faulty": [name.relative_to(docs).with_suffix("").as_posix() for name in names if name.is_relative_to(docs)],
        "modules": list(sys.modules),
    }


def _tell(step: str, of: str, said: str) -> None:
    print(json.dumps({"step": step, "of": of, "said": said}), flush=True)  # noqa: T201


def main() -> None:
    """Show the texts at an address of this machine."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path, nargs="?", default=ROOT / "docs")
    parser.add_argument("work", type=Path, nargs="?", default=ROOT / "build" / "live")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--forge", action="store_true", help=argparse.SUPPRESS)
    words = parser.parse_args()
    texts, work = words.texts.resolve(), words.work.resolve()
    if words.forge:
        forge(texts, work)
        return
    preview = Preview(texts, work)
    with ThreadingHTTPServer(("127.0.0.1", words.port), partial(Answer, preview)) as server:
        threading.Thread(target=preview.follow, daemon=True).start()
        print(f"Die Vorschau: http://127.0.0.1:{server.server_port}/ (Ende mit Strg+C)", flush=True)  # noqa: T201
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print("Die Vorschau ist beendet.")  # noqa: T201


if __name__ == "__main__":
    main()
