"""Several processes on one ledger, and processes that are killed."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from purport.errors import LedgerError
from purport.ledger import opened
from purport.records import Filter
from purport.records.custody import broken_links
from tests.depth import depth
from tests.ledger.stories import bridge, filed

ROOT = Path(__file__).resolve().parents[2]


def started(url: str, name: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.ledger.writer", url, name, str(count)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.slow
def test_processes_write_at_once_from_the_first_moment(ledger_url):
    """The ledger is not there yet: all of them try to make its tables."""
    writers = [started(ledger_url, name, 25) for name in ("north", "south", "east")]
    for writer in writers:
        _, complaints = writer.communicate(timeout=90)
        assert (writer.returncode, complaints) == (0, "")
    with opened(ledger_url) as ledger:
        assert ledger.count(Filter(limit=None)) == 75
        entries = list(ledger.custody())
        assert [entry.seq for entry in entries] == list(range(1, 151))
        assert list(broken_links(entries)) == []
        assert list(ledger.faults()) == []


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_killed_at_any_moment_the_book_is_sound_and_can_be_completed(ledger_url):
    chance, said_filed = random.Random(11), set()
    for _ in range(depth(4, 16)):
        with started(ledger_url, "north", 60) as writer:
            for _ in range(chance.randrange(1, 12)):
                said_filed.update(line for line in (writer.stdout.readline().strip(),) if line.isdigit())
            time.sleep(chance.random() / 50)
            writer.kill()
        with opened(ledger_url) as ledger:
            assert list(ledger.faults()) == []
            assert ledger.count(Filter()) >= len(said_filed)
    whole = started(ledger_url, "north", 60)
    whole.communicate(timeout=90)
    with opened(ledger_url) as ledger:
        assert ledger.count(Filter(limit=None)) == 60
        assert list(ledger.faults()) == []


def test_a_reader_does_not_wait_for_a_writer(ledger_url):
    with opened(ledger_url) as ledger, opened(ledger_url) as other:
        filed(ledger, bridge())
        with ledger._writing():
            assert other.count(Filter()) == 2


def test_a_writer_that_waits_too_long_is_told(ledger_url):
    with opened(ledger_url) as ledger, opened(ledger_url, lock_seconds=1) as other, ledger._writing():
        with pytest.raises(LedgerError) as caught:
            filed(other, bridge())
        assert caught.value.code == "ledger-locked"
        assert caught.value.advice
