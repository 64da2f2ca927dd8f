"""Views: whole tables of a small town, as text."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from konzept import town
from konzept.blocks import Badge, Block, Card, Cards, Cell, Code, Facts, Lines, Picture, Section, Table, Text, Url
from konzept.concept import Concept
from konzept.model import Consultation, Field, PartialDate, Result, Source, Status, TopState
from konzept.model.speech import Speech, kept, speak
from konzept.rules import top
from konzept.rules.context import Context
from konzept.start.declension import noun
from konzept.views import VIEWS, decisions, top_lists
from konzept.views.facts import facts, trace
from konzept.views.item import outline
from konzept.views.marks import Contested, count, mark
from konzept.views.scope import Scope
from tests.project import BLOCKS, TODAY, examine, recommendation

UPDATE = """
:::{sachstand} Kurse begonnen
:id: SPR-01-S1
:datum: 2021-06-01
:status: in-umsetzung
:nach_angabe_von: Verwaltung
:betrifft: SPR-01
:quelle: Q-PRESSE
:::
"""
PROPOSAL = (
    ":::{empfehlung} Mehr Bücher\n:id: SPR-V1\n:status: vorgeschlagen\n:priority: weitere\n:handlungsfeld: HF-SPR\n"
    ":zuordnung: redaktion\n:anlass: Q-PRESSE\n:seit: 2025-01-01\n\n"
    + BLOCKS.replace("Laut Quelle", "Anlass")
    + "\n:::\n"
)
RECORDS = """# Beratungen

:::{gremium} Ausschuss für Soziales
:id: G-A
:kurz: AfS
:quelle: Q-ZB
:::

:::{vorlage} Kurse ausbauen
:id: V-2021-001
:oeffentlich: ja
:betrifft: SPR-01
:quelle: Q-ZB
:::

:::{beratung} Kurse im Ausschuss
:id: B-2021-02-03-1
:datum: 2021-02-03
:gremium: G-A
:gegenstand: bericht
:zustaendigkeit: Kenntnisnahme
:vorlage: V-2021-001
:betrifft: SPR-01
:quelle: Q-ZB
:::

:::{termin} Sitzung
:id: T-2026-03-01-1
:datum: 2026-03-01
:art: Sitzung
:betrifft: HF-SPR
:quelle: Q-ZB
:::

:::{kennzahl} Kurse 2024
:id: K-2
:reihe: Kurse im Jahr
:datum: 2024
:zaehlt: zeitraum
:wert: 120.5
:einheit: Kurse
:quelle: Q-PRESSE
:::

:::{kennzahl} Kurse 2023
:id: K-1
:reihe: Kurse im Jahr
:datum: 2023
:zaehlt: zeitraum
:wert: 700
:einheit: Kurse
:quelle: Q-PRESSE
:::
"""
FIELD = ":::{handlungsfeld} Sprache\n:id: HF-SPR\n:top2: vorschlag\n:::\n"
FIELD_WITHOUT = ":::{handlungsfeld} Arbeit\n:id: HF-ARB\n:top2: offen\n:::\n"


@pytest.fixture
def scope(tmp_path: Path) -> Scope:
    """A town with two fields, one recommendation with its trace, and one proposal."""
    first = recommendation(status="in-umsetzung", after=UPDATE).replace("priority: weitere", "priority: top-2")
    files = {"SPR-01.md": first, "SPR-V1.md": PROPOSAL, "b.md": RECORDS, "HF-SPR.md": FIELD, "HF-ARB.md": FIELD_WITHOUT}
    examination = examine(tmp_path, files)
    assert examination.findings == ()
    return Scope(concept=examination.concept, town=town.load(tmp_path), today=TODAY)


def line(cell: Cell) -> str:
    """A cell as text; a link shows its words."""
    return " / ".join("".join(part if isinstance(part, str) else part.text for part in row) for row in cell)


def text(block: Block) -> str:
    """A block as text."""
    match block:
        case Table():
            rows = [" | ".join(line(cell) for cell in row).rstrip(" |") for row in block.rows]
            return "\n".join([f"[{block.caption}]", " | ".join(block.head), *rows] if rows else [block.empty])
        case Picture():
            return f"({block.alt})"
        case Cards():
            head = [f"[{block.heading.text}]"] if block.heading else []
            return "\n".join([*head, *(map(card, block.cards) if block.cards else [block.empty])])
        case Section():
            return "\n".join([f"## {line((block.title,))} #{block.anchor}", *map(text, block.blocks)])
        case Lines():
            return "\n".join(f"* {line((row,))}" for row in block.lines)
        case Facts():
            return "\n".join(f"{label}: {line(lines)}" for label, lines in block.entries)
        case _:
            return line((block.line,))


def card(card: Card) -> str:
    """A card as text: title, badges, lines; a proposal is marked by a dash."""
    badges = f" <{', '.join(line(((badge,),)) for badge in card.badges)}>" if card.badges else ""
    lines = "".join(f" | {line((row,))}" for row in card.lines)
    return f"{'- ' if card.proposal else ''}{card.title.text}{badges}{lines}"


WHOLE = {
    "abonnieren": """\
## Alles Neue #folgen-alles
* Feed: Neue Einträge
* Feed: Neue Einträge zu den Top 2 (Entwurf der Redaktion)
## Termine #folgen-termine
Termine in den Kalender übernehmen
## Ein Handlungsfeld #folgen-felder
* Feed: Sprache
## Eine Empfehlung #folgen-empfehlungen
* Feed: SPR-01 Mehr Kurse
* Feed: SPR-V1 Mehr Bücher (Vorschlag der Redaktion)""",
    "mitnehmen": """\
PDFs entstehen mit jeder veröffentlichten Ausgabe; diese Seiten sind eine Vorschau und haben keine. \
Jede Seite lässt sich aber auch aus dem Browser drucken.
## Die Website als eine Datei #mitnehmen-datei
* Alle Seiten in einer Datei (HTML)
## Daten #mitnehmen-daten
* Alle Tabellen in einer Datei (Excel) zum Lesen, Sortieren und Filtern
* Alle Empfehlungen und Vorschläge als Tabelle (CSV) für Excel und LibreOffice
* Alle Einträge (JSON) für eigene Programme
* Alle Dateien mit Daten nennt die Seite Daten.
* Jede Tabelle dieser Seiten bietet darunter ihre Daten als CSV an.""",
    "gespraechsblatt": """\
