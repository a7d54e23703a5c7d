"""Where tagger and rule agree on a quotation but not on its boundaries."""

from __future__ import annotations

import pytest

from purport.read.attribution.learned.candidates import UNSURE, cut_short, plain_cue
from purport.read.attribution.learned.decoding import Found
from purport.read.attribution.learned.joining import Joined
from purport.read.found import Attribution
from purport.records.names import Kind
from purport.records.spans import Span


def made(edge):
    return Joined(0, None, Found((1, 0, 1), edge, edge), [], 1.0, 1.0)


def quoted(cue, content, rule="quotation-cue-after"):
    spans = tuple(Span(*s) for s in content)
    return Attribution((), (Span(*cue),), spans, Kind.DIRECT, rule, 0.9, "")


@pytest.mark.parametrize(
    ("edge", "cue", "rule", "plain"),
    [
        (UNSURE - 0.1, (30, 34), "quotation-cue-after", True),
        (UNSURE + 0.1, (30, 34), "quotation-cue-after", False),
        (UNSURE - 0.1, (30, 60), "quotation-cue-after", False),
        (UNSURE - 0.1, (20, 24), "quotation-cue-after", False),
        (UNSURE - 0.1, (30, 34), "that-clause", False),
    ],
)
def test_words_of_a_cue_that_the_tagger_doubts_are_left_out(edge, cue, rule, plain):
    found = quoted((30, 50), [(0, 28)])
    assert plain_cue(made(edge), found, quoted(cue, [(0, 28)], rule)) is plain


@pytest.mark.parametrize(
    ("content", "rule", "short"),
    [
        ([(0, 28), (60, 90)], "quotation-cue-in-the-middle", True),
        ([(0, 20)], "quotation-cue-after", False),
        ([(5, 40)], "quotation-cue-after", False),
        ([(0, 28), (60, 90)], "that-clause", False),
    ],
)
def test_a_quotation_is_taken_whole(content, rule, short):
    assert cut_short(quoted((30, 34), [(0, 28)]), quoted((30, 34), content, rule)) is short
