"""What stops a command: a German sentence with its exit code, shown by the door (:mod:`konzept.cli`)."""

from __future__ import annotations

import errno
import os
import re
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar, Final

HALF: Final = ".konzept-"  # how files begin that are written beside their places first
_PARALLEL: Final = re.compile(r"\[Errno (\d+)\] [^:]*(?:: '([^']*)')?")
_AGAIN: Final = "Wiederholen Sie dann den Befehl."
_LACKS_RIGHT: Final = (
    "Dazu fehlt das Recht. Prüfen Sie, wem es gehört, ob es schreibgeschützt ist und ob es in einem anderen Programm "
    f"geöffnet ist. {_AGAIN}"
)
_FULL: Final = f"Der Datenträger ist voll. Schaffen Sie Platz. {_AGAIN}"
_BUSY: Final = f"Ein anderes Programm benutzt es gerade. Schließen Sie es dort. {_AGAIN}"
_DISK: Final = f"Der Datenträger antwortet nicht, wie er soll. Prüfen Sie ihn und die Verbindung zu ihm. {_AGAIN}"
_SENTENCES: Final[Mapping[int, str]] = {
    errno.EACCES: _LACKS_RIGHT,
    errno.EPERM: _LACKS_RIGHT,
    errno.EROFS: "Der Datenträger ist schreibgeschützt. Nennen Sie einen Ort, an den Sie schreiben dürfen.",
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: "Die Datei wird größer, als hier erlaubt ist. Nennen Sie einen anderen Ort.",
    errno.EBUSY: _BUSY,
    errno.ETXTBSY: _BUSY,
    errno.ENAMETOOLONG: "Der Name ist zu lang. Nehmen Sie kürzere Namen für Datei und Ordner.",
    errno.ENOENT: "Das gibt es nicht. Prüfen Sie die Schreibweise.",
    errno.EEXIST: "Das gibt es schon. Nehmen Sie einen anderen Namen.",
    errno.ENOTDIR: "Ein Teil des Weges ist eine Datei und kein Ordner. Nehmen Sie einen anderen Namen.",
    errno.EISDIR: "Das ist ein Ordner, gebraucht wird eine Datei. Nehmen Sie einen anderen Namen.",
    errno.ENOTEMPTY: f"Der Ordner ist nicht leer. Leeren Sie ihn. {_AGAIN}",
    errno.ELOOP: "Verknüpfungen führen hier im Kreis. Entfernen Sie eine davon.",
    errno.EMFILE: f"Zu viele Dateien sind zugleich offen. Schließen Sie andere Programme. {_AGAIN}",
    errno.ENFILE: f"Zu viele Dateien sind zugleich offen. Schließen Sie andere Programme. {_AGAIN}",
    errno.ENOMEM: f"Der Arbeitsspeicher reicht nicht. Schließen Sie andere Programme. {_AGAIN}",
    errno.EIO: _DISK,
    errno.ESTALE: _DISK,
    errno.ENODEV: _DISK,
    errno.ENXIO: _DISK,
}


class KonzeptError(Exception):
    """Something can't be done; the text says in German why, and how to mend it."""

    exit_code: ClassVar[int] = 1


class ProgramError(KonzeptError):
    """The program itself is wrong; the text says where, and what to do."""

    exit_code = 70


class RefusedError(KonzeptError):
    """What was asked for is refused as it is."""

    exit_code = 2


def reason(error: OSError) -> str:
    """What the operating system refuses, with the remedy."""
    number = error.errno
    if number is None and (quoted := of_message(str(error.args))):  # of many files, Python only quotes what failed
        number = quoted.errno
    if number in (errno.ENOTDIR, errno.EEXIST) and (barring := _barring(error.filename)):
        return f"{barring} ist eine Datei, gebraucht wird ein Ordner. Benennen Sie die Datei um. {_AGAIN}"
    said = os.strerror(number) if number else str(error)
    return _SENTENCES.get(number or 0) or f"Das Betriebssystem lehnt ab: {said}. Prüfen Sie Ort und Rechte. {_AGAIN}"


def _barring(name: object) -> str:
    """The part of a path that is a file where a folder has to be, if there is one."""
    parents = reversed(Path(name).parents) if isinstance(name, str | Path) else ()
    return next((str(part) for part in parents if part.is_file()), "")


def sentence(error: OSError) -> str:
    """What the operating system refuses, with the path and the remedy."""
    names = [str(name) for name in (error.filename, error.filename2) if name is not None]
    said = reason(error)
    return f"{' → '.join(names)}: {said}" if names else said


def of_message(message: str) -> OSError | None:
    """The error of the operating system that a message of Python quotes, if it does."""
    match = _PARALLEL.search(message)
    return OSError(int(match[1]), message, match[2]) if match else None


@contextmanager
def at(path: object) -> Iterator[None]:
    """Errors of the operating system in here that name no path, or one beside it, are about this one."""
    try:
        yield
    except OSError as error:
        if error.filename is None or Path(str(error.filename)).name.startswith(HALF):
            error.filename, error.filename2 = str(path), None
        raise


def of_program(error: Exception, file: str = "") -> ProgramError:
    """What is said of an error that nobody foresaw: in which file of ours it arose, at which text (``file``).

    With ``KONZEPT_FEHLERSUCHE`` in the environment the error itself comes back up, for whoever mends it.
    """
    if os.environ.get("KONZEPT_FEHLERSUCHE"):
        raise error
    if isinstance(error, RecursionError):
        return ProgramError(f"{file or 'Eine Datei'}: Die Angaben sind zu tief ineinander verschachtelt.")
    if isinstance(error, ImportError) and not (error.name or "konzept").startswith("konzept"):
        return ProgramError(
            f"Das Paket {error.name!r} fehlt in der Umgebung oder ist unvollständig. Löschen Sie den Ordner .venv: "
            "make legt ihn dann neu an."
        )
    ours = Path(__file__).parent
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if Path(frame.filename).is_relative_to(ours)]
    place = f"konzept/{Path(frames[-1].filename).relative_to(ours).as_posix()}:{frames[-1].lineno}" if frames else "?"
    return ProgramError(unforeseen(f"{type(error).__name__} in {place}", file))


def unforeseen(what: str, file: str = "") -> str:
    """The sentence about an error of the program: ``what`` went wrong, at which text (``file``) if that is known."""
    return (
        f"{file or 'Das Programm'}: Hier hat das Programm einen Fehler ({what}). Nehmen Sie die letzte Änderung "
        "zurück, und melden Sie ihn mit dem Text, bei dem er auftritt."
    )
