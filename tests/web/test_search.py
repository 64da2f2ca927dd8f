"""The search in a real browser: German words, numbers, faults of typing, and how a hit is shown."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect

from konzept import website
from konzept.web.hyphens import written
from konzept.web.search import ROOM, Row, files, shared, write
from tests.browser import Watched, watch
from tests.project import TODAY
from tests.project import write as project

pytestmark = pytest.mark.xdist_group("browser-search")

BUDGET: Final = 80_000
# Forms of one word, and words that only look alike.
SAME: Final = (
    *("Kurs Kurse", "Kurs Kursen", "Kurs Kurses", "Haus Häuser", "Haus Häusern", "Amt Ämter", "Amt Amtes", "Rat Räte"),
    *("Stadt Städte", "Kind Kindern", "Wohnung Wohnungen", "Beratung beraten", "Lehrerin Lehrerinnen", "Kita Kitas"),
    *("Lehrer Lehrerinnen", "Verein Vereine", "Ausschuss Ausschüsse", "Ausschuß Ausschüsse", "Frau Frauen"),
    *("Thema Themen", "Museum Museen", "Trauma Traumata"),
    *("Kindergarten Kindergärten", "Übersetzung übersetzen", "Sprache Sprachen", "Café Cafes", "Grund Gründe"),
    *("Wörterbuch Wörterbücher", "Tag Tage", "Mutter Mütter", "Platz Plätze", "Träger Trägern", "Termin Termine"),
)
OTHER: Final = (
    *("Grüne Gründe", "Grüne Grund", "Grün Gründung", "Gründung Gründe", "Rat Raten", "fordern fördern", "Kurs Kur"),
    *("Forderung Förderung", "Schule Schüler", "Haus Hau", "Amt Samt", "Rat Art", "Leiter Leitung", "Bau Bauer"),
)
WORDS: Final = (
    "Sprache Kurs Kinder Betreuung Wohnung Haus Rat Schule Integration Beratung Verwaltung Förderung Grund Grundschule "
    "Gründung Flüchtling Sport Art Stelle Amt sozial"
)
# A word, a compound that it is a part of; and one that only has its letters.
PART: Final = (
    *(
        "kurse sprachkurse",
        "sprach sprachkurse",
        "sprache sprachkurs",
        "betreuung kinderbetreuung",
        "rat integrationsrat",
    ),
    *("haus wohnhäuser", "rat verwaltungsräte", "grund grundschule", "amt sozialamt", "schule grundschulen"),
    *("kinder flüchtlingskinderbetreuung", "integration integrationskurse", "art sportart", "rat rathaus"),
)
NO_PART: Final = ("rat beratung", "grüne gründung", "grün gründung", "amt gesamtschule", "raten rathaus", "art karte")
# What is typed, and what the first hit must be.
FIRST: Final = {
    **dict.fromkeys(("SPR-02", "spr-2", "spr2", "SPR 02", "SPR 2", "spr–02", "Spr — 2", "SPR02"), "SPR-02"),
    **dict.fromkeys(("spr-v1", "SPRV1", "spr v 1", "was ist aus SPR-V1 geworden"), "SPR-V1"),
    **dict.fromkeys(("Top 2", "top2", "TOP-2", "Top-2-Empfehlungen", "die Top 2"), "Top 2 je Handlungsfeld"),
    **dict.fromkeys(("Quellen", "quelle", "Qellen"), "Quellen"),
    **dict.fromkeys(("Sprache und Bildung", "Bildung"), "Sprache und Bildung"),
    **dict.fromkeys(("Leitfaden", "Leitfäden"), "Leitfaden"),
    **dict.fromkeys(("Kinderbetreuung", "Betreuung", "kinderbetreung", "Betreunug"), "SPR-02"),
    **dict.fromkeys(("Tauschbörse", "Tauschboerse", "Tauschborse", "Tauschbörsen", "Flohmarkt"), "WOH-04"),
    **dict.fromkeys(
        ("Mieterführerschein", "Mieterfuehrerschein", "Mieterführerscheine", "Mieterfürerschein"), "WOH-02"
    ),
    **dict.fromkeys(("Lerncafe", "Lerncafés", "Lerncafees"), "SPR-03"),
    **dict.fromkeys(("Sozialwohnungen", "Sozialwohnung", "Sozialwohnugen", "bezahlbarer Wohnraum"), "WOH-01"),
    **dict.fromkeys(("Schwimmkurs am Wochenende", "Schwimkurs"), "GES-V1"),
    **dict.fromkeys(
        ("Beschluss 25.03.2025", "Beschluss vom 25.3.2025", "Beschluss 25. März 2025", "Beschluss am 2025-03-25"),
        "B-2025-03-25-1",
    ),
    **dict.fromkeys(("V/2025/010", "2025/010", "Vorlage 2025/10"), "V-2025-010"),
    "V/2025/010-E01": "V-2025-010-E01",
    "Kinderbetreuung Sprachkurs": "SPR-02",  # what was said of it has these words in its title too
    "Wörterbuch": "SPR-07",  # SPR-06 is over
    "Beschluss 17.3.2026": "B-2026-03-17-1",
    "Impressumspflicht": "Impressum",
    "wer entscheidet über die Tauschbörse": "WOH-04",
    # Words of the menu, in one with a word for what a page is, or parted by a hyphen.
    **dict.fromkeys(("Top-2-Liste", "Top2-Übersicht"), "Top 2 je Handlungsfeld"),
    **dict.fromkeys(("Quellen-Liste", "Quellenliste", "Quellen-Verzeichnis"), "Quellen"),
    **dict.fromkeys(("Empfehlungsliste", "Liste aller Empfehlungen"), "Alle Empfehlungen"),
    **dict.fromkeys(("Zeit-Achse", "Zeit–Achse"), "Zeitachse"),
    **dict.fromkeys(("Umsetzungsstand", "Stand-der-Umsetzung"), "Stand der Umsetzung"),
    **dict.fromkeys(("Handlungsfeld-Bildung", "Empfehlungen zur Bildung"), "Sprache und Bildung"),
    **dict.fromkeys(("was wartet auf den Rat", "Was-wartet-auf-Rat"), "Was wartet auf: Rat"),
    "Volkshochschule": "Was wartet auf: Volkshochschule Musterau",
    "Rat": "G-RAT",
}
RECOMMENDED: Final = ("Kurse", "Deutschkurs", "Deutsch lernen", "Sprachkurs", "Sprachkruse", "Wörterbücher")


def search(browser: Browser, site: Path, query: str = "", width: int = 1280) -> Watched:
    """The page with the hits, opened from its folder."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    return watch(context, f"{site.as_uri()}/search.html{f'?q={query}' if query else ''}")


