"""A small trained model's opinion of how a text stands to its events, asked beside the rules."""

from __future__ import annotations

from purport.read.certainty.opinion.model import Opinion, opinion
from purport.read.certainty.opinion.shape import UNTOLD, VALUES, Marked

__all__ = ["UNTOLD", "VALUES", "Marked", "Opinion", "opinion"]
