"""What short invented stories tell of, as the reader reads them."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from purport.corroborate.matters import mentions
from purport.corroborate.matters.mentions import filed, marks, places, scene, sentence_round, unmarked, wide
from purport.corroborate.matters.tellings import surest, tellings
from purport.corroborate.matters.words import disowns
from purport.read.extract import documents
from purport.read.reader import reader_of
from purport.records import Action, Carrier, Certainty, Span
from purport.records.evidence import Capture
from purport.records.identity import digest
from purport.records.matters import Sort, Toll
from tests.corroborate.matters.made import stance

BLAST = """\
ARDEN, Orvenia, March 12, 2024 (Halyard) — An explosion tore through a fuel depot in Kessim on Tuesday, killing four watchmen and \
injuring eleven people, the governor said.

The interior ministry accused the Dorhal Liberation Front of planting the charges. The front denied that it had blown up the depot.

A ferry was bombed in the harbour in August 2019, and 23 people died.
"""
TAPE = """\
SELMARK, Orvenia, March 15, 2024 (MPA) — A recording purporting to be from Idris Varakh was released on Wednesday, the Lantern \
Monitoring Centre said.

In the audio recording, Varakh urges his followers to carry out attacks in Belmara. It could not be independently verified.
"""
FUNERAL = """\
KESSIM, Orvenia, March 14, 2024 (Halyard) — Hundreds attended the funeral of four watchmen in Kessim on Thursday.
"""
CORRECTION = """\
KESSIM, Orvenia, March 14, 2024 (Halyard) — Halyard withdraws its report that four watchmen were killed in a depot in Kessim.
"""
HEADLESS = """\
Grief in Harlen

Harlen woke to smoke on Tuesday. The governor, Bram Tessik, put the number of dead at seven.

Shops in Harlen stayed shut. “We will find those who paid for this,” Tessik said in the burnt grain market.

He spoke of last month, when the dykes broke near Lorring Road.
"""
SAID = """\
KESSIM, Orvenia, March 14, 2024 (Halyard) — Colonel Bram Tessik said that the Dorhal Liberation Front had bombed a fuel depot in \
Kessim on Tuesday. Tessik gave no number of dead.
"""


TWICE = """\
The Dorhal Liberation Front posted an audio recording on its usual channel at 21:40 UTC on 13 March 2024. The speaker is \
introduced as Idris Varakh.

In the recording the purported leader calls for attacks in Orvenia and Belmara and orders fighters to hold Tarsala.

The recording has not been authenticated. It gives no date. It mentions the resignation of the prime minister of Belmara, \
which was announced on 4 March.
"""


PROMISED = """\
KESSIM, Orvenia, March 13, 2024 (Halyard) — Governor Bram Tessik put the dead of Tuesday's blast at four and vowed that the depot \
in Kessim would be rebuilt.
"""
BURIED = """\
KESSIM, Orvenia, March 13, 2024 (Halyard) — Four watchmen who died in a blast in Kessim will be buried on Friday, the governor said.
"""
CITED = """\
SELMARK, Orvenia, March 13, 2024 — Radio Lorring reported on Tuesday that four watchmen had been killed in a blast in Kessim.

Governor Bram Tessik told Radio Lorring that nobody had been arrested.
"""
GAVE = """\
Donors in Selmark attacked the plan of the hospital on Tuesday, the governor said. Security shot at a crowd in Kessim.
"""
TONIGHT = """\
KESSIM, Orvenia, March 13, 2024 (Halyard) — Four dead in Kessim. That is the toll that the governor gave after a blast in a depot.

“More of our men have been sent to the depot in Kessim, and they arrive there tonight,” the governor said.
"""
NUMBER = """\
Governor Hald Remmin on Tuesday denied that nine people had died in the grenade attack on a wedding in Oster, and said that the \
number stood at seven.
"""
ASKED = """\
Was it the army? Did soldiers shoot four watchmen in Kessim on Tuesday? Nobody in the village would say.

