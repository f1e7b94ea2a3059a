"""Words of steps, for translators. Made by `manage.py check_facts --write`; do not edit."""

from django.utils.translation import gettext_noop as _

_("Are you safe?")
_("What happened")
_("Which system")
_("When, and how to find it")
_("How it came about")
_("Who saw it")
_("About you")
_("Who may know, and your statement")
