"""What a platform may learn of a case, by its reporter's consent: the shared answers, and whether somebody reported in good faith."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from reporting.actors import Actor
from reporting.audit import actions as audit
from reporting.cases.kinds import CloseReason
from reporting.cases.models import Case, CaseMark
from reporting.cases.rules import SEALED_TO_TWO
from reporting.platforms.kinds import Scope
from reporting.platforms.models import Platform
from reporting.platforms.permissions import why_not_act_for
from reporting.refusals import NotFound, Refused, require
from reporting.reports.actions import open_answers_of
from reporting.sealing import actions as sealing
from reporting.sealing.kinds import DataKey
from reporting.sealing.marks import mark

EVERYTHING = "yes"
VERSIONS = ("model", "model_version", "app_version")
LOCATORS = ("request_id", "conversation_id", "happened_at")
TOLD = ("what_happened", "expected", "asked_for", "account_ref")


def shared_fields(*, consent: str, locator: bool, sensitivity: str) -> tuple[str, ...]:
    """The sealed answers a platform may read. Their own words only with the reporter's full consent, and never of the most sensitive categories."""
    in_words = consent == EVERYTHING and sensitivity != SEALED_TO_TWO
    return VERSIONS + (LOCATORS if locator else ()) + (TOLD if in_words else ())


def unlock_for_platform(*, case: Case, by: Actor, at: datetime) -> DataKey:
    """The case's key for the platform it was shared with. The read is in the audit trail before anything is shown."""
    if case.platform is None or not case.is_shared:
        raise NotFound()
    require(why_not_act_for(case.platform, scope=Scope.CASES_READ, by=by))
    audit.record("case.read", subject=case.number, by=by, at=at)
    return sealing.unlock_for_queue(envelope=case.report.envelope)


def open_for_platform(*, case: Case, by: Actor, at: datetime, key: DataKey | None = None) -> dict[str, Any]:
    """The sealed answers that the reporter agreed to share. Refuses as `unlock_for_platform` does; `key` when that was asked already."""
    answers = open_answers_of(case.report, key or unlock_for_platform(case=case, by=by, at=at))
    consent = str(case.report.staff_answers.get("share_with_platform", ""))
    fields = shared_fields(consent=consent, locator=case.shares_locator, sensitivity=case.sensitivity)
    return {field: answers[field] for field in fields if field in answers}


def why_not_ask(case: Case, by: Actor) -> Refused | None:
    """Whether this platform may put a question to the reporter; NotFound when it may not know of the case at all."""
    if case.platform is None or not case.is_shared:
        return NotFound()
    return why_not_act_for(case.platform, scope=Scope.CASES_ASK, by=by)


def mark_references(*, case: Case, answers: Mapping[str, object]) -> None:
    """Keep keyed hashes of the account and request that the platform may know of, for its good-faith check (F77).

    The account by the reporter's full consent alone; the request wherever the code itself is shared, and nowhere else.
    """
    if case.platform and case.is_shared:
        may_know = {"account_ref": answers.get("share_with_platform") == EVERYTHING, "request_id": case.shares_locator}
        named = [(kind, str(answers[kind])) for kind, is_shared in may_know.items() if is_shared and answers.get(kind)]
        CaseMark.objects.bulk_create(CaseMark(case=case, mark=one) for one in _marks(case.platform, named))


def forget_references(*, case: Case) -> None:
    """After this no good-faith check finds the case."""
    case.marks.all().delete()


@transaction.atomic
def check_good_faith(*, platform: Platform, kind: str, value: str, by: Actor, at: datetime) -> Case | None:
    """The latest report about this account or request whose reporter agreed that the platform may learn of it; every check is recorded."""
    require(why_not_act_for(platform, scope=Scope.GOOD_FAITH_CHECK, by=by))
    audit.record("good_faith.checked", subject=platform.slug, by=by, at=at, details={"kind": kind})
    (wanted,) = _marks(platform, [(kind, value)])
    found = Case.objects.filter(marks__mark=wanted, platform=platform, is_shared=True, report__envelope__destroyed_at=None)
    return found.exclude(close_reason=CloseReason.BAD_FAITH).order_by("-id").first()


def _marks(platform: Platform, named: Iterable[tuple[str, str]]) -> list[str]:
    return [mark(f"{platform.pk}|{kind}|{' '.join(value.split()).casefold()}", context="reference") for kind, value in named]
