"""A small trained model's opinion of how a text stands to its events, asked where the rules see no reason to doubt."""

from __future__ import annotations

from purport.read.certainty.opinion.model import Opinion, opinion
from purport.read.certainty.opinion.shape import UNTOLD, VALUES, Marked

__all__ = ["UNTOLD", "VALUES", "Marked", "Opinion", "opinion"]
