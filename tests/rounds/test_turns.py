"""When it is whose turn: the pure rules of waits, retries and lag."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.collect.looking import Look, Sighting
from purport.config import Source
from purport.errors import Unreachable
from purport.records import Capture, FeedItem, Lead, Standing, Step, Validators
from purport.rounds import turns

NOON = datetime(2024, 3, 5, 12, tzinfo=UTC)
COURIER = Source(name="Courier", url="https://courier.example/feed")
ERROR = Unreachable("no", code="http-500")
chances = st.floats(0, 1)


def after(failures, chance=0.5, retry_after=None, every=900):
    source = Source(name="Courier", url=COURIER.url, every=every)
    standing = Standing("Courier", COURIER.url, failures=failures)
    return turns.failed(standing, source, Look(retry_after=retry_after), ERROR, NOON, chance)


@given(st.integers(0, 10_000), chances, st.none() | st.floats(0, 1e12), st.integers(1, 366 * 86400))
def test_a_failing_source_is_never_asked_sooner_than_it_wants_nor_forgotten(failures, chance, retry_after, every):
    wait = (after(failures, chance, retry_after, every).due - NOON).total_seconds()
    assert wait >= min(retry_after or 0, turns.LONGEST_ASKED) - 1
    assert wait >= 0.74 * every
    assert wait <= max(1.25 * max(turns.LONGEST, every), turns.LONGEST_ASKED) + 1


def test_the_wait_doubles_up_to_a_day():
    waits = [(after(n).due - NOON).total_seconds() for n in range(12)]
    assert waits[:4] == [900, 1800, 3600, 7200]
    assert waits[-1] == 86_400


@given(chances)
def test_looks_are_spread_by_a_tenth(chance):
    standing = turns.succeeded(Standing("Courier", COURIER.url, failures=3, code="x"), COURIER, Look(), NOON, chance)
    assert timedelta(seconds=900) <= standing.due - NOON <= timedelta(seconds=991)
    assert (standing.failures, standing.code, standing.told) == (0, None, None)


def lead(**more):
    return Lead("Courier", "k", "v", Step.FETCH, NOON, NOON, **more)


@pytest.mark.parametrize("code", sorted(turns.FOR_GOOD))
def test_what_would_be_the_same_tomorrow_is_not_tried_again(code):
    assert turns.retried(lead(), code, None, NOON, 0.5) is None


def test_a_page_is_tried_five_times_in_all_ever_later():
    one, waits = lead(), []
    while (again := turns.retried(one, "timeout", None, NOON, 0.5)) is not None:
        waits.append((again.due - NOON).total_seconds())
        one = again
    assert waits == [60, 240, 960, 3840]


def test_a_standing_of_another_address_keeps_its_history_but_not_its_validators():
    old = Standing(
        "Courier", "https://old.example/", items=5, failures=2, due=NOON, validators=(Validators("a", '"1"'),)
    )
    new = turns.fresh(COURIER, old, NOON)
    assert (new.url, new.items, new.validators, new.due) == (COURIER.url, 5, (), None)
    assert turns.fresh(COURIER, None, NOON) == Standing("Courier", COURIER.url)


@pytest.mark.parametrize("failures", [0, 3])
def test_a_turn_by_a_clock_that_ran_ahead_does_not_hold(failures):
    years = timedelta(days=3000)
    told = Standing("Courier", COURIER.url, tried=NOON + years, due=NOON + years, failures=failures, code="http-503")
    assert turns.fresh(COURIER, told, NOON) == replace(told, due=None)
    near = Standing("Courier", COURIER.url, tried=NOON + timedelta(seconds=5), due=NOON + timedelta(minutes=9))
    assert turns.fresh(COURIER, near, NOON) == near


def item(stamp):
    return Sighting("k", "v", item=FeedItem("g", None, None, None, None, None, None, "", stamp))


def test_lag_is_of_the_newest_item_and_not_told_of_a_first_look():
    stamps = [item("2024-03-05T10:00:00Z"), item("2024-03-05T11:30:00Z"), item(None)]
    first = turns.brought(Standing("Courier", ""), stamps, 3, NOON)
    assert (first.lag, first.items, first.changed) == (None, 3, NOON)
    assert turns.brought(first, stamps, 1, NOON).lag == 1800
    future = turns.brought(first, [item("2031-01-01T00:00:00Z")], 1, NOON)
    assert future.lag == 0


def test_what_is_to_be_done_with_a_sighting():
    came = Capture("o", b"bytes", NOON, "x")
    fetch = turns.lead_of(COURIER, Sighting("k", "v", "https://A.example:8443/1", None, came), "sha256:1", None, NOON)
    assert (fetch.step, fetch.host, fetch.came.data) == (Step.FETCH, "a.example:8443", b"")
    assert turns.lead_of(COURIER, Sighting("k", "v", capture=came), "sha256:1", "sha256:0", NOON).previous == "sha256:0"
    assert turns.lead_of(COURIER, Sighting("k", "v"), None, None, NOON).step is Step.DONE


@pytest.mark.parametrize(
    ("address", "host"), [("https://u:p@A.example/", "a.example"), ("", ""), (None, ""), ("http://[::1", ""), ("x", "")]
)
def test_hosts(address, host):
    assert turns.host_of(address) == host


@pytest.mark.parametrize(
    ("every", "failures", "code", "minutes"),
    [
        (300, 0, None, 5.5),  # a shorter turn brings the next look forward
        (86_400, 0, None, 24 * 60),  # a longer one leaves it where it was
        (300, 2, "http-500", 12.5),
        (300, 2, "http-429", 24 * 60),  # the server may have said when
        (300, 2, "http-503", 24 * 60),
    ],
)
def test_a_shorter_turn_brings_the_next_look_forward(every, failures, code, minutes):
    standing = Standing("Courier", COURIER.url, tried=NOON, due=NOON + timedelta(days=1), failures=failures, code=code)
    source = Source(name="Courier", url=COURIER.url, every=every)
    assert turns.fresh(source, standing, NOON).due == NOON + timedelta(minutes=minutes)


@given(st.integers(1, 366 * 86400), st.integers(0, 40), chances, st.none() | st.floats(0, 1e6))
def test_an_unchanged_turn_stays_as_it_is(every, failures, chance, retry_after):
    source = Source(name="Courier", url=COURIER.url, every=every)
    before = Standing("Courier", COURIER.url, failures=failures)
    succeeded = turns.succeeded(before, source, Look(), NOON, chance)
    assert turns.fresh(source, succeeded, NOON) == succeeded
    failed = turns.failed(before, source, Look(), ERROR, NOON, chance)
    assert turns.fresh(source, failed, NOON) == failed
