"""Training what finds and resolves the names of places; see ``train/README.md``."""
