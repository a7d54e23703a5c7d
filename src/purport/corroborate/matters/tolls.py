"""Words of death, injury and arrest beside which a number of people stands."""

from __future__ import annotations

import re

from purport.records.matters import Toll

_WORDS = {
    Toll.DEAD: r"kill(?:s|ed|ing)?|dead|die[ds]?|dying|death toll|deaths?|slain|massacred|executed|lives|fatalities|toll"
    r"|death count|body count|perish(?:es|ed)?|lifeless|to death|murder(?:s|ed|ing)?|slaughter(?:s|ed|ing)?|gunned down|succumbed"
    r"|fatally (?:wounded|injured|hurt|shot|stabbed)|fatally (?:wounding|injuring)",
    Toll.WOUNDED: r"wound(?:s|ed|ing)"
    r"|wound(?=\s+(?:\d+|at least|more|up to|about|two|three|four|five|six|seven|eight|nine|ten|dozens|scores)\b)"
    r"|injur(?:ed|es|ing|e)|hurt|injuries",
    Toll.ARRESTED: r"arrest(?:s|ed|ing)?|detain(?:s|ed|ing)?|in custody",
}
ANY = rf"(?:{'|'.join(_WORDS.values())})"
TOLL = re.compile(
    rf"\b(?=[a-z])(?:{'|'.join(rf'(?P<{toll.name}>(?:{words}))' for toll, words in _WORDS.items())})\b", re.IGNORECASE
)
"""Such a word; the group that it is in has the name of its toll."""
_NOT = re.compile(r"(?:\b(?:not|never)|n['’]t)\s+(?:(?:yet|be|been|in fact|actually)\s+){0,2}$", re.IGNORECASE)


def toll_words(words: str) -> list[re.Match[str]]:
    """The words of death, injury and arrest in a text, but for what is said not to have been ("were not killed")."""
    return [hit for hit in TOLL.finditer(words) if not _NOT.search(words, max(0, hit.start() - 40), hit.start())]
