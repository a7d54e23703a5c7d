"""Guises: words that leave open whose words a recording, document or voice brings, and plain words that tell it.

Each rule is a pattern over a sentence's text. It gives the stretch of the hedge; what stands before it bears the name (a speech,
a man), the first phrase after it is the name borne.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from purport.records.spans import Span

_MADE_KNOWN = r"have been (?:made|issued|written|recorded|sent|posted)"
_BE = rf"(?:be|being|have been|have come|come|stem|originate|speak|be speaking|{_MADE_KNOWN})"
_FROM = r"(?:from|by|of|on behalf of|in the name of|that of|for|the work of|the words of|the voice of)"
_SAID = r"(?:said|believed|thought|reported|reputed|alleged|rumou?red|supposed|presumed|claimed)"
_ADVERB = r"(?:purportedly|supposedly|allegedly|ostensibly|apparently|reportedly|reputedly|seemingly)"
_MADE = r"(?:issued|released|signed|written|posted|sent|made|recorded|published|distributed|circulated|authored|put out|from|by|of)"
_SHAM = r"(?:purported|supposed|ostensible|alleged|apparent|unauthenticated|unverified|so-called|would-be)"
_HIMSELF = r"(?:himself|herself|themselves|itself)"


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern; its match is the hedge, and the name borne comes after it."""

    name: str
    pattern: re.Pattern[str]


def _rule(name: str, pattern: str) -> Rule:
    return Rule(name, re.compile(pattern, re.IGNORECASE))


RULES = (
    _rule("purporting", rf"\bpurport(?:s|ed|ing|edly)?\s+to\s+{_BE}(?:\s+{_FROM})?(?=\s)"),
    _rule("claiming-to-be", rf"\bclaim(?:s|ed|ing)\s+to\s+{_BE}(?:\s+{_FROM})?(?=\s)"),
    _rule("said-to-be", rf"\b{_SAID}\s+to\s+{_BE}\s+{_FROM}(?=\s)"),
    _rule(
        "looks-like", r"\bwhat\s+(?:looks|looked|sounds|sounded|seems|seemed|appears|appeared)\s+(?:like|to\s+be)(?=\s)"
    ),
    _rule(
        "using-the-name",
        r"\b(?:us(?:ing|es|ed)|bear(?:ing|s)|under|giv(?:ing|es)|borrow(?:ing|s))\s+the\s+name\s+(?:of\b)?",
    ),
    _rule(
        "in-the-name",
        r"\b(?:made\s+out\s+|issued\s+|signed\s+|posted\s+|written\s+|sent\s+)?in\s+the\s+name\s+of(?=\s)",
    ),
    _rule("posing-as", rf"\b(?:posing|passing\s+{_HIMSELF}\s+off)\s+as(?=\s)"),
    _rule(
        "presenting-as",
        rf"\b(?:identif(?:ying|ied|ies)|present(?:ing|ed|s)|introduc(?:ing|ed|es))\s+{_HIMSELF}\s+as(?=\s)",
    ),
    _rule(
        "said-to-be-whose",
        rf"\b(?:voice|caller|recording|tape|message|letter|video|clip|speech)\s+(?P<hedge>{_SAID}\s+to\s+be)(?=\s+(?:the\s|(?-i:[A-Z])))",
    ),
    _rule(
        "identified-as",
        r"\b(?:voice|caller|figure|recording)\s(?:[\w’'-]+\s+){0,6}?(?P<hedge>identif(?:y|ied|ies)\s+as)(?=\s)",
    ),
    _rule("introduced-as", r"\b(?:is|are|was|were|being)\s+(?:introduced|billed|presented)\s+as(?=\s)"),
    _rule("attributed-to", r"\battributed\s+(?:by\s+[^,.;]{1,60}?\s+)?to(?=\s)"),
    _rule("ascribed-to", r"\b(?:ascribed|credited)\s+(?:by\s+[^,.;]{1,60}?\s+)?to(?=\s)"),
    _rule("supposedly-from", rf"\b{_ADVERB}\s+{_MADE}(?:\s+{_FROM})?(?=\s)"),
)
"""Rules whose match ends where the name begins."""

SHAM = re.compile(
    rf"\b{_SHAM}\s+(?:[\w’'-]+\s+){{1,4}}?{_FROM}(?=\s)",
    re.IGNORECASE,
)
"""``a purported message from``: the hedge is the first word, the name follows the preposition."""

NOT_AUTHENTICATED = re.compile(
    r"\b(?:(?:has|have|had|was|were|is|are|could|can)\s*(?:not|n['’]t|never)\s+(?:yet\s+)?(?:been\s+|be\s+)?(?:independently\s+|immediately\s+)?"
    r"(?:authenticated|verified|confirmed\s+as\s+(?:genuine|authentic))|authenticity\s+(?:\w+\s+){0,4}(?:not|unclear|unknown|in\s+doubt|disputed)|"
    r"unauthenticated|no\s+way\s+(?:of\s+verifying|to\s+verify)|(?:not|n['’]t)\s+(?:clear|known)\s+(?:who|whether)\s+\w+\s+(?:wrote|made|sent|recorded))",
    re.IGNORECASE,
)
"""A recording or document of which the text says that nobody vouches for it."""

_KNOWN = re.compile(r"\b(?:known|confirmed|identified|established)\s+(?:to\s+be|as)(?=\s)", re.IGNORECASE)
_CUE = re.compile(
    rf"purport|claim|{_SAID}\s+to|what\s+(?:look|sound|seem|appear)|\bname\b|posing|passing|(?:introduced|billed|presented)|{_HIMSELF}\s+as|identif\w+\s+as|(?:attributed|ascribed|credited)|{_ADVERB}|{_SHAM}",
    re.IGNORECASE,
)


def found(text: str, start: int, end: int) -> list[tuple[str, Span, int]]:
    """For one sentence: rule names, the hedge's stretch, and the character from which on the name borne can begin."""
    if not _CUE.search(text, start, end):
        return []
    out = [
        (rule.name, Span(m.start("hedge") if "hedge" in m.re.groupindex else m.start(), m.end()), m.end())
        for rule in RULES
        for m in rule.pattern.finditer(text, start, end)
    ]
    for m in SHAM.finditer(text, start, end):
        out.append(("purported", Span(m.start(), m.start() + len(m.group().split()[0])), m.end()))
    return sorted(out, key=lambda hit: hit[1])


def known(text: str, start: int, end: int) -> list[int]:
    """For one sentence: the characters where a name begins that ``known to be`` gives without a doubt."""
    return [m.end() for m in _KNOWN.finditer(text, start, end)]
