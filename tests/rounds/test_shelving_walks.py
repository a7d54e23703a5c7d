"""The shelf of copies against a plain table of hashes, under any course of placing, asking, striking, keeping and opening again."""

import shutil
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from purport.corroborate.copies import levels, runs, shelf
from purport.corroborate.copies.shelf import Shelf
from purport.rounds.arrays import Arrays

FORM = {"what": "a test"}
TEXTS = st.lists(st.integers(0, 40), max_size=6) | st.lists(st.integers(0, 3), max_size=2)
"""Sentences by number: few of them, so that many stories have one, and many where a walk is long."""
SIZES = st.fixed_dictionaries(
    {
        (shelf, "_FRESH"): st.sampled_from([1, 2, 5]),
        (shelf, "FREQUENT"): st.sampled_from([2, 24, 10**6]),
        (levels, "RATIO"): st.sampled_from([2, 4, 32]),
        (levels, "_AT_ONCE"): st.sampled_from([0, 10, 80]),
        (levels, "_WORTH"): st.sampled_from([1, 20, 100]),
        (levels, "_SPREAD"): st.sampled_from([1, 5, 20]),
        (runs, "PIECE"): st.sampled_from([1, 7, 64]),
    }
)
"""Sizes at which large merges begin with a handful of stories."""


def text(sentences):
    return " ".join(f"w{n}x{k}" for n in sentences for k in range(14))


class Plain(Shelf):
    """A shelf that has its postings in one table: hash to numbers."""

    def __init__(self):
        super().__init__()
        self.table = {}

    def _keep(self, hashes, values, number):
        for value in values:
            self.table.setdefault(value, []).append(number)

    def _hits(self, asked, values):
        pairs = [(n, who) for n, v in enumerate(values) for who in self.table.get(v, ()) if who not in self._struck]
        rows = np.array(pairs, np.int64).reshape(-1, 2)
        return rows[:, 0], rows[:, 1]

    def kept(self):
        """What freezing does: struck stories go."""
        if self._struck:
            self.table = {v: [who for who in row if who not in self._struck] for v, row in self.table.items()}
            self._struck, self._standing = set(), set()


class Walk(RuleBasedStateMachine):
    """Two shelves that are told the same."""

    def __init__(self):
        super().__init__()
        self.patch = pytest.MonkeyPatch()
        self.folder = Path(tempfile.mkdtemp())

    @initialize(sizes=SIZES)
    def begin(self, sizes):
        for (module, name), value in sizes.items():
            self.patch.setattr(module, name, value)
        self.files = Arrays(self.folder, FORM)
        self.one, self.plain, self.given, self.there = Shelf(), Plain(), 0, []

    @rule(sentences=TEXTS, times=st.sampled_from([1, 1, 1, 3, 40]))
    def add(self, sentences, times):
        for _ in range(times):
            name = f"s{self.given}"
            self.given += 1
            self.there.append(name)
            assert self.one.add(name, text(sentences)) == self.plain.add(name, text(sentences))

    @rule(sentences=TEXTS)
    def near(self, sentences):
        assert self.one.near(text(sentences), 99) == self.plain.near(text(sentences), 99)

    @precondition(lambda self: self.there)
    @rule(place=st.integers(0, 10**6), times=st.sampled_from([1, 1, 5, 60]))
    def strike(self, place, times):
        for _ in range(min(times, len(self.there))):
            name = self.there.pop(place % len(self.there))
            assert self.one.strike(name) and self.plain.strike(name)

    @rule(times=st.sampled_from([1, 10]))
    def step(self, times):
        for _ in range(times):
            self.one._levels.step()

    @rule()
    def finish(self):
        self.one._levels.finish()

    @rule()
    def settle(self):
        self.one._settle()

    @rule()
    def keep(self):
        self.one.rest_on(self.files.write(self.one.frozen()))
        self.plain.kept()
        assert not any(run.postings.flags.writeable for run in self.one._levels._runs)

    @rule()
    def open_again(self):
        self.keep()
        self.files = Arrays(self.folder, FORM)
        self.one = Shelf.thawed(self.files.read())
        self.plain._standing = set()  # found out anew

    @invariant()
    def same_stories(self):
        if hasattr(self, "one"):
            assert list(self.one) == list(self.plain) == self.there
            assert all(len(run) for run in self.one._levels._runs)

    def teardown(self):
        self.patch.undo()
        shutil.rmtree(self.folder)


Walk.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
TestWalk = Walk.TestCase
