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
    """What reports are taken into.

    ``above`` is the folder of the texts in the repository, with its slash. ``blob`` gives a content that git knows by
    its name, ``examined`` the examination of texts by file. ``asked`` and ``rounds`` are for answers of offices,
    ``marks`` the reports taken in before, each with its day, ``records`` the files of both as they were read;
    ``no_tables`` says why no answers are taken in here.
    """

    texts: Texts
    above: str
    blob: Callable[[str], bytes | None]
    examined: Callable[[Mapping[str, bytes]], Examination]
    marks: Mapping[str, str]
    records: Mapping[str, bytes | None]
    asked: Callable[[Examination], Asked] | None
    rounds: tuple[Round, ...]
    no_tables: str
    body: str
    accepted: frozenset[str]
