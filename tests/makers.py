"""Small things that many tests need: a platform, a filed report, a member of staff. Made by the real actions."""

import itertools
from dataclasses import dataclass
from datetime import UTC, datetime

from reporting.access import actions as access
from reporting.access import queries as members
from reporting.access.models import StaffMember
from reporting.actors import Actor
from reporting.cases import queries as cases
from reporting.cases.models import Case
from reporting.intake import actions as intake
from reporting.mailbox.models import Mailbox
from reporting.platforms import actions as platforms
from reporting.platforms import queries as registered
from reporting.platforms.models import Platform
from reporting.sealing import case_keys

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
HOUSE = Actor.system("tests")
ANSWERS: dict[str, object] = {
    "danger_now": "no",
    "category": "hate",
    "ai_role": "produced_by_ai",
    "product": "lumen/lumen-chat",
    "what_happened": "It insulted a whole town when asked about its weather.",
    "share_with_platform": "yes",
    "stats_ok": True,
    "bona_fide": True,
    "no_content_confirm": True,
}
_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Reported:
    """What a reporter holds after filing, and the case that staff see."""

    case: Case
    case_key: bytes
    receipt: str

    @property
    def mailbox(self) -> Mailbox:
        return self.case.mailbox

    @property
    def key_words(self) -> str:
        return case_keys.to_words(self.case_key)


def make_platform(slug: str = "lumen", *, products: tuple[str, ...] = ("lumen-chat", "lumen-image"), at: datetime = AT) -> Platform:
    """A platform with its products; the one that is there when it was made before."""
    found = registered.find_platform(slug)
    if found:
        return found
    platform = platforms.create_platform(slug=slug, name=slug.replace("-", " ").title(), by=HOUSE, at=at)
    for product in products:
        platforms.add_product(platform=platform, slug=product, name=product.replace("-", " ").title(), by=HOUSE, at=at)
    return platform


def file_report(*, at: datetime = AT, language: str = "en", case_key: bytes = b"", **answers: object) -> Reported:
    """File a report as the form does. `answers` replace the usual ones; None leaves one out."""
    make_platform()
    given = {key: value for key, value in {**ANSWERS, **answers}.items() if value is not None}
    case_key = case_key or case_keys.new_case_key()
    filed = intake.submit(answers=given, case_key=case_key, language=language, by=Actor.reporter(), at=at)
    return Reported(fresh(filed.case), case_key, filed.receipt)


def fresh(case: Case) -> Case:
    """The case as it stands now."""
    return cases.get(case.number, visible_to_actor=HOUSE)


def make_member(*roles: str, name: str = "", at: datetime = AT) -> StaffMember:
    """Somebody who works here in these roles, a triager when none is named. Sign them in with `create_staff` instead where a page is asked."""
    name = name or f"member-{next(_numbers)}"
    email = f"{name.lower().replace(' ', '.')}@desk.example"
    return access.add_member(
        email=email, display_name=name, password="correct horse battery staple", roles=roles or ("triager",), by=HOUSE, at=at
    )


def make_actor(*roles: str, name: str = "") -> Actor:
    """A new member of these roles, as an actor."""
    return members.actor_for(make_member(*roles, name=name))
