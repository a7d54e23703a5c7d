"""The sentence of a statement: whatever the reading says, it tells whose words they are and through whom they came."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.desk.handout.saying import UNSAID, VERBS, marks, said
from purport.records import (
    Act,
    Carrier,
    Certainty,
    DocumentRow,
    Hop,
    Kind,
    Ruling,
    Statement,
    StatementDecision,
    StatementRow,
)
from purport.records.briefs import Voice, words_in
from tests.desk.handout.grammar import SAID, vouched
from tests.desk.handout.made import HOSTILE
from tests.invented import arabic, rows_of, tape

HOPS = (
    Certainty.ATTRIBUTED,
    Certainty.PURPORTED,
    Certainty.RUMOURED,
    Certainty.DENIED,
    Certainty.RETRACTED,
    Certainty.NEGATED,
)


def told(row: StatementRow, story: DocumentRow | None = None, limit: int = 240) -> str:
    return words_in(said(row, story or tape(), limit))


def changed(**fields: object) -> StatementRow:
    row = rows_of(tape())[0]
    return replace(row, statement=replace(row.statement, **fields))  # type: ignore[arg-type]


def sentences() -> dict[Certainty, str]:
    return {row.statement.certainty: told(row) for row in rows_of(tape())}


def test_a_plain_source() -> None:
    row = next(r for r in rows_of(tape()) if r.statement.source_name == "Tidewater Monitor")
    assert told(row) == (
        "On 6 March 2026 Tidewater Monitor, according to Northwire, said, in the story’s words: “the audio message purporting to "
        "be from Osric Vane was released late on Wednesday”. [attributed]"
    )


def test_a_purported_speaker_is_never_named_as_the_speaker() -> None:
    call = next(r for r in rows_of(tape()) if r.statement.violent)
    assert told(call) == (
        "On 4 March 2026 a person purported to be Osric Vane, in an audio message, according to Tidewater Monitor as cited by "
        "Northwire, made a call to his followers (aimed at Kessim and Arden), in the story’s words: “his followers to carry out "
        "attacks in Kessim and Arden”. [purported] [violence]"
    )


def test_a_correction_is_told_with_what_had_been_read() -> None:
    row = next(r for r in rows_of(tape()) if r.statement.source_name == "Tidewater Monitor")
    now = replace(row.statement, source_name="مها سالم", targets=("Arden",))
    now = replace(now, chain=(*now.chain[:-1], replace(now.chain[-1], name="مها سالم")))
    made = StatementDecision(now.id, Ruling.EDITED, now, "Ada Roe", datetime(2026, 3, 12, tzinfo=UTC), "she speaks")
    corrected = replace(row, statement=now, decision=made, original=row.statement)
    assert told(corrected) == (
        "On 6 March 2026 مها سالم, according to Northwire, said (aimed at Arden), in the story’s words: “the audio message "
        "purporting to be from Osric Vane was released late on Wednesday”. [attributed] Corrected by Ada Roe on 12 March 2026 "
        "(“she speaks”); read as: said by “Tidewater Monitor”, against “none”."
    )
    assert SAID.fullmatch(told(corrected))
    accepted = replace(row, decision=replace(made, ruling=Ruling.ACCEPTED, statement=row.statement))
    assert told(accepted) == told(row)
    older = told(replace(corrected, decision=replace(made, ruling=Ruling.ACCEPTED)))
    assert "Accepted by Ada Roe on 12 March 2026 (“she speaks”); now read as: said by “Tidewater Monitor”" in older
    assert SAID.fullmatch(older) and "Corrected" not in older
    hostile = replace(corrected, decision=replace(made, by=HOSTILE, reason=HOSTILE))
    assert SAID.fullmatch(told(hostile))
    assert not any(letter in told(hostile) for letter in "\u202e\x1b\x00")


def test_a_rumour_says_that_nobody_is_named() -> None:
    assert sentences()[Certainty.RUMOURED].startswith(
        "A rumour with no named source, according to Northwire, was going round,"
    )


def test_a_denial_is_a_denial_of_somebodys() -> None:
    words = told(changed(act=Act.DENIES, certainty=Certainty.DENIED))
    assert ", denied, in the story’s words: “" in words
    assert words.endswith("[denied]")


@pytest.mark.parametrize("act", list(Act))
def test_what_the_text_says_was_not_said_is_not_told_as_said(act: Act) -> None:
    hops = (Hop("Northwire", Certainty.ATTRIBUTED), Hop("Ada Roe", Certainty.NEGATED))
    words = told(changed(act=act, chain=hops, source_name="Ada Roe", certainty=Certainty.NEGATED))
    assert f"Ada Roe, according to Northwire, {UNSAID[act]}" in words and words.endswith("[negated]")
    assert f", {VERBS[act]}" not in words


def test_words_taken_back_say_so() -> None:
    assert told(changed(certainty=Certainty.RETRACTED)).endswith("[retracted]")


def test_without_anybody_between_the_text_itself_is_named() -> None:
    row = changed(chain=(Hop("Ada Roe", Certainty.ATTRIBUTED),), source_name="Ada Roe")
    assert "Ada Roe, according to Selmark Standard, said" in told(row)
    bare = replace(tape(), document=replace(tape().document, outlet=None, agency=None))
    assert "Ada Roe, according to the text “Group reports new recording”, said" in told(row, bare)


def test_how_sure_a_hop_in_between_is_stays_with_it() -> None:
    radio = Hop("Radio Hesk", Certainty.PURPORTED, Carrier.DOCUMENT, "a letter")
    row = changed(chain=(Hop("Northwire", Certainty.ATTRIBUTED), radio, Hop("Ada Roe", Certainty.ATTRIBUTED)))
    assert ", according to Radio Hesk (letter, purported) as cited by Northwire, said" in told(row)


def test_a_quotation_of_the_speakers_is_marked_as_such_and_keeps_one_pair_of_marks() -> None:
    quote = next(r for r in rows_of(tape()) if r.statement.kind is Kind.DIRECT)
    assert ", in words quoted as the speaker’s: “Leave them no road, … Close the bridges.” [purported]" in told(quote)


def test_a_long_quotation_is_cut_and_marked() -> None:
    row = rows_of(tape())[0]
    found = SAID.fullmatch(told(row, limit=24))
    assert found is not None and found["quote"] == "the audio message […]"


def test_many_targets_are_counted() -> None:
    words = told(changed(targets=tuple(f"Town {n}" for n in range(9))))
    assert "(aimed at Town 0, Town 1, Town 2, Town 3 and 5 more)" in words


def test_arabic_names_and_words_are_pieces_of_their_own() -> None:
    (row,) = rows_of(arabic())
    pieces = said(row, arabic(), 240)
    strange = [piece for piece in pieces if any("\u0600" <= letter <= "\u06ff" for letter in piece.text)]
    assert strange
    assert {piece.voice for piece in strange} <= {Voice.NAME, Voice.QUOTE}


@pytest.mark.parametrize("act", list(Act))
def test_no_verb_vouches_for_what_is_said(act: Act) -> None:
    factive = {"confirmed", "revealed", "showed", "proved", "admitted", "knew", "pointed out", "noted"}
    assert VERBS[act] not in factive


NAMES = st.one_of(st.none(), st.text(max_size=30), st.sampled_from(["Ada Roe", "المتحدث", "a, according to b, said"]))


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    def hop() -> Hop:
        carrier = draw(st.sampled_from([None, *Carrier]))
        words = None if carrier is None else draw(st.sampled_from([None, "an audio tape", "«رسالة»", "a\nb"]))
        return Hop(
            draw(NAMES), draw(st.sampled_from(HOPS)), carrier, words, speaker=draw(st.sampled_from([None, 0, 2]))
        )

    row = rows_of(tape())[0]
    return replace(
        row.statement,
        chain=tuple(hop() for _ in range(draw(st.integers(0, 4)))),
        source_name=draw(NAMES),
        act=draw(st.sampled_from(list(Act))),
        certainty=draw(st.sampled_from([one for one in Certainty if one is not Certainty.ASSERTED])),
        kind=draw(st.sampled_from(list(Kind))),
        addressee=draw(NAMES),
        targets=tuple(draw(st.lists(st.text(min_size=1, max_size=12), max_size=6))),
        violent=draw(st.booleans()),
        spoken=draw(st.sampled_from([None, "2026-03-04", "2026-03?", "2026-03-01/2026-03-04", "soon"])),
    )


@given(statements(), st.text(min_size=1, max_size=60))
def test_any_statement_has_the_pattern_and_is_vouched_for_by_nobody(one: Statement, content: str) -> None:
    row = replace(rows_of(tape())[0], statement=one, content_words=content)
    words = told(row)
    assert "\n" not in words
    assert SAID.fullmatch(words), words
    if not any(name and "according to" in name for name in (one.source_name, *(hop.name for hop in one.chain))):
        assert not vouched(words), words
    assert words.endswith(" ".join(f"[{word}]" for word in marks(one)))
