"""Every page on a wide screen and on an old phone, in light and dark, from the left and from the right: axe finds nothing, nothing is cut off."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.faults.installation import Installation, Server, on_sqlite
from tests.journeys.browser import Visitor, chromium

pytestmark = pytest.mark.journey
PUBLIC = ("/", "/report/", "/case/", "/danger/", "/guidance/", "/guidance/FR/", "/verify/", "/nothing-here/", "/sign-in/")
DESK = (
    "/desk/",
    "/desk/?state=received&severity=high",
    "/desk/mine/",
    "/desk/incidents/",
    "/desk/approvals/",
    "/desk/platforms/",
    "/desk/trail/",
    "/desk/cases/GF-0000-0000-0/",
)
SIGN_IN = (
    "/sign-in/factors/",
    "/sign-in/sessions/",
    "/sign-in/password/",
    "/sign-in/factors/totp/activate/",
    "/sign-in/factors/webauthn/add/",
)
STAFF = [
    *(("team_lead", path) for path in (*DESK, *SIGN_IN)),
    ("auditor", "/desk/trail/"),
    ("administrator", "/desk/"),
    ("triager", "/desk/"),
]
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


class Told:
    """A portal with the demonstration story in it."""

    def __init__(self, installation: Installation, web: Server) -> None:
        links = installation.manage("demo_links")
        self.address = f"http://127.0.0.1:{web.port}"
        self.links = {name.replace(" ", "_"): path for name, path in re.findall(r"^  (\w[\w ]*?) +http://[^/]+(/\S+)", links, re.MULTILINE)}
        self.case_key = (Path(installation.folder) / "demo_case_key").read_text()


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    with on_sqlite(tmp_path_factory.mktemp("every-page"), settings={"DEMO_TOKEN": "of-the-tests"}) as installation:
        installation.manage("demo_story")
        yield Told(installation, installation.serve().wait())


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def visit(told: Told, browser: Browser) -> Iterator[Callable[..., Visitor]]:
    """A visitor at this address, with or without JavaScript; what was found on their pages is asserted at the end."""
    visitors: list[Visitor] = []

    def begin(path: str, *, javascript: bool = True) -> Visitor:
        visitors.append(Visitor(browser, told.address, "every-page", javascript=javascript))
        visitors[-1].go(path)
        return visitors[-1]

    yield begin
    for visitor in visitors:
        visitor.context.close()
        visitor.require_nothing_found()


def look_at(visitor: Visitor, what: str) -> None:
    """Both widths, both schemes, both directions."""
    for scheme in ("light", "dark"):
        visitor.look(f"{what}-{scheme}", scheme=scheme)
    for direction in ("ltr", "rtl"):
        assert not is_cut_off(visitor.page, direction), f"{what} is wider than a phone, read {direction}"


def is_cut_off(page: Page, direction: str) -> bool:
    page.set_viewport_size({"width": 360, "height": 740})
    page.evaluate("(way) => { document.documentElement.dir = way }", direction)
    too_wide = bool(page.evaluate(TOO_WIDE))
    page.evaluate("document.documentElement.dir = 'ltr'")
    page.set_viewport_size({"width": 1280, "height": 900})
    return too_wide


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page(path: str, visit: Callable[..., Visitor]) -> None:
    look_at(visit(path, javascript=False), path)


@pytest.mark.parametrize("name", ["room", "kept", "withdraw", "erase"])
def test_a_page_of_the_reporters_room(name: str, told: Told, visit: Callable[..., Visitor]) -> None:
    reporter = visit("/case/", javascript=False)
    reporter.page.get_by_role("textbox").first.fill(told.case_key)
    reporter.press("Open my case")
    if name != "room":
        with reporter.page.expect_navigation():
            reporter.page.locator(f"button[name=to][value={name}]").click()

    look_at(reporter, name)


@pytest.mark.parametrize(("role", "path"), STAFF)
def test_a_page_of_staff(role: str, path: str, told: Told, visit: Callable[..., Visitor]) -> None:
    staff = visit(told.links[role])
    staff.go(path)

    look_at(staff, f"{role} {path}")


@pytest.mark.parametrize(("role", "listed"), [("team_lead", "/desk/"), ("legal_officer", "/desk/"), ("team_lead", "/desk/incidents/")])
def test_the_first_of_a_list_with_everything_unfolded(role: str, listed: str, told: Told, visit: Callable[..., Visitor]) -> None:
    staff = visit(told.links[role])
    staff.go(listed)
    staff.page.locator("main td a").first.click()
    staff.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")

    look_at(staff, f"{role} {listed} first")


def test_the_filter_is_closed_on_a_phone_and_open_beside_a_wide_list_without_script(told: Told, browser: Browser) -> None:
    signed_in = Visitor(browser, told.address, "filter", javascript=False)
    signed_in.go(told.links["team_lead"])
    form, summary = signed_in.page.locator(".filter form"), signed_in.page.locator(".filter summary")

    signed_in.page.set_viewport_size({"width": 1280, "height": 900})
    wide = (form.is_visible(), summary.is_visible())
    signed_in.page.set_viewport_size({"width": 390, "height": 844})
    narrow = (form.is_visible(), summary.is_visible())
    summary.click()

    assert (wide, narrow, form.is_visible()) == ((True, False), (False, True), True)
