"""Versions of a page: what changed, and whether the page owns up to it."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from rich.console import Console

from purport.desk.versions import Capture, say, told, versions
from purport.records import Filter
from tests.rounds.fast import FastHouse

AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
STORY = "Nine lorries crossed the bridge on Monday.\nThe mayor said so."


def page(hours, text, title=None):
    at = AT + timedelta(hours=hours)
    return Capture(f"sha256:{hours}", at, at, f"doc-{hours}", title, text)


def test_one_version_has_no_changes():
    (only,) = versions([page(0, STORY)])
    assert only.changes == () and not only.silent and told([only]) is None


def test_a_silent_edit_is_flagged_with_the_words():
    first, second = versions([page(1, STORY.replace("Nine", "Eleven")), page(0, STORY)])
    assert first.capture.first_seen == AT
    assert [change.told for change in second.changes] == ["was “Nine”, is “Eleven”"]
    assert second.silent
    assert told([first, second]) == "2 at this address, the text changed 1 time; silently on 2026-03-01 10:00 UTC"


@pytest.mark.parametrize(
    "notice",
    [
        "Correction: an earlier version said nine.",
        "Updated with the number of lorries.",
        "This article was amended on Tuesday.",
        "Editor's note: the number was wrong.",
        "تصحيح: كان العدد خطأ.",
        "تحديث: أضيف العدد.",
    ],
)
def test_a_page_that_says_so_is_not_silent(notice):
    _, second = versions([page(0, STORY), page(1, STORY.replace("Nine", "Eleven") + "\n" + notice)])
    assert second.changes and not second.silent
    assert second.notice is not None and second.notice in notice


def test_a_notice_that_stood_there_before_does_not_cover_a_new_change():
    noted = STORY + "\nCorrection: the day was wrong."
    *_, third = versions([page(0, STORY), page(1, noted), page(2, noted.replace("Nine", "Ten"))])
    assert third.silent


def test_a_notice_that_is_taken_out_is_a_silent_change():
    _, second = versions([page(0, STORY + "\nCorrection: the day was wrong."), page(1, STORY)])
    assert second.silent


def test_other_bytes_with_the_same_text_are_no_change():
    bytes_only = Capture("sha256:x", AT + timedelta(hours=1), AT + timedelta(hours=1))
    found = versions([page(0, STORY), bytes_only, page(2, STORY.replace("Nine", "Ten"))])
    assert [one.silent for one in found] == [False, False, True]
    assert told(found) == "3 at this address, the text changed 1 time; silently on 2026-03-01 11:00 UTC"


def test_a_changed_title_that_the_text_does_not_hold_is_a_change():
    _, second = versions([page(0, STORY, "Nine cross"), page(1, STORY, "Eleven cross")])
    assert [change.told for change in second.changes] == ["was “Nine cross”, is “Eleven cross”"]


def test_white_space_is_no_change():
    _, second = versions([page(0, STORY), page(1, STORY.replace("\n", "\n\n  "))])
    assert second.changes == ()


class Desk:
    def __init__(self, folder):
        self.folder, self.hour = folder, 0

    def house(self):
        from purport.config import load

        plan = load(None, {"PURPORT_HOME": str(self.folder / "home")}, self.folder)
        return FastHouse(plan, lambda: AT + timedelta(hours=self.hour))

    def read(self, text, name="page.txt"):
        self.hour += 1
        (self.folder / name).write_text(text)
        with self.house() as house:
            list(house.read([str(self.folder / name)]))


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def test_from_the_ledger_by_name_and_by_address(desk):
    for text in (
        STORY,
        STORY,
        STORY.replace("Nine", "Ten"),
        STORY.replace("Nine", "Ten") + "\nCorrection: ten, not nine.",
    ):
        desk.read(text)
    with desk.house() as house:
        found = house.versions("page")
        assert [(one.silent, len(one.changes)) for one in found] == [(False, 0), (True, 1), (False, 1)]
        assert found[0].capture.last_seen == AT + timedelta(hours=2)
        assert house.versions(str(desk.folder / "page.txt")) == found
        assert house.versions(found[0].capture.document or "") == found


def test_a_page_that_goes_back_to_what_it_said_is_told(desk):
    for number in ("Nine", "Nine", "Eleven", "Nine", "Nine", "Eleven", "Ten"):
        desk.read(STORY.replace("Nine", number))
    with desk.house() as house:
        found = house.versions("page")
    hours = [round((one.capture.first_seen - AT).total_seconds() / 3600) for one in found]
    assert hours == [1, 3, 4, 6, 7]
    assert [[change.after for change in one.changes] for one in found] == [
        [],
        ["Eleven"],
        ["Nine"],
        ["Eleven"],
        ["Ten"],
    ]
    assert [one.silent for one in found] == [False, True, True, True, True]
    assert found[2].capture.last_seen == AT + timedelta(hours=5)
    assert found[0].capture.last_seen == found[0].capture.first_seen  # it may have been gone at once
    assert "silently on" in told(found)
    out = Console(width=100, file=io.StringIO())
    say(out, found)
    assert out.file.getvalue().count("1 change, silent, as it was before") == 2


def test_the_same_page_under_two_addresses_goes_back_at_one_of_them(desk):
    desk.read(STORY, "other.txt")
    for number in ("Nine", "Ten", "Nine"):
        desk.read(STORY.replace("Nine", number))
    with desk.house() as house:
        ten = next(row for row in house.documents(Filter()) if "Ten" in row.document.text)
        assert len(house.versions(ten.id)) == 3
        assert len(house.versions("other")) == 1


def test_a_removed_version_is_told_and_not_compared(desk):
    for number in ("Nine", "Ten", "Eleven"):
        desk.read(STORY.replace("Nine", number))
    with desk.house() as house:
        middle = house.versions("page")[1].capture
        house.remove(middle.exhibit, "order of a court", "Ada Roe")
        found = house.versions("page")
        assert found[1].capture.text is None and "order of a court" in (found[1].capture.removed or "")
        assert [change.told for change in found[2].changes] == ["was “Nine”, is “Eleven”"]


def test_standard_input_is_no_address(desk):
    from purport.collect import CollectPlan, Door

    for text in (b"One text.", b"Another text."):
        with desk.house() as house:
            house.door = Door(CollectPlan(), house.clock, lambda text=text: io.BytesIO(text))
            (outcome,) = house.read(["-"])
            assert len(house.versions(outcome.row.id)) == 1
