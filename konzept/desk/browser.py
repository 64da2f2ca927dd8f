"""What the page in the browser asks: texts in JSON in, texts in JSON out. ``static/worker.mjs`` calls it."""

from __future__ import annotations

import base64
import json
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

from konzept import town
from konzept.desk import STATE
from konzept.desk.filled import Report
from konzept.desk.session import Desk
from konzept.editions import remembered
from konzept.edits import no_address, no_name
from konzept.errors import RefusedError
from konzept.survey import bodies, rounds
from konzept.texts import Texts


class DeskPage:
    """The session of one page, over the texts in a folder as ``bundle.py`` packed them."""

    def __init__(self, folder: str, today: str) -> None:
        """Read the texts; ``today`` is the day at whoever writes."""
        root = Path(folder)
        self._state: dict[str, str] = json.loads((root / STATE).read_text("utf-8"))
        docs = root / "texte"
        files = {path.relative_to(docs).as_posix(): path.read_bytes() for path in sorted(docs.rglob("*.md"))}
        day, published = date.fromisoformat(today), remembered.read(docs)
        self._desk = Desk(Texts(files=files, town=town.load(docs), today=day, published=published))
        asked, known = docs / bodies.FILE, docs / rounds.FILE
        if asked.is_file():
            with suppress(RefusedError):  # the examination tells it; all else works without
                self._desk.take_answers(asked.read_bytes(), known.read_bytes() if known.is_file() else None)

    def start(self) -> str:
        """The tasks with their fields, what may be named in them, and of which commit the texts are."""
        tasks = [task.data() for task in self._desk.tasks.values()]
        return _json({"tasks": tasks, "known": self._desk.known(), "state": self._state})

    def known(self, reports: str) -> str:
        """What may be named after these reports."""
        return _json(self._desk.known(_reports(reports)))

    def written(self, chosen: str, earlier: str) -> str:
        """What the chosen item says after these reports, for the form that changes it."""
        return _json(self._desk.written(chosen, _reports(earlier)))

    def check(self, report: str, earlier: str) -> str:
        """The remarks to a report."""
        outcome = self._desk.check(_report(json.loads(report)), _reports(earlier))
        return _json({"sound": outcome.is_sound, "remarks": [remark.data() for remark in outcome.remarks]})

    def show(self, report: str, earlier: str) -> str:
        """What a report changes, which pages show it, and a preview."""
        return _json(self._desk.data(_report(json.loads(report)), _reports(earlier)))

    def examined(self, reports: str) -> str:
        """What the examination says of the texts after these reports."""
        return _json(self._desk.examined(_reports(reports)))

    def sender(self, name: str, address: str) -> str:
        """What is wrong with the name and with the address of who hands in, a sentence each; both may be empty."""
        given = ((no_name, name.strip()), (no_address, address.strip()))
        return _json([wrong(text) if text else "" for wrong, text in given])

    def patches(self, reports: str, name: str, address: str, on: str) -> str:
        """The patches: names of files with their bytes in base64."""
        made = self._desk.patches(
            _reports(reports),
            above=self._state["ordner"],
            on=datetime.fromisoformat(on),
            base=self._state["commit"],
            name=name,
            address=address,
        )
        return _json([[file, base64.b64encode(content).decode()] for file, content in made])


def _reports(text: str) -> list[Report]:
    return [_report(entry) for entry in json.loads(text)]


def _report(entry: dict[str, Any]) -> Report:
    return Report(entry["task"], entry["values"])


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False)
