"""Text that remembers whose words it is made of, through styles, misreadings, cuts, merges and rewrites."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from bench.newsroom import Newsroom, edits
from bench.newsroom.truth import Kind, Run
from bench.newsroom.woven import WORD, Piece, Style, carried, misread, own, printed, runs_of, text_of
from purport.records.stories import Tie

STORY = (
    own("Two lorries burned near the old mill.", "Nobody was hurt."),
    own("The fire began when a lamp fell over, a guard said."),
    own('"We saw it from the hill," a baker told us.'),
    own("The road was open again by noon."),
)


def test_runs_join_neighbours_and_count_words() -> None:
    paragraphs = (*carried((own("One two three."),), "a"), *carried((own("Four"),), "a"), own("and five."))
    assert runs_of(paragraphs) == (Run(0, 4, "a"), Run(4, 6, None))
    assert text_of(paragraphs) == "One two three.\n\nFour\n\nand five."


def test_words_stay_with_the_story_where_they_were_first_printed() -> None:
    twice = carried((*carried((own("From a."),), "a"), own("From b.")), "b")
    assert [piece.source for each in twice for piece in each] == ["a", "b"]


@given(st.lists(st.text(alphabet="abc .", min_size=1), min_size=1, max_size=6))
def test_runs_cover_all_words(texts: list[str]) -> None:
    paragraphs = tuple((Piece(text, source),) for text, source in zip(texts, "aabbcc", strict=False))
    runs = runs_of(paragraphs)
    assert sum(run.end - run.start for run in runs) == len(WORD.findall(text_of(paragraphs)))


def test_a_style_changes_marks_spelling_and_numbers_and_nothing_else() -> None:
    text = 'Two grey lorries stood there. "Seven," he said.'
    assert printed(text, Style()) == text
    assert printed(text, Style("single", american=True)) == "Two gray trucks stood there. ‘Seven,’ he said."
    assert printed(text, Style("guillemets", figures=True)) == "2 grey lorries stood there. «7,» he said."


def test_misreading_keeps_the_number_of_words() -> None:
    text = text_of(STORY)
    noisy = misread(text, 0.5, Random(1))
    assert noisy != text
    assert len(WORD.findall(noisy)) == len(WORD.findall(text))
    assert misread(text, 0, Random(1)) == text


def test_cuts_keep_the_first_paragraph_and_lose_some() -> None:
    for seed in range(20):
        end, middle = edits.trimmed_end(STORY, Random(seed)), edits.trimmed_middle(STORY, Random(seed))
        assert end == STORY[: len(end)] and 2 <= len(end) < len(STORY)
        assert middle[0] == STORY[0] and middle[-1] == STORY[-1] and len(middle) < len(STORY)


def test_another_order_has_the_same_paragraphs() -> None:
    moved = edits.reordered(STORY, Random(3))
    assert moved[0] == STORY[0]
    assert sorted(moved, key=str) == sorted(STORY, key=str)


def test_a_merge_has_paragraphs_of_both_each_marked() -> None:
    whole = edits.merged(("a", STORY), ("b", (own("Here one."), own("Here two."), own("Here three."))), Random(2))
    assert {piece.source for each in whole for piece in each} == {"a", "b"}


def test_a_rewrite_keeps_quotations_and_marks_exchanged_words_as_not_counted() -> None:
    quotation = '"We saw it from the hill,"'
    tries = [edits.rewritten("a", STORY, Random(seed)) for seed in range(20)]
    assert all(quotation in text_of(told) or "baker" not in text_of(told) for told in tries)
    told = next(told for told in tries if quotation in text_of(told))
    changed = [piece for each in told for piece in each if not piece.counted]
    assert changed
    assert all(piece.text not in text_of(STORY).split() for piece in changed)


def test_a_clause_is_turned_round() -> None:
    assert "When a lamp fell over, a guard said, the fire began." in {
        edits._turned("The fire began when a lamp fell over, a guard said.")
    }


def test_a_merge_leans_on_both_a_citing_report_on_the_cited_and_an_own_report_on_itself(made: Newsroom) -> None:
    stories = made.truth.stories
    roots = {
        id: [root for root in made.truth.events[each.event].roots if id == root.story or id in root.leaning]
        for id, each in stories.items()
    }
    assert all(len(roots[id]) == 2 for id, each in stories.items() if each.kind is Kind.MERGE)
    assert all(len(roots[id]) == 1 for id, each in stories.items() if each.kind is Kind.CITING)
    assert all(id in [root.story for root in roots[id]] for id, each in stories.items() if each.kind is Kind.OWN)
    assert all(roots[id] for id in stories)


def test_every_copy_and_rewrite_leans_on_what_its_source_leans_on(made: Newsroom) -> None:
    for link in made.truth.links:
        if link.tie in (Tie.COPY, Tie.REWRITE):
            event = made.truth.events[made.truth.stories[link.later].event]
            assert any(
                link.later in root.leaning and (link.earlier == root.story or link.earlier in root.leaning)
                for root in event.roots
            )
