"""Hearing: a recording decoded, transcribed, and what may be the recogniser's invention set apart."""

from __future__ import annotations

from purport.read.speech.decode import Decoded, decoded
from purport.read.speech.ears import Ears, ears_of

__all__ = ["Decoded", "Ears", "decoded", "ears_of"]
