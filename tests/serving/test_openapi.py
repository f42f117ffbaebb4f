"""The OpenAPI document is true: schemathesis finds no answer that it does not describe."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings

from tests.serving.conftest import Server


@pytest.fixture
def described(server: Server) -> Any:
    return schemathesis.openapi.from_url(f"{server.url}/openapi.json")


schema = schemathesis.pytest.from_fixture("described")


@schema.parametrize()
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_answers_are_as_described(case: Any) -> None:
    case.call_and_validate()


def test_both_addresses(server: Server) -> None:
    document = server.client.get("/openapi.json").json()
    assert document == server.client.get("/spec").json()
    assert document["openapi"].startswith("3.")
    assert set(document["paths"]) >= {"/translate", "/languages", "/detect", "/health"}
