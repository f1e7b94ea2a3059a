"""The backend Django loads by the name `portal.database`: a kept connection is asked only when it has something to say."""

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    def is_usable(self) -> bool:
        """True without an exchange for an open connection at rest. One that has something to read was most likely closed: it is asked."""
        if self.connection is None or self.connection.closed:
            return False
        return not _has_something_to_read(self.connection.fileno()) or bool(super().is_usable())


def _has_something_to_read(number: int) -> bool:
    poll = select.poll()
    poll.register(number, select.POLLIN | select.POLLHUP | select.POLLERR)
    return bool(poll.poll(0))
