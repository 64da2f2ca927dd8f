"""The tasks in the words of those who have them: what each asks for, and how its answers become text."""

from __future__ import annotations

from konzept.desk.tasks import recommending, recording
from konzept.desk.tasks.parts import Task

__all__ = ["Task", "tasks"]


def tasks() -> tuple[Task, ...]:
    """All tasks, in the order in which they are offered; the words are those of the town that is loaded."""
    return (
        recommending.report_state(),
        recommending.put_aside(),
        recommending.report_development(),
        recommending.recommend(),
        recording.enter_consultation(),
        recording.enter_statement(),
        recording.enter_event(),
        recording.enter_figure(),
        recording.enter_source(),
        recommending.name_top(),
        recommending.confirm_wording(),
        recommending.change_text(),
    )
