"""Every sentence of a brief, in every form, has its support in the ledger; and nothing that is only said is stated as a fact.

A real house reads stories of all kinds: wire stories and their copies, a correction, a rumour, a tape, Arabic, a recording.
Its briefs are written, read back by other programs, and each sentence is followed through its notes to the bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path

import pytest

from purport.config import load
from purport.desk.handout.pieces import excerpt
from purport.errors import InstructionError
from purport.records import Certainty, Filter, Ruling, Span
from purport.records.briefs import Brief, Form, Label, Support, words_in
from purport.records.identity import digest
from purport.records.spans import words_of
from purport.records.stories import Origin
from purport.records.weighing import Likelihood, Proposal
from purport.rounds.briefing import told_in
from purport.rounds.briefnotes import Notebook
from purport.rounds.house import House
from tests.cli.conftest import BRIDGE
from tests.cli.test_weighing import COPY, CUT, OTHER, OWN, WIRE
from tests.desk.handout.grammar import SAID, pattern_of, vouched
from tests.desk.handout.parsed import PARSERS, Read, flat, letters
from tests.rounds.ears import WrittenEars, tape

STORIES = Path(__file__).parents[2] / "examples" / "stories"
EXAMPLES = ("recording.txt", "health-rumour.txt", "depot-denial.txt", "bridge-correction.txt", "recording-ar.txt")
NOW = datetime(2026, 11, 28, 7, 0, tzinfo=UTC)
FORMS = list(Form)
FACTS = re.compile(
    r"\b(is (true|false|proven)|in fact|indeed|actually|turned out|revealed that|showed that|proved that)\b"
)


class RulesHouse(House):
    """A house with ears that hear what is written in the bytes."""

    @cached_property
    def ears(self):  # type: ignore[no-untyped-def]
        return WrittenEars()


class Clock:
    """A clock that a test sets."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def house_of(folder: Path, config: str = "", clock: Clock | None = None) -> House:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "purport.toml").write_text('[read]\nreader = "rules"\n' + config)
    plan = load(folder / "purport.toml", {"PURPORT_HOME": str(folder)}, folder)
    return RulesHouse(plan, clock or Clock())


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("briefs")
    files = [str(STORIES / name) for name in EXAMPLES]
    for name, text in {"wire": WIRE, "copy": COPY, "cut": CUT, "own": OWN, "strike": OTHER, "bridge": BRIDGE}.items():
        (folder / f"{name}.txt").write_text(text)
        files.append(str(folder / f"{name}.txt"))
    (folder / "message.ogg").write_bytes(tape("The hour has come. Hold the bridge at Keld. We will burn the mill"))
    with house_of(folder / "house") as house:
        list(house.read([*files, str(folder / "message.ogg")]))
        house.corroboration.up_to_date()
        yield house


@dataclass(frozen=True)
class Made:
    """A brief, and what is read in each of its forms."""

    brief: Brief
    read: dict[Form, Read]


@pytest.fixture(scope="module")
def made(stocked: House) -> Made:
    choices = replace(stocked.briefing.choices("All that is held"), quote_limit=60)
    brief = stocked.brief(Filter(limit=None), choices)
    return Made(brief, {form: PARSERS[form](stocked.briefing.written(brief, form)[0]) for form in FORMS})


# The support of every sentence


NOTE = re.compile(
    r"(?:“(?P<quote>.*)”\. )?.+?\. (?:(?P<record>(?:st|ev)-[0-9a-f]{16}), )?(?:characters (?P<spans>[\d–, ]+) of|the whole of) "
    r"(?P<document>doc-[0-9a-f]{16})(?: and of the original)?(?:, at (?P<heard>[\d:., -]+) in the recording)?"
    r"(?:, .+ of the (?:original|text it was translated from))?\. (?P<digest>sha256:[0-9a-f]{64})"
)


@pytest.mark.parametrize("form", [Form.HTML, Form.DOCX, Form.MARKDOWN])
def test_every_sentence_has_its_support_in_the_ledger(stocked: House, made: Made, form: Form) -> None:
    """By the notes as they are read back: text, offsets, quotation, record and digest are what the ledger and the vault hold."""
    read = made.read[form]
    assert read.sentences
    for one in read.sentences:
        assert one.notes, f"without a note: {one.words}"
        for number in one.notes:
            _holds(stocked, read.notes[number])


