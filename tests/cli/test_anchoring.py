"""``purport checkpoint --stamp`` and ``--upgrade`` with calendars, as a user meets them."""

import json

import pytest

from tests.cli.conftest import STRIKE
from tests.preserve.calendar import Calendar


@pytest.fixture
def calendar():
    made = Calendar()
    yield made
    made.close()


def test_the_commands(desk, calendar):
    desk.run("read", desk.write("strike.txt", STRIKE))
    (desk.folder / "purport.toml").write_text(f'[timestamps]\ncalendars = ["{calendar.url}"]\n')
    result = desk.run("checkpoint", "--stamp")
    assert f"OpenTimestamps: pending at {calendar.url}" in result.stderr
    told = json.loads(desk.run("checkpoint", "--stamp", "--json").stdout)
    assert told["stamp"] is None and told["opentimestamps"]["told"].startswith("pending")
    calendar.mine(12)
    assert "in Bitcoin block 12; header not checked" in desk.run("checkpoint", "--upgrade").stderr
    assert "no proof is pending" in desk.run("checkpoint", "--upgrade").stderr
    assert "header not checked" in desk.run("verify").output
    calendars = f"timestamps.calendars  {calendar.url}"
    assert calendars in desk.run("config").output.replace("\n", " ") or calendar.url in desk.run("config").output


@pytest.mark.parametrize("value", ['"https://a.example"', '["a.example"]', "[7]", '["https://a.example/é"]'])
def test_calendars_that_are_none_are_refused(desk, value):
    (desk.folder / "purport.toml").write_text(f"[timestamps]\ncalendars = {value}\n")
    assert "expected a list of addresses in quotes" in desk.run("config", status=2).output
