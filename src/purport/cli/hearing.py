"""What ``purport read`` is told of recordings: who their speakers purport to be."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from purport.errors import InstructionError
from purport.records.called import callable_by
from purport.records.spoken import Purports
from purport.rounds.outcomes import ReadOptions

LONGEST = 200
"""Characters of a name."""
_NUMBERED = re.compile(r"(\d{1,3})\s*=\s*(.*)", re.DOTALL)


def speakers(names: Iterable[str], subject: str) -> Purports:
    """Names by speaker: ``2=NAME`` for the second of those who are told apart, ``NAME`` for the whole recording.

    >>> speakers(["Idris Varakh"], "--purports"), speakers(["2=Osric Vane"], "--purports")
    (((0, 'Idris Varakh'),), ((2, 'Osric Vane'),))

    Raises:
        InstructionError: ``bad-name`` for an empty name, or two for one speaker.
    """
    found: dict[int, str] = {}
    for told in names:
        numbered = _NUMBERED.fullmatch(told.strip())
        number, name = (int(numbered[1]), numbered[2]) if numbered else (0, told)
        name = " ".join(name.split())
        if not callable_by(name, LONGEST) or (numbered and number == 0):
            advice = f"a name has at most {LONGEST} characters, letters that can be seen, and no control characters"
            raise InstructionError("expected NAME or 2=NAME", code="bad-name", subject=subject, advice=advice)
        if found.get(number, name) != name:
            raise InstructionError(
                f"two names for one speaker: {found[number]}, {name}",
                code="bad-name",
                subject=subject,
                advice="2=NAME names the second of the speakers who are told apart",
            )
        found[number] = name
    return tuple(sorted(found.items()))


def with_recordings(
    options: ReadOptions, purports: tuple[str, ...], purports_from: Path | None, hear: bool
) -> ReadOptions:
    """The options, with what is told of recordings."""
    return replace(
        options,
        purports=speakers(purports, "--purports"),
        purports_from={} if purports_from is None else names_in(purports_from),
        hear=hear,
    )


def names_in(file: Path) -> dict[str, Purports]:
    """Such names per document id, from lines of id, TAB, name; several lines for several speakers.

    Raises:
        InstructionError: if the file is not UTF-8, or a line is no such line.
    """
    told: dict[str, list[str]] = {}
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise InstructionError(f"cannot be read: {fault}", code="bad-names", subject=str(file)) from fault
    for number, line in enumerate(lines, 1):
        name, tab, who = line.partition("\t")
        if not line.strip() or (number == 1 and (name, who) == ("id", "name")):
            continue
        if not tab or not who.strip():
            raise InstructionError("expected id, TAB, name", code="bad-names", subject=f"{file}:{number}")
        told.setdefault(name, []).append(who)
    return {name: speakers(whose, str(file)) for name, whose in told.items()}
