from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from purport.read.attribution import attributions
from purport.read.cast import cast_of
from purport.read.chain import links
from purport.read.chain.parents import parents_of
from purport.read.found import Attribution, Link
from purport.read.parse import parsed, plain
from purport.records import Carrier, Certainty, Span
from purport.records.identity import statement_id
from purport.records.names import Kind
from purport.records.spans import inside
from tests.read.stories import RECORDING, document, said


def chained(text: str, *found: Attribution, **known) -> tuple[Link, ...]:
    parse = parsed(text)
    doc = document(text, **known)
    return links("doc-1", doc, parse, found, cast_of(parse, doc, found))


def only(text: str, source: str | None, cue: str | None, content: str) -> Link:
    return chained(text, said(text, source, cue, content))[0]


def names(link: Link) -> list[str | None]:
    return [hop.name for hop in link.hops]


def test_the_agency_is_the_outermost_hop():
    text = "The mayor said the road was shut."
    (link,) = chained(text, said(text, "The mayor", "said", "the road was shut"), agency="EXA", outlet="The Tarn Post")
    assert names(link) == ["EXA", "mayor"]
    assert link.hops[0].certainty is Certainty.ATTRIBUTED
    assert link.hops[0].source == ()
    assert link.parent is None and link.certainty is Certainty.ATTRIBUTED


def test_the_outlet_stands_in_for_an_unknown_agency():
    text = "The mayor said the road was shut."
    found = said(text, "The mayor", "said", "the road was shut")
    assert names(chained(text, found, outlet="The Tarn Post")[0]) == ["The Tarn Post", "mayor"]
    assert names(chained(text, found)[0]) == ["mayor"]


def test_the_id_is_the_statements():
    text = "The mayor said the road was shut."
    found = said(text, "The mayor", "said", "the road was shut")
    assert chained(text, found)[0].id == statement_id("doc-1", found.source, found.cue, found.content)


def test_three_hops_of_statements_inside_statements():
    text = "The island radio said a tanker's captain had reported that dockers in Tarn spoke of guns being loaded onto barges."
    found = (
        said(text, "The island radio", "said", text[len("The island radio said ") : -1]),
        said(text, "a tanker's captain", "reported", "that dockers in Tarn spoke of guns being loaded onto barges"),
        said(text, "dockers in Tarn", "spoke", "of guns being loaded onto barges"),
    )
    outer, middle, inner = chained(text, *found)
    assert names(inner) == ["island radio", "tanker's captain", "dockers in Tarn"]
    assert (outer.parent, middle.parent, inner.parent) == (None, outer.id, middle.id)


def test_a_paper_that_cites_somebody_stands_before_him():
    text = "A Lutok paper claimed, citing a diplomat in Tarn, that soldiers had sold rifles."
    paper = said(text, "A Lutok paper", "claimed", "that soldiers had sold rifles")
    diplomat = said(text, "a diplomat in Tarn", "citing", "that soldiers had sold rifles")
    first, second = chained(text, paper, diplomat)
    assert names(first) == ["Lutok paper"]
    assert names(second) == ["Lutok paper", "diplomat in Tarn"]
    assert second.parent is None, "identical contents are no parents"


@pytest.mark.parametrize(
    ("source", "name", "carrier"),
    [
        ("A purported letter from the Tarn council", "Tarn council", Carrier.DOCUMENT),
        ("A leaflet purporting to stem from the Reed Column", "Reed Column", Carrier.DOCUMENT),
        ("An audio message said to be from the Reed Column", "Reed Column", Carrier.AUDIO),
        ("A letter supposedly issued by the court in Tarn", "court in Tarn", Carrier.DOCUMENT),
        ("A video attributed to the Reed Column", "Reed Column", Carrier.VIDEO),
        ("A poster put up in the name of the Reed Column", "Reed Column", Carrier.DOCUMENT),
        ("A man claiming to be the miners' Lutok steward", "miners' Lutok steward", None),
        ("A texter using the name of the Reed Column", "Reed Column", None),
    ],
)
def test_what_only_purports_is_purported(source, name, carrier):
    link = only(f"{source} said the mill had been burned.", source, "said", "the mill had been burned")
    assert (link.source_name, link.certainty) == (name, Certainty.PURPORTED)
    assert link.hops[-1].carrier is carrier
    assert link.hops[-1].hedge, "the words that take certainty away are marked"
    assert (link.hops[-1].carrier_words is None) == (carrier is None)


