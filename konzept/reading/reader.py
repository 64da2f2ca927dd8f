"""Reads Markdown into records, with the place of every option, and refuses what is not permitted.

The parser is MyST's own, so blocks are found as MyST finds them. What MyST would read
differently from what stands there (YAML quotes, comments) is a fault: nothing is lost silently.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from konzept.findings import Finding
from konzept.model import TYPE_BY_NAME, Place
from konzept.model.dates import is_day
from konzept.reading import fences, permitted
from konzept.reading.options import Options, read_options
from konzept.reading.records import Mention, Reading, Record

MYST_EXTENSIONS = ("colon_fence", "deflist")
_DIRECTIVE = re.compile(r"\{([^}\s]+)\}\s*(.*)", re.DOTALL)
_OPENING = re.compile(r"\s*(?:`{3,}|~{3,}|:{2,})\s*\{([a-z]+)\}")
_REFERENCE = re.compile(r"(?:.*<([^<>]+)>|(.*))", re.DOTALL)
_NO_MARKDOWN = ("code-block", "toctree", "needtable", "needlist", "ansicht", "image")


def read(text: str, file: str) -> Reading:
    """Read one document. ``file`` names it in places, relative to the folder of the texts.

    Umlauts that a Mac writes in two characters are read as one.
    """
    text = unicodedata.normalize("NFC", text)
    reader = _Reader(file)
    reader.reading.body = text
    reader.blocks(text, 0, "")
    reader.unseen(text)
    return reader.finish()


@cache
def parser() -> MarkdownIt:
    """MyST's parser, which also shows links of any scheme, since they are to be refused."""
    made = create_md_parser(MdParserConfig(enable_extensions=set(MYST_EXTENSIONS)), RendererHTML)
    made.validateLink = lambda url: True  # type: ignore[method-assign]  # markdown-it offers no setting for it
    return made


