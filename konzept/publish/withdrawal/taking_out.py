"""Takes withdrawn pages and passages out of the files of one Ausgabe, wherever they stand in them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import typst

from konzept.editions import legible, withdrawn_passages
from konzept.editions.verification import PACKED
from konzept.editions.withdrawals import Withdrawal, Withdrawals
from konzept.model.dates import german_day
from konzept.publish.around import SitePages
from konzept.publish.withdrawal import opaque, searchindex, traces

_SEARCHED: Final = opaque.PACKED | {opaque.PDF}
_PICTURES: Final = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif", ".ico", ".woff2"})  # only what they say of them


@dataclass(frozen=True, slots=True)
class Notice:
    """What stands in the place of what was withdrawn."""

    day: date
    reason: str

    @classmethod
    def of(cls, entry: Withdrawal) -> Notice:
        """The notice of a withdrawal."""
        return cls(entry.day, entry.reason)

    @property
    def short(self) -> str:
        """In the midst of a text; free of signs that any format gives a meaning."""
        return f"(zurückgezogen am {german_day(self.day)})"


def apply(folder: Path, name: str, known: Withdrawals, site_pages: SitePages) -> set[str]:
    """Take out of the files of the Ausgabe ``name`` what is withdrawn; the same files give the same result.

    Documents that can't be changed (PDF and the like) are replaced or removed: if they hold a passage, if a page of
    the Ausgabe is withdrawn, or if something of it is and nobody can tell what is in them.

    :returns: the names of the files that changed.
    """
    pages = [entry for entry in known.entries if entry.page and name in entry.editions]
    touched = {file for entry in pages for file in _withdraw_page(folder, entry, site_pages)}
    held = {file for file in files(folder) if _clean(folder / file, known)} if known.entries else set()
    searchindex.forget(folder, [file.removesuffix(".html") for file in held if file.endswith(".html")])
    documents = {file: _holds(folder / file, known) for file in _documents(folder)}
    for file in documents:
        if file.endswith(".txt"):  # goes with the PDF beside it, which says the same
            documents[file] = file in held or documents.get(f"{file[:-4]}.pdf")
    touched |= held | {file for file, holds in documents.items() if holds}
    if touched:
        notice = Notice.of(known.entries[-1])
        for file, holds in documents.items():
            if holds or holds is None or (pages and Path(file).suffix not in _PICTURES):
                _replace(folder / file, notice)
                touched.add(file)
    return touched


def has(folder: Path, known: Withdrawals) -> bool:
    """Whether a file of an Ausgabe has something that is withdrawn."""
    for path in (folder / name for name in files(folder)):
        if path.suffix not in legible.KINDS:
            found = bool(_holds(path, known))
        else:
            found = any(withdrawn_passages.lines(legible.read(path), path.suffix, known))
        if found:
            return True
    return False


def files(folder: Path) -> list[str]:
    """The names of all files below a folder, in order, without packed copies of them."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != PACKED)
    return [path.relative_to(folder).as_posix() for path in paths]


def words_of(path: Path) -> Iterator[str]:
    """What can be read in a file.

    :raises konzept.publish.withdrawal.opaque.OpaqueFileError: if nobody can tell.
    """
    return opaque.texts(path.read_bytes(), path.name)


def unsearched(folder: Path) -> list[str]:
    """The files of which nobody can tell what they show: pictures and the like."""
    known = legible.KINDS | _SEARCHED
    return [name for name in files(folder) if Path(name).suffix not in known and not _is_empty(folder / name)]


def _withdraw_page(folder: Path, entry: Withdrawal, site_pages: SitePages) -> Iterator[str]:
    """Replace a page by a notice, and take it and its items out of the search, the data, the feeds and the calendar."""
    if not (folder / entry.page).is_file():
        return
    page, notice = traces.TracePage.of(folder, entry.page), Notice.of(entry)
    for name in (entry.page, *page.short()):
        up = name.count("/") + 1
        legible.write(folder / name, site_pages.page("withdrawn.html", up, day=notice.day, reason=notice.reason))
        yield name
    yield from page.forget(notice.short)
    for name in list(page.own()):
        (folder / name).unlink()
        yield name
    docname = entry.page.removesuffix(".html")
    searchindex.forget(folder, [docname], whole=True)
    for path in searchindex.texts(folder):
        searchindex.forget_page(path, entry.page)
    for name in traces.NEEDS:
        searchindex.forget_items(folder / name, docname, notice.short)


def _clean(path: Path, known: Withdrawals) -> bool:
    """Put notes in the place of passages, if the file is a text; whether it had any."""
    if path.suffix not in legible.KINDS:
        return False
    text = legible.read(path)
    new = withdrawn_passages.cleaned(text, path.suffix, known, lambda entry: Notice.of(entry).short)
    if new == text:
        return False
    legible.write(path, new)
    return True


def _documents(folder: Path) -> Iterable[str]:
    """Files that are no pages and no data; what lies beside a PDF as text is the same document."""
    names = set(files(folder))
    return sorted(
        name
        for name in names
        if (Path(name).suffix not in legible.KINDS or (name.endswith(".txt") and f"{name[:-4]}.pdf" in names))
        and not _is_empty(folder / name)
    )


def _is_empty(path: Path) -> bool:
    """Whether nothing is in a file, as in .nojekyll: it repeats and shows nothing."""
    return path.stat().st_size == 0


def _holds(path: Path, known: Withdrawals) -> bool | None:
    """Whether a document has a withdrawn passage; nothing if nobody can tell."""
    if path.suffix not in _SEARCHED | _PICTURES:
        return None
    try:
        return any(map(known.hits, words_of(path)))
    except opaque.OpaqueFileError:
        return None


def _replace(path: Path, notice: Notice) -> None:
    if path.suffix == opaque.PDF:
        path.write_bytes(_sheet(notice))
    else:
        path.unlink()


def _sheet(notice: Notice) -> bytes:
    words = json.dumps(
        f"Dieses Dokument wurde am {german_day(notice.day)} zurückgezogen. Grund: {notice.reason}", ensure_ascii=False
    )
    source = f'#set document(title: "Zurückgezogen", date: none)\n#set text(lang: "de", size: 14pt)\n#text({words})'
    made: bytes = typst.compile(source.encode())
    return made
