"""A brief as a Word document: its own styles, page numbers and label on every page, right-to-left runs marked as such.

The same brief gives the same bytes: the times inside are those of the brief, and the parts of the zip carry one fixed day.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from purport.desk.handout.forms.laid import (
    BLACK,
    COLOURS,
    NOTES,
    Reference,
    note_pieces,
    notes,
    numbers,
    references,
    rtl,
)
from purport.records.briefs import Brief, Picture, Piece, Pieces, Sentence, Subhead, Voice
from purport.version import __version__

if TYPE_CHECKING:
    from docx.document import Document as DocxDocument

SENTENCE, NOTE, REMARK, DATELINE = "Brief sentence", "Brief note", "Brief remark", "Brief dateline"
"""The styles of its paragraphs, by which a program finds them."""
FACE, ARABIC_FACE = "Cambria", "Arial"
_DAY = (1980, 1, 1, 0, 0, 0)
_SOFT = "56606B"


def written(made: Brief, fonts: Sequence[Path] = ()) -> bytes:
    """The document; `fonts`: folders with further fonts for its pictures."""
    import docx

    page = docx.Document()
    _about(page, made)
    _styles(page)
    _margins(page)
    _label_and_numbers(page, made)
    _body(page, made, fonts)
    out = io.BytesIO()
    page.save(out)
    return _settled(out.getvalue())


def _settled(data: bytes) -> bytes:
    """The same zip, its parts in the order of their names and without the time at which they were packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        names = sorted(before.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in names:
            part = zipfile.ZipInfo(name, _DAY)
            part.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(part, before.read(name))
    return out.getvalue()


def _about(page: DocxDocument, made: Brief) -> None:
    core, at = page.core_properties, made.made_at.replace(tzinfo=None)
    core.title, core.subject, core.author = made.title, str(made.label), "purport"
    core.comments, core.keywords, core.language = f"made by purport {__version__}", str(made.label), "en"
    core.created = core.modified = at
    core.last_modified_by, core.revision = "purport", 1


def _styles(page: DocxDocument) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt, RGBColor

    for name in ("Normal", "Title", "Heading 1", "Heading 2"):
        _face(page.styles[name])
    page.styles["Normal"].font.size = Pt(10.5)
    page.styles["Normal"].paragraph_format.space_after = Pt(4)
    for name, size in (("Title", 20), ("Heading 1", 13), ("Heading 2", 10)):
        style = page.styles[name]
        style.font.size, style.font.color.rgb = Pt(size), RGBColor(0x1C, 0x21, 0x26)
        style.paragraph_format.keep_with_next = True
    for name, points, hanging in ((SENTENCE, 10.5, 24), (NOTE, 8.5, 24), (REMARK, 10.0, 0), (DATELINE, 10.0, 0)):
        style = page.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.font.size = page.styles["Normal"], Pt(points)
        style.paragraph_format.left_indent = Pt(hanging)
        style.paragraph_format.first_line_indent = Pt(-hanging)
        style.paragraph_format.widow_control = True


def _face(style: Any) -> None:
    """The type of a style, for Latin letters and for those written from right to left."""
    from docx.oxml.ns import qn

    style.font.name = FACE
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in [key for key in fonts.attrib if key.endswith("Theme")]:
        del fonts.attrib[name]
    for name in ("w:ascii", "w:hAnsi", "w:eastAsia"):
        fonts.set(qn(name), FACE)
    fonts.set(qn("w:cs"), ARABIC_FACE)


def _margins(page: DocxDocument) -> None:
    from docx.shared import Mm

    for part in page.sections:
        part.page_width, part.page_height = Mm(210), Mm(297)
        part.left_margin = part.right_margin = Mm(25)
        part.top_margin = part.bottom_margin = Mm(22)


def _label_and_numbers(page: DocxDocument, made: Brief) -> None:
    """The label above and below, as TLP wants it: coloured letters on black, 12 points, at the right."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    for part, numbered in ((page.sections[0].header, False), (page.sections[0].footer, True)):
        line = part.paragraphs[0]
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if numbered:
            line.add_run("page ")
            _field(line, "PAGE")
            line.add_run(" of ")
            _field(line, "NUMPAGES")
            line.add_run("   ")
        run = line.add_run(f" {made.label} ")
        run.bold, run.font.size = True, Pt(12)
        _coloured(run, COLOURS[made.label], BLACK)


def _coloured(run: Any, letters: str, ground: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    run.font.color.rgb = RGBColor.from_string(letters[1:].upper())
    shade = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", ground[1:])):
        shade.set(qn(name), value)
    run._r.get_or_add_rPr().append(shade)


def _field(line: Any, code: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    line._p.append(field)


def _body(page: DocxDocument, made: Brief, fonts: Sequence[Path]) -> None:
    from docx.oxml import OxmlElement

    known = numbers(made)
    title = page.add_paragraph(style="Title")
    _pieces(title, (Piece(made.title, Voice.OURS),))
    if rtl(made.title):
        title._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    _pieces(page.add_paragraph(style=DATELINE), made.dateline)
    for section in made.sections:
        page.add_heading(section.heading, 1)
        for block in section.blocks:
            if isinstance(block, Sentence):
                line = page.add_paragraph(style=SENTENCE)
                line.add_run(f"{block.number}. ")
                _pieces(line, block.pieces)
                _references(line, references(block, known))
            elif isinstance(block, Subhead):
                _pieces(page.add_heading("", 2), block.pieces)
            elif isinstance(block, Picture):
                _picture(page, block, fonts)
            else:
                _pieces(page.add_paragraph(style=REMARK), block.pieces)
    if made.notes:
        page.add_heading(NOTES, 1)
    for note in notes(made):
        line = page.add_paragraph(style=NOTE)
        line.add_run(f"{note.number}. ")
        _bookmark(line, f"note{note.number}", note.number)
        _pieces(line, note_pieces(note), plain=True)
        line.add_run(f" {note.digest}")


def _picture(page: DocxDocument, block: Picture, fonts: Sequence[Path]) -> None:
    """A picture with its words; none where nothing can draw it: the paragraphs round it say the same."""
    from docx.shared import Mm

    from purport.desk.handout.forms import pdf

    drawn = pdf.drawn(block.svg, fonts)
    if drawn is not None:
        shape = page.add_picture(io.BytesIO(drawn), width=Mm(160))
        shape._inline.docPr.set("descr", block.told)


def _references(line: Any, found: list[Reference]) -> None:
    """The notes of a sentence, each a link into the document."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    line.add_run(" ")
    for one in found:
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), f"note{one.first}")
        run = line.add_run(f"[{one.label}]")
        _small(run)
        link.append(run._r)
        line._p.append(link)


def _bookmark(line: Any, name: str, number: int) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind in ("w:bookmarkStart", "w:bookmarkEnd"):
        made = OxmlElement(kind)
        made.set(qn("w:id"), str(number))
        if kind == "w:bookmarkStart":
            made.set(qn("w:name"), name)
        line._p.append(made)


def _pieces(line: Any, pieces: Pieces, plain: bool = False) -> None:
    for piece in pieces:
        run = line.add_run(piece.text)
        if piece.voice is Voice.NAME and not plain:
            run.bold = True
        elif piece.voice is Voice.MARK:
            _small(run)
        if rtl(piece.text):
            _right_to_left(run)


def _small(run: Any) -> None:
    from docx.shared import Pt, RGBColor

    run.font.size, run.font.color.rgb = Pt(8.5), RGBColor.from_string(_SOFT)


def _right_to_left(run: Any) -> None:
    """A run of right-to-left script, in its type and language."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run.font.rtl = True
    language = OxmlElement("w:lang")
    language.set(qn("w:bidi"), "ar-SA")
    run._r.get_or_add_rPr().append(language)
    if run.bold:
        run.font.cs_bold = True
