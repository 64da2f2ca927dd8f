"""Tables that others fill in: XLSX, ODS or CSV, opened within bounds, with what programs did to them and what is wrong.

:mod:`konzept.tables.table_files` gives sheets of plain text, with the marks of :mod:`konzept.tables.cell_marks`; what
is wrong in one is a :class:`konzept.tables.cells.CellFinding`. What the columns mean, the rooms above know.
"""
