"""Which of an extractor's paragraphs are the story's: lines of advertisement, invitation and pointing elsewhere are none."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LONGEST = 240
_FURNITURE = re.compile(
    r"""(?ix)
    (?: (?:paid\s+)?advertisements?(?:\s*[·•|-]\s*scroll\s+to\s+continue)? | ads? | advertising | sponsored(?:\s+content)? | scroll\s+to\s+continue
      | (?:also\s+read|read\s+(?:more|also|next)|see\s+also|related(?:\s+(?:news|stories|story|articles?))?|more\s+on\s+this|watch|listen)\s*[:|»›]\s*.{0,200}
      | (?:read|see|view)\s+more | continue\s+reading | read\s+(?:the\s+)?(?:full|whole)\s+(?:story|article)
      | share(?:\s+this)?(?:\s+(?:article|story|post|on|via)\b.{0,40})?:? | copy\s+link | link\s+copied | print(?:\s+this\s+page)? | save(?:\s+for\s+later)?
      | (?:get|download)\s+(?:the|our)\s+(?:free\s+)?app | listen\s+to\s+this\s+(?:story|article) | open\s+in\s+app
      | \d+\s+min(?:ute)?s?\s+read | (?:views|visits|visitors)\s*:?\s*[\d.,\s]+
      | our\s+standards:.{0,100} | our\s+standards
      | (?:photo|photograph|picture|image|video)s?\s*(?:credit)?\s*[:/]\s*.{0,100}
      | (?:©|\(c\)|copyright\b).{0,200} | .{0,80}all\s+rights\s+reserved.?
      | (?:tags?|topics?|keywords?|suggested\s+topics|filed\s+under)\s*:.{0,200}
      | اقرأ\s+(?:أيضا|أيضاً|المزيد)\s*:?.{0,160} | إعلان | شارك(?:\s+المقال)?\s*:?.{0,60} | عدد\s+(?:الزيارات|المشاهدات)\s*:?\s*[\d٠-٩.,\s]+
      | جميع\s+الحقوق\s+محفوظة.{0,80} | الرابط\s+المختصر\s*:?.{0,80}
    )"""  # noqa: E501
)
_INVITATION = re.compile(
    r"""(?ix)
    (?: ^(?:sign\s+up|subscribe|register|log\s*in|join\s+(?:our|us)|follow\s+us|download\s+(?:the|our)|turn\s+on\s+notifications|get\s+our|get\s+the\s+latest)\b
      | \b(?:newsletter|notifications|whatsapp\s+(?:channel|community|group)|telegram\s+channel)\b.{0,120}\b(?:sign\s*up|subscribe|join|app|inbox|phone|start\s+your\s+day)\b
      | \b(?:sign\s*up|subscribe|join)\b.{0,80}\b(?:newsletter|inbox|channel|community|briefing|updates)\b
      | \bby\s+(?:signing\s+up|subscribing|clicking)\b.{0,60}\b(?:agree|accept)
      | \bturn\s+on\s+notifications\b | \bnewsletters?\s+may\s+contain\b | ^privacy\s+notice:
      | ^already\s+a\s+subscriber | \bunlimited\s+access\b | \bcancel\s+any\s*time\b
      | اشترك\s+في\s+(?:نشرتنا|النشرة|قناتنا) | تابعونا\s+على | انضم\s+إلى\s+قناتنا
    )"""  # noqa: E501
)
_QUOTED = re.compile('["“”«»]')


def is_furniture(line: str) -> bool:
    """Whether a paragraph is none of the story's. Nothing with a quotation in it is, and nothing long.

    >>> is_furniture("Advertisement"), is_furniture("Read more: Bridge tolls to rise"), is_furniture("The bridge was closed.")
    (True, True, False)
    """
    words = " ".join(line.split())
    if len(words) > _LONGEST:
        return False
    if _FURNITURE.fullmatch(words):
        return True
    return not _QUOTED.search(words) and _INVITATION.search(words) is not None


def without_furniture(paragraphs: Sequence[str]) -> list[str]:
    """The paragraphs that are the story's; all of them where that would leave nothing."""
    kept = [paragraph for paragraph in paragraphs if not is_furniture(paragraph)]
    return kept or list(paragraphs)


def from_heading(paragraphs: Sequence[str], heading: str | None) -> list[str]:
    """The paragraphs from the one that is the heading on, where only a few short lines without a sentence stand before
    it (the page's
    own name, today's date); else all of them.
    """
    wanted = " ".join((heading or "").split()).casefold()
    for n, paragraph in enumerate(paragraphs[:6]):
        words = " ".join(paragraph.split())
        if wanted and words.casefold() == wanted:
            return list(paragraphs[n:])
        if len(words) > 60 or words.endswith((".", "!", "?", "؟", "”")):
            break
    return list(paragraphs)
