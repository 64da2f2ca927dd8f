"""The Bericht zum Stand der Empfehlungen: from two states of the concept to a Sitzungsvorlage in Markdown.

``compare.period`` finds the facts, ``chapters`` and ``sentences`` put them into German, ``as_paper`` into the form of
the paper.
"""
