"""Rules held against statements: names, places, words, certainty, sources."""

import pytest

from purport.alerts.places import Atlas
from purport.config import Source
from purport.gazetteer import loaded
from purport.records import Act, Carrier, Certainty, Hop, PlaceMark, Role, Span
from purport.records.alerts import ORDER, or_better, weakest
from tests.alerts.build import call, decided, news, rule, text_news
from tests.ledger.build import document, event

TURKEY, ANKARA, MOSUL = 298795, 323786, 99072


def met(conditions, one, **more):
    """The reasons for which a rule is met; None if it is not."""
    found = decided(rule(conditions), one, **more).members
    return found[0].rules[0][1] if found else None


def mark(text, name, geonameid, content, role=Role.LITERAL):
    at = content.index(text)
    return PlaceMark(Span(at, at + len(text)), text, name, geonameid, None, None, None, role, 1.0, "")


@pytest.fixture(scope="module")
def known():
    return loaded()


@pytest.mark.parametrize(
    ("told", "speaker", "hit"),
    [
        ("Samir Haddad", "Samir Haddad", True),
        ("samir HADDAD", "Sheikh Samir Haddad’s office", True),
        ("Haddad", "Haddadi", False),
        ("Erdogan", "Recep Erdoğan", True),
        ("سمير حداد", "سَمير حدّاد", True),
        ("حداد", "الحداد", True),
        ("جيش", "والجيش", True),
        ("Free Kessim Front", "Free Kessim", False),
    ],
)
def test_names_are_folded_and_whole(told, speaker, hit):
    for key in ("people", "groups", "speakers"):
        assert bool(met(f'{key} = ["{told}"]', news("the road is shut", speaker=speaker))) is hit


def test_a_rule_naming_a_group_finds_it_wherever_it_is_named():
    by_words = news("the Kessim Front will answer")
    by_target = news("they would be fought", targets=("Kessim Front",))
    passed_on = news(
        "the road is shut", chain=(Hop("Kessim Front", Certainty.ATTRIBUTED), Hop("Ada Roe", Certainty.ATTRIBUTED))
    )
    of = document("the mill was shelled")
    acting = news("the mill was shelled", events=(event_by(of, "Kessim Front"),))
    for one in (by_words, by_target, passed_on, acting):
        assert met('groups = ["Kessim Front"]', one)
    assert met('speakers = ["Kessim Front"]', passed_on)
    assert not met('speakers = ["Kessim Front"]', by_words)
    assert met('targets = ["kessim front"]', by_target)


def event_by(of, actor):
    from dataclasses import replace

    return replace(event(of, "shelled"), actor_group=actor)


def test_a_place_in_a_country_is_named_by_the_country(known):
    content = "strike them in Ankara"
    one = news(content, marks=[mark("Ankara", "Ankara", ANKARA, content)])
    assert met('places = ["Turkey"]', one, known=known) == ("place: Ankara lies in Turkey",)
    assert met('places = ["Iraq"]', one, known=known) is None
    assert met('places = ["Iraq", "Ankara"]', one, known=known) == ("place: Ankara",)


def test_a_demonym_counts_and_a_part_of_a_name_does_not(known):
    content = "the Turkish army and the Mosul Brigade"
    marks = [
        mark("Turkish", "Turkey", TURKEY, content, Role.DEMONYM),
        mark("Mosul", "Mosul", MOSUL, content, Role.PART),
    ]
    one = news(content, marks=marks)
    assert met('places = ["Turkey"]', one, known=known) == ("place: Turkish is Turkey",)
    assert met('places = ["Iraq"]', one, known=known) is None


def test_a_place_outside_the_statement_does_not_count(known):
    text = "In Ankara the mayor said that the road was shut."
    one = news("the road was shut", text=text, marks=[mark("Ankara", "Ankara", ANKARA, text)])
    assert met('places = ["Turkey"]', one, known=known) is None


def test_a_place_that_nobody_knows_counts_by_its_name():
    one = news("the ford at Oskarholt is open", places=("Oskarholt",))
    assert met('places = ["oskarholt"]', one) == ("place: oskarholt, by its name",)
    assert Atlas(None).wanted("Oskarholt").meaning.startswith("not in the gazetteer")


