"""Addresses as they may be told."""

from __future__ import annotations

import re


def without_login(address: str) -> str:
    """The address without user name and password, for messages; broken ones too.

    >>> without_login("https://desk:secret@courier.example/feed?a=b@c")
    'https://courier.example/feed?a=b@c'
    """
    return re.sub(r"\A([a-zA-Z][a-zA-Z0-9+.-]*:)?//[^/?#]*@", lambda hit: f"{hit[1] or ''}//", address)
