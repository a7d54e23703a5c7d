"""Alembic's entry: the connection is handed in by :mod:`purport.ledger.open`, which holds the write lock."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=False)
context.run_migrations()
