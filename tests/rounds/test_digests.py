"""Digests by the clock: which periods there are, that each is made once and comes out the same, and that none stops a watch."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.config import load
from purport.records import Filter, Lead, Ruling, Standing, Step
from purport.records.briefs import Form, Period
from purport.rounds.digests import LENGTHS, MADE_UP, last_period, missed
from purport.rounds.watch import WatchOptions
from tests.rounds.fast import FastHouse
from tests.rounds.newsroom import empty_ledger

SUNDAY = datetime(2026, 3, 8, 12, 0, tzinfo=UTC)
DAILY = '[brief]\ndigest = "daily"\nat = "06:00"\nfolder = "digests"\nformats = ["html", "md"]\n'


class Clock:
    def __init__(self, now: datetime = SUNDAY) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def later(self, **length: float) -> None:
        self.now += timedelta(**length)


def house_of(home: Path, clock: Clock, config: str = DAILY) -> FastHouse:
    home.mkdir(parents=True, exist_ok=True)
    (home / "purport.toml").write_text(config)
    if not (home / "ledger.db").exists():
        (home / "ledger.db").write_bytes(empty_ledger().read_bytes())
    return FastHouse(load(home / "purport.toml", {"PURPORT_HOME": str(home)}, home), clock)


def read(house: FastHouse, folder: Path, name: str, what: str = "the ferry was late") -> None:
    file = folder / f"{name}.txt"
    file.write_text(f"{name.capitalize()} said that {what}.\n")
    list(house.read([str(file)]))


def names(home: Path) -> list[str]:
    folder = home / "digests"
    return sorted(one.name for one in folder.iterdir()) if folder.exists() else []


class TestPeriods:
    def test_a_day_ends_at_the_hour(self) -> None:
        found = last_period("daily", "06:00", SUNDAY)
        assert (found.start, found.end) == (SUNDAY.replace(day=7, hour=6), SUNDAY.replace(hour=6))
        assert found.key == "daily-2026-03-08T0600"

    def test_the_very_moment_is_over(self) -> None:
        assert last_period("daily", "12:00", SUNDAY).end == SUNDAY
        assert last_period("daily", "12:01", SUNDAY).end == SUNDAY.replace(day=7, minute=1)

    def test_a_week_ends_on_monday(self) -> None:
        found = last_period("weekly", "06:00", SUNDAY)
        assert found.end == datetime(2026, 3, 2, 6, tzinfo=UTC)
        assert found.end.weekday() == 0
        monday = datetime(2026, 3, 9, tzinfo=UTC)
        assert last_period("weekly", "06:00", monday.replace(hour=5, minute=59)).end == found.end
        assert last_period("weekly", "06:00", monday.replace(hour=6)).end == monday.replace(hour=6)

    @given(
        st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001 - a zone is given below
        st.sampled_from(sorted(LENGTHS)),
        st.times().map(lambda told: f"{told:%H:%M}"),
    )
    def test_it_is_over_and_the_next_one_is_not(self, now: datetime, name: str, at: str) -> None:
        now = now.replace(tzinfo=UTC)
        found = last_period(name, at, now)
        assert found.end <= now < found.end + LENGTHS[name]
        assert found.end - found.start == LENGTHS[name]

    def test_what_was_missed_is_made_up_for_without_gaps(self) -> None:
        last_end = SUNDAY.replace(day=5, hour=6)
        found = missed("daily", "06:00", SUNDAY, last_end)
        assert [one.start for one in found] == [last_end + timedelta(days=n) for n in range(3)]
        assert missed("daily", "06:00", SUNDAY, SUNDAY.replace(hour=6)) == []

    def test_at_first_the_last_one_alone(self) -> None:
        assert missed("daily", "06:00", SUNDAY, None) == [last_period("daily", "06:00", SUNDAY)]

    def test_not_more_than_a_month_is_made_up_for(self) -> None:
        assert len(missed("daily", "06:00", SUNDAY, SUNDAY - timedelta(days=400))) == MADE_UP

    def test_a_changed_hour_leaves_no_hole(self) -> None:
        found = missed("daily", "09:00", SUNDAY, SUNDAY.replace(day=7, hour=6))
        assert found[0].start < SUNDAY.replace(day=7, hour=6) < found[0].end


class TestMade:
    def test_what_came_in_within_the_period_and_nothing_else(self, tmp_path: Path) -> None:
        clock = Clock(SUNDAY.replace(day=7, hour=5))
        with house_of(tmp_path / "home", clock) as house:
            read(house, tmp_path, "early", "a lamp at the mill had been broken")
            clock.now = SUNDAY.replace(day=7, hour=6)
            read(house, tmp_path, "first")
            clock.now = SUNDAY.replace(hour=6)
            read(house, tmp_path, "late", "two roads in the hills were closed by snow")
            clock.now = SUNDAY
            period = house.digests.last("daily")
            (made,) = house.digests.made(period, (Form.MARKDOWN,), tmp_path / "out")
            text = made.file.read_text()
        assert made.file.name == "daily-2026-03-08T0600.md"
        assert "First" in text
        assert "Early" not in text
        assert "Late" not in text
        assert "Daily digest" in text

    def test_who_said_the_same_before_the_period_is_an_origin_of_it(self, tmp_path: Path) -> None:
        clock = Clock(SUNDAY.replace(day=7, hour=5))
        with house_of(tmp_path / "home", clock) as house:
            read(house, tmp_path, "early")
            clock.now = SUNDAY.replace(day=7, hour=9)
            read(house, tmp_path, "first")
            clock.now = SUNDAY
            (made,) = house.digests.made(house.digests.last("daily"), (Form.MARKDOWN,), tmp_path / "out")
            text = made.file.read_text()
        assert "Matter 1: something that was not read as an event or release" in text
        assert "2 stories tell of it, on 1 origin" in text
        new = text.partition("## On how many origins")[0]
        assert "First" in new and "Early" not in new

    def test_the_same_period_twice_gives_the_same(self, tmp_path: Path) -> None:
        clock = Clock(SUNDAY.replace(day=7, hour=9))
        with house_of(tmp_path / "home", clock) as house:
            read(house, tmp_path, "first")
            clock.now = SUNDAY
            period = house.digests.last("daily")
            forms = tuple(Form)
            one = [made.file.read_bytes() for made in house.digests.made(period, forms, tmp_path / "one")]
            clock.later(hours=5)
            read(house, tmp_path, "later")
            two = [made.file.read_bytes() for made in house.digests.made(period, forms, tmp_path / "two")]
        assert one == two

    def test_a_decision_of_after_the_period_is_not_known(self, tmp_path: Path) -> None:
        clock = Clock(SUNDAY.replace(day=7, hour=9))
        with house_of(tmp_path / "home", clock) as house:
            for name in ("first", "second", "third"):
                read(house, tmp_path, name, f"the ferry of the {name} quay was late")
            third, second, first = sorted(house.rows(Filter(limit=None)), key=lambda row: row.name, reverse=True)
            house.decide(first.statement.id, Ruling.EDITED, {"source_name": "Ada Roe"}, "Lena Ilves", "in time")
            house.decide(second.statement.id, Ruling.REJECTED, {}, "Lena Ilves", "in time")
            clock.now = SUNDAY
            period = house.digests.last("daily")
            (one,) = house.digests.made(period, (Form.MARKDOWN,), tmp_path / "one")
            house.decide(first.statement.id, Ruling.WITHDRAWN, {}, "Lena Ilves", "too late")
            house.decide(second.statement.id, Ruling.EDITED, {"source_name": "Nobody"}, "Lena Ilves", "too late")
            house.decide(third.statement.id, Ruling.REJECTED, {}, "Lena Ilves", "too late")
            (two,) = house.digests.made(period, (Form.MARKDOWN,), tmp_path / "two")
            assert one.file.read_bytes() == two.file.read_bytes()
            text = one.file.read_text()
            assert "Ada Roe" in text and "in time" in text
            assert "third" in text and "quay of" not in text
            assert "Left out, because a person rejected them: 1 statement." in text
            clock.later(days=1)
            (now,) = house.digests.made(house.digests.last("weekly"), (Form.MARKDOWN,), tmp_path / "three")
            assert "Nobody" in now.file.read_text()  # its week ends later

    def test_what_is_there_is_left_as_it_is(self, tmp_path: Path) -> None:
        with house_of(tmp_path / "home", Clock()) as house:
            period = house.digests.last("daily")
            (made,) = house.digests.made(period, (Form.HTML,), tmp_path)
            made.file.write_text("mine")
            (again,) = house.digests.made(period, (Form.HTML,), tmp_path)
            assert (again.handed, again.file.read_text()) == (None, "mine")
            both = list(house.digests.made(period, (Form.HTML, Form.MARKDOWN), tmp_path))
            assert [one.handed is None for one in both] == [True, False]
            (anew,) = house.digests.made(period, (Form.HTML,), tmp_path, again=True)
            assert anew.handed is not None
            assert made.file.read_text().startswith("<!doctype html>")

    def test_nothing_new_is_told(self, tmp_path: Path) -> None:
        with house_of(tmp_path / "home", Clock()) as house:
            (made,) = house.digests.made(house.digests.last("weekly"), (Form.MARKDOWN,), tmp_path)
        assert made.handed is not None
        assert made.handed.statements == 0
        assert (
            "Nothing new: no statement came in from 2026-02-23 06:00 up to 2026-03-02 06:00 UTC."
            in made.file.read_text()
        )


def walked(house: FastHouse) -> list[tuple[str, str | None]]:
    """What happens in a watch without sources."""
    watch = house.watch([], WatchOptions(once=True, pause=0.01))
    return [(one.what, one.code) for one in house.alerted(watch)]


class TestWatched:
    def test_it_is_made_when_it_is_due_and_once(self, tmp_path: Path) -> None:
        clock = Clock(SUNDAY.replace(hour=5))
        home = tmp_path / "home"
        with house_of(home, clock) as house:
            assert walked(house) == [("brief", None)] * 2
            assert names(home) == ["daily-2026-03-07T0600.html", "daily-2026-03-07T0600.md"]
            assert walked(house) == []
            clock.later(hours=1)
            assert walked(house) == [("brief", None)] * 2
            assert walked(house) == []

    def test_a_missed_time_is_made_up_for(self, tmp_path: Path) -> None:
        clock, home = Clock(), tmp_path / "home"
        with house_of(home, clock) as house:
            walked(house)
        clock.later(days=3)
        with house_of(home, clock) as house:
            assert walked(house) == [("brief", None)] * 6
        assert [name for name in names(home) if name.endswith(".md")] == [
            f"daily-2026-03-{day:02}T0600.md" for day in (8, 9, 10, 11)
        ]

    def test_one_that_fails_costs_neither_the_others_nor_the_watch(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from purport.rounds import digests

        clock, home = Clock(), tmp_path / "home"
        with house_of(home, clock) as house:
            walked(house)
            clock.later(days=2)
            real = digests.Digests.brief

            def broken(self: digests.Digests, period: Period, label: object = None) -> object:
                if period.end.day == 9:
                    raise RuntimeError("as the test says")
                return real(self, period, label)  # type: ignore[arg-type]

            monkeypatch.setattr(digests.Digests, "brief", broken)
            assert walked(house) == [("brief-failed", "brief-fault"), ("brief", None), ("brief", None)]
            assert len(names(home)) == 4

    def test_a_folder_that_cannot_be_made_is_told_and_tried_again(self, tmp_path: Path) -> None:
        home = tmp_path / "home"
        with house_of(home, Clock()) as house:
            (home / "digests").write_text("in the way")
            assert walked(house) == [("brief-failed", "not-writable")]
            (home / "digests").unlink()
            assert walked(house) == [("brief", None)] * 2

    def test_a_form_that_was_not_written_yet_follows(self, tmp_path: Path) -> None:
        """A watch that was killed between two forms goes on with the second."""
        home, clock = tmp_path / "home", Clock()
        with house_of(home, clock, DAILY.replace(', "md"', "")) as house:
            assert walked(house) == [("brief", None)]
        with house_of(home, clock) as house:
            assert walked(house) == [("brief", None)]
        assert len(names(home)) == 2

    def test_what_was_written_and_never_noted_is_written_anew(self, tmp_path: Path) -> None:
        home, clock = tmp_path / "home", Clock()
        with house_of(home, clock) as house:
            walked(house)
            before = [(home / "digests" / name).read_bytes() for name in names(home)]
            house.briefing.notes.file.unlink()
            assert walked(house) == [("brief", None)] * 2
            assert [(home / "digests" / name).read_bytes() for name in names(home)] == before

    def test_a_digest_of_the_users_own_elsewhere_is_no_digest_of_the_watch(self, tmp_path: Path) -> None:
        home = tmp_path / "home"
        with house_of(home, Clock()) as house:
            list(house.digests.made(house.digests.last("daily"), (Form.HTML, Form.MARKDOWN), tmp_path / "mine"))
            assert walked(house) == [("brief", None)] * 2

    def test_it_waits_for_what_is_still_being_read_but_not_for_ever(self, tmp_path: Path) -> None:
        clock = Clock(SUNDAY.replace(hour=6, minute=1))
        with house_of(tmp_path / "home", clock) as house:
            waiting = Lead("Courier", "0" * 32, "1", Step.READ, clock.now, clock.now)
            house.ledger.look(Standing("Courier", "https://courier.example/feed"), [waiting])
            assert house.digests.due() == []
            clock.later(hours=1)
            assert [one.key for one in house.digests.due()] == ["daily-2026-03-08T0600"]

    def test_without_the_setting_nothing_is_made(self, tmp_path: Path) -> None:
        with house_of(tmp_path / "home", Clock(), "") as house:
            assert house.digests.due() == []
            assert walked(house) == []
        assert not (tmp_path / "home" / "briefs").exists()

    def test_it_is_made_while_the_watch_goes_on(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("purport.rounds.digests.PAUSE", 0.01)
        with house_of(tmp_path / "home", Clock()) as house:
            watch = house.watch([], WatchOptions(pause=0.02))
            seen = []
            for one in house.alerted(watch):
                seen.append(one.what)
                if seen.count("brief") == 2:
                    watch.stop()
            assert seen.count("brief") == 2
            assert watch.counts["brief"] == 2
