"""Pictures for the desk in the browser (:mod:`purport.desk.web.pictures`), over ledger and vault."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from purport.desk.web.pictures import PictureLine, PictureSight
from purport.desk.web.sights import Media
from purport.errors import InstructionError, VaultError

if TYPE_CHECKING:
    from purport.ledger.port import Ledger
    from purport.preserve import Vault
    from purport.records.media import Imprint

SHOWN = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/avif": ".avif",
}
"""What browsers show, and can show without running anything; SVG is a document with scripts, and none of them."""
UNTOLD = "application/octet-stream"
MOST_BYTES, MOST_PIXELS = 40_000_000, 80_000_000
"""Of a picture that is shown: what a browser has to hold of it is four bytes a pixel."""
LOOKED_AT = 1_000
"""Files whose metadata were read last, among which pictures are looked for."""
DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Pictured:
    """The :class:`purport.desk.web.pictures.Pictures` of a house."""

    ledger: Ledger
    vault: Vault

    def newest(self, most: int) -> Sequence[PictureLine]:
        """The pictures whose metadata were read last."""
        found = [one for one in self.ledger.imprints(LOOKED_AT) if _is_picture(one[1])]
        return [PictureLine(told, at, self._origin(told)) for at, told in found[:most]]

    def of_story(self, name: str) -> Sequence[PictureLine]:
        """The pictures that a document's page or entry names, and that were kept."""
        from purport.collect.pictured import pictures_in

        told = self.ledger.document(name).document
        if self.ledger.removals(told.exhibit) or not self.vault.holds(told.exhibit):
            return []
        seen = self.ledger.captures(told.exhibit)
        origin, charset = (seen[0].origin, seen[0].charset) if seen else (told.origin, None)
        found: dict[str, PictureLine] = {}
        for address in pictures_in(self.vault.fetch(told.exhibit), origin, charset, told.part):
            for one in self.ledger.captures(address):
                imprint = None if one.exhibit in found else self.ledger.imprint(one.exhibit)
                if imprint is not None and _is_picture(imprint):
                    found[one.exhibit] = PictureLine(imprint, one.first_seen, one.origin)
        return list(found.values())

    def picture(self, name: str) -> PictureSight:
        """One picture."""
        from purport.read.media.pictures import pixels

        imprint = self._imprint(name)
        size = self.vault.size(name)
        gone = self.ledger.removals(name)
        shape, whole = None, True
        if size is not None and size <= MOST_BYTES:
            try:
                shape = pixels(self.vault.fetch(name), imprint.media_type)
            except VaultError:
                whole = False
        kind, reason = _shown(imprint, size, shape) if whole else (None, "damaged")
        return PictureSight(
            imprint,
            self.ledger.captures(name),
            self.ledger.custody_of(name),
            size,
            gone[0].told if gone else None,
            shape,
            kind,
            reason,
        )

    def data(self, name: str) -> Media:
        """The bytes."""
        found = self.picture(name)
        if self.vault.check(name) is not None:
            self.vault.fetch(name)  # says what is wrong
        ending = SHOWN.get(found.imprint.media_type, ".bin")
        return Media(self.vault.path(name), found.kind or UNTOLD, f"{name[7:23]}{ending}")

    def _imprint(self, name: str) -> Imprint:
        told = self.ledger.imprint(name) if DIGEST.fullmatch(name) else None
        if told is None:
            raise InstructionError("there is no such picture", code="unknown-id", subject=name[:80])
        if not _is_picture(told):
            raise InstructionError(f"is no picture but {told.media_type}", code="no-picture", subject=name)
        return told

    def _origin(self, told: Imprint) -> str:
        seen = self.ledger.captures(told.exhibit)
        return seen[0].origin if seen else ""


def _is_picture(told: Imprint) -> bool:
    return told.media_type.startswith("image/")


def _shown(told: Imprint, size: int | None, shape: tuple[int, int] | None) -> tuple[str | None, str]:
    """The media type under which a browser shows a picture; None with the name of the reason where it does not."""
    if size is None:
        return None, "gone"
    if told.media_type not in SHOWN:
        return None, "kind"
    if shape is None:
        return None, "large" if size > MOST_BYTES else "shape"
    return (told.media_type, "") if shape[0] * shape[1] <= MOST_PIXELS else (None, "large")
