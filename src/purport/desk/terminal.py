"""Words on a terminal: nothing in a hostile text may steer it, and right-to-left text must be readable.

Terminals differ. Some apply the Unicode bidirectional algorithm themselves (VTE, Konsole, mlterm, Apple's); most put letters
down in the order they come, so that Arabic reads backwards. For the first kind, and for files and pipes, each right-to-left
piece stays in reading order and is closed off with isolates (U+2068, U+2069), so that it cannot turn its neighbours round. For
the others purport turns it round itself, line by line after wrapping (UAX 9, by python-bidi). `show.right_to_left` in the
config says which, and "auto" decides: a terminal not known to turn text round gets it turned.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from purport.config import Show

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult
    from rich.measure import Measurement
    from rich.text import Text

PIPED_WIDTH = 120
"""Columns where the output is no terminal and nothing was asked for."""

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"

_STEERING = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb]"
    "|[\U000e0000-\U000e007f]"
)


def harmless(text: str) -> str:
    r"""The text with every character that could steer a terminal or hide something shown by its code point.

    >>> harmless("a\x1b[2Jb\u202ec")
    'a<U+001B>[2Jb<U+202E>c'
    """
    return _STEERING.sub(lambda found: f"<U+{ord(found[0]):04X}>", text.replace("\r\n", "\n"))


def one_line(text: str, longest: int | None = None) -> str:
    r"""Harmless text in one line, cut with an ellipsis after `longest` characters.

    >>> one_line("The road is\n shut for good", 12)
    'The road is…'
    """
    flat = " ".join(harmless(text).split())
    if longest is None or len(flat) <= longest:
        return flat
    return flat[: longest - 1].rstrip() + "…"


def right_to_left(text: str) -> bool:
    """Whether the text holds letters that are written from right to left."""
    return any(unicodedata.bidirectional(letter) in ("R", "AL", "AN") for letter in text)


def placed(line: str, turned: bool) -> str:
    """One line as it is to be written: turned round, or closed off by isolates; lines without such letters stay as they are."""
    if not right_to_left(line):
        return line
    if turned:
        from bidi.algorithm import get_display

        return str(get_display(line))
    return f"{FIRST_STRONG_ISOLATE}{line}{POP_ISOLATE}"


def composed(parts: Iterable[str], turned: bool, between: str = " ") -> Text:
    """A line of several pieces, each placed by itself, so that a right-to-left name cannot turn its neighbours round."""
    from rich.text import Text

    return Text(between.join(placed(one_line(part), turned) for part in parts))


def console(show: Show, file: IO[str]) -> Console:
    """A rich console for a stream: coloured, wide and turned as `show` says."""
    from rich.console import Console

    class Honest(Console):
        """One that lets the caller know that its reader has gone away, where rich's own ends the program as failed."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    terminal = file.isatty()
    width = show.width or (None if terminal else PIPED_WIDTH)
    return Honest(
        file=file,
        width=width,
        force_terminal=True if show.colour == "always" else None,
        no_color={"always": False, "never": True}.get(show.colour),
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )


def turns(show: Show, file: IO[str]) -> bool:
    """Whether purport itself must turn right-to-left text round on this stream."""
    return show.right_to_left == "reorder" or (show.right_to_left == "auto" and file.isatty())


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a source as rich shows them in a cell or line: harmless, wrapped first, then placed line by line."""

    text: str
    turned: bool
    style: str = ""

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        from rich.measure import Measurement
        from rich.text import Text

        return Measurement.get(console, options, Text(harmless(self.text)))

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        from rich.text import Text

        text = Text(harmless(self.text), style=self.style)
        if not right_to_left(text.plain):
            yield text
            return
        for line in text.wrap(console, options.max_width):
            yield Text(placed(line.plain.rstrip(), self.turned), style=self.style, no_wrap=True)
