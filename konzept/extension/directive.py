"""The directive ``ansicht``: puts a view into a page."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import OptionSpec

from konzept.extension.build import Build, Slot
from konzept.extension.freshness import slots
from konzept.findings import nearest
from konzept.views import VIEWS

LOGGER = logging.getLogger(__name__)


def connect(app: Sphinx, build: Build) -> None:
    """Connect the handlers of this part."""
    app.add_node(Slot)
    app.add_directive("ansicht", View)
    app.connect("env-updated", partial(check_fields, build), priority=410)


class View(SphinxDirective):
    """``{ansicht} top-2`` with the option ``handlungsfeld``: a view of the concept or of a field."""

    required_arguments = 1
    option_spec: ClassVar[OptionSpec] = {"handlungsfeld": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        """Leave a slot that is filled when the whole concept is known."""
        name = self.arguments[0]
        if name not in VIEWS:
            message = f"Die Ansicht {name!r} gibt es nicht. {nearest(name, VIEWS)}"
            LOGGER.warning(message, location=self.get_location(), type="konzept", subtype="ansicht")
            return []
        slot = Slot(kind="view", name=name, item=self.options.get("handlungsfeld", ""))
        self.set_source_info(slot)
        return [slot]


def check_fields(build: Build, app: Sphinx, env: object) -> list[str]:
    """Report views of a field that does not exist."""
    for docname, found in slots(app.env).items():
        for slot in found:
            if slot.kind == "view" and slot.item and slot.item not in build.ids:
                message = f"Die Ansicht {slot.name!r} nennt das Handlungsfeld {slot.item!r}, das es nicht gibt."
                location = (docname, slot.line)
                LOGGER.warning(message, location=location, type="konzept", subtype="ansicht")
    return []
