"""Stories placed by hand, for the ledger's tests of corroboration."""

from dataclasses import replace

from purport.ledger.port import Filing
from purport.records import Certainty
from purport.records.folds import Compared, Fold, KeptMatter, MatterLine, Placed, Told
from purport.records.identity import document_id
from purport.records.matters import About, Alike, Contradiction, Likeness, Matter, Side, Sort, Telling
from purport.records.spans import Span
from purport.records.stories import Link, Origin, Tie
from tests.ledger.build import document, kept, later, reading

WORDS = ("market", "onion", "cart")


def story(ledger, name, text, published="2026-03-09"):
    """Keep and file a story without statements; its document's id."""
    of = document(text, origin=f"/in/{name}.txt", name=name, title=None, published=published)
    kept(ledger, text.encode(), of.origin)
    ledger.file_many([Filing(of, reading(of))], later(0))
    return document_id(of)


def telling(number, document, words=WORDS, lead=True, **changes):
    plain = Telling(
        id=f"tl-{number:016x}",
        document=document,
        sort=Sort.EVENT,
        lead=lead,
        spans=(Span(0, 4),),
        events=(),
        statements=(),
        actors=frozenset(),
        targets=frozenset(),
        speaker=None,
        country=None,
        group=None,
        action=None,
        mode=None,
        places=(),
        days=None,
        published="2026-03-09",
        counts=(),
        carriers=(),
        certainty=Certainty.ATTRIBUTED,
        chain=(),
        stances=(),
        names=frozenset({"kessim", "كسيم"}),
        words=frozenset(words),
    )
    return replace(plain, **changes)


def heads(one):
    return f"mt-{one.id[3:]}"


def placed(document, *tellings, chains=(("Northwire", "رئيس البلدية"),)):
    return Placed(document, "rd-1", "test/1", tuple(Told(one, heads(one)) for one in tellings), chains, later(1))


def alike(one, other, verdict=Alike.SAME_EVENT, score=0.8):
    return Likeness(one.id, other.id, verdict, score, ("same day: 2026-03-09", "both name كسيم"))


def found(one, *likenesses, differs=()):
    return Compared(one.id, likenesses, tuple((other.id, 0.1) for other in differs))


def put(ledger, document, *tellings, compared=()):
    """Claims a story and places it."""
    with ledger.together():
        assert ledger.corroboration.claim(document)
        ledger.corroboration.place(placed(document, *tellings), compared)


def matter_of(*tellings, origins=1, label="An event", clash=False, digest="sha256:1"):
    identity = heads(tellings[0])
    documents = tuple(dict.fromkeys(one.document for one in tellings))
    fold = Fold(identity, Sort.EVENT, label, len(documents), origins, "Northwire (1 copy)", origins == 1, clash)
    sides = tuple(Side(told, (tellings[0].id,), (), (), (), Certainty.ATTRIBUTED) for told in ("12", "20"))
    clashes = (Contradiction(identity, About.DEAD, sides, 0.9, "12 or 20"),) if clash else ()
    ties = tuple(Link(Tie.COPY, other, documents[0], 0.9, "runs alike") for other in documents[1:])
    roots = (Origin("Northwire", documents[0], documents[1:], (), (), "runs alike"),)
    dates = sorted(one.published for one in tellings if one.published)
    line = MatterLine(fold, dates[0] if dates else None, dates[-1] if dates else None, later(2))
    ids = tuple(one.id for one in tellings)
    return KeptMatter(
        line, Matter(identity, Sort.EVENT, ids, ()), tellings, (), documents, ties, roots, clashes, digest
    )
