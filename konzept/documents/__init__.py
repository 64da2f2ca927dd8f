"""Reads documents as people send them: PDF, DOCX and ODT become an outline, of which no word is lost.

Bytes in, an :class:`~konzept.documents.outline.Outline` out; this room knows no concept.
:mod:`konzept.documents.opening` is the way in, :mod:`konzept.documents.docx`, :mod:`konzept.documents.odt` and
:mod:`konzept.documents.pdf` walk through the formats, and :mod:`konzept.documents.accounting` proves that each word of
the document stands in the outline.
"""
