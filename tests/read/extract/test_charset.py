"""From bytes to characters and back."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.errors import Unreadable
from purport.read.extract.charset import byte_span, decoded

ARABIC = "قالت وزارة المياه يوم الثلاثاء إن المحادثات بشأن السد تعثرت، وإن الوفد سيعود إلى العاصمة."
FRENCH = "L’envoyé a déclaré que les négociations étaient à l’arrêt – « c’est très décevant »."
ENGLISH = "The envoy said “no” – talks on the café’s roof had stalled."
RUSSIAN = "Министр заявил во вторник, что переговоры о плотине зашли в тупик, и делегация вернётся в столицу." * 3
TRICKY = st.text(
    alphabet=st.one_of(
        st.characters(exclude_categories=("Cs",)), st.sampled_from("\u202e\u200f\u2067\u200b\u200d😀e\u0301قَ\n")
    )
)


@pytest.mark.parametrize("text", [ARABIC, FRENCH, ENGLISH, RUSSIAN, "plain", "", "😀\u202e\u200b"])
def test_utf8_is_taken_as_it_is(text):
    found = decoded(text.encode())
    assert (found.text, found.encoding, found.skipped, found.notes) == (text, "utf-8", 0, ())


@pytest.mark.parametrize("declared", ["windows-1256", "iso-8859-1", "koi8-r", "nonsense", None])
def test_valid_utf8_wins_over_any_declaration(declared):
    assert decoded(ARABIC.encode(), declared).text == ARABIC


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("text", [ARABIC, ENGLISH])
def test_a_byte_order_mark_decides_and_is_left_out(encoding, text):
    found = decoded(text.encode(encoding))
    assert (found.text, found.skipped) == (text, 1)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [ARABIC, ENGLISH, FRENCH, "A dawn raid\r\n"])
def test_utf16_without_a_byte_order_mark(encoding, text):
    found = decoded(text.encode(encoding))
    assert (found.text, found.encoding, found.skipped) == (text, encoding, 0)
    assert "byte order mark" in found.notes[0]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [("cp1256", ARABIC), ("cp1252", FRENCH), ("cp1252", ENGLISH), ("iso8859-6", ARABIC), ("cp1251", RUSSIAN)],
)
def test_undeclared_one_byte_charsets_are_told_by_their_letters(encoding, text):
    data = text.encode(encoding, "ignore")
    found = decoded(data)
    assert found.text == data.decode(encoding)
    assert encoding in found.notes[0]


@pytest.mark.parametrize(
    ("declared", "python"),
    [("windows-1256", "cp1256"), ("Windows_1251", "cp1251"), ("KOI8-R", "koi8-r"), ("latin1", "cp1252")],
)
def test_a_declared_charset_is_used_where_the_bytes_are_no_utf8(declared, python):
    data = "déjà".encode("cp1252") if python == "cp1252" else "Министр".encode(python, "ignore") + b"\xe9 "
    found = decoded(data, declared)
    assert (found.text, found.encoding) == (data.decode(python), python)


@pytest.mark.parametrize("declared", ["utf-7", "unicode_escape", "rot13", "hex", "idna", "x" * 500])
def test_declared_names_that_are_no_charsets_are_ignored(declared):
    assert decoded(b"caf\xe9 noir", declared).text == "café noir"


@pytest.mark.parametrize("hurt", [b"\xff\xfe", b"\xc3(", b"\xe2\x80", b"\xed\xa0\x80", b"\xf5"])
def test_broken_utf8_is_replaced_and_told(hurt):
    data = ARABIC.encode()[:40] + hurt + ARABIC.encode()[40:]
    found = decoded(data)
    assert found.text == data.decode("utf-8", "replace")
    assert "U+FFFD" in found.notes[0]
    plain = b"The envoy " + hurt + b" said"
    assert decoded(plain).text == plain.decode("utf-8", "replace")


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 20,
        b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" * 10,
        b"\x7fELF\x02\x01\x01" + b"\0" * 50,
        b"A story\0with\0stray NULs in it, and nothing else of note whatever.",
        b"\x01\x02\x03\x04\x05\x06" * 20,
    ],
)
def test_binary_is_refused_by_name(data):
    with pytest.raises(Unreadable) as fault:
        decoded(data, subject="/in/story.txt")
    assert (fault.value.code, fault.value.subject) == ("binary", "/in/story.txt")


@given(TRICKY)
def test_every_span_of_utf8_leads_to_its_bytes(text):
    data = text.encode()
    for start in range(0, len(text), max(1, len(text) // 5)):
        for end in range(start, len(text) + 1, max(1, len(text) // 5)):
            low, high = byte_span(data, "utf-8", start, end)
            assert data[low:high].decode() == text[start:end]


@given(st.binary(max_size=60), st.data())
def test_every_span_of_broken_utf8_leads_to_its_bytes(data, draw):
    text = data.decode("utf-8", "replace")
    edges = [byte_span(data, "utf-8", i, i)[0] for i in range(len(text) + 1)]
    assert edges[0] == 0
    assert edges[-1] == len(data)
    assert edges == sorted(set(edges))
    pieces = [data[low:high].decode("utf-8", "replace") for low, high in pairwise(edges)]
    assert pieces == list(text)


def test_spans_are_exact_across_the_windows_that_faults_are_sought_in():
    data = ("x" * 1023 + "é" + "y" * 5000).encode() + b"\xff" + "قال".encode()
    text = data.decode("utf-8", "replace")
    low, high = byte_span(data, "utf-8", len(text) - 4, len(text))
    assert data[low:high] == b"\xff" + "قال".encode()
    assert byte_span(data, "utf-8", 1023, 1024) == (1023, 1025)


@given(st.text(alphabet="abcقال😀é", max_size=50), st.sampled_from(["utf-16-le", "utf-16-be", "utf-32-le"]))
def test_every_character_of_wide_encodings_leads_to_its_bytes(text, encoding):
    data = text.encode(encoding)
    for i, char in enumerate(text):
        assert data[slice(*byte_span(data, encoding, i, i + 1))].decode(encoding) == char


@given(st.binary(max_size=400))
def test_any_bytes_give_text_without_lone_surrogates_or_an_error(data):
    try:
        found = decoded(data)
    except Unreadable:
        return
    found.text.encode("utf-8")
    assert found.text == data.decode(found.encoding, "replace")[found.skipped :]
