"""The Redaktion in the browser: forms from the model, the same rules beside each field, and a patch as the result.

Bytes in, bytes out, as everywhere: :class:`konzept.desk.session.Desk` knows no folder and no page. It runs in a
browser under Pyodide (``static/worker.mjs``) and anywhere else alike; ``bundle.py`` puts what it needs beside a
website.
"""

from typing import Final

STATE: Final = "stand.json"  # beside the texts in a browser: of which commit they are
