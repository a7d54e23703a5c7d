"""Training of the part that gives an event its root: see ``train/README.md``."""
