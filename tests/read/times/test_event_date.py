"""Which date belongs to which event."""

from __future__ import annotations

import pytest

from purport.read.parse import parsed
from purport.read.times import event_date, times

PUBLISHED = "2016-11-04"


def date_of(text: str, anchor: str) -> str | None:
    parse = parsed(text)
    (word,) = [w for w in parse.words if w.text == anchor]
    return event_date(parse, word, times(parse, PUBLISHED))


@pytest.mark.parametrize(
    ("text", "anchor", "expected"),
    [
        ("Rebels shelled the town late on Wednesday, the ministry said on Friday.", "shelled", "2016-11-02"),
        ("Rebels shelled the town late on Wednesday, the ministry said on Friday.", "said", "2016-11-04"),
        ("The group said yesterday that its men had attacked a convoy.", "attacked", None),
        ("Fighting began between 3 March 2014 and 5 April 2014 near the border.", "began", "2014-03-03/2014-04-05"),
        ("The 2014 takeover of the city followed years of unrest.", "takeover", "2014"),
        ("The 2014 takeover of the city followed years of unrest.", "followed", None),
        ("An attack on Friday killed ten people.", "killed", "2016-11-04"),
        ("An attack on Friday killed ten people.", "attack", "2016-11-04"),
        ("Gunmen attacked the convoy on Tuesday and killed 12 soldiers.", "killed", "2016-11-01"),
        ("A bomb exploded on Thursday, killing four people who had fled in 2012.", "killing", "2016-11-03"),
        ("A bomb exploded on Thursday, killing four people who had fled in 2012.", "fled", "2012"),
        ("The army carried out an air strike on the depot at dawn on Tuesday.", "strike", "2016-11-01"),
        ("He was held from 2009 to 2011.", "held", "2009/2011"),
        ("The front claimed responsibility for Tuesday's bombing of the depot.", "bombing", "2016-11-01"),
        ("The front claimed responsibility for Tuesday's bombing of the depot.", "claimed", None),
        ("The ministry said on Wednesday it would strike the camp next week.", "strike", "2016-11-07/2016-11-13"),
        ("The militants began shelling the airport early on Sunday and withdrew on Monday.", "began", "2016-10-30"),
        ("The group, which shelled the town in 2014, attacked it again on Monday.", "attacked", "2016-10-31"),
        ("The army has not attacked the town since June 2014.", "attacked", "2014-06/.."),
        ("Nobody had attacked the town before June 2014.", "attacked", "../2014-06"),
        ("He called on his followers to attack the port on Sunday.", "attack", "2016-11-06"),
        ("He called on his followers to attack the port on Sunday.", "called", None),
        ("The army shelled the village.", "shelled", None),
    ],
)
def test_the_date_of_an_event_is_that_of_its_own_clause(text: str, anchor: str, expected: str | None) -> None:
    assert date_of(text, anchor) == expected
