"""Who said it, apart from who passes it on: the same rows on both databases, alone, with other conditions, and in older ledgers."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, event, text

from purport.errors import InstructionError
from purport.fold import tokens
from purport.ledger import opened
from purport.ledger.indexing import indexed_anew
from purport.ledger.port import Filing
from purport.records import Act, Certainty, Filter, Hop
from purport.records.chains import speaker_name
from tests.ledger.older import take_back
from tests.ledger.stories import AT, document, filed, keep, reading, said

NORTHWIRE, HALYARD = Hop("Northwire", Certainty.ATTRIBUTED), Hop("Halyard", Certainty.ATTRIBUTED)


def through(*names):
    """A chain of plain hops; None is one without a name."""
    return tuple(Hop(name, Certainty.ATTRIBUTED) for name in names)


STORIES = {
    "spokesman": (
        "The spokesman of the Dorhal Front told the Northwire agency that the mill was burnt.", "the mill was burnt",
        "The spokesman of the Dorhal Front",
        {"source_name": "spokesman of the Dorhal Front", "chain": through("Halyard", "Northwire", "spokesman of the Dorhal Front"),
         "act": Act.ACCUSES, "targets": ("the army",), "places": ("Kessim",)},
    ),
    "pronoun": (
        "She denied that the ferry was late.", "the ferry was late", "She",
        {"source_name": "Ásta Vane", "chain": through("Halyard", "Ásta Vane"), "act": Act.DENIES},
    ),
    "caller": (
        "A man who rang the paper said Osric Vane was ill.", "Osric Vane was ill", "A man who rang the paper",
        {"source_name": None, "chain": through("Selmark Standard", None)},
    ),
    "rumour": (
        "It is said that the bank will close.", "the bank will close", "", {"chain": through("Northwire", None)},
    ),
    "agency": (
        "Northwire reported that the road was open.", "the road was open", "Northwire", {"chain": through("Northwire")},
    ),
    "arabic": (
        "قال المتحدث باسم البلدية إن الجسر مفتوح.", "الجسر مفتوح", "المتحدث باسم البلدية",
        {"chain": through("Northwire", "المتحدث باسم البلدية")},
    ),
    "by hand": ("Somebody said so.", "Somebody said so.", "", {"chain": through("Northwire", "Mira Oss")}),
    "no chain": ("Nobody said that.", "Nobody said that.", "", {"chain": ()}),
}  # fmt: skip


def filings():
    for number, (name, (words, content, source, about)) in enumerate(STORIES.items()):
        doc = document(words, f"/in/{name}.txt", published=f"2026-03-{10 + number}", dateline_place="Arden")
        yield Filing(doc, reading(doc, said(doc, content, source, **about)))


@pytest.fixture
def ledger(ledger_url):
    with opened(ledger_url) as book:
        filed(book, *filings())
        yield book


def found(ledger, **asked):
    question = Filter(**asked, limit=None)
    rows = ledger.rows(question)
    assert ledger.count(question) == len(rows) == ledger.tally(question) == len(ledger.sayings(question))
    assert [one.id for one in ledger.sayings(question)] == [row.statement.id for row in rows]
    return {row.name for row in rows}


@pytest.mark.parametrize(
    ("words", "said_by", "in_chain"),
    [
        ("Northwire", {"agency"}, {"spokesman", "rumour", "agency", "arabic", "by hand"}),
        ("halyard", set(), {"spokesman", "pronoun"}),
        ("DORHAL spokesman", {"spokesman"}, {"spokesman"}),
        ("dorhal northwire", set(), {"spokesman"}),
        ("asta vane", {"pronoun"}, {"pronoun"}),
        ("ÁSTA", {"pronoun"}, {"pronoun"}),
        ("she", {"pronoun"}, {"pronoun"}),
        ("man rang", {"caller"}, {"caller"}),
        ("osric", set(), set()),
        ("standard", set(), {"caller"}),
        ("المُتَحَدّث", {"arabic"}, {"arabic"}),
        ("البلديه", {"arabic"}, {"arabic"}),
        ("الجسر", set(), set()),
        ("mira", {"by hand"}, {"by hand"}),
        ("dorhal'", {"spokesman"}, {"spokesman"}),
        ("dor", set(), set()),
        ("nobody", set(), set()),
    ],
)
def test_who_said_it_and_who_is_in_the_chain(ledger, words, said_by, in_chain):
    assert found(ledger, speaker=words) == said_by
    assert found(ledger, source=words) == in_chain


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"speaker": "spokesman", "source": "northwire"}, {"spokesman"}),
        ({"speaker": "spokesman", "source": "standard"}, set()),
        ({"speaker": "spokesman", "act": Act.ACCUSES}, {"spokesman"}),
        ({"speaker": "spokesman", "act": Act.DENIES}, set()),
        ({"speaker": "vane", "act": Act.DENIES, "certainty": Certainty.ATTRIBUTED, "violent": False}, {"pronoun"}),
        ({"speaker": "spokesman", "target": "army", "place": "kessim"}, {"spokesman"}),
        ({"words": "kessim"}, {"spokesman"}),  # words find the names of places, as they do those of sources and targets
        ({"words": "arden -mill", "speaker": "northwire"}, {"agency"}),
        ({"speaker": "spokesman", "place": "arden", "since": "2026-03-10", "until": "2026-03-10"}, {"spokesman"}),
        ({"speaker": "spokesman", "since": "2026-03-11"}, set()),
        ({"speaker": "spokesman", "words": "mill"}, {"spokesman"}),
        ({"speaker": "spokesman", "words": "ferry"}, set()),
        ({"speaker": "spokesman", "words": '"mill was" -ferry'}, {"spokesman"}),
        ({"speaker": "spokesman", "document": "spokesman"}, {"spokesman"}),
        ({"speaker": "spokesman", "document": "agency"}, set()),
        ({"speaker": "dorhal", "words": "dorhal"}, {"spokesman"}),
        ({"words": "dorhal -northwire"}, set()),
    ],
)
def test_with_other_conditions(ledger, asked, names):
    assert found(ledger, **asked) == names


def test_documents_of_who_said_it(ledger):
    assert [line.name for line in ledger.search_documents(Filter(words="northwire", speaker="northwire"))] == ["agency"]
    assert [row.document.name for row in ledger.documents(Filter(speaker="northwire"))] == ["agency"]


@pytest.mark.parametrize("words", ["", " ", "!!", "— …", "''"])
def test_nothing_to_look_for_is_told(ledger, words):
    with pytest.raises(InstructionError) as told:
        ledger.rows(Filter(speaker=words))
    assert (told.value.code, told.value.subject) == ("no-words", f"--speaker {words}")


NAMES = st.lists(st.sampled_from(["Osric", "Vane", "Mira", "Ásta", "Öss", "حداد", "سامي"]), max_size=3).map(" ".join)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(outer=NAMES, own=NAMES, asked=NAMES.filter(bool))
def test_it_is_the_words_of_who_said_it_that_count(ledger, outer, own, asked):
    doc = document(f"{outer} had it from {own} that rain fell.", f"/in/{outer} {own}.txt")
    one = said(doc, "rain fell", chain=through(outer or None, own or None), source_name=own or None)
    keep(ledger, doc.text, doc.origin)
    ledger.file(doc, reading(doc, one), AT)
    among = {"document": doc.origin, "limit": None}
    wanted, told = {*tokens(asked)}, tokens(speaker_name(one) or "")
    assert bool(ledger.count(Filter(speaker=asked, **among))) is (wanted <= {*told})
    assert bool(ledger.count(Filter(source=asked, **among))) is (wanted <= {*told, *tokens(outer)})


def test_a_statement_observed_anew_is_found_by_its_new_speaker_alone(ledger):
    doc = document("He said it.", "/in/anew.txt")
    for number, name in enumerate(("Mira Oss", "Ada Roe")):
        one = said(doc, "He said it.", source_name=name, chain=through("Northwire", name))
        keep(ledger, doc.text, doc.origin)
        ledger.file(doc, reading(doc, one, steps=(("parse", str(number)),)), AT)
    assert found(ledger, speaker="roe") == {"anew"}
    assert found(ledger, speaker="oss") == {"by hand"}


# Older ledgers


def indexed(url, words):
    """How many rows of the index hold a word as a speaker's; None where the table has no such column."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            columns = [row.name for row in connection.execute(text("PRAGMA table_info(statement_words)"))]
            sql = f"SELECT count(*) FROM statement_words WHERE statement_words MATCH 'speaker : {words}'"
            number = connection.scalar(text(sql)) if "speaker" in columns else None
        else:
            sql = f"SELECT count(*) FROM statement_words WHERE terms @@ CAST('''h={words}''' AS tsquery)"
            number = connection.scalar(text(sql)) or None
    engine.dispose()
    return number


