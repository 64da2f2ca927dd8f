"""Documents built from the grammar of the texts: blocks in blocks, every directive with every option, odd ones too.

A document is first a tree (hypothesis draws and shrinks it), then text; while it is written, every word gets a number,
and the elements in which a page must show it are noted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from hypothesis import strategies as st

from konzept.markdown.permitted_blocks import BLOCKS, TEXT, Content, ValueForm
from konzept.model import TYPES, Option
from konzept.views import VIEWS

ODD: Final = (
    *(
        "*",
        "_",
        "`",
        "``",
        "[",
        "]",
        "(",
        "<b>",
        "<!-- -->",
        "</p>",
        "{need}`",
        "{term}`Wort`",
        "$",
        "$$x$$",
        "|",
        "\\",
    ),
    *(
        "&amp;",
        "&#x0;",
        ":::",
        "```",
        "~~~",
        "---",
        "***",
        "+++",
        "% x",
        "# x",
        "- x",
        "1. x",
        "> x",
        "(x)=",
        "\t",
        "<",
    ),
    *("[^1]", "[^1]: x", "[a](b.md)", "![a](b.png)", "[a]: b", "{{ x }}", "[[x]]", "<<x>>", "'", '"', "--", "...", "ä"),
    *(
        "\u00a0",
        "\u00ad",
        "\u200b",
        "\u2028",
        "\ufeff",
        "a\u0308",
        "\U0001f600",
        "漢",
        "مرحبا",
        "x" * 400,
        "https://a.b",
    ),
)
# Values that mean something; others are drawn from the forms themselves.
VALUES: Final = {
    "types": ("empfehlung", "quelle", "empfehlung, quelle"),
    "filter": ("type == 'empfehlung'", "id in ['SPR-01'] and not status == 'offen'"),
    "columns": ("id; title", 'id; title as "Titel"'),
    "sort": ("id", "title"),
    "sort_by": ("id", "title"),
    "handlungsfeld": ("HF-SPR",),
    "tag": ("2025-03-25",),
    "art": ("presse", "Frist", "Gespräch"),
}
LINKS: Final = {
    "quelle": "Q-ZB",
    "empfehlung": "SPR-01",
    "handlungsfeld": "HF-SPR",
    "konzept": "KONZEPT",
    "gremium": "G-RAT",
    "vorlage": "V-2020-001",
    "beratung": "B-2020-05-05-1",
}
_FORMS: Final = {"day": "2021-03-25", "date": "2021-03", "number": "12", "count": "3", "url": "https://example.org/x"}
_ADMONITIONS: Final = ("note", "tip", "hint", "important", "warning", "caution", "attention", "seealso")


@dataclass(frozen=True)
class Piece:
    """A piece of a line: words, marked words, or something odd (``text``)."""

    kind: str
    inner: tuple[Piece, ...] = ()
    text: str = ""


Line = tuple[Piece, ...]


@dataclass(frozen=True)
class Block:
    """A block: a lead line, options, and what stands in it; of lists and tables the parts are blocks without kind."""

    kind: str
    lead: Line = ()
    inner: tuple[Block, ...] = ()
    options: tuple[tuple[str, Line | str], ...] = ()
    text: str = ""


@dataclass
class Document:
    """The text of a document, its words with the elements that hold them, and whether nothing in it is odd."""

    text: str
    shown: list[tuple[str, tuple[str, ...]]]
    plain: bool


@dataclass
class Writer:
    """Writes a tree; ``above`` are the elements around what is written."""

    shown: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    definitions: list[str] = field(default_factory=list)
    plain: bool = True
    level: int = 1

    def word(self, above: tuple[str, ...]) -> str:
        """The next word."""
        self.shown.append((f"Wort{len(self.shown)}x", above))
        return self.shown[-1][0]

    def line(self, line: Line, above: tuple[str, ...]) -> str:
        """The pieces of a line."""
        return " ".join(self.piece(piece, above) for piece in line)

    def piece(self, piece: Piece, above: tuple[str, ...]) -> str:
        """One piece."""
        number = len(self.definitions) + 1
        match piece.kind:
            case "odd":
                self.plain = False
                return piece.text
            case "word":
                return self.word(above)
            case "em" | "strong":
                mark = "*" if piece.kind == "em" else "**"
                return f"{mark}{self.line(piece.inner, (*above, piece.kind))}{mark}"
            case "code":
                return f"`{self.word((*above, 'code'))}`"
            case "link":
                return f"[{self.line(piece.inner, (*above, 'a'))}](https://example.org/{number})"
            case "page":
                return f"[{self.line(piece.inner, (*above, 'a'))}](quellen.md)"
            case "defined":
                self.definitions.append(f"[Ziel{number}]: https://example.org/{number}")
                return f"[{self.line(piece.inner, (*above, 'a'))}][Ziel{number}]"
            case "footnote":
                place = len(self.definitions)
                self.definitions.append("")
                self.definitions[place] = f"[^{number}]: {self.line(piece.inner, ('aside',))}"
                return f"[^{number}]"
            case "abbr":
                return f"{{abbr}}`{self.word((*above, 'abbr'))} (Erklärung)`"
            case "sub" | "sup":
                return f"{{{piece.kind}}}`{self.word((*above, piece.kind))}`"
            case "need":
                return "{need}`SPR-01`"
            case "term":
                return "{term}`Kurs`"
        return "\\\n"  # a hard break

    def blocks(self, blocks: Sequence[Block], above: tuple[str, ...]) -> list[str]:
        """Blocks below each other."""
        lines: list[str] = []
        for block in blocks:
            lines += [*self.block(block, above), ""]
        return lines[:-1]

    def block(self, block: Block, above: tuple[str, ...]) -> list[str]:
        """The lines of one block."""
        match block.kind:
            case "p":
                return self.line(block.lead, (*above, "p")).split("\n")
            case "heading":
                self.level = min(self.level + 1, 6) if block.text == "+" else max(self.level - (block.text == "-"), 2)
                return ["#" * self.level + " " + self.line(block.lead, (*above, f"h{self.level}")).replace("\n", " ")]
            case "ul" | "ol":
                mark = "- " if block.kind == "ul" else "1. "
                items = [self.blocks(item.inner, (*above, block.kind, "li")) for item in block.inner]
                return [line for item in items for line in _indented(item, mark)]
            case "blockquote":
                return [f"> {line}".rstrip() for line in self.blocks(block.inner, (*above, "blockquote"))]
            case "fenced" | "indented":
                written = [self.word((*above, "pre")) + (f" {block.text}" if block.text else "") for _ in range(2)]
                self.plain = self.plain and not block.text
                if block.kind == "fenced":
                    return _fenced("```", written)
                return [f"    {line}" for line in written]
            case "pipes":
                return self.table(block, above)
            case "dl":
                return self.definition(block, above)
            case "odd":
                self.plain = False
                return block.text.split("\n")
        return self.directive(block, above)

    def table(self, block: Block, above: tuple[str, ...]) -> list[str]:
        """A table with bars."""
        rows = []
        for number, row in enumerate(block.inner):
            cell = (*above, "table", "td" if number else "th")
            rows.append("| " + " | ".join(self.line(cells.lead, cell).replace("\n", " ") for cells in row.inner) + " |")
        return [rows[0], "|" + "---|" * len(block.inner[0].inner), *rows[1:]]

    def definition(self, block: Block, above: tuple[str, ...]) -> list[str]:
        """A term and its definition."""
        term = self.line(block.lead, (*above, "dl", "dt")).replace("\n", " ")
        return [term, *_indented(self.blocks(block.inner, (*above, "dl", "dd")), ": ")]

    def directive(self, block: Block, above: tuple[str, ...]) -> list[str]:
        """A directive with argument, options and content."""
        name, title = block.kind, _TITLES.get(block.kind, ("p",))
        box = (*above, *_BOXES.get(name, ()))
        before = len(self.shown)
        argument = self.line(block.lead, (*box, *title)).replace("\n", " ") if block.lead else block.text
        if BLOCKS[name].argument is TEXT:  # shown as it is written, with its marks
            self.shown[before:] = [(word, (*box, *title)) for word, _ in self.shown[before:]]
        self.plain = self.plain and "sorted" not in dict(block.options)
        options = []
        for option, value in block.options:
            words = value if isinstance(value, str) else self.line(value, (*box, "caption-text")).replace("\n", " ")
            words = words.replace("{}", str(len(self.shown))) if option == "id" else words
            options.append(f":{option}: {words}".rstrip())
        body = self.content(block, (*box, *_INSIDE.get(name, ())))
        gap = [""] if body and (options or name == "code-block") else []
        return _fenced(":::", [*options, *gap, *body], f"{{{name}}} {argument}".rstrip())

    def content(self, block: Block, box: tuple[str, ...]) -> list[str]:
        """What stands in a directive."""
        match BLOCKS[block.kind].content if block.kind in BLOCKS else Content.MARKDOWN:
            case Content.LITERAL:
                return [self.word((*box, "pre")) for _ in block.inner]
            case Content.TERMS:
                lines: list[str] = []
                for entry in block.inner:
                    term = self.line(entry.lead, (*box, "dt")).replace("\n", " ")
                    body = self.blocks(entry.inner, (*box, "dd"))
                    lines += [term, *(f"{entry.text or '  '}{line}".rstrip() for line in body), ""]
                return lines[:-1]
            case Content.ROWS:
                rows = []
                for row in block.inner:
                    cells = [_indented(self.blocks(cell.inner, (*box, "table")), "- ") for cell in row.inner]
                    rows += _indented([line for cell in cells for line in cell], "* ")
                return rows
        return self.blocks(block.inner, box)


_TITLES: Final[dict[str, tuple[str, ...]]] = {
    "admonition": ("admonition-title",),
    "card": ("sd-card-title",),
    "grid-item-card": ("sd-card-title",),
    "dropdown": ("sd-summary-title",),
    **dict.fromkeys(("needtable", "tab-item", *(kind.NAME for kind in TYPES)), ()),
    **dict.fromkeys(("table", "list-table"), ("table", "caption")),
}
_BOXES: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys((*_ADMONITIONS, "admonition"), ("admonition",)),
    "card": ("sd-card",),
    "grid": ("sd-row",),
    "grid-item": ("sd-col",),
    "grid-item-card": ("sd-col", "sd-card"),
    "dropdown": ("details",),
    "tab-set": ("sd-tab-set",),
    "glossary": ("glossary",),
    "figure": ("figure",),
}
_INSIDE: Final[dict[str, tuple[str, ...]]] = {"tab-item": ("sd-tab-content",)}


def _indented(lines: list[str], mark: str) -> list[str]:
    blank = " " * len(mark)
    first, *rest = lines or [""]
    return [f"{mark}{first}".rstrip(), *(f"{blank}{line}".rstrip() for line in rest)]


def _fenced(mark: str, lines: list[str], info: str = "") -> list[str]:
    """A fence that is longer than those within."""
    inner = [len(found) for line in lines for found in re.findall(r":{3,}|`{3,}|~{3,}", line)]
    fence = mark[0] * (max([2, *inner]) + 1)
    return [fence + info, *lines, fence]


def write(blocks: Sequence[Block], before: bool) -> Document:
    """A page of these blocks under a title; definitions stand before or behind them."""
    writer = Writer()
    title = f"# {writer.word(('h1',))}"
    body = writer.blocks(blocks, ())
    # Indented, the first block would belong to the footnote above it.
    before = before and not (body and body[0].startswith("    "))
    definitions = [line for text in writer.definitions for line in (text, "")]
    parts = [title, "", *(definitions if before else ()), *body, "", *(() if before else definitions)]
    return Document("\n".join(parts).rstrip("\n") + "\n", writer.shown, writer.plain)


# ---- strategies


def _line(odd: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[Line]:
    word = st.just(Piece("word"))
    inner = st.lists(word, min_size=1, max_size=2).map(tuple)
    kinds = st.sampled_from(["em", "strong", "link", "page", "defined", "footnote"])
    plain = st.sampled_from(["code", "abbr", "sub", "sup", "need", "term", "break"]).map(Piece)
    marked = st.builds(lambda kind, parts: Piece(kind, parts), kinds, inner)
    nested = st.builds(lambda parts: Piece("strong", (Piece("em", parts), Piece("word"))), inner)
    choices = [word, word, word, marked, marked, plain, nested]
    if odd is not None:
        choices.append(odd.map(lambda text: Piece("odd", text=text)))
    pieces = st.lists(st.one_of(choices), min_size=0, max_size=4)
    # a line begins and ends with a word, so that no mark stands where it would mean something else
    return pieces.map(lambda found: (Piece("word"), *found, Piece("word")))


# Control characters are refused one by one; drawn at random they would hide everything else.
_LETTERS: Final = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp")), max_size=6)
ODD_TEXT: Final = st.one_of(st.sampled_from(ODD), st.sampled_from(ODD), _LETTERS)
PLAIN_LINE: Final = _line()
ODD_LINE: Final = _line(ODD_TEXT)


def _value(name: str, form: ValueForm, line: st.SearchStrategy[Line]) -> st.SearchStrategy[Line | str]:
    if name in VALUES:
        return st.one_of(st.sampled_from(VALUES[name]), st.sampled_from(VALUES[name]), _matching(form))
    if form.markdown:
        return line
    if form is TEXT:
        return st.sampled_from(["Ein Text", "Größe: 3 & mehr", "2021"])
    return _matching(form)


def _matching(form: ValueForm) -> st.SearchStrategy[str]:
    return st.from_regex(form.pattern, fullmatch=True).map(lambda text: " ".join(text.split())).filter(str.isprintable)


def _options(
    name: str, line: st.SearchStrategy[Line], odd: bool
) -> st.SearchStrategy[tuple[tuple[str, Line | str], ...]]:
    known = BLOCKS[name].options
    fixed = {"alt": st.just("Ein Bild")} if name in ("image", "figure") else {}
    values = {option: _value(option, form, line) for option, form in known.items() if option not in fixed}
    drawn = st.fixed_dictionaries(fixed, optional=values).map(lambda found: tuple(found.items()))
    if not odd:
        return drawn
    others = st.sampled_from(sorted({option for block in BLOCKS.values() for option in block.options}))
    more = st.lists(st.tuples(others, ODD_TEXT), max_size=1).map(tuple)
    return st.one_of(drawn, drawn, st.builds(lambda first, second: first + second, drawn, more))


def _argument(name: str, line: st.SearchStrategy[Line]) -> st.SearchStrategy[tuple[Line, str]]:
    form = BLOCKS[name].argument
    if name == "ansicht":
        return st.sampled_from(sorted(VIEWS)).map(lambda view: ((), view))
    if name in ("image", "figure"):
        return st.just(((), "bild.png"))
    if form is None:
        return st.just(((), ""))
    if form.markdown or form is TEXT:
        drawn = line.map(lambda found: (found, ""))
    else:
        drawn = _matching(form).map(lambda text: ((), text))
    return drawn if BLOCKS[name].argument_needed else st.one_of(st.just(((), "")), drawn)


def _parts(inner: st.SearchStrategy[tuple[Block, ...]], most: int = 3) -> st.SearchStrategy[tuple[Block, ...]]:
    return st.lists(inner.map(lambda found: Block("", inner=found)), min_size=1, max_size=most).map(tuple)


def _grid(cell: st.SearchStrategy[Block]) -> st.SearchStrategy[tuple[Block, ...]]:
    """Rows of equal length."""

    def rows(width: int) -> st.SearchStrategy[tuple[Block, ...]]:
        row = st.lists(cell, min_size=width, max_size=width).map(lambda cells: Block("", inner=tuple(cells)))
        return st.lists(row, min_size=2, max_size=3).map(tuple)

    return st.integers(1, 3).flatmap(rows)


def _content(
    name: str, line: st.SearchStrategy[Line], blocks: st.SearchStrategy[tuple[Block, ...]], odd: bool
) -> st.SearchStrategy[tuple[Block, ...]]:
    block, paragraph = BLOCKS[name], line.map(lambda found: Block("p", found))
    match block.content:
        case Content.NOTHING:
            return st.just(())
        case Content.LITERAL:
            return st.lists(st.just(Block("")), min_size=1, max_size=3).map(tuple)
        case Content.PAGES:
            return st.just((Block("odd", text="quellen"),))
        case Content.TERMS:
            indent = st.sampled_from(["  ", "    "]) if odd else st.just("  ")
            entry = st.builds(lambda word, inner, tab: Block("", word, inner, text=tab), line, blocks, indent)
            return st.lists(entry, min_size=1, max_size=2).map(tuple)
        case Content.TABLE:
            return _grid(line.map(lambda found: Block("", found))).map(lambda rows: (Block("pipes", inner=rows),))
        case Content.ROWS:
            return _grid(blocks.map(lambda found: Block("", inner=found)))
    if block.children:
        children = st.one_of([_directive(child, line, blocks, odd) for child in block.children])
        return st.lists(children, min_size=1, max_size=3).map(tuple)
    if name == "figure":
        return st.one_of(st.just(()), st.builds(lambda first, rest: (first, *rest), paragraph, blocks))
    return st.one_of(blocks, st.just(())) if odd else blocks


def _directive(
    name: str, line: st.SearchStrategy[Line], blocks: st.SearchStrategy[tuple[Block, ...]], odd: bool
) -> st.SearchStrategy[Block]:
    return st.builds(
        lambda argument, options, inner: Block(name, argument[0], inner, options, argument[1]),
        _argument(name, line),
        _options(name, line, odd),
        _content(name, line, blocks, odd),
    )


_ANYWHERE: Final = [
    name for name, block in BLOCKS.items() if not block.parents and name not in {kind.NAME for kind in TYPES}
]


def _weighted(*choices: tuple[int, st.SearchStrategy[Any]]) -> st.SearchStrategy[Any]:
    """One of several strategies, each as often as its number says; hypothesis itself would count their branches."""
    places = [place for place, (weight, _) in enumerate(choices) for _ in range(weight)]
    return st.sampled_from(places).flatmap(lambda place: choices[place][1])


@cache
def _block(depth: int, odd: bool) -> st.SearchStrategy[Block]:
    """A block with at most so many blocks in each other."""
    line = ODD_LINE if odd else PLAIN_LINE
    leaf = _weighted(
        (4, line.map(lambda found: Block("p", found))),
        (1, st.just(Block("fenced"))),
        (1, _grid(line.map(lambda found: Block("", found))).map(lambda rows: Block("pipes", inner=rows))),
        (1 if odd else 0, ODD_TEXT.map(lambda text: Block("odd", text=text))),
    )
    if not depth:
        return leaf
    some = st.lists(_block(depth - 1, odd), min_size=1, max_size=2).map(tuple)
    directives = st.sampled_from(_ANYWHERE).flatmap(lambda name: _directive(name, line, some, odd))
    return _weighted(
        (3, leaf),
        (1, st.builds(lambda kind, parts: Block(kind, inner=parts), st.sampled_from(["ul", "ol"]), _parts(some))),
        (1, some.map(lambda found: Block("blockquote", inner=found))),
        (1, st.builds(lambda word, found: Block("dl", word, found), line, some)),
        (4, directives),
    )


def _blocks(odd: bool) -> st.SearchStrategy[tuple[Block, ...]]:
    line = ODD_LINE if odd else PLAIN_LINE
    heading = st.builds(lambda found, step: Block("heading", found, text=step), line, st.sampled_from(["+", "", "-"]))
    top = _weighted(
        (6, _block(2, odd)),
        (1, heading),
        (1, st.sampled_from(sorted(_FREE)).flatmap(lambda name: _record(name, line, odd))),
        (1 if odd else 0, st.just(Block("indented"))),
    )
    return st.lists(top, min_size=2, max_size=7).map(tuple)


# Records that may stand on any page of a small town.
_FREE: Final = {
    "quelle": "Q-NEU{}",
    "termin": "T-2021-03-25-{}",
    "kennzahl": "K-NEU{}",
    "gremium": "G-NEU{}",
    "vorlage": "V-2021-{}",
    "beratung": "B-2021-03-25-{}",
    "stellungnahme": "ST-NEU{}",
    "entwicklung": "SPR-01-E{}",
    "sachstand": "SPR-01-S{}",
}


def _record(name: str, line: st.SearchStrategy[Line], odd: bool) -> st.SearchStrategy[Block]:
    kind = next(kind for kind in TYPES if name == kind.NAME)
    needed = {"id": st.just(_FREE[name])}
    specs = [spec for _, spec in kind.options() if not spec.targets or LINKS.keys() & spec.targets]
    needed |= {spec.name: _written(spec) for spec in specs if spec.required}
    optional = {spec.name: _written(spec) for spec in specs if not spec.required}
    words = st.lists(line.map(lambda found: Block("p", found)), max_size=2).map(tuple)
    title = ODD_TEXT.map(lambda text: Piece("odd", text=text)) if odd else st.just(Piece("word"))
    return st.builds(
        lambda more, options, inner: Block(name, (Piece("word"), more), inner, tuple(options.items())),
        title,
        st.fixed_dictionaries(needed, optional=optional),
        words,
    )


def _written(spec: Option) -> st.SearchStrategy[str]:
    if spec.words:
        return st.sampled_from([str(word) for word in spec.words])
    if spec.targets:
        return st.sampled_from([LINKS[target] for target in spec.targets if target in LINKS])
    if spec.form == "sha256":
        return st.just("0" * 64)
    return st.just(_FORMS.get(spec.form, "Ein Text"))


def dossiers(odd: bool) -> st.SearchStrategy[Document]:
    """Files of a recommendation: its options, the two blocks with something in them, and what follows it."""
    line, block = (ODD_LINE if odd else PLAIN_LINE), _block(2, odd)
    some = st.lists(block, min_size=1, max_size=3).map(tuple)
    after = st.lists(block, max_size=2).map(tuple)
    kind = next(kind for kind in TYPES if kind.NAME == "empfehlung")
    free = [
        spec for _, spec in kind.options() if not spec.required and not spec.targets and spec.form in ("text", "word")
    ]
    options = st.fixed_dictionaries({}, optional={spec.name: _written(spec) for spec in free})
    return st.builds(_dossier, options, some, some, after, line, st.booleans())


def _dossier(
    options: dict[str, str],
    source: tuple[Block, ...],
    ours: tuple[Block, ...],
    after: tuple[Block, ...],
    line: Line,
    before: bool,
) -> Document:
    writer = Writer(level=2)
    fixed = {"id": "SPR-02", "status": "unbekannt", "priority": "weitere", "handlungsfeld": "HF-SPR"}
    fixed |= {"zuordnung": "quelle", "genannt_in": "Q-ZB"}
    head = [f":{name}: {value}" for name, value in (fixed | options).items()]
    body = ["## Laut Quelle", "", *writer.blocks(source, ()), "", "## Zur Umsetzung – Vorschlag der Redaktion", ""]
    body += writer.blocks(ours, ())
    lines = _fenced(":::", [*head, "", *body], "{empfehlung} Kurse")
    lines += ["", *writer.blocks((*after, Block("p", line)), ())]
    definitions = [part for text in writer.definitions for part in (text, "")]
    text = "\n".join([*(definitions if before else ()), *lines, "", *(() if before else definitions)])
    return Document(text.rstrip("\n") + "\n", writer.shown, plain=False)


def documents(odd: bool) -> st.SearchStrategy[Document]:
    """Whole pages; plain ones should pass, odd ones need not."""
    return st.builds(write, _blocks(odd), st.booleans())


def mutated(texts: Sequence[str], corpus: Sequence[str]) -> st.SearchStrategy[str]:
    """Real documents with one to four edits."""
    return st.builds(_edited, st.sampled_from(texts), st.lists(_edits(corpus), min_size=1, max_size=4))


def _edits(corpus: Sequence[str]) -> st.SearchStrategy[tuple[str, float, float, str]]:
    kinds = st.sampled_from(["drop", "insert", "repeat", "move", "cut", "splice", "indent", "take"])
    share = st.floats(0, 1, exclude_max=True)
    lines = st.sampled_from([line for text in corpus for line in text.split("\n") if line.strip()])
    return st.tuples(kinds, share, share, st.one_of(st.sampled_from(ODD), lines, ODD_TEXT))


def _edited(text: str, edits: Sequence[tuple[str, float, float, str]]) -> str:
    lines = text.split("\n")
    for kind, where, how, new in edits:
        place = int(where * len(lines))
        count = 1 + int(how * 4)
        old = lines[place]
        cut = int(how * (len(old) + 1))
        match kind:
            case "drop":
                lines[place : place + count] = []
            case "insert":
                lines[place:place] = [new]
            case "repeat":
                lines[place:place] = lines[place : place + count]
            case "move":
                moved = lines[place : place + count]
                lines[place : place + count] = []
                target = int(how * (len(lines) + 1))
                lines[target:target] = moved
            case "cut":
                lines = lines[: place + 1]
            case "splice":
                lines[place] = old[:cut] + new + old[cut:]
            case "indent":
                lines[place : place + count] = [f"    {line}" for line in lines[place : place + count]]
            case "take":
                lines[place] = old[:cut] + old[cut + 1 :]
        lines = lines or [""]
    return "\n".join(lines)


def words_of(shown: Sequence[tuple[str, tuple[str, ...]]]) -> Iterator[str]:
    """The words of a document that stand in its text and not in a footnote."""
    return (word for word, above in shown if above[:1] != ("aside",))
