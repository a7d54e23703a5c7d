"""The catalogue: every word that a page can ask for is there, templates hold none, and another language takes its place."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

import purport.desk.web
from purport.desk.web import assets, words
from purport.desk.web.views import VIEWS
from purport.desk.web.words import Words, languages
from purport.records import Act, Certainty, Precision, Status
from purport.records.access import Rank

ROOM = Path(purport.desk.web.__file__).parent
TEMPLATES = sorted((ROOM / "templates").glob("*.html"))
ENGLISH = Words("en")


def asked(text):
    """The names of entries that a template asks for by name."""
    return set(re.findall(r"""\bt\(\s*["']([^"'~]+)["']\s*[,)]""", text))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda file: file.name)
def test_what_templates_ask_for_is_there(template):
    missing = [name for name in asked(template.read_text("utf-8")) if not ENGLISH.knows(name)]
    assert missing == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda file: file.name)
def test_templates_hold_no_words(template):
    text = template.read_text("utf-8")
    bare = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", text, flags=re.DOTALL)
    bare = re.sub(r"""<(?:[^>"']|"[^"]*"|'[^']*')*>""", " ", bare)
    bare = re.sub(r"&\w+;", " ", bare)
    assert re.findall(r"[A-Za-z]{3,}", bare) == []
    plain = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", text, flags=re.DOTALL)
    shown = re.findall(r"""\b(?:title|aria-label|placeholder|alt)="([^"]*)\"""", plain)
    assert [one for one in shown if re.search("[A-Za-z]{3}", one)] == []


def test_the_vocabularies_have_words():
    for kind, values in (
        ("act", Act),
        ("unsaid", Act),
        ("certainty", Certainty),
        ("meaning", Certainty),
        ("precision", Precision),
        ("status", Status),
        ("role", Rank),
    ):
        assert [one for one in values if not ENGLISH.knows(f"{kind}.{one}")] == []


def test_the_navigation_has_words():
    assert all(ENGLISH.knows(view.nav.words) for view in VIEWS if view.nav is not None)


def test_scripts_and_styles_stand_in_files():
    for template in TEMPLATES:
        text = template.read_text("utf-8")
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\bstyle=|\son\w+=", text), template.name
        for name in re.findall(r"""asset\(["']([^"']+)["']\)""", text):
            assert assets.address(name)


def test_what_comes_with_the_wheel_is_what_was_fetched():
    from tools.web_assets import wrong

    assert wrong() == []


def test_numbers_and_moments_are_as_the_language_has_them():
    assert ENGLISH("stream.count", 1) == "1 statement" and ENGLISH("stream.count", 1_200) == "1,200 statements"
    assert ENGLISH.moment(datetime(2026, 3, 9, 8, 5, tzinfo=UTC)) == "9 Mar 2026, 08:05 UTC"
    with pytest.raises(KeyError):
        ENGLISH("no.such.entry")


ARABIC = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);\\n"

msgid "stream.title"
msgstr "التصريحات"

msgid "stream.count"
msgid_plural "stream.count"
msgstr[0] "لا تصريحات"
msgstr[1] "تصريح واحد"
msgstr[2] "تصريحان"
msgstr[3] "{count} تصريحات"
msgstr[4] "{count} تصريحًا"
msgstr[5] "{count} تصريح"
"""


@pytest.fixture
def arabic(tmp_path, monkeypatch):
    """Arabic words for two entries, beside the English ones."""
    (tmp_path / "ar").mkdir()
    (tmp_path / "ar/stream.po").write_text(ARABIC, "utf-8")
    (tmp_path / "en").symlink_to(ROOM / "words/en")
    monkeypatch.setattr(words, "_folder", lambda: tmp_path)
    words._translations.cache_clear()
    languages.cache_clear()
    yield Words("ar")
    words._translations.cache_clear()
    languages.cache_clear()


def test_another_language_takes_its_place(arabic):
    assert languages() == ("ar", "en") and arabic.direction == "rtl"
    assert arabic("stream.title") == "التصريحات"
    assert [arabic("stream.count", number) for number in (0, 1, 2)] == ["لا تصريحات", "تصريح واحد", "تصريحان"]
    assert "تصريحات" in arabic("stream.count", 5) and "تصريحًا" in arabic("stream.count", 11)


def test_what_is_not_translated_is_in_english(arabic):
    assert arabic("stream.older") == "Older"
