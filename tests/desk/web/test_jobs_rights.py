"""Who may begin, see, follow and end long work: roles, scopes of tokens, and requests that come from elsewhere."""

from __future__ import annotations

import pytest

from purport.desk.web.guard import proof_of
from purport.records.access import Scope
from tests.desk.web.conftest import entered_as
from tests.desk.web.test_handing import TLP, bearer
from tests.desk.web.test_jobs import Slow, begun, slow, told

__all__ = ["Slow", "slow"]


@pytest.fixture
def house(filled):
    return filled[0]


def starts(ids):
    """What begins a job: where it is sent to, and what."""
    return (
        ("/jobs/check", {}),
        ("/jobs/place", {}),
        ("/jobs/export", {"form": "csv", **TLP}),
        ("/jobs/brief", {"form": "md", **TLP}),
        (f"/story/{ids['wire']}/verify", {}),
    )


def test_nothing_begins_or_ends_from_elsewhere(slow, filled):
    desk, _ = slow
    with entered_as(desk, "anna") as anna:
        running = begun(anna)
        before = len(desk.jobs.jobs())
        for address, sent in (*starts(filled[2]), (f"{running}/end", {})):
            for odd in (
                {"data": sent},
                {"data": {**sent, "csrf": proof_of("another secret")}},
                {"data": {**sent, "csrf": proof_of(anna.secret)}, "headers": {"origin": "https://elsewhere.example"}},
                {"data": {**sent, "csrf": proof_of(anna.secret)}, "headers": {"origin": "null"}},
                {"data": {**sent, "csrf": proof_of(anna.secret)}, "headers": {"sec-fetch-site": "cross-site"}},
                {"data": sent, "headers": {"authorization": "Basic " + "A" * 8}},
            ):
                assert anna.http.post(address, follow_redirects=False, **odd).status_code == 403, (address, odd)
            assert anna.get(address).status_code in (404, 405), address
        assert len(desk.jobs.jobs()) == before and not desk.jobs.job(running.rpartition("/")[2]).asked_to_end


def test_nobody_begins_follows_or_fetches_without_logging_in(slow, filled):
    desk, _ = slow
    with entered_as(desk, "anna") as anna:
        there = begun(anna)
        anna.http.cookies.clear()
        for part in ("", "/file"):
            assert anna.get(f"{there}{part}").status_code == 303
        assert anna.get(f"{there}/events", headers={"accept": "text/event-stream"}).status_code == 204
        for address, sent in starts(filled[2]):
            assert anna.http.post(address, data=sent, follow_redirects=False).status_code in (303, 403)
    assert len(desk.jobs.jobs()) == 1


@pytest.mark.parametrize(
    ("scopes", "may"),
    [
        ((Scope.READ,), {"verify"}),
        ((Scope.READ, Scope.EXPORT), {"verify", "export", "brief"}),
        ((Scope.READ, Scope.ASSESS), {"verify", "check", "place"}),
        ((Scope.ASSESS, Scope.EXPORT), set()),
    ],
    ids=lambda given: "-".join(map(str, given)) if isinstance(given, tuple) else "",
)
def test_a_token_begins_what_it_is_good_for(anna, house, filled, scopes, may):
    header = bearer(house, *scopes)
    anna.http.cookies.clear()
    for address, sent in starts(filled[2]):
        answer = anna.http.post(address, data=sent, headers=header, follow_redirects=False)
        name = address.rpartition("/")[2]
        assert (answer.status_code in (200, 303)) == (name in may), (address, answer.status_code)
        assert answer.status_code in (200, 303, 403)


def test_a_token_that_only_reads_ends_nothing(slow, house):
    desk, _ = slow
    with entered_as(desk, "anna") as anna:
        there = begun(anna)
        for scopes, status in (
            ((Scope.READ,), 403),
            ((Scope.READ, Scope.EXPORT), 403),
            ((Scope.READ, Scope.ASSESS), 303),
        ):
            anna.http.cookies.clear()
            answer = anna.http.post(f"{there}/end", headers=bearer(house, *scopes), follow_redirects=False)
            assert answer.status_code == status, scopes
        assert told_over(anna, there, bearer(house, Scope.READ, account="ada"))


def told_over(caller, there, header):
    """Whether who follows a job with a token is told its end."""
    answer = caller.http.get(f"{there}/events", headers=header)
    return answer.status_code == 200 and "event: over" in answer.text


def test_what_is_over_is_not_ended_and_stays_as_it_is(anna):
    there = begun(anna, "place")
    told(anna, there)
    before = anna.get(there).text
    for _ in range(3):
        assert anna.post(f"{there}/end").status_code == 303
    assert anna.get(there).text == before and "placed" in before
    assert told(anna, there) == [("over", {})]


@pytest.mark.parametrize("name", ["..%2f..%2fledger", "%00", "%2e%2e", "a" * 500, "%D9%85%D9%84%D9%81", "x.json", "*"])
def test_no_name_of_a_job_leads_anywhere(anna, name):
    for part in ("", "/events", "/file"):
        assert anna.get(f"/jobs/{name}{part}").status_code == 404, part
    assert anna.post(f"/jobs/{name}/end").status_code in (404, 405)
