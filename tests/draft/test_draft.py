"""The draft of an item's page says what the built page says, and needs no Sphinx for it."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from difflib import unified_diff
from pathlib import Path
from typing import Any, Final

import lxml.html

from konzept import town, website
from konzept.concept import Concept
from konzept.draft import draw_item
from konzept.editions import chronicle
from konzept.examine import examine_folder
from konzept.markdown.reader import read
from konzept.markdown.shape import shape
from konzept.model import TYPES, Field, Item
from konzept.views.scope import Scope
from konzept.web.hyphens import written
from tests.project import BLOCKS, ROOT, TODAY, recommendation, write

DAY: Final = date(2026, 11, 22)
MUSTERAU: Final = ROOT / "tests" / "musterau"


def scope_of(folder: Path, day: date = DAY) -> Scope:
    concept = examine_folder(folder, day).concept
    return Scope(concept=concept, town=town.load(folder), today=day, chronicle=chronicle.load(folder))


def words(element: Any) -> list[str]:
    """The words that a reader sees, in their order."""
    return re.findall(r"\w+", " ".join(element.itertext()))


def own_section(page: Path, item: Item) -> Any:
    """The section of an item in a built page; of one that begins its page it holds the rest of the page too."""
    section = lxml.html.fromstring(written(page)).get_element_by_id(item.id)
    for link in (*section.find_class("headerlink"), *section.find_class("backrefs")):
        link.drop_tree()
    for menu in (*section.find_class("toctree-wrapper"), *section.find_class("werkzeuge")):
        menu.drop_tree()
    return section


def without_answer(shown: list[str], drawn: list[str], item: Item) -> list[str]:
    """The words of the page of a field without its first lines: a view draws them, and the draft has no views."""
    title = len(re.findall(r"\w+", item.title))
    rest = drawn[title:]
    places = range(title, len(shown) - len(rest) + 1)
    return shown[:title] + next((shown[at:] for at in places if shown[at : at + len(rest)] == rest), shown[title:])


def test_the_draft_of_every_item_says_what_its_built_page_says(musterau_site: Path) -> None:
    scope = scope_of(MUSTERAU)
    assert {type(item) for item in scope.concept.items.values()} == set(TYPES)
    different = {}
    for item in scope.concept.items.values():
        page = (musterau_site / item.place.file).with_suffix(".html")
        own = own_section(page, item)
        drawn, shown = words(lxml.html.fromstring(draw_item(scope, item))), words(own)
        if isinstance(item, Field):
            shown = without_answer(shown, drawn, item)
        if item.NAME != "empfehlung" and own.getparent().tag != "section":
            shown = shown[: len(drawn)]
        if drawn != shown:
            different[item.id] = list(unified_diff(shown, drawn, "built", "draft", lineterm="", n=2))
    assert not different, "\n".join(map(str, different.items()))


RICH: Final = """## Laut Quelle

