from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from purport.read.attribution import attributions
from purport.read.cast import CastKind, cast_of
from purport.read.cast.members import initials, key_of
from purport.read.cast.phrases import Form, mentions_of
from purport.read.cast.seats import government_of, is_country
from purport.read.found import Names
from purport.read.parse import parsed, plain
from purport.records import Span
from tests.read.stories import RECORDING, cast, document, name_of, said, span


def name_at(text: str, words: str, *found, after: str = "") -> str | None:
    parse, names = cast(text, *found)
    place = span(text, words, text.index(after) + len(after) if after else 0)
    word = parse.word_at(place.end - 1)
    assert word is not None
    return names.name_at(word)


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Capt. Marek Dolan said the road was shut.", "Capt. Marek Dolan", "Marek Dolan"),
        ("The painter Abena Osei told reporters about it.", "The painter Abena Osei", "Abena Osei"),
        (
            "Veranian President Tomas Arel Quint spoke on Monday.",
            "Veranian President Tomas Arel Quint",
            "Tomas Arel Quint",
        ),
        ("The head of the harbour guard, Maj. Odo Lang, resigned.", "The head", "Odo Lang"),
        ("Its commissioner for peace, Kwesi Addai, warned them.", "Its commissioner", "Kwesi Addai"),
        ("The gang boss known as Little Tooth warned drivers.", "The gang boss known as Little Tooth", "Little Tooth"),
        (
            "A group calling itself the Marsh Wardens has claimed the raid.",
            "A group calling itself the Marsh Wardens",
            "Marsh Wardens",
        ),
        ("Mullah Daoud told the elders to wait.", "Mullah Daoud", "Mullah Daoud"),
    ],
)
def test_persons_and_bodies_go_without_titles_and_articles(text, words, name):
    assert name_of(text, words) == name


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("The police chief met the council.", "The police chief", "police chief"),
        ("The ferry company's director met the council.", "The ferry company's director", "ferry company's director"),
        ("Bakers in Lutok closed their shops.", "Bakers in Lutok", "bakers in Lutok"),
        ("Two bakers left the valley.", "Two bakers", "two bakers"),
        ("The owner of the Blue Mill outside Lutok wept.", "The owner of the Blue Mill", "owner of the Blue Mill"),
        ("A hunter who walked for three days told the story.", "A hunter", "hunter"),
    ],
)
def test_common_nouns_stay_as_written_without_article(text, words, name):
    assert name_of(text, words) == name


def test_the_possessors_name_stands_for_its_pronoun():
    text = "Men attacked the village of Lower Tarn on Sunday. Its imam blamed a rival band."
    assert name_of(text, "Its imam") == "Lower Tarn's imam"


def test_last_names_mean_the_full_name_with_and_without_the_article():
    text = "Idris Qasim al-Tawil left the port. Al-Tawil went north. Tawil was seen in Verania on Monday."
    for words in ("Idris Qasim al-Tawil", "Al-Tawil"):
        assert name_of(text, words) == "Idris Qasim al-Tawil"
    assert name_at(text, "Tawil", after="north. ") == "Idris Qasim al-Tawil"


def test_a_longer_name_becomes_the_canonical_one():
    text = "Addai spoke on Monday. Kwesi Addai later denied it."
    assert name_of(text, "Addai") == "Kwesi Addai"


def test_two_persons_of_one_last_name_stay_two_when_their_gender_differs():
    text = "Mr Robert Lang left for Lutok. Mrs Helen Lang stayed in Tarn. She said the house was cold."
    assert name_at(text, "Mr Robert Lang") == "Robert Lang"
    assert name_at(text, "She") == "Helen Lang"


@pytest.mark.parametrize("words", ["the Islamic Reed (IR) group", "The IR group", "the IR"])
def test_an_acronym_in_brackets_stands_for_its_body(words):
    text = "Troops fought the Islamic Reed (IR) group on Sunday. The IR group fled. They fought the IR again."
    assert name_at(text, words) == "Islamic Reed"


def test_an_acronym_by_initials_and_by_first_word():
    text = "The Free Delta Army took the bridge. The FDA also shut the road. The LYNX Monitoring Institute wrote it. LYNX is Swiss."
    assert name_at(text, "FDA") == "Free Delta Army"
    assert name_at(text, "LYNX", after="it. ") == "LYNX Monitoring Institute"