def _holds(house: House, note: str) -> None:
    found = NOTE.fullmatch(note)
    assert found is not None, note
    row = house.ledger.document(found["document"])
    assert row.document.exhibit == found["digest"]
    assert digest(house.vault.fetch(found["digest"])) == found["digest"]
    if found["spans"]:
        ends = [part.split("–") for part in found["spans"].split(", ")]
        spans = tuple(Span(int(start), int(end)) for start, end in ends)
        assert flat(excerpt(words_of(spans, row.document.text), 60)) == found["quote"]
    if found["record"]:
        statement = house.row(found["record"])
        assert statement.document == row.id
    if row.document.spoken is not None and found["spans"]:
        assert found["heard"], "a recording is cited by the second"


def test_a_pdf_says_the_same_with_the_same_notes(made: Made) -> None:
    """Its Arabic is read back in the order in which it is drawn, so letters are compared."""
    pdf, page = made.read[Form.PDF], made.read[Form.HTML]
    assert [one.number for one in pdf.sentences] == [one.number for one in page.sentences]
    for ours, theirs in zip(page.sentences, pdf.sentences, strict=True):
        assert letters(ours.words) == letters(theirs.words)
        assert ours.notes == theirs.notes
    assert {n: letters(text) for n, text in pdf.notes.items()} == {n: letters(text) for n, text in page.notes.items()}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_says_what_the_record_says(made: Made, form: Form) -> None:
    ours = [letters(one.words) for one in made.brief.sentences]
    assert [letters(one.words) for one in made.read[form].sentences] == ours


# Nothing is stated as a fact


@pytest.mark.parametrize("form", [Form.HTML, Form.DOCX, Form.MARKDOWN])
def test_every_sentence_fits_the_grammar(made: Made, form: Form) -> None:
    for one in made.read[form].sentences:
        pattern_of(one.words)


def test_what_a_statement_is_told_in_is_as_sure_as_the_ledger(stocked: House, made: Made) -> None:
    read = made.read[Form.HTML]
    told: set[str] = set()
    for one in read.sentences:
        if pattern_of(one.words) != "said":
            continue
        (number,) = one.notes
        found = NOTE.fullmatch(read.notes[number])
        assert found is not None
        statement = stocked.row(found["record"]).statement
        told.add(statement.id)
        marks = SAID.fullmatch(one.words)["marks"]  # type: ignore[index]
        own = {str(statement.certainty), *(str(hop.certainty) for hop in statement.chain[-1:])}
        assert any(f"[{word.replace('_', ' ')}]" in marks for word in own)
        assert not vouched(one.words), one.words
        if statement.certainty is not Certainty.ATTRIBUTED:
            assert "[attributed]" not in marks
    assert told == {row.statement.id for row in stocked.rows(Filter(limit=None))}


def test_quotations_are_of_the_words_they_rest_on(stocked: House, made: Made) -> None:
    for one in made.brief.sentences:
        found = SAID.fullmatch(one.words)
        if found is None:
            continue
        (support,) = one.supports
        text = stocked.ledger.document(support.document).document.text
        whole = re.sub(r'["“”„«»\s]', "", words_of(support.spans, text))
        quote = found["quote"]
        assert re.sub(r'["“”„«»\s]', "", quote.removesuffix(" […]")) in whole
        assert len(quote) <= 60 + len(" […]")


def test_outside_quotations_nothing_is_vouched_for(made: Made) -> None:
    for one in made.brief.sentences:
        assert not FACTS.search(re.sub("“.*?”", "", one.words)), one.words


def test_all_certainties_of_the_stories_occur(made: Made) -> None:
    words = " ".join(one.words for one in made.brief.sentences)
    for mark in ("attributed", "purported", "rumoured", "denied", "could not be independently verified"):
        assert f"[{mark}]" in words


# Origins, contradictions, and what is not known