1 von 4 Plätzen ist belegt.
Eine Benennung durch den Runden Tisch wurde nicht gefunden.
Zu keiner Empfehlung der Liste ist bekannt, wer entscheidet, wer federführend ist, was es kostet, \
was der nächste Schritt ist oder was hindert.
[Top 2 je Handlungsfeld – Entwurf der Redaktion für die Gespräche]
Empfehlung | Stand und Herkunft | Neuester Sachstand
Arbeit / Zwei Plätze noch frei – in den ausgewerteten Quellen ist keine Empfehlung genannt
SPR-01 Mehr Kurse / Sprache | in Umsetzung, Stand 06/2021, seither keine neue Angabe / Runder Tisch 2020 | \
Kurse begonnen (Verwaltung, 01.06.2021: in Umsetzung)
Sprache / Ein Platz noch frei – in den ausgewerteten Quellen ist keine weitere Empfehlung genannt
SPR-V1 Mehr Bücher (Vorschlag der Redaktion) / Sprache | Vorschlag, noch nicht beraten / Vorschlag der Redaktion | –
So hat die Redaktion ausgewählt: Vorn steht, was mehr Quellen nennen, dann, was die neueste Quelle nennt, dann die \
kleinere Nummer.
Ein Strich heißt: Dazu steht nichts in den ausgewerteten Quellen, und auch die Redaktion schlägt dazu nichts vor.""",
    "auf-einen-blick": """\
Was ist geschehen?: Eine Empfehlung (in Umsetzung:\N{NO-BREAK SPACE}1). Mehr dazu
Top 2 (Entwurf der Redaktion): 1 von 4 Plätzen ist belegt. Alle auf einer Seite
Zuletzt zu einer Empfehlung: 01.06.2021: Kurse begonnen
Als Nächstes: 01.03.2026, Sitzung: Sitzung""",
    "top-2": """\
1 von 4 Plätzen ist belegt.
Eine Benennung durch den Runden Tisch wurde nicht gefunden.
[Top 2 je Handlungsfeld – Entwurf der Redaktion für die Gespräche]
Nummer | Handlungsfeld | Empfehlung | Stand | Herkunft | Neuester Sachstand
– | Arbeit | Zwei Plätze noch frei – in den ausgewerteten Quellen ist keine Empfehlung genannt
SPR-01 | Sprache | Mehr Kurse | in Umsetzung, Stand 06/2021, seither keine neue Angabe | Runder Tisch 2020 | \
Kurse begonnen (Verwaltung, 01.06.2021: in Umsetzung)
– | Sprache | Ein Platz noch frei – in den ausgewerteten Quellen ist keine weitere Empfehlung genannt
SPR-V1 | Sprache | Mehr Bücher (Vorschlag der Redaktion) | Vorschlag, noch nicht beraten | Vorschlag der Redaktion
So hat die Redaktion ausgewählt: Vorn steht, was mehr Quellen nennen, dann, was die neueste Quelle nennt, dann die \
kleinere Nummer.""",
    "empfehlungen": """\
[Empfehlungen, die eine Quelle nennt]
Nummer | Handlungsfeld | Empfehlung | Stand | Herkunft | Neuester Sachstand
SPR-01 | Sprache | Mehr Kurse | in Umsetzung, Stand 06/2021, seither keine neue Angabe | Runder Tisch 2020 | \
Kurse begonnen (Verwaltung, 01.06.2021: in Umsetzung)""",
    "vorschlaege": """\
[Vorschläge der Redaktion]
Nummer | Handlungsfeld | Vorschlag | Stand | Herkunft | Neuester Sachstand
SPR-V1 | Sprache | Mehr Bücher (Vorschlag der Redaktion) | Vorschlag, noch nicht beraten | Vorschlag der Redaktion""",
    "ohne-sachstand": "Zu jeder Empfehlung gibt es einen Sachstand.",
    "hindernisse": "In den ausgewerteten Quellen ist zu keiner Empfehlung ein Hinderungsgrund genannt.",
    "bestaetigungen": "In den ausgewerteten Quellen wurde keine Bestätigung durch den Runden Tisch gefunden.",
    "handlungsfelder": """\
Arbeit | noch keine Empfehlung bekannt
Sprache | 1 Empfehlung und 1 Vorschlag der Redaktion""",
    "top-2-knapp": """\
[Sprache]
SPR-01 Mehr Kurse <in Umsetzung, Stand 06/2021, seither keine neue Angabe, Runder Tisch 2020>
Noch frei, zwei Plätze: Arbeit; ein Platz: Sprache. In den ausgewerteten Quellen ist dort keine weitere Empfehlung \
genannt.""",
    "alle": """\
[Alle Empfehlungen und Vorschläge]
Nummer | Empfehlung | Handlungsfeld | Priorität | Stand | Herkunft | Federführend
SPR-01 | Mehr Kurse | Sprache | Top 2: Entwurf der Redaktion | \
in Umsetzung, Stand 06/2021, seither keine neue Angabe | Runder Tisch 2020
SPR-V1 | Mehr Bücher (Vorschlag der Redaktion) | Sprache |  | Vorschlag, noch nicht beraten | Vorschlag der \
Redaktion""",
    "antwort": """\
Die ausgewerteten Quellen nennen eine Empfehlung (in Umsetzung: 1).
Dazu kommt ein Vorschlag der Redaktion.
## Neueste Einträge zu einzelnen Empfehlungen #bewegt
Kurse begonnen | 01.06.2021 Sachstand SPR-01
## Was ansteht #ansteht
Sitzung | 01.03.2026 – Sitzung
## Seit mehr als einem Jahr ohne neue Angabe #still
SPR-01 Mehr Kurse <in Umsetzung, Stand 06/2021, seither keine neue Angabe, Runder Tisch 2020, \
Top 2: Entwurf der Redaktion>""",
    "listen-nach-stand": """\
