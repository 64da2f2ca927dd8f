"""Reads Markdown into records, with the place of every option, and refuses what is not permitted.

The parser is MyST's own, so blocks are found as MyST finds them. What MyST would read
differently from what stands there (YAML quotes, comments) is a fault: nothing is lost silently.
"""

from __future__ import annotations

from typing import Final

from markdown_it.token import Token

from konzept.findings import Finding
from konzept.markdown import fences, glossary, mentions, paper_tables, permitted, screen, structure
from konzept.markdown.characters import normalised, refused_characters
from konzept.markdown.extent import DEEPEST, LONGEST_TITLE, PAPERS
from konzept.markdown.gathering import Gathering
from konzept.markdown.inlines import Inlines
from konzept.markdown.options import Options, read_options
from konzept.markdown.parser import named, parser
from konzept.markdown.permitted_blocks import BLOCKS, LANGUAGE, Content, PermittedBlock
from konzept.markdown.records import Reading, Record
from konzept.markdown.skeleton import Entry, entry, last_line
from konzept.model import TYPE_BY_NAME, Place


def read(text: str, file: str, outline: list[Entry] | None = None) -> Reading:
    """Read one document. ``file`` names it in places, relative to the folder of the texts.

    Umlauts that a Mac writes in two characters are read as one. ``outline`` takes what stands in which lines.
    """
    reader = _TokenReader(file, outline)
    for line, message in refused_characters(text):
        reader.found.refuse(line, message, plain=True)
    text = normalised(text)
    reader.reading.body = text
    reader.reading.of_screen = list(screen.found(text))
    if reader.reading.findings:  # what makes parsers disagree is mended first
        reader.reading.broken = True
        return reader.reading
    reader.blocks(text, 0)
    return reader.finish(text)


