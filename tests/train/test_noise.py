"""What the training makes of a paragraph before the tagger sees it."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from purport.read.attribution.learned.decoding import BEGIN, END, MID, ONLY, OUT
from purport.read.attribution.learned.pieces import CASE, FEATURES, FIRST_PARSED, FIRST_RULED, QUOTE, Paragraph
from train.attribution.noise import in_capitals, merged, noisy, run_together, unparsed, unruled, without_marks
from train.attribution.stories import Marked, marked, tags_of

SOURCE, CUE, CONTENT = range(3)


def paragraph(length=8):
    start = np.arange(length, dtype=np.int64) * 2
    return Paragraph(
        np.arange(1000, 1000 + length), np.ones((length, FEATURES), np.int64), start, start + 1, opens=True
    )


def story():
    """Pieces: " we go " she said today . with the content in marks."""
    one = paragraph()
    one.features[[0, 3], QUOTE] = 3, 4
    one.features[1:3, QUOTE] = 2
    return marked(one, [{"source": [[8, 9]], "cue": [[10, 11]], "content": [[0, 7]]}])


def test_gold_becomes_tags_and_spans():
    made = story()
    assert made.spans == ((SOURCE, 4, 5, 0), (CUE, 5, 6, 0), (CONTENT, 0, 4, 0))
    assert made.tags[:, CONTENT].tolist() == [BEGIN, MID, MID, END, OUT, OUT, OUT, OUT]
    assert made.tags[4, SOURCE] == ONLY


def test_gold_of_another_paragraph_and_between_pieces_is_left_out():
    made = marked(paragraph(3), [{"source": [[90, 95]], "cue": [[1, 2]], "content": [[0, 1]]}])
    assert made.spans == ((CONTENT, 0, 1, 0),)


def test_the_longer_of_two_spans_wins_a_tag():
    assert tags_of(4, [(0, 1, 2, 0), (0, 0, 4, 1)])[:, 0].tolist() == [BEGIN, MID, MID, END]


@pytest.mark.parametrize(
    ("worse", "first"), [(in_capitals, FIRST_PARSED), (unparsed, FIRST_PARSED), (unruled, FIRST_RULED)]
)
def test_what_is_not_to_be_known_is_not_known(worse, first):
    before = story()
    after = worse(before)
    assert (after.paragraph.features[:, first:] == 0).all()
    assert (before.paragraph.features[:, 2:] == 1).all()
    assert after.spans == before.spans
    if worse is in_capitals:
        assert (after.paragraph.features[:, CASE] == 3).all()


def test_without_marks_the_spans_move():
    made = without_marks(story(), ruled=True)
    assert len(made.paragraph.ids) == 6
    assert made.spans == ((SOURCE, 2, 3, 0), (CUE, 3, 4, 0), (CONTENT, 0, 2, 0))
    assert made.tags[:2, CONTENT].tolist() == [BEGIN, END]
    assert not made.paragraph.opens
    assert (without_marks(story(), ruled=False).paragraph.features[:, FIRST_RULED:] == 0).all()


def test_a_span_of_marks_alone_goes_with_them():
    one = paragraph(3)
    one.features[0, QUOTE] = 3
    made = without_marks(marked(one, [{"source": [[0, 1]], "cue": [], "content": [[2, 5]]}]), ruled=True)
    assert made.spans == ((CONTENT, 0, 2, 0),)


def test_paragraphs_run_together_keep_their_gold():
    made = merged(story(), story())
    assert len(made.paragraph.ids) == 16
    assert (CONTENT, 8, 12, 0) in made.spans
    assert made.tags.shape == (16, 3)


def test_the_same_seed_makes_the_same_noise():
    def lengths(seed: int) -> list[int]:
        rng = random.Random(seed)
        return [len(p.ids) for _ in range(40) for p in (m.paragraph for m in noisy([story()] * 3, rng))]

    assert lengths(3) == lengths(3)
    assert len(set(lengths(3))) > 1


def test_nothing_is_lost_when_paragraphs_run_together():
    many: list[Marked] = [story()] * 30
    made = run_together(many, random.Random(1))
    assert len(made) < 30
    assert sum(len(p.paragraph.ids) for p in made) == 240


def test_what_teachers_say_goes_with_its_pieces():
    soft = np.full((8, 3, 5), 0.2, np.float32)
    taught = replace(story(), soft=soft)
    assert merged(taught, taught).soft.shape == (16, 3, 5)
    assert merged(taught, story()).soft is None
    assert without_marks(taught, ruled=True).soft is None
    assert in_capitals(taught).soft is soft


def test_a_story_that_nobody_marked_keeps_its_marks_of_quotation():
    plain = [Marked(paragraph(), None, (), np.full((8, 3, 5), 0.2, np.float32))] * 3
    for seed in range(60):
        made = noisy(plain, random.Random(seed))
        assert sum(len(p.paragraph.ids) for p in made) == 24
        assert all(p.tags is None and p.soft is not None for p in made)
