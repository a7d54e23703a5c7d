"""Lists of names that others keep, read into :class:`purport.records.listed.Known`: bytes in, records out.

Lists come from strangers: they are limited in size and number, and what is wrong with one entry costs that entry alone.
"""

from purport.exchange.namelists.entries import BadEntry, Limits
from purport.exchange.namelists.followthemoney import read_followthemoney
from purport.exchange.namelists.table import read_table
from purport.exchange.namelists.un import read_un
from purport.records import ListKind
from purport.records.listed import Known

KINDS = {
    ListKind.UN: read_un,
    ListKind.FOLLOWTHEMONEY: read_followthemoney,
    ListKind.NAMES: read_table,
}
"""What reads each form."""


def form_of(data: bytes) -> ListKind:
    """The form of a list, by its first sign: XML is taken for the list of the UN, JSON for FollowTheMoney, else it is a table."""
    begins = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return {b"<": ListKind.UN, b"{": ListKind.FOLLOWTHEMONEY}.get(begins, ListKind.NAMES)


def read_names(data: bytes, name: str, limits: Limits | None = None) -> tuple[ListKind, tuple[Known | BadEntry, ...]]:
    """Which form it is, and its entries; `name`: what the list is called.

    Raises:
        InstructionError: ``bad-list``: it cannot be read in that form.
    """
    kind = form_of(data)
    return kind, KINDS[kind](data, name, limits)


__all__ = ["BadEntry", "Limits", "form_of", "read_followthemoney", "read_names", "read_table", "read_un"]
