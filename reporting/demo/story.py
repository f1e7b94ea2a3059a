"""The story as data: who there is, and what becomes of each report. Names of platforms are invented; everybody writes placeholders."""

from collections.abc import Mapping
from dataclasses import dataclass, field

PLATFORMS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "lumen": ("Lumen", ("Lumen Chat", "Lumen Image")),
    "parley": ("Parley", ("Parley Companion", "Parley Voice")),
    "fathom": ("Fathom", ("Fathom Search",)),
    "tutorly": ("Tutorly", ("Tutorly Homework",)),
    "echoform": ("Echoform", ("Echoform Studio",)),
    "sandbox": ("Sandbox", ("Sandbox Chat",)),
}
MEMBERS: Mapping[str, str] = {
    "triager": "Triager",
    "legal_officer": "Legal officer",
    "security_analyst": "Security analyst",
    "privacy_officer": "Privacy officer",
    "safety_officer": "Safety officer",
    "team_lead": "Team lead",
    "auditor": "Auditor",
    "administrator": "Administrator",
}
DESK: Mapping[str, str] = {
    "trust": "triager",
    "legal": "legal_officer",
    "security": "security_analyst",
    "privacy": "privacy_officer",
    "safety_emergency": "safety_officer",
}


@dataclass(frozen=True, slots=True)
class Tale:
    """One report and how far it came. `ends` is a stage of telling.py; `hours` how long ago it was filed; `group` an incident it shares."""

    product: str
    category: str
    hours: int
    ends: str = "filed"
    said: str = ""
    language: str = "en"
    group: str = ""
    answers: Mapping[str, object] = field(default_factory=dict)


CARD = "I asked for a birthday card and it showed something I think is against the law. I closed it at once and kept nothing."
HOMEWORK = "My child asked for help with homework and the answer was not suitable for children at all. We stopped."
VOICE = "A voice that sounded like a real person said things that person never said."
CHAT = "It showed me a part of somebody else's conversation. I did not read on."
ADVICE = "The advice about medicine was wrong and could hurt somebody who follows it."
SPANISH = "Le pedí un dibujo de un paisaje y mostró algo violento. Cerré la página y no guardé nada."
FRIGHTENED = "im not sure who to tell about this. it scared me and i closed the app"
HELP = "It kept telling a friend of mine that nobody else cares about them. They are not safe at the moment."

