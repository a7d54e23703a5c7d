"""One tree of errors.

::

    PurportError
    ├── SourceError          something outside failed: becomes a row, the round goes on
    │   ├── Unreachable      no such file, no connection, time-out, circle of redirects
    │   ├── Refused          we will not: private address, robots.txt, too large
    │   └── Unreadable       bytes came, but no text: encrypted, only pictures, binary, empty
    ├── HouseError           purport's own house is not in order: stops the run
    │   ├── VaultError       disk full, read-only, digest does not match
    │   ├── LedgerError      database missing, locked, newer than this program
    │   └── ModelError       a language model is missing or is not the one expected
    └── InstructionError     the user's words are off: unknown option, bad config, bad date

Every error names the thing (`subject`) and, where there is one, what to do (`advice`). `code` is stable and documented.

Exit statuses of the program: 0 all went well; 1 a source could not be read (all others were); 2 the instruction was off;
3 the house is not in order, or `purport verify` found a fault; 130 interrupted; 141 the reader of the output went away.
"""

from __future__ import annotations


class PurportError(Exception):
    """Base of all errors that purport raises on purpose.

    Attributes:
        code: short, stable, lower case with hyphens (``encrypted-pdf``).
        subject: what failed: a path, URL, exhibit or key.
        advice: what the user can do; empty if nothing.
    """

    exit_status = 1

    def __init__(self, message: str, *, code: str, subject: str = "", advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.subject = subject
        self.advice = advice

    def __str__(self) -> str:
        head = f"{self.subject}: {self.message}" if self.subject else self.message
        return f"{head} ({self.advice})" if self.advice else head

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuilt, (type(self), self.message, self.code, self.subject, self.advice)


def _rebuilt(kind: type[PurportError], message: str, code: str, subject: str, advice: str) -> PurportError:
    return kind(message, code=code, subject=subject, advice=advice)


class SourceError(PurportError):
    """A source failed; the round goes on."""


class Unreachable(SourceError):
    """Nothing came."""


class Refused(SourceError):
    """purport declined to fetch or read it."""


class Unreadable(SourceError):
    """Bytes came and are kept, but no text could be taken from them."""


class HouseError(PurportError):
    """purport's own house is not in order; the run stops."""

    exit_status = 3


class VaultError(HouseError):
    """The vault cannot keep or give back an exhibit."""


class LedgerError(HouseError):
    """The ledger cannot be opened, written or understood."""


class ModelError(HouseError):
    """A model is missing, or its digest is not the expected one."""


class InstructionError(PurportError):
    """The instruction cannot be carried out as given."""

    exit_status = 2
