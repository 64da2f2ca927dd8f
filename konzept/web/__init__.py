"""The website around the pages: frame, menu, tables, search, short addresses, files beside the pages."""
