"""The shelf finds who shares text."""

import random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from purport.corroborate.copies import shelf
from purport.corroborate.copies.hashing import SHINGLE, WINDOW, selected, word_hashes
from purport.corroborate.copies.shelf import Shelf
from purport.fold import tokens


def prose(seed, size=200):
    chance = random.Random(seed)
    return " ".join(f"w{int(chance.paretovariate(0.6)) % 30000}x" for _ in range(size))


def test_a_copy_is_found_first():
    kept = Shelf()
    for n in range(50):
        kept.add(f"s{n}", prose(n))
    near = kept.near(prose(31))
    assert near[0].id == "s31" and near[0].shared == near[0].asked


def test_a_short_passage_in_a_long_story_is_found():
    kept = Shelf()
    kept.add("short", prose(1, 40))
    for n in range(2, 30):
        kept.add(f"s{n}", prose(n, 400))
    assert kept.near(f"{prose(90, 300)} {prose(1, 40)} {prose(91, 300)}")[0].id == "short"


def test_adding_says_who_was_there_before_and_never_oneself():
    kept = Shelf()
    assert kept.add("a", prose(1)) == ()
    assert [near.id for near in kept.add("b", prose(1))] == ["a"]
    assert len(kept) == 2


def test_what_is_in_memory_and_what_is_settled_are_found_alike(monkeypatch):
    monkeypatch.setattr(shelf, "_FRESH", 3)
    monkeypatch.setattr(shelf, "_RATIO", 2)
    kept, plain = Shelf(), Shelf()
    texts = [prose(n % 17) + " " + prose(100 + n, 30) for n in range(60)]
    settled = [kept.add(str(n), text) for n, text in enumerate(texts)]
    monkeypatch.setattr(shelf, "_FRESH", 10**6)
    assert settled == [plain.add(str(n), text) for n, text in enumerate(texts)]
    assert kept.nbytes > 0 == plain.nbytes


def test_standing_words_stop_filling_the_index_and_rank_low():
    kept, footer = Shelf(), prose(7, 60)
    for n in range(60):
        kept.add(f"s{n}", f"{prose(1000 + n)} {footer}")
    near = kept.near(f"{prose(1040)} {footer}")
    assert near[0].id == "s40"
    assert all(other.shared - other.frequent <= 3 for other in near[1:])


def test_a_text_of_a_few_words_is_found_or_has_nothing_to_find():
    assert len(selected("")) == len(selected("four words are few")) == 0
    kept = Shelf()
    kept.add("six", "these words are just a few")
    assert kept.near("These words are just a few")[0].id == "six"


def test_arabic_is_folded():
    kept = Shelf()
    kept.add("a", "قَالَ الصيّادون في بلدة الميناء يوم الثلاثاء أنّ زورقين للدورية أوقفاهم قبل الفجر")
    near = kept.near("قال الصيادون في بلدة الميناء يوم الثلاثاء ان زورقين للدورية اوقفاهم قبل الفجر")
    assert near[0].shared == near[0].asked


@given(st.integers(0, 10**6), st.integers(0, 80), st.integers(0, 80))
def test_any_shared_run_of_enough_words_shares_a_selected_hash(seed, before, after):
    run = prose(seed, SHINGLE + WINDOW - 1)
    one = f"{prose(seed + 1, before)} {run} {prose(seed + 2, after)}"
    other = f"{prose(seed + 3, after)} {run} {prose(seed + 4, before)}"
    assert len(np.intersect1d(selected(one), selected(other)))


@given(st.text())
def test_any_text_has_sorted_hashes_of_36_bits(text):
    found = selected(text)
    assert (np.diff(found.astype(np.int64)) > 0).all() and (found < 2**36).all()


@given(st.text(), st.text())
def test_two_words_have_one_hash_if_and_only_if_they_are_one_token(one, other):
    words = tokens(f"{one} {other}")
    hashed = word_hashes(f"{one} {other}").tolist()
    assert len(hashed) == len(words)
    assert len(set(hashed)) == len(set(words))
    assert dict(zip(words, hashed, strict=True)) == {w: word_hashes(w).tolist()[0] for w in words}


def test_hashes_are_the_same_in_every_run():
    assert word_hashes("nets").tolist() == [15577727067533678786]
