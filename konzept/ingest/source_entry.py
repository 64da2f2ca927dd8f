"""Enters the document itself as a source: a new entry, or what is known now of one that stood for it."""

from __future__ import annotations

from konzept.concept import Concept
from konzept.edits import Draft, NewItem, add_item, add_text, add_value, set_option, set_text, set_title
from konzept.edits.wording import escaped
from konzept.ingest.adoption import Adoption
from konzept.ingest.citing import WITHHELD
from konzept.model import Consultation, MainConcept, Source, YesNo


def enter(draft: Draft, concept: Concept, of: Adoption, called: str) -> list[str]:
    """Write the source into the draft, and that the concept rests on it: a sentence for people if something is new.

    ``called`` is the heading below which a new one stands.
    """
    new = _entry(concept, of)
    if there := concept.get(of.ident, Source):
        told = [f"{there.id}: Prüfsumme und Angaben ergänzt, {of.title}"] if _complete(draft, there, new, of) else []
    else:
        document = draft[concept.home(Source) or "quellen.md"]
        if not any(part.title == called for part in document.parts()):
            document = add_text(document, f"## {called}")
        draft.put(add_item(document, new, below=called))
        told = [f"{of.ident}: neue Quelle der Art {of.kind}, {of.title}"]
    if whole := concept.get("KONZEPT", MainConcept):
        draft.put(add_value(draft.of(whole.id), whole.id, "quelle", of.ident))
    return told


def _complete(draft: Draft, there: Source, new: NewItem, of: Adoption) -> bool:
    """Whether a source that stood for the document, had only its checksum or was a draft gets what is known now."""
    before = draft.of(there.id)
    said, document = before.block(there.id).record.options, before
    document = set_title(document, there.id, new.title)
    for name, value in new.options.items():
        is_new = name not in said or (name not in ("datum", "url") and value != YesNo.NO.value)
        if value and is_new:
            document = set_option(document, there.id, name, value)
    text = before.block(there.id).record.text
    kept = text.replace(WITHHELD, "").strip() if of.publish else text
    document = set_text(document, there.id, kept if new.text in kept else f"{kept}\n\n{new.text}")
    is_changed = document.content != before.content
    if is_changed:
        draft.put(document)
    return is_changed


def _entry(concept: Concept, of: Adoption) -> NewItem:
    """The source as it would be entered anew."""
    meeting = concept.items.get(of.meeting)
    day = of.day or (meeting.date if isinstance(meeting, Consultation) else None)
    changed = f"Beim Beschluss geändert: {escaped(of.changes)}" if of.changes else ""
    rights = "" if of.publish else WITHHELD
    options = {
        "art": of.kind.value,
        "datum": str(day) if day else "",
        "url": of.url,
        "sha256": of.sha256,
        "vollstaendig": YesNo.YES.value if of.complete else YesNo.NO.value,
        "beschlossen_in": of.meeting,
    }
    text = "\n\n".join(filter(None, (changed, rights)))
    return NewItem(kind=Source, id=of.ident, title=of.title, options=options, text=text)