@pytest.mark.parametrize("version", ["0018", "0017", "0014", "0002", "0001"])
def test_a_ledger_of_an_earlier_version_answers_it(ledger_url, version):
    with opened(ledger_url) as ledger:
        filed(ledger, *filings())
    assert indexed(ledger_url, "spokesman") == 1
    take_back(ledger_url, version)
    assert indexed(ledger_url, "spokesman") is None
    with opened(ledger_url) as ledger:
        assert found(ledger, speaker="spokesman", words="mill") == {"spokesman"}
        assert found(ledger, speaker="northwire") == {"agency"}
        assert found(ledger, source="halyard") == {"spokesman", "pronoun"}
        assert found(ledger, words="rain") == set()
        assert found(ledger, words="kessim") == {"spokesman"}
        assert list(ledger.faults()) == []
    assert indexed(ledger_url, "spokesman") == 1


def test_postgresql_counts_the_index_that_was_made_anew(ledger_url):
    if ledger_url.startswith("sqlite"):
        pytest.skip("SQLite chooses its ways without counts of words")
    with opened(ledger_url) as ledger:
        filed(ledger, *filings())
    take_back(ledger_url, "0018")
    with opened(ledger_url) as ledger, ledger._asking() as connection:
        counted = connection.scalar(text("SELECT reltuples FROM pg_class WHERE relname = 'statement_words'"))
    assert counted == len(STORIES)


