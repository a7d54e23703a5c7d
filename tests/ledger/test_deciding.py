"""Decisions on statements: appended, the last counts, what was read stays, and none can be lost or changed unseen."""

import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from purport.errors import InstructionError, LedgerError
from purport.ledger import opened
from purport.ledger.codec import encoded
from purport.records import Act, Certainty, Filter, Hop, Ruling, StatementDecision
from purport.records.identity import digest
from purport.records.removals import Removal
from purport.records.views import CORRECTABLE
from tests.ledger import older
from tests.ledger.stories import AT, arabic, bridge, filed, later, reading, said, tape

ROOT = Path(__file__).parents[2]


@pytest.fixture
def ledger(ledger_url):
    with opened(ledger_url) as book:
        yield book


@pytest.fixture
def full(ledger):
    filed(ledger, bridge(), tape(), arabic())
    return ledger


def of(ledger, source):
    return ledger.rows(Filter(source=source))[0]


def decided(row, ruling, minutes=0, by="Ada Roe", reason="", **changes):
    return StatementDecision(row.read.id, ruling, replace(row.read, **changes), by, later(minutes), reason)


def words(rows):
    return [row.content_words for row in rows]


def test_decisions_are_added_and_the_last_counts(full):
    row = of(full, "mayor")
    assert (row.decision, row.original, row.changes, row.rejected) == (None, None, (), False)
    assert full.decide(decided(row, Ruling.REJECTED, reason="nobody said that"))
    assert not full.decide(decided(row, Ruling.REJECTED, reason="nobody said that"))
    now = full.row(row.read.id)
    assert now.rejected
    assert now.statement == now.read == row.statement
    assert full.decide(decided(row, Ruling.EDITED, 1, source_name="deputy mayor", certainty=Certainty.PURPORTED))
    now = full.row(row.read.id)
    assert (now.statement.source_name, now.read.source_name, now.rejected) == (
        "deputy mayor",
        "mayor of Selmark",
        False,
    )
    assert now.changes == (
        ("source_name", "mayor of Selmark", "deputy mayor"),
        ("certainty", "attributed", "purported"),
    )
    assert full.decide(decided(row, Ruling.WITHDRAWN, 2))
    now = full.row(row.read.id)
    assert now.mark == digest(encoded(full.statement_decisions(row.read.id)[-1]))  # what is taken back was seen too
    assert replace(now, mark="") == row
    history = full.statement_decisions(row.read.id)
    assert [one.ruling for one in history] == [Ruling.REJECTED, Ruling.EDITED, Ruling.WITHDRAWN]
    assert [entry.deed for entry in full.custody()].count("decided") == 3
    assert not list(full.faults())


def test_every_way_to_ask_has_the_decision(full):
    row = of(full, "mayor")
    full.decide(decided(row, Ruling.EDITED, source_name="deputy mayor"))
    (now,) = full.rows(Filter(source="mayor"))
    assert now.statement.source_name == "deputy mayor"
    assert full.search(Filter(words="bridge"))[0].decision == now.decision
    assert list(full.each(Filter(source="mayor"))) == [now]
    assert [one for _, one in full.placed(Filter(source="mayor"))] == [now]
    assert full.statements_named([row.read.id]) == {row.read.id: now}
    assert not full.rows(Filter(source="deputy"))  # conditions go by what was read
    assert not list(full.faults())


def test_rows_by_what_was_decided(full):
    mayor, vane, rumour = of(full, "mayor"), of(full, "Vane"), full.search(Filter(words="northern"))[0]
    full.decide(decided(mayor, Ruling.ACCEPTED))
    full.decide(decided(vane, Ruling.REJECTED))
    full.decide(decided(rumour, Ruling.REJECTED))
    full.decide(decided(rumour, Ruling.WITHDRAWN, 1))

    def found(**asked):
        rows = full.rows(Filter(**asked))
        assert full.count(Filter(**asked)) == full.tally(Filter(**asked)) == len(rows)
        return words(rows)

    assert found(rulings=(Ruling.REJECTED,)) == [vane.content_words]
    assert found(rulings=(Ruling.ACCEPTED, Ruling.EDITED)) == [mayor.content_words]
    assert mayor.content_words not in found(undecided=True)
    assert rumour.content_words in found(undecided=True)
    assert found(undecided=True, words="northern") == [rumour.content_words]
    assert found(rulings=(Ruling.REJECTED,), words="northern") == []
    assert len(full.contents(Filter(rulings=(Ruling.ACCEPTED,)))) == 1
    assert len(full.rows(Filter())) == 5  # rejected ones stay in lists


def test_a_decision_that_did_not_see_the_last_one_is_refused(full):
    row = of(full, "mayor")
    first, second = decided(row, Ruling.REJECTED), decided(row, Ruling.ACCEPTED, 1)
    assert full.decide(first, "")
    for seen in ("", "sha256:" + "0" * 64):
        with pytest.raises(InstructionError) as caught:
            full.decide(second, seen)
        assert caught.value.code == "overtaken"
    assert full.statement_decisions(row.read.id) == [first]
    assert full.decide(second, digest(encoded(first)))
    assert not list(full.faults())


def test_of_many_who_decide_at_once_one_is_written(ledger_url, full):
    row = of(full, "mayor")

    def try_to(number):
        with opened(ledger_url) as book:
            try:
                return str(book.decide(decided(row, Ruling.ACCEPTED, number, by=f"Analyst {number}"), ""))
            except InstructionError as fault:
                return fault.code

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(try_to, range(6))) == ["True", *["overtaken"] * 5]
    assert len(full.statement_decisions(row.read.id)) == 1
    assert not list(full.faults())


