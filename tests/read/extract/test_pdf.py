"""PDFs: text page by page, and clear words about those that hold none."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.errors import Unreadable
from purport.read.extract import place_in_bytes
from purport.read.extract.pdf import unwrapped
from tests.read.extract.captures import document


def made(*pages: list[str], title: str | None = None, author: str | None = None) -> bytes:
    """A PDF with one list of lines a page."""
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out)
    if title:
        canvas.setTitle(title)
    if author:
        canvas.setAuthor(author)
    for lines in pages:
        for n, line in enumerate(lines):
            canvas.drawString(72, 760 - 15 * n, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def picture() -> bytes:
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    ppm = b"P6 8 8 255\n" + bytes(range(192))
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawImage(ImageReader(io.BytesIO(ppm)), 10, 10, 400, 600)
    canvas.save()
    return out.getvalue()


def shapes() -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.rect(50, 50, 200, 300, fill=1)
    canvas.save()
    return out.getvalue()


def locked(data: bytes, user: str) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(user_password=user, owner_password="owner", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


FIRST = ["KELVA, Norland (AP) - Talks on the upper dam stalled on Tuesday, the water", "ministry said in a statement."]
SECOND = ["The second page said more."]


def read(data: bytes):
    return document(data, "/in/report.pdf", "application/pdf")


def outcome(data: bytes) -> str:
    """The text of a PDF, or the code of the error that came instead."""
    try:
        return read(data).text or "?"
    except Unreadable as fault:
        return fault.code


def test_text_and_page_numbers():
    found = read(made(FIRST, SECOND, title="Dam talks", author="Mira Oduya"))
    assert found.text == " ".join(FIRST) + "\n" + SECOND[0]
    assert (found.name, found.title, found.author, found.agency) == ("report", "Dam talks", "Mira Oduya", "AP")
    assert found.source_map.unit == "page"
    assert found.source_map.locate(0, 5) == (1, 2)
    assert place_in_bytes(b"", found.source_map, 0, 5) is None
    at = found.text.index("second")
    assert found.source_map.locate(at, at + 6) == (2, 3)
    assert found.source_map.locate(0, len(found.text)) == (1, 3)


def test_the_day_of_making_is_a_note_and_no_publication():
    found = read(made(FIRST))
    assert found.published is None
    assert any("made on" in note for note in found.notes)


def test_a_page_without_text_is_told():
    found = read(made(FIRST, [], SECOND))
    assert "page 2 holds no text" in found.notes
    assert found.source_map.locate(len(found.text) - 3, len(found.text)) == (3, 4)


@pytest.mark.parametrize("data", [picture(), shapes()])
def test_a_pdf_of_pictures_says_so(data):
    with pytest.raises(Unreadable) as fault:
        read(data)
    assert fault.value.code == "pictures-only-pdf"
    assert "picture" in fault.value.message
    assert "OCR" in fault.value.advice


def test_an_empty_pdf():
    with pytest.raises(Unreadable) as fault:
        read(made([]))
    assert fault.value.code == "empty"


def test_an_encrypted_pdf_says_so():
    with pytest.raises(Unreadable) as fault:
        read(locked(made(FIRST), "secret"))
    assert (fault.value.code, fault.value.subject) == ("encrypted-pdf", "/in/report.pdf")


def test_a_pdf_that_the_empty_password_opens_is_read():
    assert read(locked(made(FIRST), "")).text == " ".join(FIRST)


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog",
        b"%PDF-1.4\n%%EOF",
        b"%PDF-" + b"x" * 2000,
        made(FIRST)[:-400],
        made(FIRST)[:300],
    ],
)
def test_a_damaged_pdf_is_an_error_or_is_read_all_the_same(data):
    assert outcome(data) in ("bad-pdf", "empty", " ".join(FIRST))


@given(st.integers(0, 1200), st.binary(min_size=1, max_size=30))
def test_a_pdf_hurt_anywhere_gives_a_text_or_an_error(at, hurt):
    whole = made(FIRST)
    assert outcome(whole[:at] + hurt + whole[at + len(hurt) :])


def test_nothing_is_printed_about_a_damaged_pdf(capfd):
    outcome(made(FIRST)[:-400])
    outcome(b"%PDF-1.4 junk")
    assert capfd.readouterr() == ("", "")


def test_lines_are_joined_within_paragraphs_only():
    text = "The envoy said on Tuesday that the talks\nhad stalled.\nShort heading\n"
    text += "A new paragraph, which goes on for a while\nand ends."
    assert unwrapped(text).split("\n") == [
        "The envoy said on Tuesday that the talks had stalled.",
        "Short heading",
        "A new paragraph, which goes on for a while and ends.",
    ]


def test_words_divided_at_a_lines_end_stay_as_they_are():
    assert (
        unwrapped("a long line that ends with a co-\nordinated word")
        == "a long line that ends with a co-\nordinated word"
    )


@given(st.text(alphabet="abA .-\n", max_size=80))
def test_joining_changes_white_space_only(text):
    assert "".join(unwrapped(text).split()) == "".join(text.split())
