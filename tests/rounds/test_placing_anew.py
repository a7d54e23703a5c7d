"""All stories placed anew: the same outcome whatever was read first, nothing written twice, whoever is killed or comes between."""

import os
import signal
from itertools import count

import pytest

from purport.ledger import opened
from purport.records.removals import Removal
from tests.ledger.build import later
from tests.rounds.desk import BODY, OWN, corroborator, file
from tests.rounds.test_corroborating import everything, started, unreadable

LEAD, *REST = BODY.split("\n\n")
STORIES = {
    "wire": (BODY, "Northwire", "2026-03-09T12:00:00Z", None),
    "copy": (f"{LEAD}\n\n{REST[1]}\n\n{REST[0]}\n", "Selmark Standard", "2026-03-10T06:00:00Z", "Northwire"),
    "cut": (f"{LEAD}\n\n{REST[2]}\n\n(Northwire)\n", "Arden Post", "2026-03-10T06:10:00Z", None),
    "more": (
        f"{LEAD}\n\n{REST[0]}\n\nThe mayor of Arden sent blankets and two carts of bread.\n",
        "Valley Radio",
        "2026-03-10T07:00:00Z",
        "Northwire",
    ),
    "own": (OWN, "Halyard", "2026-03-10T08:00:00Z", None),
    "later": (f"{OWN}\nHalyard, too, counted.\n", "Halyard", "2026-03-11T08:00:00Z", None),
    "other": (LEAD.replace("corn market of Kessim", "bus station of Orvat"), "Northwire", "2026-03-09T19:00:00Z", None),
    "burial": (
        "Hundreds buried the dead of the explosion in Kessim on Thursday, Northwire says.\n\nSixteen coffins stood there.\n",
        "Selmark Standard",
        "2026-03-12T15:00:00Z",
        None,
    ),
}
ORDERS = [list(STORIES), sorted(STORIES), sorted(STORIES, reverse=True), [*list(STORIES)[3:], *list(STORIES)[:3]]]


def read(ledger, made, order):
    """Stories read one after another."""
    for minute, name in enumerate(order):
        text, outlet, published, agency = STORIES[name]
        file(ledger, name, text, outlet, published=published, agency=agency, minute=minute)
        if made is not None:
            made.up_to_date()


def outcome(ledger):
    folds, whole, bonds = everything(ledger)
    names = {name for one in bonds for name in (one.first, one.second)}
    return (
        folds,
        whole,
        sorted({(one.kind, one.first, one.second) for name in names for one in ledger.bonds(name, False)}),
    )


def bonds_of(ledger):
    return everything(ledger)[2]


def test_the_outcome_does_not_depend_on_what_was_read_first(tmp_path):
    found = []
    for number, order in zip(count(), ORDERS, strict=False):
        with opened(f"sqlite:///{tmp_path}/{number}.db") as ledger:
            made = corroborator(ledger, tmp_path / str(number))
            read(ledger, made, order)
            made.up_to_date(anew=True)
            found.append(outcome(ledger))
            assert list(ledger.faults()) == []
    for one in found[1:]:
        assert one == found[0]


@pytest.mark.parametrize("order", ORDERS)
def test_the_second_time_nothing_is_written(ledger_url, tmp_path, order):
    with opened(ledger_url) as ledger:
        made = corroborator(ledger, tmp_path)
        read(ledger, made, order)
        made.up_to_date(anew=True)
        before = outcome(ledger), bonds_of(ledger)
        for one in (made, corroborator(ledger, tmp_path)):
            done = one.up_to_date(anew=True)
            assert (done.placed, done.matters, done.written, done.withdrawn) == (len(STORIES), 0, 0, 0)
            assert (outcome(ledger), bonds_of(ledger)) == before
        assert ledger.corroboration.renewal() == 0


def test_no_bond_is_withdrawn_and_written_again(ledger_url, tmp_path):
    with opened(ledger_url) as ledger:
        made = corroborator(ledger, tmp_path)
        read(ledger, made, ORDERS[2])
        had = len(bonds_of(ledger))
        made.up_to_date(anew=True)
        fresh = [(one.kind, one.first, one.second) for one in bonds_of(ledger)[had:]]
        assert len(fresh) == len(set(fresh))


