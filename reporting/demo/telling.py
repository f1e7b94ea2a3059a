"""Tells the story through the real actions, at times in the past, so that everything in it opens, verifies and has its history."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction

from reporting.access import actions as access
from reporting.access import queries as members
from reporting.access.models import StaffMember
from reporting.actors import Actor
from reporting.cases import actions as cases
from reporting.cases import queries as known
from reporting.cases.models import Case
from reporting.demo import story
from reporting.incidents import actions as incidents
from reporting.incidents.models import Incident
from reporting.intake import actions as intake
from reporting.mailbox import actions as mailbox
from reporting.mailbox import queries as mailboxes
from reporting.platforms import actions as platforms
from reporting.platforms import queries as registered
from reporting.platforms.kinds import Scope
from reporting.sealing import case_keys

HOUSE = Actor.system("demonstration")
STAGES = ("claimed", "notified", "acknowledged", "cause", "fix_claimed", "verified", "closed")
ANSWERS: Mapping[str, object] = {
    "danger_now": "no",
    "ai_role": "produced_by_ai",
    "share_with_platform": "yes_without_contact",
    "bona_fide": True,
    "no_content_confirm": True,
}


@dataclass
class Telling:
    """What is needed while the story is told. `by` acts for staff, `groups` holds the incidents that several tales share."""

    now: datetime
    by: Actor
    groups: dict[str, Incident] = field(default_factory=dict)
    demonstration_key: bytes = b""


def was_told() -> bool:
    return registered.find_platform("lumen") is not None


@transaction.atomic
def tell(*, now: datetime) -> bytes:
    """Tell the whole story once; answers the case key of the case a visitor may open."""
    _people_and_platforms(now)
    telling = Telling(now, _actor("team_lead"))
    for tale in sorted(story.TALES, key=lambda one: -one.hours):
        _tell_one(tale, telling)
    return telling.demonstration_key


def _people_and_platforms(now: datetime) -> None:
    long_ago = now - timedelta(days=500)
    for slug, (name, products) in story.PLATFORMS.items():
        platform = platforms.create_platform(slug=slug, name=name, is_sandbox=slug == "sandbox", by=HOUSE, at=long_ago)
        for product in products:
            platforms.add_product(platform=platform, slug=product.lower().replace(" ", "-"), name=product, by=HOUSE, at=long_ago)
    for role, name in story.MEMBERS.items():
        email = f"{role.replace('_', '.')}@staff.example"
        access.add_member(email=email, display_name=name, password=secrets.token_urlsafe(24), roles=[role], by=HOUSE, at=long_ago)


def _actor(role: str) -> Actor:
    return members.actor_for(StaffMember.objects.get(email=f"{role.replace('_', '.')}@staff.example"))


def _tell_one(tale: story.Tale, telling: Telling) -> None:
    at = telling.now - timedelta(hours=tale.hours)
    key = case_keys.new_case_key()
    said = {"what_happened": tale.said} if tale.said else {}
    answers = {**ANSWERS, "category": tale.category, "product": tale.product, **said, **tale.answers}
    case = intake.submit(answers=answers, case_key=key, language=tale.language, by=Actor.reporter(), at=at).case
    if tale.ends in ENDINGS:
        ENDINGS[tale.ends](_fresh(case), tale, key, telling, at)
    elif tale.ends in STAGES:
        _remedy(case, tale, telling, at, until=tale.ends)


def _fresh(case: Case) -> Case:
    return known.get(case.number, visible_to_actor=HOUSE)


def _claim(case: Case, telling: Telling, at: datetime) -> Case:
    return cases.claim(case=_fresh(case), by=telling.by, at=min(at + timedelta(hours=2), telling.now))


def _ask(case: Case, tale: story.Tale, key: bytes, telling: Telling, at: datetime) -> None:
    case = _claim(case, telling, at)
    cases.write_note(case=case, text=story.NOTE, by=telling.by, at=at + timedelta(hours=3))
    mailbox.ask(case=_fresh(case), text=story.ASKED[tale.language], by=telling.by, at=at + timedelta(hours=3))


def _answer(case: Case, tale: story.Tale, key: bytes, telling: Telling, at: datetime) -> None:
    _ask(case, tale, key, telling, at)
    later, text = at + timedelta(hours=20), story.ANSWERED[tale.language]
    box = mailboxes.opened_by(key)
    mailbox.write_as_reporter(mailbox=box, text=text, case_key=key, by=Actor.reporter(case.number), at=later, answers_question=True)


def _ask_second(case: Case, tale: story.Tale, key: bytes, telling: Telling, at: datetime) -> None:
    legal = _actor("legal_officer")
    cases.claim(case=case, by=legal, at=at + timedelta(hours=1))
    access.ask_approval(what="text.open", subject=case.number, reason="legal_duty", by=legal, at=telling.now)


def _close_other(case: Case, tale: story.Tale, key: bytes, telling: Telling, at: datetime) -> None:
    case = _claim(case, telling, at)
    cases.close(case=case, reason="not_harmful", by=telling.by, at=at + timedelta(days=3))


def _withdraw(case: Case, tale: story.Tale, key: bytes, telling: Telling, at: datetime) -> None:
    mailbox.withdraw(mailbox=mailboxes.opened_by(key), by=Actor.reporter(case.number), at=at + timedelta(days=1))


def _dispute(case: Case, tale: story.Tale, key: bytes, telling: Telling, at: datetime) -> None:
    incident = _remedy(case, tale, telling, at, until="verified")
    if incident.links.count() > 1:
        incidents.dispute(case=_fresh(case), reason="happened_again", by=Actor.reporter(case.number), at=at + timedelta(days=9))


def _platform_asks(case: Case, tale: story.Tale, key: bytes, telling: Telling, at: datetime) -> None:
    incident = _remedy(case, tale, telling, at, until="acknowledged")
    mailbox.ask_for_platform(case=_fresh(case), text=story.PLATFORM_ASKS, by=_program(incident.platform.slug), at=at + timedelta(days=2))


def _demonstration(case: Case, tale: story.Tale, key: bytes, telling: Telling, at: datetime) -> None:
    """The case a visitor opens with the key that `up` prints: a verified fix waits for their word."""
    _answer(case, tale, key, telling, telling.now - timedelta(hours=22))
    _remedy(_fresh(case), tale, telling, telling.now - timedelta(hours=1), until="verified")
    telling.demonstration_key = key


Ending = Callable[[Case, story.Tale, bytes, Telling, datetime], None]
ENDINGS: Mapping[str, Ending] = {
    "asked": _ask,
    "answered": _answer,
    "asks_second": _ask_second,
    "closed_other": _close_other,
    "withdrawn": _withdraw,
    "disputed": _dispute,
    "platform_asks": _platform_asks,
    "demonstration": _demonstration,
}


def _remedy(case: Case, tale: story.Tale, telling: Telling, at: datetime, *, until: str) -> Incident:
    """Take a case with its incident as far as `until`. A second case of the group joins where the first one stands."""
    case = _fresh(case)
    if case.state == "received":
        case = _claim(case, telling, at)
    if until == "claimed":
        return Incident()
    if tale.group in telling.groups:
        incident = Incident.objects.select_related("platform", "product").get(pk=telling.groups[tale.group].pk)
        incidents.add_case(incident=incident, case=_fresh(case), because="same_product_and_category", by=telling.by, at=_later(at, telling))
        return _go_on(incident, telling, at, until)
    incident = incidents.open_incident(case=_fresh(case), by=telling.by, at=_later(at, telling))
    telling.groups[tale.group] = incident
    incidents.notify(incident=incident, by=telling.by, at=_later(at, telling))
    return incident if _has_more(tale) else _go_on(incident, telling, at, until)


def _has_more(tale: story.Tale) -> bool:
    """Whether other tales of the same incident come after this one; the last one takes the incident on."""
    return sum(one.group == tale.group for one in story.TALES) > 1


def _go_on(incident: Incident, telling: Telling, at: datetime, until: str) -> Incident:
    """The platform's and the staff's next steps, in order, up to a stage; steps already taken are left out."""
    steps: Mapping[str, Callable[[datetime], object]] = {
        "acknowledged": lambda then: incidents.acknowledge(incident=incident, by=_program(incident.platform.slug), at=then),
        "cause": lambda then: _cause(incident, then),
        "fix_claimed": lambda then: incidents.claim_fix(
            incident=incident, measures=["filter_change"], text="The filter is on everywhere.", by=_program(incident.platform.slug), at=then
        ),
        "verified": lambda then: incidents.verify(incident=incident, method="design_review", by=telling.by, at=then),
        "closed": lambda then: incidents.close(incident=incident, reason="fixed", by=telling.by, at=then),
    }
    wanted = STAGES[: STAGES.index(until) + 1]
    for number, stage in enumerate(stage for stage in wanted if stage in steps):
        if not _is_past(incident, stage):
            steps[stage](min(at + timedelta(days=1 + number), telling.now))
    return incident


def _cause(incident: Incident, then: datetime) -> None:
    program = _program(incident.platform.slug)
    incidents.state_cause(incident=incident, part="output_filter", text=story.STATEMENT, by=program, at=then)
    incidents.make_statement(incident=incident, text=story.STATEMENT, by=program, at=then)


ORDER = ("open", "notified", "acknowledged", "cause_known", "fix_claimed", "fix_verified", "closed")
REACHED = {
    "acknowledged": "acknowledged",
    "cause": "cause_known",
    "fix_claimed": "fix_claimed",
    "verified": "fix_verified",
    "closed": "closed",
}


def _is_past(incident: Incident, stage: str) -> bool:
    return ORDER.index(incident.state) >= ORDER.index(REACHED[stage])


def _later(at: datetime, telling: Telling) -> datetime:
    return min(at + timedelta(hours=4), telling.now)


def _program(slug: str) -> Actor:
    return Actor.platform(slug, frozenset(Scope.values))
