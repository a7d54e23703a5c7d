"""What the learned roots look at."""

from __future__ import annotations

from purport.read.events.learned.features import features, is_name, tie_of
from purport.read.events.triggers import triggers
from purport.read.parse import Word
from tests.read.events.scenes import parse_once

TEXT = "The harbour council agreed to open its gates to the fishermen."


def word(text: str, form: str) -> Word:
    return next(w for w in parse_once(text).words if w.text == form)


def sheet(text: str, source: str | None, target: str | None) -> frozenset[str]:
    parse = parse_once(text)
    ends = [None if form is None else word(text, form) for form in (source, target)]
    return features(parse, ends[0], ends[1], {t.word.i: t for t in triggers(parse)})


def test_the_word_that_ties_two_words() -> None:
    tie = tie_of(parse_once(TEXT), word(TEXT, "council"), word(TEXT, "fishermen"))
    assert tie is not None
    assert (tie.predicate.text, [w.text for w in tie.up]) == ("agreed", [])
    assert "open" in [w.text for w in tie.down]


def test_two_joined_names_are_tied_by_the_verb_above_them() -> None:
    text = "Orvenia and Belmara signed a pact."
    tie = tie_of(parse_once(text), word(text, "Orvenia"), word(text, "Belmara"))
    assert tie is not None and tie.predicate.text == "signed"


def test_nothing_ties_words_of_two_sentences() -> None:
    text = "The guards slept. The thieves left."
    assert tie_of(parse_once(text), word(text, "guards"), word(text, "thieves")) is None


def test_the_features_name_the_words_on_the_way() -> None:
    assert {"pred:agree", "path:open", "predroot:AGREE", "order:True", "tprep:to"} <= sheet(
        TEXT, "council", "fishermen"
    )


def test_one_end_may_be_missing_but_not_both() -> None:
    assert "tnone:" in sheet(TEXT, "council", None)
    assert "snone:" in sheet(TEXT, None, "fishermen")
    assert sheet(TEXT, None, None) == frozenset()


def test_names_are_never_features() -> None:
    text = "Orvenia accused Belmara of helping Jon Aske in Dorhal."
    values = {part for name in sheet(text, "Orvenia", "Belmara") for part in name.partition(":")[2].lower().split("|")}
    assert values.isdisjoint({"orvenia", "belmara", "jon", "aske", "dorhal"})
    assert all(is_name(word(text, form)) for form in ("Orvenia", "Belmara", "Aske", "Dorhal"))


def test_the_same_words_always_give_the_same_features() -> None:
    assert sheet(TEXT, "council", "fishermen") == sheet(TEXT, "council", "fishermen")
