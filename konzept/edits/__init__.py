"""Changes texts: options, titles, parts, new items, new files, entries of tables of contents.

Bytes in, bytes out: it knows no folder and prints nothing, so every door can use it. Each function takes a
:class:`Document` and gives a new one, so edits follow one another::

    from konzept.edits import Document, NewItem, add_item, set_option
    from konzept.model import Update

    file = "handlungsfelder/sprache-und-bildung/SPR-01.md"  # from the folder of the texts, as in `Place.file`
    document = Document(file, content)
    document = set_option(document, "SPR-01", "status", "in-umsetzung")
    update = NewItem(
        kind=Update,
        id="SPR-01-S1",
        title="Der Kurs hat begonnen",
        options={"datum": "2026-09-01", "status": "in-umsetzung", ...},
        text="Zwölf Plätze, Kinder werden betreut.",
    )
    document = add_item(document, update, after="SPR-01")
    document.content  # the bytes to write

Only the lines of the edit change; the author's order of options, line ends, umlauts (NFC or NFD) and byte order mark
stay. Each edit is read again before it is given back: what was meant must stand there, all else must be read as
before. Otherwise, and for what a text may not contain, an :class:`EditError` says in German where and why. Whether
the result fits the model and the rules, the examination tells (:mod:`konzept.examine`).

Edits of several files: :class:`Draft`. What it changed, as a patch or a message for ``git am``: :func:`git_patch`,
:func:`mail`.
"""

from konzept.edits.draft import Draft
from konzept.edits.head import Value
from konzept.edits.items import NewItem, add_item, add_text
from konzept.edits.option_lines import add_value, remove_option, set_option, set_title
from konzept.edits.pages import PAGES, add_page, new_file
from konzept.edits.patch import FileChange, git_patch, mail
from konzept.edits.sections import add_to_part, set_part, set_text
from konzept.edits.sender import no_address, no_name
from konzept.markdown.document import Document, EditError

__all__ = [
    "PAGES",
    "Document",
    "Draft",
    "EditError",
    "FileChange",
    "NewItem",
    "Value",
    "add_item",
    "add_page",
    "add_text",
    "add_to_part",
    "add_value",
    "git_patch",
    "mail",
    "new_file",
    "no_address",
    "no_name",
    "remove_option",
    "set_option",
    "set_part",
    "set_text",
    "set_title",
]
