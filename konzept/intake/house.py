"""What reports are taken into: the texts of today, and what is known around them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from konzept.examine import Examination
from konzept.survey.bodies import Asked
from konzept.survey.rounds import Round
from konzept.texts import Texts


@dataclass(frozen=True, kw_only=True)
class House:
    """What reports are taken into."""

    texts: Texts  # as they are today
    above: str  # the folder of the texts in the repository, with its slash
    blob: Callable[[str], bytes | None]  # the content that git knows by this name, or by the beginning of it
    examined: Callable[[Mapping[str, bytes]], Examination]  # examines texts, which are given by file
    marks: Mapping[str, str]  # of each report that was taken in before its day
    records: Mapping[str, bytes | None]  # the files that ``marks`` and ``rounds`` were read from
    asked: Callable[[Examination], Asked] | None  # whom the town asks, for the answers of offices
    rounds: tuple[Round, ...]  # when it asked before, and who answered
    no_tables: str  # why no answers of offices are taken in here; empty if they are
    body: str
    accepted: frozenset[str]
