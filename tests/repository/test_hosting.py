"""The configuration with the real nginx on the loopback: headers, answers, no mixture while publishing."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from konzept import catalogue
from konzept.notices import POLICY
from tests.browser import cannot
from tests.project import ROOT
from tests.small_editions import Town, needs, page

CONFIGURATION = (ROOT / "hosting" / "nginx.conf").read_text("utf-8")
LONG = "Ein langer Text über die Kurse. " * 100


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def nginx(site: Path, folder: Path) -> Iterator[int]:
    """The real nginx with our configuration for this site; only address and folder are set."""
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        cannot("Für die Tests des Webservers fehlt nginx. Auf Debian: apt-get install nginx-light.")
    port = free_port()
    ours = re.sub(r"listen 80;\n\s*listen \[::\]:80;", f"listen 127.0.0.1:{port};", CONFIGURATION)
    ours = ours.replace("/srv/konzept/build/site", str(site)).replace("/var/log/nginx", str(folder))
    assert str(port) in ours
    assert str(site) in ours
    (folder / "konzept.conf").write_text(ours, "utf-8")
    paths = " ".join(f"{kind}_temp_path {folder};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        f"{user} daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 2;\n"
        f"events {{}}\nhttp {{ include /etc/nginx/mime.types; {paths} include {folder}/konzept.conf; }}\n",
        "utf-8",
    )
    command = [str(program), "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf")]
    tried = subprocess.run([*command, "-t"], capture_output=True, text=True)
    assert [line for line in tried.stderr.splitlines() if "[" in line] == []  # as [warn], [emerg]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as server:
        try:
            for _ in range(100):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                assert server.poll() is None, server.stderr.read() if server.stderr else ""
                time.sleep(0.05)
            yield port
        finally:
            server.send_signal(signal.SIGTERM)


def get(port: int, path: str, packed: bool = False) -> tuple[int, dict[str, str], str]:
    """The status, headers and text of an answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"} if packed else {})
    answer = connection.getresponse()
    body, headers = answer.read(), dict(answer.getheaders())
    connection.close()
    if headers.get("Content-Encoding") == "gzip":
        body = zlib.decompress(body, 31)
    return answer.status, headers, body.decode()


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """Two published Ausgaben."""
    made = Town(tmp_path / "repo")
    made.edition("eins", {"index.html": page("Start", LONG), "alt.html": page("Alt"), "_static/a.css": "a{}"})
    pages = {"index.html": page("Start neu", LONG), "a/SPR-01.html": page("Kurse")}
    pages |= {"needs.json": needs(SPR_01="a/SPR-01"), "mitnehmen/konzept.html": page("Alles"), "a.ics": "x"}
    made.edition("zwei", pages, "2026-02-01")
    made.publish()
    return made


def test_answers_headers_and_caching(town: Town, tmp_path: Path) -> None:
    day, year = "public, max-age=86400", "public, max-age=31536000, immutable"
    expected = {
        "/aktuell/": (200, "no-cache"),
        "/aktuell/index.html": (200, "no-cache"),
        "/eins/index.html": (200, day),
        "/eins/_static/a.css": (200, year),
        "/ausgaben.js": (200, "no-cache"),
        "/ausgaben/": (200, "no-cache"),
        "/ausgaben": (301, "no-cache"),
        "/": (302, "no-cache"),
        "/SPR-01/": (200, "no-cache"),
        "/zwei/SPR-01/": (200, day),
        "/pruefen.py": (200, "no-cache"),
        "/gibt-es-nicht": (404, "no-cache"),
        "/eins/index.html.gz": (404, "no-cache"),
        "/eins/../../repo/docs/kommune.toml": (400, "no-cache"),
    }
    folder = tmp_path / "nginx"
    folder.mkdir()
    with nginx(town.site, folder) as port:
        found = {}
        for path in expected:
            status, headers, text = get(port, path)
            found[path] = (status, headers.get("Cache-Control"))
            if status != 400:
                assert headers["Content-Security-Policy"] == f"{POLICY}; frame-ancestors 'none'"
                assert headers["X-Content-Type-Options"] == "nosniff"
                assert headers["Referrer-Policy"] == "no-referrer"
            if status == 404 and not path.endswith(".gz"):
                assert "Diese Adresse gibt es hier nicht" in text
        assert found == expected
        plain, packed = get(port, "/eins/index.html"), get(port, "/eins/index.html", packed=True)
        assert packed[1]["Content-Encoding"] == "gzip"
        assert plain[2] == packed[2] == town.text("eins/index.html")
        assert plain[1]["Content-Type"] == "text/html; charset=utf-8"
        assert get(port, "/pruefen.py")[1]["Content-Type"].startswith("text/plain")
        alone = get(port, "/aktuell/mitnehmen/konzept.html")[1]["Content-Security-Policy"]
        assert alone.startswith("default-src 'none'; style-src 'unsafe-inline'; script-src 'self'; img-src data:; ")
        assert get(port, "/aktuell/a.ics")[1]["Content-Type"].startswith("text/calendar")
        assert get(port, "/")[1]["Location"] == "aktuell/"
        assert get(port, "/aktuell/alt.html")[2].count("eins/alt.html") == 1


