"""The account of a document as a page that one can read: HTML alone, without files beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Final

from konzept.documents.accounting import WordLoss
from konzept.documents.outline import Block
from konzept.ingest.account import Account
from konzept.ingest.passages import Class
from konzept.ingest.proposals import place
from konzept.model.speech import say
from konzept.personal import LEFT_OUT, redacted

_STYLE: Final = (
    "body{font:1rem/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}"
    "table{border-collapse:collapse;width:100%;margin:1rem 0}caption{text-align:left;font-weight:bold}"
    "th,td{border:1px solid #767676;padding:.3rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}"
    "thead th{overflow-wrap:normal}ins{background:#d7f0d7}del{background:#f8d9d9}"
    "td.zahl{text-align:right}summary{cursor:pointer;font-weight:bold;padding:.3rem 0}"
    "@media print{details{display:block}}"
)
_MEANING: Final = {
    Class.UNSURE: "Ein Satz wünscht etwas; ob es {ein Eintrag} ist, entscheiden Sie.",
    Class.PERSONAL: "Namen, Adressen, Telefonnummern; sie stehen nicht in der Prüfdatei.",
    Class.TEXT: "Fließtext, in dem {kein Eintrag} erkannt ist.",
    Class.EDGE: "Steht auf jeder Seite und zählt nicht als Text des Konzepts.",
}


def page(of: Account, *, names: bool = False) -> str:
    """The page; without ``names`` what tells of persons is left out."""
    title = f"Rechenschaft: {of.of.file}"
    return framed(title, "\n".join(_body(of, title, names=names)))


def framed(title: str, body: str) -> str:
    """A page of this title that needs no other file."""
    return (
        '<!DOCTYPE html>\n<html lang="de">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n"
        "</body>\n</html>\n"
    )


def _body(of: Account, title: str, *, names: bool) -> Iterator[str]:
    yield f"<h1>{escape(title)}</h1>"
    yield (
        "<p>Diese Seite sagt, was aus jedem Absatz, jeder Zelle und jeder Fußnote des Dokuments geworden ist. Jedes "
        "Stück gehört in genau eine Klasse. Sie ist nur für die Redaktion.</p>"
    )
    yield f"<p>Prüfsumme (SHA-256): {of.of.sha256}</p>"
    yield "<h2>Ist alles gelesen?</h2>"
    yield "".join(f"<p>{escape(line)}</p>" for line in of.lines)
    yield from _loss(of.loss)
    if not of.reading.outline.ordered:
        yield (
            "<p>Das PDF sagt nicht, in welcher Reihenfolge es zu lesen ist. Die Reihenfolge ist aus der Lage auf der "
            "Seite geschlossen: Vergleichen Sie Tabellen und Spalten mit dem Dokument.</p>"
        )
    if of.warnings:
        yield "<h2>Worauf zu achten ist</h2>"
        yield f"<ul>{''.join(f'<li>{escape(warning)}</li>' for warning in of.warnings)}</ul>"
    yield "<h2>Was es ist</h2>"
    parts: dict[Class, list[Block]] = {kind: [] for kind in Class}
    for block, kind in zip(of.reading.outline.blocks, of.reading.classes, strict=True):
        parts[kind].append(block)
    yield from _sums({kind: len(found) for kind, found in parts.items() if found})
    yield "<h2>Jedes Stück</h2>"
    for kind, found in parts.items():
        if found:
            yield from _class(kind, found, names=names)


def _loss(of: WordLoss) -> Iterator[str]:
    if not of.lost and not of.extra:
        yield (
            "<p>Die Wörter des Dokuments, auf einem zweiten Weg gezählt, stimmen mit den gelesenen überein: Kein Wort "
            "fehlt, keines steht doppelt.</p>"
        )
    for words, said in ((of.lost, "Nicht gelesen"), (of.extra, "Doppelt gelesen")):
        if words:
            more = " …" if len(words) > 200 else ""
            yield f"<p>{said} ({len(words)}): {escape(', '.join(words[:200]))}{more}</p>"


def _sums(sums: Mapping[Class, int]) -> Iterator[str]:
    yield "<table><caption>Absätze, Zellen und Fußnoten nach Klassen</caption>"
    yield '<thead><tr><th scope="col">Klasse</th><th scope="col">Zahl</th><th scope="col">Hinweis</th></tr></thead>'
    rows = [(kind.label, number, say(_MEANING.get(kind, ""))) for kind, number in sums.items()]
    yield f"<tbody>{''.join(_row(*row) for row in rows)}{_row('Zusammen', sum(sums.values()), '')}</tbody></table>"


def _row(name: str, number: int, said: str) -> str:
    return f'<tr><th scope="row">{escape(name)}</th><td class="zahl">{number}</td><td>{escape(said)}</td></tr>'


def _class(kind: Class, parts: Sequence[Block], *, names: bool) -> Iterator[str]:
    yield f"<details><summary>{escape(kind.label)} ({len(parts)})</summary>"
    yield "<table>"
    yield '<thead><tr><th scope="col">Stelle</th><th scope="col">Wortlaut</th></tr></thead><tbody>'
    yield "".join(_lines(kind, parts, names=names))
    yield "</tbody></table></details>"


def _lines(kind: Class, parts: Iterable[Block], *, names: bool) -> Iterator[str]:
    for part in parts:
        said = part.said if names else LEFT_OUT if kind is Class.PERSONAL else redacted(part.said)
        yield f'<tr><th scope="row">{escape(place(part.page, part.place))}</th><td>{escape(said)}</td></tr>'
