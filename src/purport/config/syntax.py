"""What is wrong with a text that is no TOML."""

from __future__ import annotations

import re
from tomllib import TOMLDecodeError


def told_of(fault: TOMLDecodeError, text: str) -> tuple[str, int]:
    """What the parser says, to go on a sentence, and the line (from 1) that it means; a fault at the end is on the last line.

    >>> import tomllib
    >>> try: tomllib.loads("a = x")
    ... except tomllib.TOMLDecodeError as fault: told_of(fault, "a = x")
    ('invalid value', 1)
    """
    at = re.search(r"\(at line (\d+), column \d+\)", str(fault))
    told = re.sub(r" \(at .*\)$", "", str(fault))
    return told[:1].lower() + told[1:], int(at[1]) if at else text.count("\n") + 1
