"""Which filters a text may give lists of sphinx-needs: those that only compare fields of the model with words."""

from __future__ import annotations

import ast
from typing import Final

from konzept.findings import nearest
from konzept.markdown.permitted_blocks import FIELDS, LISTED, words_of

_ORDERED: Final = (ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE)
_LONGEST: Final = 1000


def refused_filter(text: str) -> str:
    """Why a filter is refused.

    It may compare fields of the model with words, joined by ``and``, ``or`` and ``not``, and
    nothing else: sphinx-needs answers such filters without running Python. It is parsed to a
    syntax tree here and never run. A comparison that no entry can meet would be an empty list
    that looks like an answer.
    """
    if len(text) <= _LONGEST:
        try:
            if _is_condition(condition := ast.parse(text.strip(), mode="eval").body):
                return next(filter(None, map(_vain, ast.walk(condition))), "")
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            pass
    return (
        f"Der Filter darf nur Felder mit Werten vergleichen, gefunden: {text!r}. "
        "Zum Beispiel: type == 'empfehlung' and status == 'offen'."
    )


def _is_condition(node: ast.expr) -> bool:
    match node:
        case ast.BoolOp(values=values):
            return all(map(_is_condition, values))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return _is_condition(operand)
        case ast.Compare(left=left, ops=[ast.In() | ast.NotIn()], comparators=[right]):
            return (_is_word(left) and _is_field(right)) or (_is_field(left) and _is_list(right))
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return isinstance(op, _ORDERED) and _is_field(left) and _is_word(right)
    return False


def _vain(node: ast.AST) -> str:
    """Why a comparison says the same of every entry, or nothing."""
    match node:
        case ast.Compare(left=ast.Name(id=name), comparators=[ast.Constant() | ast.List() | ast.Tuple() as right]):
            words = [part.value for part in ast.walk(right) if isinstance(part, ast.Constant)]
        case _:
            return ""
    if name in LISTED:
        example = f"{str(next(iter(words), ''))!r} in {name}"
        return f"{name!r} hat mehrere Werte und ist nie gleich einem einzelnen. Schreiben Sie zum Beispiel: {example}."
    known = words_of(name)
    unknown = [str(word) for word in words if known and word not in known]
    if not unknown:
        return ""
    return f"Der Filter vergleicht {name!r} mit {unknown[0]!r}; das gibt es nicht. {nearest(unknown[0], known)}"


def _is_field(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in FIELDS


def _is_word(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _is_list(node: ast.expr) -> bool:
    return isinstance(node, ast.List | ast.Tuple) and all(map(_is_word, node.elts))
