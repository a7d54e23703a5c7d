"""The custody log: who did what to which exhibit, each entry tied to the one before.

The arithmetic and its canonical form stand in :mod:`purport.records.custody`, since the ledger writes the log in the same
transaction as what it speaks of.
"""

from __future__ import annotations

from purport.records.custody import ORIGIN, broken_links, entry, expected_digest, leaf, stamp

__all__ = ["ORIGIN", "broken_links", "entry", "expected_digest", "leaf", "stamp"]
