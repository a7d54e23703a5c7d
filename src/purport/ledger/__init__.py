"""The ledger: the only SQL. SQLite by default, PostgreSQL by URL; the rules stand in :mod:`purport.ledger.port`."""

from purport.ledger.open import opened

__all__ = ["opened"]
