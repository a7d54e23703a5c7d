"""Lists of names read: the UN's XML, FollowTheMoney, CSV; as they should be, broken, and hostile. Everybody is invented."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.errors import InstructionError
from purport.exchange.namelists import BadEntry, Limits, read_followthemoney, read_table, read_un
from purport.records.listed import Alias, Descent, Forebear, Known, NameKind, Quality

UN = """<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST dateGenerated="2026-01-01">
 <INDIVIDUALS>
  <INDIVIDUAL>
   <DATAID>1</DATAID><FIRST_NAME>KHALID</FIRST_NAME><SECOND_NAME>OMAR</SECOND_NAME><THIRD_NAME>AL-TARIFI</THIRD_NAME>
   <REFERENCE_NUMBER>XXi.001.</REFERENCE_NUMBER><LISTED_ON>2007-03-24-04:00</LISTED_ON>
   <NAME_ORIGINAL_SCRIPT>خالد عمر الطريفي</NAME_ORIGINAL_SCRIPT>
   <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Khaled Tareefi; Khalid  Tarifi ,</ALIAS_NAME></INDIVIDUAL_ALIAS>
   <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Abu Salim</ALIAS_NAME></INDIVIDUAL_ALIAS>
   <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Khaled Tareefi</ALIAS_NAME></INDIVIDUAL_ALIAS>
   <INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
  </INDIVIDUAL>
  <INDIVIDUAL><FIRST_NAME> </FIRST_NAME><REFERENCE_NUMBER>XXi.002</REFERENCE_NUMBER></INDIVIDUAL>
  <INDIVIDUAL><FIRST_NAME>NOBODY</FIRST_NAME></INDIVIDUAL>
 </INDIVIDUALS>
 <ENTITIES>
  <ENTITY>
   <FIRST_NAME>VARAKH FRONT (VFX)</FIRST_NAME><REFERENCE_NUMBER>XXe.001</REFERENCE_NUMBER>
   <ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>Masdar Army (formerly listed as)</ALIAS_NAME></ENTITY_ALIAS>
  </ENTITY>
 </ENTITIES>
