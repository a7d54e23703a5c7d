"""The schedule of what is watched, on both databases: what was written down is there, whole, and nothing begins twice."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from purport.errors import LedgerError
from purport.ledger import opened
from purport.records import Capture, Enclosure, FeedItem, Lead, Standing, Step, Validators
from tests.ledger import older

NOON = datetime(2024, 3, 5, 12, tzinfo=UTC)
ITEM = FeedItem(
    "g1", "https://a.example/1", "العنوان", None, "2024-03-05", None, "Courier", "<p>x\x00y</p>", "2024-03-05T09:00:00Z",
    (Enclosure("https://a.example/1.mp3", "audio/mpeg", 12),),
)  # fmt: skip
CAME = Capture("https://a.example/feed", b"", NOON, "purport http", "application/rss+xml", headers=(("etag", '"1"'),))


@pytest.fixture
def ledger(ledger_url):
    with opened(ledger_url) as ledger:
        yield ledger


def lead(key="k1", version="v1", step=Step.FETCH, source="Courier", minutes=0, host="a.example", **more):
    return Lead(source, key, version, step, NOON, NOON + timedelta(minutes=minutes), host, **more)


def standing(**more):
    return Standing("Courier", "https://a.example/feed", **more)


def waiting(ledger, step=Step.FETCH, minutes=0, limit=100, besides=()):
    return [one.key for one in ledger.waiting(step, NOON + timedelta(minutes=minutes), limit, besides)]


def test_a_standing_and_a_lead_come_back_as_they_were(ledger):
    full = standing(
        tried=NOON, succeeded=NOON, changed=NOON, due=NOON + timedelta(seconds=1.5), failures=2, code="http-500", told="no",
        items=7, lag=12.5, validators=(Validators("https://a.example/feed", 'W/"1"', None, "sha256:0"),),
    )  # fmt: skip
    one = lead(address="https://a.example/1", item=ITEM, exhibit="sha256:1", came=CAME, tries=3, code="timeout")
    assert ledger.look(full, [one]) == (1, 0)
    assert ledger.standings() == {"Courier": full}
    assert ledger.waiting(Step.FETCH, NOON, 5) == [one]


def test_a_known_lead_is_left_alone_and_another_version_begins_anew(ledger):
    ledger.look(standing(), [lead()])
    ledger.settle([lead(step=Step.DONE)])
    assert ledger.look(standing(), [lead()]) == (0, 0)
    assert waiting(ledger) == []
    assert ledger.look(standing(), [lead(version="v2"), lead("k2")]) == (1, 1)
    assert waiting(ledger) == ["k1", "k2"]
    assert ledger.versions("Courier", ["k1", "k2", "k3"]) == {"k1": "v2", "k2": "v1"}
    assert ledger.versions("Courier") == {"k1": "v2", "k2": "v1"}
    assert ledger.versions("Gazette") == {}


def test_standings_and_leads_are_written_together(ledger):
    ledger.look(standing(), [lead()])
    ledger.stand([standing(items=3), replace(standing(), source="Gazette")], [lead(step=Step.DONE)])
    assert {name: one.items for name, one in ledger.standings().items()} == {"Courier": 3, "Gazette": 0}
    assert ledger.leads() == {("Courier", Step.DONE): 1}


def test_two_sources_may_have_one_key_and_one_batch_a_key_twice(ledger):
    assert ledger.note([lead(), lead(source="Gazette"), lead(version="v2")]) == (2, 0)
    assert ledger.versions("Courier") == {"k1": "v2"}


def test_what_is_due_comes_longest_due_first_and_besides_busy_hosts(ledger):
    ledger.note(
        [
            lead("late", minutes=9),
            lead("first", minutes=-5),
            lead("other", host="b.example"),
            lead("read", step=Step.READ),
        ]
    )
    assert waiting(ledger) == ["first", "other"]
    assert waiting(ledger, minutes=10) == ["first", "other", "late"]
    assert waiting(ledger, minutes=10, limit=1) == ["first"]
    assert waiting(ledger, minutes=10, besides={"a.example"}) == ["other"]
    assert waiting(ledger, Step.READ) == ["read"]
    assert ledger.next_due(Step.FETCH) == NOON - timedelta(minutes=5)
    assert ledger.next_due(Step.FAILED) is None
    assert ledger.leads() == {("Courier", Step.FETCH): 3, ("Courier", Step.READ): 1}


def test_many_keys_at_once(ledger):
    many = [lead(f"k{n}") for n in range(1_200)]
    assert ledger.note(many) == (1_200, 0)
    assert len(ledger.versions("Courier", (one.key for one in many))) == 1_200
    assert ledger.note(many) == (0, 0)


def test_a_look_is_whole_or_not_at_all(ledger):
    ledger.look(standing(items=1), [lead()])
    with pytest.raises((LedgerError, TypeError, AttributeError)):
        ledger.look(standing(items=2), [lead("k2"), replace(lead("k3"), version=None)])
    assert ledger.standings()["Courier"].items == 1
    assert ledger.versions("Courier") == {"k1": "v1"}


def test_the_schedule_is_no_evidence(ledger):
    ledger.look(standing(), [lead()])
    assert list(ledger.custody()) == []
    assert list(ledger.faults()) == []


def test_a_ledger_of_the_version_before_gets_the_tables(ledger_url):
    opened(ledger_url).close()
    older.take_back(ledger_url, "0006")
    with opened(ledger_url) as ledger:
        assert ledger.look(standing(), [lead()]) == (1, 0)
