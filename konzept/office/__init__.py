"""A Sitzungsvorlage for Word and as plain text."""
