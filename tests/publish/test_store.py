"""The store keeps a file once that several Ausgaben have."""

from __future__ import annotations

import shutil
from pathlib import Path

from konzept.publish.store import Store

AGES = {"v1": 1_000_000_000, "v2": 1_100_000_000, "v3": 1_200_000_000}
FILES = {
    "v1": {"a.html": b"<p>1</p>" * 300, "_static/s.css": b"p{}" * 900, "leer.txt": b""},
    "v2": {"a.html": b"<p>2</p>" * 300, "_static/s.css": b"p{}" * 900, "leer.txt": b""},
    "v3": {"a.html": b"<p>1</p>" * 300, "_static/s.css": b"q{}" * 900, "b.css": b"p{}" * 900},
}
SHARED = {"v1": set[str](), "v2": {"_static/s.css", "_static/s.css.gz", "leer.txt"}, "v3": {"a.html", "a.html.gz"}}


def stored(store: Store, name: str) -> Path:
    made = store.folder / "arbeit" / name
    for file, content in FILES[name].items():
        (made / file).parent.mkdir(parents=True, exist_ok=True)
        (made / file).write_bytes(content)
    return store.place(name, store.adopt(name, made, AGES[name]))


def test_what_ausgaben_share_is_kept_once_and_outlives_each_of_them(tmp_path: Path) -> None:
    store = Store(tmp_path / "site")
    places = {name: stored(store, name) for name in FILES}
    for name, place in places.items():
        found = {path.relative_to(place).as_posix(): path for path in place.rglob("*") if path.is_file()}
        assert {file: found[file].read_bytes() for file in FILES[name]} == FILES[name]
        assert {file for file, path in found.items() if path.stat().st_mtime != AGES[name]} == SHARED[name]
    assert places["v2"].joinpath("leer.txt").samefile(places["v1"] / "leer.txt")
    assert places["v3"].joinpath("a.html.gz").samefile(places["v1"] / "a.html.gz")
    shutil.rmtree(places["v1"])
    assert (places["v2"] / "_static/s.css").read_bytes() == FILES["v2"]["_static/s.css"]
    assert (places["v3"] / "a.html").read_bytes() == FILES["v3"]["a.html"]
