"""What a file says of itself, on a terminal: always as claims of the file, with what to think of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from purport.desk.tables import Fitted, facts, fitted, plain_table
from purport.desk.terminal import Words, one_line
from purport.records.media import Claim, ClaimKind, Imprint

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

WARNING = "the file says this of itself; a file's metadata can be written by anybody"
LONGEST = 300
_KINDS = {"image": "a picture", "audio": "a sound recording", "video": "a film"}


def what(found: Imprint) -> str:
    """What a file is, in words.

    >>> what(Imprint("sha256:0", "image/jpeg", ()))
    'a picture (image/jpeg)'
    """
    word = _KINDS.get(found.media_type.partition("/")[0])
    return f"{word} ({found.media_type})" if word else found.media_type


def moment(one: Claim) -> str:
    """A date as it is claimed, with its zone or the lack of it.

    >>> moment(Claim("EXIF", "DateTime", "", ClaimKind.DATE, "2016-10-30T14:02:00"))
    '2016-10-30 14:02:00, no zone'
    >>> moment(Claim("PDF", "CreationDate", "", ClaimKind.DATE, "2016-10-30T12:02:00Z"))
    '2016-10-30 12:02:00 UTC'
    """
    if one.when is None:
        return one.value
    day, has_clock, clock = one.when.partition("T")
    if not has_clock:
        return day
    if clock.endswith("Z"):
        return f"{day} {clock[:-1]} UTC"
    return f"{day} {clock[:8]} {clock[8:]}" if len(clock) > 8 else f"{day} {clock}, no zone"


def held_back(found: Imprint) -> str:
    """What is not shown, in a line; empty where nothing is held back."""
    if not found.held_back:
        return ""
    kinds = dict.fromkeys(str(one.kind) for one in found.claims if one.sensitive)
    return f"{found.held_back} held back ({', '.join(kinds)}); --sensitive shows them"


def brief(out: Console, name: str, found: Imprint, kept: bool, turned: bool = False, notes: Sequence[str] = ()) -> None:
    """Print what was read of a file without text, in a few lines; `notes`: why nothing was heard in a recording."""
    head = f"{name}: {'kept, ' if kept else ''}{what(found)}, no text to read"
    out.print(Words(one_line(head), turned))
    lines = [("  note", one_line(note, LONGEST)) for note in notes]
    lines += [("  " + label, told) for label, told in in_short(found)]
    if kept:
        lines.append(("  exhibit", found.exhibit))
    out.print(facts(lines, turned))


def in_short(found: Imprint) -> Iterator[tuple[str, str]]:
    """The claims that matter most, a line a kind, for heads and sections; nothing sensitive."""
    for kind in (ClaimKind.DATE, ClaimKind.DEVICE, ClaimKind.SOFTWARE, ClaimKind.FORMAT, ClaimKind.PROVENANCE):
        told = [_short(one) for one in found.claims if one.kind is kind]
        if told:
            yield f"it says ({kind})", one_line("; ".join(dict.fromkeys(told)), LONGEST)
    for note in found.notes[:4]:
        yield "note", one_line(note, LONGEST)
    if found.claims:
        yield "", WARNING + (f"; {held_back(found).partition(';')[0]}" if found.held_back else "")


def _short(one: Claim) -> str:
    """A claim in a few words: of the zone it matters whether it is stated."""
    told = moment(one) if one.kind is ClaimKind.DATE else one.value
    return f"{told} ({one.name})" if one.kind in (ClaimKind.DATE, ClaimKind.PROVENANCE) else told


def full(out: Console, found: Imprint, sensitive: bool = False, turned: bool = False) -> None:
    """Print all that a file says of itself, one claim a row; the sensitive ones only where they are asked for."""
    shown = [one for one in found.claims if sensitive or not one.sensitive]
    by = ", ".join(f"{name} {release}" for name, release in found.steps)
    told = [("exhibit", found.exhibit), ("type", what(found)), ("read by", by)]
    told += [("note", note) for note in found.notes]
    out.print(facts(told, turned))
    out.print()
    if shown:
        out.print(WARNING, style="yellow")
        out.print(_table(shown, turned))
    else:
        out.print("it says nothing of itself" if not found.claims else "what it says of itself is sensitive")
    if not sensitive and found.held_back:
        out.print(held_back(found), style="bright_black")


def _table(claims: list[Claim], turned: bool) -> Fitted:
    made = plain_table("about", "field", "it says", "think of")
    made.columns[0].min_width = 10
    made.columns[1].ratio, made.columns[2].ratio, made.columns[3].ratio = 4, 6, 5
    made.expand = True
    return fitted(made, (_cells(one, turned) for one in claims))


def _cells(one: Claim, turned: bool) -> tuple[RenderableType, ...]:
    from rich.text import Text

    value = moment(one) if one.kind is ClaimKind.DATE else one.value
    return (
        Text(str(one.kind), style="red" if one.sensitive else ""),
        Words(one_line(f"{one.standard} {one.name}", 80), turned),
        Words(one_line(value, LONGEST), turned),
        Words(one_line(one.caveat), turned, "bright_black"),
    )
