"""Corroboration kept in the ledger: placed as it comes, twice the same, late arrivals, removals, broken stories, kills."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from purport.errors import InstructionError, LedgerError
from purport.ledger import opened
from purport.ledger.locks import WRITE
from purport.records import Decision, Filter, Ruling, StatementDecision
from purport.records.folds import MatterFilter
from purport.records.identity import digest
from purport.records.removals import Removal
from purport.records.stories import Tie
from purport.rounds.asked import asked_for
from purport.rounds.weighing import weight
from tests.ledger.build import later
from tests.rounds.desk import ARABIC, BODY, FERRY, OWN, corroborator, desk, file, market

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def ledger(ledger_url):
    with opened(ledger_url) as ledger:
        yield ledger


def kinds(ledger, record, history=False):
    return sorted((one.kind, one.first, one.second) for one in ledger.bonds(record, history))


def everything(ledger):
    """All that corroboration says now, but for when it was said."""
    lines = ledger.matters(MatterFilter(aside=True, limit=None))
    whole = [ledger.matter(one.fold.matter) for one in lines]
    names = sorted({name for one in whole for name in (*one.documents, *one.matter.members)})
    return (
        [one.fold for one in lines],
        [(one.matter.members, one.ties, one.origins, one.contradictions) for one in whole],
        [bond for name in names for bond in ledger.bonds(name, history=True)],
    )


def test_an_empty_ledger_has_nothing_to_place(ledger, tmp_path):
    done = corroborator(ledger, tmp_path).up_to_date()
    assert (done.placed, done.matters, done.written, done.broken) == (0, 0, 0, ())
    assert ledger.matters() == []
    assert not (tmp_path / "shelf").exists()


def test_copies_are_one_origin_and_an_own_report_another(ledger, tmp_path):
    names = market(ledger)
    done = corroborator(ledger, tmp_path).up_to_date()
    assert (done.placed, done.broken) == (5, ())
    folds = ledger.folds(names.values())
    assert folds.keys() == set(names.values())
    fold = folds[names["own"]]
    assert fold == folds[names["wire"]] == folds[names["copy"]] == folds[names["cut"]]
    assert (fold.stories, fold.origins, fold.lone, fold.contradicted) == (4, 2, False, True)
    assert fold.reason == "Northwire (2 copies), own reporting of Halyard"
    assert fold.label == "Hospital counts the dead of Kessim"
    assert (folds[names["ferry"]].stories, folds[names["ferry"]].lone) == (1, True)
    assert ("copy of", names["copy"], names["wire"]) in kinds(ledger, names["wire"])
    held = ledger.matter(fold.matter)
    lead = {one.document: one.id for one in held.tellings}
    own = kinds(ledger, lead[names["own"]])
    assert {kind for kind, *_ in own} >= {"same event", "contradicts"}
    assert list(ledger.faults()) == []


def test_a_story_that_recalls_it_below_other_news_is_no_origin(ledger, tmp_path):
    names = market(ledger)
    recalled = f"Recalled: {BODY.split(chr(10), 1)[0]}"
    later = file(ledger, "later", f"{FERRY}\n{recalled}\n", "Lorring Herald", published="2026-03-11", minute=9)
    corroborator(ledger, tmp_path).up_to_date()
    held = ledger.matter(ledger.folds(names.values())[names["own"]].matter)
    aside = next(one for one in held.tellings if one.document == later)
    assert not aside.lead
    assert later in held.documents
    assert sorted(one.name for one in held.origins) == ["Halyard", "Northwire"]
    assert names["ferry"] not in {one.document for one in held.tellings}  # what is recalled makes the two no one matter
    ferry = ledger.matter(ledger.folds([later])[later].matter)
    assert sorted(one.document for one in ferry.tellings) == sorted([names["ferry"], later])


def test_who_only_asks_is_no_origin_and_names_no_matter(ledger, tmp_path):
    names = market(ledger)
    asked = "Did the explosion in the corn market of Kessim on Monday come out of a cart of onions, and did it kill 12 people?"
    doubt = file(ledger, "asked", f"{asked}\n", "Lorring Herald", published="2026-03-08", minute=9, title="Onions?")
    corroborator(ledger, tmp_path).up_to_date()
    held = ledger.matter(ledger.folds(names.values())[names["own"]].matter)
    assert sorted(one.name for one in held.origins) == ["Halyard", "Northwire"]
    assert held.line.fold.label == "Hospital counts the dead of Kessim"
    assert doubt in {one.document for one in held.tellings}


def test_twice_is_once_and_anew_says_the_same(ledger, tmp_path):
    market(ledger)
    desk_ = corroborator(ledger, tmp_path)
    desk_.up_to_date()
    before = everything(ledger)
    again = desk_.up_to_date()
    assert (again.placed, again.matters, again.written, again.withdrawn) == (0, 0, 0, 0)
    anew = desk_.up_to_date(anew=True)
    assert (anew.placed, anew.withdrawn) == (5, 0)
    assert everything(ledger)[:2] == before[:2]
    settled = everything(ledger)
    anew = desk_.up_to_date(anew=True)
    assert (anew.placed, anew.written, anew.withdrawn) == (5, 0, 0)
    assert everything(ledger) == settled


def test_a_matter_that_changed_on_the_way_is_told_once(ledger, tmp_path, monkeypatch):
    market(ledger)
    monkeypatch.setattr("purport.rounds.corroborating.AT_ONCE", 1)  # derived after every story
    assert corroborator(ledger, tmp_path).up_to_date().matters == len(ledger.matters(MatterFilter(aside=True)))


def test_story_by_story_is_as_all_at_once(tmp_path):
    with opened(str(tmp_path / "one.db")) as one, opened(str(tmp_path / "all.db")) as whole:
        market(whole)
        corroborator(whole, tmp_path / "a").up_to_date()

        class Step:
            """A ledger in which each story that is filed is placed at once."""

            def __getattr__(self, name):
                return getattr(one, name)

            def file_many(self, *given):
                filed = one.file_many(*given)
                corroborator(one, tmp_path / "b").up_to_date()
                return filed

        market(Step())
        assert [x.fold for x in one.matters()] == [x.fold for x in whole.matters()]


def test_an_agency_that_is_seen_late_becomes_the_origin(ledger, tmp_path):
    copy = file(ledger, "copy", f"{BODY}\n(Northwire)\n", "Selmark Standard", agency="Northwire")
    second = file(ledger, "second", f"{BODY}\nNorthwire\n", "Arden Post", agency="Northwire", minute=1)
    place = corroborator(ledger, tmp_path).up_to_date
    place()
    before = ledger.folds([copy])[copy]
    assert (before.stories, before.origins) == (2, 1)
    assert "not seen itself" in before.reason
    wire = file(ledger, "wire", BODY, "Northwire", published="2026-03-09", minute=9)
    place()
    after = ledger.folds([copy])[copy]
    assert (after.stories, after.origins, after.reason) == (3, 1, "Northwire (2 copies)")
    assert ("copy of", copy, wire) in kinds(ledger, copy)
    assert ("copy of", second, wire) in kinds(ledger, second)
    told = ledger.bonds(second, history=True)
    assert any(not one.stands for one in told) or ("copy of", second, copy) not in kinds(ledger, second)
    assert ledger.matter(before.matter).id == after.matter  # the id that it had still leads to it


def test_versions_and_corrections_of_one_address_count_once(ledger, tmp_path):
    first = file(ledger, "page", BODY, "Selmark Standard", origin="https://example.org/1")
    second = file(
        ledger,
        "page",
        BODY.replace("12 people", "14 people"),
        "Selmark Standard",
        origin="https://example.org/1",
        minute=9,
    )
    corroborator(ledger, tmp_path).up_to_date()
    fold = ledger.folds([second])[second]
    assert (fold.stories, fold.origins) == (1, 1)
    assert ("version of", second, first) in kinds(ledger, first)


def test_arabic_stories_of_one_event(ledger, tmp_path):
    one = file(ledger, "one", ARABIC, "وكالة الشمال", language="ar", title="انفجار في سوق كسيم")
    copy = file(
        ledger,
        "copy",
        ARABIC + "\nوتعد السوق الأكبر في الوادي.\n",
        "جريدة الميناء",
        agency="وكالة الشمال",
        language="ar",
        minute=1,
    )
    corroborator(ledger, tmp_path).up_to_date()
    fold = ledger.folds([copy])[copy]
    assert (fold.stories, fold.origins, fold.label) == (2, 1, "انفجار في سوق كسيم")
    assert ("copy of", copy, one) in kinds(ledger, copy)
    weight = desk(ledger, tmp_path).weigh(copy)
    assert "2 stories, 1 origin: وكالة الشمال (1 copy)." in [line.text for line in weight.lines]


def test_what_is_read_anew_is_placed_anew(ledger, tmp_path):
    names = market(ledger)
    place = corroborator(ledger, tmp_path).up_to_date
    place()
    before = everything(ledger)[0]
    file(ledger, "own", OWN, "Halyard", minute=3, title="Hospital counts the dead of Kessim", version="2")
    assert ledger.corroboration.how_many_wait() == 1
    assert place().placed == 1
    assert everything(ledger)[0] == before
    assert len(ledger.corroboration.every()) == len(names)


def test_what_is_removed_drops_out(ledger, tmp_path):
    names = market(ledger)
    made = desk(ledger, tmp_path)
    made.up_to_date()
    ledger.remove(Removal(digest(BODY.encode()), "court order", "Ada Roe", later(60)))
    made.strike([names["wire"]])
    made.up_to_date()
    fold = ledger.folds([names["copy"]])[names["copy"]]
    assert (fold.stories, fold.origins) == (3, 2)
    assert "Northwire" in fold.reason
    assert names["wire"] not in {
        name for bond in ledger.bonds(names["copy"], True) for name in (bond.first, bond.second)
    }
    assert ledger.folds([names["wire"]]) == {}
    assert list(ledger.faults()) == []


@contextmanager
def unreadable(text, monkeypatch, times=None):
    """A story that cannot be placed, ever or among the first `times` that are tried; the texts that were tried."""
    from purport.corroborate.matters import tellings as module

    sound, tried = module.tellings, []

    def odd(document, reading, captured):
        tried.append(document.text)
        if document.text == text and (times is None or len(tried) <= times):
            raise RuntimeError("as the test wants it")
        return sound(document, reading, captured)

    with monkeypatch.context() as patch:
        patch.setattr(module, "tellings", odd)
        yield tried


def test_one_broken_story_stops_nothing(ledger, tmp_path, monkeypatch):
    names = market(ledger)
    with unreadable(FERRY, monkeypatch):
        done = corroborator(ledger, tmp_path).up_to_date()
    assert done.placed == 4
    (broken,) = done.broken
    assert (broken.record, broken.error.code) == (names["ferry"], "corroborate-fault")
    assert ledger.folds([names["own"]])[names["own"]].stories == 4
    assert corroborator(ledger, tmp_path).up_to_date().placed == 1


def test_a_ledger_that_fails_stops_the_round(ledger, tmp_path, monkeypatch):
    market(ledger)

    def full(*_):
        raise LedgerError("the disk is full", code="disk-full", subject="ledger")

    made = corroborator(ledger, tmp_path)
    monkeypatch.setattr("purport.rounds.placing.Placer.place", full)
    with pytest.raises(LedgerError, match="disk is full"):
        made.up_to_date()
    assert ledger.corroboration.how_many_wait() == 5


def test_a_lost_index_of_texts_is_made_anew(ledger, tmp_path):
    names = market(ledger)
    corroborator(ledger, tmp_path / "one").up_to_date()
    late = file(ledger, "late", f"{BODY}\n(Northwire)\n", "Ostmark News", agency="Northwire", minute=9)
    corroborator(ledger, tmp_path / "another").up_to_date()
    assert ("copy of", late, names["wire"]) in kinds(ledger, late)


# Several in one transaction


@contextmanager
def commits(ledger):
    """How many transactions that write are kept meanwhile."""
    from sqlalchemy import event

    found, engine = [], ledger._engine

    def note(connection):
        if connection.get_execution_options().get(WRITE):
            found.append(connection)

    event.listen(engine, "commit", note)
    yield found
    event.remove(engine, "commit", note)


def test_a_few_stories_and_what_follows_are_one_transaction(ledger, tmp_path):
    market(ledger)
    seen = []
    with commits(ledger) as kept:
        done = corroborator(ledger, tmp_path).up_to_date(lambda *told: seen.append((*told, len(kept))))
    assert (done.placed, len(kept)) == (5, 1)
    assert seen == [(n, 5, 1) for n in range(1, 6)]  # nobody is told before it is kept
    assert ledger.corroboration.stale(1) == []


def test_what_fails_among_others_costs_them_nothing(ledger, tmp_path, monkeypatch):
    names = market(ledger)
    made, seen = corroborator(ledger, tmp_path), []
    with unreadable(FERRY, monkeypatch, times=5) as tried:  # among others, and not by itself
        done = made.up_to_date(lambda *told: seen.append(told))
    assert (done.placed, done.broken, len(tried)) == (5, (), 10)
    assert seen == [(n, 5) for n in range(1, 6)]
    late = file(ledger, "late", f"{BODY}\n(Northwire)\n", "Ostmark News", agency="Northwire", minute=9)
    assert made.up_to_date().placed == 1
    assert ("copy of", late, names["wire"]) in kinds(ledger, late)
    said = everything(ledger)
    with opened(f"sqlite:///{tmp_path / 'other.db'}") as other:
        market(other)
        corroborator(other, tmp_path / "other").up_to_date()
        file(other, "late", f"{BODY}\n(Northwire)\n", "Ostmark News", agency="Northwire", minute=9)
        corroborator(other, tmp_path / "other").up_to_date()
        assert said == everything(other)


def test_what_fails_again_and_again_costs_the_others_one_round(ledger, tmp_path, monkeypatch):
    names = market(ledger)
    made = corroborator(ledger, tmp_path)
    with unreadable(FERRY, monkeypatch) as tried:
        assert [one.record for one in made.up_to_date().broken] == [names["ferry"]]
        tried.clear()
        for n in range(2):
            text = f"{BODY}\n{'Later. ' * n}(Northwire)\n"
            file(ledger, f"late {n}", text, "Ostmark News", agency="Northwire", minute=9 + n)
            with commits(ledger) as kept:
                done = made.up_to_date()
            assert (done.placed, [one.record for one in done.broken], len(kept)) == (1, [names["ferry"]], 1)
        assert len(tried) == 4  # each once
    assert made.up_to_date().placed == 1 and not made._odd
    assert list(ledger.faults()) == []


def test_what_was_taken_back_is_not_on_the_index_of_texts_and_need_not_be_written(ledger, tmp_path, monkeypatch):
    names = market(ledger)
    made = corroborator(ledger, tmp_path)
    from purport.ledger.corroborating import Corroboration

    def full(*_):
        raise LedgerError("the disk is full", code="disk-full", subject="ledger")

    with monkeypatch.context() as patch:
        patch.setattr(Corroboration, "derive", full)
        with pytest.raises(LedgerError, match="disk is full"):
            made.up_to_date()
    with made._shelving.round() as shelf:
        assert list(shelf) == ledger.corroboration.every() == []
    assert not (tmp_path / "shelf" / "manifest.json").exists()
    done = made.up_to_date()
    assert (done.placed, done.broken) == (5, ())
    assert ledger.folds([names["own"]])[names["own"]].stories == 4


MEETING = BODY.replace("explosion", "meeting").replace("Monday", "a hill")
"""Nothing of it is an event."""


def read_anew(ledger, folder):
    """A house of one story that is read anew, with a copy in the same round that came out months later; the corroborator and both
    ids. Nothing but the index of texts leads from the copy to it.
    """
    wire = file(ledger, "wire", MEETING, "Northwire", published="2026-03-09")
    made = corroborator(ledger, folder)
    made.up_to_date()
    file(ledger, "wire", MEETING, "Northwire", published="2026-03-09", version="2")
    text = f"{MEETING}\n(Northwire)\n"
    late = file(ledger, "late", text, "Ostmark News", agency="Northwire", minute=9, published="2026-08-02")
    return made, wire, late


def test_a_story_that_cannot_be_placed_anew_is_still_found(ledger, tmp_path, monkeypatch):
    made, wire, late = read_anew(ledger, tmp_path)
    with unreadable(MEETING, monkeypatch):
        assert [one.record for one in made.up_to_date().broken] == [wire]
    assert ("copy of", late, wire) in kinds(ledger, late)


@pytest.mark.parametrize("fails", ["derive", "commit"])
def test_what_fails_once_is_in_the_end_as_if_it_had_not(ledger, tmp_path, monkeypatch, fails):
    with opened(f"sqlite:///{tmp_path / 'other.db'}") as other:
        read_anew(other, tmp_path / "other")[0].up_to_date()
        expected = everything(other)
    made, *_ = read_anew(ledger, tmp_path)
    from sqlalchemy import event

    from purport.rounds.deriving import Deriver

    sound, turns = Deriver.derive, []

    def odd(*given):
        turns.append(1)
        if len(turns) == 1:
            raise RuntimeError("as the test wants it")
        return sound(*given) if fails == "derive" else None

    if fails == "derive":
        monkeypatch.setattr(Deriver, "derive", odd)
    else:
        event.listen(ledger._engine, "commit", odd)
    done = made.up_to_date()
    if fails == "commit":
        event.remove(ledger._engine, "commit", odd)
    assert (done.placed, done.broken) == (2, ())
    assert everything(ledger) == expected
    assert list(ledger.faults()) == []


def test_a_ledger_that_others_have_is_asked_once(ledger, tmp_path, monkeypatch):
    market(ledger)
    from purport.ledger.corroborating import Corroboration

    asked = []

    def locked(*_):
        asked.append(1)
        raise LedgerError("database is locked", code="ledger-locked", subject="ledger")

    monkeypatch.setattr(Corroboration, "claim", locked)
    with pytest.raises(LedgerError, match="locked"):
        corroborator(ledger, tmp_path).up_to_date()
    assert len(asked) == 1


def test_where_nobody_can_tell_whether_to_stop_what_was_placed_is_kept(ledger, tmp_path):
    market(ledger)
    asked = []

    def stop():
        asked.append(1)
        if len(asked) == 3:
            raise RuntimeError("nobody knows")
        return False

    made = corroborator(ledger, tmp_path)
    with pytest.raises(RuntimeError, match="nobody knows"):
        made.up_to_date(stop=stop)
    assert ledger.corroboration.how_many_wait() == 3
    assert made.up_to_date().placed == 3


def test_no_transaction_lasts_much_longer_than_it_may(ledger, tmp_path, monkeypatch):
    names = market(ledger)
    monkeypatch.setattr("purport.rounds.corroborating.LONGEST", 0.0)
    with commits(ledger) as kept:
        done = corroborator(ledger, tmp_path).up_to_date()
    assert (done.placed, len(kept)) == (5, 5)  # the last with what follows
    assert ledger.folds([names["own"]])[names["own"]].stories == 4


def test_what_cannot_be_derived_with_the_stories_is_derived_by_itself(ledger, tmp_path, monkeypatch):
    market(ledger)
    from purport.rounds.deriving import Deriver

    sound, turns = Deriver.derive, []

    def odd(self, some):
        turns.append(len(some))
        if len(turns) == 1:
            raise RuntimeError("as the test wants it")
        return sound(self, some)

    monkeypatch.setattr(Deriver, "derive", odd)
    with commits(ledger) as kept:
        done = corroborator(ledger, tmp_path).up_to_date()
    assert (done.placed, done.broken) == (5, ())
    assert len(kept) == 5 + len(turns) - 1
    assert ledger.corroboration.stale(1) == []


def test_who_stops_in_the_middle_keeps_what_was_placed(ledger, tmp_path):
    names = market(ledger)
    made, asked, seen = corroborator(ledger, tmp_path), [], []

    def stop():
        asked.append(1)
        return len(asked) > 3

    done = made.up_to_date(lambda *told: seen.append(told), stop=stop)
    assert (done.placed, seen) == (3, [(1, 5), (2, 5), (3, 5)])
    assert ledger.corroboration.how_many_wait() == 2
    assert ledger.corroboration.stale(1) == []
    assert made.up_to_date().placed == 2
    assert ledger.folds([names["own"]])[names["own"]].stories == 4


def test_who_is_interrupted_in_the_middle_places_them_all_the_next_time(ledger, tmp_path):
    names = market(ledger)
    made, asked = corroborator(ledger, tmp_path), []

    def stop():
        asked.append(1)
        if len(asked) == 3:
            raise KeyboardInterrupt
        return False

    with pytest.raises(KeyboardInterrupt):
        made.up_to_date(stop=stop)
    assert ledger.corroboration.how_many_wait() == 5
    assert made.up_to_date().placed == 5
    assert ledger.folds([names["own"]])[names["own"]].origins == 2
    assert list(ledger.faults()) == []


# Two at once, and kills


def started(url, folder, pause=0.0):
    command = [sys.executable, "-m", "tests.rounds.desk", url, str(folder), str(pause)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.slow
def test_killed_at_any_moment_it_goes_on_where_it_was(ledger_url, tmp_path):
    with opened(ledger_url) as ledger:
        names = market(ledger)
    # in the middle of the stories that are placed together, then right after they are kept
    for line, wait in (("next", len(names)), ("next", len(names)), (f"1 {len(names)}", 0)):
        process = started(ledger_url, tmp_path, 0.1)
        while process.stdout.readline().strip() != line:
            pass
        if line == "next":
            process.stdout.readline()
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        with opened(ledger_url) as ledger:
            assert list(ledger.faults()) == []
            assert ledger.corroboration.how_many_wait() == wait
    with opened(ledger_url) as ledger:
        corroborator(ledger, tmp_path).up_to_date()
        fold = ledger.folds([names["own"]])[names["own"]]
        assert (fold.stories, fold.origins) == (4, 2)
        assert list(ledger.faults()) == []


@pytest.mark.slow
def test_two_processes_at_once_place_each_story_once(ledger_url, tmp_path):
    with opened(ledger_url) as ledger:
        names = market(ledger)
        processes = [started(ledger_url, tmp_path, 0.05) for _ in range(2)]
        placed = 0
        for process in processes:
            out, complaints = process.communicate(timeout=120)
            assert (process.returncode, complaints) == (0, "")
            placed += int(out.splitlines()[-1].split()[1])
        corroborator(ledger, tmp_path).up_to_date()
        fold = ledger.folds([names["own"]])[names["own"]]
        assert placed == len(ledger.corroboration.every()) == 5
        assert (fold.stories, fold.origins) == (4, 2)
        assert list(ledger.faults()) == []


# Weighing


def test_weighing_brings_up_to_date_and_takes_what_is_kept(ledger, tmp_path):
    names = market(ledger)
    made, told = desk(ledger, tmp_path), []
    found = made.weigh("own", lambda done, of: told.append((done, of)))
    assert told[-1] == (5, 5)
    assert {one.id for one in found.stories} == {names[name] for name in ("wire", "copy", "cut", "own")}
    lines = [line.text for line in found.lines]
    assert "4 stories, 2 origins: Northwire (2 copies), Halyard." in lines
    assert len(lines) <= 10
    told.clear()
    assert made.weigh(found.telling.events[0], lambda done, of: told.append(done)).lines == found.lines
    assert told == []
    with pytest.raises(InstructionError, match="no document"):
        made.weigh("nobody")


def test_weighing_says_what_people_decided_on_what_was_read(ledger, tmp_path):
    names = market(ledger)
    made = desk(ledger, tmp_path)
    found = made.weigh("own")
    event = ledger.event(found.telling.events[0])
    said = ledger.rows(Filter(document=names["wire"]))[0]
    reason = "the sentence quotes nobody"
    ledger.decide(StatementDecision(said.read.id, Ruling.REJECTED, said.read, "Ada Roe", later(20), reason))
    told = made.weigh(said.read.id).lines[2]
    assert told.text == (
        f"The statement was rejected by Ada Roe on {later(20):%Y-%m-%d} ({reason}); what follows goes by what was read."
    )
    assert told.records == (said.read.id,)
    assert [one.text for one in found.lines] == [
        one.text for one in made.weigh("own").lines if "rejected" not in one.text
    ]
    wire = next(one for one in found.tellings if one.document == names["wire"])
    theirs = ledger.event(wire.events[0]).event
    ledger.decide(Decision(theirs.id, Ruling.REJECTED, theirs, "Ada Roe", later(20)))
    other = made.weigh(event.event.id).lines[2]
    assert other.text == "Of what was read of it, people rejected another, which still counts here."
    ledger.decide(Decision(event.event.id, Ruling.EDITED, replace(event.event, place="Arden"), "Ada Roe", later(21)))
    lines = made.weigh(event.event.id).lines
    assert lines[2].text.startswith("The event was corrected by Ada Roe on ")
    assert "; read as: place " in lines[2].text
    ledger.decide(Decision(event.event.id, Ruling.WITHDRAWN, event.event, "Ada Roe", later(22)))
    ledger.decide(StatementDecision(said.read.id, Ruling.WITHDRAWN, said.read, "Ada Roe", later(23)))
    ledger.decide(Decision(theirs.id, Ruling.WITHDRAWN, theirs, "Ada Roe", later(24)))
    assert made.weigh("own").lines == found.lines
    before = weight(ledger, said.read.id, later(21)).lines
    assert any("The statement was rejected" in one.text for one in before)  # as it stood then


def test_briefs_of_one_house_on_two_villages_are_two_matters_even_in_a_ledger_of_two_stories(ledger, tmp_path):
    """With few stories no word is known to be common: the words of a trade are not taken for those of one event."""
    brief = (
        "An explosion in {where} of {town} killed {dead} people on Monday, police said.\n\n"
        "Glass was thrown across the street, and the mayor of {town} closed the quarter round {where} until Thursday.\n"
    )
    told = (("a bakery", "Adrun", 3), ("a ferry shed", "Belmak", 4), ("the tram depot", "Corvel", 5))
    ids = [
        file(ledger, town, brief.format(where=where, town=town, dead=dead), "Halyard", minute=dead)
        for where, town, dead in told
    ]
    corroborator(ledger, tmp_path).up_to_date()
    assert len({fold.matter for fold in ledger.folds(ids).values()}) == 3


def test_a_correction_at_an_address_of_its_own_adds_no_origin(ledger, tmp_path):
    names = market(ledger)
    corroborator(ledger, tmp_path).up_to_date()
    fold = ledger.folds([names["wire"]])[names["wire"]]
    assert (fold.stories, fold.origins) == (4, 2)
    text = (
        "Correction: eleven people died in the explosion in the corn market of Kessim on Monday, and not 12 as told here.\n\n"
        "We regret it.\n\nDrivers of the district have asked the province for a second ambulance.\n\n"
        "It would wait at the river all night. A vote on its price is planned before the spring fair, and two doctors from Selmark "
        "offered to look after it for a year without pay, if somebody lends them a garage with a stove.\n\n"
        "Snow lay on the pass when the last cart came down, and its driver had seen neither wolf nor man since the ford.\n"
    )
    late = file(ledger, "correction", text, "Arden Post", published="2026-03-11", minute=9)
    corroborator(ledger, tmp_path).up_to_date()
    fold = ledger.folds([late])[late]
    assert (fold.stories, fold.origins, fold.matter) == (4, 2, ledger.folds([names["cut"]])[names["cut"]].matter)
    (link,) = [one for one in ledger.matter(fold.matter).ties if one.later == late and one.tie is not Tie.CITES]
    assert (link.earlier, link.tie) == (names["cut"], Tie.VERSION)
    assert list(ledger.faults()) == []


def test_the_name_of_a_story_goes_before_the_beginning_of_an_id(ledger, tmp_path):
    wire = file(ledger, "wire", BODY, "Northwire", published="2026-03-09")
    (row,) = ledger.rows(Filter(document=wire))
    start = row.statement.id.removeprefix("st-")[:2]
    ferry = file(ledger, start, FERRY, "Selmark Standard", minute=4)
    corroborator(ledger, tmp_path).up_to_date()
    assert asked_for(ledger, start) == (ferry, None)
    assert asked_for(ledger, row.statement.id[:8]) == (wire, row.statement.id)
    assert weight(ledger, start).telling.document == ferry
