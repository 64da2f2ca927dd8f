"""Reads the words of a document: titles, captions, sentences; and what must agree over the whole of it.

That is: footnotes and their marks, addresses that links share, headings that links lead to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from markdown_it.token import Token
from myst_parser.slugs import github_slugify, unique_slug

from konzept.findings import Finding
from konzept.markdown import permitted
from konzept.markdown.extent import DEEPEST, MOST_HEADINGS
from konzept.markdown.gathering import Gathering
from konzept.markdown.parser import parser, reference
from konzept.markdown.records import MentionKind

_SHOWN: Final = ("text", "text_special", "code_inline")


@dataclass(slots=True)
class Inlines:
    """The words of one document, with the lines of its footnotes, of their marks and of its link definitions."""

    found: Gathering
    footnotes: dict[str, int] = field(default_factory=dict)
    marks: dict[str, int] = field(default_factory=dict)
    definitions: dict[str, int] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def define(self, offset: int) -> None:
        """Note the lines of link definitions of the text just parsed, whose first line is ``offset`` + 1."""
        references = self.found.env.get("references", {})
        if len(references) > len(self.definitions):
            for label, reference in references.items():
                self.definitions.setdefault(label, offset + reference["map"][0] + 1)

    def words(self, text: str, line: int) -> None:
        """Read a title, a caption or a term."""
        for token in parser().parseInline(text, self.found.env):
            self.inline(token, line)

    def plain(self, text: str) -> str:
        """The words of a term as a page shows them, by which it is found; two of the same words are one term."""
        children = [child for token in parser().parseInline(text, self.found.env) for child in token.children or ()]
        shown = (child.content for child in children if child.type in _SHOWN or child.type == "myst_role")
        return " ".join("".join(shown).split()) or text

    def inline(self, token: Token, line: int) -> None:
        """Read words: refuse what is not permitted, note what must exist."""
        for refusal in permitted.refused_inline(token):
            self.found.refuse(line + refusal.offset, refusal.message)
        below = 0
        if any(child.level > DEEPEST for child in token.children or ()):
            self.found.refuse(line, "Hier ist zu viel ineinander verschachtelt. Lösen Sie Auszeichnungen auf.")
            self.found.reading.broken = True
            return
        for child in token.children or ():
            below += child.type in ("softbreak", "hardbreak")
            self.found.count(line + below, child.type != "text" and child.nesting >= 0)
            if child.type in _SHOWN:
                self.found.shown(child.content)
            elif child.type == "myst_role":
                self.role(child.meta["name"], child.content, line + below)
            elif child.type == "footnote_ref":
                self.marks.setdefault(str(child.meta["label"]), line + below)
            elif child.type in ("link_open", "image"):
                self.used.add(str(child.meta.get("label", "")))
            address = str(child.attrs.get("href") or child.attrs.get("src") or "")
            self.found.address(line + below, address)
            if address and not permitted.refused_address(address) and not re.match(r"[a-z]+:", address):
                kind: MentionKind = (
                    "picture" if child.type == "image" else "place" if address.startswith("#") else "file"
                )
                self.found.note(kind, address, line + below)

    def role(self, name: str, content: str, line: int) -> None:
        """Note the entry or the term that a role names."""
        if name in ("need", "term"):
            self.found.note("item" if name == "need" else "term", reference(content)[1], line)

    def picture(self, address: str, alternative: str, line: int) -> None:
        """Read a picture."""
        reasons = list(permitted.refused_picture(address, alternative))
        for reason in reasons:
            self.found.refuse(line, reason)
        if not reasons:
            self.found.note("picture", address, line)

    def anchor(self, token: Token, line: int) -> None:
        """Note the place to which a link can lead: ``token`` has the words of a heading."""
        reading = self.found.reading
        if len(reading.anchors) == MOST_HEADINGS and not reading.broken:
            reading.broken = True
            self.found.refuse(line, f"Die Datei hat mehr als {MOST_HEADINGS} Überschriften. Machen Sie mehrere daraus.")
        elif not reading.broken:
            title = "".join(child.content for child in token.children or () if child.type in ("text", "code_inline"))
            reading.anchors.add(unique_slug(github_slugify(title), reading.anchors))

    def footnote(self, label: str, line: int) -> None:
        """Note a footnote; each has a label of its own."""
        if label in self.footnotes:
            first = self.footnotes[label]
            self.found.refuse(
                line, f"Die Fußnote [^{label}] steht schon in Zeile {first}. Geben Sie ihr einen anderen Namen."
            )
        self.footnotes.setdefault(label, line)

    def astray(self) -> Iterator[Finding]:
        """Footnotes and link definitions that no text uses, marks without a footnote, refused addresses."""
        for label, line in self.marks.items():
            if label not in self.footnotes:
                yield self.found.finding(
                    line, f"Die Fußnote [^{label}] gibt es nicht. Schreiben Sie sie unter den Absatz."
                )
        for label, line in self.footnotes.items():
            if label not in self.marks:
                yield self.found.finding(line, f"Auf die Fußnote [^{label}] verweist kein Text. Streichen Sie sie.")
        for label, definition in self.found.env.get("references", {}).items():
            if reason := permitted.refused_address(str(definition["href"])):
                yield self.found.finding(self.definitions[label], reason)
            elif label not in self.used:
                message = f"Auf die Adresse zu [{label.lower()}] verweist kein Text. Streichen Sie sie."
                yield self.found.finding(self.definitions[label], message)
        for twice in self.found.env.get("duplicate_refs", []):
            line = self.definitions[twice["label"]]
            yield self.found.finding(
                line, f"Die Adresse zu [{twice['label'].lower()}] steht zweimal. Streichen Sie eine."
            )
