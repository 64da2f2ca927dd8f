"""The fields of a form, made from the declarations of the model."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any, Final, Literal

from konzept.model import Item, Option, Word

Kind = Literal["text", "long", "day", "date", "number", "url", "word", "words", "item", "items", "file"]
# How people write a value, said once below its field.
MANNER: Final[dict[Kind, str]] = {
    "day": "Ein Tag, zum Beispiel 31.12.2026.",
    "date": "Zum Beispiel 31.12.2026; ist nur der Monat oder das Jahr bekannt: März 2026 oder 2026.",
    "items": "Tippen Sie Nummer oder Titel, wählen Sie aus, und fügen Sie hinzu.",
    "item": "Tippen Sie Nummer oder Titel, und wählen Sie aus.",
}
_KINDS: Final[dict[str, Kind]] = {"day": "day", "date": "date", "number": "number", "count": "number", "url": "url"}


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be chosen: the value, what people see, and what it means."""

    value: str
    label: str
    meaning: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One field of a form. ``targets`` are the need types that it may name; their items are the choices then.

    Whether one is wanted that ``depends`` hangs on other fields: it is not called voluntary, and a rule speaks.
    """

    name: str
    label: str
    kind: Kind = "text"
    required: bool = False
    depends: bool = False
    help: str = ""
    choices: tuple[Choice, ...] = ()
    targets: tuple[str, ...] = field(default=(), compare=False)

    def data(self) -> dict[str, Any]:
        """The field for the page."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldGroup:
    """Fields that belong together; ``hint`` says when to fill them in, ``folded`` ones are hidden at first."""

    title: str
    fields: tuple[FormField, ...]
    hint: str
    folded: bool

    def data(self) -> dict[str, Any]:
        """The group for the page."""
        fields = [entry.data() for entry in self.fields]
        return {"title": self.title, "hint": self.hint, "folded": self.folded, "fields": fields}


def of(kind: type[Item], name: str, *, prefix: str = "", without: Iterable[Word] = (), **settings: Any) -> FormField:
    """The field for an option of a need type; ``settings`` replace what the model says.

    ``prefix`` tells apart the options of several items that one form makes, ``without`` leaves words out.
    """
    spec = kind.option(name)
    manner = _kind(spec)
    said: dict[str, Any] = {
        "name": prefix + name,
        "label": spec.label,
        "kind": manner,
        "required": spec.needed,
        "help": spec.help or MANNER.get(manner, ""),
        "choices": _choices(spec, frozenset(without)),
        "targets": spec.targets,
    }
    return FormField(**said | settings)


def _kind(spec: Option) -> Kind:
    if spec.targets:
        return "items" if spec.many else "item"
    if spec.written:
        return "words" if spec.many else "word"
    return _KINDS.get(spec.form, "text")


def _choices(spec: Option, without: frozenset[Word]) -> tuple[Choice, ...]:
    if spec.form == "decider":
        return tuple(Choice(word, word) for word in spec.written)
    return tuple(Choice(word.written, word.label, word.criterion) for word in spec.choices if word not in without)
