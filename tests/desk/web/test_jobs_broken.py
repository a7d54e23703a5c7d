"""Long work that is broken off: desks that are killed or told to end, two desks on one house, streams that break and come again."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import ClassVar

import httpx
import pytest

from purport.desk.web.guard import proof_of
from purport.desk.web.jobs import State
from purport.rounds.outcomes import VerifyReport
from purport.rounds.webdesk import web_desk
from tests.desk.web.conftest import PASSWORD, ROOT, browsing, entered_as, serving
from tests.desk.web.test_jobs import Slow, begun, slow, told

__all__ = ["Slow", "slow"]
WAIT = 30.0


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Other desks learn at once what is new; no other process is meant by it."""
    monkeypatch.setattr("purport.rounds.jobs.NOTED_EVERY", 0.0)


@contextmanager
def desk_of(folder, port=0):
    """A slow desk over the house of a folder in a process of its own: the process, and its address."""
    run = [sys.executable, "-m", "tests.desk.web.slowdesk", str(folder), str(port)]
    desk = subprocess.Popen(run, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        address = desk.stdout.readline().strip().rstrip("/")
        assert address.startswith("http://")
        yield desk, address
    finally:
        desk.kill()
        desk.wait()
        desk.stdout.close()


@pytest.fixture(autouse=True)
def people():
    """Lets go of all connections at the end."""
    yield
    while Person.all:
        Person.all.pop().http.close()


class Person:
    """Somebody with a browser that can do no more than ask, over real HTTP."""

    all: ClassVar[list] = []

    def __init__(self, address, name="anna"):
        self.http = httpx.Client(base_url=address, timeout=WAIT, trust_env=False)
        Person.all.append(self)
        self.http.get("/login")
        assert self.post("/login", name=name, password=PASSWORD).status_code == 303

    def post(self, address, headers=None, **sent):
        proof = proof_of(self.http.cookies.get("purport", ""))
        return self.http.post(address, data={"csrf": proof, **sent}, headers=headers)

    def begin(self):
        answer = self.post("/jobs/check")
        assert answer.status_code == 303
        return answer.headers["location"]

    def page(self, there):
        answer = self.http.get(there)
        assert answer.status_code == 200
        return answer.text

    def follow(self, there, **headers):
        return self.http.stream("GET", f"{there}/events", headers={"accept": "text/event-stream", **headers})


def steps(lines):
    """The events of a stream as they come: their names, and what they say."""
    name = None
    for line in lines:
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield name, json.loads(line.removeprefix("data: "))


def until(true):
    end = time.monotonic() + WAIT
    while not true():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.05)


@pytest.fixture
def folder(filled):
    return filled[0].plan.house.path


def test_a_desk_that_is_killed_loses_its_job_and_another_says_so(folder, filled):
    with desk_of(folder) as (desk, address):
        anna = Person(address)
        there = anna.begin()
        with anna.follow(there) as answer:
            found = steps(answer.iter_lines())
            assert [next(found)[0] for _ in range(3)] == ["step"] * 3
            desk.send_signal(signal.SIGKILL)
            with suppress(httpx.HTTPError):
                assert [name for name, _ in found if name == "over"] == []
    with desk_of(folder) as (_, address):
        anna = Person(address)
        assert "Broken off: the desk was stopped" in anna.page(there)
        with anna.follow(there) as answer:
            assert list(steps(answer.iter_lines())) == [("over", {})]
        assert anna.begin() != there  # what was lost stands in nobody's way


def test_each_of_two_desks_follows_and_ends_the_work_of_the_other(folder, filled):
    own = web_desk(filled[0])
    with desk_of(folder) as (_, address), serving(own) as other:
        here, there = Person(address), Person(other)
        job = here.begin()
        assert job in there.page("/jobs")
        until(lambda: "Under way" in there.page(job))  # it may wait a moment for its turn
        with there.follow(job) as answer:
            counted = [what["counted"] for _, (_, what) in zip(range(3), steps(answer.iter_lines()), strict=False)]
            assert len(set(counted)) == 3  # it goes on, as is seen from here
        assert Person(other, "otto").http.get(job).status_code == 404
        assert there.post(f"{job}/end").status_code == 303
        with here.follow(job) as answer:
            assert list(steps(answer.iter_lines()))[-1] == ("over", {})
        assert "Ended before it was done" in here.page(job)
        assert "Ended before it was done" in there.page(job)
        again = here.begin()
    own.jobs.close()
    assert web_desk(filled[0]).jobs.job(again.rpartition("/")[2]).state is State.LOST