def test_a_ledger_without_statements_is_brought_up_to_date(ledger_url):
    with opened(ledger_url):
        pass
    take_back(ledger_url, "0018")
    with opened(ledger_url) as ledger:
        assert found(ledger, speaker="spokesman") == set()
        filed(ledger, *filings())
        assert found(ledger, speaker="spokesman") == {"spokesman"}


def test_an_upgrade_that_is_cut_off_is_made_again(ledger_url, monkeypatch):
    with opened(ledger_url) as ledger:
        filed(ledger, *filings())
    take_back(ledger_url, "0018")

    def cut(*_):
        raise RuntimeError("no power")

    with monkeypatch.context() as patch:
        patch.setattr("purport.ledger.indexing.fill", cut)
        with pytest.raises(RuntimeError, match="no power"):
            opened(ledger_url)
    assert indexed(ledger_url, "spokesman") is None
    with opened(ledger_url) as ledger:
        assert found(ledger, speaker="spokesman") == {"spokesman"}


def test_the_index_made_anew_answers_the_same(ledger):
    with ledger._writing() as connection:
        indexed_anew(connection)
    assert found(ledger, speaker="northwire") == {"agency"}
    assert found(ledger, source="halyard") == {"spokesman", "pronoun"}


# Plans


def test_all_of_it_is_one_question_to_the_full_text_index(tmp_path):
    from sqlalchemy import Engine

    asked = []

    def note(_connection, cursor, sql, parameters, _context, _many):
        if "MATCH" in sql:
            plan = cursor.execute(f"EXPLAIN QUERY PLAN {sql}", parameters).fetchall()
            asked.append((parameters[0], [row[3] for row in plan]))

    with opened(f"sqlite:///{tmp_path / 'ledger.db'}") as ledger:
        filed(ledger, *filings())
        event.listen(Engine, "before_cursor_execute", note)
        try:
            ledger.rows(Filter(speaker="spokesman", source="northwire", act=Act.ACCUSES, words="mill"))
        finally:
            event.remove(Engine, "before_cursor_execute", note)
    ((expression, plan),) = asked
    assert expression == ('("mill") AND (source : ("northwire")) AND (speaker : ("spokesman")) AND ("§act§accuses")')
    assert plan[0].startswith("SCAN statement_words VIRTUAL TABLE")
    assert not any("TEMP B-TREE" in step for step in plan)
