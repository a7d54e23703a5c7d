"""From preserved bytes to working texts, each with a map back to the bytes."""

from purport.read.extract.charset import place_in_bytes
from purport.read.extract.documents import documents

__all__ = ["documents", "place_in_bytes"]
