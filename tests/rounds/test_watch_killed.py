"""A watch killed at any moment, over and over, loses nothing and stores nothing twice."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from purport.records import Filter, Step
from tests.collect.site import reply, serving
from tests.depth import depth
from tests.rounds.newsroom import feed, item, page, watching

ROOT = Path(__file__).resolve().parents[2]
FEEDS, ITEMS, KILLS = 4, 8, depth(3, 12)


@pytest.fixture
def site():
    with serving() as site:
        for n in range(FEEDS):
            numbers = range(n * ITEMS, (n + 1) * ITEMS)
            site.replies[f"/feed-{n}"] = reply(feed(*(item(site, number) for number in numbers)), ETag=f'"{n}"')
            for number in numbers:
                site.replies[f"/story-{number}"] = page(number)
        yield site


def started(home, site, *more):
    command = [sys.executable, "-m", "tests.rounds.watcher", str(home), site.url(""), str(FEEDS), *more]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.slow
@pytest.mark.longest
def test_killed_many_times_then_whole(tmp_path, site):
    home, chance = tmp_path / "home", random.Random(11)
    for _ in range(KILLS):
        process = started(home, site)
        for _ in range(chance.randint(1, 9)):
            process.stdout.readline()
        time.sleep(chance.random() * 0.02)
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
    finished = started(home, site)
    assert finished.communicate()[1] == ""
    with watching(home) as house:
        assert house.verify().faults == ()
        assert {step: n for step, n in _steps(house).items() if n} == {Step.DONE: FEEDS * ITEMS}
        assert house.count(Filter()) == FEEDS * ITEMS
        origins = [line.origin for line in house.ledger.contents(Filter(limit=None))]
        assert len(origins) == len(set(origins)) == FEEDS * ITEMS
        assert sum(one.items for one in house.standings().values()) == FEEDS * ITEMS
    fetched = [path for path in site.asked if path.startswith("/story")]
    assert len(fetched) <= FEEDS * ITEMS + KILLS * 8  # only what was in the air when it was killed is fetched twice


def _steps(house):
    out = {}
    for (_, step), count in house.leads().items():
        out[step] = out.get(step, 0) + count
    return out


@pytest.mark.slow
def test_sigterm_finishes_what_is_held_and_ends(tmp_path, site):
    home = tmp_path / "home"
    process = started(home, site, "60")
    for _ in range(4):
        process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    _told, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (0, "")
    with watching(home) as house:
        assert house.verify().holds
        assert not any(f.code == "unnamed-bytes" for f in house.verify().notes)
