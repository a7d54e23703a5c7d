"""How a text stands to an event: read off the parse alone, so that a missed statement never makes an assertion."""

from __future__ import annotations

import pytest

from purport.read.certainty.forces import Force
from purport.read.certainty.mood import is_imperative, mood
from purport.read.certainty.scope import layers
from purport.read.certainty.withdrawn import withdrawals
from purport.read.events import events
from purport.read.found import Deed
from purport.records import Certainty, Hop, Kind
from purport.records.names import Act
from tests.read.events.scenes import PlainNames, at, link, parse_once, scene

C = Certainty

PLAIN = [
    ("It is not known who carried out the attack.", "attack"),
    ("No group has claimed responsibility for the bombing.", "bombing"),
    ("The rebels burned the fort.", "burned"),
    ("The rebels managed to burn the fort.", "burn"),
    ("The captain knew that rebels had burned the fort.", "burned"),
    ("Residents saw rebels burn the fort.", "burn"),
    ("The army was forced to withdraw from the valley.", "withdraw"),
    ("The rebels seized the fort after shelling it for two days.", "shelling"),
    ("The minister condemned the attack on the fort.", "attack"),
    ("The raid killed no one.", "raid"),
    ("The bandits vowed revenge after police shot their leader.", "shot"),
    ("Without firing a shot, the rebels seized the fort.", "seized"),
    ("The rebels, who burned the fort in June, deny that they killed the guards.", "burned"),
    ("Rebels burned the fort, killing two guards.", "killing"),
    ("Rebels burned the fort and killed two guards.", "killed"),
    ("Rebels burned the fort; the mayor said nobody had been killed there.", "burned"),
    ("Three men suspected of bombing the fort were arrested.", "arrested"),
    ("The council ordered the release of the prisoners.", "ordered"),
    ("Villagers found that the rebels had burned the fort.", "burned"),
    ("It was a mistake to burn the fort.", "burn"),
    ("It is no secret that soldiers shot the priest.", "shot"),
    ("It took the rebels an hour to burn the fort.", "burn"),
    ("Ada Roe did not know that soldiers had shot the priest.", "shot"),
    ("The long-planned raid on the fort began at dawn.", "raid"),
]
ATTRIBUTED = [
    ("Witnesses said soldiers fired on the crowd.", "fired"),
    ("Soldiers fired on the crowd, witnesses said.", "fired"),
    ("Soldiers, witnesses said, fired on the crowd.", "fired"),
    ("According to two witnesses, soldiers fired on the crowd.", "fired"),
    ("The council said it had released the prisoners.", "released"),
    ("The group claimed responsibility for the bombing of the market.", "bombing"),
    ("Rebels have claimed the killing of the captain.", "killing"),
    ("The minister accused the rebels of attacking the fort.", "attacking"),
    ("The minister condemned the rebels for attacking the fort.", "attacking"),
    ("The court sentenced two men for burning the fort.", "burning"),
    ("Two men confessed to burning the fort.", "burning"),
    ('"They burned the fort," said Mira Olt, a nurse.', "burned"),
    ("He said that she had heard that rebels burned the fort.", "burned"),
    ("The rebels claim to have burned the fort.", "burned"),
    ("Rebels burned the fort, the army said, but police arrested two men.", "burned"),
    ('Mira Olt: "They burned the fort."', "burned"),
    ("The commission found that soldiers had fired on the crowd.", "fired"),
    ("Two bakers are on trial for burning the fort.", "burning"),
    ("The army, drivers told the paper, burned the fort.", "burned"),
    ("By the count of the parish, soldiers burned ten forts.", "burned"),
    ("The paper refused to retract its report that soldiers had shot a priest.", "shot"),
    ("The paper did not withdraw its report that soldiers had shot a priest.", "shot"),
    ("Radio Sorn gave details on Monday of a raid on the fort.", "raid"),
    ("The diary has the captain beating two prisoners.", "beating"),
    ("The rebels pleaded guilty to burning the fort.", "burning"),
    ("The paper carried a dispatch according to which rebels had burned the fort.", "burned"),
]
RUMOURED = [
    ("According to unconfirmed reports, rebels have captured Sorn.", "captured"),
    ("Soldiers reportedly fired on the crowd.", "fired"),
    ("Soldiers are alleged to have fired on the crowd.", "fired"),
    ("Rumours that soldiers had fired on the crowd swept the town.", "fired"),
    ("The rebels were accused of attacking the fort.", "attacking"),
    ("Three men suspected of bombing the fort were arrested.", "bombing"),
    ("The alleged attack on the fort alarmed the town.", "attack"),
    ("Reports of a massacre in the fort could not be verified.", "massacre"),
    ("Unconfirmed reports said rebels burned the fort.", "burned"),
    ("It is an ill-kept secret that soldiers shot the priest.", "shot"),
    ("Stories are making the rounds of a massacre in the valley.", "massacre"),
    ("The minister is widely rumoured to have resigned.", "resigned"),
    ("Gossip has it that soldiers shot the priest.", "shot"),
]
DENIED = [
    ("The ministry denied that soldiers had fired on the crowd.", "fired"),
    ("The ministry rejected claims that soldiers had fired on the crowd.", "fired"),
    ('"We did not fire on the crowd," Col. Aru Bente said.', "fire"),
    ("Col. Aru Bente denied any role in the massacre at Tolk.", "massacre"),
    ("The group denied responsibility for the bombing of the market.", "bombing"),
    ("The rebels said they had nothing to do with the bombing of the market.", "bombing"),
    ("The captain denies ordering the killing of prisoners.", "ordering"),
    ("The rebels said they had not burned the fort.", "burned"),
    ("The spokesman brushed aside rumours that soldiers had fired on the crowd.", "fired"),
    ("Claims that soldiers fired on the crowd are a fabrication, the ministry said.", "fired"),
    ("The captain pleaded not guilty to burning the fort.", "burning"),
    ("The captain contests having burned the fort.", "burned"),
    ("The spokesman laughed off talk that soldiers had fired on the crowd.", "fired"),
]
NEGATED = [
    ("Rebels attempted to storm the barracks at Ordu but were driven back.", "storm"),
    ("Investigators ruled out an attack.", "attack"),
    ("The clerk was acquitted of burning a barn.", "burning"),
    ("The coastal militia has not attacked the port of Velmora since March.", "attacked"),
    ("The rebels failed to burn the fort.", "burn"),
    ("The army refused to withdraw from the valley.", "withdraw"),
    ("The preacher urged his followers not to burn the mill.", "burn"),
    ("No one was killed in the valley.", "killed"),
    ("There was no attack on the valley.", "attack"),
    ("Without firing a shot, the rebels seized the fort.", "firing"),
    ("The rebels never burned or looted the fort.", "looted"),
    ("A monitor said the rebels had not burned the fort.", "burned"),
    ("It was not true that rebels burned the fort.", "burned"),
    ("The attack on the fort was called off.", "attack"),
    ("Rebels do not plan to burn the fort.", "burn"),
    ("The council dropped its plan to release the prisoners.", "release"),
    ("The elders counselled against burning the fort.", "burning"),
    ("It was wrongly reported that soldiers had fired on the crowd.", "fired"),
    ("Far from burning the fort, the rebels repaired its roof.", "burning"),
    ("Not one prisoner was released.", "released"),
    ("Villagers kept the rebels from burning the fort.", "burning"),
    ("The attempt to burn the fort came to nothing.", "burn"),
    ("The planned march on the capital did not materialise.", "march"),
    ("He never saw the fort, let alone burned it.", "burned"),
]
THREATENED = [
    ("The bandits threatened to burn the barn.", "burn"),
    ("The bandits vowed to burn the mill.", "burn"),
    ("The preacher warned that the mill would be burned.", "burned"),
    ("Rebels gave the captain a week to leave or be killed.", "killed"),
    ("The threat of an attack on the fort alarmed the town.", "attack"),
    ("The front said it would attack the capital.", "attack"),
    ('"Whoever leaves the valley will be shot," the bandits announced.', "shot"),
    ("Leave the valley by noon or be shot, said the ultimatum.", "shot"),
    ("“Your village will burn,” the bandits told the elders.", "burn"),
    ("The captives would be killed once the deadline had passed, the bandits said.", "killed"),
]
CALLED_FOR = [
    ("The rebels want the army to leave the valley.", "leave"),
    ("The front gave the army until Friday to leave the valley.", "leave"),
    ("The preacher urged his followers to burn the mill.", "burn"),
    ("The preacher called for attacks on the mill.", "attacks"),
    ("The preacher demanded that the mill be burned.", "burned"),
    ("The rebels should burn the fort, the preacher said.", "burn"),
    ('"Burn the mill and kill its guards," the preacher told them.', "kill"),
    ('The notice "Burn their mill" hung on the gate.', "Burn"),
    ("The elders insisted that the army withdraw from the valley.", "withdraw"),
]
PLANNED = [
    ("Police foiled a plot to bomb the central station in Karsk.", "bomb"),
    ("The army will withdraw from the valley in May.", "withdraw"),
    ("The army agreed to withdraw from the valley.", "withdraw"),
    ("The council said it would release the prisoners.", "release"),
    ("The rebels are preparing an assault on the fort.", "assault"),
    ("A planned attack on the fort alarmed the town.", "attack"),
    ("An attack on the fort was averted.", "attack"),
    ("The rebels were set to burn the fort at dawn.", "burn"),
    ("The rebels are about to burn the fort.", "burn"),
    ("Talks have been set for Monday.", "Talks"),
    ("With a view to attacking the fort, rebels bought ladders.", "attacking"),
    ("On the eve of the march the army closed the bridge.", "march"),
    ("The plan to attack the fort was called reckless.", "attack"),
]
HYPOTHETICAL = [
    ("Rebels appear to have captured Sorn.", "captured"),
    ("The mayor feared rebels had captured Sorn.", "captured"),
    ("The embassy would neither confirm nor deny that its envoys had been expelled.", "expelled"),
    ("The front may attack the capital.", "attack"),
    ("Analysts fear that the front will attack the capital.", "attack"),
    ("The governor warned that bandits would burn the mill.", "burn"),
    ("It is unclear whether jets bombed the valley.", "bombed"),
    ("Had the jets bombed the valley, hundreds would have died.", "bombed"),
    ("In the exercise, marines stormed a mock fort.", "stormed"),
    ("Families left the village in case gunners shelled it.", "shelled"),
    ("The rebels are likely to burn the fort.", "burn"),
    ("An attack on the fort is expected within days.", "attack"),
    ("Did rebels burn the fort?", "burn"),
    ("Were five farmers killed by soldiers in Sorn on Tuesday?", "killed"),
    ("Was the bridge at Sorn blown up on Tuesday?", "blown"),
    ("Was a man shot?", "shot"),
    ("Should the rebels shell the town, the army will answer, Karl Dost said.", "shell"),
    ("A spokesman would not say whether rebels burned the fort.", "burned"),
    ("The ministry has yet to confirm that rebels burned the fort.", "burned"),
    ("The ministry refused to confirm or deny that rebels had burned the fort.", "burned"),
    ("The ministry did not confirm or deny that rebels had burned the fort.", "burned"),
    ("The ministry neither confirmed nor denied that rebels had burned the fort.", "burned"),
    ("The ministry declined to confirm that rebels had burned the fort.", "burned"),
    ("The ministry was unable to confirm that rebels had burned the fort.", "burned"),
    ("The ministry could not confirm that rebels had burned the fort.", "burned"),
    ("The ministry stopped short of confirming that rebels had burned the fort.", "burned"),
    ("The ministry refused to confirm the raid on the fort.", "raid"),
    ("The ministry did not deny that rebels had burned the fort.", "burned"),
    ("The minister did not rule out an attack.", "attack"),
    ("The minister refused to rule out an attack.", "attack"),
    ("It would be foolish to attack the fort.", "attack"),
    ("It would be an error to attack the fort.", "attack"),
    ("Scholars argue over whether soldiers fired on the crowd.", "fired"),
    ("If the rain ends, the army will withdraw from the valley.", "withdraw"),
    ("In the last chapter of the novel, soldiers burn the fort.", "burn"),
    ("The play ends with soldiers burning the fort.", "burning"),
    ("The village keeps rice in the event of a siege.", "siege"),
    ("A withdrawal would leave the valley open, the mayor said.", "withdrawal"),
]
RETRACTED = [
    ("The post, since deleted, said soldiers had shot a priest.", "shot"),
    ("The ministry walked back its claim that rebels had surrendered.", "surrendered"),
    ("The paper retracted its report that the army had bombed the valley.", "bombed"),
    ("The station said on Monday that jets had bombed the valley. It later corrected the report.", "bombed"),
    ("The agency withdrew a story about an attack on the valley.", "attack"),
    ("An earlier version of this story said that a shell had hit the mill.", "hit"),
    ("Correction: our Monday report stated that jets had bombed the valley.", "bombed"),
    ("The station apologised for reporting that soldiers had fired on the crowd.", "fired"),
    ("The witness went back on his testimony that the captain had ordered a raid.", "ordered"),
    ("The commission no longer stands by its finding that soldiers burned the fort.", "burned"),
    ("The paper admitted that its story about a raid on the fort had been false.", "raid"),
    ("The paper reported a raid on the fort. It had been wrong, its editor said.", "raid"),
    ("The mission's log listed a raid on the fort. It has since been struck out.", "raid"),
]
ALL = [
    *((text, word, C.ASSERTED) for text, word in PLAIN),
    *((text, word, C.ATTRIBUTED) for text, word in ATTRIBUTED),
    *((text, word, C.RUMOURED) for text, word in RUMOURED),
    *((text, word, C.DENIED) for text, word in DENIED),
    *((text, word, C.NEGATED) for text, word in NEGATED),
    *((text, word, C.THREATENED) for text, word in THREATENED),
    *((text, word, C.CALLED_FOR) for text, word in CALLED_FOR),
    *((text, word, C.PLANNED) for text, word in PLANNED),
    *((text, word, C.HYPOTHETICAL) for text, word in HYPOTHETICAL),
    *((text, word, C.RETRACTED) for text, word in RETRACTED),
]


