"""Whom to ask: the town's file ``umfrage.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from konzept import keyed
from konzept.concept import Concept
from konzept.errors import RefusedError
from konzept.examine import Examination
from konzept.files import inputs
from konzept.findings import Finding, fault, nearest
from konzept.model import Field, Key, Organization, Party, Recommendation, Status

FILE: Final = "umfrage.toml"
_finding: Final = partial(fault, FILE, rule="abfrage")
_CODE: Final = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)*")
_KEYS: Final = (
    Key(name="hinweis"),
    Key(name="freigabe", form="texts", help="Texten"),
    Key(name="ohne_gremien", form="texts", help="IDs"),
    Key(name="stelle", form="tables", help="Stellen, jede unter einer Zeile [[stelle]]"),
)
_BODY: Final = (
    *(Key(name=name) for name in ("kuerzel", "name", "art")),
    *(Key(name=name, form="texts", help="IDs") for name in ("empfehlungen", "handlungsfelder")),
)
_TOML: Final = 'Hier ist die Datei kein gültiges TOML in UTF-8. Jede Angabe hat eine Zeile wie name = "…".'
_NAMED: Final = re.compile(r"'([^'\n]+)'")
_CHOICES: Final = 255  # what a cell of a drop-down may hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """Who is asked: a code for file names and IDs, the name, as what it speaks, and for which items."""

    code: str
    name: str
    party: Party
    items: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Whom the town asks.

    ``note`` is told with every questionnaire, ``releasing`` are who may release, by function, ``unoffered`` the IDs of
    organizations that no drop-down offers.
    """

    bodies: tuple[Body, ...]
    releasing: tuple[str, ...]
    note: str = ""
    unoffered: tuple[str, ...] = ()

    def organizations(self, concept: Concept) -> list[str]:
        """The titles of the organizations that a meeting may have been of."""
        return [item.title for item in concept.all(Organization) if item.id not in self.unoffered]

    def body(self, code: str) -> Body:
        """The body of this code.

        :raises RefusedError: if there is none.
        """
        for body in self.bodies:
            if body.code == code:
                return body
        raise RefusedError(f"Die Stelle {code!r} steht nicht in {FILE}. {nearest(code, [b.code for b in self.bodies])}")

    def items(self, body: Body, concept: Concept) -> tuple[Recommendation, ...]:
        """The recommendations for which a body is asked; proposals of the Redaktion and what is dropped are not."""
        return tuple(r for r in surveyed(concept) if r.id in body.items or r.field in body.fields)

    def silent(self, concept: Concept) -> Iterator[tuple[int, Body, str]]:
        """The bodies that name fields and are asked for nothing: the number in the file, the body, and why."""
        for number, body in enumerate(self.bodies, 1):
            if body.fields and not self.items(body, concept):
                why = "danach wird nicht gefragt, denn dort stehen höchstens Vorschläge der Redaktion und Entfallenes"
                said = f"'handlungsfelder' nennt {', '.join(body.fields)}; {why}. {body.name!r} bekommt keine Abfrage."
                yield number, body, said

    def left_out(self, concept: Concept) -> Iterator[tuple[Body, str]]:
        """The bodies that are asked, but not for all fields that they name: each with what is to say of that."""
        asked = {item.field for item in surveyed(concept)}
        for body in self.bodies:
            if self.items(body, concept) and (lacking := [field for field in body.fields if field not in asked]):
                why = "dort stehen höchstens Vorschläge der Redaktion und Entfallenes"
                yield body, f"Zu {', '.join(lacking)} wird {body.name!r} nichts gefragt, denn {why}."

    def unasked(self, concept: Concept) -> tuple[Recommendation, ...]:
        """The recommendations for which nobody is asked."""
        found = {item.id for body in self.bodies for item in self.items(body, concept)}
        return tuple(item for item in surveyed(concept) if item.id not in found)


def surveyed(concept: Concept) -> tuple[Recommendation, ...]:
    """The recommendations whose state is asked for."""
    return tuple(r for r in concept.recommendations() if not r.is_proposal and r.status is not Status.DROPPED)


def read(folder: Path, texts: Examination) -> tuple[Asked | None, list[Finding]]:
    """Whom the town with these texts asks, nothing without the file or with a fault in it; and its findings.

    As long as texts have errors, nobody can tell which recommendations there are.
    """
    path = folder / FILE
    if not path.is_file() or any(finding.is_error for finding in texts.findings):
        return None, []
    try:
        content = inputs.toml(path)[1].encode()
    except inputs.DamagedError as error:
        return None, [_finding(error.line, error.message)]
    if found := faults(content, texts.concept):
        return None, found
    asked = load(content, texts.concept)
    return asked, list(_hints(asked, texts.concept, content.decode()))


def _hints(asked: Asked, concept: Concept, text: str) -> Iterator[Finding]:
    for number, _, said in asked.silent(concept):
        finding = _finding(_line(text, number, said), f"Stelle {number}: {said}")
        yield replace(finding, severity="hinweis")


