"""The Zwischenbericht as whole texts, and its sentences for none, one, two and many.

After a change of Musterau or of the form, read the new report before it replaces the expected one:
``python -m konzept report --texts tests/musterau --from … --to … --target tests/cases/berichte/….md --overwrite``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from konzept import catalogue, town
from konzept.cli import main
from konzept.compare.period import between_days, between_states
from konzept.concept import Concept
from konzept.examine import examine_folder
from konzept.files.git import CLONE
from konzept.model import Field, Item, PartialDate, Priority, Recommendation, Status, Update
from konzept.model.speech import Speech, kept, say, speak
from konzept.paper import layout, read, view
from konzept.report import chapters, state_chapters
from konzept.report.as_paper import document
from konzept.rules import RULES
from konzept.start.declension import noun
from konzept.states import of_folder
from konzept.views.data_tables import columns
from konzept.views.marks import STANDINGS
from konzept.views.summary import summary
from tests.project import BASE, BLOCKS, ROOT, TODAY, recommendation, write

MUSTERAU = ROOT / "tests" / "musterau"
EXPECTED = ROOT / "tests" / "cases" / "berichte"
FORM = layout.read(MUSTERAU).form
PERIODS = {
    "nichts-geaendert": ("2025-04-01", "2025-06-01"),
    "eine-aenderung": ("2025-11-10", "2025-11-15"),
    "widerspruch": ("2026-01-01", "2026-02-01"),
    "ersetzt": ("2026-06-01", "2026-06-30"),
    "alles": ("2018-12-31", "2026-11-22"),
    "seit-dem-beschluss": ("2025-03-25", "2026-11-22"),
    "mit-vorschlaegen": ("2025-03-25", "2026-11-22"),
}


@pytest.fixture(scope="module")
def musterau() -> Concept:
    """The concept of Musterau."""
    return of_folder(MUSTERAU, "").whole().concept


@pytest.mark.parametrize("name", PERIODS)
def test_the_whole_report_between_two_days(musterau: Concept, name: str) -> None:
    start, end = map(date.fromisoformat, PERIODS[name])
    proposals = name == "mit-vorschlaegen"
    text = document(between_days(musterau, town.load(MUSTERAU), start, end, proposals=proposals), form=FORM)
    assert text == (EXPECTED / f"{name}.md").read_text("utf-8")


def test_every_status_is_counted_once_in_the_table_and_told_in_one_list() -> None:
    counted = [status for _, group in chapters.COUNTED for status in group]
    told = [status for group in state_chapters.TOLD.values() for status in group]
    assert sorted(counted) == sorted({*STANDINGS} - {Status.SUGGESTED})
    assert sorted(told) == sorted({*Status} - {Status.SUGGESTED, Status.UNKNOWN})


def test_every_expected_report_is_compared() -> None:
    assert {path.stem for path in EXPECTED.iterdir()} == {*PERIODS, "zwei-ausgaben", "gleiche-ausgaben"}


def test_the_whole_report_between_two_states(musterau: Concept) -> None:
    old = {ident: item for ident, item in musterau.items.items() if not ident.startswith(("SPR-0", "SIC-", "B-2026"))}
    days, states = (date(2025, 12, 1), date(2026, 11, 22)), ("Ausgabe 2025-12", "Ausgabe 2026-11")
    settings = town.load(MUSTERAU)
    found = document(between_states(Concept(old), musterau, settings, *days, states), form=FORM)
    assert found == (EXPECTED / "zwei-ausgaben.md").read_text("utf-8")
    same = document(between_states(musterau, musterau, settings, *days, states), form=FORM)
    assert same == (EXPECTED / "gleiche-ausgaben.md").read_text("utf-8")


def test_between_two_states_it_says_what_is_chosen_and_what_is_stated_otherwise(musterau: Concept) -> None:
    items: dict[str, Item] = dict(musterau.items)
    for ident, priority in (("SPR-01", Priority.OTHER), ("SPR-05", Priority.TOP)):
        if item := musterau.get(ident, Recommendation):
            items[ident] = replace(item, priority=priority)
    if field := musterau.get("HF-SPR", Field):
        items["HF-SPR"] = replace(field, named_on=PartialDate.of(date(2026, 10, 1)))
    if update := musterau.get("SPR-07-S1", Update):
        items[update.id] = replace(update, date=PartialDate.of(date(2025, 11, 15)))
    new = Concept(items)
    days, states = (date(2025, 12, 1), date(2026, 11, 22)), ("Ausgabe 2025-12", "Ausgabe 2026-11")
    settings = town.load(MUSTERAU)
    found = document(between_states(musterau, new, settings, *days, states), form=FORM)
    rows = [line for line in found.splitlines() if line.startswith("| {need}`Sprache und Bildung <HF-SPR>` | {need}")]
    assert [row.split(" | ")[-1] for row in rows] == ["keine; in Beratung |", "neu gewählt; Stand nicht bekannt |"]
    told = found.partition("Seit dem 01.12.2025 ist anders gewählt:\n\n")[2].partition("\n\n")[0]
    assert [line.partition(">`: ")[2] for line in told.splitlines()] == [
        "Benannt am: 15.10.2025 → 01.10.2026",
        "Top 2: vom Runden Tisch benannt → weitere",
        "weitere → Top 2: vom Runden Tisch benannt",
    ]
    assert (
        "Anders als zuvor steht in den Texten:\n\n"
        "* {need}`Die ersten hundert Wörter sind veröffentlicht <SPR-07-S1>`: Datum: 14.11.2025 → 15.11.2025\n"
    ) in found
    by_day = document(between_days(new, settings, *days), form=FORM)
    assert "anders gewählt" not in by_day  # what stood in front on a day in the past is not recorded


@pytest.mark.parametrize("name", ["seit-dem-beschluss", "nichts-geaendert", "zwei-ausgaben"])
def test_a_report_is_a_paper_without_fault(tmp_path: Path, name: str) -> None:
    files = {
        path.relative_to(MUSTERAU).as_posix(): path.read_text("utf-8")
        for path in MUSTERAU.rglob("*")
        if path.suffix in (".md", ".toml")
    }
    found = examine_folder(write(tmp_path / "vorher", files), date(2026, 11, 22)).findings
    files["vorlagen/bericht.md"] = (EXPECTED / f"{name}.md").read_text("utf-8")
    assert examine_folder(write(tmp_path / "nachher", files), date(2026, 11, 22)).findings == found


def sachstand(number: int) -> str:
    """A Sachstand of 2026 for a recommendation."""
    ident = f"SPR-{number:02}"
    return (
        f"\n:::{{sachstand}} Begonnen\n:id: {ident}-S1\n:datum: 2026-01-10\n:status: in-umsetzung\n"
        f":nach_angabe_von: Verwaltung\n:betrifft: {ident}\n:quelle: Q-ZB\n:::\n"
    )


@pytest.mark.parametrize(
    ("count", "first", "second"),
    [
        (
            0,
            "Am 31.01.2026 ist keine Empfehlung erfasst, die eine Quelle nennt.",
            "Seit dem 31.12.2025 ist bei keiner der schon bekannten Empfehlungen ein anderer Stand erfasst. "
            "Keine ausgewertete Quelle aus diesem Zeitraum nennt eine Empfehlung zum ersten Mal. "
            "Für diesen Zeitraum ist weder ein Sachstand noch eine Beratung noch eine Entwicklung erfasst.",
        ),
        (
            1,
            "Am 31.01.2026 ist in einem Handlungsfeld eine Empfehlung erfasst, die eine Quelle nennt. "
            "Eine Empfehlung ist in Umsetzung.",
            "Seit dem 31.12.2025 ist bei einer der schon bekannten Empfehlungen ein anderer Stand erfasst. "
            "Keine ausgewertete Quelle aus diesem Zeitraum nennt eine Empfehlung zum ersten Mal. "
            "Für diesen Zeitraum ist ein Sachstand erfasst.",
        ),
        (
            2,
            "Am 31.01.2026 sind in einem Handlungsfeld zwei Empfehlungen erfasst, die eine Quelle nennt. "
            "Zwei Empfehlungen sind in Umsetzung.",
            "Seit dem 31.12.2025 ist bei zwei der schon bekannten Empfehlungen ein anderer Stand erfasst. "
            "Keine ausgewertete Quelle aus diesem Zeitraum nennt eine Empfehlung zum ersten Mal. "
            "Für diesen Zeitraum sind zwei Sachstände erfasst.",
        ),
        (
            13,
            "Am 31.01.2026 sind in einem Handlungsfeld 13 Empfehlungen erfasst, die eine Quelle nennt. "
            "13 Empfehlungen sind in Umsetzung.",
            "Seit dem 31.12.2025 ist bei 13 der schon bekannten Empfehlungen ein anderer Stand erfasst. "
            "Keine ausgewertete Quelle aus diesem Zeitraum nennt eine Empfehlung zum ersten Mal. "
            "Für diesen Zeitraum sind 13 Sachstände erfasst.",
        ),
    ],
)
def test_the_summary_for_none_one_two_and_many(tmp_path: Path, count: int, first: str, second: str) -> None:
    files = {
        f"SPR-{number:02}.md": recommendation(f"SPR-{number:02}", "in-umsetzung", after=sachstand(number))
        for number in range(1, count + 1)
    }
    state = of_folder(write(tmp_path, files), "").whole()
    period = between_days(state.concept, state.town, date(2025, 12, 31), TODAY)
    assert list(summary(period)) == [first, second]


@pytest.mark.parametrize(
    ("count", "known", "second"),
    [
        (
            1,
            "Zu einer Empfehlung ist der Stand nicht bekannt.",
            "Eine ausgewertete Quelle aus diesem Zeitraum nennt eine Empfehlung zum ersten Mal.",
        ),
        (
            2,
            "Zu keiner der zwei Empfehlungen ist der Stand bekannt.",
            "Eine ausgewertete Quelle aus diesem Zeitraum nennt zwei Empfehlungen zum ersten Mal.",
        ),
    ],
)
def test_where_nothing_is_known_it_is_said_once(tmp_path: Path, count: int, known: str, second: str) -> None:
    files = {f"SPR-{number:02}.md": recommendation(f"SPR-{number:02}") for number in range(1, count + 1)}
    state = of_folder(write(tmp_path, files), "").whole()
    period = between_days(state.concept, state.town, date(2019, 12, 31), TODAY)
    first, changes = summary(period)
    assert known in first
    assert (
        changes.split(" erfasst. ")[1]
        == f"{second} Für diesen Zeitraum ist weder ein Sachstand noch eine Beratung noch eine Entwicklung erfasst."
    )
    headings = [line[4:] for line in document(period, form=FORM).splitlines() if line.startswith("### ")]
    assert [name for name in headings if name.endswith("angegeben")] == [
        "Als realisiert, begonnen, offen, zurückgestellt, nicht umsetzbar oder entfallen angegeben"
    ]


@pytest.mark.parametrize(
    ("item", "count", "told"),
    [
        ("Maßnahme", 1, "ist in einem Handlungsfeld eine Maßnahme erfasst, die eine Quelle nennt."),
        ("Vorschlag", 0, "ist kein Vorschlag erfasst, den eine Quelle nennt."),
        ("Vorschlag", 1, "ist in einem Handlungsfeld ein Vorschlag erfasst, den eine Quelle nennt."),
        ("Vorschlag", 2, "sind in einem Handlungsfeld zwei Vorschläge erfasst, die eine Quelle nennt."),
        ("Ziel", 1, "ist in einem Handlungsfeld ein Ziel erfasst, das eine Quelle nennt."),
    ],
)
def test_what_a_source_names_is_said_of_each_number_and_gender(
    tmp_path: Path, item: str, count: int, told: str
) -> None:
    files = {f"SPR-{number:02}.md": recommendation(f"SPR-{number:02}") for number in range(1, count + 1)}
    state = of_folder(write(tmp_path, files), "").whole()
    period = between_days(state.concept, state.town, date(2019, 12, 31), TODAY)
    with kept():
        speak(Speech(item=noun(item)))
        first, _ = summary(period)
    assert f" {told}" in first


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", ""),
        (
            "„Zwölf Plätze sind besetzt. Es gibt\n\neine \\*Warteliste\\*.“\n\nSeit wann: Mai 2025.",
            ": „Zwölf Plätze sind besetzt. Es gibt eine \\*Warteliste\\*.“",
        ),
        ("„Noch nicht“\n\nAls Beleg nennt die Stelle: „Plan“.", ": „Noch nicht“"),
        (
            "Das steht in der {need}`Niederschrift <Q-ZB>` für den\n[Rat](https://example.org). Mehr nicht.",
            ": Das steht in der Niederschrift für den Rat",
        ),
        ("Träger ist der Brücke e. V.", ": Träger ist der Brücke e. V."),
        (f"„{'lang ' * 80}“", f": „{'lang ' * 59}…“"),
    ],
    ids=["none", "quotation", "quotation without a stop", "prose", "abbreviation", "long"],
)
def test_the_report_quotes_what_a_sachstand_says_and_never_its_title(tmp_path: Path, text: str, told: str) -> None:
    after = sachstand(1).replace("Q-ZB\n", f"Q-ZB\n\n{text}\n")
    docs = write(tmp_path, {"SPR-01.md": recommendation("SPR-01", "in-umsetzung", after=after)})
    state = of_folder(docs, "").whole()
    period = between_days(state.concept, state.town, date(2025, 12, 31), TODAY)
    assert (
        f"* {{need}}`Mehr Kurse <SPR-01>`: in Umsetzung nach Angabe der Verwaltung vom 10.01.2026{told} "
        "(Beleg: {need}`Niederschrift <Q-ZB>`).\n"
    ) in document(period, form=FORM)


def test_what_is_dropped_has_a_chapter_with_reason_and_proof(tmp_path: Path) -> None:
    dropped = sachstand(1).replace("in-umsetzung", "entfallen").replace("Q-ZB\n", "Q-ZB\n\nDas Haus ist verkauft.\n")
    files = {
        "SPR-01.md": recommendation("SPR-01", "entfallen", after=dropped),
        "SPR-02.md": recommendation("SPR-02", more=":ersetzt: SPR-01\n"),
    }
    state = of_folder(write(tmp_path, files), "").whole()
    text = document(between_days(state.concept, state.town, date(2025, 12, 31), TODAY), form=FORM)
    assert text.partition("### Als entfallen angegeben\n\n")[2].partition("\n\n###")[0] == (
        "* {need}`Mehr Kurse <SPR-01>`: entfallen nach Angabe der Verwaltung vom 10.01.2026: Das Haus ist verkauft "
        "(Beleg: {need}`Niederschrift <Q-ZB>`). Ersetzt durch {need}`Mehr Kurse <SPR-02>`."
    )


def test_what_two_say_of_one_day_stands_in_no_table_as_agreed(tmp_path: Path) -> None:
    other = (
        sachstand(1)
        .replace("SPR-01-S1", "SPR-01-S2")
        .replace("in-umsetzung", "offen")
        .replace("Begonnen", "Noch nicht")
    )
    old = recommendation("SPR-01", "in-umsetzung", after=sachstand(1) + other).replace("weitere", "top-2")
    docs = write(
        tmp_path,
        {
            "HF-SPR.md": ":::{handlungsfeld} Sprache\n:id: HF-SPR\n:top2: vorschlag\n:::\n",
            "SPR-01.md": old,
            "SPR-02.md": recommendation("SPR-02"),
        },
    )
    state = of_folder(docs, "").whole()
    text = document(between_days(state.concept, state.town, date(2025, 12, 31), TODAY), form=FORM)
    assert "| Stand nicht bekannt → widersprüchlich: offen oder in Umsetzung |" in text
    assert "→ in Umsetzung" not in text
    said = text.partition("### Widersprüchlich angegeben\n\n")[2].partition("\n\n###")[0]
    assert said.endswith("Die Angaben widersprechen sich; sie stehen nebeneinander.")
    text = document(between_days(state.concept, state.town, date(2019, 12, 31), TODAY), form=FORM)
    assert (
        "* {need}`Mehr Kurse <SPR-01>`: Niederschrift über einen Zwischenbericht vom 05.05.2020; widersprüchlich: "
        in text
    )
    assert "Eine ausgewertete Quelle aus diesem Zeitraum nennt zwei Empfehlungen zum ersten Mal; ihr Stand" in text
    assert "| erstmals genannt; widersprüchlich: offen oder in Umsetzung |" in text


def test_of_what_stands_in_front_it_is_told_that_a_source_of_the_period_names_it_again(tmp_path: Path) -> None:
    field = ":::{handlungsfeld} Sprache\n:id: HF-SPR\n:top2: vorschlag\n:::\n"
    source = ":::{quelle} Konzept\n:id: Q-K\n:datum: 2026-01-05\n:art: konzept\n:vollstaendig: ja\n:::\n"
    first = recommendation().replace("priority: weitere", "priority: top-2").replace("Q-ZB", "Q-ZB, Q-K")
    files = {"HF-SPR.md": field, "konzept.md": f"# Konzept\n\n{source}", "SPR-01.md": first}
    state = of_folder(write(tmp_path, files), "").whole()
    text = document(between_days(state.concept, state.town, date(2025, 12, 31), TODAY), form=FORM)
    assert "| {need}`Mehr Kurse <SPR-01>` | erneut genannt; Stand nicht bekannt |" in text


def test_what_dropped_out_in_the_period_says_in_the_table_what_replaced_it(tmp_path: Path) -> None:
    dropped = sachstand(1).replace("in-umsetzung", "entfallen")
    files = {
        "SPR-01.md": recommendation("SPR-01", "entfallen", after=dropped),
        "SPR-02.md": recommendation("SPR-02", more=":ersetzt: SPR-01\n"),
    }
    state = of_folder(write(tmp_path, files), "").whole()
    text = document(between_days(state.concept, state.town, date(2025, 12, 31), TODAY), form=FORM)
    row = next(line for line in text.splitlines() if line.startswith("| {need}`Mehr Kurse <SPR-01>` | Stand"))
    assert row.endswith(". Ersetzt durch {need}`Mehr Kurse <SPR-02>` |")


def correction(ident: str, status: str, title: str) -> str:
    """A Sachstand by which the Redaktion takes back what it wrote."""
    return (
        f"\n:::{{sachstand}} {title}\n:id: {ident}-S9\n:datum: 2026-01-15\n:festgestellt_am: 2026-01-16\n"
        f":status: {status}\n:nach_angabe_von: Redaktion\n:betrifft: {ident}\n:quelle: Q-ZB\n\nEin Irrtum.\n:::\n"
    )


PROPOSAL = (
    ":::{empfehlung} Mehr Bücher\n:id: SPR-V1\n:status: entfallen\n:priority: weitere\n:handlungsfeld: HF-SPR\n"
    ":zuordnung: redaktion\n:anlass: Q-PRESSE\n:seit: 2025-01-01\n\n"
    + BLOCKS.replace("Laut Quelle", "Anlass")
    + "\n:::\n"
)


_REASON = "Wir gaben „in Umsetzung“ an. Das trug die Quelle nicht."
_SAID = ("Hier stand „in Umsetzung“.", "Das sagte ein Verein e. V.", "Ein Irrtum (doppelt).", _REASON)


@pytest.mark.parametrize("said", _SAID)
def test_a_sentence_of_a_correction_ends_with_one_full_stop(tmp_path: Path, said: str) -> None:
    after = correction("SPR-01", "unbekannt", "Angabe zurückgenommen").replace("Ein Irrtum.", said)
    state = of_folder(write(tmp_path, {"SPR-01.md": recommendation(after=after)}), "").whole()
    text = document(between_days(state.concept, state.town, date(2025, 12, 31), TODAY), form=FORM)
    assert f": {said}\n" in text
    assert ".." not in text


def test_a_report_on_the_past_says_of_what_stands_in_front_today_that_no_source_named_it_yet(tmp_path: Path) -> None:
    field = ":::{handlungsfeld} Sprache\n:id: HF-SPR\n:top2: vorschlag\n:::\n"
    first = recommendation().replace("priority: weitere", "priority: top-2")
    state = of_folder(write(tmp_path, {"HF-SPR.md": field, "SPR-01.md": first}), "").whole()
    text = document(between_days(state.concept, state.town, date(2019, 1, 1), date(2020, 1, 1)), form=FORM)
    assert "| {need}`Mehr Kurse <SPR-01>` | noch nicht genannt |" in text


def test_what_the_redaktion_takes_back_is_told_and_counts_as_nothing_that_moved(tmp_path: Path) -> None:
    old = sachstand(1).replace("2026-01-10", "2025-06-01").replace("Verwaltung", "Redaktion")
    files = {
        "SPR-01.md": recommendation(after=old + correction("SPR-01", "unbekannt", "Angabe zurückgenommen")),
        "SPR-02.md": recommendation("SPR-02", after=correction("SPR-02", "unbekannt", "Angabe zurückgenommen")),
        "SPR-V1.md": PROPOSAL + correction("SPR-V1", "entfallen", "Vorschlag zurückgezogen"),
    }
    state = of_folder(write(tmp_path, files), "").whole()
    start = date(2025, 12, 31)
    period = between_days(state.concept, state.town, start, TODAY)
    told = " ".join(summary(period))
    assert "ist bei keiner der schon bekannten Empfehlungen ein anderer Stand erfasst." in told
    assert told.endswith(
        "Für diesen Zeitraum sind zwei Berichtigungen der Redaktion erfasst, sonst weder Sachstand noch Beratung noch "
        "Entwicklung."
    )
    text = document(period, form=FORM)
    assert text.partition("### Was die Redaktion berichtigt hat\n\n")[2].partition("\n\n###")[0] == (
        "Hier nimmt die Redaktion eigene Angaben und Vorschläge zurück. Über die Stadt sagt das nichts.\n\n"
        "* 16.01.2026: {need}`Mehr Kurse <SPR-01>`: {need}`Angabe zurückgenommen <SPR-01-S9>`: Ein Irrtum.\n"
        "* 16.01.2026: {need}`Mehr Kurse <SPR-02>`: {need}`Angabe zurückgenommen <SPR-02-S9>`: Ein Irrtum."
    )
    assert "Zu keiner der zwei Empfehlungen ist ein bekannter Stand erfasst.\n" in text
    period = between_days(state.concept, state.town, start, TODAY, proposals=True)
    assert " ".join(summary(period)).endswith(
        "sind zwei Berichtigungen der Redaktion und ein zurückgezogener Vorschlag der Redaktion erfasst, sonst weder "
        "Sachstand noch Beratung noch Entwicklung."
    )
    assert period.moved == {}
    files["SPR-03.md"] = recommendation("SPR-03", after=sachstand(1).replace("SPR-01", "SPR-03"))
    state = of_folder(write(tmp_path, files), "").whole()
    assert " ".join(summary(between_days(state.concept, state.town, start, TODAY))).endswith(
        "Für diesen Zeitraum ist ein Sachstand erfasst, dazu zwei Berichtigungen der Redaktion."
    )


def test_who_was_heard_last_is_told_also_where_the_redaktion_took_back_words_of_its_own_later(tmp_path: Path) -> None:
    heard = sachstand(1).replace("2026-01-10", "2021-06-01").replace("in-umsetzung", "offen")
    after = heard + correction("SPR-01", "unbekannt", "Angabe zurückgenommen")
    state = of_folder(write(tmp_path, {"SPR-01.md": recommendation(after=after)}), "").whole()
    text = document(between_days(state.concept, state.town, date(2025, 12, 31), TODAY), form=FORM)
    assert text.partition("### Seit mehr als einem Jahr keine neue Angabe\n\n")[2].partition("\n")[0] == (
        "* {need}`Mehr Kurse <SPR-01>`: offen (Verwaltung, 01.06.2021)"
    )


def test_a_condition_is_told_with_one_word_before_it(tmp_path: Path) -> None:
    aside = ":hinderungsgrund: finanziell\n:erneut_pruefen_wenn: wenn der Haushalt 2027 steht.\n"
    after = sachstand(1).replace("in-umsetzung", "zurueckgestellt")
    docs = write(tmp_path, {"SPR-01.md": recommendation("SPR-01", "zurueckgestellt", aside, after)})
    state = of_folder(docs, "").whole()
    text = document(between_days(state.concept, state.town, date(2025, 12, 31), TODAY), form=FORM)
    assert text.count(" Erneut prüfen, wenn der Haushalt 2027 steht.\n") == 2


def test_a_noun_whose_dative_differs_stands_in_the_right_case(tmp_path: Path) -> None:
    """It is "zu zwei Zielen", but "keinem der zwei Ziele": a genitive is no dative."""
    known = {f"SPR-0{n}.md": recommendation(f"SPR-0{n}", "in-umsetzung", after=sachstand(n)) for n in (1, 2)}
    unknown = {f"SPR-0{n}.md": recommendation(f"SPR-0{n}") for n in (1, 2)}
    said = []
    for name, files, start in (("known", known, date(2025, 12, 31)), ("unknown", unknown, date(2019, 12, 31))):
        state = of_folder(write(tmp_path / name, files), "").whole()
        with kept():
            speak(Speech(item=noun("Ziel")))
            period = between_days(state.concept, state.town, start, TODAY)
            said += [*summary(period), document(period, form=FORM)]
    found = re.findall(r"(?:zwei|der schon bekannten) Zielen?", " ".join(said))
    assert set(found) == {"zwei Ziele", "der schon bekannten Ziele"}
    for sentence in (
        "ist bei zwei der schon bekannten Ziele ein anderer Stand erfasst.",
        "Zu keinem der zwei Ziele ist der Stand bekannt.",
        "Zu keinem der zwei Ziele ist ein bekannter Stand erfasst.",
    ):
        assert sentence in " ".join(said)


def test_what_stands_for_an_item_has_its_gender(tmp_path: Path) -> None:
    """One Baustein is "der", also where only a pronoun stands for it."""
    state = of_folder(write(tmp_path, {"SPR-01.md": recommendation("SPR-01")}), "").whole()
    with kept():
        speak(Speech(item=noun("Baustein")))
        said = " ".join(summary(between_days(state.concept, state.town, date(2019, 12, 31), TODAY)))
        assert "ist in einem Handlungsfeld ein Baustein erfasst, den eine Quelle nennt." in said
        assert "unter welcher Bedingung er erneut geprüft wird." in Status.POSTPONED.criterion
        meanings = [column.meaning for column in columns(catalogue.TABLES[0])]
        assert "Tag der ältesten Quelle, die den Baustein nennt" in meanings
        assert "Ist ein solcher Baustein entfallen" in say(RULES[0].sentence)


def report(folder: Path, *words: str) -> tuple[int, str]:
    """The exit code and what was said."""
    result = CliRunner().invoke(main, ["report", "--texts", str(folder), *words])
    return result.exit_code, result.output


def test_the_report_is_written_once_and_never_replaced_without_asking(tmp_path: Path) -> None:
    docs = write(tmp_path / "docs", {"SPR-01.md": recommendation()})
    words = ("--from", "2025-01-01", "--to", "2026-01-31")
    file = docs / "vorlagen" / "zwischenbericht-2026-01-31.md"
    assert report(docs, *words) == (
        0,
        f"Der Bericht steht in {file}. Bearbeiten Sie ihn; er wird nicht von selbst erneuert.\n",
    )
    written = file.read_text("utf-8")
    file.write_text("von Hand", "utf-8")
    assert report(docs, *words) == (
        2,
        f"{file} gibt es schon, vielleicht mit Änderungen von Hand. Sie bleibt, wie sie ist. "
        "Zum Ersetzen: --overwrite; für einen anderen Namen: --target.\n",
    )
    assert file.read_text("utf-8") == "von Hand"
    assert report(docs, *words, "--overwrite")[0] == 0
    assert file.read_text("utf-8") == written
    assert report(docs, *words, "--target", "-") == (0, written)
    assert [path.name for path in file.parent.iterdir()] == [file.name]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ("--from", "2026-02-01", "--to", "2026-01-01"),
            "'--from 01.02.2026' muss vor '--to 2026-01-01' liegen. Nennen Sie einen früheren Tag.",
        ),
        (
            ("--from", "2026-01-31"),
            "'--from 31.01.2026' muss vor dem Stichtag 31.01.2026 liegen. Nennen Sie einen früheren Tag.",
        ),
        (
            ("--from", "2026-01-01", "--to", "morgen"),
            "'--from' ist ein Tag, also muss auch '--to' einer sein. 'morgen' ist kein Tag. Schreiben Sie ihn wie "
            "31.12.2026 oder 2026-12-31.",
        ),
        (
            ("--from", "2026-01-01", "--to", "31.02.2026"),
            "'--from' ist ein Tag, also muss auch '--to' einer sein. Den Tag '31.02.2026' gibt es im Kalender nicht.",
        ),
        (
            ("--from", "2026-01-01", "--to", "01.02.2026"),
            "'--to' nennt den 01.02.2026, und der Stichtag ist der 31.01.2026: Was danach ist, steht in diesen Texten "
            "nicht. Nennen Sie einen Tag bis zum Stichtag, oder lassen Sie '--to' weg; dann endet der Bericht mit ihm.",
        ),
        (
            ("--from", "31.02.2025"),
            "'31.02.2025' ist weder ein Ordner noch eine Datei noch ein Stand, den git kennt. Hier ist kein "
            f"git-Repository, also auch kein Stand. {CLONE}\n"
            "Ist bei '--from' ein Tag gemeint: Den Tag '31.02.2025' gibt es im Kalender nicht.",
        ),
        (
            ("--from", "25.3.25"),
            "'25.3.25' ist weder ein Ordner noch eine Datei noch ein Stand, den git kennt. Hier ist kein "
            f"git-Repository, also auch kein Stand. {CLONE}\n"
            "Ist bei '--from' ein Tag gemeint: '25.3.25' ist kein Tag. Schreiben Sie ihn wie 31.12.2026 oder "
            "2026-12-31.",
        ),
        (
            ("--from", "docs", "--to", "2026-01-01"),
            "'--from' ist ein Stand, also muss auch '--to' einer sein; gefunden: '2026-01-01', ein Tag.",
        ),
        (
            ("--from", "docs", "--to", "needs.json"),
            "'--to' braucht einen Stand mit einem Tag, und Datei needs.json hat keinen. Nennen Sie die Ausgabe oder "
            "den Stand in git.",
        ),
    ],
)
def test_what_is_no_period_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], message: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1769860800")  # 31.01.2026
    monkeypatch.chdir(tmp_path)
    docs = write(tmp_path / "docs", {})
    (tmp_path / "needs.json").write_text('{"current_version": "1", "versions": {"1": {"needs": {}}}}', "utf-8")
    code, output = report(docs, *words)
    assert (code, output) == (2, f"{message}\n")
    assert not (docs / "vorlagen").exists()


def event(day: str, source: str) -> str:
    """A Termin that a source announces."""
    return (
        f":::{{termin}} Tag\n:id: T-{day}-1\n:datum: {day}\n:art: Veranstaltung\n:betrifft: HF-SPR\n"
        f":quelle: {source}\n:::\n\n"
    )


def test_nothing_that_lies_ahead_is_lost(tmp_path: Path) -> None:
    """Neither what is on the last day itself, nor what a source without a date announces, or one of a later day."""
    texts = ":::{quelle} Später\n:id: Q-SPAET\n:datum: 2026-01-25\n:art: presse\n:vollstaendig: ja\n:::\n\n"
    days = {"2026-01-19": "Q-ZB", "2026-01-20": "Q-ZB", "2026-01-26": "Q-PRESSE", "2026-01-27": "Q-SPAET"}
    texts += "".join(event(day, source) for day, source in days.items())
    state = of_folder(
        write(tmp_path, {"SPR-01.md": recommendation(), "termine.md": f"# Termine\n\n{texts}"}), ""
    ).whole()
    period = between_days(state.concept, state.town, date(2025, 12, 31), date(2026, 1, 20))
    assert [item.id for item in period.ahead] == ["T-2026-01-20-1", "T-2026-01-26-1", "T-2026-01-27-1"]
    assert [item.id for item in period.past] == ["T-2026-01-19-1"]
    assert between_days(state.concept, state.town, date(2026, 1, 19), date(2026, 1, 20)).past == ()


REFUSED = (
    "Was davon gezählt oder gezeichnet würde, wäre unvollständig. Berichtigen Sie diese Angaben ('check' nennt sie "
    "mit Zeile), oder nehmen Sie einen anderen Stand.\n"
)


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        (
            "SPR-01.md",
            recommendation(more=":erneut_pruefen: bald\n"),
            "SPR-01.md: SPR-01: ohne 'erneut_pruefen', denn so kennt es dieses Programm nicht.",
        ),
        (
            "SPR-01.md",
            recommendation().replace("weitere", "hoch"),
            "SPR-01.md: SPR-01: Empfehlung lässt sich nicht lesen und fehlt im Vergleich.",
        ),
        ("kommune.toml", 'name = "A"\n', "kommune.toml:1: 'titel' fehlt. Ergänzen Sie: titel = \"…\""),
    ],
)
def test_nothing_is_counted_where_something_could_not_be_read(
    tmp_path: Path, file: str, text: str, message: str
) -> None:
    docs = write(tmp_path / "docs", {"SPR-01.md": recommendation(), file: text})
    expected = (2, f"Ordner {docs.as_posix()}: {message}\n{REFUSED}")
    assert report(docs, "--from", "2025-03-25", "--to", "2026-01-31", "--target", "-") == expected
    (sound := tmp_path / "heil").mkdir()
    write(sound, {"SPR-01.md": recommendation()})
    assert report(docs, "--from", str(docs), "--to", str(sound), "--target", "-") == expected


def test_the_summary_says_that_the_state_of_none_is_known(tmp_path: Path) -> None:
    files = {f"SPR-{number:02}.md": recommendation(f"SPR-{number:02}") for number in range(1, 13)}
    state = of_folder(write(tmp_path, files), "").whole()
    first, _ = summary(between_days(state.concept, state.town, date(2025, 12, 31), TODAY))
    assert first == (
        "Am 31.01.2026 sind in einem Handlungsfeld zwölf Empfehlungen erfasst, die eine Quelle nennt. "
        "Zu keiner der zwölf Empfehlungen ist der Stand bekannt. Das sagt weder, dass etwas geschehen ist, "
        "noch, dass nichts geschehen ist."
    )


def test_what_only_a_source_without_a_date_names_is_named_too(tmp_path: Path) -> None:
    files = {
        f"SPR-{number:02}.md": recommendation(f"SPR-{number:02}").replace("Q-ZB", "Q-OHNE") for number in range(1, 3)
    }
    files["ohne.md"] = "# Ohne\n\n:::{quelle} Entwurf\n:id: Q-OHNE\n:art: entwurf\n:vollstaendig: nein\n:::\n"
    state = of_folder(write(tmp_path, files), "").whole()
    first, _ = summary(between_days(state.concept, state.town, date(2025, 12, 31), TODAY))
    assert first == (
        "Am 31.01.2026 ist keine Empfehlung erfasst, die eine Quelle mit Datum nennt. "
        "Zwei Empfehlungen stehen nur in Quellen ohne Datum und sind hier nicht gezählt."
    )


def test_whoever_writes_a_report_hears_which_sources_lack_a_date(tmp_path: Path) -> None:
    undated = "# Ohne\n\n:::{quelle} Entwurf\n:id: Q-OHNE\n:art: entwurf\n:vollstaendig: nein\n:::\n"
    docs = write(tmp_path / "docs", {"SPR-01.md": recommendation().replace("Q-ZB", "Q-OHNE"), "ohne.md": undated})
    assert report(docs, "--from", "2025-01-01", "--to", "2026-01-31") == (
        0,
        "Hinweis: Was nur in Quellen ohne Datum steht, zählt in diesem Bericht nicht: Q-OHNE (ohne.md:3). Tragen Sie "
        "dort 'datum' ein, und schreiben Sie ihn neu mit --overwrite.\n"
        f"Der Bericht steht in {docs / 'vorlagen/zwischenbericht-2026-01-31.md'}. Bearbeiten Sie ihn; er wird nicht "
        "von selbst erneuert.\n",
    )


def test_a_report_on_many_without_a_date_can_be_written(tmp_path: Path) -> None:
    """In one sentence they would make a line longer than any text may have."""
    files = {
        f"SPR-{number:02}.md": recommendation(f"SPR-{number:02}").replace("Q-ZB", "Q-OHNE") for number in range(1, 12)
    }
    files["ohne.md"] = "# Ohne\n\n:::{quelle} Entwurf\n:id: Q-OHNE\n:art: entwurf\n:vollstaendig: nein\n:::\n"
    state = of_folder(write(tmp_path, files), "").whole()
    told = document(between_days(state.concept, state.town, date(2025, 12, 31), TODAY))
    (listed,) = re.findall(r"^.* Einträge haben kein Datum; .*:\n\n((?:\* .*\n)+)", told, re.MULTILINE)
    numbers = [int(number) for number in re.findall(r"^\* .*<SPR-(\d+)>`$", listed, re.MULTILINE)]
    assert numbers == [*range(1, 12)]


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("", "Konzept für Musterau; hier"),
        (
            'koerperschaft = { kurz = "Kreis", wer = "der Kreis", wessen = "des Kreises", wem = "dem Kreis", '
            'wen = "den Kreis" }\n',
            "Konzept für den Kreis Musterau; hier",
        ),
    ],
    ids=["town", "Kreis"],
)
def test_its_title_names_a_body_that_is_no_place_with_what_it_is(tmp_path: Path, body: str, title: str) -> None:
    folder = write(tmp_path, {"kommune.toml": f"{BASE['kommune.toml']}\n{body}"})
    concept = of_folder(folder, "").whole().concept
    assert title in document(between_days(concept, town.load(folder), date(2025, 3, 25), TODAY))


def test_where_there_is_no_sachstand_at_all_the_report_says_so_once(tmp_path: Path) -> None:
    texts = {**BASE, "SPR-01.md": recommendation(), "SPR-02.md": recommendation("SPR-02")}
    folder = write(tmp_path / "docs", texts)
    concept = of_folder(folder, "").whole().concept
    text = document(between_days(concept, town.load(folder), date(2025, 3, 25), TODAY))
    part = text.partition("### Seit mehr als einem Jahr keine neue Angabe\n\n")[2].partition("\n\n###")[0]
    assert part == "Zu keiner der zwei Empfehlungen ist ein bekannter Stand erfasst."


def test_what_a_form_does_not_say_stays_open_in_a_report(tmp_path: Path) -> None:
    """With the form of this package nobody asserts anything on the climate; who files the paper ticks a box."""
    texts = {
        **BASE,
        "SPR-01.md": recommendation(),
        "vorlagen/index.md": "# Vorlagen\n\n:::{toctree}\n:glob:\n\n*\n:::\n",
    }
    docs = write(tmp_path / "docs", texts)
    assert report(docs, "--from", "2025-01-01", "--to", "2026-01-31")[0] == 0
    text = (docs / "vorlagen" / "zwischenbericht-2026-01-31.md").read_text("utf-8")
    assert ("\nklimaschutz:\n" in text, "Klimaschutz" in text) == (True, False)
    assert [str(f) for f in examine_folder(docs, TODAY).findings if f.place.file.startswith("vorlagen/")] == []
    paper = read(text, "vorlagen/zwischenbericht.md").paper
    assert paper is not None
    drawn = str([part.blocks for part in view.parts(paper, TODAY)])
    assert ("☐ keine Auswirkungen" in drawn, "☒" in drawn) == (True, False)


def test_a_faulty_form_of_the_town_is_not_replaced_by_that_of_the_package(tmp_path: Path) -> None:
    docs = write(tmp_path / "docs", {"SPR-01.md": recommendation(), layout.FILE: "titel = 5\n"})
    code, said = report(docs, "--from", "2025-01-01", "--to", "2026-01-31")
    assert (code, f"{docs}/{layout.FILE}:1: " in said, (docs / "vorlagen").exists()) == (2, True, False), said
