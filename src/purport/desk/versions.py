"""The versions of one page: what it said at each capture, what changed in words, and whether the page says that it changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from purport.desk.difference import Change, differences

if TYPE_CHECKING:
    from rich.console import Console

NOTICE = re.compile(
    r"\b(?:correct(?:ion|ions|s|ed)|clarification|clarifies|clarified|updat(?:e|es|ed)|amend(?:ed|ment|s)|retract(?:ed|ion|s))\b"
    r"|\b(?:editor['’]?s note|earlier version|previous version)\b"
    r"|\bthis (?:story|article|report) (?:has been|was) (?:changed|edited|revised)\b"
    r"|(?:تصحيح|تحديث|تنويه|استدراك|توضيح من المحرر|نسخة سابقة)",
    re.IGNORECASE,
)
"""Words by which a page owns up to a change."""


@dataclass(frozen=True, slots=True)
class Capture:
    """What an address gave: exhibit, times (aware, UTC), and the document that was read in it.

    `document` is None where the text is that of the version before (only the bytes changed); `text` is None there, and where it
    was removed, with `removed` saying when, by whom and why.
    """

    exhibit: str
    first_seen: datetime
    last_seen: datetime
    document: str | None = None
    title: str | None = None
    text: str | None = None
    removed: str | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """A capture and how its text differs from the one before.

    Attributes:
        capture: the capture.
        changes: of the text and title, in order; empty for the first one, and where only the bytes changed.
        notice: the words by which the page says that it changed, if they are among what was put in; None if it does not.
    """

    capture: Capture
    changes: tuple[Change, ...] = ()
    notice: str | None = None

    @property
    def silent(self) -> bool:
        """Whether the text changed and the page does not say so."""
        return bool(self.changes) and self.notice is None


def versions(captures: Sequence[Capture]) -> tuple[Version, ...]:
    """The versions, oldest first; each is compared with the last text before it that is still there.

    An exhibit that came back stands there once for each time.
    """
    ordered: list[Capture] = []
    for one in sorted(captures, key=lambda one: (one.first_seen, one.exhibit)):
        if ordered and ordered[-1].exhibit == one.exhibit:
            ordered[-1] = replace(ordered[-1], last_seen=max(ordered[-1].last_seen, one.last_seen))
        else:
            ordered.append(one)
    return tuple(_compared(ordered))


def _compared(captures: Sequence[Capture]) -> Iterator[Version]:
    before: Capture | None = None
    for one in captures:
        if one.text is None:
            yield Version(one)
            continue
        changes = () if before is None else (*_titles(before, one), *differences(before.text or "", one.text))
        yield Version(one, changes, _notice(changes))
        before = one


def _titles(before: Capture, now: Capture) -> Iterator[Change]:
    """The change of a title that is not in the text."""
    old, new = before.title or "", now.title or ""
    if old and new and old != new and new not in (now.text or "")[: 2 * len(new) + 100]:
        yield Change(old, new, 0, 0)


def _notice(changes: Sequence[Change]) -> str | None:
    """The words of the first change that say that the page was changed; words that only moved or went do not count."""
    for change in changes:
        hit = NOTICE.search(change.after)
        if hit is not None and hit[0].lower() not in change.before.lower():
            return change.after
    return None


def say(out: Console, found: Sequence[Version], turned: bool = False) -> None:
    """Print the versions: when, which document, and each change in words."""
    from purport.desk.terminal import Words, one_line

    for version in found:
        one = version.capture
        until = "" if one.last_seen == one.first_seen else f" to {one.last_seen:%Y-%m-%d %H:%M}"
        style = "bold yellow" if version.silent else "bold"
        head = f"{one.first_seen:%Y-%m-%d %H:%M}{until} UTC  {one.document or one.exhibit[:19]}  {_verdict(version, found)}"
        out.print(Words(one_line(head), turned, style))
        for change in version.changes:
            out.print(Words(f"  {one_line(change.told, 480)}", turned))


def _verdict(version: Version, found: Sequence[Version]) -> str:
    one = version.capture
    if one.removed is not None:
        return one.removed
    if version is found[0]:
        return "first seen"
    if not version.changes:
        return "other bytes, the same text"
    again = (
        ", as it was before" if any(one.exhibit == other.capture.exhibit for other in _before(version, found)) else ""
    )
    count = f"{len(version.changes)} change{'' if len(version.changes) == 1 else 's'}"
    return f"{count}, silent{again}" if version.silent else f"{count}; the page says so"


def _before(version: Version, found: Sequence[Version]) -> Iterator[Version]:
    for one in found:
        if one is version:
            return
        yield one


def told(found: Sequence[Version]) -> str | None:
    """In one line what there is to know of a page's versions; None where there is only one."""
    texts = [version for version in found if version.changes]
    if len(found) < 2:
        return None
    silent = [f"{version.capture.first_seen:%Y-%m-%d %H:%M} UTC" for version in texts if version.silent]
    words = f"{len(found)} at this address, the text changed {len(texts)} time{'' if len(texts) == 1 else 's'}"
    return f"{words}; silently on {', '.join(silent)}" if silent else words
