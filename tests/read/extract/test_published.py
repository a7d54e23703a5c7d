"""Which date is taken for the day of publication, and what is told of the others."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.read.extract.inline import Head
from purport.read.extract.published import UNKNOWN, Kind, Published, dated_address, published_of
from purport.read.extract.writtendates import WrittenDate

CAPTURED = date(2024, 3, 9)
NO_HEAD = Head()
META = Published("2024-03-05", "the page's metadata, date", Kind.METADATA)


def head(year: int | None, month: int, day: int) -> Head:
    return Head(date=WrittenDate(year, month, day))


@pytest.mark.parametrize(
    ("address", "edtf"),
    [
        ("https://gazette.example/2016/11/03/dam", "2016-11-03"),
        ("https://gazette.example/world/2016/nov/03/dam", "2016-11-03"),
        ("https://gazette.example/2016-11-03/dam", "2016-11-03"),
        ("https://gazette.example/2016/11/3/dam", "2016-11-03"),
        ("https://gazette.example/news/20161103/dam.html", "2016-11-03"),
        ("https://gazette.example/news/dam-20161103.html", "2016-11-03"),
        ("https://gazette.example/news/dam-2016-11-03.html", "2016-11-03"),
        ("https://gazette.example/show?date=2016-11-03&id=7", "2016-11-03"),
        ("https://gazette.example/2016/11/dam", "2016-11"),
        ("https://gazette.example/2016/02/31/dam", "2016-02"),
        ("https://gazette.example/story/20169999/dam", None),
        ("https://gazette.example/resolution/2254/11/03", None),
        ("https://2016-11-03.example/dam", None),
        ("https://gazette.example", None),
        ("https://", None),
        ("/home/desk/2016/11/03/dam.html", None),
        ("-", None),
        ("", None),
    ],
)
def test_the_day_that_an_address_names(address: str, edtf: str | None) -> None:
    found = dated_address(address)
    assert found.edtf == edtf
    assert edtf is None or "in the page's address" in (found.reason or "")


@given(st.text(max_size=40))
def test_no_address_breaks_it(tail: str) -> None:
    found = dated_address(f"https://gazette.example/{tail}")
    assert found.edtf is None or found.kind is Kind.ADDRESS


def test_metadata_then_address_then_text() -> None:
    address = Published("2024-03-06", "the day in the page's address", Kind.ADDRESS)
    hint = Published("2024-03-07", "a property", Kind.HINT)
    written = head(2024, 3, 4)
    assert published_of(written, (hint, address, META), CAPTURED).edtf == "2024-03-05"
    assert published_of(written, (hint, address), CAPTURED).edtf == "2024-03-06"
    assert published_of(written, (hint,), CAPTURED).edtf == "2024-03-04"
    assert published_of(NO_HEAD, (hint,), CAPTURED).edtf == "2024-03-07"
    assert published_of(NO_HEAD, (), CAPTURED) == UNKNOWN


def test_a_contradiction_is_told_and_a_day_of_time_zones_is_none() -> None:
    address = Published("2024-02-01", "the day in the page's address", Kind.ADDRESS)
    told = published_of(head(2024, 3, 4), (META, address), CAPTURED)
    assert told.reason == "the page's metadata, date; against it 2024-02-01 (the day in the page's address)"


def test_a_month_that_holds_the_day_contradicts_nothing() -> None:
    month = Published("2024-03", "the month in the page's address", Kind.ADDRESS)
    assert published_of(NO_HEAD, (META, month), CAPTURED).reason == META.reason
    other = Published("2024-01", "the month in the page's address", Kind.ADDRESS)
    assert "against it 2024-01" in (published_of(NO_HEAD, (META, other), CAPTURED).reason or "")


def test_a_head_without_a_year_borrows_the_nearest() -> None:
    hint = Published("2024-01-02", "a property", Kind.HINT)
    found = published_of(head(None, 12, 30), (hint,), CAPTURED)
    assert (found.edtf, found.kind) == ("2023-12-30", Kind.TEXT)
    assert "year from: a property" in (found.reason or "")
    assert published_of(head(None, 12, 30), (), CAPTURED) == UNKNOWN


def test_a_day_after_the_capture_is_refused_with_the_reason() -> None:
    late = Published("2024-03-11", "the page's metadata, date", Kind.METADATA)
    found = published_of(NO_HEAD, (late,), CAPTURED)
    assert found.edtf is None
    assert found.reason == "2024-03-11, the page's metadata, date, is not taken: it lies after the capture"
    assert published_of(head(2024, 3, 4), (late,), CAPTURED).edtf == "2024-03-04"


def test_the_next_day_is_a_matter_of_time_zones() -> None:
    assert published_of(NO_HEAD, (Published("2024-03-10", "x"),), CAPTURED).edtf == "2024-03-10"
    assert published_of(NO_HEAD, (Published("2024", "x"),), CAPTURED).edtf == "2024"


def test_a_date_that_a_page_shows_is_not_taken_if_it_is_today() -> None:
    shown = Published("2024-03-09", "a date marked up in the page", Kind.SHOWN)
    found = published_of(NO_HEAD, (shown,), CAPTURED)
    assert found.edtf is None
    assert "day of capture" in (found.reason or "")
    assert published_of(NO_HEAD, (shown,), date(2024, 3, 20)).edtf == "2024-03-09"
    stated = Published("2024-03-09", "datePublished in the page's JSON-LD", Kind.METADATA)
    assert published_of(NO_HEAD, (shown, stated), CAPTURED).edtf == "2024-03-09"


DATES = st.none() | st.sampled_from(["2024", "2024-03", "2024-03-05", "2024-02-29", "1999-12-31", "2030-01-01"])
EVIDENCE = st.builds(Published, DATES, st.just("somewhere"), st.sampled_from(list(Kind)))


@given(
    st.lists(EVIDENCE, max_size=5),
    st.none() | st.builds(WrittenDate, st.none() | st.just(2024), st.just(3), st.just(5)),
)
def test_what_is_taken_was_stated_and_has_a_reason(stated: list[Published], written: WrittenDate | None) -> None:
    found = published_of(Head(date=written), stated, CAPTURED)
    known = {one.edtf for one in stated} | {"2024-03-05"}
    assert found.edtf is None or (found.edtf in known and found.reason)
    assert found.edtf is None or found.edtf <= "2024-03-10"
