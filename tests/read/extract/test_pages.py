"""Pages as they are: furniture, standfirst, bylines, dates shown, updates and notes on corrections."""

import time

import pytest

from purport.read.extract.corrections import is_correction, notes_among
from purport.read.extract.dateline import foot_starts
from purport.read.extract.lines import is_furniture, without_furniture
from purport.read.extract.shown import shown
from purport.read.extract.visible import in_page_order, visible
from tests.read.extract.captures import document

PROSE = [
    "The ferry to Kelva sailed on Friday for the first time in nine days, the harbour office said in the morning.",
    "A spokesman for the strait's guards said that nobody had fired on the boat and that none of them would.",
    "The office counted more than two hundred passengers, among them two engineers with tools for the clinic.",
    "It said that the next boat would sail on Sunday if the weather let it and if the shore stayed quiet.",
    "Residents had been without fresh supplies since the first week of the month, and two bakeries had closed.",
    "The clinic's director said that she had rationed insulin and that the stock would have lasted four days.",
]
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in PROSE)
OTHER = "<p>Officials said on Tuesday that the figures had surprised them greatly, and promised a full report.</p>"


def read(body: str, head: str = "<title>Ferry sails again</title>", origin: str = "https://gazette.example/ferry"):
    return document(f"<html lang='en'><head>{head}</head><body>{body}</body></html>".encode(), origin)


def story(before: str = "", after: str = "", inside: str = "", head: str = "<title>Ferry sails again</title>"):
    return read(f"<article><h1>Ferry sails again</h1>{before}{PARAGRAPHS}{inside}</article>{after}", head)


@pytest.mark.parametrize("box", [
    f"<div class='newsletter-signup'>{OTHER}</div>",
    f"<div class='related-stories'>{OTHER}</div>",
    f"<section id='comments'>{OTHER * 6}</section>",
    f"<div><h3>Most read</h3>{OTHER}</div>",
    f"<div hidden>{OTHER}</div>",
    f"<div style='display: none'>{OTHER}</div>",
    f"<div class='x'><h2>Subscribe to unlock this article</h2>{OTHER * 2}</div>",
    "<p>Read more: Officials said on Tuesday</p>",
    "<p>Advertisement</p>",
])  # fmt: skip
def test_furniture_inside_the_story_is_no_part_of_it(box):
    found = story(inside=box)
    assert [line for line in found.text.splitlines() if line in PROSE] == PROSE
    assert "Officials said" not in found.text
    assert "Advertisement" not in found.text


def test_a_page_whose_marks_mislead_stays_whole():
    found = read(f"<div class='comments related newsletter'><h1>Ferry sails again</h1>{PARAGRAPHS}</div>")
    assert [line for line in found.text.splitlines() if line in PROSE] == PROSE


def test_of_a_page_laid_out_in_tables_the_cell_with_the_story_is_taken():
    menu = "".join(f"<a href='/{n}'>Section {n}</a><br>" for n in range(9))
    lines = "<br><br>".join(PROSE)
    found = read(
        f"<table><tr><td>Friday, June 20, 2031<br>{menu}</td><td><b>Ferry sails again</b><br>By Jan Aske<br>{lines}</td>"
        f"<td><b>Also today</b><br>{OTHER}</td></tr></table>"
    )
    assert "Section" not in found.text
    assert "Officials" not in found.text
    assert (found.author, found.published) == ("Jan Aske", None)


def test_a_standfirst_is_put_before_the_story_once():
    words = "The first boat carried flour and medicine, officials said."
    found = read(
        f"<div><h1>Ferry sails again</h1><p class='standfirst'>{words}</p></div><div class='body'>{PARAGRAPHS}</div>"
    )
    assert found.text.count(words) == 1
    assert found.text.index(words) < found.text.index(PROSE[0])


@pytest.mark.parametrize(("line", "day"), [
    ("<p>Published: 4 March 2024</p>", "2024-03-04"),
    ("<p>04.03.2024</p>", "2024-03-04"),
    ("<p>Thu, 02/29/2024 - 21:40</p>", "2024-02-29"),
    ("<p>29-02-2024</p>", "2024-02-29"),
    ("<p>04/03/2024</p>", None),
    ("<p>٢٥ شعبان ١٤٤٥ هـ الموافق ٥ مارس ٢٠٢٤ م</p>", "2024-03-05"),
    ("<p>نُشر في ٣ آذار ٢٠٢٤</p>", "2024-03-03"),
    ("<dl><dt>Posted</dt><dd>5 Mar 2024</dd><dt>Originally published</dt><dd>1 Mar 2024</dd></dl>", "2024-03-01"),
    ("<p>2 hours ago</p>", None),
])  # fmt: skip
def test_the_day_that_a_page_shows_under_its_heading(line, day):
    assert story(line).published == day


def test_the_order_of_numbers_is_learnt_from_another_date_of_the_page():
    assert shown(["Ferry sails", "04/03/2024", "More", "28/02/2024"], "Ferry sails").published.edtf == "2024-03-04"
    assert shown(["Ferry sails", "04/03/2024", "More", "02/28/2024"], "Ferry sails").published.edtf == "2024-04-03"


def test_the_day_in_the_page_s_head_is_not_that_of_the_story():
    found = read(f"<p>Tuesday 5 March 2024</p><div><h1>Ferry sails again</h1>{PARAGRAPHS}</div>")
    assert found.published is None  # 5 March 2024 is when the page was fetched


def test_published_and_updated_are_two_days():
    found = story("<p>Published: 1 March 2024 | Last updated: 3 March 2024</p>")
    assert (found.published, found.updated) == ("2024-03-01", "2024-03-03")


