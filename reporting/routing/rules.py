"""Which rules make sense, in which order they stand, and how the desk's lie over the file's. Values in, values out."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from reporting.facts.kinds import Condition, Override
from reporting.refusals import Refused
from reporting.routing.kinds import FIXED, Known, Rule, Rules
from reporting.routing.refusals import (
    RuleAsksNothing,
    RuleAsksUnknown,
    RuleCodeNeeded,
    RuleCodeTaken,
    RuleContradictsItself,
    RuleDoesNothing,
    RuleIsFixed,
    RuleIsTheFiles,
    RuleNamesUnknown,
    RuleWordsNeeded,
)

CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", re.ASCII)
FLAG = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", re.ASCII)
LONGEST_CODE = 40
LONGEST_WORDS = 200
OPERATORS = frozenset({"is", "is_not", "answered", "at_least"})


def from_file(overrides: Iterable[Override]) -> Rules:
    """The file's rules as the desk shows them."""
    return tuple(_shown(one) for one in overrides)


def _shown(one: Override) -> Rule:
    return Rule(
        code=one.code,
        when=one.when,
        words=one.words,
        queue=one.queue,
        severity=one.severity,
        raise_severity=one.raise_severity,
        also_queue=one.also_queue,
        flag=one.flag,
        treat_as=one.treat_as,
    )


def laid_over(file: Iterable[Override], kept: Rules) -> Rules:
    """A version's rules over the file's of today: what the desk wrote stays, what the file changed, added or dropped since is followed."""
    of_file = {rule.code: rule for rule in from_file(file)}
    placed = [
        rule if rule.is_own else replace(of_file[rule.code], is_on=rule.is_on) for rule in kept if rule.is_own or rule.code in of_file
    ]
    known = {rule.code for rule in kept}
    return (*placed, *(rule for rule in of_file.values() if rule.code not in known))


def in_force(rules: Rules, file: Iterable[Override], day: date) -> tuple[Override, ...]:
    """What `cases.routing.route` decides by: the rules that are on, in order. `day` is when the desk's own were put into use."""
    of_file = {one.code: one for one in file}
    return tuple(_override(rule, day) if rule.is_own else of_file[rule.code] for rule in rules if rule.is_on)


def _override(rule: Rule, day: date) -> Override:
    return Override(
        code=rule.code,
        when=rule.when,
        words=rule.words,
        queue=rule.queue,
        severity=rule.severity,
        raise_severity=rule.raise_severity,
        also_queue=rule.also_queue,
        flag=rule.flag,
        treat_as=rule.treat_as,
        source=(),
        checked_on=day,
        review_after=day,
    )


def why_not_rule(rule: Rule, known: Known) -> Refused | None:
    """The first thing that keeps a rule from being used."""
    return (
        _why_not_code(rule)
        or _why_not_words(rule)
        or (None if rule.when else RuleAsksNothing(field="when"))
        or next((why for why in (_why_not_condition(one, known) for one in rule.when) if why), None)
        or _why_not_effect(rule, known)
        or _why_not_together(rule, known)
    )


def _why_not_code(rule: Rule) -> Refused | None:
    return None if CODE.fullmatch(rule.code) and len(rule.code) <= LONGEST_CODE else RuleCodeNeeded(field="code")


def _why_not_words(rule: Rule) -> Refused | None:
    return None if rule.words.strip() and len(rule.words) <= LONGEST_WORDS else RuleWordsNeeded(field="words")


def _why_not_condition(one: Condition, known: Known) -> Refused | None:
    if one.field not in known.values or one.operator not in OPERATORS:
        return RuleAsksUnknown(field="when")
    if (one.operator == "at_least") != (one.field == "severity"):
        return RuleAsksUnknown(field="when")
    needed = {"answered": len(one.values) == 0, "at_least": len(one.values) == 1}.get(one.operator, len(one.values) > 0)
    return None if needed and set(one.values) <= known.values[one.field] else RuleNamesUnknown(field="when")


def _why_not_effect(rule: Rule, known: Known) -> Refused | None:
    if not (rule.queue or rule.severity or rule.raise_severity or rule.also_queue or rule.flag or rule.treat_as):
        return RuleDoesNothing(field="queue")
    if {rule.queue, rule.also_queue} - known.queues - {""}:
        return RuleNamesUnknown(field="queue")
    if rule.severity not in known.severities | {""} or not 0 <= rule.raise_severity < len(known.severities):
        return RuleNamesUnknown(field="severity")
    if rule.flag and not (FLAG.fullmatch(rule.flag) and len(rule.flag) <= LONGEST_CODE):
        return RuleNamesUnknown(field="flag")
    return None


def _why_not_together(rule: Rule, known: Known) -> Refused | None:
    if len({one.field for one in rule.when}) != len(rule.when):
        return RuleContradictsItself(field="when")
    if rule.queue and rule.queue == rule.also_queue:
        return RuleContradictsItself(field="also_queue")
    if rule.severity and rule.raise_severity:
        return RuleContradictsItself(field="raise_severity")
    chosen = {one.field: set(one.values) for one in rule.when if one.operator == "is"}
    kinds, exactly = chosen.get("category"), chosen.get("subcategory")
    if kinds and exactly and not any(known.homes[code] & kinds for code in exactly):
        return RuleContradictsItself(field="when")
    return None


def why_not_change(rule: Rule, known: Known) -> Refused | None:
    """Whether the desk's form can show and change a rule; one of the file that asks more than the form shows is only switched and placed."""
    if rule.code in FIXED:
        return RuleIsFixed()
    fields = [one.field for one in rule.when]
    is_shown = len(set(fields)) == len(fields) and not any(_why_not_condition(one, known) for one in rule.when)
    return None if is_shown else RuleIsTheFiles()


def written(rules: Rules, rule: Rule, *, is_new: bool) -> Rules:
    """The rules with this one in its place, or last when it is new. Refuses a name that another has."""
    codes = [one.code for one in rules]
    if is_new and rule.code in codes:
        raise RuleCodeTaken(field="code")
    return (*rules, rule) if is_new else tuple(rule if one.code == rule.code else one for one in rules)


def switched(rules: Rules, code: str, *, is_on: bool) -> Rules:
    return tuple(replace(one, is_on=is_on) if one.code == code else one for one in rules)


def moved(rules: Rules, code: str, *, earlier: bool) -> Rules:
    """The rules with this one a place earlier or later; at an end it stays. Refuses to pass a fixed rule."""
    here = next(place for place, one in enumerate(rules) if one.code == code)
    there = here - 1 if earlier else here + 1
    if not 0 <= there < len(rules):
        return rules
    if {rules[here].code, rules[there].code} & FIXED:
        raise RuleIsFixed()
    order = list(rules)
    order[here], order[there] = order[there], order[here]
    return tuple(order)


def changes(before: Rules, after: Rules) -> Mapping[str, str]:
    """What a draft does to each rule it touches: added, changed, switched_on, switched_off or placed."""
    was = {rule.code: rule for rule in before}
    said = {rule.code: _change(was.get(rule.code), rule) for rule in after}
    if [rule.code for rule in before] != [rule.code for rule in after if rule.code in was]:
        places = {rule.code: place for place, rule in enumerate(before)}
        said |= {rule.code: "placed" for place, rule in enumerate(after) if not said[rule.code] and places.get(rule.code) != place}
    return {code: change for code, change in said.items() if change}


def _change(was: Rule | None, now: Rule) -> str:
    if was is None:
        return "added"
    if was.is_on != now.is_on:
        return "switched_on" if now.is_on else "switched_off"
    return "" if was == now else "changed"
