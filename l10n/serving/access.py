"""Who may ask how often: by key, or by address where no keys are needed."""

from __future__ import annotations

import time

from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from l10n.serving.failures import invalid, slow_down
from l10n.serving.keys import Keys
from l10n.serving.rates import parse_rate


class Access:
    """Lets clients in, or not.

    Args:
        keys: the keys that open the server; None where it is open.
        rate: for a key without a rate of its own, or for each address; "" for no limit.

    Raises:
        ConfigError: the rate is none, or the file of keys cannot be read.
    """

    def __init__(self, keys: Keys | None = None, rate: str = "") -> None:
        self._keys = keys
        self._rate = parse_rate(rate) if rate else None
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        if keys:
            keys.all()

    @property
    def needs_key(self) -> bool:
        """Whether a key is needed."""
        return self._keys is not None

    def admit(self, secret: str, address: str) -> str:
        """Let a request in that costs something.

        Args:
            secret: the key it came with, "" for none.
            address: where it came from.

        Returns:
            The name of the key's owner, "" where no key is needed.

        Raises:
            HTTPException: 400 without a key, 403 with a wrong one, 429 too often.
        """
        rate, who, name = self._rate, f"address:{address}", ""
        if self._keys is not None:
            if not secret:
                raise invalid("Please contact the server operator to get an API key")
            key = self._keys.find(secret)
            if key is None:
                from starlette.exceptions import HTTPException

                raise HTTPException(403, "Invalid API key")
            name, who = key.name, f"key:{key.name}"
            rate = parse_rate(key.rate) if key.rate else rate
        if rate and not self._limiter.hit(rate, who):
            reset = self._limiter.get_window_stats(rate, who).reset_time
            raise slow_down(str(rate), reset - time.time())
        return name
