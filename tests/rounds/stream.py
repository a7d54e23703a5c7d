"""A stream of invented stories, drawn by a seed: reports of a few explosions, copies, cuts, rewrites, versions and own reports."""

import random
from dataclasses import dataclass, field
from itertools import cycle

from purport.ledger import opened
from purport.ledger.ties import ALIKE
from purport.records.folds import MatterFilter, Pair, PairDecision
from tests.rounds.desk import NOON, corroborator, file

PLACES = ("Kessim", "Arden", "Tolmark", "Sarnow")
SPOTS = ("corn market", "bus depot", "old mill", "harbour office")
HOUSES = ("Selmark Standard", "Arden Post", "Halyard", "Ostmark News", "Valley Courier", "Northwire")
AGENCIES = ("Northwire", "Baywire")
MORE = (
    "The blast tore through the eastern hall of the {spot} shortly after the gates had opened at seven in the morning.",
    "Traders carried the wounded to a school nearby on doors and stalls, because the only ambulance had broken down.",
    "Commander {name} said a device had been hidden in a cart of onions, and that nobody had been arrested so far.",
    "The hall of the {spot} will stay closed until its roof has been looked at by engineers from the province.",
    "A baker who sells bread beside the {spot} said he had seen a man leave a cart there and walk off to the bridge.",
    "Windows broke as far away as the {place} rail station, where a goods train with timber had just come in.",
)
NAMES = ("Ilan Dorst", "Mira Oss", "Bram Tessik", "Jorun Vahl")


@dataclass
class Happening:
    """What is told of: its numbers differ from report to report."""

    place: str
    spot: str
    day: int
    name: str
    rng: random.Random
    told: list[tuple[str, str]] = field(default_factory=list)
    """Texts that are out already, with whose they are."""

    def report(self, house):
        """A report in words of its own."""
        number = self.rng.choice((12, 14, 20))
        said = self.rng.choice(("police", "the hospital", "the mayor", "an officer told Northwire"))
        lead = self.rng.choice(
            (
                f"An explosion in the {self.spot} of {self.place} killed {number} people on Monday, {said} said.",
                f"At least {number} people died when an explosion hit the {self.spot} in {self.place} on Monday, {said} said.",
                f"Mourners buried {number} people in {self.place} on Tuesday after the explosion in the {self.spot}, {said} said.",
            )
        )
        chosen = self.rng.sample(MORE, self.rng.randint(1, 4))
        paragraphs = [lead, *(one.format(spot=self.spot, place=self.place, name=self.name) for one in chosen)]
        self.told.append(("\n\n".join(paragraphs), house))
        return self.told[-1][0]

    def again(self):
        """A text that is out, copied, cut or with a word put in, and whose it was."""
        text, house = self.rng.choice(self.told)
        rows = text.split("\n\n")
        how = self.rng.randrange(3)
        if how == 0 and len(rows) > 2:
            rows = rows[:-1]
        if how == 1:
            rows.append(f"The council of {self.rng.choice(PLACES)} meets on Thursday to talk about what it will cost.")
        made = "\n\n".join(rows)
        self.told.append((made, house))
        return made, house


@dataclass(frozen=True)
class Step:
    """A story to file (`given`), or a decision between two stories filed before; and whether all is brought up to date after it."""

    given: dict | None
    pair: tuple[int, int, Pair] | None
    place: bool


def stream(seed, stories=14, decisions=2):
    """Steps, the same for the same seed."""
    rng = random.Random(seed)
    events = [
        Happening(PLACES[n % 4], SPOTS[rng.randrange(4)], 9 + rng.randrange(3), NAMES[n % 4], rng) for n in range(3)
    ]
    steps: list[Step] = []
    filed: list[dict] = []
    while len(filed) < stories:
        given = _story(rng, rng.choice(events), len(filed), filed)
        if any(one["text"] == given["text"] for one in filed):
            continue  # it would be the same document
        filed.append(given)
        steps.append(Step(given, None, rng.random() < 0.5))
    for _ in range(decisions):
        at = rng.randrange(4, len(steps))
        first, second = rng.sample(range(sum(one.given is not None for one in steps[:at])), 2)
        steps.insert(at, Step(None, (first, second, rng.choice(list(Pair))), rng.random() < 0.5))
    return steps


def _story(rng, event, n, filed):
    house, kind = rng.choice(HOUSES), rng.random()
    given = {"name": f"s{n}", "outlet": house, "published": f"2026-03-{event.day + rng.randrange(2):02}", "minute": n}
    if kind < 0.12 and filed:  # what stands at an address changes
        old = rng.choice(filed)
        return {
            **old,
            "text": old["text"].replace("12", "13") + f"\n\nThis story was changed later, for reason {n}.\n",
            "minute": n,
            "origin": old.get("origin") or f"/in/{old['name']}.txt",
        }
    if kind < 0.5 and event.told:
        text, whose = event.again()
        agency = whose if whose in AGENCIES else rng.choice((None, *AGENCIES))
        credit = f"\n\n({agency})" if agency and rng.random() < 0.6 else ""
        return {**given, "text": f"{text}{credit}\n", "agency": agency}
    return {**given, "text": event.report(house) + "\n"}


def run(url, folder, steps, place, desks=1):
    """Files a stream, all brought up to date where `place(step)` says so and in the end; what corroboration says then.

    `desks`: how many take turns at it, each with what it has at hand.
    """
    with opened(url) as ledger:
        turns, names = cycle([corroborator(ledger, folder) for _ in range(desks)]), []
        for step in steps:
            do(ledger, step, names)
            if place(step):
                done = next(turns).up_to_date()
                assert done.broken == ()
        assert next(turns).up_to_date().broken == ()
        said = everything(ledger)
        ledger.corroboration.make_stale(names)
        again = corroborator(ledger, folder).up_to_date()
        assert (again.matters, again.written, again.withdrawn) == (0, 0, 0), "derived anew it is other"
        assert everything(ledger) == said
        assert list(ledger.faults()) == []
        return said


def do(ledger, step, names):
    """Files a story, or decides; the ids of the documents filed so far are `names`."""
    if step.given is not None:
        names.append(file(ledger, **step.given))
        return
    first, second, pair = step.pair
    told = ledger.corroboration.tellings_of([names[first], names[second]])
    if first != second and len(told) == 2:  # only what is placed can be decided on
        one, other = (told[names[n]][0].telling.id for n in (first, second))
        ledger.corroboration.decide(PairDecision(one, other, pair, "Ada Roe", NOON, "seen both"))


def everything(ledger):
    """All that corroboration says now."""
    lines = ledger.matters(MatterFilter(aside=True, limit=None))
    whole = [ledger.matter(one.fold.matter) for one in lines]
    names = sorted({name for one in whole for name in (*one.documents, *one.matter.members)})
    return {
        "folds": [one.fold for one in lines],
        "matters": [(one.matter, one.documents, one.ties, one.origins, one.contradictions) for one in whole],
        "bonds": sorted({_said(bond) for name in names for bond in ledger.bonds(name)}),
    }


def _said(bond):
    """A bond; one of likeness is only written again where its score has moved, so the reason may be that of an earlier reading."""
    return (bond.kind, bond.first, bond.second, *(() if bond.kind in ALIKE else (bond.reason, bond.score)))
