"""A value read from the database that a process may go on using for a few seconds, where every report would ask for it anew."""

import time
from collections.abc import Callable
from typing import Generic, TypeVar

SECONDS = 2.0
Value = TypeVar("Value")


class Recent(Generic[Value]):
    """Call it for the value. Whoever changes what it reads calls `forget`; other processes follow within `SECONDS`."""

    everywhere: "list[Recent]" = []

    def __init__(self, read: Callable[[], Value]) -> None:
        self._read = read
        self._held: tuple[float, Value] | None = None
        Recent.everywhere.append(self)

    def __call__(self) -> Value:
        held, now = self._held, time.monotonic()
        if held is None or now - held[0] >= SECONDS:
            held = self._held = (now, self._read())
        return held[1]

    def forget(self) -> None:
        """Ask again at the next call."""
        self._held = None
