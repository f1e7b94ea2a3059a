"""When the log must refuse to sign, and how many padding leaves a checkpoint needs. Values in, values out."""

from collections.abc import Callable

from reporting.ledger.kinds import Head

STEP = 16
"""Each checkpoint's size is a multiple of this, so that it does not tell how many reports came."""

BATCH = 1_000


def padding(size: int) -> int:
    """How many leaves bring a log of `size` to the next multiple."""
    return -size % STEP


def contradiction(size: int, seen: Head, root_of: Callable[[int], bytes]) -> str:
    """A code when a log of `size` leaves does not begin with a head that was signed before, else nothing."""
    if size < seen.size:
        return "smaller_than_signed"
    if seen.size and root_of(seen.size) != seen.root:
        return "differs_from_signed"
    return ""