@pytest.mark.slow
def test_killed_at_any_moment_no_decision_is_half_written(ledger_url, full):
    name, chance, told = of(full, "mayor").read.id, random.Random(5), 0
    command = [sys.executable, "-m", "tests.ledger.decider", ledger_url, name, "200"]
    for _ in range(3):
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as one:
            for _ in range(chance.randrange(2, 20)):
                line = one.stdout.readline().strip()
                told = max(told, int(line) + 1 if line.isdigit() else 0)
            one.kill()
        kept = full.statement_decisions(name)
        assert len(kept) >= told
        assert [entry.deed for entry in full.custody()].count("decided") == len(kept)
        assert not list(full.faults())


def test_it_stands_when_the_story_is_read_again(full):
    row = of(full, "mayor")
    full.decide(decided(row, Ruling.EDITED, source_name="deputy mayor"))
    doc = bridge().document
    again = said(doc, "the old bridge was shut", "mayor of Selmark", act=Act.CONFIRMS)
    full.file(doc, reading(doc, again, steps=(("parse", "2"),)), later(1))
    now = full.row(row.read.id)
    assert (now.statement.source_name, now.read.act) == ("deputy mayor", Act.CONFIRMS)
    assert now.changes[0] == ("source_name", "mayor of Selmark", "deputy mayor")
    full.file(doc, reading(doc, steps=(("parse", "3"),)), later(2))  # no reading holds it any longer
    assert not full.rows(Filter(source="mayor"))
    assert full.row(row.read.id).statement.source_name == "deputy mayor"
    assert not list(full.faults())


def test_a_date_that_was_corrected_is_shown_and_the_order_stays(full):
    order = [row.read.id for row in full.rows(Filter())]
    vane, mayor = of(full, "Vane"), of(full, "mayor")
    full.decide(decided(vane, Ruling.EDITED, spoken=None))
    full.decide(decided(mayor, Ruling.EDITED, spoken="2025-12"))
    assert (of(full, "Vane").date, of(full, "mayor").date) == ("2026-03-08", "2025-12")
    assert [row.read.id for row in full.rows(Filter())] == order


def test_names_in_arabic_and_every_field_come_back_as_they_were_made(full):
    row = of(full, "البلدية")
    new = {
        "source_name": "رئيس البلدية مها سالم",
        "act": Act.DENIES,
        "certainty": Certainty.DENIED,
        "targets": ("لواء النخيل", "Kessim Front"),
        "places": ("كسيم",),
        "spoken": "2026-02-28",
        "violent": True,
    }
    made = decided(row, Ruling.EDITED, by="مها سالم", reason="قرأت النص", chain=(Hop("x", Certainty.DENIED),), **new)
    assert full.decide(made)
    now = full.row(row.read.id)
    assert (now.decision, now.statement, now.read) == (made, made.statement, row.statement)
    assert {name for name, _, _ in now.changes} == set(CORRECTABLE) == set(new)
    assert ("targets", "", "لواء النخيل; Kessim Front") in now.changes
    assert ("violent", "no", "yes") in now.changes
    assert not list(full.faults())


def test_a_decision_about_nothing_is_refused(full):
    with pytest.raises(InstructionError) as caught:
        full.decide(replace(decided(of(full, "mayor"), Ruling.ACCEPTED), about="st-0000"))
    assert (caught.value.code, caught.value.advice) == ("unknown-id", "purport list shows the ids")


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("UPDATE decision SET record = replace(record, 'Ada', 'Eve')", "changed-decision"),
        ("UPDATE decision SET record = replace(record, 'deputy', 'acting')", "changed-decision"),
        ("DELETE FROM decision", "missing-row"),
        ("UPDATE decision SET ruling = 'accepted' WHERE ruling = 'rejected'", "changed-decision"),
        ("UPDATE decision SET about = 'st-0123456789abcdef'", "changed-decision"),
        ("UPDATE decision SET digest = 'sha256:00' WHERE ruling = 'rejected'", "changed-decision"),
        ("UPDATE decision SET id = id + 100 WHERE ruling = 'edited'", "changed-decision"),
    ],
)
def test_tampering_is_found(ledger_url, sql, code):
    with opened(ledger_url) as ledger:
        filed(ledger, bridge())
        ledger.decide(decided(of(ledger, "mayor"), Ruling.EDITED, source_name="deputy mayor"))
        ledger.decide(decided(of(ledger, "mayor"), Ruling.REJECTED))
        assert not list(ledger.faults())
    older.run(ledger_url, sql)
    with opened(ledger_url) as ledger:
        assert code in {fault.code for fault in ledger.faults()}


def test_a_row_that_cannot_be_understood_is_told(ledger_url):
    with opened(ledger_url) as ledger:
        filed(ledger, bridge())
        ledger.decide(decided(of(ledger, "mayor"), Ruling.ACCEPTED))
    older.run(ledger_url, "UPDATE decision SET record = '{}'")
    with opened(ledger_url) as ledger:
        with pytest.raises(LedgerError) as caught:
            ledger.rows(Filter())
        assert caught.value.code == "damaged-row"


def test_removal_takes_decisions_along(full):
    row = of(full, "mayor")
    full.decide(decided(row, Ruling.EDITED, source_name="deputy mayor"))
    done = full.remove(Removal(bridge().document.exhibit, "order of a court", "Ada Roe", AT))
    assert len(done.decisions) == 1
    assert not full.statement_decisions(row.read.id)
    assert not list(full.faults())
