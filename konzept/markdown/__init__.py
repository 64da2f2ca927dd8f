"""From Markdown to typed items: what a text may contain, its blocks and options, and their faults."""
