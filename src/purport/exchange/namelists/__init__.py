"""Lists of names that others keep, read into :class:`purport.records.listed.Known`: bytes in, records out.

Lists come from strangers: they are limited in size and number, and what is wrong with one entry costs that entry alone.
"""

from purport.exchange.namelists.entries import BadEntry, Limits
from purport.exchange.namelists.followthemoney import read_followthemoney
from purport.exchange.namelists.table import read_table
from purport.exchange.namelists.un import read_un

__all__ = ["BadEntry", "Limits", "read_followthemoney", "read_table", "read_un"]
