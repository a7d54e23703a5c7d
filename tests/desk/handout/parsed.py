"""Briefs taken apart again, by programs that are not ours: what a reader of each form sees."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import docx
import pypdf
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from purport.desk.handout.forms.docx import NOTE, SENTENCE
from purport.desk.handout.forms.laid import NOTES
from purport.records.briefs import Form


@dataclass(frozen=True)
class Told:
    """A sentence as it is read: its number, its words, and the numbers of its notes."""

    number: int
    words: str
    notes: tuple[int, ...]


@dataclass(frozen=True)
class Read:
    """What is read in one form: the sentences, and the notes by number."""

    sentences: tuple[Told, ...]
    notes: dict[int, str]


_NUMBERED = re.compile(r"(\d+)\. (.*)", re.DOTALL)
_REFERENCES = re.compile(r"((?:\[\d+(?:–\d+)?\] ?)+)$")
_CONTROLS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def flat(text: str) -> str:
    """One line, without the signs that only steer the direction of writing."""
    return " ".join(_CONTROLS.sub("", text).split())


def sentence(text: str) -> Told:
    """A sentence from its line: number, words, notes."""
    number, rest = _NUMBERED.fullmatch(flat(text)).groups()  # type: ignore[union-attr]
    found = _REFERENCES.search(rest)
    assert found is not None, f"without a note: {text}"
    return Told(int(number), rest[: found.start()].rstrip(), tuple(expanded(found[1])))


def expanded(told: str) -> Iterator[int]:
    """The numbers that references mean: ``[2][5–7]``."""
    for first, last in re.findall(r"\[(\d+)(?:–(\d+))?\]", told):
        yield from range(int(first), int(last or first) + 1)


def from_html(data: bytes) -> Read:
    tree = lxml_html.fromstring(data.decode("utf-8"))
    told = [sentence(one.text_content()) for one in tree.xpath("//p[@class='sentence']")]
    notes = [flat(one.text_content()) for one in tree.xpath("//p[@class='note']")]
    return Read(tuple(told), _notes(notes))


def from_docx(data: bytes) -> Read:
    page = docx.Document(io.BytesIO(data))
    told = [sentence(one.text) for one in page.paragraphs if one.style.name == SENTENCE]
    notes = [flat(one.text) for one in page.paragraphs if one.style.name == NOTE]
    return Read(tuple(told), _notes(notes))


def from_markdown(data: bytes) -> Read:
    """By CommonMark: the text of every paragraph; what begins with a number in bold is a sentence."""
    told, notes = [], []
    tokens = MarkdownIt("commonmark").parse(data.decode("utf-8"))
    for before, token in pairwise(tokens):
        if before.type != "paragraph_open":
            continue
        line = flat("".join(child.content for child in token.children or ()))
        if token.children and token.children[1:2] and token.children[1].type == "strong_open" and line[:1].isdigit():
            told.append(sentence(re.sub(r"\[\^(\d+)\](?:–\[\^(\d+)\])?", _bracketed, line)))
        elif found := re.match(r"\[\^(\d+)\]: (.*)", line):
            notes.append(f"{found[1]}. {found[2]}")
    return Read(tuple(told), _notes(notes))


def _bracketed(found: re.Match[str]) -> str:
    return f"[{found[1]}–{found[2]}]" if found[2] else f"[{found[1]}]"


def pdf_lines(data: bytes) -> list[str]:
    """The lines of a PDF, without what stands above and below on every page."""
    out = []
    for page in pypdf.PdfReader(io.BytesIO(data)).pages:
        lines = page.extract_text().splitlines()
        assert "TLP:" in lines[0] and "TLP:" in lines[-1], "every page has its label twice"
        out += lines[1:-1]
    return out


def from_pdf(data: bytes) -> Read:
    """By the lines of the text: a sentence begins with the number that is due, and ends with its notes."""
    lines = pdf_lines(data)
    cut = next(n for n, line in enumerate(lines) if line.strip() == NOTES)
    told = [sentence(text) for text in _due(lines[:cut]) if _REFERENCES.search(flat(text))]
    return Read(tuple(told), _notes([flat(text) for text in _due(lines[cut + 1 :])]))


def _due(lines: list[str]) -> Iterator[str]:
    """Paragraphs that are numbered through from 1; a sentence ends with the line that its last reference closes."""
    held, number = "", 0
    for line in lines:
        if flat(line).startswith(f"{number + 1}. "):
            if held:
                yield held
            held, number = line, number + 1
        elif held:
            over = _REFERENCES.search(flat(held)) and not _REFERENCES.fullmatch(flat(line))
            held += "" if over else "\n" + line
    if held:
        yield held


def _notes(lines: list[str]) -> dict[int, str]:
    out = {}
    for line in lines:
        number, text = _NUMBERED.fullmatch(line).groups()  # type: ignore[union-attr]
        out[int(number)] = text
    return out


PARSERS: dict[Form, Callable[[bytes], Read]] = {
    Form.HTML: from_html,
    Form.PDF: from_pdf,
    Form.DOCX: from_docx,
    Form.MARKDOWN: from_markdown,
}


def letters(text: str) -> list[str]:
    """The letters and digits of a text in the order of their code points: the same whatever way a program reads a line back."""
    return sorted(letter for letter in unicodedata.normalize("NFKC", text) if letter.isalnum())