class _TokenReader:
    """Walks through the blocks of one document and collects what they give."""

    def __init__(self, file: str, outline: list[Entry] | None) -> None:
        self.outline = outline
        self.reading = Reading(file=file)
        self.found = Gathering(self.reading)
        self.inlines = Inlines(self.found)
        self.seen: set[int] = set()
        self.nameless: list[Finding] = []
        self.in_heading = False
        self.level = 0

    def blocks(self, text: str, offset: int, outer: tuple[str, ...] = ()) -> list[Token]:
        """Read the blocks of a text whose first line is ``offset`` + 1, inside the blocks ``outer``."""
        lines = text.split("\n")
        tokens = parser().parse(text + "\n", self.found.env)
        self.inlines.define(offset)
        for below, message in (*structure.surplus_cells(tokens, lines), *paper_tables.refused(tokens)):
            self.found.refuse(offset + below + 1, message)
        for token in tokens:
            line = offset + token.map[0] + 1 if token.map else offset + 1
            if token.level + 3 * len(outer) > DEEPEST:
                self.found.refuse(line, "Hier ist zu viel ineinander verschachtelt. Lösen Sie Listen und Blöcke auf.")
                self.reading.broken = True
                break
            self.found.count(line, token.nesting >= 0)
            if self.found.full:
                break
            self.token(token, line, lines, outer)
        return tokens

    def token(self, token: Token, line: int, lines: list[str], outer: tuple[str, ...]) -> None:
        """Read one token of a text."""
        if self.outline is not None and token.map:
            self.outline.append(entry(token, line, len(outer)))
        match token.type:
            case "fence" | "colon_fence":
                self.fence(token, line, lines, outer)
            case "html_block":
                self.found.refuse(line, "HTML ist nicht erlaubt. Schreiben Sie es in Markdown, Kommentare hinter %.")
            case "front_matter" if outer:
                self.found.refuse(line, "Ein Kopf zwischen zwei Zeilen '---' steht nur am Anfang der Datei.")
            case "front_matter":
                self.front_matter(token, line)
            case "inline":
                self.inlines.inline(token, line)
                if self.in_heading:
                    if self.level > 1 or not self.reading.file.startswith(f"{PAPERS}/"):
                        self.title(token.content, line)
                    self.inlines.anchor(token, line)
                self.in_heading = False
            case "code_block":
                self.found.shown(token.content)
            case "heading_open":
                self.in_heading = True
                if not outer:
                    self.heading(int(token.tag[1]), line)
            case "footnote_reference_open":
                self.inlines.footnote(str(token.meta["label"]), line)
            case "myst_line_comment":
                self.found.hint(line, "Eine Zeile, die mit % beginnt, ist ein Kommentar und steht auf keiner Seite.")
            case "myst_block_break" | "myst_target" | "hr" if token.map:
                self.found.refuse(line, f"{lines[token.map[0]].strip()!r} ist nicht vorgesehen. {_INSTEAD[token.type]}")

    def front_matter(self, token: Token, line: int) -> None:
        """Read the head of the document."""
        for refusal in permitted.refused_front_matter(token.content):
            self.found.refuse(line + refusal.offset, refusal.message)
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
            self.nameless.append(self.found.finding(line, fences.nameless(token)))
            return
        if not fences.is_closed(token, lines):
            self.reading.broken = True
            if not (found and outer and {found[0], outer[-1]} <= TYPE_BY_NAME.keys()):  # which stand by themselves
                self.found.refuse(
                    line, fences.unclosed(found[0] if found else "", token.markup, outer[-1] if outer else "")
                )
        if found:
            self.directive(*found, token, line, outer)
        elif (language := token.info.strip()) and not LANGUAGE.takes(language):
            self.found.refuse(
                line, f"Hinter {token.markup} steht {LANGUAGE.wanted} oder nichts, gefunden: {language!r}."
            )
        else:
            self.found.shown(token.content)

    def directive(self, name: str, argument: str, token: Token, line: int, outer: tuple[str, ...]) -> None:
        """Read a directive and what stands in it."""
        options = read_options(token.content, line + 1)
        for number, message in options.faults:
            self.found.refuse(number, message)
        if name in TYPE_BY_NAME:
            self.kin(name, line, outer)
            self.record(name, argument, options, (line, last_line(token, line)), outer)
            return
        if reason := permitted.refused_directive(name, argument, options.values, options.text):
            self.found.refuse(line, reason)
            return
        self.found.count(line, options.text.count("\n") if BLOCKS[name].content in _BY_LINE else 0)
        if self.found.full:
            return
        self.reading.lists += name in _LISTS
        mentions.note(name, argument, options, line, self.inlines)
        self.kin(name, line, outer)
        self.content(name, BLOCKS[name], argument, options, line, outer)

    def kin(self, name: str, line: int, outer: tuple[str, ...]) -> None:
        """Report a block that stands where it can't."""
        block, above = BLOCKS[name], outer[-1] if outer else ""
        if block.parents and above not in block.parents:
            self.found.refuse(line, f"{{{name}}} steht nur in {{{block.parents[0]}}}.")
        if above and BLOCKS[above].children and name not in BLOCKS[above].children:
            self.found.refuse(line, f"In {{{above}}} stehen nur Blöcke der Art {{{BLOCKS[above].children[0]}}}.")

    def content(
        self, name: str, block: PermittedBlock, argument: str, options: Options, line: int, outer: tuple[str, ...]
    ) -> None:
        """Read what stands in a block, as MyST will hand it to the directive."""
        for option, value in options.values.items():
            if option in block.options and block.options[option].markdown:
                self.inlines.words(value, options.lines[option])
        self.title(options.values.get("caption", argument if block.argument else ""), line)
        if block.argument and block.argument.markdown and argument:
            self.inlines.words(argument, line)
        text, first = options.text, options.end
        if block.argument is None and argument and not options.values:
            text, first = f"{argument}\n{text}", first - 1
        if block.content is Content.LITERAL:
            self.found.shown(text)
        elif block.content is Content.TERMS:
            self.glossary(text, first, (*outer, name))
        elif block.content not in (Content.NOTHING, Content.PAGES):
            tokens = self.blocks(text, first, (*outer, name))
            if reason := structure.refused_structure(name, block.content, tokens, options.values):
                self.found.refuse(line, reason)
            if block.children and any(t.level == 0 and t.type not in ("fence", "colon_fence") for t in tokens):
                self.found.refuse(line, f"In {{{name}}} stehen nur Blöcke der Art {{{block.children[0]}}}.")

    def glossary(self, text: str, offset: int, outer: tuple[str, ...]) -> None:
        """Read the terms of a glossary and their explanations."""
        found, faults = glossary.entries(text, offset)
        for line, message in faults:
            self.found.refuse(line, message)
        for explained in found:
            for line, term in explained.terms:
                self.inlines.words(term, line)
                self.found.note("explained", self.inlines.plain(term), line)
            self.blocks(explained.text, explained.line - 1, outer)

    def record(self, name: str, title: str, options: Options, span: tuple[int, int], outer: tuple[str, ...]) -> None:
        """Read a need, which stands in the lines ``span``."""
        line = span[0]
        if outer:
            self.found.refuse(
                line,
                f"{{{name}}} steht innerhalb von {{{outer[-1]}}}. Jeder Eintrag steht für sich: "
                "Schließen Sie den Block davor, bevor dieser beginnt.",
            )
        self.title(title, line)
        if reason := permitted.refused_value("Titel", title):
            self.found.refuse(line, reason)
        stray = fences.stray_options(options, BLOCKS[name].options)
        for option, number in list(stray.items())[:1]:
            self.found.refuse(number, fences.stray_option(option))
        number = len(self.reading.records)  # before those within
        lines = options.text.split("\n")
        record = Record(
            type=name,
            title=title,
            options=options.values,
            lines=options.lines,
            unread=options.unread | stray.keys(),
            text=options.text.strip("\n"),
            place=Place(file=self.reading.file, line=line),
            parts=structure.parts(self.blocks(options.text, options.end, (*outer, name)), lines),
            below=options.end + 1,
            end=span[1],
        )
        self.reading.records.insert(number, record)
        for option, value in options.values.items():
            if reason := permitted.refused_value(option, value):
                self.found.refuse(options.lines[option], reason)

    def title(self, title: str, line: int) -> None:
        """Report a title that is too long: it stands in menus, lists and PDFs, and breaks over many lines there."""
        if len(title) > LONGEST_TITLE:
            self.found.refuse(
                line, f"Der Titel hat {len(title)} Zeichen, möglich sind {LONGEST_TITLE}. Kürzen Sie ihn.", plain=True
            )

    def heading(self, level: int, line: int) -> None:
        """Report a heading that leaves out a level, or a second title of the page."""
        above = self.level or (1 if self.reading.records else 0)
        if level > above + 1 or (level == 1 and above):
            wanted = "#" * min(above + 1, 6) if level > 1 else "##"
            self.found.refuse(
                line, f"Hier gehört eine Überschrift der Stufe {wanted!r} hin, gefunden: {'#' * level!r}."
            )
        self.level = level

    def finish(self, text: str) -> Reading:
        """The reading; what a block that does not close would bring with it is not reported."""
        if self.nameless and not self.reading.broken:
            self.reading.broken = True
            end = self.nameless[0]
            begun = [found for found in fences.unread(text, self.seen) if found[0] < end.place.line]
            for line, message in begun:  # which it was to end
                self.found.refuse(line, message)
            if not begun:
                self.reading.findings.append(end)
        if not self.reading.broken:
            for line, message in fences.unread(text, self.seen):
                self.found.refuse(line, message)
            self.reading.findings += self.inlines.astray()
        return self.reading


_BY_LINE: Final = (Content.PAGES, Content.TERMS, Content.LITERAL)
_LISTS: Final = ("ansicht", "needlist", "needtable")
_INSTEAD: Final = {
    "myst_block_break": "Schreiben Sie ein anderes Zeichen an den Anfang der Zeile.",
    "myst_target": "Überschriften und Einträge haben ihre Adresse von selbst.",
    "hr": "Gliedern Sie den Text mit Überschriften.",
}
