"""How much a file may cost that is looked into."""

SECONDS = 20
"""Of one library's work on one file, on the processor and by the clock."""
MEMORY = 3 << 30
"""Bytes of address space of one such piece of work."""
