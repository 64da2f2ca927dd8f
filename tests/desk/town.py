"""A small town for the Redaktion in the browser, and a filled form for every task."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path
from typing import Final

from konzept import town
from konzept.desk.filled import Report
from konzept.desk.session import Desk
from konzept.editions import remembered
from konzept.survey import bodies
from konzept.texts import Texts
from tests.project import recommendation, write

TODAY: Final = date(2026, 11, 26)
FILES: Final = {
    "HF-SPR.md": ":::{handlungsfeld} Sprache\n:id: HF-SPR\n:top2: offen\n:::\n",
    "gremien.md": (
        "# Gremien\n\n:::{gremium} Ausschuss für Soziales\n:id: G-AFS\n:kurz: AfS\n:quelle: Q-PRESSE\n:::\n"
    ),
    "SPR-01.md": recommendation(),
    "umfrage.toml": (
        'freigabe = ["Leitung der Stelle"]\n[[stelle]]\nkuerzel = "AMT"\nname = "Amt für Soziales"\n'
        'art = "Verwaltung"\nhandlungsfelder = ["HF-SPR"]\n'
    ),
    "SPR-02.md": recommendation("SPR-02").replace("Mehr Kurse", "Mehr Bücher"),
}
SOURCE: Final = {"q_titel": "Niederschrift vom 10.11.2026", "q_art": "niederschrift", "q_datum": "10.11.2026"}
SOURCE |= {"q_vollstaendig": "ja"}
# A filled form for each task, as people fill it in, and what the texts have more then.
FILLED: Final = {
    "sachstand": (
        {
            "betrifft": "SPR-01 – Mehr Kurse",
            "titel": "Zwei Kurse laufen",
            "datum": "10.11.26",
            "status": "in-umsetzung",
            "nach_angabe_von": "Verwaltung",
            "text": "Mit Kinderbetreuung.",
            **SOURCE,
        },
        ":::{sachstand} Zwei Kurse laufen\n:id: SPR-01-S1\n:datum: 2026-11-10\n:status: in-umsetzung\n"
        ":nach_angabe_von: Verwaltung\n:betrifft: SPR-01\n:quelle: Q-NIEDERSCHRIFT-VOM-10-11-2026\n\n"
        "Mit Kinderbetreuung.\n:::\n",
    ),
    "zurueckstellen": (
        {
            "betrifft": "SPR-01",
            "titel": "Kein Geld",
            "datum": "10. November 2026",
            "status": "zurueckgestellt",
            "nach_angabe_von": "Verwaltung",
            "hinderungsgrund": "finanziell",
            "erneut_pruefen": "1.9.2027",
            "erneut_pruefen_wenn": "Falls es einen Zuschuss gibt.",
            **SOURCE,
        },
        ":hinderungsgrund: finanziell\n:erneut_pruefen: 2027-09-01\n:erneut_pruefen_wenn: es einen Zuschuss gibt\n",
    ),
    "entwicklung": (
        {"betrifft": "SPR-02", "titel": "Ein Regal", "datum": "März 2026", **SOURCE},
        ":::{entwicklung} Ein Regal\n:id: SPR-02-E1\n:datum: 2026-03\n:betrifft: SPR-02\n"
        ":quelle: Q-NIEDERSCHRIFT-VOM-10-11-2026\n:::\n",
    ),
    "empfehlung": (
        {
            "handlungsfeld": "HF-SPR – Sprache",
            "titel": "Mehr Abendkurse",
            "text": "„Mehr Abendkurse“ ({need}`Niederschrift <Q-ZB>`).",
            "umsetzung": "Offen ist, wer sie hält.",
            "genannt_in": "Q-ZB",
            "zuordnung": "quelle",
        },
        ":::{empfehlung} Mehr Abendkurse\n:id: SPR-03\n:status: unbekannt\n:priority: weitere\n"
        ":handlungsfeld: HF-SPR\n:zuordnung: quelle\n:genannt_in: Q-ZB\n\n## Laut Quelle\n\n"
        "„Mehr Abendkurse“ ({need}`Niederschrift <Q-ZB>`).\n\n"
        "## Zur Umsetzung – Vorschlag der Redaktion\n\nOffen ist, wer sie hält.\n:::\n",
    ),
    "beratung": (
        {
            "titel": "Kurse im Ausschuss",
            "datum": "10.11.2026",
            "gremium": "G-AFS – Ausschuss für Soziales",
            "gegenstand": "bericht",
            "zustaendigkeit": "Kenntnisnahme",
            "ergebnis": "zur Kenntnis genommen",
            "betrifft": "HF-SPR\nSPR-01 – Mehr Kurse",
            "v_titel": "Bericht über Kurse",
            "v_drucksache": "V/2026/300",
            "v_oeffentlich": "ja",
            **SOURCE,
        },
        ":::{beratung} Kurse im Ausschuss\n:id: B-2026-11-10-1\n:datum: 2026-11-10\n:gremium: G-AFS\n"
        ":zustaendigkeit: Kenntnisnahme\n:gegenstand: bericht\n:ergebnis: zur Kenntnis genommen\n:vorlage: V-2026-300\n"
        ":betrifft: HF-SPR, SPR-01\n:quelle: Q-NIEDERSCHRIFT-VOM-10-11-2026\n:::\n",
    ),
    "stellungnahme": (
        {
            "titel": "Fraktion Musterliste zu Kursen",
            "von": "Fraktion",
            "art": "Antrag",
            "datum": "10.11.2026",
            "betrifft": "SPR-01",
            "text": "„Wir wollen mehr Kurse.“",
            **SOURCE,
        },
        ":::{stellungnahme} Fraktion Musterliste zu Kursen\n:id: ST-FRAKTION-MUSTERLISTE-ZU-KURSEN\n"
        ":datum: 2026-11-10\n:von: Fraktion\n:art: Antrag\n:betrifft: SPR-01\n"
        ":quelle: Q-NIEDERSCHRIFT-VOM-10-11-2026\n\n„Wir wollen mehr Kurse.“\n:::\n",
    ),
    "termin": (
        {"titel": "Sitzung", "datum": "1.12.2026", "art": "Sitzung", "betrifft": "HF-SPR", **SOURCE},
        ":::{termin} Sitzung\n:id: T-2026-12-01-1\n:datum: 2026-12-01\n:art: Sitzung\n:betrifft: HF-SPR\n"
        ":quelle: Q-NIEDERSCHRIFT-VOM-10-11-2026\n:::\n",
    ),
    "kennzahl": (
        {
            "titel": "Laufende Kurse am 01.10.2026",
            "reihe": "Kurse, die an einem Tag laufen",
            "datum": "1.10.2026",
            "wert": "1.234,5",
            "einheit": "Kurse",
            **SOURCE,
        },
        ":::{kennzahl} Laufende Kurse am 01.10.2026\n:id: K-LAUFENDE-KURSE-AM-01-10-2026\n"
        ":reihe: Kurse, die an einem Tag laufen\n:datum: 2026-10-01\n:wert: 1234.5\n:einheit: Kurse\n"
        ":quelle: Q-NIEDERSCHRIFT-VOM-10-11-2026\n:::\n",
    ),
    "quelle": (
        {
            "titel": "Brief der Stadt",
            "art": "website",
            "datum": "2026",
            "vollstaendig": "nein",
            "text": "Nur der Anfang.",
        },
        ":::{quelle} Brief der Stadt\n:id: Q-BRIEF-DER-STADT\n:datum: 2026\n:art: website\n:vollstaendig: nein\n\n"
        "Nur der Anfang.\n:::\n",
    ),
    "top": (
        {"feld": "HF-SPR", "empfehlungen": "SPR-01\nSPR-02", "benannt_am": "10.11.2026", **SOURCE},
        ":::{handlungsfeld} Sprache\n:id: HF-SPR\n:top2: benannt\n:benannt_am: 2026-11-10\n"
        ":quelle: Q-NIEDERSCHRIFT-VOM-10-11-2026\n:::\n",
    ),
    "wortlaut": (
        {"betrifft": "SPR-01", "bestaetigt_am": "10.11.2026"},
        ":genannt_in: Q-ZB\n:bestaetigt_am: 2026-11-10\n",
    ),
    "text": (
        {"eintrag": "SPR-02", "titel": "Mehr Bücher", "text": "Neuer Text.", "umsetzung": "Offen ist alles."},
        "## Laut Quelle\n\nNeuer Text.\n\n## Zur Umsetzung – Vorschlag der Redaktion\n\nOffen ist alles.\n:::\n",
    ),
}


def texts(folder: Path) -> Path:
    """The texts of the town in a repository with one commit."""
    docs = write(folder / "docs", FILES)
    for command in (
        ("init", "-q"),
        ("add", "-A"),
        ("-c", "user.name=Redaktion", "-c", "user.email=redaktion@example.org", "commit", "-q", "-m", "Texte"),
    ):
        subprocess.run(["git", "-C", folder, *command], check=True)
    return docs


def desk(docs: Path) -> Desk:
    """The Redaktion over the texts in a folder."""
    files = {path.relative_to(docs).as_posix(): path.read_bytes() for path in docs.rglob("*.md")}
    found = Desk(Texts(files=files, town=town.load(docs), today=TODAY, published=remembered.read(docs)))
    found.take_answers((docs / bodies.FILE).read_bytes(), None)
    return found


def filled(task: str) -> Report:
    """The filled form of a task."""
    return Report(task, FILLED[task][0])
