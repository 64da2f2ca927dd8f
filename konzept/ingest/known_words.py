"""The words by which concepts say what stands below a heading, in a column, or behind a label."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What a heading, a column or a label says of what belongs to it."""

    RECOMMENDATION = "Empfehlung"
    GOAL = "Ziel"
    FINDING = "Feststellung"
    NOTE = "Anmerkung"
    DATA = "Angabe"
    NUMBER = "Nummer"
    FIELD = "Handlungsfeld"
    MIXED = "Ziel oder Empfehlung"


_DONE: Final = (
    r"(?:erprobt|bisherig|besteh|vorhanden|bereits|laufend|umgesetzt|abgeschlossen|durchgeführt|"
    r"existier|aktuell)"
)
_MEASURE: Final = (
    r"empfehlung|ma(?:ß|ss)nahme|agenda|vorschl[aä]g|handlungsbedarf|handlungsans[aä]tz|handlungsoption|"
    r"(?<!heraus)forderung(?!s)|l[öo]sungsans[aä]tz|umsetzungsid|handlungsschritt|umsetzungsvorschl|projektid|"
    r"verbesserungs(?:vorschl|bedarf)|anregung|vorhaben|aktivit[aä]t"
)
_GOAL: Final = (
    r"(?<!\w)(?:\w*(?:leit|teil|ober|unter|haupt|handlungs|wirkungs|mittler|fern|nah|entwicklungs|"
    r"bereichs))?ziel(?:e|en|s)?(?!\w)|zielsetzung|zielstellung|zielbild|wunschbild|soll-zustand|"
    r"vision"
)
# Endings are named: a word that could go on with any letter could be read in twice as many ways for each further one.
_HORIZON: Final = r"^(?:(?:kurz|mittel|lang|länger)(?:fristig(?:e[mnrs]?)?|-)(?:,? (?:und|bis|oder) )?)+"
_BRACKET: Final = r"(?: ?\([^()]*+\)?)?"
_RULES: Final[tuple[tuple[Role, str], ...]] = (
    (Role.FIELD, r"^(?:handlungs|themen|aktions|politik)(?:feld|bereich)(?:er|e)?$|^bereich$|^feld$"),
    (
        Role.NUMBER,
        r"^(?:lfd\.? ?|laufende )?(?:nr|nummer|no|kennziffer|ziffer|kürzel|id)\.?$|^#$|^ma(?:ß|"
        r"ss)nahmen?-?(?:nr|nummer)\.?$",
    ),
    (
        Role.DATA,
        r"zielgruppe|zuständig|verantwort|federf|zeitr|zeitplan|zeithorizont|kosten|finanz|beteiligt|"
        r"partner|akteur|"
        r"indikator|priorit|laufzeit|frist(?!ig)|bis wann|^wer\b|^wann|^umsetzung(?:szeit|sstand)?$|ressourcen|"
        r"budget|träger(?:schaft)?$|ansprech|"
        r"kontakt|^status|^stand$|\bort$|nachhaltigkeit|dauer$|beginn|^ende$|haushalt|personal(?:bedarf|"
        r"aufwand)|"
        r"erfolgskriteri|messgröße|kennzahl|evaluation|nächste schritte|arbeitsschritte|meilenstein|aufwand",
    ),
    (
        Role.FINDING,
        rf"{_DONE}\w*\s+(?:\w+\s+){{0,2}}(?:ma(?:ß|ss)nahme|angebot|projekt|aktivit)|(?:ma(?:ß|ss)nahmen|"
        rf"angebote|projekte) (?:im bestand|bisher)",
    ),
    (
        Role.MIXED,
        rf"(?:{_GOAL})\W+(?:und|/|&|\+)\W+(?:\w+\s+)?(?:{_MEASURE})\w*|(?:{_MEASURE})\w*\W+(?:und|/|&|"
        rf"\+)\W+(?:{_GOAL})",
    ),
    (Role.RECOMMENDATION, rf"(?:{_MEASURE})(?!\w*(?:katalog|plan(?:ung)?|übersicht|programm|blatt|träger|gruppe)\b)"),
    (
        Role.RECOMMENDATION,
        r"was (?:ist|wäre|wir|soll|sollte|muss|müsste)?\s*(?:zu tun|nötig|tun|getan|geschehen|passieren|"
        r"empfehlen|wollen|fordern|wir empfehlen|"
        r"zu geschehen|sich ändern)|das ist (?:nötig|zu tun)|das plant|das planen wir|das wollen wir tun|"
        r"so geht es weiter|"
        r"wünsche an|nötige schritte|schlagen \w+ vor|vorgeschlagen|wie (?:wir|kommen wir) dahin|was wir tun|unser weg|"
        rf"^was\??$|^projekte?$|^schritte$|{_HORIZON}{_BRACKET}$",
    ),
    (Role.GOAL, rf"{_GOAL}|das wollen wir erreichen|wohin wir wollen|was wir erreichen wollen|wohin wollen wir"),
    (
        Role.FINDING,
        r"feststellung|festgestellt|beobachtet|^bedarfe?$|wo wir stehen|"
        r"aussage|ausgangslage|ausgangssituation|situation|ist-?stand|ist-?zustand|bestand|"
        r"analyse|befund|"
        r"herausforderung|problem|stärken|schwächen|status quo|was wir wissen|hintergrund|sachstand|"
        r"rahmenbedingung|"
        r"erkenntnis|beobachtung|so ist es|wo stehen wir|das haben wir|bisher erreicht|angebote vor ort|"
        r"rückblick|bewertung",
    ),
    (
        Role.NOTE,
        r"anmerkung|bemerkung|hinweis|erläuterung|begründung|beschreibung|inhalt$|kommentar|ergänzung|"
        r"details?$|beispiel",
    ),
)
_COMPILED: Final = tuple((role, re.compile(rule, re.I)) for role, rule in _RULES)
HORIZON: Final = re.compile(rf"{_HORIZON}(?: (?:{_MEASURE})\w*)?{_BRACKET}\W*$", re.I)
"""What only says when something is to come: ``Kurzfristig (bis 2026)``, ``Langfristige Maßnahmen:``."""

