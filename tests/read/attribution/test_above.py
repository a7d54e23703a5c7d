"""What the paragraph above leads up to: a cue, a colon, and a paragraph of its own for the words."""

from __future__ import annotations

import pytest

from tests.read.attribution.conftest import Read

QUOTED = '"The ferry was full before it left the quay."'


@pytest.mark.parametrize(
    ("above", "source", "cue"),
    [
        ("The harbour master said:", "The harbour master", "said"),
        ("Later that day she added:", "she", "added"),
        ("On Monday the mayor made the following statement:", "the mayor", "made the following statement"),
        ("The Evening Herald reports:", "The Evening Herald", "reports"),
    ],
)
def test_a_quotation_below_its_cue(read: Read, above: str, source: str, cue: str) -> None:
    (found,) = read(f"Rain fell on the town.\n\n{above}\n\n{QUOTED}\n\nNobody was hurt.")
    assert (found.source, found.cue, found.content) == (source, cue, QUOTED)
    assert found.rule == "quotation-cue-above"


def test_it_goes_on_over_paragraphs(read: Read) -> None:
    (found,) = read('The harbour master said:\n\n"The ferry was full.\n\n"Nobody counted the lorries."')
    assert found.content == '"The ferry was full. … "Nobody counted the lorries."'


def test_a_cue_of_its_own_goes_first(read: Read) -> None:
    (found,) = read('This is what the mayor said of it:\n\n"The ferry was full," the harbour master said.')
    assert found.source == "the harbour master"


@pytest.mark.parametrize(
    "above", ["The list of the ships:", "The ferry sank.", "It began when the ferry left the quay:"]
)
def test_no_cue_above(read: Read, above: str) -> None:
    assert not read(f"{above}\n\n{QUOTED}\n\nNobody was hurt.")


def test_a_paragraph_without_marks_below_its_cue(read: Read) -> None:
    (found,) = read("Rain fell on the town.\n\nThe harbour master added:\n\nThe ferry was full.\n\nNobody was hurt.")
    assert (found.source, found.content) == ("The harbour master", "The ferry was full.")
    assert found.rule == "paragraph-below"


def test_only_a_short_paragraph_leads_up_to_one_without_marks(read: Read) -> None:
    above = (
        "The harbour master, who had come down to the quay in the rain with two of his men to count the lorries, added:"
    )
    assert all(a.rule != "paragraph-below" for a in read(f"{above}\n\nThe ferry was full."))
