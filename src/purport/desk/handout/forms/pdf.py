"""A brief as a PDF, laid out by typst: tagged, in reading order, after PDF/UA-1, with every letter in a font that it carries.

Words reach typst as data (JSON) that a fixed layout reads, never as markup: what a text says can become no code of typst's. The
layout has no folder to read from and asks for no package. Only the fonts that come with typst, with this extra, or from the user's
folders are used, so that the same brief gives the same bytes on every machine. What none of them can show is replaced by a note in
brackets that names its script, and the head of the brief says so.
"""

from __future__ import annotations

import json
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any, Literal

from purport.desk.handout.forms.laid import COLOURS, NOTES, foreign, note_pieces, notes, numbers, references, rtl
from purport.desk.handout.pen import remark
from purport.errors import InstructionError
from purport.records.briefs import Block, Brief, Picture, Piece, Pieces, Sentence, Support

LATIN, ARABIC = "Libertinus Serif", "Amiri"
STANDARD: Literal["ua-1"] = "ua-1"
ADVICE = "pip install 'purport[pdf]', or choose another form: --format html"
_LANGUAGES = {"ARABIC": "ar", "HEBREW": "he"}
_PICTURE = (
    b"#set page(width: 160mm, height: auto, margin: 0pt)\n#set text(font: json(bytes(sys.inputs.fonts)))\n"
    b'#image(bytes(sys.inputs.svg), format: "svg", width: 100%)'
)
MANY, FIRST = 64, 16
"""Of so many letters of one script the first tell: where none of them can be shown, the script is taken to have no font."""
DOTS = 200.0
"""Dots to the inch of a picture that is drawn."""
_PROBE = b'#set document(title: "probe")\n#set text(font: json(bytes(sys.inputs.fonts)))\n#sys.inputs.words'


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
        InstructionError: ``no-typst`` if what makes it is not installed; ``no-fonts`` if a folder of fonts is not there.
    """
    gap = missing()
    if gap is not None:
        raise InstructionError(f"no PDF can be made: {gap}", code="no-typst", advice=ADVICE)
    with _press(folders) as press:
        return press.printed(_with_remark(made, press.lacking(_texts(made))), numbers(made))


def lacks(made: Brief, folders: Sequence[Path] = ()) -> tuple[str, ...]:
    """The scripts of a brief for which there is no font."""
    with _press(folders) as press:
        return tuple(sorted({_script(letter) for letter in press.lacking(_texts(made))}))


def drawn(svg: str, folders: Sequence[Path] = ()) -> bytes | None:
    """A picture as PNG, for forms that know no SVG; None where what draws it is not installed."""
    if missing() is not None:
        return None
    with _press(folders) as press:
        press.lacking([svg])
        return press.drawn(svg)


@contextmanager
def _press(folders: Sequence[Path]) -> Iterator[_Press]:
    """The press with its fonts, in an empty folder of its own: there is nothing that a layout could read."""
    with tempfile.TemporaryDirectory(prefix="purport-") as nowhere:
        yield _Press(folders, nowhere)


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
        self._typst = typst.Compiler(root=nowhere, font_paths=fonts, ignore_system_fonts=True)
        self._lacking: frozenset[str] = frozenset()

    def lacking(self, texts: Iterable[str]) -> frozenset[str]:
        """The letters that no font can show."""
        letters = sorted({letter for text in texts for letter in text if ord(letter) > 0x7E})
        by = groupby(sorted(letters, key=lambda letter: (_script(letter), letter)), key=_script)
        self._lacking = frozenset(letter for _, group in by for letter in self._unshown(list(group)))
        return self._lacking

    def _unshown(self, letters: list[str]) -> list[str]:
        """Those of some letters that cannot be shown, found by halves."""
        if self._shows(" ".join(letters)):
            return []
        if len(letters) == 1 or (len(letters) > MANY and not any(map(self._shows, letters[:FIRST]))):
            return letters
        half = len(letters) // 2
        return self._unshown(letters[:half]) + self._unshown(letters[half:])

    def _shows(self, words: str) -> bool:
        given = {"words": words, "fonts": json.dumps(self.families)}
        try:
            self._typst.compile(_PROBE, format="pdf", pdf_standards=[STANDARD], sys_inputs=given)
        except self._fault as fault:
            if "could not be displayed" not in str(fault):
                raise
            return False
        return True

    def printed(self, made: Brief, known: Mapping[Support, int]) -> bytes:
        """The brief as it is laid out."""
        layout = files("purport.desk.handout.forms").joinpath("brief.typ").read_bytes()
        given = {"brief": json.dumps(self._told(made, known))}
        out = self._typst.compile(layout, format="pdf", pdf_standards=[STANDARD], sys_inputs=given)
        assert isinstance(out, bytes)
        return out

    def drawn(self, svg: str) -> bytes:
        """A picture by itself, as PNG."""
        given = {"svg": self._shown(svg), "fonts": json.dumps(self.families)}
        out = self._typst.compile(_PICTURE, format="png", ppi=DOTS, sys_inputs=given)
        assert isinstance(out, bytes)
        return out

    def _told(self, made: Brief, known: Mapping[Support, int]) -> dict[str, Any]:
        at = made.made_at
        return {
            "title": self._shown(made.title),
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
            return {"kind": "picture", "svg": self._shown(block.svg), "told": block.told}
        told: dict[str, Any] = {"kind": type(block).__name__.lower(), "pieces": self._pieces(block.pieces)}
        if isinstance(block, Sentence):
            refs = [{"label": one.label, "first": one.first} for one in references(block, known)]
            told |= {"number": block.number, "refs": refs}
        return told

    def _pieces(self, pieces: Pieces) -> list[dict[str, Any]]:
        return [self._piece(replace(piece, text=self._shown(piece.text))) for piece in pieces]

    def _piece(self, piece: Piece) -> dict[str, Any]:
        scripts = {_script(letter) for letter in piece.text}
        language = next((code for script, code in _LANGUAGES.items() if script in scripts), "")
        turned = foreign(piece) and rtl(piece.text)
        return {"text": piece.text, "voice": str(piece.voice), "apart": turned, "lang": language}

    def _shown(self, text: str) -> str:
        """A text in which letters without a font are counted by their script: ``[3 THAI letters]``."""
        if not self._lacking.intersection(text):
            return text
        out: list[str] = []
        for gone, run in groupby(text, key=lambda letter: _script(letter) if letter in self._lacking else ""):
            held = list(run)
            out.append(f"[{len(held)} {gone} letters, no font]" if gone else "".join(held))
        return "".join(out)


def _with_remark(made: Brief, lacking: frozenset[str]) -> Brief:
    """The brief, with a remark at its head on the scripts that are not shown."""
    if not lacking:
        return made
    told = ", ".join(sorted({_script(letter) for letter in lacking}))
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
            texts += [block.svg, block.told] if isinstance(block, Picture) else [piece.text for piece in block.pieces]
    return texts + [piece.text for note in notes(made) for piece in note_pieces(note)]


def _script(letter: str) -> str:
    """The script of a letter, by the first word of its name in Unicode; ``OTHER`` where it has none.

    >>> _script("ก"), _script("漢")
    ('THAI', 'CJK')
    """
    return unicodedata.name(letter, "OTHER").split(maxsplit=1)[0]
