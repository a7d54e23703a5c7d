"""Corrections of one statement: what may be typed, what goes with it, and what is said of anything else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from purport.errors import InstructionError
from purport.records import Act, Certainty, Hop, Ruling, Span, Statement, StatementRow
from purport.records.names import Carrier, Kind
from purport.records.rulings import FIELD_WORDS, ruling_words
from purport.records.views import CORRECTABLE, typed
from purport.rounds.correcting import corrected, ruled_on

WHO = ("Ada Roe", datetime(2026, 3, 12, 9, tzinfo=UTC), "the brother speaks")
CALL = Statement(
    "st-1",
    (Span(0, 4),),
    (Span(5, 9),),
    (Span(10, 20),),
    "Osric Vane",
    (Hop("Northwire", Certainty.ATTRIBUTED), Hop("Osric Vane", Certainty.PURPORTED, Carrier.AUDIO, "a tape")),
    None,
    Kind.INDIRECT,
    Act.SAYS,
    Certainty.PURPORTED,
    None,
    ("Kessim",),
    True,
    "2026-03-04",
    (),
    0.8,
    "clause",
    "why",
    "010",
)


def row(ruling: Ruling, reason: str = WHO[2], **given: str) -> StatementRow:
    made = ruled_on(CALL, ruling, given, (WHO[0], WHO[1], reason))
    told = ("doc-1", "story", None, None, None, None, None, "sha256:0", "Vane", "said", "words")
    return StatementRow(made.statement, *told, decision=made, original=CALL)


@pytest.mark.parametrize(
    ("field", "words", "kept"),
    [
        ("source_name", "  Basil Vane ", "Basil Vane"),
        ("source_name", "عثمان فاين", "عثمان فاين"),
        ("source_name", " ", None),
        ("act", "Claims-responsibility", Act.CLAIMS_RESPONSIBILITY),
        ("certainty", "DENIED", Certainty.DENIED),
        ("targets", "Arden ; the quay;; Arden", ("Arden", "the quay")),
        ("targets", "", ()),
        ("places", "كسيم", ("كسيم",)),
        ("spoken", "2026-03", "2026-03"),
        ("spoken", "../2026-03-04", "../2026-03-04"),
        ("spoken", "", None),
        ("violent", "No", False),
        ("violent", "yes", True),
    ],
)
def test_values_as_they_are_kept(field: str, words: str, kept: object) -> None:
    assert field in CORRECTABLE
    now = corrected(CALL, {field: words})
    assert getattr(now, field) == kept
    assert (now.source, now.cue, now.content, now.id) == (CALL.source, CALL.cue, CALL.content, CALL.id)


@pytest.mark.parametrize(
    ("given", "code", "words"),
    [
        ({"content": "other words"}, "unknown-field", "one of: source_name"),
        ({"source": "0-4"}, "unknown-field", "one of: source_name"),
        ({"act": ""}, "bad-value", "one of: says"),
        ({"certainty": "asserted"}, "bad-value", "one of: attributed"),
        ({"spoken": "last week"}, "bad-value", "2026-03"),
        ({"violent": ""}, "bad-value", "yes or no"),
        ({"places": "Arden\x00"}, "bad-value", "one line"),
    ],
)
def test_what_does_not_fit_is_told(given: dict[str, str], code: str, words: str) -> None:
    with pytest.raises(InstructionError) as caught:
        corrected(CALL, given)
    assert caught.value.code == code
    assert words in str(caught.value.advice)


def test_the_last_hop_is_the_source_and_goes_with_it() -> None:
    now = corrected(CALL, {"source_name": "Basil Vane", "certainty": "attributed"})
    assert now.names == ("Northwire", "Basil Vane")
    assert now.chain[0] == CALL.chain[0]
    assert now.chain[1] == replace(CALL.chain[1], name="Basil Vane", certainty=Certainty.ATTRIBUTED)
    assert corrected(replace(CALL, chain=()), {"source_name": "Basil Vane"}).names == ("Basil Vane",)
    assert corrected(CALL, {"targets": "Arden"}).chain == CALL.chain


def test_the_code_of_an_act_goes_with_it() -> None:
    assert corrected(CALL, {"act": "denies"}).cameo == "016"
    assert corrected(CALL, {"act": "threatens"}).cameo is None
    assert corrected(replace(CALL, cameo="013"), {"act": "says"}).cameo == "013"


def test_a_correction_that_changes_nothing_is_an_acceptance() -> None:
    same = {name: typed(getattr(CALL, name)) for name in CORRECTABLE}
    assert ruled_on(CALL, Ruling.EDITED, same, WHO).ruling is Ruling.ACCEPTED
    assert ruled_on(CALL, Ruling.EDITED, {"violent": "no"}, WHO).ruling is Ruling.EDITED
    assert ruled_on(CALL, Ruling.REJECTED, {}, WHO).statement == CALL


def test_a_decision_in_a_line_of_words() -> None:
    told = ruling_words(row(Ruling.EDITED, source_name="Basil Vane", certainty="attributed"))
    assert told == (
        "corrected by Ada Roe on 2026-03-12 (the brother speaks); read as: said by Osric Vane, certainty purported"
    )
    assert ruling_words(row(Ruling.REJECTED, "")) == "rejected by Ada Roe on 2026-03-12"
    assert ruling_words(replace(row(Ruling.ACCEPTED), decision=None)) == ""
    nobody = replace(row(Ruling.EDITED), original=replace(CALL, source_name=None))
    assert ruling_words(nobody).endswith("read as: said by nobody named")
    assert set(FIELD_WORDS) == set(CORRECTABLE)
