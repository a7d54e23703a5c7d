"""Why a source is not named is kept with its hop."""

from __future__ import annotations

import pytest

from purport.read.attribution import attributions
from purport.read.cast import cast_of
from purport.read.chain import links
from purport.read.found import Link
from purport.read.parse import parsed
from tests.read.stories import document


def linked(text: str) -> tuple[Link, ...]:
    parse, doc = parsed(text), document(text)
    found = attributions(parse)
    return links("doc-1", doc, parse, found, cast_of(parse, doc, found))


def reasons(text: str) -> dict[str | None, str]:
    """By the name of each statement's source, the reason of its hop."""
    return {one.source_name: one.hops[-1].reason for one in linked(text)}


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        (
            "A security source who asked not to be named because he was not authorised to speak said the road was shut.",
            "security source",
            "asked not to be named because he was not authorised to speak",
        ),
        (
            '"It was a trap," said an official who requested anonymity for fear of reprisals.',
            "official",
            "requested anonymity for fear of reprisals",
        ),
        (
            "An aide, speaking on condition of anonymity because of the matter, said the talks had failed.",
            "aide",
            "speaking on condition of anonymity because of the matter",
        ),
        (
            "The mill would close, a clerk said, asking not to be identified because the plan is not public.",
            "clerk",
            "asking not to be identified because the plan is not public",
        ),
        (
            "Two clerks said the mill would close. They declined to be named because the talks are private.",
            "two clerks",
            "declined to be named because the talks are private",
        ),
        (
            "A former minister, who asked for anonymity because she works for the state, said the mill would close.",
            "former minister",
            "asked for anonymity because she works for the state",
        ),
        (
            "A resident who did not want to give his name said the road was shut.",
            "resident",
            "did not want to give his name",
        ),
    ],
)
def test_the_condition_is_kept(text: str, name: str, words: str) -> None:
    start = text.index(words)
    assert reasons(text)[name].endswith(f"without a name: “{words}” (characters {start}-{start + len(words)})")


def test_both_sources_of_the_sentences_before() -> None:
    text = "A clerk said the mill would close. A welder said it would stay. Both spoke on condition of anonymity."
    made = reasons(text)
    assert "without a name" in made["clerk"]
    assert "without a name" in made["welder"]


@pytest.mark.parametrize(
    "text",
    [
        "An official said the minister had asked not to be named in the report.",
        "A clerk said the mill would close. The mayor was not authorised to comment.",
        "A clerk said the mill would close.",
    ],
)
def test_what_is_no_condition_of_the_source(text: str) -> None:
    assert all("without a name" not in reason for reason in reasons(text).values())


def test_a_condition_is_no_statement() -> None:
    text = "The mill would close, a clerk said, asking not to be identified because the plan is not public."
    assert [one.source_name for one in linked(text)] == ["clerk"]
    assert [s.of(text) for s in linked(text)[0].attribution.content] == ["The mill would close"]


def test_a_text_of_conditions_alone() -> None:
    assert linked("He spoke on condition of anonymity. " * 200) == ()