@pytest.fixture
def page(browser: Browser, site: Path) -> Iterator[Page]:
    """The page of the search, without a query."""
    found = search(browser, site).page
    yield found
    found.context.close()


def test_forms_of_a_word_are_the_same_and_words_that_look_alike_are_not(page: Page) -> None:
    wrong = """([pairs, wanted]) => pairs.filter((pair) => {
        const [one, other] = pair.split(" ").map((word) => Worte.split(word)[0]);
        return Worte.same(one, other) !== wanted || Worte.same(other, one) !== wanted;
    })"""
    assert page.evaluate(wrong, [SAME, True]) == []
    assert page.evaluate(wrong, [OTHER, False]) == []


def test_a_word_is_found_as_a_part_of_a_compound_and_not_as_a_row_of_letters(page: Page) -> None:
    wrong = """([words, pairs, wanted]) => {
        const vocabulary = new Worte.Vocabulary(Worte.split(words));
        return pairs.filter((pair) => vocabulary.isPart(...pair.split(" ")) !== wanted);
    }"""
    assert page.evaluate(wrong, [WORDS, PART, True]) == []
    assert page.evaluate(wrong, [WORDS, NO_PART, False]) == []


def hits(page: Page, queries: tuple[str, ...]) -> dict[str, list[list[str]]]:
    """The hits of each query in their order: ID or nothing, kind, title."""
    found: dict[str, list[list[str]]] = page.evaluate(
        """(queries) => Object.fromEntries(queries.map((query) => [query, Suche.find(query).lists
            .flatMap(([, list]) => list.map(({ unit }) => [unit.id, unit.kind, unit.title]))]))""",
        queries,
    )
    return found


