"""The grammar of a brief: every pattern that a sentence may have. What fits none of them is no sentence that a brief may say."""

from __future__ import annotations

import re

from purport.desk.handout.matters import NEWSROOM
from purport.desk.handout.saying import GOES_ROUND, NOBODY, PURPORTED, RUMOUR, UNSAID, VERBS

_VERB = "|".join(re.escape(verb) for verb in (*VERBS.values(), *UNSAID.values(), GOES_ROUND))
_WORDS = (
    "in the story’s words|in words quoted as the speaker’s|in words partly quoted as the speaker’s"
    "|as a machine heard the words|as a machine translates the words"
)
_MARK = r"\[(?:attributed|purported|rumoured|denied|negated|retracted|threatened|called for|planned|hypothetical)\]"
_CORRECTED = r"(?: This is as it was read; a person corrected it\.)?"
_PARAGRAPHS = r"paragraphs? \d[\d ,and to]*"

SAID = re.compile(
    rf"(?:(?:On|At some time) (?P<when>.+?) )?(?P<who>.+?), according to (?P<through>.+?), (?P<verb>{_VERB})"
    rf"(?: to .+?)?(?: \(aimed at .+?\))?, (?P<whose>{_WORDS}): “(?P<quote>.*)”\.? (?P<marks>{_MARK}(?: \[violence\])?)"
    r"(?P<corrected> (?:Corrected by .+ on \d.+?; read|Accepted by .+ on \d.+?; now read) as: .+\.)?"
)
"""What a statement is told in: it always names who speaks, through whom, and what was done by speaking; the rest is a quotation."""

CHECKED = re.compile(rf".+, of .+, said: “.*”\.? \[(?:{'|'.join(map(re.escape, NEWSROOM.values()))})\]")
OTHERS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\d+ (?:story tells|stories tell) of it(?:, on \d+ origins?: .+\.|; their origins could not be counted\.)",
        r"\d+ of the stories count as one origin, .+, for this reason: .+\.",
        r"All of it rests on one origin, .+; no other origin is seen here\.",
        r"None of these stories says anything of verification\.",
        r"One of these stories(?: of .+)? does not vouch that the words are from .+\. \[purported\]",
        r"One of these stories(?: of .+)? says that it could not be independently verified\. "
        r"\[could not be independently verified\]",
        r"One of these stories(?: of .+)? says that it is (confirmed|denied|disputed|taken back)\. "
        rf"\[(confirmed|denied|disputed|retracted)\]{_CORRECTED}",
        r".+, according to one of these stories(?: of .+)?, "
        r"(said that it is so|denied it(?:, or a number of it)?|denied having done it|disputed it|took it back)\. "
        rf"\[(confirmed|denied|disputed|retracted)\]{_CORRECTED}",
        r"By rule, the proposed (credibility of what is told|reliability of the source) is [A-F1-6] \(.+\), for this reason: .+; "
        r"a person decides\.",
        r"That it is borne out is .+ \(a word of ICD 203\), for this reason: .+\.",
        r"Apart from that, confidence in this judgement is (low|moderate|high): .+\.",
        r"Matter \d+: on .+, accounts differ: “.*”(, according to .+|, in the story’s own telling) \(\d+ stor(y|ies)\); "
        r"against that, .+\.",
        r".+, on .+, says both “.*” and “.*”\.",
        rf"Said or released, by what (the texts state|a person decided), (on|at a time known only as) .+: {_PARAGRAPHS}\.",
        rf".+ \(.+\) is named in {_PARAGRAPHS}\.",
        rf"(Not independently verified|Disputed|Without a date), by what the texts say of it: {_PARAGRAPHS}\.",
        r"Whether anybody but .+ knows of matter \d+: no second origin is seen\.",
        r"No second text is seen that tells what these do: .+\.",
        rf"(Who speaks is not named, or not to be told|When it was said is not stated): {_PARAGRAPHS}\.",
        r"(When it came out is not stated|Kept, and not read for statements): “.+”.*\.",
        r"Where these places lie is not known: .+\.",
        r"On the reading of “.*”.*: .+\.",
        r"\d+ passages? of the recording “.*” may have been made up by what heard it, and nothing is told from there\.",
    )
)


def pattern_of(words: str) -> str:
    """Which pattern a sentence has: ``said``, ``checked`` or the number of another; fails where it has none."""
    if SAID.fullmatch(words):
        return "said"
    if CHECKED.fullmatch(words):
        return "checked"
    for number, pattern in enumerate(OTHERS):
        if pattern.fullmatch(words):
            return str(number)
    raise AssertionError(f"no sentence of a brief: {words}")


def vouched(words: str) -> bool:
    """Whether a sentence on a statement gives its words to somebody of whom the reading is not that sure."""
    found = SAID.fullmatch(words)
    assert found is not None, words
    marks, who = found["marks"], found["who"]
    if "[purported]" in marks and not (PURPORTED.strip() in who.lower() or NOBODY in who.lower()):
        return True
    return ("[rumoured]" in marks) != (RUMOUR in who.lower())
