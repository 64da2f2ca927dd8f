#!/usr/bin/env python3
"""Prüft, ob eine Kopie der veröffentlichten Ausgaben unverändert ist. Braucht nur Python ab 3.9.

Aufruf:  python pruefen.py ORDNER [--sperre DATEI]

ORDNER ist die Kopie der Website; in ihr liegt ausgaben.lock.json mit der SHA-256-Prüfsumme jeder
Datei. Wer der Website nicht traut, nimmt mit --sperre dieselbe Datei aus dem Repository.

Rückgabewert: 0 alles unverändert, 1 Abweichungen, 2 falscher Aufruf.
"""

from __future__ import annotations

import argparse
import errno
import gzip
import hashlib
import io
import json
import sys
import zlib
from pathlib import Path, PurePosixPath
from typing import Any, NoReturn

LOCK = "ausgaben.lock.json"
CURRENT = "aktuell"
PACKED = ".gz"
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
NOT_CHECKED = (
    "Nicht geprüft, weil die Sperrdatei dazu keine Prüfsummen hat (bei jedem Veröffentlichen entsteht das neu):"
)
CHANGES = {"zurueckgezogen": "zurückgezogen", "berichtigung": "berichtigt"}


def sha256(path: Path) -> str:
    """The SHA-256 of a file, as 64 hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def files(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file below a folder by its relative address; packed copies are left out."""
    return {name: sha256(path) for name, path in _walk(folder).items() if not name.endswith(PACKED)}


def compare(name: str, entry: dict[str, Any], folder: Path, *, more: bool = False) -> list[str]:
    """What differs between a folder and what was published, a German sentence for each file.

    ``entry`` is the Ausgabe ``name`` of the lock file; ``more`` allows files beyond it.
    """
    listed, found = entry["dateien"], _walk(folder)
    faults = [f"{name}/{file}: Die Datei fehlt." for file in sorted(listed.keys() - found.keys())]
    faults += [f"{name}/{link}: Das ist eine Verknüpfung, keine Datei der Ausgabe." for link in _links(folder)]
    for file, path in sorted(found.items()):
        plain = file[: -len(PACKED)] if file.endswith(PACKED) and file not in listed else ""
        if file in listed:
            if (have := sha256(path)) != listed[file]:
                faults.append(f"{name}/{file}: {_why(entry, file, have)}")
        elif plain in listed:
            if _unpacked(path) != listed[plain]:
                faults.append(f"{name}/{file}: Die gepackte Datei hat einen anderen Inhalt als {plain}.")
        elif not more:
            faults.append(f"{name}/{file}: {_why(entry, file, sha256(path), known=False)}")
    return faults


def check(folder: Path, lock: dict[str, Any]) -> list[str]:
    """Compare every Ausgabe of the lock file, and ``aktuell``, with a copy of the site."""
    faults = []
    for name, entry in lock["ausgaben"].items():
        wrong = [file for file in [name, *entry["dateien"]] if _leads_out(file)]
        if wrong:
            faults += [f"{file!r}: Die Sperrdatei nennt einen unzulässigen Namen." for file in wrong]
        elif not (folder / name).is_dir():
            faults.append(f"{name}: Die Ausgabe fehlt.")
        else:
            faults += compare(name, entry, folder / name)
    newest = lock["ausgaben"].get(lock.get("aktuell", ""))
    if newest:
        faults += compare(CURRENT, newest, folder / CURRENT, more=True)
    return faults


def unchecked(folder: Path, lock: dict[str, Any]) -> list[str]:
    """What a visitor also gets, but the lock file has no checksums of: files around the Ausgaben, additions to aktuell.

    They are made anew with each publication. Of a folder only its name is told.
    """
    newest = lock["ausgaben"].get(lock.get("aktuell", ""), {"dateien": {}})["dateien"]
    around = (path.name for path in folder.iterdir() if path.name not in (*lock["ausgaben"], CURRENT, LOCK))
    added = (f"{CURRENT}/{name}" for name in _walk(folder / CURRENT) if name not in newest)
    return sorted(name for name in (*around, *added) if not name.endswith(PACKED))


def main(arguments: list[str] | None = None) -> int:
    """Check a copy and print every deviation."""
    parser = _Parser(add_help=False, allow_abbrev=False)
    parser.add_argument("-h", "--help", "--hilfe", action=_Help, nargs=0)
    parser.add_argument("ordner", type=Path, help="Kopie der Website")
    parser.add_argument("--sperre", type=Path, help=f"eine andere {LOCK}, zum Beispiel die aus dem Repository")
    words = parser.parse_args(arguments)
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
        sys.stdout.write(f"{NOT_CHECKED} {', '.join(left)}.\n")
    return 1 if faults else 0


class _Help(argparse.Action):
    """Shows how the program is called, and ends."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        """Show it."""
        sys.stdout.write(__doc__)
        parser.exit()


class _Parser(argparse.ArgumentParser):
    """Says in German how the program is called."""

    def error(self, message: str) -> NoReturn:
        """End: the call is wrong."""
        self.exit(2, f"Falscher Aufruf.\n\n{__doc__}")


def _result(lock: dict[str, Any], faults: list[str]) -> str:
    if faults:
        return f"{len(faults)} Abweichung{'en' if len(faults) > 1 else ''}.\n"
    entries = lock["ausgaben"].values()
    text = f"{len(entries)} Ausgabe(n), {sum(len(e['dateien']) for e in entries)} Dateien: alle unverändert.\n"
    for name, entry in lock["ausgaben"].items():
        for change in entry.get("eingriffe", []):
            word = CHANGES.get(change["art"], "geändert")
            text += f"Vermerkt: {name}, {change['datum']}: {word} ({', '.join(change['dateien'])}). {change['grund']}\n"
    return text


def _why(entry: dict[str, Any], file: str, have: str, *, known: bool = True) -> str:
    """Why a file is not what is listed: an earlier state that was lawfully replaced, or a change."""
    for change in reversed(entry.get("eingriffe", [])):
        if file in change["dateien"] and change["dateien"][file]["vorher"] == have:
            word = CHANGES.get(change["art"], "geändert")
            return f"Dieser Stand wurde am {change['datum']} {word}. Holen Sie die Kopie neu. Grund: {change['grund']}"
    return "Die Datei ist verändert." if known else "Die Datei gehört nicht zur Ausgabe."


def _walk(folder: Path) -> dict[str, Path]:
    return {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


def _links(folder: Path) -> list[str]:
    """The links of the file system below a folder: what they lead to can change without the folder."""
    return [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_symlink()]


def _unpacked(path: Path) -> str:
    packed = path.read_bytes()
    try:
        return hashlib.sha256(gzip.decompress(packed)).hexdigest()
    except (OSError, EOFError, zlib.error):  # it is no packed file
        return ""


def _leads_out(name: str) -> bool:
    path = PurePosixPath(name)
    return not name or path.is_absolute() or ".." in path.parts or "\\" in name


if __name__ == "__main__":
    raise SystemExit(main())
