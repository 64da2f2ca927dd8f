"""What the law wants to be told about who runs the website; empty places are shown as such."""

from __future__ import annotations

from typing import Final

from konzept.blocks import Badge, Block, Cell, Code, Table, Url, cell
from konzept.town import FILE, Town, key_of
from konzept.views.scope import Scope

# The attribute of the town, and what stands before its value.
_IMPRINT: Final = (
    ("operator", "Betreiber"),
    ("address", "Anschrift"),
    ("represented_by", "Vertreten durch"),
    ("phone", "Telefon"),
    ("contact", "E-Mail"),
    ("responsible", "Verantwortlich für den Inhalt (§ 18 Absatz 2 Medienstaatsvertrag)"),
)
_PRIVACY: Final = (
    ("operator", "Verantwortlich für die Verarbeitung"),
    ("address", "Anschrift"),
    ("contact", "E-Mail"),
    ("privacy_officer", "Datenschutzbeauftragte oder Datenschutzbeauftragter"),
    ("host", "Hosting"),
    ("logs", "Was der Webserver aufzeichnet und wie lange"),
    ("authority", "Aufsichtsbehörde für Beschwerden"),
)
_ACCESSIBILITY: Final = (
    ("operator", "Zuständige Stelle"),
    ("address", "Anschrift"),
    ("phone", "Telefon"),
    ("contact", "E-Mail"),
    ("barrier_form", "Elektronisches Kontaktformular"),
)


def imprint(scope: Scope) -> list[Block]:
    """Who runs the website and answers for it."""
    return [_table(scope.town, "Anbieter dieser Seiten", _IMPRINT)]


def privacy(scope: Scope) -> list[Block]:
    """Who processes data, and whom to ask."""
    return [_table(scope.town, "Angaben zum Datenschutz", _PRIVACY)]


def accessibility(scope: Scope) -> list[Block]:
    """Where to report barriers."""
    return [_table(scope.town, "Barrieren melden", _ACCESSIBILITY)]


def _table(town: Town, caption: str, fields: tuple[tuple[str, str], ...]) -> Table:
    rows = tuple((cell(label), _value(town, attribute)) for attribute, label in fields)
    return Table(caption=caption, head=("Angabe", "Inhalt"), rows=rows, empty="", sortable=False)


def _value(town: Town, attribute: str) -> Cell:
    value: str = getattr(town, attribute)
    if not value:
        return cell(Badge("fehlt", "angabe", "noch nicht eingetragen"), " (", Code(key_of(attribute)), f" in {FILE})")
    if "@" in value and " " not in value:
        return cell(Url(f"mailto:{value}", value))
    if value.startswith("https://"):
        return cell(Url(value, value))
    return tuple((line,) for line in value.strip().splitlines())