## in Umsetzung: 1 #stand-in-umsetzung
SPR-01 Mehr Kurse <in Umsetzung, Stand 06/2021, seither keine neue Angabe, Runder Tisch 2020, \
Top 2: Entwurf der Redaktion>
## Vorschlag, noch nicht beraten: 1 #stand-vorgeschlagen
- SPR-V1 Mehr Bücher (Vorschlag der Redaktion) <Vorschlag, noch nicht beraten, Vorschlag der Redaktion>
## Empfehlungen nach Handlungsfeld: 1 #alle-empfehlungen
## Sprache: 1 #feld-spr
in Umsetzung (1): SPR-01
## Vorschläge der Redaktion nach Handlungsfeld: 1 #alle-vorschlaege
## Sprache: 1 #feld-vorschlaege-spr
Vorschlag, noch nicht beraten (1): SPR-V1
## Empfehlungen und Vorschläge nach Herkunft #herkunft
## Zwischenbericht des Runden Tisches: 1 #herkunft-zwischenbericht
SPR-01
## Empfehlungen zusammen: 1 #herkunft-alle
SPR-01
## Vorschläge der Redaktion: 1 #herkunft-vorschlag
SPR-V1
## Empfehlungen am Ende jedes Jahres #jahre
## 31.12.2020: 1 #tag-2020-12-31
Stand nicht bekannt (1): SPR-01
## 31.12.2021 bis 31.01.2026: 1 #tag-2021-12-31
in Umsetzung (1): SPR-01""",
    "wartet-auf": """\
Bei einer Empfehlung nennt keine der ausgewerteten Quellen, wer entscheidet: SPR-01.""",
    "feld-kurz": "",
    "naechste-termine": """\
Sitzung | 01.03.2026 – Sitzung""",
    "zahlen": """\
1 | Empfehlungen, die eine Quelle nennt
1 | davon in Umsetzung
1 | Vorschläge der Redaktion, getrennt gezählt""",
    "neues": """\
Kurse begonnen | 01.06.2021 Sachstand
Kurse im Ausschuss | 03.02.2021 Beratung""",
    "stand-nach-status": """\
(Empfehlungen nach Stand, zusammen 1: 1 in Umsetzung. Dieselben Angaben enthält die Tabelle darunter.)
(Vorschläge der Redaktion nach Stand, zusammen 1: 1 Vorschlag, noch nicht beraten. Dieselben Angaben enthält die \
Tabelle darunter.)
[Empfehlungen nach Stand]
Stand | Empfehlungen | Vorschläge der Redaktion
Vorschlag, noch nicht beraten | 0 | 1
in Umsetzung | 1 | 0
Zusammen | 1 | 1""",
    "stand-nach-handlungsfeld": """\
(Empfehlungen nach Handlungsfeld und Stand. Arbeit: keine; Sprache: 1 in Umsetzung. Dieselben Angaben enthält die \
Tabelle darunter.)
(Vorschläge der Redaktion nach Handlungsfeld und Stand. Arbeit: keine; Sprache: 1 Vorschlag, noch nicht beraten. \
Dieselben Angaben enthält die Tabelle darunter.)
[Empfehlungen nach Handlungsfeld und Stand]
Handlungsfeld | in Umsetzung | Zusammen
Arbeit | 0 | 0
Sprache | 1 | 1
Zusammen | 1 | 1
[Vorschläge der Redaktion nach Handlungsfeld und Stand]
Handlungsfeld | Vorschlag, noch nicht beraten | Zusammen
Arbeit | 0 | 0
Sprache | 1 | 1
Zusammen | 1 | 1""",
    "stand-nach-herkunft": """\
[Empfehlungen nach Herkunft]
Herkunft | Anzahl
Beschlossenes Konzept | 0
Zwischenbericht des Runden Tisches | 1
Pressemitteilung der Stadt (Beispiel) | 0
davon in mehreren Quellenarten genannt | 0
Empfehlungen zusammen | 1
Vorschläge der Redaktion | 1""",
    "nachverfolgung": """\
[Von der Empfehlung zu Beratung, Sachstand und Quelle]
Nummer | Empfehlung | Vorlage und Beratung | Neuester Sachstand | Quellen
SPR-01 | Mehr Kurse | Kurse im Ausschuss, Vorlage „Kurse ausbauen“ | \
Kurse begonnen (Verwaltung, 01.06.2021: in Umsetzung) | Niederschrift / Zeitung
SPR-V1 | Mehr Bücher (Vorschlag der Redaktion) |  |  | Zeitung""",
    "nachverfolgung-beratungen": """\
[Von der Beratung zur Empfehlung]
Beratung | Datum | Gremium | Vorlage | Ergebnis | Betrifft
Kurse im Ausschuss | 03.02.2021 | AfS | Kurse ausbauen |  | Mehr Kurse""",
    "nachverfolgung-quellen": """\
[Von der Quelle zur Empfehlung]
Quelle | Datum | Art | Empfehlungen
Zeitung |  | Presse | SPR-01 Mehr Kurse / SPR-V1 Mehr Bücher (Vorschlag der Redaktion)
Niederschrift | 05.05.2020 | Niederschrift über einen Zwischenbericht | SPR-01 Mehr Kurse""",
    "quellen": """\
[Verzeichnis der Quellen]
Quelle | Datum | Art
Niederschrift | 05.05.2020 | Niederschrift über einen Zwischenbericht
Zeitung |  | Presse""",
    "beratungen": """\
[Beratungen]
Datum | Beratung | Gremium | Zuständigkeit | Ergebnis
03.02.2021 | Kurse im Ausschuss | AfS | Kenntnisnahme
Ein Ergebnis nennen die ausgewerteten Quellen nicht.""",
    "entwicklungen": "In den ausgewerteten Quellen steht dazu nichts.",
    "stellungnahmen": "Noch ist keine Stellungnahme eingetragen.",
    "termine": """\
[Termine]
Datum | Termin | Art | Am 31.01.2026
01.03.2026 | Sitzung | Sitzung | steht bevor""",
    "angabe-woerter": """\
[Wer etwas zum Stand sagt]
Nach Angabe von | Bedeutung | Beispiel
Verwaltung | Ein Amt der Stadt sagt es. Das gilt als Angabe der Stadt, mit Datum und Quelle. | SPR-01 Mehr Kurse
Runder Tisch | Der Runde Tisch sagt es. Er hat das Konzept erarbeitet. Als Angabe der Stadt gilt das nicht. \
| zurzeit keines
Träger | Wer ein Angebot selbst macht, sagt es, zum Beispiel ein Verein oder die Volkshochschule. | zurzeit keines
Redaktion | Die Redaktion stellt es an einer veröffentlichten Quelle fest, die diese Empfehlung oder das Konzept \
nennt. Sie sagt höchstens „in Umsetzung“. Eigene Vorschläge und Angaben nimmt sie selbst zurück. | zurzeit keines""",
    "top-2-woerter": """\
