"""Takes out of Sphinx' search index, and out of the data of sphinx-needs, what a page no longer says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from sphinx.search.de import SearchGerman

from konzept.editions import legible

FILE: Final = "searchindex.js"  # in older Ausgaben
_WHOLE: Final = frozenset[str]()


def forget(folder: Path, docnames: Iterable[str], *, whole: bool = False) -> None:
    """Let the index find documents only by words that their pages still have; ``whole``: not at all."""
    path = folder / FILE
    if not path.is_file():
        return
    head, _, rest = legible.read(path).partition("(")
    index: dict[str, Any] = json.loads(rest[: rest.rindex(")")])
    names = set(docnames)
    left = {
        number: _WHOLE if whole else _terms(folder / f"{name}.html")
        for number, name in enumerate(index["docnames"])
        if name in names
    }
    for table in ("terms", "titleterms"):
        index[table] = _without(index.get(table, {}), left)
    if whole:
        _forget_titles(index, left)
    legible.write(path, f"{head}({json.dumps(index, ensure_ascii=False, separators=(',', ':'))})")


def texts(folder: Path) -> list[Path]:
    """What the search reads: the texts of all pages in one or several files, in older Ausgaben also names."""
    return sorted(folder.glob("suche-*.js"))


def forget_page(path: Path, page: str) -> None:
    """Take a page out of a file that the search reads."""
    head, _, rest = legible.read(path).partition("(")
    end = rest.rindex(")")
    found: Any = json.loads(rest[:end])
    rows = found["texte"] if isinstance(found, dict) else found
    rows[:] = [row for row in rows if row[3].partition("#")[0] != page]
    if isinstance(found, dict) and "namen" in found:
        found["namen"] = {name: file for name, file in found["namen"].items() if file != page}
    legible.write(path, f"{head}({json.dumps(found, ensure_ascii=False, separators=(',', ':'))}{rest[end:]}")


def forget_items(path: Path, docname: str, word: str) -> None:
    """Leave of the items of a page in ``needs.json`` only ID, type and place; ``word`` stands for the rest."""
    if not path.is_file():
        return
    data = json.loads(path.read_text("utf-8"))
    for version in data["versions"].values():
        for ident, need in version["needs"].items():
            if need.get("docname") == docname:
                kept = {key: need[key] for key in ("id", "type", "docname") if key in need}
                version["needs"][ident] = {**kept, "title": word, "content": word}
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True), "utf-8")


def _terms(page: Path) -> frozenset[str]:
    """The words of a page as an index may have them."""
    text = " ".join(legible.texts(legible.read(page), page.suffix)).lower() if page.is_file() else ""
    words = set(re.findall(r"\w+", text))
    stem = SearchGerman({}).stem
    return frozenset(words | {stem(word) for word in words})


def _without(terms: dict[str, Any], left: Mapping[int, frozenset[str]]) -> dict[str, Any]:
    kept = {}
    for term, where in terms.items():
        numbers = [n for n in (where if isinstance(where, list) else [where]) if n not in left or term in left[n]]
        if numbers:
            kept[term] = numbers if isinstance(where, list) and len(numbers) > 1 else numbers[0]
    return kept


def _forget_titles(index: dict[str, Any], gone: Mapping[int, object]) -> None:
    index["titles"] = ["Zurückgezogen" if n in gone else title for n, title in enumerate(index["titles"])]
    for table in ("alltitles", "indexentries"):
        kept = {key: [row for row in rows if row[0] not in gone] for key, rows in index.get(table, {}).items()}
        index[table] = {key: rows for key, rows in kept.items() if rows}
    index["objects"] = {}
