"""Stories of one explosion, filed with readings made by hand, and a program that places what waits (to be killed)."""

import re
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from purport.ledger import opened
from purport.ledger.port import Filing
from purport.records import Action, Certainty, Event, Hop, SourceMap, Span
from purport.records.evidence import Document
from purport.records.identity import digest, document_id, event_id
from purport.rounds.corroborating import Corroborator
from purport.rounds.matterdesk import MatterDesk
from tests.ledger.build import kept, later, reading, statement

BODY = """\
An explosion in the corn market of Kessim killed 12 people on Monday, police said.

The blast tore through the eastern hall shortly after the gates had opened at seven in the morning. Traders carried the wounded to
a school nearby on doors and market stalls, because the only ambulance of the district had broken down the week before.

Police commander Ilan Dorst said a device had been hidden in a cart of onions. He said that nobody had been arrested and that the
hall would stay closed until its roof had been looked at by engineers from the province.

The market is the largest of the valley and feeds some forty villages along the river.
"""
OWN = """\
At least 20 people died when an explosion went off among the stalls of the corn market in Kessim on Monday, the hospital's director
told Halyard.

Mira Oss, who runs the hospital, counted the dead herself during the night. Her wards had no light after midnight, she said, and
relatives held lamps for the surgeons.

A baker who sells bread beside the eastern hall said he had seen a man leave a cart there and walk off towards the bridge.
"""
FERRY = """\
The ferry to Arden ran aground on a sandbank on Tuesday, and nobody was hurt, the harbour office said.

The boat had left the quay an hour late because of fog. Passengers were taken off by fishing boats before noon.
"""
ARABIC = """\
قال رئيس البلدية سامي الحداد يوم الاثنين إن انفجارا وقع في سوق الحبوب في مدينة كسيم وأدى إلى مقتل اثني عشر شخصا.

وأضاف أن القاعة الشرقية ستبقى مغلقة إلى أن يفحص المهندسون سقفها، وأن أحدا لم يعتقل حتى الآن.
"""
NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)


def file(
    ledger, name, text, outlet, *, agency=None, published="2026-03-10", minute=0, origin=None, version="1", **more
):
    """Keep and file a story; its document's id. Explosions and groundings are its events, only asked for where its first paragraph
    is a question, and somebody says its first words.
    """
    at = later(minute)
    where = origin or f"/in/{name}.txt"
    of = Document(
        name=name,
        exhibit=digest(text.encode()),
        part="",
        text=text,
        taken_by="test/1",
        origin=where,
        source_map=SourceMap("char"),
        language=more.pop("language", "en"),
        title=more.pop("title", None),
        outlet=outlet,
        agency=agency,
        published=published,
        **more,
    )
    kept(ledger, text.encode(), where, at)
    said = statement(
        of,
        text.split("\n", 1)[0],
        source_name="police",
        chain=(Hop(agency or outlet, Certainty.ATTRIBUTED), Hop("police", Certainty.ATTRIBUTED)),
    )
    ledger.file_many([Filing(of, reading(of, said, version=version, events=tuple(happened(of))))], at)
    return document_id(of)


def happened(of):
    """What the first paragraph tells of, and what a last one that says that it recalls something does."""
    first = of.text.split("\n\n", 1)[0]
    yield from _happened(of, Span(0, len(first)))
    last = of.text.rstrip().rpartition("\n\n")[2]
    if last.startswith("Recalled"):
        start = of.text.index(last)
        yield from _happened(of, Span(start, start + len(last)))


def _happened(of, told):
    first = told.of(of.text)
    for hit in re.finditer(r"explosion|ran aground|انفجارا", first):
        anchor = Span(told.start + hit.start(), told.start + hit.end())
        identity = event_id(document_id(of), anchor, None, "ASSAULT")
        day, by = "2026-03-10" if "aground" in first else "2026-03-09", ("police",)
        sure = Certainty.HYPOTHETICAL if first.rstrip().endswith("?") else Certainty.ATTRIBUTED
        who = (identity, None, Action.ASSAULT, None, None, day, sure, by)
        yield Event(*who, anchor, None, 0.8, "said so", sentence=told)


def market(ledger):
    """The agency's story, a copy, a cut copy, an own report and a story of something else; their ids by name."""
    cut = "\n\n".join(BODY.split("\n\n")[:3]) + "\n\n(Northwire)\n"
    copy = f"{BODY}\nThe town council of Arden, where many of the traders live, meets on Thursday.\n\n(Northwire)\n"
    return {
        "wire": file(ledger, "wire", BODY, "Northwire", published="2026-03-09"),
        "copy": file(ledger, "copy", copy, "Selmark Standard", agency="Northwire", minute=1),
        "cut": file(ledger, "cut", cut, "Arden Post", agency="Northwire", minute=2),
        "own": file(ledger, "own", OWN, "Halyard", minute=3, title="Hospital counts the dead of Kessim"),
        "ferry": file(ledger, "ferry", FERRY, "Selmark Standard", minute=4),
    }


def corroborator(ledger, folder, clock=lambda: NOON):
    return Corroborator(ledger, Path(folder) / "shelf", clock)


def desk(ledger, folder, clock=lambda: NOON):
    return MatterDesk(lambda: ledger, Path(folder) / "shelf", clock, lambda: None)


def main():
    """Places what waits, slowly, and says each story before it is placed and when all is kept."""
    url, folder, pause = sys.argv[1:4]
    with opened(url) as ledger:

        def told(done, of):
            print(done, of, flush=True)
            time.sleep(float(pause))

        def next_one():
            print("next", flush=True)
            time.sleep(float(pause))
            return False

        done = corroborator(ledger, folder).up_to_date(told, stop=next_one)
        print("placed", done.placed, len(done.broken), flush=True)


if __name__ == "__main__":
    main()
