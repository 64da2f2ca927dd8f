"""A real Firefox for tests, driven by WebDriver BiDi: as much of it as the tests of the Redaktion need."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, Final

from websockets.sync.client import ClientConnection, connect

from tests.browser import cannot

MISSING: Final = (
    "Für die Tests in Firefox fehlt Firefox. Auf Debian: apt-get install firefox-esr. "
    "(Firefox is missing; KONZEPT_ALLES=1 makes this a failure.)"
)
_LISTENS: Final = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
_KEYS: Final = {"Enter": "\ue006", "Space": " ", "Down": "\ue015"}
_SETTINGS: Final = (
    'user_pref("browser.shell.checkDefaultBrowser", false);\n'
    'user_pref("datareporting.policy.dataSubmissionEnabled", false);\n'
    'user_pref("app.update.enabled", false);\nuser_pref("browser.startup.page", 0);\n'
)


class Page:
    """One page; ``complaints`` has the errors that it logged."""

    def __init__(self, link: ClientConnection) -> None:
        """Begin a session."""
        self._link, self._numbers = link, count(1)
        self.complaints: list[str] = []
        self._tell("session.new", capabilities={"alwaysMatch": {"unhandledPromptBehavior": {"default": "accept"}}})
        self._tell("session.subscribe", events=["log.entryAdded"])
        # a window of its own: the one that was there at the start never gets the focus
        self._page = self._tell("browsingContext.create", type="window")["context"]

    def _tell(self, method: str, **given: Any) -> Any:
        number = next(self._numbers)
        self._link.send(json.dumps({"id": number, "method": method, "params": given}))
        while True:
            said = json.loads(self._link.recv(timeout=120))
            if said.get("method") == "log.entryAdded" and said["params"]["level"] in ("error", "warn"):
                self.complaints.append(said["params"]["text"])
            if said.get("id") == number:
                assert said["type"] == "success", said
                return said["result"]

    def go(self, address: str) -> None:
        """Open an address, and wait until it is loaded."""
        self._tell("browsingContext.navigate", context=self._page, url=address, wait="complete")

    def before(self, script: str) -> None:
        """Run a function before each page's own scripts."""
        self._tell("script.addPreloadScript", functionDeclaration=script)

    def size(self, width: int, height: int) -> None:
        """Give the page this size."""
        self._tell("browsingContext.setViewport", context=self._page, viewport={"width": width, "height": height})

    def ask(self, expression: str) -> Any:
        """The value of an expression, waited for; as JSON carries it."""
        told = self._tell(
            "script.evaluate",
            expression=f"Promise.resolve({expression}).then((value) => JSON.stringify(value ?? null))",
            target={"context": self._page},
            awaitPromise=True,
        )
        assert told["type"] == "success", told
        return json.loads(told["result"]["value"])

    def until(self, expression: str, seconds: int = 90) -> None:
        """Wait until an expression is true."""
        found = self.ask(
            f"new Promise((done) => {{ const end = Date.now() + {seconds * 1000}; const look = () => ({expression}) ? "
            "done(true) : Date.now() > end ? done(false) : setTimeout(look, 50); look(); })"
        )
        assert found, expression

    def press(self, *keys: str) -> None:
        """Press keys one after the other: words are typed, ``Enter`` and the like are keys."""
        pressed = [key for text in keys for key in ([_KEYS[text]] if text in _KEYS else text)]
        actions = [{"type": kind, "value": key} for key in pressed for kind in ("keyDown", "keyUp")]
        source = {"type": "key", "id": "tasten", "actions": actions}
        self._tell("input.performActions", context=self._page, actions=[source])

    def focus(self, selector: str) -> None:
        """Put the focus where a keyboard would bring it."""
        self.ask(f"document.querySelector({json.dumps(selector)}).focus()")


@contextmanager
def firefox() -> Iterator[Page]:
    """Debian's Firefox without a window; without it the tests are skipped, or fail if all must run."""
    path = shutil.which("firefox-esr") or shutil.which("firefox")
    if path is None:
        cannot(MISSING)
    with tempfile.TemporaryDirectory() as profile:
        Path(profile, "user.js").write_text(_SETTINGS, "utf-8")
        command = [path, "--headless", "--no-remote", "--remote-debugging-port", "0", "--profile", profile]
        with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as running:
            try:
                address = next(match[1] for line in running.stderr or () if (match := _LISTENS.search(line)))
                with connect(f"{address}/session", max_size=None, ping_interval=None) as link:
                    yield Page(link)
            finally:
                running.terminate()
