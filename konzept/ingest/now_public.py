"""Puts the words of the document where a sentence stood for them, as long as they could not be published."""

from __future__ import annotations

from konzept.edits import Draft, set_part
from konzept.ingest.citing import Citing
from konzept.ingest.decided import Decision
from konzept.model import BLOCK_SOURCE, Recommendation


def reveal(draft: Draft, citing: Citing, item: Recommendation, row: Decision, *, placed: bool) -> bool:
    """Write the words of a row into the draft, if such a sentence stands there and they may be published now.

    ``placed`` tells that the place is said with them.
    """
    document = draft.of(item.id)
    text = dict(document.block(item.id).record.parts).get(BLOCK_SOURCE, "")
    withheld = citing.withheld(text, row, placed=placed) if citing.of.publish else ""
    if withheld:
        said = citing.said([row], with_goal=placed or not item.above, placed=placed)
        draft.put(set_part(document, item.id, BLOCK_SOURCE, text.replace(withheld, said, 1)))
    return bool(withheld)
