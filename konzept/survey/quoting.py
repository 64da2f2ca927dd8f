"""The words in which an answer stands in the texts: literal, in quotation marks, nothing of it taken for Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from konzept.edits import Document, EditError, NewItem, add_item
from konzept.edits.wording import escaped
from konzept.model import Update
from konzept.survey.answer import Answer

_BEGINNING: Final = re.compile(r"^((?:[0-9]+(?=[.)]))?)([-+:=~.)])")


def literal(text: str) -> str:
    """A line of others for Markdown: nothing in it is taken for a mark, no beginning for a list or a block."""
    line = escaped(text)
    return _BEGINNING.sub(lambda match: f"{match[1]}\\{match[2]}", line)


def update_title(answer: Answer) -> str:
    """The title of a Sachstand: who says what. Titles are no Markdown."""
    return f"{answer.body.name}: {answer.status.label if answer.status else ''}"


def development_title(answer: Answer) -> str:
    """The title of an Entwicklung; a status that has no ground yet is not repeated."""
    return f"Auskunft: {answer.body.name}"


def statement(answer: Answer) -> str:
    """The text below it."""
    return "\n\n".join(_paragraphs(answer))


def unfounded(answer: Answer) -> str:
    """The text below an Entwicklung that stands there because the status has no ground yet."""
    stated = f"Die Stelle gibt als Stand an: {answer.status.label}. " if answer.status else ""
    return f"{stated}Sitzung und Vorlage dazu nennt sie nicht.\n\n{statement(answer)}".rstrip()


def _paragraphs(answer: Answer) -> Iterator[str]:
    if answer.what:
        lines = [literal(line) for line in answer.what.split("\n")]
        yield "„" + "\n\n".join(lines) + "“"
    if answer.since:
        yield f"Seit wann, nach Angabe der Stelle: {answer.since.german}."
    if answer.next_step:
        until = f" Bis: {answer.target.german}." if answer.target else ""
        yield f"Nächster Schritt, nach Angabe der Stelle: „{literal(answer.next_step)}“.{until}"
    if answer.proof:
        title = literal(answer.proof)
        yield f"Als Beleg nennt die Stelle: {f'[{title}]({_target(answer.url)})' if answer.url else f'„{title}“'}."


def refused(answer: Answer) -> str:
    """Why what was said can't stand in a text, for its cell; empty if it can. An empty text is cheap to try it in."""
    item = NewItem(kind=Update, id=f"{answer.item}-S1", title=update_title(answer), text=statement(answer))
    try:
        add_item(Document("antwort.md", b""), item)
    except EditError as error:
        return " ".join(finding.beside_field for finding in error.findings)
    return ""


def _target(url: str) -> str:
    """An address in which no bracket ends the link."""
    return url.replace("(", "%28").replace(")", "%29")
