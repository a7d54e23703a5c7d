"""CAMEO codes of statements (01x) and appeals (02x), which PLOVER dropped.

After Gerner, Schrodt, Yilmaz and Abu-Jabr 2002, Conflict and Mediation Event Observations; codebook 1.1b3.
"""

from __future__ import annotations

from collections.abc import Collection

from purport.records.names import Act, Action

_STATEMENTS = {
    Act.SAYS: "010",
    Act.ANNOUNCES: "010",
    Act.WARNS: "010",
    Act.RETRACTS: "010",
    Act.CLAIMS_RESPONSIBILITY: "015",
    Act.CONFIRMS: "015",
    Act.DENIES: "016",
}
_APPEALS = (
    (Action.COOPERATE, "021"),
    (Action.SUPPORT, "022"),
    (Action.AID, "023"),
    (Action.CONCEDE, "025"),
    (Action.RETREAT, "0256"),
    (Action.CONSULT, "026"),
    (Action.AGREE, "027"),
)


def cameo(act: Act, wanted: Collection[Action] = ()) -> str | None:
    """The CAMEO code of a statement's act; of a call by what is called for (`wanted`, the actions in its content).

    None for acts that have a PLOVER root of their own (threats, accusations, rejections, promises, apologies).

    >>> cameo(Act.SAYS), cameo(Act.CALLS_FOR, [Action.AID]), cameo(Act.THREATENS)
    ('010', '023', None)
    """
    if act is Act.CALLS_FOR:
        return next((code for action, code in _APPEALS if action in wanted), "020")
    return _STATEMENTS.get(act)
