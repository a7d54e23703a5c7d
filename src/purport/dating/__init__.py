"""When a text, or a recording inside it, came to be: an interval with reasons, for what states no date.

Pure: the same document, reading, occurrences and register give the same answer. Nothing here reads a ledger, a file or a clock.
"""

from purport.dating.estimate import Outside, dating, recordings_in
from purport.dating.matching import Shelf
from purport.dating.people import Register

__all__ = ["Outside", "Register", "Shelf", "dating", "recordings_in"]
