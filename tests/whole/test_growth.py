"""Twice as much text is twice as much work: for every view, rule, export, comparison and report.

Work is counted as Python runs it, line by line, so the answer is the same on every machine. What
grows with the square would be three to four times as much.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from types import FrameType
from typing import Any, Final

import docx
import pytest

from konzept import needs, rules
from konzept.agenda import calendar as days_to_come
from konzept.agenda import due
from konzept.agenda import page as page_of_days
from konzept.compare import changelist, compare, standalone
from konzept.compare.period import between_days, between_states
from konzept.concept import Concept
from konzept.contents import check as check_contents
from konzept.documents import opening
from konzept.draft import draw_item
from konzept.editions import chronicle, remembered
from konzept.editions.chronicle import Seen
from konzept.editions.registry import Edition
from konzept.examine import examine
from konzept.exports import atom, concept_json, csv, datapackage, ical, xlsx
from konzept.exports.onefile import Chapter, Cover, joined, part
from konzept.exports.terms import Terms
from konzept.ingest import reading
from konzept.ingest.account import account
from konzept.ingest.comparison import compare as compare_readings
from konzept.ingest.passages import Understood
from konzept.ingest.proposals import Row, rows
from konzept.ingest.review_file import ReviewedDocument
from konzept.markdown.reader import read
from konzept.markdown.records import Reading
from konzept.markdown.shape import shape
from konzept.model import Field, Item, Party, Recommendation
from konzept.office import decision_table
from konzept.report.as_paper import document
from konzept.report.todo import open_points
from konzept.survey import bodies, letters, rounds
from konzept.survey.bodies import Body
from konzept.survey.importing import SurveyIntake, Texts, intake
from konzept.survey.outgoing import questions
from konzept.survey.row import Judge
from konzept.survey.workbook import workbook
from konzept.town import Town
from konzept.views import DATED, VIEWS, responsible, view
from konzept.views.data_tables import tables
from konzept.views.following import Following
from konzept.views.item import page
from konzept.views.scope import Scope
from tests.rich import IN_FIELD, TODAY, rich
from tests.survey.filling import filled

SMALL: Final = 120
FEW: Final = 40  # where each is examined several times
MOST: Final = 2.2
TOWN: Final = Town(name="Musterau", title="Konzept")
# Their content does not grow with the concept: words and settings.
STEADY: Final = {
    *("status-woerter", "herkunft-woerter", "angabe-woerter", "top-2-woerter", "zitat", "impressum", "datenschutz"),
    *("barrierefreiheit", "regeln", "erlaubtes", "eintragsarten", "daten", "daten-spalten"),
}


@dataclass(frozen=True, slots=True)
class Given:
    """A concept of some size: as texts, as read, as items, and as it was before every item was edited."""

    texts: dict[str, str]
    readings: tuple[Reading, ...]
    concept: Concept
    before: Concept

    @property
    def scope(self) -> Scope:
        """What views are drawn from."""
        return Scope(concept=self.concept, town=TOWN, today=TODAY)


@cache
def given(count: int) -> Given:
    texts = {name: text for name, text in rich(count).items() if name.endswith(".md")}
    readings = tuple(read(text, name) for name, text in texts.items())
    concept = Concept.of(shape(readings).items)
    return Given(texts, readings, concept, Concept({ident: _earlier(item) for ident, item in concept.items.items()}))


def _earlier(item: Item) -> Item:
    return replace(item, title=f"Früher: {item.title}", text=f"{item.text} Das war anders.")


def work(run: Callable[[Given], object], count: int) -> int:
    """How many lines Python runs, once the concept knows its relations: they would hide what is small beside them."""
    counted = 0

    def note(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal counted
        counted += 1
        return note

    start = given(count)
    run(start)
    before = sys.gettrace()
    sys.settrace(note)
    try:
        run(start)
    finally:
        sys.settrace(before)
    return counted


def in_scope(name: str, shown: str = "") -> Callable[[Given], object]:
    return lambda start: view(start.scope, name, shown)


def of_each(kind: type[Item], draw: Callable[[Scope, Item], object]) -> Callable[[Given], object]:
    def run(start: Given) -> None:
        scope = start.scope
        for item in scope.concept.all(kind):
            draw(scope, item)

    return run


def in_each_field(name: str) -> Callable[[Given], object]:
    return of_each(Field, lambda scope, item: view(scope, name, item.id))


def pages_of_bodies(start: Given) -> None:
    """Also where each recommendation has its own."""
    items = (replace(item, lead=f"Amt {number}") for number, item in enumerate(start.concept.all(Recommendation)))
    for concept in (start.concept, Concept({item.id: item for item in items})):
        for name, own in responsible.everyone(concept).values():
            responsible.page(replace(start.scope, concept=concept), name, own)


def heeds_fields(name: str) -> bool:
    """Whether a view shows something else for a field than for all."""
    scope = given(2 * IN_FIELD).scope
    return view(scope, name, "HF-AAX") != view(scope, name)


def of_rule(rule: rules.Rule) -> Callable[[Given], object]:
    return lambda start: list(rule.check(rules.Context(concept=start.concept, town=TOWN, today=TODAY)))


def comparison(start: Given, draw: Callable[[Any], object]) -> object:
    return draw(compare(start.before, start.concept))


def history(start: Given) -> object:
    first, second = (Edition(name=name, title=name, date=TODAY, ref=name) for name in ("eins", "zwei"))
    return chronicle.chronicle([Seen(first, start.before), Seen(second, start.concept)])


def address(item: Item) -> str:
    return f"https://example.org/{item.id}/"


def feed(start: Given) -> object:
    found = Following(start.concept, TOWN, TODAY).feeds
    return [atom.atom(feed, start.concept, TOWN, TODAY, address) for feed in found]


def upcoming(start: Given) -> object:
    """What is due, as text, page and calendar; one of two bodies has not answered."""
    sent = rounds.sent((), "2026-11-01", "", {"B": tuple(item.id for item in bodies.surveyed(start.concept))})
    looked_up = dict.fromkeys(start.texts, TODAY)
    found = due.agenda(start.concept, sent, {"B": "Amt B"}, looked_up, start.texts, TODAY)
    return page_of_days.as_text(found), page_of_days.as_page(found, TOWN), days_to_come.ical(found, TOWN)


def one_file(start: Given) -> str:
    scope, found = start.scope, start.concept.recommendations()
    pages = [Chapter(file=f"{item.id}.html", title=item.title, depth=3) for item in found]
    texts = (f'<article data-teil="text">{draw_item(scope, item)}</article>' for item in found)
    cover = Cover(title="Konzept", day="heute", says=(), base="")
    known, items = {page.file for page in pages}, {item.id: f"{item.id}.html" for item in found}
    parts = [part(page, text, known, "", items, lambda file: b"") for page, text in zip(pages, texts, strict=True)]
    return joined(pages, parts, cover, "")


ROUND: Final = date(2026, 11, 1)
ANSWER: Final = {
    "status": "in Umsetzung",
    "what": "{} Plätze sind besetzt.",
    "publish": "ja",
    "released": "Leitung",
}
MORE: Final = {
    "": {},
    "Fehler": {"what": "{} ܐ"},
    "Sitzung": {
        "status": "Umsetzung beschlossen",
        "body": "Rat",
        "session": "10.11.2026",
        "power": "Entscheidung",
        "result": "ungeändert beschlossen",
        "paper": "V/2026/{}",
    },
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a survey of a concept needs, and a file that came back with every row answered."""

    texts: Texts
    court: Judge
    back: bytes

    def take(self, **more: Any) -> SurveyIntake:
        """What the file would change; ``more`` is what the judge knows beside the concept."""
        return intake({"a.xlsx": self.back}, self.texts, replace(self.court, **more))


