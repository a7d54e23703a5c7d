"""What the keys of the JSON contract mean, where neither its schema nor the docstring of a record says it."""

from __future__ import annotations

RECORDS = {"attribution": "Statement", "hop": "Hop", "document": "Document"}
COMMON = {
    "score": "How sure the reader is of this mark.",
    "reason": "Why, in words.",
    "start": "First character.",
    "end": "One past the last character.",
    "text": "The words as they stand.",
    "about": "What it is about.",
}
MEANINGS: dict[str, dict[str, str]] = {
    "failure": {"id": "File stem, or address.", "error": "`code` (see [errors](errors.md)) and `message`."},
    "document": {
        "sha256": "Digest of the bytes read.",
        "dateline": "`place` and `agency` as the head of the story has them.",
        "attributions": "The attributed statements.",
        "events": "What is said to have happened or to be wanted, once for each mention.",
        "verification": "What the text itself says about verification.",
        "places": "Place names.",
        "times": "Time expressions.",
        "call_targets": "Against whom, if it reports a call for violence.",
        "inconsistencies": "Places of the text that do not agree.",
        "steps": "Every step of the reader with its version.",
        "document": "The document's id in the ledger.",
        "captured_at": "When the bytes came; UTC.",
        "characters": "Length of the working text.",
    },
    "media": {
        "id": "File stem, or address.",
        "sha256": "Digest of the bytes.",
        "language": "Always `und`.",
        "published": "Always null: what a file claims is no date of publication.",
        "dateline": "Empty.",
        **dict.fromkeys(
            ("attributions", "events", "verification", "places", "times", "call_targets", "inconsistencies", "steps"),
            "Empty: there is no text.",
        ),
        "call_for_violence": "Always null.",
        "media": "What the file says of itself; sensitive claims are left out.",
    },
    "imprint": {
        "sha256": "Digest of the bytes.",
        "media_type": "What the file is, told from its bytes.",
        "claims": "`standard`, `name`, `value`, `kind`, `when`, `caveat`, `sensitive` of each claim.",
        "notes": "What could not be read, and what is odd about the file.",
        "steps": "What read it, with versions.",
    },
    "attribution": {
        "chain": "Names of the chain, outermost first; ends with the source.",
        "hops": "The chain in full.",
    },
    "time": {
        "value": "TIMEX3 value; null where it cannot be worked out.",
        "edtf": "The same as EDTF, where it is a calendar date.",
        "type": "TIMEX3 type.",
    },
    "place": {
        "geonameid": "GeoNames id; null: not resolved.",
        "lat": "Degrees north, WGS84.",
        "lon": "Degrees east, WGS84.",
        "precision": "How exactly the place is known.",
        "role": "The place itself, its government, its people, or a part of another name.",
        "radius_km": "The place lies within so many km of the coordinates; null where there are none and in older readings.",
        "name": "Resolved name.",
    },
    "inconsistency": {"first": "One place of the text.", "second": "The other."},
    "verification": {
        "span": "The words that say it.",
        "status": "What is said.",
        "by": "Who checked; null: not stated.",
    },
    "event": {
        "id": "The event's id.",
        "actor": "Who is said to do it.",
        "action": "PLOVER root, see the [glossary](../glossary.md#events).",
        "target": "To whom or what.",
        "place": "Where.",
        "date": "When, from a date of the event itself.",
        "certainty": "Of the whole thought: this actor did this to that target.",
        "chain": "Who says so, outermost first; empty in the story's own voice and for rumours.",
        "anchor": "The word that names the act.",
        "attribution": "The statement whose content holds it.",
    },
}
