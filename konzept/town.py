"""What belongs to the town: the one file ``kommune.toml`` in the folder of the texts."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Final

from konzept.errors import KonzeptError
from konzept.files import reading
from konzept.findings import Finding, nearest
from konzept.kinds import KINDS
from konzept.model import Place
from konzept.model.speech import AUTHORS, CONCEPT, DECIDERS, Naming, Speech, speak

FILE: Final = "kommune.toml"
_NAMED: Final = ("verfasser", "konzept")
# The cases of a name, and how each begins.
_CASES: Final[dict[str, tuple[str, ...]]] = {
    "kurz": ("",),
    "wer": ("der ", "die ", "das "),
    "wessen": ("des ", "der "),
    "wem": ("dem ", "der "),
    "wen": ("den ", "die ", "das "),
}
_PAGES: Final = ("ratsausgabe", "ungedruckt", "redaktion")
_PATTERN: Final = re.compile(r"(?!.*\.\.)[^/\\].*\.md")  # relative, within the folder of the texts
_LONGEST: Final = 2000
_LONGEST_NAME: Final = 300  # of what stands in menus, lists and the heads of PDFs
_MOST: Final = 99
_WEB: Final = ("basisadresse", "barriere_formular")


def _key(name: str) -> dict[str, str]:
    """How the file calls a setting, as metadata of its field."""
    return {"key": name}


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """The town's settings; each says by which key the file has it. Empty means not known.

    ``contact`` is a mail address; ``barrier_form`` is the address of the electronic form of
    § 5 BITVNRW, ``logs`` says what the web server keeps and for how long; ``file_kinds`` are
    the kinds of files that may be published beside the pages; ``authors`` made the concept, and
    ``legal`` says what it means in law. ``council_edition`` and ``unprinted`` are patterns of the
    pages that are the chapters of the printed edition, and of those that no printed volume has; ``editorial`` of those
    that are for who writes, not for who reads: no menu, search, print or file to take along has them. ``invented``
    tells that there is no such town, which every output says; ``example`` that the invented town
    may be shown beside this one.
    """

    name: str
    title: str = field(metadata=_key("titel"))
    operator: str = field(default="", metadata=_key("betreiber"))
    contact: str = field(default="", metadata=_key("kontakt"))
    address: str = field(default="", metadata=_key("anschrift"))
    represented_by: str = field(default="", metadata=_key("vertretung"))
    phone: str = field(default="", metadata=_key("telefon"))
    responsible: str = field(default="", metadata=_key("verantwortlich"))
    privacy_officer: str = field(default="", metadata=_key("datenschutz"))
    host: str = field(default="", metadata=_key("hoster"))
    logs: str = field(default="", metadata=_key("protokolle"))
    authority: str = field(default="", metadata=_key("aufsicht"))
    barrier_form: str = field(default="", metadata=_key("barriere_formular"))
    official: bool = field(default=False, metadata=_key("amtlich"))
    base_address: str = field(default="", metadata=_key("basisadresse"))
    top_count: int = field(default=2, metadata=_key("anzahl_top"))
    field_order: tuple[str, ...] = field(default=(), metadata=_key("reihenfolge"))
    authors: Naming = field(default=AUTHORS, metadata=_key("verfasser"))
    concept: Naming = field(default=CONCEPT, metadata=_key("konzept"))
    deciders: tuple[str, ...] = field(default=DECIDERS, metadata=_key("entscheidet"))
    legal: str = field(default="Gesetzliche Ansprüche bleiben unberührt.", metadata=_key("rechtlich"))
    file_kinds: tuple[str, ...] = field(default=tuple(KINDS), metadata=_key("dateiarten"))
    council_edition: tuple[str, ...] = field(default=(), metadata=_key("ratsausgabe"))
    unprinted: tuple[str, ...] = field(default=(), metadata=_key("ungedruckt"))
    invented: bool = field(default=False, metadata=_key("erfunden"))
    example: bool = field(default=True, metadata=_key("beispiel"))
    editorial: tuple[str, ...] = field(default=(), metadata=_key("redaktion"))

    def is_editorial(self, page: str) -> bool:
        """Whether a page, named without its ending, is for the Redaktion and not for readers."""
        return is_named(page, self.editorial)


def is_named(page: str, patterns: Iterable[str]) -> bool:
    """Whether one of the patterns names a page, as ``handlungsfelder/*/*-*.md`` does; a star stays within a folder."""
    parts = f"{page}.md".split("/")
    return any(
        len(parts) == len(wanted := pattern.split("/")) and all(map(fnmatchcase, parts, wanted)) for pattern in patterns
    )


def speech(town: Town) -> Speech:
    """The words in which the program speaks of the town."""
    return Speech(authors=town.authors, concept=town.concept, top_count=town.top_count, deciders=town.deciders)


def missing(town: Town) -> tuple[str, ...]:
    """The keys that whoever runs the website still has to fill in."""
    empty = (key for key, spec in _fields().items() if spec.type == "str" and spec.default == "")
    return tuple(key for key in empty if not getattr(town, _fields()[key].name))


def key_of(attribute: str) -> str:
    """The key by which the file has an attribute of :class:`Town`."""
    return next(key for key, spec in _fields().items() if spec.name == attribute)


def _fields() -> dict[str, dataclasses.Field[Any]]:
    """The settings by their keys."""
    return {spec.metadata.get("key", spec.name): spec for spec in dataclasses.fields(Town)}


class TownError(KonzeptError):
    """The town file can't be used; ``finding`` says why, in German."""

    def __init__(self, finding: Finding) -> None:
        """Carry the finding."""
        super().__init__(str(finding))
        self.finding = finding


def load(folder: Path) -> Town:
    """Read the town file of a folder of texts; from then on the program speaks in the town's words.

    :raises TownError: if the file is missing, is no TOML, or has an unknown key or a wrong value.
    """
    try:
        values, text = reading.toml(folder / FILE)
    except FileNotFoundError:
        raise _error(1, f"Die Datei {FILE} fehlt im Ordner der Texte. Legen Sie sie an.") from None
    except reading.DamagedError as error:
        raise _error(error.line, error.message) from None
    names = {key: spec.name for key, spec in _fields().items()}
    for key in _PAGES:
        _examine_pages(folder, key, values.get(key, []), text)
    found = Town(**{names[key]: _value(key, value, text) for key, value in _complete(values, text).items()})
    speak(speech(found))
    return found


def _examine_pages(folder: Path, key: str, patterns: Any, text: str) -> None:
    """Each pattern names a page: one that was renamed must not be missing in print without a word."""
    for pattern in patterns if isinstance(patterns, list) else ():
        if not isinstance(pattern, str) or not _PATTERN.fullmatch(pattern) or not any(folder.glob(pattern)):
            message = f'{key!r}: Zu {pattern!r} gibt es keine Seite. Nennen Sie eine Datei wie "konzept.md".'
            raise _error(_line(key, text), message)


def _complete(values: dict[str, Any], text: str) -> dict[str, Any]:
    fields = _fields()
    for key in values:
        if key not in fields:
            message = f"{key!r} ist keine bekannte Einstellung. {nearest(key, fields)}"
            raise _error(_line(key, text), message)
    for name, spec in fields.items():
        if spec.default is dataclasses.MISSING and not values.get(name):
            raise _error(1, f'Die Einstellung {name!r} fehlt. Ergänzen Sie: {name} = "…"')
    return values


def _value(key: str, value: Any, text: str) -> Any:
    if key in _NAMED:
        return _naming(key, value, text)
    wanted: dict[str, tuple[type, str]] = {
        "amtlich": (bool, "true oder false"),
        "erfunden": (bool, "true oder false"),
        "beispiel": (bool, "true oder false"),
        "anzahl_top": (int, f"eine ganze Zahl von 1 bis {_MOST}"),
        "entscheidet": (list, "eine Liste von Wörtern ohne Komma"),
        "reihenfolge": (list, "eine Liste von IDs der Handlungsfelder"),
        "dateiarten": (list, "eine Liste von Endungen ohne Punkt"),
        "ratsausgabe": (list, "eine Liste von Seiten"),
        "ungedruckt": (list, "eine Liste von Seiten"),
        "redaktion": (list, "eine Liste von Seiten"),
    }
    kind, german = wanted.get(key, (str, "ein Text in Anführungszeichen"))
    fits = type(value) is kind and (not isinstance(value, int) or kind is bool or 1 <= value <= _MOST)
    if not fits or (kind is list and not all(isinstance(entry, str) for entry in value)):
        raise _error(_line(key, text), f"{key!r} muss {german} sein, gefunden: {_shortened(value)}.")
    for written in value if kind is list else [value] if kind is str else []:
        longest = _LONGEST_NAME if key in ("name", "titel") or kind is list else _LONGEST
        if len(written) > longest:
            raise _error(
                _line(key, text), f"{key!r} hat {len(written)} Zeichen, möglich sind {longest}. Kürzen Sie es."
            )
    if key in _WEB and value and not value.startswith("https://"):
        raise _error(_line(key, text), f"{key!r} muss mit https:// beginnen, gefunden: {value!r}.")
    if key == "dateiarten" and (unknown := next((entry for entry in value if entry not in KINDS), None)) is not None:
        raise _error(_line(key, text), f"'dateiarten' kennt {unknown!r} nicht. {nearest(unknown, KINDS)}")
    if key == "entscheidet" and not (value and all(entry.strip() and "," not in entry for entry in value)):
        raise _error(_line(key, text), f"'entscheidet' muss {german} sein, gefunden: {value!r}.")
    return tuple(value) if kind is list else value


def _shortened(value: Any) -> str:
    try:
        shown = repr(value)
    except ValueError:  # a number of thousands of digits
        return "eine Zahl mit sehr vielen Ziffern"
    return shown if len(shown) <= _LONGEST_NAME else f"{shown[:_LONGEST_NAME]} …"


def _naming(key: str, value: Any, text: str) -> Naming:
    """A name with its cases: a table with one text for each, with the article before all but the first."""
    fits = isinstance(value, dict) and all(
        isinstance(entry, str) and entry.strip() and len(entry) <= _LONGEST_NAME for entry in value.values()
    )
    if not fits or set(value) != set(_CASES) or not all(value[case].startswith(_CASES[case]) for case in _CASES):
        wanted = ", ".join(f'{case} = "…"' for case in _CASES)
        raise _error(
            _line(key, text),
            f"{key!r} muss eine Tabelle {{ {wanted} }} sein: das Wort in der Einzahl, allein und in den vier Fällen "
            f"mit 'der', 'die' oder 'das', gefunden: {_shortened(value)}.",
        )
    return Naming(short=value["kurz"], who=value["wer"], whose=value["wessen"], to_whom=value["wem"], whom=value["wen"])


def _line(key: str, text: str) -> int:
    lines = text.splitlines()
    return next((n for n, line in enumerate(lines, 1) if re.match(rf"\s*{re.escape(key)}\s*=", line)), 1)


def _error(line: int, message: str) -> TownError:
    return TownError(Finding(place=Place(file=FILE, line=line), rule="kommune", found=message))
