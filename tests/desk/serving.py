"""The website of a town with the Redaktion beside it, over the net as a browser needs it."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

from konzept import town
from konzept.desk.bundle import FOLDER, of_commit
from konzept.files import git


class _Handler(SimpleHTTPRequestHandler):
    extensions_map: Final = {**SimpleHTTPRequestHandler.extensions_map, ".mjs": "text/javascript"}

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


def put(docs: Path, site: Path) -> None:
    """Put the Redaktion for committed texts beside a website."""
    commit = git.find(docs, "HEAD")
    assert commit
    for name, content in of_commit(docs.parent, commit, docs.name, town.load(docs)).items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Path):
            shutil.copyfile(content, path)
        else:
            path.write_bytes(content)


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of the Redaktion while the website is served."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=site)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{FOLDER}/"
        server.shutdown()
