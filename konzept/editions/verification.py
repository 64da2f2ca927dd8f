#!/usr/bin/env python3
"""Prüft, ob eine Kopie der veröffentlichten Ausgaben unverändert ist. Braucht nur Python ab 3.9.

Aufruf:  python pruefen.py [ORDNER] [--sperre DATEI]

ORDNER ist die Kopie der Website; in ihr liegt ausgaben.lock.json mit der SHA-256-Prüfsumme jeder
Datei. Liegt dieses Programm in der Kopie, kann er wegbleiben. Wer der Website nicht traut, nimmt
mit --sperre dieselbe Datei aus dem Repository, und dieses Programm auch.

Rückgabewert: 0 alles unverändert, 1 Abweichungen, 2 falscher Aufruf.
"""

from __future__ import annotations

import argparse
import errno
import gzip
import hashlib
import io
import json
import os
import sys
import zlib
from pathlib import Path, PurePosixPath
from typing import Any, NoReturn

LOCK = "ausgaben.lock.json"
CURRENT = "aktuell"
PACKED = ".gz"
# what each version of this program has packed so far
ALWAYS_PACKED = {".html", ".js", ".css", ".json", ".svg", ".xml", ".txt", ".csv", ".ics", ".toml", ".sha256"}
SMALL = 1024  # bytes; what is not larger has no packed copy
AROUND = "website"  # in the lock: the files that belong to no Ausgabe
STAMPS = (f"{LOCK}.tsr", f"{LOCK}.ots")  # witnesses of the time: each has the checksum of the lock in it
BESIDE = (f"{LOCK}.sig", *STAMPS)
REASONS = {
    errno.EACCES: "Dazu fehlt das Recht. Prüfen Sie, wem die Datei gehört.",
    errno.EPERM: "Dazu fehlt das Recht. Prüfen Sie, wem die Datei gehört.",
    errno.ENOENT: "Das gibt es nicht. Prüfen Sie die Schreibweise.",
    errno.ENOTDIR: "Das gibt es nicht. Prüfen Sie die Schreibweise.",
    errno.EISDIR: "Das ist ein Ordner, gebraucht wird eine Datei.",
    errno.ENAMETOOLONG: "Der Name ist zu lang.",
    errno.ELOOP: "Verknüpfungen führen hier im Kreis.",
    errno.EIO: "Der Datenträger antwortet nicht, wie er soll. Holen Sie die Kopie neu.",
}
NOT_CHECKED = "Nicht geprüft"
NO_SUMS = f"{NOT_CHECKED}, weil diese ältere Sperrdatei dazu keine Prüfsummen hat:"
NOBODY = f"{NOT_CHECKED} ist, von wem die Sperrdatei stammt und von wann"
OFFERED = "Wie man es prüft, steht auf der Website unter „Alle Ausgaben“; dazu liegt bei:"
CHANGES = {"zurueckgezogen": "zurückgezogen", "berichtigung": "berichtigt"}


def sha256(path: Path | str) -> str:
    """The SHA-256 of a file, as 64 hexadecimal digits."""
    return hashlib.sha256(_content(path)).hexdigest()