def lines(brief: Brief, key: str) -> list[str]:
    return [
        block.words for part in brief.sections if part.key == key for block in part.blocks if hasattr(block, "words")
    ]


def test_copies_are_one_origin_and_why(made: Made) -> None:
    told = lines(made.brief, "matters")
    first = next(line for line in told if line.startswith("4 stories tell of it, on 2 origins: Northwire"))
    assert "Halyard" in first
    assert any(
        re.match(r"[34] of the stories count as one origin, Northwire, for this reason: ", line) for line in told
    )


def test_a_reason_leads_by_its_notes_and_says_each_thing_once(made: Made) -> None:
    told = [line for line in lines(made.brief, "matters") if "count as one origin" in line]
    assert told and not any("(doc-" in line for line in told)
    for line in told:
        parts = line.partition("for this reason: ")[2].rstrip(".").split("; ")
        assert len(parts) == len(set(parts))


def test_where_accounts_differ(made: Made) -> None:
    (line,) = [line for line in lines(made.brief, "differ") if "number of dead" in line]
    assert "accounts differ: “12”" in line
    assert "against that, “at least 20”" in line


def test_what_a_grade_is_said_to_be(made: Made) -> None:
    told = " ".join(lines(made.brief, "matters"))
    assert "By rule, the proposed credibility of what is told is" in told
    assert "reliability of the source" not in told  # nothing is settled, so nothing is proposed
    assert any("No word of likelihood (ICD 203) is given" in line for line in lines(made.brief, "method"))


def test_likelihood_and_confidence_are_two_sentences(stocked: House) -> None:
    from purport.desk.handout import brief
    from purport.rounds.briefing import gathered

    found = gathered(stocked.ledger, Filter(document="wire", limit=None), 200, 1, lambda _what: None)
    (one,) = found.weighed
    likely = Likelihood("likely", "8 of 10 earlier statements were borne out", "low", "1 independent origin")
    known = replace(one, likelihood=likely, reliability=Proposal("B", "9 of 10 were borne out"))
    made = brief(replace(found, weighed=(known,)), stocked.briefing.choices("x"), NOW)
    told = lines(made, "matters")
    (first,) = [line for line in told if "ICD 203" in line]
    (second,) = [line for line in told if line.startswith("Apart from that, confidence")]
    assert "confidence" not in first
    assert "likely" not in second
    assert any("proposed reliability of the source is B (usually reliable)" in line for line in told)
    for sentence in made.sentences:
        pattern_of(sentence.words)


def test_a_matter_without_origins_says_so(stocked: House) -> None:
    from purport.desk.handout import brief
    from purport.rounds.briefing import gathered

    found = gathered(stocked.ledger, Filter(document="wire", limit=None), 200, 1, lambda _what: None)
    (one,) = found.weighed
    for roots in ((), (Origin("Northwire", None, (), (), (), "it is so"),)):
        known = replace(one, weight=replace(one.weight, origins=roots, contradictions=()))
        made = brief(replace(found, weighed=(known,)), stocked.briefing.choices("x"), NOW)
        told = " ".join(lines(made, "matters"))
        assert ("could not be counted" in told) == (not roots)
        assert ("All of it rests on one origin, Northwire" in told) == bool(roots)
        for sentence in made.sentences:
            pattern_of(sentence.words)


@pytest.fixture
def denied(tmp_path: Path) -> Iterator[House]:
    """A house with a story, and another in which a spokesman and his group deny it."""
    with house_of(tmp_path / "house") as house:
        list(house.read([str(STORIES / name) for name in ("depot-denial.txt", "depot-halyard.txt")]))
        house.corroboration.up_to_date()
        yield house


def _of_the_denial(house: House) -> tuple[Brief, str]:
    """What a brief of the story that denies says, and all that it says of its matter."""
    brief = house.brief(Filter(document="depot-denial", limit=None), house.briefing.choices("x"))
    for sentence in brief.sentences:
        pattern_of(sentence.words)
    return brief, "\n".join([*lines(brief, "matters"), *lines(brief, "differ")])


