"""The rules in use, a member's draft, earlier versions, and why a case went where it did by the rules of its day."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from django.utils.translation import gettext as _

from reporting.actors import Actor
from reporting.cases.kinds import Queue
from reporting.facts import catalogue
from reporting.facts import words as facts_in_words
from reporting.facts.catalogue import RoutingFacts
from reporting.facts.kinds import SEVERITIES
from reporting.recent import Recent
from reporting.refusals import NotFound, require_permission
from reporting.routing import rules, storing
from reporting.routing.kinds import Known, Rules
from reporting.routing.models import RoutingDraft, RoutingVersion


def in_use() -> RoutingFacts:
    """What a report is routed by now: the file's rules with the latest version laid over. A process follows another's change within seconds."""
    return _read(recent_number())


def forget() -> None:
    """Ask again at the next report; whoever changes the rules calls it."""
    recent_number.forget()
    _read.cache_clear()


def number_in_use() -> int:
    """The version in use; 0 is the file alone."""
    return RoutingVersion.objects.order_by("-number").values_list("number", flat=True).first() or 0


recent_number = Recent(number_in_use)
"""The same a moment ago: until it is asked again, a report costs no query for it."""


@lru_cache(maxsize=2)
def _read(number: int) -> RoutingFacts:
    file = catalogue.routing()
    version = RoutingVersion.objects.filter(number=number).first()
    if version is None:
        return file
    kept = rules.laid_over(file.overrides, storing.from_rows(version.rules))
    return RoutingFacts(file.categories, rules.in_force(kept, file.overrides, version.put_at.date()), number)


def rules_of(number: int) -> Rules:
    """A version's rules over the file as it is today, those switched off among them. Refuses with NotFound."""
    file = catalogue.routing().overrides
    if number == 0:
        return rules.from_file(file)
    return rules.laid_over(file, storing.from_rows(_version(number).rules))


def rules_in_use() -> Rules:
    return rules_of(number_in_use())


def _version(number: int) -> RoutingVersion:
    version = RoutingVersion.objects.select_related("put_by").filter(number=number).first()
    if version is None:
        raise NotFound()
    return version


def get_version(number: int, *, visible_to: Actor) -> tuple[RoutingVersion, Rules]:
    """One version and its rules as they were then. For those who read facts; refuses with NotAllowed or NotFound."""
    require_permission("facts.read", by=visible_to)
    version = _version(number)
    return version, storing.from_rows(version.rules)


def versions(*, visible_to: Actor) -> Sequence[RoutingVersion]:
    """Every version, newest first, for those who read facts."""
    require_permission("facts.read", by=visible_to)
    return list(RoutingVersion.objects.select_related("put_by").defer("rules").order_by("-number"))


def draft_of(actor: Actor) -> RoutingDraft | None:
    """The actor's own draft, if they have begun one."""
    return RoutingDraft.objects.filter(member_id=int(actor.ref)).first() if actor.is_staff else None


def rules_of_draft(draft: RoutingDraft) -> Rules:
    """A draft's rules over the file as it is today."""
    return rules.laid_over(catalogue.routing().overrides, storing.from_rows(draft.rules))


def known() -> Known:
    """What a rule may ask: closed questions whose answers staff see, the tree, and how grave the kind of report is."""
    values = {field.key: frozenset(field.values) for field in catalogue.fields() if field.values and field.vis != "enc"}
    homes: dict[str, frozenset[str]] = {}
    for category in catalogue.categories():
        for sub in category.subcategories:
            homes[sub.code] = homes.get(sub.code, frozenset()) | {category.code}
    tree = {"category": frozenset(catalogue.by_code()), "subcategory": frozenset(homes), "severity": frozenset(SEVERITIES)}
    return Known({**tree, **values}, homes, frozenset(Queue.values), frozenset(SEVERITIES))


def why(because: Iterable[str]) -> list[str]:
    """A case's reasons in words, each by the rules that were in use when it came; the version is named where it was not the file alone."""
    codes = list(because)
    number = next((int(code.partition(":")[2]) for code in codes if code.startswith("rules:")), 0)
    version = RoutingVersion.objects.filter(number=number).first() if number else None
    then = {rule.code: rule.words for rule in storing.from_rows(version.rules)} if version else {}
    said = [_said(code, then) for code in codes if not code.startswith("rules:")]
    return said + ([_("By the routing rules of version %(number)s.") % {"number": number}] if number else [])


def _said(code: str, then: dict[str, str]) -> str:
    kind, _colon, name = code.partition(":")
    return facts_in_words.say(then[name]) if kind == "override" and name in then else facts_in_words.why_routed(code)
