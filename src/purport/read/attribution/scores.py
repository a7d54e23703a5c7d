"""How often each rule is right: its precision on PolNeAR's training stories.

Made by ``.venv/bin/python -m bench.attribution --split train``, which prints this table: of the rule's finds that lie in no other
find's content, the share whose content (half of the words both ways) and source are those of a gold attribution.
Rules with fewer than twenty finds there have no figure of their own.
"""

from __future__ import annotations

UNMEASURED = 0.5

PRECISION: dict[str, float] = {
    "that-clause": 0.80,  # 4281/5367
    "object": 0.53,  # 1408/2674
    "quotation-cue-after": 0.93,  # 1408/1519
    "quotation-cue-in-the-middle": 0.96,  # 1454/1513
    "infinitive": 0.55,  # 396/716
    "preposition": 0.52,  # 358/694
    "quotation-cue-before": 0.81,  # 427/524
    "according-to": 0.80,  # 330/410
    "object-and-preposition": 0.69,  # 269/390
    "call-on-somebody": 0.60,  # 196/327
    "seeming": 0.47,  # 121/257
    "parenthetical-cue": 0.74,  # 186/252
    "attitude": 0.51,  # 91/177
    "passive-preposition": 0.55,  # 82/150
    "passive-infinitive": 0.62,  # 80/130
    "as-somebody-said": 0.42,  # 52/123
    "noun-infinitive": 0.41,  # 48/117
    "say-and-the-rest": 0.51,  # 43/85
    "quotation-goes-on": 0.19,  # 16/85
    "noun-that": 0.61,  # 49/80
    "noun-of": 0.36,  # 28/78
    "passive-name": 0.30,  # 21/69
    "noun-for": 0.28,  # 19/67
    "doing": 0.60,  # 32/53
    "passive": 0.43,  # 20/47
    "noun-about": 0.43,  # 20/46
    "noun-that-nobody": 0.21,  # 8/39
    "hearsay-adverb": 0.35,  # 13/37
    "noun-of-nobody": 0.11,  # 4/36
    "colon": 0.51,  # 18/35
    "passive-by": 0.76,  # 25/33
    "noun-about-nobody": 0.35,  # 9/26
}


def score_of(rule: str) -> float:
    """The rule's measured precision, 0..1; 0.5 for a rule that was too rare to measure."""
    return PRECISION.get(rule, UNMEASURED)
