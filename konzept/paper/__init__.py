"""The Sitzungsvorlage: a Markdown file in the form of the town's council papers, read and checked."""

from konzept.paper.form import Climate, Finances, PaperKind, Section, SessionPaper, Step, is_paper
from konzept.paper.reading import Read, read, without_head

__all__ = [
    "Climate",
    "Finances",
    "PaperKind",
    "Read",
    "Section",
    "SessionPaper",
    "Step",
    "is_paper",
    "read",
    "without_head",
]
