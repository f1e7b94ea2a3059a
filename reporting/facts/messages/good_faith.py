"""Words of good faith, for translators. Made by `manage.py check_facts --write`; do not edit."""

from django.utils.translation import gettext_noop as _

_("I tell you this in good faith. I believe that what I say here is correct, and as complete as I can make it.")
