"""The closed words of an incident: states, causes, measures by strength, positions, and why a case belongs to it."""

from typing import NewType

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from reporting.cases.kinds import new_number

IncidentNumber = NewType("IncidentNumber", str)


def new_incident_number() -> IncidentNumber:
    """`IN-` and eight characters, for example IN-7K2M-94QX."""
    return IncidentNumber(new_number("IN", 4, 4))


class IncidentState(TextChoices):
    OPEN = "open", _("Open")
    NOTIFIED = "notified", _("Platform notified")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    CAUSE_KNOWN = "cause_known", _("Cause known")
    FIX_CLAIMED = "fix_claimed", _("Fix claimed")
    FIX_VERIFIED = "fix_verified", _("Fix verified")
    CLOSED = "closed", _("Closed")


class CausePart(TextChoices):
    """Which part of the system failed, that is, who controls it (F54)."""

    TRAINING_DATA = "training_data", _("What the model was trained on")
    MODEL = "model", _("The model's own behaviour")
    INPUT_FILTER = "input_filter", _("The filter on what goes in")
    OUTPUT_FILTER = "output_filter", _("The filter on what comes out")
    PRODUCT_DESIGN = "product_design", _("How the product is built around the model")
    CONFIGURATION = "configuration", _("A setting or a release that went wrong")
    THIRD_PARTY = "third_party", _("A part that somebody else runs")
    RETRIEVED_CONTENT = "retrieved_content", _("Something it read or was fed by others")


class Measure(TextChoices):
    """What a platform changed, strongest first. The last three change no system and never close an incident alone (F56)."""

    MODEL_CHANGE = "model_change", _("Changed or withdrew the model")
    PRODUCT_CHANGE = "product_change", _("Changed how the product works")
    FILTER_CHANGE = "filter_change", _("Changed a filter or safety system")
    POLICY_CHANGE = "policy_change", _("Changed a policy and how it is enforced")
    TAKEDOWN = "takedown", _("Removed one output")
    ACCOUNT_ACTION = "account_action", _("Acted on an account")
    NONE = "none", _("Nothing")


SYSTEM_LEVEL = frozenset({Measure.MODEL_CHANGE, Measure.PRODUCT_CHANGE, Measure.FILTER_CHANGE, Measure.POLICY_CHANGE})


class Position(TextChoices):
    INVESTIGATING = "investigating", _("Investigating")
    CONFIRMED = "confirmed", _("Confirmed")
    COULD_NOT_FIND = "could_not_find", _("Could not find it")
    NOT_OURS = "not_ours", _("Not our system")
    FIXED = "fixed", _("Fixed")
    MITIGATED = "mitigated", _("Made less likely")
    DECLINED = "declined", _("Declines to act")


class VerifyMethod(TextChoices):
    """How a fix was checked. Never by the reporter, and never by making the output again."""

    RELEASE_NOTES = "release_notes", _("The change is in the released version's notes")
    PLATFORM_EVIDENCE = "platform_evidence", _("The platform's own test results, described in words")
    AUTHORISED_TEST = "authorised_test", _("A body allowed to test it did so")
    DESIGN_REVIEW = "design_review", _("We were shown how the change works and why it holds")


class LinkReason(TextChoices):
    SAME_PRODUCT_AND_CATEGORY = "same_product_and_category", _("Same product and same kind of harm")
    SAME_REQUEST = "same_request", _("The platform found the same request behind both")
    SAME_CAUSE = "same_cause", _("The platform says the cause is the same")
    FIRST = "first", _("The incident was opened for this case")


JOINED_BECAUSE = tuple(code for code in LinkReason.values if code != LinkReason.FIRST)
"""Why a case joins later; that an incident was opened for it is said by opening alone."""


class Answer(TextChoices):
    CONFIRMED = "confirmed", _("That settles it")
    DISPUTED = "disputed", _("That does not settle it")


class DisputeReason(TextChoices):
    NOT_EXPLAINED = "not_explained", _("It was not explained to me")
    HAPPENED_AGAIN = "happened_again", _("It happened again without me trying")
    ACCOUNT_RESTRICTED = "account_restricted", _("My account was restricted because I reported")
    OTHER = "other", _("Something else")


MOST_STATEMENTS = 10
