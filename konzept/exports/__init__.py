"""Files beside the pages, one module a format: CSV, Atom, iCalendar, one file with all, what machines are told."""
