"""The configuration of Sphinx, the same for every town: values only. A town's conf.py takes it as it is."""

from konzept.markdown.parser import MYST_EXTENSIONS, MYST_WITHOUT
from konzept.markdown.permitted import SCHEMES
from konzept.model import Origin
from konzept.needs import ID_REGEX, need_types

extensions = ["myst_parser", "sphinx_design", "sphinx_needs", "konzept.extension"]
language = "de"
copyright = ""
nitpicky = True
source_suffix = {".md": "markdown"}
exclude_patterns = ["**/.*"]
suppress_warnings = [
    # A need that begins a page is its first heading; those in the Markdown start at level 2.
    "myst.header",
    # The examination reports these in German, and compares every need with what was read.
    "needs.link_outgoing",
    "needs.link_ref",
    "needs.link_target_type",
    "needs.create_need",
    "needs.duplicate_id",
    "ref.term",
    "toc.circular",
    "toc.duplicate_entry",
    "toc.not_included",
]

myst_enable_extensions = list(MYST_EXTENSIONS)
myst_disable_syntax = list(MYST_WITHOUT)
myst_url_schemes = list(SCHEMES)
myst_heading_anchors = 6
myst_heading_anchors_html_ids = False  # a heading has one address

# Needs: all words come from the model.
needs_types = need_types()
needs_id_required = True
needs_parse_dynamic_functions = False
needs_id_regex = ID_REGEX
needs_build_json = True
needs_reproducible_json = True
needs_json_remove_defaults = True
needs_role_need_template = (
    "{% if type == 'empfehlung' and id not in title %}{{ id }} {% endif %}{{ title }}"
    "{% if type == 'empfehlung' and '-V' in id %} (" + Origin.PROPOSAL.label + "){% endif %}"
)
needs_role_need_max_title_length = -1
needs_table_style = "table"
needs_schema_validation_enabled = False  # the examination has checked every type and option

html_theme = "konzept"
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_show_copyright = False
html_domain_indices = False
html_use_index = False
html_show_search_summary = False
html_permalinks_icon = "#"
