"""Quotations: marks of all kinds, paragraphs, those that go on without a cue, and those that are nobody's."""

from __future__ import annotations

import pytest

from purport.records.names import Kind
from tests.read.attribution.conftest import Read


@pytest.mark.parametrize(
    "quote",
    [
        '"We waited all night,"',
        "“We waited all night,”",
        "'We waited all night,'",
        "‘We waited all night,’",
        "«We waited all night»,",
        "„We waited all night,“",
        "''We waited all night,''",
        "``We waited all night,''",
    ],
)
def test_every_kind_of_mark(read: Read, quote: str) -> None:
    (found,) = read(f"{quote} the courier said.")
    assert found.source == "the courier"
    assert "We waited all night" in found.content
    assert found.found.kind is Kind.DIRECT


def test_quotation_of_two_paragraphs_before_its_cue(read: Read) -> None:
    (found,) = read('"We opened the gates.\n\n"Nobody drowned," the harbour master said.')
    assert found.content == '"We opened the gates. … "Nobody drowned,"'


def test_quotation_that_runs_on_over_paragraphs(read: Read) -> None:
    text = '"We opened the gates," the harbour master said. "It was dark.\n\n"Nobody drowned.\n\n"We were lucky."'
    (found,) = read(text)
    assert len(found.found.content) == 4


def test_bare_paragraph_goes_on_with_the_speaker_before(read: Read) -> None:
    text = '"We opened the gates," the harbour master said.\n\n"Nobody drowned."\n\nThe gates were closed again.'
    first, second = read(text)
    assert not first.found.continued
    assert second.found.continued
    assert (second.source, second.cue, second.content) == ("the harbour master", "", '"Nobody drowned."')


def test_bare_quotation_after_a_reported_sentence(read: Read) -> None:
    (found,) = read('The talks had failed, the envoy said on Friday. "We tried everything."')
    assert found.content == 'The talks had failed … "We tried everything."'
    assert found.found.kind is Kind.MIXED


def test_second_speaker_is_not_the_first(read: Read) -> None:
    found = read('The envoy said the talks had failed. "We tried," he added.')
    assert [(a.source, a.cue) for a in found] == [("The envoy", "said"), ("he", "added")]


def test_quotation_is_never_cut(read: Read) -> None:
    (found,) = read("The ferryman says smugglers want to “drown the lighthouse in debt. They told us so.”")[:1]
    assert found.content.endswith("They told us so.”")


def test_title_of_a_programme_is_no_statement(read: Read) -> None:
    found = read('On the programme "Morning Voices," the minister said the road was mined.')
    assert [a.content for a in found] == ["the road was mined"]


def test_what_stands_in_nobodys_quotation_is_left_alone(read: Read) -> None:
    text = "A poster read as follows\n\n“The harvest is good and the baker told us that flour is cheap”\n\nIt hung there for days."
    assert all("flour" not in a.content for a in read(text))


def test_cue_inside_a_quotation_stays_inside(read: Read) -> None:
    text = '"The baker told us that flour is cheap," the mayor said.'
    inner = next(a for a in read(text) if a.cue == "told")
    assert inner.content == "that flour is cheap"


def test_call_with_a_quoted_part(read: Read) -> None:
    found = read("She calls on drivers to “park across the gates.”")
    assert found[0].rule == "call-on-somebody"
    assert found[0].content == "drivers to “park across the gates.”"
    assert found[0].found.kind is Kind.MIXED