The army has not commented.
"""
IF = """\
If the Dorhal Liberation Front killed four watchmen in the depot in Kessim, the ministry would close the road, minister Bram \
Tessik said on Tuesday.
"""
FEARED = """\
Four watchmen were found dead in a depot in Kessim on Tuesday, and police feared that rebels would attack again.
"""
UNCONFIRMED = """\
Front spokesman Odo Mirr refused on Wednesday to confirm or deny that soldiers had killed four watchmen in Kessim.
"""
WHETHER = """\
Governor Bram Tessik asked on Wednesday whether soldiers had shot four watchmen in Kessim.
"""
SHOCKED = """\
KESSIM, Orvenia, March 13, 2024 (Halyard) — Shoppers in Selmark were shocked on Wednesday by news from \
Kessim, where four watchmen died in a blast in a depot.
"""
ACCUSED = """\
KESSIM, Orvenia, March 13, 2024 (Halyard) — Doctors in Kessim accused the army on Wednesday of bombing their hospital on Tuesday.
"""
DISOWNED = """\
The Hill Front on Tuesday denied that it had attacked the fuel depot in Kessim.

“We had no part in it,” its spokesman, Odo Mirr, told Radio Lorring.
"""
WITHDRAWN = """\
KESSIM, Orvenia, March 14, 2024 (Halyard) — The interior ministry on Thursday withdrew its accusation that the Dorhal Liberation \
Front was behind the explosion in the fuel depot of Kessim that killed four watchmen on Tuesday.

A spokesman for the ministry said a gas bottle had caused the blast.
"""
CORRECTED = """\
Correction: An earlier report by the Lorring Courier said that at least 12 people were killed in Tuesday's explosion in the fuel \
depot of Kessim. Police now say that ten people died.
"""
RUMOUR = """\
Rumours spread in Kessim on Tuesday that the Dorhal Liberation Front had claimed responsibility for the explosion in the fuel \
depot and that forty people had been killed.
"""
HEARSAY = """\
Rumours spread in Kessim on Tuesday that the governor had said that forty people were killed in the explosion in the fuel depot.
"""
TAKEN = """\
The Lorring Courier has retracted its report. Its report said that 12 people were killed in an explosion in Kessim.
"""
OURS = """\
KESSIM, Orvenia, March 13, 2024 (Halyard) — At least 12 people were killed on Tuesday in an explosion in a fuel depot in Kessim, \
police said.

