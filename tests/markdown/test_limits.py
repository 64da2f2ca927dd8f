"""One document costs a bounded amount: what goes beyond is refused at its line before anything parses it."""

from __future__ import annotations

import pytest

from konzept.markdown import extent
from konzept.markdown.reader import read

LINE = "a" * (extent.LONGEST_LINE + 1)
TITLE = "a" * (extent.LONGEST_TITLE + 1)
COLONS = [":" * (30 - depth) for depth in range(20)]
NESTED = "".join(f"{mark}{{note}}\n" for mark in COLONS) + "Text\n" + "".join(f"{mark}\n" for mark in reversed(COLONS))


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        (f"# A\n\n{LINE}\n", "a.md:3: Die Zeile hat 10001 Zeichen, möglich sind 10000. Teilen Sie sie auf."),
        (
            "# A\n" * 50_001,
            "a.md:1: Die Datei hat mehr als 200000 Zeichen. Machen Sie mehrere Seiten daraus.",
        ),
        (
            "# A\n" + "a\n---\n" * extent.MOST_HEADINGS,
            "a.md:6000: Die Datei hat mehr als 3000 Überschriften. Machen Sie mehrere daraus.",
        ),
        (
            "# A\n\n" + "> " * 40 + "a\n",
            "a.md:3: Hier ist zu viel ineinander verschachtelt. Lösen Sie Listen und Blöcke auf.",
        ),
        (
            f"# A\n\n{NESTED}",
            "a.md:10: Hier ist zu viel ineinander verschachtelt. Lösen Sie Listen und Blöcke auf.",
        ),
        (
            f":::{{quelle}} {TITLE}\n:id: Q-A\n:::\n",
            "a.md:1: Der Titel hat 301 Zeichen, möglich sind 300. Kürzen Sie ihn.",
        ),
        (f"# A\n\n## {TITLE}\n", "a.md:3: Der Titel hat 301 Zeichen, möglich sind 300. Kürzen Sie ihn."),
        (
            f"# A\n\n:::{{dropdown}} {TITLE}\nText\n:::\n",
            "a.md:3: Der Titel hat 301 Zeichen, möglich sind 300. Kürzen Sie ihn.",
        ),
        (
            f"# A\n\n:::{{code-block}} text\n:caption: {TITLE}\nText\n:::\n",
            "a.md:3: Der Titel hat 301 Zeichen, möglich sind 300. Kürzen Sie ihn.",
        ),
        (
            "# A\n\n[x](https://example.org/" + "a" * 2000 + ")\n",
            "a.md:3: Die Adresse hat 2020 Zeichen, möglich sind 2000: "
            "'https://example.org/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' …",
        ),
        (
            "# A\n\n" + "a" * 9_700 + "[^" * 101 + "\n",
            "a.md:3: Die Zeile hat mehr als 100 Fußnoten. Teilen Sie sie auf.",
        ),
        (
            "# A\n\n" + "![" * 4_000 + "\n\n" + (("[" * 4_000 + "\n\n") * 9),
            "a.md:21: Bis hier hat die Datei mehr als 40000 Zeichen, die in Markdown etwas bedeuten (wie * _ [ ] | "
            "und `). Machen Sie mehrere Seiten daraus.",
        ),
        (
            "# A\n\n" + "- a\n" * 10_000,
            "a.md:6668: Bis hier hat die Datei mehr als 20000 Absätze, Zellen, Verweise und Auszeichnungen. "
            "Machen Sie mehrere Seiten daraus.",
        ),
        (
            "# A\n\n" + "a\n" * 30_000,
            "a.md:20000: Bis hier hat die Datei mehr als 20000 Absätze, Zellen, Verweise und Auszeichnungen. "
            "Machen Sie mehrere Seiten daraus.",
        ),
        (
            "# A\n\n:::{code-block} text\n" + "a\n" * 30_000 + ":::\n",
            "a.md:3: Bis hier hat die Datei mehr als 20000 Absätze, Zellen, Verweise und Auszeichnungen. "
            "Machen Sie mehrere Seiten daraus.",
        ),
        (
            f"# A\n\n[a]: https://example.org/{'a' * 1900}\n\n" + "[a]\n" * 200,
            "a.md:109: Bis hier hat die Datei mehr als 200000 Zeichen in Adressen. Machen Sie mehrere Seiten daraus.",
        ),
        (
            "# A\n\n" + "*a **b " * 20 + "c** d* " * 20 + "\n",
            "a.md:3: Hier ist zu viel ineinander verschachtelt. Lösen Sie Auszeichnungen auf.",
        ),
        (
            "# A\n\n:::{glossary}\n" + "".join(f"Wort {n}\n" for n in range(101)) + "  Text.\n:::\n",
            "a.md:104: Eine Erklärung hat höchstens 100 Begriffe. Teilen Sie sie auf.",
        ),
    ],
    ids=[
        "Zeile",
        "Datei",
        "Überschriften",
        "Zitate",
        "Blöcke",
        "Titel",
        "Überschrift",
        "Klappe",
        "Beispiel",
        "Adresse",
        "Fußnoten",
        "Zeichen",
        "Teile",
        "Zeilen",
        "Beispiel2",
        "Adressen",
        "Auszeichnungen",
        "Begriffe",
    ],
)
def test_what_is_too_much_is_refused_at_its_place(text: str, finding: str) -> None:
    assert finding in [str(found) for found in read(text, "a.md").findings]


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\u2028", "U+2028"),
        ("\x0c", "U+000C"),
        ("\x85", "U+0085"),
        ("\u202e", "U+202E"),
        ("\x07", "U+0007"),
        ("\u200b", "U+200B"),
        ("\U000e0041", "U+E0041"),
        ("&#x202e;", "U+202E"),
        ("&#8238;", "U+202E"),
        ("&ZeroWidthSpace;", "U+200B"),
        ("&#x2028;", "U+2028"),
    ],
)
def test_an_invisible_character_is_named_at_its_line(character: str, name: str) -> None:
    text = f":::{{quelle}} A\n:id: Q-A\n:art: presse\n:vollstaendig: ja\n\nText aus dem{character}PDF.\n:::\n"
    for written in (text, text.replace("\n", "\r\n"), f"\ufeff{text}".removeprefix("\ufeff")):
        findings = read(written, "a.md").findings
        assert [finding.place.line for finding in findings] == [6]
        assert name in findings[0].message