def files(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file below a folder by its relative address, in order; packed copies are left out."""
    paths = sorted(found(folder)[0].items(), key=lambda item: item[0].split("/"))  # folder by folder
    return {name: sha256(path) for name, path in paths if not name.endswith(PACKED)}


def found(folder: Path) -> tuple[dict[str, str], list[str]]:
    """All files below a folder, where each is by its name; and the links of the file system, by their names.

    What a link leads to can change without the folder. A folder that can't be looked into could hold anything.

    :raises OSError: if there is one.
    """
    files, links, folders = {}, [], [("", os.fspath(folder))]
    while folders:
        inner, here = folders.pop()
        try:
            entries = list(os.scandir(here))
        except FileNotFoundError:  # it went while we looked
            continue
        for entry in entries:
            name = inner + entry.name
            if entry.is_symlink():
                links.append(name)
            elif entry.is_dir():
                folders.append((f"{name}/", entry.path))
            else:
                files[name] = entry.path
    return files, sorted(links)


def compare(name: str, entry: dict[str, Any], folder: Path, *, more: bool = False) -> list[str]:
    """What differs between a folder and what was published, a German sentence for each file.

    ``entry`` is the Ausgabe ``name`` of the lock file; ``more`` allows files beyond it.
    """
    return _differing(f"{name}/", entry, *found(folder), more=more)


def check(folder: Path, lock: dict[str, Any]) -> list[str]:
    """Compare every Ausgabe of the lock file, ``aktuell`` and all that is around them with a copy of the site."""
    faults, around = [], lock.get(AROUND, {})
    names = [*around, *(name for ausgabe, entry in lock["ausgaben"].items() for name in (ausgabe, *entry["dateien"]))]
    if wrong := [name for name in names if _leads_out(name)]:
        return [f"{name!r}: Die Sperrdatei nennt einen unzulässigen Namen." for name in wrong]
    for name, entry in lock["ausgaben"].items():
        faults += compare(name, entry, folder / name) if (folder / name).is_dir() else [f"{name}: Die Ausgabe fehlt."]
    newest = lock["ausgaben"].get(lock.get("aktuell", ""))
    if newest:
        added = {name[len(CURRENT) + 1 :]: sum_ for name, sum_ in around.items() if name.startswith(f"{CURRENT}/")}
        current = {**newest, "dateien": {**added, **newest["dateien"]}}
        faults += compare(CURRENT, current, folder / CURRENT, more=not around)
    elif lock["ausgaben"]:
        faults.append(f"{LOCK}: Die Sperrdatei sagt nicht, welche Ausgabe die aktuelle ist.")
    return faults + _around(folder, lock)


def _around(folder: Path, lock: dict[str, Any]) -> list[str]:
    """What differs outside of the Ausgaben; locks from before that was noted name nothing there but links."""
    inside = (*lock["ausgaben"], CURRENT)
    everything, links = found(folder)
    links = [link for link in links if link in inside or link.partition("/")[0] not in inside]
    around = {name: path for name, path in everything.items() if name.partition("/")[0] not in inside}
    listed = {name: sum_ for name, sum_ in lock.get(AROUND, {}).items() if not name.startswith(f"{CURRENT}/")}
    own = hashlib.sha256(as_text(lock).encode())
    listed[LOCK] = own.hexdigest()
    faults = [
        f"{name}: Dieser Zeitstempel gehört zu einer anderen Sperrdatei."
        for name in STAMPS
        if name in around and own.digest() not in _content(around[name])
    ]
    around = {name: path for name, path in around.items() if name not in BESIDE}
    return faults + _differing("", {"dateien": listed}, around, links, more=AROUND not in lock)


def _differing(prefix: str, entry: dict[str, Any], have: dict[str, str], links: list[str], *, more: bool) -> list[str]:
    listed = entry["dateien"]
    faults = [f"{prefix}{file}: Die Datei fehlt." for file in sorted(listed.keys() - have.keys())]
    faults += [f"{prefix}{link}: Das ist eine Verknüpfung, veröffentlicht wurde keine." for link in links]
    for file, path in sorted(have.items()):
        plain = file[: -len(PACKED)] if file.endswith(PACKED) and file not in listed else ""
        if file in listed:
            if (sum_ := sha256(path)) != listed[file]:
                faults.append(f"{prefix}{file}: {_why(entry, file, sum_)}")
        elif plain in listed:
            if _unpacked(path) != listed[plain]:
                faults.append(f"{prefix}{file}: Die gepackte Datei hat einen anderen Inhalt als {plain}.")
        elif not more:
            faults.append(f"{prefix}{file}: {_why(entry, file, sha256(path), known=False)}")
    lacking = [] if more else _without_packed(listed, have)
    return faults + [f"{prefix}{file}{PACKED}: Die gepackte Datei fehlt." for file in lacking]


def _without_packed(listed: dict[str, str], have: dict[str, str]) -> list[str]:
    """The files that lack their packed copies, in a folder that has any: who copies a site may leave out all."""
    if not any(file.endswith(PACKED) for file in have):
        return []
    lacking = (file for file in have if file in listed and f"{file}{PACKED}" not in have)
    return [
        file
        for file in sorted(lacking)
        if PurePosixPath(file).suffix in ALWAYS_PACKED and Path(have[file]).stat().st_size > SMALL
    ]


def unchecked(folder: Path, lock: dict[str, Any]) -> list[str]:
    """What a visitor also gets, but an older lock has no checksums of; of a folder only its name is told."""
    if AROUND in lock:
        return []
    newest = lock["ausgaben"].get(lock.get("aktuell", ""), {"dateien": {}})["dateien"]
    around = (path.name for path in folder.iterdir() if path.name not in (*lock["ausgaben"], CURRENT, LOCK, *BESIDE))
    added = (f"{CURRENT}/{name}" for name in found(folder / CURRENT)[0] if name not in newest)
    return sorted(name for name in (*around, *added) if not name.endswith(PACKED))


def as_text(lock: dict[str, Any]) -> str:
    """A lock as it is published."""
    return json.dumps(lock, ensure_ascii=False, indent=1) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """Check a copy and print every deviation."""
    parser = _GermanParser(add_help=False, allow_abbrev=False)
    parser.add_argument("-h", "--help", "--hilfe", action=_Help, nargs=0)
    parser.add_argument("ordner", type=Path, nargs="?", help="Kopie der Website")
    parser.add_argument("--sperre", type=Path, help=f"eine andere {LOCK}, zum Beispiel die aus dem Repository")
    words = parser.parse_args(arguments)
    words.ordner = words.ordner or _beside()
    if words.ordner is None:
        parser.error("")
    file = words.sperre or words.ordner / LOCK
    try:
        lock = json.loads(file.read_text("utf-8"))
        faults = check(words.ordner, lock)
        left = unchecked(words.ordner, lock) if words.ordner.is_dir() else []
    except OSError as error:
        reason = REASONS.get(error.errno or 0, f"Das Betriebssystem lehnt ab (Fehler {error.errno}).")
        sys.stderr.write(f"{error.filename}: Die Datei lässt sich nicht lesen. {reason}\n")
        return 2
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        sys.stderr.write(f"{file}: Das ist keine gültige Sperrdatei der Ausgaben.\n")
        return 2
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a console of Windows does not know every letter
    for fault in faults:
        sys.stdout.write(f"{fault}\n")
    sys.stdout.write(_result(lock, faults))
    if left:
        sys.stdout.write(f"{NO_SUMS} {', '.join(left)}.\n")
    sys.stdout.write(_nobody(words.ordner, own=words.sperre is None))
    return 1 if faults else 0


def _beside() -> Path | None:
    """The copy in which this program lies."""
    here = Path(__file__).parent
    return here if (here / LOCK).is_file() else None


class _Help(argparse.Action):
    """Shows how the program is called, and ends."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        """Show it."""
        sys.stdout.write(__doc__)
        parser.exit()


class _GermanParser(argparse.ArgumentParser):
    """Says in German how the program is called."""

    def error(self, message: str) -> NoReturn:
        """End: the call is wrong."""
        self.exit(2, f"Falscher Aufruf.\n\n{__doc__}")


def _nobody(folder: Path, *, own: bool) -> str:
    """Who vouches for the lock: not this program."""
    text = f"{NOBODY}. " + ("Sie liegt in der Kopie: Wer diese ändert, kann auch sie ändern. " if own else "")
    offered = [name for name in BESIDE if (folder / name).is_file()]
    return text + (f"{OFFERED} {', '.join(offered)}.\n" if offered else "Eine Unterschrift liegt nicht bei.\n")


def _result(lock: dict[str, Any], faults: list[str]) -> str:
    if faults:
        return f"{len(faults)} Abweichung{'en' if len(faults) > 1 else ''}.\n"
    entries = lock["ausgaben"].values()
    count = sum(len(entry["dateien"]) for entry in entries)
    around = f" und {len(lock[AROUND])} darum herum" if AROUND in lock else ""
    text = f"{len(entries)} Ausgabe{'n' if len(entries) != 1 else ''}, Dateien: {count}{around}; alle unverändert.\n"
    for name, entry in lock["ausgaben"].items():
        for change in entry.get("eingriffe", []):
            word = CHANGES.get(change["art"], "geändert")
            what = f"{_german(change['datum'])}: {word} ({', '.join(change['dateien'])}). {change['grund']}"
            text += f"Vermerkt: {name}, {what}\n"
    return text


def _why(entry: dict[str, Any], file: str, have: str, *, known: bool = True) -> str:
    """Why a file is not what is listed: an earlier state that was lawfully replaced, or a change."""
    for change in reversed(entry.get("eingriffe", [])):
        if file in change["dateien"] and change["dateien"][file]["vorher"] == have:
            done = f"am {_german(change['datum'])} {CHANGES.get(change['art'], 'geändert')}"
            return f"Dieser Stand wurde {done}. Holen Sie die Kopie neu. Grund: {change['grund']}"
    return "Die Datei ist verändert." if known else "Die Datei gehört nicht hierher."


def _german(day: str) -> str:
    return ".".join(reversed(day.split("-")))


def _content(path: Path | str) -> bytes:
    with open(path, "rb") as file:  # noqa: PTH123  # often
        return file.read()


def _unpacked(path: str) -> str:
    packed = _content(path)
    try:
        return hashlib.sha256(gzip.decompress(packed)).hexdigest()
    except (OSError, EOFError, zlib.error):  # it is no packed file
        return ""


def _leads_out(name: str) -> bool:
    path = PurePosixPath(name)
    return not name or path.is_absolute() or ".." in path.parts or "\\" in name


if __name__ == "__main__":
    raise SystemExit(main())
