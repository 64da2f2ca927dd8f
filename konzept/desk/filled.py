"""A filled form, and what it does on top of those before it."""

from __future__ import annotations

from dataclasses import dataclass

from konzept.desk.pen import Values
from konzept.desk.remarks import Remark
from konzept.edits import FileChange
from konzept.examine import Examination


@dataclass(frozen=True, slots=True)
class Report:
    """A filled form: the name of its task, and what stands in its fields."""

    task: str
    values: Values


@dataclass(frozen=True, slots=True, kw_only=True)
class FormOutcome:
    """What a report does on top of those before it; ``rows`` says what becomes of each row of a table."""

    remarks: tuple[Remark, ...]
    changes: tuple[FileChange, ...] = ()
    before: Examination
    after: Examination | None = None
    shown: str = ""
    rows: tuple[tuple[str, str], ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether it may be handed in."""
        return self.after is not None and not any(remark.is_error for remark in self.remarks)