@pytest.mark.parametrize(("published", "modified", "updated"), [
    ("2024-03-01T10:00:00Z", "2024-03-02T09:00:00Z", "2024-03-02"),
    ("2024-03-01T10:00:00Z", "2024-03-01T10:00:00Z", None),
    ("2024-03-01T10:00:00Z", "2024-02-01T10:00:00Z", None),
    ("2024-03-01T10:00:00Z", "2031-01-01T10:00:00Z", None),
])  # fmt: skip
def test_an_update_is_later_than_publication_and_not_after_the_capture(published, modified, updated):
    head = (
        f"<title>Ferry sails again</title><meta property='article:published_time' content='{published}'>"
        f"<meta property='article:modified_time' content='{modified}'>"
    )
    found = story(head=head)
    assert (found.published, found.updated) == ("2024-03-01", updated)


@pytest.mark.parametrize(("markup", "author", "agency"), [
    ("<p class='byline'>by Jan Aske and Mira Voll</p>", "Jan Aske, Mira Voll", None),
    ("<p class='writer'>ليلى حمدان</p>", "ليلى حمدان", None),
    ("<p class='submitted'>Submitted by Gro Tande on Thu, 02/29/2024</p>", "Gro Tande", None),
    ("<p class='byline'>By CNN</p>", None, "CNN"),
    ("<p class='place-agency'>بيروت - رويترز</p>", None, "رويترز"),
    ("<div>Source: Interfax</div>", None, "Interfax"),
    ("<div class='author'>Our readers</div>", None, None),
])  # fmt: skip
def test_who_wrote_it_and_who_passed_it_on(markup, author, agency):
    found = story(markup)
    assert (found.author, found.agency) == (author, agency)


def test_the_title_is_found_within_the_page_s_title():
    found = read(
        f"<div><h2>Ferry sails again</h2>{PARAGRAPHS}</div>", "<title>Harbour Office - Ferry sails again</title>"
    )
    assert found.title == "Ferry sails again"


NOTES = [
    "Correction: An earlier version of this article misstated the number of passengers. It was 212, not 312.",
    "This story has been corrected to show that the boat sailed on Friday, not on Thursday.",
    "(Corrects paragraph 3 to say that the statement was not signed)",
    "Editor's note: This story was updated on April 5 to give the right name of the spokesman.",
    "An earlier version of this report gave the wrong length of the recording.",
    "تصحيح: ورد في نسخة سابقة من هذا الخبر أن عدد المصابين تسعون والصحيح تسعة عشر.",
    "تم تحديث هذا الخبر لإضافة رد الوزارة.",
]  # fmt: skip


@pytest.mark.parametrize("note", NOTES)
def test_a_note_on_a_correction_is_a_field_of_its_own(note):
    assert story(inside=f"<p>{note}</p>").correction == note
    assert document(f"{PROSE[0]}\n{PROSE[1]}\n{note}\n".encode()).correction == note


@pytest.mark.parametrize("line", [
    "The minister said that the report had been corrected and that it would be published again.",
    "“This story has been corrected,” the editor said of the article in her paper.",
    "The correction of the course took two hours, the captain said.",
    "Update on the strait: the ferry sails again on Sunday.",
    "The article was corrected by hand.",
    "",
])  # fmt: skip
def test_what_only_speaks_of_corrections_is_no_note(line):
    assert not is_correction(line)


def test_each_note_is_told_once():
    assert notes_among([NOTES[0], "text", NOTES[0], NOTES[2]]) == f"{NOTES[0]}\n{NOTES[2]}"


def test_closing_credits_and_notes_end_the_story():
    text = "\n".join([*PROSE[:2], "(Reporting by Jan Aske; Editing by Petra Lunde)", NOTES[1]])
    found = document(text.encode())
    assert found.end == text.index("(Reporting")
    assert foot_starts("\n".join(PROSE)) is None


def test_what_is_said_behind_a_note_or_credit_is_not_read_as_the_story_s_own():
    from purport.read.reader import RuleReader

    note = "Correction: An earlier version of this story said that the guards had fired on the boat."
    reading = RuleReader().read(document("\n".join([*PROSE, note]).encode()))
    start = "\n".join(PROSE).rindex(PROSE[-1])
    assert reading.statements
    assert all(s.content[0].start < start + len(PROSE[-1]) for s in reading.statements)
    assert all(e.anchor.start < start + len(PROSE[-1]) for e in reading.events)


def test_paragraphs_come_in_the_order_of_the_page():
    seen = visible(PARAGRAPHS)
    assert in_page_order([PROSE[2], *PROSE[:2], *PROSE[3:]], seen) == PROSE
    assert in_page_order(["not of this page", *PROSE], seen) == ["not of this page", *PROSE]


def test_quotations_and_long_lines_are_never_furniture():
    assert not is_furniture("“Sign up for the ferry,” the harbour master told residents.")
    assert not is_furniture(
        "Copyright " + "law was debated in parliament on Monday, and the vote was put off again. " * 4
    )
    assert without_furniture(["Advertisement"]) == ["Advertisement"]


@pytest.mark.parametrize("body", [
    "<div class='lead'>" * 240 + "<p class='intro'>The harbour master said that the boat had sailed at six.</p>" * 300,
    "<p>Updated 04/03/2024 and 05/03/2024 and so on</p>" * 2000,
    "<table><tr><td>" * 70 + PARAGRAPHS,
    f"<title>{' | a - b' * 5000}</title>{PARAGRAPHS}",
    "<p class='byline'>" + "By Jan " * 5000 + "</p>" + PARAGRAPHS,
])  # fmt: skip
def test_hostile_pages_take_bounded_time(body):
    start = time.monotonic()
    read(f"<h1>Ferry sails again</h1>{body}")
    assert time.monotonic() - start < 20