@pytest.mark.parametrize(("text", "word", "certainty"), ALL, ids=[f"{c}-{t[:40]}" for t, _, c in ALL])
def test_the_parse_alone_tells_how_sure_a_text_is(text: str, word: str, certainty: Certainty) -> None:
    assert at(events(scene(text)), text, word).certainty is certainty


def test_the_chain_of_missed_statements_comes_from_the_parse_outermost_first() -> None:
    text = "Radio Sorn said a driver had told police that rebels burned the fort."
    assert at(events(scene(text)), text, "burned").chain == ("Radio Sorn", "driver")


def test_a_rumour_and_an_assertion_have_no_chain() -> None:
    for text in ("Soldiers reportedly fired on the crowd.", "Soldiers fired on the crowd."):
        assert at(events(scene(text)), text, "fired").chain == ()


def test_a_statement_gives_its_hops_and_its_id() -> None:
    text = "Witnesses said soldiers fired on the crowd."
    said = link(text, "Witnesses", "said", "soldiers fired on the crowd", name="witnesses", chain=("ZP",))
    event = at(events(scene(text, (said,))), text, "fired")
    assert (event.certainty, event.chain, event.statement) == (C.ATTRIBUTED, ("ZP", "witnesses"), "st-1")


def test_what_lies_outside_a_statement_stays_the_storys_own() -> None:
    text = "Police arrested two men. Witnesses said soldiers fired on the crowd."
    said = link(text, "Witnesses", "said", "soldiers fired on the crowd", name="witnesses")
    assert at(events(scene(text, (said,))), text, "arrested").certainty is C.ASSERTED