[Wie die Top 2 zustande kamen]
Top 2 | Bedeutung | Beispiel
Top 2: offen | Die Redaktion schlägt hier keine Top 2 vor. Eine Benennung durch den Runden Tisch wurde nicht \
gefunden. | Arbeit
Top 2: Entwurf der Redaktion | Diese Top 2 sind ein Entwurf der Redaktion für die Gespräche. Eine Benennung durch \
den Runden Tisch wurde nicht gefunden. | Sprache
Top 2: vom Runden Tisch benannt | Diese Top 2 hat der Runde Tisch benannt. | zurzeit keines""",
    "zitat": """\
SPR-01: Mehr Kurse. In: Konzept für Musterau. Stichtag: 31.01.2026.
Kurzadresse auf dieser Website: SPR-01/. Die Adresse der Website steht noch nicht fest.""",
    "geschichte": "Zum Konzept als Ganzem ist noch nichts eingetragen.",
    "daten-bild": """\
(Empfehlungen, gezeichnet aus den Daten nach Handlungsfeld und Stand. \
Arbeit: keine; Sprache: 1 in Umsetzung. Dieselben Angaben enthält die Tabelle darunter.)
[Stand nach Handlungsfeld]
Handlungsfeld | in Umsetzung | Zusammen
Arbeit | 0 | 0
Sprache | 1 | 1""",
    "kennzahlen": """\
