"""Which tellings may be compared, one by one and by the hundred."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from purport.corroborate.matters.nearness import bounds_of, days_between
from purport.corroborate.matters.sketches import WINDOW, Sketches, fits
from purport.records.days import days
from purport.records.folds import Sketch
from purport.records.matters import Sort
from tests.ledger.matters import telling

EDTF = st.one_of(
    st.none(),
    st.builds("2026-{:02}-{:02}".format, st.integers(2, 5), st.integers(1, 20)),
    st.sampled_from(
        ["2026-03", "2026", "../2026-03-05", "2026-03-04/2026-03-09", "2026-03-07/..", "2026-03-08~", "no date"]
    ),
)
SKETCH = st.builds(
    Sketch,
    st.just(0),
    st.just(""),
    st.sampled_from(["doc-1", "doc-2", "doc-3"]),
    st.sampled_from(Sort),
    EDTF,
    EDTF,
    st.booleans(),
)
SOME = st.lists(SKETCH, max_size=30).map(lambda x: [replace(one, seq=n, id=f"tl-{n}") for n, one in enumerate(x, 7)])


def of(one):
    """A telling that has such a sketch."""
    return replace(telling(1, one.document, lead=one.lead, days=one.days), sort=one.sort, published=one.out)


def kept(some, most=1000):
    asked = []

    def ask(numbers):
        asked.append(numbers)
        return {one.seq: one for one in some if one.seq in numbers}

    return Sketches(ask, most), asked


def test_what_may_not_be_compared():
    one = telling(1, "doc-1", published="2026-03-09")

    def other(**changes):
        plain = Sketch(2, "tl-2", "doc-2", Sort.EVENT, "2026-03-10", None, True)
        return replace(plain, **changes)

    assert fits(one, other())
    assert fits(one, other(out=None))
    assert not fits(one, other(document="doc-1"))
    assert not fits(one, other(sort=Sort.RELEASE))
    assert not fits(one, other(out="2026-07-01"))
    assert fits(replace(one, days="2026-03-07"), other(out="2026-07-01", days="2026-03"))


@given(SKETCH, SKETCH)
def test_stories_of_one_time_or_tellings_of_one_time_fit(one, other):
    out, also = days(one.out), days(other.out)
    was, other_was = bounds_of(one.days, one.out)[0], bounds_of(other.days, other.out)[0]
    together = out is None or also is None or days_between(out, also) <= WINDOW
    shared = was is not None and other_was is not None and days_between(was, other_was) == 0
    alike = one.sort is other.sort and one.document != other.document
    assert fits(of(one), other) == (alike and (together or shared)) == fits(of(other), one)


@given(SKETCH, SOME)
def test_those_of_many_that_fit_are_those_that_each_fit(one, some):
    sketches, _ = kept(some)
    rows, own = sketches.rows([x.seq for x in some]), of(one)
    leading, aside = sketches.fitting(own, rows)
    fitting = [x for x in some if fits(own, x)]
    assert sketches.ids(leading) == [x.id for x in fitting if x.lead]
    assert sketches.ids(aside) == [x.id for x in fitting if not x.lead]


@given(SKETCH, SOME, st.integers(0, 5))
def test_those_of_its_own_days(one, some, most):
    sketches, _ = kept(some)
    near = sketches.near(of(one), sketches.rows([x.seq for x in some]), most)
    own = bounds_of(one.days, one.out)[0]
    others = [bounds_of(x.days, x.out)[0] for x in some]
    assert near.tolist() == [bool(own and x and days_between(own, x) <= most) for x in others]


def test_what_was_met_is_not_asked_again_until_it_is_too_much():
    plain = Sketch(1, "tl-1", "doc-1", Sort.EVENT, "2026-03-10", None, True)
    some = [replace(plain, seq=n, id=f"tl-{n}") for n in range(1, 3000)]
    sketches, asked = kept(some, most=2000)
    assert sketches.ids(sketches.rows([5, 2, 9_999])) == ["tl-5", "tl-2"]  # there is no such telling
    assert sketches.ids(sketches.rows([2, 3])) == ["tl-2", "tl-3"]
    assert asked == [[5, 2, 9_999], [3]]
    rows = sketches.rows(range(1, 3000))
    assert sketches.ids(rows) == [one.id for one in some]
    sketches.spare()
    assert sketches.ids(sketches.rows([2])) == ["tl-2"] and asked[-1] == [2]
    sketches.spare()
    assert sketches.ids(sketches.rows([2])) == ["tl-2"] and len(asked) == 4


def test_what_is_there_no_longer_is_asked_anew():
    plain = Sketch(1, "tl-1", "doc-1", Sort.EVENT, "2026-03-10", None, True)
    sketches, asked = kept([])
    sketches.add([plain, replace(plain, seq=2, id="tl-2")])
    assert sketches.ids(sketches.rows([1, 2])) == ["tl-1", "tl-2"] and not asked
    sketches.drop({"tl-1"})
    assert sketches.ids(sketches.rows([1, 2])) == ["tl-2"] and asked == [[1]]
    sketches.add([replace(plain, document="doc-9")])  # placed anew
    leading, _ = sketches.fitting(telling(3, "doc-1", published="2026-03-09"), sketches.rows([1, 2]))
    assert sketches.ids(leading) == ["tl-1"]  # that one alone is of another story


def test_of_nothing_nothing_fits():
    sketches, _ = kept([])
    one = telling(1, "doc-1")
    assert [sketches.ids(rows) for rows in sketches.fitting(one, sketches.rows([]))] == [[], []]
    assert sketches.near(one, sketches.rows([4]), 3).tolist() == []
