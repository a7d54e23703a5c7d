"""Pictures that were kept as evidence: what they say of themselves, where they came from, and their bytes for who asks to see them.

The rules of :mod:`purport.desk.web.port` hold here too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from purport.desk.show import Sighting
from purport.desk.web.sights import Media
from purport.records import CustodyEntry
from purport.records.media import Imprint


@dataclass(frozen=True, slots=True)
class PictureLine:
    """A picture in a list: what it says of itself, when that was read, and where it was seen first."""

    imprint: Imprint
    read_at: datetime
    origin: str


@dataclass(frozen=True, slots=True)
class PictureSight:
    """A picture with all that its page shows.

    Attributes:
        imprint: what it says of itself. seen: where and when. custody: what the custody log says of it.
        size: in bytes; None where they are not there. removed: when, by whom and why, where it was taken out.
        pixels: width and height as its head tells them; None where that cannot be told.
        kind: the media type under which browsers show it; None where they do not, or should not. reason: why not; ``""``.
    """

    imprint: Imprint
    seen: Sequence[Sighting]
    custody: Sequence[CustodyEntry]
    size: int | None
    removed: str | None
    pixels: tuple[int, int] | None
    kind: str | None
    reason: str = ""

    @property
    def exhibit(self) -> str:
        """Its digest."""
        return self.imprint.exhibit


class Pictures(Protocol):
    """Pictures of the vault; nothing here writes."""

    def newest(self, most: int) -> Sequence[PictureLine]:
        """Pictures, those whose metadata were read last first."""

    def of_story(self, name: str) -> Sequence[PictureLine]:
        """The pictures that the page or feed entry of a document names, and that were kept.

        Raises:
            InstructionError: ``unknown-id``, ``ambiguous-id``.
        """

    def picture(self, name: str) -> PictureSight:
        """One picture, by its whole digest.

        Raises:
            InstructionError: ``unknown-id``; ``no-picture`` for what is none.
        """

    def data(self, name: str) -> Media:
        """The bytes as they are. Their type is one that browsers show, or says nothing.

        Raises:
            InstructionError: as :meth:`picture`. HouseError: they are gone.
        """
