"""Numbers in words, and lengths of time as TIMEX3 writes them."""

from __future__ import annotations

import re

from purport.read.times.rulebook import rulebook

_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_LONGEST_FIGURE = 12


def number(words: str) -> float | None:
    """What a numeral or number word stands for; None for a vague one ("several").

    >>> number("twenty-one"), number("1,200"), number("a few"), number("two dozen"), number("half a")
    (21.0, 1200.0, None, 24.0, 0.5)
    """
    plain = " ".join(words.lower().replace(",", "").replace("-", " ").split())
    if plain in rulebook("english").words["vague"]:
        return None
    if plain.startswith("half"):
        return 0.5
    if _FIGURE.fullmatch(plain):
        return float(plain) if len(plain) < _LONGEST_FIGURE else None
    return _spelt(plain.split())


def _spelt(parts: list[str]) -> float | None:
    words = rulebook("english").words
    total = 0.0
    for part in parts:
        value = {"a": 1, "an": 1, "another": 1}.get(part) or words["small"].get(part) or words["tens"].get(part)
        if isinstance(big := words["big"].get(part), int):
            total = max(total, 1) * big
        elif isinstance(value, int):
            total += value
        elif part != "zero":
            return None
    return total


def written(count: float | None) -> str:
    """A count as TIMEX3 writes it: no needless decimals, X for a vague one."""
    return "X" if count is None else f"{count:g}" if count < 1e6 else str(int(count))


def amount(count: float | None, unit: str) -> str:
    """A TIMEX3 duration; `unit` as in the table of units, a leading T for those of the clock.

    >>> amount(0.5, "TH"), amount(3, "D"), amount(None, "W"), amount(2, "DE"), amount(2, "2W"), amount(1.5, "TH")
    ('PT30M', 'P3D', 'PXW', 'P20Y', 'P4W', 'PT90M')
    """
    if unit in ("DE", "CE"):
        return f"PX{unit}" if count is None else f"P{written(count * (10 if unit == 'DE' else 100))}Y"
    if unit == "2W":
        return amount(None if count is None else count * 2, "W")
    if count is not None and count % 1 and unit in ("TH", "TM"):
        return f"PT{written(count * 60)}{'M' if unit == 'TH' else 'S'}"
    if count == 0.5 and unit in ("Y", "D"):
        return "P6M" if unit == "Y" else "PT12H"
    return f"P{unit[0]}{written(count)}{unit[1]}" if unit.startswith("T") else f"P{written(count)}{unit}"
