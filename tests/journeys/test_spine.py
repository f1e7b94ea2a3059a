"""The main job, as people do it: a reporter without JavaScript, staff at the desk, a platform's program with a real receiver."""

import json
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.desk.conftest import code_of
from tests.faults.installation import Installation, Process, Redis, Server, on_sqlite, postgres_database, postgres_with_tables, wait_until
from tests.journeys.browser import Visitor, chromium
from tests.webhooks.receivers import Receiver

pytestmark = pytest.mark.journey
SAID = "I asked for a birthday card and it showed something violent. I closed it at once."


class Portal:
    """An installation that runs: web processes, workers, and all of them killed and started again on demand."""

    def __init__(self, installation: Installation, webs: list[Server], workers: list[Process], broker: Redis | None = None) -> None:
        self.installation, self.webs, self.workers, self.broker = installation, webs, workers, broker
        for web in webs:
            web.wait()

    def address(self, number: int = 0) -> str:
        return f"http://127.0.0.1:{self.webs[number % len(self.webs)].port}"

    def kill_everything_once(self) -> None:
        """-9 to every process of ours at the same time, then start them again where they were."""
        ours: list[Process] = [*self.webs, *self.workers, *([self.broker] if self.broker else [])]
        for process in ours:
            process.kill()
        for process in reversed(ours):
            process.start()
        for web in self.webs:
            web.wait()


@contextmanager
def embedded(folder: Path) -> Iterator[Portal]:
    with on_sqlite(folder) as installation:
        yield Portal(installation, [installation.serve()], [installation.work()])


@contextmanager
def production(folder: Path) -> Iterator[Portal]:
    """PostgreSQL, Redis and Celery, two web and two worker processes."""
    with postgres_with_tables() as tables, postgres_database(tables) as url:
        broker = Redis(folder)
        try:
            with Installation(folder, database_url=url, redis_url=broker.url) as installation:
                webs = [installation.serve(), installation.serve()]
                workers = [installation.celery_worker(), installation.celery_worker(), installation.celery_beat()]
                yield Portal(installation, webs, workers, broker)
        finally:
            broker.kill()


@pytest.fixture(
    params=[embedded, pytest.param(production, marks=[pytest.mark.postgres, pytest.mark.redis_server])], ids=["embedded", "production"]
)
def portal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Portal]:
    with request.param(tmp_path) as running:
        yield running


@pytest.fixture
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


class PlatformProgram:
    """What a platform's engineers would write against the API."""

    def __init__(self, address: str, token: str) -> None:
        self.address, self.token = address, token

    def call(self, path: str, body: dict[str, object] | None = None) -> dict[str, object]:
        sent = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.address}/api/v1{path}", sent, headers)
        with urllib.request.urlopen(request) as answer:
            return dict(json.load(answer))


def answer_the_form(reporter: Visitor) -> None:
    reporter.go("/")
    reporter.look("start")
    reporter.page.get_by_role("link", name="Start now").click()
    reporter.look("interruption")
    reporter.press("I understand, continue")
    reporter.look("danger-now")
    reporter.choose("No")
    reporter.press("Continue")
    reporter.look("country")
    reporter.press("Skip this question")
    reporter.look("category")
    reporter.choose("It was violent, threatening, or helped someone hurt another person")
    reporter.press("Continue")
    reporter.press("Skip this question")
    reporter.choose("It made it")
    reporter.press("Continue")
    refuse_a_link_then_write(reporter)
    reporter.look("product")
    reporter.page.get_by_label("Example Chat", exact=False).first.check(force=True)
    reporter.press("Continue")
    reporter.look("more")
    reporter.choose("No, go on")
    reporter.press("Continue")
    reporter.look("share")
    reporter.press("Continue")
    reporter.look("statement")
    for box in reporter.page.get_by_role("checkbox").all():
        box.check(force=True)
    reporter.press("Continue")


def refuse_a_link_then_write(reporter: Visitor) -> None:
    reporter.page.get_by_role("textbox").first.fill("see https://example.com/a/1.png")
    reporter.press("Continue")
    reporter.look("what-happened-refused")
    assert "https://example.com" not in reporter.page.content()
    reporter.page.get_by_role("textbox").first.fill(SAID)
    reporter.press("Continue")


def keep_the_key(reporter: Visitor) -> str:
    reporter.look("key")
    words = [one.inner_text() for one in reporter.page.locator(".key-words li").all()]
    asked = reporter.page.locator("label[for=id_part]").inner_text()
    number = next(int(part) for part in asked.split() if part.isdecimal())
    reporter.page.fill("#id_part", words[number - 1])
    reporter.press("Continue")
    return " ".join(words)


def send(reporter: Visitor) -> None:
    reporter.look("check")
    assert SAID in reporter.text()
    reporter.press("Send my report")
    reporter.look("sent")
    assert "We have your report" in reporter.text()


def open_the_room(reporter: Visitor, key: str) -> None:
    reporter.go("/case/")
    reporter.page.get_by_role("textbox").first.fill(key)
    reporter.press("Open my case")


