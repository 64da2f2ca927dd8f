"""How the model declares a need type: options and links as metadata of dataclass fields."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, Final, Literal, Self, TypeVar

from konzept.model.speech import EXAMPLE_CODE, Said, say, spoken

T = TypeVar("T")


class Word(StrEnum):
    """A value that authors write, with the label readers see and what it means."""

    _texts: tuple[str, str, str]

    def __new__(cls, value: str, label: str = "", criterion: str = "", written: str = "") -> Self:
        """Make a word; without a label readers see the word itself.

        ``written`` is what authors write instead of the value where the town has an own word for it.
        """
        word = str.__new__(cls, value)
        word._value_ = value
        word._texts = (label or value, criterion, written or value)
        return word

    @property
    def label(self) -> str:
        """What readers see."""
        return say(self._texts[0])

    @property
    def criterion(self) -> str:
        """What it means."""
        return say(self._texts[1])

    @property
    def written(self) -> str:
        """What authors write."""
        return say(self._texts[2])

    @classmethod
    def offered(cls) -> tuple[Self, ...]:
        """All words of the list; of two that the town calls the same only the first.

        If the administration of a town made its concept, who made it is no party beside the administration.
        """
        return tuple({word.written: word for word in reversed(cls)}.values())[::-1]

    @property
    def order(self) -> int:
        """The place of the word in its list, from 0."""
        return list(type(self)).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A value that somebody writes under a name: an option of an item, a key of a paper's head or of a TOML file."""

    name: str  # what stands before the value in the file
    words_of_label: str = ""  # what readers see before it, with places for the town's words
    form: str = "text"  # how it is read: a name of konzept/keyed.py, or of a room with forms of its own
    words: type[Word] | None = None  # the words that it may be, if it is one of a list
    without: tuple[Word, ...] = ()  # those of the words that are not allowed here
    many: bool = False  # whether several values may stand there, divided by commas
    required: bool = False
    idle: Word | None = None  # in a town without a Top list the only word there is, and nobody has to write it
    longest: int = 2000  # letters
    rows: tuple[Key, ...] = ()  # the keys within the value, if it is a table
    help: str = ""  # for whoever fills it in; of a list in a TOML file, of what it consists

    @property
    def label(self) -> str:
        """What readers see before the value."""
        return say(self.words_of_label)

    @property
    def choices(self) -> tuple[Word, ...]:
        """The words that the value may be; none if it is not one of words."""
        if self.is_idle:
            return (self.idle,) if self.idle else ()
        return tuple(word for word in (self.words.offered() if self.words else ()) if word not in self.without)

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing to choose, since in this town no recommendation stands in front."""
        return self.idle is not None and not spoken().top_count

    @property
    def needed(self) -> bool:
        """Whether authors have to say it."""
        return self.required and not self.is_idle

    @property
    def written(self) -> tuple[str, ...]:
        """What authors may write; nothing if that is free."""
        return spoken().deciders if self.form == "decider" else tuple(word.written for word in self.choices)


@dataclass(frozen=True, slots=True, kw_only=True)
class Option(Key):
    """One option of a type of item: what authors write as ``:name: value``. It is a plain value or a link to items."""

    targets: tuple[str, ...] = ()  # of a link, the types of items to which it may lead
    backward: str = ""  # of a link, its label on the page of the item to which it leads
    # Where the page shows it: at the head of the item, among the proposals of the Redaktion, or in a way of its own.
    block: Literal["kopf", "umsetzung", "ohne"] = "kopf"

    @property
    def incoming(self) -> str:
        """The label of a link at its target."""
        return say(self.backward)

    @property
    def heading(self) -> str:
        """The label as it stands alone, at the head of a column: what the Redaktion proposes says so."""
        return f"{self.label} (Vorschlag der Redaktion)" if self.block == "umsetzung" else self.label


def option(name: str, label: str, **settings: Any) -> Any:
    """Declare a field; ``settings`` are those of :class:`Option`."""
    spec = Option(name=name, words_of_label=label, **settings)
    return dataclasses.field(default=() if spec.many else None, metadata={"spec": spec})


def words(name: str, label: str, words: type[Word], **settings: Any) -> Any:
    """Declare a field whose value is one of the given words (or several, with ``many``)."""
    return option(name, label, form="word", words=words, **settings)


def link(name: str, label: str, *targets: str, backward: str, **settings: Any) -> Any:
    """Declare a link to needs of the given types; ``backward`` is its label at the target."""
    return option(name, label, targets=targets, backward=backward, **{"many": True} | settings)


def setting(name: str, form: str = "text", default: Any = "", **more: Any) -> Any:
    """Declare an attribute by the key that a file in TOML has for it; ``more`` are further values of :class:`Key`."""
    return dataclasses.field(default=default, metadata={"key": Key(name=name, form=form, **more)})


def settings_of(kind: type[Any]) -> dict[str, Key]:
    """The key of each attribute that is declared so, in their order."""
    return {field.name: field.metadata["key"] for field in dataclasses.fields(kind) if "key" in field.metadata}


def filled(kind: type[T], found: Mapping[str, Any], **parts: Any) -> T:
    """An object of values by their keys, as they were read; ``parts`` are attributes that were read by themselves."""
    given = {attribute: found[key.name] for attribute, key in settings_of(kind).items() if key.name in found}
    return kind(**(given | parts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something stands: the file (relative to the source folder) and the line from 1."""

    file: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What every need has. ``text`` is the Markdown between the options and the end.

    ``parts`` are its headings, each with the Markdown below it.
    """

    NAME: ClassVar[str]
    LABEL: ClassVar[Said]
    PLURAL: ClassVar[Said]
    ID: ClassVar[re.Pattern[str]]
    EXAMPLE: ClassVar[str]

    id: str
    title: str
    text: str = ""
    place: Place
    lines: Mapping[str, int] = dataclasses.field(default_factory=dict, compare=False, repr=False)
    parts: tuple[tuple[str, str], ...] = dataclasses.field(default=(), compare=False, repr=False)

    @property
    def marked(self) -> str:
        """The title, with whose idea it is where it is not what a source says."""
        return self.title

    @classmethod
    def example(cls) -> str:
        """An ID of this type, with the letters of a field of the town."""
        return cls.EXAMPLE.replace(EXAMPLE_CODE, spoken().code)

    def at(self, option: str) -> Place:
        """The place of an option; without it, the place of the item."""
        return Place(file=self.place.file, line=self.lines.get(option, self.place.line))

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings in its text."""
        return tuple(title for title, _ in self.parts if title)

    def part(self, heading: str) -> str:
        """The Markdown below a heading; nothing without it."""
        return next((text for title, text in self.parts if title == heading), "")

    @classmethod
    def options(cls) -> Iterator[tuple[str, Option]]:
        """Attribute name and declaration of each option, in the order of declaration."""
        return iter(_OPTIONS.get(cls) or _OPTIONS.setdefault(cls, tuple(_options(cls))))

    @classmethod
    def option(cls, name: str) -> Option:
        """The declaration of the option that texts call so."""
        return next(spec for _, spec in cls.options() if spec.name == name)

    def links(self) -> Iterator[tuple[Option, str]]:
        """Each link of the item as its declaration and the ID it leads to."""
        for attribute, spec in self.options():
            if spec.targets:
                value = getattr(self, attribute)
                for target in value if spec.many else filter(None, [value]):
                    yield spec, target


def _options(kind: type[Item]) -> Iterator[tuple[str, Option]]:
    for field in dataclasses.fields(kind):
        if spec := field.metadata.get("spec"):
            yield field.name, spec


_OPTIONS: Final[dict[type[Item], tuple[tuple[str, Option], ...]]] = {}
"""The options of each type, looked up once: each item is asked for them many times."""
