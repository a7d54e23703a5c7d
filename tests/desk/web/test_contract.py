"""The API held against its own contract by schemathesis: every operation, with questions that fit it and questions that do not.

Nothing may be answered with a 5xx, with a status, type or shape that the contract does not name, without a token, or as if a
question that breaks the contract had been a good one.
"""

from __future__ import annotations

from itertools import chain

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks, positive_data_acceptance

from purport.desk.web.app import app_of
from purport.desk.web.settings import Settings
from purport.records.access import Scope
from purport.rounds.doorkeeping import token_of

HERE = "http://localhost"
EXAMPLES = 30
KNOWN = {"statements": "id", "documents": "document", "events": "id", "matters": "matter"}
"""What names a record in its list, for the operations that answer with one record."""
load_all_checks()
bounded = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def contract(desk, house):
    """The contract of the app in this process, asked with a token that reads and decides."""
    secret, token = token_of("anna", "for the contract", (Scope.READ, Scope.ASSESS), (house.clock(), None))
    house.access().give(token)
    app = app_of(desk, Settings(hosts=("localhost", "testserver"), requests_per_minute=1_000_000))
    bearer = {"Authorization": f"Bearer {secret}"}
    told = schemathesis.openapi.from_asgi("/api/openapi.json", app, headers=bearer)
    told.config.update(base_url=HERE, headers=bearer)
    return told, bearer


def kept(case, **given):
    """Ask, and hold the answer against the contract.

    A question that fits it and cannot be answered all the same (words without a letter, the 31st of June) is a 400, as it says.
    """
    answer = case.call(**given)
    refused = [positive_data_acceptance] if answer.status_code == 400 else []
    case.validate_response(answer, excluded_checks=refused)
    return answer


def put(operation, mode):
    """Questions of one operation, that fit the contract or break it."""

    @bounded
    @given(operation.as_strategy(generation_mode=mode))
    def asked(case):
        kept(case)

    asked()


def test_every_operation_keeps_the_contract(contract):
    told, _ = contract
    asked = set()
    for one in told.get_all_operations():
        operation = one.ok()
        asked.add(operation.label)
        modes = [GenerationMode.POSITIVE]
        if list(operation.query) or list(operation.body):
            modes.append(GenerationMode.NEGATIVE)  # any text may be a name; of conditions there are wrong ones
        for mode in modes:
            put(operation, mode)
    paths = told.raw_schema["paths"]
    assert len(asked) == len(list(chain.from_iterable(paths.values()))) >= 14
    assert {"not_a_server_error", "response_schema_conformance", "ignored_auth"} <= set(CHECKS.get_all_names())


@pytest.mark.parametrize("kind", KNOWN)
def test_records_that_are_there_keep_it_too(contract, kind):
    told, bearer = contract
    listing, single = told[f"/api/v1/{kind}"]["GET"], told[f"/api/v1/{kind}/{{name}}"]["GET"]
    found = kept(listing.Case(query={"limit": 3}), headers=bearer).json()[kind]
    assert found
    for one in found:
        answer = kept(single.Case(path_parameters={"name": one[KNOWN[kind]]}), headers=bearer)
        assert answer.status_code == 200


def test_fields_that_a_form_leaves_empty_stand_in_the_contract(entered):
    paths = entered.get("/api/openapi.json").json()["paths"]
    asked = {one["name"]: one["schema"] for one in paths["/api/v1/places"]["get"]["parameters"]}
    for name in ("box", "zoom"):
        assert any(kind.get("const") == "" for kind in asked[name]["anyOf"])
        assert entered.get(f"/api/v1/places?{name}=").status_code == 200
