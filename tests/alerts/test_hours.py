"""Quiet hours and digests by a zone's clock, over midnight and when the clocks change."""

from datetime import UTC, datetime

import pytest

from purport.alerts.hours import due, quiet_until
from tests.alerts.build import lists

BERLIN = 'zone = "Europe/Berlin"\n'


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def delivery(keys):
    return lists("", deliveries=f'[[delivery]]\nname = "a"\n{keys}').deliveries[0]


@pytest.mark.parametrize(
    ("quiet", "now", "ends"),
    [
        ("22:00-07:00", "2026-01-10T20:59", None),  # 21:59
        ("22:00-07:00", "2026-01-10T21:00", "2026-01-11T06:00"),
        ("22:00-07:00", "2026-01-11T05:59", "2026-01-11T06:00"),
        ("22:00-07:00", "2026-01-11T06:00", None),
        ("12:00-13:30", "2026-07-01T10:00", "2026-07-01T11:30"),
        ("12:00-13:30", "2026-07-01T11:30", None),
        # the clocks are put forward at 02:00 on 29 March 2026: the night is an hour shorter
        ("22:00-07:00", "2026-03-28T22:00", "2026-03-29T05:00"),
        (
            "22:00-02:30",
            "2026-03-29T00:30",
            "2026-03-29T01:00",
        ),  # 02:30 never comes: the end is 03:00, when they change
        ("02:10-02:50", "2026-03-29T01:00", None),  # these hours never come
        # and put back at 03:00 on 25 October 2026: the night is an hour longer
        ("22:00-07:00", "2026-10-24T20:00", "2026-10-25T06:00"),
        ("22:00-02:30", "2026-10-25T00:00", "2026-10-25T00:30"),  # the first 02:30
        ("22:00-02:30", "2026-10-25T01:10", "2026-10-25T01:30"),  # it is 02:10 a second time
    ],
)
def test_quiet_hours_end_when_the_clock_says_so(quiet, now, ends):
    found = quiet_until(delivery(f'{BERLIN}quiet = "{quiet}"'), at(now))
    assert found == (at(ends) if ends else None)


@pytest.mark.parametrize(
    ("keys", "now", "when"),
    [
        ("", "2026-01-10T10:20", ("2026-01-10T10:20", False)),
        ('digest = "hourly"', "2026-01-10T10:20", ("2026-01-10T11:00", True)),
        ('digest = "hourly"\nzone = "Asia/Kathmandu"', "2026-01-10T10:20", ("2026-01-10T11:15", True)),
        (BERLIN + 'digest = "daily 08:00"', "2026-01-10T06:59", ("2026-01-10T07:00", True)),
        (BERLIN + 'digest = "daily 08:00"', "2026-01-10T07:00", ("2026-01-11T07:00", True)),
        (BERLIN + 'digest = "daily 08:00"', "2026-03-28T12:00", ("2026-03-29T06:00", True)),
        (BERLIN + 'digest = "daily 02:30"', "2026-03-28T12:00", ("2026-03-29T01:30", True)),
        (BERLIN + 'quiet = "22:00-07:00"', "2026-01-10T23:00", ("2026-01-11T06:00", True)),
        (BERLIN + 'quiet = "22:00-07:00"\ndigest = "hourly"', "2026-01-10T20:30", ("2026-01-11T06:00", True)),
        (BERLIN + 'quiet = "22:00-07:00"\ndigest = "daily 06:00"', "2026-01-10T12:00", ("2026-01-11T06:00", True)),
    ],
)
def test_when_an_alert_is_due(keys, now, when):
    assert due(delivery(keys), at(now)) == (at(when[0]), when[1])


def test_a_flood_waits_for_the_full_hour():
    assert due(delivery(""), at("2026-01-10T10:20"), flood=True) == (at("2026-01-10T11:00"), True)
