"""The attribute ruler's memory: the same matches as without it."""

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from purport.read import ruler as under_test
from purport.read.parse import DEFAULT_MODEL

TEXT = (
    "There's nobody at the gate, and I ain't gonna wait. Let's go, they said; that's all we've got.\n\n"
    "The convoy that had left Orvat on Monday didn't arrive. She hasn't been told whether it was stopped.\n"
)


@pytest.fixture(scope="module")
def plain():
    return spacy.load(DEFAULT_MODEL)


@pytest.fixture(scope="module")
def quick():
    return under_test.with_memory(spacy.load(DEFAULT_MODEL))


def before_ruler(language, text):
    with language.select_pipes(disable=["attribute_ruler", "lemmatizer", "ner"]):
        return language(text)


def test_matches_are_those_of_the_ruler_itself(plain, quick):
    doc = before_ruler(plain, TEXT)
    there = before_ruler(quick, TEXT)
    wanted = plain.get_pipe("attribute_ruler").match(doc)
    assert wanted
    for _ in range(2):  # asked, then remembered
        assert quick.get_pipe("attribute_ruler").match(there) == wanted


SOME = "there is 's got ta let gon na the that but i you it do have once not n't Orvat ( )"
WORDS = st.sampled_from([*SOME.split(), "\n"])


@settings(max_examples=25, deadline=None)
@given(st.lists(WORDS, max_size=30))
def test_any_words_get_the_same_tags_lemmas_and_forms(plain, quick, words):
    text = " ".join(words)
    told = [[(t.pos_, t.tag_, t.lemma_, t.dep_, str(t.morph)) for t in one(text)] for one in (plain, quick)]
    assert told[0] == told[1]


def test_it_forgets_before_it_fills_the_memory(quick, monkeypatch):
    monkeypatch.setattr(under_test, "REMEMBERED", 3)
    memory = quick.get_pipe("attribute_ruler").match.__self__
    memory._remembered.clear()
    quick(TEXT)
    assert len(memory._remembered) <= 3


@pytest.mark.parametrize("pattern", [{"POS": "NOUN"}, {"LOWER": "x", "OP": "+"}, {"ENT_TYPE": "GPE"}])
def test_a_ruler_with_patterns_of_another_kind_is_left_as_it_is(pattern):
    language = spacy.load(DEFAULT_MODEL)
    ruler = language.get_pipe("attribute_ruler")
    ruler.add([[pattern]], {"POS": "X"})
    under_test.with_memory(language)
    assert "match" not in vars(ruler)


def test_a_pipeline_without_a_ruler_is_left_as_it_is():
    language = spacy.blank("en")
    assert under_test.with_memory(language) is language


def test_a_ruler_without_patterns_of_several_tokens():
    language = spacy.blank("en")
    ruler = language.add_pipe("attribute_ruler")
    ruler.add([[{"LOWER": "orvat"}]], {"POS": "PROPN"})
    doc = under_test.with_memory(language)("Orvat is far")
    assert [t.pos_ for t in doc] == ["PROPN", "", ""]
