"""What is protected in a text, found in time that grows with its length and no faster."""

from __future__ import annotations

import pytest

from l10n.markup.protected import protected


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in protected(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Write to a.b+c@example.org.", ["a.b+c@example.org"]),
        ("(x@y.z), x@y.z.", ["x@y.z", "x@y.z"]),
        ("{who}@y.z and a@b@c.de", ["{who}", "b@c.de"]),
    ],
)
def test_mail_addresses(text: str, wanted: list[str]) -> None:
    assert found(text) == wanted


def test_places_of_qt_and_kde() -> None:
    assert found("Copy %1 of %L2 to %n files") == ["%1", "%L2", "%n"]
    assert found("It is 100%1 or 5 %now, %1$s") == ["%1$s"]


@pytest.mark.timeout(30)
@pytest.mark.parametrize("piece", ["word", "1", "a.", "1.", "a-", "_", "a@", "%(", "$", "{", "<"])
def test_long_words(piece: str) -> None:
    """Quadratic time would be minutes for these, and nobody else's text would be served."""
    assert len(found(piece * 200_000)) <= 200_000
