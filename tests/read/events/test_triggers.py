"""Which words name an act, and which act."""

from __future__ import annotations

from itertools import pairwise

import pytest

from purport.read.events.lexicon import lexicon
from purport.read.events.triggers import governed, is_figurative, triggers
from purport.records import Action
from tests.read.events.scenes import parse_once

A = Action


def found(text: str) -> list[tuple[str, Action]]:
    return [(t.anchor.of(text), t.action) for t in triggers(parse_once(text))]


@pytest.mark.parametrize(("text", "words", "action"), [
    ("The rebels burned the fort.", "burned", A.ASSAULT),
    ("Gunmen shot down a helicopter near Ordu.", "shot down", A.ASSAULT),
    ("Marines opened fire on the ferry.", "opened", A.ASSAULT),
    ("The militia took two nurses hostage.", "took", A.ASSAULT),
    ("Sappers laid mines along the road.", "laid", A.ASSAULT),
    ("A mob set the mill on fire.", "set", A.ASSAULT),
    ("The column marched on the capital.", "marched", A.ASSAULT),
    ("Teachers marched through the capital.", "marched", A.PROTEST),
    ("Police closed the bridge.", "closed", A.COERCE),
    ("Guards turned back the lorries.", "turned back", A.COERCE),
    ("Guards denied entry to the convoy.", "denied", A.COERCE),
    ("Police charged a clerk on Monday.", "charged", A.COERCE),
    ("The ministry sent troops north.", "sent", A.MOBILIZE),
    ("The ministry sent envoys north.", "sent", A.CONSULT),
    ("The robbers broke into the depot.", "broke", A.ASSAULT),
    ("Guards beat the porter, then broke down the door.", "broke down", A.ASSAULT),
    ("The convoy came under fire near Ordu.", "came", A.ASSAULT),
    ("The guards led away two porters.", "led away", A.COERCE),
    ("Soldiers hauled the clerk off to prison.", "hauled", A.COERCE),
    ("Police questioned the driver for two hours.", "questioned", A.COERCE),
    ("Police seized a cache of rifles.", "seized", A.COERCE),
    ("Rebels seized the bridge.", "seized", A.ASSAULT),
    ("The president dissolved parliament.", "dissolved", A.COERCE),
    ("The two sides exchanged fire.", "exchanged", A.ASSAULT),
    ("The two sides exchanged prisoners.", "exchanged", A.RETREAT),
    ("The militia disbanded.", "disbanded", A.RETREAT),
    ("The conscripts deserted.", "deserted", A.RETREAT),
    ("Envoys brokered a truce.", "brokered", A.AGREE),
    ("The cabinet turned down the offer.", "turned down", A.REJECT),
    ("The army tested a missile.", "tested", A.MOBILIZE),
    ("Rebels ran over a guard.", "ran", A.ASSAULT),
    ("The crowd pelted the bus.", "pelted", A.ASSAULT),
    ("The device went off at noon.", "went off", A.ASSAULT),
    ("The ministry sent flour north.", "sent", A.AID),
    ("Volunteers gave the families tents.", "gave", A.AID),
    ("The garrison laid down its rifles.", "laid down", A.RETREAT),
    ("The gang let the driver go.", "let", A.RETREAT),
    ("The governor lifted the curfew.", "lifted", A.CONCEDE),
    ("The minister resigned.", "resigned", A.CONCEDE),
    ("The union froze the accounts of two officers.", "froze", A.SANCTION),
    ("Miners walked out over pay.", "walked out", A.PROTEST),
    ("Shopkeepers went on strike.", "went on strike", A.PROTEST),
    ("An air strike hit the depot.", "strike", A.ASSAULT),
    ("The two sides signed a pact.", "signed a pact", A.AGREE),
    ("The envoy met the mayor.", "met", A.CONSULT),
    ("The mayor thanked the nurses.", "thanked", A.SUPPORT),
    ("The bishop urged the guards to leave.", "urged", A.REQUEST),
    ("The bishop called on the guards to leave.", "called", A.REQUEST),
    ("The bishop told the guards to leave.", "told", A.REQUEST),
    ("The gang vowed to burn the mill.", "vowed", A.THREATEN),
    ("The bishop blamed the guards.", "blamed", A.ACCUSE),
    ("The guards rejected the offer.", "rejected", A.REJECT),
])  # fmt: skip
def test_verbs_and_frames(text: str, words: str, action: Action) -> None:
    assert (words, action) in found(text)


@pytest.mark.parametrize("text", [
    "The guards held a press conference.",
    "The two sides took part in a parade.",
    "The farmer laid a wreath.",
    "Trade talk filled the market.",
    "The agency withdrew the claim.",
    "The firm mined copper near Ordu.",
    "The choir broke into song.",
    "The project ran over budget.",
    "The alarm went off at noon.",
    "The chairman took over the shop.",
    "The mayor led the choir.",
    "Traders exchanged gossip.",
    "The tailor cut down on sugar.",
])  # fmt: skip
def test_look_alikes_are_no_events(text: str) -> None:
    assert found(text) == []


def test_a_light_verb_and_its_noun_are_one_anchor() -> None:
    assert found("The cell carried out the mill bombings.") == [("carried out the mill bombings", A.ASSAULT)]


def test_a_noun_carries_the_verb_that_tells_its_harm() -> None:
    assert found("A blast killed two clerks.") == [("blast", A.ASSAULT)]


def test_a_weapon_gives_way_to_its_verb() -> None:
    assert found("A car bomb wrecked the library.") == [("wrecked", A.ASSAULT)]
    assert found("The clerk placed a bomb under the bus.") == [("placed", A.ASSAULT)]


def test_one_sentence_several_acts() -> None:
    text = "Police closed the road, arrested two men and searched a mill."
    assert [action for _, action in found(text)] == [A.COERCE, A.COERCE, A.COERCE]


def test_anchors_are_in_order_and_apart() -> None:
    text = "The raid on the mill, an act of arson, led police to launch a search and arrest two men."
    anchors = [t.anchor for t in triggers(parse_once(text))]
    assert anchors == sorted(anchors)
    assert all(not a.overlaps(b) for a, b in pairwise(anchors))


@pytest.mark.parametrize(("text", "expected"), [
    ("The minister declared war on corruption.", True),
    ("The party launched a verbal attack on the mayor.", True),
    ("The rebels attacked the mayor.", False),
    ("The rebels attacked the tax office.", False),
])  # fmt: skip
def test_figures_of_speech(text: str, expected: bool) -> None:
    parse = parse_once(text)
    trigger = next(t for t in triggers(parse) if t.action is A.ASSAULT)
    assert is_figurative(parse, trigger) is expected


def test_governed_words_leave_out_when() -> None:
    parse = parse_once("The column marched on Monday through the town.")
    verb = next(w for w in parse.words if w.text == "marched")
    assert "on" not in governed(parse, verb)


def test_the_table_holds_together() -> None:
    words = lexicon()
    assert set(words.verbs.values()) | set(words.nouns.values()) <= set(Action)
    assert {action for frames in words.frames.values() for _, action in frames if action} == set(Action)
    assert all(lemma == lemma.lower() for lemma in [*words.verbs, *words.nouns, *words.frames])
