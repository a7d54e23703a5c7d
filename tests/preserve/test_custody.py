"""The custody log shows every edit, gap and swap, and a third party can recompute it."""

import hashlib
import itertools
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.preserve.custody import ORIGIN, broken_links, entry, stamp
from purport.records.identity import digest

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


def log(length):
    entries, last = [], None
    for n in range(length):
        last = entry(last, AT + timedelta(seconds=n), "kept", digest(str(n).encode()), {"origin": f"/news/{n}.txt"})
        entries.append(last)
    return entries


def codes(entries):
    return [fault.code for fault in broken_links(entries)]


def test_the_first_entry_starts_from_zeros():
    first = log(1)[0]
    assert (first.seq, first.previous) == (1, ORIGIN)


def test_each_entry_holds_the_digest_of_the_one_before():
    entries = log(5)
    assert [e.seq for e in entries] == [1, 2, 3, 4, 5]
    assert all(after.previous == before.digest for before, after in itertools.pairwise(entries))
    assert codes(entries) == []


def test_a_third_party_needs_only_json_and_sha256():
    row = log(2)[1]
    at = row.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    plain = json.dumps(
        [row.seq, at, row.deed, row.exhibit, row.detail, row.previous], separators=(",", ":"), ensure_ascii=False
    )
    assert row.digest == "sha256:" + hashlib.sha256(plain.encode()).hexdigest()


def test_a_known_answer_never_changes():
    row = entry(None, AT, "kept", "sha256:" + "a" * 64, {"origin": "/news/جسر.txt"})
    assert row.detail == '{"origin":"/news/جسر.txt"}'
    assert row.digest == KNOWN


KNOWN = "sha256:3a6de3791999abc7672570b12905b6630a5512d425755326826ce511a2be6c94"


@pytest.mark.parametrize(
    "edit",
    [
        {"deed": "read"},
        {"exhibit": "sha256:" + "0" * 64},
        {"detail": "{}"},
        {"at": AT + timedelta(microseconds=1)},
        {"digest": "sha256:" + "1" * 64},
        {"previous": "sha256:" + "1" * 64},
    ],
)
def test_an_edited_entry_shows(edit):
    entries = log(5)
    entries[2] = replace(entries[2], **edit)
    assert "custody-edited" in codes(entries)


def test_an_entry_edited_with_its_own_digest_made_new_breaks_the_next_link():
    entries = log(5)
    forged = entry(entries[1], entries[2].at, "read", entries[2].exhibit, {})
    entries[2] = forged
    assert codes(entries) == ["custody-link"]


def test_a_dropped_entry_shows():
    entries = log(5)
    del entries[2]
    assert codes(entries) == ["custody-gap"]


def test_the_first_entry_dropped_shows():
    assert codes(log(3)[1:]) == ["custody-gap"]


def test_swapped_entries_show():
    entries = log(5)
    entries[1], entries[3] = entries[3], entries[1]
    assert "custody-gap" in codes(entries)


def test_an_empty_log_is_whole():
    assert codes([]) == []


def test_moments_are_utc_whatever_the_zone():
    there = timezone(timedelta(hours=3))
    assert stamp(datetime(2026, 3, 1, 12, 30, tzinfo=there)) == stamp(AT)
    assert entry(None, AT.astimezone(there), "kept", "x", {}) == entry(None, AT, "kept", "x", {})


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        stamp(datetime(2026, 3, 1))  # noqa: DTZ001


@given(st.integers(1, 8), st.data())
def test_any_single_change_is_found(length, data):
    entries = log(length)
    at = data.draw(st.integers(0, length - 1))
    field = data.draw(st.sampled_from(["deed", "exhibit", "detail", "previous", "digest"]))
    entries[at] = replace(entries[at], **{field: getattr(entries[at], field) + "x"})
    assert codes(entries)