(Kurse im Jahr. 2023: 700 Kurse; 2024: 120,5 Kurse. Dieselben Angaben enthält die Tabelle darunter.)
[Kurse im Jahr]
Stand | Wert | Quelle
2023 | 700 Kurse | Zeitung
2024 | 120,5 Kurse | Zeitung""",
}


@pytest.mark.parametrize("name", WHOLE)
def test_whole_view(name: str, scope: Scope) -> None:
    assert "\n".join(text(block) for block in VIEWS[name](scope)) == WHOLE[name]


def test_a_field_in_brief(scope: Scope) -> None:
    shown = {}
    for field in scope.concept.all(Field):
        shown[field.title] = [text(block) for block in VIEWS["feld-kurz"](replace(scope, field=field))]
    assert shown == {
        "Sprache": [
            "Im Feld: eine Empfehlung (in Umsetzung:\N{NO-BREAK SPACE}1) und ein Vorschlag der Redaktion.",
            "Top 2 (Entwurf der Redaktion): SPR-01 Mehr Kurse; ein Platz noch frei – in den ausgewerteten Quellen ist "
            "keine weitere Empfehlung genannt.",
            "Zuletzt zu einer Empfehlung, 01.06.2021: Kurse begonnen.",
        ],
        "Arbeit": [
            "Im Feld: keine Empfehlung.",
            "Top 2 (offen): zwei Plätze noch frei – in den ausgewerteten Quellen ist keine Empfehlung genannt.",
        ],
    }


def test_what_a_record_is_about_is_named_with_its_number(scope: Scope) -> None:
    said = "\n".join(text(block) for block in facts(scope, scope.concept.items["B-2021-02-03-1"]))
    assert "SPR-01 Mehr Kurse" in said


def test_a_status_tells_its_age_and_whether_it_is_disputed(tmp_path: Path) -> None:
    other = UPDATE.replace("-S1", "-S2").replace("in-umsetzung", "realisiert").replace("Verwaltung", "Träger")
    disputed = 0
    for after, status, today, words in (
        (UPDATE, "in-umsetzung", date(2022, 6, 1), "in Umsetzung, Stand 06/2021"),
        (UPDATE.replace("2021", "2023"), "in-umsetzung", date(2024, 6, 1), "in Umsetzung, Stand 06/2023"),
        (UPDATE, "in-umsetzung", date(2022, 6, 2), "in Umsetzung, Stand 06/2021, seither keine neue Angabe"),
        (UPDATE.replace("2021", "2023"), "in-umsetzung", date(2024, 6, 1), "in Umsetzung, Stand 06/2023"),  # 366 days
        (
            UPDATE + other,
            "realisiert",
            date(2021, 6, 2),
            "widersprüchlich: in Umsetzung oder realisiert, Stand 06/2021",
        ),
        ("", "unbekannt", TODAY, "Stand nicht bekannt"),
    ):
        concept = examine(tmp_path, {"SPR-01.md": recommendation(status=status, after=after)}).concept
        (item,) = concept.recommendations()
        assert mark(concept, item, today).text == words
        disputed += count(concept, [item]) == {Contested.CONTESTED: 1}
    assert disputed == 1  # and counted as nothing else


def test_of_what_is_done_nobody_asks_who_decides(tmp_path: Path) -> None:
    done = recommendation(status="realisiert", after=UPDATE.replace("in-umsetzung", "realisiert"))
    files = {"SPR-01.md": done, "SPR-02.md": recommendation("SPR-02")}
    scope = Scope(concept=examine(tmp_path, files).concept, town=town.load(tmp_path), today=TODAY)
    assert "\n".join(map(text, VIEWS["wartet-auf"](scope))) == (
        "Bei einer Empfehlung nennt keine der ausgewerteten Quellen, wer entscheidet: SPR-02."
    )


def test_where_it_is_disputed_whether_it_is_done_it_is_asked_who_decides(tmp_path: Path) -> None:
    other = UPDATE.replace("SPR-01-S1", "SPR-01-S2").replace("Verwaltung", "Träger")
    done = recommendation(status="realisiert", after=UPDATE.replace("in-umsetzung", "realisiert") + other)
    scope = Scope(concept=examine(tmp_path, {"SPR-01.md": done}).concept, town=town.load(tmp_path), today=TODAY)
    assert "\n".join(map(text, VIEWS["wartet-auf"](scope))) == (
        "Bei einer Empfehlung nennt keine der ausgewerteten Quellen, wer entscheidet: SPR-01."
    )


def test_a_proposal_that_the_redaktion_took_back_is_withdrawn_and_not_dropped(tmp_path: Path) -> None:
    after = UPDATE.replace("SPR-01", "SPR-V1").replace("in-umsetzung", "entfallen").replace("Verwaltung", "Redaktion")
    texts = {"SPR-V1.md": PROPOSAL.replace("status: vorgeschlagen", "status: entfallen") + after}
    concept = examine(tmp_path, {"SPR-01.md": recommendation(), **texts}).concept
    assert [mark(concept, item, TODAY).text for item in concept.recommendations()] == [
        "Stand nicht bekannt",
        "zurückgezogen",
    ]


def test_every_view_but_words_and_picture_is_shown_whole() -> None:
    of_the_past = {"stand-am", "meilensteine", "ohne-datum", "seit"}  # see test_history.py
    of_the_data = {"daten", "daten-spalten"}  # see tests/exports/test_data.py
    assert set(VIEWS) - set(WHOLE) == of_the_past | of_the_data | {
        "abfragen",  # see tests/survey/test_blank.py
        "status-woerter",
        "herkunft-woerter",
        "impressum",
        "datenschutz",
        "barrierefreiheit",
        "offene-angaben",
        "kontakt",
        "melden",
        "regeln",
        "erlaubtes",
        "eintragsarten",
        "spur",
        "zeitachse",  # these two: see test_time_pictures.py
        "fortschritt",
    }


def test_where_no_state_is_known_the_answer_says_so_in_a_sentence_and_no_picture_is_drawn(tmp_path: Path) -> None:
    concept = examine(tmp_path, {"SPR-01.md": recommendation()}).concept
    scope = Scope(concept=concept, town=town.load(tmp_path), today=TODAY)
    told = [text(VIEWS[name](scope)[0]).splitlines()[0] for name in ("auf-einen-blick", "antwort", "fortschritt")]
    assert told == [
        "Was ist geschehen?: Eine Empfehlung; einen Stand der Umsetzung nennt keine der ausgewerteten Quellen. "
        "Mehr dazu",
        "Die ausgewerteten Quellen nennen eine Empfehlung; einen Stand der Umsetzung nennt keine dieser Quellen.",
        "An keinem Jahresende war ein Stand bekannt, und heute ist es keiner.",
    ]


def test_words_have_a_real_example_each(scope: Scope) -> None:
    found = {name: text(VIEWS[name](scope)[0]) for name in ("status-woerter", "herkunft-woerter")}
    assert found["status-woerter"].startswith("[Was die Angaben zum Stand bedeuten]\nStand | Kriterium | Beispiel\n")
    examples = [row.rsplit(" | ", 1)[1] for words in found.values() for row in words.splitlines()[2:]]
    none, mark = "zurzeit keines", "Vorschlag der Redaktion"
    assert examples[:11] == [f"SPR-V1 Mehr Bücher ({mark})", *[none] * 4, "SPR-01 Mehr Kurse", *[none] * 5]
    assert examples[11:] == [none, none, "SPR-01 Mehr Kurse", none, f"SPR-V1 Mehr Bücher ({mark})"]


def test_the_place_of_a_year_has_one_pair_of_brackets(tmp_path: Path) -> None:
    draft = ":::{quelle} Entwurf\n:id: Q-ENTWURF\n:datum: 2020\n:art: entwurf\n:vollstaendig: ja\n:::\n"
    found = examine(tmp_path, {"entwurf.md": f"# Entwurf\n\n{draft}"})
    scope = Scope(concept=found.concept, town=town.load(tmp_path), today=TODAY)
    said = text(VIEWS["herkunft-woerter"](scope)[0])
    assert "Steht im Entwurf des Konzepts (Jahr); ein Entwurf ist kein Beschluss." in said
    assert "((" not in said


def test_what_the_operator_has_not_filled_in_is_an_empty_place(scope: Scope) -> None:
    assert text(VIEWS["barrierefreiheit"](scope)[0]) == (
        "Zuständige Stelle: noch nicht eingetragen\n"
        "Anschrift: noch nicht eingetragen\n"
        "Telefon: noch nicht eingetragen\n"
        "E-Mail: noch nicht eingetragen\n"
        "Elektronisches Kontaktformular: noch nicht eingetragen"
    )


def test_what_the_operator_has_filled_in_is_shown_with_links(scope: Scope) -> None:
    filled = replace(
        scope.town,
        operator="Amt",
        address="Weg 1\n00000 Ort\n",
        contact="post@example.org",
        barrier_form="https://example.org/melden",
    )
    (facts,) = VIEWS["barrierefreiheit"](replace(scope, town=filled))
    assert isinstance(facts, Facts)
    assert [lines for _, lines in facts.entries] == [
        (("Amt",),),
        (("Weg 1",), ("00000 Ort",)),
        ((Badge("fehlt", "angabe", "noch nicht eingetragen"),),),
        ((Url("mailto:post@example.org", "post@example.org"),),),
        ((Url("https://example.org/melden", "https://example.org/melden"),),),
    ]


def test_the_redaktion_is_told_what_the_town_file_lacks_and_where_it_would_stand(scope: Scope) -> None:
    (table,) = VIEWS["offene-angaben"](scope)
    assert isinstance(table, Table)
    keys = [line[0].text for (line,), _ in table.rows if isinstance(line[0], Code)]
    assert keys == list(town.missing(scope.town))
    assert "telefon | Impressum: Telefon / Barrierefreiheit: Telefon" in text(table).splitlines()
    whole = replace(scope.town, **{spec.name: "x" for spec in fields(scope.town) if spec.type == "str"})
    assert text(VIEWS["offene-angaben"](replace(scope, town=whole))[0]) == "Alle Angaben sind eingetragen."


def test_an_edition_lists_its_papers_in_groups(scope: Scope) -> None:
    edition = replace(scope, edition="Ausgabe 1", papers={"neu": "Kurse fördern"})
    papers = [text(block) for block in VIEWS["mitnehmen"](edition)]
    assert (
        "\n".join(papers[:4])
        == """\
