"""Which tie holds between two stories, from what the later takes from the earlier."""

from __future__ import annotations

from purport.corroborate.copies.credits import credited, opening, owes, same_house, sent_by, text_tokens, within
from purport.corroborate.copies.overlap import TIE_AT_LEAST, Overlap
from purport.corroborate.copies.passages import Lent
from purport.fold import folded, tokens
from purport.records.stories import Link, Story, Tie

_VERSION = 0.3  # of the words
_HALF_OWN = 0.4  # of the words; who carries less has much of its own, and the tie is weaker for it
_TOLD, _SENT = (("told",), ("told", "the")), (("to",), ("to", "the"))
_LEAST = 20  # words; fewer make a passage, but no copy unless they are all that there is
_ALL = 0.7  # of the words of both: all but the headlines
_RETOLD = 9  # pairs of words; fewer are what two had to say of one thing, unless they are
_MUCH = 0.4  # of the wording


def same_outlet(one: Story, other: Story) -> bool:
    """Whether both name one outlet."""
    return one.outlet is not None and other.outlet is not None and folded(one.outlet) == folded(other.outlet)


def one_place(one: Story, other: Story) -> bool:
    """Whether two stories stood at one address, or one took the other's place."""
    return one.origin == other.origin or other.id == one.previous or one.id == other.previous


def _version(later: Story, earlier: Story, lent: Lent) -> str | None:
    """Why two stories are versions of one; None if they are not."""
    if lent.overlap.share < _VERSION and lent.overlap.held < _VERSION:
        return None
    if later.previous == earlier.id:
        return "it took the other's place at the same address"
    if later.origin == earlier.origin:
        return "both stood at one address"
    return _version_at_one_outlet(later, earlier) if same_outlet(later, earlier) else None


def _version_at_one_outlet(later: Story, earlier: Story) -> str | None:
    if later.canonical and later.canonical in (earlier.canonical, earlier.origin):
        return "one outlet, one canonical address"
    if later.title and earlier.title and folded(later.title) == folded(earlier.title):
        return "one outlet, one title"
    return None


def standing(one: Story, other: Story, overlap: Overlap) -> bool:
    """Whether two stories of one outlet share no more than its standing words: a footer, background, what its reporters often say.

    Neither has the opening of the other, which no cut and no update leaves out of both, or they are alike in little beside it.
    """
    if not same_outlet(one, other) or one_place(one, other):
        return False
    return not overlap.opening or (bool(overlap.carried) and max(overlap.share, overlap.held) < _VERSION)


def version_of(later: Story, earlier: Story, lent: Lent) -> Link | None:
    """The tie of a story to an earlier version of itself; None if the other is none."""
    why = _version(later, earlier, lent)
    if why is None:
        return None
    return Link(Tie.VERSION, later.id, earlier.id, lent.leaning.score, f"{why}; {lent.leaning.reason}")


def copy_of(later: Story, earlier: Story, lent: Lent, carried: int) -> Link | None:
    """The tie of a story to one whose text it carries, `carried` words of it, straight or through others; None if too few."""
    if carried < _LEAST and min(carried / max(1, len(text_tokens(later.text))), lent.overlap.held) < _ALL:
        return None
    words, share = lent.overlap.words, lent.overlap.share
    told = (
        f"{words} of its words ({share:.0%}) run as there" if words else f"{carried} of its words are led back to there"
    )
    score = lent.leaning.score * min(1.0, max(share, carried / max(1, len(text_tokens(later.text)))) / _HALF_OWN)
    return Link(Tie.COPY, later.id, earlier.id, score, f"{told}; {lent.leaning.reason}")


def named_by(later: Story, earlier: Story) -> bool:
    """Whether a copy names or points to another itself, which then is a paper between it and the root."""
    return later.canonical == earlier.origin or owes(later, earlier)


def _least(later: Story, earlier: Story) -> float:
    """How much wording must be kept: less of an agency that the story credits, more where each credits an agency of its own, or it
    heard from somebody itself.
    """
    if owes(later, earlier):
        return TIE_AT_LEAST / 2
    own = _of_two_houses(later, earlier) or _heard_itself(later)
    return TIE_AT_LEAST * 2 if own else TIE_AT_LEAST


def _of_two_houses(one: Story, other: Story) -> bool:
    """Whether each names an agency for its words, and none the other's: what they share then is what both report."""
    mine, lent = _houses(one), _houses(other)
    theirs = (*lent, *filter(None, [other.outlet]))
    return bool(mine) and bool(lent) and not any(same_house(a, b) for a in mine for b in theirs)


def _heard_itself(story: Story) -> bool:
    """Whether a story says that somebody told its own outlet, or at its head that something was sent there."""
    named = [word for word in tokens(story.outlet or "") if word != "the"]
    if not named:
        return False
    whole, head = text_tokens(story.text), tokens(opening(story.text))
    return any(within([*told, *named], whole) for told in _TOLD) or any(within([*to, *named], head) for to in _SENT)


def _houses(story: Story) -> tuple[str, ...]:
    """The agencies that a story names for its words, or the one whose own it is."""
    own = sent_by(story)
    return credited(story) or ((own,) if own else ())


def rewrite_of(later: Story, earlier: Story, lent: Lent) -> Link | None:
    """The tie of a story to one that it tells in other words; None if little of the wording is kept, or both are of one house."""
    kept = lent.overlap.wording
    if kept < _least(later, earlier) or same_outlet(later, earlier):
        return None
    if kept < _MUCH and kept * len(text_tokens(later.text)) < _RETOLD:
        return None
    why = f"other words, but {kept:.0%} of its pairs of words are the other's; {lent.leaning.reason}"
    return Link(Tie.REWRITE, later.id, earlier.id, lent.leaning.score * min(1.0, 2.5 * kept), why)