@pytest.mark.parametrize("after", [0, 1, 3, 8, 9])
def test_who_stops_in_the_middle_goes_on_the_next_time(ledger_url, tmp_path, after):
    with opened(ledger_url) as ledger:
        made = corroborator(ledger, tmp_path)
        read(ledger, made, ORDERS[2])
        made.up_to_date(anew=True)
        before = outcome(ledger), bonds_of(ledger)
        asked = count()
        made.up_to_date(anew=True, stop=lambda: next(asked) >= after)
        assert ledger.corroboration.renewal() != 0
        assert list(ledger.faults()) == []
        assert bonds_of(ledger) == before[1]
        corroborator(ledger, tmp_path).up_to_date()
        assert ledger.corroboration.renewal() == 0
        assert (outcome(ledger), bonds_of(ledger)) == before


def test_what_comes_meanwhile_and_beginning_again_change_nothing(ledger_url, tmp_path):
    with opened(ledger_url) as ledger:
        made, other = corroborator(ledger, tmp_path), corroborator(ledger, tmp_path)
        read(ledger, made, ORDERS[0][:-2])
        other.up_to_date()
        asked, late = count(), ORDERS[0][-2:]

        def meanwhile():
            if next(asked) == 3:
                read(ledger, None, late)
                ledger.corroboration.await_all()
                other.up_to_date()
            return False

        made.up_to_date(anew=True, stop=meanwhile)
        assert list(ledger.faults()) == []
        before = outcome(ledger), bonds_of(ledger)
        done = made.up_to_date(anew=True)
        assert (done.placed, done.written, done.withdrawn) == (len(STORIES), 0, 0)
        assert (outcome(ledger), bonds_of(ledger)) == before


def test_what_cannot_be_placed_anew_stands_as_it_was(ledger_url, tmp_path, monkeypatch):
    with opened(ledger_url) as ledger:
        made = corroborator(ledger, tmp_path)
        read(ledger, made, ORDERS[0])
        made.up_to_date(anew=True)
        before, counted = outcome(ledger), ledger.corroboration.total()
        with unreadable(OWN, monkeypatch):
            assert len(made.up_to_date(anew=True).broken) == 1
        assert ledger.corroboration.renewal() == 0
        assert ledger.corroboration.total() == counted
        assert len(ledger.corroboration.every()) == len(STORIES)
        assert list(ledger.faults()) == []
        made.up_to_date(anew=True)
        assert outcome(ledger) == before


def test_what_is_removed_meanwhile_is_gone(ledger_url, tmp_path):
    with opened(ledger_url) as ledger:
        made = corroborator(ledger, tmp_path)
        read(ledger, made, ORDERS[0])
        names = ledger.corroboration.every()
        ledger.corroboration.await_all()
        told = ledger.corroboration.tellings_of(names[:1])[names[0]]
        exhibit = ledger.document(names[0]).document.exhibit
        ledger.remove(Removal(exhibit, "court order", "Ada Roe", later(60)))
        made.up_to_date()
        assert [ledger.bonds(one.telling.id, True) for one in told] == [[] for _ in told]
        assert (ledger.corroboration.total(), list(ledger.faults())) == (len(STORIES) - 1, [])


@pytest.mark.slow
def test_killed_in_the_middle_it_goes_on(ledger_url, tmp_path):
    with opened(ledger_url) as ledger:
        made = corroborator(ledger, tmp_path)
        read(ledger, made, ORDERS[2])
        made.up_to_date(anew=True)
        before = outcome(ledger), bonds_of(ledger)
        ledger.corroboration.await_all()
    for lines in (2, 5, len(STORIES) + 2):
        process = started(ledger_url, tmp_path, 0.05)
        for _ in range(lines):
            process.stdout.readline()
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        with opened(ledger_url) as ledger:
            assert list(ledger.faults()) == []
    with opened(ledger_url) as ledger:
        corroborator(ledger, tmp_path).up_to_date()
        assert (outcome(ledger), bonds_of(ledger)) == before