@cache
def survey(count: int, kind: str = "") -> Asked:
    """Of ``count`` recommendations, every row answered; ``kind`` is a key of ``MORE``."""
    start = given(count)
    fields = tuple(field.id for field in start.concept.all(Field))
    offices = tuple(Body(code=code, name=f"Amt {code}", party=Party.ADMINISTRATION, fields=fields) for code in "AB")
    asked = bodies.Asked(bodies=offices, releasing=("Leitung",))
    content = workbook(next(questions(asked, start.concept, (), ROUND)), asked, start.concept, TOWN)
    answers = {
        item.id: {name: value.format(number) for name, value in (ANSWER | MORE[kind]).items()}
        for number, item in enumerate(bodies.surveyed(start.concept))
    }
    texts = Texts(
        files={name: text.encode() for name, text in start.texts.items()},
        town=TOWN,
        today=TODAY,
        published=remembered.Published(),
    )
    return Asked(texts, Judge(asked=asked, before=texts.examined(), rounds=(), today=TODAY), filled(content, answers))


def of(start: Given) -> int:
    return len(start.concept.all(Recommendation))


def questionnaire(start: Given) -> bytes:
    court = survey(of(start)).court
    (question, _) = questions(court.asked, start.concept, (), ROUND)
    return workbook(question, court.asked, start.concept, TOWN)


