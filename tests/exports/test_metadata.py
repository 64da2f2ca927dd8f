"""What machines are told: sitemap, security.txt, structured data, the picture for shared links."""

from __future__ import annotations

import json
import re
import struct
from datetime import date
from pathlib import Path

import pytest

from konzept import catalogue
from konzept.exports import metadata, preview
from konzept.exports.metadata import Described
from konzept.town import Town
from konzept.web.hyphens import written
from tests.project import TOWN, recommendation, sphinx, write

BASE = "https://konzept.example.org"
TOWN_WITH = Town(name="A", title="Konzept", operator="Amt", contact="post@example.org", base_address=f"{BASE}/")


def test_sitemap_lists_every_address_in_order() -> None:
    assert metadata.sitemap(["https://x/b.html", "https://x/a.html?x&y"]) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        "<url><loc>https://x/a.html?x&amp;y</loc></url>\n<url><loc>https://x/b.html</loc></url>\n</urlset>\n"
    )


def test_security_txt_runs_out_within_a_year_of_the_stichtag() -> None:
    assert metadata.security_txt(TOWN_WITH, date(2026, 2, 1)) == (
        "Contact: mailto:post@example.org\nExpires: 2027-01-31T00:00:00Z\nPreferred-Languages: de, en\n"
        f"Canonical: {BASE}/.well-known/security.txt\n"
    )


@pytest.mark.parametrize("contact", ["", "Rathaus, Zimmer 3"])
def test_without_a_mail_address_there_is_no_security_txt(contact: str) -> None:
    assert metadata.security_txt(Town(name="A", title="B", contact=contact), date(2026, 2, 1)) == ""


def test_structured_data_says_what_the_page_is_and_ends_no_script() -> None:
    page = Described(
        address=f"{BASE}/a.html", title="A </script>", description="d", language="en", above=[("Start", f"{BASE}/")]
    )
    text = metadata.structured(page, TOWN_WITH)
    assert "<" not in text
    assert json.loads(text) == {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "@id": f"{BASE}/a.html",
        "url": f"{BASE}/a.html",
        "name": "A </script>",
        "description": "d",
        "inLanguage": "en",
        "isPartOf": {
            "@type": "WebSite",
            "name": "Konzept",
            "url": f"{BASE}/",
            "publisher": {"@type": "Organization", "name": "Amt"},
        },
        "breadcrumb": {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": 1, "name": "Start", "item": f"{BASE}/"},
                {"@type": "ListItem", "position": 2, "name": "A </script>", "item": f"{BASE}/a.html"},
            ],
        },
    }


@pytest.mark.parametrize("title", ["K", "Das lebende Integrationskonzept " * 12, 'Mit "Zeichen" #und $ \\ *allem*'])
def test_preview_is_a_png_of_the_usual_size_and_always_the_same(title: str) -> None:
    town = Town(name="A", title=title)
    made = preview.draw(town)
    assert made.startswith(b"\x89PNG\r\n")
    assert struct.unpack(">II", made[16:24]) == preview.SIZE
    assert made == preview.draw(town)


def test_a_website_with_address_and_contact_says_all_of_it(tmp_path: Path) -> None:
    settings = f'{TOWN}basisadresse = "{BASE}"\nkontakt = "post@example.org"\n'
    page = "---\norphan: true\nlang: en\nfasst_zusammen: index\nstand: x\n---\n\n# English\n"
    folder = write(tmp_path / "docs", {"kommune.toml": settings, "SPR-01.md": recommendation(), "en.md": page})
    out = tmp_path / "out"
    assert sphinx(folder, out) == ""
    listed = re.findall("<loc>(.*?)</loc>", (out / "sitemap.xml").read_text("utf-8"))
    wanted = [path.with_suffix(".html").name for path in folder.glob("*.md")]
    wanted += [export.file for export in catalogue.DATA_FILES]
    assert listed == sorted(f"{BASE}/{name}" for name in wanted)
    assert (out / metadata.SECURITY).read_text("utf-8").startswith("Contact: mailto:post@example.org\n")
    assert (out / metadata.PREVIEW).exists()
    text = written(out / "index.html")
    for wanted in (
        f'<link rel="canonical" href="{BASE}/index.html">',
        f'<link rel="alternate" hreflang="de" href="{BASE}/index.html">',
        f'<link rel="alternate" hreflang="en" href="{BASE}/en.html">',
        f'<meta property="og:image" content="{BASE}/vorschau.png">',
        '<meta name="twitter:card" content="summary_large_image">',
    ):
        assert wanted in text
    assert '"identifier":"SPR-01"' in written(out / "SPR-01.html")


def test_what_is_no_longer_configured_goes_away(tmp_path: Path) -> None:
    settings = f'{TOWN}basisadresse = "{BASE}"\nkontakt = "post@example.org"\n'
    folder = write(tmp_path / "docs", {"kommune.toml": settings})
    out = tmp_path / "out"
    sphinx(folder, out)
    write(folder, {"kommune.toml": TOWN})
    sphinx(folder, out)
    assert [name for name in ("sitemap.xml", metadata.SECURITY) if (out / name).exists()] == []
    text = written(out / "index.html")
    assert not [word for word in ("og:", "ld+json", "canonical", "hreflang=") if word in text]
