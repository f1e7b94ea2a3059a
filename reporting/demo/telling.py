"""Tells the story through the real actions, step by step in the order of time, so that everything in it opens, verifies and has its history."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import cycle
from operator import itemgetter

from django.db import transaction

from reporting.access import actions as access
from reporting.access.models import Approval
from reporting.actors import Actor
from reporting.audit import actions as audit
from reporting.audit import queries as trail
from reporting.cases import actions as cases
from reporting.cases import queries as known
from reporting.cases.models import Case
from reporting.clocks import actions as clocks
from reporting.demo import deliveries, people, story, texts
from reporting.demo.people import HOUSE
from reporting.demo.steps import AWAKE, OFFICE, Step, office_hours
from reporting.demo.story import Shared, Tale
from reporting.incidents import actions as incidents
from reporting.incidents.models import Incident
from reporting.intake import actions as intake
from reporting.mailbox import actions as mailbox
from reporting.mailbox import queries as mailboxes
from reporting.sealing import case_keys

TOLD = "demonstration.told"
RECENT = timedelta(hours=30)
ANSWER_WITHIN = timedelta(days=14)
BY_REPORTERS = frozenset({"answer", "disagree", "withdraw", "erase", "agree", "dispute"})
ANSWERS: Mapping[str, object] = {
    "danger_now": "no",
    "ai_role": "produced_by_ai",
    "share_with_platform": "yes_without_contact",
    "bona_fide": True,
    "no_content_confirm": True,
}


@dataclass
class Told:
    """A tale while it is told: its case once filed, the reporter's key, and who works it."""

    tale: Tale
    key: bytes
    note: str
    case: Case = field(default_factory=Case)
    staff: Actor = HOUSE

    @property
    def reporter(self) -> Actor:
        return Actor.reporter(self.case.number)


@dataclass
class Telling:
    """`desk` gives work to the members of a queue in turn; `incidents` holds those that are open, by the group's name."""

    desk: Mapping[str, Iterator[Actor]]
    lead: Actor
    incidents: dict[str, Incident] = field(default_factory=dict)

    def incident(self, group: str) -> Incident:
        return Incident.objects.select_related("platform", "product").get(pk=self.incidents[group].pk)


Moment = tuple[datetime, Callable[[datetime], object]]


def was_told() -> bool:
    return trail.history_of("demonstration").filter(event=TOLD).exists()


@transaction.atomic
def tell(*, now: datetime) -> bytes:
    """Tell the whole story once; answers the case key of the case a visitor may open."""
    people.welcome(now=now)
    deliveries.open_endpoints(at=now - people.LONG_AGO)
    telling = Telling({queue: cycle(actors) for queue, actors in people.desk().items()}, people.staff(people.LEAD))
    notes = cycle(texts.NOTES)
    tales = [Told(tale, case_keys.new_case_key(), next(notes)) for tale in story.TALES]
    _live_through(sorted(_moments(tales, telling, now), key=itemgetter(0)), now)
    deliveries.switch_off(at=now)
    audit.record(TOLD, subject="demonstration", by=HOUSE, at=now)
    return next(told.key for told in tales if told.tale.for_visitors)


def _live_through(moments: list[Moment], now: datetime) -> None:
    """One after the other; before each, the clocks are looked at, and with each new day what was told is delivered and the log signed."""
    day = moments[0][0].date()
    for at, happens in moments:
        if at.date() != day:
            deliveries.record(until=at, now=now)
            audit.sequence(at=at)
            day = at.date()
        clocks.sweep(at=at, by=HOUSE)
        happens(at)
    clocks.sweep(at=now, by=HOUSE)
    deliveries.record(until=now, now=now)


def _moments(tales: list[Told], telling: Telling, now: datetime) -> Iterator[Moment]:
    for told in tales:
        filed = _filed(told.tale, now)
        yield filed, partial(_file, told, telling)
        for step in told.tale.steps:
            yield _when(step, filed, now), partial(CASE_STEPS[step.does], told, telling, step.reason)
    for name, shared in story.INCIDENTS.items():
        opened = min(_joins(told.tale, now) for told in tales if told.tale.group == name)
        for step in shared.steps:
            yield _when(step, opened, now), partial(INCIDENT_STEPS[step.does], name, shared, telling, step.reason)