Ein Satz mit **fett**, *kursiv*, `Code`, {sub}`tief`, {sup}`hoch`, {abbr}`KIM (Kommunales Management)`, {term}`Fachwort`
und [Verweis](quellen.md), [Adresse](https://example.org/pfad)[^eins], noch einmal[^eins], {need}`Q-ZB`.

[^eins]: Die Fußnote mit **Nachdruck**.

1. erstens
   * innen
     * ganz innen
2. zweitens

> Ein Zitat.

Begriff
: Erklärung

:::{note}
Ein Hinweis
:::
:::{tip}
Ein Rat
:::
:::{hint}
Ein Wink
:::
:::{important}
Wichtiges
:::
:::{warning}
Vorsichtstext
:::
:::{caution}
Noch vorsichtiger
:::
:::{attention}
Beachten
:::
:::{seealso}
Anderswo
:::
:::{admonition} Eigener *Titel*
Eigener Text
:::

::::{dropdown} Klappe
Gefaltetes
::::

:::::{tab-set}
::::{tab-item} Reiter1
Inhalt1
::::
::::{tab-item} Reiter2
Inhalt2
::::
:::::

:::::{grid} 2
::::{grid-item}
Zelle
::::
::::{grid-item-card} Kartentitel
Karteninhalt
::::
:::::

```{code-block} text
:caption: Ein Beispiel
if wahr:
    tut()
```

:::{glossary}
Fachwort
  Bedeutung
:::

:::{table} Überschrift der Tabelle
| Kopf1 | Kopf2 |
|-------|------:|
| links | 1.234 |
:::

:::{list-table} Liste als Tabelle
:header-rows: 1
* - Eins
  - Zwei
* - Drei
  - Vier
:::

## Zur Umsetzung – Vorschlag der Redaktion

:::{ansicht} stand-nach-status
:::

{need}`mit anderen Worten <SPR-01>`
"""


def test_everything_that_a_text_may_contain_is_in_the_draft(tmp_path: Path) -> None:
    text = recommendation().replace(BLOCKS, RICH).strip()
    docs = write(tmp_path / "docs", {"SPR-01.md": f":::{text}:::\n"})  # a fence longer than those inside
    assert website.build(docs, tmp_path / "html", TODAY)
    scope = scope_of(docs, TODAY)
    item = scope.concept.items["SPR-01"]
    drawn = lxml.html.fromstring(draw_item(scope, item))
    assert words(drawn) == words(own_section(tmp_path / "html" / "SPR-01.html", item))


def test_what_is_not_permitted_is_shown_as_text(tmp_path: Path) -> None:
    attack = (
        "Hier <script>alert(1)</script> und <b onclick=x>fett</b>, [Klick](javascript:alert(2)), ![Bild](https://x.example/b)"
        "\n\n<iframe src=x></iframe>\n\n```{raw} html\n<svg onload=y>\n```\n"
    )
    text = recommendation().replace("Text der Quelle.", attack)
    folder = write(tmp_path, {"SPR-01.md": text, "andere.md": "# A\n"})
    reading = read(text, "SPR-01.md")
    concept = Concept.of(shape([reading], alone=True).items)
    drawn = draw_item(Scope(concept=concept, town=town.load(folder), today=TODAY), concept.items["SPR-01"])
    tree = lxml.html.fromstring(drawn)
    assert not {"script", "iframe", "img", "b"} & {element.tag for element in tree.iter()}
    assert not [value for element in tree.iter() for name, value in element.items() if name.startswith("on")]
    assert [a.get("href") for a in tree.iter("a") if a.text == "Klick"] == [None]
    assert "<script>alert(1)</script>" in tree.text_content()


def test_a_draft_needs_no_sphinx_and_no_folder() -> None:
    program = (
        "import sys\n"
        "from konzept import draft\n"
        "from konzept.concept import Concept\n"
        "from konzept.markdown.reader import read\n"
        "from konzept.markdown.shape import shape\n"
        "from konzept.town import Town\n"
        "from konzept.views.scope import Scope\n"
        "from datetime import date\n"
        "reading = read(sys.stdin.read(), 'SPR-01.md')\n"
        "concept = Concept.of(shape([reading], alone=True).items)\n"
        "scope = Scope(concept=concept, town=Town(name='A', title='A'), today=date(2026, 1, 31))\n"
        "print(draft.draw_item(scope, concept.items['SPR-01']))\n"
        "print(sorted(n for n in sys.modules if n.partition('.')[0] in ('sphinx', 'sphinx_needs', 'sphinx_design')))\n"
        "print(sorted(n for n in sys.modules if n in ('subprocess', 'multiprocessing', 'docutils.core')))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], input=recommendation(), capture_output=True, text=True, cwd=ROOT, check=True
    )
    *page, loaded, impossible = done.stdout.splitlines()
    assert (loaded, impossible) == ("[]", "[]")
    assert "<p>Text der Quelle.</p>" in page