class _Reader:
    """Walks through the blocks of one document and collects what they give."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.reading = Reading(file=file)
        self.seen: set[int] = set()
        self.nameless: list[Finding] = []
        self.level = 0

    def blocks(self, text: str, offset: int, outer: str) -> None:
        """Read the blocks of a text whose first line is ``offset`` + 1, inside the block ``outer``."""
        lines = text.splitlines()
        for token in parser().parse(text):
            line = offset + token.map[0] + 1 if token.map else offset + 1
            match token.type:
                case "fence" | "colon_fence":
                    self.fence(token, line, lines, outer)
                case "html_block":
                    self.refuse(line, "HTML ist nicht erlaubt. Schreiben Sie es in Markdown, Kommentare hinter %.")
                case "front_matter":
                    self.front_matter(token, line)
                case "inline":
                    self.inline(token, line)
                case "heading_open" if not outer:
                    self.heading(int(token.tag[1]), line)

    def front_matter(self, token: Token, line: int) -> None:
        """Read the head of the document."""
        for refusal in permitted.refused_front_matter(token.content):
            self.refuse(line + refusal.offset, refusal.message)
        for number, written in enumerate(token.content.splitlines(), line + 1):
            key, _, value = written.partition(":")
            self.reading.head[key.strip()] = value.strip()
            self.reading.head_lines[key.strip()] = number
        if token.map:
            self.reading.body = "\n".join(self.reading.body.splitlines()[token.map[1] :])

    def fence(self, token: Token, line: int, lines: list[str], outer: str) -> None:
        """Read a fenced block: a directive, an example of code, or a mistake."""
        match = _DIRECTIVE.fullmatch(token.info.strip())
        example = match is None or match[1] == "code-block"
        self.seen |= set(range(line, line + len(token.content.splitlines()) + 1)) if example else {line}
        if match is None and token.type == "fence":
            return
        if match is None:
            self.nameless.append(self.finding(line, fences.nameless(token)))
        elif not fences.is_closed(token, lines):
            self.reading.broken = True
            self.refuse(line, fences.unclosed(match[1], token.markup, outer))
        if match:
            self.directive(match[1], match[2].strip(), token.content, line, outer)

    def directive(self, name: str, argument: str, content: str, line: int, outer: str) -> None:
        """Read a directive and what stands in it."""
        options = read_options(content, line + 1)
        for number, message in options.faults:
            self.refuse(number, message)
        if name in TYPE_BY_NAME:
            self.record(name, argument, options, line, outer)
        elif reason := permitted.refused_directive(name, options.values):
            self.refuse(line, reason)
            return
        else:
            self.mention(name, argument, options, line)
        if name not in _NO_MARKDOWN:
            self.blocks(options.text, options.end, outer=name)

    def record(self, name: str, title: str, options: Options, line: int, outer: str) -> None:
        """Read a need."""
        if outer:
            self.refuse(
                line,
                f"{{{name}}} steht innerhalb von {{{outer}}}. Jeder Eintrag steht für sich: "
                "Schließen Sie den Block davor, bevor dieser beginnt.",
            )
        stray = fences.stray_options(options, permitted.DIRECTIVES[name])
        for option, number in list(stray.items())[:1]:
            self.refuse(number, fences.stray_option(option))
        blank = next((n for n, written in enumerate(options.text.splitlines()) if written.strip()), 0)
        self.reading.records.append(
            Record(
                type=name,
                title=title,
                options=options.values,
                lines=options.lines,
                unread=options.unread | stray.keys(),
                text=options.text.strip("\n"),
                text_line=options.end + 1 + blank,
                place=Place(file=self.file, line=line),
            )
        )
        for option, value in options.values.items():
            if reason := permitted.refused_value(option, value):
                self.refuse(options.lines[option], reason)

    def mention(self, name: str, argument: str, options: Options, line: int) -> None:
        """Note what a directive names that must exist elsewhere."""
        if name == "ansicht":
            self.note("ansicht", argument, line)
        if name == "ansicht" and (field_id := options.values.get("handlungsfeld")):
            self.note("handlungsfeld", field_id, options.lines["handlungsfeld"])
        if name == "ansicht" and "tag" in options.values:
            self.day(argument, options)
        if name in ("image", "figure"):
            self.inline(parser().parseInline(f"![]({argument})")[0], line)
        elif name not in _NO_MARKDOWN and argument:
            self.inline(parser().parseInline(argument)[0], line)
        if name == "toctree":
            for number, entry in enumerate(options.text.splitlines(), options.end + 1):
                self.toctree(entry.strip(), number, "glob" in options.values)

    def day(self, view: str, options: Options) -> None:
        """Read the day that a view looks back to."""
        line, value = options.lines["tag"], options.values["tag"]
        if not is_day(value):
            self.refuse(line, f"'tag' ist ein Tag wie 2025-03-25, gefunden: {value!r}.")
        elif "handlungsfeld" in options.values:
            self.refuse(line, "Eine Ansicht hat 'handlungsfeld' oder 'tag', nicht beides. Streichen Sie eine Zeile.")
        else:
            self.note("tag", view, line)

    def toctree(self, entry: str, line: int, glob: bool) -> None:
        """Note the page that an entry of a table of contents names."""
        match = re.fullmatch(r".*<([^<>]+)>", entry)
        target = match[1] if match else entry
        if target and (reason := permitted.refused_address(target)):
            self.refuse(line, reason)
        elif target and ":" not in target and target != "self" and not (glob and re.search(r"[*?\[]", target)):
            self.note("seite", target, line)

    def inline(self, token: Token, line: int) -> None:
        """Read words: refuse what is not permitted, note what must exist."""
        for refusal in permitted.refused_inline(token):
            self.refuse(line + refusal.offset, refusal.message)
        below = 0
        for child in token.children or ():
            below += child.type in ("softbreak", "hardbreak")
            if child.type == "myst_role" and child.meta["name"] == "need":
                match = _REFERENCE.fullmatch(child.content)
                self.note("eintrag", (match[1] or match[2]).strip() if match else "", line + below)
            address = str(child.attrs.get("href") or child.attrs.get("src") or "")
            if address and not permitted.refused_address(address) and not re.match(r"#|[a-z]+:", address):
                self.note("bild" if child.type == "image" else "datei", address, line + below)

    def heading(self, level: int, line: int) -> None:
        """Report a heading that leaves out a level, or a second title of the page."""
        above = self.level or (1 if self.reading.records else 0)
        if level > above + 1 or (level == 1 and above):
            wanted = "#" * min(above + 1, 6) if level > 1 else "##"
            self.refuse(line, f"Hier gehört eine Überschrift der Stufe {wanted!r} hin, gefunden: {'#' * level!r}.")
        self.level = level

    def unseen(self, text: str) -> None:
        """Report lines that look like the beginning of a need but are not read as one."""
        for number, written in enumerate(text.splitlines(), 1):
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
        return self.reading

    def note(self, kind: str, target: str, line: int) -> None:
        """Keep something that must exist elsewhere."""
        self.reading.mentions.append(Mention(kind, target, Place(file=self.file, line=line)))

    def refuse(self, line: int, message: str) -> None:
        """Keep a finding of this document."""
        self.reading.findings.append(self.finding(line, message))

    def finding(self, line: int, message: str) -> Finding:
        """A finding of form at a line of this document."""
        return Finding(place=Place(file=self.file, line=line), rule="form", message=message)
