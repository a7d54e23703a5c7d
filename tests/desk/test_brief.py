"""The brief: one page, complete, inert, and true to the records."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from purport.desk.brief import Extras, page
from purport.records import Decision, DocumentRow, Event, EventRow, Ruling, StatementDecision, StatementRow
from tests.invented import MADE_AT, arabic, rows_of, tape, unread

VOID = {"meta", "br", "line", "rect", "circle", "path"}


def brief(*stories: DocumentRow, title: str = "A week in March") -> str:
    return page(stories, [row for story in stories for row in rows_of(story)], title, MADE_AT)


def decided(row: StatementRow, ruling: Ruling, reason: str = "", **changes: object) -> StatementRow:
    now = replace(row.statement, **changes)  # type: ignore[arg-type]
    made = StatementDecision(now.id, ruling, now, "Ada Roe", MADE_AT, reason)
    return replace(row, statement=now, decision=made, original=row.statement)


class TestDecided:
    def test_what_was_rejected_is_left_out_and_counted(self) -> None:
        story = tape()
        first, *others = rows_of(story)
        gone = decided(first, Ruling.REJECTED, "nobody said it")
        html = page([story], [gone, *others], "x", MADE_AT, Extras(said={gone.statement.id: gone}))
        tree(html)
        assert f'id="{gone.statement.id}"' not in html
        assert f'href="#{gone.statement.id}"' not in html
        assert "left out, because a person rejected them: 1 of its statements" in html
        assert f'id="{others[0].statement.id}"' in html
        assert f"<b>{len(others)}</b> statements" in html

    def test_events_are_as_decided_and_none_is_told_of_what_was_rejected(self) -> None:
        story = tape()
        assert story.reading is not None
        first, *others = rows_of(story)
        read = replace(
            story.reading.events[0], id="ev-0000000000000001", actor="the Kessim guard", statement=first.statement.id
        )
        free = replace(read, id="ev-0000000000000002", actor="the Ostrel watch", statement=None)
        row = replace(story, reading=replace(story.reading, events=(read, free)))

        def made(rulings: dict[Event, Ruling], rejected: bool = False) -> str:
            said = decided(first, Ruling.REJECTED) if rejected else first
            rows = {
                one.id: EventRow(
                    one, row.id, "", None, None, None, None, None, "", "", "", True,
                    Decision(one.id, ruling, replace(one, target="the mill"), "Ada Roe", MADE_AT),
                )
                for one, ruling in rulings.items()
            }  # fmt: skip
            return page([row], [said, *others], "x", MADE_AT, Extras(said={said.statement.id: said}, events=rows))

        plain = made({})
        assert "the Kessim guard" in plain and "the Ostrel watch" in plain
        gone = made({free: Ruling.REJECTED}, rejected=True)
        assert "the Kessim guard" not in gone and "the Ostrel watch" not in gone
        assert "left out, because a person rejected them: 1 of its statements and 2 of its events" in gone
        kept = made({read: Ruling.ACCEPTED, free: Ruling.EDITED}, rejected=True)
        assert "the Kessim guard" in kept and "the Ostrel watch" in kept and "the mill" in kept
        assert "1 of its statements<" in kept

    def test_a_correction_says_what_had_been_read(self) -> None:
        story = tape()
        assert story.reading is not None
        first, *others = rows_of(story)
        row = decided(first, Ruling.EDITED, "<script>alert(1)</script>", source_name="مها سالم")
        now = replace(story, reading=replace(story.reading, statements=(row.statement, *story.reading.statements[1:])))
        html = page([now], [row, *others], "x", MADE_AT, Extras(said={row.statement.id: row}))
        tree(html)
        told = f"corrected by Ada Roe on {MADE_AT:%Y-%m-%d}"
        assert html.count(told) == 2  # in the list and beside the text
        assert f"read as: said by {first.statement.source_name}" in html
        assert "<script>alert" not in html
        assert "مها سالم" in html

    def test_where_nobody_decided_nothing_is_said_of_it(self) -> None:
        story = tape()
        plain = page([story], rows_of(story), "x", MADE_AT)
        assert page([story], rows_of(story), "x", MADE_AT, Extras(said={r.read.id: r for r in rows_of(story)})) == plain


class Tree(HTMLParser):
    """Tags, attributes and text; checks that what is opened is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.text.append(data)


def tree(html: str) -> Tree:
    found = Tree()
    found.feed(html)
    found.close()
    assert found.open == []
    return found