@pytest.mark.parametrize(
    "source",
    [
        "A signed letter from the Tarn council",
        "A letter signed by the Tarn council",
        "The Tarn council",
        "A woman known to be the Tarn council",
    ],
)
def test_what_the_text_vouches_for_is_attributed(source):
    link = only(f"{source} said the mill had been burned.", source, "said", "the mill had been burned")
    assert (link.source_name, link.certainty) == ("Tarn council", Certainty.ATTRIBUTED)


def test_the_carrier_beside_the_cue_is_kept():
    text = "In a letter sent to a Lutok paper, the Reed Column admitted the shooting of a guard."
    link = only(text, "the Reed Column", "admitted", "the shooting of a guard")
    assert (link.hops[-1].carrier, link.hops[-1].carrier_words) == (Carrier.DOCUMENT, "letter")
    assert link.certainty is Certainty.ATTRIBUTED


def test_a_hedge_in_the_next_sentence_counts():
    text = "A card pinned to the gate told him his brother would pay. It was signed in the name of the Reed Clan."
    link = only(text, "A card pinned to the gate", "told", "his brother would pay")
    assert (link.source_name, link.certainty) == ("Reed Clan", Certainty.PURPORTED)


def test_not_authenticated_makes_a_letter_purported():
    text = "A letter from the Tarn council said the mill had been burned. The letter has not been authenticated."
    link = only(text, "A letter from the Tarn council", "said", "the mill had been burned")
    assert (link.source_name, link.certainty) == ("Tarn council", Certainty.PURPORTED)


def test_a_claim_that_could_not_be_verified_is_still_attributed():
    text = "The Tarn council said the mill had been burned. The claim could not be independently verified."
    assert only(text, "The Tarn council", "said", "the mill had been burned").certainty is Certainty.ATTRIBUTED


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Rumours have spread that the bridge was mined.", None, "Rumours have spread", "that the bridge was mined"),
        ("The captain is said to have fled.", None, "is said", "to have fled"),
        ("The captain was reported to have fled.", None, "was reported", "to have fled"),
        ("Speculation that the captain had fled swept Tarn.", "Speculation", None, "that the captain had fled"),
        ("Unsourced posts warned of a raid on the mill.", "Unsourced posts", "warned", "of a raid on the mill"),
        ("There is talk that the army fired.", None, "talk", "that the army fired"),
    ],
)
def test_rumours_have_no_name(text, source, cue, content):
    link = only(text, source, cue, content)
    assert link.certainty is Certainty.RUMOURED
    assert link.source_name is None and names(link) == [None]


def test_an_official_passive_is_no_rumour():
    text = "It was announced that the road was shut."
    assert only(text, None, "was announced", "that the road was shut").certainty is Certainty.ATTRIBUTED


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        (
            "The air force denied that its jets had hit a barge.",
            "The air force",
            "denied",
            "that its jets had hit a barge",
        ),
        (
            "The council dismissed the report that it had paid.",
            "The council",
            "dismissed",
            "the report that it had paid",
        ),
        (
            "The Reed Youth said it had no part in the fire.",
            "The Reed Youth",
            "said",
            "it had no part in the fire",
        ),
        ("The Reed Youth said it did not burn the mill.", "The Reed Youth", "said", "it did not burn the mill"),
    ],
)
def test_denials(text, source, cue, content):
    link = only(text, source, cue, content)
    assert link.certainty is Certainty.DENIED
    assert link.source_name is not None


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Guards denied entry to a bread lorry.", "Guards", "denied", "entry to a bread lorry"),
        ("The rebels rejected the offer of a truce.", "The rebels", "rejected", "the offer of a truce"),
        ("The mayor said the army did not burn the mill.", "The mayor", "said", "the army did not burn the mill"),
    ],
)
def test_refusals_and_others_not_doing_are_no_denials(text, source, cue, content):
    assert only(text, source, cue, content).certainty is Certainty.ATTRIBUTED


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        (
            "Three clerks who had testified that a captain ordered it recanted in court.",
            "Three clerks",
            "had testified",
            "that a captain ordered it",
        ),
        (
            "The League said farmers had killed 16 men. The claim was withdrawn on Friday.",
            "The League",
            "said",
            "farmers had killed 16 men",
        ),
        (
            "The mayor deleted his post that shells had hit the mill.",
            "The mayor",
            "deleted",
            "that shells had hit the mill",
        ),
        (
            "An earlier version of this bulletin said that a shell had hit the mill.",
            None,
            "said",
            "that a shell had hit the mill",
        ),
        (
            "Correction: our first bulletin stated that jets had hit the mill.",
            "our first bulletin",
            "stated",
            "that jets had hit the mill",
        ),
    ],
)
def test_retractions(text, source, cue, content):
    assert only(text, source, cue, content).certainty is Certainty.RETRACTED


