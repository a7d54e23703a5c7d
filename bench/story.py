"""What the ledger must hold of the story that the project comes from: one line per demand, met or not.

Reads ``data/seed/story.txt`` of the evaluation folder through the whole house into a fresh ledger and asks the ledger. The demands
name only who, what kind and where; no words of the story stand here.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from bench.common import ROOT, digest_of, report, shared, skipped
from purport.config import load
from purport.records import Act, Carrier, Certainty, DocumentRow, Filter, Kind, StatementRow, Status
from purport.rounds.house import House

LEADER = "Abu Bakr al-Baghdadi"
MONITOR = "SITE Intelligence Group"
Rows = list[StatementRow]
Demand = Callable[[Rows, DocumentRow], bool]


def by(rows: Iterable[StatementRow], name: str) -> Rows:
    return [r for r in rows if r.statement.source_name == name]


def about(rows: Iterable[StatementRow], pattern: str) -> Rows:
    return [r for r in rows if re.search(pattern, r.content_words)]


def purported(row: StatementRow) -> bool:
    """Agency first, then the leader, whose hop is purported and came by a recording."""
    chain = row.statement.chain
    own = chain[-1]
    carried = own.carrier in (Carrier.AUDIO, Carrier.RECORDING, Carrier.VIDEO)
    return row.statement.names == ("AP", LEADER) and own.certainty is Certainty.PURPORTED and carried


def monitor_spoke(rows: Rows, _: DocumentRow) -> bool:
    return any(r.statement.spoken == "2016-11-03" and r.statement.names[0] == "AP" for r in by(rows, MONITOR))


def recording_dated(rows: Rows, document: DocumentRow) -> bool:
    """The sentence that dates the release gives its day, on the monitor's word."""
    said = about(by(rows, MONITOR), "purporting")
    text = document.document.text
    dated = [t for t in (document.reading.times if document.reading else ()) if t.edtf == "2016-11-02"]
    return bool(said) and any("Wednesday" in t.span.of(text) for t in dated)


def calls_for_attacks(rows: Rows, _: DocumentRow) -> bool:
    calls = [r for r in by(rows, LEADER) if r.statement.act is Act.CALLS_FOR and r.statement.violent and purported(r)]
    return any(set(r.statement.targets) == {"Saudi Arabia", "Turkey"} for r in calls)


def resolved_quotations(rows: Rows, _: DocumentRow) -> bool:
    direct = [r for r in by(rows, LEADER) if r.statement.kind is not Kind.INDIRECT]
    return {"he", "the speaker"} <= {r.source_words.lower() for r in direct} and all(purported(r) for r in direct)


def addressed(rows: Rows, _: DocumentRow) -> bool:
    return any("people of Nineveh" in (r.statement.addressee or "") for r in by(rows, LEADER))


def call_to_libya(rows: Rows, _: DocumentRow) -> bool:
    return bool(about(by(rows, LEADER), "Libya"))


def verification(status: Status) -> Demand:
    return lambda _, document: (
        any(v.status is status for v in document.reading.verification) if document.reading else False
    )


def rumours(rows: Rows, _: DocumentRow) -> bool:
    found = [r for r in rows if r.statement.certainty is Certainty.RUMOURED and not r.statement.source]
    return any(re.search("health", r.content_words) for r in found)


def video_noticed(_: Rows, document: DocumentRow) -> bool:
    text, reading = document.document.text, document.reading
    return reading is not None and any(
        "video" in (i.first.of(text), i.second.of(text)) or "video" in i.reason for i in reading.inconsistencies
    )


def nothing_asserted(rows: Rows, document: DocumentRow) -> bool:
    """No statement is asserted, nor any event whose anchor stands in a statement's content."""
    events = document.reading.events if document.reading else ()
    inside = [e for e in events if any(s.holds(e.anchor) for r in rows for s in r.statement.content)]
    return (
        all(r.statement.certainty is not Certainty.ASSERTED for r in rows)
        and all(e.certainty is not Certainty.ASSERTED or e.chain for e in inside)
        and not [e for e in inside if e.certainty is Certainty.ASSERTED]
    )


def call_flag(_: Rows, document: DocumentRow) -> bool:
    reading = document.reading
    return reading is not None and reading.call_for_violence and set(reading.call_targets) >= {"Saudi Arabia", "Turkey"}


def treason(rows: Rows, _: DocumentRow) -> bool:
    return any(r.statement.act is Act.ACCUSES for r in about(by(rows, LEADER), "treason"))


DEMANDS: dict[str, Demand] = {
    "the monitor (not the agency) said it, on 2016-11-03": monitor_spoke,
    "the recording came out on 2016-11-02, on the monitor's word": recording_dated,
    "he urges attacks: violent call, two targets, agency <- purported recording": calls_for_attacks,
    "the story's call flag and its targets": call_flag,
    "direct quotations are his though a pronoun or 'the speaker' stands there": resolved_quotations,
    "one is addressed to the people of a province": addressed,
    "the call to aim for Libya": call_to_libya,
    "he accuses politicians of treason": treason,
    "the message could not be verified": verification(Status.UNVERIFIED),
    "it resembles earlier ones": verification(Status.SIMILAR),
    "it is undated": verification(Status.UNDATED),
    "rumours about his health, no source": rumours,
    "one sentence calls the recording a video": video_noticed,
    "nothing attributed comes out as asserted": nothing_asserted,
}


def main() -> int:
    folder = shared()
    story = folder / "data" / "seed" / "story.txt" if folder else Path("missing")
    if not story.is_file():
        return skipped("story", "data/seed/story.txt")
    with tempfile.TemporaryDirectory() as home, House(load(None, {"PURPORT_HOME": home}, ROOT)) as house:
        for _ in house.read([str(story)]):
            pass
        document, rows = house.document("story"), house.rows(Filter(limit=None))
        met = {name: demand(rows, document) for name, demand in DEMANDS.items()}
        sound = house.verify().holds
    for name, holds in met.items():
        print(f"  {'met    ' if holds else 'NOT MET'}  {name}")
    figures: dict[str, object] = {
        "demands": len(met),
        "met": sum(met.values()),
        "statements": len(rows),
        "verifies": int(sound),
    }
    return report("story", figures, digest_of([story]))


if __name__ == "__main__":
    sys.exit(main())