def load(content: bytes, concept: Concept, lost: Set[str] = frozenset()) -> Asked:
    """Read the file; ``lost`` are the IDs that can't be read at present: no other is offered instead.

    :raises RefusedError: with every fault, if there is one.
    """
    if found := faults(content, concept, lost):
        raise RefusedError("\n".join(map(str, found)))
    values = tomllib.loads(content.decode("utf-8-sig"))
    bodies = (
        Body(
            code=entry["kuerzel"],
            name=entry["name"].strip(),
            party=next(p for p in Party if p.written == entry["art"]),
            items=tuple(entry.get("empfehlungen", ())),
            fields=tuple(entry.get("handlungsfelder", ())),
        )
        for entry in values.get("stelle", [])
    )
    return Asked(
        bodies=tuple(bodies),
        releasing=tuple(values["freigabe"]),
        note=values.get("hinweis", "").strip(),
        unoffered=tuple(values.get("ohne_gremien", ())),
    )


def faults(content: bytes, concept: Concept, lost: Set[str] = frozenset()) -> list[Finding]:
    """What is wrong with the file, each with its line."""
    try:
        text = content.decode("utf-8-sig")
        values = tomllib.loads(text)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        place = re.search(r"line (\d+)", str(error))
        return [_finding(int(place[1]) if place else 1, _TOML)]
    found = [(0, fault) for fault in (*_faults(values), *_unknown(values, concept, lost))]
    bodies, seen = values.get("stelle", []), set[str]()
    for number, entry in enumerate(bodies if isinstance(bodies, list) else [], 1):
        told = _body(entry, concept, seen, lost) if isinstance(entry, dict) else ["Schreiben Sie sie als [[stelle]]."]
        found += [(number, fault) for fault in told]
    return [
        _finding(_line(text, number, fault), f"Stelle {number}: {fault}" if number else fault)
        for number, fault in found
    ]


def _line(text: str, number: int, fault: str) -> int:
    """The line of the key that a fault names: of the file, or of its body of this number."""
    named = _NAMED.match(fault)
    return inputs.line_in(text, named[1] if named else "", (("stelle", number - 1),) if number else ())


def _faults(values: dict[str, Any]) -> Iterator[str]:
    yield from (fault.message for fault in keyed.table(values, _KEYS, "Angabe dieser Datei")[1])
    releasing = values.get("freigabe")
    if not releasing:
        yield "'freigabe' fehlt: Nennen Sie die Funktionen, die eine Auskunft freigeben dürfen (keine Namen)."
    elif isinstance(releasing, list) and not all(isinstance(f, str) and 0 < len(f) <= _CHOICES for f in releasing):
        yield f"'freigabe' ist eine Liste von Texten mit höchstens {_CHOICES} Zeichen."


def _unknown(values: dict[str, Any], concept: Concept, lost: Set[str]) -> Iterator[str]:
    """What is wrong with the organizations that are not offered."""
    known = [item.id for item in concept.all(Organization)]
    named = values.get("ohne_gremien", [])
    for ident in named if isinstance(named, list) else ():
        if ident not in known and ident not in lost:
            yield f"'ohne_gremien' nennt {ident!r}; so heißt kein Gremium. {nearest(str(ident), known)}"


def _body(entry: dict[str, Any], concept: Concept, seen: set[str], lost: Set[str]) -> Iterator[str]:
    yield from (fault.message for fault in keyed.table(entry, _BODY, "Angabe einer Stelle")[1])
    code, name, party = (str(entry.get(key, "")) for key in ("kuerzel", "name", "art"))
    if not _CODE.fullmatch(code) or code in seen:
        yield f"'kuerzel' hat Großbuchstaben, Ziffern und Bindestriche und steht nur einmal, gefunden: {code!r}."
    seen.add(code)
    if not name.strip() or len(name) > _CHOICES or "\n" in name:
        yield f"'name' hat eine Zeile mit höchstens {_CHOICES} Zeichen, gefunden: {name!r:.80}."
    parties = [p.written for p in Party.offered() if p is not Party.EDITORS]
    if party not in parties:
        yield f"'art' sagt, als wer die Stelle spricht, gefunden: {party!r}. {nearest(party, parties)}"
    known = [item.id for item in surveyed(concept)]
    fields = [field.id for field in concept.all(Field)]
    for option, idents in (("empfehlungen", known), ("handlungsfelder", fields)):
        asked = entry.get(option, [])
        for ident in asked if isinstance(asked, list) else ():
            if isinstance(ident, str) and ident in lost:
                yield f"{option!r} nennt {ident!r}; das lässt sich zurzeit nicht lesen. Warum, sagt 'check'."
            elif ident not in idents:
                yield f"{option!r} nennt {ident!r}; {_instead(str(ident), idents, concept)}"


def _instead(ident: str, idents: list[str], concept: Concept) -> str:
    """Why nothing is asked for what an ID means, and what to write."""
    item = concept.items.get(ident)
    if not isinstance(item, Recommendation):
        return f"dazu wird nichts gefragt. {nearest(ident, idents)}"
    if item.is_proposal:
        return "nach Vorschlägen der Redaktion wird nicht gefragt. Nehmen Sie die ID heraus."
    followers = ", ".join(other.id for other in concept.replaced_by(item))
    mend = f"Nennen Sie stattdessen: {followers}." if followers else "Nehmen Sie die ID heraus."
    return f"nach Entfallenem wird nicht gefragt. {mend}"
