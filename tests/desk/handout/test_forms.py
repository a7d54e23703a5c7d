"""The four forms of a brief: each holds every sentence and note, obeys nothing in a text, and comes out the same every time."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import docx
import pypdf
import pytest
from lxml import etree
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from purport.desk.handout import written
from purport.desk.handout.forms import pdf
from purport.desk.handout.forms.laid import numbers, references, rtl, sentence_words
from purport.desk.handout.forms.markdown import escaped
from purport.errors import InstructionError
from purport.records.briefs import Brief, Choices, Form, Label, Piece, Sentence, Voice, words_in
from tests.desk.handout.made import HOSTILE, hostile, made
from tests.desk.handout.parsed import PARSERS, expanded, flat, letters, pdf_lines
from tests.invented import arabic, tape

FORMS = list(Form)


@pytest.fixture(scope="module")
def brief() -> Brief:
    return made()


@pytest.fixture(scope="module")
def laid(brief: Brief) -> dict[Form, bytes]:
    return {form: written(brief, form) for form in FORMS}


@pytest.fixture(scope="module")
def attacked() -> dict[Form, bytes]:
    story, rows = hostile()
    found = made(story, rows=rows, choices=Choices(HOSTILE, Label.GREEN))
    return {form: written(found, form) for form in FORMS}


@pytest.mark.parametrize("form", FORMS)
def test_every_sentence_is_there_with_its_number_and_notes(brief: Brief, laid: dict[Form, bytes], form: Form) -> None:
    read = PARSERS[form](laid[form])
    known = numbers(brief)
    assert [one.number for one in read.sentences] == [one.number for one in brief.sentences]
    for ours, theirs in zip(brief.sentences, read.sentences, strict=True):
        if form is Form.PDF:  # a PDF keeps Arabic in the order in which it is drawn
            assert letters(theirs.words) == letters(ours.words)
        else:
            assert theirs.words == flat(ours.words)
        assert sorted(theirs.notes) == sorted(known[support] for support in ours.supports)


@pytest.mark.parametrize("form", FORMS)
def test_every_note_has_the_digest_and_the_place(brief: Brief, laid: dict[Form, bytes], form: Form) -> None:
    read = PARSERS[form](laid[form])
    assert sorted(read.notes) == list(range(1, len(brief.notes) + 1))
    for number, support in enumerate(brief.notes, 1):
        told = read.notes[number].replace(" ", "")
        assert support.exhibit in told
        assert support.document in told
        for span in support.spans:
            assert f"{span.start}–{span.end}" in told


@pytest.mark.parametrize("form", FORMS)
def test_the_same_brief_gives_the_same_bytes(brief: Brief, laid: dict[Form, bytes], form: Form) -> None:
    assert written(brief, form) == laid[form]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("label", list(Label))
def test_the_label_is_on_it(form: Form, label: Label) -> None:
    data = written(made(arabic(), choices=Choices("x", label)), form)
    text = {
        Form.HTML: lambda: lxml_html.fromstring(data.decode()).text_content(),
        Form.PDF: lambda: "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages),
        Form.DOCX: lambda: _docx_margins(data),
        Form.MARKDOWN: lambda: MarkdownIt().render(data.decode()),
    }[form]()
    assert text.count(str(label)) >= 2


def _docx_margins(data: bytes) -> str:
    (part,) = docx.Document(io.BytesIO(data)).sections
    return "\n".join(line.text for side in (part.header, part.footer) for line in side.paragraphs)


@pytest.mark.parametrize("form", FORMS)
def test_hostile_words_are_shown_and_not_obeyed(attacked: dict[Form, bytes], form: Form) -> None:
    read = PARSERS[form](attacked[form])
    assert read.sentences
    shown = "".join(one.words for one in read.sentences).replace(" ", "")
    for part in (
        "#sys.inputs",
        "<script>alert(1)</script>",
        "*bold*",
        "[a](javascript:b)",
        "{{7*7}}",
        "\\textbf{x}",
        "&amp;",
    ):
        assert part in shown
    assert "49" not in shown


# HTML


class TestHtml:
    def test_it_loads_and_runs_nothing(self, attacked: dict[Form, bytes]) -> None:
        tree = lxml_html.fromstring(attacked[Form.HTML].decode())
        assert not tree.xpath(
            "//script|//link|//iframe|//object|//form|//base|//video|//audio|//*[@onclick or @onerror or @style]"
        )
        assert all(src.startswith("data:image/svg+xml;base64,") for src in tree.xpath("//@src"))
        assert all(href.startswith("#") for href in tree.xpath("//@href"))

    def test_the_policy_names_the_style_and_allows_pictures_in_the_page_alone(self, laid: dict[Form, bytes]) -> None:
        text = laid[Form.HTML].decode()
        (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        policy = lxml_html.fromstring(text).xpath("//meta[@http-equiv]/@content")[0]
        assert policy == (
            f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
        )

    def test_every_printed_page_has_the_label_above_and_below(self, laid: dict[Form, bytes]) -> None:
        (rule,) = re.findall(r"@page \{ @top-right \{(.*?)\} @bottom-right \{(.*?)\} \}", laid[Form.HTML].decode())
        assert all('content: "TLP:AMBER"; color: #ffc000; background: #000000' in box for box in rule)

    def test_every_reference_leads_to_its_note(self, laid: dict[Form, bytes]) -> None:
        tree = lxml_html.fromstring(laid[Form.HTML].decode())
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids))
        for link in tree.xpath("//a"):
            assert link.get("href")[1:] in ids
            assert link.get("href") == f"#n{next(expanded(link.text))}"

    def test_names_and_quotations_are_kept_apart_in_their_direction(self, laid: dict[Form, bytes]) -> None:
        tree = lxml_html.fromstring(laid[Form.HTML].decode())
        strange = [
            one for one in tree.xpath("//p[@class='sentence']//*") if re.search("[\u0600-\u06ff]", one.text or "")
        ]
        assert strange
        assert all(one.tag == "bdi" or one.get("dir") == "auto" for one in strange)

    def test_pictures_have_words_and_are_inert(self, laid: dict[Form, bytes]) -> None:
        for picture in lxml_html.fromstring(laid[Form.HTML].decode()).xpath("//img"):
            assert picture.get("alt")
            svg = etree.fromstring(base64.b64decode(picture.get("src").partition(",")[2]))
            tags = {etree.QName(one).localname for one in svg.iter()}
            assert not tags & {"script", "a", "image", "foreignObject", "title", "use"}

    def test_headings_go_down_by_one(self, laid: dict[Form, bytes]) -> None:
        levels = [int(one.tag[1]) for one in lxml_html.fromstring(laid[Form.HTML].decode()).xpath("//h1|//h2|//h3")]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


# PDF


class TestPdf:
    def test_it_is_tagged_and_says_its_language_title_and_time(self, laid: dict[Form, bytes]) -> None:
        reader = pypdf.PdfReader(io.BytesIO(laid[Form.PDF]))
        root = reader.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"]
        assert root["/StructTreeRoot"]
        assert str(root["/Lang"]).startswith("en")
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        assert reader.metadata is not None
        assert reader.metadata.title == "A week in March"
        assert reader.metadata.creation_date == datetime(2026, 3, 9, 8, 30, tzinfo=UTC)

    def test_headings_and_pictures_are_in_its_structure(self, laid: dict[Form, bytes]) -> None:
        kinds, alternatives = set(), []
        waiting = [pypdf.PdfReader(io.BytesIO(laid[Form.PDF])).trailer["/Root"]["/StructTreeRoot"]]
        while waiting:
            node = waiting.pop()
            node = node.get_object() if hasattr(node, "get_object") else node
            if isinstance(node, list):
                waiting += node
            elif isinstance(node, dict):
                kinds.add(str(node.get("/S")))
                alternatives += [str(node["/Alt"])] if "/Alt" in node else []
                waiting += [node["/K"]] if "/K" in node else []
        assert {"/H1", "/H2", "/Figure", "/Link"} <= kinds
        assert any(told.startswith("Timeline") for told in alternatives)

    def test_pages_are_numbered(self, laid: dict[Form, bytes]) -> None:
        pages = pypdf.PdfReader(io.BytesIO(laid[Form.PDF])).pages
        for number, page in enumerate(pages, 1):
            assert f"{number} / {len(pages)}" in page.extract_text()

    def test_it_has_no_action_and_no_address(self, attacked: dict[Form, bytes]) -> None:
        for page in pypdf.PdfReader(io.BytesIO(attacked[Form.PDF])).pages:
            for one in page.get("/Annots", []):
                assert "/URI" not in str(one.get_object())

    def test_data_is_never_markup(self) -> None:
        story, rows = hostile()
        found = made(story, rows=rows)
        text = "".join(pdf_lines(written(found, Form.PDF)))
        assert "#eval" in text
        assert '"1+1"' in text

    def test_every_font_is_in_it(self, laid: dict[Form, bytes]) -> None:
        names = set()
        for page in pypdf.PdfReader(io.BytesIO(laid[Form.PDF])).pages:
            for font in page["/Resources"]["/Font"].values():
                names.add(str(font.get_object()["/BaseFont"]).partition("+")[2])
                (below,) = font.get_object()["/DescendantFonts"]
                described = below.get_object()["/FontDescriptor"].get_object()
                assert {"/FontFile2", "/FontFile3"} & set(described)
        assert any(name.startswith("Amiri") for name in names)
        assert any(name.startswith("Libertinus") for name in names)

    def test_a_script_without_a_font_is_named_and_never_boxes(self) -> None:
        found = made(arabic(), choices=Choices("ลำปาง and 漢字", Label.CLEAR))
        assert pdf.lacks(found) == ("CJK", "THAI")
        lines = pdf_lines(written(found, Form.PDF))
        text = " ".join(lines)
        assert "Not shown here, for want of a font: CJK, THAI." in text
        assert "[5 THAI letters, no font] and [2 CJK letters, no font]" in text

    def test_a_script_of_many_letters_is_judged_by_its_first(self) -> None:
        many = "".join(map(chr, range(0x4E00, 0x4E00 + 900)))
        with pdf._press(()) as press:
            press.letters.look([f"{many} abc قال"])
            assert press.letters.scripts == ("CJK",)
            assert press.letters.shown(f"a {many} قال") == "a [900 CJK letters, no font] قال"

    @pytest.mark.parametrize(
        "odd",
        [
            "s\u20df",
            "]\u0301x",
            "\u0301",
            "\u06e6ق\u06e6",
            "ڃڂ ڃ",
            "\ufe0f",
            "a\u200d\u0301",
            "\U000e0100",
            "\ue000",
            "\u1cf7\U0001f600",
        ],
    )
    def test_odd_letters_cost_no_brief(self, odd: str) -> None:
        """A letter that can be shown by itself may not be with another on it; whatever it is, a PDF comes out."""
        story, rows = hostile()
        rows = tuple(replace(row, content_words=f"before {odd} after") for row in rows)
        text = " ".join(pdf_lines(written(made(story, rows=rows), Form.PDF)))
        assert text.count("before") >= len(rows)

    def test_that_typst_gives_up_altogether_is_an_error_like_others(self, monkeypatch: pytest.MonkeyPatch) -> None:
        class PanicException(BaseException):  # as pyo3 names it
            pass

        def panics(*_given: object, **_more: object) -> bytes:
            raise PanicException("end byte index 4 is out of bounds")

        monkeypatch.setattr(pdf, "partial", lambda *_a, **_b: lambda: SimpleNamespace(compile=panics))
        with pytest.raises(InstructionError) as caught:
            written(made(arabic()), Form.PDF)
        assert caught.value.code == "no-layout"

    def test_nothing_is_said_of_fonts_where_none_lacks(self, brief: Brief, laid: dict[Form, bytes]) -> None:
        assert pdf.lacks(brief) == ()
        assert "no font" not in " ".join(pdf_lines(laid[Form.PDF]))

    def test_a_font_of_the_users_is_used(self, tmp_path: Path) -> None:
        import fontpkg_amiri

        (tmp_path / "own.ttf").write_bytes((fontpkg_amiri.ROOT / "files" / "Amiri-Bold.ttf").read_bytes())
        assert written(made(arabic()), Form.PDF, [tmp_path]).startswith(b"%PDF")

    def test_a_folder_of_fonts_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(InstructionError) as caught:
            written(made(arabic()), Form.PDF, [tmp_path / "none"])
        assert caught.value.code == "no-fonts"

    def test_without_typst_it_says_what_to_install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pdf, "missing", lambda: "typst not installed")
        with pytest.raises(InstructionError, match=r"purport\[pdf\]") as caught:
            written(made(arabic()), Form.PDF)
        assert caught.value.code == "no-typst"


# DOCX


class TestDocx:
    def test_it_has_styles_headings_and_an_author(self, laid: dict[Form, bytes]) -> None:
        page = docx.Document(io.BytesIO(laid[Form.DOCX]))
        styles = [one.style.name for one in page.paragraphs]
        assert styles[0] == "Title"
        assert {"Heading 1", "Heading 2", "Brief sentence", "Brief note", "Brief remark"} <= set(styles)
        core = page.core_properties
        assert (core.title, core.subject, core.author) == ("A week in March", "TLP:AMBER", "purport")
        assert core.created.replace(tzinfo=UTC) == datetime(2026, 3, 9, 8, 30, tzinfo=UTC)

    def test_arabic_runs_are_marked(self, laid: dict[Form, bytes]) -> None:
        runs = [run for line in docx.Document(io.BytesIO(laid[Form.DOCX])).paragraphs for run in line.runs]
        strange = [run for run in runs if rtl(run.text)]
        assert strange
        assert all(run.font.rtl for run in strange)
        assert not any(run.font.rtl for run in runs if not rtl(run.text))

    def test_pages_are_numbered_by_fields(self, laid: dict[Form, bytes]) -> None:
        (part,) = docx.Document(io.BytesIO(laid[Form.DOCX])).sections
        xml = part.footer._element.xml
        assert 'w:instr="PAGE"' in xml
        assert 'w:instr="NUMPAGES"' in xml

    def test_every_reference_leads_to_a_bookmark(self, laid: dict[Form, bytes]) -> None:
        xml = zipfile.ZipFile(io.BytesIO(laid[Form.DOCX])).read("word/document.xml").decode()
        marks = set(re.findall(r'w:bookmarkStart [^>]*w:name="([^"]+)"', xml))
        links = set(re.findall(r'w:hyperlink w:anchor="([^"]+)"', xml))
        assert links
        assert links <= marks

    def test_pictures_are_drawn_and_have_words(self, laid: dict[Form, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
        page = docx.Document(io.BytesIO(laid[Form.DOCX]))
        (shape,) = page.inline_shapes
        assert shape._inline.docPr.get("descr").startswith("Timeline: ")
        monkeypatch.setattr(pdf, "missing", lambda: "typst not installed")
        plain = written(made(), Form.DOCX)
        assert not docx.Document(io.BytesIO(plain)).inline_shapes
        assert PARSERS[Form.DOCX](plain) == PARSERS[Form.DOCX](laid[Form.DOCX])

    def test_a_picture_has_no_boxes_either(self) -> None:
        svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 20"><text x="2" y="12">{}</text></svg>'
        named, boxes = pdf.drawn(svg.format("[1 THAI letters, no font]")), pdf.drawn(svg.format("ก"))
        assert named is not None and named == boxes

    def test_no_part_tells_when_it_was_packed(self, laid: dict[Form, bytes]) -> None:
        parts = zipfile.ZipFile(io.BytesIO(laid[Form.DOCX])).infolist()
        assert parts[0].filename == "[Content_Types].xml"
        assert {part.date_time for part in parts} == {(1980, 1, 1, 0, 0, 0)}


# Markdown


class TestMarkdown:
    def test_no_word_of_others_is_markup(self, attacked: dict[Form, bytes]) -> None:
        tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(attacked[Form.MARKDOWN].decode())
        kinds = {child.type for token in tokens for child in token.children or ()} | {token.type for token in tokens}
        assert not kinds & {
            "html_inline",
            "html_block",
            "link_open",
            "image",
            "em_open",
            "s_open",
            "table_open",
            "hr",
            "fence",
        }

    def test_arabic_stands_between_isolates(self, laid: dict[Form, bytes]) -> None:
        text = laid[Form.MARKDOWN].decode()
        assert re.search("“\u2068[\u0600-\u06ff ]+\u2069”", text)
        assert text.count("\u2068") == text.count("\u2069")

    @pytest.mark.parametrize(
        "text", ["1. a", "- a", "+ a", "# a", "=== ", "http://x.example", "WWW.x.example", "a@b", "12) a", "    a"]
    )
    def test_nothing_at_the_beginning_of_a_line_is_markup(self, text: str) -> None:
        rendered = MarkdownIt("commonmark").render(escaped(text).strip())
        assert rendered.startswith("<p>")
        assert lxml_html.fromstring(rendered).text_content().strip() == text.strip()


# What all share


def test_the_line_of_a_sentence(brief: Brief) -> None:
    known = numbers(brief)
    line = sentence_words(brief.sentences[0], known)
    assert line.startswith("1. On 6 March 2026 Tidewater Monitor, according to Northwire, said")
    assert line.endswith("[attributed] [1]")


def test_three_notes_in_a_row_are_one_reference() -> None:
    supports = made(tape()).notes[:5]
    known = {support: number for number, support in zip((1, 2, 3, 7, 8), supports, strict=True)}
    found = references(Sentence(1, (Piece("x"),), supports), known)
    assert [one.label for one in found] == ["1–3", "7", "8"]


def test_the_direction_of_a_text() -> None:
    assert rtl("«قال» abc")
    assert not rtl("12 abc قال")
    assert not rtl("12")


def test_typst_gets_its_words_as_json_alone(brief: Brief) -> None:
    with pdf._press(()) as press:
        told = press._told(brief, numbers(brief))
    assert json.loads(json.dumps(told)) == told
    assert words_in(brief.dateline) == "".join(piece["text"] for piece in told["dateline"])
    assert {piece.voice for one in brief.sentences for piece in one.pieces} <= set(Voice)
