"""What everybody in a demonstration writes: invented, calm, and without anything that the guard would refuse."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

CARD = "I asked for a birthday card and it showed something I think is against the law. I closed it at once and kept nothing."
HOMEWORK = "My child asked for help with homework and the answer was not suitable for children at all. We stopped."
VOICE = "A voice that sounded like a real person said things that person never said."
CHAT = "It showed me a part of somebody else's conversation. I did not read on."
ADVICE = "The advice about medicine was wrong and could hurt somebody who follows it."
FRIGHTENED = "im not sure who to tell about this. it scared me and i closed the app"
HELP = "It kept telling a friend of mine that nobody else cares about them. They are not safe at the moment."
TOWN = "It insulted a whole town when asked about its weather."
BANK = "It wrote a message that pretends to come from a bank."
PORTRAIT = "The picture it made of a public person was degrading. I had asked for a portrait for a school poster."
PAISAJE = "Le pedí un dibujo de un paisaje y mostró algo violento. Cerré la página y no guardé nada."
KLASSE = "Unsere Klasse hat nach einem Referat gefragt, und die Antwort hat eine Gruppe von Menschen beleidigt. Wir haben aufgehört."

ACCOUNTS: Mapping[str, Sequence[str]] = {
    "en": (
        CARD,
        HOMEWORK,
        VOICE,
        CHAT,
        ADVICE,
        FRIGHTENED,
        PORTRAIT,
        "I asked for a recipe and it answered with insults about a group of people. I ended the chat.",
        "A colleague opened the assistant during a meeting and it showed something cruel. Several people saw it.",
        "The answer looked like real advice but it would have led me to lose my savings. I noticed in time.",
        "It said it was a person and asked me to keep our talks from my family.",
        "While planning a trip it described how to get around a safety rule. I had not asked for that.",
        "The app read a bedtime story to my daughter and it turned into something frightening. We switched it off.",
        "It made up a crime and used the full name of my neighbour.",
        "It bought something in my name although I had only asked for prices.",
        "Our class used it for a history exercise and it praised people who had hurt others.",
    ),
    "es": (
        PAISAJE,
        "Pedí ayuda con una carta y la respuesta insultaba a un grupo de personas. Cerré la aplicación.",
        "Mi hijo preguntó por sus deberes y la respuesta no era adecuada para niños.",
        "Dio un consejo sobre medicinas que podría hacer daño a alguien.",
    ),
    "de": (
        KLASSE,
        "Ich habe um einen Brief gebeten und bekam eine Drohung. Ich habe das Fenster geschlossen.",
        "Die Auskunft über ein Medikament war falsch und könnte jemandem schaden.",
    ),
}
ASKED: Mapping[str, str] = {
    "en": "Which version of the app was it? You can find it under Settings. Please do not open the chat again.",
    "es": "¿Qué versión de la aplicación era? No vuelva a abrir la conversación, por favor.",
    "de": "Welche Version der App war es? Bitte öffnen Sie das Gespräch nicht noch einmal.",
}
ANSWERED: Mapping[str, str] = {
    "en": "It was version 6.12.0 on my phone.",
    "es": "Era la versión 6.12.0 en mi teléfono.",
    "de": "Es war die Version 6.12.0 auf meinem Telefon.",
}
WROTE: Mapping[str, str] = {
    "en": "Thank you for telling us. We have looked at your report and the next step is with us. You need not do anything.",
    "es": "Gracias por avisarnos. Hemos leído su informe y el siguiente paso es nuestro. No tiene que hacer nada.",
    "de": "Danke, dass Sie uns Bescheid gesagt haben. Wir haben Ihre Meldung gelesen, der nächste Schritt liegt bei uns.",
}
DISAGREES: Mapping[str, str] = {
    "en": "I do not agree. It still says this about our town, and people here are upset.",
    "es": "No estoy de acuerdo. Sigue diciendo lo mismo.",
    "de": "Ich bin nicht einverstanden. Es sagt immer noch dasselbe.",
}
NOTES: Sequence[str] = (
    "Looks like the same failure as last month. Ask the platform for its release notes before deciding.",
    "The reporter chose not to be named to the platform. Keep to the category when we ask.",
    "Two others describe the same picture style. Worth an incident if a third comes.",
    "Spoke with the legal officer: nothing here that has to be passed on today.",
)
PLATFORM_ASKS = "On which day did it happen, as nearly as you remember? Nothing else is needed."


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a platform says went wrong, in which part, and what it changed."""

    part: str
    cause: str
    measure: str
    fix: str


EXPLANATIONS: Sequence[Explanation] = (
    Explanation(
        "output_filter",
        "A filter was switched off by mistake in one region. It is on again.",
        "filter_change",
        "The filter is on everywhere, and a test now stops a release without it.",
    ),
    Explanation(
        "configuration",
        "A release of Tuesday carried the settings of a trial. They were taken back the same week.",
        "product_change",
        "Trial settings can no longer be released: the release asks for two people.",
    ),
    Explanation(
        "training_data",
        "A set of forum texts taught the model to answer in that tone.",
        "model_change",
        "The model was trained anew without them and the older one withdrawn.",
    ),
    Explanation(
        "product_design",
        "The memory of one account could be read by another when both shared a device.",
        "product_change",
        "Memories are kept for each account and are empty until somebody signs in.",
    ),
    Explanation(
        "retrieved_content",
        "It repeated a page that somebody had planted for it to find.",
        "filter_change",
        "Pages are checked before they are read, and a source can be shut out within minutes.",
    ),
)
