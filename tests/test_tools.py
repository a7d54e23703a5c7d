"""The tools that make parts of the documentation."""

import ast
import re
import sys

import pytest

from bench.common import ROOT
from purport.records import Act, Carrier, Certainty, Hop, Kind, Span, Statement

sys.path.insert(0, str(ROOT / "tools"))
import codebase
import picture
import readme
import reference


def statement(*hops: Hop, **fields):
    given = {
        "id": "st-0000000000000000",
        "source": (),
        "cue": (),
        "content": (Span(0, 5),),
        "source_name": "Ada Roe",
        "chain": hops or (Hop("Ada Roe", Certainty.ATTRIBUTED),),
        "parent": None,
        "kind": Kind.INDIRECT,
        "act": Act.SAYS,
        "certainty": Certainty.ATTRIBUTED,
        "addressee": None,
        "targets": (),
        "violent": False,
        "spoken": None,
        "places": (),
        "score": 1.0,
        "rule": "that-clause",
        "reason": "a test",
    }
    return Statement(**{**given, **fields})


# The picture


@pytest.mark.parametrize("words", ["", "one", "a road " * 40, "x" * 200, "short\nthen a longer line " + "y" * 90])
def test_a_paragraph_is_cut_at_spaces_and_loses_only_them(words):
    lines = [span.of(words) for span in picture.wrapped(words, Span(0, len(words)))] if words else []
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")
    assert all(len(line) <= picture.COLUMNS for line in lines)


def test_the_paragraph_of_a_character():
    text = "first\nsecond one\nlast"
    assert picture.paragraph_of(text, 8).of(text) == "second one"
    assert picture.paragraph_of(text, 0).of(text) == "first"
    assert picture.paragraph_of(text, 20).of(text) == "last"


def test_a_mark_is_drawn_on_the_lines_that_it_lies_on():
    line = picture.Placed(10, 20, 50.0)
    assert picture.strip(line, Span(0, 10), "#fff") == ""
    assert f'width="{2 * picture.CHAR:.1f}"' in picture.strip(line, Span(5, 12), "#fff")
    assert picture.underline(line, Span(20, 30), "#fff") == ""
    assert "path" in picture.underline(line, Span(15, 40), "#fff")


def test_a_hop_shows_its_carrier_and_what_is_not_plain():
    assert picture.hop_words(Hop("MPA", Certainty.ATTRIBUTED)) == "MPA"
    assert picture.hop_words(Hop(None, Certainty.RUMOURED)) == "nobody named (rumoured)"
    tape = Hop("Ada Roe", Certainty.PURPORTED, Carrier.AUDIO)
    assert picture.hop_words(tape) == "Ada Roe (audio, purported)"


def test_a_long_chain_takes_more_rows_and_a_higher_card():
    short, long = statement(), statement(*(Hop("the long name of a hop", Certainty.ATTRIBUTED) for _ in range(6)))
    assert picture.rows_of(short) == 1
    assert picture.rows_of(long) > 1
    assert picture.card_height(long) > picture.card_height(short)
    assert picture.chain_part(long, 0, 0).count("<rect") == 6


def test_what_is_said_beside_the_chain():
    one = statement(targets=("Belmara",), addressee="the fleet", spoken="2024-03", violent=True, act=Act.CALLS_FOR)
    assert picture.said(one) == "against Belmara · to the fleet · spoken 2024-03 · a call for violence"
    assert picture.said(statement()) == ""


def test_words_in_the_picture_are_escaped():
    text = "a <b> & c"
    drawn = picture.text_part(text, [picture.Placed(0, len(text), 10.0)], [])
    assert "a &lt;b&gt; &amp; c" in drawn


# The README's session


def test_a_session_is_run_in_one_house_and_keeps_its_commands(monkeypatch):
    monkeypatch.setattr(readme, "environment", lambda home: {"PATH": "/usr/bin:/bin", "HOUSE": home})
    block = "$ printf 'one  \\ntwo'\nold output\n\n$ printf ''\n"
    assert readme.session(block) == "$ printf 'one  \\ntwo'\none\ntwo\n\n$ printf ''\n\n"


def test_a_command_of_the_session_that_fails_stops_it(tmp_path):
    with pytest.raises(SystemExit, match="exit status 1"):
        readme.output_of("false", str(tmp_path))


def test_a_brief_is_written_aside():
    assert readme._placed("purport brief --html out.html", "/there") == "purport brief --html /there/out.html"


# Reading the code


def expression(source: str) -> ast.expr:
    return ast.parse(source, mode="eval").body


def test_words_as_written_with_what_is_filled_in_left_open():
    assert codebase.words_of(expression("'a' f'b{c}d'")) == "ab…d"
    assert codebase.words_of(expression("'a' + x")) == "a…"
    assert codebase.words_of(expression("'a' if x else 'b'")) == "a"
    assert codebase.words_of(expression("x")) is None
    assert codebase.words_of(None) is None


def test_codes_in_tables_are_found():
    tree = ast.parse("x = {E: ('there is none', 'not-found', 'look again'), F: ('a', 'b')}")
    assert list(codebase.listed_codes(tree)) == [("not-found", "there is none", "look again")]
    tree = ast.parse(
        "FULL = 'free some'\nx = [('disk-full', 'no room is left', FULL), ('readonly', 'read-only', 'go elsewhere')]"
    )
    assert list(codebase.listed_codes(tree)) == [
        ("disk-full", "no room is left", "free some"),
        ("read-only", "readonly", "go elsewhere"),
    ]


def test_every_code_written_in_the_source_is_told():
    told = {code.name for code in codebase.error_codes()}
    written = set()
    for path in (ROOT / "src").rglob("*.py"):
        written |= set(re.findall(r'\bcode="([^"{}]+)"', path.read_text(encoding="utf-8")))
    assert written <= told


# Tables


def test_cells_hold_no_bars_and_no_lines():
    assert reference.cell("a | b\nc ``d``") == "a \\| b c `d`"


def test_types_of_the_contract_in_words():
    assert reference.type_words({"type": ["string", "null"]}) == "string or null"
    assert reference.type_words({"type": "array", "items": {"$ref": "#/definitions/span"}}) == "list of span"
    assert reference.type_words({"enum": ["a", None]}) == '`"a"`, `null`'
    assert reference.type_words({"anyOf": [{"type": "null"}, {"type": "number"}]}) == "null or number"


def test_attributes_of_a_record_come_from_its_docstring():
    told = reference.attributes(Hop)
    assert told["hedge"].startswith("spans of the words that take certainty away")
    assert told["source"].endswith("(the story's agency).")


def test_a_block_with_fences_in_it_gets_longer_ones():
    assert reference.block("```\nx\n```").startswith("````text\n")
