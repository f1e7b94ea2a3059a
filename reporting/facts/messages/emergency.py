"""Words of emergency, for translators. Made by `manage.py check_facts --write`; do not edit."""

from django.utils.translation import gettext_noop as _

_("police")
_("a child in danger")
_("where the state centre runs")
