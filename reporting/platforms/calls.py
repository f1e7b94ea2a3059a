"""Calls of programs that were answered before: the same call sent again is answered the same and does nothing twice."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reporting import clock
from reporting.platforms.models import AnsweredCall
from reporting.platforms.refusals import KeyUsedOtherwise
from reporting.sealing.marks import mark


@dataclass(frozen=True, slots=True)
class CallName:
    """One call: who called what (`caller`, `call`), the key they chose for it, and what they sent."""

    caller: str
    call: str
    key: str
    sent: Mapping[str, Any]

    @property
    def lookup(self) -> str:
        return mark(f"{self.caller}|{self.call}|{self.key}", context="call")

    @property
    def fingerprint(self) -> str:
        return mark(json.dumps(self.sent, sort_keys=True), context="sent")


def answered(name: CallName) -> AnsweredCall | None:
    """The call as it was answered before. Refuses a key that was used with something else to say."""
    call = AnsweredCall.objects.filter(lookup=name.lookup).first()
    if call and call.fingerprint != name.fingerprint:
        raise KeyUsedOtherwise()
    return call


def begin(name: CallName, *, at: datetime) -> AnsweredCall:
    """Take the key, inside the transaction of what the call does; a second taker waits and gets an IntegrityError."""
    return AnsweredCall.objects.create(lookup=name.lookup, fingerprint=name.fingerprint, status=0, answered_at=clock.hour(at))


def finish(call: AnsweredCall, *, status: int, body: Mapping[str, Any]) -> None:
    """Keep the answer: numbers, codes and times, never a text or a secret."""
    AnsweredCall.objects.filter(pk=call.pk).update(status=status, body=dict(body))


def forget(*, before: datetime) -> int:
    """Drop answers from before a time; how many."""
    gone, _ = AnsweredCall.objects.filter(answered_at__lt=before).delete()
    return gone
