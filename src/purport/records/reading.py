"""What was read in a document: marks with spans, each with a score and a reason."""

from __future__ import annotations

from dataclasses import dataclass

from purport.records.names import Act, Action, Carrier, Certainty, Kind, Precision, Responsibility, Role, Stage, Status
from purport.records.spans import Span, Spans
from purport.records.spoken import Purports


@dataclass(frozen=True, slots=True)
class Hop:
    """One link of a chain: who passed the words on, through what carrier, and how far the text vouches for that.

    Attributes:
        name: resolved name; None for a hop with no identifiable source (a rumour).
        certainty: of this hop: ``attributed`` for a plain source, ``purported`` where the text does not vouch that the
            source is who it is said to be, ``rumoured`` where nobody is named.
        carrier: recording or document that brought the words; None if the source spoke, or none is named.
        carrier_words: the carrier as the text has it (``an audio recording``); None with `carrier`.
        source: spans of the source in the text; ``()`` for one known from outside the sentence (the story's agency).
        cue: spans of the cue; ``()`` likewise.
        hedge: spans of the words that take certainty away (``purporting to be from``).
        reason: why this hop is here, in words.
        speaker: number of who speaks in the recording that the text is a transcript of, 0 where turns were not told apart;
            None where the text is none.
    """

    name: str | None
    certainty: Certainty
    carrier: Carrier | None = None
    carrier_words: str | None = None
    source: Spans = ()
    cue: Spans = ()
    hedge: Spans = ()
    reason: str = ""
    speaker: int | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """An attributed statement, the unit of the ledger.

    Attributes:
        id: ``st-`` and 16 hexadecimal digits: a hash of the document's text, its part and the source, cue and content spans.
        source, cue, content: spans; may be discontinuous; `source` and `cue` may be empty.
        source_name: resolved within the document; None if the source is missing or cannot be resolved.
        chain: hops, outermost first, the statement's own source last; a rumour's last hop has no name.
        parent: id of the statement whose content holds this one; None at the top.
        kind: direct, indirect or mixed.
        act: what the speaker does by speaking.
        certainty: of the statement's own hop; never ``asserted``.
        addressee: who is spoken to, in the text's words; None if not stated.
        targets: whom a call, threat, claim or accusation is aimed at, in the text's words; one name each.
        violent: whether it calls for, threatens or claims physical harm.
        spoken: EDTF, when it was said or released; None if not stated.
        places: names of the places in the content, as resolved names.
        score: 0..1, how sure the reader is that this is a statement by this source.
        rule: name of the rule (or model) that found it.
        reason: why, in words a person can check.
        cameo: CAMEO code of the act, where it is a statement (01x) or an appeal (02x); None for others, and in older readings.
    """

    id: str
    source: Spans
    cue: Spans
    content: Spans
    source_name: str | None
    chain: tuple[Hop, ...]
    parent: str | None
    kind: Kind
    act: Act
    certainty: Certainty
    addressee: str | None
    targets: tuple[str, ...]
    violent: bool
    spoken: str | None
    places: tuple[str, ...]
    score: float
    rule: str
    reason: str
    cameo: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The chain's names, outermost first; hops without a name are left out."""
        return tuple(hop.name for hop in self.chain if hop.name is not None)


@dataclass(frozen=True, slots=True)
class Event:
    """What is said to have happened or to be wanted, once per mention.

    `chain` holds names, outermost first, empty in the story's own voice and for rumours. `anchor` is the word that names
    the act. `statement` is the id of the statement whose content holds the anchor, None if none does. `date` is EDTF and
    only ever comes from a date expression of the event itself. `reason` says what decided the certainty. `sentence` is the
    sentence round the anchor; None in readings made before it was kept.

    `mode` is how it was done, after PLOVER, where the words are clear. `actor_country` and `target_country` are ISO 3166-1 alpha-3
    codes, `actor_group` the organisation of an actor who is one of its people; all None where the text does not name them with the
    actor or target.

    `stage` is how far the act got, `responsibility` how sure the text is of who did it, each with its reason; None in readings made
    before they were kept.
    """

    id: str
    actor: str | None
    action: Action
    target: str | None
    place: str | None
    date: str | None
    certainty: Certainty
    chain: tuple[str, ...]
    anchor: Span
    statement: str | None
    score: float
    reason: str
    sentence: Span | None = None
    mode: str | None = None
    actor_country: str | None = None
    actor_group: str | None = None
    target_country: str | None = None
    stage: Stage | None = None
    stage_reason: str = ""
    responsibility: Responsibility | None = None
    responsibility_reason: str = ""


@dataclass(frozen=True, slots=True)
class Verification:
    """What the text itself says about verification. `by` is who checked, None if not stated."""

    span: Spans
    about: str
    status: Status
    by: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """Two places of one document that do not agree, with the reason in words (``audio message`` and ``video``)."""

    about: str
    first: Span
    second: Span
    reason: str


@dataclass(frozen=True, slots=True)
class PlaceMark:
    """A place name in the text.

    Attributes:
        span, text: the name as it stands. name: that of the gazetteer, as it stands where the place is not known.
        geonameid: of GeoNames; None where the place is not known, or known from elsewhere (a user's supplement, a sea).
        lat, lon: WGS84 degrees; precision: how exactly; both None where the place is known by name only.
        role: how the name is used. score: 0 to 1, how sure it is that this is the name of this place. reason: in words.
        radius_km: the place lies within so many kilometres of the coordinates; None without them, and in older readings.
    """

    span: Span
    text: str
    name: str
    geonameid: int | None
    lat: float | None
    lon: float | None
    precision: Precision | None
    role: Role
    score: float
    reason: str
    radius_km: float | None = None


@dataclass(frozen=True, slots=True)
class TimeMark:
    """A time expression. `type` is TIMEX3 (DATE, TIME, DURATION, SET); `value` its TIMEX3 value, `edtf` the same as EDTF
    where it is a calendar date; both None when it could not be resolved (for want of a publication date, say).
    """

    span: Span
    text: str
    type: str
    value: str | None
    edtf: str | None
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Dateline:
    """Place and agency at the head of a story, as written; None for what is not stated."""

    place: str | None
    agency: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one reader found in one document.

    `steps` names every step with its version, in order: the reader's fingerprint. `published` is what relative dates
    were resolved against, `purports` who the speakers of a recording were said to be (number, 0 for all of it, and name).
    """

    document: str
    language: str
    published: str | None
    dateline: Dateline
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    verification: tuple[Verification, ...]
    inconsistencies: tuple[Inconsistency, ...]
    places: tuple[PlaceMark, ...]
    times: tuple[TimeMark, ...]
    call_for_violence: bool
    call_targets: tuple[str, ...]
    steps: tuple[tuple[str, str], ...]
    notes: tuple[str, ...] = ()
    purports: Purports = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One attribution that a reader thought of, kept or refused.

    Attributes:
        sentence: where its cue (else its content) begins: the sentence, or the paragraph in a text without a parse.
        source, cue, content: spans; `source` and `cue` may be empty.
        by: "tagger" or "rules". rule: the rule that found it; "tagger" if none did.
        score: 0 to 1. kept: whether it became a statement. why: in words.
    """

    sentence: Span
    source: Spans
    cue: Spans
    content: Spans
    by: str
    rule: str
    score: float
    kept: bool
    why: str
