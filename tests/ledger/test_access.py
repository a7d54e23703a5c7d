"""Accounts, sessions, tokens, tries and the access log in the ledger, on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import create_engine, text

from purport.errors import InstructionError
from purport.ledger import opened
from purport.records.access import Account, Rank, SavedSearch, Scope, Session, Token, secret_digest
from tests.ledger.build import NOON, later
from tests.ledger.older import run

ADA = Account("ada", Rank.ADMIN, "$argon2id$ada", None, NOON)
RHEA = Account("rhea", Rank.READER, None, "https://login.example person-17", NOON)


@pytest.fixture
def ledger(ledger_url):
    with opened(ledger_url) as book:
        yield book


@pytest.fixture
def book(ledger):
    ledger.access.add(ADA)
    ledger.access.add(RHEA)
    return ledger.access


def session(name="one", account="ada", hours=12.0):
    return Session(secret_digest(name), account, NOON, NOON, NOON + timedelta(hours=hours))


def token(name="nightly", account="ada", **more):
    return Token(secret_digest(name), account, name, (Scope.READ, Scope.EXPORT), NOON, **more)


def code(asked):
    with pytest.raises(InstructionError) as fault:
        asked()
    return fault.value.code


def test_accounts_come_back_by_name_and_by_subject(book):
    assert book.accounts() == [ADA, RHEA]
    assert book.account("ada") == ADA and book.account("nobody") is None
    assert book.account_of("https://login.example person-17") == RHEA and book.account_of("x") is None


def test_a_name_or_a_subject_is_taken_once(book):
    assert code(lambda: book.add(ADA)) == "account-exists"
    assert code(lambda: book.add(replace(RHEA, name="rhea2"))) == "account-exists"
    book.add(replace(ADA, name="anna"))  # no subject is no subject in common
    assert [one.name for one in book.accounts()] == ["ada", "anna", "rhea"]


def test_a_changed_account_is_logged_out(book):
    book.begin(session())
    book.failed(("account ada", "address 192.0.2.1"), NOON)
    assert book.change("ada", password="$argon2id$new").password == "$argon2id$new"
    assert book.session(secret_digest("one")) is None
    assert book.failures("account ada", NOON) == 0 and book.failures("address 192.0.2.1", NOON) == 1
    assert book.change("rhea", role=Rank.ANALYST) == replace(RHEA, role=Rank.ANALYST)


def test_the_last_admin_stays(book):
    assert code(lambda: book.drop("ada")) == "last-admin"
    assert code(lambda: book.change("ada", role=Rank.READER)) == "last-admin"
    book.change("rhea", role=Rank.ADMIN)
    assert book.drop("ada") == ADA and book.accounts() == [replace(RHEA, role=Rank.ADMIN)]


def test_who_goes_takes_all_along(book):
    book.begin(session("two", "rhea"))
    book.give(token(account="rhea"))
    book.save(SavedSearch("rhea", "denials", "act=denies", NOON))
    book.drop("rhea")
    assert book.session(secret_digest("two")) is None
    assert book.tokens() == [] and book.searches("rhea") == []


def test_unknown_accounts(book):
    assert code(lambda: book.drop("nobody")) == "unknown-account"
    assert code(lambda: book.change("nobody", role=Rank.READER)) == "unknown-account"
    assert code(lambda: book.give(token(account="nobody"))) == "unknown-account"


def test_sessions_begin_are_used_and_end(book):
    book.begin(session())
    assert book.session(secret_digest("one")) == session()
    book.touch(secret_digest("one"), later(60))
    assert book.session(secret_digest("one")).seen_at == later(60)
    book.end(secret_digest("one"))
    book.end(secret_digest("one"))
    assert book.session(secret_digest("one")) is None


def test_sessions_that_are_over_go_when_another_begins(book):
    book.begin(session("old", hours=1))
    book.begin(replace(session("new"), created_at=NOON + timedelta(hours=2)))
    assert book.session(secret_digest("old")) is None and book.session(secret_digest("new")) is not None


def test_tokens_are_given_used_and_revoked(book):
    book.give(token())
    book.give(token("other", ends_at=later(3600)))
    assert book.tokens("ada") == [token(), token("other", ends_at=later(3600))] == book.tokens()
    assert book.tokens("rhea") == []
    book.use(secret_digest("nightly"), later(5))
    assert book.token(secret_digest("nightly")) == token(used_at=later(5))
    assert code(lambda: book.give(replace(token(), digest="sha256:x"))) == "token-exists"
    assert book.revoke("ada", "nightly").name == "nightly"
    assert book.token(secret_digest("nightly")) is None
    assert code(lambda: book.revoke("ada", "nightly")) == "unknown-token"


def test_tries_are_counted_for_a_day(book):
    for minute in range(3):
        book.failed(("account ada", "address 192.0.2.1"), NOON + timedelta(minutes=minute))
    assert book.failures("account ada", NOON) == 3
    assert book.failures("account ada", NOON + timedelta(minutes=2)) == 1
    assert book.failures("account rhea", NOON) == 0
    book.forgive("account ada")
    assert book.failures("account ada", NOON) == 0 and book.failures("address 192.0.2.1", NOON) == 3
    book.failed(("account rhea",), NOON + timedelta(days=2))
    assert book.failures("address 192.0.2.1", NOON) == 0


def test_searches_stand_under_their_names(book):
    first = SavedSearch("ada", "denials", "act=denies", NOON)
    book.save(first)
    book.save(replace(first, query="act=denies&since=2024"))
    book.save(replace(first, account="rhea"))
    assert book.searches("ada") == [replace(first, query="act=denies&since=2024")]
    book.unsave("ada", "denials")
    book.unsave("ada", "denials")
    assert book.searches("ada") == [] and len(book.searches("rhea")) == 1


def test_the_access_log_is_a_chain(ledger, book):
    first = book.log(NOON, ("ada", "192.0.2.1"), "logged in")
    second = book.log(later(1), ("", "192.0.2.9"), "refused", "person\x00\ud800")
    assert (first.seq, second.seq, second.previous) == (1, 2, first.digest)
    assert list(book.entries()) == [first, second] and list(book.entries(1)) == [second]
    assert list(ledger.faults()) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("UPDATE desk_access SET account = 'anna' WHERE seq = 2", "access-log-changed"),
        ("DELETE FROM desk_access WHERE seq = 2", "access-log-broken"),
        ("DELETE FROM desk_access WHERE seq = 1", "access-log-broken"),
    ],
)
def test_a_changed_access_log_shows(ledger, ledger_url, book, change, fault):
    for number in range(3):
        book.log(later(number), ("ada", ""), "logged in")
    run(ledger_url, change)
    assert [one.code for one in ledger.faults()] == [fault]


def test_a_removed_end_is_no_gap_that_can_be_told(ledger, ledger_url, book):
    for number in range(3):
        book.log(later(number), ("ada", ""), "logged in")
    run(ledger_url, "DELETE FROM desk_access WHERE seq = 3")
    assert list(ledger.faults()) == []  # as with any chain without checkpoints; docs/why/desk.md says so


def test_secrets_are_not_in_the_database(ledger_url, book):
    book.begin(session("a secret that nobody guesses"))
    book.give(token("another such secret"))
    book.log(NOON, ("ada", ""), "logged in")
    engine = create_engine(ledger_url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        told = [
            str(row)
            for name in ("desk_session", "desk_token")
            for row in connection.execute(text(f"SELECT digest FROM {name}"))
        ]
    engine.dispose()
    assert len(told) == 2 and all("secret" not in one for one in told)
