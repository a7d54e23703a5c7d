"""The mean of several trained taggers' weights: ``python -m train.attribution.average --weights A B --out mean.pt``.

Runs that started from the same weights lie close enough together that their mean is a tagger too, and a better one than each
(Wortsman et al., ICML 2022).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor


def mean(states: Sequence[dict[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of weights of one shape.

    Raises:
        ValueError: if they do not have the same parameters.
    """
    names = set(states[0])
    if any(set(state) != names for state in states):
        raise ValueError("these are weights of different taggers")
    return {name: torch.stack([state[name].float() for state in states]).mean(0) for name in states[0]}


def main() -> int:
    """Reads ``best.pt`` or ``last.pt`` of each run, writes their mean."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    o = parser.parse_args()
    kept = (torch.load(path, weights_only=True) for path in o.weights)
    torch.save(mean([state.get("model", state) for state in kept]), o.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
