"""Each rule on a sentence of its own: rule, source, cue, content."""

from __future__ import annotations

import pytest

from tests.read.attribution.conftest import Read

CASES = [
    # direct quotations
    (
        "quotation-cue-after",
        '"The dam will hold," the engineer Lena Markovic said on Monday.',
        ("the engineer Lena Markovic", "said", '"The dam will hold,"'),
    ),
    (
        "quotation-cue-after",
        "“We opened the gates at dawn,” said Tomas Reyl, the harbour master.",
        ("Tomas Reyl, the harbour master", "said", "“We opened the gates at dawn,”"),
    ),
    (
        "quotation-cue-before",
        'The harbour master told reporters, "We opened the gates at dawn."',
        ("The harbour master", "told", '"We opened the gates at dawn."'),
    ),
    (
        "quotation-cue-before",
        'The harbour master said: "We opened the gates at dawn."',
        ("The harbour master", "said", '"We opened the gates at dawn."'),
    ),
    (
        "quotation-cue-in-the-middle",
        '"We opened the gates," the harbour master said, "and nobody drowned."',
        ("the harbour master", "said", '"We opened the gates," … "and nobody drowned."'),
    ),
    (
        "quotation-cue-in-the-middle",
        '"We opened the gates," the harbour master said. "Nobody drowned."',
        ("the harbour master", "said", '"We opened the gates," … "Nobody drowned."'),
    ),
    ("colon", 'Governor: "We will not leave."', ("Governor", ":", '"We will not leave."')),
    # clauses
    (
        "that-clause",
        "Police said that the road had been mined.",
        ("Police", "said", "that the road had been mined"),
    ),
    ("that-clause", "Police said the road had been mined.", ("Police", "said", "the road had been mined")),
    (
        "that-clause",
        "The convoy reached the mill at noon, the driver Pavel Ost said.",
        ("the driver Pavel Ost", "said", "The convoy reached the mill at noon"),
    ),
    (
        "that-clause",
        "The army denied that its planes had bombed the ferry.",
        ("The army", "denied", "that its planes had bombed the ferry"),
    ),
    (
        "that-clause",
        "The warlord warned that drivers would be shot.",
        ("The warlord", "warned", "that drivers would be shot"),
    ),
    (
        "that-clause",
        "The villagers fear that the shelling will resume.",
        ("The villagers", "fear", "that the shelling will resume"),
    ),
    (
        "that-clause",
        'The mayor said the truce was "dead on arrival" and that nobody should trust it.',
        ("The mayor", "said", 'the truce was "dead on arrival" and that nobody should trust it'),
    ),
    (
        "that-clause",
        "The paper quoted a driver as saying that the bridge was gone.",
        ("a driver", "saying", "that the bridge was gone"),
    ),
    (
        "that-clause",
        "The ministry issued a statement saying that the port was safe.",
        ("The ministry", "saying", "that the port was safe"),
    ),
    # calls, threats, denials, accusations
    (
        "call-on-somebody",
        "The colonel urged his men to hold the ridge.",
        ("The colonel", "urged", "his men to hold the ridge"),
    ),
    (
        "call-on-somebody",
        "The preacher is calling on followers to burn the depots.",
        ("The preacher", "is calling on", "followers to burn the depots"),
    ),
    (
        "call-on-somebody",
        "The general ordered his men to withdraw.",
        ("The general", "ordered", "his men to withdraw"),
    ),
    (
        "preposition",
        "The preacher called for attacks on the railway.",
        ("The preacher", "called for", "attacks on the railway"),
    ),
    ("preposition", "The warlord warned of more attacks.", ("The warlord", "warned of", "more attacks")),
    ("infinitive", "The warlord threatened to close the river.", ("The warlord", "threatened", "to close the river")),
    (
        "infinitive",
        "The minister promised to rebuild the bridge.",
        ("The minister", "promised", "to rebuild the bridge"),
    ),
    ("doing", "The militia denied firing on the clinic.", ("The militia", "denied", "firing on the clinic")),
    (
        "doing",
        "The militia denied having fired on the clinic.",
        ("The militia", "denied", "having fired on the clinic"),
    ),
    (
        "object",
        "The militia denied responsibility for the blast.",
        ("The militia", "denied", "responsibility for the blast"),
    ),
    (
        "object",
        "The group claimed responsibility for the bombing.",
        ("The group", "claimed", "responsibility for the bombing"),
    ),
    (
        "object-and-preposition",
        "The council accused the militia of stealing grain.",
        ("The council", "accused", "the militia of stealing grain"),
    ),
    ("object-and-preposition", "Many see the truce as a trap.", ("Many", "see", "the truce as a trap")),
    # passives and nobody
    (
        "passive-infinitive",
        "The leader was reported to have fled the city.",
        ("", "was reported", "The leader … to have fled the city"),
    ),
    ("passive-preposition", "The clerk was accused of treason.", ("", "was accused of", "The clerk … treason")),
    (
        "passive-clause",
        "It is believed that the hostages are alive.",
        ("", "is believed", "that the hostages are alive"),
    ),
    ("passive", "An explosion was reported near the customs house.", ("", "was reported", "An explosion")),
    (
        "passive-by",
        "The pact was denounced by the opposition.",
        ("the opposition", "was denounced", "The pact"),
    ),
    ("seeming", "The column appeared to turn back.", ("", "appeared", "The column … to turn back")),
    ("hearsay-adverb", "The militia allegedly looted the mill.", ("", "allegedly", "The militia … looted the mill")),
    (
        "rumour",
        "Rumours have spread about the price of salt.",
        ("", "Rumours … have spread", "the price of salt"),
    ),
    ("rumour", "Word spread that the dam had burst.", ("", "Word … spread", "that the dam had burst")),
    # asides
    (
        "according-to",
        "According to the ministry, three boats were lost.",
        ("the ministry", "According to", "three boats were lost"),
    ),
    (
        "according-to",
        "Three boats were lost, according to the ministry of fisheries.",
        ("the ministry of fisheries", "according to", "Three boats were lost"),
    ),
    (
        "parenthetical-cue",
        "The raid, the governor said, had failed.",
        ("the governor", "said", "The raid … had failed"),
    ),
    (
        "as-somebody-said",
        "As the mayor put it, the war has moved next door.",
        ("the mayor", "put", "the war has moved next door"),
    ),
    (
        "in-words-of",
        "In the opinion of a retired surveyor, the tunnel is too narrow.",
        ("a retired surveyor", "opinion", "the tunnel is too narrow"),
    ),
    ("for-somebody", "For the bishop, the truce is a trap.", ("the bishop", "For", "the truce is a trap")),
    (
        "citing",
        "The weekly claimed, citing a customs officer, that the cranes had been dismantled.",
        ("a customs officer", "citing", "that the cranes had been dismantled"),
    ),
    # nouns and attitudes
    (
        "noun-that",
        "His claim that the village was empty angered the survivors.",
        ("His", "claim", "that the village was empty"),
    ),
    (
        "noun-that",
        "The ministry rejected a claim by the boat owners that licences had been sold.",
        ("the boat owners", "claim", "that licences had been sold"),
    ),
    (
        "noun-that",
        "A spokesman confirmed the captain's account that the engine failed.",
        ("the captain's", "account", "that the engine failed"),
    ),
    (
        "noun-that-nobody",
        "The warning that the dam would burst came on Friday.",
        ("", "warning", "that the dam would burst"),
    ),
    (
        "noun-that-nobody",
        "Reports that the port had fallen reached the capital.",
        ("", "Reports", "that the port had fallen"),
    ),
    (
        "noun-infinitive",
        "The general repeated his threat to shell the harbour.",
        ("his", "threat", "to shell the harbour"),
    ),
    (
        "attitude",
        "The envoy was confident that the talks would go on.",
        ("The envoy", "was confident", "that the talks would go on"),
    ),
    ("noun-about", "The mayor raised questions about the count.", ("The mayor", "raised questions about", "the count")),
    ("noun-of", "His criticism of the siege was sharp.", ("His", "criticism of", "the siege")),
    ("noun-of-nobody", "There were reports of shelling near the port.", ("", "reports of", "shelling near the port")),
    ("passive-name", "He was considered a traitor.", ("", "was considered", "He … a traitor")),
    # the order of words
    (
        "trailing-cue",
        "A second convoy has left the grain terminal at Lubno, Maj. Oskar Feld of the coast guard said on Friday.",
        ("Maj. Oskar Feld of the coast guard", "said", "A second convoy has left the grain terminal at Lubno"),
    ),
    (
        "inverted-cue",
        "Two trams had been set alight near the stadium, writes the Evening Post.",
        ("the Evening Post", "writes", "Two trams had been set alight near the stadium"),
    ),
    (
        "say-and-the-rest",
        "The captain said no to a truce that the mayor had offered.",
        ("The captain", "said", "no to a truce that the mayor had offered"),
    ),
    (
        "object",
        "The owner offered a reward if the boats were found.",
        ("The owner", "offered", "a reward if the boats were found"),
    ),
    (
        "that-clause",
        '"We tried," he said, adding that the talks were over.',
        ("he", "adding", "that the talks were over"),
    ),
    ("attitude", "The bishop was critical of the siege.", ("The bishop", "was critical of", "the siege")),
]


