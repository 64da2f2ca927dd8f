"""PDFs for the council: assembled documents become Typst sources, and those become PDF/UA-1 and PDF/A-3a."""
