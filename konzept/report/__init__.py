"""The Bericht zum Stand der Empfehlungen: from two states of the concept to a Sitzungsvorlage in Markdown.

``compare.period`` finds the facts, ``sentences`` puts them into German, ``document`` into the form of the paper.
"""