def test_a_place_may_be_told_apart_by_its_country(known):
    atlas = Atlas(known)
    assert atlas.wanted("Tripoli, Lebanon").site.country == "LB"
    assert atlas.wanted("Georgia").meaning == "Georgia, the country"


@pytest.mark.parametrize(
    ("words", "content", "hit"),
    [
        ("oil depot", "the OIL depot burned", True),
        ("oil depot", "the depot of oil", False),
        ("refiner*", "two refineries", True),
        ("refiner", "two refineries", False),
        ("straße", "die Strasse", True),
        ("الجيش السوري", "قال والجيش السوري تقدم", True),
        ("مستودع", "المستودع", True),
        ("مُستَودَع النفط", "بمستودع النفط", True),
        ("депо", "В ДЕПО пожар", True),
        ("a.b", "a b", True),
    ],
)
def test_words_in_any_language(words, content, hit):
    assert bool(met(f'words = ["{words}"]', news(content))) is hit


def test_whole_texts_are_searched_only_by_rules_that_ask_for_it():
    text = text_news("Die Rede des Ministers: das Öllager brennt.", language="de")
    assert met('words = ["öllager"]\ntexts = true', text) == ("words: öllager",)
    assert met('words = ["öllager"]', text) is None
    assert met('words = ["öllager"]\ntexts = true\nlanguages = "ar"', text) is None
    assert met('words = ["road"]\ntexts = true', news("the road")) is None


PURPORTED = (
    Hop("Northwire", Certainty.ATTRIBUTED),
    Hop("Osric Vane", Certainty.PURPORTED, Carrier.AUDIO, "an audio recording"),
    Hop("Ada Roe", Certainty.ATTRIBUTED),
)


def test_the_weakest_hop_counts():
    one = news("the road is shut", chain=PURPORTED, speaker="Ada Roe")
    assert weakest(one.row.statement) == (Certainty.PURPORTED, PURPORTED[1])
    assert met('certainty = "attributed or better"', one) is None
    reasons = met('certainty = "purported or better"', one)
    assert reasons == ("certainty: purported (Osric Vane (audio recording, purported))",)


def test_the_order_of_certainties():
    assert [len(or_better(one)) for one in ORDER] == [1, 2, 3, 4]
    denial = news("the mill was shelled", act=Act.DENIES, certainty=Certainty.DENIED)
    assert met('certainty = "rumoured or better"', denial) is None
    assert met('certainty = ["denied"]', denial) == ("certainty: denied",)
    with pytest.raises(ValueError, match="tuple"):
        or_better(Certainty.DENIED)


def test_violence_and_calls_for_it():
    threat = news("we will burn it", act=Act.THREATENS, violent=True)
    assert met("call_for_violence = true", call()) == ("a call for violence",)
    assert met("call_for_violence = true", threat) is None
    assert met("violent = true", threat) == ("violence",)
    assert met('violent = false\nwords = "it"', threat) is None
    assert met('acts = ["threatens", "warns"]', threat) == ("act: threatens",)


COURIER = Source("Courier", "https://c.example/feed", "telegram", "Selm Holdings", "LB", "ar-LB", "B")


@pytest.mark.parametrize(
    ("condition", "hit"),
    [
        ('source_kinds = "telegram"', True),
        ('source_kinds = ["feed", "page"]', False),
        ('source_countries = ["LB"]', True),
        ('source_languages = "ar"', True),
        ('source_languages = "ar-SY"', False),
        ('source_names = "courier"', True),
        ('source_names = "SELM holdings"', True),
        ('source_names = "cour"', False),
        ('reliability = "C"', True),
        ('reliability = "A"', False),
        ('languages = "en"', True),
    ],
)
def test_what_is_known_of_the_source(condition, hit):
    one = news("the road is shut", source="Courier")
    assert bool(met(condition, one, sources=[COURIER])) is hit
    if condition.startswith(("source_k", "source_c", "source_l", "rel")):
        assert met(condition, news("the road is shut"), sources=[COURIER]) is None


def test_all_conditions_must_hold_and_each_gives_its_reason():
    one = call(targets=("the convoy",))
    conditions = 'violent = true\ntargets = "convoy"\nwords = "Selmark road"'
    assert met(conditions, one) == ("violence", "target: convoy", "words: Selmark road")
    assert met(f'{conditions}\npeople = "Ada Roe"', one) is None
