"""Reads Markdown into records, with the place of every option, and refuses what is not permitted.

The parser is MyST's own, so blocks are found as MyST finds them. What MyST would read
differently from what stands there (YAML quotes, comments) is a fault: nothing is lost silently.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, MutableMapping
from functools import cache
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.slugs import github_slugify, unique_slug

from konzept.findings import Finding
from konzept.markdown import fences, permitted, structure
from konzept.markdown.characters import LONGEST_TITLE, normalised, refused_characters
from konzept.markdown.options import Options, read_options
from konzept.markdown.permitted_blocks import BLOCKS, LANGUAGE, Content, PermittedBlock
from konzept.markdown.records import Mention, MentionKind, Reading, Record
from konzept.model import TYPE_BY_NAME, Place
from konzept.model.dates import is_day

MYST_EXTENSIONS = ("colon_fence", "deflist")
MOST_HEADINGS: Final = 3_000  # MyST compares each with those before it
DEEPEST: Final = 18  # of the 20 levels that the parser goes before it drops what is deeper
_OPENING = re.compile(r"\s*(?:`{3,}|~{3,}|:{2,})\s*\{([a-z]+)\}")
_REFERENCE = re.compile(r"(?:.*<([^<>]+)>|(.*))", re.DOTALL)
_WORD = re.compile(r"\w+")


def read(text: str, file: str) -> Reading:
    """Read one document. ``file`` names it in places, relative to the folder of the texts.

    Umlauts that a Mac writes in two characters are read as one.
    """
    reader = _Reader(file)
    for line, message in refused_characters(text):
        reader.refuse(line, message)
    text = normalised(text)
    reader.reading.body = text
    if reader.reading.findings:  # what makes parsers disagree is mended first
        reader.reading.broken = True
        return reader.reading
    reader.blocks(text, 0)
    reader.unseen(text)
    return reader.finish()


@cache
def parser() -> MarkdownIt:
    """MyST's parser, which also shows links of any scheme, since they are to be refused."""
    made = create_md_parser(MdParserConfig(enable_extensions=set(MYST_EXTENSIONS)), RendererHTML)
    made.validateLink = lambda url: True  # type: ignore[method-assign]  # markdown-it offers no setting for it
    return made


def named(info: str) -> tuple[str, str] | None:
    """Name and argument of a directive, from what stands behind its colons or backticks, as MyST takes it."""
    name, _, argument = info.strip().partition(" ")
    if name.startswith("{") and name.endswith("}") and len(name) > 2:
        return name[1:-1], argument.strip()
    return None