def test_the_innermost_statement_counts() -> None:
    text = "Radio Sorn said the ministry denied that soldiers fired on the crowd."
    outer = link(
        text,
        "Radio Sorn",
        "said",
        "the ministry denied that soldiers fired on the crowd",
        name="Radio Sorn",
        identity="st-0",
    )
    inner = link(text, "the ministry", "denied", "soldiers fired on the crowd", name="ministry", chain=("Radio Sorn",))
    says, denies = Deed(Act.SAYS, None, (), False, ""), Deed(Act.DENIES, None, (), False, "")
    event = at(events(scene(text, (outer, inner), (says, denies))), text, "fired")
    assert (event.certainty, event.chain, event.statement) == (C.DENIED, ("Radio Sorn", "ministry"), "st-1")


def test_a_purported_source_makes_a_purported_event() -> None:
    text = "A recording said rebels burned the fort."
    said = link(text, "A recording", "said", "rebels burned the fort", name="Oro Vint", certainty=C.PURPORTED)
    event = at(events(scene(text, (said,))), text, "burned")
    assert (event.certainty, event.chain) == (C.PURPORTED, ("Oro Vint",))


def test_a_purported_speaker_purportedly_calls() -> None:
    text = "The recording has urged the rebels to burn the fort."
    said = link(text, "The recording", "urged", "burn the fort", name="Oro Vint", certainty=C.PURPORTED)
    found = events(scene(text, (said,), (Deed(Act.CALLS_FOR, "rebels", ("fort",), True, ""),)))
    assert at(found, text, "urged").certainty is C.PURPORTED
    assert at(found, text, "burn").certainty is C.CALLED_FOR