</CONSOLIDATED_LIST>
"""


def test_people_of_the_un_list() -> None:
    assert read_un(UN.encode(), "UN")[0] == Known(
        "XXi.001",
        NameKind.PERSON,
        "KHALID OMAR AL-TARIFI",
        "UN",
        (
            Alias("خالد عمر الطريفي"),
            Alias("Khaled Tareefi"),
            Alias("Khalid Tarifi"),
            Alias("Abu Salim", Quality.LOW),
        ),
        "2007-03-24",
    )


def test_bodies_of_the_un_list() -> None:
    found = read_un(UN.encode(), "UN")[-1]
    assert isinstance(found, Known)
    assert (found.id, found.kind, found.primary) == ("XXe.001", NameKind.ORGANISATION, "VARAKH FRONT (VFX)")
    assert [alias.name for alias in found.aliases] == ["VFX", "Masdar Army"]


def test_bad_entries_stand_in_their_place() -> None:
    assert read_un(UN.encode(), "UN")[1:3] == (
        BadEntry(2, "XXi.002 has no name"),
        BadEntry(3, "no reference number: ''"),
    )


BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><CONSOLIDATED_LIST>&b;</CONSOLIDATED_LIST>'
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><CONSOLIDATED_LIST>&a;</CONSOLIDATED_LIST>'
DTD = '<!DOCTYPE x SYSTEM "http://list.example/x.dtd"><CONSOLIDATED_LIST/>'


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no xml",
        b"<CONSOLIDATED_LIST>",
        b"<html/>",
        b"\xff\xfe\x00",
        b'<?xml version="1.0" encoding="no-such-code"?><CONSOLIDATED_LIST/>',
        BOMB.encode(),
        OUTSIDE.encode(),
        DTD.encode(),
        UN.encode()[:900],
    ],
)
def test_what_is_no_un_list_is_refused(data: bytes) -> None:
    with pytest.raises(InstructionError) as caught:
        read_un(data, "the file")
    assert caught.value.code == "bad-list"
    assert caught.value.subject == "the file"


@pytest.mark.parametrize("data", [BOMB, OUTSIDE, DTD])
def test_that_entities_are_not_read_is_said_in_words(data: str) -> None:
    with pytest.raises(InstructionError, match="declares a document type or entities, which are not read") as caught:
        read_un(data.encode(), "the file")
    assert "Forbidden" not in str(caught.value)


def test_deep_xml_is_no_harm() -> None:
    deep = "<a>" * 2000 + "</a>" * 2000
    assert read_un(f"<CONSOLIDATED_LIST>{deep}</CONSOLIDATED_LIST>".encode(), "UN") == ()


def test_names_that_steer_a_terminal_are_cleaned() -> None:
    found = read_un(UN.replace("KHALID", "KHA\u202eLID").encode(), "UN")[0]
    assert isinstance(found, Known)
    assert found.primary == "KHA LID OMAR AL-TARIFI"


def test_names_that_are_too_long_cost_their_entry() -> None:
    found = read_un(UN.replace("KHALID", "K" * 400).encode(), "UN")
    assert found[0] == BadEntry(1, "a name of 415 characters")
    assert isinstance(found[-1], Known)


def test_a_reference_that_is_none_costs_its_entry() -> None:
    found = read_un(UN.replace("XXi.001.", "a b &lt;c&gt;").encode(), "UN")[0]
    assert isinstance(found, BadEntry)


def ftm(**told: object) -> dict[str, object]:
    return {"id": "NK-1", "schema": "Person", "caption": "Khalid Tarifi", "properties": {}} | told


def lines(*objects: object) -> bytes:
    return "\n".join(json.dumps(one, ensure_ascii=False) for one in objects).encode()


def test_followthemoney() -> None:
    properties = {
        "name": ["Khalid Tarifi", "خالد الطريفي"],
        "alias": ["Khaled T."],
        "weakAlias": ["Abu Salim"],
        "birthDate": ["1960"],
    }
    data = lines(
        ftm(properties=properties),
        ftm(id="NK-2", schema="Organization", caption="Varakh Front", properties={"previousName": ["Masdar Army"]}),
        ftm(id="NK-3", schema="Address"),
        ftm(id="NK-4", schema="Company", caption=None, properties={"name": ["Selim Ltd"]}),
    )
    assert read_followthemoney(data, "OS") == (
        Known(
            "NK-1",
            NameKind.PERSON,
            "Khalid Tarifi",
            "OS",
            (Alias("خالد الطريفي"), Alias("Khaled T."), Alias("Abu Salim", Quality.LOW)),
        ),
        Known("NK-2", NameKind.ORGANISATION, "Varakh Front", "OS", (Alias("Masdar Army"),)),
        Known("NK-4", NameKind.ORGANISATION, "Selim Ltd", "OS"),
    )


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"{", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b"\xff\xff", "no JSON"),
        (b"[]", "no JSON object"),
        (b"1" * 5000, "no JSON"),
        (b"{}", "no schema"),
        (b'{"schema": 1}', "no schema"),
        (b'{"schema": "Person"}', "no id"),
        (b'{"schema": "Person", "id": ""}', "no id"),
        (b'{"schema": "Person", "id": ["x"]}', "no id"),
        (b'{"schema": "Person", "id": "x"}', "x has no name"),
        (b'{"schema": "Person", "id": "x", "caption": "\\u200b"}', "x has no name"),
        (b'{"schema": "Person", "id": "x", "properties": [1]}', "x has no name"),
        (b'{"schema": "Person", "id": "x", "properties": {"name": "Khalid"}}', "x has no name"),
        (b'{"schema": "Person", "id": "x", "properties": {"name": [{}, 1, null]}}', "x has no name"),
        (b'{"schema": "Person", "id": "x", "caption": "' + b"k" * 301 + b'"}', "a name of 301 characters"),
    ],
)
def test_a_bad_line_of_followthemoney_costs_itself_alone(line: bytes, why: str) -> None:
    bad, good = read_followthemoney(line + b"\n\n" + lines(ftm()), "OS")
    assert isinstance(bad, BadEntry)
    assert bad.place == 1
    assert why in bad.why
    assert isinstance(good, Known)


def test_a_line_of_megabytes_is_not_parsed() -> None:
    found = read_followthemoney(lines(ftm(caption="x" * 2_100_000)), "OS")
    assert found == (BadEntry(1, f"a line of {len(lines(ftm(caption='x' * 2_100_000)))} bytes"),)


CSV = """id,name,alias,lang,type,quality,from,until,after,how,day
b,Varakh Front,,en,organisation,,2014-07-01,,a,was called,2010-02
b,Varakh Front,Varakh Army,en,organisation,good,2010-02,2014-06-30,,,
b,Varakh Front,VF,,,low,,,,,
Q5,Khalid Tarifi,خالد الطريفي,ar,person,,,,,,
"""


def test_a_table() -> None:
    assert read_table(CSV.encode(), "own") == (
        Known(
            "b",
            NameKind.ORGANISATION,
            "Varakh Front",
            "own",
            (
                Alias("Varakh Army", Quality.GOOD, "en", "2010-02", "2014-06-30"),
                Alias("VF", Quality.LOW),
            ),
            None,
            "2014-07-01",
            None,
            (Forebear("a", Descent.RENAMED, "2010-02"),),
        ),
        Known("Q5", NameKind.PERSON, "Khalid Tarifi", "own", (Alias("خالد الطريفي", language="ar"),)),
    )


def test_a_table_as_wikidata_gives_it() -> None:
    data = (
        "item;itemLabel;itemAltLabel;type\r\nhttp://x/Q1;Varakh Front;VF;\r\nhttp://x/Q2;Khalid Tarifi;;http://x/Q5\r\n"
    )
    front, man = read_table(b"\xef\xbb\xbf" + data.encode(), "W")
    assert isinstance(front, Known)
    assert isinstance(man, Known)
    assert (front.aliases, man.kind) == ((Alias("VF"),), NameKind.PERSON)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (",Khalid,,,person,,,,,,", "no id"),
        ("x,,,,person,,,,,,", "x has no name"),
        ("x,Khalid,,,ship,,,,,,", "type 'ship' is neither person nor organisation"),
        ("x,Khalid,K,,person,fair,,,,,", "quality 'fair' is neither good nor low"),
        ("x,Khalid,K,,person,,yesterday,,,,", "no date: 'yesterday'"),
        ("x,Khalid,K,,person,,2026-03-01,2025,,,", "from 2026-03-01 is after until 2025"),
        ("x,Khalid,,,person,,٢٠٢٦,2025-12-31,,,", "from 2026 is after until 2025-12-31"),
        ("x,Khalid,,,person,,,,a,ate,", "how 'ate' is none of was called, split from, merged from, succeeds"),
        (f"x,{'k' * 301},,,person,,,,,,", "a name of 301 characters"),
        (f"{'x' * 201},Khalid,,,person,,,,,,", "no id"),
    ],
)
def test_a_bad_row_costs_itself_alone(row: str, why: str) -> None:
    found = read_table((CSV + row + "\n").encode(), "own")
    assert len(found) == 3
    assert found[-1] == BadEntry(6, why)


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"name\nKhalid\n", b"{}", b"id;nom\n1;x\n"])
def test_what_is_no_table_is_refused(data: bytes) -> None:
    with pytest.raises(InstructionError) as caught:
        read_table(data, "own")
    assert caught.value.code == "bad-list"


def test_blank_lines_before_the_header_are_passed_over() -> None:
    assert len(read_table(b"\n\nid;name\n1;Varakh Front\n", "own")) == 1


def test_a_cell_beyond_measure_costs_its_row() -> None:
    found = read_table((CSV + f'x,"{"k" * 11_000_000}",,,person,,,,,,\n').encode(), "own")
    assert len([one for one in found if isinstance(one, Known)]) == 2
    assert isinstance(found[-1], BadEntry)


def test_no_more_than_the_limits() -> None:
    few = Limits(entries=1, aliases=1)
    assert read_un(UN.encode(), "UN", few)[1:] == (BadEntry(2, "more than 1 entries: the rest is left out"),)
    assert len(read_followthemoney(lines(ftm(), ftm(id="2")), "OS", few)) == 2
    known, bad = read_table(CSV.encode(), "own", few)
    assert isinstance(known, Known)
    assert len(known.aliases) == 1
    assert bad == BadEntry(5, "more than 1 entries: the rest is left out")


@pytest.mark.parametrize("read", [read_un, read_followthemoney, read_table])
def test_no_more_bytes_than_are_read(read: Callable[[bytes, str, Limits], object]) -> None:
    with pytest.raises(InstructionError, match="11 bytes, and 10 are read at most"):
        read(b"x" * 11, "big", Limits(size=10))


@given(st.binary(max_size=200))
def test_any_bytes_are_lines_of_followthemoney_or_bad(data: bytes) -> None:
    assert all(isinstance(one, BadEntry) for one in read_followthemoney(data, "OS"))


@given(st.text(max_size=200))
def test_any_rows_are_entries_or_bad(text: str) -> None:
    for one in read_table(f"id,name,alias\n{text}".encode(errors="ignore"), "own"):
        assert isinstance(one, Known | BadEntry)
        if isinstance(one, Known):
            assert one.primary.strip() == one.primary != ""


@given(st.binary(max_size=100))
def test_any_bytes_are_refused_as_a_un_list(data: bytes) -> None:
    with pytest.raises(InstructionError):
        read_un(data, "UN")
