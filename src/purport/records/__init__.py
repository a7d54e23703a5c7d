"""The nouns of purport: frozen records that every room may use and none may change.

Offsets are character offsets into the working text of a :class:`Document` (Python ``str`` indexes, end exclusive).
Clocks are UTC. Dates that may be vague are EDTF strings. ``None`` always means "not known or not stated",
never "no". An empty tuple of spans means "not stated in the text".
"""

from purport.records.dating import Clue, ClueKind, Dating, EventList, ListKind, Occurrence, Tenure, written
from purport.records.evidence import Capture, CustodyEntry, Document, Enclosure, Exhibit, FeedItem, Segment, SourceMap
from purport.records.names import (
    Act,
    Action,
    Carrier,
    Certainty,
    Kind,
    Precision,
    Responsibility,
    Role,
    Ruling,
    Stage,
    Status,
)
from purport.records.question import EventFilter, Filter
from purport.records.reading import (
    Dateline,
    Event,
    Finding,
    Hop,
    Inconsistency,
    PlaceMark,
    Reading,
    Statement,
    TimeMark,
    Verification,
)
from purport.records.sources import Lead, Standing, Step, Validators
from purport.records.spans import Span, Spans
from purport.records.views import Assessment, Bond, Custodied, Decision, DocumentRow, EventRow, Fault, StatementRow

__all__ = [
    "Act",
    "Action",
    "Assessment",
    "Bond",
    "Capture",
    "Carrier",
    "Certainty",
    "Clue",
    "ClueKind",
    "Custodied",
    "CustodyEntry",
    "Dateline",
    "Dating",
    "Decision",
    "Document",
    "DocumentRow",
    "Enclosure",
    "Event",
    "EventFilter",
    "EventList",
    "EventRow",
    "Exhibit",
    "Fault",
    "FeedItem",
    "Filter",
    "Finding",
    "Hop",
    "Inconsistency",
    "Kind",
    "Lead",
    "ListKind",
    "Occurrence",
    "PlaceMark",
    "Precision",
    "Reading",
    "Responsibility",
    "Role",
    "Ruling",
    "Segment",
    "SourceMap",
    "Span",
    "Spans",
    "Stage",
    "Standing",
    "Statement",
    "StatementRow",
    "Status",
    "Step",
    "Tenure",
    "TimeMark",
    "Validators",
    "Verification",
    "written",
]
