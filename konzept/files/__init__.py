"""Files and folders: written whole or not at all, and only what this program wrote is replaced or removed."""

from konzept.files.claims import Claim, ForeignError, Made, claim, clear, content_of, tree
from konzept.files.places import place_of, project_of
from konzept.files.writing import half_made, link, renew, write

__all__ = [
    "Claim",
    "ForeignError",
    "Made",
    "claim",
    "clear",
    "content_of",
    "half_made",
    "link",
    "place_of",
    "project_of",
    "renew",
    "tree",
    "write",
]
