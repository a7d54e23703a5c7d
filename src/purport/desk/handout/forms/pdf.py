"""A brief as a PDF, laid out by typst: tagged, in reading order, after PDF/UA-1, with every letter in a font that it carries.

Words reach typst as data (JSON) that a fixed layout reads, never as markup: what a text says can become no code of typst's. The
layout has no folder to read from and asks for no package. Only the fonts that come with typst, with this extra, or from the user's
folders are used, so that the same brief gives the same bytes on every machine. What none of them can show is replaced by a note in
brackets that names its script, and the head of the brief says so.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from purport.desk.handout.forms.fonts import Letters, script, words_of
from purport.desk.handout.forms.laid import COLOURS, NOTES, foreign, note_pieces, notes, numbers, references, rtl
from purport.desk.handout.pen import remark
from purport.errors import InstructionError
from purport.records.briefs import Block, Brief, Picture, Piece, Pieces, Sentence, Support

LATIN, ARABIC = "Libertinus Serif", "Amiri"
UNSHOWN = ("could not be displayed", "missing codepoints")
"""What typst says of a letter that no font has, or none with its code."""
STANDARD = "ua-1"
ADVICE = "pip install 'purport[pdf]', or choose another form: --format html"
_LANGUAGES = {"ARABIC": "ar", "HEBREW": "he"}
_PICTURE = (
    b"#set page(width: 160mm, height: auto, margin: 0pt)\n#set text(font: json(bytes(sys.inputs.fonts)))\n"
    b'#image(bytes(sys.inputs.svg), format: "svg", width: 100%)'
)
DOTS = 200.0
"""Dots to the inch of a picture that is drawn."""
_PROBE = (
    b'#set document(title: "probe")\n#set text(font: json(bytes(sys.inputs.fonts)))\n#let words = sys.inputs.words\n'
    b'#words #strong(words) #emph(words) #text(lang: "ar", dir: rtl, words) #text(lang: "ar", dir: rtl, strong(words))'
)


def missing() -> str | None:
    """What a PDF needs and is not installed; None where all is there."""
    from importlib.util import find_spec

    lacking = [
        name for name, module in (("typst", "typst"), ("fontpkg-amiri", "fontpkg_amiri")) if not find_spec(module)
    ]
    return f"{', '.join(lacking)} not installed" if lacking else None


def written(made: Brief, folders: Sequence[Path] = ()) -> bytes:
    """The PDF. `folders`: further fonts.

    Raises:
        InstructionError: ``no-typst`` if what makes it is not installed; ``no-fonts`` if a folder of fonts is not there;
            ``no-layout`` if typst cannot lay it out.
    """
    gap = missing()
    if gap is not None:
        raise InstructionError(f"no PDF can be made: {gap}", code="no-typst", advice=ADVICE)
    with _press(folders) as press:
        press.letters.look(_texts(made))
        told = _with_remark(made, press.letters.scripts)
        with suppress(_Unshown):
            return press.printed(told, numbers(made))
        press.letters.look_again(_texts(made))
        with suppress(_Unshown):
            return press.printed(told, numbers(made))
        press.letters.be_plain()
        try:
            return press.printed(told, numbers(made))
        except _Unshown as fault:
            message = "a letter in it cannot be laid out"
            raise InstructionError(
                message, code="no-layout", subject=str(fault), advice="choose another form"
            ) from fault


def lacks(made: Brief, folders: Sequence[Path] = ()) -> tuple[str, ...]:
    """The scripts of a brief for which there is no font."""
    with _press(folders) as press:
        press.letters.look(_texts(made))
        return press.letters.scripts


def drawn(svg: str, folders: Sequence[Path] = ()) -> bytes | None:
    """A picture as PNG, for forms that know no SVG; None where what draws it is not installed."""
    if missing() is not None:
        return None
    with _press(folders) as press:
        press.letters.look(words_of(svg))
        return press.drawn(svg)


@contextmanager
def _press(folders: Sequence[Path]) -> Iterator[_Press]:
    """The press with its fonts, in an empty folder of its own: there is nothing that a layout could read."""
    with tempfile.TemporaryDirectory(prefix="purport-") as nowhere:
        yield _Press(folders, nowhere)


class _Unshown(Exception):
    """Some letter cannot be shown."""


class _Press:
    """typst with its fonts."""

    def __init__(self, folders: Sequence[Path], nowhere: str) -> None:
        import fontpkg_amiri
        import typst

        for folder in folders:
            if not folder.is_dir():
                raise InstructionError("there is no such folder of fonts", code="no-fonts", subject=str(folder))
        paths = [str(Path(fontpkg_amiri.ROOT) / "files"), *map(str, folders)]
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=paths)
        own = sorted(set(fonts.families()) - {LATIN, ARABIC, "New Computer Modern", "New Computer Modern Math"})
        self.families = [LATIN, ARABIC, *own]
        self._fault = typst.TypstError
        self._anew = partial(typst.Compiler, root=nowhere, font_paths=fonts, ignore_system_fonts=True)
        self._typst = self._anew()
        self.letters = Letters(self._shows)

    def _shows(self, words: str) -> bool:
        try:
            self._made(_PROBE, "pdf", {"words": words, "fonts": json.dumps(self.families)})
        except _Unshown:
            return False
        return True

    def printed(self, made: Brief, known: Mapping[Support, int]) -> bytes:
        """The brief as it is laid out."""
        layout = files("purport.desk.handout.forms").joinpath("brief.typ").read_bytes()
        return self._made(layout, "pdf", {"brief": json.dumps(self._told(made, known))})

    def drawn(self, svg: str) -> bytes:
        """A picture by itself, as PNG."""
        return self._made(_PICTURE, "png", {"svg": self.letters.drawn(svg), "fonts": json.dumps(self.families)})

    def _made(self, source: bytes, form: Literal["pdf", "png"], given: dict[str, str]) -> bytes:
        """What typst makes of a layout and its data.

        Raises:
            _Unshown: some letter cannot be shown. That typst gives up on a letter altogether (it panics, which no ``except
                Exception`` would catch) is taken for the same.
        """
        try:
            standards: list[Any] = [STANDARD] if form == "pdf" else []
            out = self._typst.compile(source, format=form, ppi=DOTS, pdf_standards=standards, sys_inputs=given)
        except self._fault as fault:
            if any(words in str(fault) for words in UNSHOWN):
                raise _Unshown(str(fault)) from None
            raise
        except BaseException as fault:
            if type(fault).__name__ != "PanicException":
                raise
            self._typst = self._anew()
            raise _Unshown(str(fault)) from fault
        assert isinstance(out, bytes)
        return out

    def _told(self, made: Brief, known: Mapping[Support, int]) -> dict[str, Any]:
        at = made.made_at
        return {
            "title": self.letters.shown(made.title),
            "rtl": rtl(made.title),
            "label": str(made.label),
            "colour": COLOURS[made.label],
            "at": [at.year, at.month, at.day, at.hour, at.minute],
            "fonts": self.families,
            "dateline": self._pieces(made.dateline),
            "sections": [
                {
                    "key": part.key,
                    "heading": part.heading,
                    "blocks": [self._block(block, known) for block in part.blocks],
                }
                for part in made.sections
            ],
            "notes_heading": NOTES,
            "notes": [
                {"number": note.number, "pieces": self._pieces(note_pieces(note)), "digest": note.digest}
                for note in notes(made)
            ],
        }

    def _block(self, block: Block, known: Mapping[Support, int]) -> dict[str, Any]:
        if isinstance(block, Picture):
            return {"kind": "picture", "svg": self.letters.drawn(block.svg), "told": block.told}
        told: dict[str, Any] = {"kind": type(block).__name__.lower(), "pieces": self._pieces(block.pieces)}
        if isinstance(block, Sentence):
            refs = [{"label": one.label, "first": one.first} for one in references(block, known)]
            told |= {"number": block.number, "refs": refs}
        return told

    def _pieces(self, pieces: Pieces) -> list[dict[str, Any]]:
        return [self._piece(replace(piece, text=self.letters.shown(piece.text))) for piece in pieces]

    def _piece(self, piece: Piece) -> dict[str, Any]:
        scripts = {script(letter) for letter in piece.text}
        language = next((code for told, code in _LANGUAGES.items() if told in scripts), "")
        turned = foreign(piece) and rtl(piece.text)
        return {"text": piece.text, "voice": str(piece.voice), "apart": turned, "lang": language}


def _with_remark(made: Brief, lacking: tuple[str, ...]) -> Brief:
    """The brief, with a remark at its head on the scripts that are not shown."""
    if not lacking:
        return made
    told = ", ".join(lacking)
    said = remark(
        f"Not shown here, for want of a font: {told}. Each such stretch is counted in brackets; the other forms of "
        "this brief show it, and so does the original."
    )
    first, *others = made.sections
    return replace(made, sections=(replace(first, blocks=(said, *first.blocks)), *others))


def _texts(made: Brief) -> list[str]:
    texts = [made.title, *(piece.text for piece in made.dateline)]
    for section in made.sections:
        texts.append(section.heading)
        for block in section.blocks:
            texts += words_of(block.svg) if isinstance(block, Picture) else [piece.text for piece in block.pieces]
    return texts + [piece.text for note in notes(made) for piece in note_pieces(note)]
