"""The directive ``ansicht``: puts a view into a page."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import OptionSpec

from konzept.pages.build import Slot
from konzept.views import VIEWS


def register(app: Sphinx) -> None:
    """Make the directive and its node known."""
    app.add_node(Slot)
    app.add_directive("ansicht", ViewDirective)


class ViewDirective(SphinxDirective):
    """``{ansicht} top-2`` with ``handlungsfeld`` or ``tag``: a view of the concept, of a field or of a day."""

    required_arguments = 1
    option_spec: ClassVar[OptionSpec] = {
        "handlungsfeld": directives.unchanged_required,
        "tag": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        """Leave a slot that is filled when the whole concept is known."""
        name = self.arguments[0]
        if name not in VIEWS:
            return []  # the examination reports it
        shown = self.options.get("handlungsfeld") or self.options.get("tag", "")
        slot = Slot(kind="view", name=name, item=shown)
        self.set_source_info(slot)
        return [slot]
