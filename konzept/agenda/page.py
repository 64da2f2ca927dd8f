"""What is due for people: as text, and as a page that stands by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from konzept.agenda.due import WHAT_TO_DO, Agenda
from konzept.compare.standalone import drawn
from konzept.model.dates import german_day
from konzept.town import Town

TITLE: Final = "Was ansteht"
_NOTHING: Final = "Nichts steht an."


def as_text(agenda: Agenda) -> str:
    """For the terminal."""
    blocks = [f"{TITLE}, Stand {german_day(agenda.today)}\n"]
    for group, entries in agenda.groups.items():
        lines = [f"{group} ({len(entries)})", f"  {WHAT_TO_DO[group]}", *(f"  - {agenda.said(due)}" for due in entries)]
        blocks.append("".join(f"{line}\n" for line in lines))
    return "\n".join(blocks if agenda.groups else [*blocks, f"{_NOTHING}\n"])


def as_page(agenda: Agenda, town: Town) -> str:
    """The page."""
    return drawn(
        Path(__file__).with_name("page.html"),
        town,
        title=TITLE,
        today=german_day(agenda.today),
        nothing=_NOTHING,
        groups=[
            {
                "heading": f"{group} ({len(entries)})",
                "todo": WHAT_TO_DO[group],
                "entries": [
                    {"text": agenda.said(due), "late": bool(due.day and due.day < agenda.today)} for due in entries
                ],
            }
            for group, entries in agenda.groups.items()
        ],
    )
