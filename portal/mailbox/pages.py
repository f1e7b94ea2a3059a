"""What each page of the reporter's room shows."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms as django_forms
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.mailbox.forms import DisputeForm, MessageForm, refused
from portal.mailbox.once import mark
from portal.web import answers
from reporting.access.roles import ROLES
from reporting.audit import queries as audit
from reporting.cases import words as told
from reporting.cases.kinds import CaseState, ReadReason
from reporting.cases.models import NOTHING_DUE, Case
from reporting.cases.queries import history
from reporting.cases.states import STATES
from reporting.facts import catalogue, words
from reporting.incidents import queries as incidents
from reporting.incidents.kinds import Measure
from reporting.incidents.models import Fix
from reporting.mailbox import notices, rules
from reporting.mailbox import queries as mailboxes
from reporting.mailbox.kinds import Sender
from reporting.mailbox.models import Mailbox, Message
from reporting.mailbox.queries import Line
from reporting.receipts import queries as receipts
from reporting.refusals import Refused
from reporting.reports.actions import open_answers_of
from reporting.sealing import actions as sealing
from reporting.sealing.kinds import CaseKey, DataKey

ROOM = "room"
NEVER_HERE = ("no-copy", "no-show", "no-retry", "no-proof")


def shown(name: str, box: Mailbox, case_key: CaseKey, refusal: Refused | None, *, at: datetime) -> dict[str, Any]:
    """Everything the page of this name needs."""
    key = sealing.unlock_for_reporter(envelope=box.case.report.envelope, case_key=case_key)
    return head(box) | PAGES[name](box, key, refusal, at)


def head(box: Mailbox) -> dict[str, Any]:
    return {"case": box.case, "case_number": box.case.number, "form_mark": mark()}


def copy_of(box: Mailbox, case_key: CaseKey) -> str:
    """All we hold of the case, as plain text."""
    key = sealing.unlock_for_reporter(envelope=box.case.report.envelope, case_key=case_key)
    shown = head(box) | _kept(box, key, None, box.opened_at) | {"talk": _talk(box, key), "events": _timeline(box.case)}
    return render_to_string("mailbox/copy.txt", shown | {"receipt": receipts.text_of(box.case.receipt)})


def typed(sent: QueryDict) -> str:
    """The text of a message form. Refuses an empty one."""
    form = MessageForm(sent)
    if form.is_valid():
        return str(form.cleaned_data["text"])
    raise NothingWritten(words=str(form.errors["text"].as_data()[0].messages[0]))


class NothingWritten(Refused):
    """Nothing was typed, or more than fits."""

    code = "nothing_written"
    words = gettext_lazy("Write a few words first, then send them.")
    status = 422


def _room(box: Mailbox, key: DataKey, refusal: Refused | None, at: datetime) -> dict[str, Any]:
    case, question = box.case, mailboxes.open_question(box)
    return {
        "state": STATES[case.state],
        "next": _next(case, at),
        "fix": _fix(incidents.fix_to_ask_about(case)),
        "talk": _talk(box, key),
        "question": question,
        "form": _message_form(case, question, refusal),
        "why_not_write": _why_not_write(box, question),
        "events": _timeline(case),
        "never": _never(),
        "receipt": receipts.text_of(case.receipt),
    }


def _why_not_write(box: Mailbox, question: Message | None) -> Refused | None:
    is_waited_for = question is not None or box.case.state == CaseState.CLOSED
    return rules.why_not_write(mailboxes.reporters_lengths(box), 1, is_waited_for=is_waited_for)


def _next(case: Case, at: datetime) -> dict[str, Any]:
    """What comes next and by when; a time that has passed is said, not hidden."""
    row = STATES[case.state]
    answered = case.state == "confirming" and incidents.fix_to_ask_about(case) is None
    what = _("You have told us. We close the case, or take it up again; you need do nothing more.") if answered else row.what_next
    due = None if case.due_at == NOTHING_DUE or not row.clock_runs else case.due_at
    return {"words": what, "by": due, "is_late": due is not None and due < at, "is_first_look": case.state in ("received", "reopened")}


def _talk(box: Mailbox, key: DataKey) -> Sequence[dict[str, Any]]:
    lines = mailboxes.lines(box, key, for_reporter=True)
    return [
        {"text": line.text, "who": _who(line, box.case), "is_mine": line.sender == Sender.REPORTER, "at": line.written_at} for line in lines
    ]


def _who(line: Line, case: Case) -> str:
    """Staff by role alone, the platform by name."""
    if line.sender == Sender.PLATFORM and case.platform:
        return _("%(platform)s, the platform") % {"platform": case.platform.name}
    if line.sender == Sender.STAFF and line.by_role in ROLES:
        return _("%(role)s at this portal") % {"role": ROLES[line.by_role].name}
    return str(Sender(line.sender).label)


def _message_form(case: Case, question: Message | None, refusal: Refused | None) -> django_forms.Form:
    label, hint = _("Write to us"), _("Add something, or put something right.")
    if question:
        label, hint = _("Your answer"), _("You do not have to answer. Say what you remember; do not look again.")
    elif case.state == "closed":
        label, hint = _("Ask for another look"), _("When you send this, your case is opened again.")
    form = MessageForm(label=label, hint=hint)
    return refused(form, "text", refusal) if refusal else form


def _fix(fix: Fix | None) -> dict[str, Any] | None:
    """What was changed and how that was checked, in the catalogue's words."""
    if fix is None:
        return None
    cause = incidents.latest_cause(fix.incident)
    return {
        "cause": cause.get_part_display() if cause else "",
        "measures": [Measure(measure).label for measure in fix.measures],
        "method": fix.verification.get_method_display(),
    }


