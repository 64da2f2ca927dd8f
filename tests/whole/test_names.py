"""Names of files: umlauts, blanks, brackets and quotes build; what Windows confuses is refused."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from konzept import website
from konzept.links import inside
from konzept.web.hyphens import written
from tests.project import TODAY, examine, recommendation, write

FILES = {
    "Neue Seite.md": "# Neu\n\n[A](A+B.md), [F](förderung.md), ![Ein Bild](<bild ä.png>)\n",
    "A+B.md": "# A und B\n",
    "förderung.md": "# Förderung\n\n[Neu](<Neue Seite.md>)\n",
    "übergreifend/index.md": "# Übergreifend\n\n[K](<../(k) [x] 'y'.md>)\n",
    "(k) [x] 'y'.md": "# Klammern\n\n[Ü](übergreifend/index.md)\n",
}


def test_pages_of_any_name_are_built_and_linked(tmp_path: Path) -> None:
    docs, target = write(tmp_path / "docs", FILES), tmp_path / "out" / "html"
    Image.new("RGB", (3, 3)).save(docs / "bild ä.png")
    assert website.build(docs, target, TODAY)
    made = {path.relative_to(target).as_posix() for path in target.rglob("*.html")}
    assert {f"{name.removesuffix('.md')}.html" for name in FILES} <= made
    assert list(inside.dead(target, inside.read_pages(target))) == []
    whole = written(target / "mitnehmen" / "konzept.html")
    assert [title for title in ("Neu", "Förderung", "Übergreifend", "Klammern") if title not in whole] == []


def test_names_that_do_not_work_everywhere_are_refused(tmp_path: Path) -> None:
    findings = examine(tmp_path, {"a%20b.md": "# P\n", "frage?.md": "# F\n"}).findings
    assert [str(finding) for finding in findings] == [
        f"{name}:1: Der Name einer Datei hat kein Zeichen {sign!r}; es geht nicht überall. Benennen Sie sie um."
        for name, sign in (("a%20b.md", "%"), ("frage?.md", "?"))
    ]


def test_names_that_differ_in_case_only_are_refused(tmp_path: Path) -> None:
    pages = {"Quellen.md": "# Mehr\n", "neu/A.md": "# A\n", "Neu/b.md": "# B\n\n[x](B.txt) [y](b.txt)\n"}
    for name in ("b.txt", "B.txt"):
        write(tmp_path, {f"Neu/{name}": "Text"})
    findings = examine(tmp_path, pages).findings
    assert [str(finding) for finding in findings] == [
        f"{file}:1: Der Name {name!r} unterscheidet sich von {other!r} nur in Groß- und Kleinbuchstaben. "
        "Nehmen Sie einen anderen."
        for file, name, other in (
            ("Neu/b.md", "Neu/b.txt", "Neu/B.txt"),
            ("neu/A.md", "neu", "Neu"),
            ("quellen.md", "quellen.md", "Quellen.md"),
        )
    ]


def test_names_with_umlauts_of_two_letters_are_refused(tmp_path: Path) -> None:
    """Links are read as one letter each, so nothing would lead there; and macOS takes both names for one."""
    write(tmp_path, {"bu\u0308.txt": "Text"})
    findings = examine(tmp_path, {"u\u0308.md": "# Ü\n", "ü.md": "# Ü\n\n[x](bu\u0308.txt)\n"}).findings
    said = "Im Namen der Datei sind Umlaute aus zwei Zeichen gemacht. Benennen Sie sie um, mit neu getipptem Namen."
    assert [str(finding) for finding in findings] == [
        f"u\u0308.md:1: {said}",
        f"ü.md:3: Die Datei 'bü.txt' gibt es nicht. {said}",
    ]


def test_addresses_that_the_build_makes_itself_are_refused(tmp_path: Path) -> None:
    pages = dict.fromkeys(("search.md", "mitnehmen/konzept.md", "SPR-01/index.md"), "# Seite\n")
    findings = examine(tmp_path, {"SPR-01.md": recommendation(), **pages}).findings
    assert [str(finding) for finding in findings] == [
        f"{name}:1: Unter dieser Adresse legt der Bau selbst eine Datei an. Benennen Sie sie um."
        for name in ("SPR-01/index.md", "mitnehmen/konzept.md", "search.md")
    ]


def test_names_with_hidden_letters_or_of_devices_are_refused(tmp_path: Path) -> None:
    pages = ("con.md", "a/LPT1.x.md", "a\u200bb.md", "b./x.md", "b /x.md", "b/x .y.md")
    files = dict.fromkeys(pages, "---\norphan: true\n---\n\n# P\n")
    findings = examine(tmp_path, files | {"b/z.md": "---\norphan: true\n---\n\n# Z\n\n[X](../b/x .y.md)\n"}).findings
    assert [str(finding) for finding in findings] == [
        "a/LPT1.x.md:1: Unter Windows kann keine Datei 'LPT1' heißen. Benennen Sie sie um.",
        "a\u200bb.md:1: Im Namen der Datei steht ein unsichtbares Zeichen (U+200B). Benennen Sie sie um.",
        "b /x.md:1: Unter Windows endet kein Ordner mit einem Punkt oder Leerzeichen. Benennen Sie ihn um.",
        "b./x.md:1: Unter Windows endet kein Ordner mit einem Punkt oder Leerzeichen. Benennen Sie ihn um.",
        "con.md:1: Unter Windows kann keine Datei 'con' heißen. Benennen Sie sie um.",
    ]