def test_a_body_taken_up_by_its_kind():
    text = "The Arvan Front sent out a leaflet on Sunday. The group said there that its engineers had cut the pipe."
    parse, names = cast(text, said(text, "The group", "said", "its engineers had cut the pipe"))
    assert names.name_of((span(text, "The group"),)) == "Arvan Front"
    assert names.name_at(parse.word_at(text.index("its"))) == "Arvan Front"


def test_he_who_speaks_is_the_one_who_spoke_before():
    text = "Odo Lang met the governor in Lutok. Lang said the road was mined. He said two men had died."
    first = said(text, "Lang", "said", "the road was mined")
    second = said(text, "He", "said", "two men had died")
    assert name_of(text, "He", first, second) == "Odo Lang"


def test_gender_tells_pronouns_apart():
    text = "Helen Marsh met Robert Lang in Lutok on Monday. He left early. She stayed."
    assert name_at(text, "He", after="Monday. ") == "Robert Lang"
    assert name_at(text, "She") == "Helen Marsh"


def test_they_are_many_and_it_is_no_person():
    text = "The separatists shelled the bridge. They left at noon. The army said it would rebuild it."
    assert name_at(text, "They") == "separatists"
    assert name_at(text, "it", after="said ") == "army"


def test_a_pronoun_that_nobody_can_stand_for_has_no_name():
    assert name_at("He left at noon.", "He") is None
    assert name_at("It is likely that the road was mined.", "It") is None


def test_a_relative_pronoun_means_its_noun():
    assert name_at("The baker who left at noon was ill.", "who") == "baker"


def test_we_means_who_is_quoted():
    text = '"We left the bridge," Odo Lang said.'
    assert name_at(text, "We", said(text, "Odo Lang", "said", "We left the bridge,")) == "Odo Lang"


def test_a_description_taken_up_again():
    text = "A retired colonel met the police chief. The chief said nothing. The colonel left."
    assert name_at(text, "The chief") == "police chief"
    assert name_at(text, "The colonel") == "retired colonel"


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Kyiv insisted that the inspectors be let in.", "Kyiv", "government of Ukraine"),
        ("Downing Street rejected the bill.", "Downing Street", "government of the United Kingdom"),
        ("The mayor begged Niamey for more doctors.", "Niamey", "government of Niger"),
        ("The rebels called on Ankara to leave.", "Ankara", "government of Turkey"),
        ("The mayor spoke in Ankara on Monday.", "Ankara", "Ankara"),
        ("Cairo shopkeepers closed early.", "Cairo shopkeepers", "Cairo shopkeepers"),
        ("Zambia will send soldiers.", "Zambia", "Zambia"),
    ],
)
def test_seats_stand_for_governments_only_where_they_act_or_are_addressed(text, words, name):
    assert name_at(text, words) == name


def test_a_person_named_like_a_seat_is_no_government():
    text = "Denzel Washington met the mayor. Washington said he was glad."
    assert (
        name_of(text, "Washington", said(text, "Washington", "said", "he was glad"), after="mayor. ")
        == "Denzel Washington"
    )


def test_seats_table():
    assert government_of("Malacañang") == "government of the Philippines"
    assert government_of("the Kremlin") is None, "the article is no part of the name"
    assert government_of("Kremlin") == "government of Russia"
    assert government_of("Victoria") is None, "too often a person or another place"
    assert is_country("Mali") and not is_country("Gao")


