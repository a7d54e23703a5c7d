"""Tagger and rules together, with the weights that come with purport."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from purport.read.attribution import attributions
from purport.read.attribution.learned import LearnedAttributions
from purport.read.parse import parsed
from purport.records.spans import words_of

PLAIN = "The mayor of Kelva, Ada Roe, said on Friday that the bridge was shut."
NESTED = "The ministry said on Monday that a rebel spokesman had claimed the attack on the depot."
TWO = '"We lost nobody," Colonel Adeyo Marsk told reporters. Officials in Kelva believe that more posts will fall.'


def told(learned, text):
    """Source, cue and content words of what was kept."""
    return [
        tuple(" … ".join(s.of(text) for s in spans) for spans in (a.source, a.cue, a.content))
        for a in learned.attributions(parsed(text))
    ]


def test_a_plain_report(learned):
    ((source, cue, content),) = told(learned, PLAIN)
    assert source.startswith("The mayor of Kelva")
    assert cue.startswith("said")
    assert content.rstrip(".") == "that the bridge was shut"


def test_several_in_a_row(learned):
    found = told(learned, TWO)
    assert [source for source, _, _ in found] == ["Colonel Adeyo Marsk", "Officials in Kelva"]


def test_what_is_inside_another_is_read_by_the_rules(learned):
    found = learned.attributions(parsed(NESTED))
    assert [a.source[0].of(NESTED) for a in found] == ["The ministry", "a rebel spokesman"]


def test_every_candidate_says_by_whom_how_sure_and_why(learned):
    for judged in learned.judged(parsed(" ".join([PLAIN, NESTED, TWO]))):
        assert judged.by in ("tagger", "rules")
        assert 0 <= judged.found.score <= 1
        assert judged.why
        if judged.scored and judged.kept:
            assert judged.found.score >= learned.threshold


def test_words_and_heads_belong_together(learned):
    parse = parsed(PLAIN)
    (found,) = learned.attributions(parse)
    assert parse.words[found.cue_word].lower == "said"
    assert parse.words[found.source_word].lower in ("mayor", "roe")


def test_nobody_said_it(learned):
    assert told(learned, "No group has claimed responsibility for the blast in Kelva.") == []


def test_a_higher_threshold_keeps_less():
    text = " ".join([PLAIN, NESTED, TWO])
    strict, loose = (LearnedAttributions(threshold=t) for t in (1.0, 0.0))
    parse = parsed(text)
    assert len(strict.attributions(parse)) <= len(loose.attributions(parse))
    assert not [
        j for j in strict.judged(parse) if j.scored and j.kept and j.found.score < 1.0 and "has its say" not in j.why
    ]
    assert [j.found.content for j in strict.judged(parse) if j.by == "tagger"] == [
        j.found.content for j in loose.judged(parse) if j.by == "tagger"
    ]


def test_nothing_before_the_body(learned):
    text = "KELVA, Officials say: updated\n" + PLAIN
    found = learned.attributions(parsed(text), body=text.index("The mayor"))
    assert all(min(s.start for s in (*a.source, *a.cue, *a.content)) >= text.index("The mayor") for a in found)


def test_the_same_text_gives_the_same_whatever_was_read_before(learned):
    alone = told(learned, TWO)
    told(learned, PLAIN * 20)
    assert told(learned, TWO) == alone


@pytest.mark.parametrize("text", ["", " ", "\n\n", "x", "。", "said said said", "“", "مرحبا", "\x00", "🙂 said 🙂"])
def test_next_to_nothing(learned, text):
    assert isinstance(learned.judged(parsed(text)), list)


@given(st.text(alphabet=st.sampled_from('he said that “we” go, "no". \n—AéŠ🙂'), max_size=300))
@settings(max_examples=40, deadline=None)
def test_marks_lie_in_the_text(learned, text):
    for judged in learned.judged(parsed(text)):
        found = judged.found
        assert found.content
        for span in (*found.source, *found.cue, *found.content):
            assert 0 <= span.start < span.end <= len(text)


@pytest.mark.slow
def test_a_long_paragraph_is_read_in_windows(learned):
    text = " ".join([PLAIN] * 120)
    found = learned.attributions(parsed(text))
    assert len(found) > 90
    assert len(attributions(parsed(text))) >= len(found) - 10


@pytest.mark.slow
def test_a_word_of_a_hundred_thousand_letters(learned):
    assert learned.attributions(parsed("a" * 100_000)) == []


def test_words_in_quotation_marks_are_kept_where_somebody_plainly_says_them(learned):
    text = 'In a recording, a voice that two friends identified as Vane\'s says: "Burn the ferry."'
    kept = [j for j in learned.judged(parsed(text)) if j.kept]
    assert any("Burn the ferry" in words_of(j.found.content, text) for j in kept)


def test_a_source_that_only_the_rules_see_is_kept(learned):
    text = (
        "The Dorhal Front gave the government until Thursday to withdraw its troops from the river "
        "and threatened to blow up the Hesk dam if they stayed."
    )
    (threat,) = [a for a in learned.attributions(parsed(text)) if "blow up" in words_of(a.content, text)]
    assert words_of(threat.source, text) == "The Dorhal Front"


def test_no_cue_lies_inside_its_content(learned):
    text = (
        "An elderly man from Lower Kelva told the delegation he had stayed because his sons said the militia "
        "would never cross the river."
    )
    found = learned.attributions(parsed(text))
    assert found
    assert not [a for a in found for c in a.cue for s in a.content if s.start <= c.start and c.end <= s.end]


def test_where_a_rule_has_its_say_its_own_reading_counts(learned):
    text = (
        "The Dorhal Front gave the government until Thursday to withdraw its troops from the river "
        "and threatened to blow up the Hesk dam if they stayed."
    )
    (threat,) = [a for a in learned.attributions(parsed(text)) if "blow up" in words_of(a.content, text)]
    assert words_of(threat.content, text) == "to blow up the Hesk dam if they stayed"
