"""Makes ``python -m konzept`` the command line."""

from konzept.cli import main

main(prog_name="python -m konzept")
