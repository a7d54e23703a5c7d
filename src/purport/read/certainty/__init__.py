"""How a text stands to an event: one of the eleven values of :class:`purport.records.names.Certainty`, with chain and reason.

The innermost operator wins, whatever stands outside it goes into the chain; what was taken back is retracted whatever else
holds. Operators come from the parse (:mod:`purport.read.certainty.scope`) and from the statements that hold the event
(:mod:`purport.read.certainty.voices`), so that a statement that was not found still keeps an event from being asserted.
"""

from purport.read.certainty.settle import Claim, Judge, Verdict

__all__ = ["Claim", "Judge", "Verdict"]
