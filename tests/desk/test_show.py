"""One statement or document in full."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from purport.config import Show
from purport.desk import show
from purport.desk.terminal import console
from purport.records import DocumentRow, Segment, SourceMap
from tests.invented import arabic, rows_of, tape, unread


@dataclass(frozen=True)
class Seen:
    origin: str
    first_seen: datetime
    last_seen: datetime
    fetched_by: str


def shown(row: DocumentRow, number: int, seen: tuple[Seen, ...] = ()) -> str:
    out = io.StringIO()
    show.statement(console(Show(width=140), out), rows_of(row)[number], row, seen)
    return out.getvalue()


def document(row: DocumentRow) -> str:
    out = io.StringIO()
    show.document(console(Show(width=140), out), row)
    show.statements_of(console(Show(width=140), out), row)
    return out.getvalue()


class TestStatement:
    def test_a_date_that_was_not_taken_is_told_with_its_reason(self) -> None:
        row = tape()
        undated = replace(
            row.document, published=None, published_reason="2031-01-01, x, is not taken: it lies after the capture"
        )
        told = " ".join(shown(replace(row, document=undated), 1).split())
        assert "published not known; 2031-01-01, x, is not taken: it lies after the capture" in told

    def test_the_chain_is_drawn_hop_by_hop_with_its_reasons(self) -> None:
        told = shown(tape(), 1)
        assert "Osric Vane: calls for, purported, violence" in told
        assert "Northwire " in told
        assert "<- Tidewater Monitor" in told
        assert "   <- Osric Vane (audio message, purported)" in told
        assert "“purporting to be from”; the text does not vouch for the voice" in told

    def test_what_was_said_to_whom_against_whom_and_when(self) -> None:
        told = " ".join(shown(tape(), 1).split())
        assert "to his followers against Kessim, Arden said 4 March 2026 (2026-03-04)" in told
        assert "published 7 March 2026 (2026-03-07; from the page's metadata)" in told
        assert "a call under a verb of urging (rule urging, score 0.90)" in told

    def test_it_leads_back_to_the_exhibit(self) -> None:
        row = tape()
        told = shown(row, 1)
        assert row.document.exhibit in told
        assert "269-323" in told
        assert "2026-03-07 09:15:00 UTC from /stories/tape.txt" in told

    def test_the_place_in_the_original_is_told_in_its_own_unit(self) -> None:
        row = tape()
        pages = SourceMap("page", None, (Segment(0, len(row.document.text), 3, 4),))
        told = shown(replace(row, document=replace(row.document, source_map=pages)), 1)
        assert "(in the original: pages 3-4)" in told

    def test_where_it_was_seen_and_seen_again(self) -> None:
        first = datetime(2026, 3, 7, 9, 15, tzinfo=UTC)
        seen = (Seen("https://news.example/tape", first, first + timedelta(days=1), "purport/0.1 http"),)
        told = shown(tape(), 1, seen)
        assert (
            "2026-03-07 09:15:00 UTC from https://news.example/tape by purport/0.1 http, last seen 2026-03-08 09:15:00 UTC"
            in told
        )

    def test_the_paragraph_stands_beside_it(self) -> None:
        assert "In it the speaker urges his followers" in " ".join(shown(tape(), 1).split())

    def test_a_source_that_is_not_stated_is_said_to_be_so(self) -> None:
        told = " ".join(shown(tape(), 3).split())
        assert "source not stated" in told
        assert "nobody named (rumoured)" in told
        assert "said when is not stated" in told

    def test_arabic(self) -> None:
        assert "الجسر مفتوح أمام الشاحنات" in shown(arabic(), 0)


class TestDocument:
    def test_what_it_is_and_what_it_says_of_verification(self) -> None:
        told = " ".join(document(tape()).split())
        assert "agency Northwire outlet Selmark Standard author Lena Ilves dateline SELMARK" in told
        assert "unverified the audio message: “The video could not be independently verified”" in told
        assert "does not agree the recording: “audio message”, “video” (called audio and video)" in told
        assert "note the page gives no time zone" in told

    def test_its_text_and_its_statements(self) -> None:
        told = document(tape())
        assert '"Leave them no road," he says.' in told
        for row in rows_of(tape()):
            assert row.statement.id in told
        assert "Northwire <- Tidewater Monitor <- Osric Vane (audio message, purported): calls for, purported" in told

    def test_one_that_was_not_read(self) -> None:
        assert "kept but not read" in document(unread())

    def test_hostile_text_is_shown_not_obeyed(self) -> None:
        row = tape()
        hostile = row.document.text.replace("Rumours", "\x1b[8m\u202eours")
        told = document(replace(row, document=replace(row.document, text=hostile, title="t\x07")))
        assert "\x1b" not in told and "\u202e" not in told and "\x07" not in told
