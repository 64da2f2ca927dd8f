"""What people subscribe to: Atom feeds of what was said and decided, and dates as iCalendar."""