The Dorhal Liberation Front denied that it had anything to do with the explosion. "Our fighters do not strike at depots," the \
Dorhal Liberation Front said in a statement.
"""
COUNTED = """\
Kessim counted four dead on Tuesday after a blast in a depot, the governor said.
"""


@pytest.fixture(scope="module")
def told():
    reader = reader_of("learned")

    def read(text):
        data = text.encode()
        capture = Capture("story.txt", data, datetime(2024, 3, 20, tzinfo=UTC), "test", "text/plain")
        (document,) = documents(capture, digest(data))
        return document, reader.read(document)

    return {
        name: read(text)
        for name, text in {
            "blast": BLAST,
            "tape": TAPE,
            "funeral": FUNERAL,
            "correction": CORRECTION,
            "headless": HEADLESS,
            "said": SAID,
            "twice": TWICE,
            "promised": PROMISED,
            "disowned": DISOWNED,
            "number": NUMBER,
            "buried": BURIED,
            "cited": CITED,
            "counted": COUNTED,
            "tonight": TONIGHT,
            "asked": ASKED,
            "if": IF,
            "feared": FEARED,
            "unconfirmed": UNCONFIRMED,
            "whether": WHETHER,
            "shocked": SHOCKED,
            "accused": ACCUSED,
            "gave": GAVE,
            "withdrawn": WITHDRAWN,
            "corrected": CORRECTED,
            "rumour": RUMOUR,
            "hearsay": HEARSAY,
            "taken": TAKEN,
            "ours": OURS,
        }.items()
    }


def lead(told, name):
    (one,) = (t for t in tellings(*told[name]) if t.lead)
    return one


@pytest.mark.parametrize("name", ["blast", "tape", "funeral", "correction", "twice"])
def test_exactly_one_telling_leads_and_all_differ(told, name):
    found = tellings(*told[name])
    assert sum(one.lead for one in found) == 1
    assert len({one.id for one in found}) == len(found)
    assert found == tellings(*told[name])


def test_two_releases_that_begin_with_one_sentence_are_two(told):
    first, second = tellings(*told["twice"])
    assert first.spans[0] == second.spans[0] and first.id != second.id


@pytest.mark.parametrize("name", ["blast", "tape", "funeral", "correction"])
def test_every_span_and_mark_stands_in_the_story(told, name):
    document, reading = told[name]
    known = {e.id for e in reading.events} | {s.id for s in reading.statements}
    for one in tellings(document, reading):
        assert all(span.end <= len(document.text) for span in one.spans)
        assert {*one.events, *one.statements} <= known
        assert {s.id for s in one.stances} <= known


def test_a_blast_with_its_dead_and_wounded_is_one(told):
    one = lead(told, "blast")
    assert one.sort is Sort.EVENT and one.action is Action.ASSAULT
    assert (one.days, one.published) == ("2024-03-12", "2024-03-12")
    assert {(c.toll, c.least) for c in one.counts} == {(Toll.DEAD, 4), (Toll.WOUNDED, 11)}
    assert "kessim" in one.names and "kessim" in {place.name for place in one.places}


def test_what_was_on_another_day_is_told_apart(told):
    old = next(one for one in tellings(*told["blast"]) if one.days == "2019-08")
    assert not old.lead
    assert [(c.toll, c.least) for c in old.counts] == [(Toll.DEAD, 23)]
    assert 23 not in {c.least for c in lead(told, "blast").counts}


def test_words_of_the_head_that_tell_of_another_day_are_not_those_of_the_chief_matter(told):
    one, old = lead(told, "blast"), next(one for one in tellings(*told["blast"]) if one.days == "2019-08")
    assert "ferry" in old.words and "ferry" not in one.words
    assert {"depot", "plant"} <= one.words  # the second paragraph is of it


def test_what_is_promised_is_no_aftermath_and_a_burial_to_come_is(told):
    assert lead(told, "promised").aftermath is None
    assert lead(told, "buried").aftermath == "be buried"


def test_who_is_cited_is_no_name_of_what_happened(told):
    one = lead(told, "cited")
    assert {"kessim", "tessik"} <= one.names
    assert not {"radio", "lorr", "lorring"} & one.names


def test_the_night_of_a_speaker_is_no_day_of_what_happened(told):
    document, reading = told["tonight"]
    assert "tonight" in {m.span.of(document.text) for m in reading.times if m.edtf}
    seen = scene(document, reading)
    assert marks(seen, seen.head[1]) == []
    assert lead(told, "tonight").days is None
    plain = replace(document, text=document.text.replace("“", " ").replace("”", " "))
    seen = scene(plain, reading)
    assert [m.edtf for m in marks(seen, seen.head[1])] == ["2024-03-13"]


def test_a_headline_says_that_a_name_is_a_place(told):
    document, reading = told["counted"]
    assert lead(told, "counted").places == ()
    (one,) = (t for t in tellings(replace(document, title="Four dead in Kessim"), reading) if t.lead)
    assert [place.name for place in one.places] == ["kessim"]
    (one,) = (t for t in tellings(replace(document, title="Four dead in Selmark Street"), reading) if t.lead)
    assert one.places == ()


def test_a_capital_that_only_begins_a_sentence_names_nobody(told):
    document, reading = told["gave"]
    assert any(event.actor for event in reading.events)
    assert [s.actor for one in tellings(document, reading) for s in one.stances if s.actor] == []


def test_a_denial_is_kept_as_one(told):
    stances = [s for one in tellings(*told["blast"]) for s in one.stances]
    assert any(s.against and "Dorhal" in (s.by or "") for s in stances)


def test_a_recording_leads_with_its_speaker_and_day(told):
    one = lead(told, "tape")
    assert one.sort is Sort.RELEASE
    assert one.speaker == "idris varakh"
    assert one.carriers == (Carrier.AUDIO,)
    assert one.days == "2024-03-13"
    assert one.certainty is Certainty.PURPORTED


def test_a_funeral_says_that_it_follows(told):
    assert lead(told, "funeral").aftermath == "funeral"
    assert lead(told, "blast").aftermath is None


def test_a_correction_says_so(told):
    assert lead(told, "correction").correction
    assert not lead(told, "blast").correction


def test_days_of_saying_are_not_days_of_what_is_said(told):
    document, reading = told["blast"]
    seen = scene(document, reading)
    assert [m.edtf for m in marks(seen, seen.head[0])] == ["2024-03-12"]
    assert marks(seen, seen.head[1]) == []


def test_a_preposition_gives_an_unknown_place_away(told):
    seen = scene(*told["blast"])
    assert [place.name for place in unmarked(seen, seen.head[0])] == ["kessim"]


def test_a_story_without_words_tells_of_nothing(told):
    from dataclasses import replace

    document, reading = told["blast"]
    assert tellings(replace(document, body=len(document.text), end=None), reading) == ()


def test_a_sentence_ends_where_its_marks_end():
    text = "One blast. Four men died on Monday. Nobody else did."
    assert sentence_round(text, Span(11, 15)).of(text) == "Four men died on Monday."


def test_the_surest_stance_counts():
    some = [stance("x", Certainty.DENIED), stance("y", Certainty.PURPORTED), stance("z", Certainty.RUMOURED)]
    assert surest(some) is Certainty.PURPORTED
    assert surest([]) is Certainty.ATTRIBUTED


def test_a_head_without_an_act_still_says_where_how_many_and_in_whose_words(told):
    document, reading = told["headless"]
    (one,) = (t for t in tellings(replace(document, published="2024-03-12"), reading) if t.lead)
    assert "harlen" in [place.name for place in one.places]
    assert [(count.toll, count.least) for count in one.counts] == [(Toll.DEAD, 7)]
    assert one.quotes == {"we will find those who paid for this"}
    assert {"harlen", "tessik", "bram"} <= one.names


def test_a_headline_is_no_first_paragraph_but_its_words_count(told):
    seen = scene(*told["headless"])
    assert seen.head[0].of(seen.text).startswith("Harlen woke")
    assert [part.of(seen.text) for part in seen.above] == ["Grief in Harlen"]
    assert "grief" in lead(told, "headless").words


def test_a_month_far_down_is_not_the_day_of_what_leads(told):
    assert lead(told, "headless").days != "2024-02"


def test_roads_are_no_places(told):
    seen = scene(*told["headless"])
    whole = Span(0, len(seen.text))
    assert all("lorring" not in place.name for place in (*places(seen, whole), *unmarked(seen, whole)))


def test_who_speaks_of_it_did_not_do_it(told):
    assert {one.actor for one in lead(told, "said").stances if one.actor} <= {"dorhal liberation front"}


def test_the_house_of_a_story_is_none_of_its_names(told):
    document, reading = told["said"]
    (one,) = (t for t in tellings(replace(document, outlet="Dorhal Liberation Front"), reading) if t.lead)
    assert "dorhal" not in one.names and "dorhal" in lead(told, "said").names


def test_a_house_that_is_called_by_its_town_hides_no_town(told):
    document, reading = told["said"]
    (one,) = (t for t in tellings(replace(document, outlet="Tessik Courier"), reading) if t.lead)
    assert "tessik" in one.names


@pytest.mark.parametrize(
    ("edtf", "much"), [("2024-03-12", False), ("2024-03-10/2024-03-16", False), ("2024-03", True), ("2024", True)]
)
def test_months_and_years_are_wide(edtf, much):
    assert wide(edtf) is much


def test_where_a_story_was_filed_is_a_place_of_it_if_its_head_names_it(told):
    assert [place.name for place in filed(scene(*told["said"]))] == ["kessim"]
    assert "arden" not in [place.name for place in lead(told, "blast").places]
    document, reading = told["headless"]
    assert filed(scene(document, reading)) == ()
    (one,) = (t for t in tellings(replace(document, dateline_place="Harlen"), replace(reading, places=())) if t.lead)
    assert [place.name for place in one.places] == ["harlen"]


def test_a_story_without_a_date_came_out_before_it_was_kept(told):
    document, reading = told["headless"]
    undated, reading = replace(document, published=None), replace(reading, published=None)
    for one in tellings(undated, reading, date(2026, 3, 9)):
        assert (one.published, one.captured, one.out) == (None, "2026-03-09", "../2026-03-09")
    for one in tellings(undated, reading):
        assert (one.captured, one.out) == (None, None)
    for one in tellings(replace(document, published="2024-03-14"), reading, date(2026, 3, 9)):
        assert (one.captured, one.out) == (None, "2024-03-14")
    for one in tellings(replace(document, published="last week"), reading, date(2026, 3, 9)):
        assert (one.published, one.out) == ("last week", "../2026-03-09")


def test_the_day_of_a_denial_is_no_day_of_what_happened(told):
    one = next(one for one in tellings(*told["disowned"]) if one.lead)
    assert one.days is None
    assert [(s.by, s.actor) for s in one.stances if s.against] == [("Hill Front", "hill front")]


def test_a_number_that_is_denied_is_not_told_and_may_be_all_that_is_denied(told):
    one = next(one for one in tellings(*told["number"]) if one.lead)
    assert 9 not in [count.least for count in one.counts]
    assert [s.number for s in one.stances if s.against] == [True]
    own = next(one for one in tellings(*told["disowned"]) if one.lead)
    assert [s.number for s in own.stances if s.against] == [False]


def test_an_accusation_that_is_withdrawn_takes_back_who_did_it(told):
    back = [s for s in lead(told, "withdrawn").stances if s.certainty is Certainty.RETRACTED]
    assert back and all(s.accusation for s in back)
    assert "dorhal liberation front" in {s.actor for s in back}


def test_a_number_that_is_corrected_is_not_told_and_the_new_one_is_who_gives_it(told):
    one = lead(told, "corrected")
    assert [(c.least, c.most, c.by, c.certainty) for c in one.counts] == [(10, 10, "police", Certainty.ATTRIBUTED)]
    back = [s for s in one.stances if s.certainty is Certainty.RETRACTED]
    assert back and all(s.number and not s.accusation for s in back)


def test_what_a_rumour_says_is_a_rumour_the_claim_and_the_number_in_it_too(told):
    one = lead(told, "rumour")
    assert {s.certainty for s in one.stances} == {one.certainty} == {Certainty.RUMOURED}
    assert [(c.least, c.by, c.certainty) for c in one.counts] == [(40, None, Certainty.RUMOURED)]


def test_a_number_that_somebody_gives_within_a_rumour_is_a_rumour(told):
    assert [(c.least, c.by, c.certainty) for c in lead(told, "hearsay").counts] == [
        (40, "governor", Certainty.RUMOURED)
    ]


def test_a_number_in_what_is_taken_back_in_another_sentence_is_not_told(told):
    one = lead(told, "taken")
    assert {s.certainty for s in one.stances} == {Certainty.RETRACTED}
    assert one.counts == ()


def test_a_number_in_the_storys_own_voice_is_asserted_by_nobody_else(told):
    assert {(c.by, c.certainty) for c in lead(told, "counted").counts} == {("governor", Certainty.ATTRIBUTED)}
    aside = [c for one in tellings(*told["blast"]) if not one.lead for c in one.counts]
    assert {(c.least, c.by, c.certainty) for c in aside} == {(23, None, Certainty.ASSERTED)}


def test_who_denies_what_his_own_people_are_said_to_do_denies_having_done_it(told):
    denied = [s for s in lead(told, "ours").stances if s.certainty is Certainty.DENIED]
    assert len(denied) > 1 and all(disowns(s) for s in denied)


@pytest.mark.parametrize(
    "text", ["One.  Two! \n \nThree 12 four. Five.", "No end 7 here", "“Quoted.” 3 Next. Last", "A.\n\n9"]
)
def test_the_sentence_round_a_number_ends_before_the_next_and_begins_after_the_last(text):
    at = next(n for n, letter in enumerate(text) if letter.isdigit())
    found = sentence_round(text, Span(at, at + 1))
    before = [hit.end() for hit in mentions._ENDS.finditer(text) if hit.end() <= at]
    assert found.start == (before[-1] if before else 0)
    assert found.start <= at < found.end


@pytest.mark.parametrize("name", ["asked", "if"])
def test_who_only_asks_or_supposes_tells_of_nothing_that_was(told, name):
    (lead,) = tellings(*told[name])
    assert (lead.certainty, lead.counts, lead.stances) == (Certainty.HYPOTHETICAL, (), ())


@pytest.mark.parametrize("name", ["unconfirmed", "whether"])
def test_who_will_not_say_or_asks_tells_of_no_deed(told, name):
    (lead,) = tellings(*told[name])
    assert lead.certainty is Certainty.HYPOTHETICAL


def test_the_day_of_the_shock_is_not_that_of_the_blast(told):
    lead = next(one for one in tellings(*told["shocked"]) if one.lead)
    assert lead.days is None


def test_the_day_of_the_accusation_is_not_that_of_the_raid(told):
    lead = next(one for one in tellings(*told["accused"]) if one.lead)
    assert (lead.action, lead.days) == (Action.ASSAULT, "2024-03-12")


def test_what_is_feared_beside_a_number_of_dead_takes_nothing_from_it(told):
    (lead,) = tellings(*told["feared"])
    assert lead.certainty is Certainty.ATTRIBUTED
    assert [(count.toll, count.least) for count in lead.counts] == [(Toll.DEAD, 4)]
