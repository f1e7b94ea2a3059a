"""How many keys that open nothing are answered in a minute, over all visitors. Counts, never remembers who."""

from collections import deque
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from reporting.refusals import Refused

MOST = 300
WITHIN = timedelta(minutes=1)


class TooManyKeysTried(Refused):
    """A key that opens a case is never held up by this, so nobody can lock a reporter out."""

    code = "too_many_keys_tried"
    words = _("Many keys that open nothing were tried here in the last minute. Nothing is locked. Wait a minute, then try again.")
    status = 429


class Budget:
    """One per process. `spend` takes one failed try off, or refuses with TooManyKeysTried when none is left in this minute."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self._failed: deque[datetime] = deque(maxlen=most)

    def spend(self, *, at: datetime) -> None:
        if len(self._failed) == self.most and at - self._failed[0] < WITHIN:
            raise TooManyKeysTried(details={"retry_after": int(WITHIN.total_seconds())})
        self._failed.append(at)

    def clear(self) -> None:
        self._failed.clear()


failed_keys = Budget()
