"""What the rules of routing refuse, and in which words."""

from django.utils.translation import gettext_lazy as _

from reporting.refusals import Refused


class RuleAsksUnknown(Refused):
    code = "rule_asks_unknown"
    words = _("The rule asks something that the form does not ask, or an answer that stays sealed. Choose from the questions listed.")
    status = 422


class RuleNamesUnknown(Refused):
    code = "rule_names_unknown"
    words = _("The rule names an answer, a queue or a severity that is not in the list. Choose one of those offered.")
    status = 422


class RuleAsksNothing(Refused):
    code = "rule_asks_nothing"
    words = _("The rule would hold for every case. Choose at least one answer that it waits for.")
    status = 422


class RuleDoesNothing(Refused):
    code = "rule_does_nothing"
    words = _("The rule changes nothing. Choose a queue, a severity or a mark.")
    status = 422


class RuleContradictsItself(Refused):
    code = "rule_contradicts_itself"
    words = _("Two parts of the rule cannot both be so. Take one of them out.")
    status = 422


class RuleCodeTaken(Refused):
    code = "rule_code_taken"
    words = _("Another rule has this name. Give this one a name of its own.")


class RuleCodeNeeded(Refused):
    code = "rule_code_needed"
    words = _("Give the rule a short name of small letters, digits and hyphens, for example seen-by-many.")
    status = 422


class RuleWordsNeeded(Refused):
    code = "rule_words_needed"
    words = _("Say in one sentence of at most 200 characters why a case is moved by this rule; staff read it on the case.")
    status = 422


class RuleIsFixed(Refused):
    code = "rule_is_fixed"
    words = _("The promise to people in danger hangs on this rule. It stays on and in front; only the file of facts changes it.")
    status = 403


class RuleIsTheFiles(Refused):
    code = "rule_is_the_files"
    words = _("This rule asks what the desk cannot show. Switch it on or off here; change it in the file of facts.")


class NoDraft(Refused):
    code = "no_routing_draft"
    words = _("You have no draft. Change a rule first, then try it and put it into use.")


class DraftChangesNothing(Refused):
    code = "draft_changes_nothing"
    words = _("The draft says the same as the rules in use. Change something first, or throw it away.")


class RulesChangedMeanwhile(Refused):
    code = "rules_changed_meanwhile"
    words = _("Somebody put other rules into use since you began. Throw your draft away and begin again from those.")


class UnknownChangeReason(Refused):
    code = "change_reason_needed"
    words = _("Say why. Choose a reason from the list of changes.")
    status = 422


class NoteTooLong(Refused):
    code = "note_too_long"
    words = _("The note is longer than 200 characters. Say it shorter.")
    status = 422
