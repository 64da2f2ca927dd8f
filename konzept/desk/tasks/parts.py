"""A task in the words of those who have it, and the fields that several tasks share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from konzept.desk.form_fields import MANNER, FieldGroup, FormField, Kind, of
from konzept.desk.pen import Pen, Values
from konzept.model import Item, Source


@dataclass(frozen=True, slots=True)
class Task:
    """A task: its address, what it is called, what it is for, its fields, how to write it, and its line in history."""

    name: str
    title: str
    about: str
    groups: tuple[FieldGroup, ...]
    write: Callable[[Pen, Values], None]
    subject: str

    def data(self) -> dict[str, Any]:
        """The task for the page."""
        groups = [group.data() for group in self.groups]
        return {"name": self.name, "title": self.title, "about": self.about, "groups": groups}

    @property
    def fields(self) -> dict[str, FormField]:
        """All fields by name."""
        return {field.name: field for group in self.groups for field in group.fields}


def group(title: str, *fields: FormField, hint: str = "", folded: bool = False) -> FieldGroup:
    """Fields that belong together, under a title."""
    return FieldGroup(title=title, fields=fields, hint=hint, folded=folded)


def line(label: str, help: str = "", name: str = "titel", *, required: bool = True) -> FormField:
    """A field of one line."""
    return FormField(name=name, label=label, required=required, help=help)


def long_text(label: str, help: str = "", name: str = "text", *, required: bool = False) -> FormField:
    """A field of several lines."""
    return FormField(name=name, label=label, kind="long", required=required, help=help)


def chosen(name: str, label: str, *targets: str, several: bool = False) -> FormField:
    """A field for one or several items of these need types."""
    kind: Kind = "items" if several else "item"
    return FormField(name=name, label=label, kind=kind, required=True, help=MANNER[kind], targets=targets)


def new_source() -> tuple[FormField, ...]:
    """The fields that describe a source."""
    return (
        FormField(name="q_titel", label="Titel der Quelle", help="Was es ist, von wem, von wann.", depends=True),
        *(
            of(Source, name, prefix="q_", required=False, depends=Source.option(name).needed)
            for name in ("art", "datum", "url", "vollstaendig")
        ),
        long_text("Was man zur Quelle wissen muss", name="q_text"),
    )


def evidence(kind: type[Item]) -> tuple[FieldGroup, ...]:
    """Where it stands: a source that is there already, or a new one."""
    known = of(kind, "quelle", required=False, depends=True, label="Quelle, die schon verzeichnet ist")
    return (
        group(
            "Woher weiß man das?",
            known,
            hint="Jede Angabe braucht eine Quelle: eine von hier, oder darunter eine neue.",
        ),
        group("Neue Quelle", *new_source(), hint="Nur, wenn sie noch nicht verzeichnet ist.", folded=True),
    )


def named(kind: type[Item], *names: str) -> tuple[FormField, ...]:
    """The fields of some options of a need type, in this order."""
    return tuple(of(kind, name) for name in names)
