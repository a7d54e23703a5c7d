"""Marked passages, and how chains are judged."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.marked import passages
from bench.nested import document_of, same_chain, same_name, same_source, statement_of
from purport.read.reader import RuleReader

TEXT = """\
== p01 wire
<1s>Colonel Idris Vane</1s> <1c>said</1c> <1t>that <2s>a fisherman</2s> <2c>had reported</2c> <2t>two boats</2t></1t>.
1 = Idris Vane
2 = Idris Vane > fisherman
== p02 radio
<1t>"Nobody came,</1t> <1s>she</1s> <1c>said</1c>, <1t>and nobody called"</1t>.
"""


@pytest.fixture
def made(tmp_path: Path):
    def write(text: str = TEXT):
        path = tmp_path / "passages.txt"
        path.write_text(text, encoding="utf-8")
        return passages(path)

    return write


def test_marks_become_spans(made):
    first, second = made()
    assert (first.name, first.genre) == ("p01", "wire")
    assert first.text == "Colonel Idris Vane said that a fisherman had reported two boats."
    outer, inner = first.attributions
    assert [first.text[a:b] for a, b in outer.content] == ["that a fisherman had reported two boats"]
    assert [first.text[a:b] for a, b in inner.source] == ["a fisherman"]
    assert inner.chain == ["Idris Vane", "fisherman"]
    assert [second.text[a:b] for a, b in second.attributions[0].content] == ['"Nobody came,', 'and nobody called"']
    assert second.attributions[0].chain == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("== x wire\n<1c>said</1c> <1t>that", "not closed"),
        ("== x wire\n</1t>", "closes what was not opened"),
        ("== x wire\n<1t>a <1t>b</1t></1t>", "opened twice"),
        ("== x wire\n<1c>said</1c>", "needs a content"),
        ("== x wire\n<1t>It is over</1t>", "a cue or a source"),
        ("== x wire\n<1c>said</1c> <1t>it</1t>\n2 = Vane", "chains of"),
    ],
)
def test_a_fault_names_its_passage(made, text, fault):
    with pytest.raises(ValueError, match=f"x: .*{fault}"):
        made(text)


def test_names():
    assert same_name("Colonel Idris Vane", "Idris Vane")
    assert same_name("a fisherman", "fisherman")
    assert not same_name("Idris Vane", "Karo Vane")
    assert not same_name("the", "the")


def test_a_chain_is_judged_hop_by_hop(made):
    passage = made()[0]
    reading = RuleReader().read(document_of(passage))
    outer, inner = passage.attributions
    one, other = statement_of(outer, reading), statement_of(inner, reading)
    assert one is not None
    assert other is not None
    assert same_source(one, outer)
    assert same_chain(one, outer)
    assert same_chain(other, inner)
    assert not same_chain(other, outer)
    assert not same_source(other, outer)
