"""Takes a page or a passage out of the files of one Ausgabe, wherever it stands in them."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import typst

from konzept.model.dates import german_day
from konzept.publish.around import SitePages

_TEXT: Final = {".html", ".js", ".json", ".xml", ".txt", ".csv", ".ics", ".svg", ".css", ".md", ".toml", ".atom"}
_OPAQUE: Final = {".pdf", ".docx", ".xlsx", ".odt", ".zip", ".epub", ".inv", ".gz"}
_SPACE: Final = r"(?:\s|[·:]|&nbsp;|&#160;|&#xa0;|\\[nrt]|%20|%0A|\+|<[^<>]*>)+"
_TAG: Final = re.compile(r"<[^<>]*>")
_BLOCK: Final = re.compile(r"<(p|h1|h2|h3|li|dd)\b[^>]*>(.*?)</\1>", re.DOTALL)
_SHORTEST, _COMMON = 20, 3
_INDEX: Final = "searchindex.js"  # in older Ausgaben
_FOUND: Final = "suche-texte.js"  # what the search reads now: the text of every page


@dataclass(frozen=True, slots=True)
class Notice:
    """What stands in the place of what was withdrawn."""

    day: date
    reason: str

    @property
    def short(self) -> str:
        """In the midst of a text; free of signs that any format gives a meaning."""
        return f"(zurückgezogen am {german_day(self.day)})"


def pattern(passage: str) -> re.Pattern[str]:
    """Finds a passage as HTML, JSON and addresses write it, whatever breaks or marks its lines."""
    words = ["".join(map(_written, word)) for word in passage.split()]
    return re.compile(_SPACE.join(words), re.IGNORECASE)


def _written(letter: str) -> str:
    code = ord(letter)
    ways = {letter, html.escape(letter), quote(letter, safe=""), f"\\u{code:04x}", f"&#{code};", f"&#x{code:x};"}
    return "(?:" + "|".join(sorted(map(re.escape, ways))) + ")"


def withdraw_passage(folder: Path, passage: str, notice: Notice) -> set[str]:
    """Replace a passage in every text of an Ausgabe.

    :returns: the names of the files that held it.
    """
    wanted, held = pattern(passage), set()
    for path in _files(folder, _TEXT):
        text = path.read_text("utf-8")
        new = wanted.sub(lambda match: notice.short + "".join(_TAG.findall(match[0])), text)
        if new != text:
            path.write_text(new, "utf-8")
            held.add(path.relative_to(folder).as_posix())
    if held:
        _forget_words(folder, [name.removesuffix(".html") for name in held if name.endswith(".html")], whole=False)
    return held


def withdraw_page(folder: Path, page: str, notice: Notice, site_pages: SitePages) -> set[str]:
    """Replace a page by a notice, and take it out of the search and the data.

    :returns: the names of the files that changed; none if the Ausgabe has no such page.
    """
    path = folder / page
    if not path.is_file():
        return set()
    path.write_text(
        site_pages.page("withdrawn.html", page.count("/") + 1, day=notice.day, reason=notice.reason), "utf-8"
    )
    docname = page.removesuffix(".html")
    _forget_words(folder, [docname], whole=True)
    _forget_texts(folder / _FOUND, page)
    _forget_needs(folder / "needs.json", docname, notice)
    return {page}


def excerpts(folder: Path, page: str) -> list[str]:
    """The passages of a page that other files of the Ausgabe hold too; what stands on many pages is no excerpt."""
    path = folder / page
    if not path.is_file():
        return []
    pages = {other: _blocks(other.read_text("utf-8")) for other in _files(folder, {".html"}) if other != path}
    own = [block for block in dict.fromkeys(_blocks(path.read_text("utf-8"))) if len(block) >= _SHORTEST]
    own = [block for block in own if sum(block in blocks for blocks in pages.values()) < _COMMON]
    texts = [
        _plain(other.read_text("utf-8")) for other in _files(folder, _TEXT) if other not in (path, folder / _FOUND)
    ]
    return [block for block in own if any(block in text for text in texts)]


def holding(folder: Path, passage: str) -> list[str]:
    """The names of the texts of an Ausgabe that hold a passage."""
    found = (path for path in _files(folder, _TEXT) if passage in _plain(path.read_text("utf-8")))
    return [path.relative_to(folder).as_posix() for path in found]


def replace_opaque(folder: Path, notice: Notice) -> set[str]:
    """Replace PDFs by a notice and remove other files that can't be searched.

    :returns: the names of these files.
    """
    found = set()
    for path in _files(folder, _OPAQUE):
        found.add(path.relative_to(folder).as_posix())
        if path.suffix == ".pdf":
            path.write_bytes(_sheet(notice))
        else:
            path.unlink()
    return found


def unsearched(folder: Path) -> list[str]:
    """The files of which nobody can tell what they show: pictures and the like."""
    names = (path.relative_to(folder).as_posix() for path in _files(folder, None))
    return [name for name in names if Path(name).suffix not in _TEXT | _OPAQUE]


def _sheet(notice: Notice) -> bytes:
    words = json.dumps(
        f"Dieses Dokument wurde am {german_day(notice.day)} zurückgezogen. Grund: {notice.reason}", ensure_ascii=False
    )
    source = f'#set document(title: "Zurückgezogen", date: none)\n#set text(lang: "de", size: 14pt)\n#text({words})'
    made: bytes = typst.compile(source.encode())
    return made


def _files(folder: Path, kinds: Iterable[str] | None) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and (kinds is None or path.suffix in kinds):
            yield path


def _plain(text: str) -> str:
    unescaped = text.replace("\\n", " ").replace('\\"', '"')
    return " ".join(html.unescape(_TAG.sub("", unescaped)).split())


def _blocks(text: str) -> list[str]:
    """The paragraphs, headings and list entries of the main part of a page."""
    _, _, main = text.partition("<main")
    return [
        _plain(match[2]).removesuffix("#").strip() for match in _BLOCK.finditer(main.partition("</main>")[0] or text)
    ]


def _forget_words(folder: Path, docnames: list[str], *, whole: bool) -> None:
    """Take documents out of the word lists of Sphinx' search index; ``whole``: also out of titles and objects."""
    path = folder / _INDEX
    if not path.is_file():
        return
    head, _, rest = path.read_text("utf-8").partition("(")
    index: dict[str, Any] = json.loads(rest[: rest.rindex(")")])
    gone = {number for number, name in enumerate(index["docnames"]) if name in docnames}
    for table in ("terms", "titleterms") if whole else ("terms",):
        index[table] = _without(index.get(table, {}), gone)
    if whole:
        index["titles"] = ["Zurückgezogen" if n in gone else title for n, title in enumerate(index["titles"])]
        for table in ("alltitles", "indexentries"):
            kept = {key: [row for row in rows if row[0] not in gone] for key, rows in index.get(table, {}).items()}
            index[table] = {key: rows for key, rows in kept.items() if rows}
        index["objects"] = {}
    path.write_text(f"{head}({json.dumps(index, ensure_ascii=False, separators=(',', ':'))})", "utf-8")