@cache
def taken(count: int) -> Asked:
    """The same when the answers stand in the texts."""
    asked = survey(count)
    found = asked.take()
    files = {**asked.texts.files} | {change.path: change.new or b"" for change in found.changes}
    court = replace(asked.court, before=found.after, rounds=found.rounds)
    return replace(asked, texts=replace(asked.texts, files=files), court=court)


def receipt(start: Given) -> object:
    asked = taken(of(start))
    return letters.files(letters.receipts(asked.take(), asked.court.asked), TOWN, TODAY)


def reminder(start: Given) -> object:
    court = survey(of(start)).court
    sent = rounds.sent((), "2026-11-01", "", {"B": tuple(item.id for item in bodies.surveyed(start.concept))})
    return letters.files([letters.reminder(sent, court.asked, start.concept, TODAY)], TOWN, TODAY)


def taken_over(start: Given) -> list[Item]:
    """What the comparison with sphinx-needs finds: here nothing, since its needs are those of the concept."""
    kept = {
        item.id: {"type": item.NAME, "title": item.title}
        | {spec.name: getattr(item, attribute) for attribute, spec in item.options()}
        for item in start.concept.items.values()
    }
    needs.set_origins(start.concept, kept)
    return list(needs.missing_needs(start.concept.items.values(), kept))


@cache
def adopted(count: int, words: str = "") -> bytes:
    """A concept as a council adopted it: fields, and in each some recommendations."""
    made = docx.Document()
    for number in range(1, count + 1):
        if number % 10 == 1:
            made.add_heading(f"{number // 10 + 1} Handlungsfeld {number // 10 + 1}", 1)
        made.add_heading(f"Maßnahme {number}: Plätze {number} schaffen", 2)
        made.add_paragraph(f"Die Verwaltung schafft {number} Plätze für Kinder{words}.")
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


@cache
def understood(count: int, words: str = "") -> Understood:
    return reading.read(opening.outline(adopted(count, words)))


@cache
def proposed(count: int) -> list[Row]:
    """Its rows. To propose them each passage is compared with each item: that is a square, and not counted here."""
    return rows(understood(count), given(count).concept)


def accounted(start: Given) -> object:
    document = ReviewedDocument(file="a.docx", sha256="0" * 64, title="Konzept", ident="Q-KONZEPT")
    return account(understood(of(start)), proposed(of(start)), document)


