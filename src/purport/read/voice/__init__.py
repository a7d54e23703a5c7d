"""Voices: how a recording sounds, one voice as numbers, and what two of them being alike is worth. No step knows the network, the clock or SQL."""
