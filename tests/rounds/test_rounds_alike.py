"""However stories come, one by one or many at once, the outcome is that of all of them placed in their order, from nothing."""

from itertools import pairwise

import pytest

from tests.rounds.stream import Step, run, stream


def with_all_placed(steps):
    """Decisions need what they decide on: what was filed before one is placed before it."""
    return [
        Step(s.given, s.pair, s.place or (n + 1 < len(steps) and steps[n + 1].pair is not None))
        for n, s in enumerate(steps)
    ]


@pytest.mark.parametrize("seed", range(8))
def test_in_rounds_of_any_size_is_as_one_by_one_and_all_at_once(seed, tmp_path):
    steps = with_all_placed(stream(seed))
    least = run(str(tmp_path / "least.db"), tmp_path / "least", steps, lambda step: step in before(steps))
    some = run(str(tmp_path / "some.db"), tmp_path / "some", steps, lambda step: step.place)
    each = run(str(tmp_path / "each.db"), tmp_path / "each", steps, lambda step: True)
    for part in least:
        assert some[part] == least[part], part
        assert each[part] == least[part], part


def before(steps):
    """The steps right before a decision."""
    return [s for s, after in pairwise(steps) if after.pair is not None]
