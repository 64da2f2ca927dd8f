"""Mends what texts of an older version must say otherwise now; what only people can know, it tells them to write."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from konzept.edits import Document, EditError, FileChange, add_to_part, remove_option
from konzept.edits.wording import escaped
from konzept.findings import Finding
from konzept.markdown.records import Record
from konzept.model import BLOCK_REALISATION, Item, Recommendation

Model = Mapping[str, Mapping[str, Any]]
Examine = Callable[[Mapping[str, bytes]], Sequence[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mend:
    """With the option ``since`` those of ``of`` mean something else: what a text of before becomes.

    ``done`` is told before the items that were mended, ``open`` of each that was not.
    """

    kind: type[Item]
    since: str
    of: tuple[str, ...]
    write: Callable[[Document, str], Document]
    done: str
    open: str

    def concerns(self, before: Model) -> bool:
        """Whether texts of this model said it as it was before."""
        options = before.get(self.kind.NAME, {})
        return self.since not in options and any(name in options for name in self.of)

    def needed(self, record: Record) -> bool:
        """Whether this item says so."""
        given = record.options
        return record.type == self.kind.NAME and self.since not in given and any(name in given for name in self.of)


class Mended(NamedTuple):
    """The texts that change, by their names below ``docs/``, and what is to be told."""

    changes: tuple[FileChange, ...]
    told: tuple[str, ...]


def mended(contents: Mapping[str, bytes], before: Model, examine: Examine) -> Mended:
    """Mend what texts of the model ``before`` say; a text in which the examination then finds more errors stays.

    ``examine`` gives the findings with other contents of some files.
    """
    changes: list[FileChange] = []
    told: list[str] = []
    for mend in (mend for mend in MENDS if mend.concerns(before)):
        new = {change.path: change.new or b"" for change in changes}
        documents = [Document(name, content) for name, content in {**contents, **new}.items()]
        found = [(document, idents) for document in documents if (idents := _needing(document, mend))]
        written = _kept([*_written(found, mend)], new, examine)
        changes = [*(change for change in changes if change.path not in {c.path for c in written}), *written]
        told += _told(found, {change.path for change in written}, mend)
    return Mended(tuple(FileChange(c.path, contents[c.path], c.new) for c in changes), tuple(told))


def _needing(document: Document, mend: Mend) -> list[Record]:
    try:
        return [record for record in document.reading.records if mend.needed(record)]
    except EditError:
        return []  # nobody can read it, which the examination tells


def _written(found: list[tuple[Document, list[Record]]], mend: Mend) -> Iterator[FileChange]:
    for document, records in found:
        new = document
        try:
            for record in records:
                new = mend.write(new, record.id)
        except EditError:
            continue  # it is told what to write
        yield FileChange(document.file, document.content, new.content)


def _kept(changes: list[FileChange], others: dict[str, bytes], examine: Examine) -> list[FileChange]:
    """The changes with which the examination finds no error more."""
    known = _errors(examine(others))
    while changes:
        worse = _errors(examine({**others, **{change.path: change.new or b"" for change in changes}})) - known
        if not worse:
            break
        files = {file for file, _ in worse} & {change.path for change in changes}
        changes = [change for change in changes if change.path not in files] if files else []
    return changes


def _errors(findings: Sequence[Finding]) -> set[tuple[str, str]]:
    return {(finding.place.file, finding.message) for finding in findings if finding.is_error}


def _told(found: list[tuple[Document, list[Record]]], written: set[str], mend: Mend) -> Iterator[str]:
    if done := [record.id for document, records in found if document.file in written for record in records]:
        yield f"{mend.done} Betroffen: {', '.join(done)}."
    for record in (record for document, records in found if document.file not in written for record in records):
        place = record.at(next(name for name in mend.of if name in record.options))
        yield f"docs/{place.file}:{place.line}: {record.id}: {mend.open}"


def _competence(document: Document, ident: str) -> Document:
    """What the Redaktion proposed stands among its proposals, in the words that readers saw."""
    options = document.block(ident).record.options
    labels = {spec.name: spec.label for _, spec in Recommendation.options()}
    said = [f"{labels[name]}: {escaped(options[name])}" for name in _COMPETENCE if options.get(name)]
    for name in _COMPETENCE:
        document = remove_option(document, ident, name)
    return add_to_part(document, ident, BLOCK_REALISATION, "".join(f"{words.rstrip('.')}. " for words in said).strip())


_COMPETENCE: Final = ("federfuehrend", "entscheidet")
_BY_SOURCE: Final = "schreiben Sie darunter ':zustaendig_laut:' mit ihrer ID, etwa ':zustaendig_laut: Q-KONZEPT'"
MENDS: Final = (
    Mend(
        kind=Recommendation,
        since="zustaendig_laut",
        of=_COMPETENCE,
        write=_competence,
        done="'federfuehrend' und 'entscheidet' waren Vorschläge der Redaktion und sind jetzt Angaben einer Quelle: "
        f"Sie kommen deshalb in den Text unter „{BLOCK_REALISATION}“. Sagt es eine Quelle, {_BY_SOURCE}, bevor "
        "Sie --apply geben: Dann bleibt die Angabe, wo sie ist.",
        open="'federfuehrend' und 'entscheidet' stehen nur noch mit der Quelle, die es sagt. Gibt es eine, "
        f"{_BY_SOURCE}. Sonst sagen Sie es im Text und nehmen die Angabe weg.",
    ),
)
