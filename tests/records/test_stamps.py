"""Time stamps of publishers as moments."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.records.stamps import hour_of, moment_of


@pytest.mark.parametrize(
    ("stamp", "moment", "hour"),
    [
        ("Tue, 05 Mar 2024 09:05:00 +0200", "2024-03-05T07:05:00Z", "2024-03-05T09:05:00+02:00"),
        ("Tue, 05 Mar 2024 09:05:00 GMT", "2024-03-05T09:05:00Z", "2024-03-05T09:05:00Z"),
        ("2024-03-05T09:05:07.250Z", "2024-03-05T09:05:07Z", "2024-03-05T09:05:07Z"),
        (" 2024-03-05 09:05+03:00 ", "2024-03-05T06:05:00Z", "2024-03-05T09:05:00+03:00"),
        ("2024-03-05T00:00:00+03:00", "2024-03-04T21:00:00Z", None),  # a day, made a moment
        ("2024-03-05T00:00:01+03:00", "2024-03-04T21:00:01Z", "2024-03-05T00:00:01+03:00"),
        ("2024-03-05T09:05:00", None, None),  # where?
        ("Tue, 05 Mar 2024 09:05:00 -0000", None, None),
        ("2024-03-05", None, None),
        ("0001-01-01T00:30:00+14:00", None, "0001-01-01T00:30:00+14:00"),
        ("this morning", None, None),
        ("", None, None),
        (None, None, None),
        (20240305, None, None),
    ],
)
def test_moments_with_their_zone(stamp, moment, hour):
    assert (moment_of(stamp), hour_of(stamp)) == (moment, hour)


@given(st.text(max_size=40))
def test_whatever_stands_there_is_read_or_is_none(stamp):
    for told in (moment_of(stamp), hour_of(stamp)):
        assert told is None or told[10] == "T"