def test_a_compound_that_no_page_has_is_found_by_its_parts_however_its_umlauts_are_written(page: Page) -> None:
    pairs = {"Wörterbücherei": "Woerterbuecherei", "Wörterkurs": "Woerterkurs"}
    found = hits(page, (*pairs, *pairs.values()))
    assert all(found.values())
    assert {one: found[one] for one in pairs} == {one: found[other] for one, other in pairs.items()}


def test_a_compound_that_no_text_has_finds_the_same_with_a_hyphen_as_in_one_word(page: Page) -> None:
    found = hits(page, ("Kita-Plätze", "Kitaplätze", "Frauen-Treff", "Frauentreff", "Wochen-Endkurs", "Wochenendkurs"))
    rows = list(found.values())
    assert [bool(row) for row in rows] == [True] * 6
    assert rows[::2] == rows[1::2]


def test_what_is_typed_finds_first_what_is_meant(page: Page) -> None:
    found = hits(page, tuple(FIRST))
    wrong = {
        query: rows[:2]
        for query, rows in found.items()
        if FIRST[query] not in [part for row in rows[:1] for part in row]
    }
    assert wrong == {}


def test_a_page_that_is_called_as_a_synonym_says_comes_first_and_a_word_that_no_text_has_is_said_to_be_none(
    browser: Browser, site: Path
) -> None:
    watched = search(browser, site, "Newsletter")
    page = watched.page
    expect(page.locator(".treffer-liste li").first.get_by_role("link")).to_have_text("Auf dem Laufenden bleiben")
    expect(page.get_by_role("status")).to_contain_text("Kein Treffer für „Newsletter“, aber ")
    expect(
        page.get_by_text("„Newsletter“ steht so in keinem Text; gezeigt ist, was zu einem verwandten")
    ).to_be_visible()
    assert (watched.complaints, watched.refused()) == ([], [])
    page.context.close()
    watched = search(browser, site, "Flohmarkt")
    expect(watched.page.get_by_text("verwandten Wort passt: „Tauschbörse“.")).to_be_visible()
    watched.page.context.close()


def test_a_sentence_that_stands_on_every_page_of_a_recommendation_is_not_searched(site: Path) -> None:
    sentence = "ändert für sich den Stand nicht"
    assert any(sentence in written(page) for page in site.rglob("SPR-0*.html"))
    assert [name for name in files(site) if sentence in (site / name).read_text("utf-8")] == []


def test_a_page_needs_no_word_for_what_it_is(page: Page) -> None:
    """Though a term has all words of the query."""
    given = [["Seite", "", "Beet 3 je Garten", "beet.html", "", "Was vorn steht.", []]]
    given.append(["Begriff", "", "Beet 3", "glossar.html#beet", "Glossar", "Zwei Empfehlungen je Garten.", []])
    page.evaluate("(texte) => Suche.lies({ texte, namen: { 'Beet 3 (Entwurf)': 'beet.html' } })", given)
    queries = ("Beet-3-Empfehlungen", "BEET 3 Empfehlung", "die Beet-3-Liste", "Beet 3")
    assert {query: rows[0][2] for query, rows in hits(page, queries).items()} == dict.fromkeys(
        queries, "Beet 3 je Garten"
    )


def test_recommendations_come_first_and_proofs_last(page: Page) -> None:
    kinds = {query: [kind for _, kind, _ in rows] for query, rows in hits(page, RECOMMENDED).items()}
    assert {query: found[0] for query, found in kinds.items()} == dict.fromkeys(RECOMMENDED, "Empfehlung")
    recommended = ("Empfehlung", "Vorschlag der Redaktion")
    orders = {query: [kind in recommended for kind in found] for query, found in kinds.items()}
    assert {query: order for query, order in orders.items() if order != sorted(order, reverse=True)} == {}


