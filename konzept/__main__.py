"""Makes ``python -m konzept`` the command line."""

import sys

from konzept.errors import of_program

try:
    from konzept.cli import main
except ImportError as error:
    sys.exit(str(of_program(error)))

main(prog_name="python -m konzept")
