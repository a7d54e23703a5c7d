"""How an act was done."""

from __future__ import annotations

import pytest

from purport.read.events import events
from purport.read.events.modes import table
from purport.records.names import Action
from tests.read.events.scenes import at, scene

CLEAR = [
    ("Bandits kidnapped a miller.", "kidnapped", "abduct"),
    ("A drone hit the fort.", "hit", "aerial"),
    ("Rebels attacked the fort with mortars.", "attacked", "heavy-weapons"),
    ("A suicide bombing killed two guards.", "bombing", "suicide-attack"),
    ("The rebels captured Sorn.", "captured", "seize"),
    ("Police arrested two men.", "arrested", "arrest"),
    ("The council imposed a curfew.", "curfew", "curfew"),
    ("The army deployed two battalions.", "deployed", "troops"),
    ("Dockers went on hunger strike.", "strike", "hunger"),
    ("The rebels released three nurses.", "released", "release"),
    ("Both sides declared a truce.", "truce", "ceasefire"),
    ("The envoy visited the valley.", "visited", "visit"),
]


@pytest.mark.parametrize(("text", "word", "mode"), CLEAR)
def test_clear_words_give_a_mode(text: str, word: str, mode: str) -> None:
    assert at(events(scene(text)), text, word).mode == mode


@pytest.mark.parametrize(
    ("text", "word"), [("Rebels attacked the fort.", "attacked"), ("The minister blamed the mayor.", "blamed")]
)
def test_other_words_give_none(text: str, word: str) -> None:
    assert at(events(scene(text)), text, word).mode is None


def test_the_table_names_only_roots_and_each_lemma_once() -> None:
    assert set(table()) <= {action.value for action in Action}
    assert all(mode for parts in table().values() for rows in parts.values() for mode in rows.values())
