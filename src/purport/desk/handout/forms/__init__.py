"""The forms of a brief. Each lays out the one record of it; none adds a word of its own but labels and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from purport.records.briefs import Brief, Form


def written(made: Brief, form: Form, fonts: Sequence[Path] = ()) -> bytes:
    """A brief in one form; the same brief gives the same bytes. `fonts`: folders with further fonts for a PDF, and for pictures.

    Raises:
        InstructionError: ``no-typst`` if a PDF is asked for and what makes it is not installed.
    """
    if form is Form.PDF:
        from purport.desk.handout.forms import pdf

        return pdf.written(made, fonts)
    if form is Form.DOCX:
        from purport.desk.handout.forms import docx

        return docx.written(made, fonts)
    if form is Form.MARKDOWN:
        from purport.desk.handout.forms import markdown

        return markdown.written(made)
    from purport.desk.handout.forms import html

    return html.written(made)
