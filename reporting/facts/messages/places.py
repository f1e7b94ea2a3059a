"""Words of places, for translators. Made by `manage.py check_facts --write`; do not edit."""

from django.utils.translation import gettext_noop as _

_("European Union")
_("England and Wales")
_("California")
_("New York")
