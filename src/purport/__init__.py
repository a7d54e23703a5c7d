"""purport: who said what, through whom, to whom, how sure, and on what evidence.

>>> import purport
>>> story = "ARDEN (Northwire) - The army said on Monday that it had taken the bridge."
>>> [statement.source_name for statement in purport.read_text(story).statements]
['army']

The names below are loaded when first used, so that importing purport costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from purport.version import __version__

if TYPE_CHECKING:
    from purport.api import read, read_text
    from purport.config import load
    from purport.rounds.house import House

__all__ = ["House", "__version__", "load", "read", "read_text"]

_HOMES = {"House": "purport.rounds.house", "load": "purport.config", "read": "purport.api", "read_text": "purport.api"}


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module 'purport' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
