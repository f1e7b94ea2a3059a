"""The story as data: what becomes of each report, and of each incident that several share. Told by `telling`, whose steps are named here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reporting.demo import texts
from reporting.demo.steps import Step

DAYS = 24
Answers = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Tale:
    """One report, filed so many hours ago, with the steps of its case; `group` names the incident it joins.

    The case key of the one `for_visitors` is printed by `up`.
    """

    product: str
    category: str
    hours: float
    steps: tuple[Step, ...] = ()
    said: str = ""
    language: str = "en"
    group: str = ""
    answers: Answers = field(default_factory=dict)
    for_visitors: bool = False


@dataclass(frozen=True, slots=True)
class Shared:
    """What becomes of an incident, in days after it was opened, and which of texts.EXPLANATIONS the platform gives."""

    steps: tuple[Step, ...]
    explained: int = 0


CLAIMED = (Step(0.12, "claim"),)
NOTED = (*CLAIMED, Step(0.15, "read", "triage"), Step(0.2, "note"))
ASKED = (*NOTED, Step(0.3, "ask"))
ANSWERED = (*ASKED, Step(1.1, "answer"))
JOINED = (*CLAIMED, Step(0.25, "join"))
LEARNED = (*NOTED, Step(0.5, "join"))
CONVERSED = (*ANSWERED, Step(1.5, "join"))
SECOND = (Step(0.04, "claim"), Step(0.08, "ask_second", "legal_duty"))
SURE = {"subcategory": "unsure-age", "help_country": "DE"}
MINE = {"subcategory": "mine"}
SOMEBODY = {"subcategory": "someone-else"}
OTHERS = {"subcategory": "other-users"}

SURGE = tuple(
    Tale(
        "lumen/lumen-image",
        "violence",
        27 - minute / 12,
        (Step(0.1 + minute / 400, "claim"), Step(0.2 + minute / 400, "join")),
        ("", texts.CARD, texts.PORTRAIT)[minute % 3],
        group="surge",
    )
    for minute in range(12)
)
TRUST: tuple[Tale, ...] = (
    Tale("parley/parley-companion", "manipulation", 3.2 * DAYS, ASKED, texts.HELP),
    Tale(
        "parley/parley-companion", "sexual-unwanted", 26, CLAIMED, texts.FRIGHTENED, answers={"affected_child": "yes", "age_group": "13_15"}
    ),
    Tale("parley/parley-voice", "identity", 8.7 * DAYS, ANSWERED, texts.VOICE),
    Tale("tutorly/tutorly-homework", "violence", 90, ASKED, texts.PAISAJE, "es"),
    Tale("lumen/lumen-chat", "hate", 130, ANSWERED, texts.PAISAJE, "es"),
    Tale("tutorly/tutorly-homework", "hate", 6.35 * DAYS, (*ANSWERED, Step(2, "write")), texts.KLASSE, "de"),
    Tale("lumen/lumen-chat", "hate", 9.9 * DAYS, (), texts.ACCOUNTS["en"][7]),
    Tale("parley/parley-companion", "manipulation", 36.1 * DAYS, NOTED, texts.ACCOUNTS["en"][10]),
    Tale("fathom/fathom-search", "civic", 17.55 * DAYS, (*NOTED, Step(1, "write"), Step(3, "close", "not_harmful"))),
    Tale(
        "fathom/fathom-search",
        "civic",
        19.8 * DAYS,
        (*NOTED, Step(2, "close", "not_harmful"), Step(4, "disagree")),
        texts.ACCOUNTS["en"][15],
    ),
    Tale("echoform/echoform-studio", "fraud-illicit", 7, (), texts.BANK),
    Tale("lumen/lumen-chat", "hate", 25.25 * DAYS, (*NOTED, Step(1, "close", "duplicate")), texts.TOWN),
    Tale("dk", "other", 4.6 * DAYS, (), texts.FRIGHTENED),
    Tale("dk", "other", 22.05 * DAYS, (*CLAIMED, Step(1, "write"), Step(2, "close", "not_ours")), texts.ACCOUNTS["en"][9]),
    Tale("lumen/lumen-chat", "harassment", 14.45 * DAYS, (*NOTED, Step(3, "erase")), texts.ACCOUNTS["en"][8]),
)
LEGAL: tuple[Tale, ...] = (
    Tale("lumen/lumen-image", "child-sexual", 9, (*SECOND, Step(0.09, "statutory", "us-2258a-report")), answers=SURE),
    Tale("lumen/lumen-image", "child-sexual", 2, answers={"subcategory": "image-video", "help_country": "GB"}),
    Tale(
        "echoform/echoform-studio",
        "child-sexual",
        3.75 * DAYS,
        (*SECOND, Step(0.2, "approve", "legal_duty")),
        answers=SURE,
    ),
    Tale("echoform/echoform-studio", "intimate-image", 5, CLAIMED, answers={"subcategory": "someone-i-know", "help_country": "FR"}),
    Tale("lumen/lumen-chat", "extremism", 100, (*CLAIMED, Step(0.2, "statutory", "eu-aia-73-3"))),
)
SECURITY: tuple[Tale, ...] = (
    Tale("lumen/lumen-chat", "cyber-misuse", 33, NOTED, texts.ACCOUNTS["en"][11]),
    Tale("lumen/lumen-chat", "unsafe-action", 20, (), texts.ACCOUNTS["en"][14]),
    Tale("parley/parley-companion", "unsafe-action", 12.2 * DAYS, (*NOTED, Step(1, "write")), texts.ACCOUNTS["en"][14]),
    Tale("lumen/lumen-chat", "mass-harm", 12, ()),
)
PRIVACY: tuple[Tale, ...] = (
    Tale("lumen/lumen-chat", "privacy", 15, (), texts.CHAT, answers=MINE),
    Tale("parley/parley-companion", "privacy", 44, (*NOTED, Step(0.3, "statutory", "eu-gdpr-33")), answers=SOMEBODY),
    Tale("parley/parley-voice", "privacy", 5.7 * DAYS, ASKED, texts.VOICE, answers=MINE),
    Tale("tutorly/tutorly-homework", "privacy", 6, (), texts.ACCOUNTS["en"][13], answers=SOMEBODY),
    Tale("lumen/lumen-chat", "privacy", 11.35 * DAYS, ANSWERED, texts.CHAT, answers=OTHERS),
    Tale(
        "lumen/lumen-chat",
        "privacy",
        14.9 * DAYS,
        (*NOTED, Step(1.2, "withdraw")),
        texts.CHAT,
        answers={**OTHERS, "share_with_platform": "no"},
    ),
    Tale(
        "lumen/lumen-chat",
        "privacy",
        23.1 * DAYS,
        (*ANSWERED, Step(3, "write"), Step(9, "close", "cannot_locate")),
        texts.CHAT,
        answers=MINE,
    ),
    Tale("echoform/echoform-studio", "privacy", 27.55 * DAYS, (*NOTED, Step(2, "close", "not_harmful"), Step(5, "disagree")), answers=MINE),
    Tale("parley/parley-companion", "privacy", 38.8 * DAYS, NOTED, texts.ACCOUNTS["en"][13], answers=SOMEBODY),
    Tale("tutorly/tutorly-homework", "privacy", 4.25 * DAYS, JOINED, texts.ACCOUNTS["en"][13], group="neighbour", answers=SOMEBODY),
    Tale("tutorly/tutorly-homework", "privacy", 3.6 * DAYS, JOINED, group="neighbour", answers=SOMEBODY),
)
EMERGENCY: tuple[Tale, ...] = (
    Tale("parley/parley-companion", "self-harm", 1, (), texts.HELP, answers={"danger_now": "yes", "help_country": "US"}),
    Tale("parley/parley-companion", "self-harm", 31, NOTED, texts.HELP, answers={"danger_now": "yes", "help_country": "GB"}),
)
GATHERED: tuple[Tale, ...] = (
    *SURGE,
    Tale("parley/parley-voice", "harassment", 13.6 * DAYS, LEARNED, texts.VOICE, group="voice"),
    Tale("parley/parley-voice", "harassment", 12.5 * DAYS, (*JOINED, Step(9, "dispute", "happened_again")), group="voice"),
    Tale(
        "lumen/lumen-image",
        "identity",
        16.05 * DAYS,
        (*LEARNED, Step(11, "dispute", "not_explained"), Step(12, "claim")),
        group="portraits",
    ),
    Tale("fathom/fathom-search", "privacy", 50, JOINED, texts.CHAT, group="leak", answers=OTHERS),
    Tale("fathom/fathom-search", "privacy", 49, JOINED, texts.CHAT, group="leak", answers=OTHERS),
    Tale("fathom/fathom-search", "hate", 45.45 * DAYS, LEARNED, texts.TOWN, group="silence"),
    Tale("fathom/fathom-search", "dangerous-advice", 21.75 * DAYS, (*CONVERSED, Step(13, "agree")), texts.ADVICE, group="medicine"),
    Tale("fathom/fathom-search", "dangerous-advice", 20.2 * DAYS, JOINED, group="medicine"),
    Tale("tutorly/tutorly-homework", "hate", 40.7 * DAYS, (*CONVERSED, Step(17, "agree")), texts.HOMEWORK, group="homework"),
    Tale("tutorly/tutorly-homework", "hate", 39.35 * DAYS, (*JOINED, Step(15, "write")), texts.KLASSE, "de", group="homework"),
    Tale(
        "tutorly/tutorly-homework",
        "sexual-unwanted",
        5.9 * DAYS,
        LEARNED,
        texts.HOMEWORK,
        group="tutor",
        answers={"subcategory": "seen-by-minor"},
    ),
    Tale("echoform/echoform-studio", "intimate-image", 7.1 * DAYS, JOINED, group="studio"),
    Tale("echoform/echoform-studio", "fraud-illicit", 10.55 * DAYS, (*LEARNED, Step(3, "platform_asks")), texts.BANK, group="bank"),
    Tale("parley/parley-voice", "identity", 29.8 * DAYS, JOINED, texts.VOICE, group="declined"),
    Tale("lumen/lumen-chat", "harassment", 30, LEARNED, group="new"),
    Tale("lumen/lumen-chat", "hate", 8.25 * DAYS, (*CONVERSED, Step(1.6, "write")), texts.TOWN, group="town", for_visitors=True),
)
TALES: Sequence[Tale] = (*TRUST, *LEGAL, *SECURITY, *PRIVACY, *EMERGENCY, *GATHERED)

TOLD = (Step(0.1, "notified"),)
HEARD = (*TOLD, Step(0.6, "acknowledged"))
EXPLAINED = (*HEARD, Step(0.8, "position", "investigating"), Step(2, "cause"), Step(2.1, "statement"))
MENDED = (*EXPLAINED, Step(3.5, "fix"))
CHECKED = (*MENDED, Step(5, "verify", "design_review"))
INCIDENTS: Mapping[str, Shared] = {
    "surge": Shared((*TOLD, Step(0.4, "acknowledged"), Step(0.5, "position", "confirmed"))),
    "voice": Shared(CHECKED, 4),
    "portraits": Shared((*MENDED, Step(5, "reject"), Step(7, "fix"), Step(9, "verify", "platform_evidence")), 2),
    "leak": Shared(TOLD, 3),
    "silence": Shared((*TOLD, Step(0.2, "await_answer"))),
    "medicine": Shared(CHECKED, 1),
    "homework": Shared((*CHECKED, Step(18, "close", "fixed")), 2),
    "tutor": Shared(EXPLAINED, 2),
    "studio": Shared(MENDED),
    "bank": Shared((*HEARD, Step(2, "position", "could_not_find")), 1),
    "declined": Shared((*HEARD, Step(6, "position", "declined"), Step(14, "close", "not_ours"))),
    "new": Shared(()),
    "neighbour": Shared(HEARD),
    "town": Shared(CHECKED),
}
