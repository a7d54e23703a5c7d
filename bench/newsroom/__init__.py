"""A generated newsroom: stories by invented agencies and papers about invented events, and the truth of who leans on whom."""

from bench.newsroom.made import Newsroom, newsroom

__all__ = ["Newsroom", "newsroom"]
