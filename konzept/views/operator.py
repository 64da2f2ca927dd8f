"""What the law wants to be told about who runs the website; empty places are shown as such.

Readers are told that something is missing, the Redaktion by which key of the town file it comes.
"""

from __future__ import annotations

from typing import Final

from konzept.blocks import Badge, Block, Cell, Code, Facts, Table, Text, Url, cell
from konzept.model.speech import say
from konzept.town import FILE, Town, key_of, missing
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
    return [_facts(scope.town, _IMPRINT)]


def privacy(scope: Scope) -> list[Block]:
    """Who processes data, and whom to ask."""
    return [_facts(scope.town, _PRIVACY)]


def accessibility(scope: Scope) -> list[Block]:
    """Where to report barriers."""
    return [_facts(scope.town, _ACCESSIBILITY)]


def unfilled(scope: Scope) -> list[Block]:
    """What the town file lacks, for the Redaktion: each key, and which table shows its value."""
    tables = (("Impressum", _IMPRINT), ("Datenschutz", _PRIVACY), ("Barrierefreiheit", _ACCESSIBILITY))
    shown = [(key_of(attribute), f"{table}: {label}") for table, rows in tables for attribute, label in rows]
    rows = tuple(
        (cell(Code(key)), tuple((where,) for name, where in shown if name == key)) for key in missing(scope.town)
    )
    head = (f"Schlüssel in {FILE}", "Wo die Angabe fehlt")
    return [Table(caption="Offene Angaben", head=head, rows=rows, empty="Alle Angaben sind eingetragen.")]


def contact(scope: Scope) -> list[Block]:
    """Where to write to."""
    address = scope.town.contact
    if not address:
        at_all = "" if scope.town.browser_desk else "Zurzeit kann man hier noch keinen Hinweis geben: "
        return [Text((f"{at_all}Eine Adresse für Hinweise steht noch nicht fest.",), "leer")]
    written = Url(f"mailto:{address}", address) if "@" in address else address
    return [Text(("Hinweise erreichen die Redaktion unter ", written, "."))]


def reporting(scope: Scope) -> list[Block]:
    """Whether there is the Redaktion in the browser, and how one gets there."""
    if not scope.town.browser_desk:
        return [Text(("Auf dieser Website ist die Redaktion im Browser nicht eingeschaltet.",), "leer")]
    words = say(
        "Auf der Seite {jedes Eintrags} in der aktuellen Ausgabe steht „Sachstand melden“. Das öffnet {sein} Formular; "
        "dort stehen auch die anderen Aufgaben."
    )
    return [Text((words,))]


def _facts(town: Town, fields: tuple[tuple[str, str], ...]) -> Facts:
    return Facts(tuple((label, _value(town, attribute)) for attribute, label in fields), "")


def _value(town: Town, attribute: str) -> Cell:
    value: str = getattr(town, attribute)
    if not value:
        return cell(Badge("fehlt", "angabe", "noch nicht eingetragen"))
    if "@" in value and " " not in value:
        return cell(Url(f"mailto:{value}", value))
    if value.startswith("https://"):
        return cell(Url(value, value))
    return tuple((line,) for line in value.strip().splitlines())
