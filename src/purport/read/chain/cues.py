"""Words that set a statement's standing: rumour, denial, withdrawal, and signs of another occasion."""

from __future__ import annotations

import re

from purport.read.cast.tables import words_of

RUMOUR_NOUNS = words_of("buzz chatter gossip hearsay murmur rumor rumour scuttlebutt speculation talk whisper word")
"""Nouns that stand in a source's place though they name nobody."""

UNSIGNED = words_of("anonymous nameless unattributed unconfirmed unsigned unsourced unverified viral")
"""Modifiers by which a message brings nobody's words."""

RUMOUR = re.compile(
    r"\b(?:rumou?r(?:s|ed)?|gossip|hearsay|unsourced|reportedly|allegedly|supposedly|reputedly|speculation|word\s+(?:spread|has\s+it)"
    r"|(?:is|are|was|were)\s+(?:said|rumou?red|alleged|reported|believed|thought|understood)\s+to|(?:origin|author|source)s?\s+(?:is|are|was|were)"
    r"\s+(?:unknown|unclear|not\s+known)|unconfirmed\s+reports?)\b",
    re.IGNORECASE,
)

OFFICIAL = words_of("announce confirm declare decree order proclaim publish quote rule")
"""Passive verbs that suppose somebody with standing, though the text leaves out who."""

UNNAMED = words_of(
    """accuse ask bind blame call charge clear condemn consider convict criticise criticize deem describe determine
    expect find fine force hold invite know name oblige order praise regard require reveal see sentence show
    tell unclear urge view want warn"""
)
"""Cues that leave out who, without making a rumour of what they say."""

DENIALS = words_of("contest denial deny disavow disclaim disown gainsay rebut refute repudiate")
REFUSALS = words_of("dismiss dispute reject")
"""Denials only of a claim, not of an offer."""

CLAIMS = re.compile(
    r"\b(?:claim|report|allegation|accusation|charge|suggestion|assertion|rumou?r|account|version|notion|idea|statement)s?\b|^that\b",
    re.IGNORECASE,
)
WITHHELD = re.compile(
    r"^\W*(?:\w+\s+){0,2}?(?:entry|access|permission|visas?|passage|bail|requests?|rights?|opportunit|treatment"
    r"|leave|aid|service|licen)",
    re.I,
)
"""What can be denied to somebody; that is a refusal, no denial of a claim."""

DEED = re.compile(
    r"\b(?:responsib|involve|role|part|link|ties?\b|connection|wrongdoing|knowledge|guilt|attack|killing|strike|murder"
    r"|crime|charge|\w+ing\b)",
    re.IGNORECASE,
)
"""What a denial with a noun is a denial of."""

DEEDS = words_of(
    """abduct ambush arrest assassinate attack beat bomb burn capture close commit destroy detain detonate do drop
    execute fire harm hit hurt injure invade kidnap kill launch loot mine murder order pay plant poison raid
    rape rob seize sell send shell shoot sink smuggle stab steal storm strike supply target threaten torture use"""
)
"""Deeds that somebody can be accused of, so that ``did not`` denies."""

NO_PART = re.compile(
    r"\b(?:nothing\s+to\s+do\s+with|no\s+(?:part|role|hand|involvement|connection)\b|not\s+(?:responsible|involved|behind|to\s+blame)"
    r"|never\s+(?:ordered|took\s+part))",
    re.IGNORECASE,
)

WITHDRAWALS = words_of("delete disavow recant rescind retract unsay withdraw")
WITHDRAWN = re.compile(
    r"\b(?:retract(?:s|ed|ing)?|withdraws?\s+(?:its|his|her|their|the|that|a)\s+(?:\w+\s+){0,2}(?:report|claim|statement|story|account|message)"
    r"|recant(?:s|ed|ing)?|struck\s+out|took\s+(?:it\s+)?back|withdrew|taken\s+back"
    r"|deleted\s+(?:his|her|its|their|the|a|an)\s+\w*\s*(?:post|tweet|message|statement|report|story|entry))\b",
    re.IGNORECASE,
)
EARLIER_VERSION = re.compile(
    r"\b(?:an?\s+)?(?:earlier|previous)\s+(?:version|edition)\s+of\s+(?:this|the|our)\b|^\W*(?:correction|clarification|erratum)\b"
    r"|\b(?:we|our\s+\w+\s+(?:dispatch|report|story))\s+(?:wrongly|mistakenly|incorrectly|erroneously)\b",
    re.IGNORECASE,
)
WITHDRAWN_NEXT = re.compile(
    r"\b(?:claim|report|account|statement|story|post|tweet|message|allegation|accusation|confession|testimony|figure|it|he|she|they)s?\s+"
    r"(?:has\s+|have\s+)?(?:later\s+|since\s+|then\s+|soon\s+|quickly\s+)?(?:(?:was|were|been)\s+(?:later\s+|since\s+|quietly\s+)?"
    r"(?:withdrawn|retracted|deleted|taken\s+(?:down|back)|recanted|rescinded|struck\s+out)|withdrew\s+(?:the|that|it|his|her|their|its)"
    r"|retracted|recanted|took\s+(?:it|that)\s+back)",
    re.IGNORECASE,
)

OTHER_OCCASION = re.compile(
    r"\b(?:(?:last|the\s+previous)\s+(?:year|month|summer|winter|spring|autumn|fall)|(?:years?|months?|weeks?)\s+(?:ago|earlier|before)"
    r"|at\s+the\s+time|earlier\s+(?:this|that|in)|previously|once\s+(?:said|told|declared|called)|in\s+an?\s+(?:\w+\s+)?interview"
    r"|told\s+(?:reporters|journalists|parliament|a\s+court|the\s+court)|(?:news|press)\s+conference|at\s+a\s+(?:\w+\s+)?(?:rally|meeting|mosque)"
    r"|in\s+(?:a|an)\s+(?:earlier|previous|older|separate|different)\s+\w+|(?:in|since|until|before)\s+(?:\w+\s+)?(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
"""Signs that a speaker's words are not from the recording that the story is about."""

IN_RECORDING = re.compile(
    r"\b(?:in|on|during|throughout|over)\s+(?:the|his|her|its|their|this|that)\s+(?:\w+[\s-]+){0,3}?"
    r"(?:recording|message|tape|video|clip|audio|footage|speech|address|statement|letter|note|broadcast|document|leaflet|post)\b",
    re.IGNORECASE,
)
