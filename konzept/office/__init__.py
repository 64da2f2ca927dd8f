"""For the programs of an office: a Sitzungsvorlage for Word and as plain text, forms in a table."""
