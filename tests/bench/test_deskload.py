"""The ledgers that the desk is visited over hold together, and what comes of visits is told right."""

import subprocess
import sys
from pathlib import Path

import pytest

from bench.deskload import KINDS, Desk, figures_of
from bench.loadquestions import questions
from bench.stock import stocked, world
from purport.config import load
from purport.ledger import opened
from purport.records import Filter
from purport.records.folds import MatterFilter
from purport.records.places import WORLD


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return stocked((300,), tmp_path_factory.mktemp("stock"))[300]


def desk(milliseconds, memory=(100.0,) * 20, failed=()):
    taken = {f"{kind}/all": [milliseconds] * 20 for kind in KINDS} | {"other/news": [5.0]}
    return Desk("http://localhost", 1, Path("asked"), "token", taken, list(failed), list(memory), 10.0, 2.0)


def test_a_stocked_ledger_is_whole_and_its_stories_are_in_matters(home):
    with opened(load(None, {"PURPORT_HOME": str(home)}, home).house.ledger) as ledger:
        assert list(ledger.faults()) == []
        rows = ledger.rows(Filter(limit=None))
        assert len(rows) >= 300
        folds = ledger.folds({row.document for row in rows})
        assert set(folds) == {row.document for row in rows}
        assert sum(line.fold.stories for line in ledger.matters(MatterFilter(limit=None))) == len(folds)
        assert ledger.corroboration.how_many_wait() == 0
        assert ledger.places.all(WORLD, 4).heaps
        told = next(line for line in ledger.matters(MatterFilter(least=2, limit=1)))
        kept = ledger.matter(told.fold.matter)
        assert len(kept.tellings) == told.fold.stories
        assert {one.document for one in kept.tellings} == set(kept.documents)


def test_what_was_made_is_used_again(home):
    before = {file: file.stat().st_mtime_ns for file in home.rglob("*")}
    assert stocked((300,), home.parent.parent) == {300: home}
    assert {file: file.stat().st_mtime_ns for file in home.rglob("*")} == before


def test_every_question_has_a_name_and_an_address(home):
    asked = questions(home, world())
    assert set(KINDS) < set(asked)
    addresses = [address for named in asked.values() for address in named.values()]
    assert all(address.startswith("/") for address in addresses)
    assert any("before=" in address for address in addresses) and any("box=" in address for address in addresses)


def test_growth_is_that_of_the_percentiles():
    figures = figures_of({10: desk(20.0), 1_000: desk(50.0, failed=["stream/all: 500"])}, 20)
    assert {figures[f"{kind}_growth"] for kind in KINDS} == {2.5}
    assert figures["failed"] == 1
    assert figures["memory_growth_percent"] == 0
    assert figures["sizes"]["10"]["answers_per_second"] == 6.1
    assert figures["sizes"]["10"]["processor_ms_per_answer"] == pytest.approx(2_000 / 61)


def test_memory_that_grows_shows():
    grown = [100.0 + at for at in range(100)]
    figures = figures_of({10: desk(20.0), 1_000: desk(20.0, memory=grown)}, 20)
    assert figures["memory_growth_percent"] == pytest.approx(100 * (194.5 / 104.5 - 1))


def test_questions_of_one_name_do_not_count_for_another():
    one = desk(20.0)
    one.taken["stream/all of it"] = [90.0] * 20
    assert one.percentile("stream/all", 50) == 20.0
    assert one.percentile("stream", 95) == 90.0


def test_two_processes_that_want_one_ledger_make_it_once(tmp_path):
    code = "import sys; from pathlib import Path; from bench.stock import stocked; print(stocked((2000,), Path(sys.argv[1])))"
    command = [sys.executable, "-c", code, str(tmp_path)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    told = [one.communicate() for one in both]
    assert [one.returncode for one in both] == [0, 0], told
    assert told[0][0] == told[1][0]
    assert sum("statements in" in err for _, err in told) == 1
    (home,) = tmp_path.glob("*/2000")
    with opened(load(None, {"PURPORT_HOME": str(home)}, home).house.ledger) as ledger:
        assert ledger.count(Filter()) >= 1_900
        assert list(ledger.faults()) == []
