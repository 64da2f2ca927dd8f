"""Takes out of what is published what may not stand there, wherever it is repeated.

The way of a withdrawal: ``publish.amending`` asks ``publish.meant`` whether what is named is there, and ``leftovers``
what other files repeat of a page, records the withdrawal as data without its words (``editions.withdrawals``), and lets
``publish.changing`` carry it out on a copy of each stored Ausgabe. There ``taking_out`` goes through the files:
``traces`` knows what the items of a page left in feeds, calendar and tables, ``searchindex`` what the search keeps,
``opaque`` reads what is no text. In the end ``leftovers`` searches again and says what is left for people to look at.
Later publications repeat all of it from the data (``publish.publishing``), so that a lost lock or an older store brings
nothing back.
"""
