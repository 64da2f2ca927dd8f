"""What a setting of the town file may say besides what any may in TOML: names with their cases, lists of words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from konzept import keyed
from konzept.findings import nearest
from konzept.keyed import Form, MisfitError
from konzept.kinds import KINDS
from konzept.model import Key
from konzept.model.phrase import Noun
from konzept.model.speech import Naming

LONGEST_NAME: Final = 300  # of what stands in menus, lists and the heads of PDFs
# The cases of a name, and how each begins.
_CASES: Final[dict[str, tuple[str, ...]]] = {
    "kurz": ("",),
    "wer": ("der ", "die ", "das "),
    "wessen": ("des ", "der "),
    "wem": ("dem ", "der "),
    "wen": ("den ", "die ", "das "),
}
# The plural of a noun, alone and after "den".
_PLURAL: Final = ("mehrzahl", "mehrzahl_wem")


def _naming(value: Any, key: Key) -> Naming:
    """A name with its cases: a table with one text for each, with the article before all but the first."""
    if not _is_declined(value, tuple(_CASES)):
        wanted = ", ".join(f'{case} = "…"' for case in _CASES)
        raise MisfitError(
            f"muss eine Tabelle {{ {wanted} }} sein: das Wort in der Einzahl, allein und in den vier Fällen "
            f"mit 'der', 'die' oder 'das', gefunden: {keyed.shortened(value)}"
        )
    return Naming(short=value["kurz"], who=value["wer"], whose=value["wessen"], to_whom=value["wem"], whom=value["wen"])


def _noun(value: Any, key: Key) -> Noun:
    """A noun: its cases with the article, and the plural. One word, since others go before it."""
    keys = (*_CASES, *_PLURAL)
    if not _is_declined(value, keys) or any(" " in value[key].partition(" ")[2] for key in keys if key != "kurz"):
        wanted = ", ".join(f'{case} = "…"' for case in keys)
        raise MisfitError(
            f"muss eine Tabelle {{ {wanted} }} sein: ein einziges Wort, in der Einzahl allein und in den vier Fällen "
            "mit 'der', 'die' oder 'das', in der Mehrzahl allein und hinter 'den', "
            f"gefunden: {keyed.shortened(value)}"
        )
    article, _, nominative = value["wer"].partition(" ")
    cases = (nominative, *(value[case].partition(" ")[2] for case in ("wessen", "wem", "wen")))
    return Noun(gender=article, singular=cases, plural=value["mehrzahl"], plural_dative=value["mehrzahl_wem"])


def _is_declined(value: Any, keys: tuple[str, ...]) -> bool:
    """Whether a table has a text for each key, those of the singular with their articles."""
    return (
        isinstance(value, dict)
        and set(value) == set(keys)
        and all(isinstance(entry, str) and entry.strip() and len(entry) <= LONGEST_NAME for entry in value.values())
        and all(value[case].startswith(_CASES[case]) for case in _CASES)
    )


def _deciders(value: Any, key: Key) -> tuple[str, ...]:
    found: tuple[str, ...] = keyed.TOML["texts"].read(value, key)
    if not found or not all(entry.strip() and "," not in entry for entry in found):
        raise MisfitError("")
    return found


def _kinds(value: Any, key: Key) -> tuple[str, ...]:
    found: tuple[str, ...] = keyed.TOML["texts"].read(value, key)
    if (unknown := next((entry for entry in found if entry not in KINDS), None)) is not None:
        raise MisfitError(f"kennt {unknown!r} nicht", nearest(unknown, KINDS))
    return found


FORMS: Final[Mapping[str, Form]] = {
    **keyed.TOML,
    "naming": Form("eine Tabelle", _naming),
    "noun": Form("eine Tabelle", _noun),
    "deciders": Form("eine Liste von Wörtern ohne Komma", _deciders),
    "kinds": Form("eine Liste von Endungen ohne Punkt", _kinds),
}
