"""Do the facts agree with each other? Labels for every value, mappings into lists that exist, conditions on questions that are asked."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from reporting.facts.kinds import SEVERITIES

Entries = Mapping[str, Sequence[Mapping[str, Any]]]
Complaint = tuple[str, str, str]

OPERATORS = ("is", "is_not", "answered", "at_least")
QUEUES = ("legal", "trust", "security", "privacy", "safety_emergency")
DURATION = re.compile(r"P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?")
NOT_QUESTIONS = {"severity"}


def complaints(entries: Entries) -> Iterator[Complaint]:
    """Each disagreement as kind, name of the entry, and what is wrong with it."""
    yield from _labels(entries)
    yield from _mappings(entries)
    yield from _conditions(entries)
    yield from _queues_and_severities(entries)
    yield from _durations(entries)


def _labels(entries: Entries) -> Iterator[Complaint]:
    words = {row["key"]: row for row in entries["question_words"]}
    for field in entries["report_fields"]:
        labels = words.get(field["key"], {}).get("values", {})
        for value in field.get("values", ()):
            if not isinstance(value, str) or not isinstance(labels.get(value), str):
                yield "question_words", field["key"], f"the value {value} has no label in words. Put yes, no and numbers in quotes."


def _mappings(entries: Entries) -> Iterator[Complaint]:
    known = {row["code"]: set(row["items"]) for row in entries["taxonomies"]}
    for category in entries["categories"]:
        for taxonomy, codes in category.get("map", {}).items():
            for code in codes:
                if code not in known.get(taxonomy, ()):
                    yield "categories", category["code"], f"`map` names {code}, which is not in the list {taxonomy}."


def _conditions(entries: Entries) -> Iterator[Complaint]:
    asked = {field["key"] for field in entries["report_fields"]} | NOT_QUESTIONS
    for kind, identity, words in (("routing", "code", ("when",)), ("clocks", "id", ("when",)), ("report_fields", "key", WHENS)):
        for entry in entries[kind]:
            for condition in _all_conditions(entry, words):
                if condition.get("operator") not in OPERATORS or condition.get("field") not in asked:
                    yield kind, entry[identity], f"a condition must name a question and one of {', '.join(OPERATORS)}."


WHENS = ("shown_when", "required_when")


def _all_conditions(entry: Mapping[str, Any], words: Iterable[str]) -> list[Mapping[str, Any]]:
    return [condition for word in words for condition in entry.get(word, ())]


def _queues_and_severities(entries: Entries) -> Iterator[Complaint]:
    for kind in ("categories", "routing", "service_levels"):
        for entry in entries[kind]:
            name = entry.get("code") or entry["id"]
            if entry.get("severity") and entry["severity"] not in SEVERITIES:
                yield kind, name, f"`severity` must be one of {', '.join(SEVERITIES)}."
            routes = [entry.get("queue"), entry.get("also_queue"), *(sub.get("route") for sub in entry.get("subcategories", ()))]
            if any(queue and queue not in QUEUES for queue in routes):
                yield kind, name, f"a queue must be one of {', '.join(QUEUES)}."
    known = {f"{row['code']}.{sub['code']}" for row in entries["categories"] for sub in row.get("subcategories", ())}
    for entry in entries["routing"]:
        if entry.get("treat_as", "") not in known | {""}:
            yield "routing", entry["code"], "`treat_as` must name a category and one of its sub-categories, as in child-sexual.unsure-age."


def _durations(entries: Entries) -> Iterator[Complaint]:
    for kind in ("clocks", "service_levels"):
        for entry in entries[kind]:
            if entry.get("deadline") and not DURATION.fullmatch(str(entry["deadline"])):
                yield kind, entry["id"], "`deadline` must be an ISO 8601 duration such as P15D or PT72H; put words in `deadline_words`."