def _forget_texts(path: Path, page: str) -> None:
    """Take a page out of what the search reads."""
    if not path.is_file():
        return
    head, _, rest = path.read_text("utf-8").partition("(")
    found: dict[str, Any] = json.loads(rest[: rest.rindex(")")])
    found["texte"] = [row for row in found["texte"] if row[3].partition("#")[0] != page]
    path.write_text(f"{head}({json.dumps(found, ensure_ascii=False, separators=(',', ':'))})\n", "utf-8")


def _without(terms: dict[str, Any], gone: set[int]) -> dict[str, Any]:
    kept = {}
    for term, where in terms.items():
        numbers = [n for n in (where if isinstance(where, list) else [where]) if n not in gone]
        if numbers:
            kept[term] = numbers if isinstance(where, list) and len(numbers) > 1 else numbers[0]
    return kept


def _forget_needs(path: Path, docname: str, notice: Notice) -> None:
    """Leave of the items of a page only ID, type and place."""
    if not path.is_file():
        return
    data = json.loads(path.read_text("utf-8"))
    for version in data["versions"].values():
        for ident, need in version["needs"].items():
            if need.get("docname") == docname:
                version["needs"][ident] = {
                    **{key: need[key] for key in ("id", "type", "docname") if key in need},
                    "title": notice.short,
                    "content": notice.short,
                }
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True), "utf-8")