def test_a_mark_of_state_is_no_hit_for_one_of_its_words(page: Page) -> None:
    """But for what it says as a whole; words of the text and other marks are hits as before."""
    suggested = [
        ["status-vorgeschlagen", "Vorschlag, noch nicht beraten"],
        ["herkunft-vorschlag", "Vorschlag vom Zebra"],
    ]
    given = [["Empfehlung", "ZEB-01", "Streifen", "zeb-01.html#ZEB-01", "Zoo", "Ein Zaun.", suggested]]
    talked = [["status-in-beratung", "in Beratung, Stand 11/2025"]]
    given.append(["Empfehlung", "ZEB-02", "Hufe", "zeb-02.html#ZEB-02", "Zoo", "Ein Gatter.", talked])
    page.evaluate("(texte) => Suche.lies({ texte })", given)
    found = {
        query: {ident for ident, *_ in rows} & {"ZEB-01", "ZEB-02"}
        for query, rows in hits(
            page, ("Beratung", "beraten", "in Beratung", "noch nicht beraten", "Zebra", "Gatter")
        ).items()
    }
    assert found == {
        "Beratung": set(),
        "beraten": set(),
        "in Beratung": {"ZEB-02"},
        "noch nicht beraten": {"ZEB-01"},
        "Zebra": {"ZEB-01"},
        "Gatter": {"ZEB-02"},
    }


def test_a_status_leads_to_what_has_it(page: Page) -> None:
    found = hits(page, ("in Umsetzung", "Daueraufgabe", "zurückgestellt"))
    assert {
        query: {"SPR-07", "SPR-03", "SPR-04"} & {ident for ident, *_ in rows[:3]} for query, rows in found.items()
    } == {
        "in Umsetzung": {"SPR-07"},
        "Daueraufgabe": {"SPR-03"},
        "zurückgestellt": {"SPR-04"},
    }


def test_a_hit_says_what_it_is_how_old_its_state_is_and_shows_the_words(browser: Browser, site: Path) -> None:
    watched = search(browser, site, "Wörterbuch Telefon")
    page = watched.page
    expect(page.get_by_role("status")).to_have_text("1 Treffer für „Wörterbuch Telefon“")
    row = page.locator(".treffer-liste li").first
    expect(row.get_by_role("link")).to_have_text("SPR-07 Ein Wörterbuch für den Alltag – digital statt auf Papier")
    assert row.locator(".marken > span").all_inner_texts() == [
        "Empfehlung",
        "Sprache und Bildung",
        "in Umsetzung, Stand 11/2025, seither keine neue Angabe",
        "beschlossenes Konzept",
    ]
    assert row.locator("mark").all_inner_texts() == ["Wörterbuch", "Wörterbuch", "Telefon", "Wörterbuch"]
    assert (watched.complaints, watched.refused()) == ([], [])
    assert watched.barriers() == []
    row.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("SPR-07")
    page.context.close()


def test_a_hit_says_once_that_it_is_a_proposal(browser: Browser, site: Path) -> None:
    page = search(browser, site, "SPR-V1").page
    assert page.locator(".treffer-liste li").first.locator(".marken > span").all_inner_texts() == [
        "Sprache und Bildung",
        "entfallen",
        "Vorschlag der Redaktion",
    ]
    page.context.close()


_BROKEN: Final = r"""() => [...document.querySelectorAll(".treffer-liste :is(a, .ort, .auszug)")].flatMap((line) => {
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT), letters = [];
  while (walker.nextNode()) {
    for (const { index, 0: letter } of walker.currentNode.data.matchAll(/[^]/gu)) {
      const range = document.createRange();
      range.setStart(walker.currentNode, index);
      range.setEnd(walker.currentNode, index + letter.length);
      letters.push([letter, range.getBoundingClientRect().bottom]);
    }
  }
  return letters.flatMap(([letter, bottom], at) => {
    const [before, above] = letters[at - 1] || [" ", bottom];
    return /\p{L}/u.test(letter) && /\p{L}/u.test(before) && bottom > above + 5 ? [`${before}|${letter}`] : [];
  });
})"""