def test_a_withdrawal_inside_the_content_is_not_the_stories_own():
    text = "The mayor said the army had retracted its report."
    assert only(text, "The mayor", "said", "the army had retracted its report").certainty is Certainty.ATTRIBUTED


def test_a_continued_quotation_has_the_source_before_it():
    text = "“Hold the wall,” Odo Lang said. “Burn nothing.”"
    first = said(text, "Odo Lang", "said", "“Hold the wall,”")
    second = Attribution((), (), (Span(32, 47),), Kind.DIRECT, "continued", 0.9, "goes on", continued=True)
    _, link = chained(text, first, second)
    assert link.source_name == "Odo Lang"
    assert "goes on" in link.hops[-1].reason


@pytest.fixture(scope="module")
def story() -> dict[str, Link]:
    parse = parsed(RECORDING)
    doc = document(RECORDING, agency="EXA")
    found = attributions(parse)
    linked = links("doc-1", doc, parse, found, cast_of(parse, doc, found))
    return {" ".join(s.of(RECORDING) for s in link.attribution.content): link for link in linked}


def _about(story: dict[str, Link], words: str) -> Link:
    """The innermost statement that speaks of something."""
    return min(
        (link for content, link in story.items() if words in content), key=lambda k: k.attribution.content[-1].end
    )


@pytest.mark.parametrize(
    "words",
    ["block the roads", "Do not leave the walls", "sell the port", "beware of any weakness", "attacks on ferries"],
)
def test_words_from_the_recording_are_purported(story, words):
    link = _about(story, words)
    assert link.source_name == "Idris Qasim al-Tawil"
    assert link.certainty is Certainty.PURPORTED
    own = link.hops[-1]
    assert (own.carrier, own.carrier_words) == (Carrier.AUDIO, "audio recording")
    assert own.hedge[0].of(RECORDING) == "purporting to be from"
    assert "purporting to be from" in own.reason, "the reason says where it was introduced"
    assert names(link)[0] == "EXA"


def test_words_of_another_occasion_are_attributed(story):
    link = _about(story, "free republic")
    assert link.source_name == "Idris Qasim al-Tawil"
    assert link.certainty is Certainty.ATTRIBUTED


def test_the_institute_is_not_the_agency(story):
    link = next(k for content, k in story.items() if "purporting" in content)
    assert names(link) == ["EXA", "LYNX Monitoring Institute"]
    assert link.certainty is Certainty.ATTRIBUTED


def test_the_rumour_in_the_story_names_nobody(story):
    link = next(k for content, k in story.items() if "health" in content)
    assert (link.source_name, link.certainty) == (None, Certainty.RUMOURED)


def test_nothing_is_ever_asserted(story):
    assert all(hop.certainty is not Certainty.ASSERTED for link in story.values() for hop in link.hops)


