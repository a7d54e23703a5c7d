"""What is in a brief: its sections, the numbers of its sentences, what each rests on, and what is said not to be known."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from purport.desk.handout.about import asked
from purport.desk.handout.pen import paragraphs, runs
from purport.desk.handout.pieces import called as called_row
from purport.desk.handout.pieces import clean, excerpt, joined, listed, name, quoted, stopped
from purport.records import Filter, Ruling
from purport.records.briefs import Choices, Label, Period, Piece, Remark, Sentence, Subhead, Voice, words_in
from purport.records.spans import words_of
from tests.desk.handout.grammar import pattern_of
from tests.desk.handout.made import HOSTILE, hostile, made, section, told
from tests.invented import arabic, rows_of, tape, unread

CHOICES = Choices("A week in March", Label.AMBER)


def test_conditions_on_decisions_are_told() -> None:
    both = asked(Filter(source="Torvan", rulings=(Ruling.ACCEPTED, Ruling.EDITED)))
    assert "".join(piece.text for piece in both) == "source “Torvan”; accepted or corrected by a person"
    assert "".join(piece.text for piece in asked(Filter(undecided=True))) == "undecided by a person"


class TestWhole:
    def test_sentences_are_numbered_through_and_each_fits_the_grammar(self) -> None:
        found = made().sentences
        assert [one.number for one in found] == list(range(1, len(found) + 1))
        for one in found:
            pattern_of(one.words)

    def test_every_statement_has_one_sentence(self) -> None:
        brief = made()
        records = [support.record for one in section(brief, "said").sentences for support in one.supports]
        expected = [row.statement.id for story in (tape(), arabic()) for row in rows_of(story)]
        assert sorted(records) == sorted(expected)

    def test_what_a_sentence_rests_on_is_in_the_text_at_that_place(self) -> None:
        texts = {row.id: row.document for row in (tape(), arabic(), unread())}
        for one in made().sentences:
            for support in one.supports:
                document = texts[support.document]
                assert support.exhibit == document.exhibit
                if support.spans:
                    assert support.quote == excerpt(words_of(support.spans, document.text), 240)

    def test_the_statements_of_a_text_stand_in_its_order(self) -> None:
        (first, *_), _ = section(made(tape()), "said").sentences, None
        starts = [one.supports[0].spans[0].start for one in section(made(tape()), "said").sentences]
        assert starts == sorted(starts)
        assert first.number == 1

    def test_a_sentence_that_rests_on_nothing_cannot_be_made(self) -> None:
        with pytest.raises(ValueError, match="rests on nothing"):
            Sentence(1, (Piece("It rained."),), ())

    def test_notes_are_numbered_in_the_order_in_which_they_are_asked_for(self) -> None:
        brief = made()
        seen: list[object] = []
        for one in brief.sentences:
            seen += [support for support in one.supports if support not in seen]
        assert list(brief.notes) == seen

    def test_the_same_material_gives_the_same_brief(self) -> None:
        assert made() == made()

    def test_remarks_and_headings_assert_nothing_of_the_world(self) -> None:
        for part in made().sections:
            for block in part.blocks:
                if isinstance(block, Remark):
                    assert part.key in ("short", "method") or block.words.startswith("In the picture, ")
                if isinstance(block, Subhead):
                    assert block.words.startswith("From “")

    def test_titles_of_stories_are_quoted_not_said(self) -> None:
        heads = [block for block in section(made(tape()), "said").blocks if isinstance(block, Subhead)]
        assert heads[0].words == (
            "From “Group reports new recording”, Selmark Standard, 7 March 2026; captured 2026-03-07 09:15 UTC"
        )

    def test_hostile_words_stay_pieces_in_one_line(self) -> None:
        story, rows = hostile()
        for one in made(story, rows=rows).sentences:
            assert not any(letter in one.words for letter in "\n\x1b\x00\u202e\ufffe")


class TestShort:
    def test_counts_by_certainty(self) -> None:
        assert told(made(), "short") == [
            "6 statements in 2 texts. By certainty: 2 attributed, 3 purported, 1 rumoured. "
            "Calls for, threats or claims of violence: 1."
        ]

    def test_nothing_held(self) -> None:
        brief = made(unread(), rows=())
        assert told(brief, "short") == ["Nothing that is held meets these conditions."]

    def test_what_was_left_out_and_not_weighed_is_told(self) -> None:
        lines = told(made(held=9, unweighed="Copies were not looked for", waiting=2), "short")
        assert "Left out for length: 3 older statements that meet these conditions." in lines
        assert "Copies were not looked for." in lines
        assert "Kept, and still to be read when this was made: 2 texts." in lines


class TestNew:
    since = datetime(2026, 3, 8, tzinfo=UTC)

    def choices(self, since: datetime) -> Choices:
        return replace(CHOICES, new_since=since, new_why="since 8 March 2026, 00:00 UTC")

    def test_new_and_known_are_told_apart(self) -> None:
        brief = made(choices=self.choices(self.since))
        fresh = {support.document for one in section(brief, "new").sentences for support in one.supports}
        known = {support.document for one in section(brief, "before").sentences for support in one.supports}
        assert (fresh, known) == ({arabic().id}, {tape().id})
        assert "6 statements in 2 texts, 1 of them new." in told(brief, "short")[0]
        assert "New: what came in since 8 March 2026, 00:00 UTC." in words_in(brief.dateline)

    def test_the_moment_itself_is_new(self) -> None:
        brief = made(arabic(), choices=self.choices(arabic().captured_at))
        assert len(section(brief, "new").sentences) == 1

    def test_nothing_new_is_told(self) -> None:
        brief = made(choices=self.choices(self.since + timedelta(days=9)))
        assert told(brief, "short")[0] == "Nothing new: no statement came in since 8 March 2026, 00:00 UTC."
        assert [one.key for one in brief.sections][:2] == ["short", "before"]


class TestDateline:
    def test_of_a_brief(self) -> None:
        wanted = asked(Filter(source="Torvan", speaker="Sami", since="2026-03-01", violent=True))
        brief = made(choices=replace(CHOICES, asked=wanted))
        assert words_in(brief.dateline) == (
            "Made 9 March 2026, 08:30 UTC. Asked for: source “Torvan”; speaker “Sami”; from “2026-03-01”; violence."
        )

    def test_of_a_digest(self) -> None:
        day = Period("daily", datetime(2026, 3, 8, 6, tzinfo=UTC), datetime(2026, 3, 9, 6, tzinfo=UTC))
        brief = made(choices=replace(CHOICES, period=day, new_since=day.start, new_why="then"))
        assert words_in(brief.dateline) == (
            "Daily digest. Covers what came in from 8 March 2026, 06:00 UTC, up to 9 March 2026, 06:00 UTC."
        )

    def test_no_conditions(self) -> None:
        assert asked(Filter()) == ()


class TestJudged:
    def test_what_a_text_says_of_verification_is_its_word(self) -> None:
        assert told(made(tape()), "sure") == [
            "Selmark Standard, of the audio message, said: “The video could not be independently verified”. "
            "[could not be independently verified]"
        ]

    def test_a_text_that_disagrees_with_itself(self) -> None:
        (line,) = told(made(tape()), "differ")
        assert line.startswith("Selmark Standard, on the recording, says both “")
        assert "audio message" in line and "video" in line

    def test_days_lead_back_to_paragraphs(self) -> None:
        assert told(made(tape()), "when") == [
            "In the picture, a bar is a date known only within its length; open and hollow signs are purported or rumoured.",
            "Said or released, by what the texts state, at a time known only as 1 March to 4 March 2026: paragraph 4.",
            "Said or released, by what the texts state, on 4 March 2026: paragraph 3.",
            "Said or released, by what the texts state, on 6 March 2026: paragraph 1.",
        ]

    def test_places_that_a_statement_names(self) -> None:
        story = tape()
        assert story.reading is not None
        mark = replace(story.reading.places[0], lat=45.0, lon=13.5, radius_km=3.0, geonameid=1)
        placed = replace(story, reading=replace(story.reading, places=(mark,)))
        brief = made(placed)
        about, place = told(brief, "where")
        assert about.startswith(
            "In the picture, a square is attributed, a hatched square purported, a dotted disc rumoured; "
        )
        assert place == "Kessim (45.00° N, 13.50° E, ± 3 km) is named in paragraph 3."
        assert "Where these places lie" not in "".join(told(brief, "unknown"))


class TestUnknown:
    def test_in_a_fixed_order(self) -> None:
        assert told(made(), "unknown") == [
            "Not independently verified, by what the texts say of it: paragraph 7.",
            "Who speaks is not named, or not to be told: paragraphs 2 and 5.",
            "When it was said is not stated: paragraphs 2, 5 and 6.",
            "When it came out is not stated: “الجسر مفتوح” and “الجسر مفتوح”.",
            "Where these places lie is not known: Kessim.",
            "Kept, and not read for statements: “الجسر مفتوح”.",
            "On the reading of “Group reports new recording” (Selmark Standard): the page gives no time zone; made by hand.",
        ]

    def test_passages_that_a_recogniser_may_have_made_up(self) -> None:
        lines = told(made(withheld=((tape().id, 3),)), "unknown")
        assert lines[-1].startswith("3 passages of the recording “tape” may have been made up by what heard it")


class TestMethod:
    def test_it_tells_the_label_the_cut_and_only_words_that_occur(self) -> None:
        lines = told(made(arabic(), choices=replace(CHOICES, label=Label.RED, quote_limit=33)), "method")
        assert any("TLP:RED is for its recipients alone" in line for line in lines)
        assert any("cut to 33 characters" in line for line in lines)
        assert any(line == "Words of certainty. Attributed: a source that could be asked says so." for line in lines)


class TestPieces:
    def test_an_excerpt_without_a_blank_is_cut_all_the_same(self) -> None:
        assert excerpt("x" * 30, 10) == "x" * 10 + " […]"

    def test_an_excerpt_that_fits_is_whole(self) -> None:
        assert excerpt("a b", 3) == "a b"

    def test_own_words_side_by_side_are_one_piece(self) -> None:
        assert joined(("a", " b", name("C"), "d")) == (Piece("a b"), Piece("C", Voice.NAME), Piece("d"))

    def test_a_full_stop_is_set_once(self) -> None:
        assert words_in(stopped(quoted("It is open.", 99))) == "“It is open.”"
        assert words_in(stopped(quoted("it is open", 99))) == "“it is open”."

    def test_a_list(self) -> None:
        assert words_in(listed([joined(("a",)), joined(("b",)), joined(("c",))])) == "a, b and c"

    def test_nothing_steers(self) -> None:
        assert not set(clean(HOSTILE)) & set("\x1b\x00\u202e\ufffe\n")

    def test_what_a_text_is_called(self) -> None:
        assert called_row(tape()) == "Group reports new recording (Selmark Standard, 7 March 2026)"

    def test_a_title_that_is_a_whole_post_is_cut(self) -> None:
        row = replace(tape(), document=replace(tape().document, title="word " * 200))
        assert len(called_row(row)) < 180
        for one in made(row).notes:
            assert len(one.called) < 180

    def test_runs_and_paragraphs(self) -> None:
        assert runs([5, 1, 2]) == [(1, 2), (5, 5)]
        assert paragraphs([1, 2, 5]) == "paragraphs 1, 2 and 5"