def _filed(tale: Tale, now: datetime) -> datetime:
    """Reports of the last day keep their distance from now, so that what is overdue is so at any hour."""
    at = now - timedelta(hours=tale.hours)
    return at if now - at < RECENT else office_hours(at, AWAKE)


def _joins(tale: Tale, now: datetime) -> datetime:
    return _filed(tale, now) + next(timedelta(days=step.days) for step in tale.steps if step.does == "join")


def _when(step: Step, begun: datetime, now: datetime) -> datetime:
    return min(office_hours(begun + timedelta(days=step.days), AWAKE if step.does in BY_REPORTERS else OFFICE), now)


def _fresh(told: Told) -> Case:
    return known.get(told.case.number, visible_to_actor=HOUSE)


def _file(told: Told, telling: Telling, at: datetime) -> None:
    tale = told.tale
    said = {"what_happened": tale.said} if tale.said else {}
    answers = {**ANSWERS, "category": tale.category, "product": tale.product, **said, **tale.answers}
    told.case = intake.submit(answers=answers, case_key=told.key, language=tale.language, by=Actor.reporter(), at=at).case


def _claim(told: Told, telling: Telling, reason: str, at: datetime) -> None:
    told.staff = next(telling.desk[told.case.queue])
    cases.claim(case=_fresh(told), by=told.staff, at=at)


def _read(told: Told, telling: Telling, reason: str, at: datetime) -> None:
    mailbox.open_everything(case=_fresh(told), reason=reason, by=told.staff, at=at)


def _note(told: Told, telling: Telling, reason: str, at: datetime) -> None:
    cases.write_note(case=_fresh(told), text=told.note, by=told.staff, at=at)


def _write(told: Told, telling: Telling, reason: str, at: datetime) -> None:
    mailbox.write_to_reporter(case=_fresh(told), text=texts.WROTE[told.tale.language], by=told.staff, at=at)


def _ask(told: Told, telling: Telling, reason: str, at: datetime) -> None:
    mailbox.ask(case=_fresh(told), text=texts.ASKED[told.tale.language], by=told.staff, at=at)


def _answer(told: Told, telling: Telling, reason: str, at: datetime) -> None:
    _say(told, texts.ANSWERED[told.tale.language], at, answers_question=True)


def _disagree(told: Told, telling: Telling, reason: str, at: datetime) -> None:
    _say(told, texts.DISAGREES[told.tale.language], at)


def _say(told: Told, text: str, at: datetime, *, answers_question: bool = False) -> None:
    box = mailboxes.opened_by(told.key)
    mailbox.write_as_reporter(mailbox=box, text=text, case_key=told.key, by=told.reporter, at=at, answers_question=answers_question)


def _withdraw(told: Told, telling: Telling, reason: str, at: datetime) -> None:
    mailbox.withdraw(mailbox=mailboxes.opened_by(told.key), by=told.reporter, at=at)


def _erase(told: Told, telling: Telling, reason: str, at: datetime) -> None:
    mailbox.erase(mailbox=mailboxes.opened_by(told.key), by=told.reporter, at=at)


def _ask_second(told: Told, telling: Telling, reason: str, at: datetime) -> None:
    access.ask_approval(what="text.open", subject=told.case.number, reason=reason, by=told.staff, at=at)


def _approve(told: Told, telling: Telling, reason: str, at: datetime) -> None:
    """The second person says yes, and whoever asked reads at once: the yes lasts an hour."""
    cases.decide_ask(number=Approval.objects.get(subject=told.case.number).pk, says_yes=True, by=telling.lead, at=at)
    _read(told, telling, reason, at)


def _statutory(told: Told, telling: Telling, fact: str, at: datetime) -> None:
    clocks.start_statutory(subject=told.case.number, fact=fact, queue=told.case.queue, by=told.staff, at=at)


def _close(told: Told, telling: Telling, reason: str, at: datetime) -> None:
    cases.close(case=_fresh(told), reason=reason, by=telling.lead, at=at)


def _join(told: Told, telling: Telling, reason: str, at: datetime) -> None:
    """The first of a group opens its incident, the others are added."""
    group, case = told.tale.group, _fresh(told)
    if group in telling.incidents:
        because = "same_product_and_category"
        incidents.add_case(incident=telling.incident(group), case=case, because=because, by=told.staff, at=at)
    else:
        telling.incidents[group] = incidents.open_incident(case=case, by=told.staff, at=at)


