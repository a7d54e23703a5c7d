"""Python's search for garbage is held back inside, and is afterwards as it was, however often and by whom it was entered."""

import gc
from threading import Barrier, Thread

import pytest

from purport.rounds.unhurried import LARGE, seldom_collected


@pytest.fixture(autouse=True)
def thresholds():
    before = gc.get_threshold()
    gc.set_threshold(701, 11, 12)
    yield
    gc.set_threshold(*before)
    assert gc.get_freeze_count() == 0


def test_it_is_as_before_when_all_have_left():
    with seldom_collected():
        assert gc.get_threshold()[0] == LARGE
        assert gc.get_freeze_count() > 0
        with seldom_collected():
            assert gc.get_threshold()[0] == LARGE
        assert gc.get_threshold()[0] == LARGE
    assert gc.get_threshold() == (701, 11, 12)
    assert gc.get_freeze_count() == 0


def test_it_is_as_before_after_an_error():
    with pytest.raises(KeyError), seldom_collected():
        raise KeyError
    assert gc.get_threshold() == (701, 11, 12)


def test_several_threads_may_be_inside_and_leave_in_any_order():
    inside = Barrier(4)

    def enter():
        with seldom_collected():
            inside.wait()
            assert gc.get_threshold()[0] == LARGE

    some = [Thread(target=enter) for _ in range(4)]
    for one in some:
        one.start()
    for one in some:
        one.join()
    assert gc.get_threshold() == (701, 11, 12)
