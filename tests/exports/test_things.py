"""What machines read of the built pages in the words of schema.org."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final

import pytest

from konzept import catalogue
from tests.project import TODAY, TOWN, recommendation, sphinx, write

BASE: Final = "https://konzept.example.org"
LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/deed.de"
SETTINGS: Final = f'{TOWN}basisadresse = "{BASE}"\nbetreiber = "Amt"\nlizenz = "CC BY 4.0, {LICENCE}. Mit Namen."\n'
UPDATE: Final = (
    "\n:::{sachstand} Begonnen\n:id: SPR-01-S1\n:datum: 2025-03-15\n:festgestellt_am: 2025-04-01\n:status: offen\n"
    ":nach_angabe_von: Verwaltung\n:betrifft: SPR-01\n:quelle: Q-A\n:::\n"
)
DAYS: Final = "# Termine\n\n" + "".join(
    f":::{{termin}} {title}\n:id: T-2026-12-3{number}-1\n:datum: 2026-12-3{number}\n:art: {kind}\n:betrifft: SPR-01\n"
    ":quelle: Q-ZB\n:::\n\n"
    for number, (title, kind) in enumerate((("Fest", "Veranstaltung"), ("Ende", "Frist")))
)
SOURCE: Final = (
    ":::{quelle} Bericht\n:id: Q-A\n:datum: 2025-03-15\n:art: zwischenbericht\n:url: https://example.org/a\n"
    ":vollstaendig: ja\n:::\n"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A website with an address."""
    folder = tmp_path_factory.mktemp("dinge")
    first = recommendation(status="offen", after=UPDATE).replace(":genannt_in: Q-ZB", ":genannt_in: Q-ZB, Q-A")
    files = {"kommune.toml": SETTINGS, "SPR-01.md": first, "termine.md": DAYS + SOURCE}
    files["daten.md"] = "# Daten\n\n:::{ansicht} daten\n:::\n"
    assert sphinx(write(folder / "docs", files), folder / "out") == ""
    return folder / "out"


def said(site: Path, page: str) -> dict[str, Any]:
    """What a page says of itself."""
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', (site / page).read_text("utf-8"))
    data: dict[str, Any] = json.loads(found)
    return data


def test_a_recommendation_names_its_sources_and_the_day_of_its_state(site: Path) -> None:
    assert said(site, "SPR-01.html")["mainEntity"] == {
        "@type": "CreativeWork",
        "identifier": "SPR-01",
        "name": "Mehr Kurse",
        "creativeWorkStatus": "offen",
        "isBasedOn": [
            {"@type": "CreativeWork", "name": "Niederschrift", "datePublished": "2020-05-05"},
            {"@type": "CreativeWork", "name": "Bericht", "url": "https://example.org/a", "datePublished": "2025-03-15"},
        ],
        "dateModified": "2025-04-01",
    }


def test_the_page_of_days_names_events_and_no_deadlines(site: Path) -> None:
    assert said(site, "termine.html")["mentions"] == [
        {
            "@type": "Event",
            "name": "Fest",
            "startDate": "2026-12-30",
            "url": f"{BASE}/termine.html#T-2026-12-30-1",
        }
    ]


def test_the_page_on_the_data_is_about_a_dataset_with_every_file(site: Path) -> None:
    data = said(site, "daten.html")["mainEntity"]
    files = data.pop("distribution")
    assert [file["contentUrl"] for file in files] == [f"{BASE}/{export.file}" for export in catalogue.DATA_FILES]
    assert [file["encodingFormat"] for file in files] == [export.kind.media for export in catalogue.DATA_FILES]
    assert all((site / file["contentUrl"].removeprefix(f"{BASE}/")).is_file() for file in files)
    assert "Gesetzliche Ansprüche bleiben unberührt." in data.pop("description")
    assert data == {
        "@type": "Dataset",
        "name": "Konzept für Musterau: Daten",
        "inLanguage": "de",
        "isAccessibleForFree": True,
        "dateModified": TODAY.isoformat(),
        "version": "Vorschau, keine veröffentlichte Ausgabe",
        "license": LICENCE,
        "publisher": {"@type": "Organization", "name": "Amt"},
    }


def test_other_pages_are_about_nothing_of_these(site: Path) -> None:
    assert {"mainEntity", "mentions"} & set(said(site, "quellen.html")) == set()