OTHER_PARTS: Final = re.compile(
    r"^(?:vorwort|grußwort|einleitung|einführung|vorbemerkung|präambel|zusammenfassung|kurzfassung|"
    r"fazit|ausblick|anhang|anlagen?|impressum|glossar|"
    r"literatur|quellen|abkürzung|inhalt|methodi|vorgehen|entstehung|prozess|leitbild|leitlinien|"
    r"grundlagen|grundsätze|rahmen|"
    r"schluss|dank|mitwirkende|beteiligte|abbildung|tabellenv|stichwort|monitoring|evaluation|"
    r"umsetzung und|controlling|statistik|daten und|"
    r"bevölkerung|begriffe|definition|(?:gesamt)?übersicht|über dieses|wie dieses|hinweise zum|lesehilfe|autor|"
    r"ansprech|"
    r"kontakt|nachwort|warum|auftrag)",
    re.I,
)
GLOSSARY: Final = re.compile(r"(?:verzeichnis der )?(?:abkürzung|glossar|begriffe|definition)", re.I)
NAMES: Final = re.compile(
    r"(?:^|^anhang\W+|^anlage\W+)(?:impressum|mitwirkende|beteiligte|ansprech|kontakt|autor|dank|danksagung|redaktion|"
    r"teilnehme|mitglieder|herausgeber|verfasser)",
    re.I,
)
SENTENCE_END: Final = re.compile(r"\w{3}[.!?]$")  # not of an abbreviation or a number
CONTENTS: Final = re.compile(
    r"^(?:inhalt|inhaltsverzeichnis|inhaltsübersicht|verzeichnis der|abbildungsverzeichnis|"
    r"tabellenverzeichnis|gliederung)",
    re.I,
)
CAPTION: Final = re.compile(
    r"(?:Abb(?:ildung|\.)?|Tab(?:elle|\.)?|Bild|Foto|Grafik|Karte|Diagramm)\s*[0-9]+(?:[-.][0-9]+)?\b|Quelle[n]?:"
)
FIELD_MARK: Final = re.compile(
    r"^(?:das\s+)?(?:handlungs|themen|aktions|politik|arbeits)(?:feld|bereich|"
    r"schwerpunkt)\s*(?:nr\.?\s*)?(?:[0-9]{1,2}(?!\d)|[IVX]{1,4}(?!\w)|"
    r"[A-Z](?!\w))?\s*[.:)–—-]*\s*(?=\S)|^HF\s*[0-9]{1,2}\s*[.:–—-]*\s*",
    re.I,
)
MEASURE_MARK: Final = re.compile(
    r"^(?:handlungs)?(?:maßnahmen?(?:blatt|steckbrief)?|massnahme|empfehlung|projekt|vorschlag|"
    r"steckbrief|maßnahmensteckbrief|agenda-?vorschlag)\s*"
    r"(?:nr\.?\s*)?(?P<number>[A-ZÄÖÜ]{0,3}[ .\-]?[0-9]{1,3}(?:[.\-+/][0-9]{1,3})*[a-z]?(?!\w))"
    r"\.?\s*[:–—\-.)]*\s*(?P<text>.*)$",
    re.I,
)
GOAL_MARK: Final = re.compile(
    r"^(?P<name>(?:leit|teil|ober|unter|haupt|handlungs|mittler|wirkungs|entwicklungs)ziel|"
    r"(?:strategisches|operatives|übergeordnetes|langfristiges) ziel|ziel)\s*"
    r"(?P<number>[A-Z]{0,2}[ .]?[0-9]{1,3}(?:\.[0-9]{1,3})*|[IVX]{1,4}|"
    r"[A-Z](?=[\s:.)]))?\s*[:.–—\-)]+\s*(?P<text>\S.*)$",
    re.I,
)
_RANK: Final = (
    ("leit", 1),
    ("ober", 1),
    ("haupt", 1),
    ("übergeordnet", 1),
    ("strateg", 1),
    ("langfrist", 1),
    ("teil", 3),
    ("unter", 3),
    ("operativ", 3),
    ("handlungs", 3),
    ("mittler", 2),
)
SENTENCE: Final = re.compile(r"^(?!W)\w.*\s(?:ist|sind|war|waren|wird|werden|hat|haben|bleibt|bleiben|zeigt|zeigen)\b")
"""What stands before a colon and is no label: ``Der Bestand ist alt: …``."""
LABEL: Final = re.compile(r"^(?P<label>[A-ZÄÖÜ][\w/()&,.\- ]{1,48}?)\s*:\s*(?P<text>.*)$", re.S)
WISH: Final = re.compile(
    r"\bsollt?en?\b|\bsollte\b|\bsoll\b|wünschenswert|empfehl|empfiehlt|empfohlen|anzustreben|"
    r"angestrebt|\bregen\b.*\ban\b|angeregt|"
    r"\bfordern\b|\bschlagen\b.*\bvor\b|vorgeschlagen|\bmüssten?\b|\bwäre\b.*\b(?:gut|sinnvoll|"
    r"hilfreich|notwendig|nötig|wichtig|zu begrüßen)|"
    r"\b(?:gut|sinnvoll|hilfreich|notwendig|nötig|wichtig|zu begrüßen)\b.{0,20}\bwäre\b|"
    r"\bist (?:es )?(?:dringend )?(?:notwendig|erforderlich|nötig|sinnvoll|geboten)|bedarf es|"
    r"\bgilt es\b|halten wir für|wünschen (?:wir )?uns",
    re.I | re.S,
)
_NOT_SENTENCES: Final = re.compile(
    r"\b(?:z|u|d|o|i|v|s|ca|ggf|bzw|usw|etc|vgl|Nr|Dr|Prof|St|Abs|Art|Bd|Str|inkl|evtl|ggfs|sog|bspw|"
    r"insb|Mio|Mrd|Tsd|max|min|gem|lt|S|[A-Z]|[0-9]{1,2})\.$"
)


def role_of(text: str) -> Role | None:
    """What a heading, column or label of these words says of what belongs to it; nothing if it says nothing."""
    words = " ".join(text.replace("\n", " ").split()).strip(" :.–-")
    if not words or len(words) > 70 or len(words.split()) > 9:
        return None
    return next((role for role, rule in _COMPILED if rule.search(words)), None)


def rank_of(name: str) -> int:
    """How deep a goal stands by its name: 1 Leitziel, 2 Ziel, 3 Teilziel."""
    return next((rank for part, rank in _RANK if part in name.casefold()), 2)


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph; abbreviations end none."""
    found: list[str] = []
    for piece in re.split(r"(?<=[.!?])[\s]+(?=[A-ZÄÖÜ„\"»(])|(?<=[.!?][“\"«])\s+(?=[A-ZÄÖÜ„\"])", text):
        if found and _NOT_SENTENCES.search(found[-1]):
            found[-1] += f" {piece}"
        else:
            found.append(piece)
    return found
