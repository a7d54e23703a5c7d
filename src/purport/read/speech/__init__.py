"""Hearing: a recording decoded, transcribed, and what may be the recogniser's invention set apart."""
