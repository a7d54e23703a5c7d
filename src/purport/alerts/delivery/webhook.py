"""Alerts by webhook: JSON by POST, signed where a key is given."""

from __future__ import annotations

import hashlib
import hmac
from typing import Protocol

from purport.alerts.told import Message, body
from purport.config.alerts import Delivery, secret

MEDIA_TYPE = "application/json"


class Post(Protocol):
    """Posts bytes to an address of the net; raises a ``SourceError`` unless the answer is one of success (2xx)."""

    def __call__(self, address: str, data: bytes, headers: tuple[tuple[str, str], ...], allow_private: bool) -> None:
        """Post; `allow_private`: also into private networks."""


def signature(key: str, stamp: str, data: bytes) -> str:
    """HMAC-SHA256 (RFC 2104) over the time stamp, a full stop and the body, as ``sha256=`` and hexadecimal digits.

    >>> signature("key", "1700000000", b"{}")[:15]
    'sha256=9d713ed4'
    """
    return "sha256=" + hmac.new(key.encode(), stamp.encode() + b"." + data, hashlib.sha256).hexdigest()


def hooked(delivery: Delivery, message: Message, post: Post) -> None:
    """Post a message.

    Raises:
        InstructionError: ``no-secret``. SourceError: as `post`.
    """
    key, data = secret(delivery.secret_env, delivery.secret_file), body(message)
    headers: tuple[tuple[str, str], ...] = (("Content-Type", MEDIA_TYPE), ("X-Purport-Message", message.id))
    if key is not None:
        stamp = str(int(message.at.timestamp()))
        headers += (("X-Purport-Timestamp", stamp), ("X-Purport-Signature", signature(key, stamp, data)))
    post(delivery.url or "", data, headers, delivery.allow_private)
