"""Addresses of the desk."""

from django.urls import URLPattern, URLResolver, include, path

from portal.desk import approvals, case, deadlines, incidents, platforms, queue, routing, staff_pages, trail

app_name = "desk"

CASE = [
    path("", case.case_page, name="case"),
    path("claim/", case.claim, name="claim"),
    path("assign/", case.assign, name="assign"),
    path("assign/next/", case.assign_next, name="assign_next"),
    path("move/", case.move, name="move"),
    path("note/", case.note, name="note"),
    path("message/", case.message, name="message"),
    path("questions/<slug:ref>/", case.decide_question, name="decide_question"),
    path("close/", case.close, name="close"),
    path("deadlines/", case.begin_deadline, name="case_deadline"),
    path("deadlines/<int:clock_number>/", deadlines.end_on_case, name="end_case_deadline"),
    path("reopen/", case.reopen, name="reopen"),
    path("text/", case.open_text, name="open_text"),
    path("text/ask/", case.ask_to_open, name="ask_to_open"),
    path("incident/", case.open_incident, name="open_incident"),
    path("join/<slug:incident_number>/", case.join, name="join"),
]
INCIDENT = [
    path("", incidents.incident_page, name="incident"),
    path("notify/", incidents.notify, name="notify"),
    path("verify/", incidents.verify, name="verify"),
    path("reject-fix/", incidents.reject_fix, name="reject_fix"),
    path("deadlines/", incidents.begin_deadline, name="incident_deadline"),
    path("deadlines/<int:clock_number>/", deadlines.end_on_incident, name="end_incident_deadline"),
    path("close/", incidents.close, name="close_incident"),
    path("texts/", incidents.read_texts, name="read_texts"),
]
ROUTING = [
    path("", routing.overview, name="routing"),
    path("new/", routing.new_rule, name="new_rule"),
    path("rules/<slug:code>/", routing.change_rule, name="change_rule"),
    path("rules/<slug:code>/switch/", routing.switch_rule, name="switch_rule"),
    path("rules/<slug:code>/place/", routing.place_rule, name="place_rule"),
    path("draft/try/", routing.try_out, name="try_routing"),
    path("draft/put-into-use/", routing.put_into_use, name="put_into_use"),
    path("draft/throw-away/", routing.throw_away, name="throw_away"),
    path("versions/<int:number>/", routing.version_page, name="routing_version"),
    path("versions/<int:number>/put-back/", routing.put_back, name="put_back"),
]
MEMBER = [
    path("", staff_pages.member_page, name="member"),
    path("skills/", staff_pages.declare_skills, name="declare_skills"),
    path("hand-over/", staff_pages.hand_over, name="hand_over"),
    path("deactivate/", staff_pages.deactivate, name="deactivate"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("", queue.queue, name="queue"),
    path("mine/", queue.mine, name="mine"),
    path("cases/<slug:number>/", include(CASE)),
    path("incidents/", incidents.incident_list, name="incidents"),
    path("incidents/<slug:number>/", include(INCIDENT)),
    path("clocks/", deadlines.board, name="clocks"),
    path("approvals/", approvals.approvals, name="approvals"),
    path("approvals/<int:number>/", approvals.decide, name="decide"),
    path("platforms/", platforms.platform_list, name="platforms"),
    path("staff/", staff_pages.staff_list, name="staff"),
    path("staff/<int:number>/", include(MEMBER)),
    path("routing/", include(ROUTING)),
    path("trail/", trail.trail, name="trail"),
]
