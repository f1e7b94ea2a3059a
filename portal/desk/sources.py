"""Where a request comes from, as a hash under a key that only this process knows and forgets within a day."""

import hmac
import secrets
import threading
from datetime import datetime, timedelta

from reporting import clock

KEY_LIVES = timedelta(hours=24)


class ForgettingKey:
    """32 random bytes, replaced after a day and never written down, so that old hashes lead back to nobody (T14)."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._key = b""
        self._until: datetime | None = None

    def at(self, moment: datetime) -> bytes:
        with self._lock:
            if self._until is None or moment >= self._until:
                self._key, self._until = secrets.token_bytes(32), moment + KEY_LIVES
            return self._key


_key = ForgettingKey()


def source_of(address: str) -> str:
    """A name for an address, good for counting for at most a day."""
    return hmac.new(_key.at(clock.now()), address.encode(), "sha256").hexdigest()[:32]
