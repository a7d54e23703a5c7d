"""Words that govern how sure a text is of what they govern (the lists are in ``governors.toml``).

After the annotation practice of FactBank (Saurí and Pustejovsky 2009) and of hedge-scope work (CoNLL-2010): a governor is a
verb, noun, adjective or adverb, and its force says what becomes of the proposition below it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from importlib.resources import files


class Force(StrEnum):
    """What a governing word does to what it governs."""

    REPORT = "reported"  # somebody says or thinks so
    RUMOUR = "rumoured"  # nobody in particular says so
    DENY = "denied"
    THREAT = "threatened"
    CALL = "called for"
    PLAN = "planned"
    DOUBT = "hypothetical"
    FAIL = "negated"  # it did not come about
    FACT = "a fact"  # the governor commits the text to it
    RETRACT = "taken back"
    AHEAD = "put in the future"
    DUTY = "said to be a duty"


def lemmas(listed: str) -> frozenset[str]:
    """The words of a list written with spaces."""
    return frozenset(listed.split())


def _by_lemma(section: Mapping[str, str]) -> dict[str, Force]:
    return {lemma: Force[name] for name, listed in section.items() for lemma in listed.split()}


_TABLE = tomllib.loads(files("purport.read.certainty").joinpath("governors.toml").read_text("utf-8"))
_SETS = {name: lemmas(listed) for name, listed in _TABLE["sets"].items()}

VERBS = _by_lemma(_TABLE["verbs"])
NOUNS = _by_lemma(_TABLE["nouns"])
ADJECTIVES = _by_lemma(_TABLE["adjectives"])
ADVERBS = _by_lemma(_TABLE["adverbs"])

DOUBT_MODALS = _SETS["doubt_modals"]
"""Modal verbs that open a possibility."""
FUTURE_MODALS = _SETS["future_modals"]
"""Modal verbs that place the act ahead."""
DUTY_MODALS = _SETS["duty_modals"]
"""Modal verbs that ask for the act."""
CONDITION_MARKS = _SETS["condition_marks"]
"""Conjunctions that make their clause hypothetical."""
FICTION = _SETS["fiction"]
"""What is said to happen inside one of these is not said to have happened."""
REPORT_WORKS = _SETS["report_works"]
"""Nouns for what was said or written, and so can be taken back."""
FUTURE_ONLY = _SETS["future_only"]
"""Verbs that govern harm by their own subject when what they govern lies ahead."""
AGENTLESS_RUMOUR = _SETS["agentless_rumour"]
"""In the passive without an agent ("is said to have") these name no source."""
FACTIVE = _SETS["factive"]
"""Governors that commit the text to what they govern, in the past."""
OBJECT_REPORTS = _SETS["object_reports"]
"""Reports whose noun object is itself what is reported ("reported an attack"); other verbs only speak about it."""
OBJECT_FORCES = frozenset({Force.DENY, Force.THREAT, Force.CALL, Force.PLAN, Force.DOUBT, Force.FAIL})
"""Forces that reach a noun object ("denied the attack")."""
PREPOSITIONS: Mapping[Force, frozenset[str]] = {
    Force[n]: lemmas(listed) for n, listed in _TABLE["prepositions"].items()
}
"""Prepositions that carry a governor's force to what follows them."""
PARTICLES: Mapping[tuple[str, str], Force] = {
    (verb, particle): force
    for pair, force in _by_lemma(_TABLE["particles"]).items()
    for verb, particle in [pair.split("+")]
}
"""Verbs with their particles; parsers take some of these for prepositions or adverbs."""
CONVENED = _SETS["convened"]
"""What somebody calls who calls a strike or a vote; whatever else he "calls" he gives a name to."""
NAMING = _SETS["naming"]
"""Verbs of giving a name, which may prove wrong ("what was first called a bombing was ...")."""
AVENGING = _SETS["avenging"]
"""Words for what is done in answer to an act, which the same side did not do."""
QUASHING = _SETS["quashing"]
"""Verbs by which a court undoes a judgment."""
CONVICTIONS = _SETS["convictions"]
"""Nouns for what it undoes."""
UNTRUE = _SETS["untrue"]
"""What those who deny a report say that it is."""
FAKING = _SETS["faking"]
"""Verbs whose passive says that something was never there."""
STAGING = _SETS["staging"]
"""The lemmas that the parser gives "staged"."""
SHAMS = _SETS["shams"]
"""Words before an act with which "staged" says that it was put on, not that it was carried out."""
CEASING = _SETS["ceasing"]
"""Nouns for the end of what follows "to" or "of", which is taken for granted ("an end to the shelling")."""
SPURNING = _SETS["spurning"]
"""Verbs whose subject will have nothing of the call that is their object."""
WRONGLY = _SETS["wrongly"]
"""Adverbs by which a text says of a report that it was not so."""
DROPPING = _SETS["dropping"]
"""Verbs that end a plan."""
SORRY = _SETS["sorry"]
"""Words of those who take back a report by saying that they are sorry for it."""
BODIES = _SETS["bodies"]
"""Who finds that something happened as a source does: others find it out."""
OPPOSING = _SETS["opposing"]
"""Verbs with "against" before what should not be done."""
HINDERING = _SETS["hindering"]
"""Verbs that with "from" keep somebody from what follows."""
LIES = _SETS["lies"]
"""What those who deny a claim call it."""
FIXED = _SETS["fixed"]
"""Participles that with a date say when something is to take place."""
KNOWING = _SETS["knowing"]
"""Verbs that take their clause for granted even when they are negated."""
NEGATING_PREPOSITIONS = _SETS["negating_prepositions"]
"""What follows these did not happen."""
OCCURRENCE = _SETS["occurrence"]
"""Verbs that tell that their subject took place, so that their mood is the subject's."""
LIGHT = _SETS["light"]
"""Verbs that only carry a noun, so that their mood is the noun's."""
RESPONSIBILITY = _SETS["responsibility"]
"""Words that tie somebody to an act; it is denied when they are negated."""
INDEFINITE = _SETS["indefinite"]
"""Determiners of a noun that need not refer."""
GENERIC = _SETS["generic"]
"""Words that make a relative clause about whoever fits it."""
LAYING = _SETS["laying"]
"""Verbs that with "to" or "on" lay an act to somebody."""
DOING = _SETS["doing"]
"""Nouns by which an act is said to be somebody's ("the work of")."""
AUTHORITIES = _SETS["authorities"]
"""Words for those who speak for a state."""
REBELS = _SETS["rebels"]
"""Words for those who do not, though they may have commanders and courts."""
SUSPECTING = _SETS["suspecting"]
"""Verbs of holding something possible without knowing it."""
HEDGING = _SETS["hedging"]
"""Words that leave open whether somebody is who he is said to be."""
HALLMARKS = _SETS["hallmarks"]
"""Nouns for signs by which somebody's act is known."""
ACTORS = _SETS["actors"]
"""Common nouns for those who act in a conflict."""
DEVICES = _SETS["devices"]
"""Nouns for what explodes."""
UNDOING = _SETS["undoing"]
"""Verbs that tell of a device that it was found or made harmless, so that it did no harm."""
EXPLODING = _SETS["exploding"]
"""Verbs for what a device does."""
TRYING = _SETS["trying"]
"""Verbs of trying."""
FOILING = _SETS["foiling"]
"""Verbs by which somebody else's act is brought to nothing."""
FAILING = _SETS["failing"]
"""Verbs by which one's own act comes to nothing."""
ATTEMPTS = _SETS["attempts"]
"""Nouns for acts begun or prepared ("an assassination attempt")."""
ABORTIVE = _SETS["abortive"]
"""Adjectives of acts that did not come about."""
PURPORT_WORDS = _SETS["purport_words"]
"""Words in a source that leave open whether it is who it is said to be."""
SPREADING = _SETS["spreading"]
"""Verbs that tell that talk goes round."""
NAMELESS = _SETS["nameless"]
"""What is said of words that nobody stands behind."""
HEARSAY = _SETS["hearsay"]
"""Nouns of saying that name no source unless the text gives one."""
UTTERING = _SETS["uttering"]
"""Verbs whose subject utters the noun they govern ("made a threat", "repeated the claim")."""
BLAMING = _SETS["blaming"]
"""Verbs that lay what follows "of", "for" or "with" to their object's charge."""