@pytest.mark.parametrize(("rule", "text", "marks"), CASES, ids=[f"{rule}: {text[:30]}" for rule, text, _ in CASES])
def test_rule_finds_its_sentence(read: Read, rule: str, text: str, marks: tuple[str, str, str]) -> None:
    found = {(a.rule, a.source, a.cue, a.content) for a in read(text)}
    assert (rule, *marks) in found


@pytest.mark.parametrize("text", [text for _, text, _ in CASES])
def test_every_find_has_a_score_and_a_reason(read: Read, text: str) -> None:
    for a in read(text):
        assert 0 < a.found.score <= 1
        assert a.found.reason
        assert a.found.content


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “liberation committee” met on Tuesday.",
        "The figures could not be checked by anyone.",
        "Two boats sank in the storm.",
        "The “festival” has been shrinking since spring.",
        "He crossed the river at night and reached the mill.",
    ],
)
def test_what_is_no_statement(read: Read, text: str) -> None:
    assert read(text) == []


def test_inner_statements_are_found_too(read: Read) -> None:
    found = {(a.source, a.cue) for a in read("Residents said the mayor had promised to leave.")}
    assert found >= {("Residents", "said"), ("the mayor", "had promised")}


def test_negated_cue_keeps_its_negation(read: Read) -> None:
    (found,) = read("The general did not say that the port had fallen.")
    assert found.cue == "did not say"


