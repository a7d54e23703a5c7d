"""Questions on a read-only view of the ledger: tables, briefs, timelines."""
