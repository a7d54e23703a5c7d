"""The one normaliser."""
