"""A town's living concept: recommendations as traced items, from one Markdown source."""

__version__ = "0.1.0"
