"""What the newest published Ausgabe had: the file ``ausgabe.json`` in the folder of the texts.

An entry a line: the ID of every item; of a recommendation of the adopted concept also the
fingerprint of what stands under "Laut Quelle", its sources, and its editorial mark.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from konzept.concept import Concept
from konzept.files import inputs
from konzept.findings import Finding
from konzept.model import BLOCK_SOURCE, Origin, Place, Recommendation

FILE: Final = "ausgabe.json"
_NAMED: Final = re.compile(r'\s*"([^"]+)":')


@dataclass(frozen=True, slots=True)
class Remembered:
    """An item as it was published. ``text`` is empty unless it belongs to the adopted concept."""

    line: int
    text: str
    sources: tuple[str, ...]
    edited: str


@dataclass(frozen=True, slots=True)
class Published:
    """The items of the newest Ausgabe by ID; nothing as long as none is published."""

    edition: str = ""
    items: Mapping[str, Remembered] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def read(folder: Path) -> Published:
    """Read the file of a folder of texts; a damaged one is a finding."""
    try:
        data, text = inputs.json(folder / FILE)
        lines = {found[1]: number for number, line in enumerate(text.split("\n"), 1) if (found := _NAMED.match(line))}
        items = {
            ident: Remembered(
                lines.get(ident, 1),
                str(entry.get("text", "")),
                tuple(map(str, entry.get("quellen", ()))),
                str(entry.get("redaktionell", "")),
            )
            for ident, entry in data["eintraege"].items()
        }
        return Published(str(data["ausgabe"]), items)
    except FileNotFoundError:
        return Published()
    except (inputs.DamagedError, ValueError, KeyError, TypeError, AttributeError):
        message = "Die Datei ist beschädigt. Holen Sie ihren letzten Stand aus git; geschrieben wird sie von 'publish'."
        return Published(findings=(Finding(place=Place(file=FILE, line=1), rule="bestand", must=message),))


def as_text(edition: str, concept: Concept) -> str:
    """The file for a concept that was published under this name."""
    rows = ",\n".join(
        f"  {json.dumps(ident)}: {json.dumps(_entry(concept, item))}" for ident, item in sorted(concept.items.items())
    )
    return f'{{\n "ausgabe": {json.dumps(edition)},\n "eintraege": {{\n{rows}\n }}\n}}\n'


def fingerprint(item: Recommendation) -> str:
    """Of what stands under "Laut Quelle"; breaks of lines do not count."""
    words = " ".join(item.part(BLOCK_SOURCE).split())
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def _entry(concept: Concept, item: Any) -> dict[str, Any]:
    if not isinstance(item, Recommendation) or Origin.CONCEPT not in {o.kind for o in concept.origins(item)}:
        return {}
    mark = {"redaktionell": str(item.edited_on)} if item.edited_on else {}
    return {"text": fingerprint(item), "quellen": sorted(item.named_in), **mark}
