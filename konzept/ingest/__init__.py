"""Takes in a concept as it was adopted: an outline becomes passages, a file to review, and texts.

This room knows no folder and prints nothing. :mod:`konzept.documents` gives the outline of a document,
:mod:`konzept.ingest.reading` finds fields, goals and recommendations in it, :mod:`konzept.ingest.review_file` writes
the file in which people decide, :mod:`konzept.ingest.decided` reads it, and :mod:`konzept.ingest.adopting` writes what
they decided into the texts, all or nothing. Nothing is confirmed by a machine: what nobody decided stays out.
"""