def _agree(told: Told, telling: Telling, reason: str, at: datetime) -> None:
    incidents.confirm(case=_fresh(told), by=told.reporter, at=at)


def _dispute(told: Told, telling: Telling, reason: str, at: datetime) -> None:
    incidents.dispute(case=_fresh(told), reason=reason, by=told.reporter, at=at)


def _platform_asks(told: Told, telling: Telling, reason: str, at: datetime) -> None:
    case = _fresh(told)
    program = people.program(case.platform.slug if case.platform else "")
    mailbox.ask_for_platform(case=case, text=texts.PLATFORM_ASKS, by=program, at=at)


def _notify(name: str, shared: Shared, telling: Telling, reason: str, at: datetime) -> None:
    incidents.notify(incident=telling.incident(name), by=telling.lead, at=at)


def _await_answer(name: str, shared: Shared, telling: Telling, reason: str, at: datetime) -> None:
    incident = telling.incident(name)
    due, platform = at + ANSWER_WITHIN, incident.platform
    clocks.start(subject=incident.number, kind="answer", due_at=due, platform=platform, queue=incident.queue, by=telling.lead, at=at)


def _acknowledge(name: str, shared: Shared, telling: Telling, reason: str, at: datetime) -> None:
    incident = telling.incident(name)
    incidents.acknowledge(incident=incident, by=people.program(incident.platform.slug), at=at)


def _position(name: str, shared: Shared, telling: Telling, position: str, at: datetime) -> None:
    incident = telling.incident(name)
    incidents.take_position(incident=incident, position=position, by=people.program(incident.platform.slug), at=at)


def _cause(name: str, shared: Shared, telling: Telling, reason: str, at: datetime) -> None:
    incident, told = telling.incident(name), texts.EXPLANATIONS[shared.explained]
    incidents.state_cause(incident=incident, part=told.part, text=told.cause, by=people.program(incident.platform.slug), at=at)


def _state(name: str, shared: Shared, telling: Telling, reason: str, at: datetime) -> None:
    incident, told = telling.incident(name), texts.EXPLANATIONS[shared.explained]
    statement = incidents.make_statement(incident=incident, text=told.cause, by=people.program(incident.platform.slug), at=at)
    incidents.tell_statement(statement=statement, by=HOUSE, at=at)


def _fix(name: str, shared: Shared, telling: Telling, reason: str, at: datetime) -> None:
    incident, told = telling.incident(name), texts.EXPLANATIONS[shared.explained]
    by = people.program(incident.platform.slug)
    incidents.claim_fix(incident=incident, measures=[told.measure], text=told.fix, by=by, at=at)


def _verify(name: str, shared: Shared, telling: Telling, method: str, at: datetime) -> None:
    incidents.verify(incident=telling.incident(name), method=method, by=telling.lead, at=at)


def _reject(name: str, shared: Shared, telling: Telling, reason: str, at: datetime) -> None:
    incidents.reject_fix(incident=telling.incident(name), by=telling.lead, at=at)


def _close_incident(name: str, shared: Shared, telling: Telling, reason: str, at: datetime) -> None:
    incidents.close(incident=telling.incident(name), reason=reason, by=telling.lead, at=at)


CASE_STEPS: Mapping[str, Callable[[Told, Telling, str, datetime], None]] = {
    "claim": _claim,
    "read": _read,
    "note": _note,
    "write": _write,
    "ask": _ask,
    "answer": _answer,
    "disagree": _disagree,
    "withdraw": _withdraw,
    "erase": _erase,
    "ask_second": _ask_second,
    "approve": _approve,
    "statutory": _statutory,
    "close": _close,
    "join": _join,
    "agree": _agree,
    "dispute": _dispute,
    "platform_asks": _platform_asks,
}
INCIDENT_STEPS: Mapping[str, Callable[[str, Shared, Telling, str, datetime], None]] = {
    "notified": _notify,
    "await_answer": _await_answer,
    "acknowledged": _acknowledge,
    "position": _position,
    "cause": _cause,
    "statement": _state,
    "fix": _fix,
    "verify": _verify,
    "reject": _reject,
    "close": _close_incident,
}