@pytest.mark.parametrize("word", ["Wohnungsbauförderungsrichtlinienänderungsverfahren", "Integrationskonzept"])
def test_no_word_of_a_hit_is_broken_without_a_hyphen_on_the_smallest_phone(
    browser: Browser, site: Path, word: str
) -> None:
    page = search(browser, site, word, width=320).page
    expect(page.locator(".treffer-liste mark").first).to_have_text(re.compile("\u00ad"))
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.evaluate(_BROKEN) == []
    page.context.close()


def test_a_fault_of_typing_is_answered_with_what_was_meant_and_its_hits(browser: Browser, site: Path) -> None:
    page = search(browser, site, "Sprachkruse fuer Frauen").page
    expect(page.get_by_role("status")).to_contain_text("Kein Treffer für „Sprachkruse fuer Frauen“, aber ")
    expect(page.locator(".treffer-liste li").first).to_contain_text("SPR-01")
    page.get_by_role("link", name="„Sprachkurse fuer Frauen“").click()
    expect(page.get_by_role("searchbox")).to_have_value("Sprachkurse fuer Frauen")
    expect(page.get_by_role("status")).to_have_text(re.compile(r"\d+ Treffer für „Sprachkurse fuer Frauen“"))
    expect(page.get_by_text("Meinten Sie")).to_have_count(0)
    page.context.close()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("Tauschbörse Mieterführerschein", "Alle Wörter zusammen stehen nirgends."),
        ("Tauschbörse Xylophon", "„Xylophon“ kommt nicht vor. Gezeigt ist, was zu den übrigen Wörtern passt."),
        ("Wörterbuchkurs", "„Wörterbuchkurs“ steht so in keinem Text; gesucht ist „Wörterbuch“ und „Kurs“."),
        ("Xylophon", "Vielleicht hilft ein kürzeres oder ein anderes Wort. Alle Seiten stehen im Menü."),
    ],
)
def test_where_not_every_word_is_found_it_is_said(browser: Browser, site: Path, query: str, said: str) -> None:
    page = search(browser, site, query).page
    expect(page.locator("#treffer")).to_contain_text(said)
    assert (page.locator(".treffer-liste li").count() == 0) == (query == "Xylophon")
    number = page.get_by_role("status").inner_text()
    ends = {"Xylophon": "Kein Treffer für „Xylophon“", "Wörterbuchkurs": " für Teile davon"}
    assert number.startswith("Kein Treffer") == (query in ends)
    assert number.endswith(ends.get(query, "“"))
    page.context.close()


def test_a_paper_is_found_by_its_whole_number_and_not_what_has_only_its_letter(page: Page) -> None:
    given = [["Vorlage", "V-2031-367-E04", "Eine Vorlage", "b.html#V", "", "Ein Text.", []]]
    given.append(["Anlaufstelle", "", "Ein Verein e. V.", "a.html#x", "", "Am Markt.", []])
    page.evaluate("(texte) => Suche.lies({ texte })", given)
    assert {ident for ident, *_ in hits(page, ("V/2031/367",))["V/2031/367"]} == {"V-2031-367-E04"}


def test_whom_no_text_helps_is_shown_the_page_with_places_of_help(browser: Browser, tmp_path: Path) -> None:
    places = "---\ngeprueft: 2026-01-01\n---\n# Hilfe\n\n## Hier\n\n**Das Amt.** Im Rathaus.\n"
    target = tmp_path / "html"
    assert website.build(project(tmp_path / "docs", {"hilfe.md": places}), target, TODAY)
    page = search(browser, target, "Xylophon").page
    expect(page.locator("#treffer")).to_contain_text("Sie suchen Rat oder Hilfe? Hilfe")
    page.locator("#treffer").get_by_role("link", name="Hilfe").click()
    expect(page).to_have_url(f"{target.as_uri()}/hilfe.html")
    page.context.close()


def test_other_languages_stand_apart_in_their_direction(browser: Browser, site: Path) -> None:
    page = search(browser, site, "الصفحة").page
    expect(page.get_by_role("heading", level=3)).to_contain_text("In anderer Sprache: العربية")
    link = page.locator(".treffer-liste a").first
    assert (link.get_attribute("lang"), link.get_attribute("dir")) == ("ar", "rtl")
    page.context.close()


