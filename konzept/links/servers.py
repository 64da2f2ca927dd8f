"""Asks the servers of other sites whether what we link to is still there, and reports it.

The only module that uses the network. No build and no test of the texts depends on it.
"""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import Final
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from konzept.model.dates import german_day

TIMEOUT: Final = 15  # seconds for one answer
_AT_ONCE: Final = 8  # servers; a single server gets one question after the other
_GONE: Final = (404, 410)
_NAME: Final = "Mozilla/5.0 (compatible; Verweispruefung)"


class Verdict(StrEnum):
    """What became of a link, in the order of the report."""

    GONE = "Nicht mehr da"
    SILENT = "Keine Antwort"
    REFUSED = "Von Hand prüfen (der Server antwortet Programmen nicht oder meldet einen Fehler)"
    MOVED = "Umgezogen"
    THERE = "Erreichbar"


@dataclass(frozen=True, slots=True)
class Checked:
    """An address, what became of it, and what the server said."""

    address: str
    answer: Verdict
    detail: str = ""


def check(addresses: Iterable[str], progress: Callable[[], object] = lambda: None) -> list[Checked]:
    """Ask for every address. ``progress`` is called after each answer.

    Servers are asked side by side; one server is never asked twice at once.
    """
    groups = [list(group) for _, group in groupby(sorted(addresses, key=_server), key=_server)]

    def ask_all(group: list[str]) -> list[Checked]:
        found = []
        for address in group:
            found.append(ask(address))
            progress()
        return found

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return sorted((one for found in pool.map(ask_all, groups) for one in found), key=lambda one: one.address)


def _server(address: str) -> str:
    return address.partition("//")[2].partition("/")[0]


def ask(address: str) -> Checked:
    """Ask for one address, without reading the page."""
    try:
        request = Request(address, headers={"User-Agent": _NAME, "Accept": "*/*"})  # noqa: S310  # http(s) only
        with urlopen(request, timeout=TIMEOUT) as reply:  # noqa: S310  # http(s) only
            moved = reply.url.partition("#")[0].rstrip("/") != address.rstrip("/")
            return Checked(address, Verdict.MOVED, reply.url) if moved else Checked(address, Verdict.THERE)
    except HTTPError as error:
        error.close()
        answer = Verdict.GONE if error.code in _GONE else Verdict.REFUSED
        return Checked(address, answer, f"Antwort {error.code}")
    except (URLError, OSError, ValueError, http.client.HTTPException) as error:
        return Checked(address, Verdict.SILENT, _german(getattr(error, "reason", None) or error))


def _german(reason: object) -> str:
    """Why there was no answer."""
    match reason:
        case socket.gaierror():
            return "Der Servername ist unbekannt."
        case TimeoutError():
            return "Der Server hat zu lange nicht geantwortet."
        case ConnectionError():
            return "Der Server hat die Verbindung abgelehnt oder abgebrochen."
        case ssl.SSLError():
            return f"Die Verbindung ist nicht sicher: {reason}"
        case _:
            return f"Die Verbindung kam nicht zustande: {reason}"


def report(found: Iterable[Checked], pages: Mapping[str, list[str]], today: date) -> str:
    """The answers as a text for people: what is gone first, each with the pages that link there."""
    found = list(found)
    lines = [
        f"Verweise auf andere Websites, geprüft für den Stand vom {german_day(today)}",
        f"Geprüft: {len(found)}. Eine Website kann zeitweise nicht antworten: Prüfen Sie von Hand, bevor Sie ändern.",
    ]
    if found and all(one.answer is Verdict.SILENT for one in found):
        lines.append("Keine einzige hat geantwortet: Vermutlich fehlt dieser Maschine der Zugang zum Netz.")
    for answer in Verdict:
        these = [one for one in found if one.answer is answer]
        lines += ["", f"{answer} ({len(these)})"]
        for one in these:
            lines.append(f"  {one.address}")
            lines += [f"      {one.detail}"] if one.detail else []
            lines += [] if answer is Verdict.THERE else [f"      steht auf: {', '.join(pages.get(one.address, []))}"]
    return "\n".join(lines) + "\n"
