"""However stories come, one by one or many at once, the outcome is that of all of them placed in their order, from nothing."""

from itertools import pairwise

import pytest

from purport.ledger import opened
from purport.records.removals import Removal
from tests.depth import depth
from tests.ledger.build import later
from tests.rounds.desk import corroborator, file
from tests.rounds.stream import Step, do, everything, run, stream


def with_all_placed(steps):
    """Decisions need what they decide on: what was filed before one is placed before it."""
    return [
        Step(s.given, s.pair, s.place or (n + 1 < len(steps) and steps[n + 1].pair is not None))
        for n, s in enumerate(steps)
    ]


@pytest.mark.parametrize("seed", range(depth(3, 12)))
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


@pytest.mark.parametrize("seed", range(20, depth(22, 28)))
def test_those_who_take_turns_see_what_the_others_did(seed, tmp_path):
    steps = with_all_placed(stream(seed, stories=18, decisions=3))
    alone = run(str(tmp_path / "alone.db"), tmp_path / "alone", steps, lambda step: True)
    turns = run(str(tmp_path / "turns.db"), tmp_path / "turns", steps, lambda step: True, desks=3)
    assert turns == alone


def test_what_is_at_hand_is_forgotten_where_a_step_fails(tmp_path, monkeypatch):
    from purport.ledger.corroborating import Corroboration

    steps = with_all_placed(stream(31))
    sound = run(str(tmp_path / "sound.db"), tmp_path / "sound", steps, lambda step: True)
    fails = {name: getattr(Corroboration, name) for name in ("make_stale", "derive")}
    turn = {"make_stale": 0, "derive": 0}

    def failing(name):
        def odd(book, *given):
            turn[name] += 1
            if turn[name] in (3, 6, 7):  # once only when several are placed together, then by itself as well
                raise RuntimeError("as the test wants it")
            return fails[name](book, *given)

        return odd

    for name in fails:
        monkeypatch.setattr(Corroboration, name, failing(name))
    with opened(str(tmp_path / "odd.db")) as ledger:
        desk, names, broken = corroborator(ledger, tmp_path / "odd"), [], 0
        for step in steps:
            do(ledger, step, names)
            for _ in range(4):  # what failed is tried again
                broken += len(desk.up_to_date().broken)
        assert broken >= 2
        assert min(turn.values()) > 7
        assert everything(ledger)["folds"] == sound["folds"]
        assert everything(ledger)["matters"] == sound["matters"]


@pytest.mark.parametrize("seed", range(40, depth(44, 56)))
def test_who_has_much_at_hand_and_who_has_nothing_place_what_is_read_anew_alike(seed, tmp_path):
    steps = with_all_placed(stream(seed, stories=18, decisions=2))
    said = []
    for cold in (False, True):
        with opened(str(tmp_path / f"{cold}.db")) as ledger:
            folder, names, given = tmp_path / f"{cold}", [], []
            desk = corroborator(ledger, folder)
            for n, step in enumerate(steps):
                do(ledger, step, names)
                if step.given is not None:
                    given.append(step.given)
                if given and n % 3 == 2:
                    file(ledger, **{**given[(7 * n) % len(given)], "version": f"{n}"})
                if step.place:
                    assert desk.up_to_date().broken == ()
                    desk = corroborator(ledger, folder) if cold else desk
            desk.up_to_date()
            said.append(everything(ledger))
            ledger.corroboration.make_stale(names)
            again = corroborator(ledger, folder).up_to_date()
            assert (again.matters, again.written, again.withdrawn) == (0, 0, 0)
            assert list(ledger.faults()) == []
    assert said[0] == said[1]


def test_what_is_removed_and_what_is_read_anew_is_not_remembered(tmp_path):
    with opened(str(tmp_path / "one.db")) as ledger:
        desk, names = corroborator(ledger, tmp_path / "one"), []
        steps = [step for step in stream(7, decisions=0) if step.given]
        for step in steps:
            do(ledger, step, names)
            desk.up_to_date()
        gone = names[2]
        ledger.remove(Removal(ledger.document(gone).document.exhibit, "court order", "Ada Roe", later(90)))
        desk.strike([gone])
        file(ledger, **{**steps[4].given, "version": "2"})
        assert desk.up_to_date().placed >= 1
        said = everything(ledger)
        assert gone not in {name for _, documents, *_ in said["matters"] for name in documents}
        ledger.corroboration.make_stale([name for name in names if name != gone])
        again = corroborator(ledger, tmp_path / "one").up_to_date()
        assert (again.matters, again.written, again.withdrawn) == (0, 0, 0)
        assert everything(ledger) == said
        assert list(ledger.faults()) == []
