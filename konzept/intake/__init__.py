"""Takes in what others hand in: patches of the Redaktion in the browser, and tables that offices filled in.

Bytes in, bytes out: this room knows no folder and prints nothing. :mod:`konzept.intake.unpacking` tells what each file
is, :mod:`konzept.intake.envelope` takes the messages out of it, :mod:`konzept.intake.patch_reader` reads a patch and
refuses all that is not a change of texts, :mod:`konzept.intake.taking` puts one report upon the other onto the texts of
today (:mod:`konzept.intake.merging`, :mod:`konzept.intake.numbering`), and :mod:`konzept.intake.results` says in German
what became of each.
"""
