"""A process killed at any moment leaves a ledger that verifies, and the next run completes what it began."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from purport.records import Filter
from tests.depth import depth
from tests.rounds.fast import fast_house

ROOT = Path(__file__).resolve().parents[2]
STORIES = 120
KILLS = depth(4, 20)


@pytest.fixture
def stories(tmp_path):
    folder = tmp_path / "stories"
    folder.mkdir()
    for n in range(STORIES):
        (folder / f"story-{n:03}.txt").write_text(
            f"Report{n} from the river town. The mayor said the bridge was shut.\n"
        )
    return folder


def started(home: Path, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.rounds.fast", str(home), str(folder)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def killed_after(process: subprocess.Popen[str], documents: int, pause: float) -> int:
    """How many documents the process says it had filed when it was killed."""
    seen = 0
    for _ in range(documents):
        if not process.stdout.readline():
            break
        seen += 1
    time.sleep(pause)
    os.kill(process.pid, signal.SIGKILL)
    with process:
        return seen + len(process.stdout.readlines())


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.longest
def test_killed_many_times_then_whole(tmp_path, stories):
    home, chance = tmp_path / "home", random.Random(7)
    filed = 0
    for _ in range(KILLS):
        process = started(home, stories)
        acknowledged = killed_after(process, chance.randint(0, 40), chance.random() * 0.05)
        with fast_house(home) as house:
            report = house.verify()
            assert report.faults == ()
            assert house.count(Filter()) >= max(filed, acknowledged)
            filed = house.count(Filter())
    finished = started(home, stories)
    finished.communicate()
    assert finished.returncode == 0
    with fast_house(home) as house:
        assert house.verify().holds
        assert house.count(Filter()) == STORIES
        entries = list(house.custody())
        assert [e.seq for e in entries] == list(range(1, len(entries) + 1))
        assert len({e.exhibit for e in entries if e.deed == "kept"}) == STORIES
        assert sum(e.deed == "kept" for e in entries) == STORIES


@pytest.mark.slow
def test_two_processes_on_one_ledger(tmp_path, stories):
    home = tmp_path / "home"
    pair = [started(home, stories), started(home, stories)]
    for process in pair:
        process.communicate()
    assert [p.returncode for p in pair] == [0, 0]
    with fast_house(home) as house:
        assert house.verify().holds
        assert house.count(Filter()) == STORIES
        assert sum(e.deed == "kept" for e in house.custody()) == STORIES
