"""Names in time, and bodies that came out of others. All invented."""

from __future__ import annotations

from datetime import date

import pytest

from purport.corroborate.names import lineage, names_on, same_body
from purport.corroborate.names.history import doubt, told
from purport.records.listed import Alias, Descent, Forebear, Known, NameKind

BODY = NameKind.ORGANISATION
OLD = Known("a", BODY, "Selim League", "the list", until="2009")
FRONT = Known(
    "b",
    BODY,
    "Varakh Front",
    "the list",
    (Alias("Varakh Army", since="2010-02", until="2014-06-30"), Alias("VF")),
    since="2014-07-01",
    forebears=(Forebear("a", Descent.RENAMED, "2010-02"),),
)
WING = Known("c", BODY, "Masdar Wing", "the list", forebears=(Forebear("b", Descent.SPLIT, "2016-08"),))
UNION = Known(
    "d", BODY, "Union", "the list", forebears=(Forebear("b", Descent.MERGED), Forebear("unlisted", Descent.MERGED))
)
ALL = (OLD, FRONT, WING, UNION)


@pytest.mark.parametrize(
    ("day", "names"),
    [
        (date(2009, 1, 1), ("VF",)),
        (date(2010, 2, 1), ("Varakh Army", "VF")),
        (date(2014, 6, 30), ("Varakh Army", "VF")),
        (date(2014, 7, 1), ("Varakh Front", "VF")),
        (date(2026, 1, 1), ("Varakh Front", "VF")),
    ],
)
def test_names_of_a_day(day: date, names: tuple[str, ...]) -> None:
    assert names_on(FRONT, day) == names


@pytest.mark.parametrize(
    ("on", "doubted"), [(None, False), ("2010-01-31", True), ("2010", False), ("2010-02", False), ("2020", False)]
)
def test_only_a_name_that_came_later_is_doubted(on: str | None, doubted: bool) -> None:
    assert (doubt(FRONT, FRONT.aliases[0], on) is not None) == doubted
    assert doubt(FRONT, FRONT.aliases[1], on) is None


def test_what_is_told_of_the_time_of_a_name() -> None:
    assert told(FRONT, FRONT.aliases[0]) == ("called Varakh Army from 2010-02 until 2014-06-30; now Varakh Front",)
    assert told(FRONT, None) == ("called Varakh Front from 2014-07-01",)
    assert told(FRONT, FRONT.aliases[1]) == ()


def test_lineage_goes_back_step_by_step() -> None:
    assert lineage(WING, ALL) == (
        "Masdar Wing split from Varakh Front (2016-08)",
        "Varakh Front was called Selim League (2010-02)",
    )


def test_lineage_tells_what_is_not_on_the_list_by_its_id() -> None:
    assert lineage(UNION, ALL)[:2] == ("Union merged from Varakh Front", "Union merged from unlisted")


def test_a_circle_ends() -> None:
    one = Known("x", BODY, "One", "the list", forebears=(Forebear("y", Descent.RENAMED),))
    other = Known("y", BODY, "Other", "the list", forebears=(Forebear("x", Descent.RENAMED),))
    assert lineage(one, (one, other)) == ("One was called Other", "Other was called One")


def test_was_called_is_the_same_body_and_split_is_not() -> None:
    assert same_body(FRONT, OLD) is True
    assert same_body(OLD, FRONT) is True
    assert same_body(WING, FRONT) is False
    assert same_body(UNION, FRONT) is False
    assert same_body(WING, OLD) is None


def test_ids_of_another_list_are_others() -> None:
    stranger = Known("b", BODY, "Varakh Front", "another list")
    assert same_body(WING, stranger) is None
