"""Statements and texts in, bonds out; pure."""
