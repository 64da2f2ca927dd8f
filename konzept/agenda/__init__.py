"""What the Redaktion has to think of, by day: one list for people, and a calendar that reminds.

All of it follows from the texts and from the rounds of asking; what waits in ``eingang/`` the door tells. It is made by
a command and never part of the website, so that no frozen Ausgabe says what was to be done once.
"""
