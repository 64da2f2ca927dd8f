"""What machines want to know of the website: previews, sitemap, structured data, whom to tell of a hole."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from xml.sax.saxutils import escape

from konzept.exports.things import Thing
from konzept.town import Town

PREVIEW: Final = "vorschau.png"
SECURITY: Final = ".well-known/security.txt"
AS_IT_IS: Final = ".nojekyll"
"""Empty: GitHub then serves folders that begin with an underscore too."""
# RFC 9116 recommends less than a year.
_VALID: Final = timedelta(days=364)


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A page as machines are told of it; ``above`` is the way to it from the start page, as title and address.

    ``main`` is what it is about and ``mentions`` what else stands on it (see :mod:`konzept.exports.things`).
    """

    address: str
    title: str
    description: str
    language: str
    above: Sequence[tuple[str, str]]
    main: Thing | None = None
    mentions: Sequence[Thing] = ()


def sitemap(addresses: Iterable[str]) -> str:
    """The public addresses of all pages (sitemaps.org)."""
    rows = "".join(f"<url><loc>{escape(address)}</loc></url>\n" for address in sorted(addresses))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</urlset>\n'
    )


def security_txt(town: Town, today: date) -> str:
    """Whom to tell of a weakness of the website (RFC 9116); nothing while no contact is known."""
    if "@" not in town.contact:
        return ""
    lines = [f"Contact: mailto:{town.contact}", f"Expires: {today + _VALID}T00:00:00Z", "Preferred-Languages: de, en"]
    if town.base_address:
        lines.append(f"Canonical: {town.base}/{SECURITY}")
    return "".join(f"{line}\n" for line in lines)


def structured(page: Described, town: Town) -> str:
    """The page in the words of schema.org, as JSON-LD that may stand in a script element."""
    website: dict[str, Any] = {"@type": "WebSite", "name": town.title, "url": town.base + "/"}
    if town.operator:
        website["publisher"] = {"@type": "Organization", "name": town.operator}
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "@id": page.address,
        "url": page.address,
        "name": page.title,
        "description": page.description,
        "inLanguage": page.language,
        "isPartOf": website,
    }
    if page.above:
        steps = [*page.above, (page.title, page.address)]
        data["breadcrumb"] = {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": number, "name": name, "item": address}
                for number, (name, address) in enumerate(steps, 1)
            ],
        }
    if page.main:
        data["mainEntity"] = page.main
    if page.mentions:
        data["mentions"] = list(page.mentions)
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