def test_kinds():
    text = "Odo Lang said the Arvan Front had mined the road. Kyiv denied a tape by bakers."
    parse, names = cast(text, said(text, "Kyiv", "denied", "a tape by bakers"))

    def kind(words: str) -> CastKind | None:
        word = parse.word_at(span(text, words).end - 1)
        assert word is not None
        return names.kind_at(word)

    assert kind("Lang") is CastKind.PERSON
    assert kind("Arvan Front") is CastKind.BODY
    assert kind("Kyiv") is CastKind.GOVERNMENT
    assert kind("tape") is CastKind.CARRIER
    assert kind("bakers") is CastKind.PEOPLE


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("A purported letter from the Tarn council", "Tarn council"),
        ("A leaflet purporting to stem from the Reed Column", "Reed Column"),
        ("A man claiming to be the miners' Lutok steward", "miners' Lutok steward"),
        ("A texter using the name of the Reed Column", "Reed Column"),
        ("A letter supposedly issued by the court in Tarn", "court in Tarn"),
        ("A police statement", "police"),
        ("A banned channel of the Reed Column", "Reed Column"),
        ("A signed letter from the Tarn council", "Tarn council"),
        ("A woman known to be the miners' Lutok steward", "miners' Lutok steward"),
    ],
)
def test_a_carrier_bears_the_name_of_whose_words_it_brings(words, name):
    text = f"{words} said the mill had been burned."
    assert name_of(text, words, said(text, words, "said", "the mill had been burned")) == name


def test_the_recording_story():
    parse = parsed(RECORDING)
    names = cast_of(parse, document(RECORDING), attributions(parse))
    he, lynx, reed = "Idris Qasim al-Tawil", "LYNX Monitoring Institute", "Red Delta"

    def name(words: str, after: str = "") -> str | None:
        place = span(RECORDING, words, RECORDING.index(after) if after else 0)
        return names.name_of((place,))

    assert name("The commander of the Red Delta (RD) group") == he
    assert name("a Swiss organisation that follows armed networks online") == lynx
    assert name("he", "walls,”") == he
    assert name("The speaker") == he
    assert name("the delta commander") == he
    assert name("Tawil", "undated") == he
    assert name("The RD group") == reed


def test_a_body_taken_up_by_its_last_word():
    text = "The Dorn Liberation Front shelled the bridge. The front left at noon. The front's chief said nothing."
    assert name_at(text, "The front") == "Dorn Liberation Front"


def test_who_leads_is_one_by_any_word_for_it():
    text = "The head of the Dorn Front, Odo Varran, spoke. The front's secretive leader praised the dockers."
    assert name_of(text, "The front's secretive leader") == "Odo Varran"


def test_the_leader_of_another_body_is_somebody_else():
    text = "The head of the Dorn Front, Odo Varran, met the Reed Column. The leader of the Reed Column left."
    assert name_of(text, "The leader of the Reed Column") == "leader of the Reed Column"


def test_a_title_with_a_late_name_names_the_lead():
    text = "The provincial governor said two men had died. Governor Anna Bresk told reporters it was over."
    first = said(text, "The provincial governor", "said", "two men had died")
    second = said(text, "Governor Anna Bresk", "told", "it was over")
    assert name_of(text, "The provincial governor", first, second) == "Anna Bresk"


def test_a_late_name_with_another_role_does_not():
    text = "The provincial governor said two men had died. Colonel Anna Bresk told reporters it was over."
    first = said(text, "The provincial governor", "said", "two men had died")
    second = said(text, "Colonel Anna Bresk", "told", "it was over")
    assert name_of(text, "The provincial governor", first, second) == "provincial governor"


def test_the_city_is_the_one_place_named():
    text = "Librarians in Lutok kept a silent hour. The city's mayor asked for money."
    assert name_of(text, "The city's mayor") == "Lutok's mayor"


def test_a_heading_is_no_part_of_the_name_below_it():
    text = "CORRECTION\n\nHalyard withdraws its report of a raid."
    assert name_of(text, "Halyard") == "Halyard"


def test_somebodys_remarks_are_his():
    text = "Odo Varran's remarks suggested that the road was mined."
    found = said(text, "Odo Varran's remarks", "suggested", "the road was mined")
    assert name_of(text, "Odo Varran's remarks", found) == "Odo Varran"


def test_names_is_satisfied():
    _, names = cast("The army left.")
    checked: Names = names
    assert checked.name_of(()) is None


def test_a_text_without_a_parse_gives_the_words_themselves():
    text = "قال المتحدث إن الطريق مغلق"
    names = cast_of(plain(text), document(text), [])
    assert names.name_of((Span(4, 11),)) == "المتحدث"


def test_two_speakers_are_both_named():
    text = "Odo Lang and Helen Marsh said the bridge was open."
    found = said(text, "Odo Lang and Helen Marsh", "said", "the bridge was open")
    assert name_of(text, "Odo Lang and Helen Marsh", found) == "Odo Lang and Helen Marsh"


