"""What a receipt's file says to the people who read it, above the signed part."""

from django.conf import settings
from django.utils.translation import gettext


def header(*, case_number: str, is_proven: bool) -> str:
    """The words for people. They are not signed, and hold nothing that the statement does not; a checksum shows damage."""
    return gettext(
        "Receipt for a report made in good faith: case %(case)s\n"
        "\n"
        "What this is. Somebody described a harmful output of an AI system to this portal, in words, and stated that they\n"
        "did so in good faith. No file, no link and no encoded bytes were accepted. The receipt does not say who they are\n"
        "or what they described.\n"
        "\n"
        "What it is for. Show it to anyone who doubts that the report was made, for example the platform it was about.\n"
        "Showing it does not open the case: that takes the case key, which is not in this file.\n"
        "\n"
        "How to check it, without us and without a connection, today or in years: with Python, its cryptography package\n"
        "and this portal's source code, save this text as FILE and, as a line of a file KEYS, the key that is published at\n"
        "%(portal)s/.well-known/good-faith.json , and run\n"
        "    python -m reporting.ledger.verify FILE KEYS\n"
        "or paste it at %(portal)s/verify/ . Without KEYS the command finds changes, but not whose key signed.\n"
        "\n"
        "%(log)s\n"
    ) % {"case": case_number, "portal": settings.PUBLIC_URL, "log": _log_words(is_proven)}


def _log_words(is_proven: bool) -> str:
    if is_proven:
        return gettext("The proof below shows the place of the statement in this portal's public log.")
    return gettext(
        "This portal promises to enter the statement in its public log within 10 minutes. Fetch the receipt again after that:\n"
        "it will then hold the proof. Should it not, this file is evidence that the promise was broken."
    )
