"""Rates: how many requests in how much time."""

from __future__ import annotations

from limits import RateLimitItem, parse

from l10n.errors import ConfigError


def parse_rate(text: str) -> RateLimitItem:
    """A rate as people write it: "600/minute", "10 per second".

    Raises:
        ConfigError: it is none.
    """
    try:
        return parse(text)
    except ValueError:
        raise ConfigError(f"{text!r} is no rate", "as in 600/minute or 10/second") from None