def test_a_desk_is_told_to_end_while_streams_are_open_and_one_is_read_by_nobody(folder, filled):
    with desk_of(folder) as (desk, address):
        anna = Person(address)
        there = anna.begin()
        port = int(address.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port)) as deaf, anna.follow(there) as answer:
            cookie = anna.http.cookies["purport"]
            deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
            deaf.sendall(f"GET {there}/events HTTP/1.1\r\nHost: localhost\r\nCookie: purport={cookie}\r\n\r\n".encode())
            found = steps(answer.iter_lines())
            next(found)
            begun_at = time.monotonic()
            desk.send_signal(signal.SIGTERM)
            assert list(found)[-1] == ("over", {})
            desk.wait(WAIT)
        assert time.monotonic() - begun_at < 15
    job = web_desk(filled[0]).jobs.job(there.rpartition("/")[2])
    assert job.state is State.LOST and job.ended is not None


def test_a_stream_that_comes_again_begins_with_what_is(slow):
    desk, hand = slow
    with serving(desk) as address:
        anna = Person(address)
        there = anna.begin()
        for last in ("", "17", "x" * 3_000, "-1", "<script>", "../../etc"):
            with anna.follow(there, **{"last-event-id": last}) as answer:
                assert answer.status_code == 200
                name, what = next(steps(answer.iter_lines()))
                assert name == "step" and set(what) == {"state", "step", "counted", "share"}
        hand.go.set()
        with anna.follow(there, **{"last-event-id": "99"}) as answer:
            assert list(steps(answer.iter_lines()))[-1] == ("over", {})


def test_two_browsers_follow_one_job_and_see_the_same_end(slow):
    desk, hand = slow
    with serving(desk) as address:
        one, other = Person(address), Person(address)
        there = one.begin()
        with one.follow(there) as first, other.follow(there) as second:
            both = steps(first.iter_lines()), steps(second.iter_lines())
            assert [next(found)[0] for found in both] == ["step", "step"]
            hand.go.set()
            assert [list(found)[-1] for found in both] == [("over", {})] * 2
        assert one.page(there).partition("<main")[2] == other.page(there).partition("<main")[2].replace(
            proof_of(other.http.cookies["purport"]), proof_of(one.http.cookies["purport"])
        )


def test_thousands_of_steps_are_few_events(filled, monkeypatch):
    monkeypatch.setattr("purport.rounds.jobs.NOTED_EVERY", 1.0)

    def many(tell):
        end = time.monotonic() + 1.5
        for at in range(50_000):
            tell("exhibits", at)
            if at % 1_000 == 0:
                time.sleep(0.02)
        while time.monotonic() < end:
            time.sleep(0.02)
        return VerifyReport((), (), (("exhibits", 50_000),))

    desk = replace(filled[1], jobs=replace(filled[1].jobs, verify=many))
    with entered_as(desk, "anna") as anna:
        there = begun(anna)
        found = told(anna, there)
        assert found[-1] == ("over", {}) and 1 <= len(found) < 60
        assert "50,000" in anna.get(there).text


def test_an_account_has_only_so_many_streams_and_gets_them_back(slow, monkeypatch):
    monkeypatch.setattr("purport.desk.web.views.jobs.AT_A_TIME", 2)
    desk, hand = slow
    with serving(desk) as address:
        anna, otto = Person(address), Person(address, "otto")
        there, other = anna.begin(), otto.begin()
        with anna.follow(there) as one, anna.follow(there) as two:
            both = steps(one.iter_lines()), steps(two.iter_lines())  # held: who lets go of one closes it
            assert [next(found)[0] for found in both] == ["step", "step"]
            with anna.follow(there) as three:
                assert three.status_code == 429
            with otto.follow(other) as his:
                assert his.status_code == 200
        until(lambda: _status(anna, there) == 200)
        hand.go.set()


def _status(person, there):
    with person.follow(there) as answer:
        return answer.status_code


# In a browser


@pytest.mark.slow
def test_a_page_finds_out_by_itself_that_its_desk_was_killed(browser, folder):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with desk_of(folder, port) as (desk, address), browsing(browser, address) as page:
        page.goto("/jobs")
        page.click("text=Check all evidence")
        page.wait_for_selector(".counted:has-text(' of ')")
        desk.kill()
        desk.wait()
        page.wait_for_selector("text=The desk does not answer; it is asked again")
        with desk_of(folder, port):
            page.wait_for_selector("text=Broken off: the desk was stopped", timeout=30_000)
            assert page.locator("progress").count() == 0
            page.wait_for_selector(".ending", state="detached")
        page.errors[:] = [one for one in page.errors if "net::ERR" not in one and "htmx:" not in one]


@pytest.mark.slow
def test_a_page_whose_session_is_over_leads_to_the_login(browser, slow, monkeypatch):
    monkeypatch.setattr("purport.desk.web.views.jobs.ASK", 0.5)
    desk, _ = slow
    with serving(desk) as address, browsing(browser, address, "otto") as page:
        page.goto("/jobs")
        page.click("text=Check all evidence")
        page.wait_for_selector(".counted:has-text(' of ')")
        [cookie] = page.context.cookies()
        desk.doorkeeper.leave(cookie["value"], "")
        page.wait_for_url("**/login**", timeout=30_000)
        page.errors[:] = [one for one in page.errors if "401" not in one]