def test_more_hits_are_shown_by_keyboard_and_the_focus_goes_on_there(browser: Browser, site: Path) -> None:
    page = search(browser, site, "Stadt", width=390).page
    more = page.get_by_role("button", name="Weitere").first
    hidden = int(more.inner_text().split()[1])
    shown = page.locator(".treffer-liste:has(+ button)").first.locator("li")
    before = shown.count()
    more.focus()
    page.keyboard.press("Enter")
    expect(page.locator(":focus")).to_have_js_property("tagName", "A")
    grown = page.locator(".treffer-liste:has(a:focus) li")
    expect(grown).to_have_count(before + hidden)
    expect(grown.nth(before).get_by_role("link")).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.context.close()


def asked(site: Path, address: str) -> Path:
    """The file that a page asked for."""
    return site / address.removeprefix(f"{site.as_uri()}/").partition("?")[0]


def test_the_first_visit_weighs_little(browser: Browser, site: Path) -> None:
    watched = search(browser, site, "Sprachkurs")
    assert sum(len(gzip.compress(asked(site, address).read_bytes())) for address in watched.requests) <= BUDGET
    watched.page.context.close()


def large_town() -> list[Row]:
    """What the search of a town with 300 recommendations and ten proofs of each reads; its words hardly repeat."""
    some = Random(7)
    syllables = [f"{a}{b}" for a in "bdfghklmnrst" for b in ("a", "e", "i", "o", "u", "au", "ei", "ie")]

    def text(number: int) -> str:
        return " ".join("".join(some.choices(syllables, k=some.randint(2, 4))) for _ in range(number))

    rows: list[Row] = []
    for number in range(100, 400):
        address = f"felder/ABC-{number}.html"
        rows.append(["Empfehlung", f"ABC-{number}", f"Kurs {text(4)}", address, "Sprache", text(90), []])
        rows += [
            ["Quelle", f"Q-{number}-{n}", text(4), f"quellen.html#Q-{number}-{n}", "", text(15)] for n in range(10)
        ]
    return [[*row, []][:7] for row in rows]


def test_no_file_of_a_large_town_is_heavy_and_no_word_of_it_is_lost() -> None:
    rows = large_town()
    files = shared(rows)
    assert all(len(gzip.compress(json.dumps(part, ensure_ascii=False).encode())) <= ROOM for part in files)
    assert [row[1] for row in files[0]] == [row[1] for row in rows if row[0] == "Empfehlung"]
    found = {(row[3], row[5]) for part in files for row in part}
    assert {(row[3], row[5]) for row in rows} <= found
    assert shared(rows[:20]) == [rows[:20]]


def test_a_large_town_is_searched_with_little_and_wholly_when_asked(
    browser: Browser, site: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "html"
    shutil.copytree(site, copy)
    rows = large_town()
    write(copy, rows, {"namen": {}, "synonyme": []})
    watched = search(browser, copy, "Kurs")
    weight = sum(len(gzip.compress(asked(copy, address).read_bytes())) for address in watched.requests)
    assert weight <= BUDGET
    expect(watched.page.locator("#treffer-zahl")).to_have_text("300 Treffer für „Kurs“")
    first = set(watched.requests)
    watched.page.get_by_role("button", name="Auch alles Übrige durchsuchen").click()
    expect(watched.page.get_by_role("button", name="Auch alles Übrige durchsuchen")).to_have_count(0)
    assert {asked(copy, address).name for address in {*watched.requests} - first} == {*files(copy)[1:]}
    proof = rows[-1]
    page = search(browser, copy, proof[2]).page
    expect(page.locator("#treffer")).to_contain_text(proof[2])
    for opened in (watched.page, page):
        opened.context.close()


def test_without_script_the_page_says_so(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.as_uri()}/search.html?q=Kurs")
    assert "Ohne JavaScript hilft das Menü mit allen Seiten weiter." in page.locator("noscript").inner_text()
    context.close()
