"""Brings a project to the version of the program that runs: what would change, and what the texts then lack.

Only files that ``new`` or an earlier upgrade wrote, and that nobody changed since, are written anew. Texts are mended
where the model changed (:mod:`konzept.start.mending`), and keep every other byte.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import unified_diff
from pathlib import Path
from typing import Any, Final

from konzept.edits import Document, EditError, FileChange, add_page
from konzept.errors import RefusedError
from konzept.examine import examine_folder
from konzept.files import inputs
from konzept.findings import Finding
from konzept.model import TYPES
from konzept.start import project
from konzept.start.beginning import plan_of, state, sums
from konzept.start.mending import mended
from konzept.start.wheel import Package

_DOCS: Final = "docs"
_SUMS: Final = "requirements.lock"
_LIST: Final = f"{_DOCS}/redaktion/index.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class Upgrade:
    """What an upgrade of a folder would do: ``changes`` of its files, to be written all or not at all.

    ``own`` are files that somebody changed and that stay; ``told`` says what texts may say now, or no more, and what
    becomes of texts that say it as before; ``findings`` are those of the texts as they would be.
    """

    before: str
    changes: tuple[FileChange, ...]
    own: tuple[str, ...]
    told: tuple[str, ...]
    findings: tuple[Finding, ...]
    package: Package

    @property
    def difference(self) -> str:
        """The change of each file that people read, as git shows it; of checksums only that they change."""
        found = []
        for name, *contents in (
            change for change in self.changes if not change.path.startswith(f"{project.PACKAGES}/")
        ):
            if name == _SUMS:
                found.append(f"{name}: andere Pakete oder Prüfsummen; was genau, zeigt nach --apply 'git diff'.\n")
                continue
            old, new = ((content or b"").decode().splitlines(True) for content in contents)
            lines = unified_diff(old, new, f"a/{name}", f"b/{name}", n=1)
            found.append("".join(line if line.endswith("\n") else f"{line}\n" for line in lines))
        return "".join(found)

    @property
    def is_empty(self) -> bool:
        """Whether the folder is at this version already."""
        return all(change.path == project.STATE for change in self.changes)


def upgrade(folder: Path, contents: Mapping[str, bytes], package: Package, today: date) -> Upgrade:
    """See what an upgrade of a project would do; ``contents`` has its texts by their names below ``docs/``.

    :raises KonzeptError: if this is no project that ``new`` made, or its town file can't be read.
    """
    known, docs = _state(folder), folder / _DOCS
    plan = plan_of(docs, today)
    made = {**project.texts(plan), **project.around(plan, package)}
    mine = {name: digest for name, digest in known["dateien"].items() if isinstance(digest, str)}
    present = {name: _text(folder / name) for name in project.RENEWED}
    kept = (name for name, digest in sums(present).items() if digest != mine.get(name))
    own = tuple(name for name in kept if name in mine or (folder / name).exists())
    listed = (folder / _LIST).is_file()  # the example has no pages for the Redaktion: the guide would hang in the air
    ours = {name: made[name] for name in _renewable(mine, listed) if name not in own}
    renewed = {name: text for name, text in ours.items() if text != present[name]}
    before = known.get("modell", {})
    mends = mended(
        {name: content for name, content in contents.items() if f"{_DOCS}/{name}" not in renewed},
        before,
        lambda instead: examine_folder(docs, today, instead).findings,
    )
    new = {f"{_DOCS}/{change.path}": change.new or b"" for change in mends.changes}
    new |= {name: text.encode() for name, text in renewed.items()}
    new |= _listed(new.get(_LIST) or _bytes(folder / _LIST), [name for name in renewed if not present[name]])
    new |= {f"{project.PACKAGES}/{package.file}": package.content, project.STATE: state(ours, package, mine).encode()}
    changes = (FileChange(name, _bytes(folder / name), content) for name, content in new.items())
    return Upgrade(
        before=str(known["konzept"]),
        changes=tuple(change for change in changes if change.old != change.new),
        own=own,
        told=(*_changed(before), *mends.told),
        findings=examine_folder(docs, today, {change.path: change.new or b"" for change in mends.changes}).findings,
        package=package,
    )


def _listed(content: bytes | None, pages: Sequence[str]) -> dict[str, bytes]:
    """The list of pages for the Redaktion with those that this version brings; one that somebody wrote anew stays."""
    document = Document(_LIST.removeprefix(f"{_DOCS}/"), content or b"")
    guide = [page for page in pages if page in project.GUIDE]
    try:
        for page in guide:
            document = add_page(document, page.removeprefix(f"{_DOCS}/"))
    except EditError:
        return {}
    return {_LIST: document.content} if guide else {}


def _renewable(mine: Mapping[str, str], listed: bool) -> Iterator[str]:
    """What this version may write: pages of the guide only where a list of them is, or where they once were."""
    return (name for name in project.RENEWED if listed or name in mine or name not in project.GUIDE)


def _state(folder: Path) -> dict[str, Any]:
    path = folder / project.STATE
    try:
        found, _ = inputs.json(path)
        if isinstance(found["dateien"], dict) and found["konzept"]:
            return dict(found)
    except (FileNotFoundError, NotADirectoryError):
        raise RefusedError(
            f"{folder} ist kein Projekt, das 'konzept new' angelegt hat: {project.STATE} fehlt. "
            "Nennen Sie seinen Ordner."
        ) from None
    except (inputs.DamagedError, KeyError, TypeError):
        pass
    raise RefusedError(f"{path} ist beschädigt. Holen Sie die Datei aus dem Repository: git checkout {project.STATE}")


def _changed(before: Mapping[str, Mapping[str, list[str]]]) -> Iterator[str]:
    """What an item can have now, or no more: options, and words of an option."""
    now = project.model()
    labels = {(kind.NAME, spec.name): spec.label for kind in TYPES for _, spec in kind.options()}
    for kind in dict.fromkeys([*before, *now]):
        old, new = before.get(kind, {}), now.get(kind, {})
        for option in dict.fromkeys([*old, *new]):
            if option not in new:
                yield f"{kind}: Die Angabe {option!r} gibt es nicht mehr."
            elif option not in old:
                yield f"{kind}: Neu ist die Angabe {option!r} („{labels[kind, option]}“)."
            else:
                gone = [word for word in old[option] if word not in new[option]]
                come = [word for word in new[option] if word not in old[option]]
                yield from (f"{kind}, {option}: {word!r} gibt es nicht mehr." for word in gone)
                yield from (f"{kind}, {option}: Neu ist {word!r}." for word in come)


def _text(path: Path) -> str:
    """What a file has; one in another encoding is changed by somebody, and compares so."""
    return path.read_text("utf-8", "replace") if path.is_file() else ""


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
