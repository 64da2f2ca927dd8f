"""What was withdrawn, as data: the file ``zurueckgezogen.json`` beside the lock file, without the withdrawn words.

Of a passage it has only salted fingerprints, each with its number of words; whoever has a text can find the passage in
it, whoever has the file can't read it. How far that protects is said in SECURITY.md.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final

from konzept import files
from konzept.concept import Concept
from konzept.editions import PublishError
from konzept.editions.folding import FoldedWord, forms, words
from konzept.files import inputs

FILE: Final = "zurueckgezogen.json"
_FORMAT: Final = 1
_ROUNDS, _MOST_ROUNDS = 25, 1_000  # 25 cost some 15 microseconds for each sequence of words of a text
_SALT, _LENGTH = 16, 16  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """One withdrawal: a passage by its fingerprints (with their number of words), or a page by its address.

    A page is withdrawn from the Ausgaben ``editions``; ``again`` says that it may be published anew after them.
    """

    id: str
    day: date
    reason: str
    prints: tuple[tuple[int, str], ...] = ()
    page: str = ""
    editions: tuple[str, ...] = ()
    again: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a withdrawn passage stands in a text."""

    withdrawal: Withdrawal
    start: int
    end: int


@dataclass(frozen=True)
class Withdrawals:
    """All withdrawals, the oldest first, and what their fingerprints are made with."""

    salt: bytes = b""
    rounds: int = _ROUNDS
    entries: tuple[Withdrawal, ...] = ()

    @cached_property
    def _table(self) -> Mapping[int, Mapping[str, Withdrawal]]:
        """What each fingerprint belongs to, by its number of words, the longest first."""
        table: dict[int, dict[str, Withdrawal]] = {}
        for entry in self.entries:
            for count, mark in entry.prints:
                table.setdefault(count, {}).setdefault(mark, entry)
        return dict(sorted(table.items(), reverse=True))

    @cached_property
    def _known(self) -> dict[str, Withdrawal | None]:
        """What sequences of words belong to that were looked up already: to make a fingerprint takes time."""
        return {}

    def hits(self, text: str) -> list[Hit]:
        """Where withdrawn passages stand in a text, in order; none overlaps another."""
        return [hit for part in words(text) for hit in self._in_part(part)] if self._table else []

    def _in_part(self, part: Sequence[FoldedWord]) -> Iterator[Hit]:
        at = 0
        while at < len(part):
            step = 1
            for count, marks in self._table.items():
                if at + count <= len(part) and (found := self._withdrawn(part[at : at + count], marks)):
                    yield Hit(found, part[at].start, part[at + count - 1].end)
                    step = count
                    break
            at += step

    def _withdrawn(self, window: Sequence[FoldedWord], marks: Mapping[str, Withdrawal]) -> Withdrawal | None:
        key = " ".join(word.text for word in window)
        if key not in self._known:
            self._known[key] = marks.get(_print(key, self.salt, self.rounds))
        return self._known[key]

    def only(self, ids: Sequence[str]) -> Withdrawals:
        """Those of these withdrawals; an ID that none has is passed over."""
        return replace(self, entries=tuple(entry for entry in self.entries if entry.id in ids))

    def held_back(self, edition: str, concept: Concept) -> frozenset[str]:
        """The IDs of the items that stood on pages which are withdrawn from an Ausgabe; ``concept`` is what it says."""
        pages = {one.page.removesuffix(".html") for one in self.entries if one.page and edition in one.editions}
        return frozenset(item.id for item in concept.items.values() if item.place.file.removesuffix(".md") in pages)

    def with_passage(self, passage: str, day: date, reason: str) -> Withdrawals:
        """These and one of a passage, of which nothing is kept but salted fingerprints."""
        salt = self.salt or secrets.token_bytes(_SALT)
        prints = [(form.count(" ") + 1, _print(form, salt, self.rounds)) for form in forms(passage)]
        return self._with(Withdrawal(id=_number(day), day=day, reason=reason, prints=tuple(sorted(prints))), salt)

    def with_page(self, page: str, editions: Sequence[str], day: date, reason: str) -> Withdrawals:
        """These and one of a page (its address from the folder of an Ausgabe) in these Ausgaben."""
        made = Withdrawal(id=_number(day), day=day, reason=reason, page=page, editions=tuple(editions))
        return self._with(made, self.salt or secrets.token_bytes(_SALT))

    def _with(self, made: Withdrawal, salt: bytes) -> Withdrawals:
        return replace(self, salt=salt, entries=(*self.entries, made))

    def as_text(self) -> str:
        """What the file :data:`FILE` then says."""
        data = {
            "format": _FORMAT,
            "salz": self.salt.hex(),
            "runden": self.rounds,
            "zurueckgezogen": [_as_data(entry) for entry in self.entries],
        }
        return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def load(root: Path) -> Withdrawals:
    """Read the file in the folder of the lock file; without one nothing was withdrawn.

    :raises PublishError: if the file is not what this program writes.
    """
    path = root / FILE
    return _load(path.resolve(), path.read_bytes()) if path.exists() else Withdrawals()


@lru_cache(maxsize=4)
def _load(path: Path, content: bytes) -> Withdrawals:
    """The same content is read once: each text of a folder asks for it."""
    try:
        data, _ = inputs.json(path)
        if data["format"] != _FORMAT or not 0 < data["runden"] <= _MOST_ROUNDS:
            raise ValueError(data)
        entries = tuple(map(_entry, data["zurueckgezogen"]))
        return Withdrawals(bytes.fromhex(data["salz"]), int(data["runden"]), entries)
    except (inputs.DamagedError, ValueError, KeyError, TypeError, AttributeError):
        raise PublishError(
            f"{path}: Die Datei ist beschädigt. Ohne sie kann Zurückgezogenes wiederkommen. Holen Sie ihren letzten "
            f"Stand: git restore {FILE}"
        ) from None


def save(withdrawals: Withdrawals, root: Path) -> None:
    """Write the file in one step."""
    files.write(root / FILE, withdrawals.as_text())


def _number(day: date) -> str:
    """A number that two branches do not both give."""
    return f"{day}-{secrets.token_hex(4)}"


def _print(form: str, salt: bytes, rounds: int) -> str:
    return hashlib.pbkdf2_hmac("sha256", form.encode(), salt, rounds, _LENGTH).hex()


def _as_data(entry: Withdrawal) -> dict[str, Any]:
    what: dict[str, Any] = {"stellen": [{"woerter": count, "abdruck": mark} for count, mark in entry.prints]}
    if entry.page:
        what = {"seite": entry.page, "ausgaben": list(entry.editions), "danach_erlaubt": entry.again}
    return {"nummer": entry.id, "datum": entry.day.isoformat(), "grund": entry.reason, **what}


def _entry(values: Mapping[str, Any]) -> Withdrawal:
    return Withdrawal(
        id=str(values["nummer"]),
        day=date.fromisoformat(values["datum"]),
        reason=str(values["grund"]),
        prints=tuple((int(mark["woerter"]), str(mark["abdruck"])) for mark in values.get("stellen", ())),
        page=str(values.get("seite", "")),
        editions=tuple(map(str, values.get("ausgaben", ()))),
        again=bool(values.get("danach_erlaubt", False)),
    )
