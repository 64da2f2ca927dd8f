"""The Sitzungsvorlage: a Markdown file in the form of the town's council papers, read and checked."""

from konzept.paper.annexes import Annex, numbered
from konzept.paper.form import PaperForm, PaperSection, PaperStep, SessionPaper, is_paper
from konzept.paper.parsing import Read, read, without_head

__all__ = [
    "Annex",
    "PaperForm",
    "PaperSection",
    "PaperStep",
    "Read",
    "SessionPaper",
    "is_paper",
    "numbered",
    "read",
    "without_head",
]
