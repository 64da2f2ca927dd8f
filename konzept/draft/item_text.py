"""From the Markdown that an author wrote in an item to plain HTML; what is not permitted is shown as text."""

from __future__ import annotations

import re
from collections.abc import MutableMapping, Sequence
from dataclasses import replace
from html import escape
from typing import Any, Final

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from konzept.draft.directives import draw_directive
from konzept.draft.drawer import Drawer
from konzept.markdown import permitted
from konzept.markdown.parser import named, parser, reference
from konzept.model import Recommendation
from konzept.views.scope import Scope

Env = MutableMapping[str, Any]  # what Markdown keeps for a whole text
_ABBREVIATION: Final = re.compile(r"([^(]*)\((.*)\)", re.DOTALL)


class ItemText:
    """The text of one item, in parts as its headings divide it; its footnotes count through all of them."""

    def __init__(self, scope: Scope, drawer: Drawer, text: str) -> None:
        """Read the text."""
        self._env: dict[str, Any] = {}
        self.scope, self.drawer = scope, drawer
        self.notes: dict[str, str] = {}
        self.marks: list[str] = []
        tokens = parser().parse(text + "\n", self._env)
        starts = [n for n, token in enumerate(tokens) if token.type == "heading_open" and not token.level]
        ends = [*starts, len(tokens)]
        begins = [0, *(start + 3 for start in starts)]  # behind the heading: its beginning, its words, its end
        self._parts = [tokens[begin:end] for begin, end in zip(begins, ends, strict=True)]

    def part(self, number: int) -> str:
        """The text of one part as HTML; part 0 stands before the first heading. Footnotes stand behind the last."""
        if number >= len(self._parts):
            return ""
        drawn = self.render(self._parts[number])
        return drawn + self._footnotes() if number == len(self._parts) - 1 else drawn

    def render(self, tokens: Sequence[Token]) -> str:
        """Tokens as HTML."""
        return _Renderer(self).render(tokens, parser().options, self._env)

    def parse(self, text: str) -> list[Token]:
        """The tokens of what stands in a block; addresses of links and footnotes are shared."""
        return parser().parse(text + "\n", self._env)

    def inline(self, text: str) -> str:
        """Words of a title or a caption as HTML."""
        return self.render(parser().parseInline(text, self._env))

    def _footnotes(self) -> str:
        listed = (f"<dt>{n}</dt><dd>{self.notes.get(label, '')}</dd>\n" for n, label in enumerate(self.marks, 1))
        return f'<dl class="fussnoten">\n{"".join(listed)}</dl>\n' if self.marks else ""


class _Renderer(RendererHTML):
    """Renders the tokens of MyST; a method is named as the tokens that it draws."""

    def __init__(self, text: ItemText) -> None:
        super().__init__()
        self._text = text

    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env) -> str:
        found = named(tokens[idx].info)
        if found is None:
            return f"<pre>{escape(tokens[idx].content)}</pre>\n"
        return draw_directive(self._text, *found, tokens[idx].content)

    def colon_fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env) -> str:
        return self.fence(tokens, idx, options, env)

    def html_block(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env) -> str:
        return f"<p>{escape(tokens[idx].content)}</p>\n"

    def html_inline(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env) -> str:
        return escape(tokens[idx].content)

    def front_matter(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env) -> str:
        return ""

    def myst_line_comment(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env) -> str:
        return ""

    def link_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env) -> str:
        address = str(tokens[idx].attrs.get("href", ""))
        return "<a>" if permitted.refused_address(address) else f'<a href="{escape(address)}">'

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env) -> str:
        address, words = str(tokens[idx].attrs.get("src", "")), tokens[idx].content
        return f'<img src="{escape(address)}" alt="{escape(words)}">' if _is_picture(address, words) else escape(words)

    def myst_role(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env) -> str:
        name, content = tokens[idx].meta["name"], tokens[idx].content
        match name:
            case "need" | "term":
                words, target = reference(content)
                return self._need(target, words) if name == "need" else escape(words or content)
            case "abbr" if found := _ABBREVIATION.fullmatch(content):
                return f'<abbr title="{escape(found[2])}">{escape(found[1].rstrip())}</abbr>'
            case "sub" | "sup":
                return f"<{name}>{escape(content)}</{name}>"
            case _:
                return escape(content)

    def _need(self, ident: str, words: str) -> str:
        """A link to an item; a recommendation keeps its number, and a proposal says what it is, in other words too."""
        item = self._text.scope.concept.items.get(ident)
        if item is None:
            return escape(words or ident)
        named = replace(item, title=words or item.title)
        return self._text.drawer.link(
            ident, escape(named.numbered if isinstance(named, Recommendation) else named.title)
        )

    def footnote_ref(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env) -> str:
        marks, label = self._text.marks, str(tokens[idx].meta["label"])
        if label not in marks:
            marks.append(label)
        return f"<sup>{marks.index(label) + 1}</sup>"

    def footnote_reference_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env) -> str:
        return ""

    footnote_reference_close = footnote_reference_open

    def render(self, tokens: Sequence[Token], options: OptionsDict, env: Env) -> str:
        """Tokens as HTML; footnotes are kept for the end of the page."""
        shown: list[Token] = []
        label, note = "", 0
        for number, token in enumerate(tokens):
            if token.type == "footnote_reference_open":
                label, note = str(token.meta["label"]), number + 1
            elif token.type == "footnote_reference_close":
                self._text.notes[label] = super().render(tokens[note:number], options, env)
                label = ""
            elif not label:
                shown.append(token)
        return super().render(shown, options, env)


def _is_picture(address: str, words: str) -> bool:
    return not any(permitted.refused_picture(address, words))
