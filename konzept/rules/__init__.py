"""The rules of the concept: pure functions from the concept to findings.

Every rule reports all its findings. Its sentence in :data:`RULES` is what authors read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from konzept.findings import Finding
from konzept.rules import agreement, figures, origin, own_proposals, permanence, repetition, statements, status, top
from konzept.rules.context import Context

__all__ = ["RULES", "Context", "Rule", "check"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule with its name, the sentence authors read, and its check."""

    name: str
    sentence: str
    check: Callable[[Context], Iterator[Finding]]


def check(context: Context) -> list[Finding]:
    """Apply every rule and return all findings."""
    return [replace(finding, rule=rule.name) for rule in RULES for finding in rule.check(context)]


RULES: Final = (
    Rule(
        name="top-2",
        sentence="Ein Handlungsfeld, dessen {top} benannt sind, hat genau so viele {Einträge} mit dieser "
        "Priorität, wie die Kommune festlegt. Sind sie vorgeschlagen, dürfen Plätze frei bleiben, aber nicht alle; "
        "sonst hat {kein Eintrag} diese Priorität. Ist {ein solcher Eintrag} entfallen oder derzeit nicht umsetzbar, "
        "weist die Prüfung darauf hin, dass neu zu benennen ist.",
        check=top.count,
    ),
    Rule(
        name="top-2-benannt",
        sentence="Benannte {top} haben Datum und Quelle.",
        check=top.named,
    ),
    Rule(
        name="top-2-auswahl",
        sentence=f"Was die Redaktion für die {{top}} vorschlägt, folgt ihrem Kriterium: vorn steht, {top.CRITERION}.",
        check=top.choice,
    ),
    Rule(
        name="vorschlag",
        sentence="Ein Vorschlag der Redaktion ist „vorgeschlagen“ oder „entfallen“ und gehört nie zu den {top}; "
        "{kein anderer Eintrag} ist „vorgeschlagen“.",
        check=own_proposals.proposals,
    ),
    Rule(
        name="sachstand",
        sentence="Jeder Status außer „unbekannt“ und „vorgeschlagen“ hat einen Sachstand mit Quelle, und der neueste "
        "Sachstand sagt diesen Status.",
        check=status.evidence,
    ),
    Rule(
        name="redaktion",
        sentence="Die Redaktion stellt höchstens „in Umsetzung“ fest, und nur nach einem Schritt, der nach "
        "{dem Eintrag} getan wurde, mit einer Quelle, die {diesen Eintrag} oder das Konzept nennt. Ihre eigenen "
        "Vorschläge kann sie zurückziehen. Sie sagt immer, an welchem Tag sie es festgestellt hat.",
        check=statements.editors,
    ),
    Rule(
        name="festgestellt",
        sentence="Ein Sachstand wird nicht vor dem Tag festgestellt, für den er gilt.",
        check=statements.days,
    ),
    Rule(
        name="zukunft",
        sentence="Kein Eintrag liegt nach dem Stichtag; Künftiges wird als Termin eingetragen.",
        check=status.future,
    ),
    Rule(
        name="beratung",
        sentence="„In Beratung“ braucht eine Beratung mit Vorlage; „Umsetzung beschlossen“ eine Beratung, die "
        "die Umsetzung genau {dieses Eintrags} entscheidet.",
        check=status.decisions,
    ),
    Rule(
        name="hindernis",
        sentence="Was zurückgestellt oder derzeit nicht umsetzbar ist, nennt den Hinderungsgrund und sagt, wann "
        "oder unter welcher Bedingung erneut geprüft wird. Die Bedingung steht ohne „wenn“ und ohne Punkt da.",
        check=status.obstacles,
    ),
    Rule(
        name="entfallen",
        sentence="Was entfallen ist, behält ID und Text und sagt, wodurch es ersetzt wurde oder warum es entfällt; "
        "„ersetzt“ stimmt in beiden Richtungen.",
        check=status.replacement,
    ),
    Rule(
        name="herkunft",
        sentence="Zu {jedem Eintrag} ist die Quelle eingetragen, in der {er} steht; ohne solche Quelle ist {er} ein "
        "Vorschlag der Redaktion mit eigener ID, Anlass und Datum. Nur ein Konzept nennt die Beratung, in der es "
        "beschlossen wurde.",
        check=origin.origin,
    ),
    Rule(
        name="zustaendigkeit",
        sentence="Wer federführend ist oder entscheidet, steht nur mit der Quelle, die diese Zuständigkeit nennt.",
        check=origin.competence,
    ),
    Rule(
        name="zugehoerigkeit",
        sentence="IDs, Dateinamen, Handlungsfelder, Daten und Bezüge passen zueinander.",
        check=origin.belonging,
    ),
    Rule(
        name="gliederung",
        sentence="Was im Konzept zu {einem anderen Eintrag} gehört, steht nicht zugleich darüber; Nummer und "
        "Art der Aussage hat nur, was aus einer Quelle stammt.",
        check=origin.hierarchy,
    ),
    Rule(
        name="bloecke",
        sentence="Der Text {eines Eintrags} trennt, was die Quelle sagt, von dem, was die Redaktion vorschlägt.",
        check=origin.blocks,
    ),
    Rule(
        name="wiederholung",
        sentence="Was in einer Angabe steht, wiederholt der Text nicht; was nicht bekannt ist, bleibt leer.",
        check=repetition.repetition,
    ),
    Rule(
        name="kennzahl",
        sentence="Eine Kennzahl hat den Tag ihres Standes, wenn eine ihrer Quellen einen Tag hat; oder sie zählt "
        "einen ganzen Monat oder ein ganzes Jahr und sagt das.",
        check=figures.days,
    ),
    Rule(
        name="anteil",
        sentence="Ein Anteil ist höchstens 100 Prozent; auf andere Werte über 100 Prozent weist die Prüfung hin, wenn "
        "die Reihe nicht sagt, dass sie eine Veränderung oder ein Vergleich sind.",
        check=figures.shares,
    ),
    Rule(
        name="abstimmung",
        sentence="Stimmen, Ergebnis und Zuständigkeit einer Beratung widersprechen sich nicht.",
        check=agreement.votes,
    ),
    Rule(
        name="beleg",
        sentence="Eine Quelle ist nicht älter als das, was sie belegt.",
        check=agreement.evidence,
    ),
    Rule(
        name="zeitraum",
        sentence="Nichts endet, bevor es beginnt.",
        check=agreement.periods,
    ),
    Rule(
        name="reihe",
        sentence="Kennzahlen einer Reihe haben eine Einheit und zu jedem Stand einen Wert; auf einen Wert, der mehr "
        "als das Hundertfache eines anderen ist, weist die Prüfung hin.",
        check=agreement.series,
    ),
    Rule(
        name="bestand",
        sentence="Was die neueste Ausgabe hatte, gibt es noch. Ein Text aus dem beschlossenen Konzept ändert sich nur "
        "mit einer neuen Quelle oder mit dem Vermerk „redaktionell“.",
        check=permanence.kept,
    ),
)
