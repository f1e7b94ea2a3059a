"""The form as data: which questions stand on which page, in which order, and when a page is shown."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reporting.facts import catalogue
from reporting.facts.conditions import all_hold
from reporting.facts.kinds import Condition, Field

Answers = Mapping[str, object]
SEALED = "S4"
MORE = "more"
LOCATOR, LOCATORS = "share_locator", ("happened_at", "request_id", "conversation_id")


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the form. With one field its title is the field's own; `section` is the step of the facts it belongs to."""

    key: str
    section: str
    fields: tuple[str, ...] = ()
    title: str | Promise = ""
    hint: str | Promise = ""
    when: tuple[Condition, ...] = ()


def _is(field: str, *values: str) -> Condition:
    return Condition(field=field, operator="is", values=values)


def _answered(field: str) -> Condition:
    return Condition(field=field, operator="answered")


WANTS_MORE = (_is(MORE, "yes"),)
PAGES: tuple[Page, ...] = (
    Page("danger_now", "safety", ("danger_now",)),
    Page("danger", "safety", title=_("Call for help first"), when=(_is("danger_now", "yes"),)),
    Page("help_country", "safety", ("help_country",)),
    Page("category", "what", ("category",)),
    Page("subcategory", "what", ("subcategory",), when=(_answered("category"),)),
    Page("ai_role", "what", ("ai_role",)),
    Page("what_happened", "what", ("what_happened",)),
    Page("product", "where", ("product",)),
    Page(
        MORE,
        "where",
        title=_("Would you like to add details?"),
        hint=_("Each one is optional. They help the platform find the cause. You can also send your report as it is."),
    ),
    Page("output_kind", "what", ("output_kind",), when=WANTS_MORE),
    Page("asked_for", "what", ("asked_for",), when=WANTS_MORE),
    Page("surface", "where", ("surface",), when=WANTS_MORE),
    Page("version", "where", ("model", "model_version", "app_version"), _("Which version was it?"), when=WANTS_MORE),
    Page("account_type", "where", ("account_type",), when=WANTS_MORE),
    Page("used_in", "where", ("locale", "country_of_use"), _("Where and in which language was it used?"), when=WANTS_MORE),
    Page("happened", "locate", ("happened_at", "happened_precision"), _("When did it happen?"), when=WANTS_MORE),
    Page(
        "codes",
        "locate",
        ("request_id", "conversation_id"),
        _("Does it show a number or code for the chat?"),
        _("Copy the code only, not the address. If you closed it already, leave this empty. Do not open it again."),
        when=WANTS_MORE,
    ),
    Page("account_ref", "locate", ("account_ref",), when=WANTS_MORE),
    Page("settings_present", "conditions", ("settings_present",), when=WANTS_MORE),
    Page("turn_position", "conditions", ("turn_position",), when=WANTS_MORE),
    Page("safety_notice", "conditions", ("safety_notice",), when=WANTS_MORE),
    Page("repeats", "conditions", ("repeats",), when=WANTS_MORE),
    Page("in_product_report", "conditions", ("in_product_report",), when=WANTS_MORE),
    Page("expected", "conditions", ("expected",), when=WANTS_MORE),
    Page("exposure", "exposure", ("still_visible", "others_saw"), _("Can anyone still see it?"), when=WANTS_MORE),
    Page("affected_child", "exposure", ("affected_child",), when=WANTS_MORE),
    Page("depicted_real_person", "exposure", ("depicted_real_person",), when=WANTS_MORE),
    Page("impact", "exposure", ("impact",), when=WANTS_MORE),
    Page("steps_taken", "exposure", ("steps_taken",), when=WANTS_MORE),
    Page("about_you", "you", ("age_group", "role"), _("A little about you"), when=WANTS_MORE),
    Page(
        "contact",
        "you",
        ("contact_mode", "email", "language", "accessibility_needs"),
        _("How may we answer you?"),
        _("Your case key is always enough. Everything here is optional."),
        when=WANTS_MORE,
    ),
    Page("sharing", "consent", ("share_with_platform", LOCATOR, "stats_ok"), _("Who may know?")),
    Page("statement", "consent", ("bona_fide", "no_content_confirm"), _("Your statement")),
    Page("key", "consent", title=_("Keep your case key")),
    Page("check", "consent", title=_("Check your answers, then send")),
)
BY_KEY: Mapping[str, Page] = {page.key: page for page in PAGES}
FIRST = PAGES[0].key
SECTIONS: tuple[str, ...] = tuple(dict.fromkeys(page.section for page in PAGES))


def is_shown(page: Page, answers: Answers) -> bool:
    """Whether this page is asked, given what has been answered so far."""
    return all_hold(page.when, answers) and (not page.fields or bool(fields_of(page, answers)))


def sections_shown(answers: Answers) -> tuple[str, ...]:
    """The sections that this reporter walks through: the short way, or all of them once details are to be added."""
    return tuple(dict.fromkeys(page.section for page in PAGES if is_shown(page, answers)))


def fields_of(page: Page, answers: Answers) -> tuple[Field, ...]:
    """The fields a page shows: those hidden in a sealed category are left out, and the one about codes where none was given.

    One that hangs on an answer of the same page is shown with it: without JavaScript both come at once.
    """
    fields = (field for field in map(catalogue.field, page.fields) if not is_hidden(field, answers) and _may_follow(field, page, answers))
    return tuple(field for field in fields if field.key != LOCATOR or any(answers.get(key) for key in LOCATORS))


def _may_follow(field: Field, page: Page, answers: Answers) -> bool:
    return all_hold((condition for condition in field.shown_when if condition.field not in page.fields), answers)


def is_asked(field: Field, answers: Answers) -> bool:
    """Whether a field may hold an answer at all in this report."""
    return not is_hidden(field, answers) and all_hold(field.shown_when, answers)


def is_hidden(field: Field, answers: Answers) -> bool:
    """Whether the category is too sensitive for this question."""
    return field.in_s4 == "hidden" and is_sealed(answers)


def is_needed(field: Field, answers: Answers) -> bool:
    """Whether it has to be answered: always, or with these answers."""
    return field.required or (bool(field.required_when) and all_hold(field.required_when, answers))


def is_sealed(answers: Answers) -> bool:
    """Whether the chosen category is of the most sensitive kind, where little or nothing is written."""
    category = catalogue.by_code().get(str(answers.get("category", "")))
    return category is not None and category.sensitivity == SEALED


def longest(field: Field, answers: Answers) -> int | None:
    """How many characters a field takes in this report."""
    return field.max_s4 if field.max_s4 and is_sealed(answers) else field.max


def after(key: str, answers: Answers) -> Page:
    """The page that comes next; the last page is its own next."""
    keys = list(BY_KEY)
    rest = PAGES[keys.index(key) + 1 :]
    return next((page for page in rest if is_shown(page, answers)), PAGES[-1])


def before(key: str, answers: Answers) -> Page | None:
    """The page before, or None on the first."""
    earlier = PAGES[: list(BY_KEY).index(key)]
    return next((page for page in reversed(earlier) if is_shown(page, answers)), None)
