"""What each kind of facts must have: the word that identifies an entry, the words it needs, and what it refers to."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Shape:
    """`refers` maps a word of the entry to the kind of facts that its codes must be found in."""

    identity: str
    needs: tuple[str, ...] = ()
    refers: Mapping[str, str] = field(default_factory=dict)


SHAPES: Mapping[str, Shape] = {
    "sources": Shape("id", ("name", "read_as")),
    "categories": Shape("code", ("label", "plain", "severity", "queue", "sensitivity"), {"clocks": "clocks", "sensitivity": "sensitivity"}),
    "sensitivity": Shape("code", ("staff", "narrative")),
    "routing": Shape("code", ("when", "words")),
    "clocks": Shape("id", ("law", "jurisdiction", "kind")),
    "service_levels": Shape("id", ("promise", "deadline", "action")),
    "destinations": Shape("id", ("group", "places", "name", "kind"), {"categories": "categories"}),
    "emergency": Shape("place", ("numbers",)),
    "places": Shape("code", ("name", "countries")),
    "legal_status": Shape("id", ("place",)),
    "legal_limits": Shape("code", ("audience", "text")),
    "guidance_rules": Shape("id", ("text",), {"categories": "categories", "not_categories": "categories"}),
    "report_fields": Shape("key", ("step", "type", "vis"), {"key": "question_words", "step": "steps"}),
    "question_words": Shape("key", ("title",), {"key": "report_fields"}),
    "steps": Shape("code", ("title",)),
    "good_faith": Shape("code", ("text", "in_use_from")),
    "never_collect": Shape("code", ("text",)),
    "conflicts": Shape("id", ("topic", "decision")),
    "wording": Shape("id", ("rule", "phrases")),
    "taxonomies": Shape("code", ("name", "items")),
    "transparency": Shape("id", ("rule", "text")),
}
