"""Alerts through a real ledger: first filed, matched once, sent at least once, whatever dies on the way."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Timer

import pytest

from purport.alerts.told import as_json
from purport.desk.alerts import sending_line
from purport.errors import InstructionError, Refused
from purport.records import Filter, Ruling
from purport.records.alerts import State
from purport.rounds.outcomes import ReadOptions
from tests.alerts.test_delivery import hook
from tests.collect.site import serving
from tests.rounds.newsroom import source, watching, with_stories

ROOT = Path(__file__).resolve().parents[2]
START = datetime(2024, 3, 5, 12, 0, tzinfo=UTC)
SCREEN = '[[delivery]]\nname = "screen"\n'
ANY = '[[rule]]\nname = "any"\nspeakers = "Somebody"\n'


class Clock:
    def __init__(self):
        self.now = START

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def desk(home, rules, clock=None):
    home.mkdir(parents=True, exist_ok=True)
    (home / "alerts.toml").write_text(rules, encoding="utf-8")
    return watching(home, clock=clock)


def stories(folder, *words):
    folder.mkdir(exist_ok=True)
    for n, word in enumerate(words):
        (folder / f"{n}-{word}.txt").write_text(f"{word} is the first word of story {n}.\n")
    return str(folder)


def read(house, folder):
    house.begin_alerts()
    return list(house.read([folder], ReadOptions()))


def sent(house):
    out = []
    house.alerting.round(out.append)
    return out


def test_what_is_read_is_told_once_and_nothing_older(tmp_path, clock):
    home = tmp_path / "home"
    with watching(home, clock=clock) as house:
        list(house.read([stories(tmp_path / "old", "before")], ReadOptions()))
    with desk(home, SCREEN + ANY, clock) as house:
        read(house, stories(tmp_path / "new", "harbour", "bridge"))
        first = sent(house)
        assert [one.message.matters[0].first[1].row.content_words for one in first] == ["harbour", "bridge"] or [
            one.message.matters[0].first[1].row.content_words for one in first
        ] == ["bridge", "harbour"]
        assert sent(house) == []
        read(house, str(tmp_path / "new"))
        assert sent(house) == []
        assert [one.sendings[0].state for one in house.ledger.alerts.alerts(None)] == [State.SENT, State.SENT]


def test_copies_join_across_processes(tmp_path, clock):
    for n in range(3):
        with desk(tmp_path / "home", SCREEN + ANY, clock) as house:
            folder = stories(tmp_path / f"in{n}", "harbour")
            (Path(folder) / "0-harbour.txt").write_text(f"harbour is told by paper {n}\n")
            read(house, folder)
            assert len(sent(house)) == (n == 0)
    with desk(tmp_path / "home", SCREEN + ANY, clock) as house:
        (alert,) = house.ledger.alerts.alerts(None)
        assert [one.reason for one in alert.members] == ["", "the words are the same", "the words are the same"]
        trial = house.alerting.trial(house.alerting.rule("ANY"), START - timedelta(days=30))
        assert [len(one.members) for one in trial.alerts] == [3]
        with pytest.raises(InstructionError, match="no rule"):
            house.alerting.rule("other")


def test_a_delivery_that_fails_is_tried_again_and_holds_up_no_other(tmp_path, clock):
    rules = (
        SCREEN
        + '[[delivery]]\nname = "hook"\nkind = "webhook"\nurl = "http://127.0.0.1:1/"\nallow_private = true\n'
        + ANY
    )
    with desk(tmp_path / "home", rules, clock) as house:
        read(house, stories(tmp_path / "in", "one", "two"))
        told = sent(house)
        failed = [one for one in told if one.error]
        assert (len(told), len(failed), failed[0].error.code) == (3, 1, "no-connection")
        assert sent(house) == []
        clock.now += timedelta(minutes=10)
        assert len(sent(house)) == 1
        with hook() as (url, got):
            (tmp_path / "home" / "alerts.toml").write_text(rules.replace("http://127.0.0.1:1/", url))
            with watching(tmp_path / "home", clock=clock) as again:
                clock.now += timedelta(hours=1)
                assert [one.error for one in sent(again)] == [None, None]
            assert len(got) == 2


def test_a_clock_that_ran_ahead_puts_no_message_off_for_years(tmp_path, clock):
    rules = '[[delivery]]\nname = "screen"\ndigest = "hourly"\n' + ANY
    with desk(tmp_path / "home", rules, clock) as house:
        read(house, stories(tmp_path / "in", "one"))
        clock.now += timedelta(days=4000)
        assert sent(house) == []
        clock.now -= timedelta(days=4000)
        assert len(sent(house)) == 1


def test_quiet_hours_and_floods_become_a_digest(tmp_path, clock):
    quiet = '[[delivery]]\nname = "screen"\nquiet = "11:00-13:00"\n'
    with desk(tmp_path / "home", quiet + ANY, clock) as house:
        read(house, stories(tmp_path / "in", "one", "two", "three"))
        assert sent(house) == []
        clock.now += timedelta(hours=1)
        (one,) = sent(house)
        assert (one.message.kind, len(one.message.matters)) == ("digest", 3)
    with desk(tmp_path / "other", SCREEN + ANY + "most_per_hour = 2\n", clock) as house:
        read(house, stories(tmp_path / "many", *(f"w{n}" for n in range(7))))
        assert [one.message.kind for one in sent(house)] == ["alert", "alert"]
        clock.now += timedelta(hours=1)
        (one,) = sent(house)
        assert (one.message.kind, len(one.message.matters)) == ("digest", 5)


def test_what_is_removed_is_not_told_and_leaves_the_feed(tmp_path, clock):
    feed = '[[delivery]]\nname = "feed"\nkind = "feed"\nfile = "alerts.xml"\n'
    with desk(tmp_path / "home", feed + ANY, clock) as house:
        read(house, stories(tmp_path / "in", "secretword", "other"))
        sent(house)
        file = tmp_path / "home" / "alerts.xml"
        assert "secretword" in file.read_text()
        house.remove("0-secretword", "a test", "me")
        house.alerting.outbox.freshen()
        assert "secretword" not in file.read_text()
        assert "other" in file.read_text()


def test_what_a_person_decided_is_said_where_it_is_told(tmp_path, clock):
    feed = '[[delivery]]\nname = "feed"\nkind = "feed"\nfile = "alerts.xml"\n'
    with desk(tmp_path / "home", SCREEN + feed + ANY, clock) as house:
        read(house, stories(tmp_path / "in", "harbour", "bridge"))
        gone, other = sorted(house.rows(Filter(limit=None)), key=lambda row: row.content_words, reverse=True)
        house.decide(gone.statement.id, Ruling.REJECTED, {}, "Ada Roe", "nobody says it")
        house.decide(other.statement.id, Ruling.EDITED, {"targets": "the quay"}, "Ada Roe", "a slip")
        screen = [one.message for one in sent(house) if one.delivery.name == "screen"]
        told = {one.matters[0].first[1].subject: one for one in screen}
        rejected, corrected = told[gone.statement.id], told[other.statement.id]
        assert "[rejected by a person, " in rejected.subject and "rejected" not in corrected.subject
        assert "\nDecided: rejected by Ada Roe on " in rejected.text and "(nobody says it)" in rejected.text
        assert "(a slip); read as: against none" in corrected.text
        (shown,) = as_json(rejected)["alerts"][0]["statements"]
        assert shown["statement"]["decision"] == "rejected" and "Ada Roe" in shown["statement"]["decided"]
        house.decide(gone.statement.id, Ruling.WITHDRAWN, {}, "Ada Roe", "")
        house.alerting.outbox.freshen()
        file = (tmp_path / "home" / "alerts.xml").read_text()
        assert "rejected by" not in file and "corrected by Ada Roe" in file


def test_a_watch_tells_and_a_broken_delivery_does_not_stop_it(tmp_path, clock):
    rules = (
        SCREEN
        + '[[delivery]]\nname = "hook"\nkind = "webhook"\nurl = "http://127.0.0.1:1/"\nallow_private = true\n'
        + ANY
    )
    with serving() as site, desk(tmp_path / "home", rules + 'source_names = "courier"\n', clock) as house:
        from purport.rounds.watch import WatchOptions

        with_stories(site, 2)
        walk = house.watch([source(site)], WatchOptions(once=True, pause=0.05))
        happened = list(house.alerted(walk))
        whats = [one.what for one in happened]
        assert whats.count("read") == 2
        assert whats.count("alert") == 1  # the stories begin with the same word
        assert whats.count("alert-failed") == 1
        shown = next(one for one in happened if one.what == "alert")
        assert "Certainty: attributed" in shown.text


def test_what_is_told_while_the_watch_ends_is_told_all_the_same(tmp_path, clock, monkeypatch):
    from purport.rounds import alertdesk
    from purport.rounds.watch import WatchOptions

    begun, over = Event(), Event()
    monkeypatch.setattr(alertdesk, "PAUSE", 0.01)
    rules = SCREEN + ANY + 'source_names = "courier"\n'
    with serving() as site, desk(tmp_path / "home", rules, clock) as house:
        with_stories(site, 1)
        walk, sending = house.watch([source(site)], WatchOptions(once=True, pause=0.05)), house.alerting.outbox.send

        def slowly(tell):
            if house.ledger.alerts.due(clock()):
                begun.set()
                assert over.wait(10)
            sending(tell)

        monkeypatch.setattr(house.alerting.outbox, "send", slowly)
        happenings = walk.happenings

        def ending():
            yield from happenings()
            assert begun.wait(10)
            Timer(0.2, over.set).start()  # the desk is in the middle of its round, and told to end

        monkeypatch.setattr(walk, "happenings", ending)
        told = [one for one in house.alerted(walk) if one.what == "alert"]
        assert [one.sendings[0].state for one in house.ledger.alerts.alerts(None)] == [State.SENT]
        assert len(told) == 1
        assert "Certainty: attributed" in told[0].text


def test_a_letter_that_some_do_not_take_is_not_sent_again(tmp_path, clock, monkeypatch):
    from purport.rounds import sending

    tries = []

    def partly(delivery, _message):
        tries.append(delivery.name)
        raise Refused("the server does not take it for b; the others have it", code=sending.PARTLY, subject="x:25")

    monkeypatch.setattr(sending, "mailed", partly)
    rules = '[[delivery]]\nname = "desk"\nkind = "email"\nto = ["b@x.example"]\nsender = "p@x.example"\nserver = "x"\n'
    with desk(tmp_path / "home", rules + ANY, clock) as house:
        read(house, stories(tmp_path / "in", "one", "two"))
        assert [(one.error.code, one.again) for one in sent(house)] == [(sending.PARTLY, None)] * 2
        clock.now += timedelta(days=1)
        assert sent(house) == []
        assert len(tries) == 2
        held = [one.sendings[0] for one in house.ledger.alerts.alerts(None)]
        assert {(one.state, one.told) for one in held} == {
            (State.SENT, "the server does not take it for b; the others have it")
        }
        assert "not take it for b" in sending_line(held[0]).plain


def started(home, minutes):
    command = [sys.executable, "-m", "tests.rounds.alerter", str(home), str(minutes)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.slow
def test_killed_at_any_moment_no_alert_is_lost(tmp_path):
    home, chance, count, kills = tmp_path / "home", random.Random(7), 30, 6
    with hook() as (url, got):
        rules = f'[[delivery]]\nname = "hook"\nkind = "webhook"\nurl = "{url}"\nallow_private = true\n{ANY}most_per_hour = 0\n'
        with desk(home, rules) as house:
            read(house, stories(tmp_path / "in", *(f"word{n}x" for n in range(count))))
        for n in range(kills):
            process = started(home, 10 * n)
            for _ in range(1 + chance.randint(0, 4) * (n > 1)):
                process.stdout.readline()
            time.sleep(chance.random() * 0.15)
            os.kill(process.pid, signal.SIGKILL)
            process.communicate()
        finished = started(home, 10 * kills)
        assert finished.communicate()[1] == ""
        ids = [json.loads(body)["id"] for _, _, body in got]
    assert len(set(ids)) == count
    assert len(ids) <= count + kills  # at most one was on its way at each kill
    with watching(home) as house:
        alerts = house.ledger.alerts.alerts(None)
        assert [one.sendings[0].state for one in alerts] == [State.SENT] * count
