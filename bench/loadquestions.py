"""The questions that visitors of the desk ask under load (:mod:`bench.deskload`): the same of ledgers of every size."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

from bench.ledger import World
from purport.config import load
from purport.desk.web.asked import PAGE
from purport.records import Act, Certainty, Filter
from purport.records.folds import MatterFilter
from purport.rounds.house import House

RANKS = (0, 1, 5, 20, 100, 500, 2_000)
"""Of the names that are looked for, how common: the most common one is 0."""
BOXES = {
    "world": ("-180,-90,180,90", 2),
    "continent": ("-20,30,60,65", 4),
    "country": ("20,40,30,48", 7),
    "town": ("24,43,25,44", 11),
}


def questions(home: Path, world: World) -> dict[str, dict[str, str]]:
    """The addresses that are asked for, by kind, each under a name: the same in ledgers of every size."""
    with House(load(None, {"PURPORT_HOME": str(home)}, home)) as house:
        ledger = house.ledger
        middle = ledger.placed(Filter(until="2020", limit=1))[0][0]
        second = ledger.placed(Filter(limit=1, offset=PAGE - 1))[0][0]
        matter = next(one.fold.matter for one in ledger.matters(MatterFilter(least=5, limit=1)))
        story = ledger.rows(Filter(limit=1))[0].document
    names, words = world.names, world.words
    stream = {
        "all": Filter(),
        **{f"source {rank}": Filter(source=names[rank]) for rank in RANKS},
        **{f"target {rank}": Filter(target=names[rank]) for rank in RANKS},
        **{f"place {rank}": Filter(place=names[-1 - rank]) for rank in (0, 100, 299)},
        **{f"act {act}": Filter(act=act) for act in (Act.SAYS, Act.DENIES, Act.RETRACTS)},
        **{f"certainty {one}": Filter(certainty=one) for one in (Certainty.ATTRIBUTED, Certainty.RUMOURED)},
        "violent": Filter(violent=True),
        "not violent": Filter(violent=False),
        "a month": Filter(since="2018-05-01", until="2018-05-31"),
        "a year of a source": Filter(source=names[0], since="2020-01-01", until="2020-12-31"),
        "source and act": Filter(source=names[0], act=Act.DENIES),
        "source and target": Filter(source=names[1], target=names[2]),
        "speaker and agency": Filter(speaker=names[20], source="Northwire"),
        "source, certainty, violent": Filter(source=names[2], certainty=Certainty.PURPORTED, violent=True),
        "act and certainty": Filter(act=Act.RETRACTS, certainty=Certainty.RUMOURED),
        "act and not violent": Filter(act=Act.THREATENS, violent=False),
        "act, certainty, a year": Filter(act=Act.ACCUSES, certainty=Certainty.PURPORTED, until="2016"),
        "place and act": Filter(place=names[-1], act=Act.SAYS),
    }
    search = {
        **{f"word {rank}": Filter(words=words[rank]) for rank in (0, 1, 10, 50, 200, 1_000, 5_000, 15_000)},
        "two common words": Filter(words=f"{words[0]} {words[1]}"),
        "a common and a rare word": Filter(words=f"{words[0]} {words[1_000]}"),
        "a phrase": Filter(words=f'"{words[0]} {words[1]}"'),
        "a word without another": Filter(words=f"{words[1]} -{words[0]}"),
        "a beginning": Filter(words=f"{words[20][:4]}*"),
        "word and source": Filter(words=words[0], source=names[3]),
        "word and act": Filter(words=words[50], act=Act.DENIES),
        "common word, rare act and certainty": Filter(words=words[0], act=Act.RETRACTS, certainty=Certainty.RUMOURED),
        "word since": Filter(words=words[2], since="2025-06"),
    }
    drawn = (
        "all",
        "source 0",
        "source 20",
        "target 5",
        "certainty rumoured",
        "a month",
        "violent",
        "act and certainty",
    )
    world_map = {
        **{f"{name}, zoom {zoom}": f"/map?box={box}&zoom={zoom}" for name, (box, zoom) in BOXES.items()},
        **{f"GeoJSON, {name}": f"/api/v1/places?box={box}&zoom={zoom}" for name, (box, zoom) in BOXES.items()},
        **{f"world, {name}": _address("/api/v1/places", stream[name]) for name in drawn},
        **{f"world, {name}": _address("/api/v1/places", search[name]) for name in ("word 0", "word 200")},
    }  # fmt: skip
    return {
        "stream": {
            **{name: _address("/", one) for name, one in stream.items()},
            "second page": f"/?before={second}",
            "a page of 2020": f"/?before={middle}",
            "older of an act": f"/?act=denies&before={middle}",
        },
        "search": {name: _address("/", one) for name, one in search.items()},
        "map": world_map,
        "other": {
            "news": "/stream/news?filed=0",
            "matters": "/matters",
            "matters contradicted": "/matters?only=contradicted",
            "matters of a month": "/matters?since=2018-05-01&until=2018-05-31",
            "a matter": f"/matter/{matter}",
            "a story": f"/story/{story}",
            "timeline": "/timeline",
            "speaker": f"/speaker?{urlencode({'name': names[5]})}",
        },
    }


def _address(path: str, question: Filter) -> str:
    names = ("words", "source", "speaker", "place", "act", "certainty", "target", "since", "until")
    told = {name: str(value) for name in names if (value := getattr(question, name)) is not None}
    if question.violent is not None:
        told["violent"] = "yes" if question.violent else "no"
    return f"{path}?{urlencode(told)}" if told else path
