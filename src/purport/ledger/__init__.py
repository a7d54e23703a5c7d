"""The ledger: the only SQL. SQLite by default, PostgreSQL by URL."""
