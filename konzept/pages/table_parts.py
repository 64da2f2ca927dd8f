"""The parts of a table in a tree, without those of tables within its cells."""

from __future__ import annotations

from docutils import nodes


def group_of(table: nodes.Element) -> nodes.tgroup | None:
    """What holds the columns, head and body of a table."""
    return next((child for child in table.children if isinstance(child, nodes.tgroup)), None)


def columns_of(group: nodes.Element) -> list[nodes.colspec]:
    """The columns of a table."""
    return [child for child in group.children if isinstance(child, nodes.colspec)]


def parts_of(group: nodes.Node) -> list[nodes.Element]:
    """Head and body of a table, if it has them."""
    return [part for part in group.children if isinstance(part, nodes.thead | nodes.tbody)]


def rows_of(table: nodes.Element) -> list[nodes.row]:
    """The rows of a table, those of its head first."""
    parts = (part for group in table.children for part in parts_of(group))
    return [row for part in parts for row in part.children if isinstance(row, nodes.row)]


def cells_of(row: nodes.row) -> list[nodes.entry]:
    """The cells of a row."""
    return [entry for entry in row.children if isinstance(entry, nodes.entry)]
