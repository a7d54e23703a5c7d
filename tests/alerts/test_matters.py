"""One alert a matter: what joins, what must not, and that it costs no more than its number."""

from datetime import timedelta

import pytest

from purport.records import Act, Certainty
from tests.alerts.build import call, decided, news, opened, rule
from tests.costs import calls
from tests.ledger.build import NOON

LONG = "the convoy that crossed the Selmark bridge on Sunday carried flour and blankets for the upper villages"
CHANGED = LONG.replace("Sunday", "Monday").replace("flour", "grain")
ANY = rule('words = ["convoy", "mill", "road", "attack", "w1"]')


def joined(*every, **more):
    return [(one.alert, one.reason) for one in decided(ANY, *every, **more).members]


def test_copies_join():
    found = joined(news(LONG, seq=1), news(LONG.upper(), seq=2), news(f"“{LONG}”", seq=3))
    assert found == [(1, ""), (1, "the words are the same"), (1, "the words are the same")]


def test_rewrites_join_and_say_how_like_they_are():
    (_, (alert, reason)) = joined(news(LONG, seq=1), news(CHANGED, seq=2))
    assert alert == 1
    assert reason == "75 % of the word pairs of the shorter one are the same"
    shorter = " ".join(LONG.split()[1:13])
    assert joined(news(LONG, seq=1), news(shorter, seq=2))[1][0] == 1


def test_two_speakers_never_share_a_matter():
    assert [n for n, _ in joined(news(LONG, seq=1), news(LONG, seq=2, speaker="Ada Roe"))] == [1, 2]
    assert [n for n, _ in joined(news(LONG, seq=1), news(LONG, seq=2, speaker="Haddad"))] == [1, 1]


def test_a_denial_never_joins_what_it_denies():
    denial = news(LONG, seq=2, act=Act.DENIES, certainty=Certainty.DENIED)
    taken_back = news(LONG, seq=3, certainty=Certainty.RETRACTED)
    assert [n for n, _ in joined(news(LONG, seq=1), denial, taken_back)] == [1, 2, 2]


def test_one_speech_is_one_matter():
    text = "Samir Haddad said the mill was lost. He said the road was next."
    found = joined(news("the mill was lost", seq=1, text=text), news("the road was next", seq=2, text=text))
    assert found[1] == (1, "the same speaker in the same text")
    other = joined(
        news("the mill was lost", seq=1, text=text), news("the road was next", seq=2, text=text, speaker="Ada Roe")
    )
    assert other[1][0] == 2


def test_the_same_deed_on_the_same_day_joins():
    one = call("attack the convoy", seq=1, targets=("the convoy",), spoken="2026-02-19")
    two = call("fall upon that convoy at the pass", seq=2, targets=("Convoy", "the guards"), spoken="2026-02-19")
    three = call("stop the convoy", seq=3, targets=("the convoy",), spoken="2026-02-20")
    four = call("leave no convoy in peace", seq=4, targets=(), spoken="2026-02-19")
    found = joined(one, two, three, four)
    assert [n for n, _ in found] == [1, 1, 2, 3]
    assert found[1][1] == "the same speaker, act (calls for), target (convoy) and day (2026-02-19)"


def test_short_words_must_be_equal():
    assert [n for n, _ in joined(news("the road is shut", seq=1), news("the road is open", seq=2))] == [1, 2]


def test_arabic_copies_join_whatever_their_vowels():
    plain, vowels = "قال إن القافلة عبرت الجسر يوم الأحد", "قالَ إنّ القافلةَ عبرت الجسرَ يومَ الأحد"
    arabic = rule('words = "قافلة"')
    found = decided(arabic, news(plain, seq=1), news(vowels, seq=2)).members
    assert [(one.alert, one.reason) for one in found] == [(1, ""), (1, "the words are the same")]


def test_a_matter_ends_some_time_after_its_last_member():
    state = opened(days=14)
    at = NOON
    numbers = []
    for seq, days in enumerate((0, 13, 13, 15), 1):
        at += timedelta(days=days)
        numbers += [one.alert for one in decided(ANY, news(LONG, seq=seq), state=state, now=at).members]
    assert numbers == [1, 1, 1, 2]


def test_words_do_not_drift():
    """A copy that was joined by likeness is nothing that others are compared with."""
    words = [f"w{n}" for n in range(1, 41)]
    steps = [news(" ".join([*words[: 40 - 8 * n], *(f"x{i}" for i in range(8 * n))]), seq=n + 1) for n in range(4)]
    found = decided(ANY, *steps).members
    assert [one.alert for one in found] == [1, 1, 2, 2]
    assert [one.fresh for one in found] == [True, False, True, False]


@pytest.mark.parametrize("kind", ["different", "the same", "half the same", "one day"])
def test_many_statements_cost_no_more_than_their_number(kind):
    texts = {
        "different": lambda n: " ".join(f"road w{n * 7 + i}" for i in range(12)),
        "the same": lambda n: LONG,
        "half the same": lambda n: LONG[: len(LONG) // 2] + " ".join(f"w{n * 11 + i}" for i in range(12)),
        "one day": lambda n: f"the road number {n}",
    }
    more = {"act": Act.CALLS_FOR, "spoken": "2026-02-19"} if kind == "one day" else {}

    def cost(count):
        every = [news(texts[kind](n), seq=n + 1, targets=(f"t{n}",) if more else (), **more) for n in range(count)]
        return calls(lambda: decided(ANY, *every))

    assert cost(4_000) < 15 * cost(400)  # quadratic would be a hundred times