def test_what_a_person_rejected_is_told_nowhere_as_how_a_matter_stands(denied: House) -> None:
    _, before = _of_the_denial(denied)
    assert re.search(r"Sami Torvan, according to .+, denied having done it", before)
    assert "“Sami Torvan did not do it”, according to Sami Torvan" in before
    (said,) = [row for row in denied.rows(Filter(source="Torvan", limit=None)) if row.statement.act == "denies"]
    denied.decide(said.statement.id, Ruling.REJECTED, {}, "Ada Roe", "he did not say so")
    brief, after = _of_the_denial(denied)
    assert "Torvan" not in after
    assert re.search(r"Dorhal Liberation Front, according to .+, denied having done it", after)
    assert "Of what was read of this matter, people rejected some." in after
    assert "; of what was read to that effect, people rejected some." in after
    fronts = [row for row in denied.rows(Filter(source="Dorhal", limit=None)) if row.statement.act == "denies"]
    for row in fronts:
        denied.decide(row.statement.id, Ruling.REJECTED, {}, "Ada Roe", "")
    brief, none = _of_the_denial(denied)
    assert not re.search("denied having|denied it|not so|did not do it", none)
    assert brief.sentences
    denied.decide(said.statement.id, Ruling.WITHDRAWN, {}, "Ada Roe", "")
    assert re.search(r"Sami Torvan, according to .+, denied having done it", _of_the_denial(denied)[1])


def test_how_a_matter_stands_by_what_a_person_corrected_says_so(denied: House) -> None:
    (said,) = [row for row in denied.rows(Filter(source="Torvan", limit=None)) if row.statement.act == "denies"]
    given = {"source_name": "Rana Quell", "certainty": "purported", "spoken": "2024-03-11"}
    denied.decide(said.statement.id, Ruling.EDITED, given, "Ada Roe", "the sister speaks")
    brief, told = _of_the_denial(denied)
    assert re.search(
        r"Torvan, according to .+, denied having done it\. \[denied\] This is as it was read; a person corrected it\.",
        told,
    )
    assert "people corrected some" in told
    (when,) = [line for line in lines(brief, "when") if "11 March 2024" in line]
    assert when.startswith("Said or released, by what a person decided, on 11 March 2024: paragraph ")
    assert any("by what the texts state, on 13 March 2024" in line for line in lines(brief, "when"))


def test_weighing_counts_rejected_statements_in_which_events_of_the_matter_are_told(denied: House) -> None:
    def told() -> list[str]:
        return [line.text for line in denied.corroboration.weigh("depot-denial").lines if "rejected" in line.text]

    assert told() == []
    (said,) = [row for row in denied.rows(Filter(source="Torvan", limit=None)) if row.statement.act == "denies"]
    denied.decide(said.statement.id, Ruling.REJECTED, {}, "Ada Roe", "")
    assert told() == ["Of what was read of it, people rejected one, which still counts here."]


def test_gaps_are_told(made: Made) -> None:
    told = " ".join(lines(made.brief, "unknown"))
    for part in (
        "Not independently verified",
        "Who speaks is not named",
        "When it was said is not stated",
        "When it came out is not stated: “message”",
        "No second text is seen that tells what these do",
    ):
        assert part in told


def test_a_recording_is_cited_by_the_second(made: Made) -> None:
    note = next(text for text in made.read[Form.HTML].notes.values() if "message" in text and "“" in text)
    assert re.search(r"at \d+:\d\d\.\d-\d+:\d\d\.\d in the recording", note)


# Choosing, weighing or not


def test_a_brief_has_the_same_filters_as_a_list(stocked: House) -> None:
    wanted = Filter(source="Torvan", limit=None)
    brief = stocked.brief(wanted, stocked.briefing.choices("Torvan"), weigh=0)
    assert told_in(brief) == stocked.count(wanted)
    assert any("were not looked for: it was not asked for" in line for line in lines(brief, "short"))


def test_more_matters_than_are_weighed(stocked: House) -> None:
    brief = stocked.brief(Filter(limit=None), stocked.briefing.choices("x"), weigh=1)
    assert any("were looked for in 1 matters; " in line for line in lines(brief, "short"))


