"""What leaves the house through the browser: exports in the formats of other tools, and briefs. The rules of
:mod:`purport.desk.web.port` hold here too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from purport.records import Filter
from purport.records.briefs import Form, Label


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to be handed over: one statement, else the documents named, else the statements that meet the conditions.

    `title`: what it is called. `recording`: whether it is one document, of words that were said in a recording.
    """

    title: str
    documents: tuple[str, ...] = ()
    question: Filter | None = None
    statement: str | None = None
    recording: bool = False


@dataclass(frozen=True, slots=True)
class Options:
    """How a format is written, where it can be written otherwise.

    Attributes:
        bom: CSV begins with a byte order mark. withheld: captions mark where something is withheld.
        link: the address of a feed itself.
    """

    bom: bool = False
    withheld: bool = False
    link: str | None = None


PLAIN = Options()
"""As a format is written where nobody asks for anything else."""


class Format(Protocol):
    """One format of an export; as ``exchange.forms.Form``."""

    @property
    def name(self) -> str:
        """As it is asked for."""

    @property
    def title(self) -> str:
        """As people call it."""

    @property
    def media_type(self) -> str:
        """IANA's, or the one in use."""

    @property
    def ending(self) -> str:
        """Of files, with its dot."""

    @property
    def tool(self) -> str:
        """What opens it."""

    @property
    def cannot(self) -> str:
        """What it has no place for, in words; ``""`` for nothing."""


class Handouts(Protocol):
    """What is handed over; nothing here writes into the ledger. Who it was is for the access log, before anything leaves."""

    def formats(self, chosen: Choice) -> Sequence[Format]:
        """The formats in which what is chosen can be exported: some are of one statement, or of one recording."""

    def label(self) -> Label:
        """The label of the Traffic Light Protocol that the config gives."""

    def matter(self, name: str) -> Choice:
        """The stories of a matter.

        Raises:
            InstructionError: ``unknown-id``, ``ambiguous-id``, ``nothing-told``.
        """

    def export(self, chosen: Choice, form: str, label: Label, options: Options = PLAIN) -> Iterator[bytes]:
        """What is chosen in a format, in pieces.

        Raises:
            InstructionError: ``unknown-format``, ``not-installed``, ``nothing-found``; with the first piece.
        """

    def brief(self, chosen: Choice, form: Form, label: Label) -> bytes:
        """A brief of what is chosen; one is made at a time.

        Raises:
            InstructionError: ``no-typst``, ``no-fonts``; ``nothing-found`` where there is nothing to tell.
        """
