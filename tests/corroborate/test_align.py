"""Where two texts run alike."""

from itertools import takewhile

from hypothesis import given
from hypothesis import strategies as st

from purport.corroborate.copies.align import _runs, letters_apart, same_word, stretches
from purport.corroborate.copies.words import words_of

WIRE = (
    "Fishermen in the harbour town of Vellmar said on Tuesday that two patrol boats had stopped them before dawn. "
    "The harbour office confirmed that four nets were taken and said that it would publish a report within a week. "
    "Nobody was hurt, and the boats returned to the quay at noon under the eyes of a small crowd."
)
OWN = "Our reporter walked along the quay in the evening and counted eleven boats with torn nets and tired crews."
MISREAD = WIRE.replace("harbour", "harb0ur").replace("patrol", "patro1").replace("publish", "pub1ish")


def alike(one, other):
    return stretches(words_of(one), words_of(other))


def test_the_same_text_is_one_stretch():
    (found,) = alike(WIRE, WIRE)
    assert (found.start, found.there, found.score) == (0, 0, 1.0)
    assert found.end == found.there_end == len(words_of(WIRE))


def test_other_texts_share_nothing():
    assert alike(WIRE, OWN) == ()


def test_misread_letters_part_nothing():
    (found,) = alike(MISREAD, WIRE)
    assert found.end - found.start == len(words_of(WIRE))
    assert found.score > 0.9


def test_a_sentence_put_in_is_left_out_of_the_stretches():
    first, rest = WIRE.split(". ", 1)
    found = alike(f"{first}. {OWN} {rest}", WIRE)
    assert [len(one) for one in found] == [len(words_of(first)), len(words_of(rest))]
    assert found[0].there_end == found[1].there


def test_sentences_in_another_order_are_found():
    one, two, three = WIRE.rstrip(".").split(". ")
    found = alike(f"{three}. {one}. {two}.", WIRE)
    assert sum(map(len, found)) == len(words_of(WIRE))
    assert found[0].there > found[1].there


def test_a_few_changed_words_belong_to_the_stretch():
    (found,) = alike(WIRE.replace("said on Tuesday that", "say that").replace("four nets", "several nets"), WIRE)
    assert found.start == 0 and found.end == len(words_of(WIRE)) - 2


def test_arabic_with_and_without_vowel_signs():
    plain = "قال الصيادون في بلدة الميناء يوم الثلاثاء ان زورقين للدورية اوقفاهم قبل الفجر في عرض البحر"
    (found,) = alike(
        "قَالَ الصيّادون في بلدة الميناء يوم الثلاثاء أنّ زورقين للدورية أوقفاهم قبل الفجر في عرض البحر", plain
    )
    assert found.score == 1.0 and len(found) == len(plain.split())


def test_a_number_in_letters_and_in_figures_is_one_word():
    assert same_word("seven", "7") and same_word("12", "twelve") and not same_word("7", "eight")


def test_numbers_are_never_taken_for_each_other():
    assert not same_word("2014", "2015")


@given(st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_letters_apart_is_a_distance(one, other):
    apart = letters_apart(one, other)
    assert apart == letters_apart(other, one)
    assert (apart == 0) == (one == other)
    assert abs(len(one) - len(other)) <= apart <= max(len(one), len(other))


WORDS = st.lists(
    st.sampled_from(["north", "quay", "boat", "net", "crowd", "noon", "report", "office", "week", "dawn"]), max_size=60
)


@given(WORDS, WORDS)
def test_stretches_are_in_order_apart_and_within_both_texts(one, other):
    a, b = words_of(" ".join(one)), words_of(" ".join(other))
    end = 0
    for found in stretches(a, b):
        assert end <= found.start < found.end <= len(a)
        assert 0 <= found.there < found.there_end <= len(b)
        assert 0 < found.alike <= len(found)
        end = found.end


def one_by_one(a, b, size):
    """Runs of equal words, found by looking at every word in turn."""
    found, done, follow = [], 0, 0
    for i in range(len(a) - size + 1):
        places = [j for j in range(len(b) - size + 1) if a.words[i : i + size] == b.words[j : j + size]][:6]
        if i < done or not places:
            continue

        def long(j, i=i):
            same = takewhile(lambda pair: pair[0] == pair[1], zip(a.words[i:], b.words[j:], strict=False))
            return sum(1 for _ in same)

        best = places[0]
        if len(places) > 1:
            best = max((min(long(j), 40), -abs(j - follow), j) for j in places)[2]
        done, follow = i + long(best), best + long(best)
        found.append((i, done, best, follow, long(best)))
    return found


@given(
    *[st.lists(st.sampled_from(["net", "boat", "quay", "harbour"]), max_size=60).map(" ".join).map(words_of)] * 2,
    st.sampled_from([2, 4]),
)
def test_runs_are_those_that_every_word_in_turn_gives(one, other, size):
    assert _runs(one, other, size) == one_by_one(one, other, size)


@given(
    st.lists(st.sampled_from(["net", "boat", "quay"]), max_size=30).map(" ".join).map(words_of), st.sampled_from([2, 4])
)
def test_where_runs_start(text, size):
    runs = text.runs(size)
    every = {run: [n for n, one in enumerate(runs) if one == run] for run in runs}
    first, several = text.places(size)
    assert first == {run: places[0] for run, places in every.items()}
    assert several == {run: places for run, places in every.items() if len(places) > 1}
