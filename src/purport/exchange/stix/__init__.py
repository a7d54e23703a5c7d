"""STIX 2.1 (OASIS Standard of 10 June 2021): statements as notes with an extension, and what they rest on."""

from purport.exchange.stix.bundle import write

__all__ = ["write"]