SURGE = tuple(
    Tale("lumen/lumen-image", "violence", 30 - minute // 6, "acknowledged", CARD if minute % 3 else "", group="surge")
    for minute in range(12)
)
TALES: tuple[Tale, ...] = (
    *SURGE,
    Tale("lumen/lumen-image", "child-sexual", 9, "asks_second", "", answers={"subcategory": "unsure-age", "help_country": "DE"}),
    Tale("lumen/lumen-image", "child-sexual", 2, "filed", "", answers={"subcategory": "image-video", "help_country": "GB"}),
    Tale("parley/parley-companion", "self-harm", 1, "filed", HELP, answers={"danger_now": "yes", "help_country": "US"}),
    Tale("parley/parley-companion", "manipulation", 70, "asked", HELP),
    Tale("parley/parley-companion", "sexual-unwanted", 26, "claimed", FRIGHTENED, answers={"affected_child": "yes", "age_group": "13_15"}),
    Tale("parley/parley-voice", "identity", 200, "answered", VOICE),
    Tale("parley/parley-voice", "harassment", 300, "disputed", VOICE, group="voice"),
    Tale("parley/parley-voice", "harassment", 290, "disputed", "", group="voice"),
    Tale("fathom/fathom-search", "privacy", 50, "notified", CHAT, group="leak", answers={"subcategory": "other-users"}),
    Tale("fathom/fathom-search", "privacy", 49, "notified", CHAT, group="leak", answers={"subcategory": "other-users"}),
    Tale("fathom/fathom-search", "civic", 400, "closed_other", ""),
    Tale("fathom/fathom-search", "dangerous-advice", 500, "verified", ADVICE, group="medicine"),
    Tale("fathom/fathom-search", "dangerous-advice", 480, "verified", "", group="medicine"),
    Tale("tutorly/tutorly-homework", "hate", 900, "closed", HOMEWORK, group="homework"),
    Tale("tutorly/tutorly-homework", "hate", 890, "closed", "", group="homework"),
    Tale(
        "tutorly/tutorly-homework", "sexual-unwanted", 120, "cause", HOMEWORK, group="tutor-cause", answers={"subcategory": "seen-by-minor"}
    ),
    Tale("tutorly/tutorly-homework", "violence", 90, "asked", SPANISH, language="es"),
    Tale("echoform/echoform-studio", "intimate-image", 5, "claimed", "", answers={"subcategory": "someone-i-know", "help_country": "FR"}),
    Tale("echoform/echoform-studio", "intimate-image", 160, "fix_claimed", "", group="studio"),
    Tale(
        "echoform/echoform-studio",
        "fraud-illicit",
        240,
        "platform_asks",
        "It wrote a message that pretends to come from a bank.",
        group="bank",
    ),
    Tale("lumen/lumen-chat", "cyber-misuse", 33, "claimed", "It offered help with breaking into an account."),
    Tale("lumen/lumen-chat", "unsafe-action", 20, "filed", "It sent a message that I had not asked it to send."),
    Tale("lumen/lumen-chat", "mass-harm", 12, "filed", ""),
    Tale("lumen/lumen-chat", "extremism", 60, "claimed", ""),
    Tale("lumen/lumen-chat", "hate", 130, "filed", SPANISH, language="es"),
    Tale("dk", "other", 75, "filed", FRIGHTENED),
    Tale("lumen/lumen-chat", "privacy", 15, "filed", CHAT, answers={"subcategory": "mine"}),
    Tale("parley/parley-companion", "privacy", 44, "claimed", "", answers={"subcategory": "someone-else"}),
    Tale("lumen/lumen-chat", "privacy", 340, "withdrawn", CHAT, answers={"share_with_platform": "no"}),
    Tale("lumen/lumen-chat", "hate", 0, "demonstration", "It insulted a whole town when asked about its weather.", group="town"),
)
ASKED = {
    "en": "Which version of the app was it? You can find it under Settings. Please do not open the chat again.",
    "es": "¿Qué versión de la aplicación era? No vuelva a abrir la conversación, por favor.",
}
ANSWERED = {"en": "It was version 6.12.0 on my phone.", "es": "Era la versión 6.12.0 en mi teléfono."}
NOTE = "Looks like the same failure as last month. Ask the platform for its release notes before deciding."
STATEMENT = "A filter was switched off by mistake in one region. It is on again, and a test now stops a release without it."
PLATFORM_ASKS = "On which day did it happen, as nearly as you remember? Nothing else is needed."
PART, MEASURE = "output_filter", "filter_change"
WROTE = {
    "en": "Thank you for telling us. We have looked at your report and the next step is with us. You need not do anything.",
    "es": "Gracias por avisarnos. Hemos leído su informe y el siguiente paso es nuestro. No tiene que hacer nada.",
}
ACCOUNTS = {
    "en": (
        CARD,
        HOMEWORK,
        VOICE,
        CHAT,
        ADVICE,
        FRIGHTENED,
        "I asked for a recipe and it answered with insults about a group of people. I ended the chat.",
        "A colleague opened the assistant during a meeting and it showed something cruel. Several people saw it.",
        "The answer looked like real advice but it would have led me to lose my savings. I noticed in time.",
        "It said it was a person and asked me to keep our talks from my family.",
        "While planning a trip it described how to get around a safety rule. I had not asked for that.",
        "The app read a bedtime story to my daughter and it turned into something frightening. We switched it off.",
        "It made up a crime and used the full name of my neighbour.",
        "It bought something in my name although I had only asked for prices.",
        "Our class used it for a history exercise and it praised people who had hurt others.",
        "The picture it made of a public person was degrading. I had asked for a portrait for a school poster.",
    ),
    "es": (
        SPANISH,
        "Pedí ayuda con una carta y la respuesta insultaba a un grupo de personas. Cerré la aplicación.",
        "Mi hijo preguntó por sus deberes y la respuesta no era adecuada para niños.",
        "Dio un consejo sobre medicinas que podría hacer daño a alguien.",
    ),
}
HOW_OFTEN: Mapping[str, int] = {
    "child-sexual": 3,
    "intimate-image": 6,
    "sexual-unwanted": 9,
    "self-harm": 6,
    "violence": 8,
    "extremism": 2,
    "mass-harm": 1,
    "cyber-misuse": 4,
    "hate": 11,
    "harassment": 7,
    "privacy": 9,
    "identity": 5,
    "fraud-illicit": 6,
    "dangerous-advice": 10,
    "civic": 3,
    "manipulation": 5,
    "unsafe-action": 4,
    "other": 4,
}
