"""The OpenAPI document is true: schemathesis finds no answer that it does not describe."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from tests.serving.conftest import Server

OPERATIONS = [
    ("/translate", "post"),
    ("/detect", "post"),
    ("/translate_file", "post"),
    ("/suggest", "post"),
    ("/review", "post"),
    ("/languages", "get"),
    ("/frontend/settings", "get"),
    ("/health", "get"),
]


CASES = [(*operation, GenerationMode.POSITIVE) for operation in OPERATIONS]
# A GET without parameters has nothing to get wrong.
CASES += [(path, method, GenerationMode.NEGATIVE) for path, method in OPERATIONS[:2]]


@pytest.mark.parametrize(("path", "method", "mode"), CASES)
def test_answers_are_as_described(
    server: Server, path: str, method: str, mode: GenerationMode
) -> None:
    operation = schemathesis.openapi.from_url(f"{server.url}/openapi.json")[path][method]

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def check(data: Any) -> None:
        case = data.draw(operation.as_strategy(generation_mode=mode))
        answer = case.call()
        assert answer.status_code < 500
        # Which languages a text may be in, with the source "auto", no schema can say; and to forms
        # all is text, and what is empty is missing: both as with LibreTranslate.
        case.validate_response(
            answer, excluded_checks=[positive_data_acceptance, negative_data_rejection]
        )
        # Nor what is in a document, or that a text is more than blanks.
        free = path in ("/translate_file", "/suggest", "/review")
        if mode is GenerationMode.POSITIVE and answer.status_code == 400 and not free:
            assert "detected" in answer.json()["error"]

    check()


def test_all_operations_are_tried(server: Server) -> None:
    document = server.client.get("/openapi.json").json()
    assert document == server.client.get("/spec").json()
    assert document["openapi"].startswith("3.")
    found = {(path, method) for path, item in document["paths"].items() for method in item}
    assert found == set(OPERATIONS)
