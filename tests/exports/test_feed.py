"""Feeds and calendar: valid, the same bytes for the same input, with identifiers that stay."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from lxml import etree

from konzept import town, website
from konzept.concept import Concept
from konzept.editions.chronicle import Chronicle
from konzept.editions.registry import Edition
from konzept.exports.atom import atom, headline, identifier, told
from konzept.exports.ical import ical
from konzept.model import Consultation, Event, Item, PartialDate, Status, Update
from konzept.model.types import affected
from konzept.states import of_folder
from konzept.town import Town
from konzept.views.following import LENGTH, Feed, Following
from konzept.web.hyphens import written
from tests.project import ROOT

MUSTERAU = ROOT / "tests" / "musterau"
TODAY = date(2026, 11, 22)
NAMES = {"a": "http://www.w3.org/2005/Atom"}
PLACELESS = Town(name="Musterau", title="Konzept")


@pytest.fixture(scope="module")
def concept() -> Concept:
    """The concept of Musterau."""
    return of_folder(MUSTERAU, "").whole().concept


def at(item: Item) -> str:
    """An address of an item."""
    return f"https://konzept.example.org/{item.id}.html"


def feeds(concept: Concept, today: date = TODAY, settings: Town = PLACELESS) -> dict[str, Feed]:
    """The feeds of a concept by their files."""
    return {feed.file: feed for feed in Following(concept, settings, today).feeds}


def whole(concept: Concept, today: date = TODAY) -> Feed:
    """The feed of everything."""
    return feeds(concept, today)["aenderungen.atom"]


def feed(concept: Concept, settings: Town) -> bytes:
    """The feed of everything, as bytes."""
    return atom(whole(concept), concept, settings, TODAY, at)


def texts(root: Any, path: str) -> list[str]:
    """The texts or attributes that a path finds in a feed."""
    found = root.xpath(path, namespaces=NAMES)
    return [entry if isinstance(entry, str) else entry.text for entry in found]


def test_a_feed_has_what_atom_demands_and_no_identifier_twice(concept: Concept) -> None:
    root = etree.fromstring(feed(concept, town.load(MUSTERAU)))
    entries = root.xpath("a:entry", namespaces=NAMES)
    assert len(entries) == len(whole(concept).records) > 10
    for element in (root, *entries):
        for name in ("id", "title", "updated"):
            assert len(element.xpath(f"a:{name}", namespaces=NAMES)) == 1
    assert texts(root, "a:author/a:name") == ["Stadt Musterau – Beispielamt für Zusammenleben"]
    assert texts(root, "a:link[@rel='self']/@href") == ["https://konzept.example.org/aenderungen.atom"]
    assert texts(root, "a:entry/a:link/@href") == [at(record) for record in whole(concept).records]
    idents = texts(root, "//a:id")
    assert len(set(idents)) == len(idents)
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", ident) for ident in idents)
    moments = texts(root, "//a:updated")
    assert all(datetime.fromisoformat(moment).tzinfo == UTC for moment in moments)
    assert moments[1:] == sorted(moments[1:], reverse=True)
    assert moments[0] == moments[1]


def test_every_entry_says_who_says_so_and_on_what_source(concept: Concept) -> None:
    item = concept.items["SPR-01-S1"]
    assert isinstance(item, Update)
    assert headline(item, concept) == "Sachstand zu SPR-01: Kurse eingerichtet"
    assert told(item, concept) == (
        "Sachstand, 20.01.2026. Nach Angabe von: Träger, 20.01.2026. Stand: realisiert. "
        "Nach Angabe des Vereins laufen in beiden Stadtteilen Kurse. "
        "Betrifft: SPR-01 Sprachkurse für Frauen: „Mama lernt Deutsch“. "
        "Quelle: Website des Beispielvereins Brücke e. V."
    )
    unknown = told(replace(item, status=Status.UNKNOWN), concept)
    assert " Träger, 20.01.2026. Stand nicht bekannt. Nach Angabe" in unknown
    assert all("Quelle: " in told(record, concept) for record in whole(concept).records)


def test_an_entry_says_that_no_result_is_known_and_what_is_inferred(concept: Concept) -> None:
    item = next(record for record in whole(concept).records if isinstance(record, Consultation) and record.result)
    assert f". Ergebnis: {item.result.label if item.result else ''}. " in told(item, concept)
    open_ = replace(item, result=None, inferred="Gremium", text="Siehe {need}`Vorlage <V-2025-118>` ({need}`Q-ZB`).")
    said = told(open_, concept)
    assert ". Ein Ergebnis nennen die ausgewerteten Quellen nicht. Siehe Vorlage. Betrifft: " in said
    assert said.endswith(". Von der Redaktion erschlossen: Gremium.")
    assert ".." not in said


def test_nothing_of_the_future_and_nothing_undated_is_told(concept: Concept) -> None:
    found = whole(concept, date(2026, 1, 31)).records
    assert all(record.date and record.date.first <= date(2026, 1, 31) for record in found)
    assert [record.id for record in found[:3]] == ["SPR-01-S2", "SPR-01-S1", "ST-BRUECKE-2026"]  # of January, no day
    assert "ST-MUSTERPARTEI" not in [record.id for record in whole(concept).records]


def test_the_feed_of_the_top_2_tells_only_of_them(concept: Concept) -> None:
    found = feeds(concept, date(2025, 1, 1))["top-2.atom"]
    assert [record.id for record in found.records] == ["SPR-01-E1", "B-2019-12-03-1"]
    assert found.title == "Neue Einträge zu den Top 2 (teils benannt, teils Entwurf der Redaktion)"


def test_all_of_which_a_record_may_come_has_a_feed_and_what_was_withdrawn_in_silence_none(concept: Concept) -> None:
    found = feeds(concept)
    assert [record.id for record in found["feeds/SPR-04.atom"].records] == ["SPR-04-S1", "B-2025-11-18-1"]
    own = {record.id for name, feed in found.items() if name.startswith("feeds/SPR-") for record in feed.records}
    assert own <= {record.id for record in found["feeds/SPR.atom"].records}
    without = [item for item in concept.recommendations() if f"feeds/{item.id}.atom" not in found]
    told_of = {ident for record in whole(concept).records for ident in affected(record)}
    assert without == [
        item
        for item in concept.recommendations()
        if item.is_proposal and not item.is_live_proposal and item.id not in told_of
    ]
    assert [feed for feed in found.values() if feed.about and not feed.records]
    assert list(feeds(Concept({}))) == ["aenderungen.atom"]


def test_a_feed_in_a_folder_leads_to_its_records_without_an_address_too(concept: Concept) -> None:
    root = etree.fromstring(atom(feeds(concept)["feeds/SPR.atom"], concept, PLACELESS, TODAY, at))
    assert texts(root, "a:link/@href") == ["SPR.atom", "../index.html"]


def test_a_feed_does_not_grow_without_end(concept: Concept) -> None:
    update = concept.items["SPR-01-S1"]
    assert isinstance(update, Update)
    many = {f"SPR-01-S{n}": replace(update, id=f"SPR-01-S{n}") for n in range(1, 300)}
    assert len(whole(Concept({**concept.items, **many})).records) == LENGTH


def test_an_entry_is_as_new_as_the_edition_that_had_it_first(concept: Concept) -> None:
    old = Chronicle((Edition("eins", "Ausgabe 1", date(2026, 2, 3)),), {}, {"SPR-01-S1": 0})
    root = etree.fromstring(atom(whole(concept), concept, PLACELESS, TODAY, at, old))
    known = f"urn:uuid:{identifier(PLACELESS, 'SPR-01-S1')}"
    moments = {
        entry.findtext("a:id", "", NAMES): entry.findtext("a:updated", "", NAMES)
        for entry in root.iterfind("a:entry", NAMES)
    }
    assert moments.pop(known) == "2026-02-03T00:00:00+00:00"
    assert set(moments.values()) == {f"{TODAY}T00:00:00+00:00"}


def test_an_entry_that_was_written_anew_for_a_later_day_is_as_new_as_that_day(concept: Concept) -> None:
    old = Chronicle((Edition("eins", "Ausgabe 1", date(2026, 1, 10)),), {}, {"SPR-01-S1": 0})  # tells of 20.01.2026
    root = etree.fromstring(atom(whole(concept), concept, PLACELESS, TODAY, at, old))
    known = f"urn:uuid:{identifier(PLACELESS, 'SPR-01-S1')}"
    found = [e.findtext("a:updated", "", NAMES) for e in root.iterfind("a:entry", NAMES) if e[0].text == known]
    assert found == ["2026-01-20T00:00:00+00:00"]


def test_identifiers_depend_on_town_concept_and_id_alone() -> None:
    concept = replace(PLACELESS.concept, short="Integrationskonzept")
    assert identifier(replace(PLACELESS, concept=concept), "SPR-01-S1") == "9596eb32-98d1-5261-b4dd-96aef999a39e"
    other = replace(PLACELESS, concept=replace(concept, short="Klimakonzept"))
    assert identifier(other, "SPR-01-S1") != identifier(PLACELESS, "SPR-01-S1")
    assert identifier(replace(PLACELESS, base_address="https://x.example"), "SPR-01-S1") == identifier(
        PLACELESS, "SPR-01-S1"
    )
    assert identifier(replace(PLACELESS, name="Musterbach"), "SPR-01-S1") != identifier(PLACELESS, "SPR-01-S1")


def test_without_an_address_the_links_are_relative(concept: Concept) -> None:
    root = etree.fromstring(feed(concept, PLACELESS))
    assert texts(root, "a:link/@href") == ["aenderungen.atom", "index.html"]
    assert texts(root, "a:author/a:name") == ["Konzept"]


@pytest.mark.parametrize("folder", [MUSTERAU, ROOT / "tests" / "leer"], ids=lambda folder: folder.name)
def test_the_same_input_gives_the_same_bytes(folder: Path) -> None:
    state = of_folder(folder, "").whole()
    for make in (feed, lambda concept, settings: ical(concept, settings, TODAY, at)):
        assert make(state.concept, state.town) == make(of_folder(folder, "").whole().concept, state.town)


def test_an_empty_feed_is_valid_too() -> None:
    root = etree.fromstring(feed(Concept({}), PLACELESS))
    assert texts(root, "a:updated") == ["2026-11-22T00:00:00+00:00"]


def entries(concept: Concept, settings: Town) -> list[Any]:
    """The entries of the calendar, read back."""
    read = Calendar.from_ical(ical(concept, settings, TODAY, at))
    assert (str(read["version"]), str(read["prodid"])) == ("2.0", "-//konzept//Termine//DE")
    return list(read.walk("VEVENT"))


def test_the_calendar_has_dates_planned_consultations_and_days_to_look_again(concept: Concept) -> None:
    found = entries(concept, town.load(MUSTERAU))
    assert [(str(entry.decoded("dtstart")), entry["summary"]) for entry in found] == [
        ("2026-09-27", "Fest „Ein Tisch für alle“"),
        ("2026-12-08", "Sitzung des Ausschusses für Chancengerechtigkeit"),
        ("2026-12-31", "Ende der Förderung der Beispielberatung"),
        ("2026-12-08", "Kinderbetreuung neben Sprachkursen, geplant für den 08.12.2026"),
        ("2027-02-09", "Kinderbetreuung neben Sprachkursen, geplant für den Rat"),
        ("2027-06-30", "Erneut prüfen: SPR-04 Lernpatenschaften für Schülerinnen und Schüler"),
        ("2026-09-30", "Erneut prüfen: WOH-02 Ein „Mieterführerschein“ für alle, die eine erste Wohnung suchen"),
    ]
    assert len({entry["uid"] for entry in found}) == len(found)
    assert all((entry.decoded("dtend") - entry.decoded("dtstart")).days == 1 for entry in found)
    assert {entry.decoded("dtstamp") for entry in found} == {datetime(2026, 11, 22, tzinfo=UTC)}
    assert found[0]["url"] == "https://konzept.example.org/T-2026-09-27-1.html"


def test_each_date_that_may_not_take_place_says_so_also_outside_its_calendar(concept: Concept) -> None:
    said = [str(entry["description"]).endswith("nicht geprüft.") for entry in entries(concept, PLACELESS)]
    assert said == [True, True, False, True, True, False, False]  # not a deadline, not a day to look again


def test_an_entry_of_the_calendar_begins_with_what_its_text_says(concept: Concept) -> None:
    ident = next(item.id for item in concept.all(Event) if item.title == "Ende der Förderung der Beispielberatung")
    more = replace(concept.items[ident], text="Ob der Rat so beschlossen hat, wissen wir nicht ({need}`Q-ZB`).")
    entry = next(e for e in entries(Concept({**concept.items, ident: more}), PLACELESS) if e["summary"] == more.title)
    assert str(entry["description"]).startswith("Ob der Rat so beschlossen hat, wissen wir nicht. Betrifft: ")


def test_lines_of_the_calendar_are_folded_and_end_as_demanded(concept: Concept) -> None:
    lines = ical(concept, PLACELESS, TODAY, at).split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not any(line.startswith(b"URL") for line in lines)
    assert lines[-1] == b""


def test_a_month_counts_from_its_beginning_below_the_exact_days_in_it(concept: Concept) -> None:
    update = concept.items["SPR-01-S1"]
    assert isinstance(update, Update)
    items = {"SPR-01-S1": replace(update, date=PartialDate(2026, 11))}
    root = etree.fromstring(feed(Concept(items), PLACELESS))
    assert texts(root, "a:entry/a:updated") == ["2026-11-01T00:00:00+00:00"]


def test_the_website_has_every_feed_and_the_calendar_and_its_pages_lead_to_them(musterau_site: Path) -> None:
    site = musterau_site
    files = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.atom"))
    assert files == sorted(feeds(of_folder(MUSTERAU, "").whole().concept))
    for name in files:
        root = etree.fromstring((site / name).read_bytes())
        for address in texts(root, "a:entry/a:link/@href"):
            page, _, anchor = address.removeprefix("https://konzept.example.org/").partition("#")
            assert f'id="{anchor}"' in (site / page).read_text("utf-8")
    assert Calendar.from_ical((site / "termine.ics").read_bytes()).walk("VEVENT")
    buttons = re.findall(r'class="knopf[^"]*" href="([^"]+)"', written(site / "auf-dem-laufenden.html"))
    assert sorted(buttons) == sorted([*files, "termine.ics"])
    page = written(site / "handlungsfelder" / "sicherheit" / "SIC-01.html")
    assert re.findall(r'<link [^>]*href="\.\./\.\./([^"]+\.(?:atom|ics))"', page) == [
        *("aenderungen.atom", "top-2.atom", "feeds/SIC-01.atom", "termine.ics")
    ]
    assert re.findall(r'<a href="\.\./\.\./(feeds/[^"]+)">([^<]+)</a>', page.partition("<footer")[2]) == [
        (
            "feeds/SIC-01.atom",
            "Feed: SIC-01 Beleuchtung am Weg zum Bahnhof: heller, grüner, für Fußgängerinnen und Fußgänger",
        )
    ]


def test_a_town_without_entries_has_no_feed_of_a_group_and_no_calendar(tmp_path: Path) -> None:
    site = tmp_path / "html"
    assert website.build(ROOT / "tests" / "leer", site, TODAY)
    assert [path.name for path in site.rglob("*.atom")] == ["aenderungen.atom"]
    assert not (site / "termine.ics").exists()
    assert "termine.ics" not in written(site / "index.html")
