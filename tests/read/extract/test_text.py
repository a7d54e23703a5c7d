"""Plain text: the working text is the file."""

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.errors import Unreadable
from purport.read.extract import place_in_bytes
from tests.read.extract.captures import document, original

STORY = "KELVA, Norland (AP) — Talks on the upper dam stalled on Tuesday.\r\n\r\n“No,” the envoy said.\n"
TRICKY = st.text(
    alphabet=st.one_of(
        st.characters(exclude_categories=("Cs", "Cc")),
        st.sampled_from("\u202e\u200f\u2067\u200b\u200d\r\n\t😀e\u0301قَ"),
    ),
    min_size=1,
).filter(lambda text: text.strip() and "\ufeff" not in text[:1])


def test_the_text_is_the_file_unchanged():
    found = document(STORY.encode())
    assert found.text == STORY
    assert (found.name, found.part, found.origin) == ("story", "", "/in/story.txt")
    assert (found.agency, found.dateline_place, found.language) == ("AP", "Kelva", "en")
    assert found.text[found.body :].startswith("Talks")


@given(TRICKY)
def test_any_text_is_kept_and_every_span_leads_back(text):
    data = text.encode()
    found = document(data)
    assert found.text == text
    assert original(found, data, 0, len(text)) == text
    middle = len(text) // 2
    assert original(found, data, middle, middle + 1) == text[middle]


@given(TRICKY)
def test_a_byte_order_mark_is_left_out_and_counted(text):
    data = text.encode("utf-8-sig")
    found = document(data)
    assert found.text == text
    assert original(found, data, 0, 1) == text[0]
    assert found.source_map.locate(0, 1) == (1, 2)


@given(TRICKY, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]), st.data())
def test_every_span_leads_to_its_bytes(text, encoding, draw):
    data = text.encode(encoding)
    found = document(data)
    start = draw.draw(st.integers(0, len(text) - 1))
    end = draw.draw(st.integers(start + 1, len(text)))
    place = place_in_bytes(data, found.source_map, start, end)
    assert place is not None
    assert data[slice(*place)].decode(found.source_map.encoding) == text[start:end]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "cp1256"])
def test_other_encodings_lead_back_too(encoding):
    text = "قالت وزارة المياه يوم الثلاثاء إن المحادثات تعثرت.\n" * 3
    data = text.encode(encoding)
    found = document(data)
    assert found.text == text
    assert original(found, data, 5, 10) == text[5:10]
    assert found.language == "ar"


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "empty"), (b" \n\t\r\n", "empty"), ("\ufeff".encode(), "empty"), (bytes(range(256)), "binary")],
)
def test_files_without_text(data, code):
    with pytest.raises(Unreadable) as fault:
        document(data)
    assert (fault.value.code, fault.value.subject) == (code, "/in/story.txt")


@pytest.mark.parametrize(
    "markup",
    ["<p>A story in marks</p>", "<!doctype html><html><body>x</body></html>", '<?xml version="1.0"?><rss>', '{"a": 1}'],
)
def test_a_file_named_txt_is_text_whatever_marks_are_in_it(markup):
    assert document(markup.encode()).text == markup


def test_a_server_that_calls_a_page_plain_text_is_not_believed():
    page = (
        b"<!doctype html><html><body><article>"
        + b"<p>Talks on the upper dam stalled on Tuesday, it said.</p>" * 4
        + b"</article></body></html>"
    )
    assert document(page, "https://h.example/story.txt", "text/plain").text.startswith("Talks on")


def test_a_date_at_the_head_and_its_reason():
    found = document(b"date 2016-11-04 AP, KELVA, Norland\n\nTalks stalled on Tuesday, the ministry said.\n")
    assert (found.published, found.agency, found.dateline_place) == ("2016-11-04", "AP", "Kelva")
    assert found.published_reason == "written at the head of the story"


def test_a_month_and_day_without_a_year_stay_unknown():
    found = document(b"KELVA, Nov 4 (Reuters) - Talks stalled on Tuesday, the ministry said.\n")
    assert (found.published, found.published_reason) == (None, None)


@pytest.mark.slow
@pytest.mark.parametrize("line", ["The envoy said that talks had stalled.\n", "قالت الوزارة إن المحادثات تعثرت.\n"])
def test_fifty_megabytes_take_little_memory(line):
    data = line.encode() * (50_000_000 // len(line.encode()))
    tracemalloc.start()
    found = document(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found.text == data.decode()
    assert len(found.source_map.segments) == 1
    assert peak < 700_000_000
