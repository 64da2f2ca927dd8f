"""The Zwischenbericht: from two states of the concept to a Sitzungsvorlage in Markdown.

``period`` finds the facts, ``sentences`` puts them into German, ``document`` into the form of the paper.
"""

from konzept.report.document import document
from konzept.report.period import Period, between_days, between_states

__all__ = ["Period", "between_days", "between_states", "document"]