def _timeline(case: Case) -> Sequence[dict[str, Any]]:
    """What happened, newest first."""
    lines = [{"title": line.title, "words": line.words, "at": line.at} for line in told.for_reporter(history(case))]
    if not any(event.code == "received" for event in history(case)):
        lines.insert(0, {"title": str(told.EVENTS["received"].reporter), "words": "", "at": case.opened_at})
    lines[-1]["is_now"] = True
    return list(reversed(lines))


def _never() -> Sequence[str]:
    rules_by_id = {rule.id: rule for rule in catalogue.rules()}
    return [words.say(rules_by_id[code].text) for code in NEVER_HERE if code in rules_by_id]


def _kept(box: Mailbox, key: DataKey, refusal: Refused | None, at: datetime) -> dict[str, Any]:
    """Every answer as it is stored, and who has opened the texts, by role."""
    report = box.case.report
    given = {**report.open_answers, **report.staff_answers, **open_answers_of(report, key)}
    what = [
        {"label": _("Kind"), "value": answers.category(report.category)},
        {"label": _("More exactly"), "value": answers.subcategory(report.category, report.subcategory)},
    ]
    address = notices.address_of(box, key)
    kept_apart = [{"label": _("E-mail address, only to tell you that there is news"), "value": address, "typed": True}] if address else []
    return {
        "rows": [row for row in what if row["value"]] + answers.rows(given) + kept_apart,
        "reads": [_read(row) for row in audit.reads_of(box.case.number)],
    }


def _read(row: audit.Reading) -> dict[str, Any]:
    why = ReadReason(row.reason).label if row.reason in ReadReason.values else ""
    who = ROLES[row.role].name if row.role in ROLES else row.role
    return {"title": str(who), "words": str(why), "at": row.hour}


def _nothing_more(box: Mailbox, key: DataKey, refusal: Refused | None, at: datetime) -> dict[str, Any]:
    return {}


def _dispute(box: Mailbox, key: DataKey, refusal: Refused | None, at: datetime) -> dict[str, Any]:
    return {"form": DisputeForm()}


Shown = Callable[[Mailbox, DataKey, Refused | None, datetime], dict[str, Any]]
PAGES: Mapping[str, Shown] = {ROOM: _room, "kept": _kept, "dispute": _dispute, "withdraw": _nothing_more, "erase": _nothing_more}
