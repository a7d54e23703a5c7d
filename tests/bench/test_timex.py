"""Marked passages of times, the grammar of values, and the scorer."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.times import FOLDER, as_timex, errors, folds, judged, tuning
from bench.timex import Timex, figures, pairs, passages, valid_edtf, well_formed
from purport.read.parse import plain
from purport.read.times import times

TEXT = """\
# invented

== one 2016-11-04
He left [yesterday|DATE|2016-11-03] for [two weeks|DURATION|P2W].

== two 2015-01-01
Nothing.
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "some.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_marks_become_spans(tmp_path):
    one, two = passages(written(tmp_path, TEXT))
    assert (one.name, one.published, two.gold) == ("one", "2016-11-04", [])
    assert one.text == "He left yesterday for two weeks."
    assert [(one.text[g.start : g.end], g.type, g.value) for g in one.gold] == [
        ("yesterday", "DATE", "2016-11-03"),
        ("two weeks", "DURATION", "P2W"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "\n== one\nNo day.",
        "\n== one 2016-11-04\n[now|DATE|SOMETIME]",
        "\n== one 2016-11-04\nleft [over",
        "\n== one 2016-11-04\n[now|DAY|PAST_REF]",
    ],
)
def test_a_passage_that_is_none_is_refused(tmp_path, text):
    with pytest.raises(ValueError, match="one: "):
        passages(written(tmp_path, text))


VALUES = """
2016 2016-11 2016-11-04 2016-W44 2016-W44-WE 2016-W44-3 199 18 2015-WI 2015-Q4 2015-H1 FY2015 FY2015-Q1 BC0044 XXXX-11-04 XXXX-WXX-3
XXXX-SU 2016-11-04TMO 2016-11-04T15:40Z XXXX-XX-XXT12:00 P2D PXD P2.5Y PT72H PT2H10M P1Y6M P1DT6H PXDE P2Q PRESENT_REF
2016-06-06/2016-07-05 1975/1990
"""
NO_VALUES = "P PT P3 2016-13 2016-02-30 2016-11-04TXX 2016-11-04T25:00 SOON P-2D 2016/ 16-11-04"
EDTF = "2016 2016-11~ 2016-11-04/.. ../2016 199X 18XX 2016-24 -0043 2016-06-06~/2016-07-05~"
NO_EDTF = ".. ../.. 2016-13 2016-02-30 2016-24-01 2017/2016 2016/2017/2018 soon XXXX-11"


@pytest.mark.parametrize("value", VALUES.split())
def test_values_that_are_some(value):
    assert well_formed(value)


@pytest.mark.parametrize("value", ["", "P2D ", *NO_VALUES.split()])
def test_values_that_are_none(value):
    assert not well_formed(value)


@pytest.mark.parametrize("edtf", EDTF.split())
def test_dates_that_are_edtf(edtf):
    assert valid_edtf(edtf)


@pytest.mark.parametrize("edtf", ["", *NO_EDTF.split()])
def test_dates_that_are_not(edtf):
    assert not valid_edtf(edtf)


def test_the_same_extent_is_paired_before_what_shares_more():
    gold = [Timex(0, 4, "DATE", "a"), Timex(5, 20, "DATE", "b")]
    found = [Timex(0, 20, "DATE", "b"), Timex(0, 4, "DATE", "a")]
    assert pairs(found, gold) == [(found[1], gold[0]), (found[0], gold[1])]


def test_figures_as_tempeval_counts_them():
    gold = [Timex(0, 4, "DATE", "2016"), Timex(5, 9, "SET", "P1D")]
    found = [Timex(0, 4, "DATE", "2016"), Timex(6, 9, "DATE", None), Timex(30, 34, "DATE", "2017")]
    got = figures([(found, gold)])
    assert got == {"strict_f1": 40.0, "relaxed_f1": 80.0, "value_f1": 40.0, "type_accuracy": 50.0}
    assert figures([([], [])])["strict_f1"] == 0.0


def test_the_date_line_counts_for_nothing(tmp_path):
    (one, _) = passages(written(tmp_path, TEXT))
    one.gold[0] = Timex(one.gold[0].start, one.gold[0].end, "", "2016-11-03")
    found, gold = judged(one, plain(one.text))
    assert [one.text[f.start : f.end] for f in found] == ["two weeks"] == [one.text[g.start : g.end] for g in gold]


def test_errors_are_told_in_words(tmp_path):
    (one, _) = passages(written(tmp_path, TEXT.replace("P2W", "P3W")))
    told = errors([one], [judged(one, plain(one.text))])
    assert told == ["one: 'two weeks' DURATION P3W; found 'two weeks' DURATION P2W"]


def test_folds_hang_on_names_alone():
    names = [f"story {n}" for n in range(20)]
    assert folds(names) == folds(reversed(names))
    assert sorted(folds(names).values()).count(0) == 4


def test_the_part_that_was_looked_at_is_two_folds_of_five():
    assert len(tuning()) == 48


@pytest.mark.parametrize("name", ["seen", "arabic", "unseen"])
def test_the_passages_are_whole_and_their_values_are_edtf_where_they_can_be(name):
    for one in passages(FOLDER / f"{name}.txt"):
        marks = times(plain(one.text), one.published)
        assert all(well_formed(t.value) for t in as_timex(marks) if t.value)
        assert all(valid_edtf(m.edtf) for m in marks if m.edtf)