class TestInert:
    def test_every_tag_is_closed(self) -> None:
        tree(brief(tape(), arabic(), unread()))

    def test_it_asks_for_nothing(self) -> None:
        html = brief(tape(), arabic())
        for tag, attrs in tree(html).tags:
            assert tag not in {"script", "link", "img", "iframe", "object", "embed", "form", "base", "video", "audio"}
            assert not any(name.startswith("on") or name in ("style", "src", "srcset") for name in attrs)
            assert (attrs.get("href") or "#").startswith("#")
        assert not re.search(r"url\((?!#)", html) and "@import" not in html

    def test_the_policy_forbids_all_but_its_own_style(self) -> None:
        html = brief(tape())
        (style,) = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        policy = next(attrs["content"] for tag, attrs in tree(html).tags if attrs.get("http-equiv"))
        assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"

    @pytest.mark.parametrize(
        "hostile", ["<script>alert(1)</script>", '"><img src=x onerror=y>', "{{ 7*7 }}", "</style>", "\u202eevil\x1b"]
    )
    def test_hostile_words_are_shown_not_obeyed(self, hostile: str) -> None:
        row = tape()
        assert row.reading is not None
        one = replace(
            row.reading.statements[1], source_name=hostile, addressee=hostile, targets=(hostile,), reason=hostile
        )
        hop = replace(one.chain[-1], name=hostile, carrier_words=hostile, reason=hostile)
        one = replace(one, chain=(*one.chain[:-1], hop))
        document = replace(row.document, title=hostile, origin=hostile, agency=hostile, notes=(hostile,), name=hostile)
        story = replace(row, document=document, reading=replace(row.reading, statements=(one,)))
        html = brief(story, title=hostile)
        plain = brief(tape())
        assert len(tree(html).tags) <= len(tree(plain).tags) + 60
        assert not [tag for tag, _ in tree(html).tags if tag in ("script", "img")]
        assert html.count("<style>") == 1 and html.count("</style>") == 1
        assert "49" not in re.findall(r"<h1[^>]*>(.*?)</h1>", html)
        assert "\u202e" not in html and "\x1b" not in html

    @settings(max_examples=20, deadline=None)
    @given(st.text(max_size=40))
    def test_any_title_is_only_a_title(self, title: str) -> None:
        html = brief(arabic(), title=title)
        assert len(re.findall(r"<h1", html)) == 1
        html.encode("utf-8")


class TestComplete:
    def test_the_whole_text_of_every_story_is_there(self) -> None:
        html = re.sub(r"<sup>.*?</sup>", "", brief(tape(), arabic()))
        shown = "".join(tree(html).text)
        for story in (tape(), arabic()):
            for line in story.document.text.splitlines():
                assert line in shown

    def test_every_statement_has_one_anchor_and_every_link_leads_somewhere(self) -> None:
        found = tree(brief(tape(), arabic())).tags
        anchors = [attrs["id"] for _, attrs in found if attrs.get("id")]
        assert len(anchors) == len(set(anchors))
        for row in (*rows_of(tape()), *rows_of(arabic())):
            assert row.statement.id in anchors
        assert {attrs["href"] for tag, attrs in found if tag == "a"} <= {f"#{anchor}" for anchor in anchors}

    def test_each_chain_is_drawn_hop_by_hop(self) -> None:
        html = brief(tape())
        note = html[html.index(f'id="{rows_of(tape())[1].statement.id}"') :]
        chain = unescape(
            re.sub(r"<[^>]+>", "|", note[note.index('class="chain"') : note.index("</p>", note.index('class="chain"'))])
        )
        assert [part for part in chain.split("|") if part.strip()][1:] == [
            "Northwire",
            "Tidewater Monitor",
            "Osric Vane",
            "audio message, purported",
        ]

    def test_verification_inconsistency_and_evidence(self) -> None:
        shown = " ".join("".join(tree(brief(tape())).text).split())
        assert "unverified the audio message: The video could not be independently verified" in shown
        assert "does not agree the recording:" in shown and "(called audio and video)" in shown
        assert tape().document.exhibit in shown
        assert "2026-03-07 09:15:00 UTC" in shown
        assert "7 March 2026 (from the page's metadata)" in shown

    def test_nothing_attributed_is_shown_without_its_certainty(self) -> None:
        html = brief(tape())
        for row in rows_of(tape()):
            note = html[html.index(f'id="{row.statement.id}"') :]
            assert (
                f'<span class="chip c-{row.statement.certainty}">{row.statement.certainty}</span>'
                in note[: note.index("</section>")]
            )

    def test_draft_events_for_a_coder(self) -> None:
        shown = "".join(tree(brief(tape())).text)
        assert "1 event mentioned" in shown and "called for" in shown

    def test_arabic_finds_its_own_direction(self) -> None:
        html = brief(arabic())
        assert 'lang="ar"' in html
        assert re.search(r'<p class="words" dir="auto"><span class="cue">قال</span>', html)

    def test_a_text_that_was_not_read_is_still_shown(self) -> None:
        assert "this text was kept but not read" in brief(unread())

    def test_statements_of_other_documents_are_listed_without_a_link(self) -> None:
        html = page([tape()], rows_of(arabic()), "x", MADE_AT)
        assert "الجسر مفتوح أمام الشاحنات" in html
        assert f"#{rows_of(arabic())[0].statement.id}" not in html

    def test_the_same_records_give_the_same_page(self) -> None:
        assert brief(tape(), arabic()) == brief(tape(), arabic())

    def test_counts_and_the_time_it_was_made(self) -> None:
        shown = " ".join("".join(tree(brief(tape())).text).split())
        assert "Made 2026-03-09 08:30 UTC" in shown
        assert "1 document5 statements1 attributed3 purported1 rumoured1 of violence" in shown.replace(
            " document 5", " document5"
        )

    def test_statements_of_one_document_and_day_stand_in_the_order_of_its_text(self) -> None:
        rows = [replace(row, date="2026-03-07") for row in rows_of(tape())]
        html = page([tape()], rows[::-1], "x", MADE_AT)
        listed = re.findall(r'<a href="#(st-[0-9a-f]+)">[^<\d]', html)
        by_place = sorted(rows, key=lambda row: row.statement.content[0])
        assert listed == [row.statement.id for row in by_place]