class _Reader:
    """Walks through the blocks of one document and collects what they give.

    ``env`` is what Markdown keeps for a whole document (addresses of links, footnotes):
    MyST shares it between a page and the texts of its blocks, and so does this reader.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.reading = Reading(file=file)
        self.env: MutableMapping[str, Any] = {}
        self.seen: set[int] = set()
        self.nameless: list[Finding] = []
        self.footnotes: dict[str, int] = {}
        self.marks: dict[str, int] = {}
        self.definitions: dict[str, int] = {}
        self.in_heading = False
        self.level = 0

    def blocks(self, text: str, offset: int, outer: tuple[str, ...] = ()) -> list[Token]:
        """Read the blocks of a text whose first line is ``offset`` + 1, inside the blocks ``outer``."""
        lines = text.split("\n")
        tokens = parser().parse(text + "\n", self.env)
        for label, reference in self.env.get("references", {}).items():
            self.definitions.setdefault(label, offset + reference["map"][0] + 1)
        for below, message in structure.surplus_cells(tokens, lines):
            self.refuse(offset + below + 1, message)
        for token in tokens:
            line = offset + token.map[0] + 1 if token.map else offset + 1
            if token.level + 3 * len(outer) > DEEPEST:
                self.refuse(line, "Hier ist zu viel ineinander verschachtelt. Lösen Sie Listen und Blöcke auf.")
                self.reading.broken = True
                break
            self.token(token, line, lines, outer)
        return tokens

    def token(self, token: Token, line: int, lines: list[str], outer: tuple[str, ...]) -> None:
        """Read one token of a text."""
        match token.type:
            case "fence" | "colon_fence":
                self.fence(token, line, lines, outer)
            case "html_block":
                self.refuse(line, "HTML ist nicht erlaubt. Schreiben Sie es in Markdown, Kommentare hinter %.")
            case "front_matter" if outer:
                self.refuse(line, "Ein Kopf zwischen zwei Zeilen '---' steht nur am Anfang der Datei.")
            case "front_matter":
                self.front_matter(token, line)
            case "inline":
                self.inline(token, line)
                self.anchor(token, line)
            case "code_block":
                self.shown(token.content)
            case "heading_open":
                self.in_heading = True
                if not outer:
                    self.heading(int(token.tag[1]), line)
            case "footnote_reference_open":
                self.footnote(str(token.meta["label"]), line)
            case "myst_line_comment":
                self.hint(line, "Eine Zeile, die mit % beginnt, ist ein Kommentar und steht auf keiner Seite.")
            case "myst_block_break" | "myst_target" | "hr" if token.map:
                self.refuse(line, f"{lines[token.map[0]].strip()!r} ist nicht vorgesehen. {_INSTEAD[token.type]}")

    def front_matter(self, token: Token, line: int) -> None:
        """Read the head of the document."""
        for refusal in permitted.refused_front_matter(token.content):
            self.refuse(line + refusal.offset, refusal.message)
        for number, written in enumerate(token.content.split("\n"), line + 1):
            key, _, value = written.partition(":")
            self.reading.head[key.strip()] = value.strip()
            self.reading.head_lines[key.strip()] = number
        if token.map:
            self.reading.body = "\n".join(self.reading.body.split("\n")[token.map[1] :])

    def fence(self, token: Token, line: int, lines: list[str], outer: tuple[str, ...]) -> None:
        """Read a fenced block: a directive, an example of code, or a mistake."""
        found = named(token.info)
        example = found is None or found[0] == "code-block"
        self.seen |= set(range(line, line + token.content.count("\n") + 2)) if example else {line}
        if found is None and token.type == "colon_fence":
            self.nameless.append(self.finding(line, fences.nameless(token)))
            return
        if not fences.is_closed(token, lines):
            self.reading.broken = True
            self.refuse(line, fences.unclosed(found[0] if found else "", token.markup, outer[-1] if outer else ""))
        if found:
            self.directive(*found, token.content, line, outer)
        elif (language := token.info.strip()) and not LANGUAGE.takes(language):
            self.refuse(line, f"Hinter {token.markup} steht {LANGUAGE.wanted} oder nichts, gefunden: {language!r}.")
        else:
            self.shown(token.content)

    def directive(self, name: str, argument: str, content: str, line: int, outer: tuple[str, ...]) -> None:
        """Read a directive and what stands in it."""
        options = read_options(content, line + 1)
        for number, message in options.faults:
            self.refuse(number, message)
        if name in TYPE_BY_NAME:
            self.kin(name, line, outer)
            self.record(name, argument, options, line, outer)
            return
        if reason := permitted.refused_directive(name, argument, options.values, options.text):
            self.refuse(line, reason)
            return
        self.mention(name, argument, options, line)
        self.kin(name, line, outer)
        self.content(name, BLOCKS[name], argument, options, line, outer)

    def kin(self, name: str, line: int, outer: tuple[str, ...]) -> None:
        """Report a block that stands where it can't."""
        block, above = BLOCKS[name], outer[-1] if outer else ""
        if block.parents and above not in block.parents:
            self.refuse(line, f"{{{name}}} steht nur in {{{block.parents[0]}}}.")
        if above and BLOCKS[above].children and name not in BLOCKS[above].children:
            self.refuse(line, f"In {{{above}}} stehen nur Blöcke der Art {{{BLOCKS[above].children[0]}}}.")

    def content(
        self, name: str, block: PermittedBlock, argument: str, options: Options, line: int, outer: tuple[str, ...]
    ) -> None:
        """Read what stands in a block, as MyST will hand it to the directive."""
        for option, value in options.values.items():
            if option in block.options and block.options[option].markdown:
                self.words(value, options.lines[option])
        if block.argument and block.argument.markdown and argument:
            self.words(argument, line)
        text, first = options.text, options.end
        if block.argument is None and argument and not options.values:
            text, first = f"{argument}\n{text}", first - 1
        if block.content is Content.LITERAL:
            self.shown(text)
        elif block.content is Content.TERMS:
            self.glossary(text, first, (*outer, name))
        elif block.content not in (Content.NOTHING, Content.PAGES):
            tokens = self.blocks(text, first, (*outer, name))
            if reason := structure.refused_structure(name, block.content, tokens):
                self.refuse(line, reason)
            if block.children and any(t.level == 0 and t.type not in ("fence", "colon_fence") for t in tokens):
                self.refuse(line, f"In {{{name}}} stehen nur Blöcke der Art {{{block.children[0]}}}.")

    def glossary(self, text: str, offset: int, outer: tuple[str, ...]) -> None:
        """Read the terms of a glossary and their explanations."""
        found, faults = structure.entries(text, offset)
        for line, message in faults:
            self.refuse(line, message)
        for entry in found:
            for line, term in entry.terms:
                self.words(term, line)
                self.note("explained", term, line)
            self.blocks(entry.text, entry.line - 1, outer)

    def record(self, name: str, title: str, options: Options, line: int, outer: tuple[str, ...]) -> None:
        """Read a need."""
        if outer:
            self.refuse(
                line,
                f"{{{name}}} steht innerhalb von {{{outer[-1]}}}. Jeder Eintrag steht für sich: "
                "Schließen Sie den Block davor, bevor dieser beginnt.",
            )
        if len(title) > LONGEST_TITLE:
            self.refuse(line, f"Der Titel hat {len(title)} Zeichen, möglich sind {LONGEST_TITLE}. Kürzen Sie ihn.")
        stray = fences.stray_options(options, BLOCKS[name].options)
        for option, number in list(stray.items())[:1]:
            self.refuse(number, fences.stray_option(option))
        lines = options.text.split("\n")
        blank = next((n for n, written in enumerate(lines) if written.strip()), 0)
        number = len(self.reading.records)
        parts = structure.parts(self.blocks(options.text, options.end, (*outer, name)), lines)
        self.reading.records.insert(
            number,
            Record(
                type=name,
                title=title,
                options=options.values,
                lines=options.lines,
                unread=options.unread | stray.keys(),
                text=options.text.strip("\n"),
                text_line=options.end + 1 + blank,
                place=Place(file=self.file, line=line),
                parts=parts,
            ),
        )
        for option, value in options.values.items():
            if reason := permitted.refused_value(option, value):
                self.refuse(options.lines[option], reason)

    def mention(self, name: str, argument: str, options: Options, line: int) -> None:
        """Note what a directive names that must exist elsewhere."""
        if name == "ansicht":
            self.note("view", argument, line)
        if name == "ansicht" and (field_id := options.values.get("handlungsfeld")):
            self.note("field", field_id, options.lines["handlungsfeld"])
        if name == "ansicht" and "tag" in options.values:
            self.day(argument, options)
        if name in ("image", "figure"):
            self.picture(argument, options.values.get("alt", ""), line)
        if name == "toctree":
            for number, entry in enumerate(options.text.split("\n"), options.end + 1):
                self.toctree(entry, number, "glob" in options.values)

    def picture(self, address: str, alternative: str, line: int) -> None:
        """Read a picture."""
        reasons = list(permitted.refused_picture(address, alternative))
        for reason in reasons:
            self.refuse(line, reason)
        if not reasons:
            self.note("picture", address, line)

    def day(self, view: str, options: Options) -> None:
        """Read the day that a view looks back to."""
        line, value = options.lines["tag"], options.values["tag"]
        if not is_day(value):
            self.refuse(line, f"'tag' ist ein Tag wie 2025-03-25, gefunden: {value!r}.")
        elif "handlungsfeld" in options.values:
            self.refuse(line, "Eine Ansicht hat 'handlungsfeld' oder 'tag', nicht beides. Streichen Sie eine Zeile.")
        else:
            self.note("day", view, line)

    def toctree(self, entry: str, line: int, glob: bool) -> None:
        """Note the page that an entry of a table of contents names."""
        match = re.fullmatch(r".*<([^<>]+)>", entry)
        target = match[1] if match else entry
        if not target.strip():
            return
        if entry != entry.strip():
            self.refuse(line, f"Eine Seite des Inhaltsverzeichnisses steht ganz links, gefunden: {entry!r}.")
        elif reason := permitted.refused_address(target):
            self.refuse(line, reason)
        elif glob and re.search(r"[*?\[]", target):
            self.note("pages", target, line)
        elif not target.startswith(("https://", "http://")) and target != "self":
            self.note("page", target, line)

    def words(self, text: str, line: int) -> None:
        """Read a title, a caption or a term."""
        for token in parser().parseInline(text, self.env):
            self.inline(token, line)

    def inline(self, token: Token, line: int) -> None:
        """Read words: refuse what is not permitted, note what must exist."""
        for refusal in permitted.refused_inline(token):
            self.refuse(line + refusal.offset, refusal.message)
        below = 0
        for child in token.children or ():
            below += child.type in ("softbreak", "hardbreak")
            if child.type in ("text", "text_special", "code_inline"):
                self.shown(child.content)
            elif child.type == "myst_role":
                self.role(child.meta["name"], child.content, line + below)
            elif child.type == "footnote_ref":
                self.marks.setdefault(str(child.meta["label"]), line + below)
            address = str(child.attrs.get("href") or child.attrs.get("src") or "")
            if address and not permitted.refused_address(address) and not re.match(r"[a-z]+:", address):
                kind: MentionKind = (
                    "picture" if child.type == "image" else "place" if address.startswith("#") else "file"
                )
                self.note(kind, address, line + below)

    def role(self, name: str, content: str, line: int) -> None:
        """Note the entry or the term that a role names."""
        match = _REFERENCE.fullmatch(content)
        if name in ("need", "term"):
            target = (match[1] or match[2]).strip() if match else ""
            self.note("item" if name == "need" else "term", target, line)

    def shown(self, text: str) -> None:
        """Count words that a page will show."""
        self.reading.words.update(_WORD.findall(text))

    def heading(self, level: int, line: int) -> None:
        """Report a heading that leaves out a level, or a second title of the page."""
        above = self.level or (1 if self.reading.records else 0)
        if level > above + 1 or (level == 1 and above):
            wanted = "#" * min(above + 1, 6) if level > 1 else "##"
            self.refuse(line, f"Hier gehört eine Überschrift der Stufe {wanted!r} hin, gefunden: {'#' * level!r}.")
        self.level = level

    def anchor(self, token: Token, line: int) -> None:
        """Note the place to which a link can lead, if these are the words of a heading."""
        if self.in_heading and len(self.reading.anchors) == MOST_HEADINGS and not self.reading.broken:
            self.reading.broken = True
            self.refuse(line, f"Die Datei hat mehr als {MOST_HEADINGS} Überschriften. Machen Sie mehrere daraus.")
        elif self.in_heading and not self.reading.broken:
            title = "".join(child.content for child in token.children or () if child.type in ("text", "code_inline"))
            self.reading.anchors.add(unique_slug(github_slugify(title), self.reading.anchors))
        self.in_heading = False

    def footnote(self, label: str, line: int) -> None:
        """Note a footnote; each has a label of its own."""
        if label in self.footnotes:
            first = self.footnotes[label]
            self.refuse(
                line, f"Die Fußnote [^{label}] steht schon in Zeile {first}. Geben Sie ihr einen anderen Namen."
            )
        self.footnotes.setdefault(label, line)

    def unseen(self, text: str) -> None:
        """Report lines that look like the beginning of a need but are not read as one."""
        for number, written in enumerate(text.split("\n"), 1):
            match = _OPENING.match(written)
            if number not in self.seen and match and match[1] in TYPE_BY_NAME and not self.reading.broken:
                self.refuse(
                    number,
                    f"Hier soll {{{match[1]}}} beginnen, wird aber nicht als Block gelesen. Schreiben Sie drei "
                    "Doppelpunkte und den Titel ohne das Zeichen ` und ohne Einrückung.",
                )

    def finish(self) -> Reading:
        """The reading; a nameless fence is reported only if it is not the end of a broken block."""
        if self.nameless and not self.reading.broken:
            self.reading.broken = True
            self.reading.findings.append(self.nameless[0])
        if not self.reading.broken:
            self.reading.findings += self.astray()
        return self.reading

    def astray(self) -> Iterator[Finding]:
        """Footnotes without a mark in the text, marks without a footnote, refused addresses of link definitions."""
        for label, line in self.marks.items():
            if label not in self.footnotes:
                yield self.finding(line, f"Die Fußnote [^{label}] gibt es nicht. Schreiben Sie sie unter den Absatz.")
        for label, line in self.footnotes.items():
            if label not in self.marks:
                yield self.finding(line, f"Auf die Fußnote [^{label}] verweist kein Text. Streichen Sie sie.")
        for label, reference in self.env.get("references", {}).items():
            if reason := permitted.refused_address(str(reference["href"])):
                yield self.finding(self.definitions[label], reason)
        for twice in self.env.get("duplicate_refs", []):
            line = self.definitions[twice["label"]]
            yield self.finding(line, f"Die Adresse zu [{twice['label'].lower()}] steht zweimal. Streichen Sie eine.")

    def note(self, kind: MentionKind, target: str, line: int) -> None:
        """Keep something that must exist elsewhere."""
        self.reading.mentions.append(Mention(kind, target, Place(file=self.file, line=line)))

    def refuse(self, line: int, message: str) -> None:
        """Keep a finding of this document."""
        self.reading.findings.append(self.finding(line, message))

    def hint(self, line: int, message: str) -> None:
        """Keep a Hinweis of this document."""
        place = Place(file=self.file, line=line)
        self.reading.findings.append(Finding(place=place, rule="form", message=message, severity="hinweis"))

    def finding(self, line: int, message: str) -> Finding:
        """A finding of form at a line of this document."""
        return Finding(place=Place(file=self.file, line=line), rule="form", message=message)


_INSTEAD: Final = {
    "myst_block_break": "Schreiben Sie ein anderes Zeichen an den Anfang der Zeile.",
    "myst_target": "Überschriften und Einträge haben ihre Adresse von selbst.",
    "hr": "Gliedern Sie den Text mit Überschriften.",
}
