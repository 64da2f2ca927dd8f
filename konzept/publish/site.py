"""Puts the stored Ausgaben, the current one and the pages around them together into one folder."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any, Final

from konzept import files, notices
from konzept.desk.bundle import LINK
from konzept.editions import verification
from konzept.editions.lock import Lock
from konzept.editions.registry import Edition, Registry
from konzept.exports.metadata import SECURITY
from konzept.files import Made
from konzept.publish import around as drawn
from konzept.publish import vouching
from konzept.publish.finishing import SCRIPT
from konzept.publish.moves import Pages, counterpart, missing, pages
from konzept.publish.store import Store, link_tree, pack
from konzept.town import Town

_CODE: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Site:
    """What the site is made of: everything that decides about its bytes.

    ``desk`` are the files of the Redaktion in the browser, by their addresses below that of the current Ausgabe.
    """

    store: Store
    registry: Registry
    lock: Lock
    town: Town
    beside: dict[str, bytes]
    desk: Made

    def digest(self) -> str:
        """Changes with whatever changes the site: Ausgaben, their words, the town, who vouches, this program."""
        entries = replace(self.lock, around={}).as_text()
        seen = hashlib.sha256(repr((self.registry, self.town, self.beside)).encode() + entries.encode())
        for path in sorted(
            [
                *_CODE.glob("*.py"),
                *Path(verification.__file__).parent.glob("*.py"),
                *_CODE.glob("templates/*"),
                *drawn.THEME.glob("*"),
                Path(notices.__file__),
            ]
        ):
            seen.update(path.read_bytes())
        for name, content in sorted(self.desk.items()):
            seen.update(f"{name} {hashlib.sha256(files.content_of(content)).hexdigest()}".encode())
        return seen.hexdigest()

    def folder(self, name: str) -> Path:
        """Where a published Ausgabe is stored."""
        return self.store.place(name, self.lock.entries[name].files)

    def assemble(self, state: Path) -> Lock:
        """Write the site into a new folder, and beside it the sums of what belongs to no Ausgabe.

        :returns: the lock with these sums, as it is published there.
        """
        making = self.store.work / state.name
        making.mkdir()
        for name in self.lock.entries:
            link_tree(self.folder(name), making / name)
        link_tree(self.folder(self.registry.newest.name), making / verification.CURRENT)
        added = {f"{verification.CURRENT}/{name}": files.content_of(content) for name, content in self.desk.items()}
        sums = _written(making, {name: text.encode() for name, text in self._around()} | added)
        lock = replace(self.lock, around=sums)
        text = lock.as_text()
        more = {verification.LOCK: text.encode(), **vouching.fitting(self.beside, text)}
        record = json.dumps({"entspricht": self.digest(), "dateien": {**sums, **_written(making, more)}}, indent=1)
        files.write(state.with_suffix(".json"), record)
        making.rename(state)
        return lock

    def deviations(self, state: Path) -> list[str]:
        """What differs between a state and what was put together there, a German sentence each."""
        sums = _record(state).get("dateien", {})
        faults = [
            f"{name}: Die Datei {'ist verändert' if (state / name).is_file() else 'fehlt'}."
            for name, sum_ in sums.items()
            if not (state / name).is_file() or verification.sha256(state / name) != sum_
        ]
        names = {name: name for name in self.lock.entries} | {verification.CURRENT: self.registry.newest.name}
        for shown, name in names.items():
            faults += _unlike(self.folder(name), state / shown, shown, more=shown == verification.CURRENT)
        return faults

    def is_shown(self, state: Path | None) -> bool:
        """Whether a state is what would be put together now."""
        return state is not None and _record(state).get("entspricht") == self.digest()

    def _around(self) -> Iterator[tuple[str, str]]:
        """Every file that belongs to no Ausgabe, with its text."""
        site_pages = drawn.SitePages(self.town)
        known = {
            edition.name: pages(self.folder(edition.name), self._files(edition)) for edition in self._newest_first()
        }
        lacking = missing(dict(reversed(known.items())), self.registry.renamed)
        newest = self.registry.newest
        rows = [self._row(edition) for edition in self._newest_first()]
        yield from site_pages.roots(rows, known[newest.name]).items()
        yield SCRIPT, drawn.script(self._newest_first(), lacking, LINK if self.desk else "")
        yield "pruefen.py", Path(verification.__file__).read_text("utf-8")
        if (security := self.folder(newest.name) / SECURITY).is_file():
            yield SECURITY, security.read_text("utf-8")
        yield from self._redirects(site_pages, known)

    def _redirects(self, site_pages: drawn.SitePages, known: Mapping[str, Pages]) -> Iterator[tuple[str, str]]:
        """Pages at the addresses that the current Ausgabe has no more, and the short addresses at the root."""
        newest = known[self.registry.newest.name]
        for edition in self.registry.editions:
            here = known[edition.name]
            for page in sorted(here.names - newest.names):
                address = f"{verification.CURRENT}/{page}"
                up = "../" * (len(PurePosixPath(address).parts) - 1)
                if target := counterpart(page, here, newest, self.registry.renamed):
                    yield (
                        address,
                        site_pages.page(
                            "forward.html", address.count("/"), target=f"{up}{verification.CURRENT}/{target}"
                        ),
                    )
                else:
                    yield address, self._gone(site_pages, address, edition, page, page in self._withdrawn(edition))
            for ident in (*here.items, *here.withdrawn):
                short = f"{ident}/index.html"
                if ident in newest.items:
                    target = f"../{verification.CURRENT}/{newest.items[ident]}#{ident}"
                    yield short, site_pages.page("forward.html", 1, target=target)
                else:
                    page = f"{here.items[ident]}#{ident}" if ident in here.items else short
                    has = short in self._files(self.registry.newest)  # the note that it was withdrawn
                    for address in (short,) if has else (short, f"{verification.CURRENT}/{short}"):
                        yield address, self._gone(site_pages, address, edition, page, page == short)

    def _gone(self, site_pages: drawn.SitePages, address: str, last: Edition, page: str, withdrawn: bool) -> str:
        depth = address.count("/")
        target = f"{'../' * depth}{last.name}/{page}"
        return site_pages.page("gone.html", depth, last=last, target=target, withdrawn=withdrawn)

    def _withdrawn(self, edition: Edition) -> set[str]:
        """The pages in whose place an Ausgabe has a note that they were withdrawn."""
        changes = self.lock.entries[edition.name].changes
        return {page for change in changes if change.kind == "zurueckgezogen" for page in change.pages}

    def _row(self, edition: Edition) -> drawn.ListedEdition:
        entry, files = self.lock.entries[edition.name], self._files(edition)
        papers = tuple(drawn.papers(self.folder(edition.name), files))
        return drawn.ListedEdition(edition, entry.commit, files, papers, tuple(map(drawn.change, entry.changes)))

    def _files(self, edition: Edition) -> Mapping[str, str]:
        return self.lock.entries[edition.name].files

    def _newest_first(self) -> list[Edition]:
        return list(reversed(self.registry.editions))


def _written(folder: Path, contents: Mapping[str, bytes]) -> dict[str, str]:
    """Write files, with packed copies beside them; their sums, in order."""
    for name, content in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:  # what is there is a link into the store
            file.write(content)
        pack(path)
    return {name: hashlib.sha256(contents[name]).hexdigest() for name in sorted(contents)}


def _record(state: Path) -> dict[str, Any]:
    """What was written beside a state when it was put together; nothing if that was never finished."""
    try:
        found: dict[str, Any] = json.loads(state.with_suffix(".json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found


def _unlike(stored: Path, shown: Path, name: str, *, more: bool) -> Iterator[str]:
    """The files of a shown folder that are not the stored ones; the same file on the disk needs no reading."""
    want, have = _on_disk(stored), _on_disk(shown)
    for file, place in sorted(want.items()):
        if file not in have:
            yield f"{name}/{file}: Die Datei fehlt."
        elif place != have[file] and verification.sha256(stored / file) != verification.sha256(shown / file):
            yield f"{name}/{file}: Die Datei ist verändert."
    if not more:
        yield from (f"{name}/{file}: Die Datei gehört nicht hierher." for file in sorted(have.keys() - want.keys()))


def _on_disk(folder: Path) -> dict[str, tuple[int, int]]:
    """All files below a folder by their names, with device and number of each on it."""
    states = {name: os.stat(path) for name, path in verification.found(folder)[0].items()}  # noqa: PTH116  # often
    return {name: (state.st_dev, state.st_ino) for name, state in states.items()}
