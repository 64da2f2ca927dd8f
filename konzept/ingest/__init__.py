"""Takes in a concept as it was adopted: a document becomes an outline, passages, a file to review, and texts.

Bytes in, bytes out: this room knows no folder and prints nothing. :mod:`konzept.ingest.opening` reads PDF, DOCX and
ODT into an outline (:mod:`konzept.ingest.outline`), :mod:`konzept.ingest.reading` finds fields, goals and
recommendations in it, :mod:`konzept.ingest.review_file` writes the file in which people decide,
:mod:`konzept.ingest.decided` reads it, and :mod:`konzept.ingest.adopting` writes what they decided into the texts, all
or nothing. Nothing is confirmed by a machine: what nobody decided stays out. :mod:`konzept.ingest.accounting` proves
that no word is lost.
"""
