"""Those who type: a reporter by API, form and room, a platform by API, a member of staff at the desk. Every page that says no is kept."""

import http.client
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from reporting.sealing import case_keys
from tests.desk.conftest import code_of
from tests.faults import form
from tests.faults.browser import Browser
from tests.faults.marks import Marks
from tests.faults.reporters import CLIENT_SECONDS, Answer, body_of, post

DEFECT = (500, 503)
TEXTS = ("expected", "model", "model_version", "app_version", "accessibility_needs", "account_ref", "request_id", "conversation_id")
ADDRESSES = {"desk": "/desk/cases/{}/", "incident": "/desk/incidents/{}/"}
INCIDENT = re.compile(r"/desk/incidents/([\w-]+)/")
HELD = re.compile(r"/questions/([\w-]+)/")


@dataclass
class Scene:
    """Where everybody types, what they are told when it is not taken, and the one case that all of them work on."""

    port: int
    token: str
    marks: Marks
    told: dict[str, bytes] = field(default_factory=dict)
    shown_again: dict[str, bytes] = field(default_factory=dict)
    key: bytes = field(default_factory=case_keys.new_case_key)
    number: str = ""
    incident: str = ""

    def keep(self, who: str, answer: Answer) -> Answer:
        """Every page or problem that says no. One that is a room shown again goes on showing what was taken before."""
        if answer.status >= 400:
            kept = self.shown_again if who == "browser" and answer.status == 422 else self.told
            kept[f"answer {len(self.told) + len(self.shown_again)} to {who}: {answer.status}"] = answer.body
        return answer

    def report(self, key: bytes | None = None, **answers: object) -> Answer:
        return self.keep("reporter", post(self.port, body_of(key or case_keys.new_case_key(), **answers)))  # type: ignore[arg-type]

    def call(self, method: str, path: str, body: object, **headers: str) -> Answer:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=CLIENT_SECONDS)
        line.request(method, f"/api/v1/{path}", json.dumps(body).encode(), {"Content-Type": "application/json", **headers})
        answer = line.getresponse()
        kept = self.keep("program", Answer(answer.status, answer.read()))
        line.close()
        return kept

    def as_reporter(self, path: str, body: object) -> Answer:
        return self.call("POST", path, body, Authorization=f"CaseKey {case_keys.to_characters(self.key)}")

    def as_platform(self, path: str, body: object) -> Answer:
        return self.call("POST", path, body, Authorization=f"Bearer {self.token}")


class Person(Browser):
    """A browser whose pages with a "no" are kept."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene.port)
        self.scene, self.token = scene, ""

    def ask(self, fields: form.Fields, path: str = "/report/") -> Answer:
        return self.scene.keep("browser", super().ask(fields, path))

    def send(self, path: str, fields: Mapping[str, str], *, page: str = "") -> Answer:
        """Post a form of the page at `page`, or of the one it is posted to."""
        self.token = form.token(self.ask(None, page or path).body.decode())
        return self.ask({"csrfmiddlewaretoken": self.token, **fields}, path)


def reporter_types(scene: Scene) -> None:
    """A report with a mark in every field, by API and by form; each field's refused forms; words that are no form at all."""
    marks = scene.marks
    typed = {name: marks.new(name) for name in TEXTS}
    filed = scene.report(
        scene.key,
        text=marks.sentence("what_happened"),
        **typed,
        contact_mode="email",
        email=f"{marks.new('email')}@example.org",
        share_with_platform="yes",
    )
    assert filed.status == 201, filed
    scene.number = str(filed.told["case_number"])
    assert scene.report(text=marks.sentence("what_happened"), product=marks.new("product")).status == 201
    for name in (*TEXTS, "product", "what_happened"):
        for text in marks.not_taken(name):
            answers = {"text": text} if name == "what_happened" else {"text": marks.sentence(), name: text}
            assert scene.report(**answers).status == 422, (name, text)
    be_refused_before_the_guard(scene)
    walk_the_form(scene)


def be_refused_before_the_guard(scene: Scene) -> None:
    """What the shape, the parser and the gate turn away."""
    marks = scene.marks
    assert scene.report(text="x" * 4_100 + marks.new()).status == 422
    for text in marks.not_taken("email"):
        assert scene.report(text=marks.sentence(), email=text, contact_mode="email").status == 422
    assert scene.report(text=marks.sentence(), **{f"a {marks.new()}": marks.new()}).status == 422
    assert scene.report(text=marks.sentence(), category=marks.new()).status == 422
    for media_type in ("text/plain", "image/png", "multipart/form-data; boundary=x"):
        assert scene.call("POST", "reports", marks.new(), **{"Content-Type": media_type}).status == 415
    assert scene.call("POST", f"reports/{marks.new()}", {}).status == 404
    assert scene.call("POST", "case/messages", {"text": marks.new()}, Authorization=f"CaseKey {marks.new()}").status == 404
    assert scene.call("POST", "reports", {}, Authorization=marks.new(), Cookie=f"session={marks.new()}").status == 422


def walk_the_form(scene: Scene) -> None:
    """Through the form, left unsent, sent, and refused on the way."""
    marks = scene.marks
    answers = {**form.ANSWERS, "what_happened": {"what_happened": marks.sentence("what_happened")}}
    answers["product"] = {"product": "other", "product_name": marks.new("product")}
    Person(scene).until_check(answers)
    assert form.NUMBER.search(Person(scene).follow(form.walk(answers)))
    person = Person(scene)
    token = form.token(person.until_check(answers))
    for text in marks.not_taken("what_happened"):
        again = {"do": "answer", "page": "what_happened", "what_happened": text, "csrfmiddlewaretoken": token}
        assert person.ask(again).status == 422
    for page in ("danger_now", "category", "product", "what_happened", "more"):
        person.ask({"do": "answer", "page": page, page: "x" * 4_100 + marks.new(), "csrfmiddlewaretoken": token})


