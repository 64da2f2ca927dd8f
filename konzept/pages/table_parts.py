"""The parts of a table in a tree, without those of tables within its cells."""

from __future__ import annotations

from docutils import nodes


def group_of(table: nodes.Element) -> nodes.tgroup | None:
    """What holds the columns, head and body of a table."""
    return next((child for child in table.children if isinstance(child, nodes.tgroup)), None)


def caption_of(table: nodes.Element) -> str:
    """The caption of a table; without one nothing."""
    return next((child.astext() for child in table.children if isinstance(child, nodes.title)), "")


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


def drop_empty_columns(table: nodes.table, also_empty: str = "") -> None:
    """Take out each column in which no row below the head has words; cells of these signs only have none either."""
    rows, group = rows_of(table), group_of(table)
    cells, specs = [cells_of(row) for row in rows], columns_of(group) if group else []
    if group is None or len(rows) < 2 or any(len(row) != len(specs) for row in cells):
        return
    body = [found for row, found in zip(rows, cells, strict=True) if not isinstance(row.parent, nodes.thead)]
    for number, spec in enumerate(specs):
        if not any(row[number].astext().strip().strip(f"{also_empty}\n ") for row in body):
            for node in (spec, *(row[number] for row in cells)):
                node.parent.remove(node)
            group["cols"] -= 1
