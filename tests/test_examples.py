"""The bundled stories: they are there, they are ours alone, and the reader reads in them what a careful human reads."""

import hashlib
import re
import sys
import zipfile
from io import BytesIO

import pytest

from bench.common import ROOT, shared
from purport.records import Certainty
from tests.examples import STORIES, Story, event_missed, facts_missed, known_misses, missed, read_story, stories

sys.path.insert(0, str(ROOT / "tools"))
import make_examples

FILES = sorted(path.name for path in STORIES.iterdir())
TEXTS = [name for name in FILES if name.endswith((".txt", ".html", ".xml"))]
RUN = 9  # that many words in a row that stand elsewhere too are a copied sentence


def text_of(name: str) -> str:
    encoding = "windows-1256" if "1256" in name else "utf-8"
    return (STORIES / name).read_bytes().decode(encoding)


def named_in(story: Story) -> list[str]:
    return [*story.facts, *(w.content for w in story.statements), *(e.within for e in story.events)]


def runs(text: str) -> set[str]:
    words = re.findall(r"\w+", text.casefold())
    return {" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


def test_every_file_is_described_and_expected_and_nothing_else_is():
    assert [story.file for story in stories()] == list(dict.fromkeys(story.file for story in stories()))
    assert sorted(story.file for story in stories()) == FILES
    listed = re.findall(r"^\| `([^`]+)`", (STORIES.parent / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(listed) == FILES


@pytest.mark.parametrize("name", TEXTS)
def test_texts_decode_and_are_of_a_story_s_length(name):
    text = re.sub(r"<(style|script).*?</\1>|<[^>]+>", " ", text_of(name), flags=re.DOTALL)
    assert "\ufffd" not in text
    assert 80 <= len(text.split()) <= 420


@pytest.mark.parametrize("story", [s for s in stories() if s.file in TEXTS], ids=lambda s: s.file)
def test_expected_words_stand_in_the_text(story: Story):
    text = " ".join(text_of(story.file).split())
    assert [w.content for w in story.statements if w.content not in text] == []
    assert [e.within for e in story.events if e.within not in text or e.anchor not in e.within] == []


def test_known_misses_name_expectations():
    named = {(s.file, what) for s in stories() for what in named_in(s)}
    assert set(known_misses()) <= named


def test_all_eleven_kinds_of_certainty_can_be_met_in_the_stories():
    statements = {w.certainty for s in stories() for w in s.statements}
    events = {e.certainty for s in stories() for e in s.events}
    assert statements | events >= {certainty.value for certainty in Certainty}
    assert Certainty.ASSERTED not in statements


def test_the_three_papers_share_sentences_with_the_agency():
    original = runs(text_of("depot-halyard.txt"))
    papers = [name for name in FILES if name.startswith("depot-") and name.endswith(".html")]
    assert len(papers) == 3
    assert all(len(original & runs(text_of(name))) > 40 for name in papers)


def test_no_other_two_stories_share_sentences():
    others = [name for name in TEXTS if not name.startswith("depot-") or name == "depot-halyard.txt"]
    taken = [(a, b, runs(text_of(a)) & runs(text_of(b))) for a in others for b in others if a < b]
    assert [(a, b, both) for a, b, both in taken if both] == []


@pytest.mark.parametrize("name", sorted(make_examples.MADE))
def test_made_files_are_what_the_tool_makes(name):
    made, kept = make_examples.MADE[name](), (STORIES / name).read_bytes()
    if name.endswith(".docx"):  # compressed bytes may differ between zlib versions
        with zipfile.ZipFile(BytesIO(made)) as one, zipfile.ZipFile(BytesIO(kept)) as two:
            assert [(i.filename, i.date_time, i.CRC) for i in one.infolist()] == [
                (i.filename, i.date_time, i.CRC) for i in two.infolist()
            ]
    else:
        assert hashlib.sha256(made).hexdigest() == hashlib.sha256(kept).hexdigest()


def test_the_tool_writes_where_it_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["make_examples.py", str(tmp_path)])
    make_examples.main()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(make_examples.MADE)


@pytest.mark.data
def test_nothing_is_copied_from_the_evaluation_data():
    folder = shared()
    if folder is None:
        pytest.skip("the evaluation data is not here (set PURPORT_SHARED)")
    ours = {run: name for name in TEXTS for run in runs(text_of(name))}
    copied = set()
    for pattern in ("data/seed/*.txt", "data/honesty/*.jsonl", "data/attribution/*/text/*", "data/places/*.xml"):
        for path in folder.glob(pattern):
            copied |= runs(path.read_text(encoding="utf-8", errors="replace")) & ours.keys()
    assert {run: ours[run] for run in copied} == {}


# What the reader makes of them


@pytest.fixture(scope="module")
def rows():
    read = {}

    def of(file):
        if file not in read:
            read[file] = read_story(file)
        return read[file]

    return of


def expectations():
    for story in stories():
        asked = [(w.content, missed, w) for w in story.statements] + [(e.within, event_missed, e) for e in story.events]
        for what, check, wanted in asked:
            reason = known_misses().get((story.file, what))
            marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
            yield pytest.param(story.file, check, wanted, id=f"{story.file}: {what[:40]}", marks=marks)


@pytest.mark.slow
@pytest.mark.parametrize(("file", "check", "wanted"), list(expectations()))
def test_statement_or_event_is_read(rows, file, check, wanted):
    assert check(wanted, rows(file)) is None


@pytest.mark.slow
@pytest.mark.parametrize("story", stories(), ids=lambda s: s.file)
def test_facts_about_the_file_are_read(rows, story):
    wrong = dict(facts_missed(story, rows(story.file)))
    known = {what for file, what in known_misses() if file == story.file and what in story.facts}
    assert set(wrong) == known, wrong


@pytest.mark.slow
@pytest.mark.parametrize("file", FILES)
def test_no_statement_is_ever_asserted_and_every_span_lies_in_the_text(rows, file):
    for row in rows(file):
        size = len(row.document.text)
        for statement in row.reading.statements:
            assert statement.certainty is not Certainty.ASSERTED
            assert statement.content
            assert all(span.end <= size for span in (*statement.source, *statement.cue, *statement.content))