def test_older_statements_are_left_out_and_counted(stocked: House) -> None:
    choices = replace(stocked.briefing.choices("x"), most=5)
    brief = stocked.brief(Filter(limit=None), choices, weigh=0)
    assert told_in(brief) == 5
    assert any(line.startswith("Left out for length: ") for line in lines(brief, "short"))


def test_the_same_ledger_and_time_give_the_same_bytes(stocked: House) -> None:
    def once() -> list[bytes]:
        brief = stocked.brief(Filter(limit=None, violent=True), stocked.briefing.choices("x", Label.RED))
        return [stocked.briefing.written(brief, form)[0] for form in FORMS]

    assert once() == once()


# Handing over


def test_what_is_handed_over_is_noted(tmp_path: Path) -> None:
    clock = Clock()
    (tmp_path / "bridge.txt").write_text(BRIDGE)
    with house_of(tmp_path / "home", clock=clock) as house:
        list(house.read([str(tmp_path / "bridge.txt")]))
        assert house.briefing.since_last() is None
        brief = house.brief(Filter(limit=None), house.briefing.choices("Bridge"), weigh=0)
        handed, data = house.briefing.hand_over(brief, Form.MARKDOWN, tmp_path / "b.md")
        assert (tmp_path / "b.md").read_bytes() == data
        assert (handed.sha256, handed.statements) == (digest(data), told_in(brief))
        assert house.briefing.since_last() == NOW
        clock.now += timedelta(hours=1)
        later, _ = house.briefing.hand_over(brief, Form.HTML, None)
        assert later.file == "-"
        assert [one.form for one in house.briefing.notes.all()] == [Form.MARKDOWN, Form.HTML]


def test_a_file_that_cannot_be_written_leaves_what_was_there_and_no_note(tmp_path: Path) -> None:
    (tmp_path / "bridge.txt").write_text(BRIDGE)
    with house_of(tmp_path / "home") as house:
        list(house.read([str(tmp_path / "bridge.txt")]))
        brief = house.brief(Filter(limit=None), house.briefing.choices("Bridge"), weigh=0)
        (tmp_path / "taken.md").mkdir()
        for place in (tmp_path / "taken.md", tmp_path / "no" / "b.md"):
            with pytest.raises(InstructionError) as caught:
                house.briefing.hand_over(brief, Form.MARKDOWN, place)
            assert caught.value.code == "not-writable"
        assert house.briefing.notes.last() is None
        assert not [one for one in tmp_path.iterdir() if one.name.endswith(".part")]


class TestNotebook:
    def test_lines_that_are_none_are_passed_over(self, tmp_path: Path) -> None:
        book = Notebook(tmp_path)
        assert book.last() is None
        good = {
            "at": "2026-03-09T08:30:00.000000Z",
            "until": "2026-03-09T06:00:00.000000Z",
            "title": "x",
            "label": "TLP:RED",
            "form": "pdf",
            "file": "/b.pdf",
            "sha256": "sha256:0",
            "statements": 3,
            "period": "daily-2026-03-09T0600",
        }
        odd = [{**good, "label": "TLP:PINK"}, {**good, "at": "2026-03-09T08:30:00"}, [], {}]
        book.file.write_text("\n".join(["{half", *map(json.dumps, odd), json.dumps(good), '{"at":']))
        (one,) = book.all()
        assert (one.label, one.form, one.statements) == (Label.RED, Form.PDF, 3)
        assert book.periods() == {("daily-2026-03-09T0600", Form.PDF)}

    def test_a_note_comes_back_as_it_was(self, tmp_path: Path, stocked: House, made: Made) -> None:
        book = Notebook(tmp_path / "new")
        handed = replace(stocked.briefing.hand_over(made.brief, Form.MARKDOWN, None)[0], title="قال\u2028x")
        book.note(handed)
        assert book.last() == handed


def test_supports_keep_what_they_are_told(made: Made) -> None:
    assert all(isinstance(support, Support) for support in made.brief.notes)
    assert words_in(made.brief.dateline).startswith("Made 28 November 2026, 07:00 UTC.")
