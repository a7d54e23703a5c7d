"""The only door in: files, folders, standard input, web addresses and feeds become captures."""

from purport.collect.door import Door, is_address
from purport.collect.plan import CollectPlan

__all__ = ["CollectPlan", "Door", "is_address"]