def test_a_source_that_only_purports_is_seen_without_a_statement() -> None:
    text = "A statement purportedly from the rebels said they had burned the fort."
    assert at(events(scene(text)), text, "burned").certainty is C.PURPORTED


def test_a_rumoured_statement_makes_a_rumour_without_a_chain() -> None:
    text = "Word went round the market that soldiers fired on the crowd."
    said = link(text, "", "", "soldiers fired on the crowd", certainty=C.RUMOURED)
    event = at(events(scene(text, (said,))), text, "fired")
    assert (event.certainty, event.chain) == (C.RUMOURED, ())


def test_knowing_is_the_storys_own_voice_even_where_it_was_taken_for_a_statement() -> None:
    text = "The captain knew that rebels had burned the fort."
    said = link(text, "The captain", "knew", "rebels had burned the fort", name="captain")
    event = at(events(scene(text, (said,))), text, "burned")
    assert (event.certainty, event.chain) == (C.ASSERTED, ())


def test_who_speaks_for_the_accused_denies_and_others_negate() -> None:
    text = "The regiment did not burn the granary, insisted its colonel."
    names = PlainNames(parse_once(text), (("its", "regiment"),))
    assert at(events(scene(text, names=names)), text, "burn").certainty is C.DENIED
    other = "The regiment did not burn the granary, insisted a nurse."
    assert at(events(scene(other)), other, "burn").certainty is C.NEGATED


