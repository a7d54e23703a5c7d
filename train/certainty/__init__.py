"""Training of the opinion on certainty; see train/README.md."""
