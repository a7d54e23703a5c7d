"""A house whose ledger has places, dates and names of every kind: invented places on real coordinates of the open sea."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from purport.ledger.port import Filing
from purport.records import Act, Action, Carrier, Certainty, Event, Hop, PlaceMark, Precision, Role, Span
from purport.records.identity import document_id, event_id
from purport.rounds.house import House
from tests.desk.web.conftest import PASSWORD, PEOPLE, house_in
from tests.ledger.stories import document, filed, reading, said

HOSTILE = "<img src=x onerror=alert(1)>\"'&</script>"
TOWNS = {
    "Kessim": (44.1, 20.4, 3.0, Precision.SETTLEMENT),
    "Arden": (44.4, 20.9, 12.0, Precision.SETTLEMENT),
    "Vale Province": (45.6, 22.2, 70.0, Precision.REGION),
    "Far Landing": (-17.5, 179.7, 5.0, Precision.SETTLEMENT),
    "الميناء": (33.4, 35.2, 4.0, Precision.DISTRICT),
    HOSTILE: (51.0, 3.0, 1.0, Precision.SETTLEMENT),
}


def mark(text: str, name: str) -> PlaceMark:
    """The last place of that name in a text, with its coordinates where it has any."""
    start = text.rindex(name)
    lat, lon, radius, precision = TOWNS.get(name, (None, None, None, None))
    return PlaceMark(
        Span(start, start + len(name)), name, name, None, lat, lon, precision, Role.LITERAL, 0.9, "invented", radius
    )


def told(
    name: str, text: str, statements: list[dict[str, object]], places: tuple[str, ...] = (), **about: object
) -> Filing:
    """One story with its statements and the places that it names."""
    doc = document(text, f"/news/{name}.txt", **{"published": "2026-03-07", **about})
    made = [said(doc, **one) for one in statements]  # type: ignore[arg-type]
    return Filing(doc, reading(doc, *made, places=tuple(mark(text, place) for place in places)))


def strike(day: int, certainty: Certainty) -> Filing:
    """One story about Kessim, of its own day."""
    text = f"Osric Vane said on day {day} that the mill at Kessim had burnt."
    statement = {"content": "the mill at Kessim had burnt", "source": "Osric Vane", "certainty": certainty}
    return told(f"mill-{day}", text, [{**statement, "spoken": f"2026-03-{day:02}"}], ("Kessim",))


def hundred() -> Filing:
    """One event in a hundred places."""
    names = [f"Hamlet{chr(65 + n // 26)}{chr(65 + n % 26)}" for n in range(100)]
    for n, name in enumerate(names):
        TOWNS[name] = (10.0 + n // 10 * 0.7, -30.0 + n % 10 * 0.9, 2.0, Precision.SETTLEMENT)
    text = "Rain fell on " + ", ".join(names) + ", the weather office said."
    content = text[: text.index(", the weather")]
    return told("rain", text, [{"content": content, "source": "weather office"}], tuple(names))


def burning() -> Filing:
    """An event that a story tells of, and a place that nobody knows."""
    text = "Flames rose over the mill at Kessim, the council said. Nowhereton was calm, it said."
    filing = told("flames", text, [{"content": "Nowhereton was calm", "source": "council"}], ("Kessim", "Nowhereton"))
    at = Span(text.index("rose"), text.index("rose") + 4)
    one = Event(
        event_id(document_id(filing.document), at, None, "ASSAULT"), "rebels", Action.ASSAULT, "mill", "Kessim", None,
        Certainty.ATTRIBUTED, ("council",), at, None, 0.8, "said so",
    )  # fmt: skip
    assert filing.reading is not None
    return Filing(filing.document, replace(filing.reading, events=(one,)))


def filings() -> list[Filing]:
    """Everything."""
    call = {
        "content": "attacks in Kessim and Arden", "source": "Osric Vane", "act": Act.CALLS_FOR, "violent": True,
        "certainty": Certainty.PURPORTED, "targets": ("Kessim", "Arden"), "spoken": "2026-02-20/2026-03-01?",
        "chain": (Hop("Northwire", Certainty.ATTRIBUTED), Hop("Osric Vane", Certainty.PURPORTED, Carrier.AUDIO)),
    }  # fmt: skip
    return [
        *(strike(day, Certainty.DENIED if day % 3 == 0 else Certainty.ATTRIBUTED) for day in range(1, 8)),
        told("tape", "In the tape Osric Vane urges attacks in Kessim and Arden.", [call], ("Kessim", "Arden"), agency="Northwire"),
        told("vale", "The Ferry Union said Vale Province was quiet, and Far Landing too.", [
            {"content": "Vale Province was quiet, and Far Landing too", "source": "The Ferry Union", "spoken": "2026-01~/.."},
        ], ("Vale Province", "Far Landing")),
        told("mina", "قال سامي حداد إن الميناء مفتوح أمام السفن.", [
            {"content": "الميناء مفتوح أمام السفن", "source": "سامي حداد", "spoken": "2026-03-05"},
        ], ("الميناء",), language="ar"),
        told("hostile", f"{HOSTILE} Junior said rain fell at {HOSTILE} today.", [
            {"content": f"rain fell at {HOSTILE} today", "source": f"{HOSTILE} Junior", "targets": (HOSTILE,)},
        ], (HOSTILE,)),
        told("undated", "Mira Oss said the gate was shut.", [
            {"content": "the gate was shut", "source": "Mira Oss"},
        ], published=None),
        hundred(),
        burning(),
    ]  # fmt: skip


def charted(folder: Path) -> House:
    """The house, open; close it."""
    house = house_in(folder)
    access = house.access()
    for name, rank in PEOPLE.items():
        from purport.rounds.doorkeeping import account_of

        access.add(account_of(name, rank, PASSWORD, house.clock()))
    filed(house.ledger, *filings())
    return house
