"""The words that authors write, as tables: rules, need types with their options, permitted blocks."""

from __future__ import annotations

from typing import Final

from konzept.blocks import Block, Code, Table, cell, in_a_row
from konzept.kinds import KINDS
from konzept.markdown.permitted import ROLES
from konzept.markdown.permitted_blocks import BLOCKS
from konzept.markdown.shape import wanted
from konzept.model import TYPES, Item
from konzept.model.speech import say
from konzept.rules import RULES
from konzept.views.scope import Scope

_TOP: Final = "top-2"  # how the rules begin that say nothing where no recommendation stands in front


def rules(scope: Scope) -> list[Block]:
    """The rules of the examination, each with the sentence that authors read."""
    rows = tuple(
        (cell(Code(rule.name)), cell(say(rule.sentence)))
        for rule in RULES
        if scope.town.top_count or not rule.name.startswith(_TOP)
    )
    return [Table(caption="Die Regeln der Prüfung", head=("Regel", "Was gelten muss"), rows=rows, empty="")]


def permitted(scope: Scope) -> list[Block]:
    """What a text may contain: blocks with their options, roles, and files that it shows or hands out."""
    names = [name for name in BLOCKS if name not in {kind.NAME for kind in TYPES}]
    blocks = tuple(
        (cell(Code(name)), cell(*in_a_row(map(Code, sorted(BLOCKS[name].options)))) or cell("keine")) for name in names
    )
    roles = tuple((cell(Code(name)),) for name in sorted(ROLES))
    files = tuple((cell(Code(name)), cell(KINDS[name])) for name in scope.town.file_kinds)
    return [
        Table(caption="Erlaubte Blöcke außer den Einträgen", head=("Block", "Optionen"), rows=blocks, empty=""),
        Table(caption="Erlaubte Rollen", head=("Rolle",), rows=roles, empty=""),
        Table(caption="Erlaubte Dateien", head=("Endung", "Was gelten muss"), rows=files, empty="keine"),
    ]


def need_types(scope: Scope) -> list[Block]:
    """One table for each need type: its options, whether they must be there, and what they may say."""
    return [_type_table(kind) for kind in TYPES]


def _type_table(kind: type[Item]) -> Table:
    rows = [(cell(Code("id")), cell("ja"), cell("eine ID wie ", Code(kind.example())))]
    for _, spec in kind.options():
        several = "; mehrere mit Komma" if spec.many else ""
        rows.append((cell(Code(spec.name)), cell("ja" if spec.needed else "nein"), cell(wanted(spec) + several)))
    head = ("Option", "Muss da sein", "Wert")
    return Table(caption=f"{kind.LABEL}: {{{kind.NAME}}}", head=head, rows=tuple(rows), empty="")
