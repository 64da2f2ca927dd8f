"""The gate: MyST's parser, in which nothing runs or is rendered that the model does not permit.

The examination has read each text before and withholds what shows a fault. This is the second
wall: it stands where a directive, a role or a link would take effect, whatever way led there
(nested blocks, glossary, captions, definitions of links), and so does not depend on both
reading alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from typing import Any, ClassVar, Final
from urllib.parse import unquote

from docutils import nodes
from docutils.parsers.rst import Directive, directives, roles
from markdown_it.tree import SyntaxTreeNode
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.parsers.sphinx_ import MystParser
from sphinx.application import Sphinx

from konzept.markdown import permitted
from konzept.markdown.permitted_blocks import BLOCKS, Content, PermittedBlock
from konzept.markdown.permitted_filters import refused_filter
from konzept.model import TYPE_BY_NAME
from konzept.pages.examination import refuse
from konzept.pages.need_tables import headed, note_order
from konzept.pages.sphinx_needs import forbid_code

_BLOCKS = (
    *("paragraph", "bullet_list", "ordered_list", "list_item"),
    *("blockquote", "dl", "table", "heading", "front_matter"),
)
_EXAMPLES = ("code_block", "fence", "colon_fence")
_WORDS = ("inline", "text", "em", "strong", "softbreak", "hardbreak", "code_inline", "link", "image", "myst_role")
_NOTES = ("footnote_ref", "footnote_reference", "myst_line_comment")
_RENDERED: Final = frozenset(f"render_{name}" for name in (*_BLOCKS, *_EXAMPLES, *_WORDS, *_NOTES))


def register(app: Sphinx) -> None:
    """Put our parser in the place of MyST's."""
    app.add_source_parser(Parser, override=True)


def close(app: Sphinx) -> None:
    """Switch off what docutils and sphinx-needs would run or read."""
    app.env.settings.update(file_insertion_enabled=False, raw_enabled=False)
    forbid_code()


class Parser(MystParser):
    """MyST's parser behind the gate. The head of a document can't change its settings."""

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Parse a text into ``document``."""
        parser = create_md_parser(document.settings.env.myst_config, Renderer)
        parser.options["document"] = document
        with _gated(partial(_refuse, document)):
            parser.render(inputstring)


class Renderer(SphinxRenderer):
    """Renders only what is permitted; everything else is refused and leaves nothing behind."""

    def __init__(self, parser: Any) -> None:
        """Make a renderer in which each kind of token that is not on the list is refused."""
        super().__init__(parser)
        self.rules.update(dict.fromkeys(self.rules.keys() - _RENDERED, self._refused))  # type: ignore[arg-type]  # also a rule

    def _refused(self, token: SyntaxTreeNode, *arguments: Any, **more: Any) -> None:
        """Report a token that nothing renders."""
        self._refuse(
            token, f"Das ist hier nicht erlaubt: {token.content or token.type!r}. Schreiben Sie es in Markdown."
        )

    render_restructuredtext = _refused
    render_html_block = _refused
    render_html_inline = _refused
    render_link_inventory = _refused
    render_link_project = _refused
    render_link_path = _refused

    def render_link(self, token: SyntaxTreeNode) -> None:
        """Render a link, or only its words if its address is refused."""
        if reason := permitted.refused_address(str(token.attrs.get("href", ""))):
            self._refuse(token, reason)
            self.render_children(token)
        else:
            super().render_link(token)

    def render_myst_role(self, token: SyntaxTreeNode) -> None:
        """Render a role whose words nothing takes for a template."""
        if reason := permitted.refused_role(str(token.meta["name"]), token.content):
            self._refuse(token, reason)
        else:
            super().render_myst_role(token)

    def render_image(self, token: SyntaxTreeNode) -> None:
        """Render a picture from the folder of the texts."""
        if reasons := list(permitted.refused_picture(str(token.attrs.get("src", "")), token.content)):
            self._refuse(token, reasons[0])
        else:
            token.attrs["src"] = unquote(str(token.attrs["src"]))  # Sphinx looks for the file by this name
            super().render_image(token)

    def _refuse(self, token: SyntaxTreeNode, message: str) -> None:
        line = token.map[0] + 1 if token.map else self.document.current_line or 1
        refuse(self.sphinx_env, line, message)


class Gate(Directive):
    """What every directive passes before it runs: only the options, arguments and content of its block."""

    block: ClassVar[PermittedBlock]

    def run(self) -> list[nodes.Node]:
        """Run the directive, or refuse it and give nothing."""
        if reason := self._reason():
            refuse(self.state.document.settings.env, self.lineno, reason)
            return []
        if self.name in ("needlist", "needtable"):  # a list without rows shows this instead, and no caption
            self.options["filter_warning"] = ": ".join((*self.arguments, "Dazu gibt es keinen Eintrag."))
        if self.name == "needtable":
            self.options["columns"] = headed(self.options.get("columns", ""))
        try:
            made = list(super().run())
        except Exception as error:
            told = getattr(error, "msg", "") or type(error).__name__
            message = f"Der Block {{{self.name}}} lässt sich so nicht lesen ({told}). Vereinfachen Sie ihn."
            refuse(self.state.document.settings.env, self.lineno, message)
            return []
        note_order(self.options, made)
        return made

    def _reason(self) -> str:
        values = {name: value for name, value in self.options.items() if isinstance(value, str)}
        if strange := [name for name in self.options if name not in self.block.options]:
            return permitted.refused_directive(self.name, "", {strange[0]: ""}, "")
        if self.block.content is Content.NOTHING and any(line.strip() for line in self.content):
            return permitted.refused_directive(self.name, " ".join(self.arguments), {}, "\n".join(self.content))
        values |= {f"{{{self.name}}}": " ".join(self.arguments)}
        reasons = (permitted.refused_value(name, value) for name, value in values.items())
        condition = refused_filter(values["filter"]) if "filter" in values else ""
        return next(filter(None, reasons), condition)


@cache
def _behind_gate(name: str, found: type[Directive]) -> type[Directive]:
    """A directive behind its gate, with no other options than those of its block."""
    block = BLOCKS[name]
    own: dict[str, Any] = {"block": block}
    spec = found.option_spec or {}
    if name not in TYPE_BY_NAME:  # sphinx-needs takes the options of needs from the model itself
        own["option_spec"] = {option: spec[option] for option in block.options if option in spec}
    return type(found.__name__, (Gate, found), own)


@contextmanager
def _gated(refuse_name: Callable[[str], None]) -> Iterator[None]:
    """Let docutils find only directives and roles of the list."""
    find_directive, find_role = directives.directive, roles.role

    def directive(name: str, language: Any, document: nodes.document) -> tuple[type[Directive] | None, list[Any]]:
        if name not in BLOCKS:
            refuse_name(f"Der Block {{{name}}} ist nicht erlaubt.")
            return None, []
        found, messages = find_directive(name, language, document)
        return (_behind_gate(name, found) if found else None), messages  # type: ignore[arg-type]  # classes hash

    def role(name: str, *arguments: Any) -> tuple[Any, list[Any]]:
        if name not in permitted.ROLES:
            refuse_name(f"Die Rolle {{{name}}} ist nicht erlaubt.")
            return None, []
        found: tuple[Any, list[Any]] = find_role(name, *arguments)
        return found

    directives.directive, roles.role = directive, role  # type: ignore[assignment]  # stubs want narrower types
    try:
        yield
    finally:
        directives.directive, roles.role = find_directive, find_role


def _refuse(document: nodes.document, message: str) -> None:
    refuse(document.settings.env, document.current_line or 1, message)
