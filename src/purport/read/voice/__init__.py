"""Voices: how a recording sounds, one voice as numbers, and what two of them being alike is worth. Pure steps."""
