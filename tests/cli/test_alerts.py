"""``purport alerts``, as a user meets it."""

import json

import pytest

RULES = """\
[[delivery]]
name = "screen"

[[delivery]]
name = "feed"
kind = "feed"
file = "alerts.xml"

[[rule]]
name = "Calls in Arden"
places = ["Arden"]
call_for_violence = true
certainty = "purported or better"
"""


@pytest.fixture
def told(desk):
    """A desk with rules, whose house lies beside them."""
    (desk.folder / "house").mkdir()
    (desk.folder / "purport.toml").write_text('[read]\nreader = "rules"\n')
    (desk.folder / "alerts.toml").write_text(RULES)
    return desk


def test_from_rules_to_a_message(told):
    from tests.cli.conftest import BRIDGE, STRIKE

    assert "Calls in Arden: to screen, feed" in told.run("alerts", "check").stdout
    told.run("read", told.write("bridge.txt", BRIDGE), told.write("strike.txt", STRIKE))
    trial = told.run("alerts", "test", "calls in arden", "--days", "3")
    assert "1 alert, 0 joined" in trial.stderr
    sent = told.run("alerts", "send")
    assert "Samir Haddad" in sent.stdout
    assert "Certainty: purported" in sent.stdout
    assert "1 new alert" in sent.stderr
    assert told.run("alerts", "send").stdout == ""
    assert "2 sent" in told.run("alerts", "list").stdout
    shown = told.run("alerts", "show", "1").stdout
    assert "opened it" in shown
    assert "feed: sent" in shown
    (one,) = map(json.loads, told.run("alerts", "list", "--json").stdout.splitlines())
    assert (one["count"], one["statements"][0]["statement"]["certainty"]) == (1, "purported")
    assert one == json.loads(told.run("alerts", "show", "1", "--json").stdout)
    assert (told.folder / "alerts.xml").read_text().count("<entry>") == 1


def test_what_is_wrong(told):
    told.run("read", told.write("strike.txt", "The dockers said that they would strike.\n"))
    assert "unknown-id" not in told.run("alerts", "show", "7", status=2).output
    assert "no alert has this number" in told.run("alerts", "show", "9" * 30, status=2).stderr
    for words in (("alerts", "list", "--limit"), ("list", "--limit"), ("list", "--offset"), ("events", "--limit")):
        told.run(*words, "9" * 30)
    assert "known: 'Calls in Arden'" in told.run("alerts", "test", "other", status=2).stderr
    assert "known: 'screen', 'feed'" in told.run("alerts", "check", "--send", "other", status=2).stderr
    (told.folder / "alerts.toml").write_text(RULES.replace("places", "plases"))
    for words in (("alerts", "send"), ("alerts", "check")):
        assert "alerts.toml:11: plases: unknown key (did you mean places?)" in told.run(*words, status=2).stderr
    read = told.run("read", told.write("more.txt", "The mayor said that the road was shut.\n"))
    assert "alerts: " in read.stderr  # and it is read all the same


def test_a_delivery_that_fails_gives_status_1(told):
    hook = '[[delivery]]\nname = "hook"\nkind = "webhook"\nurl = "http://127.0.0.1:1/?k=s3cret"\n'
    (told.folder / "alerts.toml").write_text(hook + '[[rule]]\nname = "any"\nwords = ["strike"]\n')
    assert "private" in told.run("alerts", "check", "--send", "hook", status=1).stderr
    told.run("read", told.write("strike.txt", "The dockers' union said that it would strike on Monday.\n"))
    failed = told.run("alerts", "send", status=1)
    assert "private-address" in failed.stderr
    assert "s3cret" not in failed.output + told.run("alerts", "check", "--json").output
    (one,) = map(json.loads, told.run("alerts", "list", "--json").stdout.splitlines())
    assert (one["sendings"][0]["state"], one["sendings"][0]["tries"]) == ("waiting", 1)


def test_a_file_to_begin_with(desk):
    desk.run("alerts", "check", status=2)
    desk.run("alerts", "init")
    assert "0 rules, 0 deliveries" in desk.run("alerts", "check").stderr
    assert "there already" in desk.run("alerts", "init", status=2).stderr
    assert "there is no ledger" in desk.run("alerts", "list", status=3).stderr
