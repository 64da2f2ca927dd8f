"""What councils and their information systems call what the model has its own word for; never another fact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from konzept.model.declare import Word
from konzept.model.words import Responsibility, Result

# The examples of OParl 1.1 (AgendaItem.result, Consultation.role), and what councils of several Länder write.
_MEANT: Final[Mapping[Word, tuple[str, ...]]] = {
    Result.UNCHANGED: ("unverändert beschlossen", "unverändert angenommen", "ungeändert angenommen"),
    Result.CHANGED: ("mit Änderungen beschlossen", "mit Änderung beschlossen", "geändert angenommen"),
    Result.UNANIMOUS: ("einstimmig", "einstimmig angenommen", "einstimmig zugestimmt"),
    Result.BY_MAJORITY: ("mehrheitlich", "mehrheitlich angenommen", "mehrheitlich zugestimmt"),
    Result.ADOPTED: ("beschlossen", "angenommen", "zugestimmt"),
    Result.REJECTED: ("endgültig abgelehnt", "nicht beschlossen", "nicht zugestimmt"),
    Result.NOTED: ("Kenntnis genommen", "zur Kenntnis", "Kenntnisnahme"),
    Result.ADJOURNED: ("zurückgestellt", "verschoben"),
    Result.REFERRED: ("überwiesen", "weiterverwiesen"),
    Result.WITHDRAWN: ("zurückgezogen", "von der Tagesordnung abgesetzt", "abgesetzt von der Tagesordnung"),
    Responsibility.DECISION: ("zur Entscheidung",),
    Responsibility.RESOLUTION: ("zur Beschlussfassung",),
    Responsibility.NOTICE: ("zur Kenntnis", "zur Kenntnisnahme", "Information", "Unterrichtung"),
    Responsibility.PRELIMINARY: ("zur Vorberatung", "Vorbehandlung"),
    Responsibility.HEARING: ("zur Anhörung",),
}
_EITHER: Final = {
    "beschluss": "Hier heißt das 'Beschlussfassung' oder 'Entscheidung'.",
    "anhörung/empfehlung": "Hier heißt das 'Anhörung', oder 'Empfehlung', wenn das Gremium etwas empfiehlt.",
    **dict.fromkeys(
        ("einstimmig abgelehnt", "mehrheitlich abgelehnt"),
        "Hier heißt das 'abgelehnt'; ob es einstimmig war, steht bei 'einstimmig'.",
    ),
}


def usual(text: str, offered: Sequence[Word]) -> str:
    """The sentence that says how a usual word is written here; nothing for one that is not known."""
    key = " ".join(text.split()).casefold()
    meant = next((word for word in offered if key in map(str.casefold, (word.written, *_MEANT.get(word, ())))), None)
    return f"Hier heißt das '{meant.written}'." if meant else _EITHER.get(key, "")
