"""The shape of sphinx-needs' data: the only module that knows it.

Outwards, the model becomes sphinx-needs' configuration; inwards, its needs are compared
with the items of the concept, and a needs.json that was published becomes records again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from typing import Any

from konzept.concept import Concept
from konzept.errors import KonzeptError
from konzept.markdown import structure
from konzept.markdown.parser import parser
from konzept.markdown.records import Record
from konzept.model import TYPE_BY_NAME, TYPES, Item, Option, Place, Recommendation
from konzept.model.dates import PARTS
from konzept.model.speech import say
from konzept.model.values import PATTERNS, written


class NeedsError(KonzeptError):
    """What was given as a needs.json is none."""


_PART = rf"^({'|'.join(part.name for part in PARTS.values())}) [0-9]{{4}}(/[0-9]{{4}})?$"
_WRITTEN = PATTERNS | {"date": f"{PATTERNS['date']}|{_PART}"}  # authors name a part of a year


def _schema(spec: Option) -> dict[str, Any]:
    if spec.words:
        value: dict[str, Any] = {"type": "string", "enum": [word.value for word in spec.choices]}
    elif spec.form in _WRITTEN:
        value = {"type": "string", "pattern": _WRITTEN[spec.form]}
    else:
        value = {"type": "string"}
    return {"type": "array", "items": value} if spec.many else value


def _field(spec: Option) -> dict[str, Any]:
    field: dict[str, Any] = {"description": spec.help or spec.heading, "schema": _schema(spec)}
    if spec.required and spec.idle is None:
        field["nullable"] = False
    return field


def _link(spec: Option) -> dict[str, Any]:
    limits = ({"minItems": 1} if spec.required else {}) | ({} if spec.many else {"maxItems": 1})
    declared: dict[str, Any] = {
        "outgoing": spec.label,
        "incoming": spec.incoming,
        "target_types": list(spec.targets),
    }
    return declared | ({"schema": limits} if limits else {})


def _need_type(kind: type[Item]) -> dict[str, Any]:
    specs = [spec for _, spec in kind.options()]
    return {
        "title": kind.LABEL,
        "prefix": "",
        "color": "#FFFFFF",
        "style": "node",
        "fields": {spec.name: _field(spec) for spec in specs if not spec.targets},
        "links": {spec.name: _link(spec) for spec in specs if spec.targets},
    }


def need_types() -> dict[str, dict[str, Any]]:
    """The configuration of sphinx-needs: every type with its options, in the town's words."""
    found = {kind.NAME: _need_type(kind) for kind in TYPES}
    found[Recommendation.NAME]["fields"]["herkunft"] = {
        "description": say("Herkunft, abgeleitet aus den Quellen, die {den Eintrag} nennen"),
        "schema": {"type": "array", "items": {"type": "string"}},
    }
    return found


ID_REGEX = "^(?:" + "|".join(kind.ID.pattern for kind in TYPES) + ")$"


def set_origins(concept: Concept, needs: Mapping[str, MutableMapping[str, Any]]) -> None:
    """Write the derived origin of every recommendation into its need, so that exports show it."""
    for item in concept.recommendations():
        if item.id in needs:
            needs[item.id]["herkunft"] = [entry.label for entry in concept.origins(item)]


def missing_needs(items: Iterable[Item], needs: Mapping[str, Mapping[str, Any]]) -> Iterator[Item]:
    """The items that sphinx-needs does not have, or has with other values."""
    for item in items:
        need = needs.get(item.id)
        if (
            need is None
            or need["type"] != item.NAME
            or need["title"] != item.title
            or any(not _is_same(need[spec.name], getattr(item, name), spec) for name, spec in item.options())
        ):
            yield item


def _is_same(kept: Any, value: Any, spec: Option) -> bool:
    """Whether sphinx-needs has a value as we do; what nobody has to say it does not have."""
    return _plain(kept) == _plain(value) or (spec.is_idle and not kept and value is spec.idle)


def _plain(value: Any) -> list[str]:
    """A value of sphinx-needs or of an item as texts, sorted, since links have no order."""
    if value is None:
        return []
    values = value if isinstance(value, list | tuple) else (value,)
    return sorted(map(written, values))


def records(data: Any) -> tuple[list[Record], list[str]]:
    """The records of a needs.json, and the types of needs in it that the model does not have.

    The lines of the options are their numbers, since the file has no others.

    :raises NeedsError: if the data is no needs.json.
    """
    found, strange = [], set()
    for need in _needs(data):
        kind = TYPE_BY_NAME.get(str(need.get("type")))
        if kind is None:
            strange.add(str(need.get("type")))
            continue
        specs = [spec for _, spec in kind.options()]
        text = str(need.get("content", "")).strip("\n")
        options = {"id": need["id"]} | {spec.name: _written(need[spec.name]) for spec in specs if spec.name in need}
        found.append(
            Record(
                type=kind.NAME,
                title=str(need["title"]),
                options={name: value for name, value in options.items() if value},
                lines={name: number for number, name in enumerate(options, 2)},
                unread=frozenset(),
                text=text,
                place=Place(file=f"{need.get('docname', 'needs')}{need.get('doctype', '.md')}", line=1),
                parts=structure.parts(parser().parse(text, {}), text.split("\n")),
            )
        )
    return found, sorted(strange)


def places(data: Any) -> Iterator[tuple[str, str, str]]:
    """ID, document and title of each need of a needs.json, whatever version of it."""
    for version in data["versions"].values():
        for ident, need in version["needs"].items():
            yield ident, need["docname"], need["title"]


def _needs(data: Any) -> list[dict[str, Any]]:
    try:
        versions = data["versions"]
        version = data["current_version"]
        needs = versions[version if version in versions else next(iter(versions))]["needs"].values()
        return [need for need in needs if isinstance(need["id"], str) and need["id"] and need["title"]]
    except (KeyError, TypeError, AttributeError, StopIteration):
        raise NeedsError("Das ist keine needs.json einer Ausgabe.") from None


def _written(value: Any) -> str:
    """A value as authors write it."""
    return ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
