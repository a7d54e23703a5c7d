import pytest

from tests.costs import calls, ends_within


def test_calls_are_counted_the_same_each_time_and_grow_with_the_work():
    few, many = (calls(lambda n=n: [len(str(i)) for i in range(n)]) for n in (100, 1000))
    assert few == calls(lambda: [len(str(i)) for i in range(100)])
    assert 9 < many / few < 11


def test_a_quadratic_work_is_told_from_a_linear_one():
    def pairs(n):
        return calls(lambda: [abs(i - j) for i in range(n) for j in range(n)])

    assert pairs(200) > 90 * pairs(20)


def test_an_error_in_the_work_leaves_nothing_counting():
    import sys

    with pytest.raises(ZeroDivisionError):
        calls(lambda: 1 / 0)
    assert sys.getprofile() is None


def test_what_does_not_end_in_time_fails():
    with pytest.raises(AssertionError), ends_within(-1):
        pass
    with ends_within(60):
        pass
