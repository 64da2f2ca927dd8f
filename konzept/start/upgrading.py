"""Brings a project to the version of the program that runs: what it would change, what the texts then lack, and writes.

Only files that ``new`` or an earlier upgrade wrote, and that nobody changed since, are written anew; texts are not.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import unified_diff
from pathlib import Path
from typing import Any, Final

from konzept import files, town
from konzept.errors import RefusedError
from konzept.examine import examine_folder
from konzept.findings import Finding
from konzept.model import Field
from konzept.start import project
from konzept.start.beginning import state, sums
from konzept.start.plan import Part, Plan
from konzept.start.wheel import Package

_DOCS: Final = "docs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Upgrade:
    """What an upgrade of a folder would do: its files with their new contents, and what else is to be told.

    ``own`` are files that somebody changed and that stay; ``model`` says what texts may say now, or no more;
    ``findings`` are those of the texts as they are, with the program that runs.
    """

    folder: Path
    before: str
    texts: Mapping[str, str]
    own: tuple[str, ...]
    model: tuple[str, ...]
    findings: tuple[Finding, ...]
    package: Package

    @property
    def difference(self) -> str:
        """The change of each file, as git shows it."""
        found = []
        for name, text in self.texts.items():
            old = _text(self.folder / name)
            lines = unified_diff(old.splitlines(True), text.splitlines(True), f"a/{name}", f"b/{name}", n=1)
            found.append("".join(line if line.endswith("\n") else f"{line}\n" for line in lines))
        return "".join(found)

    @property
    def is_empty(self) -> bool:
        """Whether the folder is at this version already."""
        there = self.folder / project.PACKAGES / self.package.file
        return not self.texts and there.is_file() and there.read_bytes() == self.package.content

    def apply(self) -> None:
        """Write it; older packages stay, since older Ausgaben are built with them."""
        files.write(self.folder / project.PACKAGES / self.package.file, self.package.content)
        for name, text in self.texts.items():
            files.write(self.folder / name, text)
        ours = {name: _text(self.folder / name) for name in project.RENEWED if name not in self.own}
        files.write(self.folder / project.STATE, state(ours, self.package))


def upgrade(folder: Path, package: Package, today: date) -> Upgrade:
    """See what an upgrade of a project would do.

    :raises KonzeptError: if this is no project that ``new`` made, or its town file can't be read.
    """
    known = _state(folder)
    plan = _plan(folder / _DOCS, today)
    made = {**project.texts(plan), **project.around(plan, package)}
    mine = {name: digest for name, digest in known["dateien"].items() if isinstance(digest, str)}
    present = sums({name: _text(folder / name) for name in project.RENEWED})
    own = tuple(name for name in project.RENEWED if present[name] != mine.get(name))
    texts = {name: made[name] for name in project.RENEWED if name not in own and made[name] != _text(folder / name)}
    return Upgrade(
        folder=folder,
        before=str(known["konzept"]),
        texts=texts,
        own=own,
        model=tuple(_changed(known.get("modell", {}))),
        findings=examine_folder(folder / _DOCS, today).findings,
        package=package,
    )


def _state(folder: Path) -> dict[str, Any]:
    path = folder / project.STATE
    try:
        found = json.loads(path.read_text("utf-8"))
        if isinstance(found["dateien"], dict) and found["konzept"]:
            return dict(found)
    except (FileNotFoundError, NotADirectoryError):
        raise RefusedError(
            f"{folder} ist kein Projekt, das 'konzept new' angelegt hat: {project.STATE} fehlt. "
            "Nennen Sie seinen Ordner."
        ) from None
    except (ValueError, KeyError, TypeError):
        pass
    raise RefusedError(f"{path} ist beschädigt. Holen Sie die Datei aus dem Repository: git checkout {project.STATE}")


def _plan(docs: Path, today: date) -> Plan:
    """What the texts say of the town now."""
    settings, concept = town.load(docs), examine_folder(docs, today).concept
    fields = tuple(Part(field.code, field.title, Path(field.place.file).parent.name) for field in concept.all(Field))
    return Plan(
        name=settings.name,
        body=settings.body,
        full_name=settings.full_name,
        concept=settings.concept,
        authors=settings.authors,
        item=settings.item,
        fields=fields or (Part("ABC", "Handlungsfeld"),),
        top_count=settings.top_count,
        bodies=(),
        decision=None,
        deciders=settings.deciders,
        languages=(),
        day=today,
    )


def _changed(before: Mapping[str, Mapping[str, list[str]]]) -> Iterator[str]:
    """What an item can have now, or no more: options, and words of an option."""
    now = project.model()
    for kind in dict.fromkeys([*before, *now]):
        old, new = before.get(kind, {}), now.get(kind, {})
        for option in dict.fromkeys([*old, *new]):
            if option not in new:
                yield f"{kind}: Die Angabe {option!r} gibt es nicht mehr."
            elif option not in old:
                yield f"{kind}: Neu ist die Angabe {option!r}."
            else:
                gone = [word for word in old[option] if word not in new[option]]
                come = [word for word in new[option] if word not in old[option]]
                yield from (f"{kind}, {option}: {word!r} gibt es nicht mehr." for word in gone)
                yield from (f"{kind}, {option}: Neu ist {word!r}." for word in come)


def _text(path: Path) -> str:
    return path.read_text("utf-8") if path.is_file() else ""