## Als PDF #mitnehmen-pdf
* Für den Druck (PDF)
* Top 2 (Entwurf der Redaktion) auf einem Blatt (PDF)
## Ein Handlungsfeld #mitnehmen-felder
* Arbeit (PDF)
* Sprache (PDF)
## Eine Empfehlung #mitnehmen-empfehlungen
* SPR-01 Mehr Kurse als Steckbrief (PDF)
* SPR-V1 Mehr Bücher (Vorschlag der Redaktion) als Steckbrief (PDF)
## Für Sitzungen #mitnehmen-sitzungen
* Beschlusskontrolle: PDF, Excel, CSV
* Kurse fördern: PDF, Word, Text"""
    )


def test_coming_days_stand_before_past_ones_the_nearest_first(scope: Scope, tmp_path: Path) -> None:
    days = ("2025-03-01", "2025-09-01", "2026-01-31", "2026-05-01")  # a fifth stands there already
    event = ":::{{termin}} Tag\n:id: T-{0}-1\n:datum: {0}\n:art: Sitzung\n:betrifft: HF-SPR\n:quelle: Q-ZB\n:::\n\n"
    concept = examine(tmp_path, {"t.md": "# Termine\n\n" + "".join(map(event.format, days))}).concept
    (table,) = VIEWS["termine"](replace(scope, concept=concept))
    assert [row.split(" | ")[0] for row in text(table).splitlines()[2:]] == [
        *("31.01.2026", "01.03.2026", "01.05.2026"),
        *("01.09.2025", "01.03.2025"),
    ]
    (glance,) = VIEWS["auf-einen-blick"](replace(scope, concept=concept))
    (ahead,) = (value for label, value in glance.entries if label == "Als Nächstes")  # type: ignore[union-attr]
    assert [line((one,)) for one in ahead] == [
        f"{day}, Sitzung: {title}"
        for day, title in (("31.01.2026", "Tag"), ("01.03.2026", "Sitzung"), ("01.05.2026", "Tag"))
    ]


def test_a_planned_beratung_is_due_until_its_day(scope: Scope, tmp_path: Path) -> None:
    beratung = (
        ":::{{beratung}} Am {0}\n:id: B-{0}-1\n:datum: {0}\n:gremium: G-X\n:gegenstand: bericht\n{1}"
        ":betrifft: SPR-01\n:quelle: Q-ZB\n:::\n\n"
    )
    days = {"2026-01-30": "", "2026-01-31": "", "2026-06-01": ":ergebnis: offen\n", "2027-01-31": "", "2027-02-01": ""}
    body = ":::{gremium} Rat\n:id: G-X\n:quelle: Q-ZB\n:::\n\n"
    page = "# Beratungen\n\n" + body + "".join(beratung.format(*day) for day in days.items())
    concept = examine(tmp_path / "due", {"SPR-01.md": recommendation(), "b.md": page}).concept
    (due,) = VIEWS["naechste-termine"](replace(scope, concept=concept))
    assert text(due).splitlines() == [
        "Am 2026-01-31 | 31.01.2026 – Beratung",
        "Am 2026-06-01 | 01.06.2026 – Beratung",
        "Am 2027-01-31 | 31.01.2027 – Beratung",
    ]


def test_where_a_place_is_free_it_is_said_what_else_is_named(scope: Scope, tmp_path: Path) -> None:
    first = recommendation().replace("priority: weitere", "priority: top-2")
    files = {"SPR-01.md": first, "SPR-02.md": recommendation("SPR-02"), "HF-SPR.md": FIELD, "HF-ARB.md": FIELD_WITHOUT}
    concept = examine(tmp_path / "two", files).concept
    *_, named, free = VIEWS["top-2-knapp"](replace(scope, concept=concept))
    assert [text(named), text(free)] == [
        "Sprache: ein Platz noch frei – in den ausgewerteten Quellen genannt ist: SPR-02.",
        "Noch frei, zwei Plätze: Arbeit. In den ausgewerteten Quellen ist dort keine weitere Empfehlung genannt.",
    ]


def test_contact_is_an_address_to_write_to_or_said_to_be_missing(scope: Scope) -> None:
    missing = [
        VIEWS["kontakt"](replace(scope, town=replace(scope.town, browser_desk=desk)))[0] for desk in (True, False)
    ]
    words = "Eine Adresse für Hinweise steht noch nicht fest."
    nothing = f"Zurzeit kann man hier noch keinen Hinweis geben: {words}"
    assert list(map(text, missing)) == [words, nothing]
    (told,) = VIEWS["kontakt"](replace(scope, town=replace(scope.town, contact="post@example.org")))
    address = Url("mailto:post@example.org", "post@example.org")
    assert told == Text(("Hinweise erreichen die Redaktion unter ", address, "."))


def test_the_way_to_the_form_is_told_only_where_there_is_one(scope: Scope) -> None:
    there, none = (
        text(VIEWS["melden"](replace(scope, town=replace(scope.town, browser_desk=desk)))[0]) for desk in (True, False)
    )
    assert "„Sachstand melden“" in there
    assert none == "Auf dieser Website ist die Redaktion im Browser nicht eingeschaltet."


def test_beratungen_say_of_which_no_result_is_known_but_nothing_of_what_lies_ahead(scope: Scope) -> None:
    first = scope.concept.all(Consultation)[0]

    def told(*items: Consultation) -> str:
        found = {item.id: item for item in items}
        _, *rest = VIEWS["beratungen"](replace(scope, concept=Concept({**scope.concept.items, **found})))
        return " ".join(text(block) for block in rest)

    known = replace(first, result=Result.NOTED)
    second, ahead = replace(first, id="B-2021-02-03-2"), replace(first, id="B-9", date=PartialDate.parse("2026-05-05"))
    assert told(second) == "Ein Ergebnis nennen die ausgewerteten Quellen zu keiner dieser Beratungen."
    assert told(known, second) == "Wo kein Ergebnis steht, nennen die ausgewerteten Quellen keines."
    assert told(known, ahead) == ""


def test_the_newest_beratung_stands_first(scope: Scope) -> None:
    first = scope.concept.all(Consultation)[0]
    later = replace(first, id="B-9", date=PartialDate.parse("2026-05-05"))
    both = Concept({item.id: item for item in (first, later)} | dict(scope.concept.items))
    (table, *_) = VIEWS["beratungen"](replace(scope, concept=both))
    assert isinstance(table, Table)
    assert [line(row[0]) for row in table.rows] == [later.date.german, first.date.german]


def test_a_list_of_decisions_says_nothing_of_what_lies_ahead(scope: Scope) -> None:
    first = scope.concept.all(Consultation)[0]
    today = replace(first, id="B-9", date=PartialDate.of(TODAY))
    assert decisions.how(scope)[1:] == ("Ohne bekanntes Ergebnis und deshalb nicht in der Liste: eine Beratung.",)
    items = {**scope.concept.items, first.id: replace(first, result=Result.NOTED), today.id: today}
    assert decisions.how(replace(scope, concept=Concept(items)))[1:] == ()


def test_sources_stand_in_the_order_of_german_dictionaries(scope: Scope) -> None:
    titles = ["Aachen", "AWO", "kohlscheid.de", "Öffentliches", "Stadt 2", "Stadt 10", "WDR"]
    source = scope.concept.all(Source)[0]
    items = {title: replace(source, id=title, title=title) for title in sorted(titles)}
    (table,) = VIEWS["quellen"](replace(scope, concept=Concept(items)))
    assert [row.split(" | ")[0] for row in text(table).splitlines()[2:]] == titles


def test_a_field_without_recommendations_says_so(scope: Scope) -> None:
    field = scope.concept.get("HF-ARB", Field)
    narrow = Scope(concept=scope.concept, town=scope.town, today=TODAY, field=field)
    assert text(VIEWS["empfehlungen"](narrow)[0]) == (
        "In den ausgewerteten Quellen ist für dieses Handlungsfeld keine Empfehlung genannt."
    )
    assert text(VIEWS["spur"](narrow)[0]).startswith("Zu diesem Handlungsfeld gibt es noch keine Empfehlung")
    assert text(VIEWS["ohne-sachstand"](narrow)[0]) == "Es gibt noch keine Empfehlungen."


THREE = "benannt offen vorschlag"
DRAFTED = "teils vom Runden Tisch benannt, teils Entwurf der Redaktion für die Gespräche"
DRAFT = TopState.PROPOSED.criterion
PARTLY = "teils vom Runden Tisch benannt, teils noch offen"


@pytest.mark.parametrize(
    ("states", "long", "short"),
    [
        ("benannt", "vom Runden Tisch benannt", "vom Runden Tisch benannt"),
        ("offen", "noch offen", "noch offen"),
        ("vorschlag", "Entwurf der Redaktion für die Gespräche", "Entwurf der Redaktion"),
        ("vorschlag offen", "Entwurf der Redaktion für die Gespräche", "Entwurf der Redaktion"),
        *((states, DRAFTED, "teils benannt, teils Entwurf der Redaktion") for states in ("benannt vorschlag", THREE)),
        ("benannt offen", PARTLY, PARTLY),
    ],
)
def test_the_name_of_the_list_tells_of_no_choice_that_nobody_made(
    states: str, long: str, short: str, scope: Scope
) -> None:
    (field, *_) = scope.concept.all(Field)
    fields = [replace(field, top_state=TopState(state)) for state in states.split()]
    assert (top_lists.name(scope.town, fields), top_lists.short_name(scope.town, fields)) == (
        f"Top 2 je Handlungsfeld – {long}",
        f"Top 2 ({short})",
    )


@pytest.mark.parametrize(
    ("states", "said"),
    [
        ("benannt benannt", ["Arbeit: benannt vom Runden Tisch am 05.05.2025."]),
        ("benannt offen", ["Arbeit: benannt vom Runden Tisch am 05.05.2025."]),
        ("benannt vorschlag", ["Arbeit: benannt vom Runden Tisch am 05.05.2025.", f"Sprache: {DRAFT}"]),
        ("vorschlag vorschlag", ["Eine Benennung durch den Runden Tisch wurde nicht gefunden."]),
        ("", []),
    ],
)
def test_before_a_list_stands_whose_choice_each_field_is(states: str, said: list[str], scope: Scope) -> None:
    found = zip(scope.concept.all(Field), states.split(), strict=False)
    fields = [replace(field, top_state=TopState(state)) for field, state in found]
    named = [replace(field, named_on=PartialDate(2025, 5, 5)) for field in fields if field.top_state is TopState.NAMED]
    assert [line((words,)) for words in top_lists.chosen_by([*named[:1], *fields[1:]] if named else fields)] == said


def test_what_a_decision_came_to_is_not_known_where_nobody_tells_of_one_of_its_items(scope: Scope) -> None:
    decided = replace(scope.concept.all(Consultation)[0], result=Result.ADOPTED)

    def done(*statuses: Status) -> str:
        item = scope.concept.recommendations()[0]
        made = {f"SPR-0{n}": replace(item, id=f"SPR-0{n}", status=status) for n, status in enumerate(statuses, 1)}
        items = {**made, decided.id: replace(decided, affects=tuple(made))}
        (row,) = decisions.decisions(replace(scope, concept=Concept(items))).rows
        return line(row[-1])

    assert [done(*statuses) for statuses in DONE] == ["nicht bekannt", "ja", "nein", "nicht bekannt"]


DONE = ((), (Status.REALISED,), (Status.REALISED, Status.OPEN), (Status.REALISED, Status.UNKNOWN))


def test_what_points_at_an_item_is_told_on_its_page(scope: Scope) -> None:
    shown = {ident: "\n".join(map(text, trace(scope, item))) for ident, item in scope.concept.items.items()}
    del shown["Q-ZB"]  # the source of nearly everything
    assert {ident: found for ident, found in shown.items() if found} == {
        "G-A": "Beratungen: Kurse im Ausschuss",
        "Q-PRESSE": "Beleg für: Kurse 2023 / Kurse 2024 / Kurse begonnen\nAnlass für: SPR-V1 Mehr Bücher "
        "(Vorschlag der Redaktion)",
        "V-2021-001": "Beratungen: Kurse im Ausschuss",
    }


def test_the_picture_of_the_trace_is_svg_with_words_and_its_table(scope: Scope) -> None:
    field = scope.concept.get("HF-SPR", Field)
    picture, table = VIEWS["spur"](Scope(concept=scope.concept, town=scope.town, today=TODAY, field=field))
    assert isinstance(picture, Picture)
    svg = ElementTree.fromstring(picture.svg)  # noqa: S314 (our own drawing)
    words = [element.text for element in svg.iter("{http://www.w3.org/2000/svg}text")]
    assert words == [
        "Quelle",
        "Empfehlung",
        "Beratung und Sachstand",
        "SPR-01 Mehr Kurse",
        "Niederschrift",
        "03.02.2021: Beratung",
        "01.06.2021: in Umsetzung",
        "SPR-V1 Mehr Bücher (Vorschlag",
        "der Redaktion)",
        "Zeitung",
        "Vorschlag, noch nicht beraten",
    ]
    assert svg.get("role") == "group"  # its parts are links
    assert svg.get("aria-label") == picture.alt
    assert picture.alt.startswith(
        "Belege, Sprache: links die Quellen, in der Mitte eine Empfehlung und ein Vorschlag der Redaktion, rechts"
    )
    assert "style" not in svg.attrib
    assert isinstance(table, Table)


def test_cards_of_a_field_show_origin_status_source_and_who_says_so(scope: Scope) -> None:
    field = scope.concept.get("HF-SPR", Field)
    narrow = Scope(concept=scope.concept, town=scope.town, today=TODAY, field=field)
    assert [text(VIEWS[name](narrow)[-1]) for name in ("empfehlungen", "vorschlaege")] == [
        "SPR-01 Mehr Kurse <in Umsetzung, Stand 06/2021, seither keine neue Angabe, Runder Tisch 2020, "
        "Top 2: Entwurf der Redaktion> "
        "| Laut Quelle: Text der Quelle. | Neuester Sachstand: Kurse begonnen (Verwaltung, 01.06.2021)",
        "- SPR-V1 Mehr Bücher (Vorschlag der Redaktion) <Vorschlag, noch nicht beraten, Vorschlag der Redaktion> "
        "| Anlass: Text der Quelle.",
    ]


def test_what_the_redaktion_takes_back_counts_nowhere(tmp_path: Path) -> None:
    back = (
        "\n:::{sachstand} Angabe zurückgenommen\n:id: SPR-01-S1\n:datum: 2026-01-15\n:festgestellt_am: 2026-01-15\n"
        ":status: unbekannt\n:nach_angabe_von: Redaktion\n:betrifft: SPR-01\n:quelle: Q-PRESSE\n\nEin Irrtum.\n:::\n"
    )
    found = examine(tmp_path, {"SPR-01.md": recommendation(after=back)})
    assert [str(finding) for finding in found.findings] == []
    scope = Scope(concept=found.concept, town=town.load(tmp_path), today=TODAY)
    assert "SPR-01" in text(VIEWS["ohne-sachstand"](scope)[0])
    assert text(VIEWS["neues"](scope)[0]) == "Es ist noch nichts eingetragen."
    assert "Zu keiner Empfehlung ist für diesen Tag ein Stand erfasst." in text(VIEWS["stand-am"](scope)[0])
    counted, happenings, lead, corrections, _ = VIEWS["seit"](scope.at("2026-01-01"))
    assert text(counted).endswith(
        "Für diesen Zeitraum ist eine Berichtigung der Redaktion erfasst, sonst weder Sachstand noch Beratung noch "
        "Entwicklung."
    )
    assert text(happenings) == "Aus dieser Zeit ist nichts eingetragen."
    assert text(lead) == (
        "Hier nimmt die Redaktion eigene Angaben und Vorschläge zurück. Über die Stadt sagt das nichts."
    )
    assert text(corrections) == (
        "[Was die Redaktion seit dem 01.01.2026 berichtigt hat]\nDatum | Betrifft | Was\n"
        "15.01.2026 | SPR-01 | Angabe zurückgenommen"
    )
    assert "Zu keiner einzelnen Empfehlung ist ein bekannter Stand oder eine Entwicklung erfasst." in "".join(
        text(block) for block in VIEWS["antwort"](scope)
    )


def test_a_field_without_recommendations_says_so_once(tmp_path: Path) -> None:
    concept = examine(tmp_path, {}).concept
    scope = Scope(concept=concept, town=town.load(tmp_path), today=TODAY).at("HF-SPR")
    assert [text(block) for block in VIEWS["top-2"](scope)] == [
        "Zwei Plätze noch frei – in den ausgewerteten Quellen ist keine Empfehlung genannt."
    ]


@pytest.mark.parametrize(
    ("headings", "order"),
    [
        ((), ("Stand und Herkunft",)),
        (("Laut Quelle", "Umsetzung"), ("Laut Quelle", "Stand und Herkunft", "Umsetzung")),
        (("Anlass",), ("Anlass", "Stand und Herkunft")),
        (
            ("Vorweg", "Laut Quelle", "Anlass", "Mehr"),
            ("Vorweg", "Laut Quelle", "Anlass", "Stand und Herkunft", "Mehr"),
        ),
    ],
)
def test_the_words_of_the_source_come_before_what_else_is_known(
    tmp_path: Path, headings: tuple[str, ...], order: tuple[str, ...]
) -> None:
    item = examine(tmp_path, {"SPR-01.md": recommendation()}).concept.items["SPR-01"]
    titles = [block.title[0] for block in outline(item, headings).blocks if isinstance(block, Section)]
    assert titles == [*order, "Verlauf", "Ausgaben", "Zitieren"]


def test_no_view_shows_the_place_of_a_word(scope: Scope) -> None:
    """With all that the small town has, with its fields only, and with nothing at all."""
    bare = {item.id: item for item in scope.concept.all(Field)}
    for items in (scope.concept.items, bare, {}):
        there = replace(scope, concept=Concept(items))
        shown = {name: "\n".join(map(text, view(there))) for name, view in VIEWS.items() if name != "eintragsarten"}
        assert [name for name, words in shown.items() if "{" in words] == []


def test_what_is_said_of_an_item_has_the_gender_of_its_name(scope: Scope) -> None:
    items = dict(scope.concept.items)
    items["SPR-01"] = replace(items["SPR-01"], status=Status.DROPPED)  # type: ignore[call-arg]
    dropped = Context(concept=Concept(items), town=scope.town, today=TODAY)
    with kept():
        speak(Speech(item=noun("Vorschlag")))
        said = "\n".join(
            text(block) for name in ("status-woerter", "daten-spalten", "regeln") for block in VIEWS[name](scope)
        )
        said += "\n".join(map(str, top.count(dropped)))
    for words in (
        "sagt, wann oder unter welcher Bedingung er erneut geprüft wird.",
        "sonst hat kein Vorschlag diese Priorität. Ist ein solcher Vorschlag entfallen",
        "Tag der ältesten Quelle, die den Vorschlag nennt",
        "welche Quellen den Vorschlag nennen oder einen Vorschlag veranlassen",
        "sind neu zu benennen, denn dieser Vorschlag ist 'entfallen'",
    ):
        assert words in said
