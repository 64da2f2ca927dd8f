"""Asks somebody at a terminal what the options of ``new`` left out; what does not fit is said, and asked again."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from typing import Any, Final, TypeVar

import click

from konzept import as_of
from konzept.errors import KonzeptError, RefusedError
from konzept.model.dates import day_in
from konzept.start.declension import declined, noun
from konzept.start.plan import LANGUAGES, parts, says_twice, tidy, top_count

KINDS: Final = "Stadt, Gemeinde, Kreis, Landkreis, Zweckverband …"
CONCEPTS: Final = "Integrationskonzept, Klimaschutzkonzept, Teilhabeplan, Mobilitätskonzept …"
AUTHORS: Final = "Runder Tisch, Steuerungsgruppe, Beirat, Verwaltung …"
ITEMS: Final = "Empfehlung, Maßnahme, Ziel, Projekt …"
_FULL: Final = "Wie heißt sie mit ganzem Namen und Artikel, etwa 'der Rhein-Sieg-Kreis'? Leer: wie eben gesagt"
_FIELD: Final = "Wie heißt ein Handlungsfeld? Auch mit Kürzel, wie 'KLI=Klima und Energie'"
_BODY: Final = "Welches weitere Gremium berät darüber? Leer: keines"
_SHORT: Final = {"en": "auf Englisch", "de-simple": "in Einfacher Sprache"}
T = TypeVar("T")


def at_terminal() -> bool:
    """Whether somebody can be asked."""
    return sys.stdin.isatty()


def completed(given: dict[str, Any]) -> dict[str, Any]:
    """The options, and the answers for those that were left out; without a terminal the needed ones are demanded.

    :raises RefusedError: if something is lacking and nobody can be asked.
    """
    if at_terminal():
        return {**given, **_answers(given)}
    lacking = [f"--{name}" for name in ("name", "concept", "authors") if not given[name]]
    lacking += [] if given["fields"] else ["--field"]
    if lacking:
        raise RefusedError(f"Es fehlt: {', '.join(lacking)}. Was die Optionen bedeuten, zeigt konzept new --help.")
    default = {
        "kind": given["kind"] or "Stadt",
        "item": given["item"] or "Empfehlung",
        "full_name": given["full_name"] or "",
        "decided_by": given["decided_by"] or "",
    }
    return {**given, **default, "top": 2 if given["top"] is None else given["top"]}


def _answers(given: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    questions: tuple[tuple[str, str, Callable[[str], object], str | None], ...] = (
        ("name", "Wie heißt die Kommune, ohne 'Stadt' oder 'Kreis'?", _something, None),
        ("kind", f"Was ist sie? {KINDS}", declined, "Stadt"),
        ("full_name", _FULL, lambda answer: _full_name(answer, {**given, **found}), ""),
        ("concept", f"Was für ein Konzept ist es? {CONCEPTS}", declined, None),
        ("authors", f"Wer hat es erarbeitet? In der Einzahl: {AUTHORS}", declined, None),
        ("item", f"Woraus besteht es? In der Einzahl: {ITEMS}", noun, "Empfehlung"),
        ("decided_by", "Welches Gremium hat es beschlossen? Leer: noch nicht beschlossen", tidy, ""),
    )
    for name, question, check, default in questions:
        if given[name] is None:
            found[name] = _ask(question, _kept(check), default)
    if found.get("decided_by") and not given["decided_on"]:
        found["decided_on"] = _ask("An welchem Tag? Zum Beispiel 31.12.2026", _day)
        found["as_guide"] = _ask("Ist es als Leitfaden beschlossen? ja oder nein", _yes_no, "nein")
    if given["top"] is None:
        found["top"] = _ask("Wie viele stehen je Handlungsfeld vorn? 0: keine", _count, "2")
    found["fields"] = given["fields"] or _several(_FIELD, lambda fields: parts(fields), needed=True)
    found["bodies"] = given["bodies"] or _several(_BODY, lambda bodies: [*map(tidy, bodies)])
    found["languages"] = given["languages"] or [
        language
        for language in LANGUAGES
        if _ask(f"Soll es eine kurze Fassung {_SHORT[language]} geben? ja oder nein", _yes_no, "nein")
    ]
    return found


def _ask(question: str, read: Callable[[str], T], default: str | None = None) -> T:
    """One answer, asked for until it can be read."""
    while True:
        answer = click.prompt(question, default=default, show_default=bool(default), prompt_suffix=": ")
        try:
            return read(str(answer))
        except KonzeptError as error:
            click.echo(str(error))


def _several(question: str, check: Callable[[list[str]], object], *, needed: bool = False) -> list[str]:
    """One answer after the other, until one is empty."""
    found: list[str] = []
    while True:
        answer = click.prompt(question, default="", show_default=False, prompt_suffix=": ").strip()
        if not answer and (found or not needed):
            return found
        try:
            if not answer:
                raise KonzeptError("Eines gehört dazu; nach dem letzten schließt eine leere Zeile die Liste.")
            check([*found, answer])
            found.append(answer)
            question = "Noch eines? Leer: keines mehr"
        except KonzeptError as error:
            click.echo(str(error))


def _kept(check: Callable[[str], object]) -> Callable[[str], str]:
    """Reads an answer as it is, if it passes."""

    def read(answer: str) -> str:
        check(answer)
        return answer

    return read


def _full_name(answer: str, told: dict[str, Any]) -> None:
    """Refuse what has no four cases; and none at all, if what was told before would be said twice."""
    if answer.strip():
        declined(answer)
    elif says_twice(told["name"], (kind := declined(told["kind"])).short):
        whole = f"{kind.who.partition(' ')[0]} {tidy(told['name'])}"
        raise KonzeptError(f"Das hieße zweimal {kind.short!r}. Nennen Sie den ganzen Namen, etwa {whole!r}.")


def _something(answer: str) -> str:
    if not tidy(answer):
        raise KonzeptError("Es fehlt, wie die Kommune heißt.")
    return answer


def _day(answer: str) -> date:
    found = day_in(answer)
    if found is None or found > as_of.today():
        raise KonzeptError(f"{answer!r} ist kein Tag oder liegt in der Zukunft. Schreiben Sie ihn wie 31.12.2026.")
    return found


def _yes_no(answer: str) -> bool:
    words = {"ja": True, "j": True, "nein": False, "n": False}
    if answer.strip().lower() not in words:
        raise KonzeptError("Schreiben Sie ja oder nein.")
    return words[answer.strip().lower()]


def _count(answer: str) -> int:
    if not answer.strip().isascii() or not answer.strip().isdigit():
        raise KonzeptError(f"{answer!r} ist keine Zahl von 0 bis 9.")
    return top_count(int(answer))