def test_a_conditional_threat_by_the_actors_own_spokesman() -> None:
    text = "If the talks fail, the front will attack the capital, its commander Ilo Resk said."
    names = PlainNames(parse_once(text), (("its", "front"),))
    assert at(events(scene(text, names=names)), text, "attack").certainty is C.THREATENED


def test_a_denied_call_keeps_its_violence_called_for_and_is_itself_denied() -> None:
    text = "The preacher denied that he had urged his followers to burn the mill."
    found = events(scene(text))
    assert at(found, text, "urged").certainty is C.DENIED
    assert at(found, text, "burn").certainty is C.CALLED_FOR


def test_retracted_wins_over_everything() -> None:
    text = "Two clerks who had sworn that the captain ordered a massacre recanted on Tuesday."
    found = events(scene(text))
    assert {at(found, text, w).certainty for w in ("ordered", "massacre")} == {C.RETRACTED}


def test_a_later_withdrawal_reaches_back_to_the_statement() -> None:
    text = "The station said that jets had bombed the valley. The claim was withdrawn. Police closed a road."
    said = link(text, "The station", "said", "jets had bombed the valley", name="station")
    found = events(scene(text, (said,)))
    assert at(found, text, "bombed").certainty is C.RETRACTED
    assert at(found, text, "closed").certainty is C.ASSERTED