def test_files_of_texts_stand_alone_and_nothing_of_readers_is_kept(tmp_path: Path) -> None:
    town, folder = Town(tmp_path / "repo"), tmp_path / "nginx"
    folder.mkdir()
    files = {"_images/a.svg": "<svg/>", "_downloads/ab/a.pdf": "%PDF-", "_downloads/ab/a.csv": "x", "a.csv": "x"}
    town.edition("eins", {"index.html": page("Start"), "ordner/b.html": page("B"), **files})
    town.publish()
    with nginx(town.site, folder) as port:
        for path in ("_images/a.svg", "_downloads/ab/a.pdf", "_downloads/ab/a.csv"):
            status, headers, _ = get(port, f"/eins/{path}")
            assert (status, headers["X-Content-Type-Options"]) == (200, "nosniff")
            assert headers["Content-Security-Policy"] == f"sandbox; {POLICY}; frame-ancestors 'none'"
            assert headers.get("Content-Disposition") == ("attachment" if "_downloads" in path else None)
        assert "Content-Disposition" not in get(port, "/eins/a.csv")[1]
        missing = ["a/nichts.csv", "nichts.py", "nichts.ics", "nichts.md", "nichts.gz", "ordner/", "_images/", "x" * 99]
        found = {path: get(port, f"/eins/{path}")[0] for path in missing}
        assert found == dict.fromkeys(missing, 404) | {"ordner/": 403, "_images/": 403}
    assert (folder / "error.log").read_text("utf-8") == ""


def test_data_may_be_loaded_by_every_website_and_nothing_else(tmp_path: Path) -> None:
    town, folder = Town(tmp_path / "repo"), tmp_path / "nginx"
    folder.mkdir()
    data = {export.file: "ä;b" for export in catalogue.DATA_FILES}
    files = {"index.html": page("Start"), "termine.ics": "x", "_downloads/ab/daten.csv": "x", **data}
    town.edition("eins", {**files, "needs.json": needs(SPR_01="index")})
    town.publish()
    with nginx(town.site, folder) as port:
        found = {
            f"{edition}/{name}": get(port, f"/{edition}/{name}")
            for edition in ("eins", "aktuell")
            for name in (*files, "needs.json")
        }
        assert {status for status, _, _ in found.values()} == {200}
        allowed = {name for name, (_, headers, _) in found.items() if headers.get("Access-Control-Allow-Origin") == "*"}
        assert allowed == {f"{edition}/{name}" for edition in ("eins", "aktuell") for name in (*data, "needs.json")}
        assert "Access-Control-Allow-Origin" not in get(port, "/ausgaben/")[1]
        kinds = {name: found[f"aktuell/{name}"][1]["Content-Type"] for name in data}
    assert kinds == {
        export.file: export.kind.media + ("" if export.kind is catalogue.XLSX else "; charset=utf-8")
        for export in catalogue.DATA_FILES
    }


def test_while_new_ausgaben_are_published_no_answer_fails_and_none_is_mixed(town: Town, tmp_path: Path) -> None:
    """Four readers ask while six Ausgaben appear: each answer is whole, of one state, and never of an earlier one."""
    files = ("aktuell/index.html", "ausgaben/index.html", "ausgaben.js", "eins/index.html")
    states = [[town.text(file) for file in files]]
    folder = tmp_path / "nginx"
    folder.mkdir()
    stop = threading.Event()
    answers: list[list[tuple[str, int, str]]] = [[] for _ in range(4)]

    def read(number: int) -> None:
        while not stop.is_set():
            for file in files:
                status, _, text = get(port, f"/{file}", packed=number % 2 == 0)
                answers[number].append((file, status, text))
            time.sleep(0.002)

    with nginx(town.site, folder) as port:
        readers = [threading.Thread(target=read, args=(number,)) for number in range(4)]
        for reader in readers:
            reader.start()
        for number in range(6):
            town.edition(f"n{number}", {"index.html": page(f"Stand {number}", LONG)}, "2026-03-01")
            town.publish()
            states.append([town.text(file) for file in files])
            time.sleep(0.1)
        stop.set()
        for reader in readers:
            reader.join()
    for given in answers:
        assert len(given) > 50
        assert {status for _, status, _ in given} == {200}
        for place, file in enumerate(files[:3]):
            known = [state[place] for state in states]
            seen = [known.index(text) for name, _, text in given if name == file]
            assert seen == sorted(seen)
            assert len(set(seen)) > 3
        assert {text for name, _, text in given if name == files[3]} == {states[0][3]}
