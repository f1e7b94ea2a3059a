"""Marked words are typed everywhere and everything is made to fail; then nothing an operator keeps may hold one of them in clear (C-04)."""

import base64
import http.client
import json
import resource
import secrets
import subprocess
from pathlib import Path

import pytest

from reporting.sealing import case_keys
from tests.faults import form
from tests.faults.browser import Browser
from tests.faults.installation import Installation, Redis, on_sqlite, postgres_database
from tests.faults.reporters import CLIENT_SECONDS, body_of, post

pytestmark = pytest.mark.faults
REFUSED = ("see https://example.test/{}", "data:image/png;base64,{}", "<img src=x {}>")


class Marks:
    """Words nobody else would write; every one handed out is looked for afterwards."""

    def __init__(self) -> None:
        self.given: list[str] = []

    def new(self) -> str:
        mark = "quokka" + "".join(secrets.choice("bdfgklmnprtvz") + secrets.choice("aeiou") for _ in range(5))
        self.given.append(mark)
        return mark

    def sentence(self) -> str:
        return f"The assistant spoke of a {self.new()} and was rude to me."

    def found_in(self, content: bytes) -> list[str]:
        lower = content.lower()
        return [mark for mark in self.given if any(shape in lower for shape in shapes_of(mark))]


def shapes_of(mark: str) -> list[bytes]:
    """A word as it is, as hexadecimal digits and as base64 whatever stood before it."""
    plain = mark.encode()
    shifted = [base64.b64encode(b"x" * before + plain)[4:-4].lower() for before in range(3)]
    return [plain, plain.hex().encode(), *shifted]


def call(port: int, method: str, path: str, body: object, **headers: str) -> int:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=CLIENT_SECONDS)
    line.request(method, path, json.dumps(body).encode(), {"Content-Type": "application/json", **headers})
    status = line.getresponse().status
    line.close()
    return status


def type_everywhere(port: int, token: str, marks: Marks) -> None:
    """Accepted texts in every field of report, mailbox and platform's question."""
    texts = ("expected", "model", "model_version", "app_version", "accessibility_needs")
    typed = {name: marks.new() for name in (*texts, "account_ref", "request_id", "conversation_id")}
    key = case_keys.new_case_key()
    words = case_keys.to_characters(key)
    filed = post(port, body_of(key, marks.sentence(), **typed, email=f"{marks.new()}@example.org", contact_mode="email_notify"))
    if filed.status == 422:
        filed = post(port, body_of(key, marks.sentence(), **typed))
    assert filed.status == 201, filed
    number = filed.told["case_number"]
    assert call(port, "POST", "/api/v1/case/messages", {"text": marks.sentence()}, Authorization=f"CaseKey {words}") in (200, 201)
    call(port, "POST", f"/api/v1/cases/{number}/questions", {"text": marks.sentence()}, Authorization=f"Bearer {token}")


def be_refused_everywhere(port: int, token: str, marks: Marks) -> None:
    """Texts that the guard, the parser, the gate and the addresses turn away."""
    for refused in REFUSED:
        assert post(port, body_of(case_keys.new_case_key(), refused.format(marks.new()))).status == 422
    key = case_keys.new_case_key()
    assert post(port, body_of(key, "x" * 4_100 + marks.new())).status == 422
    assert post(port, {marks.new(): marks.new()}).status == 422
    for media_type in ("text/plain", "image/png", "multipart/form-data; boundary=x"):
        assert call(port, "POST", "/api/v1/reports", marks.new(), **{"Content-Type": media_type}) == 415
    assert call(port, "POST", f"/api/v1/reports/{marks.new()}", {}) == 404
    assert call(port, "POST", "/api/v1/case/messages", {"text": marks.new()}, Authorization=f"CaseKey {marks.new()}") in (
        400,
        401,
        404,
        422,
    )
    call(port, "POST", "/api/v1/cases/GF-0000-0000-0/questions", {"text": marks.new()}, Authorization=f"Bearer {marks.new()}")


def walk_with_marks(port: int, marks: Marks) -> None:
    """Through the form, refused once on the way, left unsent and sent."""
    answers = {**form.ANSWERS, "what_happened": {"what_happened": marks.sentence()}}
    answers["product"] = {"product": "other", "product_name": marks.new()}
    Browser(port).until_check(answers)
    assert form.NUMBER.search(Browser(port).follow(form.walk(answers)))
    browser = Browser(port)
    page = browser.until_check(answers)
    again = {"do": "answer", "page": "what_happened", "what_happened": REFUSED[0].format(marks.new())}
    assert browser.ask({**again, "csrfmiddlewaretoken": form.token(page)}).status == 422


def fail_in_each_layer(installation: Installation, port: int, pid: int, marks: Marks) -> None:
    """A constraint is broken in the middle of filing, then the disk is full: both must answer without a word of the text."""
    for harm in ("constraint", "error"):
        installation.python("-m", "tests.faults.sabotage", harm)
        assert post(port, body_of(case_keys.new_case_key(), marks.sentence())).status in (500, 503)
        installation.python("-m", "tests.faults.sabotage", "mend")
    if "sqlite" in installation.database_url:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
        assert post(port, body_of(case_keys.new_case_key(), marks.sentence())).status == 503
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def files_of(folder: Path) -> dict[str, bytes]:
    """Database, its journals, logs, temporary files, the broker's dump: everything but the keys."""
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.parent.name != "keys"}


def run_through(installation: Installation, marks: Marks) -> None:
    token = installation.platform("--endpoint", "http://127.0.0.1:9/in")["token"]
    server = installation.serve().wait()
    installation.work()
    type_everywhere(server.port, token, marks)
    be_refused_everywhere(server.port, token, marks)
    walk_with_marks(server.port, marks)
    fail_in_each_layer(installation, server.port, server.pid, marks)
    installation.manage("drain")


def require_unseen(marks: Marks, kept: dict[str, bytes]) -> None:
    assert {name: found for name, content in kept.items() if (found := marks.found_in(content))} == {}


def test_no_marked_word_is_kept_in_clear_by_the_embedded_default(tmp_path):
    marks = Marks()
    with on_sqlite(tmp_path) as installation:
        run_through(installation, marks)

        require_unseen(marks, files_of(tmp_path))


@pytest.mark.postgres
@pytest.mark.redis
def test_no_marked_word_is_kept_in_clear_by_postgresql_and_redis(tmp_path, postgres_template):
    marks, redis = Marks(), Redis(tmp_path)
    with postgres_database(like=postgres_template) as url, Installation(tmp_path, database_url=url, redis_url=redis.url) as installation:
        run_through(installation, marks)
        subprocess.run(["redis-cli", "-p", str(redis.port), "SAVE"], check=True, capture_output=True)
        dump = subprocess.run(["pg_dump", url], check=True, capture_output=True).stdout

        require_unseen(marks, {**files_of(tmp_path), "pg_dump": dump})
    redis.kill()


def test_the_search_itself_finds_what_is_there():
    marks = Marks()
    word = marks.new()

    assert marks.found_in(f"INSERT ('{word.upper()}')".encode())
    assert marks.found_in(word.encode().hex().encode())
    assert marks.found_in(base64.b64encode(b"ab" + word.encode() + b" rude"))
    assert not marks.found_in(b"nothing of it")
