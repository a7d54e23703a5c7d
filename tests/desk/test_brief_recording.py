"""A recording in the brief: seconds, withheld passages, and its sound, which nothing touches before a click."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest

from purport.desk.brief import Extras, page
from purport.desk.brief.recording import MOST_BYTES, Tape
from purport.read.reader import RuleReader
from purport.records import DocumentRow
from purport.records.identity import document_id
from purport.records.speech import Suspicion
from tests.desk.test_brief import tree
from tests.invented import MADE_AT, rows_of
from tests.spoken import document, transcript, utterance

SOUND = b"OggS" + bytes(range(256))
HEARD = (
    utterance("We will hold the bridge at Keld.", 0, speaker=1),
    utterance("thanks <b>for</b> watching", 80_000, suspicions=(Suspicion.STOCK,)),
    utterance("The minister said that the road was closed.", 83_000, speaker=2),
)
TOLD = transcript(*HEARD)


def row(purports=((1, "Idris Varakh"),)) -> DocumentRow:
    made = document(TOLD, purports)
    return DocumentRow(document_id(made), made, RuleReader().read(made), MADE_AT)


def brief(tape: Tape | None, one: DocumentRow | None = None) -> str:
    one = one or row()
    return page([one], rows_of(one), "A tape", MADE_AT, Extras({} if tape is None else {one.id: tape}))


def policy(html: str) -> str:
    return next(attrs["content"] or "" for _, attrs in tree(html).tags if attrs.get("http-equiv"))


def test_without_sound_nothing_runs_and_the_seconds_are_there():
    html = brief(Tape(TOLD))
    tags = {tag for tag, _ in tree(html).tags}
    assert not tags & {"script", "audio", "video", "button", "template"}
    assert "script-src" not in policy(html)
    assert "media-src" not in policy(html)
    assert 'data-at="' not in html
    assert "1:23.0" in html
    assert "0:00.0-0:02.8 in the recording" in html


def test_with_sound_one_script_named_by_its_hash_plays_it():
    html = brief(Tape(TOLD, "audio/ogg", SOUND, asked=True, size=len(SOUND)))
    (script,) = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'; media-src blob:;" in policy(html)
    assert policy(html).startswith("default-src 'none'")
    (packed,) = re.findall(r"<template>(.*?)</template>", html, re.DOTALL)
    assert base64.b64decode(packed) == SOUND


def test_no_player_and_no_source_is_there_before_a_click():
    html = brief(Tape(TOLD, "video/mp4", SOUND, asked=True, size=len(SOUND)))
    found = tree(html)
    assert not {tag for tag, _ in found.tags} & {"audio", "video", "source", "img", "iframe"}
    assert not any(name in ("src", "href", "autoplay", "poster") and not (value or "").startswith("#")
                   for _, attrs in found.tags for name, value in attrs.items())  # fmt: skip
    assert 'data-kind="video"' in html
    assert "Play the recording (video, 0.0 MB)" in html


def test_every_word_carries_its_millisecond():
    html = brief(Tape(TOLD, "audio/ogg", SOUND, asked=True, size=len(SOUND)))
    at = [int(attrs["data-at"] or 0) for tag, attrs in tree(html).tags if attrs.get("class") == "w"]
    assert at[:3] == [0, 400, 800]
    assert set(at) == {word.start for one in HEARD if not one.withheld for word in one.words}


def test_withheld_passages_stand_apart_and_escaped():
    html = brief(Tape(TOLD))
    assert '<details class="withheld" lang="en">' in html
    assert "<b>1:20.0</b>, 1.2 s, stock phrase" in html
    assert "thanks &lt;b&gt;for&lt;/b&gt; watching" in html
    assert "thanks" not in "".join(re.findall(r'<p class="words.*?</p>', html, re.DOTALL))


def test_speakers_are_numbered_and_names_are_purported():
    text = " ".join("".join(tree(brief(Tape(TOLD))).text).split())
    assert "0:00.0 · Speaker 1, purportedly Idris Varakh" in text
    assert "1:23.0 · Speaker 2" in text
    assert "Speaker 1 purports to be Idris Varakh, says the user" in text


def test_what_does_not_fit_is_said():
    html = brief(Tape(TOLD, "audio/ogg", None, asked=True, size=MOST_BYTES + 1))
    assert "is not in this page: it has room for 30 MB" in html
    assert "<script" not in html


@pytest.mark.parametrize("name", ["<script>x</script>", '"><img src=x>', "\u202eevil"])
def test_a_hostile_name_or_type_steers_nothing(name):
    one = row(((1, name),))
    html = brief(Tape(TOLD, f'audio/{name}"', SOUND, asked=True, size=len(SOUND)), one)
    assert len(re.findall("<script>", html)) == 1
    assert "<img" not in html
    tree(html)


def test_a_text_beside_it_is_as_ever():
    assert "recording" not in "".join(re.findall(r"<dt>(.*?)</dt>", brief(None)[:200]))
