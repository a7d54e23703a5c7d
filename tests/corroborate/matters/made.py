"""Tellings by hand, for tests that compare rather than read."""

from dataclasses import replace

from purport.records import Action, Carrier, Certainty, Span
from purport.records.matters import Count, Region, Sort, Stance, Telling, Toll

PLAIN = Telling(
    id="tl-plain",
    document="doc-plain",
    sort=Sort.EVENT,
    lead=True,
    spans=(Span(0, 40),),
    events=("ev-1",),
    statements=(),
    actors=frozenset(),
    targets=frozenset(),
    speaker=None,
    country=None,
    group=None,
    action=Action.ASSAULT,
    mode="explosives",
    places=(),
    days=None,
    published="2026-03-05",
    counts=(),
    carriers=(),
    certainty=Certainty.ASSERTED,
    chain=(),
    stances=(),
    names=frozenset(),
    words=frozenset(),
)

BLAST = frozenset(["depot", "fuel", "blast", "harbour", "watchmen", "tank", "crane", "smoke"])
FLOOD = frozenset(["river", "dyke", "flood", "rain", "school", "tent", "blanket", "boat"])


def telling(name, **told):
    """A telling of a story of its own."""
    return replace(PLAIN, id=f"tl-{name}", document=f"doc-{name}", events=(f"ev-{name}",), **told)


def blast(name, **told):
    """A telling of the explosion in the depot of Kessim on 4 March 2026."""
    plain = {
        "days": "2026-03-04",
        "places": (Region("kessim"),),
        "names": frozenset({"kessim", "bresk", "saltgat"}),
        "words": BLAST,
    }
    return telling(name, **(plain | told))


def release(name, carrier=Carrier.AUDIO, **told):
    """A telling of the recording of Osric Vane that came out on 4 March 2026."""
    plain = {
        "sort": Sort.RELEASE,
        "action": None,
        "mode": None,
        "speaker": "osric vane",
        "actors": frozenset({"osric vane"}),
        "days": "2026-03-04",
        "carriers": (carrier,),
        "certainty": Certainty.PURPORTED,
        "names": frozenset({"osric", "vane", "arden"}),
        "words": frozenset(["recording", "follow", "bridge", "attack", "road", "message"]),
    }
    return telling(name, **(plain | told))


def dead(least, most, at=10):
    """So many dead."""
    return Count(Toll.DEAD, least, most, Span(at, at + 2), str(least))


def stance(name, certainty, by=None, actor=None, at=5, **more):
    """What one mark says."""
    return Stance(f"ev-{name}", by, certainty, Span(at, at + 4), actor, **more)


def everywhere(word):
    """A rarity at which every word tells something."""
    return 0.8
