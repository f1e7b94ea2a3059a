"""A case: its page, and everything that staff do with it."""

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from portal.desk import forms
from portal.desk.acts import act_on
from portal.desk.case_page import again, opened, show
from portal.desk.deadlines import Deadline, begun, of_case
from portal.desk.pages import back
from portal.desk.sign_in import require_confirmation
from portal.desk.staff import StaffRequest, staff_page
from reporting import clock
from reporting.access import actions as access
from reporting.access import queries as members
from reporting.access.kinds import Act
from reporting.cases import actions as cases
from reporting.cases import queries as reading
from reporting.cases.models import Case
from reporting.incidents import actions as incidents
from reporting.incidents import queries as known_incidents
from reporting.mailbox import actions as mailbox
from reporting.refusals import Words


def seen(request: StaffRequest, number: str) -> Case:
    """The case as the page showed it, so that what somebody else changed meanwhile is not overwritten."""
    case = reading.get(number, visible_to_actor=request.actor)
    version = request.POST.get("version", "")
    case.version = int(version) if version.isdecimal() and len(version) < 9 else case.version
    return case


def done(request: StaffRequest, number: str, words: Words) -> HttpResponse:
    """Back to where one was: to the case, or to the queue when the case went where this member does not see it."""
    still_seen = reading.visible_to(request.actor).filter(number=number).exists()
    return back(request, words, "desk:case", number=number) if still_seen else back(request, words, "desk:queue")


@staff_page
@require_safe
def case_page(request: StaffRequest, number: str) -> HttpResponse:
    return show(request, reading.get(number, visible_to_actor=request.actor))


@act_on(again)
def claim(request: StaffRequest, number: str) -> HttpResponse:
    cases.claim(case=seen(request, number), by=request.actor, at=clock.now())
    return done(request, number, _("The case is yours."))


@act_on(again, forms.Assign)
def assign(request: StaffRequest, number: str) -> HttpResponse:
    case, to = seen(request, number), members.member_numbered(request.POST.get("to", ""))
    cases.assign(case=case, to=to, by=request.actor, at=clock.now())
    return done(request, number, _("The case was given to %(name)s.") % {"name": to.display_name})


@act_on(again)
def assign_next(request: StaffRequest, number: str) -> HttpResponse:
    """Give it to whoever is first of those who may take it now."""
    case = cases.assign_next(case=seen(request, number), by=request.actor, at=clock.now())
    name = case.assignee.display_name if case.assignee else ""
    return done(request, number, _("The case was given to %(name)s.") % {"name": name})


@act_on(again, forms.Move)
def move(request: StaffRequest, number: str) -> HttpResponse:
    to, reason = request.POST.get("queue", ""), request.POST.get("reason", "")
    cases.move(case=seen(request, number), queue=to, reason=reason, by=request.actor, at=clock.now())
    return done(request, number, _("The case is in its new queue."))


@act_on(again, forms.Close)
def close(request: StaffRequest, number: str) -> HttpResponse:
    cases.close(case=seen(request, number), reason=request.POST.get("reason", ""), by=request.actor, at=clock.now())
    return done(request, number, _("The case is closed. The reporter sees why."))


@act_on(again)
def begin_deadline(request: StaffRequest, number: str) -> HttpResponse:
    """Let a deadline in law run; the page comes back with the words when it is refused."""
    case = reading.get(number, visible_to_actor=request.actor)
    refused = begun(request, Deadline(request.POST, listed=of_case(case)), case)
    return show(request, case, status=422, form=refused) if refused else done(request, number, _("The deadline runs."))


@act_on(again)
def reopen(request: StaffRequest, number: str) -> HttpResponse:
    cases.reopen(case=seen(request, number), because="staff", by=request.actor, at=clock.now())
    return done(request, number, _("The case is open again."))


@act_on(again, forms.Note)
def note(request: StaffRequest, number: str) -> HttpResponse:
    case = reading.get(number, visible_to_actor=request.actor)
    cases.write_note(case=case, text=request.POST.get("text", ""), by=request.actor, at=clock.now())
    return done(request, number, _("Your note is kept, sealed."))


@act_on(again, forms.Message)
def message(request: StaffRequest, number: str) -> HttpResponse:
    """Write to the reporter, or ask something and wait."""
    case = reading.get(number, visible_to_actor=request.actor)
    text, kind = request.POST.get("text", ""), request.POST.get("kind", forms.MESSAGE)
    mailbox.say(case=case, text=text, kind=kind, by=request.actor, at=clock.now())
    return done(request, number, _("Your words are in the reporter’s mailbox."))


@act_on(again)
def decide_question(request: StaffRequest, number: str, ref: str) -> HttpResponse:
    """Hand a platform's held question on, or not."""
    hands_on = request.POST.get("do") == "hand_on"
    mailbox.decide_question(case=seen(request, number), ref=ref, pass_on=hands_on, by=request.actor, at=clock.now())
    return done(request, number, _("The question is with the reporter.") if hands_on else _("The question was not handed on."))


@act_on(again, forms.OpenText)
def open_text(request: StaffRequest, number: str) -> HttpResponse:
    """The sealed words, on this answer alone: the page closes them again when it is opened anew."""
    require_confirmation(request)
    case = reading.get(number, visible_to_actor=request.actor)
    texts, lines = mailbox.open_everything(case=case, reason=request.POST.get("reason", ""), by=request.actor, at=clock.now())
    return show(request, case, **opened(texts, lines))


@act_on(again, forms.AskToOpen)
def ask_to_open(request: StaffRequest, number: str) -> HttpResponse:
    case = reading.get(number, visible_to_actor=request.actor)
    reason = request.POST.get("reason", "")
    access.ask_approval(what=Act.TEXT_OPEN, subject=case.number, reason=reason, by=request.actor, at=clock.now())
    return done(request, number, _("A colleague was asked. You will see here when somebody has decided."))


@act_on(again)
def open_incident(request: StaffRequest, number: str) -> HttpResponse:
    incident = incidents.open_incident(case=seen(request, number), by=request.actor, at=clock.now())
    return back(request, _("The incident is open. Tell the platform when it is ready."), "desk:incident", number=incident.number)


@act_on(again)
def join(request: StaffRequest, number: str, incident_number: str) -> HttpResponse:
    incident = known_incidents.get(incident_number, visible_to_actor=request.actor)
    because = request.POST.get("because", "")
    incidents.add_case(incident=incident, case=seen(request, number), because=because, by=request.actor, at=clock.now())
    return done(request, number, _("The case belongs to the incident now."))
