"""The shelf finds who shares text."""

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.corroborate.copies import levels, shelf
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
    monkeypatch.setattr(levels, "RATIO", 2)
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
    assert all(other.shared <= 3 for other in near[1:])


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
    assert word_hashes("nets").tolist() == [5527075578127908842]


def told(kept):
    return [kept.near(f"{prose(n)} {prose(n + 50, 30)}") for n in range(30)]


def test_a_struck_story_is_never_named_again():
    kept = Shelf()
    for n in range(6):
        kept.add(f"s{n}", prose(n % 3))
    assert kept.strike("s1") and not kept.strike("s1") and not kept.strike("never there")
    assert "s1" not in [near.id for near in kept.near(prose(1))]
    assert kept.near(prose(1))[0].id == "s4"
    assert "s1" not in kept and len(kept) == 5 and list(kept) == ["s0", "s2", "s3", "s4", "s5"]
    kept.add("s1", prose(1))
    assert [near.id for near in kept.near(prose(1))][:2] == ["s4", "s1"]


def test_what_comes_after_all_carriers_of_a_text_were_struck_is_found():
    kept = Shelf()
    for n in range(30):
        kept.add(f"s{n}", prose(1))
    assert kept.near(prose(1))
    for n in range(30):
        kept.strike(f"s{n}")
    kept.add("late", prose(1))
    assert [near.id for near in kept.near(prose(1))] == ["late"]
    thawed = Shelf.thawed(kept.frozen())
    assert [near.id for near in thawed.near(prose(1))] == ["late"]


def test_frozen_and_thawed_it_answers_alike_and_goes_on(monkeypatch):
    monkeypatch.setattr(shelf, "_FRESH", 4)
    kept, plain = Shelf(), Shelf()
    for n in range(60):
        for one in (kept, plain):
            one.add(f"s{n}", f"{prose(n % 20)} {prose(n, 30)}")
        if n % 7 == 0:
            kept = Shelf.thawed(kept.frozen())
        if n % 11 == 0:
            kept.strike(f"s{n - 3}")
            plain.strike(f"s{n - 3}")
    assert told(kept) == told(plain)
    assert list(kept) == list(plain) and len(kept) == len(plain)


def test_an_array_of_the_same_name_is_the_same_array(monkeypatch):
    monkeypatch.setattr(shelf, "_FRESH", 5)
    kept, names = Shelf(), {}
    for n in range(80):
        kept.add(f"s{n}", prose(n, 60))
        if n % 3 == 0:
            if n % 4 == 0:
                kept.strike(f"s{n // 2}")
            frozen = kept.frozen()
            if n % 5 == 0:
                kept.rest_on({name: array.copy() for name, array in frozen.items()})
            for name, array in frozen.items():
                assert names.setdefault(name, array.tobytes()) == array.tobytes()
    assert len(frozen) < 20


def test_nothing_of_a_struck_story_is_left_in_what_is_frozen():
    kept = Shelf()
    for n in range(5):
        kept.add(f"s{n}", prose(n))
    kept.frozen()
    kept.strike("s2")
    frozen = kept.frozen()
    own = np.setdiff1d(selected(prose(2)), np.concatenate([selected(prose(n)) for n in (0, 1, 3, 4)]))
    left = np.concatenate([array for name, array in frozen.items() if name.startswith("postings.")])
    assert not np.isin(own, left >> np.uint64(28)).any()
    assert all(b"s2" not in array.tobytes() for name, array in frozen.items() if name.startswith("roll."))


def test_when_all_is_struck_nothing_is_left():
    kept = Shelf()
    kept.add("a", prose(1))
    kept.strike("a")
    assert [name.partition(".")[0] for name in kept.frozen()] == ["roll"]
    assert len(Shelf.thawed(kept.frozen())) == 0 and kept.near(prose(1)) == ()
    assert Shelf().frozen() == {}


def test_a_run_without_its_directory_is_refused():
    kept = Shelf()
    kept.add("a", prose(1))
    frozen = kept.frozen()
    del frozen["starts.1"]
    with pytest.raises(ValueError, match="directory"):
        Shelf.thawed(frozen)


def test_the_form_tells_how_texts_are_hashed():
    assert shelf.form() == shelf.form()
    assert shelf.form()["hashes"] == "523e54ef5f164c9e"


def test_a_text_that_many_carry_is_found_by_those_who_carried_it_first():
    kept, text = Shelf(), prose(3)
    for n in range(60):
        kept.add(f"s{n}", f"{text} {prose(500 + n, 40)}")
    assert [near.id for near in kept.near(text)] == [f"s{n}" for n in range(12)]
    assert "s59" in [near.id for near in kept.near(f"{text} {prose(559, 40)}", 30)]


def rare(seed, size):
    """Words of which none stands in another text of this kind."""
    return " ".join(f"r{seed}x{n}" for n in range(size))


def test_standing_words_alone_are_no_reason_to_compare_unless_they_are_much_of_the_text():
    kept, footer = Shelf(), rare(1000, 60)
    for n in range(40):
        kept.add(f"s{n}", f"{rare(n, 300)} {footer}")
    assert kept.near(f"{rare(99, 500)} {footer}") == ()
    assert len(kept.near(f"{rare(99, 60)} {footer}")) == 12


def test_what_is_frequent_is_found_out_anew_when_carriers_are_struck():
    kept, footer = Shelf(), rare(1000, 60)
    for n in range(40):
        kept.add(f"s{n}", f"{rare(n, 300)} {footer}")
    for n in range(20):
        kept.strike(f"s{n}")
    kept.frozen()
    assert [near.id for near in kept.near(f"{rare(99, 500)} {footer}")] == [f"s{n}" for n in range(20, 24)]


def test_a_text_with_nothing_to_find_is_added_and_asked_for_at_any_size(monkeypatch):
    monkeypatch.setattr(shelf, "_FRESH", 2)
    kept = Shelf()
    for n, text in enumerate(["", rare(1, 50), "two words", rare(2, 50), "", rare(3, 50)]):
        assert kept.add(f"s{n}", text) == ()
        assert kept.near("") == () == kept.near("only four words here")
    assert kept.near(rare(1, 50))[0].id == "s1"


def test_frozen_with_one_story_more_little_is_new():
    kept = Shelf()
    for n in range(300):
        kept.add(f"s{n}", rare(n, 60))
    before = kept.frozen()
    kept.add("one more", rare(300, 60))
    after = kept.frozen()
    assert before.keys() <= after.keys()
    new = sum(after[name].nbytes for name in after.keys() - before.keys())
    assert 0 < new < 1000 < sum(array.nbytes for array in before.values())