def test_withdrawing_troops_takes_nothing_back() -> None:
    text = "Jets bombed the valley. The army withdrew its troops."
    assert withdrawals(scene(text)) == ()


def test_the_reason_names_the_word_its_place_and_its_subject() -> None:
    text = "The ministry denied that soldiers had fired on the crowd."
    reason = at(events(scene(text)), text, "fired").reason
    assert reason == f"denied: governed by 'denied' (char {text.index('denied')}) whose subject is ministry"


def test_layers_come_innermost_first() -> None:
    text = "Radio Sorn said the bandits had threatened to burn the barn."
    parse = parse_once(text)
    word = next(w for w in parse.words if w.text == "burn")
    assert [layer.force for layer in layers(parse, word)] == [Force.THREAT, Force.REPORT]


def test_mood_reads_the_clause_itself() -> None:
    parse = parse_once("The rebels might not burn the fort.")
    word = next(w for w in parse.words if w.text == "burn")
    assert {layer.force for layer in mood(parse, word)} == {Force.FAIL, Force.DOUBT}


@pytest.mark.parametrize(("text", "word", "expected"), [
    ("Burn the mill and kill its guards!", "kill", True),
    ("They burn the mill.", "burn", False),
    ("They went to burn the mill.", "burn", False),
])  # fmt: skip
def test_imperatives(text: str, word: str, expected: bool) -> None:
    parse = parse_once(text)
    assert is_imperative(parse, next(w for w in parse.words if w.text == word)) is expected


def test_an_imperative_in_a_quotation_is_a_call() -> None:
    text = '"Start now! Burn the mill!" he says.'
    said = link(text, "he", "says", "Start now! Burn the mill!", name="Oro Vint", kind=Kind.DIRECT)
    event = at(events(scene(text, (said,))), text, "Burn")
    assert (event.certainty, event.chain) == (C.CALLED_FOR, ("Oro Vint",))


def test_a_call_makes_its_infinitive_called_for_though_the_parse_went_astray() -> None:
    text = "A recording urged rebels to burn the fort."
    said = link(text, "A recording", "urged", "burn the fort", name="Oro Vint")
    found = events(scene(text, (said,), (Deed(Act.CALLS_FOR, "rebels", ("fort",), True, ""),)))
    assert at(found, text, "burn").certainty is C.CALLED_FOR


def test_hops_without_a_name_are_left_out_of_the_chain() -> None:
    text = "Witnesses said soldiers fired on the crowd."
    said = link(text, "Witnesses", "said", "soldiers fired on the crowd", name="witnesses")
    hops = (Hop(None, C.ATTRIBUTED), *said.hops)
    renamed = type(said)(said.id, said.attribution, said.source_name, hops, None, said.certainty)
    assert at(events(scene(text, (renamed,))), text, "fired").chain == ("witnesses",)


def test_the_score_says_what_the_certainty_rests_on() -> None:
    plain, governed = "Rebels burned the fort.", "The ministry denied that soldiers had fired on the crowd."
    own = at(events(scene(plain)), plain, "burned").score
    under = at(events(scene(governed)), governed, "fired").score
    bare = "Rebels burned the fort."
    said = link(bare, "Rebels", "", "burned the fort", name="rebels")
    assert own > under > at(events(scene(bare, (said,))), bare, "burned").score
