"""What a ledger keeps of alerts: the order of filing, how far rules have got, members and sendings."""

from dataclasses import replace

import pytest

from purport.errors import InstructionError
from purport.ledger import opened
from purport.records.alerts import Matched, Member, Sending, State
from purport.records.removals import Removal
from tests.ledger.build import document, filed, later
from tests.ledger.older import take_back


@pytest.fixture
def ledger(ledger_url):
    with opened(ledger_url) as ledger:
        yield ledger


def other(n):
    text = f"The harbour master said that the ferry was late. Rebels in Kessim denied that they had shelled the mill. {n}\n"
    return document(text, origin=f"/in/{n}.txt", name=f"story-{n}")


def member(news, number=1, rule="a"):
    return Member(number, news.subject, ((rule, ("because",)),), "", 1.0, True, later(5), news.seq)


def sending(number=1, delivery="desk", due=5, subject="st-1"):
    return Sending(number, delivery, "a", subject, later(due))


def test_what_is_filed_first_is_numbered_once(ledger):
    book = ledger.alerts
    assert (book.newest(), book.news(0, 10)) == (0, [])
    first = filed(ledger)
    filed(ledger)
    filed(ledger, other(1), later(3))
    news = book.news(0, 10)
    assert [one.seq for one in news] == [1, 2, 3, 4, 5, 6]
    assert [one.subject[:3] for one in news] == ["doc", "st-", "st-"] * 2
    assert news[1].row.content_words == "the ferry was late"
    assert (news[1].document.text, news[1].document_id, news[1].reading.language) == ("", first.document, "en")
    assert news[0].document.text.startswith("The harbour master")
    assert (book.last_before(later(1)), book.last_before(later(4)), book.newest()) == (3, 6, 6)
    assert [one.seq for one in book.news(2, 2)] == [3, 4]
    assert set(book.told([news[4].subject, "st-none"])) == {news[4].subject}


def test_a_rule_begins_after_what_is_there(ledger):
    filed(ledger)
    assert ledger.alerts.begin(["a"]) == {"a": 3}
    filed(ledger, other(1))
    assert ledger.alerts.begin(["a", "b"]) == {"a": 3, "b": 6}


def test_of_two_processes_one_writes(ledger):
    book = ledger.alerts
    book.begin(["a"])
    filed(ledger)
    news = book.news(0, 10)
    step = Matched({"a": 0}, {"a": 3}, (member(news[1]),), (sending(),))
    assert book.record(step)
    assert not book.record(step)
    (alert,) = book.alerts(None)
    assert (alert.id, alert.rules, len(alert.sendings), book.last_alert()) == (1, ("a",), 1, 1)
    assert book.record(Matched({"a": 3}, {"a": 4}, (member(news[1], rule="b"), member(news[2]))))
    assert book.alert(1).rules == ("a", "b")
    assert [one.subject for one in book.members(later(5))] == [news[1].subject, news[2].subject]
    with pytest.raises(InstructionError, match="no alert"):
        book.alert(2)


def test_a_sending_is_taken_by_one(ledger):
    book = ledger.alerts
    book.begin(["a"])
    book.record(Matched({"a": 0}, {"a": 0}, (), (sending(), sending(2, due=9), sending(1, "feed"))))
    assert [one.alert for one in book.due(later(6))] == [1, 1]
    due = book.due(later(6))
    assert len(book.claim(due, later(20))) == 2
    assert book.claim(due, later(20)) == []
    (mine, _) = book.due(later(30))[1:]
    assert mine.due == later(20)
    book.settle([replace(mine, state=State.SENT, sent_at=later(7))])
    assert [one.id for one in book.sent_by(mine.delivery, 5)] == [mine.id]
    assert len(book.due(later(60))) == 2


def test_what_was_removed_is_told_no_longer(ledger):
    name = filed(ledger).document
    subjects = [one.subject for one in ledger.alerts.news(0, 9)]
    ledger.remove(Removal(ledger.document(name).document.exhibit, "a reason", "me", later(1)))
    assert ledger.alerts.news(0, 9) == []
    assert ledger.alerts.told(subjects) == {}
    assert ledger.alerts.newest() == 3


def test_an_older_ledger_is_entered_in_its_order(ledger_url):
    with opened(ledger_url) as ledger:
        for n in range(3):
            filed(ledger, other(n), later(n))
        before = [one.subject for one in ledger.alerts.news(0, 20) if one.row]
    take_back(ledger_url, "0007")
    with opened(ledger_url) as ledger:
        news = ledger.alerts.news(0, 20)
        assert [one.seq for one in news] == list(range(1, 10))
        assert [one.subject for one in news if one.row] == before
        filed(ledger, other(9), later(9))
        assert ledger.alerts.newest() == 12
