"""What a ledger keeps of corroboration: the queue, tellings and their index, bonds, decisions, matters and folds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.errors import InstructionError
from purport.ledger import opened, ties
from purport.ledger.codec import encoded
from purport.records import Bond
from purport.records.folds import MatterFilter, Pair, PairDecision, Place
from purport.records.identity import digest
from purport.records.matters import Alike, Sort
from purport.records.removals import Removal
from tests.ledger.build import later
from tests.ledger.matters import alike, found, heads, matter_of, put, story, telling
from tests.ledger.older import run, take_back

COPY = ("copy of", "rewrite of")


@pytest.fixture
def ledger(ledger_url):
    with opened(ledger_url) as ledger:
        yield ledger


@pytest.fixture
def two(ledger):
    """Two stories placed, the second found to be of the event of the first; their tellings."""
    one = telling(1, story(ledger, "one", "The first story.\n"))
    other = telling(2, story(ledger, "two", "The second story.\n"), published="2026-03-10")
    put(ledger, one.document, one)
    put(ledger, other.document, other, compared=[found(other, alike(one, other))])
    return one, other


def bond(first, second, reason="runs alike", kind="copy of", score=0.9):
    return Bond(kind, first, second, reason, score, later(3))


# The queue


def test_what_is_read_waits_once_in_the_order_of_filing(ledger):
    names = [story(ledger, f"s{n}", f"Story {n}.\n") for n in range(3)]
    book = ledger.corroboration
    story(ledger, "s0", "Story 0.\n")
    assert [name for _, name in book.waiting(9)] == names
    assert book.how_many_wait() == 3
    first = book.waiting(1)[0]
    assert [name for _, name in book.waiting(9, first)] == names[1:]
    assert book.claim(names[0])
    assert not book.claim(names[0])
    assert [name for _, name in book.waiting(9)] == names[1:]


def test_what_is_claimed_by_a_step_that_fails_still_waits(ledger):
    name = story(ledger, "one", "The first story.\n")

    def step():
        with ledger.together():
            assert ledger.corroboration.claim(name)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        step()
    assert [found for _, found in ledger.corroboration.waiting(9)] == [name]


def test_a_ledger_of_before_puts_all_that_was_read_into_the_queue(ledger_url):
    with opened(ledger_url) as ledger:
        name = story(ledger, "one", "The first story.\n")
    take_back(ledger_url, "0014")
    with opened(ledger_url) as ledger:
        assert ledger.corroboration.waiting(9) == [(0, name)]
        assert list(ledger.faults()) == []
        other = story(ledger, "two", "The second story.\n")
        assert [found for _, found in ledger.corroboration.waiting(9)] == [name, other]


def test_stories_that_were_placed_by_other_rules_are_counted_until_they_wait(ledger, two):
    book = ledger.corroboration
    assert (book.placed_otherwise("test/1"), book.placed_otherwise("test/2")) == (0, 2)
    assert book.await_all() == 2
    assert [name for _, name in book.waiting(9)] == [one.document for one in two]
    assert book.await_all() == 2
    assert (book.how_many_wait(), book.placed_otherwise("test/2")) == (2, 0)


# Placing


def test_a_placed_story_comes_back_as_it_was(ledger, two):
    book = ledger.corroboration
    one, other = two
    (held,) = book.tellings_of([one.document])[one.document]
    assert (held.telling, held.heads) == (one, heads(one))
    assert book.chains([one.document]) == {one.document: (("Northwire", "رئيس البلدية"),)}
    assert (book.is_placed(one.document), book.is_placed("doc-none")) == (True, False)
    assert book.tellings_of([one.document, other.document]).keys() == {one.document, other.document}
    assert book.told([one.id, "tl-none"])[one.id].telling == one
    assert book.likenesses(one.id) == book.likenesses(other.id) == [alike(one, other)]


def test_the_index_counts_words_and_names_the_newest_first(ledger, two):
    book = ledger.corroboration
    assert book.total() == 2
    assert book.counts(["market", "كسيم", "unheard"]) == {"market": 2, "كسيم": 2}
    newest = book.holders(["market"], 1)["market"]
    held = book.holders(["market", "كسيم", "unheard"], 9)
    assert (len(held["market"]), held["market"], held["unheard"]) == (2, held["كسيم"], [])
    assert held["market"][0] == newest[0]
    (sketch,) = book.sketches(newest).values()
    assert (sketch.id, sketch.sort, sketch.out) == (two[1].id, Sort.EVENT, "2026-03-10")


def test_taking_a_story_out_leaves_nothing_of_it(ledger, two):
    book = ledger.corroboration
    one, other = two
    book.lend({other.document: {one.document: b"what it has"}})
    book.derive([one.id, other.id], [matter_of(one, other)])
    assert book.unplace(one.document) == (other.document,)
    assert book.counts(["market"]) == {"market": 1}
    assert book.likenesses(other.id) == []
    assert book.lent([other.document]) == {}
    assert book.stale(9) == [other.id]
    assert ledger.matters() == []
    assert list(ledger.faults()) == []
    assert book.unplace(one.document) == ()


def test_what_one_has_of_another_stands_once_for_a_pair(ledger, two):
    book = ledger.corroboration
    one, other = (x.document for x in two)
    book.lend({other: {one: b"first"}})
    book.lend({other: {one: b"second"}})
    assert (book.lent([other, one]), book.leaning_on([one])) == ({other: {one: b"second"}}, [other])
    book.lend({one: {other: b"the other way"}})
    assert (book.lent([other, one]), book.leaning_on([one])) == ({one: {other: b"the other way"}}, [])


# Bonds


def test_bonds_are_appended_and_withdrawn_and_never_deleted(ledger):
    book = ledger.corroboration
    assert book.tie(["b", "c"], COPY, [bond("b", "a"), bond("c", "a")], later(3)) == (2, 0)
    assert book.tie(["b", "c"], COPY, [bond("b", "a"), bond("c", "a")], later(4)) == (0, 0)
    assert book.tie(["c"], COPY, [bond("c", "b")], later(5)) == (1, 1)
    assert [one.second for one in book.ties(["b", "c"], COPY)] == ["a", "b"]
    assert [(one.first, one.second) for one in ledger.bonds("c")] == [("c", "b")]
    assert [(one.second, one.stands) for one in ledger.bonds("c", history=True)] == [
        ("a", True),
        ("a", False),
        ("b", True),
    ]
    assert book.tie(["c"], COPY, [bond("c", "a")], later(6)) == (1, 1)
    assert [one.second for one in ledger.bonds("c")] == ["a"]
    assert len(ledger.bonds("c", history=True)) == 5


def test_another_reason_is_a_record_of_its_own_and_other_kinds_stay(ledger):
    book = ledger.corroboration
    book.tie(["b"], ["cites"], [bond("b", "وكالة", kind="cites")], later(3))
    book.tie(["b"], COPY, [bond("b", "a")], later(3))
    assert book.tie(["b"], COPY, [bond("b", "a", "runs alike; seen later")], later(4)) == (1, 0)
    assert [(one.kind, one.reason) for one in ledger.bonds("b")] == [
        ("cites", "runs alike"),
        ("copy of", "runs alike; seen later"),
    ]
    assert ledger.bonds("وكالة")[0].first == "b"


# What people decided


def decision(one, other, pair=Pair.APART, at=5, by="Ada Roe"):
    return PairDecision(one.id, other.id, pair, by, later(at), "two markets")


def test_the_last_decision_on_a_pair_counts(ledger, two):
    book = ledger.corroboration
    one, other = two
    book.derive([one.id, other.id], [matter_of(one, other)])
    assert book.decide(decision(one, other))
    assert not book.decide(decision(other, one, at=6))
    assert book.stale(9) == [one.id, other.id]
    assert ledger.folds([one.document])[one.document].stories == 2
    assert [x.pair for x in book.component([one.id]).decisions] == [Pair.APART]
    assert book.decide(decision(one, other, Pair.OPEN, 7))
    assert not book.decide(decision(one, other, Pair.OPEN, 8))
    assert book.component([one.id]).decisions == ()
    assert [x.pair for x in book.decisions(one.id)] == [Pair.APART, Pair.OPEN]
    assert [entry.deed for entry in ledger.custody()].count("paired") == 4
    assert list(ledger.faults()) == []


def test_a_decision_on_a_pair_that_did_not_see_the_last_one_is_refused(ledger, two):
    book, first = ledger.corroboration, decision(*two)
    assert book.decide(first, "")
    with pytest.raises(InstructionError) as caught:
        book.decide(decision(*two[::-1], Pair.TOGETHER, 6), "")
    assert caught.value.code == "overtaken"
    assert book.decisions(two[0].id) == [first]
    assert book.decide(decision(*two[::-1], Pair.OPEN, 7), digest(encoded(first)))


def test_a_decision_needs_two_stories_that_were_placed(ledger, two):
    one, _ = two
    with pytest.raises(InstructionError, match="no telling") as caught:
        ledger.corroboration.decide(decision(one, telling(9, "doc-none")))
    assert caught.value.code == "unknown-id"
    with pytest.raises(InstructionError, match="one story"):
        ledger.corroboration.decide(decision(one, one))


def test_a_changed_decision_is_found(ledger, two, ledger_url):
    ledger.corroboration.decide(decision(*two))
    run(ledger_url, "UPDATE pair_decision SET record = replace(record, 'two markets', 'one market')")
    assert {fault.code for fault in ledger.faults()} == {"changed-decision", "missing-row"}
    run(ledger_url, "DELETE FROM pair_decision")
    assert [fault.code for fault in ledger.faults()] == ["missing-row"]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE pair_decision SET first = 'tl-0123456789abcdef'",
        "UPDATE pair_decision SET id = id + 100 WHERE id = (SELECT min(id) FROM pair_decision)",
    ],
)
def test_a_decision_on_another_pair_or_out_of_turn_is_found(ledger, two, ledger_url, sql):
    ledger.corroboration.decide(decision(*two))
    ledger.corroboration.decide(decision(*two[::-1], Pair.TOGETHER, 6))
    assert list(ledger.faults()) == []
    run(ledger_url, sql)
    assert {fault.code for fault in ledger.faults()} == {"changed-decision"}


# Matters


def test_what_hangs_together(ledger, two):
    book = ledger.corroboration
    one, other = two
    third = telling(3, story(ledger, "three", "The third story.\n"))
    fourth = telling(4, story(ledger, "four", "The fourth story.\n"))
    put(ledger, third.document, third, compared=[found(third, alike(other, third), differs=[one])])
    put(ledger, fourth.document, fourth, compared=[found(fourth, alike(one, fourth, Alike.UNSURE, 0.4))])
    fifth = telling(5, story(ledger, "five", "The fifth story.\n"))
    put(ledger, fifth.document, fifth, compared=[found(fifth, alike(third, fifth))])
    whole = book.component([one.id])
    assert {x.telling.id for x in whole.told} == {one.id, other.id, third.id}
    assert fifth.id not in {x.telling.id for x in whole.told}  # it is like what is like it, and too far off
    assert sorted((x.first, x.second, x.alike) for x in whole.likenesses) == [
        (one.id, other.id, Alike.SAME_EVENT),
        (other.id, third.id, Alike.SAME_EVENT),
        (third.id, one.id, Alike.DIFFERENT),
    ]
    assert [x.telling.id for x in book.component([fourth.id]).told] == [fourth.id]
    book.decide(decision(fourth, third, Pair.TOGETHER))
    assert fourth.id in {x.telling.id for x in book.component([one.id]).told}


def test_what_was_placed_anew_was_not_compared_with_what_came_before_that(ledger, two):
    book = ledger.corroboration
    one, other = two
    third = telling(3, story(ledger, "three", "The third story.\n"))
    put(ledger, third.document, third, compared=[found(third, differs=[one, other])])

    def apart():
        return {(x.first, x.second) for x in book.compares([one.id, other.id, third.id]) if not x.same}

    assert apart() == {(third.id, one.id), (third.id, other.id)}
    book.await_all()
    book.unplace(one.document)
    assert apart() == {(third.id, other.id)}
    put(ledger, one.document, one)
    assert apart() == {(third.id, other.id)}
    book.await_all()
    book.unplace(one.document)
    put(ledger, one.document, one, compared=[found(one, differs=[third])])
    assert apart() == {(third.id, other.id), (one.id, third.id)}


def test_folds_and_matters_are_what_was_derived_last(ledger, two):
    book = ledger.corroboration
    one, other = two
    assert ledger.folds([one.document]) == {}
    assert len(book.derive([one.id, other.id], [matter_of(one, other, clash=True)])) == 1
    assert len(book.derive([one.id, other.id], [matter_of(one, other, clash=True)])) == 0
    folds = ledger.folds([one.document, other.document, "doc-none"])
    assert folds.keys() == {one.document, other.document}
    fold = folds[one.document]
    assert (fold.stories, fold.origins, fold.lone, fold.contradicted) == (2, 1, True, True)
    (line,) = ledger.matters()
    assert (line.fold, line.first, line.last, line.at) == (fold, "2026-03-09", "2026-03-10", later(2))
    held = ledger.matter(fold.matter[:8])
    assert held.tellings == (one, other)
    assert (held.matter.likenesses, held.ties[0].later) == ((alike(one, other),), other.document)
    assert (held.origins[0].name, held.contradictions[0].reason, held.digest) == ("Northwire", "12 or 20", "sha256:1")
    assert book.stale(9) == []


def test_a_matter_answers_to_the_id_that_it_had_and_to_its_documents(ledger, two):
    one, other = two
    ledger.corroboration.derive([one.id, other.id], [matter_of(one, other)])
    for name in (heads(other), other.id, other.document, heads(one)[3:]):
        assert ledger.matter(name).id == heads(one)
    with pytest.raises(InstructionError, match="no matter"):
        ledger.matter("nothing")


def test_a_matter_that_was_split_leaves_two(ledger, two):
    book = ledger.corroboration
    one, other = two
    book.derive([one.id, other.id], [matter_of(one, other)])
    assert len(book.derive([one.id, other.id], [matter_of(one, digest="2"), matter_of(other, digest="3")])) == 2
    assert [line.fold.matter for line in ledger.matters()] == [heads(other), heads(one)]
    assert len(book.derive([one.id, other.id], [matter_of(one, other)])) == 1
    assert [line.fold.matter for line in ledger.matters()] == [heads(one)]
    assert list(ledger.faults()) == []


def test_members_that_were_left_out_wait(ledger, two):
    book = ledger.corroboration
    one, other = two
    book.derive([one.id, other.id], [matter_of(one, other)])
    book.derive([one.id], [matter_of(one, digest="2")])
    assert book.stale(9) == [other.id]
    book.make_stale([one.document])
    assert book.stale(9) == [one.id, other.id]


def test_which_matters_are_listed(ledger, two):
    one, other = two
    aside = telling(5, story(ledger, "five", "The fifth story.\n"), lead=False, published=None)
    put(ledger, aside.document, aside)
    for matter in (matter_of(one, origins=2), matter_of(other, clash=True), matter_of(aside)):
        ledger.corroboration.derive([x.id for x in matter.tellings], [matter])

    def named(**question):
        return [line.fold.matter for line in ledger.matters(MatterFilter(**question))]

    assert named() == [heads(other), heads(one)]
    assert named(aside=True) == [heads(other), heads(one), heads(aside)]
    assert named(limit=1) == [heads(other)]
    assert named(limit=1, offset=1) == [heads(one)]
    assert named(since="2026-03-10") == [heads(other)]
    assert named(until="2026-03-09", aside=True) == [heads(one)]
    assert named(lone=False) == [heads(one)]
    assert named(contradicted=True) == [heads(other)]
    assert named(least=2) == []
    assert named(sort=Sort.RELEASE) == []
    assert named(since="٢٠٢٦-٠٣-١٠") == [heads(other)]
    for day in ("yesterday", "2026-13-01", "2026-00-10", "2026-02-31", "2026-03-00", "2026-03", "٢٠٢٦-١٣-٠١"):
        for bound in ("since", "until"):
            with pytest.raises(InstructionError, match="no day"):
                named(**{bound: day})


def test_nothing_is_kept_of_what_was_removed(ledger, two):
    book = ledger.corroboration
    one, other = two
    book.derive([one.id, other.id], [matter_of(one, other)])
    book.lend({other.document: {one.document: b"what it has"}})
    book.tie([other.document], COPY, [bond(other.document, one.document, "runs as “the first story”")], later(3))
    book.decide(decision(one, other, Pair.TOGETHER))
    ledger.remove(Removal(digest(b"The first story.\n"), "court order", "Ada Roe", later(9)))
    assert ledger.bonds(other.document, history=True) == []
    assert (book.decisions(other.id), book.likenesses(other.id)) == ([], [])
    assert [name for _, name in book.waiting(9)] == [other.document]
    assert (ledger.matters(), ledger.folds([one.document])) == ([], {})
    assert list(ledger.faults()) == []


# What is kept at hand beside the ledger


def test_the_generation_grows_with_every_story_that_is_placed_or_taken_out(ledger, two):
    book = ledger.corroboration
    before = book.generation()
    assert book.generation() == before
    book.derive([one.id for one in two], [matter_of(*two)])
    assert book.generation() == before
    third = telling(3, story(ledger, "three", "The third story.\n"))
    put(ledger, third.document, third)
    after = book.generation()
    assert after > before
    book.unplace(third.document)
    assert book.generation() > after


def test_what_tellings_were_compared_with_is_told_from_both_sides(ledger, two):
    book = ledger.corroboration
    one, other = two
    third = telling(3, story(ledger, "three", "The third story.\n"), lead=False)
    put(ledger, third.document, third, compared=[found(third, alike(other, third, Alike.UNSURE, 0.4), differs=[one])])
    assert book.chiefs([one.id, other.id, third.id, "tl-unknown"]) == {one.id, other.id}
    assert book.chiefs([]) == set()
    told = {(x.first, x.second, x.score, x.same) for x in book.compares([third.id])}
    assert told == {(other.id, third.id, 0.4, False), (third.id, one.id, 0.1, False)}
    assert (one.id, other.id, 0.8, True) in {(x.first, x.second, x.score, x.same) for x in book.compares([other.id])}
    assert [(x.first, x.second) for x in book.alike([other.id])] == [(one.id, other.id)]
    assert book.alike([third.id]) == []


def test_where_tellings_stand(ledger, two):
    book = ledger.corroboration
    one, other = two
    assert book.places([one.id, "tl-none"]) == {one.id: Place(None, True)}
    book.derive([one.id, other.id], [matter_of(one, other)])
    book.make_stale([other.document])
    assert book.places([one.id, other.id]) == {one.id: Place(heads(one), False), other.id: Place(heads(one), True)}


def test_the_matters_that_tellings_are_in(ledger, two):
    book = ledger.corroboration
    one, other = two
    third = telling(3, story(ledger, "three", "The third story.\n"))
    put(ledger, third.document, third)
    book.derive([one.id, other.id], [matter_of(one, other)])
    assert book.homes([other.id, third.id, "tl-none"]) == {other.id: {one.id, other.id}}
    assert book.homes([]) == {}


def test_decisions_come_in_their_order_and_once_however_they_are_met(ledger, two):
    book = ledger.corroboration
    one, other = two
    third = telling(3, story(ledger, "three", "The third story.\n"))
    put(ledger, third.document, third)
    assert (book.last_ruled(), book.rulings(), book.decided([one.id])) == (0, [], set())
    made = [decision(other, third, Pair.APART), decision(one, third, Pair.TOGETHER), decision(one, other, Pair.APART)]
    for each in made:
        book.decide(each)
    assert book.rulings() == made
    before = book.last_ruled()
    assert book.component([one.id]).decisions == tuple(made)
    book.decide(decision(one, other, Pair.OPEN, at=6))
    assert book.rulings() == made[:2]
    assert book.last_ruled() > before > 0
    assert book.decided([one.id, other.id, "tl-none"]) == {one.id, other.id}


def test_bonds_of_several_records_at_once(ledger):
    book = ledger.corroboration
    book.tie(["a", "b"], ["copy of"], [bond("a", "x"), bond("b", "x")], later(1))
    wanted = {"a": [bond("a", "x")], "b": [bond("b", "y")], "c": [bond("c", "x"), bond("c", "y")]}
    assert book.tie_each(wanted, ["copy of"], later(2)) == {"b": (1, 1), "c": (2, 0)}
    assert book.tie_each(wanted, ["copy of"], later(3)) == {}
    assert [(one.first, one.second) for one in book.ties(["a", "b", "c"], ["copy of"])] == [
        ("a", "x"),
        ("b", "y"),
        ("c", "x"),
        ("c", "y"),
    ]


def test_bonds_with_a_record_on_either_side(ledger):
    book = ledger.corroboration
    book.tie(["a", "b"], ["copy of"], [bond("a", "m"), bond("m", "b"), bond("a", "b")], later(1))
    book.tie(["m"], ["copy of"], [bond("m", "b")], later(1))
    assert book.tie(["m"], ["copy of"], [bond("m", "b"), bond("m", "c")], later(2), either=True) == (1, 1)
    standing = {(one.first, one.second) for one in book.ties(["a", "b", "m"], ["copy of"])}
    assert standing == {("a", "b"), ("m", "b"), ("m", "c")}


def test_what_stood_at_an_address_before(ledger):
    text = "The first words of the page.\n"
    first = story(ledger, "page", text)
    second = story(ledger, "page", "Other words of the page.\n")
    apart = story(ledger, "elsewhere", "Words of another page.\n")
    found = ledger.corroboration.previous([first, second, apart, "doc-none"])
    assert found[second] == first
    assert apart not in found


BONDS = st.builds(
    Bond,
    kind=st.sampled_from(["copy of", "cites"]),
    first=st.sampled_from(["doc-a", "doc-b"]),
    second=st.sampled_from(["doc-c", "doc-d"]),
    reason=st.sampled_from(["as there", "led back"]),
    score=st.sampled_from([0.5, 0.9]),
    at=st.just(later(3)),
    stands=st.booleans(),
)


@given(st.lists(BONDS, max_size=12))
def test_of_a_history_only_what_stands_is_read_in_the_order_in_which_it_came_to_be(history):
    rows = [
        (n, *map(ties._row(one).get, ("kind", "first", "second", "stands", "record"))) for n, one in enumerate(history)
    ]
    assert ties._standing(rows) == ties.standing(history)
