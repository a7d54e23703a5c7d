"""Reading: pure steps from a working text to marks with spans. No SQL, no network, no clock; models are loaded lazily.

The room has the same name as the library's front door. Importing any module of the room binds ``purport.read`` to it, so it can be
called too, and passes the call on: ``purport.read("story.txt")`` works whatever was imported before.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any


class _Room(ModuleType):
    """A package that is also the function :func:`purport.api.read`."""

    def __call__(self, *targets: str, **options: Any) -> Any:
        """As :func:`purport.api.read`."""
        return import_module("purport.api").read(*targets, **options)


sys.modules[__name__].__class__ = _Room
