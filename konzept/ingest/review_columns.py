"""The columns of the file in which people decide, declared once: writing, reading and instructions follow from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

DETAILS: Final = "Angaben"
DECIDE: Final = "Entscheiden"
REST: Final = "Übriges"
ORIGINAL: Final = "Original"
LISTS: Final = "Listen"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewColumn:
    """One column: ``given`` ones come from the document, the others people fill in."""

    key: str
    heading: str
    width: int
    given: bool = True
    choices: str = ""
    free: bool = False
    hidden: bool = False
    help: str = ""


COLUMNS: Final = (
    ReviewColumn(key="number", heading="Zeile", width=6),
    ReviewColumn(key="place", heading="Seite und Stelle", width=16),
    ReviewColumn(key="section", heading="Abschnitt", width=20),
    ReviewColumn(
        key="words",
        heading="Wortlaut",
        width=52,
        given=False,
        help="Nur kürzen: Was fehlt, steht als […] da. Namen von Personen gehören nicht hinein.",
    ),
    ReviewColumn(key="notes", heading="Dazu im Konzept", width=30, given=False, help="Nur kürzen oder löschen."),
    ReviewColumn(key="found", heading="Erkannt als", width=14),
    ReviewColumn(key="assertion", heading="Art der Aussage", width=13, given=False, choices="Arten"),
    ReviewColumn(key="original", heading="Nummer im Konzept", width=11, given=False),
    ReviewColumn(key="above", heading="Gehört im Konzept zu", width=24),
    ReviewColumn(key="titled", heading="Handlungsfeld im Konzept", width=18),
    ReviewColumn(
        key="field",
        heading="Unser Handlungsfeld",
        width=20,
        given=False,
        choices="Felder",
        free=True,
        help="Ein neues: ID und Titel, etwa HF-GAR Garten. Weicht es vom Konzept ab, steht auf der Website: durch die "
        "Redaktion zugeordnet.",
    ),
    ReviewColumn(
        key="ident",
        heading="ID (Vorschlag der Redaktion)",
        width=11,
        given=False,
        help="Leer: die nächste freie. Zeilen mit derselben ID werden {ein Eintrag}.",
    ),
    ReviewColumn(
        key="title",
        heading="Kurztitel (Vorschlag der Redaktion)",
        width=32,
        given=False,
        help="Ein Satz, den man ohne den Wortlaut versteht.",
    ),
    ReviewColumn(key="similar", heading="Haben wir schon (ähnlich)", width=44),
    ReviewColumn(key="proposed", heading="Vorschlag", width=14),
    ReviewColumn(
        key="decision",
        heading="Entscheidung",
        width=16,
        given=False,
        choices="Entscheidungen",
        free=True,
        help="neu, gehört zu, Ausgangslage oder weglassen. Ohne Entscheidung wird nichts übernommen.",
    ),
    ReviewColumn(
        key="belongs",
        heading="gehört zu (IDs)",
        width=16,
        given=False,
        help="Eine oder mehrere IDs: {code}-01, {code}-02. Nur bei der Entscheidung gehört zu.",
    ),
    ReviewColumn(key="reason", heading="weglassen, weil …", width=26, given=False, help="Nur bei weglassen."),
    ReviewColumn(key="check", heading="Prüfwert", width=8, hidden=True),
)
BY_KEY: Final = {column.key: column for column in COLUMNS}
PROVED: Final = ("number", "words", "notes", "field", "check")  # kept beside, to prove what people left of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """One thing that is said of the whole document."""

    key: str
    heading: str
    help: str
    form: Literal["given", "text", "day", "url", "id", "meeting", "yesno"] = "text"
    required: bool = False
    choices: str = ""


FORMAT: Final = Detail(key="format", heading="Form dieser Datei", help="So wird sie wiedererkannt.", form="given")
DETAIL_ROWS: Final = (
    Detail(key="file", heading="Datei", help="Aus dieser Datei ist alles gelesen.", form="given"),
    Detail(key="sha256", heading="Prüfsumme (SHA-256)", help="Sie sagt, welche Datei genau.", form="given"),
    Detail(
        key="meeting",
        heading="Beschlossen in",
        help="Die Beratung, in der genau diese Fassung beschlossen wurde. Fehlt sie in der Liste, tragen Sie sie "
        "zuerst in den Texten ein. Leer nur, solange nichts beschlossen ist: Dann ist die Datei ein Entwurf.",
        form="meeting",
        choices="Beratungen",
    ),
    Detail(
        key="changes",
        heading="Beim Beschluss geändert",
        help="Was das Gremium an dieser Fassung geändert hat, mit der Stelle. Leer: nichts bekannt.",
    ),
    Detail(
        key="publish",
        heading="Wortlaut veröffentlichen",
        help="ja nur, wenn die Rechte geklärt sind. Bei nein stehen auf der Website Kurztitel und Fundstelle, nicht "
        "der Wortlaut.",
        form="yesno",
        required=True,
        choices="JaNein",
    ),
    Detail(
        key="ident",
        heading="ID der Quelle",
        help="Unter ihr steht das Konzept bei den Quellen: Q- und Großbuchstaben.",
        form="id",
        required=True,
    ),
    Detail(
        key="title",
        heading="Titel der Quelle",
        help="So heißt sie bei den Quellen und neben jedem Zitat; am besten kurz.",
        required=True,
    ),
    Detail(
        key="day",
        heading="Datum",
        help="Tag, Monat oder Jahr des Dokuments, wenn es eines nennt. Leer: der Tag des Beschlusses. Ohne beides "
        "zählt, was nur hier steht, nicht im Bericht zum Stand.",
        form="day",
    ),
    Detail(key="url", heading="Adresse", help="Wo die Datei öffentlich steht, sonst leer.", form="url"),
    Detail(
        key="complete",
        heading="Vollständig gelesen",
        help="ja, wenn ein Mensch das ganze Dokument gelesen hat.",
        form="yesno",
        required=True,
        choices="JaNein",
    ),
    FORMAT,
)
