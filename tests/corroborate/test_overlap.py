"""What is proved of two texts before their sentences are laid side by side."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.corroborate.copies import overlap, trace
from purport.corroborate.copies.align import alike, alike_in_order, stretches, within
from purport.corroborate.copies.overlap import (
    CHANGED,
    ENOUGH,
    LITTLE,
    NOTHING,
    TIE_AT_LEAST,
    alike_in,
    counts,
    overlap_of,
)
from purport.corroborate.copies.sentences import facing, formula
from purport.corroborate.copies.trace import Copies
from purport.corroborate.copies.words import words_of
from purport.records.stories import Story
from tests.corroborate.newsstand import LEAD, LOCAL, OTHER, REST

SENTENCES = [*(f"{one}." for text in (LEAD, LOCAL, OTHER, REST) for one in text.rstrip(".").split(". "))]
SENTENCES += [
    "“We were told to wait at the quay until somebody came for the nets,” said Mira Oss of Vellmar.",
    "“We were told to wait at the quay until somebody came for the nets,” the harbour office said on Friday.",
    "Nineteen of the boats at the Salt Quay lost their nets.",
    "Eleven of the boats at the Corn Quay lost their nets.",
]
SAID = "“We shall not leave this harbour before every single net has been given back to the men who own it.”"
FOUND = "“Whoever cut the nets in the night will be found, and will pay for each of them before the winter is out.”"
MINE, THEIRS = (st.permutations([SENTENCES[0], SAID, FOUND, own]) for own in (f"{OTHER} {REST}", LOCAL))
"""Two reports of one speech: its words, one sentence that both have, and more of their own."""
TEXT = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6).map(" ".join)
MISREAD = st.sampled_from([("the", "tbe"), ("harbour", "harb0ur"), ("said", "stated"), ("nets", "sails"), ("", "")])


@st.composite
def texts(draw):
    """Two texts that may share sentences, words of them changed or misread."""
    one, other = draw(TEXT), draw(TEXT)
    for before, after in draw(st.lists(MISREAD, max_size=3)):
        other = other.replace(before, after) if before else other[: len(other) // 2 + 20]
    return words_of(one), words_of(other)


@given(texts(), st.booleans())
def test_what_does_not_count_is_neither_carried_nor_quoted_nor_kept_wording(pair, versions):
    one, other = pair
    found = alike_in(one, other)
    whole = overlap_of(one, other, versions)
    assert whole == overlap_of(one, other, versions, found)
    if not counts(one, other, found):
        assert not whole.carried and not whole.quoted and whole.wording < TIE_AT_LEAST


FORMULAE = [
    f"{number} fishermen were held near the {quay} Quay of {town} on Tuesday, the harbour office said {when}."
    for number, quay, town, when in zip(
        ("Nine", "Four", "Nine", "Two"),
        ("Salt", "Corn", "Salt", "Rope"),
        ("Vellmar", "Korvel"),
        ("later", "today", "later", ""),
        strict=False,
    )
]
FORMULAIC = st.lists(st.sampled_from([*FORMULAE, *SENTENCES]), min_size=1, max_size=7).map(" ".join).map(words_of)


@given(FORMULAIC, FORMULAIC, st.booleans())
def test_a_formula_that_is_told_by_its_first_sentences_is_one_by_all_of_them(one, other, versions):
    short = overlap_of(one, other, versions)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(overlap, "formula", lambda *_: False)
        whole = overlap_of(one, other, versions)
    if short is NOTHING and whole != NOTHING:
        assert not (whole.carried or whole.quoted or whole.retold or whole.opening or versions) and whole.wording == 0.0
    else:
        assert short == whole


def test_other_names_throughout_are_told_by_the_first_sentences():
    rest = "The boats of {} were taken to the yard and nobody was told why, the office of the port said."
    one, other = (
        words_of(f"{opening} {rest.format(town)} {said}")
        for opening, town, said in ((LOCAL, "Vellmar", FORMULAE[0]), (OTHER, "Korvel", FORMULAE[1]))
    )
    found = alike_in(one, other)
    assert found.carried and formula(one, other, [*facing(one, other, found.found)], CHANGED)
    assert overlap_of(one, other) is NOTHING
    assert overlap_of(one, other, versions=True).carried  # one story may change its names


def both_ways(one, other):
    """What two texts share, by the short way and by the long one."""
    with pytest.MonkeyPatch.context() as patch:
        short = overlap_of(one, other)
        patch.setattr(overlap, "formula", lambda *_: False)
        return short, overlap_of(one, other)


KEPT = "The boats were taken to the yard of the port and nobody was told why, the men who own them said."
NAMED = "The boats of {} lay at the Rope Quay until the evening and nobody went on board, said those who saw it."


def test_a_sentence_that_is_there_twice_once_as_it_was_is_no_formula():
    """Once the paper has it as it was, once with another name: the second answers nothing."""
    changed = KEPT.replace("the port", "Korvel")
    one, other = words_of(f"{LOCAL} {KEPT} {changed}"), words_of(f"{OTHER} {KEPT} {REST}")
    short, whole = both_ways(one, other)
    assert short == whole and short.carried


def test_a_text_with_the_lead_of_the_other_may_have_other_names_below():
    rest = f"{KEPT} {LOCAL} {OTHER}"
    one, other = (words_of(f"{LEAD} {NAMED.format(town)} {rest}") for town in ("Vellmar", "Korvel"))
    short, whole = both_ways(one, other)
    assert short == whole and short.carried and short.opening


def test_of_a_formula_with_a_quotation_the_quotation_is_told():
    one, other = (
        words_of(f"{NAMED.format(town)} {said} {own} {SAID}")
        for own, town, said in ((LOCAL, "Vellmar", FORMULAE[0]), (OTHER, "Korvel", FORMULAE[1]))
    )
    short, whole = both_ways(one, other)
    assert short == whole and short.quoted and not short.carried


def test_quotations_do_not_count_beside_one_sentence_in_common():
    first = LEAD.partition(". ")[0]
    one, other = words_of(f"{first}. {SAID} {FOUND} {OTHER}"), words_of(f"{first}. {LOCAL} {FOUND} {REST} {SAID}")
    (carried,) = overlap_of(one, other).carried
    assert " ".join(one.words[carried.start : carried.end]).startswith("fishermen")
    assert carried.end <= len(words_of(first))


@given(MINE, THEIRS)
def test_quotations_never_outweigh_the_little_that_is_carried_beside_them(mine, theirs):
    one, other = words_of(" ".join(mine)), words_of(" ".join(theirs))
    carried = overlap_of(one, other, versions=True).carried
    outside = {s: one.plain[s.end] - one.plain[s.start] for s in carried}
    quoted = [s for s in carried if outside[s] <= len(s) // 4]
    every = sum(outside.values())
    plain = every - sum(outside[s] for s in quoted)
    much = every >= LITTLE or 2 * every >= min(one.plain[-1], other.plain[-1])
    assert much or sum(map(len, quoted)) <= plain


def test_a_speech_that_is_printed_word_for_word_is_carried():
    said = (
        "“We have worked these waters for ninety years, and nobody ever asked who would pay for the rope, the oil or the "
        "men. Now they tell us that a net may be cut in the night, and that we should be glad of the boat, and go home. I "
        "will not sign away the quay for a promise, and I ask each of you to say aloud whether you would.”"
    )
    text = f"Mira Oss of Vellmar spoke to the crews at the quay late on Friday, and nobody on the benches answered her. {said}"
    whole, more = words_of(text), words_of(f"{OTHER} {text} {REST}")
    assert whole.plain[-1] < LITTLE and whole.plain[-1] <= len(whole) // 4
    assert overlap_of(whole, whole).share == 1.0
    assert overlap_of(whole, more).share == 1.0
    assert overlap_of(more, whole).held == 1.0


def test_what_counts_is_found_to():
    one, other = words_of(f"{LEAD} {LOCAL}"), words_of(f"{OTHER} {LEAD}")
    assert counts(one, other, alike_in(one, other)) and overlap_of(one, other).carried
    said = words_of(f"{SENTENCES[-3]} {LOCAL}"), words_of(f"{OTHER} {SENTENCES[-4]}")
    assert counts(*said, alike_in(*said))
    few = words_of(f"{LOCAL} {REST}"), words_of(f"{OTHER} {LEAD}")
    assert not counts(*few, alike_in(*few))


def story(name, text, hour):
    seen = datetime(2026, 3, 4, hour, tzinfo=UTC)
    return Story(name, text, None, f"Paper {name}", (), f"https://{name}.example/1", None, None, seen)


@given(st.lists(TEXT, min_size=2, max_size=5), st.randoms(use_true_random=False))
def test_stories_are_traced_alike_whether_or_not_what_cannot_count_is_left_out(texts, order):
    stories = [story(str(n), text, n) for n, text in enumerate(texts)]
    order.shuffle(stories)

    def told():
        copies = Copies({one.id: one for one in stories}.__getitem__)
        changed = [copies.place(one, [other.id for other in stories[:n]]) for n, one in enumerate(stories)]
        return changed, [copies.lent(one.id) for one in stories], [copies.links(one.id) for one in stories]

    with pytest.MonkeyPatch.context() as patch:
        quick = told()
        patch.setattr(trace, "counts", lambda *given: True)
        assert told() == quick


def test_fourteen_running_words_are_the_least_that_counts():
    words = [f"word{chr(97 + n // 5)}{chr(97 + n % 5)}" for n in range(25)]
    for size in (ENOUGH - 1, ENOUGH):
        one = words_of(" ".join([*words[:size], "but", "afterwards", "somebody", "else", "came", "along"]))
        other = words_of(" ".join([*words[:size], *(f"other{n}x" for n in "abcdefghijklmnopqrstuvwxyz")]))
        found = [s for s in stretches(one, other) if s.alike >= ENOUGH]
        assert bool(found) == (size == ENOUGH)


ROW = st.lists(
    st.sampled_from(["north", "n0rth", "quay", "7", "seven", "report", "rep0rt", "reports", "week"]), max_size=9
).map(tuple)


@given(ROW, ROW)
def test_a_row_is_within_another_if_all_its_words_are_alike_in_order(one, other):
    assert within(one, other) == (alike_in_order(one, other) == len(one))


@given(ROW, ROW)
def test_words_alike_at_both_ends_change_nothing(one, other):
    pair = ("harbour", *one, "office"), ("harb0ur", *other, "office")
    assert alike_in_order(*pair) == alike_in_order(one, other) + 2


@given(st.text("rnmcldo0", max_size=7), st.text("rnmcldo0", max_size=7))
def test_being_the_same_word_goes_both_ways(one, other):
    assert alike(one, other) == alike(other, one)
