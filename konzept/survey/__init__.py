"""Asks offices for the state of recommendations: a questionnaire goes out, its answers come into the texts.

Bytes in, bytes out: this room knows no folder and prints nothing, so every door can use it. A questionnaire
(:mod:`konzept.survey.workbook`) comes back as whatever a program for tables saved; :mod:`konzept.tables.table_files`
and :mod:`konzept.survey.sheet` read it, :mod:`konzept.survey.judging` examines each row,
:mod:`konzept.survey.entering` writes what may be published into the texts, all or nothing.
"""
