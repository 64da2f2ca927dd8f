"""One German report on all that was handed in: for the terminal, as Markdown, as a page that stands by itself.

Words of others stay text in each of them. In Markdown they stand in code: there no forge takes ``@name``, ``#12`` or
``/merge`` for a command.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

from konzept.compare.changelist import ChangeGroup, marked
from konzept.compare.standalone import drawn
from konzept.files.unseen import UNSEEN
from konzept.german import count
from konzept.intake.outcome import VERDICTS, Clash, Intake, Outcome, Verdict
from konzept.town import Town

TITLE: Final = "Was im Eingang liegt"
NOTHING: Final = "Nichts liegt im Eingang."
OURS, THEIRS = "Heute steht hier", "Die Meldung will"
NOTHING_THERE: Final = "(nichts)"
_COUNTED: Final[Mapping[Verdict, str]] = {
    "sound": "zu übernehmen",
    "written": "übernommen",
    "known": "schon früher übernommen",
    "conflict": "im Widerspruch zu heute",
    "refused": "abgelehnt",
}
_MOST: Final = 40  # lines of each side of a clash
_LONGEST: Final = 2000
_LONGEST_OPTION: Final = 20_000


class ReportPart(NamedTuple):
    """Lines under a label."""

    label: str
    lines: tuple[str, ...]


def summary(found: Intake) -> str:
    """How many reports there are, and what becomes of them."""
    if not found.outcomes:
        return NOTHING
    counts = Counter(outcome.verdict for outcome in found.outcomes)
    told = ", ".join(f"{counts[verdict]} {words}" for verdict, words in _COUNTED.items() if counts[verdict])
    return f"{count(len(found.outcomes), 'Meldung', 'Meldungen')}: {told}."


def parts(outcome: Outcome) -> Iterator[ReportPart]:
    """What is to be said of a report, apart from what it changes and what it is at odds with."""
    if outcome.subject:
        yield ReportPart("Betreff", (_line(outcome.subject),))
    if outcome.author:
        yield ReportPart("Von, nach eigener Angabe und nicht geprüft", (_line(outcome.author),))
    for label, wanted in (("Warum nicht", True), ("Zu beachten", False)):
        if lines := tuple(f"{r.place}: {r.text}" for r in outcome.remarks if r.is_error is wanted):
            yield ReportPart(label, tuple(map(_line, lines)))
    if outcome.renumbered:
        yield ReportPart(
            "Neue Nummern, denn diese gab es schon",
            tuple(f"{old} heißt jetzt {new}" for old, new in sorted(outcome.renumbered.items())),
        )
    if outcome.changes and outcome.verdict in ("sound", "written"):
        yield ReportPart("Geändert", tuple(change.path for change in outcome.changes))


def heading(number: int, outcome: Outcome) -> str:
    """The number of a report, its name, what becomes of it."""
    return f"{number}. {_line(outcome.name)}: {VERDICTS[outcome.verdict]}"


def place(clash: Clash) -> str:
    """Where a report is at odds with the text of today."""
    about = f", {clash.about}" if clash.about else ""
    return f"{clash.file}, Zeile {clash.line}{about}: Beide haben dieselbe Stelle geändert."


def sides(clash: Clash) -> tuple[tuple[str, str], ...]:
    """Both texts, each below what it is."""
    return (OURS, _cut(clash.ours)), (THEIRS, _cut(clash.theirs))


def as_text(found: Intake) -> str:
    """For the terminal."""
    blocks = [f"{summary(found)}\n"]
    for number, outcome in enumerate(found.outcomes, 1):
        lines = [heading(number, outcome)]
        for part in parts(outcome):
            lines += [f"   {part.label}: {part.lines[0]}"] if len(part.lines) == 1 else [f"   {part.label}:"]
            lines += [f"      {line}" for line in part.lines if len(part.lines) > 1]
        for clash in outcome.clashes:
            lines.append(f"   {place(clash)}")
            for label, text in sides(clash):
                lines += [f"      {label}:", *(f"      | {line}" for line in text.split("\n"))]
        for group in outcome.told:
            lines += [f"   {group.heading}:", *(f"      {line}" for line in _told(group))]
        blocks.append("".join(f"{line}\n" for line in lines))
    return "\n".join(blocks)


def as_markdown(found: Intake) -> str:
    """For the page of a merge request."""
    blocks = [f"# {TITLE}", summary(found)]
    for number, outcome in enumerate(found.outcomes, 1):
        blocks.append(f"## {number}. {_code(outcome.name)}: {VERDICTS[outcome.verdict]}")
        blocks += [_listed(part.label, part.lines) for part in parts(outcome)]
        for clash in outcome.clashes:
            blocks.append(_code(place(clash)))
            blocks += [f"{label}:\n\n{_fenced(text)}" for label, text in sides(clash)]
        blocks += [_listed(group.heading, _told(group)) for group in outcome.told]
    return "\n\n".join(blocks) + "\n"


def as_push_option(found: Intake) -> str:
    """The Markdown in one line, as GitLab takes the text of a merge request with a push: two signs for a line end.

    The first of them can't be written there otherwise, so another stands for it. What is too long is left out.
    """
    number = len(found.outcomes)
    text = as_markdown(found)
    while len(text) > _LONGEST_OPTION:
        number //= 2
        shown = as_markdown(replace(found, outcomes=found.outcomes[:number]))
        text = f"{summary(found)} Weiteres steht im Bericht der Pipeline.\n\n{shown if number else ''}"
    return text.replace("\\", "∖").replace("\n", "\\n")


def as_page(found: Intake, town: Town) -> str:
    """For whoever opens it in a browser, also without the website."""
    return drawn(
        Path(__file__).with_name("page.html"),
        town,
        title=TITLE,
        summary=summary(found),
        outcomes=[
            {
                "heading": heading(number, outcome),
                "parts": [*parts(outcome)],
                "clashes": [(place(clash), sides(clash)) for clash in outcome.clashes],
                "told": outcome.told,
            }
            for number, outcome in enumerate(found.outcomes, 1)
        ],
    )


def _listed(label: str, lines: Iterable[str]) -> str:
    return "\n".join([f"{label}:", "", *(f"* {_code(line)}" for line in lines)])


def _told(group: ChangeGroup) -> Iterator[str]:
    for entry in group.entries:
        yield _line(entry.head)
        yield from map(_line, entry.lines)
        yield from (_line(f"{label}: {marked(pieces)}") for label, pieces in entry.words)


def _line(text: str) -> str:
    """Words of others in one line, nothing of them unseen, not too long."""
    text = " ".join(UNSEEN.sub("�", text).split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"


def _cut(text: str) -> str:
    lines = [UNSEEN.sub("�", line)[:_LONGEST] for line in text.replace("\r", "").split("\n")]
    more = [f"… und {count(len(lines) - _MOST, 'Zeile', 'Zeilen')} mehr"] if len(lines) > _MOST else []
    return "\n".join([*lines[:_MOST], *more]) or NOTHING_THERE


def _code(text: str) -> str:
    """Words of others as code: a mark longer than each in them."""
    text = _line(text)
    mark = "`" * (_longest(text) + 1)
    gap = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{mark}{gap}{text}{gap}{mark}"


def _fenced(text: str) -> str:
    """Words of others in lines; none of them begins as a command of a forge does."""
    mark = "`" * max(3, _longest(text) + 1)
    lines = "\n".join(f"| {line}" for line in text.split("\n"))
    return f"{mark}text\n{lines}\n{mark}"


def _longest(text: str) -> int:
    return max(map(len, re.findall("`+", text)), default=0)