def room_of(scene: Scene) -> Person:
    """The reporter's room, open."""
    person = Person(scene)
    opened = person.send("/case/", {"do": "open", "key": case_keys.to_words(scene.key)})
    assert opened.status == 302, opened
    return person


def reporter_writes(scene: Scene) -> None:
    """Messages by API and in the room, an answer to the open question, and the refused forms of each."""
    marks, person = scene.marks, room_of(scene)
    assert scene.as_reporter("case/messages", {"text": marks.sentence("message")}).status == 201
    assert person.send("/case/", {"do": "write", "text": marks.sentence("message")}).status == 302
    for name, answers in (("message", ""), ("answer", "yes")):
        for text in marks.not_taken(name):
            assert person.send("/case/", {"do": "write", "text": text, "answers": answers}).status == 422
            assert scene.as_reporter("case/messages", {"text": text, "answers_question": bool(answers)}).status == 422
    assert person.send("/case/", {"do": "write", "text": marks.sentence("answer"), "answers": "yes"}).status == 302
    assert person.send("/case/", {"do": "dispute", "reason": marks.new()}).status in (409, 422)
    assert Person(scene).send("/case/", {"do": "open", "key": marks.new()}).status == 404


def staff_of(scene: Scene, made: Mapping[str, str]) -> Person:
    """Signed in at the desk with password and code, after one try with other words."""
    person, marks = Person(scene), scene.marks
    person.send("/sign-in/", {"login": made["email"], "password": marks.new("password")})
    person.send("/sign-in/", {"login": made["email"], "password": made["password"]})
    entered = person.send("/sign-in/factors/authenticate/", {"code": code_of(made["totp_secret"])})
    assert entered.status == 302, entered
    return person


def staff_types(scene: Scene, person: Person) -> None:
    """Notes, messages and a question, choices that are no choice, and every refused form; then the incident is opened and told."""
    marks, case = scene.marks, ADDRESSES["desk"].format(scene.number)
    say = lambda act, fields: person.send(f"{case}{act}/", fields, page=case)  # noqa: E731 - the case is always the same
    assert say("claim", {}).status == 302
    assert say("note", {"text": marks.sentence("note")}).status == 302
    assert say("message", {"text": marks.sentence("message"), "kind": "message"}).status == 302
    for text in marks.not_taken("note"):
        assert say("note", {"text": text}).status == 422
    for text in marks.not_taken("message"):
        assert say("message", {"text": text, "kind": "question"}).status == 422
    for act, name in (("move", "queue"), ("close", "reason"), ("text", "reason"), ("text/ask", "reason"), ("assign", "to")):
        assert say(act, {name: marks.new()}).status in (403, 404, 409, 422), act
    assert say("text", {"reason": "triage"}).status == 200
    assert say("incident", {}).status == 302
    found = INCIDENT.search(person.ask(None, "/desk/incidents/").body.decode())
    assert found
    scene.incident = found[1]
    assert person.send(f"{ADDRESSES['incident'].format(scene.incident)}notify/", {}, page=case).status == 302


def platform_types(scene: Scene) -> None:
    """A question on the case; position, cause, fix and statement on the incident; each with its refused forms."""
    marks, incident = scene.marks, f"incidents/{scene.incident}"
    assert scene.as_platform(f"{incident}/acknowledgement", {}).status in (200, 201)
    for path, body, name in (
        (f"cases/{scene.number}/questions", {}, "question"),
        (f"{incident}/position", {"position": "confirmed"}, "position"),
        (f"{incident}/cause", {"part": "output_filter"}, "cause"),
        (f"{incident}/fixes", {"measures": ["filter_change"]}, "fix"),
        (f"{incident}/statement", {}, "statement"),
    ):
        for text in marks.not_taken(name):
            assert scene.as_platform(path, {**body, "text": text}).status == 422, path
        assert scene.as_platform(path, {**body, f"a {marks.new()}": marks.new()}).status == 422
        taken = scene.as_platform(path, {**body, "text": marks.sentence(name)})
        assert taken.status in (200, 201), (path, taken)
    assert scene.as_platform("incidents/XX-0000-0000-0/cause", {"part": marks.new(), "text": marks.new()}).status in (404, 422)


def staff_passes_on(scene: Scene, person: Person) -> None:
    """The platform's question goes to the reporter; the fix is checked, after a refused word about it; all texts are read."""
    marks = scene.marks
    case, incident = ADDRESSES["desk"].format(scene.number), ADDRESSES["incident"].format(scene.incident)
    held = HELD.search(person.ask(None, case).body.decode())
    assert held
    assert person.send(f"{case}questions/{held[1]}/", {"do": "hand_on"}, page=case).status == 302
    for text in marks.not_taken("verification"):
        assert person.send(f"{incident}verify/", {"method": "release_notes", "text": text}, page=incident).status == 422
    assert person.send(f"{incident}texts/", {"reason": "verify_fix"}, page=incident).status == 200


def staff_checks(scene: Scene, person: Person) -> None:
    incident = ADDRESSES["incident"].format(scene.incident)
    checked = person.send(f"{incident}verify/", {"method": "release_notes", "text": scene.marks.sentence("verification")}, page=incident)
    assert checked.status == 302, checked
