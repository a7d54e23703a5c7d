"""An estimate on a terminal and in a page: always called one, and fitting."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from purport.config import Show
from purport.desk import dating, show
from purport.desk.brief import page
from purport.desk.terminal import console
from purport.records import Clue, ClueKind, Dating, EventList, ListKind, Span
from tests.invented import MADE_AT, tape

CLUES = (
    Clue(ClueKind.EVENT, "2026-03-02", None, True, 30.0, Span(0, 4), "the battle " * 40, "refers to it", "list: oc-1"),
    Clue(ClueKind.CAPTURE, None, "2026-04-01", True, 1.0, None, "", "captured on 2026-04-01"),
    Clue(ClueKind.AGE, "2027-01-01", "2027-12-31", True, 1.0, None, "Jon Aske, 34", "was born", used=False),
    Clue(ClueKind.NEAR, "2026-03-02", None, False, 8.0, None, "on Monday", "beside it"),
)
FOUND = Dating(
    "doc-1",
    "tape",
    "2026-03-09",
    "2026-03-02/2026-04-01",
    "2026-03-02/2026-03-20",
    0.95,
    CLUES,
    ("one against another",),
)


def told(found: Dating, width: int = 100, turned: bool = False) -> str:
    out = io.StringIO()
    dating.full(console(Show(width=width), out), found, turned)
    return out.getvalue()


@pytest.mark.parametrize("width", [40, 72, 100, 200])
def test_it_fits_and_says_what_it_is(width):
    text = told(FOUND, width)
    assert all(len(line) <= width for line in text.splitlines())
    flat = " ".join(text.split())
    for words in (
        "estimated",
        "2 March",
        "1 April 2026",
        "probably",
        "95%",
        "agrees",
        "one against",
        "set aside",
        "weak",
    ):
        assert words in flat, words


def test_a_stated_date_that_does_not_agree_stands_out():
    assert "DOES NOT AGREE" in " ".join(told(replace(FOUND, stated="2020-01-01")).split())
    assert "nothing to compare it with" in " ".join(told(replace(FOUND, interval=None)).split())
    assert "stated" not in told(replace(FOUND, stated=None))


def test_nothing_known_is_said_so():
    text = told(Dating("doc-1", "tape", None, None, None, None, ()))
    assert "nothing to estimate it by" in text and "nothing bounds it" in text


def test_recordings_come_after_the_story():
    part = Dating("st-1", "audio of Osric Vane", None, "2026-03-02", None, None, (), statements=("st-1", "st-2"))
    text = told(replace(FOUND, parts=(part,)))
    assert text.index("tape:") < text.index("audio of Osric Vane: estimated 2026-03-02")
    assert "st-1, st-2" in text


def test_a_long_list_of_reasons_is_counted():
    assert "and 28 more" in told(replace(FOUND, clues=CLUES * 10))


def test_hostile_and_arabic_words_do_no_harm():
    words = "\x1b[2J\u202e تسجيل"
    odd = replace(FOUND, name=words, clues=(replace(CLUES[0], words=words, reason=words),), conflicts=(words,))
    text = told(odd, turned=True)
    assert "\x1b" not in text and "\u202e" not in text


def test_lists_fit_the_terminal():
    at = "2026-03-01T12:00:00+00:00"
    file = "/in/" + "x" * 300
    one = EventList("mine " * 20, ListKind.ACLED, "sha256:" + "0" * 64, file, 123456, "2020-01-01", "2021-01-01", at)
    for width in (40, 90):
        out = io.StringIO()
        console(Show(width=width), out).print(dating.lists_table([one, replace(one, first=None, last=None)], False))
        assert all(len(line) <= width for line in out.getvalue().splitlines())
        assert "123,456" in out.getvalue() and "none" in out.getvalue()


def test_a_document_shows_it_beside_the_date_that_is_not_known():
    row = tape()
    bare = replace(row, document=replace(row.document, published=None), estimated=replace(FOUND, stated=None))
    out = io.StringIO()
    show.document(console(Show(width=140), out), bare)
    flat = " ".join(out.getvalue().split())
    assert "published not known" in flat
    assert "estimated 2026-03-02/2026-04-01, probably 2026-03-02/2026-03-20 (event: refers to it; capture:" in flat
    assert "conflict one against another" in flat


def test_a_brief_shows_it_plainly_as_an_estimate():
    row = tape()
    bare = replace(row, document=replace(row.document, published=None), estimated=replace(FOUND, stated=None))
    html = page([bare], [], "March", MADE_AT)
    assert "an estimate, no stated date" in html and "2 March to 1 April 2026" in html
    assert "an estimate" not in page([row], [], "March", MADE_AT)
    nothing = replace(bare, estimated=replace(FOUND, interval=None, likely=None, clues=()))
    assert "nothing bounds it; an estimate, no stated date" in page([nothing], [], "March", MADE_AT)
