"""Lists of events and people as CSV: the forms, and what cannot be taken in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.errors import InstructionError
from purport.exchange.eventlists import BadLine, read_list
from purport.records import ListKind, Occurrence, Tenure

OWN = "date,precision,actor,target,action,place,in,lat,lon,geonameid,source,title,deaths,great\n"
UCDP = (
    "id,type_of_violence,side_a,side_b,source_office,source_headline,where_coordinates,adm_1,adm_2,latitude,longitude,country,"
    "date_prec,date_start,date_end,best\n"
)
ACLED = (
    "event_id_cnty,event_date,year,time_precision,event_type,sub_event_type,actor1,actor2,country,admin1,admin2,location,latitude,"
    "longitude,source,notes,fatalities\n"
)


def read(text: str, name: str = "list"):
    kind, found = read_list(text.splitlines(keepends=True), name)
    return kind, list(found)


def own(line: str):
    ((one),) = read(OWN + line)[1]
    return one


def test_own_columns_in_full():
    one = own(
        '2020-03-05,day,Orvenia,rebels,offensive,Kessim,Dorhal; Orvenia,1.5,-2.5,77,Northwire,"The offensive, begun",12,yes\n'
    )
    assert isinstance(one, Occurrence)
    assert (one.start, one.end, one.actor, one.target, one.action, one.place) == (
        "2020-03-05", "2020-03-05", "Orvenia", "rebels", "offensive", "Kessim"
    )  # fmt: skip
    assert (one.others, one.lat, one.lon, one.geonameid, one.deaths, one.great) == (
        ("Dorhal", "Orvenia"),
        1.5,
        -2.5,
        77,
        12,
        True,
    )
    assert (one.title, one.source, one.origin) == ("The offensive, begun", "Northwire", "list")
    assert one.id.startswith("oc-") and len(one.id) == 19


@pytest.mark.parametrize(
    ("date", "precision", "first", "last"),
    [
        ("2020-03-05", "", "2020-03-05", "2020-03-05"),
        ("2020-03", "", "2020-03-01", "2020-03-31"),
        ("2020", "", "2020-01-01", "2020-12-31"),
        ("2020-03-05/2020-03-09", "", "2020-03-05", "2020-03-09"),
        ("2020-03-05", "week", "2020-03-02", "2020-03-08"),
        ("2020-02-05", "month", "2020-02-01", "2020-02-29"),
        ("2020-02-05", "Year", "2020-01-01", "2020-12-31"),
        ("2020-02-05", "1", "2020-02-05", "2020-02-05"),
    ],
)
def test_dates_and_their_precision(date, precision, first, last):
    one = own(f"{date},{precision},,,,Kessim\n")
    assert (one.start, one.end) == (first, last)


def test_the_least_that_a_list_needs():
    kind, (one,) = read("date,title\n2020-03-05,The dam broke\n")
    assert kind is ListKind.EVENTS and one.title == "The dam broke"
    kind, (one,) = read("start;end;place\n2020-03-05;2020-03-09;Kessim\n")
    assert (one.start, one.end, one.place) == ("2020-03-05", "2020-03-09", "Kessim")
    _, (one,) = read("start\tplace\n2020-03-05\tKessim\n")
    assert one.end == "2020-03-05"


def test_ucdp():
    kind, (one,) = read(
        UCDP
        + "1,2.0,Group A,Group B,Northwire,Clash kills nine,Kessim town,Dorhal province,Kessim district,1.5,2.5,Orvenia,"
        + "2,2020-03-05,2020-03-07,9.0\n"
    )
    assert kind is ListKind.UCDP
    assert (one.start, one.end, one.action, one.deaths, one.place) == (
        "2020-03-05",
        "2020-03-07",
        "non-state conflict",
        9,
        "Kessim town",
    )
    assert one.others == ("Kessim district", "Dorhal province", "Orvenia")


def test_tags_of_hxl_are_passed_over():
    tags = ",".join("#date+start" if "date" in name else "" for name in UCDP.split(","))
    _, found = read(UCDP + tags + "\n\n , \n1,1,A,B,,,K,,,,,,1,2020-03-05,2020-03-05,\n")
    assert [one.start for one in found] == ["2020-03-05"]


@pytest.mark.parametrize(
    ("date", "precision", "first", "last"),
    [
        ("05 March 2020", "1", "2020-03-05", "2020-03-05"),
        ("2020-03-05", "2", "2020-03-02", "2020-03-08"),
        ("5-Mar-2020", "3", "2020-03-01", "2020-03-31"),
        ("2020-03-05 00:00:00", "", "2020-03-05", "2020-03-05"),
    ],
)
def test_acled(date, precision, first, last):
    line = f"X1,{date},2020,{precision},Battles,Armed clash,A,B,Orvenia,Dorhal,Kessim,Mill Road,1.5,2.5,Northwire,"
    line += '"On 5 March, A and B fought.",3\n'
    kind, (one,) = read(ACLED + line)
    assert kind is ListKind.ACLED
    assert (one.start, one.end, one.action, one.deaths) == (first, last, "Battles: Armed clash", 3)
    assert one.others == ("Kessim", "Dorhal", "Orvenia")
    assert one.title == "On 5 March, A and B fought."


def test_people():
    kind, found = read(
        "person,office,from,until,born\nAda Roe,President,2011-05-01,,1970\nJon Aske,,,,1980-02-29\n", "people"
    )
    assert kind is ListKind.PEOPLE
    assert found == [
        Tenure("Ada Roe", "President", "2011-05-01", None, "1970", "people"),
        Tenure("Jon Aske", None, None, None, "1980-02-29", "people"),
    ]


BAD = [
    ("2020-02-31,,,,,Kessim\n", "date '2020-02-31' is no date"),
    (",,,,,Kessim\n", "no start"),
    ("2020-03-09/2020-03-05,,,,,Kessim\n", "is no date"),
    ("2020-03/..,,,,,Kessim\n", "is no date"),
    ("2020-03-05,fortnight,,,,Kessim\n", "precision 'fortnight'"),
    ("2020-03-05,,,rebels,raid,,,,,,,,\n", "no title, place or actor"),
    ("2020-03-05,,,,,Kessim,,99\n", "lat '99' is not between -90 and 90"),
    ("2020-03-05,,,,,Kessim,,nan\n", "lat 'nan'"),
    ("2020-03-05,,,,,Kessim,,1,x\n", "lon 'x'"),
    ("2020-03-05,,,,,Kessim,,,,-4\n", "geonameid '-4'"),
    ("2020-03-05,,,,,Kessim,,,,,,,many\n", "deaths 'many'"),
    ("2020-03-05" + ",x" * 20 + "\n", "21 cells under 14 columns"),
]


@pytest.mark.parametrize(("line", "why"), BAD)
def test_a_bad_line_is_told_with_its_number_and_the_rest_goes_on(line, why):
    _, found = read(OWN + "2020-03-05,,,,,Kessim\n" + line + "2020-03-06,,,,,Kessim\n")
    bad = [one for one in found if isinstance(one, BadLine)]
    assert len(found) == 3 and len(bad) == 1
    assert bad[0].line == 3 and why in bad[0].why


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (",President,2011-05-01,,\n", "no person"),
        ("Ada Roe,President,,,\n", "neither office and from, nor born"),
        ("Ada Roe,President,2011-05-01,2010-01-01,\n", "before from"),
        ("Ada Roe,,,,about 1970\n", "born 'about 1970'"),
    ],
)
def test_bad_people(line, why):
    ((bad),) = read("person,office,from,until,born\n" + line)[1]
    assert isinstance(bad, BadLine) and why in bad.why


@pytest.mark.parametrize("text", ["", "\n", "a,b\n1,2\n", "date\n2020\n", '"unclosed\n', "{}", "\ufeff", "\x00\n"])
def test_a_header_of_no_form(text):
    with pytest.raises(InstructionError) as caught:
        read(text)
    assert caught.value.code == "bad-list" and "ACLED" in caught.value.advice


def test_a_header_with_a_mark_capitals_and_spaces():
    _, (one,) = read("\ufeffDate , Title\n2020-03-05, The dam broke \n")
    assert one.title == "The dam broke"


def test_arabic_and_long_cells():
    one = own(f"2020-03-05,,الجيش,,,الفلوجة,,,,,,{'x' * 5_000}\n")
    assert one.actor == "الجيش" and len(one.title) == 1_000


def test_lines_within_a_cell():
    _, found = read('date,title\n2020-03-05,"two\nlines"\n2020-03-06,one\n2020-13-06,bad\n')
    assert [getattr(one, "title", None) for one in found] == ["two\nlines", "one", None]
    assert found[2].line == 5


def test_the_same_line_has_the_same_id_and_another_list_another():
    line = "2020-03-05,,,,,Kessim\n"
    assert own(line).id == own(line).id
    assert read(OWN + line, "other")[1][0].id != own(line).id
    assert own(line).id != own("2020-03-06,,,,,Kessim\n").id


@given(st.lists(st.lists(st.text(max_size=12), max_size=16), max_size=6))
def test_no_cells_break_it(rows):
    text = "\n".join(",".join(row) for row in rows)
    _, found = read_list((OWN + text).splitlines(keepends=True), "list")
    assert all(isinstance(one, Occurrence | BadLine) for one in found)
