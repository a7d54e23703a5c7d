"""What rules propose: the two axes of the Admiralty code, never fused, and words of likelihood apart from confidence.

Reliability (NATO STANAG 2511; AJP-2.1) is the source's and comes from its own history alone, credibility is that of what is said
and comes from independent origins and contradictions. Words of likelihood are those of ICD 203 (Office of the Director of National
Intelligence, *Analytic Standards*, 2015), and given only where a history gives a probability.
"""

from __future__ import annotations

import math

from purport.corroborate.standing import denied_of, standing
from purport.records.matters import About
from purport.records.weighing import Evidence, History, Likelihood, Proposal, Turn

ENOUGH = 10
"""Earlier statements of a source that must be settled before a rule grades it."""
_GRADES = (("A", 0.9), ("B", 0.75), ("C", 0.55), ("D", 0.3))
_WORDS = (
    (0.05, "almost no chance"),
    (0.20, "very unlikely"),
    (0.45, "unlikely"),
    (0.55, "roughly even chance"),
    (0.80, "likely"),
    (0.95, "very likely"),
    (1.0, "almost certain"),
)
_SPLITS = frozenset({About.WHETHER})


def credibility(evidence: Evidence) -> Proposal:
    """A figure of the Admiralty code for what is told, by independent origins, confirmations and contradictions.

    1 confirmed by others, 2 probably, 3 possibly true, 4 doubtful, 5 improbable, 6 cannot be judged. One origin that nobody
    confirmed or denied cannot be judged.
    """
    changes = standing(evidence.tellings, evidence.checks)
    ids = tuple(dict.fromkeys(c.record for c in changes if c.turn in (Turn.CONFIRMED, Turn.DENIED, Turn.RETRACTED)))
    roots, turns = len(evidence.origins) - _denying(evidence), {change.turn for change in changes}
    split = Turn.DENIED in turns or any(c.about in _SPLITS for c in evidence.contradictions)
    if Turn.RETRACTED in turns:
        return Proposal("5", "it was taken back", ids)
    if Turn.CONFIRMED in turns and roots and not split:
        told = f"{roots} independent origins" if roots > 1 else "one origin"
        return Proposal("1" if roots > 1 else "2", f"confirmed, and told by {told}", ids)
    return _unconfirmed(roots, split, ids, f"{denied_of(changes)} is denied")


def _denying(evidence: Evidence) -> int:
    """How many origins do nothing but deny it: what all stories that rest on them tell of it is that it is not so."""
    own: dict[str, bool] = {}
    for one in evidence.tellings:
        against = bool(one.stances) and all(stance.against for stance in one.stances)
        own[one.document] = own.get(one.document, True) and against
    return sum(
        bool(told := [own[one] for one in (origin.story, *origin.leaning) if one in own]) and all(told)
        for origin in evidence.origins
    )


def _unconfirmed(roots: int, split: bool, ids: tuple[str, ...], denied: str) -> Proposal:
    told = f"{roots} independent origins" if roots != 1 else "one origin"
    if split:
        grade = "3" if roots > 2 else "4"
        return Proposal(grade, f"{told}, and {denied}" if roots else "it is only denied here", ids)
    if roots > 2:
        return Proposal("2", f"{told}, and no story here denies it", ids)
    if roots == 2:
        return Proposal("3", f"{told}, and no story here denies it", ids)
    return Proposal(
        "6", "one origin, and no story here confirms or denies it" if roots else "origins were not counted", ids
    )


def reliability(history: History | None) -> Proposal:
    """A letter of the Admiralty code for a source, by its own settled history; F where there is none worth speaking of.

    Graded by the lower end of Wilson's interval at 95 per cent (Wilson 1927), so that few statements grade low.

    >>> reliability(None).grade, reliability(History("x", 9, 0)).grade, reliability(History("x", 60, 1)).grade
    ('F', 'F', 'A')
    """
    if history is None or history.settled < ENOUGH:
        known = history.settled if history else 0
        told = f"{known} earlier statements of this source are settled; a grade needs {ENOUGH}"
        return Proposal("F", told, history.records if history else ())
    low = _wilson_low(history.borne_out, history.settled)
    grade = next((letter for letter, least in _GRADES if low >= least), "E")
    reason = f"{history.borne_out} of {history.settled} earlier statements of {history.source} were borne out"
    return Proposal(grade, reason, history.records)


def _wilson_low(right: int, total: int) -> float:
    z = 1.96
    share, spread = right / total, z * z / total
    half = z * math.sqrt((share * (1 - share) + spread / 4) / total)
    return (share + spread / 2 - half) / (1 + spread)


def icd203(probability: float) -> str:
    """The word of ICD 203 for a probability, 0 to 1; never "certain", for nothing is.

    >>> icd203(0.5), icd203(0.97), icd203(0.02)
    ('roughly even chance', 'almost certain', 'almost no chance')

    Raises:
        ValueError: if it is no probability.
    """
    if not 0 <= probability <= 1:
        raise ValueError(f"{probability} is no probability")
    return next(word for most, word in _WORDS if probability <= most)


def likelihood(evidence: Evidence) -> Likelihood | None:
    """How likely what a source says is borne out, by its own history; None where there is no history for it."""
    history = evidence.history
    if history is None or history.settled < ENOUGH:
        return None
    share = (history.borne_out + 1) / (history.settled + 2)  # Laplace's rule of succession
    reason = f"{history.borne_out} of {history.settled} earlier statements of {history.source} were borne out"
    return Likelihood(icd203(share), reason, *_confidence(evidence))


def _confidence(evidence: Evidence) -> tuple[str, str]:
    roots, clashes = len(evidence.origins), len(evidence.contradictions)
    told = f"{roots} independent origins, {clashes} contradictions"
    if roots > 2 and not clashes:
        return "high", told
    return ("moderate" if roots > 1 else "low"), told
