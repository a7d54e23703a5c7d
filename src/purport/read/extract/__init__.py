"""From preserved bytes to working texts, each with a map back to the bytes."""

from purport.read.extract.documents import documents

__all__ = ["documents"]
