"""Notes by which a text says that it was corrected, clarified or updated: kept as a field of their own, in their own words.

A note is a line that is nothing else ("Correction: ...", "This story has been updated to ...", "(Corrects paragraph 3 to ...)").
"""

from __future__ import annotations

import re
from collections.abc import Iterable

LONGEST = 700
MOST_NOTES = 10
_KIND = r"(?:story|article|post|report|piece|page|item|entry|headline|caption|dispatch|version|text|statement|release|file|copy|column)"  # noqa: E501
_DONE = r"(?:corrected|updated|amended|clarified|edited|revised|changed|modified|refiled)"
_ENGLISH = re.compile(
    rf"""(?ix)
    (?: (?:correction|corrections|clarification|corrected|erratum|amendment)\b(?:\s*(?:appended|\([^()]{{0,40}}\)|,?\s*\w+\.?\s+\d{{1,2}}(?:,?\s*\d{{4}})?))?\s*[:—–-]\s*\S.*
      | \(?\s*(?:corrects|clarifies|refiles|fixes)\s+\S.*
      | \(?\s*(?:updates|adds|recasts|removes|deletes)\s+(?:throughout|with|to|paragraphs?|headline|byline|dateline|details|quotes?|comments?|extraneous)\b.*
      | (?:(?:update|edit|(?:editor['’]?s?|editors['’]|ed\.?|publisher['’]?s?|author['’]?s?)\s+note|note)\b[^:—–]{{0,40}}[:—–-]\s*)?
        \(?\s*(?: (?:this|our)\b[^.:]{{0,60}}\b{_KIND}\b[^.:]{{0,30}}\b(?:has\s+been|was|is|have\s+been)\s+(?:since\s+)?{_DONE}\b.*
            | (?:an?|the)\s+(?:earlier|previous|prior|original|initial)\s+(?:version|edition|headline|{_KIND})\b.{{0,60}}?\b(?:said|stated|misstated|incorrectly|
              mistakenly|wrongly|erroneously|gave|misspelled|misspelt|misidentified|suggested|omitted|included|contained|referred|reported|described|had|attributed)\b.*
            | this\s+(?:version|{_KIND})\b[^.:]{{0,30}}\b(?:corrects|clarifies|updates|adds|originally\s+(?:said|stated|misstated|gave))\b.*
            | in\s+an?\s+(?:earlier|previous)\s+version\s+of\s+this\b.*
            | {_DONE}\s+(?:on|at)\s+\S.*\bto\s+(?:correct|clarify|reflect|add|remove|show|say|include|fix|make\s+clear)\b.*)
    )"""  # noqa: E501
)
_MARKED_CHANGE = re.compile(
    rf"(?i)(?:editor['’]?s?\s+note|note)\s*[:—–-]\s*.{{0,200}}\b(?:{_DONE}|earlier\s+version|previous\s+version|misstated|incorrectly)\b.*"
)
_ARABIC = re.compile(
    r"""(?x)
    (?: (?:تصحيح|تصويب|توضيح|تنويه|استدراك)\s*[:：-]\s*\S.*
      | (?:ملاحظة|ملاحظة\s+المحرر)\s*[:：-]\s*.*(?:تصحيح|تحديث|تعديل|نسخة\s+سابقة).*
      | \(?\s*(?:تم|جرى|لقد\s+تم)\s+(?:تحديث|تصحيح|تعديل|تنقيح)\s+(?:هذا|هذه|ال)\s*\S.*
      | (?:ورد|ذكر|جاء|ذكرت|ذكرنا)\b.{0,30}(?:نسخة|صيغة)\s+(?:سابقة|أولى|سابقه)\b.*
      | (?:نسخة|صيغة)\s+سابقة\s+من\s+هذا\b.*
    )"""
)
_WITHOUT_STOP = re.compile(r"[\s_*\u200e\u200f]+")


def is_correction(line: str) -> bool:
    """Whether a line is a note on a correction, clarification or update of the text it stands in, and nothing else.

    >>> is_correction("Correction: It was 212, not 312."), is_correction("The minister said the report was corrected.")
    (True, False)
    """
    words = _WITHOUT_STOP.sub(" ", line[: LONGEST + 1]).strip()
    if not 12 <= len(words) <= LONGEST:
        return False
    return any(pattern.fullmatch(words) for pattern in (_ENGLISH, _MARKED_CHANGE, _ARABIC))


def notes_among(lines: Iterable[str]) -> str | None:
    """The notes among some lines, each once, joined by line feeds; None if there is none."""
    found: dict[str, None] = {}
    for line in lines:
        words = " ".join(line.split())
        if len(found) < MOST_NOTES and words not in found and is_correction(words):
            found[words] = None
    return "\n".join(found) or None
