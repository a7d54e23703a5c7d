"""Where and when: only what hangs on the event itself."""

from __future__ import annotations

from purport.read.events import events
from purport.records import Role
from tests.read.events.scenes import at, day, place, scene


def test_a_date_of_the_event_dates_it() -> None:
    text = "Rebels burned the fort on Monday."
    assert at(events(scene(text, times=(day(text, "Monday", "2021-05-10"),))), text, "burned").date == "2021-05-10"


def test_a_date_of_the_saying_does_not() -> None:
    text = "The mayor said on Tuesday that rebels burned the fort."
    assert at(events(scene(text, times=(day(text, "Tuesday", "2021-05-11"),))), text, "burned").date is None


def test_a_limit_dates_nothing() -> None:
    text = "Rebels will leave the valley by Friday."
    assert at(events(scene(text, times=(day(text, "Friday", "2021-05-14"),))), text, "leave").date is None


def test_each_of_two_events_keeps_its_own_date() -> None:
    text = "Police searched a farm on Monday for the youths that burned a kiosk there in 2009."
    marks = (day(text, "Monday", "2021-05-10"), day(text, "2009", "2009"))
    found = events(scene(text, times=marks))
    assert (at(found, text, "searched").date, at(found, text, "burned").date) == ("2021-05-10", "2009")


def test_a_noun_takes_the_date_of_the_verb_that_tells_it() -> None:
    text = "A blast killed two clerks on Monday."
    assert at(events(scene(text, times=(day(text, "Monday", "2021-05-10"),))), text, "blast").date == "2021-05-10"


def test_durations_and_unresolved_dates_date_nothing() -> None:
    text = "Rebels shelled the fort for two days last week."
    marks = (day(text, "two days", "P2D", "DURATION"), day(text, "last week", None))
    assert at(events(scene(text, times=marks)), text, "shelled").date is None


def test_a_place_after_in_locates() -> None:
    text = "Rebels burned a mill in Ordu."
    assert at(events(scene(text, places=(place(text, "Ordu"),))), text, "burned").place == "Ordu"


def test_a_government_named_by_its_seat_does_not() -> None:
    text = "Ordu sent troops to the border."
    assert at(events(scene(text, places=(place(text, "Ordu", Role.METONYM),))), text, "sent").place is None


def test_no_mark_no_setting() -> None:
    text = "Rebels burned a mill in Ordu on Monday."
    event = at(events(scene(text)), text, "burned")
    assert (event.place, event.date) == (None, None)
