"""Who may come in: logins, tries, sessions that end, tokens, the first account."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from purport.desk.web.port import Refused, Visitor
from purport.errors import InstructionError
from purport.ledger import opened
from purport.records.access import Rank, Scope, secret_digest
from purport.rounds.doorkeeping import TRIES, TRIES_OF_ADDRESS, Doorkeeper, Keeping, account_of, hashed, named, token_of

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
PASSWORD = "a quiet harbour at dawn"
HERE, THERE = "192.0.2.1", "192.0.2.2"


class Watch:
    """A clock that tests put on."""

    def __init__(self):
        self.now = NOON

    def __call__(self):
        return self.now

    def on(self, **span):
        self.now += timedelta(**span)


@pytest.fixture
def watch():
    return Watch()


@pytest.fixture
def ledger(tmp_path):
    with opened(f"sqlite:///{tmp_path / 'ledger.db'}") as book:
        yield book


@pytest.fixture
def keeper(ledger, watch):
    ledger.access.add(account_of("anna", Rank.ANALYST, PASSWORD, NOON))
    return Doorkeeper(ledger, watch)


def deeds(ledger):
    return [(one.account, one.deed) for one in ledger.access.entries()]


def refused(asked):
    with pytest.raises(Refused) as told:
        asked()
    return told.value.wait


def test_who_knows_the_password_comes_in(keeper, ledger):
    secret = keeper.enter("anna", PASSWORD, HERE)
    assert keeper.visitor(secret) == Visitor("anna", Rank.ANALYST)
    assert deeds(ledger) == [("anna", "logged in")]
    keeper.leave(secret, HERE)
    assert keeper.visitor(secret) is None and deeds(ledger)[-1] == ("anna", "logged out")


def test_nobody_else_does(keeper, ledger):
    assert refused(lambda: keeper.enter("anna", "another harbour at dusk", HERE)) == 0
    assert refused(lambda: keeper.enter("nobody", PASSWORD, HERE)) == 0
    assert refused(lambda: keeper.enter("", "", HERE)) == 0
    assert keeper.visitor("") is None and keeper.visitor("guess") is None
    assert deeds(ledger) == [("anna", "refused"), ("", "refused"), ("", "refused")]


def test_each_login_has_a_secret_of_its_own(keeper):
    assert keeper.enter("anna", PASSWORD, HERE) != keeper.enter("anna", PASSWORD, HERE)


def test_the_ledger_holds_no_secret(keeper, ledger):
    secret = keeper.enter("anna", PASSWORD, HERE)
    assert ledger.access.session(secret) is None and ledger.access.session(secret_digest(secret)) is not None
    assert PASSWORD not in str(ledger.access.account("anna"))


def test_too_many_tries_of_an_account(keeper, watch):
    for _ in range(TRIES):
        assert refused(lambda: keeper.enter("anna", "guess", HERE)) == 0
    assert refused(lambda: keeper.enter("anna", PASSWORD, THERE)) > 0  # also from elsewhere, also with the right one
    watch.on(minutes=16)
    assert keeper.enter("anna", PASSWORD, HERE)


def test_too_many_tries_from_an_address(keeper):
    for number in range(TRIES_OF_ADDRESS):
        assert refused(lambda number=number: keeper.enter(f"guess{number}", "guess", HERE)) == 0
    assert refused(lambda: keeper.enter("anna", PASSWORD, HERE)) > 0
    assert keeper.enter("anna", PASSWORD, THERE)


def test_tries_outlive_the_process(keeper, ledger, watch):
    for _ in range(TRIES):
        refused(lambda: keeper.enter("anna", "guess", HERE))
    assert refused(lambda: Doorkeeper(ledger, watch).enter("anna", PASSWORD, HERE)) > 0


def test_a_login_forgives_the_tries_of_its_account(keeper):
    for _ in range(TRIES - 1):
        refused(lambda: keeper.enter("anna", "guess", HERE))
    assert keeper.enter("anna", PASSWORD, HERE)
    assert refused(lambda: keeper.enter("anna", "guess", HERE)) == 0


def test_an_unknown_account_is_counted_and_hashed_like_a_known_one(keeper):
    for _ in range(TRIES):
        assert refused(lambda: keeper.enter("ghost", "guess", HERE)) == 0
    assert refused(lambda: keeper.enter("ghost", "guess", HERE)) > 0
    assert keeper._fits(keeper._nobody, "guess") is False and keeper._nobody.startswith("$argon2id$")


def test_a_session_ends_when_it_lies_idle(keeper, watch):
    secret = keeper.enter("anna", PASSWORD, HERE)
    watch.on(minutes=119)
    assert keeper.visitor(secret) is not None
    watch.on(minutes=119)
    assert keeper.visitor(secret) is not None  # it was used in between
    watch.on(minutes=120)
    assert keeper.visitor(secret) is None


def test_what_a_page_asks_by_itself_keeps_nothing_alive(keeper, watch):
    secret = keeper.enter("anna", PASSWORD, HERE)
    for _ in range(4):
        watch.on(minutes=30)
        alive = keeper.visitor(secret, idle=True)
    assert alive is None


def test_a_session_ends_whatever_was_done(keeper, watch):
    secret = keeper.enter("anna", PASSWORD, HERE)
    for _ in range(11):
        watch.on(hours=1)
        assert keeper.visitor(secret) is not None
    watch.on(hours=1)
    assert keeper.visitor(secret) is None


def test_who_is_taken_out_is_out_at_once(keeper, ledger):
    ledger.access.add(account_of("ada", Rank.ADMIN, PASSWORD, NOON))
    secret = keeper.enter("anna", PASSWORD, HERE)
    ledger.access.drop("anna")
    assert keeper.visitor(secret) is None


def test_the_first_account_needs_the_invitation(ledger, watch):
    keeper = Doorkeeper(ledger, watch, Keeping(invitation="once"))
    assert keeper.is_new()
    assert refused(lambda: keeper.found("guess", "ada", PASSWORD, HERE)) == 0
    secret = keeper.found("once", "ada", PASSWORD, HERE)
    assert keeper.visitor(secret) == Visitor("ada", Rank.ADMIN) and not keeper.is_new()
    assert refused(lambda: keeper.found("once", "eve", PASSWORD, HERE)) == 0
    assert [one.name for one in ledger.access.accounts()] == ["ada"]
    assert deeds(ledger)[0] == ("ada", "first account made")


def test_without_an_invitation_there_is_no_first_account(ledger, watch):
    assert refused(lambda: Doorkeeper(ledger, watch).found("", "ada", PASSWORD, HERE)) == 0


def test_tokens_are_for_a_while_and_for_their_scopes(keeper, ledger, watch):
    secret, token = token_of("anna", "nightly", (Scope.READ,), (NOON, NOON + timedelta(days=1)))
    ledger.access.give(token)
    assert keeper.bearer(secret) == Visitor("anna", Rank.ANALYST, (Scope.READ,))
    assert ledger.access.token(token.digest).used_at == NOON
    assert keeper.bearer("guess") is None and keeper.visitor(secret) is None
    watch.on(days=1)
    assert keeper.bearer(secret) is None


def test_a_stranger_gets_a_name_that_is_free(ledger, watch):
    keeper = Doorkeeper(ledger, watch, Keeping(strangers=Rank.READER))
    for subject in ("house one", "house two", "house three"):
        keeper.enter_by(subject, "Mira Desk <mira@desk.example>", HERE)
    names = [one.name for one in ledger.access.accounts()]
    assert names == ["mira-desk-mira-desk.example", "mira-desk-mira-desk.example-2", "mira-desk-mira-desk.example-3"]
    keeper.enter_by("house four", "ميرا", HERE)
    assert "visitor" in [one.name for one in ledger.access.accounts()]
    assert all(named(one.name) for one in ledger.access.accounts())


def test_who_comes_by_another_house_has_no_password(ledger, watch):
    Doorkeeper(ledger, watch, Keeping(strangers=Rank.READER)).enter_by("house one", "mira", HERE)
    assert refused(lambda: Doorkeeper(ledger, watch).enter("mira", "", HERE)) == 0


@pytest.mark.parametrize("name", ["", "Ada", "a b", "-a", "a" * 41, "ада", "a\n", "../a"])
def test_names_that_are_none(name):
    with pytest.raises(InstructionError) as fault:
        named(name)
    assert fault.value.code == "bad-account-name"


@pytest.mark.parametrize(
    "password", ["", "short", "aaaaaaaaaaaaaaaa", "mypassword12345", "ada-lovelace-1815", "x" * 1_001]
)
def test_passwords_that_are_too_easily_guessed(password):
    with pytest.raises(InstructionError) as fault:
        hashed(password, "ada")
    assert fault.value.code == "weak-password"


def test_searches_belong_to_their_account(keeper):
    anna, rhea = Visitor("anna", Rank.ANALYST), Visitor("rhea", Rank.READER)
    keeper.save(anna, "  the   denials ", "act=denies")
    assert [(one.name, one.query) for one in keeper.searches(anna)] == [("the denials", "act=denies")]
    assert keeper.searches(rhea) == []
    keeper.unsave(rhea, "the denials")
    assert len(keeper.searches(anna)) == 1
    for name in ("", "   ", "x" * 81, "a\u202eb"):
        with pytest.raises(InstructionError):
            keeper.save(anna, name, "")


def test_a_new_password_ends_every_other_session(keeper, ledger):
    other, anna = keeper.enter("anna", PASSWORD, THERE), Visitor("anna", Rank.ANALYST)
    assert refused(lambda: keeper.renew(anna, "guess", "another harbour at dusk", HERE)) == 0
    with pytest.raises(InstructionError):
        keeper.renew(anna, PASSWORD, "short", HERE)
    assert keeper.visitor(other) is not None
    secret = keeper.renew(anna, PASSWORD, "another harbour at dusk", HERE)
    assert keeper.visitor(secret) == anna and keeper.visitor(other) is None
    assert refused(lambda: keeper.enter("anna", PASSWORD, HERE)) == 0
    assert keeper.enter("anna", "another harbour at dusk", HERE)
    assert ("anna", "password changed") in deeds(ledger)


def test_asking_needs_no_turn_to_write(ledger, watch, tmp_path):
    """A page is answered while another process holds the ledger; only when the session was used last is not noted."""
    import sqlite3

    ledger.access.add(account_of("anna", Rank.ANALYST, PASSWORD, NOON))
    secret = Doorkeeper(ledger, watch).enter("anna", PASSWORD, HERE)
    watch.on(minutes=5)
    with opened(f"sqlite:///{tmp_path / 'ledger.db'}", lock_seconds=0) as hasty:
        held = sqlite3.connect(tmp_path / "ledger.db", isolation_level=None)
        held.execute("BEGIN IMMEDIATE")
        assert Doorkeeper(hasty, watch).visitor(secret) == Visitor("anna", Rank.ANALYST)
        held.execute("ROLLBACK")
        held.close()
    assert ledger.access.session(secret_digest(secret)).seen_at == NOON
