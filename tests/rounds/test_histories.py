"""What became of a source's earlier reports, by what people decided; and what rules make of it."""

from datetime import timedelta

import pytest

from purport.ledger import opened
from purport.rounds.histories import history_of
from tests.rounds.desk import BODY, NOON, desk, file

BY = "Ada Roe"
REPORTS = (
    "An explosion tore open the ovens of a bakery in Adrun, and flour hung over Canal Street until dusk.",
    "Nets burnt in Belmak after an explosion at the ferry shed; the crew of the Petrel swam ashore.",
    "Trams stood still in Corvel because of an explosion under the depot's third track.",
    "Tanners of Dastin lost their hides in an explosion, the guild's clerk told Halyard.",
    "Glass rained on Ekmir: an explosion cracked both furnaces of the works.",
    "The chapel of Fosk has no roof since an explosion in its crypt, its warden said.",
    "Sugar cane smouldered for hours outside Garad, where an explosion wrecked the mill's boiler.",
    "A print shop in Hulme closed after an explosion among its type cases.",
    "Salt traders blamed an explosion in Ister on a leaking lamp.",
    "Pharmacists in Jarno handed out bandages themselves when an explosion blocked the lane.",
    "Wool prices jumped in Kolva: an explosion emptied the exchange before noon.",
    "Drivers queued beyond Lumet, whose only petrol station an explosion had put out of use.",
)


class Clock:
    def __init__(self):
        self.now = NOON

    def __call__(self):
        self.now += timedelta(minutes=1)
        return self.now


def report(ledger, number, outlet="Halyard", minute=0):
    """One report of an explosion that no other report tells of."""
    return file(ledger, f"{outlet} {number}", REPORTS[number] + "\n", outlet, minute=minute + number)


@pytest.fixture
def ledger(ledger_url):
    with opened(ledger_url) as ledger:
        yield ledger


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def made(ledger, tmp_path, clock):
    return desk(ledger, tmp_path, clock)


def counts(ledger, house="Halyard", **more):
    found = history_of(ledger, house, **more)
    return found.borne_out, found.not_borne_out


def lines(made, name):
    return [line.text for line in made.weigh(name).lines]


def test_a_house_with_eleven_settled_reports_is_graded_and_likelihood_gets_a_word(ledger, made):
    ids = [report(ledger, n) for n in range(12)]
    made.up_to_date()
    assert len({made.matter(one).id for one in ids}) == 12
    for number, one in enumerate(ids[:11]):
        made.grade(one, (None, 5 if number == 4 else 2), BY, "looked into")
    weight = made.weigh(ids[11])
    assert weight.history is not None
    assert (weight.history.source, weight.history.borne_out, weight.history.not_borne_out) == ("Halyard", 10, 1)
    assert set(weight.history.records) == set(ids[:11])
    told = [line.text for line in weight.lines]
    line = (
        "Reliability of the source, proposed by rule: C, since 10 of 11 earlier statements of Halyard were borne out."
    )
    assert line in told
    assert any(one.startswith("That it is borne out is very likely: 10 of 11 earlier statements") for one in told)
    assert dict(made.proposals(ids[11]))["reliability"].grade == "C"
    assert dict(made.proposals(made.matter(ids[11]).id))["reliability"].grade == "C"
    assert [(axis, one.grade) for axis, one in made.proposals("Halyard")] == [("reliability", "C")]
    assert len(told) <= 10


def test_the_last_view_counts_and_an_open_one_settles_nothing(ledger, made, clock):
    ids = [report(ledger, n) for n in range(4)]
    made.up_to_date()
    made.grade(ids[0], (None, 5), BY, "no such street")
    before = clock()
    made.grade(ids[0], (None, 1), "Ben Ost", "there is one, in the old town")
    made.grade(ids[1], (None, 3), BY, "possible")
    made.grade(ids[2], (None, 2), BY, "a stringer was there")
    made.grade(ids[2], (None, 6), BY, "the stringer was elsewhere")
    assert counts(ledger) == (1, 0)
    assert counts(ledger, before=before) == (0, 1)
    assert counts(ledger, but=made.matter(ids[0]).id) == (0, 0)


def test_a_matter_counts_once_however_much_of_it_was_decided_on(ledger, made):
    one = report(ledger, 0)
    made.up_to_date()
    statement = ledger.document(one).reading.statements[0].id
    event = ledger.document(one).reading.events[0].id
    for name, grade in ((one, 5), (statement, 2), (event, 5), (made.matter(one).id, 1)):
        made.grade(name, (None, grade), BY, "looked into")
    assert counts(ledger) == (1, 0)
    assert history_of(ledger, "Halyard").records == (made.matter(one).id,)


def test_a_paper_that_copied_an_agency_has_no_part_in_what_the_agency_got_right(ledger, made):
    wire = file(ledger, "wire", BODY, "Northwire", published="2026-03-09")
    copy = f"{BODY}\nThe town council of Arden, where many of the traders live, meets on Thursday.\n\n(Northwire)\n"
    copied = file(ledger, "copy", copy, "Selmark Standard", agency="Northwire", minute=1)
    made.up_to_date()
    made.grade(wire, (None, 1), BY, "three of us saw it")
    assert counts(ledger, "Northwire") == (1, 0)
    assert counts(ledger, "Selmark Standard") == (0, 0)
    made.grade(copied, (None, 5), BY, "withdrawn by all")
    assert counts(ledger, "Northwire") == (0, 1)
    assert counts(ledger, "Selmark Standard") == (0, 0)
    other = report(ledger, 1, "Selmark Standard", minute=5)
    made.up_to_date()
    assert made.weigh(other).history.source == "Selmark Standard"
    assert made.weigh(copied).history.source == "Northwire"


def test_a_view_under_a_former_id_of_a_matter_still_counts(ledger, made):
    file(ledger, "wire", BODY, "Northwire", published="2026-03-09", minute=3)
    made.up_to_date()
    former = made.matter("wire").id
    made.grade(former, (None, 2), BY, "seen")
    file(ledger, "older", BODY.replace("school nearby", "school near the gate"), "Arden Post", published="2026-03-08")
    made.up_to_date(anew=True)
    assert made.matter("wire").id == made.matter("older").id
    assert sum(counts(ledger, "Northwire")) + sum(counts(ledger, "Arden Post")) == 1


def test_nobody_decided_anything(ledger, made):
    one = report(ledger, 0)
    made.up_to_date()
    assert counts(ledger) == (0, 0)
    assert "Reliability of the source, proposed by rule: F, since 0 earlier statements" in " ".join(lines(made, one))
    assert counts(ledger, "nobody of this name") == (0, 0)


def test_what_is_removed_or_tells_of_nothing_is_left_out(ledger, made):
    one = file(ledger, "quiet", "The weather stays dry in the valley, the office said.\n", "Halyard")
    made.up_to_date()
    made.grade(one, (None, 2), BY, "it was dry")
    assert counts(ledger) == (0, 0)