def test_mentions_know_their_forms():
    parse = parsed("He met Capt. Odo Lang and two bakers.")
    forms = {mention.head.text: mention.form for mention in mentions_of(parse)}
    assert forms == {"He": Form.PRONOUN, "Lang": Form.NAME, "bakers": Form.COMMON}


@given(st.text(max_size=40))
def test_a_key_is_stable(name):
    assert key_of(key_of(name)) == key_of(name)


@given(st.lists(st.sampled_from(["Free", "Delta", "Army", "of", "the"]), min_size=1, max_size=5))
def test_initials_are_capitals_of_the_words(words):
    assert initials(" ".join(words)).isupper() or not initials(" ".join(words))


_PIECES = [
    "He",
    "said",
    "Gen.",
    "Odo",
    "Lang",
    "the",
    "group",
    "(",
    "RD",
    ")",
    ",",
    "'s",
    "“",
    "”",
    "al-",
    "Kyiv",
    "her",
    "-",
    "\n\n",
    "is",
    "of",
    "ا",
    "🙂",
]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=25))
def test_any_text_has_a_cast(pieces):
    text = " ".join(pieces)
    parse = parsed(text)
    names = cast_of(parse, document(text), attributions(parse))
    for word in parse.words:
        assert names.name_at(word) != ""
        assert names.name_of((Span(word.start, word.end),)) != ""


def test_the_one_who_is_quoted_says_i_of_himself():
    text = 'A survivor, Mona Trell, met the captain in Lutok. "He said this boat floats on prayers," she said.'
    outer = said(text, "she", "said", '"He said this boat floats on prayers,"')
    inner = said(text, "He", "said", "this boat floats on prayers")
    _, names = cast(text, outer, inner)
    assert names.name_of(outer.source) == "Mona Trell"
    assert names.name_of(inner.source) == "captain"


def test_a_pronoun_after_a_quotation_means_nobody_in_it():
    text = """Lida Marrow sells bread in Lutok. "The owner promised my mother a lower rent," she said."""
    outer = said(text, "she", "said", '"The owner promised my mother a lower rent,"')
    assert name_of(text, "she", outer) == "Lida Marrow"


def test_who_is_quoted_at_second_hand_is_less_present():
    text = "Selma Haddix described how a guard warned the men. She wept."
    outer = said(text, "Selma Haddix", "described", "how a guard warned the men")
    inner = said(text, "a guard", "warned", "the men")
    parse, names = cast(text, outer, inner)
    assert names.name_at(parse.word_at(text.index("She"))) == "Selma Haddix"


def test_a_nameless_speaker_is_named_later():
    text = "A shepherd spoke of smoke. The shepherd, Yusef Halloran, said soldiers had left."
    first = said(text, "A shepherd", "spoke of", "smoke")
    second = said(text, "The shepherd, Yusef Halloran,", "said", "soldiers had left")
    assert name_of(text, "A shepherd", first, second) == "Yusef Halloran"


def test_the_accused_and_the_other_are_somebody():
    text = "She confronted the accused and he laughed. The other said nothing."
    assert name_at(text, "he", after="accused and ") == "accused"
    assert name_at(text, "The other") == "other"


def test_a_month_is_nobody():
    text = "The village was shelled on the night of 4 May. He replied on Monday."
    assert name_at(text, "He") is None


def test_the_same_station_is_the_one_before():
    text = "Radio Meradin reported the strike. Later the same station denied it."
    assert name_at(text, "the same station") == "Radio Meradin"


def test_another_body_inside_somebodys_words_is_not_the_speaker():
    text = "The Arvan Front said on Sunday that the group denied the raid."
    outer = said(text, "The Arvan Front", "said", "that the group denied the raid")
    inner = said(text, "the group", "denied", "the raid")
    assert name_of(text, "the group", outer, inner) == "group"


def test_it_in_a_message_is_who_wrote_it():
    text = "Halyard corrects the age of the bridge. It was built in 1978. The ministry deleted a message in which it had said so."
    found = said(text, "it", "had said", "so")
    late = text.index("it had said")
    parse, names = cast(text, found)
    assert names.name_at(parse.word_at(late)) == "ministry"
