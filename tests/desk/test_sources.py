"""How sources are doing, on terminals of any width: no word is broken, nothing is left out."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from rich.console import Console

from purport.config import Source
from purport.desk.live import LiveTable
from purport.desk.sources import Health, health_table
from purport.records import Standing

NOW = datetime(2024, 3, 5, 12, tzinfo=UTC)
LONG = Source(name="Morning Courier of the Lower Valley", url="https://courier.example/feed", kind="sitemap")
NEW = Source(name="صحيفة النهر", url="https://river.example/feed")
ROWS = [
    Health(
        LONG,
        Standing(
            LONG.name,
            LONG.url,
            tried=NOW,
            succeeded=NOW - timedelta(hours=3, minutes=2),
            due=NOW + timedelta(minutes=41),
            failures=12,
            code="connection-lost",
            items=123_456,
            lag=7_260.0,
        ),
        waiting=1_234,
    ),
    Health(NEW, None),
]


def drawn(rows, width):
    console = Console(file=StringIO(), width=width, color_system=None)
    console.print(health_table(rows, NOW))
    return console.file.getvalue()


@pytest.mark.parametrize("width", [40, 60, 72, 80, 100, 120, 200])
def test_no_word_is_broken_and_nothing_is_left_out(width):
    told = drawn(ROWS, width)
    for word in ("Morning", "Valley", "sitemap", "connection-lost", "123,456", "1,234", "صحيفة", "never", "looked"):
        assert word in told
    assert all(len(line.rstrip()) <= width for line in told.splitlines())


def test_a_wide_terminal_has_a_table_and_a_narrow_one_lines():
    assert "last success" in drawn(ROWS, 120).splitlines()[0]
    lines = drawn(ROWS, 60).splitlines()
    assert lines[0].rstrip() == "Morning Courier of the Lower Valley (sitemap):"
    assert "next in 41 min" in drawn(ROWS, 60)
    assert "12 in a row" in drawn(ROWS, 60)
    assert lines[-1] == "  next now"


def test_nothing_to_show_is_an_empty_table():
    assert "source" in drawn([], 120)


def test_the_live_table_keeps_to_the_height_of_a_narrow_terminal():
    console = Console(file=StringIO(), width=60, height=30, color_system=None, force_terminal=True)
    many = [Source(name=f"Courier number {n} of the Valley", url="https://a.example/") for n in range(50)]
    with LiveTable(console, many) as table:
        standings = {one.name: Standing(one.name, one.url, tried=NOW, succeeded=NOW, due=NOW, items=5) for one in many}
        picture = Console(file=StringIO(), width=60, color_system=None)
        picture.print(table.picture(standings, {"looked": 1, "fetched": 0, "read": 0, "statements": 0}, (0, 0), NOW))
        told = picture.file.getvalue().splitlines()
        assert len(told) <= 30
        assert any("more sources" in line for line in told)
