"""The lock file: what was published, with the SHA-256 of every file, and every lawful change since."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Final, Literal

from konzept import files
from konzept.editions import PublishError, verification
from konzept.editions.verification import LOCK as FILE
from konzept.files import inputs

__all__ = ["FILE", "Amendment", "Lock", "LockEntry", "digest", "load", "save"]

ChangeKind = Literal["zurueckgezogen", "berichtigung"]
_FORMAT: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """A lawful change: ``files`` has the SHA-256 before and after it (after: none if the file is gone).

    ``pages`` are the pages that were named; ``withdrawals`` are the numbers of those that it carried out.
    """

    kind: ChangeKind
    day: date
    reason: str
    pages: tuple[str, ...]
    files: Mapping[str, tuple[str, str | None]]
    withdrawals: tuple[str, ...]

    def as_data(self) -> dict[str, Any]:
        """The change as it stands in the file."""
        carried_out = {"zurueckgezogen": list(self.withdrawals)} if self.withdrawals else {}
        return {
            "art": self.kind,
            "datum": self.day.isoformat(),
            "grund": self.reason,
            "seiten": list(self.pages),
            **carried_out,
            "dateien": {name: {"vorher": before, "nachher": after} for name, (before, after) in self.files.items()},
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class LockEntry:
    """A published Ausgabe. ``base`` is the address of the site when it was built; files by address.

    ``searched`` are the numbers of the withdrawals that it was searched for, whether it had anything of them or not.
    """

    ref: str
    commit: str
    tree: str
    pins: str
    base: str
    files: Mapping[str, str]
    changes: tuple[Amendment, ...] = ()
    searched: tuple[str, ...] = ()

    def changed(self, change: Amendment) -> LockEntry:
        """The entry after a lawful change."""
        files = {name: sum_ for name, sum_ in self.files.items() if name not in change.files}
        files |= {name: after for name, (_, after) in change.files.items() if after}
        return replace(self, files=dict(sorted(files.items())), changes=(*self.changes, change))

    def earlier(self) -> Iterator[dict[str, str]]:
        """The files as they were before each change, the last change first."""
        files = dict(self.files)
        for change in reversed(self.changes):
            files |= {name: before for name, (before, _) in change.files.items()}
            yield dict(sorted(files.items()))

    def states(self) -> list[dict[str, str]]:
        """The files as they were published, after each change, and as they are."""
        return [*reversed(list(self.earlier())), dict(self.files)]

    def original(self) -> dict[str, str]:
        """The files as they were when the Ausgabe was published."""
        return self.states()[0]

    def as_data(self) -> dict[str, Any]:
        """The entry as it stands in the file."""
        return {
            "ref": self.ref,
            "commit": self.commit,
            "tree": self.tree,
            "pakete": self.pins,
            "basisadresse": self.base,
            "eingriffe": [change.as_data() for change in self.changes],
            **({"durchsucht": list(self.searched)} if self.searched else {}),
            "dateien": dict(self.files),
        }


@dataclass(frozen=True, slots=True)
class Lock:
    """All published Ausgaben by name, in the order of their publication.

    ``around`` has the SHA-256 of what belongs to no Ausgabe, as the site was put together last: start page, scripts,
    short addresses, additions to the current one. Locks from before that was noted have nothing there.
    """

    entries: Mapping[str, LockEntry] = field(default_factory=dict)
    around: Mapping[str, str] = field(default_factory=dict)

    def as_data(self) -> dict[str, Any]:
        """The lock as data: what :mod:`konzept.editions.verification` reads."""
        return {
            "format": _FORMAT,
            "aktuell": next(reversed(list(self.entries)), ""),
            "ausgaben": {name: entry.as_data() for name, entry in self.entries.items()},
            **({verification.AROUND: dict(self.around)} if self.around else {}),
        }

    def as_text(self) -> str:
        """The lock as it stands in the file."""
        return verification.as_text(self.as_data())


def digest(files: Mapping[str, str]) -> str:
    """One SHA-256 over all files of an Ausgabe."""
    lines = "".join(f"{sum_}  {name}\n" for name, sum_ in sorted(files.items()))
    return hashlib.sha256(lines.encode()).hexdigest()


def load(path: Path) -> Lock:
    """Read a lock file; without one, nothing was published yet.

    :raises PublishError: if the file is not what this program writes.
    """
    try:
        data, _ = inputs.json(path)
        around = {name: _text(sum_) for name, sum_ in data.get(verification.AROUND, {}).items()}
        return Lock({name: _entry(values) for name, values in data["ausgaben"].items()}, around)
    except FileNotFoundError:
        return Lock()
    except (inputs.DamagedError, ValueError, KeyError, TypeError, AttributeError):
        raise PublishError(
            f"{path}: Die Sperrdatei ist beschädigt. Holen Sie ihren letzten Stand: git restore ausgaben.lock.json"
        ) from None


def save(lock: Lock, path: Path) -> None:
    """Write the lock file in one step."""
    files.write(path, lock.as_text())


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _entry(values: Mapping[str, Any]) -> LockEntry:
    return LockEntry(
        ref=_text(values["ref"]),
        commit=_text(values["commit"]),
        tree=_text(values["tree"]),
        pins=_text(values["pakete"]),
        base=_text(values["basisadresse"]),
        files={name: _text(sum_) for name, sum_ in values["dateien"].items()},
        changes=tuple(
            Amendment(
                kind=change["art"],
                day=date.fromisoformat(change["datum"]),
                reason=_text(change["grund"]),
                pages=tuple(map(_text, change["seiten"])),
                files={name: (sums["vorher"], sums["nachher"]) for name, sums in change["dateien"].items()},
                withdrawals=tuple(map(_text, change.get("zurueckgezogen", ()))),
            )
            for change in values["eingriffe"]
        ),
        searched=tuple(map(_text, values.get("durchsucht", ()))),
    )