DEEDS: Final[dict[str, Callable[[Given], object]]] = {
    **{f"Ansicht {name}": in_scope(name) for name in VIEWS if name not in STEADY},
    **{f"Ansicht {name} eines Tages": in_scope(name, "2023-06-01") for name in DATED},
    **{f"Ansicht {name} jedes Felds": in_each_field(name) for name in VIEWS if heeds_fields(name)},
    **{f"Regel {rule.name}": of_rule(rule) for rule in rules.RULES},
    "Seite jeder Empfehlung": of_each(Recommendation, page),
    "Seite jeder Stelle": pages_of_bodies,
    "Entwurf jeder Empfehlung": of_each(Recommendation, draw_item),
    "Lesen": lambda start: [read(text, name) for name, text in start.texts.items()],
    "Prüfung": lambda start: examine(start.readings, TOWN, TODAY),
    "Aufbau der Seiten": lambda start: list(check_contents(start.readings)),
    "Gedächtnis der Ausgabe": lambda start: remembered.as_text("eins", start.concept),
    "Vergleich als Text": lambda start: comparison(start, lambda c: changelist.as_text(c, ("a", "b"))),
    "Vergleich als JSON": lambda start: comparison(start, lambda c: changelist.as_json(c, ("a", "b"))),
    "Vergleich als Seite": lambda start: comparison(start, lambda c: standalone.as_page(c, ("a", "b"), (), TOWN)),
    "Chronik": history,
    "Bericht zwischen Tagen": lambda start: document(between_days(start.concept, TOWN, date(2023, 6, 1), TODAY)),
    "Bericht zwischen Ausgaben": lambda start: document(
        between_states(start.before, start.concept, TOWN, date(2023, 6, 1), TODAY, ("a", "b"))
    ),
    "CSV": lambda start: csv.recommendations_csv(start.concept, TOWN, TODAY),
    "Excel": lambda start: xlsx.workbook(tables(start.scope, address), Terms(TOWN, TODAY)),
    "Konzept als JSON": lambda start: concept_json.read(concept_json.written(start.concept, Terms(TOWN, TODAY)), ""),
    "Kalender": lambda start: ical.ical(start.concept, TOWN, TODAY, address),
    "Feed": feed,
    "Alles in einer Datei": one_file,
    "Was ansteht": upcoming,
    "Offene Punkte": lambda start: open_points(start.concept, TOWN),
    "Beschlusstabelle": lambda start: decision_table.files(start.scope),
    "Datenpaket": lambda start: datapackage.datapackage(tables(start.scope, address), Terms(TOWN, TODAY)),
    "Vergleich mit sphinx-needs": taken_over,
    "Abfrage": questionnaire,
    "Antworten": lambda start: survey(of(start), "Sitzung").take(),
    "Antworten mit je einem Fehler": lambda start: survey(of(start), "Fehler").take(),
    "Konzept aufnehmen: lesen": lambda start: reading.read(opening.outline(adopted(of(start)))),
    "Konzept aufnehmen: Rechenschaft": accounted,
    "Konzept aufnehmen: zwei Fassungen": lambda start: compare_readings(
        understood(of(start)), understood(of(start), " und Jugendliche")
    ),
    "Rückmeldung": receipt,
    "Erinnerung": reminder,
}


def test_the_surveys_are_answered_whole_or_with_a_fault_in_each_row() -> None:
    whole, faulty, sessions = (survey(FEW, kind).take() for kind in MORE)
    count = len(bodies.surveyed(given(FEW).concept))
    assert (whole.findings, len(whole.taken), len(faulty.findings), len(faulty.taken)) == ((), count, count, 0)
    assert (sessions.findings, len(sessions.taken)) == ((), count)
    assert len({entry for taken in sessions.taken for entry in taken.entries if entry.startswith("B-")}) == count
    assert len(taken(FEW).take().known) == count


def test_the_generated_concept_has_everything_and_no_fault() -> None:
    start = given(SMALL)
    assert [str(finding) for finding in examine(start.readings, TOWN, TODAY).findings] == []


@pytest.mark.parametrize("deed", DEEDS)
def test_twice_the_concept_is_twice_the_work(deed: str) -> None:
    size = FEW if deed.startswith(("Antworten", "Rückmeldung", "Konzept aufnehmen")) else SMALL
    small, large = work(DEEDS[deed], size), work(DEEDS[deed], 2 * size)
    assert large <= MOST * small, f"{large / small:.2f} mal so viel Arbeit ({small} → {large} Zeilen)"
