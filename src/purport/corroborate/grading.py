"""What rules propose: the two axes of the Admiralty code, never fused, and words of likelihood apart from confidence.

Reliability (NATO STANAG 2511; AJP-2.1) is the source's and comes from its own history alone, credibility is that of what is said
and comes from independent origins and contradictions. Words of likelihood are those of ICD 203 (Office of the Director of National
Intelligence, *Analytic Standards*, 2015), and given only where a history gives a probability.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from purport.corroborate.standing import WHO, WHOLE, against, standing
from purport.records.matters import About, Stance, Telling
from purport.records.names import Certainty
from purport.records.stories import Origin
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
_VOUCHED = frozenset({Certainty.ASSERTED, Certainty.ATTRIBUTED, Certainty.PURPORTED})
_IDLE = {
    Turn.RUMOURED: "it is only passed on as a rumour here",
    Turn.OPEN: "every story here leaves open whether it was",
}
_NOT_SO = "no story here says that it is so"


def credibility(evidence: Evidence) -> Proposal:
    """A figure of the Admiralty code for what is told, by independent origins, confirmations and contradictions.

    1 confirmed by others, 2 probably, 3 possibly true, 4 doubtful, 5 improbable, 6 cannot be judged. One origin that nobody
    confirmed or denied cannot be judged.
    """
    changes = standing(evidence.tellings, evidence.checks)
    ids = tuple(dict.fromkeys(c.record for c in changes if c.turn in (Turn.CONFIRMED, Turn.DENIED, Turn.RETRACTED)))
    counted = _counted(evidence)
    roots, turns = len(counted), {change.turn for change in changes}
    denied, back = (against(changes, turn) for turn in (Turn.DENIED, Turn.RETRACTED))
    if back == WHOLE and _nobody_left(counted, evidence.tellings):
        return Proposal("5", "it was taken back", ids)
    doubts = [f"{denied} is denied"] if denied else []
    doubts += [f"{back} was taken back"] if back and back != WHO else []
    split = bool(doubts) or any(c.about in _SPLITS for c in evidence.contradictions)
    if Turn.CONFIRMED in turns and roots and not split:
        return Proposal("1" if roots > 1 else "2", f"confirmed, and told by {_roots(roots)}", ids)
    if not roots and evidence.origins and not split:
        return Proposal("6", next((told for turn, told in _IDLE.items() if turn in turns), _NOT_SO), ids)
    not_so = sum(one.lead and one.certainty is Certainty.NEGATED for one in evidence.tellings)
    return _unconfirmed(roots, " and ".join(doubts or (["it is denied"] if split else [])), ids, not_so)


def _nobody_left(counted: Sequence[Origin], tellings: Sequence[Telling]) -> bool:
    """Whether all who said it, or all origins that told it, took it back."""
    plain = [one for telling in tellings for one in telling.stances if _vouches(one)]
    takers = {one.by for telling in tellings for one in telling.stances if _takes_back(one)}
    who = {telling.document for telling in tellings if any(map(_takes_back, telling.stances))}
    return all(one.by in takers for one in plain) or (
        bool(counted) and all(not who.isdisjoint((one.story, *one.leaning)) for one in counted)
    )


def _takes_back(stance: Stance) -> bool:
    """Whether all of it is taken back."""
    return stance.certainty is Certainty.RETRACTED and not (stance.accusation or stance.number)


def _counted(evidence: Evidence) -> list[Origin]:
    """The origins of which some story that rests on them says that it is so; those whose stories are not at hand as well."""
    says: dict[str, bool] = {}
    for one in evidence.tellings:
        vouched = any(map(_vouches, one.stances)) if one.stances else one.certainty in _VOUCHED
        says[one.document] = says.get(one.document, False) or vouched
    resting = [
        (origin, [says[one] for one in (origin.story, *origin.leaning) if one in says]) for origin in evidence.origins
    ]
    return [origin for origin, told in resting if any(told) or not told]


def _vouches(stance: Stance) -> bool:
    """Whether it says that it is so, and does not only deny it, pass on a rumour or leave it open."""
    return stance.certainty in _VOUCHED


def _roots(number: int) -> str:
    return f"{number} independent origins" if number != 1 else "one origin"


def _unconfirmed(roots: int, doubt: str, ids: tuple[str, ...], not_so: int) -> Proposal:
    """`not_so`: how many stories lead with something of the kind that was not ("no clinic was shelled"), which is no denial of what
    others tell, and not nothing either.
    """
    but = f", though {not_so} {'says' if not_so == 1 else 'say'} of something like it that it was not" if not_so else ""
    told = _roots(roots)
    if doubt:
        grade = "3" if roots > 2 else "4"
        return Proposal(grade, f"{told}, and {doubt}" if roots else "it is only denied here", ids)
    if roots > 2:
        return Proposal("2", f"{told}, and no story here denies it{but}", ids)
    if roots == 2:
        return Proposal("3", f"{told}, and no story here denies it{but}", ids)
    alone = f"one origin, and no story here confirms or denies it{but}"
    return Proposal("6", alone if roots else "origins were not counted", ids)


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