def sign_in(staff: Visitor, made: dict[str, str]) -> None:
    staff.go("/desk/")
    staff.look("sign-in")
    staff.page.fill("input[name=login]", made["email"])
    staff.page.fill("input[name=password]", made["password"])
    with staff.page.expect_navigation():
        staff.page.locator("main form button").first.click()
    staff.look("second-factor")
    staff.page.fill("input[name=code]", code_of(made["totp_secret"]))
    with staff.page.expect_navigation():
        staff.page.locator("main form button").first.click()


def triage(staff: Visitor) -> str:
    """Claim the case, open its text with a reason, ask; answers the case's number."""
    staff.go("/desk/")
    staff.look("queue")
    staff.page.locator("main a", has_text="GF-").first.click()
    number = staff.page.url.rstrip("/").rpartition("/")[2]
    staff.look("case")
    staff.press("Take this case")
    assert SAID not in staff.text()
    staff.unfold("Open the text")
    staff.page.locator("form[action*='/text/'] select").first.select_option("triage")
    staff.press("Open the text")
    staff.look("case-opened")
    assert SAID in staff.text()
    staff.go(f"/desk/cases/{number}/")
    assert SAID not in staff.text()
    ask(staff)
    return number


def ask(staff: Visitor) -> None:
    form = staff.page.locator("form[action*='/message/']")
    if not form.first.is_visible():
        form.locator("xpath=ancestor::details/summary").first.click()
    form.locator("textarea").fill("Which version of the app was it?")
    choice = form.get_by_label("A question", exact=False)
    if choice.count():
        choice.first.check(force=True)
    with staff.page.expect_navigation():
        form.locator("button").last.click()


def tell_the_platform(staff: Visitor, number: str) -> str:
    staff.go(f"/desk/cases/{number}/")
    staff.press("Open an incident")
    if "/incidents/" not in staff.page.url:
        staff.page.locator("main a", has_text="IN-").first.click()
    staff.look("incident")
    staff.press("Tell the platform")
    return staff.page.url.rstrip("/").rpartition("/")[2]


def verify_the_fix(staff: Visitor, incident: str) -> None:
    staff.go(f"/desk/incidents/{incident}/")
    staff.look("incident-fix-claimed")
    staff.unfold("The fix holds")
    staff.page.locator("form[action*='/verify/'] select, form[action*='/verify/'] input[type=radio]").first.wait_for()
    select = staff.page.locator("form[action*='/verify/'] select")
    select.first.select_option("design_review") if select.count() else staff.page.locator("[value=design_review]").check(force=True)
    staff.press("Verify the fix")


def close_the_incident(staff: Visitor, incident: str) -> None:
    staff.go(f"/desk/incidents/{incident}/")
    staff.unfold("Close it")
    select = staff.page.locator("form[action*='/close/'] select")
    select.first.select_option("fixed") if select.count() else staff.page.locator("[value=fixed]").check(force=True)
    with staff.page.expect_navigation():
        staff.page.locator("form[action*='/close/'] button").last.click()
    staff.look("incident-closed")


def test_from_the_report_to_its_remedy(portal: Portal, browser: Browser) -> None:
    with Receiver() as receiver:
        platform = portal.installation.platform("--endpoint", receiver.url)
        made = json.loads(portal.installation.manage("create_staff", "--email", "lead@desk.example", "--roles", "team_lead", "--json"))
        reporter = Visitor(browser, portal.address(0), "reporter", javascript=False)
        staff = Visitor(browser, portal.address(1), "staff", javascript=True)
        program = PlatformProgram(portal.address(0), platform["token"])

        answer_the_form(reporter)
        key = keep_the_key(reporter)
        send(reporter)
        sign_in(staff, made)
        number = triage(staff)

        portal.kill_everything_once()

        open_the_room(reporter, key)
        reporter.look("room-question")
        reporter.page.get_by_role("textbox").first.fill("It was version 6.12.0 on my phone.")
        reporter.press("Send my answer")
        reporter.look("room-answered")
        incident = tell_the_platform(staff, number)

        wait_until(lambda: any(one.told["type"] == "fix.requested" for one in list(receiver.arrivals)), why="the platform was not told")
        asked = next(one for one in receiver.arrivals if one.told["type"] == "fix.requested")
        asked.verify(platform["secret"])
        assert SAID.encode() not in b"".join(arrival.body for arrival in receiver.arrivals)

        program.call(f"/incidents/{incident}/acknowledgement", {})
        program.call(f"/incidents/{incident}/cause", {"part": "output_filter", "text": "A filter was off in one region."})
        program.call(f"/incidents/{incident}/fixes", {"measures": ["filter_change"], "text": "The filter is on everywhere."})
        verify_the_fix(staff, incident)

        reporter.go("/case/")
        reporter.look("room-fix")
        reporter.press("Yes, that settles it")
        close_the_incident(staff, incident)
        reporter.go("/case/")
        reporter.look("room-closed")

        assert "closed" in reporter.text().lower()
        assert program.call(f"/incidents/{incident}")["state"] == "closed"
        assert "Whole" in portal.installation.manage("check_trail")
        reporter.require_nothing_found()
        staff.require_nothing_found()
