"""Turns records into typed items and reports every value that does not fit the model."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from konzept.findings import About, Finding, either, in_form, in_markdown, nearest
from konzept.keyed import FORMS, MisfitError, named, wants
from konzept.markdown.records import Reading, Record, hidden, meant
from konzept.model import TYPE_BY_NAME, Item, Option

LONGEST_ID: Final = 60  # it names a folder and files
MOST_OFFERS: Final = 1_000


class _Types(dict[str, str]):
    """The type of each ID. To look for similar ones takes long where there are many: it is done only so often."""

    offers = 0

    def similar(self, kinds: Iterable[str]) -> list[str]:
        """The IDs of these types that may be offered instead of one that does not exist."""
        self.offers += 1
        return [ident for ident, kind in self.items() if kind in kinds] if self.offers <= MOST_OFFERS else []


@dataclass(frozen=True, slots=True)
class Shaped:
    """The items that have the right shape, the records that have not, and why.

    A link to the ID of a faulty record, or of one that could not be read, is not reported again.
    """

    items: tuple[Item, ...]
    faulty: tuple[Record, ...]
    findings: tuple[Finding, ...]


def shape(readings: Iterable[Reading], *, alone: bool = False) -> Shaped:
    """Check every record against the model, then every link against the records.

    A document whose blocks do not close gives no further findings: they would only follow.
    ``alone`` leaves out whether links lead anywhere, as one document can't tell.
    """
    readings = list(readings)
    records = [record for reading in readings for record in reading.records]
    faulty = [record for reading in readings if reading.broken for record in reading.records]
    known = {record.id: record.type for record in reversed(records) if record.id}
    types = None if alone else _Types(hidden(readings) | known)
    findings: list[Finding] = list(_duplicates(records))
    repeated = {finding.place for finding in findings}
    items: list[Item] = []
    for record in (record for reading in readings if not reading.broken for record in reading.records):
        item, faults = _item(record, types, known)
        findings.extend(faults)
        if item is None or record.at("id") in repeated:
            faulty.append(record)
        else:
            items.append(item)
    return Shaped(tuple(items), tuple(faulty), tuple(findings))


def _duplicates(records: list[Record]) -> Iterator[Finding]:
    """Every record whose ID another one has too, apart from the one to which the ID belongs."""
    same: dict[str, list[Record]] = {}
    for record in records:
        if record.id:
            same.setdefault(record.id, []).append(record)
    for ident, found in ((ident, found) for ident, found in same.items() if len(found) > 1):
        original = min(found, key=lambda record: _strangeness(record, found))
        for record in (record for record in found if record is not original):
            there = original.place
            yield _fault(
                record,
                "id",
                f"Die ID {ident!r} steht schon in {there.file}{either(f', Zeile {there.line}', '')}",
                f"IDs sind einmalig: {_own_id(record, original, same)}",
            )


def _strangeness(record: Record, others: Iterable[Record]) -> tuple[bool, bool]:
    """How unlikely a record is the original of several: its file is named otherwise, or like a copy of another file."""
    stem = record.stem
    return (
        not f"{record.id}-".startswith(f"{stem}-"),
        any(other.stem in stem and other.stem != stem for other in others),
    )


def _own_id(record: Record, original: Record, known: Container[str]) -> str:
    """How a record gets an ID of its own, without that anything else loses one."""
    if own := meant(record, known):
        return f"Tragen Sie die ein, nach der die Datei heißt: {own}."
    if record.place.file != original.place.file and original.stem in record.stem:
        return "Ist diese Datei eine Kopie, löschen Sie sie. Sonst nehmen Sie hier die nächste freie."
    return "Nehmen Sie die nächste freie."


def _item(record: Record, types: _Types | None, known: Container[str]) -> tuple[Item | None, list[Finding]]:
    kind = TYPE_BY_NAME[record.type]
    findings = [*_head(record, kind, meant(record, known)), *_unknown_options(record, kind)]
    values: dict[str, Any] = {}
    for attribute, spec in kind.options():
        if spec.name in record.options or spec.needed:
            value, faults = _value(record, spec, types)
            findings.extend(faults)
        else:
            value = spec.idle if spec.is_idle else None
        if value is not None:
            values[attribute] = value
    if findings or record.unread:
        return None, findings
    own: dict[str, Any] = {"title": record.title, "text": record.text, "place": record.place, "lines": record.lines}
    own["parts"] = record.parts
    return kind(id=record.id, **own, **values), []


def _head(record: Record, kind: type[Item], own: str) -> Iterator[Finding]:
    """What is wrong with title and ID; ``own`` is the ID that it ought to have, if that is known."""
    if not record.title:
        mend = either(f"Schreiben Sie ihn hinter {{{kind.NAME}}} in dieselbe Zeile.", "Tragen Sie ihn ein.")
        yield _fault(record, "", "Der Titel fehlt", mend)
    if "`" in record.title:
        yield _fault(record, "titel", "Der Titel enthält ein Zeichen `, das dort nicht stehen darf")
    if not record.id:
        example = own or kind.example()
        mend = either(f"Ergänzen Sie eine Zeile wie ':id: {example}'.", f"Nehmen Sie eine wie {example}.")
        yield _fault(record, "", either("Die Option 'id' fehlt", "Die ID fehlt"), mend)
    elif len(record.id) > LONGEST_ID:
        found = f"Die ID hat {len(record.id)} Zeichen, möglich sind {LONGEST_ID}"
        yield _fault(record, "id", found, "Nehmen Sie eine kürzere.")
    elif not kind.ID.fullmatch(record.id):
        found = f"Die ID {record.id!r} passt nicht zu {kind.LABEL}"
        form = f"Sie hat die Form {kind.example()!r}."
        yield _fault(record, "id", found, f"Gemeint ist vielleicht {own!r}." if own else form)


def _unknown_options(record: Record, kind: type[Item]) -> Iterator[Finding]:
    known = _known_options(record.type)
    for name in record.options:
        if name not in known:
            found = f"{name!r} ist keine {either('Option', 'Angabe')} von {kind.LABEL}"
            yield _fault(record, name, found, nearest(name, list(known)))


@cache
def _known_options(name: str) -> tuple[str, ...]:
    return ("id", *(spec.name for _, spec in TYPE_BY_NAME[name].options()))


def _value(record: Record, spec: Option, types: _Types | None) -> tuple[Any, list[Finding]]:
    """The typed value of an option (or nothing), and what is wrong with it."""
    if spec.name in record.unread:
        return None, []
    raw = record.options.get(spec.name, "").strip()
    if not raw:
        missing = spec.needed or spec.name in record.options
        return spec.idle if spec.is_idle else None, [_missing(record, spec)] if missing else []
    parts = [part.strip() for part in raw.split(",")] if spec.many else [raw]
    if "" in parts:
        return None, [_fault(record, spec.name, f"In {named(spec)} steht ein Komma zu viel: {raw!r}")]
    values, findings = [], []
    for part in parts:
        try:
            values.append(_link(part, spec, types) if spec.targets else FORMS[spec.form].read(part, spec))
        except MisfitError as misfit:
            mend = misfit.mend or f"Schreiben Sie {_wants(spec)}."
            findings.append(_fault(record, spec.name, misfit.found, mend, lead=f"{spec.name!r}: "))
    if findings:
        return None, findings
    return (tuple(values) if spec.many else values[0]), []


def _missing(record: Record, spec: Option) -> Finding:
    if spec.name in record.options:
        instead = "" if spec.needed else either(" oder streichen Sie die Zeile", " oder lassen Sie das Feld weg")
        return _fault(record, spec.name, f"{named(spec)} ist leer", f"Tragen Sie {_wants(spec)} ein{instead}.")
    needed = f"{TYPE_BY_NAME[record.type].LABEL} braucht {either('die Option ', '')}{named(spec)}"
    fill = f"Wählen Sie {in_form(_wants(spec))}." if spec.written else f"Tragen Sie {in_form(_wants(spec))} ein."
    mend = either(f"Ergänzen Sie ':{spec.name}: …' ({wanted(spec)}).", fill)
    return _fault(record, spec.name, needed, mend)


def wanted(spec: Option) -> str:
    """What an option wants, as a German object: "einen Tag wie 2026-12-31"."""
    return in_markdown(_wants(spec))


def _wants(spec: Option) -> str:
    if spec.targets:
        return "die ID von " + " oder ".join(TYPE_BY_NAME[target].LABEL for target in spec.targets)
    return wants(spec, FORMS)


def _link(target: str, spec: Option, types: _Types | None) -> str:
    if types is None:
        return target
    wanted = " oder ".join(TYPE_BY_NAME[name].LABEL for name in spec.targets)
    if target not in types:
        offer = _nearest_id(target, types.similar(spec.targets))
        raise MisfitError(f"{target!r} gibt es nicht", f"Verlangt ist die ID von {wanted}. {offer}")
    if types[target] not in spec.targets:
        found = TYPE_BY_NAME[types[target]].LABEL
        mend = "Verweisen Sie auf einen solchen Eintrag."
        raise MisfitError(f"{target!r} gehört zur Art {found}, verlangt ist {wanted}", mend)
    return target


def _nearest_id(target: str, candidates: list[str]) -> str:
    offer = nearest(target, candidates)
    return offer if offer.startswith("Gemeint") else "Legen Sie den Eintrag an oder berichtigen Sie die ID."


def _fault(record: Record, option: str, found: str, mend: str = "", *, lead: str = "") -> Finding:
    subject = About(record.type, record.id, option)
    place = record.at(option)
    return Finding(place=place, rule="form", subject=subject, lead=lead, found=f"{found}.", mend=mend)
