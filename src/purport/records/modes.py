"""Which modes an action may have: PLOVER's (openeventdata/PLOVER, manual of 2021), and the few finer ones that purport writes."""

from __future__ import annotations

from collections.abc import Mapping

from purport.records.names import Action

_SHARED = "assist change meet yield"

MODES: Mapping[Action, tuple[str, ...]] = {
    action: tuple(sorted(listed.split()))
    for action, listed in {
        Action.ASSAULT: "abduct aerial assassinate beat destroy execute explosives firearms heavy-weapons massacre primitive seize "
        "sexual suicide-attack torture",
        Action.COERCE: "arrest ban censor confiscate curfew deport martial-law restrict seize withhold",
        Action.MOBILIZE: "militia police troops weapons",
        Action.THREATEN: "arrest ban expel relations restrict territory violence",
        Action.PROTEST: "boycott demo hunger obstruct riot strike strike-gen strike-hun strike-lim",
        Action.AGREE: "",
        Action.AID: "asylum economic humanitarian military",
        Action.REQUEST: _SHARED,
        Action.ACCUSE: "",
        Action.REJECT: _SHARED,
        Action.RETREAT: "access ceasefire disarm release resign return surrender withdraw",
        Action.SANCTION: "cancel convict discontinue expel sever withdraw",
        Action.CONSULT: "multilateral phone third-party visit",
        Action.COOPERATE: "",
        Action.CONCEDE: "pardon resign",
        Action.SUPPORT: "",
    }.items()
}
"""The modes of every action, in the order of the alphabet; none where PLOVER has none."""


def fits(action: Action, mode: str | None) -> bool:
    """Whether an action may have that mode; none at all always fits.

    >>> fits(Action.ASSAULT, "abduct"), fits(Action.AGREE, "abduct"), fits(Action.AGREE, None)
    (True, False, True)
    """
    return mode is None or mode in MODES[action]
