"""The learned part of the events: a linear table over words and their ties that may correct the root that the rules gave.

It finds no events and takes none away (``docs/why/events.md``).
"""

from purport.read.events.learned.choice import Choice, Roots, learned_roots

__all__ = ["Choice", "Roots", "learned_roots"]
