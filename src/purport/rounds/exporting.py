"""Web archives of what was chosen: captures in order, straight from the vault."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from purport.errors import InstructionError, VaultError
from purport.exchange.webarchive import Archive, Item, wacz, warc
from purport.records import Filter
from purport.rounds.bundling import chosen, new_file

if TYPE_CHECKING:
    from purport.ledger.port import Ledger
    from purport.preserve import Vault

WRITERS: dict[str, Any] = {"warc": warc.write, "wacz": wacz.write}


def exported(
    rooms: tuple[Vault, Ledger], what: tuple[Sequence[str], Filter | None], file: Path, form: str, operator: str | None
) -> Archive:
    """As `House.export`."""
    vault, ledger = rooms
    archive = archive_of(ledger, what[0], what[1], operator)

    def opened(name: str) -> IO[bytes]:
        try:
            return vault.path(name).open("rb")
        except OSError as fault:
            advice = "run purport verify"
            raise VaultError(
                "the exhibit cannot be read", code="missing-exhibit", subject=name, advice=advice
            ) from fault

    with new_file(file) as out:
        WRITERS[form](out, archive, opened)
    return archive


def archive_of(ledger: Ledger, names: Sequence[str], question: Filter | None, operator: str | None) -> Archive:
    """The captures of the exhibits that are meant; all of the ledger's where nothing is named or asked.

    Raises:
        InstructionError: ``nothing-found``, also where all of it was removed; ``unknown-id``, ``ambiguous-id``.
    """
    every = not names and question is None
    wanted = {one.sha256 for one in ledger.exhibits()} if every else set(chosen(ledger, names, question).exhibits)
    removed = [one for one in ledger.removals() if one.exhibit in wanted]
    wanted -= {one.exhibit for one in removed}
    items = [item for one in ledger.exhibits() if one.sha256 in wanted for item in _items(ledger, one)]
    if not items:
        message = "all that meets these conditions was removed" if removed else "nothing meets these conditions"
        raise InstructionError(message, code="nothing-found")
    return Archive(sorted(items, key=lambda one: (one.captured_at, one.origin, one.exhibit.sha256)), removed, operator)


def _items(ledger: Ledger, exhibit: Any) -> list[Item]:
    documents = tuple(ledger.taken_from(exhibit.sha256))
    own = [one for name in documents if (one := ledger.document(name).document).translated is None]
    title = own[0].title if len(own) == 1 else None  # a feed has several, and the title of none
    names = ("origin", "last_seen", "fetched_by", "media_type", "charset", "headers", "way")
    return [
        Item(
            exhibit=exhibit,
            captured_at=seen.first_seen,
            documents=documents,
            title=title,
            **{name: getattr(seen, name) for name in names},
        )
        for seen in ledger.captures(exhibit.sha256)
    ]