def test_appositions_and_titles_belong_to_the_source(read: Read) -> None:
    (found,) = read("Capt. Ilya Dorn, a spokesman for the border guard, said on Tuesday that two scouts were missing.")
    assert found.source == "Capt. Ilya Dorn, a spokesman for the border guard"
    assert found.content == "that two scouts were missing"


def test_joined_verb_of_another_tense_has_the_same_speaker(read: Read) -> None:
    found = read(
        "The prosecutor said that the clerks should return the ledgers and urged all witnesses to remain calm."
    )
    assert [(a.source, a.cue, a.content) for a in found] == [
        ("The prosecutor", "said", "that the clerks should return the ledgers"),
        ("The prosecutor", "urged", "all witnesses to remain calm"),
    ]


def test_hyphened_name_is_one_name(read: Read) -> None:
    found = read("“Lock the doors and keep the lamps low,” al-Harith said, thanking the watchmen.")
    assert found[0].source == "al-Harith"


def test_nothing_before_the_body(read: Read) -> None:
    text = "Officials said the road was open. Police said the road was mined."
    body = text.index("Police")
    assert [a.source for a in read(text, body)] == ["Police"]


def test_marks_keep_to_their_paragraph(read: Read) -> None:
    text = "Report from the coast\n\nThe mayor said the road was mined."
    assert [(a.source, a.content) for a in read(text)] == [("The mayor", "the road was mined")]


def test_cue_and_source_words_are_indexes_of_the_parse(read: Read) -> None:
    (found,) = read("Police said the road had been mined.")
    assert (found.found.source_word, found.found.cue_word) == (0, 1)


def test_a_clause_that_describes_the_speaker_is_not_what_he_says(read: Read) -> None:
    assert not [f for f in read("She rejected the offer by the club that signed her brother.") if f.rule == "noun-that"]
