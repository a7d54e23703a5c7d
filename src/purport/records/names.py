"""The closed vocabularies. Each value is the word that is printed and stored."""

from __future__ import annotations

from enum import StrEnum


class Certainty(StrEnum):
    """How a statement or event stands in the text; definitions in ``docs/glossary.md``."""

    ASSERTED = "asserted"  # the story says so in its own voice
    ATTRIBUTED = "attributed"  # an identifiable source says so
    PURPORTED = "purported"  # the source itself is only said to be who it is
    RUMOURED = "rumoured"  # no identifiable source
    DENIED = "denied"  # the accused party, or a denial verb
    NEGATED = "negated"  # the text says that it did not happen
    THREATENED = "threatened"  # the actor announces harm of its own
    CALLED_FOR = "called_for"  # somebody urges somebody else to do it
    PLANNED = "planned"  # intention, schedule, foiled plot
    HYPOTHETICAL = "hypothetical"  # possibility, condition, forecast, fear
    RETRACTED = "retracted"  # reported earlier, withdrawn since


class Act(StrEnum):
    """What the speaker does by speaking."""

    SAYS = "says"
    CLAIMS_RESPONSIBILITY = "claims responsibility"
    DENIES = "denies"
    THREATENS = "threatens"
    CALLS_FOR = "calls for"
    ACCUSES = "accuses"
    PROMISES = "promises"
    REJECTS = "rejects"
    CONFIRMS = "confirms"
    WARNS = "warns"
    ANNOUNCES = "announces"
    APOLOGISES = "apologises"
    RETRACTS = "retracts"


class Action(StrEnum):
    """PLOVER root categories of events (openeventdata/PLOVER), plus ACCUSE, REJECT and THREATEN kept as events."""

    ASSAULT = "ASSAULT"
    COERCE = "COERCE"
    MOBILIZE = "MOBILIZE"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    AGREE = "AGREE"
    AID = "AID"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    RETREAT = "RETREAT"
    SANCTION = "SANCTION"
    CONSULT = "CONSULT"
    COOPERATE = "COOPERATE"
    CONCEDE = "CONCEDE"
    SUPPORT = "SUPPORT"

    @property
    def noun(self) -> str:
        """What people call it, who do not know the codes.

        >>> Action.COERCE.noun, Action.ASSAULT.noun
        ('coercion', 'assault')
        """
        return _NOUNS.get(self.value, self.value.lower())


_NOUNS = {
    "COERCE": "coercion",
    "MOBILIZE": "mobilisation",
    "THREATEN": "threat",
    "AGREE": "agreement",
    "ACCUSE": "accusation",
    "REJECT": "rejection",
    "CONSULT": "consultation",
    "COOPERATE": "cooperation",
    "CONCEDE": "concession",
}
"""Codes of actions that are verbs; the others are what people call it."""


class Stage(StrEnum):
    """How far an act got, after the slot "stage of execution" of MUC-4; definitions in ``docs/glossary.md``."""

    ACCOMPLISHED = "accomplished"  # it was done, whoever says so
    ATTEMPTED = "attempted"  # begun or prepared in earnest, and it did not come about as meant
    AHEAD = "threatened or planned"  # it lies ahead: threatened, planned, called for
    UNKNOWN = "unknown"  # the text leaves it open, or says that there was none


class Responsibility(StrEnum):
    """How sure a text is of who did it, after the slot "perpetrator: organization confidence" of MUC-4."""

    STATED = "stated"  # the story itself says who did it
    CLAIMED = "claimed"  # who is named says so of himself
    BY_AUTHORITIES = "accused by authorities"  # police, army, government, court
    ACCUSED = "accused"  # anybody else
    SUSPECTED = "suspected"  # suspected, alleged, possible, or nobody stands behind it
    DENIED = "denied"  # who is named denies it, was acquitted, or is said not to have done it
    NONE = "none named"


class Ruling(StrEnum):
    """What a person decided about an event or a statement that purport read."""

    ACCEPTED = "accepted"  # as it was read
    EDITED = "edited"  # with changes
    REJECTED = "rejected"  # it is not in the text
    WITHDRAWN = "withdrawn"  # the decision before is taken back: undecided again


class Kind(StrEnum):
    """Whether the content stands inside quotation marks."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Carrier(StrEnum):
    """What brought a hop's words; ``None`` on a hop means the person or body spoke or no carrier is named."""

    AUDIO = "audio"
    VIDEO = "video"
    RECORDING = "recording"  # audio or video, the text does not say which
    DOCUMENT = "document"  # letter, leaflet, statement, message, post


class Status(StrEnum):
    """What a text says about verification."""

    UNVERIFIED = "unverified"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    SIMILAR = "similar to known"
    UNDATED = "undated"
    AUTHENTICATED = "authenticated"


class Precision(StrEnum):
    """How exactly a place mark is known."""

    SETTLEMENT = "settlement"
    DISTRICT = "district"
    REGION = "region"
    COUNTRY = "country"


class Role(StrEnum):
    """How a place name is used: the place itself, its government, its people, or a part of another name."""

    LITERAL = "literal"
    METONYM = "metonym"
    DEMONYM = "demonym"
    PART = "part of a name"  # of a body or thing: "Bank of Cyprus", "Mosul Brigade"
