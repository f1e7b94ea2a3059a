"""Which advice and which places to go fit one reader, best first. Values in, values out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reporting.facts.kinds import Destination, GuidanceRule, Place

CHILD_AGES = frozenset({"under_13", "13_15", "16_17"})
ABOUT_CHILDREN = "child-sexual"
ABOUT_ADULT_IMAGES = "intimate-image"
MAY_BE_ABOUT_CHILDREN = ("", ABOUT_CHILDREN, "sexual-unwanted", "other")
EVERYWHERE = "INTL"
TAKES_REPORTS = frozenset({"hotline", "police", "government", "regulator"})
NEAREST_FIRST = ("hotline", "government", "regulator", "police", "victim_support", "removal_tool")


@dataclass(frozen=True, slots=True)
class Reader:
    """What we know of the person reading; empty where it was not said. `reach` are the places that hold for their country."""

    country: str
    reach: frozenset[str]
    category: str = ""
    age_group: str = ""
    depicted: str = ""

    @property
    def is_child(self) -> bool:
        return self.age_group in CHILD_AGES

    @property
    def is_depicted(self) -> bool:
        return self.depicted == "me"


def reach(country: str, places: Iterable[Place]) -> frozenset[str]:
    """The codes that hold for a country: its own, and those of the places that cover it, such as EU."""
    return frozenset({country, *(place.code for place in places if country in place.countries)}) - {""}


def advice_for(category: str, rules: Iterable[GuidanceRule]) -> tuple[GuidanceRule, ...]:
    """What to tell, in order. While the category is not known the strict wording holds."""
    return tuple(rule for rule in rules if _is_for(category, rule))


def _is_for(category: str, rule: GuidanceRule) -> bool:
    if not category:
        return not rule.not_categories
    return category not in rule.not_categories and (not rule.categories or category in rule.categories)


def destinations_for(reader: Reader, destinations: Iterable[Destination]) -> tuple[Destination, ...]:
    """Where this reader can go: what takes their own picture away first, then what is nearest."""
    fitting = [row for row in destinations if row.group in ("child_sexual", "intimate_image", "other") and _fits(row, reader)]
    return tuple(sorted(fitting, key=lambda row: _order(row, reader)))


def _fits(row: Destination, reader: Reader) -> bool:
    is_here = EVERYWHERE in row.places or bool(reader.reach & set(row.places))
    return row.audience == "reporter" and is_here and _concerns(row, reader) and _serves(row, reader)


def _concerns(row: Destination, reader: Reader) -> bool:
    """A young person's own picture is a matter for what serves children, whatever they called it."""
    if not reader.category:
        return row.group != "other"
    is_childs_picture = reader.is_child and reader.category == ABOUT_ADULT_IMAGES
    return reader.category in row.categories or (is_childs_picture and ABOUT_CHILDREN in row.categories)


def _serves(row: Destination, reader: Reader) -> bool:
    """Removal tools are for the person shown, not for bystanders; each for its age."""
    if row.serves in ("anyone", "child_at_risk"):
        return True
    if row.serves == "shown_adult" and reader.is_child:
        return False
    return reader.depicted not in ("no", "public_person")


def is_first(row: Destination, reader: Reader) -> bool:
    """Whether this is where a child, or the person shown, should go before anywhere else."""
    if row.serves == "shown_under_18":
        return reader.is_child or (reader.is_depicted and reader.category in ("", ABOUT_CHILDREN))
    return row.serves in ("shown_adult", "shown_anyone") and reader.is_depicted and not reader.is_child


def _order(row: Destination, reader: Reader) -> tuple[bool, bool, bool, int]:
    """Best fit, then a place that takes reports from anyone, then one of the country itself, then by kind."""
    is_own = reader.country in row.places
    kind = NEAREST_FIRST.index(row.kind) if row.kind in NEAREST_FIRST else len(NEAREST_FIRST)
    return not is_first(row, reader), row.serves.startswith("shown"), not is_own, kind


def has_hotline(country: str, destinations: Iterable[Destination]) -> bool:
    """Whether we know of a body in that country that takes reports about material of children."""
    return any(_takes_reports_in(country, row) for row in destinations)


def _takes_reports_in(country: str, row: Destination) -> bool:
    return country in row.places and row.group == "child_sexual" and row.kind in TAKES_REPORTS and row.audience == "reporter"


def is_missing_hotline(reader: Reader, destinations: Iterable[Destination]) -> bool:
    """Whether the page must say plainly that there is no hotline here."""
    return bool(reader.country) and needs_the_law(reader) and not has_hotline(reader.country, destinations)


def needs_the_law(reader: Reader) -> bool:
    """Whether the law about material of children belongs on this page: always, unless it is plainly about something else."""
    return reader.category in MAY_BE_ABOUT_CHILDREN or (reader.is_child and reader.category == ABOUT_ADULT_IMAGES)


def group(name: str, reader: Reader, destinations: Iterable[Destination]) -> tuple[Destination, ...]:
    """Support or fallbacks that hold here; lines for children first for a child."""
    here = [row for row in destinations if row.group == name and (EVERYWHERE in row.places or reader.reach & set(row.places))]
    return tuple(sorted(here, key=lambda row: (row.kind == "child_helpline") != reader.is_child))


def emergency_words(numbers: Sequence[str], otherwise: str) -> str:
    """The number to put into a sentence: the first that is for everything."""
    return numbers[0] if numbers else otherwise


def fill(text: str, *, emergency: str, country: str) -> str:
    """A rule's text with the place filled in."""
    return text.replace("{emergency}", emergency).replace("{country}", country)
