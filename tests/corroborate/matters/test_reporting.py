"""Who reports a matter, and who only threatens, asks or plans it."""

from purport.corroborate.matters.reporting import reporting
from purport.corroborate.weighing import told_of
from purport.records import Action, Certainty
from tests.corroborate.matters.made import blast, dead, stance

DEED = blast("deed", days="2026-03-05")
THREAT = blast("threat", action=Action.THREATEN, mode=None, days="2026-03-04", published="2026-03-04")
ASKED = blast("asked", action=None, mode=None, certainty=Certainty.HYPOTHETICAL, published="2026-03-03")
UNREAD = blast("unread", action=None, mode=None, certainty=Certainty.ATTRIBUTED)


def test_who_asks_reports_nothing_where_others_tell():
    assert list(reporting((ASKED, DEED))) == [DEED]
    assert list(reporting((ASKED, UNREAD))) == [UNREAD]


def test_who_threatens_reports_no_deed():
    assert list(reporting((THREAT, DEED))) == [DEED]


def test_a_threat_is_reported_where_no_deed_is():
    assert list(reporting((THREAT,))) == [THREAT]
    assert list(reporting((THREAT, UNREAD))) == [THREAT, UNREAD]


def test_what_came_without_warning_or_with_its_dead_is_no_threat():
    unwarned = blast("unwarned", action=Action.THREATEN, certainty=Certainty.NEGATED)
    counted = blast("counted", action=Action.THREATEN, counts=(dead(4, 4),))
    assert list(reporting((unwarned, counted, THREAT, DEED))) == [unwarned, counted, DEED]


def test_where_all_ask_all_are_kept():
    assert list(reporting((ASKED,))) == [ASKED]


def test_a_denial_reports():
    denied = blast("denied", certainty=Certainty.DENIED, stances=(stance("denied", Certainty.DENIED),))
    assert list(reporting((ASKED, denied))) == [denied]


def test_a_matter_is_named_by_the_deed():
    assert told_of((ASKED, THREAT, DEED)) == "An event of 2026-03-05 in Kessim: assault (explosives)"
