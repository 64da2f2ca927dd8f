"""What belongs to the town: the one file ``kommune.toml`` in the folder of the texts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import MISSING, dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Final

from konzept import keyed
from konzept.errors import KonzeptError
from konzept.files import inputs
from konzept.findings import Finding, fault
from konzept.kinds import KINDS
from konzept.model import Party, Speaker
from konzept.model.declare import filled, setting, settings_of
from konzept.model.phrase import Noun
from konzept.model.speech import AUTHORS, CONCEPT, DECIDERS, EXAMPLE_CODE, ITEM, TOWN, Naming, Speech, speak
from konzept.town_values import FORMS, LONGEST_NAME

FILE: Final = "kommune.toml"
_PAGES: Final = ("ratsausgabe", "ungedruckt", "redaktion")
_START: Final = "index.md"
_PLAIN: Final = re.compile(r"\w[\w/-]*\.md")
_OTHERS: Final = frozenset({*Party, *Speaker} - {Party.ADMINISTRATION, Party.AUTHORS, Speaker.AUTHORS})
_TAKEN: Final = (
    "{!r} kann nicht {!r} heißen: So heißt bei Sachständen oder Stellungnahmen schon jemand anderes. Nehmen Sie ein "
    "genaueres Wort."
)
_PATTERN: Final = re.compile(r"(?!.*\.\.)[^/\\].*\.md")  # relative, within the folder of the texts


def _texts(name: str, help: str = "", form: str = "texts", default: tuple[str, ...] = ()) -> Any:
    return setting(name, form, default, longest=LONGEST_NAME, help=help)


def _name(name: str) -> Any:
    return setting(name, default=MISSING, required=True, longest=LONGEST_NAME)


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """The town's settings; each says by which key the file has it. Empty means not known.

    ``contact`` is a mail address; ``barrier_form`` is the address of the electronic form of
    § 5 BITVNRW, ``logs`` says what the web server keeps and for how long; ``file_kinds`` are
    the kinds of files that may be published beside the pages; ``body`` is what the town is, in general, and
    ``full_name`` its name with that, where it is not just both in a row; ``authors`` made the concept, which
    consists of ``item``s, and ``legal`` says what it means in law; ``licence`` is that of texts and data, with its
    address.
    ``council_edition`` and ``unprinted`` are patterns of the pages that are the chapters of the
    printed edition, and of those that no printed volume has; ``editorial`` of those that are for
    who writes, not for who reads: no menu, search, print or file to take along has them. ``invented``
    tells that there is no such town, which every output says; ``example`` that the invented town
    may be shown beside this one. ``browser_desk`` is whether the published website has the Redaktion in the browser.
    """

    name: str = _name("name")
    title: str = _name("titel")
    body: Naming = setting("koerperschaft", "naming", TOWN)
    full_name: Naming | None = setting("name_ganz", "naming", None)
    operator: str = setting("betreiber")
    contact: str = setting("kontakt")
    address: str = setting("anschrift")
    represented_by: str = setting("vertretung")
    phone: str = setting("telefon")
    responsible: str = setting("verantwortlich")
    privacy_officer: str = setting("datenschutz")
    host: str = setting("hoster")
    logs: str = setting("protokolle")
    authority: str = setting("aufsicht")
    barrier_form: str = setting("barriere_formular", "web")
    official: bool = setting("amtlich", "flag", False)
    base_address: str = setting("basisadresse", "web")
    top_count: int = setting("anzahl_top", "few", 2)
    field_order: tuple[str, ...] = _texts("reihenfolge", "IDs der Handlungsfelder")
    authors: Naming = setting("verfasser", "naming", AUTHORS)
    concept: Naming = setting("konzept", "naming", CONCEPT)
    item: Noun = setting("empfehlung", "noun", ITEM)
    deciders: tuple[str, ...] = _texts("entscheidet", form="deciders", default=DECIDERS)
    legal: str = setting("rechtlich", default="Gesetzliche Ansprüche bleiben unberührt.")
    licence: str = setting("lizenz", default="Eine Lizenz ist nicht angegeben.")
    file_kinds: tuple[str, ...] = _texts("dateiarten", form="kinds", default=tuple(KINDS))
    council_edition: tuple[str, ...] = _texts("ratsausgabe", "Seiten")
    unprinted: tuple[str, ...] = _texts("ungedruckt", "Seiten")
    invented: bool = setting("erfunden", "flag", False)
    example: bool = setting("beispiel", "flag", True)
    browser_desk: bool = setting("redaktion_im_browser", "flag", False)
    editorial: tuple[str, ...] = _texts("redaktion", "Seiten")

    @property
    def base(self) -> str:
        """The address of the website without a slash at its end; empty as long as it has none."""
        return self.base_address.rstrip("/")

    @property
    def named(self) -> Naming:
        """The name with what it is: "die Stadt Musterau"."""
        return self.full_name or self.body.with_name(self.name)

    @property
    def for_whom(self) -> str:
        """Whom the concept is for, in its titles: "Musterau", "den Kreis Musterland"."""
        return for_whom(self.name, self.body, self.full_name)

    @property
    def council_edition_name(self) -> str:
        """What the volume for the council is called; what is no municipality has no Rat."""
        return "Ratsausgabe" if _is_municipal(self.body) else "Gremienausgabe"

    def is_editorial(self, page: str) -> bool:
        """Whether a page, named without its ending, is for the Redaktion and not for readers."""
        return is_named(page, self.editorial)

    def is_printed(self, page: str) -> bool:
        """Whether a page, named without its ending, stands in one of the printed volumes."""
        if self.is_editorial(page) or not self.council_edition:
            return not self.is_editorial(page)
        return is_named(page, self.council_edition) or not is_named(page, self.unprinted)


def _is_municipal(body: Naming) -> bool:
    return body.short.casefold().endswith(("stadt", "gemeinde", "markt"))


def for_whom(name: str, body: Naming, full_name: Naming | None) -> str:
    """After "für": the name alone where it is that of a place, else with what the body is."""
    called = body.with_name(name)
    is_place = full_name in (None, called) and _is_municipal(body)
    return name if is_place else (full_name or called).whom


def is_named(page: str, patterns: Iterable[str]) -> bool:
    """Whether one of the patterns names a page, as ``handlungsfelder/*/*-*.md`` does; a star stays within a folder."""
    parts = f"{page}.md".split("/")
    return any(
        len(parts) == len(wanted := pattern.split("/")) and all(map(fnmatchcase, parts, wanted)) for pattern in patterns
    )


def speech(town: Town) -> Speech:
    """The words in which the program speaks of the town."""
    return Speech(
        body=town.body,
        authors=town.authors,
        concept=town.concept,
        item=town.item,
        top_count=town.top_count,
        deciders=town.deciders,
        code=next((field.removeprefix("HF-") for field in town.field_order), EXAMPLE_CODE),
    )


def missing(town: Town) -> tuple[str, ...]:
    """The keys that whoever runs the website still has to fill in."""
    texts = ((at, key) for at, key in settings_of(Town).items() if key.form in ("text", "web") and not key.required)
    return tuple(key.name for at, key in texts if not getattr(town, at))


def key_of(attribute: str) -> str:
    """The key by which the file has an attribute of :class:`Town`."""
    return settings_of(Town)[attribute].name


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
        values, text = inputs.toml(folder / FILE)
    except FileNotFoundError:
        raise _error(1, f"Die Datei {FILE} fehlt im Ordner der Texte. Legen Sie sie an.") from None
    except inputs.DamagedError as error:
        raise _error(error.line, error.message) from None
    for key in _PAGES:
        _examine_pages(folder, key, values.get(key, []), text)
    found, faults = keyed.table(values, settings_of(Town).values(), "bekannte Einstellung", FORMS)
    if faults:
        raise _error(inputs.line_in(text, faults[0].key), faults[0].message)
    town = filled(Town, found)
    if town.authors.short in _OTHERS:
        raise _error(inputs.line_in(text, key_of("authors")), _TAKEN.format(key_of("authors"), town.authors.short))
    speak(speech(town))
    return town


def _examine_pages(folder: Path, key: str, patterns: Any, text: str) -> None:
    """Each pattern names a page: one that was renamed must not be missing in print without a word.

    What a star names in a folder may still come: the recommendations of a field without any. That there is no start
    page is said by the examination, with how it begins.
    """
    for pattern in patterns if isinstance(patterns, list) else ():
        if pattern == _START:
            continue
        if not isinstance(pattern, str) or not _PATTERN.fullmatch(pattern) or not _has(folder, pattern):
            message = f"{key!r}: Zu {pattern!r} gibt es keine Seite. {_instead(pattern)}"
            raise _error(inputs.line_in(text, key), message)


def _instead(pattern: Any) -> str:
    if not isinstance(pattern, str) or not _PLAIN.fullmatch(pattern):
        return 'Nennen Sie eine Datei wie "konzept.md".'
    title = pattern.rpartition("/")[2].removesuffix(".md").replace("-", " ").capitalize()
    return f"Legen Sie die Datei an, mit einer Überschrift wie '# {title}', oder streichen Sie sie hier."


def _has(folder: Path, pattern: str) -> bool:
    home, slash, name = pattern.rpartition("/")
    waits = slash and "*" in name and any(path.is_dir() for path in folder.glob(home))
    return bool(waits) or any(folder.glob(pattern))


def _error(line: int, message: str) -> TownError:
    return TownError(fault(FILE, line, message, "kommune"))
