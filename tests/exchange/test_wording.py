"""How a statement is told in one line, so that no format lets it pass for a fact."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.exchange.wording import (
    MEANING,
    NOTE,
    calm,
    event_headline,
    for_xml,
    headline,
    label,
    said,
    shortened,
    told,
    whole,
)
from purport.records import Act, Certainty
from tests.exchange.telling import HOSTILE, entry, hostile, tape_entries

CERTAINTIES = [one for one in Certainty if one is not Certainty.ASSERTED]


@pytest.mark.parametrize("act", list(Act))
@pytest.mark.parametrize("certainty", CERTAINTIES)
def test_a_headline_begins_with_certainty_and_act(act: Act, certainty: Certainty) -> None:
    row = entry(certainty=certainty, act=act).row
    first = headline(row).split(":", 1)[0]
    denial = act is Act.DENIES and certainty is Certainty.DENIED
    assert first == label(row.statement)
    assert first.lower().startswith("reported denial" if denial else str(certainty).replace("_", " "))
    assert "Ada Roe" in headline(row) and str(act) in headline(row)


def test_however_short_it_is_cut_the_label_stays() -> None:
    row = entry(certainty=Certainty.DENIED, words="x" * 5000).row
    assert headline(row, 40).startswith("Denied statement: ")
    assert len(headline(row)) <= 200


def test_the_chain_stands_in_the_line() -> None:
    call = tape_entries()[1].row
    assert said(call).startswith(
        "Osric Vane (audio message, purported; via Tidewater Monitor, Northwire) calls for: his followers"
    )


def test_a_rumour_names_nobody() -> None:
    assert headline(tape_entries()[3].row).startswith(
        "Rumoured statement: nobody named (rumoured; via Northwire) says: "
    )


def test_the_description_says_certainty_chain_and_that_nothing_is_asserted() -> None:
    lines = told(tape_entries()[1].row).splitlines()
    assert lines[1].startswith("Certainty: purported (")
    assert lines[2] == "Aimed at: Kessim, Arden."
    assert lines[3].startswith("Chain: Northwire <- Tidewater Monitor <- Osric Vane (audio message, purported).")
    assert lines[-1] == NOTE


def test_every_certainty_has_a_meaning() -> None:
    assert set(MEANING) == set(Certainty)


def test_an_event_begins_with_how_sure_the_text_is_of_it() -> None:
    event = entry(event=Certainty.THREATENED).events[0]
    line = event_headline(event.decided, event.anchor_words)
    assert line.startswith(
        "Threatened: ASSAULT “burned”, the Dorhal army -> grain store, Ostrel (has it from: Northwire <- Ada Roe)"
    )
    bare = replace(event.decided, actor=None, target=None, place=None, chain=())
    assert event_headline(bare, "burned") == "Threatened: ASSAULT “burned”, actor not named -> target not named"


def test_hostile_text_stays_one_line_that_turns_nothing_round() -> None:
    line = headline(hostile()[0].row)
    assert line.startswith("Attributed statement: =HYPERLINK")
    assert not set(line) & set("\n\r\x00\x1b\u202e\ud800")


@given(st.text())
def test_calm_text_has_no_control_and_fits_utf_8(text: str) -> None:
    out = calm(text)
    assert "\n" not in out and "\u202e" not in out
    assert calm(out) == out
    out.encode()


@given(st.text(), st.integers(2, 50))
def test_shortened_text_fits(text: str, longest: int) -> None:
    assert len(shortened(text, longest)) <= longest


def test_what_xml_and_utf_8_cannot_hold_is_shown_as_lost() -> None:
    assert for_xml("a\x00b\ufffe\ud800c\td") == "a\ufffdb\ufffd\ufffdc\td"
    assert whole(HOSTILE).encode()