def test_other_times_and_occasions_are_told_by_their_words():
    text = (
        "In a tape purporting to be from Odo Lang, a voice praises the dockers. In 2019 Lang told reporters that the port was his. "
        "Lang had said in an interview that he was ill. Lang says the walls will hold."
    )
    found = (
        said(text, "Lang", "told", "the port was his"),
        said(text, "Lang", "had said", "he was ill"),
        said(text, "Lang", "says", "the walls will hold"),
    )
    certainties = [link.certainty for link in chained(text, *found)]
    assert certainties == [Certainty.ATTRIBUTED, Certainty.ATTRIBUTED, Certainty.PURPORTED]


def test_a_text_without_a_parse_is_linked():
    text = "قال المتحدث إن الطريق مغلق"
    found = Attribution((Span(4, 11),), (Span(0, 3),), (Span(12, len(text)),), Kind.INDIRECT, "by hand", 1.0, "by hand")
    doc = document(text, agency="EXA")
    (link,) = links("doc-1", doc, plain(text), [found], cast_of(plain(text), doc, [found]))
    assert names(link) == ["EXA", "المتحدث"]


ARABIC = (
    "قالت الجبهة إن تسجيلا صوتيا منسوبا إلى زعيمها نشر أمس. "
    "ودعا المتحدث في التسجيل أنصاره إلى البقاء. "
    "ونفت الوزارة أن تكون قواتها قد انسحبت. "
    "وقال المتحدث باسم الوزارة إن الطريق مفتوح. "
    "وترددت شائعات عن صحته."
)


@pytest.mark.parametrize(
    ("source", "cue", "content", "certainty"),
    [
        ("الجبهة", "قالت", "تسجيلا صوتيا منسوبا إلى زعيمها نشر أمس", Certainty.ATTRIBUTED),
        ("المتحدث", "ودعا", "أنصاره إلى البقاء", Certainty.PURPORTED),
        ("الوزارة", "ونفت", "أن تكون قواتها قد انسحبت", Certainty.DENIED),
        ("المتحدث باسم الوزارة", "وقال", "الطريق مفتوح", Certainty.ATTRIBUTED),
        (None, "ترددت شائعات", "عن صحته", Certainty.RUMOURED),
    ],
)
def test_arabic_words_of_doubt_and_denial(source, cue, content, certainty):
    found = said(ARABIC, source, cue, content)
    (link,) = links(
        "doc-1", document(ARABIC), plain(ARABIC), [found], cast_of(plain(ARABIC), document(ARABIC), [found])
    )
    assert link.certainty is certainty
    if certainty is Certainty.PURPORTED:
        assert (link.hops[-1].carrier, link.hops[-1].carrier_words) == (Carrier.AUDIO, "تسجيلا صوتيا")
        assert link.hops[-1].hedge[0].of(ARABIC) == "منسوبا إلى"


def _attribution(start: int, length: int) -> Attribution:
    return Attribution((), (), (Span(start, start + length),), Kind.INDIRECT, "by hand", 1.0, "by hand")


@given(st.lists(st.builds(_attribution, st.integers(0, 30), st.integers(1, 20)), max_size=12))
def test_parents_hold_their_children_and_never_go_in_circles(found):
    parents = parents_of(found)
    for child, parent in enumerate(parents):
        if parent is None:
            continue
        assert inside(found[child].content, found[parent].content)
        assert found[child].content != found[parent].content
    for start in range(len(found)):
        seen, at = set(), start
        while parents[at] is not None:
            assert at not in seen
            seen.add(at)
            at = parents[at]


_PIECES = [
    "He",
    "said",
    "that",
    "Odo",
    "Lang",
    "denied",
    "a tape",
    "purporting to be from",
    "the Reed Front",
    "reportedly",
    "“",
    "”",
    ",",
    ".",
    "withdrawn",
    "in 2014",
]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=25))
def test_any_text_is_linked(pieces):
    text = " ".join(pieces)
    parse = parsed(text)
    found = attributions(parse)
    linked = links("doc-1", document(text), parse, found, cast_of(parse, document(text), found))
    assert [link.attribution for link in linked] == list(found)
    assert all(link.hops and link.certainty is not Certainty.ASSERTED for link in linked)
    assert all(link.hops[-1].name == link.source_name for link in linked)
