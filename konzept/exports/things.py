"""What a page is about, in the words of schema.org: a recommendation, days to keep in mind, the data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from konzept import catalogue
from konzept.concept import Concept
from konzept.exports.terms import Terms
from konzept.model import Event, EventKind, Recommendation, Source

Thing = dict[str, Any]
_GATHERINGS: Final = (EventKind.MEETING, EventKind.EVENT)  # a deadline is no event


def recommendation(item: Recommendation, concept: Concept) -> Thing:
    """A recommendation with what it rests on; a proposal of the Redaktion rests on nothing that names it."""
    newest = concept.newest_updates(item)
    sources = [_source(source) for source in concept.pick(item.named_in, Source)]
    return {
        "@type": "CreativeWork",
        "identifier": item.id,
        "name": item.marked,
        "creativeWorkStatus": concept.standing(item),
        **({"isBasedOn": sources} if sources else {}),
        **({"dateModified": str(newest[0].said_on)} if newest else {}),
    }


def _source(source: Source) -> Thing:
    told = {"url": source.url or "", "datePublished": str(source.date or "")}
    return {"@type": "CreativeWork", "name": source.title, **{key: value for key, value in told.items() if value}}


def events(items: Iterable[Event], page: str) -> list[Thing]:
    """The meetings and events of a page."""
    return [
        {"@type": "Event", "name": item.title, "startDate": str(item.date), "url": f"{page}#{item.id}"}
        for item in items
        if item.kind in _GATHERINGS
    ]


def dataset(terms: Terms, base: str) -> Thing:
    """The data with each of its files; ``base`` is the address of the website."""
    files = [
        {
            "@type": "DataDownload",
            "name": f"{export.title}, {export.kind.label}",
            "description": export.use,
            "encodingFormat": export.kind.media,
            "contentUrl": f"{base}/{export.file}",
        }
        for export in catalogue.DATA_FILES
    ]
    address = terms.licence_address
    return {
        "@type": "Dataset",
        "name": terms.title,
        "description": " ".join(terms.lines()),
        "inLanguage": "de",
        "isAccessibleForFree": True,
        "dateModified": terms.today.isoformat(),
        "version": terms.published,
        **({"license": address} if address else {}),
        **({"publisher": {"@type": "Organization", "name": terms.town.operator}} if terms.town.operator else {}),
        "distribution": files,
    }
