"""Names that come late: the lead speaks of ``the leader of the group``, the next sentence names him."""

from __future__ import annotations

from collections.abc import Sequence

from purport.read.cast import tables
from purport.read.cast.kinds import CastKind
from purport.read.cast.members import Member
from purport.read.cast.phrases import Form, Mention
from purport.read.cast.roster import SUBJECT
from purport.read.cast.stage import Casting

_COURTESY = tables.words_of("mr mrs ms miss dr")
_LEADING = tables.words_of(
    "leader head chief commander chairman chairwoman president spokesman spokeswoman spokesperson"
)
_LATEST = 3


def find_delayed_names(casting: Casting, sentence: int, here: Sequence[Mention]) -> None:
    """Gives the lead's one nameless speaker the name that this sentence introduces in the same part.

    Only in the first sentences, only for a name that is new, speaks (or is said to speak in a recording), and has no other
    role of its own.
    """
    if not 0 < sentence <= casting.lead + _LATEST:
        return
    for mention in here:
        member = casting.roster.member(mention.head.i)
        if mention.form is not Form.NAME or member is None or not _is_new(member, mention):
            continue
        nameless = _nameless(casting, member, mention) if _takes_part(casting, mention, member) else None
        if nameless is not None:
            casting.roster.merge(member, nameless)


def _is_new(member: Member, mention: Mention) -> bool:
    return member.first == mention.head.sent and all(sent == member.first for sent, _, _ in member.marks)


def _takes_part(casting: Casting, mention: Mention, member: Member) -> bool:
    """Whether a name is a statement's source, or the one whose recording it is."""
    if mention.head.i in casting.roster.sources:
        return True
    return any(origin.root() is member for _, origin in casting.guises)


def _nameless(casting: Casting, member: Member, mention: Mention) -> Member | None:
    """The one nameless member of the same kind that led the first sentences."""
    able = []
    roles = mention.roles - _COURTESY
    for other in casting.roster.latest():
        if other.named or other.plural or other.kind is not member.kind or other.first >= mention.head.sent:
            continue
        if other.first > casting.lead + 1:
            continue
        if roles & other.roles or (not roles and _described_enough(casting, other)):
            able.append(other)
    return able[0] if len(able) == 1 else None


def _described_enough(casting: Casting, member: Member) -> bool:
    """An indefinite description, or a definite one that tells whose (``the leader of the group``, ``the group's leader``);
    subject or source.
    """
    leads = any(sent == member.first and weight >= SUBJECT for sent, _, weight in member.marks)
    if not leads and member is not casting.first_person:
        return False
    if member.kind is CastKind.BODY:
        return member.indefinite and bool(member.roles & tables.GENERIC_BODIES)
    if member.indefinite or "of" in member.words:
        return True
    return member.owner is not None and bool(member.roles & _LEADING)
